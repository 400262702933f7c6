import { ActionIcon, Badge, Button, Group, Select, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../electron/contract/dates.ts'
import type { CalendarDay } from '../../../electron/contract/plans.ts'
import { type PlanSubject, planSubjects } from '../../../electron/contract/planWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import classes from './tasks.module.css'

/** A month of tasks, each on the day it is due; ←→ turn the month. */
export function CalendarPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { month = today.slice(0, 7), subject } = useSearch({ from: '/tasks/calendar' })
  const query = useQuery({
    ...orpc.plans.month.queryOptions({ input: { month, ...(subject && { subject }) } }),
    placeholderData: keepPreviousData,
  })
  const show = (next: { month?: string; subject?: PlanSubject | undefined }) => {
    const chosen = 'subject' in next ? next.subject : subject
    const search = { month: next.month ?? month, ...(chosen && { subject: chosen }) }
    void navigate({ to: '/tasks/calendar', search, replace: true })
  }
  const turn = (by: number) => show({ month: addMonths(`${month}-01`, by).slice(0, 7) })
  const now = () => show({ month: today.slice(0, 7) })
  useCommands([
    { key: 'ArrowLeft', label: t('plans:calendar.before'), run: () => turn(-1) },
    { key: 'ArrowRight', label: t('plans:calendar.after'), run: () => turn(1) },
    { key: 't', label: t('plans:calendar.now'), run: now },
  ])
  return (
    <Page
      title={t('plans:calendar.title')}
      crumbs={[{ label: t('common:nav.tasks'), link: { to: '/tasks' } }]}
      actions={
        <>
          <Select
            w={150}
            aria-label={t('lists:planTasks.columns.subject')}
            placeholder={t('lists:planTasks.columns.subject')}
            clearable
            data={codesOf(planSubjects).map((value) => ({ value, label: t(`vocabulary:planSubject.${value}`) }))}
            value={subject ?? null}
            onChange={(value) => show({ subject: (value ?? undefined) as PlanSubject | undefined })}
            data-testid="calendar-subject"
          />
          <ActionIcon size="lg" variant="default" aria-label={t('plans:calendar.before')} onClick={() => turn(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Text fw={600} className="figure" w={76} ta="center" data-testid="calendar-month">
            {month}
          </Text>
          <ActionIcon size="lg" variant="default" aria-label={t('plans:calendar.after')} onClick={() => turn(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
          <Button variant="default" rightSection={<Keys of="t" />} onClick={now}>
            {t('plans:calendar.now')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>{(days) => <Month days={days} today={today} subject={subject} />}</Loaded>
    </Page>
  )
}

function Month(props: {
  readonly days: readonly CalendarDay[]
  readonly today: string
  readonly subject: PlanSubject | undefined
}) {
  const { t } = useTranslation()
  const [first] = props.days
  const before = first ? (new Date(`${first.onDate}T00:00:00Z`).getUTCDay() + 6) % 7 : 0
  return (
    <div className={classes.month} data-testid="calendar">
      {([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => (
        <div key={weekday} className={classes.weekday}>
          {t(`plans:calendar.weekdays.${weekday}`)}
        </div>
      ))}
      {Array.from({ length: before }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have nothing else
        <div key={`before-${index}`} className={classes.day} data-rest />
      ))}
      {props.days.map((day) => (
        <Day key={day.onDate} day={day} isToday={day.onDate === props.today} subject={props.subject} />
      ))}
    </div>
  )
}

function Day({ day, isToday, subject }: { day: CalendarDay; isToday: boolean; subject: PlanSubject | undefined }) {
  const { t } = useTranslation()
  const { open, late, done, skipped } = day.counts
  const all = open + late + done + skipped
  const search = { from: day.onDate, to: day.onDate, state: 'all' as const, ...(subject && { subject }) }
  return (
    <div
      className={classes.day}
      data-rest={day.isWorkday ? undefined : true}
      data-today={isToday || undefined}
      data-testid={`day-${day.onDate}`}
    >
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <span className={`${classes.number} figure`}>{Number(day.onDate.slice(8))}</span>
        {all > 0 && (
          <Group gap={3} wrap="nowrap">
            {late > 0 && (
              <Badge size="xs" color="red" className="figure" aria-label={t('plans:calendar.late', { count: late })}>
                {formatCount(late)}
              </Badge>
            )}
            <LinkAnchor to="/tasks" search={search} size="xs" className="figure">
              {t('plans:calendar.doneOf', { done: formatCount(done + skipped), all: formatCount(all) })}
            </LinkAnchor>
          </Group>
        )}
      </Group>
      {day.tasks.map((task) => (
        <LinkAnchor
          key={task.id}
          to="/tasks/$id"
          params={{ id: String(task.id) }}
          className={classes.name ?? ''}
          data-state={task.state}
          title={[task.about, task.title].filter(Boolean).join(' · ')}
          underline="hover"
          c={task.state === 'late' ? undefined : 'inherit'}
        >
          {[task.about, task.title].filter(Boolean).join(' ')}
        </LinkAnchor>
      ))}
      {all > day.tasks.length && (
        <LinkAnchor to="/tasks" search={search} size="xs" c="dimmed">
          {t('plans:calendar.more', { count: all - day.tasks.length })}
        </LinkAnchor>
      )}
    </div>
  )
}
