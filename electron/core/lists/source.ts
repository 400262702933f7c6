import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import type { ListFilter, ListId, ListRow } from '../../contract/lists.ts'
import type { Schema } from '../../db/schema.ts'
import type { Desk } from '../context.ts'

// biome-ignore lint/suspicious/noExplicitAny: the joined tables differ from list to list; rows are checked by each list's zod schema at the border
export type ListQuery = SelectQueryBuilder<Schema, any, object>

/**
 * Where the rows of a declared list come from. One source serves the page, the export and the command line.
 */
export interface ListSource<L extends ListId> {
  /**
   * The list's own table and conditions, nothing selected: what is counted. Tables that only lend columns are joined
   * in `select`; SQLite would join them for every counted row. `counting` says that all rows will be gone through.
   */
  from(desk: Desk, filter: ListFilter<L>, counting: boolean): ListQuery
  /** Joins the tables that lend columns and adds the row's columns, under the names of the row schema or its table's. */
  select(query: ListQuery, desk: Desk, filter: ListFilter<L>): ListQuery
  /** What each sortable column is ordered by: a column name or an expression. */
  order(desk: Desk, filter: ListFilter<L>): Readonly<Record<string, string | RawBuilder<unknown>>>
  readonly defaultSort: readonly { readonly by: string; readonly descending?: boolean }[]
  /** A last column that makes the order total, so that pages never overlap. */
  readonly tieBreak: string
  /**
   * Columns whose order needs nothing that `select` joins. A page in such an order is picked by its keys first, and only
   * its rows are lent the rest: SQLite would lend it to every row it sorts.
   */
  readonly picksBy?: readonly string[]
  /**
   * The list's own table without conditions, from which a page is read once its keys are picked. With the conditions of
   * `from` SQLite may go through all rows they hold for, because it does not know how many these are.
   */
  keyed?(desk: Desk): ListQuery
  /** Turns a database row into the list's row; masks what the actor may not see. */
  row(raw: Record<string, unknown>, desk: Desk): ListRow<L>
}
