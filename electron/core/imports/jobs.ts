import { type JobState, jobStates, openJobStates } from '../../contract/caseStates.ts'
import { type DateText, momentInZone, momentOf } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { calendarOf, dueAt, ruleFor } from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { headerOf, importColumns } from './columns.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks, placeOf, UnitRows } from './unitRows.ts'

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
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const stored = await loadJobs(db, table)
  const rules = await promiseRules(db)
  const calendar = await officeCalendar(db)
  const staff = await staffByName(db)
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const number = String(row.values.number ?? '')
    const errors: Problem[] = []
    const warnings: Problem[] = []
    const before = stored.get(number)
    const first = rowOf.get(number)
    if (number !== '' && first !== undefined)
      errors.push({ code: 'duplicate-row', field: 'number', params: { row: first } })
    else rowOf.set(number, row.row)
    const unit = placeOf(row) === '' ? null : units.find(row)
    if (unit && 'problem' in unit) errors.push(unit.problem)
    const moments = momentsOf(row, before?.row, calendar.zone)
    errors.push(...timeProblems(moments, today))
    const patch: Row = {}
    for (const [field, column] of Object.entries(plainColumns)) {
      const value = row.values[field]
      if (value !== undefined) patch[column] = value
    }
    // A name that is not on the staff list, or twice on it, stays text.
    if (typeof patch.worker === 'string') patch.worker_id = staff.get(patch.worker) ?? null
    if (unit && 'id' in unit) patch.unit_id = unit.id
    if (row.values.registeredAt !== undefined) {
      Object.assign(patch, {
        registered_at: iso(moments.registeredAt, calendar.zone),
        registered_on: day(moments.registeredAt),
      })
    }
    const values: Row = { ...unsaid, ...before?.row, ...patch }
    const isDone = (['done', 'visited', 'closed'] as readonly unknown[]).includes(values.state)
    if (isDone && moments.finishedAt === null) {
      moments.finishedAt = moments.registeredAt
      warnings.push({ code: 'finish-assumed', field: 'finishedAt', params: { date: day(moments.registeredAt) } })
    }
    const isOpen = (openJobStates as readonly unknown[]).includes(values.state)
    if (isOpen && row.values.finishedAt !== undefined) {
      warnings.push({
        code: 'finish-unused',
        field: 'finishedAt',
        params: { state: jobStates[values.state as JobState] },
      })
    }
    const finished = isDone && moments.finishedAt !== null ? iso(moments.finishedAt, calendar.zone) : null
    const registeredOn = String(values.registered_on ?? '')
    const rule = ruleFor(rules, 'job', values.priority as 'normal', registeredOn)
    const hours = rule && calendarOf(rule, calendar)
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    if (refused.length === 0) {
      Object.assign(patch, {
        finished_at: finished,
        rule_id: rule?.id ?? null,
        respond_due_at: rule && dueAt(rule.respondMinutes, hours, String(values.registered_at)),
        finish_due_at:
          values.state === 'suspended' || values.state === 'cancelled'
            ? null
            : rule && dueAt(rule.finishMinutes, hours, String(values.registered_at)),
      })
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
      operations.push(...additions(number, { ...newJob, ...unsaid, ...patch }, finished, calendar.zone))
    if (outcome === 'updated' && before) {
      operations.push({
        action: 'update',
        table: 'job',
        id: before.id,
        version: before.version,
        patch: pick(patch, changed),
      })
      operations.push(...completionOperations(before, finished, calendar.zone, today))
    }
  }
  return operations
}

const header = (field: string | undefined) => headerOf('jobs', field)

/** `YYYY-MM-DD HH:MM` on the office's clock. */
interface Moments {
  registeredAt: string
  finishedAt: string | null
}

function momentsOf(row: ParsedRow, before: Row | undefined, zone: string): Moments {
  const shown = (value: unknown) => (typeof value === 'string' ? momentInZone(new Date(value), zone) : null)
  return {
    registeredAt: String(row.values.registeredAt ?? shown(before?.registered_at) ?? ''),
    finishedAt: row.values.finishedAt === undefined ? shown(before?.finished_at) : String(row.values.finishedAt),
  }
}

function timeProblems({ registeredAt, finishedAt }: Moments, today: DateText): Problem[] {
  const problems: Problem[] = []
  for (const [field, moment] of [
    ['registeredAt', registeredAt],
    ['finishedAt', finishedAt],
  ] as const) {
    if (moment && day(moment) > today) {
      problems.push({ code: 'date-after-today', field, params: { date: day(moment), today } })
    }
  }
  if (finishedAt !== null && registeredAt !== '' && finishedAt < registeredAt) {
    problems.push({ code: 'end-before-start', field: 'finishedAt', params: { start: registeredAt, end: finishedAt } })
  }
  return problems
}

function day(moment: string): DateText {
  return moment.slice(0, 10)
}

function iso(moment: string, zone: string): string {
  const minutes = Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))
  return new Date(momentOf(day(moment), minutes, zone)).toISOString()
}

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
}

function additions(number: string, row: Row, finished: string | null, zone: string): ImportOperation[] {
  const reference = `job:${number}`
  return [
    { action: 'insert', table: 'job', reference, row: { ...row, number } },
    ...(finished === null ? [] : [completion({ reference }, row, finished, zone)]),
  ]
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
      on_date: momentInZone(new Date(finished), zone).slice(0, 10),
      at: finished,
      due_at: row.finish_due_at ?? null,
      worker: row.worker ?? '',
      reopened_on: null,
    },
  }
}

/** A job's completion follows its finish: moved where that changes, given up from today where it is open again. */
function completionOperations(
  before: StoredJob,
  finished: string | null,
  zone: string,
  today: DateText,
): ImportOperation[] {
  const standing = before.completion
  if (standing === null) return finished === null ? [] : [completion(before.id, before.row, finished, zone)]
  const patch: Row =
    finished === null
      ? { reopened_on: today }
      : { at: finished, on_date: momentInZone(new Date(finished), zone).slice(0, 10) }
  if (finished === standing.at) return []
  return [{ action: 'update', table: 'job_completion', id: standing.id, version: standing.version, patch }]
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
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
  readonly completion: { readonly id: number; readonly version: number; readonly at: string } | null
}

async function staffByName(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('staff').select(['id', 'name']).execute()
  const byName = Map.groupBy(rows, (row) => row.name)
  return new Map([...byName].flatMap(([name, [one, another]]) => (one && !another ? [[name, one.id] as const] : [])))
}

async function loadJobs(db: Db, table: ParsedTable): Promise<Map<string, StoredJob>> {
  const numbers = [...new Set(table.rows.map((row) => String(row.values.number ?? '')))]
  const jobs = new Map<string, StoredJob>()
  for (const some of chunks(numbers, 500)) {
    const rows = await db
      .selectFrom('job')
      .leftJoin('job_completion', (join) =>
        join.onRef('job_completion.job_id', '=', 'job.id').on('job_completion.reopened_on', 'is', null),
      )
      .selectAll('job')
      .select(['job_completion.id as completionId', 'job_completion.at as completedAt'])
      .select('job_completion.version as completionVersion')
      .where('number', 'in', some)
      .execute()
    for (const { completionId, completedAt, completionVersion, ...row } of rows) {
      const completion =
        completionId === null ? null : { id: completionId, version: Number(completionVersion), at: completedAt ?? '' }
      jobs.set(row.number, { id: row.id, version: Number(row.version), row: { ...row } as Row, completion })
    }
  }
  return jobs
}
