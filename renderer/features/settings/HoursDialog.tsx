import { Checkbox, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { OfficeHours } from '../../../electron/contract/promises.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { spellsIn, spellText } from './promiseText.ts'

/** When the office works in an ordinary week. */
export function HoursDialog(props: { readonly of: OfficeHours; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('promises:editHours')}>
      <HoursForm {...props} />
    </FormDialog>
  )
}

const weekdayNumbers = [1, 2, 3, 4, 5, 6, 7] as const

function HoursForm({ of, onClose }: { readonly of: OfficeHours; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [weekdays, setWeekdays] = useState<readonly number[]>(of.weekdays)
  const record = useRecordForm({
    schema: z.object({ hours: z.string().refine((text) => spellsIn(text) !== undefined, { error: 'hours-wrong' }) }),
    record: { version: 0, values: { hours: of.hours.map(spellText).join('  ') } },
    save: ({ values }) => client.promises.saveHours({ hours: spellsIn(values.hours) ?? [], weekdays: [...weekdays] }),
    onSaved: ({ moved }) => {
      sayDone(moved === 0 ? t('common:saved') : t('promises:moved', { count: moved }))
      onClose()
    },
  })
  const toggle = (day: number) =>
    setWeekdays(weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day])
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <div>
        <Text size="sm" fw={500} mb={6}>
          {t('promises:weekdays')}
        </Text>
        <Group gap="md">
          {weekdayNumbers.map((day) => (
            <Checkbox
              key={day}
              label={t(`promises:weekday.${day}`)}
              checked={weekdays.includes(day)}
              disabled={weekdays.length === 1 && weekdays.includes(day)}
              onChange={() => toggle(day)}
            />
          ))}
        </Group>
      </div>
      <TextInput
        label={t('promises:dayHours')}
        description={t('promises:dayHoursHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-autofocus
        {...record.form.getInputProps('hours')}
        data-testid="day-hours"
      />
      <Text size="sm" c="dimmed">
        {t('promises:moves')}
      </Text>
    </DialogForm>
  )
}
