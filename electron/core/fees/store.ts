import type { DateText } from '../../contract/dates.ts'
import { bulkDelete, bulkInsert } from '../../db/dialect.ts'
import type { Db, Tx } from '../context.ts'
import { type AccountFacts, replay, type Timeline } from './replay.ts'

/** One unit's money for one item. */
export interface AccountKey {
  readonly unitId: number
  readonly itemId: number
}

const unitsAtATime = 300

/** The developer is no person on file; an owner's money does not pay the developer's charges all the same. */
const developer = -1

/**
 * Works out anew what the ledger derives for some accounts, after facts of theirs have been written. Only rows that
 * hold on `since` or later are touched: no fact dated `since` changes an earlier day.
 * @param since the earliest day that the written facts count from
 */
export async function rebuild(tx: Tx, accounts: readonly AccountKey[], since: DateText): Promise<void> {
  const byItem = Map.groupBy(accounts, (account) => account.itemId)
  for (const [itemId, keys] of byItem) {
    const unitIds = [...new Set(keys.map((key) => key.unitId))]
    for (let start = 0; start < unitIds.length; start += unitsAtATime) {
      await rebuildUnits(tx, itemId, unitIds.slice(start, start + unitsAtATime), since)
    }
  }
}

async function rebuildUnits(tx: Tx, itemId: number, unitIds: readonly number[], since: DateText): Promise<void> {
  const facts = await factsOf(tx, itemId, unitIds)
  const wanted: DerivedRows = { settlement: new Map(), outstanding: new Map(), prepaid: new Map() }
  for (const [unitId, account] of facts) collect(wanted, { unitId, itemId }, replay(account))
  for (const table of derivedTables) await write(tx, table, itemId, unitIds, since, wanted[table])
}

const derivedTables = ['settlement', 'outstanding', 'prepaid'] as const
type Derived = (typeof derivedTables)[number]

/** What tells one row of a derived table from another, beside unit and item; the last is `from_on`. */
const keyColumns = {
  settlement: ['charge_id', 'payment_id', 'from_on'],
  outstanding: ['charge_id', 'from_on'],
  prepaid: ['payment_id', 'from_on'],
} as const

interface DerivedRow {
  readonly unit_id: number
  readonly item_id: number
  readonly charge_id?: number
  readonly payment_id?: number
  readonly from_on: DateText
  readonly to_on: DateText
  readonly amount: number
}

type DerivedRows = Record<Derived, Map<string, DerivedRow>>

function collect(rows: DerivedRows, key: AccountKey, timeline: Timeline): void {
  const put = (table: Derived, row: DerivedRow) => rows[table].set(nameOf(table, row), row)
  const account = { unit_id: key.unitId, item_id: key.itemId }
  for (const { chargeId, paymentId, fromOn, toOn, amount } of timeline.settlements) {
    put('settlement', { ...account, charge_id: chargeId, payment_id: paymentId, from_on: fromOn, to_on: toOn, amount })
  }
  for (const { chargeId, fromOn, toOn, amount } of timeline.outstanding) {
    put('outstanding', { ...account, charge_id: chargeId, from_on: fromOn, to_on: toOn, amount })
  }
  for (const { paymentId, fromOn, toOn, amount } of timeline.prepaid) {
    put('prepaid', { ...account, payment_id: paymentId, from_on: fromOn, to_on: toOn, amount })
  }
}

function nameOf(table: Derived, row: DerivedRow): string {
  return keyColumns[table].map((column) => row[column as keyof DerivedRow]).join('/')
}

/** Brings a table's rows to what is wanted, writing only what differs. */
async function write(
  tx: Tx,
  table: Derived,
  itemId: number,
  unitIds: readonly number[],
  since: DateText,
  wanted: ReadonlyMap<string, DerivedRow>,
): Promise<void> {
  const stored = (await tx
    .selectFrom(table)
    .selectAll()
    .where('unit_id', 'in', unitIds)
    .where('item_id', '=', itemId)
    .where('to_on', '>=', since)
    .execute()) as DerivedRow[]
  const changed: DerivedRow[] = []
  const gone: DerivedRow[] = []
  const kept = new Set<string>()
  for (const row of stored) {
    const name = nameOf(table, row)
    const now = wanted.get(name)
    if (now?.to_on === row.to_on && now.amount === row.amount) kept.add(name)
    else gone.push(row)
  }
  for (const [name, row] of wanted) if (row.to_on >= since && !kept.has(name)) changed.push(row)
  await bulkDelete(tx, table, ['unit_id', 'item_id', ...keyColumns[table]], gone)
  await bulkInsert(tx, table, ['unit_id', 'item_id', ...keyColumns[table], 'to_on', 'amount'], changed)
}

/** The dated facts of accounts of one item, by unit, as the replay takes them. Reads only. */
export async function factsOf(
  db: Db | Tx,
  itemId: number,
  unitIds: readonly number[],
): Promise<Map<number, MutableFacts>> {
  const accounts = new Map<number, MutableFacts>()
  const account = (unitId: number): MutableFacts => {
    const known = accounts.get(unitId)
    if (known) return known
    const facts: MutableFacts = { charges: [], discounts: [], payments: [], refunds: [] }
    accounts.set(unitId, facts)
    return facts
  }
  const charges = await db
    .selectFrom('charge')
    .select(['id', 'unit_id', 'from_on', 'due_on', 'published_on', 'amount', 'reversed_on'])
    .select(['debtor_kind', 'debtor_id'])
    .where('unit_id', 'in', unitIds)
    .where('item_id', '=', itemId)
    .execute()
  for (const row of charges) {
    account(row.unit_id).charges.push({
      id: row.id,
      fromOn: row.from_on,
      dueOn: row.due_on,
      publishedOn: row.published_on,
      amount: row.amount,
      debtorId: row.debtor_kind === 'developer' ? developer : row.debtor_id,
      reversedOn: row.reversed_on,
    })
  }
  const discounts = await db
    .selectFrom('discount')
    .innerJoin('charge', 'charge.id', 'discount.charge_id')
    .select(['discount.id', 'charge.unit_id', 'discount.charge_id', 'discount.on_date', 'discount.amount'])
    .select('discount.reversed_on')
    .where('charge.unit_id', 'in', unitIds)
    .where('charge.item_id', '=', itemId)
    .execute()
  for (const row of discounts) {
    account(row.unit_id).discounts.push({
      id: row.id,
      chargeId: row.charge_id,
      onDate: row.on_date,
      amount: row.amount,
      reversedOn: row.reversed_on,
    })
  }
  const payments = await db
    .selectFrom('payment')
    .innerJoin('receipt', 'receipt.id', 'payment.receipt_id')
    .select(['payment.id', 'payment.unit_id', 'receipt.receipt_no', 'payment.on_date', 'payment.amount'])
    .select(['payment.debtor_id', 'payment.reversed_on'])
    .where('payment.unit_id', 'in', unitIds)
    .where('payment.item_id', '=', itemId)
    .orderBy('payment.id')
    .execute()
  const choices = new Map<number, { chargeId: number; amount: number }[]>()
  for (const row of payments) {
    const chosen: { chargeId: number; amount: number }[] = []
    choices.set(row.id, chosen)
    account(row.unit_id).payments.push({
      id: row.id,
      receiptNo: row.receipt_no,
      onDate: row.on_date,
      amount: row.amount,
      debtorId: row.debtor_id,
      choices: chosen,
      reversedOn: row.reversed_on,
    })
  }
  const chosen = await db
    .selectFrom('payment_choice')
    .innerJoin('payment', 'payment.id', 'payment_choice.payment_id')
    .select(['payment_choice.payment_id', 'payment_choice.charge_id', 'payment_choice.amount'])
    .where('payment.unit_id', 'in', unitIds)
    .where('payment.item_id', '=', itemId)
    .orderBy('payment_choice.id')
    .execute()
  for (const row of chosen) choices.get(row.payment_id)?.push({ chargeId: row.charge_id, amount: row.amount })
  const refunds = await db
    .selectFrom('refund')
    .innerJoin('payment', 'payment.id', 'refund.payment_id')
    .select(['refund.id', 'payment.unit_id', 'refund.payment_id', 'refund.on_date', 'refund.amount'])
    .where('payment.unit_id', 'in', unitIds)
    .where('payment.item_id', '=', itemId)
    .orderBy('refund.id')
    .execute()
  for (const row of refunds) {
    account(row.unit_id).refunds.push({
      id: row.id,
      paymentId: row.payment_id,
      onDate: row.on_date,
      amount: row.amount,
    })
  }
  for (const unitId of unitIds) account(unitId)
  return accounts
}

type MutableFacts = { -readonly [K in keyof AccountFacts]: AccountFacts[K][number][] }

/**
 * Accounts whose stored rows are not what their facts give: none, unless something else has written to the file.
 * @returns at most `limit` accounts
 */
export async function differing(db: Db, limit: number): Promise<AccountKey[]> {
  const found: AccountKey[] = []
  const items = await db.selectFrom('fee_item').select('id').execute()
  const units = await db.selectFrom('unit').select('id').orderBy('id').execute()
  for (const { id: itemId } of items) {
    for (let start = 0; start < units.length && found.length < limit; start += unitsAtATime) {
      const unitIds = units.slice(start, start + unitsAtATime).map((unit) => unit.id)
      const wanted: DerivedRows = { settlement: new Map(), outstanding: new Map(), prepaid: new Map() }
      for (const [unitId, account] of await factsOf(db, itemId, unitIds)) {
        collect(wanted, { unitId, itemId }, replay(account))
      }
      const wrong = new Set<number>()
      for (const table of derivedTables) {
        const stored = (await db
          .selectFrom(table)
          .selectAll()
          .where('unit_id', 'in', unitIds)
          .where('item_id', '=', itemId)
          .execute()) as DerivedRow[]
        for (const row of stored) {
          const now = wanted[table].get(nameOf(table, row))
          if (now?.to_on !== row.to_on || now.amount !== row.amount) wrong.add(row.unit_id)
          wanted[table].delete(nameOf(table, row))
        }
        for (const row of wanted[table].values()) wrong.add(row.unit_id)
      }
      for (const unitId of wrong) found.push({ unitId, itemId })
    }
  }
  return found.slice(0, limit)
}
