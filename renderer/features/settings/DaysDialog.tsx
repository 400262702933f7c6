import { Group, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { calendarDays } from '../../../electron/contract/promises.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** Marks a spell of days as a public holiday, or as worked in exchange for one. */
export function DaysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('promises:markDays')}>
      <DaysForm onClose={onClose} />
    </FormDialog>
  )
}

function DaysForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm({
    schema: calendarDays,
    record: { version: 0, values: { from: today, to: today, kind: 'holiday', name: '' } },
    save: ({ values }) => client.promises.markDays(calendarDays.parse(values)),
    onSaved: ({ moved }) => {
      sayDone(moved === 0 ? t('common:saved') : t('promises:moved', { count: moved }))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Choice
        label={t('promises:kind')}
        data={(['holiday', 'workday'] as const).map((value) => ({ value, label: t(`promises:dayKind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      <TextInput
        label={t('promises:dayName')}
        placeholder={t('promises:dayNameHint')}
        maxLength={40}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="day-name"
      />
      <Group grow align="flex-start">
        <DateField
          label={t('promises:firstDay')}
          clearable={false}
          {...form.getInputProps('from')}
          data-testid="first-day"
        />
        <DateField
          label={t('promises:lastDay')}
          clearable={false}
          {...form.getInputProps('to')}
          data-testid="last-day"
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('promises:moves')}
      </Text>
    </DialogForm>
  )
}
