import { type RawBuilder, sql } from 'kysely'
import { type AgeBand, ageBands } from '../../contract/ageBands.ts'
import { addMonths, type DateText } from '../../contract/dates.ts'
import type { AccountView } from '../../contract/fees.ts'
import type { Db, Tx } from '../context.ts'

/**
 * What is owed on a day and why. Every list, card, notice, workbook and figure that says so asks here: the rows it reads
 * are what `replay` has derived from the dated facts, and a later-dated fact never changes those of an earlier day.
 */

/** Condition: the row of `outstanding`, `settlement` or `prepaid` holds on the day. */
export function holdsOn(date: DateText, table: 'outstanding' | 'settlement' | 'prepaid'): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${table}.to_on`)} > ${date} AND ${sql.ref(`${table}.from_on`)} <= ${date})`
}

/** Condition: the row `charge` stands in the books on the day, due or not. */
export function standsOn(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`(charge.published_on <= ${date} AND (charge.reversed_on IS NULL OR charge.reversed_on > ${date}))`
}

/** Condition: the row `charge` stands in the books on the day and is due: what is open of it is owed. */
export function isDueOn(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`(${standsOn(date)} AND charge.due_on <= ${date})`
}

/** Condition: the row `discount` counts on the day. */
export function countsOn(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`(discount.on_date <= ${date} AND (discount.reversed_on IS NULL OR discount.reversed_on > ${date}))`
}

/** The age of a debt on a day, by its due date; a key of `ageBands`. */
export function ageBandOf(date: DateText, dueOn = 'charge.due_on'): RawBuilder<AgeBand> {
  const due = sql.ref(dueOn)
  const cases = ageBands
    .filter((band) => band.toMonths !== null)
    .map((band) => sql`WHEN ${due} > ${addMonths(date, -(band.toMonths ?? 0))} THEN ${sql.lit(band.id)}`)
  return sql<AgeBand>`CASE ${sql.join(cases, sql` `)} ELSE ${sql.lit(ageBands.at(-1)?.id ?? '')} END`
}

/**
 * What a unit owed on a day and why, item by item: every charge with what lowered it, what was paid on it and what is
 * left, and what is held in advance.
 * @returns amounts in fen; charges oldest first
 */
export async function accountView(db: Db | Tx, unitId: number, asOf: DateText): Promise<AccountView> {
  const charges = await db
    .selectFrom('charge')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .leftJoin('person', 'person.id', 'charge.debtor_id')
    .select(['charge.id', 'charge.item_id', 'fee_item.name as item', 'charge.from_on', 'charge.to_on', 'charge.due_on'])
    .select(['charge.published_on', 'charge.amount', 'charge.debtor_kind', 'charge.debtor_id', 'person.name as debtor'])
    .select(['charge.reasoning', 'charge.reversed_on', 'charge.replaces_id'])
    .select(
      sql<number>`coalesce((SELECT sum(discount.amount) FROM discount
        WHERE discount.charge_id = charge.id AND ${countsOn(asOf)}), 0)`.as('discounted'),
    )
    .select(
      sql<number>`coalesce((SELECT sum(settlement.amount) FROM settlement WHERE settlement.unit_id = charge.unit_id
        AND settlement.item_id = charge.item_id AND settlement.charge_id = charge.id
        AND ${holdsOn(asOf, 'settlement')}), 0)`.as('paid'),
    )
    .select(
      sql<number>`coalesce((SELECT outstanding.amount FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(asOf, 'outstanding')}), 0)`.as('owed'),
    )
    .where('charge.unit_id', '=', unitId)
    .where('charge.published_on', '<=', asOf)
    .orderBy('charge.due_on')
    .orderBy('charge.from_on')
    .orderBy('fee_item.position')
    .execute()
  const prepaid = await db
    .selectFrom('prepaid')
    .innerJoin('fee_item', 'fee_item.id', 'prepaid.item_id')
    .select(['prepaid.item_id', 'fee_item.name as item'])
    .select(sql<number>`sum(prepaid.amount)`.as('amount'))
    .where('prepaid.unit_id', '=', unitId)
    .where(holdsOn(asOf, 'prepaid'))
    .groupBy(['prepaid.item_id', 'fee_item.name'])
    .execute()
  const standing = charges.filter((charge) => charge.reversed_on === null || charge.reversed_on > asOf)
  return {
    asOf,
    owed: standing.reduce((sum, charge) => sum + charge.owed, 0),
    prepaid: prepaid.reduce((sum, account) => sum + account.amount, 0),
    charges: charges.map((charge) => ({
      id: charge.id,
      itemId: charge.item_id,
      item: charge.item,
      fromOn: charge.from_on,
      toOn: charge.to_on,
      dueOn: charge.due_on,
      publishedOn: charge.published_on,
      amount: charge.amount,
      discounted: charge.discounted,
      paid: charge.paid,
      owed: charge.owed,
      isDue: charge.due_on <= asOf,
      debtorKind: charge.debtor_kind,
      debtorId: charge.debtor_id,
      debtor: charge.debtor,
      reasoning: charge.reasoning === null ? null : JSON.parse(charge.reasoning),
      reversedOn: charge.reversed_on !== null && charge.reversed_on <= asOf ? charge.reversed_on : null,
      replacesId: charge.replaces_id,
    })),
    advances: prepaid.map((account) => ({ itemId: account.item_id, item: account.item, amount: account.amount })),
  }
}

/** What a unit owes on a day, in fen, of charges due by then. */
export function owedByUnit(date: DateText): RawBuilder<number> {
  return sql<number>`coalesce((SELECT sum(outstanding.amount) FROM outstanding
    WHERE outstanding.unit_id = unit.id AND ${holdsOn(date, 'outstanding')}), 0)`
}

/** Which part of what is owed is looked at: one item, all items of a kind, one age. */
export interface DebtFilter {
  readonly item?: number | undefined
  readonly itemKind?: string | undefined
  readonly band?: AgeBand | undefined
}

/**
 * Who owes on a day, as a derived table with one row a unit: `unit_id`, `owed`, `oldest_due_on`, `debtor_kind` (the
 * developer's only where all of it is) and `band0` … `band5` in the order of `ageBands`. Amounts in fen.
 */
export function debtsOn(date: DateText, filter: DebtFilter = {}): RawBuilder<DebtRow> {
  const bands = ageBands.map(
    (band, index) =>
      sql`sum(CASE WHEN debt.band = ${sql.lit(band.id)} THEN debt.amount END) AS ${sql.ref(`band${index}`)}`,
  )
  return sql<DebtRow>`(SELECT debt.unit_id, sum(debt.amount) AS owed, min(debt.due_on) AS oldest_due_on,
      max(debt.debtor_kind) AS debtor_kind, ${sql.join(bands)}
    FROM (SELECT outstanding.unit_id, outstanding.amount, charge.due_on, charge.debtor_kind, ${ageBandOf(date)} AS band
      FROM outstanding JOIN charge ON charge.id = outstanding.charge_id
      WHERE ${owedPart(date, filter)}) AS debt
    GROUP BY debt.unit_id)`
}

export interface DebtRow {
  readonly unit_id: number
  readonly owed: number
  readonly oldest_due_on: DateText
  readonly debtor_kind: 'owner' | 'tenant' | 'developer'
}

/** Condition on `outstanding` joined with its `charge`: owed on the day and of that part. */
export function owedPart(date: DateText, filter: DebtFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = [holdsOn(date, 'outstanding')]
  if (filter.item !== undefined) conditions.push(sql`outstanding.item_id = ${filter.item}`)
  if (filter.itemKind !== undefined) {
    conditions.push(sql`outstanding.item_id IN (SELECT id FROM fee_item WHERE kind = ${filter.itemKind})`)
  }
  if (filter.band !== undefined) conditions.push(sql`${ageBandOf(date)} = ${filter.band}`)
  return sql<boolean>`(${sql.join(conditions, sql` AND `)})`
}

/** What a unit holds in advance on a day, in fen; null where nothing. */
export function prepaidByUnit(date: DateText): RawBuilder<number | null> {
  return sql<number | null>`(SELECT sum(prepaid.amount) FROM prepaid
    WHERE prepaid.unit_id = unit.id AND ${holdsOn(date, 'prepaid')})`
}

/** What the whole office is owed on a day, of charges due by then, in fen. */
export async function owedInAll(db: Db | Tx, date: DateText): Promise<number> {
  const { amount } = await db
    .selectFrom('outstanding')
    .select(sql<number>`coalesce(sum(outstanding.amount), 0)`.as('amount'))
    .where(holdsOn(date, 'outstanding'))
    .executeTakeFirstOrThrow()
  return amount
}

/** What came in on a day less what was reversed or refunded on it, in fen; all items. */
export async function takenOn(db: Db | Tx, date: DateText): Promise<number> {
  const { rows } = await sql<{ amount: number }>`SELECT
    coalesce((SELECT sum(amount) FROM payment WHERE on_date = ${date}), 0)
    - coalesce((SELECT sum(amount) FROM reversal WHERE on_date = ${date} AND kind = 'payment'), 0)
    - coalesce((SELECT sum(amount) FROM refund WHERE on_date = ${date}), 0) AS amount`.execute(db)
  return rows[0]?.amount ?? 0
}

/** What is owed of one charge on a day, in fen; zero while it is not due. */
export async function owedOf(
  db: Db | Tx,
  charge: { readonly id: number; readonly unit_id: number; readonly item_id: number },
  date: DateText,
): Promise<number> {
  const row = await db
    .selectFrom('outstanding')
    .select('amount')
    .where('unit_id', '=', charge.unit_id)
    .where('item_id', '=', charge.item_id)
    .where('charge_id', '=', charge.id)
    .where(holdsOn(date, 'outstanding'))
    .executeTakeFirst()
  return row?.amount ?? 0
}

/** What a payment holds in advance on a day, in fen. */
export async function heldBy(
  db: Db | Tx,
  payment: { readonly id: number; readonly unit_id: number; readonly item_id: number },
  date: DateText,
): Promise<number> {
  const row = await db
    .selectFrom('prepaid')
    .select('amount')
    .where('unit_id', '=', payment.unit_id)
    .where('item_id', '=', payment.item_id)
    .where('payment_id', '=', payment.id)
    .where(holdsOn(date, 'prepaid'))
    .executeTakeFirst()
  return row?.amount ?? 0
}
