import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobEvent, jobMoves, movesFrom } from '../../../electron/contract/caseStates.ts'
import type { JobDetail } from '../../../electron/contract/jobs.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { StepForm } from './StepForm.tsx'

export function JobPage() {
  const { id } = useParams({ from: '/jobs/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Job key={id} id={Number(id)} /> : <NotFoundFace />
}

function Job({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.jobs.detail.queryOptions({ input: { id } }))
  return (
    <Page
      title={query.data?.number ?? ''}
      subtitle={query.data && <JobStateBadge state={query.data.state} />}
      crumbs={[{ label: t('common:nav.jobs'), link: { to: '/jobs' } }]}
    >
      <Loaded query={query}>{(job) => <Card job={job} />}</Loaded>
    </Page>
  )
}

/** What is wrong and where, what was promised, what can be done next, and every step so far. */
function Card({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  const mayStep = useMay('jobs.step')
  const [event, setEvent] = useState<JobEvent | null>(null)
  const possible = movesFrom(jobMoves, job.state)
  const navigate = useNavigate()
  /** A return visit that is due is made on its own card. */
  const begin = async (one: JobEvent) => {
    const { id } = one === 'visit' ? await client.returns.ofCase({ subject: 'job', subjectId: job.id }) : { id: null }
    if (id === null) setEvent(one)
    else await navigate({ to: '/returns/$id', params: { id: String(id) } })
  }
  return (
    <Stack gap="sm" maw={980} data-testid="job">
      {job.isLate && (
        <Alert color="red" role="status">
          {t('jobs:late', { due: job.finishDueAt ?? '' })}
        </Alert>
      )}
      <Paper p="md">
        <Text size="md" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} mb="sm">
          {job.content}
        </Text>
        <FactTable
          columns={3}
          facts={[
            {
              label: t('lists:jobs.columns.unit'),
              value:
                job.unitId === null ? null : (
                  <LinkAnchor to="/estate/unit/$id" params={{ id: String(job.unitId) }}>
                    {job.unit}
                  </LinkAnchor>
                ),
            },
            { label: t('lists:jobs.columns.place'), value: job.place },
            { label: t('lists:jobs.columns.trade'), value: t(`vocabulary:trade.${job.trade}`) },
            { label: t('lists:jobs.columns.caller'), value: [job.caller, job.phone].filter(Boolean).join(' ') },
            { label: t('lists:jobs.columns.priority'), value: t(`vocabulary:jobPriority.${job.priority}`) },
            { label: t('lists:jobs.columns.chargeClass'), value: t(`vocabulary:chargeClass.${job.chargeClass}`) },
            { label: t('lists:jobs.columns.source'), value: t(`vocabulary:jobSource.${job.source}`) },
            { label: t('lists:jobs.columns.worker'), value: job.worker },
            {
              label: t('jobs:appointment'),
              value: [job.appointedOn, job.appointedTime].filter(Boolean).join(' '),
              figure: true,
            },
            { label: t('lists:jobs.columns.registeredAt'), value: job.registeredAt, figure: true },
            { label: t('jobs:respondDueAt'), value: job.respondedAt ?? job.respondDueAt, figure: true },
            {
              label: t('lists:jobs.columns.finishDueAt'),
              value: job.state === 'suspended' ? t('jobs:stopped') : job.finishDueAt,
              figure: true,
            },
            { label: t('lists:jobs.columns.finishedAt'), value: job.finishedAt, figure: true },
            { label: t('jobs:result'), value: job.result },
            { label: t('jobs:promise'), value: job.promise },
          ]}
        />
        {mayStep && event === null && (
          <Group gap={8} mt="md">
            {possible.map((one, index) => (
              <Button
                key={one}
                variant={index === 0 ? 'filled' : 'default'}
                onClick={() => void begin(one)}
                data-testid={`step-${one}`}
              >
                {t(`vocabulary:jobEvent.${one}`)}
              </Button>
            ))}
          </Group>
        )}
        {event !== null && <StepForm key={event} job={job} event={event} onClose={() => setEvent(null)} />}
      </Paper>
      <Paper p="md" component="section" aria-label={t('jobs:steps')}>
        <Title order={2} mb="xs">
          {t('jobs:steps')}
        </Title>
        <Stack gap={6}>
          {job.events.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('jobs:noSteps')}
            </Text>
          )}
          {job.events.map((one) => (
            <Group key={one.id} gap="sm" wrap="nowrap" align="baseline" data-testid="step">
              <Text size="sm" className="figure" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {one.at}
              </Text>
              <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                {t(`vocabulary:jobEvent.${one.event}`)}
              </Text>
              <Text size="sm">{[one.note, one.reason].filter(Boolean).join(' · ')}</Text>
              <Text size="xs" c="dimmed" ml="auto" style={{ whiteSpace: 'nowrap' }}>
                {one.actor}
              </Text>
            </Group>
          ))}
        </Stack>
      </Paper>
    </Stack>
  )
}
