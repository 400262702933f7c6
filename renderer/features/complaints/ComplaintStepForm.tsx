import { Paper, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type ComplaintEvent, complaintMoves } from '../../../electron/contract/caseStates.ts'
import { type ComplaintDetail, complaintStep } from '../../../electron/contract/complaints.ts'
import { type ComplaintCause, codesOf, complaintCauses } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface Values extends Record<string, unknown> {
  reason: string
  reply: string
  outcome: string
  cause: ComplaintCause | null
  prevention: string
}

/** What a step still needs to know: why, what was said, what came of it and what keeps it from coming again. */
export function ComplaintStepForm(props: {
  readonly complaint: ComplaintDetail
  readonly event: ComplaintEvent
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { complaint, event } = props
  const { needsReason } = complaintMoves[event]
  const replies = event === 'handle' || event === 'answer' || event === 'visit'
  const closes = event === 'close'
  const { reason, reply, outcome, cause, prevention } = complaintStep.shape
  const record = useRecordForm<Values>({
    schema: z.object({
      reason: needsReason ? reason.min(1) : reason,
      reply: replies ? reply.min(1) : reply,
      outcome: closes ? outcome.min(1) : outcome,
      cause: closes ? cause.unwrap() : cause,
      prevention,
    }),
    record: {
      version: complaint.version,
      values: {
        reason: '',
        reply: '',
        outcome: complaint.outcome,
        cause: complaint.cause,
        prevention: complaint.prevention,
      },
    },
    save: ({ values, version }) => client.complaints.step({ id: complaint.id, version, event, ...values }),
    onSaved: () => {
      sayDone(t('complaints:stepped', { step: t(`vocabulary:complaintEvent.${event}`) }))
      props.onClose()
    },
  })
  const { form } = record
  const area = (field: 'reason' | 'reply' | 'outcome' | 'prevention', label: string, isFirst = false) => (
    <Textarea
      label={label}
      withAsterisk={field !== 'prevention'}
      autosize
      minRows={2}
      maxLength={field === 'reason' ? 500 : 2000}
      {...(isFirst && { 'data-autofocus': true })}
      {...form.getInputProps(field)}
      data-testid={field}
    />
  )
  return (
    <Paper withBorder p="sm" mt="md" maw={620} data-testid="step-form">
      <DialogForm record={record} action={t(`vocabulary:complaintEvent.${event}`)} onCancel={props.onClose}>
        {replies && area('reply', t(`complaints:told.${event}`), true)}
        {closes && (
          <>
            {area('outcome', t('complaints:outcome'), true)}
            <Select
              label={t('complaints:cause')}
              withAsterisk
              data={codesOf(complaintCauses).map((value) => ({
                value,
                label: t(`vocabulary:complaintCause.${value}`),
              }))}
              {...form.getInputProps('cause')}
              data-testid="cause"
            />
            {area('prevention', t('complaints:prevention'))}
          </>
        )}
        {needsReason && area('reason', t('common:reason'), true)}
      </DialogForm>
    </Paper>
  )
}
