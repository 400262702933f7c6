import { Group, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../electron/contract/dates.ts'
import { type EquipmentDetail, type EquipmentFields, equipmentFields } from '../../../electron/contract/equipment.ts'
import { equipmentCategories, equipmentGrades } from '../../../electron/contract/equipmentWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface EquipmentDialogProps {
  readonly of?: EquipmentDetail
  readonly onClose: () => void
  readonly onSaved?: (id: number) => void
}

/** What a piece of equipment is and where it stands. */
export function EquipmentDialog(props: EquipmentDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} size="lg" title={t(props.of ? 'equipment:edit' : 'equipment:add')}>
      <EquipmentForm {...props} />
    </FormDialog>
  )
}

const empty: EquipmentFields = {
  code: '',
  name: '',
  category: 'lift',
  areaId: null,
  place: '',
  maker: '',
  installedOn: null,
  warrantyTo: null,
  grade: null,
  note: '',
}

function EquipmentForm({ of, onClose, onSaved }: EquipmentDialogProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const tree = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data ?? []
  const areas = tree.flatMap((estate) => estate.areas)
  const record = useRecordForm<EquipmentFields, { readonly id: number }>({
    schema: equipmentFields,
    record: { version: of?.version ?? 0, values: of ? equipmentFields.parse(of) : empty },
    save: ({ values, version }) =>
      client.equipment.save({ id: of?.id ?? null, version, fields: equipmentFields.parse(values) }),
    ...(of && {
      reload: async () => {
        const now = await client.equipment.detail({ id: of.id })
        return { version: now.version, values: equipmentFields.parse(now) }
      },
    }),
    onSaved: ({ id }) => {
      sayDone(t('common:saved'))
      onClose()
      onSaved?.(id)
    },
  })
  const { form } = record
  const closed = useQuery(orpc.books.state.queryOptions({ staleTime: 60_000 })).data?.closedThrough ?? null
  const { installedOn } = form.values
  const isClosed = closed !== null && installedOn !== null && installedOn <= closed && installedOn !== of?.installedOn
  const word = (column: string) => t(`lists:equipment.columns.${column as 'code'}`)
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <TextInput
          label={word('code')}
          required
          maxLength={40}
          data-autofocus
          {...form.getInputProps('code')}
          data-testid="equipment-code"
        />
        <TextInput
          label={word('name')}
          required
          maxLength={80}
          {...form.getInputProps('name')}
          data-testid="equipment-name"
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={word('category')}
          allowDeselect={false}
          data={codesOf(equipmentCategories).map((value) => ({
            value,
            label: t(`vocabulary:equipmentCategory.${value}`),
          }))}
          {...form.getInputProps('category')}
        />
        <Select
          label={word('grade')}
          clearable
          placeholder={t('common:none')}
          data={codesOf(equipmentGrades).map((value) => ({ value, label: t(`vocabulary:equipmentGrade.${value}`) }))}
          {...form.getInputProps('grade')}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={word('area')}
          clearable
          searchable
          placeholder={t('common:none')}
          data={areas.map((area) => ({ value: String(area.id), label: area.name }))}
          value={form.values.areaId === null ? null : String(form.values.areaId)}
          onChange={(value) => form.setFieldValue('areaId', value === null ? null : Number(value))}
        />
        <TextInput label={word('place')} maxLength={120} {...form.getInputProps('place')} />
      </Group>
      <TextInput label={word('maker')} maxLength={80} {...form.getInputProps('maker')} />
      <Group grow align="flex-start">
        <DateField
          label={word('installedOn')}
          maxDate={today}
          description={isClosed && t('equipment:countsFrom', { through: closed, date: addDays(closed, 1) })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('installedOn')}
          data-testid="installed-on"
        />
        <DateField label={word('warrantyTo')} {...form.getInputProps('warrantyTo')} />
      </Group>
      <Textarea label={t('equipment:note')} autosize minRows={1} maxLength={2000} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
