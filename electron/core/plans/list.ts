import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText, lastOfMonth } from '../../contract/dates.ts'
import { type ListRow, nobody } from '../../contract/lists.ts'
import type { CalendarDay, TaskGlance } from '../../contract/plans.ts'
import type { PlanSubject, TaskState } from '../../contract/planWords.ts'
import { containsPattern } from '../../db/dialect.ts'
import { isWorkday } from '../calendar/workingTime.ts'
import type { Desk } from '../context.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { officeCalendar } from '../promises/repository.ts'
import { raiseTasks } from './raising.ts'
import { stateOf } from './rules.ts'
import { aboutOf, placeOf, thingMatches } from './subjects.ts'

/** True for tasks in a state on a day; `open` are those due and late. */
function isIn(state: TaskState | 'open', today: DateText): RawBuilder<boolean> {
  switch (state) {
    case 'done':
    case 'skipped':
      return sql<boolean>`task.outcome = ${state}`
    case 'late':
      return sql<boolean>`task.outcome IS NULL AND task.late_on <= ${today}`
    case 'due':
      return sql<boolean>`task.outcome IS NULL AND task.show_on <= ${today} AND task.late_on > ${today}`
    case 'open':
      return sql<boolean>`task.outcome IS NULL AND task.show_on <= ${today}`
    case 'upcoming':
      return sql<boolean>`task.outcome IS NULL AND task.show_on > ${today}`
  }
}

/** Tasks of plans, by the day they are due. */
export const planTasksSource: ListSource<'planTasks'> = {
  from({ db, clock }, filter) {
    let query = db.selectFrom('task') as unknown as ListQuery
    if (filter.state !== undefined && filter.state !== 'all') query = query.where(isIn(filter.state, clock.today()))
    if (filter.subject !== undefined) query = query.where(sql.ref('task.subject'), '=', filter.subject)
    if (filter.subjectId !== undefined) query = query.where(sql.ref('task.subject_id'), '=', filter.subjectId)
    if (filter.planId !== undefined) query = query.where(sql.ref('task.plan_id'), '=', filter.planId)
    if (filter.from !== undefined) query = query.where(sql.ref('task.due_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('task.due_on'), '<=', filter.to)
    if (filter.failed) query = query.where(sql<boolean>`task.failed > 0`)
    if (filter.responsible !== undefined) {
      query = query.where(sql.ref('task.responsible'), '=', filter.responsible === nobody ? '' : filter.responsible)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`task.plan_id IN (SELECT plan.id FROM plan
          WHERE plan.title LIKE ${containsPattern(text)} ESCAPE '\\' OR ${thingMatches(text)})`,
      )
    }
    return query
  },
  select: (query) =>
    (query.innerJoin('plan', (join) => join.on(sql<boolean>`plan.id = task.plan_id`)) as ListQuery).select([
      sql`task.id`.as('id'),
      sql`task.version`.as('version'),
      sql`task.plan_id`.as('planId'),
      sql`task.subject`.as('subject'),
      sql`task.subject_id`.as('subjectId'),
      sql`task.due_on`.as('dueOn'),
      sql`task.planned_on`.as('plannedOn'),
      sql`task.show_on`.as('showOn'),
      sql`task.late_on`.as('lateOn'),
      sql`plan.title`.as('title'),
      aboutOf('task').as('about'),
      placeOf('task').as('place'),
      sql`task.outcome`.as('outcome'),
      sql`task.responsible`.as('responsible'),
      sql`task.closed_on`.as('closedOn'),
      sql`(SELECT task_outcome.done_by FROM task_outcome WHERE task_outcome.task_id = task.id
        AND task_outcome.undone_on IS NULL)`.as('doneBy'),
      sql`task.failed`.as('failed'),
    ]),
  order: () => ({
    dueOn: 'task.due_on',
    plannedOn: 'task.planned_on',
    subject: 'task.subject',
    responsible: 'task.responsible',
    closedOn: 'task.closed_on',
    failed: 'task.failed',
  }),
  defaultSort: [{ by: 'dueOn' }],
  tieBreak: 'task.id',
  picksBy: ['dueOn', 'plannedOn', 'subject', 'responsible', 'closedOn', 'failed'],
  keyed: ({ db }) => db.selectFrom('task') as unknown as ListQuery,
  row({ outcome, showOn, lateOn, about, place, doneBy, ...raw }, { clock }) {
    const days = { outcome: outcome as 'done' | 'skipped' | null, showOn: String(showOn), lateOn: String(lateOn) }
    const said = { about: about ?? '', place: place ?? '', doneBy: doneBy ?? '' }
    return { ...raw, ...said, state: stateOf(days, clock.today()) } as unknown as ListRow<'planTasks'>
  },
}

const ofPlan = sql`task.plan_id = plan.id`
const lateOfPlan = (today: DateText) => sql`${ofPlan} AND task.outcome IS NULL AND task.late_on <= ${today}`

/** Plans of every register, by what they are for; those that have ended among them. */
export const plansSource: ListSource<'plans'> = {
  from({ db, clock }, filter) {
    let query = db.selectFrom('plan') as unknown as ListQuery
    if (filter.subject !== undefined) query = query.where(sql.ref('plan.subject'), '=', filter.subject)
    if (filter.show === 'running') query = query.where(sql<boolean>`plan.ended_on IS NULL`)
    if (filter.show === 'ended') query = query.where(sql<boolean>`plan.ended_on IS NOT NULL`)
    if (filter.show === 'late') {
      query = query.where(sql<boolean>`EXISTS (SELECT 1 FROM task WHERE ${lateOfPlan(clock.today())})`)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(plan.title LIKE ${containsPattern(text)} ESCAPE '\\' OR plan.responsible = ${text}
          OR ${thingMatches(text)})`,
      )
    }
    return query
  },
  select: (query, { clock }) =>
    query.select([
      sql`plan.id`.as('id'),
      sql`plan.subject`.as('subject'),
      sql`plan.title`.as('title'),
      aboutOf('plan').as('about'),
      placeOf('plan').as('place'),
      sql`CAST(plan.every_n AS TEXT) || ' ' || plan.every_unit`.as('every'),
      sql`plan.responsible`.as('responsible'),
      sql`(SELECT checklist.name FROM checklist WHERE checklist.id = plan.checklist_id)`.as('checklist'),
      sql`(SELECT max(task.closed_on) FROM task WHERE ${ofPlan} AND task.outcome = 'done')`.as('lastDoneOn'),
      sql`(SELECT min(task.due_on) FROM task WHERE ${ofPlan} AND task.outcome IS NULL)`.as('nextDueOn'),
      sql`(SELECT count(*) FROM task WHERE ${lateOfPlan(clock.today())})`.as('late'),
      sql`plan.ended_on`.as('endedOn'),
      sql`plan.end_reason`.as('endReason'),
    ]),
  order: () => ({
    subject: 'plan.subject',
    title: 'plan.title',
    responsible: 'plan.responsible',
    endedOn: 'plan.ended_on',
  }),
  defaultSort: [{ by: 'subject' }, { by: 'title' }],
  tieBreak: 'plan.id',
  picksBy: ['subject', 'title', 'responsible', 'endedOn'],
  row: ({ about, place, ...raw }) => ({ ...raw, about: about ?? '', place: place ?? '' }) as ListRow<'plans'>,
}

/** Tasks of one day that the calendar names; the others it counts. */
const namedPerDay = 4

/** Every day of a month with its tasks, on the days they are due. */
export async function calendarMonth(
  desk: Desk,
  { month, subject }: { readonly month: string; readonly subject?: PlanSubject | undefined },
): Promise<CalendarDay[]> {
  await raiseTasks(desk)
  const today = desk.clock.today()
  const [first, last] = [`${month}-01`, lastOfMonth(month)]
  const within = sql`task.due_on >= ${first} AND task.due_on <= ${last}
    AND ${subject === undefined ? sql`1 = 1` : sql`task.subject = ${subject}`}`
  const late = sql`(task.outcome IS NULL AND task.late_on <= ${today})`
  const counts = await sql<{ onDate: DateText; all: number; late: number; done: number; skipped: number }>`
    SELECT task.due_on AS "onDate", count(*) AS "all", sum(CASE WHEN ${late} THEN 1 ELSE 0 END) AS "late",
      sum(CASE WHEN task.outcome = 'done' THEN 1 ELSE 0 END) AS "done",
      sum(CASE WHEN task.outcome = 'skipped' THEN 1 ELSE 0 END) AS "skipped"
    FROM task WHERE ${within} GROUP BY task.due_on`.execute(desk.db)
  const named = await sql<NamedTask>`
    SELECT task.id, task.subject, plan.title, ${aboutOf('task')} AS "about", task.outcome,
      task.show_on AS "showOn", task.late_on AS "lateOn", task.due_on AS "dueOn"
    FROM (SELECT task.id, row_number() OVER (PARTITION BY task.due_on
        ORDER BY CASE WHEN ${late} THEN 0 WHEN task.outcome IS NULL THEN 1 ELSE 2 END, task.id) AS place
      FROM task WHERE ${within}) AS ranked
    JOIN task ON task.id = ranked.id JOIN plan ON plan.id = task.plan_id
    WHERE ranked.place <= ${namedPerDay} ORDER BY task.due_on, ranked.place`.execute(desk.db)
  const calendar = await officeCalendar(desk.db)
  const countOf = new Map(counts.rows.map((row) => [row.onDate, row]))
  const tasksOf = Map.groupBy(named.rows, (row) => row.dueOn)
  const days: CalendarDay[] = []
  for (let onDate = first; onDate <= last; onDate = addDays(onDate, 1)) {
    const { all, late, done, skipped } = countOf.get(onDate) ?? { all: 0, late: 0, done: 0, skipped: 0 }
    days.push({
      onDate,
      isWorkday: isWorkday(calendar, onDate),
      counts: { open: all - late - done - skipped, late, done, skipped },
      tasks: (tasksOf.get(onDate) ?? []).map(({ id, subject: of, title, about, ...task }) => ({
        id,
        subject: of,
        title,
        about: about ?? '',
        state: stateOf(task, today),
      })),
    })
  }
  return days
}

interface NamedTask {
  readonly id: number
  readonly subject: PlanSubject
  readonly title: string
  readonly about: string | null
  readonly outcome: 'done' | 'skipped' | null
  readonly showOn: DateText
  readonly lateOn: DateText
  readonly dueOn: DateText
}

/** What is late and what is due, by subject; subjects with neither are left out. */
export async function taskGlance(desk: Desk): Promise<TaskGlance[]> {
  await raiseTasks(desk)
  const today = desk.clock.today()
  const { rows } = await sql<TaskGlance>`SELECT task.subject,
      sum(CASE WHEN task.late_on <= ${today} THEN 1 ELSE 0 END) AS late,
      sum(CASE WHEN task.late_on <= ${today} THEN 0 ELSE 1 END) AS due
    FROM task WHERE ${isIn('open', today)} GROUP BY task.subject ORDER BY task.subject`.execute(desk.db)
  return rows
}

/** How many tasks are late. */
export async function lateTasks(desk: Desk): Promise<number> {
  return (await taskGlance(desk)).reduce((sum, { late }) => sum + late, 0)
}
