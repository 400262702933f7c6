import { type RawBuilder, sql } from 'kysely'
import { type DateText, dateInZone } from '../../contract/dates.ts'
import type { ChangeCause } from '../../contract/signoffs.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { AuditRow } from '../audit/history.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { closedProblem } from '../fees/closing.ts'
import type { Link, Trail } from './trails.ts'

/** A record whose change is to be explained. */
export interface Changed {
  readonly kind: 'added' | 'gone' | 'changed'
  readonly key: number
  readonly unitId: number | null
}

/** An audit line with the record it is about. */
export type Trace = AuditRow & { readonly entity_id: number }

/** How many subjects one statement asks for. */
const atOnce = 500

/**
 * What is on file since the audit line `since` about each of the records, by their keys, the oldest first. What has been
 * entered of days after `asOf` changes no figure of that day, and is left out.
 */
export async function tracesOf(
  db: Db,
  trail: Trail,
  changed: readonly Changed[],
  { since, asOf }: { readonly since: number; readonly asOf: DateText },
): Promise<ReadonlyMap<number, readonly Trace[]>> {
  const bySubject = Map.groupBy(changed, ({ key, unitId }) => trail.subject(key, unitId))
  bySubject.delete(null)
  const units = Map.groupBy(
    changed.filter(({ kind }) => !trail.unitWhereChanged || kind === 'changed'),
    ({ unitId }) => unitId,
  )
  units.delete(null)
  const found = new Map<number, Map<number, Trace>>()
  const note = (records: readonly Changed[] | undefined, line: Trace) => {
    if (!mayMatter(line, asOf)) return
    for (const { key } of records ?? []) {
      const lines = found.get(key) ?? new Map<number, Trace>()
      found.set(key, lines.set(line.id, line))
    }
  }
  for (const link of trail.links)
    for (const { subject, ...line } of await linesOf(db, link, [...bySubject.keys()] as number[], since))
      note(bySubject.get(subject), line)
  if (trail.ofUnit.length > 0) {
    const foreign = await foreignItems(db)
    for (const { subject, ...line } of await linesOfUnits(db, trail, [...units.keys()] as number[], since))
      if (!isOfItem(line, foreign)) note(units.get(subject), line)
  }
  return new Map([...found].map(([key, lines]) => [key, [...lines.values()].sort((a, b) => a.id - b.id)]))
}

/** The lines of many records put together: who did how much of what on which day, the oldest first. */
export function causesOf(lines: Iterable<Trace>, zone: string): ChangeCause[] {
  const groups = new Map<string, { readonly cause: Omit<ChangeCause, 'records'>; readonly ids: Set<number> }>()
  for (const { entity, entity_id, action, actor_name: actor, at, reason } of lines) {
    const cause = { entity, action, actor, on: dateInZone(new Date(at), zone), reason }
    const key = JSON.stringify(cause)
    const group = groups.get(key) ?? { cause, ids: new Set() }
    group.ids.add(entity_id)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ cause, ids }) => ({ ...cause, records: ids.size }))
}

type TraceOf = Trace & { readonly subject: number }

async function linesOf(db: Db, link: Link, subjects: readonly number[], since: number): Promise<TraceOf[]> {
  return inParts(subjects, (some) => {
    const rows = link.rows?.(some)
    const [source, joined] = rows
      ? [sql`(${rows}) AS belonging JOIN audit ON audit.entity_id = belonging.id`, sql`belonging.subject`]
      : [sql`audit`, sql`audit.entity_id`]
    const among = rows ? sql`1 = 1` : sql`audit.entity_id IN (${some})`
    return sql<TraceOf>`SELECT ${joined} AS subject, ${columns} FROM ${source}
      WHERE audit.entity = ${link.entity} AND ${among} AND audit.id > ${since}`.execute(db)
  })
}

async function linesOfUnits(db: Db, { ofUnit }: Trail, units: readonly number[], since: number): Promise<TraceOf[]> {
  return inParts(units, (some) =>
    sql<TraceOf>`SELECT audit.unit_id AS subject, ${columns} FROM audit
      WHERE audit.unit_id IN (${some}) AND audit.id > ${since} AND audit.entity IN (${sql.join([...ofUnit])})`.execute(
      db,
    ),
  )
}

const columns = sql`audit.id, audit.at, audit.actor_name, audit.action, audit.entity, audit.entity_id, audit.reason,
  audit.before, audit.after`

async function inParts(
  ids: readonly number[],
  ask: (some: RawBuilder<unknown>) => Promise<{ readonly rows: readonly TraceOf[] }>,
): Promise<TraceOf[]> {
  const found: TraceOf[] = []
  for (let start = 0; start < ids.length; start += atOnce) {
    const { rows } = await ask(sql.join(ids.slice(start, start + atOnce)))
    found.push(...rows)
  }
  return found
}

/** Tables that figures read by nothing but the dates of their rows, and the columns below. */
const dated: ReadonlySet<string> = new Set([
  'charge',
  'discount',
  'payment',
  'reversal',
  'refund',
  'unit',
  'stay',
  'decoration',
  'lease',
])
const readOfEveryDay = ['kind', 'area_centi', 'building_id']

/** Whether a line can make another figure of the day: what closing the day would refuse does. */
function mayMatter({ entity, before, after }: Trace, asOf: DateText): boolean {
  if (!dated.has(entity)) return true
  const [was, is] = [before === null ? null : (JSON.parse(before) as Row), JSON.parse(after ?? '{}') as Row]
  return readOfEveryDay.some((column) => column in is) || closedProblem(entity as AuditedTable, was, is, asOf) !== null
}

/** Fee items that no figure of the report counts. */
async function foreignItems(db: Db): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('fee_item').select('id').where('kind', '<>', 'management').execute()
  return new Set(rows.map((row) => row.id))
}

/** Whether a line is about a charge or payment of one of these items. */
function isOfItem({ before, after }: Trace, items: ReadonlySet<number>): boolean {
  const { item_id } = { ...(JSON.parse(before ?? '{}') as Row), ...(JSON.parse(after ?? '{}') as Row) }
  return item_id !== undefined && items.has(Number(item_id))
}
