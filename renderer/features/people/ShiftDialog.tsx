import { Group, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Shift, type ShiftFields, shiftColours, shiftFields } from '../../../electron/contract/rota.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { clock } from './RotaGrid.tsx'

export function ShiftDialog({ of, onClose }: { readonly of: Shift | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:shift.one')}>
      <ShiftForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

/** Times as they are typed; the schema reads them. */
interface Values extends Record<string, unknown> {
  name: string
  letter: string
  colour: ShiftFields['colour']
  fromMinute: string
  toMinute: string
  restMinutes: number
  keepsLog: boolean
  active: boolean
}

const time = z.string().regex(/^$|^([01]?\d|2[0-4]):?[0-5]\d$/)
const typed = shiftFields.extend({ fromMinute: time, toMinute: time })

function ShiftForm({ of, onClose }: { readonly of: Shift | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const read = (shift: Shift) => ({
    version: shift.version,
    values: {
      ...shiftFields.parse(shift),
      fromMinute: shift.fromMinute === null ? '' : clock(shift.fromMinute),
      toMinute: shift.toMinute === null ? '' : clock(shift.toMinute),
    } as Values,
  })
  const record = useRecordForm<Values>({
    schema: typed,
    record: of
      ? read(of)
      : {
          version: 0,
          values: {
            name: '',
            letter: '',
            colour: 'cyan',
            fromMinute: '09:00',
            toMinute: '17:00',
            restMinutes: 0,
            keepsLog: false,
            active: true,
          },
        },
    save: ({ version, values }) =>
      client.rota.saveShift({
        ...values,
        fromMinute: minutesOf(values.fromMinute),
        toMinute: minutesOf(values.toMinute),
        id: of?.id ?? null,
        version,
      }),
    ...(of && { reload: async () => read((await client.rota.shifts()).find((shift) => shift.id === of.id) ?? of) }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <TextInput
          label={t('people:shift.name')}
          required
          data-autofocus
          maxLength={20}
          {...form.getInputProps('name')}
          data-testid="shift-name"
        />
        <TextInput
          label={t('people:shift.letter')}
          required
          maxLength={1}
          value={form.values.letter}
          onChange={(event) => form.setFieldValue('letter', event.currentTarget.value.toUpperCase())}
          error={form.errors.letter}
          data-testid="shift-letter"
        />
        <Select
          label={t('people:shift.colour')}
          allowDeselect={false}
          data={shiftColours.map((value) => ({ value, label: t(`people:colour.${value}`) }))}
          {...form.getInputProps('colour')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t('people:shift.from')}
          description={t('people:shift.offHint')}
          placeholder="08:00"
          {...form.getInputProps('fromMinute')}
          data-testid="shift-from"
        />
        <TextInput
          label={t('people:shift.to')}
          description={t('people:shift.overMidnight')}
          placeholder="16:00"
          {...form.getInputProps('toMinute')}
          data-testid="shift-to"
        />
        <NumberInput
          label={t('people:shift.rest')}
          description={t('people:shift.restHint')}
          min={0}
          max={600}
          clampBehavior="strict"
          allowDecimal={false}
          value={form.values.restMinutes}
          onChange={(value) => form.setFieldValue('restMinutes', Number(value))}
        />
      </Group>
      <Switch
        label={t('people:shift.keepsLog')}
        checked={form.values.keepsLog}
        onChange={(event) => form.setFieldValue('keepsLog', event.currentTarget.checked)}
      />
      <Switch
        label={t('people:inUse')}
        checked={form.values.active}
        onChange={(event) => form.setFieldValue('active', event.currentTarget.checked)}
      />
    </DialogForm>
  )
}

/** `08:00`, `8:00` or `800` as minutes after midnight; null of nothing. */
function minutesOf(text: string): number | null {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(text.normalize('NFKC').trim())
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}
