import { sql } from 'kysely'
import type { MeterReasoning } from '../../contract/billing.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { Db } from '../context.ts'

/** What cannot be so among standing charges: a day billed twice, more let go than was charged, a use billed twice. */
export async function chargeProblems(db: Db): Promise<Problem[]> {
  const overlapping = await sql<{ unit: string; item: string; from: string; to: string }>`
    SELECT unit.display AS unit, fee_item.name AS item, one.from_on AS "from", one.to_on AS "to"
    FROM (SELECT unit_id, item_id, from_on, to_on,
        max(to_on) OVER (PARTITION BY unit_id, item_id ORDER BY from_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
          AS before_to FROM charge WHERE reversed_on IS NULL) AS one
      JOIN unit ON unit.id = one.unit_id JOIN fee_item ON fee_item.id = one.item_id
    WHERE one.before_to >= one.from_on`.execute(db)
  const excess = await sql<{ unit: string; item: string; from: string; amount: number; off: number }>`
    SELECT unit.display AS unit, fee_item.name AS item, charge.from_on AS "from", charge.amount, sum(discount.amount) AS off
    FROM discount JOIN charge ON charge.id = discount.charge_id
      JOIN unit ON unit.id = charge.unit_id JOIN fee_item ON fee_item.id = charge.item_id
    WHERE discount.reversed_on IS NULL GROUP BY charge.id HAVING sum(discount.amount) > charge.amount`.execute(db)
  return [
    ...overlapping.rows.map((params) => ({ code: 'check-charges-overlap', params: { ...params } })),
    ...excess.rows.map(({ amount, off, ...params }) => ({
      code: 'check-discount-excess',
      params: { ...params, amount: yuanText(amount), off: yuanText(off) },
    })),
    ...(await usageProblems(db)),
  ]
}

/** Every reading that a standing charge bills is billed by that charge alone, and knows it. */
async function usageProblems(db: Db): Promise<Problem[]> {
  const charges = await db
    .selectFrom('charge')
    .innerJoin('unit', 'unit.id', 'charge.unit_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select(['charge.id', 'unit.display', 'charge.reasoning'])
    .where('fee_item.kind', 'in', ['water', 'electricity'])
    .where('charge.reversed_on', 'is', null)
    .where('charge.reasoning', 'is not', null)
    .execute()
  const readings = await db.selectFrom('reading').select(['id', 'charge_id']).execute()
  const chargeOf = new Map(readings.map((reading) => [reading.id, reading.charge_id]))
  return charges.flatMap(({ id, display: unit, reasoning }) => {
    const { usages = [] } = JSON.parse(reasoning ?? '{}') as Partial<MeterReasoning>
    return usages
      .filter((usage) => chargeOf.get(usage.readingId) !== id)
      .map(({ meter, toOn: date }) => ({ code: 'check-use-billed-twice', params: { unit, meter, date } }))
  })
}
