import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { Db, Tx } from '../context.ts'

/** Quantity in hundredths and value in fen. */
export interface Standing {
  readonly quantity: number
  readonly value: number
}

/** What of an item is there at the end of a day. */
export async function standsOn(db: Db | Tx, itemId: number, date: DateText): Promise<Standing> {
  const row = await db
    .selectFrom('stock_balance')
    .select(['balance_quantity as quantity', 'balance_value as value'])
    .where('item_id', '=', itemId)
    .where('on_date', '<=', date)
    .orderBy('on_date', 'desc')
    .orderBy('line_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { quantity: 0, value: 0 }
}

/** The same as a column beside `stock_item`: one step into an index for each item. */
export function standing(column: 'balance_quantity' | 'balance_value', date: DateText, of = 'stock_item.id') {
  return sql<number>`coalesce((SELECT ${sql.ref(column)} FROM stock_balance
    WHERE stock_balance.item_id = ${sql.ref(of)} AND stock_balance.on_date <= ${date}
    ORDER BY stock_balance.on_date DESC, stock_balance.line_id DESC LIMIT 1), 0)`
}

/** Price of the last receipt that came in and was not taken back, in 0.0001 yuan. */
export function lastPriceOf(of = 'stock_item.id'): RawBuilder<number | null> {
  return sql<number | null>`(SELECT stock_line.price FROM stock_line WHERE stock_line.item_id = ${sql.ref(of)}
    AND stock_line.price IS NOT NULL AND stock_line.quantity > 0
    AND NOT EXISTS (SELECT 1 FROM stock_line AS back WHERE back.of_line_id = stock_line.id)
    ORDER BY stock_line.on_date DESC, stock_line.id DESC LIMIT 1)`
}
