import { sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { PlanDetail, PlanFields, PlanOf } from '../../contract/plans.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { markRaised, raisedForGood, raiseTasks, raising } from './raising.ts'
import { aboutOf, thingGoneSince } from './subjects.ts'

export interface PlanChange extends PlanOf {
  readonly id: number | null
  readonly version: number
  /** A change holds for tasks from this day on, a new plan makes none before it; null: from its first day, or today. */
  readonly fromOn: DateText | null
  readonly fields: PlanFields
}

/**
 * Starts a plan, or changes it for its tasks from a day on; done and past tasks stay as they are.
 * @throws StaleError; DeskError `not-found`, `plan-ended`, `plan-change-in-past`, `plan-thing-gone`
 */
export function savePlan(desk: Desk, change: PlanChange): Promise<number> {
  return write(desk, savingPlan(desk, change))
}

/** As `savePlan`, for a transaction that writes more. */
export function savingPlan(desk: Desk, change: PlanChange): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const row = await rowOf(writer.tx, change.fields)
    const id = change.id === null ? await startPlan(writer, change, row) : await changePlan(writer, desk, change, row)
    await raising(writer, desk.clock)
    return id
  }
}

async function startPlan(writer: AuditedWriter, { subject, subjectId, fromOn, fields }: PlanChange, row: Row) {
  const gone = await thingGoneSince(writer.tx, { subject, subjectId })
  if (gone !== null) throw new DeskError('plan-thing-gone', { date: gone })
  const start = fromOn !== null && fromOn > fields.anchorOn ? fromOn : fields.anchorOn
  return writer.insert('plan', {
    subject,
    subject_id: subjectId,
    ...row,
    from_on: start,
    ended_on: null,
    end_reason: '',
    raised_through: '',
  })
}

async function changePlan(writer: AuditedWriter, desk: Desk, change: PlanChange, row: Row): Promise<number> {
  const { tx } = writer
  const id = change.id ?? 0
  const plan = await tx.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst()
  if (!plan) throw new DeskError('not-found', { entity: 'plan', id })
  const today = desk.clock.today()
  const fromOn = change.fromOn ?? today
  // A plan that nothing came of yet may be put right from its first day on.
  if (fromOn < today && (await hasOutcome(tx, id))) {
    throw refusal({ code: 'plan-change-in-past', field: 'fromOn', params: { today } })
  }
  if (plan.ended_on !== null) throw new DeskError('plan-ended', { date: plan.ended_on })
  await writer.update('plan', id, change.version, { ...row, from_on: fromOn })
  const isByDate = change.fields.basis === 'plan-date'
  await withdraw(writer, id, isByDate ? fromOn : '')
  await markRaised(tx, [id], isByDate ? addDays(fromOn, -1) : '')
  return id
}

async function hasOutcome(tx: Tx, planId: number): Promise<boolean> {
  const found = await tx
    .selectFrom('task')
    .select('id')
    .where('plan_id', '=', planId)
    .where('outcome', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Takes open tasks back that were planned for a day or later and that nothing ever came of. */
async function withdraw(writer: AuditedWriter, planId: number, fromOn: DateText): Promise<void> {
  const open = await writer.tx
    .selectFrom('task')
    .select('id')
    .where('plan_id', '=', planId)
    .where('planned_on', '>=', fromOn)
    .where('outcome', 'is', null)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM task_outcome WHERE task_outcome.task_id = task.id)`)
    .execute()
  await writer.removeMany(
    'task',
    open.map((task) => task.id),
  )
}

/**
 * Ends a plan: tasks of later days go, what is open until that day stays to be done or skipped.
 * @throws StaleError; DeskError `not-found`, `plan-ended`, `reason-needed`
 */
export function endPlan(
  desk: Desk,
  end: { readonly id: number; readonly version: number; readonly onDate: DateText; readonly reason: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const plan = await writer.tx.selectFrom('plan').selectAll().where('id', '=', end.id).executeTakeFirst()
    if (!plan) throw new DeskError('not-found', { entity: 'plan', id: end.id })
    await writer.update('plan', end.id, end.version, {})
    if (plan.ended_on !== null) throw new DeskError('plan-ended', { date: plan.ended_on })
    if (end.reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    await ending(writer, { ...plan }, end.onDate, end.reason)
    return end.id
  })
}

/** Ends every plan of a thing that is taken out of service; one that was to end later ends with it. */
export async function endPlansOf(writer: AuditedWriter, of: PlanOf, onDate: DateText, reason: string): Promise<void> {
  const plans = await writer.tx
    .selectFrom('plan')
    .selectAll()
    .where('subject', '=', of.subject)
    .where('subject_id', '=', of.subjectId)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', onDate)]))
    .execute()
  for (const plan of plans) await ending(writer, { ...plan }, onDate, reason)
}

/**
 * Plans of a thing that is back in service, after it was taken out on a day for a reason, go on: their tasks come again
 * from the day it is back. One that was to end anyway ends on its own day.
 */
export async function resumePlansOf(
  writer: AuditedWriter,
  of: PlanOf,
  ended: { readonly onDate: DateText; readonly reason: string },
  backOn: DateText,
): Promise<void> {
  const { tx } = writer
  const plans = await tx
    .selectFrom('plan')
    .selectAll()
    .where('subject', '=', of.subject)
    .where('subject_id', '=', of.subjectId)
    .where('ended_on', '=', ended.onDate)
    .where('end_reason', '=', ended.reason)
    .execute()
  for (const plan of plans) {
    await writer.apply('plan', { ...plan }, await endBefore(tx, plan.id))
    await markRaised(tx, [plan.id], plan.basis === 'completion' ? '' : addDays(backOn, -1))
  }
}

/** The end that a plan had before its last change, as the audit keeps it. */
async function endBefore(tx: Tx, planId: number): Promise<Row> {
  const line = await tx
    .selectFrom('audit')
    .select('before')
    .where('entity', '=', 'plan')
    .where('entity_id', '=', planId)
    .where('action', '=', 'update')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { ended_on = null, end_reason = '' } = JSON.parse(line?.before ?? '{}') as Row
  return { ended_on, end_reason }
}

async function ending(writer: AuditedWriter, plan: Row, onDate: DateText, reason: string): Promise<void> {
  await writer.apply('plan', plan, { ended_on: onDate, end_reason: reason })
  await withdraw(writer, Number(plan.id), addDays(onDate, 1))
  await markRaised(writer.tx, [Number(plan.id)], raisedForGood)
}

async function rowOf(tx: Tx, fields: PlanFields): Promise<Row> {
  const { checklistId, responsibleId } = fields
  if (checklistId !== null) {
    const list = await tx.selectFrom('checklist').select('id').where('id', '=', checklistId).executeTakeFirst()
    if (!list) throw new DeskError('not-found', { entity: 'checklist', id: checklistId })
  }
  const staff =
    responsibleId === null
      ? null
      : await tx.selectFrom('staff').select('name').where('id', '=', responsibleId).executeTakeFirst()
  if (staff === undefined) throw new DeskError('not-found', { entity: 'staff', id: responsibleId ?? 0 })
  return {
    title: fields.title,
    every_n: fields.everyN,
    every_unit: fields.every,
    anchor_on: fields.anchorOn,
    basis: fields.basis,
    moving: fields.moving,
    checklist_id: checklistId,
    responsible_id: responsibleId,
    responsible: staff?.name ?? '',
    show_days: fields.showDays,
    grace_days: fields.graceDays,
  }
}

/** Plans of one thing, those that have ended last. */
export async function plansOf(desk: Desk, { subject, subjectId }: PlanOf): Promise<PlanDetail[]> {
  await raiseTasks(desk)
  const rows = await planRows(desk.db, desk.clock.today())
    .where('plan.subject', '=', subject)
    .where('plan.subject_id', subjectId === null ? 'is' : '=', subjectId)
    .orderBy(sql`plan.ended_on IS NOT NULL`)
    .orderBy('plan.id')
    .execute()
  return rows.map(detailOf)
}

/** @throws DeskError `not-found` */
export async function planDetail(desk: Desk, id: number): Promise<PlanDetail> {
  await raiseTasks(desk)
  const row = await planRows(desk.db, desk.clock.today()).where('plan.id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'plan', id })
  return detailOf(row)
}

function planRows(db: Db, today: DateText) {
  return db
    .selectFrom('plan')
    .leftJoin('checklist', 'checklist.id', 'plan.checklist_id')
    .selectAll('plan')
    .select('checklist.name as checklist')
    .select([
      aboutOf('plan').as('about'),
      sql<DateText | null>`(SELECT min(task.due_on) FROM task WHERE task.plan_id = plan.id AND task.outcome IS NULL)`.as(
        'nextDueOn',
      ),
      sql<DateText | null>`(SELECT max(task.closed_on) FROM task WHERE task.plan_id = plan.id AND task.outcome = 'done')`.as(
        'lastDoneOn',
      ),
      sql<number>`(SELECT count(*) FROM task WHERE task.plan_id = plan.id AND task.outcome IS NULL
        AND task.late_on <= ${today})`.as('late'),
    ])
}

function detailOf(row: Awaited<ReturnType<ReturnType<typeof planRows>['executeTakeFirstOrThrow']>>): PlanDetail {
  return {
    id: row.id,
    version: Number(row.version),
    subject: row.subject,
    subjectId: row.subject_id,
    about: row.about ?? '',
    title: row.title,
    everyN: row.every_n,
    every: row.every_unit,
    anchorOn: row.anchor_on,
    basis: row.basis,
    moving: row.moving,
    checklistId: row.checklist_id,
    checklist: row.checklist,
    responsibleId: row.responsible_id,
    responsible: row.responsible,
    showDays: row.show_days,
    graceDays: row.grace_days,
    fromOn: row.from_on,
    endedOn: row.ended_on,
    endReason: row.end_reason,
    nextDueOn: row.nextDueOn,
    lastDoneOn: row.lastDoneOn,
    late: row.late,
  }
}
