import { Autocomplete, Group, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openJobStates } from '../../../electron/contract/caseStates.ts'
import type { Caller } from '../../../electron/contract/intake.ts'
import { type JobDetail, type JobFields, jobFields } from '../../../electron/contract/jobs.ts'
import { chargeClasses, codesOf, jobPriorities, jobSources, trades } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { type Editable, type RecordForm, useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, sayError } from '../../ui/write.ts'
import { phonesOf } from '../residents/person.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { Choice } from './JobForm.tsx'

type Values = JobFields & Record<string, unknown>

interface CorrectProps {
  readonly job: JobDetail
  readonly onClose: () => void
}

/** What was taken down, to be put right: all of it while the job is open, then who called and what was said. */
export function CorrectDialog(props: CorrectProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened size={720} onClose={props.onClose} title={t('jobs:correct.title', { number: props.job.number })}>
      <CorrectForm {...props} />
    </FormDialog>
  )
}

function CorrectForm({ job, onClose }: CorrectProps) {
  const { t } = useTranslation()
  const isOpen = (openJobStates as readonly string[]).includes(job.state)
  const record = useRecordForm<Values>({
    schema: jobFields,
    record: editable(job),
    save: ({ values, version }) => client.jobs.correct({ ...jobFields.parse(values), id: job.id, version }),
    reload: async () => editable(await client.jobs.detail({ id: job.id })),
    onSaved: () => {
      sayDone(t('jobs:correct.done'))
      onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('jobs:correct.action')} onCancel={onClose} more={<Keys of="mod+enter" />}>
      {!isOpen && (
        <Text size="sm" c="dimmed">
          {t('jobs:correct.whenDone')}
        </Text>
      )}
      <Textarea
        label={t('lists:jobs.columns.content')}
        withAsterisk
        autosize
        minRows={2}
        maxRows={8}
        {...record.form.getInputProps('content')}
        data-autofocus
        data-testid="correct-content"
      />
      {isOpen && <WhatAndWhen record={record} />}
      <Who record={record} job={job} isOpen={isOpen} />
    </DialogForm>
  )
}

function WhatAndWhen({ record: { form } }: { readonly record: RecordForm<Values> }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const choice = (field: keyof JobFields, group: string, list: Readonly<Record<string, string>>) => (
    <Choice
      label={t(`lists:jobs.columns.${field}`)}
      data={codesOf(list).map((value) => ({ value, label: t(`vocabulary:${group}.${value}`) }))}
      {...form.getInputProps(field)}
    />
  )
  return (
    <>
      {choice('trade', 'trade', trades)}
      <Group grow align="flex-start" wrap="nowrap">
        {choice('priority', 'jobPriority', jobPriorities)}
        {choice('source', 'jobSource', jobSources)}
      </Group>
      <Text size="xs" c="dimmed" mt={-6}>
        {t('jobs:correct.promiseMoves')}
      </Text>
      {choice('chargeClass', 'chargeClass', chargeClasses)}
      <Group grow align="flex-start">
        <DateField
          label={t('jobs:appointment')}
          // One that is past already may stay.
          minDate={form.getInitialValues().appointedOn ?? today}
          {...form.getInputProps('appointedOn')}
        />
        <TextInput label={t('jobs:intake.time')} placeholder="09:30" {...form.getInputProps('appointedTime')} />
      </Group>
    </>
  )
}

/** Where it is and who called: the household is offered by name. */
function Who(props: { readonly record: RecordForm<Values>; readonly job: JobDetail; readonly isOpen: boolean }) {
  const { t } = useTranslation()
  const { job, isOpen } = props
  const { form } = props.record
  const { unitId, personId } = form.values
  const [picked, setPicked] = useState<Picked | null>(
    job.unitId === null ? null : { id: job.unitId, title: job.unit ?? '', detail: '' },
  )
  const household = useQuery({
    ...orpc.intake.callers.queryOptions({ input: { unitId: unitId ?? 0 } }),
    enabled: unitId !== null,
  })
  const people = unitId === null ? [] : (household.data ?? [])
  const named = (name: string) => people.find((one) => one.name === name)
  const call = (name: string) => {
    form.setFieldValue('caller', name)
    form.setFieldValue('personId', named(name)?.personId ?? (name === job.caller ? job.personId : null))
  }
  /** Whoever came of the wrong household gives way to the right one's first; a name that was typed stays. */
  async function fillHousehold(id: number): Promise<void> {
    const [first] = await client.intake.callers({ unitId: id })
    if (form.getValues().unitId !== id) return
    if (id === job.unitId) form.setValues({ personId: job.personId, caller: job.caller, phone: job.phone })
    else form.setValues({ personId: first?.personId ?? null, ...(first && calling(first)) })
  }
  return (
    <>
      {isOpen && (
        <Group grow align="flex-start">
          <SearchPicker
            kind="unit"
            label={t('lists:jobs.columns.unit')}
            placeholder={t('jobs:correct.noUnit')}
            value={picked}
            error={form.errors.unitId}
            onChange={(next) => {
              setPicked(next)
              form.setFieldValue('unitId', next?.id ?? null)
              if (next && personId !== null) void fillHousehold(next.id).catch(sayError)
            }}
            testId="correct-unit"
          />
          <TextInput
            label={t('lists:jobs.columns.place')}
            maxLength={200}
            {...form.getInputProps('place')}
            data-testid="correct-place"
          />
        </Group>
      )}
      <Group grow align="flex-start">
        <Autocomplete
          label={t('lists:jobs.columns.caller')}
          maxLength={60}
          data={[...new Set(people.map((one) => one.name))]}
          filter={({ options }) => options}
          {...form.getInputProps('caller')}
          onChange={call}
          onOptionSubmit={(name) => {
            const one = named(name)
            if (one) form.setValues(calling(one))
          }}
          data-testid="correct-caller"
        />
        <TextInput
          label={t('jobs:intake.phone')}
          maxLength={60}
          inputMode="tel"
          {...form.getInputProps('phone')}
          placeholder={people.find((one) => one.personId === personId && one.isMasked)?.phone}
          data-testid="correct-phone"
        />
      </Group>
    </>
  )
}

/** Name and phone of a resident; a phone that is shown masked is kept from the archive. */
function calling({ name, phone, isMasked }: Caller): Pick<JobFields, 'caller' | 'phone'> {
  return { caller: name, phone: isMasked ? '' : (phonesOf(phone)[0] ?? '') }
}

function editable(job: JobDetail): Editable<Values> {
  const { version, source, unitId, place, personId, caller, phone, trade, content } = job
  const { priority, chargeClass, appointedOn, appointedTime } = job
  const told = { source, unitId, place, personId, caller, phone, trade, content }
  return { version, values: { ...told, priority, chargeClass, appointedOn, appointedTime } }
}
