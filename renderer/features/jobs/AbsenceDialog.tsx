import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateText } from '../../../electron/contract/base.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface Props {
  readonly staffId: number
  readonly name: string
  readonly onClose: () => void
}

/** A worker is away from one day to another: nobody sends a job there meanwhile. */
export function AbsenceDialog(props: Props) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('jobs:absence.title', { name: props.name })}>
      <AbsenceForm {...props} />
    </FormDialog>
  )
}

const fields = z.object({ fromOn: dateText, toOn: dateText, reason: z.string().trim().max(100) })

function AbsenceForm({ staffId, onClose }: Props) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<{ fromOn: string; toOn: string; reason: string }>({
    schema: fields,
    record: { version: 0, values: { fromOn: today, toOn: today, reason: '' } },
    save: ({ values }) => client.jobs.addAbsence({ staffId, ...values }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('jobs:absence.add')} onCancel={onClose}>
      <Group grow align="flex-start">
        <DateField label={t('jobs:absence.fromOn')} required {...form.getInputProps('fromOn')} />
        <DateField label={t('jobs:absence.toOn')} required {...form.getInputProps('toOn')} />
      </Group>
      <TextInput label={t('common:reason')} maxLength={100} {...form.getInputProps('reason')} data-autofocus />
    </DialogForm>
  )
}
