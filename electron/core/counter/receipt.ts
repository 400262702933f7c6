import type { ReceiptView } from '../../contract/counter.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { amountInWords } from '../../contract/money.ts'
import { write } from '../audit/writer.ts'
import { standingInvoices } from '../books/invoices.ts'
import type { Db, Desk } from '../context.ts'
import { heldBy } from '../fees/ledger.ts'
import { replay } from '../fees/replay.ts'
import { factsOf } from '../fees/store.ts'

/** A receipt with its lines and what they settled on their day. @throws DeskError `not-found` */
export async function receiptView(desk: Desk, id: number): Promise<ReceiptView> {
  const receipt = await desk.db.selectFrom('receipt').selectAll().where('id', '=', id).executeTakeFirst()
  if (!receipt) throw new DeskError('not-found', { entity: 'receipt', id })
  const payments = await desk.db
    .selectFrom('payment')
    .innerJoin('unit', 'unit.id', 'payment.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .innerJoin('fee_item', 'fee_item.id', 'payment.item_id')
    .selectAll('payment')
    .select(['unit.display as unit', 'area.name as area', 'fee_item.name as item'])
    .where('payment.receipt_id', '=', id)
    .orderBy('payment.id')
    .execute()
  const today = desk.clock.today()
  const lines: ReceiptView['lines'] = []
  for (const payment of payments) {
    const settled = await settledBy(desk.db, payment)
    const refunds = await desk.db.selectFrom('refund').select('amount').where('payment_id', '=', payment.id).execute()
    lines.push({
      paymentId: payment.id,
      unitId: payment.unit_id,
      unit: payment.unit,
      area: payment.area,
      itemId: payment.item_id,
      item: payment.item,
      amount: payment.amount,
      source: payment.source,
      method: payment.method,
      settled: settled.map((one) => ({ chargeId: one.id, fromOn: one.from_on, toOn: one.to_on, amount: one.amount })),
      advance: payment.amount - settled.reduce((sum, one) => sum + one.amount, 0),
      refundable: await heldBy(desk.db, payment, today),
      refunded: refunds.reduce((sum, refund) => sum + refund.amount, 0),
    })
  }
  const reversal = await desk.db
    .selectFrom('reversal')
    .innerJoin('payment', 'payment.id', 'reversal.payment_id')
    .select(['reversal.on_date', 'reversal.reason'])
    .where('payment.receipt_id', '=', id)
    .executeTakeFirst()
  const waiting = await desk.db
    .selectFrom('approval')
    .select('payload')
    .where('kind', '=', 'payment-reversal')
    .where('state', '=', 'waiting')
    .execute()
  const amount = payments.reduce((sum, payment) => sum + payment.amount, 0)
  const methods = [...Map.groupBy(payments, (payment) => payment.method)].map(([method, own]) => ({
    method,
    amount: own.reduce((sum, payment) => sum + payment.amount, 0),
  }))
  const cash = methods.find((one) => one.method === 'cash')?.amount ?? 0
  return {
    id,
    version: receipt.version,
    receiptNo: receipt.receipt_no,
    onDate: receipt.on_date,
    payer: receipt.payer,
    cashier: receipt.cashier,
    note: receipt.note,
    prints: receipt.prints,
    amount,
    words: amountInWords(amount),
    tendered: receipt.tendered,
    change: receipt.tendered === null ? 0 : Math.max(0, receipt.tendered - cash),
    reversedOn: reversal?.on_date ?? null,
    reversed: reversal?.reason ?? null,
    asked: waiting.some((one) => (JSON.parse(one.payload) as { receiptId?: number }).receiptId === id),
    invoices: await standingInvoices(desk.db, id),
    methods,
    lines,
  }
}

interface Taken {
  readonly id: number
  readonly unit_id: number
  readonly item_id: number
  readonly on_date: DateText
  readonly reversed_on: DateText | null
}

/**
 * What money settled on its day. Money that was taken back on that same day settles nothing in the ledger: the day is
 * replayed as if it had stayed, so that the receipt says what it said when it was printed.
 */
async function settledBy(db: Db, payment: Taken) {
  const charges = db.selectFrom('charge').select(['charge.id', 'charge.from_on', 'charge.to_on'])
  if (payment.reversed_on !== payment.on_date) {
    return charges
      .innerJoin('settlement', 'settlement.charge_id', 'charge.id')
      .select('settlement.amount')
      .where('settlement.unit_id', '=', payment.unit_id)
      .where('settlement.item_id', '=', payment.item_id)
      .where('settlement.payment_id', '=', payment.id)
      .where('settlement.from_on', '=', payment.on_date)
      .orderBy('charge.from_on')
      .execute()
  }
  const facts = (await factsOf(db, payment.item_id, [payment.unit_id])).get(payment.unit_id)
  if (!facts) return []
  const stood = <T extends { readonly reversedOn: DateText | null }>(fact: T): T =>
    fact.reversedOn === payment.on_date ? { ...fact, reversedOn: null } : fact
  const { settlements } = replay({
    ...facts,
    // A penalty that the receipt has posted went with it.
    charges: facts.charges.map((fact) => (fact.publishedOn === payment.on_date ? stood(fact) : fact)),
    payments: facts.payments.map((fact) => (fact.id === payment.id ? stood(fact) : fact)),
  })
  const own = new Map(
    settlements
      .filter((one) => one.paymentId === payment.id && one.fromOn === payment.on_date)
      .map((one) => [one.chargeId, one.amount]),
  )
  if (own.size === 0) return []
  const named = await charges
    .where('charge.id', 'in', [...own.keys()])
    .orderBy('charge.from_on')
    .execute()
  return named.map((charge) => ({ ...charge, amount: own.get(charge.id) ?? 0 }))
}

/** Counts one printing; a reprint carries the same number. */
export function countPrint(desk: Desk, id: number): Promise<number> {
  return write(desk, async (writer) => {
    const receipt = await writer.tx.selectFrom('receipt').selectAll().where('id', '=', id).executeTakeFirst()
    if (!receipt) throw new DeskError('not-found', { entity: 'receipt', id })
    await writer.apply('receipt', { ...receipt }, { prints: receipt.prints + 1 })
    return receipt.prints + 1
  })
}
