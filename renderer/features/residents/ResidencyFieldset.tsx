import { Select } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ResidentRole } from '../../../electron/contract/vocabulary.ts'
import { DateField } from '../../ui/DateField.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { roleOrder } from './person.ts'

export type ResidencyValues = { role: ResidentRole; fromOn: string; toOn: string | null }

/** A role on a unit and its days, the last one inside. */
export function ResidencyFieldset({ form }: { readonly form: UseFormReturnType<ResidencyValues> }) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={fieldLabel('role')}
        required
        allowDeselect={false}
        data={roleOrder.map((value) => ({ value, label: t(`vocabulary:residentRole.${value}`) }))}
        {...form.getInputProps('role')}
        data-testid="role"
      />
      <DateField
        label={fieldLabel('fromOn')}
        required
        clearable={false}
        {...form.getInputProps('fromOn')}
        data-testid="from-on"
      />
      <DateField
        label={fieldLabel('toOn')}
        description={t('residents:toOnHint')}
        {...form.getInputProps('toOn')}
        data-testid="to-on"
      />
    </>
  )
}
