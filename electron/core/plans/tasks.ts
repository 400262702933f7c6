import { sql } from 'kysely'
import { openJobStates } from '../../contract/caseStates.ts'
import { type DateText, momentInZone } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import {
  type ChecklistItem,
  type CompletionFields,
  inOrder,
  type ResultFields,
  type TaskDetail,
} from '../../contract/plans.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { registering } from '../jobs/service.ts'
import { countDone, countUndone } from '../programmes/counting.ts'
import { type Edition, itemOf, newestEditions } from './checklists.ts'
import { markRaised, raising } from './raising.ts'
import { stateOf } from './rules.ts'
import { goneSince, thereSince, thingOf } from './subjects.ts'

export interface Completion {
  readonly id: number
  readonly version: number
  readonly fields: CompletionFields
}

type LinkedJob = NonNullable<TaskDetail['outcomes'][number]['results'][number]['job']>

/**
 * A task is done. Each item that is not in order opens a job, linked both ways in the same transaction; where a job of
 * the same item is open still, from a completion that was taken back, that one is linked.
 * @returns the task, and the jobs that its failed items have
 * @throws StaleError; DeskError `not-found`, `task-closed`, `date-after-today`, `task-before-installed`,
 * `task-after-scrapped`, `check-missing`, `checklist-changed`
 */
export function completeTask(desk: Desk, completion: Completion): Promise<{ id: number; jobs: LinkedJob[] }> {
  return write(desk, async (writer) => {
    const jobs = await completing(desk, [completion])(writer)
    return { id: completion.id, jobs }
  })
}

/** Several tasks are done, in one transaction. */
export function completing(
  desk: Desk,
  completions: readonly Completion[],
): (writer: AuditedWriter) => Promise<LinkedJob[]> {
  return async (writer) => {
    const { tx } = writer
    const tasks = await tasksWithPlan(
      tx,
      completions.map((one) => one.id),
    )
    const editions = await newestEditions(tx, [
      ...new Set([...tasks.values()].flatMap((task) => task.checklist_id ?? [])),
    ])
    const names = new Map(
      (await tx.selectFrom('staff').select(['id', 'name']).execute()).map((one) => [one.id, one.name]),
    )
    const gone = await goneOn(tx, completions)
    const now = desk.clock.now().toISOString()
    const checked = completions.map(({ id, version, fields }) => {
      const task = tasks.get(id)
      if (!task) throw new DeskError('not-found', { entity: 'task', id })
      refuseFuture(fields.doneOn, desk.clock.today())
      refuseBefore(fields.doneOn, task.there_since)
      refuseGone(fields.doneOn, gone.get(id))
      const edition = task.checklist_id === null ? undefined : editions.get(task.checklist_id)
      const doneBy = fields.doneById === null ? desk.actor.name : names.get(fields.doneById)
      if (doneBy === undefined) throw new DeskError('not-found', { entity: 'staff', id: fields.doneById ?? 0 })
      return { task, version, fields, edition, doneBy, results: checkedResults(edition, fields.results) }
    })
    for (const { task, version, fields, results } of checked) {
      const failed = results.filter((result) => !result.ok).length
      const patch = { outcome: 'done', closed_on: fields.doneOn, failed }
      await closeTask(writer, task, version, patch)
    }
    const outcomeIds = await writer.insertMany(
      'task_outcome',
      checked.map(({ task, fields, edition, doneBy }) => ({
        ...newOutcome(desk, task.id, now),
        kind: 'done',
        on_date: fields.doneOn,
        edition_id: edition?.id ?? null,
        done_by_id: fields.doneById ?? desk.actor.id,
        done_by: doneBy,
        note: fields.note,
      })),
    )
    const jobs: LinkedJob[] = []
    const rows: Row[] = []
    for (const [index, one] of checked.entries()) {
      const outcomeId = outcomeIds[index] ?? 0
      await countDone(writer, desk, one.task, outcomeId, one.fields)
      for (const result of one.results) {
        const job = result.ok ? null : await jobOf(writer, desk, one, result, outcomeId)
        if (job) jobs.push(job)
        rows.push({
          outcome_id: outcomeId,
          item_id: result.item.id,
          ok: result.ok ? 1 : 0,
          value_centi: result.valueCenti,
          note: result.note,
          job_id: job?.id ?? null,
        })
      }
    }
    // The answers belong to the outcome, which says who and when.
    if (rows.length > 0) await writer.append('task_result', rows)
    await raiseNext(
      writer,
      desk,
      checked.map(({ task }) => task),
    )
    return jobs
  }
}

/**
 * A task is not done this time.
 * @throws StaleError; DeskError `not-found`, `task-closed`, `reason-needed`
 */
export function skipTask(desk: Desk, step: TaskStep): Promise<number> {
  return write(desk, async (writer) => {
    const task = await taskWithPlan(writer.tx, step.id)
    if (step.reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    const today = desk.clock.today()
    await closeTask(writer, task, step.version, { outcome: 'skipped', closed_on: today })
    const outcome = { ...newOutcome(desk, task.id, desk.clock.now().toISOString()), kind: 'skipped', on_date: today }
    await writer.insert('task_outcome', { ...outcome, note: step.reason })
    await raiseNext(writer, desk, [task])
    return task.id
  })
}

export interface TaskStep {
  readonly id: number
  readonly version: number
  readonly reason: string
}

/**
 * Takes back what came of a task: it is open again from today on, and what was written down stays to be read. Jobs of
 * failed items stay; the next task of a plan by completion goes, unless something came of it.
 * @throws StaleError; DeskError `not-found`, `task-open`, `task-followed`, `reason-needed`
 */
export function undoTask(desk: Desk, step: TaskStep): Promise<number> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const task = await taskWithPlan(tx, step.id)
    await writer.update('task', task.id, step.version, {})
    if (task.outcome === null) throw new DeskError('task-open')
    if (step.reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    if (task.basis === 'completion') await takeBackNext(writer, task)
    const standing = await tx
      .selectFrom('task_outcome')
      .selectAll()
      .where('task_id', '=', task.id)
      .where('undone_on', 'is', null)
      .executeTakeFirstOrThrow()
    const undone = {
      undone_on: desk.clock.today(),
      undone_at: desk.clock.now().toISOString(),
      undone_by: desk.actor.name,
      undone_reason: step.reason,
    }
    await writer.apply('task_outcome', { ...standing }, undone)
    await countUndone(writer, desk, task.id, step.reason)
    await writer.update('task', task.id, step.version, { outcome: null, closed_on: null, failed: 0 })
    return task.id
  })
}

type PlannedTask = Awaited<ReturnType<typeof taskWithPlan>>

async function tasksWithPlan(tx: Tx, ids: readonly number[]) {
  const rows: PlannedTask[] = []
  for (let start = 0; start < ids.length; start += 500) {
    rows.push(
      ...(await withPlan(tx)
        .where('task.id', 'in', ids.slice(start, start + 500))
        .execute()),
    )
  }
  return new Map(rows.map((row) => [row.id, row]))
}

async function taskWithPlan(tx: Tx, id: number) {
  const task = await withPlan(tx).where('task.id', '=', id).executeTakeFirst()
  if (!task) throw new DeskError('not-found', { entity: 'task', id })
  return task
}

function withPlan(tx: Tx | Desk['db']) {
  return tx
    .selectFrom('task')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .selectAll('task')
    .select(['plan.title', 'plan.basis', 'plan.checklist_id', 'plan.every_n', 'plan.every_unit', 'plan.ended_on'])
    .select(thereSince('task').as('there_since'))
}

async function closeTask(writer: AuditedWriter, task: PlannedTask, version: number, patch: Row): Promise<void> {
  if (Number(task.version) !== version) await writer.update('task', task.id, version, {})
  if (task.outcome !== null) throw new DeskError('task-closed', { date: task.closed_on ?? '' })
  const { id, version: known, outcome, closed_on, failed } = task
  await writer.apply('task', { id, version: known, outcome, closed_on, failed }, patch)
}

function newOutcome(desk: Desk, taskId: number, at: string): Row {
  return {
    task_id: taskId,
    at,
    edition_id: null,
    done_by_id: null,
    done_by: '',
    note: '',
    actor_name: desk.actor.name,
    undone_on: null,
    undone_at: null,
    undone_by: '',
    undone_reason: '',
  }
}

function refuseFuture(date: DateText, today: DateText): void {
  if (date > today) throw refusal({ code: 'date-after-today', field: 'doneOn', params: { date, today } })
}

function refuseBefore(date: DateText, installed: DateText | null): void {
  if (installed !== null && date < installed) {
    throw refusal({ code: 'task-before-installed', field: 'doneOn', params: { date, installed } })
  }
}

/** By task, since when its thing has been out of service on the day it is said to be done; those that are not left out. */
async function goneOn(tx: Tx, completions: readonly Completion[]): Promise<ReadonlyMap<number, DateText>> {
  const gone = new Map<number, DateText>()
  for (const [day, own] of Map.groupBy(completions, (one) => one.fields.doneOn)) {
    const ids = own.map((one) => one.id)
    for (let start = 0; start < ids.length; start += 500) {
      const rows = await tx
        .selectFrom('task')
        .select(['id', goneSince(day).as('since')])
        .where('id', 'in', ids.slice(start, start + 500))
        .execute()
      for (const { id, since } of rows) if (since !== null) gone.set(id, since)
    }
  }
  return gone
}

function refuseGone(date: DateText, scrapped: DateText | undefined): void {
  if (scrapped !== undefined)
    throw refusal({ code: 'task-after-scrapped', field: 'doneOn', params: { date, scrapped } })
}

type CheckedResult = Omit<ResultFields, 'itemId'> & { readonly item: ChecklistItem }

/** The answers in the order of the items, each judged by its limits. */
function checkedResults(edition: Edition | undefined, results: readonly ResultFields[]): CheckedResult[] {
  const given = new Map(results.map((result) => [result.itemId, result]))
  const items = edition?.items ?? []
  if (results.some((result) => !items.some((item) => item.id === result.itemId))) {
    throw new DeskError('checklist-changed')
  }
  return items.map((item, index) => {
    const result = given.get(item.id)
    const ok = result ? inOrder(item, result) : null
    if (!result || ok === null) {
      const params = { number: index + 1, item: item.words }
      throw refusal({ code: 'check-missing', field: `results.${index}`, params })
    }
    const valueCenti = item.kind === 'tick' ? null : result.valueCenti
    return { item, ok, valueCenti, note: result.note }
  })
}

/** The job of an item that is not in order. */
async function jobOf(
  writer: AuditedWriter,
  desk: Desk,
  { task, fields, doneBy }: { readonly task: PlannedTask; readonly fields: CompletionFields; readonly doneBy: string },
  { item, valueCenti, note }: CheckedResult,
  outcomeId: number,
): Promise<LinkedJob> {
  const open = await openJobOf(writer.tx, task.id, item.words)
  if (open) return open
  const thing = await thingOf(writer.tx, { subject: task.subject, subjectId: task.subject_id })
  const what = thing.about || task.title
  const said = [item.words, valueCenti === null ? '' : `${valueCenti / 100}${item.unit}`, note].filter(Boolean)
  const made = await registering(desk, {
    source: thing.source,
    unitId: null,
    place: (thing.place || what).slice(0, 200),
    personId: null,
    caller: doneBy,
    phone: '',
    trade: fields.trade ?? thing.trade,
    content: `${what}：${said.join('，')}`,
    priority: fields.priority ?? 'normal',
    chargeClass: 'internal',
    appointedOn: null,
    appointedTime: '',
    requestKey: `task-result-${outcomeId}-${item.id}`,
  })(writer)
  return { ...made, state: 'waiting' }
}

/** A job that an earlier completion of this task opened for an item of these words, while it is open. */
async function openJobOf(tx: Tx, taskId: number, words: string): Promise<LinkedJob | undefined> {
  return tx
    .selectFrom('task_result')
    .innerJoin('task_outcome', 'task_outcome.id', 'task_result.outcome_id')
    .innerJoin('checklist_item', 'checklist_item.id', 'task_result.item_id')
    .innerJoin('job', 'job.id', 'task_result.job_id')
    .select(['job.id', 'job.number', 'job.state'])
    .where('task_outcome.task_id', '=', taskId)
    .where('checklist_item.words', '=', words)
    .where('job.state', 'in', openJobStates)
    .orderBy('job.id', 'desc')
    .executeTakeFirst()
}

/** The next task of plans by completion appears at once. */
async function raiseNext(writer: AuditedWriter, desk: Desk, tasks: readonly PlannedTask[]): Promise<void> {
  const ids = tasks.filter((task) => task.basis === 'completion' && task.ended_on === null).map((task) => task.plan_id)
  if (ids.length === 0) return
  await markRaised(writer.tx, ids, '')
  await raising(writer, desk.clock)
}

async function takeBackNext(writer: AuditedWriter, task: PlannedTask): Promise<void> {
  const later = await writer.tx
    .selectFrom('task')
    .select(['id', 'planned_on'])
    .select(sql<number>`EXISTS (SELECT 1 FROM task_outcome WHERE task_outcome.task_id = task.id)`.as('used'))
    .where('plan_id', '=', task.plan_id)
    .where('id', '>', task.id)
    .execute()
  const used = later.find((one) => one.used === 1)
  if (used) throw new DeskError('task-followed', { date: used.planned_on })
  await writer.removeMany(
    'task',
    later.map((one) => one.id),
  )
}

/** One task with its checklist and everything that came of it. @throws DeskError `not-found` */
export async function taskDetail({ db, clock }: Desk, id: number): Promise<TaskDetail> {
  const task = await withPlan(db).where('task.id', '=', id).executeTakeFirst()
  if (!task) throw new DeskError('not-found', { entity: 'task', id })
  const thing = await thingOf(db, { subject: task.subject, subjectId: task.subject_id })
  const edition =
    task.checklist_id === null ? undefined : (await newestEditions(db, [task.checklist_id])).get(task.checklist_id)
  const outcomes = await db
    .selectFrom('task_outcome')
    .selectAll()
    .where('task_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
  const results = await db
    .selectFrom('task_result')
    .innerJoin('task_outcome', 'task_outcome.id', 'task_result.outcome_id')
    .innerJoin('checklist_item', 'checklist_item.id', 'task_result.item_id')
    .leftJoin('job', 'job.id', 'task_result.job_id')
    .selectAll('checklist_item')
    .select(['task_result.outcome_id', 'task_result.ok', 'task_result.value_centi', 'task_result.note'])
    .select(['job.id as jobId', 'job.number as jobNumber', 'job.state as jobState'])
    .where('task_outcome.task_id', '=', id)
    .orderBy('checklist_item.position')
    .execute()
  const moment = (at: string) => momentInZone(new Date(at), clock.zone)
  return {
    id,
    version: Number(task.version),
    subject: task.subject,
    subjectId: task.subject_id,
    planId: task.plan_id,
    title: task.title,
    about: thing.about,
    place: thing.place,
    trade: thing.trade,
    plannedOn: task.planned_on,
    dueOn: task.due_on,
    showOn: task.show_on,
    lateOn: task.late_on,
    state: stateOf({ outcome: task.outcome, showOn: task.show_on, lateOn: task.late_on }, clock.today()),
    responsibleId: task.responsible_id,
    responsible: task.responsible,
    everyN: task.every_n,
    every: task.every_unit,
    basis: task.basis,
    items: [...(edition?.items ?? [])],
    outcomes: outcomes.map((outcome) => ({
      id: outcome.id,
      kind: outcome.kind,
      onDate: outcome.on_date,
      at: moment(outcome.at),
      actor: outcome.actor_name,
      doneBy: outcome.done_by,
      note: outcome.note,
      undoneOn: outcome.undone_on,
      undoneAt: outcome.undone_at && moment(outcome.undone_at),
      undoneBy: outcome.undone_by,
      undoneReason: outcome.undone_reason,
      results: results
        .filter((result) => result.outcome_id === outcome.id)
        .map((result) => ({
          ...itemOf(result),
          ok: result.ok === 1,
          valueCenti: result.value_centi,
          note: result.note,
          job:
            result.jobId === null || result.jobNumber === null || result.jobState === null
              ? null
              : { id: result.jobId, number: result.jobNumber, state: result.jobState },
        })),
    })),
  }
}

/** The task whose failed item a job came of; the completion that stands before one that was taken back. */
export async function taskOfJob({ db }: Desk, jobId: number) {
  const row = await db
    .selectFrom('task_result')
    .innerJoin('task_outcome', 'task_outcome.id', 'task_result.outcome_id')
    .innerJoin('checklist_item', 'checklist_item.id', 'task_result.item_id')
    .innerJoin('task', 'task.id', 'task_outcome.task_id')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .select(['task.id as taskId', 'plan.title', 'checklist_item.words', 'task_outcome.done_by as doneBy'])
    .select(['task_outcome.on_date as onDate', 'task.subject', 'task.subject_id'])
    .where('task_result.job_id', '=', jobId)
    .orderBy(sql`task_outcome.undone_on IS NOT NULL`)
    .orderBy('task_outcome.id', 'desc')
    .executeTakeFirst()
  if (!row) return null
  const { subject, subject_id: subjectId, ...found } = row
  return { ...found, about: (await thingOf(db, { subject, subjectId })).about }
}
