import { addDays, type DateText, earlier, yearOf } from '../../contract/dates.ts'
import { AuditedWriter, type Row } from '../audit/writer.ts'
import type { Actor, Clock, Desk, Tx } from '../context.ts'
import { officeCalendar } from '../promises/repository.ts'
import { type Cadence, nextAfter, plannedDays, taskDays } from './rules.ts'

/** Who acts where the plan does. */
const byItself: Actor = { id: null, name: '计划任务', roles: ['administrator'] }

/** Of a plan that asks for no more tasks for now: it has ended, or its next task waits to be done. */
export const raisedForGood = '9999-12-31'
/** Keys of one statement. */
const atOnce = 500

/** Tasks of plans by date are worked out until the end of next year. */
export function horizonOf(today: DateText): DateText {
  return `${yearOf(today) + 1}-12-31`
}

/**
 * Tasks appear: those of plans by date up to the horizon, of plans by completion the next one. Asked again it changes
 * nothing, so whoever looks at tasks calls it first.
 * @returns how many appeared
 */
export async function raiseTasks(desk: Desk): Promise<number> {
  const waiting = await desk.db
    .selectFrom('plan')
    .select('id')
    .where('raised_through', '<', horizonOf(desk.clock.today()))
    .limit(1)
    .executeTakeFirst()
  if (!waiting) return 0
  return desk.db.transaction().execute((tx) => raising(new AuditedWriter(tx, { ...desk, actor: byItself }), desk.clock))
}

/** As `raiseTasks`, for a transaction that writes more. */
export async function raising(writer: AuditedWriter, clock: Clock): Promise<number> {
  const { tx } = writer
  const through = horizonOf(clock.today())
  const plans = await tx.selectFrom('plan').selectAll().where('raised_through', '<', through).orderBy('id').execute()
  if (plans.length === 0) return 0
  const calendar = await officeCalendar(tx)
  const ids = plans.map((plan) => plan.id)
  const { known, waiting } = await knownTasks(tx, ids)
  const last = await lastOutcomes(tx, ids)
  const rows = plans.flatMap((plan) => {
    const cadence = cadenceOf(plan)
    const isKnown = (day: DateText) => known.has(`${plan.id} ${day}`)
    const end = earlier(through, plan.ended_on ?? through)
    const next = () =>
      [freeDay(nextOf(cadence, last.get(plan.id)), isKnown)].filter((day) => day <= (plan.ended_on ?? day))
    const byCompletion = () => (waiting.has(plan.id) ? [] : next())
    const days = plan.basis === 'completion' ? byCompletion() : plannedDays(cadence, firstDay(plan), end)
    return days
      .filter((day) => !isKnown(day))
      .map((day): Row => {
        const { dueOn, showOn, lateOn } = taskDays(day, daysOf(plan), calendar)
        return {
          plan_id: plan.id,
          run_id: 0,
          subject: plan.subject,
          subject_id: plan.subject_id,
          planned_on: day,
          due_on: dueOn,
          show_on: showOn,
          late_on: lateOn,
          responsible_id: plan.responsible_id,
          responsible: plan.responsible,
        }
      })
  })
  if (rows.length > 0) {
    const run = { at: clock.now().toISOString(), through_on: through, plans: plans.length, tasks: rows.length }
    const runId = await writer.insert('task_run', run)
    await writer.append(
      'task',
      rows.map((row) => ({ ...row, run_id: runId })),
    )
  }
  const isOver = (plan: (typeof plans)[number]) => plan.basis === 'completion' || plan.ended_on !== null
  await markRaised(
    tx,
    plans.filter(isOver).map((plan) => plan.id),
    raisedForGood,
  )
  await markRaised(
    tx,
    plans.filter((plan) => !isOver(plan)).map((plan) => plan.id),
    through,
  )
  return rows.length
}

/** How far tasks are worked out is no fact of the office's, so it is neither audited nor makes the plan stale. */
export async function markRaised(tx: Tx, ids: readonly number[], through: DateText): Promise<void> {
  for (let start = 0; start < ids.length; start += atOnce) {
    const some = ids.slice(start, start + atOnce)
    await tx.updateTable('plan').set({ raised_through: through }).where('id', 'in', some).execute()
  }
}

/** The columns of a plan that say when. */
export function cadenceOf(plan: {
  readonly every_n: number
  readonly every_unit: Cadence['every']
  readonly anchor_on: DateText
  readonly basis: Cadence['basis']
  readonly moving: Cadence['moving']
}): Cadence {
  return {
    n: plan.every_n,
    every: plan.every_unit,
    anchorOn: plan.anchor_on,
    basis: plan.basis,
    moving: plan.moving,
  }
}

function daysOf(plan: { moving: Cadence['moving']; show_days: number; grace_days: number }) {
  return { moving: plan.moving, showDays: plan.show_days, graceDays: plan.grace_days }
}

/** Tasks are made from the day on that the rule holds from, or that follows what is worked out already. */
function firstDay(plan: { readonly from_on: DateText; readonly raised_through: DateText }): DateText {
  const next = plan.raised_through === '' ? '' : addDays(plan.raised_through, 1)
  return plan.from_on > next ? plan.from_on : next
}

interface Outcome {
  readonly kind: 'done' | 'skipped'
  readonly onDate: DateText
  readonly plannedOn: DateText
}

/** What was skipped is taken up again after its planned day, what was done after the day it was done. */
function nextOf(cadence: Cadence, last: Outcome | undefined): DateText {
  if (!last) return cadence.anchorOn
  return nextAfter(cadence, last.kind === 'done' ? last.onDate : last.plannedOn)
}

/** What was done long before its day would fall due on that very day again: then it is the day after. */
function freeDay(day: DateText, isKnown: (day: DateText) => boolean): DateText {
  let free = day
  while (isKnown(free)) free = addDays(free, 1)
  return free
}

/** Days that have a task, as `plan day`, and the plans that have an open one. */
async function knownTasks(tx: Tx, planIds: readonly number[]) {
  const known = new Set<string>()
  const waiting = new Set<number>()
  for (let start = 0; start < planIds.length; start += atOnce) {
    const rows = await tx
      .selectFrom('task')
      .select(['plan_id', 'planned_on', 'outcome'])
      .where('plan_id', 'in', planIds.slice(start, start + atOnce))
      .execute()
    for (const row of rows) {
      known.add(`${row.plan_id} ${row.planned_on}`)
      if (row.outcome === null) waiting.add(row.plan_id)
    }
  }
  return { known, waiting }
}

/** What came last of each plan; a later task has a greater id. */
async function lastOutcomes(tx: Tx, planIds: readonly number[]): Promise<Map<number, Outcome>> {
  const last = new Map<number, Outcome>()
  for (let start = 0; start < planIds.length; start += atOnce) {
    const rows = await tx
      .selectFrom('task')
      .innerJoin('plan', 'plan.id', 'task.plan_id')
      .select(['task.plan_id', 'task.planned_on', 'task.outcome', 'task.closed_on'])
      .where('plan.basis', '=', 'completion')
      .where('task.plan_id', 'in', planIds.slice(start, start + atOnce))
      .where('task.outcome', 'is not', null)
      .orderBy('task.id')
      .execute()
    for (const { plan_id: planId, planned_on: plannedOn, outcome, closed_on: onDate } of rows) {
      if (outcome !== null && onDate !== null) last.set(planId, { kind: outcome, onDate, plannedOn })
    }
  }
  return last
}

/**
 * Open tasks that are still to come follow the office's calendar when it changes: their days are worked out again.
 * @returns how many fall due on another day
 */
export async function tasksFollowCalendar(writer: AuditedWriter, today: DateText): Promise<number> {
  const calendar = await officeCalendar(writer.tx)
  const open = await writer.tx
    .selectFrom('task')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .selectAll('task')
    .select(['plan.moving', 'plan.show_days', 'plan.grace_days'])
    .where('task.outcome', 'is', null)
    .where('task.due_on', '>=', today)
    .where('plan.moving', '<>', 'stay')
    .execute()
  let moved = 0
  for (const { moving, show_days, grace_days, ...task } of open) {
    const { dueOn, showOn, lateOn } = taskDays(task.planned_on, daysOf({ moving, show_days, grace_days }), calendar)
    if (dueOn === task.due_on) continue
    moved += 1
    await writer.apply('task', { ...task } as Row, { due_on: dueOn, show_on: showOn, late_on: lateOn })
  }
  return moved
}
