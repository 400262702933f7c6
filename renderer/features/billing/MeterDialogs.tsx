import { Group, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meterChangeFields, newMeterFields } from '../../../electron/contract/meters.ts'
import { codesOf, type MeterKind, meterKinds } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'

/** A meter that was not there before, with what it shows on its first day. */
export function NewMeterDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('billing:meter.new')}>
      <NewMeterForm onClose={onClose} />
    </FormDialog>
  )
}

interface NewMeter extends Record<string, unknown> {
  unitId: number | null
  kind: MeterKind
  number: string
  onDate: string
  valueCenti: number | null
}

function NewMeterForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<NewMeter>({
    schema: newMeterFields,
    record: { version: 0, values: { unitId: null, kind: 'water', number: '', onDate: today, valueCenti: null } },
    save: ({ values }) => client.meters.addMeter(newMeterFields.parse(values)),
    onSaved: () => {
      sayDone(t('billing:meter.added', { unit: unit?.title ?? '' }))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <SearchPicker
        kind="unit"
        label={t('billing:unit')}
        placeholder={t('billing:unitPlaceholder')}
        required
        autoFocus
        value={unit}
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
        }}
        error={form.errors.unitId}
        testId="unit"
      />
      <Group grow align="flex-start">
        <Select
          label={t('lists:meters.columns.kind')}
          allowDeselect={false}
          data={codesOf(meterKinds).map((kind) => ({ value: kind, label: t(`vocabulary:meterKind.${kind}`) }))}
          {...form.getInputProps('kind')}
          data-testid="kind"
        />
        <TextInput
          label={t('lists:meters.columns.number')}
          withAsterisk
          maxLength={30}
          {...form.getInputProps('number')}
          data-testid="number"
        />
      </Group>
      <Group grow align="flex-start">
        <DateField label={t('billing:meter.since')} required {...form.getInputProps('onDate')} data-testid="on-date" />
        <HundredthsField
          label={t('billing:meter.start')}
          withAsterisk
          {...form.getInputProps('valueCenti')}
          data-testid="value"
        />
      </Group>
    </DialogForm>
  )
}

export interface MeterToChange {
  readonly id: number
  readonly version: number
  readonly number: string
  readonly unit: string
  /** The last reading, day and state. */
  readonly last: string | null
}

interface MeterChange extends Record<string, unknown> {
  onDate: string
  endCenti: number | null
  number: string
  startCenti: number | null
}

/** Another meter in place of one: what the old one shows last, what the new one shows first. */
export function ChangeMeterDialog({ meter, onClose }: { readonly meter: MeterToChange; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('billing:meter.changeTitle', { unit: meter.unit })}>
      <ChangeMeterForm meter={meter} onClose={onClose} />
    </FormDialog>
  )
}

function ChangeMeterForm({ meter, onClose }: { readonly meter: MeterToChange; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<MeterChange>({
    schema: meterChangeFields,
    record: { version: meter.version, values: { onDate: today, endCenti: null, number: '', startCenti: 0 } },
    save: ({ version, values }) =>
      client.meters.changeMeter({ id: meter.id, version, ...meterChangeFields.parse(values) }),
    onSaved: () => {
      sayDone(t('billing:meter.changed', { unit: meter.unit }))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('billing:meter.change')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t('billing:meter.old', { number: meter.number, last: meter.last ?? '—' })}
      </Text>
      <Group grow align="flex-start">
        <DateField
          label={t('billing:meter.changedOn')}
          required
          data-autofocus
          {...form.getInputProps('onDate')}
          data-testid="on-date"
        />
        <HundredthsField
          label={t('billing:meter.end')}
          withAsterisk
          {...form.getInputProps('endCenti')}
          data-testid="end"
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t('billing:meter.newNumber')}
          withAsterisk
          maxLength={30}
          {...form.getInputProps('number')}
          data-testid="number"
        />
        <HundredthsField
          label={t('billing:meter.start')}
          withAsterisk
          {...form.getInputProps('startCenti')}
          data-testid="start"
        />
      </Group>
    </DialogForm>
  )
}
