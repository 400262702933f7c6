import { momentInZone } from '../../contract/dates.ts'
import type { HistoryLine } from '../../contract/estate.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { Desk, Tx } from '../context.ts'
import { residentPhone, shownPhone } from '../residents/phones.ts'
import type { Row } from './writer.ts'

/** Fields that say nothing to a reader of a history. */
const silent = new Set([
  'id',
  'version',
  'sort_key',
  'pinyin',
  'initials',
  'display',
  'secret',
  // Kept for the machine: keys, spellings, days that stand beside in words, what a record was reckoned from.
  'request_key',
  'code_key',
  'registered_on',
  'received_on',
  'respond_due_on',
  'finish_due_on',
  'respond_left_minutes',
  'left_minutes',
  'is_open',
  'is_renewal',
  'counted_on',
  'began_decoration',
  'position',
  'payload',
  'register',
  // Lists as they are stored; what became of them stands on the paper, the call, the plan.
  'lines',
  'answers',
  'reasons',
])
/** What points at another record says nothing either; who and where it is stands beside in words. */
const isSilent = (field: string): boolean => silent.has(field) || field.endsWith('_id')
/** Who asked or decided, by number; the name stands beside. */
const isSomebody = (field: string, value: Row[string] | undefined) => field.endsWith('_by') && typeof value === 'number'
/** Fields whose values are masked in a history: who changed them stays visible. */
const masked = new Set(['id_number'])
const historyLines = 200
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** What happened to a unit and everything that hangs on it, the newest first. */
export async function unitHistory(desk: Desk, unitId: number): Promise<HistoryLine[]> {
  const lines = await desk.db
    .selectFrom('audit')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('id', 'desc')
    .limit(historyLines)
    .execute()
  return shownLines(desk, lines)
}

/** Audit lines as whoever looks may see them, in the order given. */
export async function shownLines(desk: Desk, lines: readonly AuditRow[]): Promise<HistoryLine[]> {
  const names: Names = {
    people: await personNames(desk, lines),
    units: await unitNames(desk, lines),
    items: await itemNames(desk, lines),
  }
  return lines.map((line) => historyLine(desk, line, names))
}

/** What lines point at, in words. */
interface Names {
  readonly people: ReadonlyMap<number, string>
  /** Of records that stand at another unit than before. */
  readonly units: ReadonlyMap<number, string>
  /** Of the items of checklists, which change by the dozen. */
  readonly items: ReadonlyMap<number, string>
}

const noNames: Names = { people: new Map(), units: new Map(), items: new Map() }

/** What the items of a handover's checklist are called. */
async function itemNames(desk: Desk, lines: readonly AuditRow[]): Promise<ReadonlyMap<number, string>> {
  const ids = lines.flatMap(({ entity, entity_id }) => (entity === 'handover_item' ? [entity_id] : []))
  if (ids.length === 0) return new Map()
  const items = await desk.db.selectFrom('handover_item').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(items.map((item) => [item.id, item.name]))
}

/** Names of the units between which records were moved. */
async function unitNames(desk: Desk, lines: readonly AuditRow[]): Promise<ReadonlyMap<number, string>> {
  const ids = new Set<number>()
  for (const line of lines.filter(({ action }) => action === 'update')) {
    for (const json of [line.before, line.after]) {
      const { unit_id } = JSON.parse(json ?? '{}') as Row
      if (unit_id) ids.add(Number(unit_id))
    }
  }
  if (ids.size === 0) return new Map()
  const units = await desk.db
    .selectFrom('unit')
    .select(['id', 'display'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(units.map((unit) => [unit.id, unit.display]))
}

/** Names of the people that lines point at, so that a role on a unit says whose it is. */
async function personNames(desk: Desk, lines: readonly AuditRow[]): Promise<ReadonlyMap<number, string>> {
  const ids = new Set<number>()
  for (const line of lines) {
    for (const json of [line.before, line.after]) {
      const { person_id } = JSON.parse(json ?? '{}') as Row
      if (person_id) ids.add(Number(person_id))
    }
  }
  if (ids.size === 0) return new Map()
  const people = await desk.db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(people.map((person) => [person.id, person.name]))
}

/** What happened to one record, the newest first. */
export async function recordHistory(desk: Desk, entity: string, id: number): Promise<HistoryLine[]> {
  const lines = await desk.db
    .selectFrom('audit')
    .selectAll()
    .where('entity', '=', entity)
    .where('entity_id', '=', id)
    .orderBy('id', 'desc')
    .limit(historyLines)
    .execute()
  return lines.map((line) => historyLine(desk, line))
}

/**
 * What a field of a record was before it last became a value, whoever brought it there: a step at the desk or a workbook.
 * @returns undefined where it has had the value from the beginning
 */
export async function valueBefore(
  tx: Tx,
  entity: AuditedTable,
  id: number,
  field: string,
  value: string,
): Promise<Row[string] | undefined> {
  const lines = await tx
    .selectFrom('audit')
    .select(['before', 'after', 'reason'])
    .where('entity', '=', entity)
    .where('entity_id', '=', id)
    .where('action', '=', 'update')
    .orderBy('id', 'desc')
    .execute()
  for (const { before, after, reason } of lines) {
    // Taking a workbook back brings nothing new.
    if (reason?.startsWith('undo-import ')) continue
    if ((JSON.parse(after ?? '{}') as Row)[field] === value) return (JSON.parse(before ?? '{}') as Row)[field]
  }
  return undefined
}

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly actor_name: string
  readonly action: string
  readonly entity: string
  readonly entity_id: number
  readonly reason: string | null
  readonly before: string | null
  readonly after: string | null
}

function historyLine(desk: Desk, line: AuditRow, names = noNames): HistoryLine {
  const before = inWords(JSON.parse(line.before ?? '{}') as Row, names)
  const after = inWords(JSON.parse(line.after ?? '{}') as Row, names)
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isSilent(field) && !isSomebody(field, after[field] ?? before[field]),
  )
  const item = line.action === 'update' && line.entity === 'handover_item' ? names.items.get(line.entity_id) : undefined
  const shown = (field: string, value: Row[string] | undefined) => shownTo(desk, line.entity, field, value ?? null)
  return {
    id: line.id,
    at: momentInZone(new Date(line.at), desk.clock.zone),
    actor: line.actor_name,
    action: line.action,
    entity: line.entity,
    reason: line.reason,
    // What differs only where it is masked has changed all the same.
    changes: fields
      .filter((field) => (before[field] ?? '') !== (after[field] ?? ''))
      .map((field) => ({
        field: item === undefined ? field : `${field}:${item}`,
        from: shown(field, before[field]),
        to: shown(field, after[field]),
      })),
  }
}

function inWords(row: Row, { people, units }: Names): Row {
  const person = people.get(Number(row.person_id ?? 0))
  const unit = units.get(Number(row.unit_id ?? 0))
  return { ...(unit !== undefined && { unit }), ...(person !== undefined && { person }), ...row }
}

/** The value as the actor may see it: a phone in a history is no more than it is on the record itself. */
function shownTo(desk: Desk, entity: string, field: string, value: Row[string]): Row[string] {
  if (value === null) return null
  if (field === 'phone')
    return entity === 'person' ? residentPhone(desk, `${value}`) : shownPhone(desk, `${value}`, null)
  if (typeof value === 'string' && moment.test(value)) return momentInZone(new Date(value), desk.clock.zone)
  return masked.has(field) ? '***' : value
}
