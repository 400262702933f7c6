import { Paper, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type JobEvent, jobMoves } from '../../../electron/contract/caseStates.ts'
import { type JobDetail, jobStep } from '../../../electron/contract/jobs.ts'
import { client, orpc } from '../../api/client.ts'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface Values extends Record<string, unknown> {
  workerId: number | null
  reason: string
  result: string
}

/** What a step still needs to know: who is sent, why, what came of it. */
export function StepForm(props: { readonly job: JobDetail; readonly event: JobEvent; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { job, event } = props
  const { needsReason } = jobMoves[event]
  const sends = event === 'dispatch' || event === 'transfer'
  const workers = useQuery({ ...orpc.jobs.workers.queryOptions(), enabled: sends })
  const { reason, result, workerId } = jobStep.shape
  const record = useRecordForm<Values>({
    schema: z.object({
      workerId: sends ? workerId.unwrap() : workerId,
      reason: needsReason ? reason.min(1) : reason,
      result,
    }),
    record: { version: job.version, values: { workerId: null, reason: '', result: '' } },
    save: ({ values, version }) => client.jobs.step({ id: job.id, version, event, ...values }),
    onSaved: () => {
      sayDone(t('jobs:stepped', { step: t(`vocabulary:jobEvent.${event}`) }))
      props.onClose()
    },
  })
  const { form } = record
  const chosen = form.getInputProps('workerId')
  return (
    <Paper withBorder p="sm" mt="md" maw={560} data-testid="step-form">
      <DialogForm record={record} action={t(`vocabulary:jobEvent.${event}`)} onCancel={props.onClose}>
        {sends && (
          <Select
            label={t('lists:jobs.columns.worker')}
            withAsterisk
            searchable
            allowDeselect={false}
            data-autofocus
            data={(workers.data ?? []).map((worker) => ({
              value: String(worker.id),
              label: t('jobs:load', { name: worker.name, count: worker.open }),
              disabled: worker.id === job.workerId,
            }))}
            value={form.values.workerId === null ? null : String(form.values.workerId)}
            onChange={(value) => form.setFieldValue('workerId', value === null ? null : Number(value))}
            error={chosen.error}
            data-testid="worker"
          />
        )}
        {event === 'complete' && (
          <Textarea
            label={t('jobs:result')}
            maxLength={2000}
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps('result')}
            data-testid="result"
          />
        )}
        {(needsReason || event === 'close') && (
          <Textarea
            label={t('common:reason')}
            withAsterisk={needsReason}
            maxLength={500}
            autosize
            minRows={2}
            {...(!sends && { 'data-autofocus': true })}
            {...form.getInputProps('reason')}
            data-testid="reason"
          />
        )}
      </DialogForm>
    </Paper>
  )
}
