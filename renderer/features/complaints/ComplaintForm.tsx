import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { complaintFields } from '../../../electron/contract/complaints.ts'
import { codesOf, complaintKinds } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { type CallFormProps, hasWords } from '../jobs/call.ts'

const own = complaintFields.pick({ kind: true, against: true, place: true, content: true })

/** A complaint as it is taken down in the course of a call; who receives it answers for it. */
export function ComplaintForm(props: CallFormProps) {
  const { t } = useTranslation()
  const [key] = useState(requestKey)
  const { unitId, personId, caller, phone } = props.call
  const record = useRecordForm({
    schema: own,
    record: {
      version: 0,
      // What it is about is asked, never assumed: the year's complaints are told apart by it.
      values: { kind: '', against: '', place: props.told.place, content: props.told.content },
    },
    save: ({ values }) =>
      client.complaints.receive({ ...own.parse(values), unitId, personId, caller, phone, requestKey: key }),
    begun: hasWords(props.told),
    onSaved: ({ number }) => props.onSaved({ number, jobId: null }),
  })
  const { form } = record
  useCommands([{ key: 'mod+enter', label: t('jobs:intake.save'), run: () => record.submit(), inDialog: true }])
  const content = form.getInputProps('content')
  return (
    <DialogForm record={record} action={t('complaints:save')} onCancel={props.onCancel} more={<Keys of="mod+enter" />}>
      <Textarea
        label={t('lists:complaints.columns.content')}
        withAsterisk
        autosize
        minRows={3}
        maxRows={10}
        {...content}
        onChange={(event) => {
          content.onChange(event)
          props.onTold({ ...props.told, content: event.currentTarget.value })
        }}
        data-autofocus
        data-testid="intake-content"
      />
      <Select
        label={t('lists:complaints.columns.kind')}
        required
        allowDeselect={false}
        placeholder={t('complaints:kindHint')}
        data={codesOf(complaintKinds).map((value) => ({ value, label: t(`vocabulary:complaintKind.${value}`) }))}
        {...form.getInputProps('kind')}
        value={form.values.kind || null}
        data-testid="complaint-kind"
      />
      <TextInput
        label={t('complaints:against')}
        placeholder={t('complaints:againstHint')}
        maxLength={100}
        {...form.getInputProps('against')}
        data-testid="complaint-against"
      />
      <TextInput label={t('lists:jobs.columns.place')} maxLength={200} {...form.getInputProps('place')} />
      {props.callerFields}
    </DialogForm>
  )
}
