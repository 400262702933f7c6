import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { enquiryFields } from '../../../electron/contract/intake.ts'
import type { EnquiryKind } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { type CallFormProps, hasWords } from './call.ts'

export function EnquiryForm(props: CallFormProps) {
  return <AnswerForm {...props} kind="enquiry" />
}

export function SuggestionForm(props: CallFormProps) {
  return <AnswerForm {...props} kind="suggestion" />
}

const own = enquiryFields.pick({ content: true, answer: true })

/** A call that is answered and closed on the spot. */
function AnswerForm(props: CallFormProps & { readonly kind: EnquiryKind }) {
  const { t } = useTranslation()
  const [key] = useState(requestKey)
  const { unitId, personId, caller, phone } = props.call
  const record = useRecordForm<{ content: string; answer: string }, { number: string }>({
    schema: props.kind === 'enquiry' ? own.extend({ answer: own.shape.answer.min(1) }) : own,
    record: { version: 0, values: { content: props.told.content, answer: '' } },
    save: ({ values }) =>
      client.intake.answer({
        ...own.parse(values),
        kind: props.kind,
        unitId,
        personId,
        caller,
        phone,
        requestKey: key,
      }),
    begun: hasWords(props.told),
    onSaved: ({ number }) => props.onSaved({ number, jobId: null }),
  })
  const { form } = record
  useCommands([{ key: 'mod+enter', label: t('jobs:intake.save'), run: () => record.submit(), inDialog: true }])
  const content = form.getInputProps('content')
  return (
    <DialogForm
      record={record}
      action={t('jobs:intake.saveClosed')}
      onCancel={props.onCancel}
      more={<Keys of="mod+enter" />}
    >
      <Textarea
        label={t(`jobs:intake.kinds.${props.kind}`)}
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
      <Textarea
        label={t('jobs:intake.answer')}
        withAsterisk={props.kind === 'enquiry'}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        {...form.getInputProps('answer')}
        data-testid="intake-answer"
      />
      {props.callerFields}
    </DialogForm>
  )
}
