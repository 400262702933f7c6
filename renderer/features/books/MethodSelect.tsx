import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { paymentMethods } from '../../../electron/contract/vocabulary.ts'
import { fieldLabel } from '../../ui/fields.ts'

/** How money came or went. */
export function MethodSelect(props: SelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={fieldLabel('method')}
      allowDeselect={false}
      data={Object.keys(paymentMethods).map((value) => ({ value, label: t(`vocabulary:paymentMethod.${value}`) }))}
      {...props}
    />
  )
}
