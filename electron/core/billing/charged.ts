import type { DateText } from '../../contract/dates.ts'
import type { Db, Tx } from '../context.ts'

/** Days of a unit that a run leaves alone. */
export interface ChargedPeriod {
  readonly fromOn: DateText
  readonly toOn: DateText
  /** Its charge was reversed for good: nothing is owed for these days. */
  readonly isReversed: boolean
}

/** What is charged for an item already within some days, by unit. */
export async function chargedPeriods(
  db: Db | Tx,
  itemId: number,
  unitIds: readonly number[],
  first: DateText,
  last: DateText,
): Promise<Map<number, ChargedPeriod[]>> {
  const rows = await db
    .selectFrom('charge')
    .select(['unit_id', 'from_on', 'to_on'])
    .where('unit_id', 'in', unitIds)
    .where('item_id', '=', itemId)
    .where('from_on', '<=', last)
    .where('to_on', '>=', first)
    .where('reversed_on', 'is', null)
    .execute()
  return byUnit(rows, false)
}

/** Periods of an item whose charge was reversed for good, by unit: a later run does not bring them back. */
export async function letGoPeriods(db: Db | Tx, itemId: number): Promise<Map<number, ChargedPeriod[]>> {
  const rows = await db
    .selectFrom('reversal')
    .innerJoin('charge', 'charge.id', 'reversal.charge_id')
    .select(['charge.unit_id', 'charge.from_on', 'charge.to_on'])
    .where('reversal.kind', '=', 'charge')
    .where('reversal.rebill', '=', 0)
    .where('charge.item_id', '=', itemId)
    .execute()
  return byUnit(rows, true)
}

function byUnit(
  rows: readonly { readonly unit_id: number; readonly from_on: DateText; readonly to_on: DateText }[],
  isReversed: boolean,
): Map<number, ChargedPeriod[]> {
  const periods = new Map<number, ChargedPeriod[]>()
  for (const row of rows) {
    const own = periods.get(row.unit_id) ?? []
    own.push({ fromOn: row.from_on, toOn: row.to_on, isReversed })
    periods.set(row.unit_id, own)
  }
  return periods
}
