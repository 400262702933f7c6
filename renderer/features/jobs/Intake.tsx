import { Alert, Badge, Drawer, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobFields, jobFields } from '../../../electron/contract/jobs.ts'
import { chargeClasses, codesOf, jobPriorities, trades } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'

/** Takes a call, from anywhere and by keyboard alone: where, what, how urgent; saving gives the number. */
export function Intake({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened
      onClose={() => void leave(onClose)}
      position="right"
      size={560}
      title={t('jobs:intake.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <IntakeForm onClose={onClose} />
    </Drawer>
  )
}

function IntakeForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<JobFields & Record<string, unknown>, { id: number; number: string }>({
    schema: jobFields,
    record: { version: 0, values: { ...empty } },
    save: ({ values }) => client.jobs.register({ ...jobFields.parse(values), requestKey: key }),
    onSaved: ({ id, number }) => {
      sayDone(t('jobs:intake.saved', { number }))
      onClose()
      void navigate({ to: '/jobs/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  const words = (group: string, list: Readonly<Record<string, string>>) =>
    codesOf(list).map((value) => ({ value, label: t(`vocabulary:${group}.${value}`) }))
  return (
    <DialogForm record={record} action={t('jobs:intake.save')} onCancel={onClose}>
      <SearchPicker
        kind="unit"
        label={t('lists:jobs.columns.unit')}
        placeholder={t('jobs:intake.findUnit')}
        value={unit}
        error={form.errors.unitId}
        autoFocus
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
        }}
        testId="intake-unit"
      />
      {unit && <Around unitId={unit.id} onLeave={onClose} />}
      <TextInput
        label={t('lists:jobs.columns.place')}
        placeholder={t('jobs:intake.placeHint')}
        maxLength={200}
        {...form.getInputProps('place')}
        data-testid="intake-place"
      />
      <Textarea
        label={t('lists:jobs.columns.content')}
        withAsterisk
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('content')}
        data-testid="intake-content"
      />
      <Choice label={t('lists:jobs.columns.trade')} data={words('trade', trades)} {...form.getInputProps('trade')} />
      <Choice
        label={t('lists:jobs.columns.priority')}
        data={words('jobPriority', jobPriorities)}
        {...form.getInputProps('priority')}
      />
      <Choice
        label={t('lists:jobs.columns.chargeClass')}
        data={words('chargeClass', chargeClasses)}
        {...form.getInputProps('chargeClass')}
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('lists:jobs.columns.caller')}
          maxLength={60}
          {...form.getInputProps('caller')}
          data-testid="intake-caller"
        />
        <TextInput label={t('jobs:intake.phone')} maxLength={60} {...form.getInputProps('phone')} />
      </Group>
      <Group grow align="flex-start">
        <DateField label={t('jobs:appointment')} minDate={today} {...form.getInputProps('appointedOn')} />
        <TextInput label={t('jobs:intake.time')} placeholder="09:30" {...form.getInputProps('appointedTime')} />
      </Group>
    </DialogForm>
  )
}

const empty: JobFields = {
  source: 'resident',
  unitId: null,
  place: '',
  personId: null,
  caller: '',
  phone: '',
  trade: 'plumbing-electric',
  content: '',
  priority: 'normal',
  chargeClass: 'free',
  appointedOn: null,
  appointedTime: '',
}

/** What is going on at the unit already, so that one leak does not become three jobs. */
function Around({ unitId, onLeave }: { readonly unitId: number; readonly onLeave: () => void }) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(orpc.jobs.around.queryOptions({ input: { unitId } }))
  if (data.length === 0) return null
  return (
    <Alert color="orange" title={t('jobs:intake.around')} data-testid="around">
      <Stack gap={4}>
        {data.slice(0, 5).map((job) => (
          <Group key={job.id} gap={8} wrap="nowrap">
            <LinkAnchor to="/jobs/$id" params={{ id: String(job.id) }} onClick={onLeave} className="figure">
              {job.number}
            </LinkAnchor>
            <JobStateBadge state={job.state} />
            {job.isLate && <Badge color="red">{t('jobs:lateMark')}</Badge>}
            <Text size="sm" truncate>
              {job.content}
            </Text>
          </Group>
        ))}
      </Stack>
    </Alert>
  )
}
