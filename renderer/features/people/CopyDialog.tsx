import { Group, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../electron/contract/dates.ts'
import { type Copied, type CopyInput, copyInput, type RotaMonth } from '../../../electron/contract/rota.ts'
import { client } from '../../api/client.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { PersonSelect } from './PersonSelect.tsx'

interface Values extends Record<string, unknown> {
  way: CopyInput['way']
  fromOn: string
  weeks: number
  month: string
  fromId: number | null
  toId: number | null
}

/** Copies a pattern: a week onwards, last month onto this one, one person's onto another's. */
export function CopyDialog({ rota, onClose }: { readonly rota: RotaMonth; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:rota.copy')}>
      <CopyForm rota={rota} onClose={onClose} />
    </FormDialog>
  )
}

function CopyForm({ rota: { month }, onClose }: { readonly rota: RotaMonth; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<Values, Copied>({
    schema: copyInput,
    record: {
      version: 0,
      values: { way: 'week', fromOn: firstMonday(month), weeks: 3, month, fromId: null, toId: null },
    },
    save: ({ values }) => client.rota.copy(copyInput.parse(values)),
    onSaved: ({ changed, kept }) => {
      onClose()
      const said = [t('people:rota.copied', { count: changed })]
      if (kept.length > 0) {
        const days = kept.map((one) => `${one.name} ${one.onDate}`).join(t('common:listSeparator'))
        said.push(t('people:rota.swapsKept', { count: kept.length, days }))
      }
      sayDone(said.join(' '))
    },
  })
  const { form } = record
  const { way, weeks, fromId, toId } = form.values
  return (
    <DialogForm record={record} action={t('people:rota.copyAction')} onCancel={onClose}>
      <SegmentedControl
        fullWidth
        aria-label={t('people:rota.copy')}
        data={(['week', 'month', 'person'] as const).map((value) => ({ value, label: t(`people:copy.${value}`) }))}
        value={way}
        onChange={(value) => form.setFieldValue('way', value as CopyInput['way'])}
      />
      {way === 'week' && (
        <Group grow align="flex-start">
          <DateField label={t('people:copy.fromOn')} required clearable={false} {...form.getInputProps('fromOn')} />
          <NumberInput
            label={t('people:copy.weeks')}
            min={1}
            max={12}
            clampBehavior="strict"
            allowDecimal={false}
            value={weeks}
            onChange={(value) => form.setFieldValue('weeks', Number(value) || 1)}
          />
        </Group>
      )}
      {way === 'person' && (
        <Group grow align="flex-start">
          <PersonSelect
            label={t('people:copy.fromPerson')}
            required
            value={fromId}
            onChange={(id) => form.setFieldValue('fromId', id)}
            error={form.errors.fromId}
          />
          <PersonSelect
            label={t('people:copy.toPerson')}
            required
            except={[fromId]}
            value={toId}
            onChange={(id) => form.setFieldValue('toId', id)}
            error={form.errors.toId}
          />
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {t(`people:copy.about.${way}`, { month })} {t('people:copy.swapsStay')}
      </Text>
    </DialogForm>
  )
}

/** The first Monday of a month: where a week's pattern usually begins. */
function firstMonday(month: string): string {
  const first = `${month}-01`
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(first, (7 - weekday) % 7)
}
