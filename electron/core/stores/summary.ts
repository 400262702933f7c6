import { type DateText, lastOfMonth } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import type { Desk } from '../context.ts'
import { listQuery } from '../lists/page.ts'

/** 收发存汇总 of some days: a row an item, as the list shows it. */
export interface StoresPeriod {
  readonly from: DateText
  readonly to: DateText
  readonly rows: readonly ListRow<'stockSummary'>[]
}

/** The months of a year that have begun by a day, each with what of every item was there, came, went and stayed. */
export async function storesMonths(desk: Desk, year: number, asOf: DateText): Promise<StoresPeriod[]> {
  const months: StoresPeriod[] = []
  for (let month = 1; month <= 12; month++) {
    const from = `${year}-${String(month).padStart(2, '0')}-01`
    if (from > asOf) break
    const last = lastOfMonth(from.slice(0, 7))
    months.push(await storesPeriod(desk, from, last < asOf ? last : asOf))
  }
  return months
}

export async function storesPeriod(desk: Desk, from: DateText, to: DateText): Promise<StoresPeriod> {
  const { query, row } = listQuery(desk, 'stockSummary', { from, to })
  const rows = (await query.execute()) as Record<string, unknown>[]
  return { from, to, rows: rows.map(row) }
}
