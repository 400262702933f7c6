import { type RawBuilder, sql } from 'kysely'

/**
 * Fen that the row `tally` cost: what was given; out of the stores what its issue is worth there now, so that one fact
 * never has two numbers where a dearer receipt comes in later. Null where nobody knows.
 */
export const tallyCost: RawBuilder<number | null> = sql<number | null>`CASE
  WHEN tally.stock_movement_id IS NULL THEN tally.cost
  ELSE (SELECT 0 - sum(stock_balance.value) FROM stock_line
    JOIN stock_balance ON stock_balance.line_id = stock_line.id
    WHERE stock_line.document_id = tally.stock_movement_id) END`
