import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskDetail } from '../../../electron/contract/plans.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { JobStateBadge } from '../jobs/JobStateBadge.tsx'
import { CompletionForm } from './CompletionForm.tsx'
import { everyText } from './everyText.ts'
import { limitsText } from './limitsText.ts'
import { TaskStateBadge } from './TaskStateBadge.tsx'

export function TaskPage() {
  const { id } = useParams({ from: '/tasks/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Task key={id} id={Number(id)} /> : <NotFoundFace />
}

function Task({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.plans.task.queryOptions({ input: { id } }))
  return (
    <Page
      title={query.data ? [query.data.about, query.data.title].filter(Boolean).join(' · ') : ''}
      subtitle={query.data && <TaskStateBadge state={query.data.state} />}
      crumbs={[{ label: t('common:nav.tasks'), link: { to: '/tasks' } }]}
    >
      <Loaded query={query}>{(task) => <Card task={task} />}</Loaded>
    </Page>
  )
}

function Card({ task }: { readonly task: TaskDetail }) {
  const { t } = useTranslation()
  const { state, id, version } = task
  const isOpen = state !== 'done' && state !== 'skipped'
  const mayComplete = useMay('plans.complete')
  const maySkip = useMay('plans.skip')
  const mayUndo = useMay('plans.undo')
  const [completing, setCompleting] = useState(false)
  const skip = useWrite(orpc.plans.skip, { done: t('plans:skipped') })
  const undo = useWrite(orpc.plans.undo, { done: t('plans:undone') })
  const ask = async (action: typeof skip, title: string, word: string) => {
    const reason = await askReason({ title, action: word })
    if (reason !== null) action.mutate({ id, version, reason })
  }
  const askSkip = () => void ask(skip, t('plans:skipTitle'), t('plans:skip'))
  const askUndo = () => void ask(undo, t('plans:undoTitle'), t('plans:undo'))
  useCommands([
    ...(isOpen && mayComplete ? [{ key: 'd', label: t('plans:complete'), run: () => setCompleting(true) }] : []),
    ...(isOpen && maySkip ? [{ key: 's', label: t('plans:skip'), run: askSkip }] : []),
    ...(!isOpen && mayUndo ? [{ key: 'u', label: t('plans:undo'), run: askUndo }] : []),
  ])
  return (
    <Stack gap="sm" maw={1000} data-testid="task">
      <Paper p="md">
        <FactTable columns={3} facts={useFacts(task)} />
        {!completing && (
          <Group gap={8} mt="md" className="no-print">
            {isOpen && mayComplete && (
              <Button rightSection={<Keys of="d" />} onClick={() => setCompleting(true)} data-testid="complete">
                {t('plans:complete')}
              </Button>
            )}
            {isOpen && maySkip && (
              <Button variant="default" rightSection={<Keys of="s" />} onClick={askSkip} data-testid="skip">
                {t('plans:skip')}
              </Button>
            )}
            {!isOpen && mayUndo && (
              <Button variant="default" rightSection={<Keys of="u" />} onClick={askUndo} data-testid="undo">
                {t('plans:undo')}
              </Button>
            )}
          </Group>
        )}
      </Paper>
      {completing && isOpen && <CompletionForm task={task} onClose={() => setCompleting(false)} />}
      {isOpen && !completing && task.items.length > 0 && <Items task={task} />}
      {task.outcomes.map((outcome) => (
        <Outcome key={outcome.id} of={outcome} />
      ))}
    </Stack>
  )
}

function useFacts(task: TaskDetail) {
  const { t } = useTranslation()
  const isEquipment = task.subjectId !== null && (task.subject === 'maintenance' || task.subject === 'statutory')
  return [
    { label: t('lists:planTasks.columns.subject'), value: t(`vocabulary:planSubject.${task.subject}`) },
    {
      label: t('lists:planTasks.columns.about'),
      value: isEquipment ? (
        <LinkAnchor to="/equipment/$id" params={{ id: String(task.subjectId) }}>
          {task.about}
        </LinkAnchor>
      ) : (
        task.about
      ),
    },
    { label: t('lists:planTasks.columns.place'), value: task.place },
    {
      label: t('lists:planTasks.columns.dueOn'),
      value:
        task.plannedOn === task.dueOn ? task.dueOn : t('plans:moved', { due: task.dueOn, planned: task.plannedOn }),
      figure: true,
    },
    { label: t('plans:lateOn'), value: task.lateOn, figure: true },
    { label: t('lists:planTasks.columns.responsible'), value: task.responsible },
    { label: t('plans:every'), value: everyText(t, task) },
    { label: t('plans:basis'), value: t(`plans:bases.${task.basis}`) },
  ]
}

/** What will be asked. */
function Items({ task }: { readonly task: TaskDetail }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={t('plans:checklist')}>
      <Title order={2} mb="xs">
        {t('plans:checklist')}
      </Title>
      <Stack gap={4}>
        {task.items.map((item, index) => (
          <Text key={item.id} size="sm">
            <span className="figure">{index + 1}.</span> {item.words}{' '}
            <Text span size="xs" c="dimmed" className="figure">
              {limitsText(t, item)}
            </Text>
          </Text>
        ))}
      </Stack>
    </Paper>
  )
}

/** What came of it, with every answer as it was asked; what was taken back says so. */
function Outcome({ of }: { readonly of: TaskDetail['outcomes'][number] }) {
  const { t } = useTranslation()
  const title = t(of.kind === 'done' ? 'plans:doneOn' : 'plans:skippedOn', { date: of.onDate })
  return (
    <Paper p="md" component="section" aria-label={title} data-testid="outcome">
      <Group justify="space-between" mb="xs">
        <Title order={2} style={of.undoneOn === null ? {} : { textDecoration: 'line-through' }}>
          {title}
        </Title>
        <Text size="xs" c="dimmed" className="figure">
          {of.at} {of.actor}
        </Text>
      </Group>
      {of.undoneOn !== null && (
        <Text size="sm" c="red.8" mb="xs" data-testid="undone">
          {t('plans:undoneBy', { at: of.undoneAt, by: of.undoneBy, reason: of.undoneReason })}
        </Text>
      )}
      <Text size="sm">{[of.doneBy, of.note].filter(Boolean).join(' · ')}</Text>
      {of.results.length > 0 && (
        <Table mt="xs" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('plans:item')}</Table.Th>
              <Table.Th ta="right">{t('plans:value')}</Table.Th>
              <Table.Th>{t('plans:result')}</Table.Th>
              <Table.Th>{t('plans:note')}</Table.Th>
              <Table.Th>{t('plans:job')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.results.map((result) => (
              <Table.Tr key={result.id} data-testid="result">
                <Table.Td>{result.words}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {result.valueCenti === null ? '' : `${result.valueCenti / 100} ${result.unit}`}
                </Table.Td>
                <Table.Td>
                  <Text span size="sm" c={result.ok ? undefined : 'red.8'} fw={result.ok ? 400 : 600}>
                    {t(result.ok ? 'plans:ok' : 'plans:notOk')}
                  </Text>
                </Table.Td>
                <Table.Td>{result.note}</Table.Td>
                <Table.Td>
                  {result.job && (
                    <Group gap={6} wrap="nowrap">
                      <LinkAnchor to="/jobs/$id" params={{ id: String(result.job.id) }} className="figure">
                        {result.job.number}
                      </LinkAnchor>
                      <JobStateBadge state={result.job.state} />
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}
