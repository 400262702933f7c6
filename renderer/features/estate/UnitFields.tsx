import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { UnitFields as Fields } from '../../../electron/contract/estate.ts'
import { codesOf, unitKinds } from '../../../electron/contract/vocabulary.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'

/** The fields of a unit's own form, new or old. */
export function UnitFields<Values extends Fields & Record<string, unknown>>(props: {
  readonly form: UseFormReturnType<Values>
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  // The names are those of the contract for every form that holds a unit's fields.
  const form = props.form as unknown as UseFormReturnType<Fields>
  const field = (name: keyof Fields) => ({ ...form.getInputProps(name), 'data-testid': `field-${name}` })
  return (
    <>
      <SimpleGrid cols={3} spacing="sm" verticalSpacing="sm">
        <TextInput label={fieldLabel('room')} withAsterisk maxLength={40} data-autofocus {...field('room')} />
        <Select
          label={fieldLabel('kind')}
          withAsterisk
          allowDeselect={false}
          data={codesOf(unitKinds).map((kind) => ({ value: kind, label: t(`vocabulary:unitKind.${kind}`) }))}
          {...field('kind')}
        />
        <HundredthsField label={t('estate:unitForm.area')} withAsterisk {...field('areaCenti')} />
      </SimpleGrid>
      <TextInput
        label={fieldLabel('aliases')}
        description={t('estate:unitForm.aliasesHint')}
        maxLength={200}
        {...field('aliases')}
      />
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
        <DateField label={fieldLabel('readyOn')} {...field('readyOn')} />
        <DateField label={fieldLabel('dueOn')} {...field('dueOn')} />
        <DateField label={fieldLabel('soldOn')} maxDate={today} {...field('soldOn')} />
        <DateField label={fieldLabel('handedOverOn')} maxDate={today} {...field('handedOverOn')} />
      </SimpleGrid>
      <Textarea label={fieldLabel('note')} maxLength={2000} maxRows={6} {...field('note')} />
    </>
  )
}
