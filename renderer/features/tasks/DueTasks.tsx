import { Badge, Group, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../dashboard/Section.tsx'
import { ReminderTable } from '../equipment/ReminderTable.tsx'
import { MyJobs } from './MyJobs.tsx'
import { TaskStateBadge } from './TaskStateBadge.tsx'

/** So many of the longest overdue are named; the list has them all. */
const shown = 6

/** A worker's own jobs, planned tasks that are late or due, and what is about to run out. Nothing is shown while there is neither. */
export function DueTasks() {
  const { t } = useTranslation()
  const glance = useQuery(orpc.plans.glance.queryOptions()).data ?? []
  const input = { filter: { state: 'open' as const }, offset: 0, limit: shown, count: false }
  const rows = useQuery(orpc.lists.planTasks.queryOptions({ input })).data?.rows ?? []
  const reminders = useQuery(orpc.equipment.reminders.queryOptions()).data ?? []
  const isWorker = useActor()?.roles.includes('engineering')
  return (
    <>
      {isWorker && <MyJobs />}
      {rows.length > 0 && (
        <Section title={t('plans:due.title')} all={<LinkAnchor to="/tasks">{t('plans:due.all')}</LinkAnchor>}>
          <Group gap={8} mb={6} data-testid="due-subjects">
            {glance.map(({ subject, late, due }) => (
              <LinkAnchor key={subject} to="/tasks" search={{ subject }} underline="never">
                <Badge color={late > 0 ? 'red' : 'blue'} className="figure" style={{ cursor: 'pointer' }}>
                  {t(`vocabulary:planSubject.${subject}`)}{' '}
                  {t(late > 0 ? 'plans:due.late' : 'plans:due.due', {
                    count: formatCount(late > 0 ? late : due) as never,
                  })}
                </Badge>
              </LinkAnchor>
            ))}
          </Group>
          <Table horizontalSpacing={6} verticalSpacing={4} data-testid="due-tasks">
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td className="figure" w={100}>
                    {row.dueOn}
                  </Table.Td>
                  <Table.Td>
                    <LinkAnchor to="/tasks/$id" params={{ id: String(row.id) }}>
                      {[row.about, row.title].filter(Boolean).join(' · ')}
                    </LinkAnchor>
                  </Table.Td>
                  <Table.Td>{row.responsible}</Table.Td>
                  <Table.Td ta="right">
                    <TaskStateBadge state={row.state} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Section>
      )}
      {reminders.length > 0 && (
        <Section
          title={t('equipment:reminders.title')}
          all={<LinkAnchor to="/equipment/reminders">{t('equipment:reminders.all')}</LinkAnchor>}
        >
          <ReminderTable reminders={reminders.slice(0, shown)} />
          {reminders.length > shown && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('equipment:reminders.more', { count: reminders.length - shown })}
            </Text>
          )}
        </Section>
      )}
    </>
  )
}
