import type { GiftRow } from '../../contract/billing.ts'
import { addMonths, type DateText, yearOf } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { portionOf, yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import type { Db, Tx } from '../context.ts'
import { holdsOn } from '../fees/ledger.ts'
import { type AccountKey, rebuild } from '../fees/store.ts'
import type { BillingRules } from '../settings/billing.ts'
import { readSettings } from '../settings/index.ts'
import { type LineEntry, reverseLine } from './discounts.ts'

/** What a unit's gift for a year rests on; amounts in fen. */
export interface GiftFacts {
  /** Standing charges of the year, in the order of their periods. */
  readonly charges: readonly {
    readonly id: number
    readonly fromOn: DateText
    readonly toOn: DateText
    readonly dueOn: DateText
    readonly amount: number
    readonly discounts: readonly { readonly kind: string; readonly amount: number }[]
    /** Money on it today that came in on or before a day, by that day. */
    readonly settled: readonly { readonly paidOn: DateText; readonly amount: number }[]
  }[]
  /** Money held in advance today, by the day it came in. */
  readonly advances: readonly { readonly paidOn: DateText; readonly amount: number }[]
}

export interface Gift
  extends Pick<GiftRow, 'firstDueOn' | 'throughOn' | 'needed' | 'covered' | 'amount' | 'monthsAhead'> {
  readonly state: 'qualifies' | 'granted' | 'short' | 'not-billed'
  /** The discount lines, one a charge. */
  readonly lines: readonly { readonly chargeId: number; readonly amount: number }[]
}

/**
 * The gift of one unit and item for a year: where money that came in within `giftWithinMonths` after the year first
 * fell due covers everything but the free months, the last `giftFreeMonths` months are free. The whole year must have
 * been billed. A charge of several months is free for its share of months, rounded to the fen, half up.
 * Rule: product page, register 4, "Discounts".
 */
export function giftOf({ charges, advances }: GiftFacts, rules: BillingRules, today: DateText): Gift {
  const [first] = charges
  const firstDueOn = charges.reduce((day, one) => (one.dueOn < day ? one.dueOn : day), first?.dueOn ?? '')
  const throughOn = first ? addMonths(firstDueOn, rules.giftWithinMonths) : ''
  const months = charges.reduce((sum, one) => sum + monthsIn(one.fromOn, one.toOn).length, 0)
  const nothing = { firstDueOn, throughOn, needed: 0, covered: 0, amount: 0, monthsAhead: null, lines: [] }
  const covers = new Set(charges.flatMap((one) => monthsIn(one.fromOn, one.toOn)))
  if (rules.giftWithinMonths === 0 || covers.size < 12 || months > 12) return { ...nothing, state: 'not-billed' }

  const year = (first as { fromOn: DateText }).fromOn.slice(0, 4)
  const free = new Set(
    Array.from({ length: rules.giftFreeMonths }, (_, back) => `${year}-${String(12 - back).padStart(2, '0')}`),
  )
  let [needed, held, ahead] = [0, 0, advances.reduce((sum, one) => sum + one.amount, 0)]
  const lines: { chargeId: number; amount: number }[] = []
  for (const charge of charges) {
    const own = monthsIn(charge.fromOn, charge.toOn)
    const given = own.filter((month) => free.has(month)).length
    const discounted = charge.discounts.reduce((sum, one) => sum + one.amount, 0)
    const gift = Math.min(portionOf(charge.amount, given, own.length), charge.amount - discounted)
    if (gift > 0) lines.push({ chargeId: charge.id, amount: gift })
    const payable = charge.amount - discounted - Math.max(0, gift)
    needed += payable
    const early = charge.settled.reduce((sum, one) => sum + (one.paidOn <= throughOn ? one.amount : 0), 0)
    held += Math.min(payable, early)
    const settled = charge.settled.reduce((sum, one) => sum + one.amount, 0)
    // The gift sets money free on what is paid, and stands for money on what is still to come.
    ahead += charge.dueOn > today ? Math.max(0, gift) : Math.max(0, settled - payable)
  }
  const inAdvance = advances.reduce((sum, one) => sum + (one.paidOn <= throughOn ? one.amount : 0), 0)
  const covered = Math.min(needed, held + inAdvance)
  const amount = lines.reduce((sum, line) => sum + line.amount, 0)
  const already = charges.some((charge) => charge.discounts.some((one) => one.kind === 'prepay-gift'))
  if (already) return { ...nothing, needed, covered, state: 'granted' }
  if (covered < needed || lines.length === 0) return { ...nothing, needed, covered, amount, state: 'short' }

  const all = charges.reduce((sum, charge) => sum + charge.amount, 0)
  const monthsAhead = Math.ceil((ahead * 12) / Math.max(1, all))
  const isOverCap = rules.prepayCapMonths > 0 && ahead * 12 > rules.prepayCapMonths * all
  return {
    firstDueOn,
    throughOn,
    needed,
    covered,
    amount,
    lines,
    monthsAhead: isOverCap ? monthsAhead : null,
    state: 'qualifies',
  }
}

/** Months `YYYY-MM` that a period touches. */
function monthsIn(fromOn: DateText, toOn: DateText): string[] {
  const months: string[] = []
  for (let month = fromOn.slice(0, 7); month <= toOn.slice(0, 7); month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    months.push(month)
  }
  return months
}

/**
 * The gifts of an item and a year for every unit that was charged in it, or for one. Reads only.
 * @param only.asIfNotGiven judges gifts that were given by what they rest on
 */
export async function giftsOf(
  db: Db | Tx,
  itemId: number,
  year: number,
  today: DateText,
  { unitId, asIfNotGiven = false }: { readonly unitId?: number; readonly asIfNotGiven?: boolean } = {},
): Promise<Map<number, Gift>> {
  const { billing } = await readSettings(db)
  let query = db
    .selectFrom('charge')
    .select(['id', 'unit_id', 'from_on', 'to_on', 'due_on', 'published_on', 'amount'])
    .where('item_id', '=', itemId)
    .where('from_on', '>=', `${year}-01-01`)
    .where('from_on', '<=', `${year}-12-31`)
    .where('reversed_on', 'is', null)
    .where('debtor_kind', '<>', 'developer')
    .orderBy('from_on')
  if (unitId !== undefined) query = query.where('unit_id', '=', unitId)
  const charges = await query.execute()
  const inYear = db
    .selectFrom('charge')
    .select('charge.id')
    .where('charge.item_id', '=', itemId)
    .where('charge.from_on', '>=', `${year}-01-01`)
    .where('charge.from_on', '<=', `${year}-12-31`)
  const discounts = Map.groupBy(
    await db
      .selectFrom('discount')
      .select(['charge_id', 'kind', 'amount'])
      .where('reversed_on', 'is', null)
      .where('charge_id', 'in', inYear)
      .execute(),
    (row) => row.charge_id,
  )
  let settledQuery = db
    .selectFrom('charge')
    .innerJoin('settlement', (join) =>
      join
        .onRef('settlement.unit_id', '=', 'charge.unit_id')
        .onRef('settlement.item_id', '=', 'charge.item_id')
        .onRef('settlement.charge_id', '=', 'charge.id'),
    )
    .innerJoin('payment', 'payment.id', 'settlement.payment_id')
    .select(['settlement.charge_id', 'settlement.amount', 'payment.on_date as paidOn'])
    .where('charge.item_id', '=', itemId)
    .where('charge.from_on', '>=', `${year}-01-01`)
    .where('charge.from_on', '<=', `${year}-12-31`)
    .where(holdsOn(today, 'settlement'))
  let advanceQuery = db
    .selectFrom('prepaid')
    .innerJoin('payment', 'payment.id', 'prepaid.payment_id')
    .select(['prepaid.unit_id', 'prepaid.amount', 'payment.on_date as paidOn'])
    .where('prepaid.item_id', '=', itemId)
    .where(holdsOn(today, 'prepaid'))
  if (unitId !== undefined) {
    settledQuery = settledQuery.where('charge.unit_id', '=', unitId)
    advanceQuery = advanceQuery.where('prepaid.unit_id', '=', unitId)
  }
  const settled = Map.groupBy(await settledQuery.execute(), (row) => row.charge_id)
  const advances = Map.groupBy(await advanceQuery.execute(), (row) => row.unit_id)
  const gifts = new Map<number, Gift>()
  for (const [id, own] of Map.groupBy(charges, (row) => row.unit_id)) {
    const facts: GiftFacts = {
      charges: own.map((row) => ({
        id: row.id,
        fromOn: row.from_on,
        toOn: row.to_on,
        dueOn: row.due_on,
        amount: row.amount,
        discounts: (discounts.get(row.id) ?? []).filter((one) => !(asIfNotGiven && one.kind === 'prepay-gift')),
        settled: settled.get(row.id) ?? [],
      })),
      advances: advances.get(id) ?? [],
    }
    gifts.set(id, giftOf(facts, billing, today))
  }
  return gifts
}

/**
 * 预缴赠送: the last months of a year that was paid early are let go, a line a charge, dated the decision; each counts
 * from its charge's due date where that is later.
 * Payload: `{ unitId, itemId, year }`.
 */
export const prepayGiftRule: ApprovalRule = {
  async check(writer, desk, payload) {
    await qualifying(writer.tx, payload, desk.clock.today())
  },
  async carryOut(writer, desk, payload, approval) {
    const today = desk.clock.today()
    const gift = await qualifying(writer.tx, payload, today)
    const unitId = Number(payload.unitId)
    await writer.insertMany(
      'discount',
      gift.lines.map((line) => ({
        charge_id: line.chargeId,
        kind: 'prepay-gift',
        on_date: today,
        amount: line.amount,
        approver: desk.actor.name,
        reason: approval.reason,
        vacancy_id: null,
        approval_id: approval.id,
        reversed_on: null,
      })),
      () => ({ unitId, reason: approval.reason }),
    )
    await rebuild(writer.tx, [{ unitId, itemId: Number(payload.itemId) }], today)
  },
}

/** A gift that stands: one unit, one item, one year. */
export interface StandingGift extends AccountKey {
  readonly year: number
  /** Fen. */
  readonly amount: number
}

/** Gifts on some accounts that the money there earns on a day, as it stands. Reads only. */
export async function earnedGifts(
  tx: Db | Tx,
  accounts: readonly AccountKey[],
  today: DateText,
): Promise<StandingGift[]> {
  const lines = await tx
    .selectFrom('discount')
    .innerJoin('charge', 'charge.id', 'discount.charge_id')
    .select(['charge.unit_id', 'charge.item_id', 'charge.from_on', 'discount.amount'])
    .where('discount.kind', '=', 'prepay-gift')
    .where('discount.reversed_on', 'is', null)
    .where('charge.unit_id', 'in', [...new Set(accounts.map((one) => one.unitId))])
    .execute()
  const gifts = new Map<string, StandingGift>()
  for (const { unit_id: unitId, item_id: itemId, from_on: fromOn, amount } of lines) {
    if (!accounts.some((one) => one.unitId === unitId && one.itemId === itemId)) continue
    const year = yearOf(fromOn)
    const key = `${unitId}/${itemId}/${year}`
    gifts.set(key, { unitId, itemId, year, amount: amount + (gifts.get(key)?.amount ?? 0) })
  }
  const earned: StandingGift[] = []
  for (const gift of gifts.values()) {
    const own = await giftsOf(tx, gift.itemId, gift.year, today, { unitId: gift.unitId, asIfNotGiven: true })
    if (own.get(gift.unitId)?.state === 'qualifies') earned.push(gift)
  }
  return earned
}

/**
 * Gifts of before that are not earned any more, once money has left an account: they rest on nothing. A gift that the
 * rules would not have given (one that was imported) is left to the accountant.
 * @param before what `earnedGifts` said before the money left
 */
export async function lostGifts(
  tx: Db | Tx,
  before: readonly StandingGift[],
  today: DateText,
): Promise<StandingGift[]> {
  const still = await earnedGifts(tx, before, today)
  const isSame = (a: StandingGift, b: StandingGift) =>
    a.unitId === b.unitId && a.itemId === b.itemId && a.year === b.year
  return before.filter((gift) => !still.some((one) => isSame(gift, one)))
}

/** Takes gifts back that are lost, from today on; what they had let go is owed again. */
export async function withdrawLostGifts(
  writer: AuditedWriter,
  before: readonly StandingGift[],
  entry: LineEntry,
): Promise<void> {
  const lost = await lostGifts(writer.tx, before, entry.onDate)
  for (const { unitId, itemId, year } of lost) {
    const lines = await writer.tx
      .selectFrom('discount')
      .innerJoin('charge', 'charge.id', 'discount.charge_id')
      .selectAll('discount')
      .where('discount.kind', '=', 'prepay-gift')
      .where('discount.reversed_on', 'is', null)
      .where('charge.unit_id', '=', unitId)
      .where('charge.item_id', '=', itemId)
      .where('charge.from_on', '>=', `${year}-01-01`)
      .where('charge.from_on', '<=', `${year}-12-31`)
      .execute()
    for (const line of lines) await reverseLine(writer, line, entry, { unitId, reason: entry.reason })
  }
  if (lost.length > 0) await rebuild(writer.tx, lost, entry.onDate)
}

/** The gift, where it may be given. @throws DeskError `gift-off`, `gift-not-billed`, `gift-granted`, `gift-short` */
async function qualifying(tx: Tx, payload: Readonly<Record<string, unknown>>, today: DateText): Promise<Gift> {
  const [unitId, itemId, year] = [Number(payload.unitId), Number(payload.itemId), Number(payload.year)]
  const { billing } = await readSettings(tx)
  if (billing.giftWithinMonths === 0) throw new DeskError('gift-off')
  const gift = (await giftsOf(tx, itemId, year, today, { unitId })).get(unitId)
  if (!gift || gift.state === 'not-billed') throw new DeskError('gift-not-billed', { year })
  if (gift.state === 'granted') throw new DeskError('gift-granted', { year })
  if (gift.state === 'short') {
    const [needed, covered] = [yuanText(gift.needed), yuanText(gift.covered)]
    throw new DeskError('gift-short', { through: gift.throughOn, needed, covered })
  }
  return gift
}
