import { Badge } from '@mantine/core'
import { IconCalendarMonth, IconListCheck } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, FlagFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { TaskStateBadge } from './TaskStateBadge.tsx'

/** What is to be done by plan: without a state, what is due and late. */
export function TasksPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state } = useSearch({ from: '/tasks' })
  useCommands([
    { key: 'm', label: t('plans:calendar.title'), run: () => void navigate({ to: '/tasks/calendar' }) },
    { key: 'p', label: t('lists:plans.title'), run: () => void navigate({ to: '/tasks/plans' }) },
    { key: 'c', label: t('plans:checklists.title'), run: () => void navigate({ to: '/tasks/checklists' }) },
  ])
  return (
    <Page
      title={t('common:nav.tasks')}
      fill
      actions={
        <>
          <LinkButton to="/tasks/plans" variant="default" rightSection={<Keys of="p" />} data-testid="to-plans">
            {t('lists:plans.title')}
          </LinkButton>
          <LinkButton
            to="/tasks/checklists"
            variant="default"
            leftSection={<IconListCheck size={16} />}
            rightSection={<Keys of="c" />}
          >
            {t('plans:checklists.title')}
          </LinkButton>
          <LinkButton
            to="/tasks/calendar"
            variant="default"
            leftSection={<IconCalendarMonth size={16} />}
            rightSection={<Keys of="m" />}
            data-testid="to-calendar"
          >
            {t('plans:calendar.title')}
          </LinkButton>
        </>
      }
    >
      <DataList
        list="planTasks"
        {...(state === undefined && { filter: { state: 'open' as const } })}
        filters={
          <>
            <TextFilter placeholder={t('plans:find')} />
            <ChoiceFilter field="state" choices="taskState" label={t('vocabulary:taskState.open')} w={130} />
            <ChoiceFilter field="subject" w={120} />
            <DateFilter field="from" label={t('lists:planTasks.filters.from')} />
            <DateFilter field="to" label={t('lists:planTasks.filters.to')} />
            <FlagFilter field="failed" label={t('lists:planTasks.filters.failed')} />
            <LinkedFilters fields={['responsible', 'subjectId', 'planId']} />
          </>
        }
        cells={{
          state: (row) => <TaskStateBadge state={row.state} />,
          failed: (row) =>
            row.failed === 0 ? (
              ''
            ) : (
              <Badge color="orange" className="figure">
                {row.failed}
              </Badge>
            ),
        }}
        empty={<EmptyFace title={t('plans:nothingOpen')} />}
        onOpen={(row) => void navigate({ to: '/tasks/$id', params: { id: String(row.id) } })}
      />
    </Page>
  )
}
