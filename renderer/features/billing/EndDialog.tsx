import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateText } from '../../../electron/contract/base.ts'
import { lastOfMonth } from '../../../electron/contract/dates.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'

interface EndProps<Saved> {
  readonly title: string
  readonly hint: string
  readonly from: string
  readonly version: number
  readonly save: (version: number, toOn: string) => Promise<Saved>
  readonly onSaved: (saved: Saved) => void
  readonly onClose: () => void
}

/** The last day of something that runs. */
export function EndDialog<Saved>(props: EndProps<Saved>) {
  return (
    <FormDialog opened onClose={props.onClose} title={props.title}>
      <EndForm {...props} />
    </FormDialog>
  )
}

function EndForm<Saved>({ hint, from, version, save, onSaved, onClose }: EndProps<Saved>) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<{ toOn: string }, Saved>({
    schema: z.object({ toOn: dateText }),
    record: { version, values: { toOn: lastOfMonth(today) } },
    save: ({ version: seen, values }) => save(seen, values.toOn),
    onSaved: (saved) => {
      onSaved(saved)
      onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('billing:end.go')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t('billing:end.since', { date: from })} {hint}
      </Text>
      <DateField
        label={t('billing:end.last')}
        required
        data-autofocus
        w={220}
        {...record.form.getInputProps('toOn')}
        data-testid="last-day"
      />
    </DialogForm>
  )
}
