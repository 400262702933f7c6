import { Combobox, Group, Paper, SegmentedControl, Select, Text, Textarea, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type JobEvent, jobMoves } from '../../../electron/contract/caseStates.ts'
import { costOf, type JobDetail, jobCompletion, jobStep } from '../../../electron/contract/jobs.ts'
import {
  type ChargeClass,
  chargeClasses,
  codesOf,
  type JobWait,
  jobWaits,
} from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { FromStores } from '../stores/FromStores.tsx'
import { Choice } from './JobForm.tsx'
import { type MaterialLine, MaterialLines } from './MaterialLines.tsx'

interface StepProps {
  readonly job: JobDetail
  readonly event: JobEvent
  readonly onClose: () => void
}

/** What a step still needs to know: who is sent, why, what it waits for, what came of it. */
export function StepForm(props: StepProps) {
  if (props.event === 'complete') return <CompleteForm {...props} />
  if (props.event === 'merge') return <MergeForm {...props} />
  return <PlainStepForm {...props} />
}

interface Values extends Record<string, unknown> {
  workerId: number | null
  reason: string
  waitFor: JobWait | undefined
}

function PlainStepForm(props: StepProps) {
  const { t } = useTranslation()
  const { job, event } = props
  const { needsReason } = jobMoves[event]
  const sends = event === 'dispatch' || event === 'transfer'
  const workers = useQuery({ ...orpc.jobs.workers.queryOptions(), enabled: sends })
  const { reason, workerId, waitFor } = jobStep.shape
  const record = useRecordForm<Values>({
    schema: z.object({
      workerId: sends ? workerId.unwrap() : workerId,
      reason: needsReason ? reason.min(1) : reason,
      waitFor,
    }),
    record: {
      version: job.version,
      values: { workerId: null, reason: '', waitFor: event === 'suspend' ? 'material' : undefined },
    },
    save: ({ values, version }) => client.jobs.step({ id: job.id, version, event, result: '', ...values }),
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
              label: t(worker.absent ? 'jobs:loadAbsent' : 'jobs:load', { name: worker.name, count: worker.open }),
              disabled: worker.id === job.workerId || worker.absent,
            }))}
            value={form.values.workerId === null ? null : String(form.values.workerId)}
            onChange={(value) => form.setFieldValue('workerId', value === null ? null : Number(value))}
            error={chosen.error}
            data-testid="worker"
          />
        )}
        {event === 'suspend' && (
          <Choice
            label={t('jobs:waitFor')}
            data={codesOf(jobWaits).map((value) => ({ value, label: t(`vocabulary:jobWait.${value}`) }))}
            {...form.getInputProps('waitFor')}
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

interface CompleteValues extends Record<string, unknown> {
  result: string
  finishedAt: string
  chargeClass: ChargeClass
  materials: MaterialLine[]
  labourCenti: number | string | null
  labourPrice: number | string | null
  charged: number | string | null
}

const number = (value: number | string | null) => (typeof value === 'number' ? value : 0)

/** What a completion took, what it comes to, and what the resident is charged. */
function CompleteForm({ job, onClose }: StepProps) {
  const { t } = useTranslation()
  const earlier = job.charge !== null && !job.charge.reversed ? job.charge : null
  // A charge of a completion that was entered by mistake is not made again.
  const standing = earlier?.reworked === false ? earlier : null
  // Work done again is charged only where somebody says how much.
  const [own, setOwn] = useState(earlier !== null)
  const schema = z.object({
    result: jobStep.shape.result,
    ...jobCompletion.shape,
    labourCenti: jobCompletion.shape.labourCenti.nullable(),
    labourPrice: jobCompletion.shape.labourPrice.nullable(),
    charged: jobCompletion.shape.charged.nullable(),
  })
  const record = useRecordForm<CompleteValues>({
    schema,
    record: {
      version: job.version,
      values: {
        result: '',
        finishedAt: '',
        chargeClass: job.chargeClass,
        materials: [],
        labourCenti: null,
        labourPrice: null,
        charged: earlier && (standing?.amount ?? 0),
      },
    },
    save: ({ values, version }) => {
      const { result, ...completion } = values
      const cost = costOfValues(values)
      return client.jobs.step({
        id: job.id,
        version,
        event: 'complete',
        reason: '',
        workerId: null,
        result,
        completion: jobCompletion.parse({
          ...completion,
          labourCenti: number(values.labourCenti),
          labourPrice: number(values.labourPrice),
          charged: values.chargeClass === 'paid' ? (own ? number(values.charged) : cost) : 0,
        }),
      })
    },
    onSaved: () => {
      sayDone(t('jobs:stepped', { step: t('vocabulary:jobEvent.complete') }))
      onClose()
    },
  })
  const { form } = record
  const { values } = form
  const cost = costOfValues(values)
  const charged = form.getInputProps('charged')
  const chargeWords = () => {
    if (standing) return t('jobs:chargeStands')
    if (earlier) return t('jobs:chargeEarlier', { amount: formatMoney(earlier.amount) })
    return t(job.unitId === null ? 'jobs:chargeNeedsUnit' : 'jobs:chargeHint')
  }
  return (
    <Paper withBorder p="sm" mt="md" data-testid="step-form">
      <DialogForm record={record} action={t('vocabulary:jobEvent.complete')} onCancel={onClose}>
        <Group grow align="flex-start" wrap="nowrap">
          <Textarea
            label={t('jobs:result')}
            maxLength={2000}
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps('result')}
            data-testid="result"
          />
          <TextInput
            label={t('jobs:finishedAt')}
            description={t('jobs:finishedAtHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="2026-01-31 09:30"
            maw={240}
            {...form.getInputProps('finishedAt')}
            data-testid="finished-at"
          />
        </Group>
        <MaterialLines
          lines={values.materials}
          onChange={(lines) => form.setFieldValue('materials', lines)}
          errors={form.errors}
        />
        <FromStores
          jobId={job.id}
          has={values.materials.map((line) => line.name)}
          onTake={(materials) => form.setFieldValue('materials', [...values.materials, ...materials])}
        />
        <Group align="flex-end" gap="sm">
          <HundredthsField
            label={t('jobs:labourHours')}
            w={110}
            {...form.getInputProps('labourCenti')}
            data-testid="labour-hours"
          />
          <HundredthsField
            label={t('jobs:labourPrice')}
            w={130}
            {...form.getInputProps('labourPrice')}
            data-testid="labour-price"
          />
          <Text size="sm" ml="auto">
            {t('jobs:cost')}{' '}
            <Text span fw={600} className="figure" data-testid="cost">
              {formatMoney(cost)}
            </Text>{' '}
            {t('common:yuan')}
          </Text>
        </Group>
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t('lists:jobs.columns.chargeClass')}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={t('lists:jobs.columns.chargeClass')}
              data={codesOf(chargeClasses).map((value) => ({ value, label: t(`vocabulary:chargeClass.${value}`) }))}
              {...form.getInputProps('chargeClass')}
              data-testid="charge-class"
            />
          </div>
          {values.chargeClass === 'paid' && (
            <HundredthsField
              label={t('jobs:charged')}
              w={150}
              disabled={standing !== null}
              {...charged}
              value={own ? values.charged : cost}
              onChange={(value) => {
                setOwn(true)
                charged.onChange(value)
              }}
              data-testid="charged"
            />
          )}
          {values.chargeClass === 'paid' && (
            <Text size="xs" c="dimmed">
              {chargeWords()}
            </Text>
          )}
        </Group>
      </DialogForm>
    </Paper>
  )
}

function costOfValues({ materials, labourCenti, labourPrice }: CompleteValues): number {
  const lines = materials.map((line) => ({ quantityCenti: number(line.quantityCenti), price: number(line.price) }))
  return costOf({ materials: lines, labourCenti: number(labourCenti), labourPrice: number(labourPrice) })
}

/** Chooses the open job that this one goes into; likely ones come first. */
function MergeForm({ job, onClose }: StepProps) {
  const { t } = useTranslation()
  const combobox = useCombobox()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 120)
  const targets = useQuery(orpc.jobs.mergeTargets.queryOptions({ input: { id: job.id, text: wanted } }))
  const [into, setInto] = useState<string | null>(null)
  const record = useRecordForm<{ intoId: number | null; reason: string }>({
    schema: z.object({ intoId: z.number().int(), reason: jobStep.shape.reason }),
    record: { version: job.version, values: { intoId: null, reason: '' } },
    save: ({ values, version }) =>
      client.jobs.step({
        id: job.id,
        version,
        event: 'merge',
        reason: values.reason,
        workerId: null,
        result: '',
        intoId: values.intoId ?? undefined,
      }),
    onSaved: () => {
      sayDone(t('jobs:stepped', { step: t('vocabulary:jobEvent.merge') }))
      onClose()
    },
  })
  const { form } = record
  return (
    <Paper withBorder p="sm" mt="md" maw={640} data-testid="step-form">
      <DialogForm record={record} action={t('vocabulary:jobEvent.merge')} onCancel={onClose}>
        <Combobox
          store={combobox}
          withinPortal
          onOptionSubmit={(value) => {
            const one = targets.data?.find((target) => String(target.id) === value)
            form.setFieldValue('intoId', one?.id ?? null)
            setInto(one?.number ?? null)
            setText('')
            combobox.closeDropdown()
          }}
        >
          <Combobox.Target>
            <TextInput
              label={t('jobs:mergeInto')}
              description={t('jobs:mergeHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              withAsterisk
              data-autofocus
              value={text || (into ?? '')}
              error={form.errors.intoId}
              onFocus={() => combobox.openDropdown()}
              onClick={() => combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setInto(null)
                form.setFieldValue('intoId', null)
                combobox.openDropdown()
                combobox.updateSelectedOptionIndex()
              }}
              data-testid="merge-into"
            />
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('jobs:mergeInto')}>
              {(targets.data ?? []).length === 0 && <Combobox.Empty>{t('jobs:nothingToMerge')}</Combobox.Empty>}
              {(targets.data ?? []).map((target) => (
                <Combobox.Option key={target.id} value={String(target.id)} data-testid="merge-target">
                  <Group gap="sm" wrap="nowrap">
                    <Text size="sm" fw={600} className="figure" style={{ whiteSpace: 'nowrap' }}>
                      {target.number}
                    </Text>
                    {target.likely && (
                      <Text size="xs" c="var(--mantine-color-orange-light-color)" style={{ whiteSpace: 'nowrap' }}>
                        {t('jobs:intake.why.duplicate')}
                      </Text>
                    )}
                    <Text size="xs" c="dimmed" truncate>
                      {target.title}
                    </Text>
                  </Group>
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
        <Textarea
          label={t('common:reason')}
          maxLength={500}
          autosize
          minRows={1}
          {...form.getInputProps('reason')}
          data-testid="reason"
        />
      </DialogForm>
    </Paper>
  )
}
