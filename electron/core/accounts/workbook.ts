import type { RawBuilder } from 'kysely'
import type { AccountCell, AccountColumnKind, WorkbookId } from '../../contract/accounts.ts'
import type { Db } from '../context.ts'
import type { Scope } from './scope.ts'

/** A row by the ids of its sheet's columns. */
export type Row = Readonly<Record<string, AccountCell>>

export interface Column {
  /** Name of the value in a row. */
  readonly id: string
  /** Key under `accounts:columns`; the id without it. */
  readonly name?: string
  /** Which month of the year a column repeated by month is of, 1–12. */
  readonly month?: number
  readonly kind: AccountColumnKind
  /** Catalogue key under which the words of a `choice` column stand, such as `vocabulary:paymentMethod`. */
  readonly choices?: string
  /** Added up in the totals row. */
  readonly total?: true
  /** Worked out in the row from other columns of it; the workbook has the formula. */
  readonly sumOf?: { readonly plus: readonly string[]; readonly minus?: readonly string[] }
  /** A `ratio`: one column divided by another, less a third where given. The totals row has it too. */
  readonly ratioOf?: { readonly of: string; readonly over: string; readonly less?: string }
}

/** A SELECT that names its columns. */
export type Rows = (scope: Scope) => RawBuilder<unknown>

/** A column to be added up, over all rows or over those of items of one kind. */
export interface Wanted {
  readonly column: string
  readonly itemKind?: string | undefined
}

/** One sheet: its columns, and the one query that its rows, their number and their sums come from. */
export interface Sheet {
  readonly id: string
  readonly columns: readonly Column[]
  /** Names its columns by the ids of `columns`, and what `order` names besides. */
  readonly rows: Rows
  readonly order: readonly string[]
  /**
   * Rows of `rows` that are the same in these columns are added up into one. Few rows then serve several sheets of one
   * workbook, and the query behind them is asked once.
   */
  readonly groupedBy?: readonly string[]
  /** With `groupedBy`: which of the rows. */
  readonly only?: Readonly<Record<string, string>>
  /** Completes a row with what is worked out in it. */
  finish?(row: Row, scope: Scope): Row
  /** The same rows in the same order, piece by piece, where one ordered query would need too much memory. */
  stream?(db: Db, scope: Scope, pieceSize?: number): AsyncIterable<Row>
  /** The sums of columns as `m0`, `m1` …, where they are to be had without making the rows; undefined where they are not. */
  sums?(scope: Scope, wanted: readonly Wanted[]): RawBuilder<unknown> | undefined
  /** With `sums`: how many rows there are, as `rows`. */
  count?(scope: Scope): RawBuilder<unknown>
}

/** A total that is compared with others: the sum of a column, of all rows or of those with certain values. */
export interface Measure {
  readonly id: string
  readonly sheet: string
  readonly column: string
  readonly only?: Readonly<Record<string, string>>
  readonly unit?: 'money' | 'count'
}

/** A term of one side of a check: a measure, of this workbook unless another is named, or a figure. */
export type Term =
  | { readonly measure: string; readonly workbook?: WorkbookId; readonly sign?: -1 }
  | { readonly figure: string; readonly part?: string; readonly side?: 'denominator'; readonly at?: 'opening' }

/** Two sums that must be equal; its words are `accounts:checks.<id>`. */
export interface Check {
  readonly id: string
  readonly ours: readonly Term[]
  readonly theirs: readonly Term[]
}

export interface Workbook {
  readonly id: WorkbookId
  readonly sheets: readonly Sheet[]
  readonly measures: readonly Measure[]
  readonly checks: readonly Check[]
}

/** One sum against each of several sources of the same sum. */
export function equals(id: string, measure: string, ...sources: readonly (Term | readonly Term[])[]): Check[] {
  return sources.map((source) => ({
    id,
    ours: [{ measure }],
    theirs: Array.isArray(source) ? source : [source as Term],
  }))
}

/** A measure of another workbook. */
export const of = (workbook: WorkbookId, measure: string, sign?: -1): Term => ({
  workbook,
  measure,
  ...(sign !== undefined && { sign }),
})

export const figure = (id: string, part?: string): Term => ({ figure: id, ...(part !== undefined && { part }) })

/** Where a row stands. */
export const placeColumns: readonly Column[] = [
  { id: 'area', kind: 'text' },
  { id: 'building', kind: 'text' },
  { id: 'room', kind: 'text' },
]

export const itemColumns: readonly Column[] = [
  { id: 'item', kind: 'text' },
  { id: 'itemKind', kind: 'choice', choices: 'accounts:itemKind' },
]

/** Rows of management-fee items, of which the figures `fees/*` are. */
export const management = { itemKind: 'management' } as const

export const money = (id: string): Column => ({ id, kind: 'money', total: true })
