import { sql } from 'kysely'
import { type JobState, jobStates, openJobStates } from '../../contract/caseStates.ts'
import { type DateText, momentInZone } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { JobPriority, JobSource } from '../../contract/vocabulary.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { isGivenUpOn } from '../jobs/cancellation.ts'
import { cutShort } from '../jobs/completion.ts'
import { calendarOf, ruleFor } from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { returnRuleOf } from '../returns/due.ts'
import { requiresReturn } from '../returns/rules.ts'
import { type CaseChange, CaseRows, closedProblems, day, isoLike, numberOf, pick } from './cases.ts'
import { headerOf, importColumns } from './columns.ts'
import { clockAfter, doneStates, newClock } from './jobClock.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import { broughtReturn, followedReturn, isNewestReturn, type ReturnDays, type StandingReturn } from './returns.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks, UnitRows } from './unitRows.ts'

/** Column of the workbook → column of `job`, for what is taken over as it is. */
const plainColumns = {
  source: 'source',
  place: 'place',
  trade: 'trade',
  content: 'content',
  priority: 'priority',
  chargeClass: 'charge_class',
  state: 'state',
  worker: 'worker',
} as const

/** What a new job is where the workbook says nothing. */
const unsaid = {
  source: 'resident',
  trade: 'other',
  priority: 'normal',
  charge_class: 'free',
  state: 'waiting',
} as const

/** Compares a jobs workbook with the register. A job is known by its number: given again, it is brought to what is given. */
export async function planJobs(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
  now: string,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const stored = await loadJobs(db, table, today)
  const rules = await promiseRules(db)
  const calendar = await officeCalendar(db)
  const staff = await staffByName(db)
  const shut = await closedThrough(db)
  const days: ReturnDays = { rule: await returnRuleOf(db), today, closed: shut }
  const rows = new CaseRows({ begun, ended, plain: plainColumns }, units, calendar.zone, today, now)
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const before = stored.get(numberOf(row))
    const { number, errors, moments, patch } = rows.read(row, before?.row)
    const warnings: Problem[] = []
    // A name that is not on the staff list, or twice on it, stays text.
    if (typeof patch.worker === 'string') patch.worker_id = staff.get(patch.worker) ?? null
    if (row.values.registeredAt !== undefined) {
      Object.assign(patch, {
        registered_at: isoLike(moments.begun, before?.row.registered_at, calendar.zone),
        registered_on: day(moments.begun),
      })
    }
    const values: Row = { ...unsaid, ...before?.row, ...patch }
    const isDone = (doneStates as readonly unknown[]).includes(values.state)
    if (isDone && moments.ended === null && moments.begun !== '') {
      moments.ended = moments.begun
      warnings.push({ code: 'finish-assumed', field: 'finishedAt', params: { date: day(moments.begun) } })
    }
    const isOpen = (openJobStates as readonly unknown[]).includes(values.state)
    if (isOpen && row.values.finishedAt !== undefined) {
      warnings.push({
        code: 'finish-unused',
        field: 'finishedAt',
        params: { state: jobStates[values.state as JobState] },
      })
    }
    const finished =
      isDone && moments.ended !== null ? isoLike(moments.ended, before?.row.finished_at, calendar.zone) : null
    if (before && finished !== null) errors.push(...reworkProblems(before, finished, calendar.zone))
    if (before) errors.push(...refusedSteps(before, values.state as JobState))
    errors.push(...closedProblems(changesOfDays(before, values, patch, finished, calendar.zone, today), shut))
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    if (refused.length === 0) {
      patch.finished_at = finished
      const isNewPromise = ['registered_at', 'priority'].some((column) => values[column] !== before?.row[column])
      const rule = isNewPromise
        ? ruleFor(rules, 'job', values.priority as JobPriority, String(values.registered_on))
        : (rules.find(({ id }) => id === values.rule_id) ?? null)
      const promised = { rule, hours: rule && calendarOf(rule, calendar), zone: calendar.zone, now }
      Object.assign(
        patch,
        before && !isNewPromise
          ? clockAfter(before.row, values, finished, promised)
          : newClock(values, finished, promised),
      )
      if (values.state !== 'suspended') patch.wait_for = null
      if (values.state !== 'cancelled') patch.merged_into_id = null
    }
    const changed = Object.keys(patch).filter((column) => patch[column] !== before?.row[column])
    const outcome = refused.length > 0 ? 'rejected' : !before ? 'added' : changed.length > 0 ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: number,
      changes: before && outcome === 'updated' ? changesOf(row, before.row, calendar.zone) : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (outcome === 'added')
      operations.push(...additions(number, { ...newJob, ...unsaid, ...patch }, finished, calendar.zone, days))
    if (outcome === 'updated' && before) {
      operations.push({
        action: 'update',
        table: 'job',
        id: before.id,
        version: before.version,
        patch: pick(patch, changed),
      })
      operations.push(...completionOperations(before, { ...values, ...patch }, finished, calendar.zone, today))
      operations.push(...cancellationOperations(before, values, today))
      operations.push(...returnOperations(before, { ...values, ...patch }, finished, calendar.zone, days))
    }
  }
  return operations
}

/** The columns that tell when a job began and when it was done. */
const begun = { field: 'registeredAt', column: 'registered_at' }
const ended = { field: 'finishedAt', column: 'finished_at' }

const header = (field: string | undefined) => headerOf('jobs', field)

const newJob: Row = {
  unit_id: null,
  place: '',
  person_id: null,
  caller: '',
  phone: '',
  content: '',
  appointment: null,
  worker_id: null,
  worker: '',
  responded_at: null,
  left_minutes: null,
  result: '',
  request_key: null,
  wait_for: null,
  merged_into_id: null,
}

function additions(
  number: string,
  row: Row,
  finished: string | null,
  zone: string,
  days: ReturnDays,
): ImportOperation[] {
  const reference = `job:${number}`
  return [
    { action: 'insert', table: 'job', reference, row: { ...row, number } },
    ...(row.state === 'cancelled' ? [cancellation({ reference }, String(row.registered_on))] : []),
    ...(finished === null
      ? []
      : [completion({ reference }, row, finished, zone), ...returnDue({ reference }, row, finished, zone, days)]),
  ]
}

/**
 * The return visit that a finished job asks for. None of one that was closed before it came here: whether anybody called
 * is not known, and nobody can call any more.
 */
function returnDue(
  jobId: number | { readonly reference: string },
  row: Row,
  finished: string,
  zone: string,
  days: ReturnDays,
): ImportOperation[] {
  const job = { source: row.source as JobSource, unit_id: row.unit_id as number | null, phone: String(row.phone ?? '') }
  if (row.state === 'closed' || !requiresReturn(job, days.rule)) return []
  return [broughtReturn('job', jobId, dayOf(finished, zone), row.state === 'visited', days)]
}

function dayOf(moment: string, zone: string): DateText {
  return momentInZone(new Date(moment), zone).slice(0, 10)
}

function completion(
  jobId: number | { readonly reference: string },
  row: Row,
  finished: string,
  zone: string,
): ImportOperation {
  return {
    action: 'insert',
    table: 'job_completion',
    reference: `job_completion:${typeof jobId === 'number' ? jobId : jobId.reference}`,
    row: {
      job_id: jobId,
      ...completionTimes(row, finished, zone),
      worker: row.worker ?? '',
      reopened_on: null,
    },
  }
}

/**
 * A job's completion follows what the workbook says of it: its time, who did it and the promise it is measured by; it is
 * given up from today where the job is open again.
 */
function completionOperations(
  before: StoredJob,
  after: Row,
  finished: string | null,
  zone: string,
  today: DateText,
): ImportOperation[] {
  const standing = before.completion
  const cut = finished === null ? [] : cutOperations(before, dayOf(finished, zone))
  if (standing === null) return finished === null ? [] : [...cut, completion(before.id, after, finished, zone)]
  const patch = completionPatch(after, finished, zone, today)
  const changed = Object.keys(patch).filter((column) => patch[column] !== standing.row[column])
  if (changed.length === 0) return []
  const { id, version } = standing
  return [...cut, { action: 'update', table: 'job_completion', id, version, patch: pick(patch, changed) }]
}

/** The workbook does not say when: a new job was called off as soon as it was known, one that is known is today. */
function cancellation(jobId: number | { readonly reference: string }, onDate: DateText): ImportOperation {
  return {
    action: 'insert',
    table: 'job_cancellation',
    reference: `job_cancellation:${typeof jobId === 'number' ? jobId : jobId.reference}`,
    row: { job_id: jobId, on_date: onDate, into_id: null, reopened_on: null },
  }
}

function cancellationOperations(before: StoredJob, after: Row, today: DateText): ImportOperation[] {
  const [was, is] = [before.row.state === 'cancelled', after.state === 'cancelled']
  if (is && !was) return [cancellation(before.id, today)]
  if (is || before.cancellation === null) return []
  const { id, version } = before.cancellation
  return [{ action: 'update', table: 'job_cancellation', id, version, patch: { reopened_on: today } }]
}

function cutOperations(before: StoredJob, onDate: DateText): ImportOperation[] {
  return cutShort(before.takenBack, onDate).map(({ row: { id, version }, patch }) => ({
    action: 'update',
    table: 'job_completion',
    id,
    version: Number(version),
    patch: { ...patch },
  }))
}

/** Steps that the desk refuses: nobody owes for a job that was called off, and what was done again was done. */
function refusedSteps({ row, charged, reworkedBy }: StoredJob, state: JobState): Problem[] {
  const isTakenBack = doneStates.includes(row.state as JobState) && !doneStates.includes(state)
  const problems: Problem[] = []
  if (state === 'cancelled' && row.state !== 'cancelled' && charged !== null) {
    problems.push({ code: 'job-still-charged', field: 'state', params: { amount: (charged / 100).toFixed(2) } })
  }
  if (isTakenBack && reworkedBy !== null) {
    problems.push({ code: 'job-reworked', field: 'state', params: { number: reworkedBy } })
  }
  return problems
}

/** What was opened again because the fault came back was not finished for good before that. */
function reworkProblems({ takenBack, completion: standing }: StoredJob, finished: string, zone: string): Problem[] {
  const start = takenBack.reduce((last, { rework, reopened_on: on }) => (rework === 1 && on > last ? on : last), '')
  if (dayOf(finished, zone) >= start || finished === standing?.row.at) return []
  return [{ code: 'finish-before-start', field: 'finishedAt', params: { start } }]
}

function completionPatch(after: Row, finished: string | null, zone: string, today: DateText): Row {
  if (finished === null) return { reopened_on: today }
  return { ...completionTimes(after, finished, zone), worker: after.worker ?? '' }
}

function completionTimes(after: Row, finished: string, zone: string): Row {
  return {
    at: finished,
    on_date: dayOf(finished, zone),
    due_at: after.finish_due_at ?? null,
    due_on: after.finish_due_on ?? null,
  }
}

/** The dates by which a job counts, as the row would change them. */
function changesOfDays(
  before: StoredJob | undefined,
  values: Row,
  patch: Row,
  finished: string | null,
  zone: string,
  today: DateText,
): CaseChange[] {
  const counted = Object.keys(patch).filter((column) =>
    ['registered_on', 'source', 'trade', 'unit_id'].includes(column),
  )
  const job: CaseChange = {
    table: 'job',
    field: 'registeredAt',
    before: before?.row ?? null,
    patch: pick(patch, counted),
  }
  const standing = before?.completion?.row ?? null
  if (standing === null && finished === null) return [job]
  // What a completion is measured by changes with these.
  const measures = [
    ['registeredAt', 'registered_at'],
    ['priority', 'priority'],
  ] as const
  const remeasured = measures.flatMap(([field, column]): CaseChange[] => {
    if (standing === null || values[column] === before?.row[column]) return []
    return [{ table: 'job_completion', field, before: standing, patch: { due_at: null } }]
  })
  const {
    due_at: _,
    due_on: __,
    ...times
  } = finished === null ? { reopened_on: today } : completionTimes(values, finished, zone)
  return [job, ...remeasured, { table: 'job_completion', field: 'finishedAt', before: standing, patch: times }]
}

/** A job's return visit follows its finish and its state. */
function returnOperations(
  before: StoredJob,
  after: Row,
  finished: string | null,
  zone: string,
  days: ReturnDays,
): ImportOperation[] {
  const { due, completion: done } = before
  if (due === null) {
    if (finished === null || done !== null) return []
    const cut = droppedOperations(before, dayOf(finished, zone))
    return [...cut, ...returnDue(before.id, after, finished, zone, days)]
  }
  // Somebody was called about what was done before; what was done again since is asked about again.
  const isDoneAgain = finished !== null && done === null && dayOf(finished, zone) > (due.reachedOn ?? due.finishedOn)
  if (due.state !== 'open' && isDoneAgain) return returnDue(before.id, after, finished, zone, days)
  // Only a finish that is told otherwise moves it: at the desk it counts from the day on which the job was reported done.
  const isMoved = finished !== null && finished !== done?.row.at
  const finishedOn = finished === null ? null : isMoved ? dayOf(finished, zone) : due.finishedOn
  return followedReturn(due, finishedOn, after.state === 'visited', days)
}

/** What was given up later than the day of a finish that is told now: from that day on that one asks in its place. */
function droppedOperations({ dropped }: StoredJob, finishedOn: DateText): ImportOperation[] {
  return dropped
    .filter((one) => one.dropped_on > finishedOn)
    .map(({ id, version }) => ({
      action: 'update',
      table: 'return_due',
      id,
      version: Number(version),
      patch: { dropped_on: finishedOn },
    }))
}

/** What of the given values is new, as the workbook writes it. */
function changesOf(row: ParsedRow, before: Row, zone: string): ImportRow['changes'] {
  const shown = (field: string, value: unknown): string | number | null => {
    const { choices } = importColumns.jobs.find((column) => column.field === field) ?? {}
    return typeof value === 'string' ? (choices?.[value] ?? value) : typeof value === 'number' ? value : null
  }
  const times = { registeredAt: before.registered_at, finishedAt: before.finished_at }
  return [
    ...Object.entries(plainColumns).map(([field, column]) => [field, before[column]] as const),
    ...Object.entries(times).map(
      ([field, value]) => [field, typeof value === 'string' ? momentInZone(new Date(value), zone) : null] as const,
    ),
  ].flatMap(([field, from]) => {
    const to = row.values[field]
    if (to === undefined || to === from) return []
    return [{ column: header(field) ?? field, from: shown(field, from), to: shown(field, to) }]
  })
}

interface StoredJob {
  readonly id: number
  readonly version: number
  readonly row: Row
  readonly completion: { readonly id: number; readonly version: number; readonly row: Row } | null
  /** Its completions that were taken back, or followed by rework. */
  readonly takenBack: readonly TakenBack[]
  /** Fen of a charge that stands for it. */
  readonly charged: number | null
  /** Number of a job that does its work again. */
  readonly reworkedBy: string | null
  readonly cancellation: { readonly id: number; readonly version: number } | null
  readonly due: StandingReturn | null
  /** Its return visits that were given up. */
  readonly dropped: readonly DroppedReturn[]
}

interface DroppedReturn {
  readonly id: number
  readonly subject_id: number
  readonly version: number
  readonly dropped_on: DateText
}

async function droppedOf(db: Db, jobIds: readonly number[]): Promise<Map<number, DroppedReturn[]>> {
  const rows = await db
    .selectFrom('return_due')
    .select(['id', 'subject_id', 'version', 'dropped_on'])
    .where('subject_kind', '=', 'job')
    .where('subject_id', 'in', jobIds)
    .where('dropped_on', 'is not', null)
    .$narrowType<{ dropped_on: string }>()
    .execute()
  return Map.groupBy(rows, (row) => row.subject_id)
}

interface TakenBack {
  readonly id: number
  readonly job_id: number
  readonly version: number
  readonly on_date: DateText
  readonly reopened_on: DateText
  readonly rework: number
}

async function takenBackOf(db: Db, jobIds: readonly number[]): Promise<Map<number, TakenBack[]>> {
  const rows = await db
    .selectFrom('job_completion')
    .select(['id', 'job_id', 'version', 'on_date', 'reopened_on', 'rework'])
    .where('job_id', 'in', jobIds)
    .where('reopened_on', 'is not', null)
    .$narrowType<{ reopened_on: string }>()
    .execute()
  return Map.groupBy(rows, (row) => row.job_id)
}

async function staffByName(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('staff').select(['id', 'name']).execute()
  const byName = Map.groupBy(rows, (row) => row.name)
  return new Map([...byName].flatMap(([name, [one, another]]) => (one && !another ? [[name, one.id] as const] : [])))
}

async function chargesOf(db: Db, jobIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('job_completion')
    .innerJoin('charge', 'charge.id', 'job_completion.charge_id')
    .select(['job_completion.job_id', 'charge.amount'])
    .where('job_completion.job_id', 'in', jobIds)
    .where('charge.reversed_on', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.job_id, row.amount]))
}

async function reworksOf(db: Db, jobIds: readonly number[], today: DateText): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('job')
    .select(['rework_of_id', 'number'])
    .where('rework_of_id', 'in', jobIds)
    .where(sql<boolean>`NOT ${isGivenUpOn(sql`job.id`, today)}`)
    .execute()
  return new Map(rows.map((row) => [Number(row.rework_of_id), row.number]))
}

async function loadJobs(db: Db, table: ParsedTable, today: DateText): Promise<Map<string, StoredJob>> {
  const numbers = [...new Set(table.rows.map((row) => String(row.values.number ?? '')))]
  const jobs = new Map<string, StoredJob>()
  for (const some of chunks(numbers, 500)) {
    const rows = await db
      .selectFrom('job')
      .leftJoin('job_completion', (join) =>
        join.onRef('job_completion.job_id', '=', 'job.id').on('job_completion.reopened_on', 'is', null),
      )
      .selectAll('job')
      .select(['job_completion.id as completionId', 'job_completion.version as completionVersion'])
      .select(['job_completion.at as completedAt', 'job_completion.on_date as completedOn'])
      .select(['job_completion.due_at as completionDueAt', 'job_completion.due_on as completionDueOn'])
      .select('job_completion.worker as completionWorker')
      .leftJoin('job_cancellation', (join) =>
        join.onRef('job_cancellation.job_id', '=', 'job.id').on('job_cancellation.reopened_on', 'is', null),
      )
      .select(['job_cancellation.id as cancellationId', 'job_cancellation.version as cancellationVersion'])
      .leftJoin('return_due', (join) =>
        join
          .onRef('return_due.subject_id', '=', 'job.id')
          .on('return_due.subject_kind', '=', 'job')
          .on('return_due.dropped_on', 'is', null)
          .on(isNewestReturn),
      )
      .select(['return_due.id as dueId', 'return_due.version as dueVersion'])
      .select(['return_due.finished_on as dueFinishedOn', 'return_due.attempts as dueAttempts'])
      .select(['return_due.state as dueState', 'return_due.reached_on as dueReachedOn'])
      .where('number', 'in', some)
      .execute()
    const ids = rows.map((row) => row.id)
    const [takenBack, dropped] = [await takenBackOf(db, ids), await droppedOf(db, ids)]
    const [charged, reworkedBy] = [await chargesOf(db, ids), await reworksOf(db, ids, today)]
    for (const { completionId, completionVersion, completedAt, completedOn, ...others } of rows) {
      const { completionDueAt, completionDueOn, completionWorker, ...joined } = others
      const { dueId, dueVersion, dueFinishedOn, dueAttempts, dueState, dueReachedOn, ...known } = joined
      const { cancellationId, cancellationVersion, ...row } = known
      const cancellation = cancellationId === null ? null : { id: cancellationId, version: Number(cancellationVersion) }
      const completion =
        completionId === null
          ? null
          : {
              id: completionId,
              version: Number(completionVersion),
              row: {
                at: completedAt,
                on_date: completedOn,
                due_at: completionDueAt,
                due_on: completionDueOn,
                worker: completionWorker,
                reopened_on: null,
              },
            }
      const due =
        dueId === null
          ? null
          : {
              id: dueId,
              version: Number(dueVersion),
              finishedOn: dueFinishedOn ?? '',
              attempts: Number(dueAttempts ?? 0),
              state: dueState ?? 'open',
              reachedOn: dueReachedOn,
            }
      jobs.set(row.number, {
        id: row.id,
        version: Number(row.version),
        row: { ...row } as Row,
        completion,
        takenBack: takenBack.get(row.id) ?? [],
        charged: charged.get(row.id) ?? null,
        reworkedBy: reworkedBy.get(row.id) ?? null,
        cancellation,
        due,
        dropped: dropped.get(row.id) ?? [],
      })
    }
  }
  return jobs
}
