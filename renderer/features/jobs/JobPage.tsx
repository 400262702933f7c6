import { Alert, Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconPencil, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobEvent, jobMoves, movesFrom } from '../../../electron/contract/caseStates.ts'
import { type JobDetail, lineAmount } from '../../../electron/contract/jobs.ts'
import { codesOf, jobMoments } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Attachments } from '../../ui/Attachments.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatArea, formatMoney } from '../../ui/format.ts'
import { Changes } from '../../ui/History.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { nextStepFirst, useNextButton } from '../../ui/nextStep.ts'
import { Page } from '../../ui/Page.tsx'
import { useReturnVisit } from '../../ui/returnVisit.ts'
import { StepList } from '../../ui/StepList.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { JobStock } from '../stores/JobStock.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { StepForm } from './StepForm.tsx'

export function JobPage() {
  const { id } = useParams({ from: '/jobs/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Job key={id} id={Number(id)} /> : <NotFoundFace />
}

function Job({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayPrint = useMay('jobs.vouchers')
  const query = useQuery(orpc.jobs.detail.queryOptions({ input: { id } }))
  const voucher = { to: '/jobs/$id/voucher', params: { id: String(id) } } as const
  const mayCorrect = useMay('jobs.correct') && query.data !== undefined && isCorrectable(query.data)
  const [correcting, setCorrecting] = useState(false)
  const correct = () => setCorrecting(true)
  useCommands([
    ...(mayPrint ? [{ key: 'v', label: t('jobs:voucher.title'), run: () => void navigate(voucher) }] : []),
    ...(mayCorrect ? [{ key: 'e', label: t('jobs:correct.action'), run: correct }] : []),
  ])
  return (
    <Page
      title={query.data?.number ?? ''}
      subtitle={query.data && <Marks of={query.data} />}
      crumbs={[{ label: t('common:nav.jobs'), link: { to: '/jobs' } }]}
      actions={
        query.data && (
          <>
            {mayCorrect && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} />}
                rightSection={<Keys of="e" />}
                onClick={correct}
                data-testid="correct-job"
              >
                {t('jobs:correct.action')}
              </Button>
            )}
            {mayPrint && (
              <LinkButton
                variant="default"
                leftSection={<IconPrinter size={16} />}
                rightSection={<Keys of="v" />}
                data-testid="voucher"
                {...voucher}
              >
                {t('jobs:voucher.title')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      <Loaded query={query}>{(job) => <Card job={job} />}</Loaded>
      {correcting && query.data && <CorrectDialog job={query.data} onClose={() => setCorrecting(false)} />}
    </Page>
  )
}

/** What is closed or called off stands as it was taken down. */
function isCorrectable({ state }: JobDetail): boolean {
  return state !== 'closed' && state !== 'cancelled'
}

function Marks({ of }: { readonly of: JobDetail }) {
  const { t } = useTranslation()
  return (
    <Group gap={6} wrap="nowrap">
      <JobStateBadge state={of.state} />
      {of.waitFor && <Badge color="yellow">{t(`vocabulary:jobWait.${of.waitFor}`)}</Badge>}
      {of.kind === 'service' && <Badge color="grape">{t('vocabulary:jobKind.service')}</Badge>}
      {of.related.some((one) => one.how === 'rework-of') && <Badge color="orange">{t('jobs:rework')}</Badge>}
    </Group>
  )
}

/** Steps of which there is nothing to ask. */
const atOnce: readonly JobEvent[] = ['start', 'resume']

/** What is wrong and where, what was promised, what can be done next, and every step so far. */
function Card({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  const mayStep = useMay('jobs.step')
  const [event, setEvent] = useState<JobEvent | null>(null)
  const { next, steps } = nextStepFirst(jobMoves, movesFrom(jobMoves, job.state))
  const beginVisit = useReturnVisit('job', job.id)
  const { button, setOut } = useNextButton(next, event !== null)
  const move = useWrite(orpc.jobs.step)
  const begin = async (one: JobEvent) => {
    setOut()
    if (atOnce.includes(one)) {
      const step = { id: job.id, version: job.version, event: one, reason: '', workerId: null, result: '' }
      move.mutate(step, {
        onSuccess: () => sayDone(t('jobs:stepped', { step: t(`vocabulary:jobEvent.${one}`) })),
      })
    } else if (one !== 'visit' || !(await beginVisit())) setEvent(one)
  }
  return (
    <Stack gap="sm" maw={1080} data-testid="job">
      {job.isLate && (
        <Alert color="red" role="status">
          {job.isUnanswered
            ? t('jobs:respondLate', { due: job.respondDueAt ?? '' })
            : t('jobs:late', { due: job.finishDueAt ?? '' })}
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
            {
              label: t(job.respondedAt === null ? 'jobs:respondDueAt' : 'jobs:respondedAt'),
              value: job.respondedAt ?? job.respondDueAt,
              figure: true,
            },
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
        <FoundIn jobId={job.id} />
        <FoundAt jobId={job.id} />
        {mayStep && event === null && (
          <Group gap={8} mt="md" className="no-print">
            {steps.map((one) => (
              <Button
                key={one}
                variant={one === next ? 'filled' : 'default'}
                {...(one === next && { ref: button })}
                loading={move.isPending && move.variables.event === one}
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
      <Related job={job} />
      <Cost job={job} />
      <JobStock job={{ id: job.id, number: job.number, place: job.unit ?? job.place, worker: job.worker }} />
      <Attachments
        ownerKind="job"
        ownerId={job.id}
        title={t('jobs:pictures')}
        slots={codesOf(jobMoments).map((slot) => ({ slot, label: t(`vocabulary:jobMoment.${slot}`) }))}
      />
      <Reporters job={job} />
      <Steps job={job} />
    </Stack>
  )
}

/** Jobs that this one went into or took in, and work done again. */
function Related({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  if (job.related.length === 0) return null
  return (
    <Paper p="md" component="section" aria-label={t('jobs:related.title')} data-testid="related">
      <Title order={2} mb={4}>
        {t('jobs:related.title')}
      </Title>
      <Stack gap={4}>
        {job.related.map((one) => (
          <Group key={one.id} gap={8}>
            <Text size="sm">{t(`jobs:related.${one.how}`)}</Text>
            <LinkAnchor to="/jobs/$id" params={{ id: String(one.id) }} className="figure" size="sm">
              {one.number}
            </LinkAnchor>
            <JobStateBadge state={one.state} />
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}

/** Materials, labour, and the charge with the way to the counter. */
function Cost({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  const mayTake = useMay('counter.take')
  const { charge } = job
  if (job.materials.length === 0 && job.labour.length === 0 && charge === null) return null
  const lines = [
    ...job.materials.map((line) => ({
      name: line.name,
      quantity: formatArea(line.quantityCenti),
      price: line.price,
      amount: lineAmount(line),
    })),
    ...job.labour.map(({ labourCenti, labourPrice }) => ({
      name: t('jobs:labour'),
      quantity: t('jobs:hours', { hours: formatArea(labourCenti) }),
      price: labourPrice,
      amount: lineAmount({ quantityCenti: labourCenti, price: labourPrice }),
    })),
  ]
  return (
    <Paper p="md" component="section" aria-label={t('jobs:costs')} data-testid="costs">
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t('jobs:costs')}</Title>
        {charge && (
          <Group gap={8}>
            <Text size="sm">
              {charge.item} <span className="figure">{formatMoney(charge.amount)}</span>
            </Text>
            <Badge color={charge.reversed ? 'gray' : charge.owed > 0 ? 'orange' : 'teal'} data-testid="charge-state">
              {t(charge.reversed ? 'jobs:chargeReversed' : charge.owed > 0 ? 'jobs:chargeOwed' : 'jobs:chargePaid')}
            </Badge>
            {!charge.reversed && charge.owed > 0 && job.unitId !== null && (
              <LinkButton
                size="compact-sm"
                variant="light"
                to="/counter"
                search={{ unit: job.unitId }}
                data-testid="to-counter"
              >
                {t(mayTake ? 'jobs:toCounter' : 'jobs:seeCounter')}
              </LinkButton>
            )}
          </Group>
        )}
      </Group>
      {lines.length > 0 && (
        <Table maw={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('jobs:material')}</Table.Th>
              <Table.Th ta="right">{t('jobs:quantity')}</Table.Th>
              <Table.Th ta="right">{t('jobs:unitPrice')}</Table.Th>
              <Table.Th ta="right">{t('jobs:amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike
              <Table.Tr key={index}>
                <Table.Td>{line.name}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {line.quantity}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatMoney(line.price)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatMoney(line.amount)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={3}>{t('jobs:cost')}</Table.Th>
              <Table.Th ta="right" className="figure">
                {formatMoney(job.cost)}
              </Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      )}
    </Paper>
  )
}

/** Who else called about it, also by jobs that were merged into it. */
function Reporters({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  if (job.reporters.length === 0) return null
  return (
    <Paper p="md" component="section" aria-label={t('jobs:reporters')} data-testid="reporters">
      <Title order={2} mb={4}>
        {t('jobs:reportersCount', { count: job.reporters.length })}
      </Title>
      <Stack gap={4}>
        {job.reporters.map((one) => (
          <Group key={one.key} gap="sm" wrap="nowrap" align="baseline" data-testid="reporter">
            <Text size="sm" className="figure" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {one.at}
            </Text>
            <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
              {[one.unit, one.caller, one.phone].filter(Boolean).join(' ')}
            </Text>
            <Text size="sm" truncate>
              {one.note}
            </Text>
            {one.number && (
              <Text size="xs" c="dimmed" ml="auto" className="figure" style={{ whiteSpace: 'nowrap' }}>
                {one.number}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}

function Steps({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  return (
    <StepList
      title={t('jobs:steps')}
      none={t('jobs:noSteps')}
      steps={job.events.map(({ event, number, note, reason, changes, ...one }) => ({
        ...one,
        what: t(`vocabulary:jobEvent.${event}`),
        words:
          changes.length > 0 ? (
            <>
              {number}
              <Changes changes={changes} entity="job" />
            </>
          ) : (
            [number, note, reason].filter(Boolean).join(' · ')
          ),
      }))}
    />
  )
}

/** The check or round at which the job's problem was found. */
function FoundAt({ jobId }: { readonly jobId: number }) {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.inspections.foundIn.queryOptions({ input: { jobId } }))
  if (!data) return null
  const params = { id: String(data.originId) }
  return (
    <Text size="sm" mt="xs" data-testid="found-at">
      {t(`inspections:foundAt.${data.origin}`)}{' '}
      <LinkAnchor
        {...(data.origin === 'patrol' ? { to: '/patrol/$id', params } : { to: '/inspections/$id', params })}
        className="figure"
      >
        {[data.onDate, data.by].filter(Boolean).join(' ')}
      </LinkAnchor>
    </Text>
  )
}

/** The visit in which the job was found, for those that were. */
/** The visit or the check in which the job was found, for those that were. */
function FoundIn({ jobId }: { readonly jobId: number }) {
  const { t } = useTranslation()
  const task = useQuery(orpc.plans.foundIn.queryOptions({ input: { jobId } })).data
  const { data } = useQuery(orpc.visits.foundIn.queryOptions({ input: { caseKind: 'job', caseId: jobId } }))
  if (task) {
    return (
      <Text size="sm" mt="xs" data-testid="found-in">
        {t('plans:foundIn')}{' '}
        <LinkAnchor to="/tasks/$id" params={{ id: String(task.taskId) }}>
          {[task.onDate, task.about, task.title, task.words].filter(Boolean).join(' · ')}
        </LinkAnchor>
      </Text>
    )
  }
  if (!data) return null
  return (
    <Text size="sm" mt="xs" data-testid="found-in">
      {t('visits:foundIn')}{' '}
      <LinkAnchor to="/visits/$id" params={{ id: String(data.visitId) }} className="figure">
        {[data.onDate, data.visitor].filter(Boolean).join(' ')}
      </LinkAnchor>
    </Text>
  )
}
