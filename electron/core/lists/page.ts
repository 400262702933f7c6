import { type RawBuilder, sql } from 'kysely'
import { DeskError } from '../../contract/errors.ts'
import type { ListFilter, ListId, ListRow, ListSort } from '../../contract/lists.ts'
import { newestAudit } from '../audit/newest.ts'
import type { Db, Desk } from '../context.ts'
import type { ListQuery, ListSource } from './source.ts'
import { listSources } from './sources.ts'

export interface PageRequest<L extends ListId> {
  readonly filter: ListFilter<L>
  readonly sort?: ListSort | undefined
  readonly offset: number
  /** Of zero rows only the number of all is answered. */
  readonly limit: number
  /** False where the rows shall not wait for the number of all. */
  readonly count?: boolean | undefined
}

export interface Page<L extends ListId> {
  readonly rows: ListRow<L>[]
  /** How many rows there are in all; at least so many where they were not counted. */
  readonly total: number
  readonly counted: boolean
}

/** One page of a declared list, and how many rows there are in all. */
export async function listPage<L extends ListId>(desk: Desk, list: L, request: PageRequest<L>): Promise<Page<L>> {
  const source = sourceOf(list)
  const { filter, offset, limit } = request
  const raw = limit === 0 ? [] : await rowsOf(source, desk, request)
  const rows = raw.map((row) => source.row(row as Record<string, unknown>, desk))
  const seen = offset + rows.length
  // A page that is not full is the last: nothing needs to be counted.
  if (limit > 0 && rows.length < limit && (rows.length > 0 || offset === 0)) return { rows, total: seen, counted: true }
  if (request.count === false) return { rows, total: rows.length === 0 ? 0 : seen + 1, counted: false }
  return { rows, total: await totalOf(desk, list, source.from(desk, filter, true)), counted: true }
}

async function rowsOf<L extends ListId>(
  source: ListSource<L>,
  desk: Desk,
  request: PageRequest<L>,
): Promise<unknown[]> {
  const { filter, sort, offset, limit } = request
  const all = ordered(source, desk, filter, sort)
  const sorts = [...(sort ? [sort] : []), ...source.defaultSort]
  if (!sorts.every(({ by }) => source.picksBy?.includes(by))) return all.offset(offset).limit(limit).execute()
  const key = sql.ref(source.tieBreak)
  const keys = await inOrder(source.from(desk, filter, false).select(key.as('key')), source, desk, filter, sort)
    .offset(offset)
    .limit(limit)
    .execute()
  if (keys.length === 0) return []
  const keyed = source.keyed && inOrder(source.select(source.keyed(desk), desk, filter), source, desk, filter, sort)
  return (keyed ?? all)
    .where(
      key,
      'in',
      keys.map((row) => (row as { key: number }).key),
    )
    .execute()
}

/** Totals counted last, by office; good until the next write, because every write leaves an audit line. */
const totals = new WeakMap<Db, { seen: number; counted: Map<string, number> }>()
const totalsKept = 200

/** Turning pages and sorting ask for the same total again: it is counted once for a filter and a state of the data. */
async function totalOf(desk: Desk, list: ListId, base: ListQuery): Promise<number> {
  const seen = await newestAudit(desk.db)
  let known = totals.get(desk.db)
  if (known?.seen !== seen || known.counted.size >= totalsKept) {
    known = { seen, counted: new Map() }
    totals.set(desk.db, known)
  }
  const query = base.select(sql<number>`count(*)`.as('total'))
  const { sql: text, parameters } = query.compile()
  const key = JSON.stringify([list, text, parameters])
  const counted = known.counted.get(key)
  if (counted !== undefined) return counted
  const { total } = (await query.executeTakeFirstOrThrow()) as { total: number }
  known.counted.set(key, total)
  return total
}

/** The whole list in its order as a query to stream; rows still go through `source.row`. */
export function listQuery<L extends ListId>(
  desk: Desk,
  list: L,
  filter: ListFilter<L>,
  sort?: ListSort,
): { query: ListQuery; row: (raw: Record<string, unknown>) => ListRow<L> } {
  const source = sourceOf(list)
  return { query: ordered(source, desk, filter, sort), row: (raw) => source.row(raw, desk) }
}

function ordered<L extends ListId>(
  source: ListSource<L>,
  desk: Desk,
  filter: ListFilter<L>,
  sort?: ListSort,
): ListQuery {
  return inOrder(source.select(source.from(desk, filter, false), desk, filter), source, desk, filter, sort)
}

function inOrder<L extends ListId>(
  unordered: ListQuery,
  source: ListSource<L>,
  desk: Desk,
  filter: ListFilter<L>,
  sort?: ListSort,
): ListQuery {
  const expressions = source.order(desk, filter)
  let query = unordered
  for (const { by, descending } of [...(sort ? [sort] : []), ...source.defaultSort]) {
    const expression = expressions[by]
    if (expression === undefined) throw new DeskError('unknown-sort', { column: by })
    query = query.orderBy(asExpression(expression), (order) =>
      descending ? order.desc().nullsLast() : order.asc().nullsLast(),
    )
  }
  return query.orderBy(sql.ref(source.tieBreak))
}

function asExpression(expression: string | RawBuilder<unknown>): RawBuilder<unknown> {
  return typeof expression === 'string' ? sql.ref(expression) : expression
}

function sourceOf<L extends ListId>(list: L): ListSource<L> {
  return listSources[list] as unknown as ListSource<L>
}
