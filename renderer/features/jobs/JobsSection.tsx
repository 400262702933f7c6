import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { openJobStates } from '../../../electron/contract/caseStates.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { TakeCallButton } from './TakeCallButton.tsx'

/** So many are on the card; the list has the rest. */
const shown = 6

/** Open and past jobs of a unit, or of a person and the units the person belongs to; a further call is taken from here. */
export function JobsSection(props: {
  readonly of: { readonly unit: number } | { readonly person: number }
  /** What the unit or the person is called. */
  readonly title: string
}) {
  const { of, title } = props
  const { t } = useTranslation()
  const may = useMay('lists.jobs')
  const unit = 'unit' in of ? of.unit : null
  const ofUnit = useQuery({
    ...orpc.jobs.ofUnit.queryOptions({ input: { unitId: unit ?? 0 } }),
    enabled: may && unit !== null,
  })
  const ofPerson = useQuery({
    ...orpc.jobs.ofPerson.queryOptions({ input: { personId: 'person' in of ? of.person : 0 } }),
    enabled: may && unit === null,
  })
  const jobs = (unit === null ? ofPerson : ofUnit).data ?? []
  if (!may) return null
  const open = jobs.filter((job) => (openJobStates as readonly string[]).includes(job.state))
  return (
    <Paper component="section" aria-label={t('common:nav.jobs')} p="sm" data-testid="jobs-section">
      <Group justify="space-between" mb={4}>
        <Group gap={8}>
          <Title order={2}>{t('common:nav.jobs')}</Title>
          {open.length > 0 && <Badge color="orange">{t('jobs:openCount', { count: open.length })}</Badge>}
        </Group>
        <Group gap={8}>
          {unit !== null && jobs.length > shown && (
            <LinkAnchor to="/jobs" search={{ unitId: unit }}>
              {t('jobs:allOfUnit')}
            </LinkAnchor>
          )}
          <TakeCallButton
            from={'unit' in of ? { kind: 'unit', id: of.unit, title } : { kind: 'person', id: of.person, title }}
          />
        </Group>
      </Group>
      {jobs.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('jobs:noneHere')}
        </Text>
      ) : (
        <Stack gap={5}>
          {jobs.slice(0, shown).map((job) => (
            <Group key={job.id} gap={8} wrap="nowrap">
              <LinkAnchor to="/jobs/$id" params={{ id: String(job.id) }} className="figure" style={{ flexShrink: 0 }}>
                {job.number}
              </LinkAnchor>
              <JobStateBadge state={job.state} />
              {job.late && open.includes(job) && <Badge color="red">{t('jobs:lateMark')}</Badge>}
              <Text size="sm" truncate>
                {[job.place, job.content].filter(Boolean).join(' · ')}
              </Text>
              <Text size="xs" c="dimmed" ml="auto" className="figure" style={{ whiteSpace: 'nowrap' }}>
                {job.registeredAt.slice(0, 10)}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Paper>
  )
}
