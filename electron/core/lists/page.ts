import { type RawBuilder, sql } from 'kysely'
import { DeskError } from '../../contract/errors.ts'
import type { ListFilter, ListId, ListRow, ListSort } from '../../contract/lists.ts'
import type { Desk } from '../context.ts'
import type { ListQuery, ListSource } from './source.ts'
import { listSources } from './sources.ts'

export interface PageRequest<L extends ListId> {
  readonly filter: ListFilter<L>
  readonly sort?: ListSort | undefined
  readonly offset: number
  readonly limit: number
}

/** One page of a declared list, and how many rows there are in all. */
export async function listPage<L extends ListId>(
  desk: Desk,
  list: L,
  request: PageRequest<L>,
): Promise<{ rows: ListRow<L>[]; total: number }> {
  const source = sourceOf(list)
  const base = source.from(desk, request.filter)
  const counted = (await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()) as { total: number }
  const rows = await ordered(source, desk, request.filter, request.sort)
    .offset(request.offset)
    .limit(request.limit)
    .execute()
  return { rows: rows.map((row) => source.row(row as Record<string, unknown>, desk)), total: counted.total }
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
  const expressions = source.order(desk, filter)
  let query = source.select(source.from(desk, filter), desk, filter)
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
