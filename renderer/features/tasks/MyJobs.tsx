import { Group, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../dashboard/Section.tsx'
import { JobStateBadge } from '../jobs/JobStateBadge.tsx'

/** So many that are promised soonest are named; the list has them all. */
const shown = 8

/** The open jobs of whoever is signed in, the promised ones first; nothing while there are none. */
export function MyJobs() {
  const { t } = useTranslation()
  const worker = useActor()?.name ?? ''
  const filter = { worker, show: 'open' as const }
  const sort = { by: 'finishDueAt', descending: false }
  const { data } = useQuery(orpc.lists.jobs.queryOptions({ input: { filter, sort, offset: 0, limit: 100 } }))
  if (!data || data.rows.length === 0) return null
  // What stands still is promised for no day: it comes last.
  const rows = [...data.rows.filter((job) => job.finishDueAt), ...data.rows.filter((job) => !job.finishDueAt)]
  return (
    <Section
      title={t('plans:due.jobs')}
      all={
        <LinkAnchor to="/jobs" search={filter}>
          {t('plans:due.allJobs', { count: formatCount(data.total) as never })}
        </LinkAnchor>
      }
    >
      <Table horizontalSpacing={6} verticalSpacing={4} data-testid="my-jobs">
        <Table.Tbody>
          {rows.slice(0, shown).map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td w={130}>
                <LinkAnchor to="/jobs/$id" params={{ id: String(job.id) }} className="figure">
                  {job.number}
                </LinkAnchor>
              </Table.Td>
              <Table.Td w={150}>{[job.unit, job.place].filter(Boolean).join(' ')}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={1}>
                  {job.content}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <Group gap={8} justify="flex-end" wrap="nowrap">
                  <Text size="sm" className="figure" c={job.late ? 'red' : undefined} fw={job.late ? 600 : 400}>
                    {job.unanswered ? t('jobs:unanswered') : (job.finishDueAt ?? '')}
                  </Text>
                  <JobStateBadge state={job.state} />
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
