import type { TakeInput } from '../../contract/counter.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import { discountedSoFar } from '../billing/discounts.ts'
import { insertCharge } from '../billing/run.ts'
import { currentShift } from '../books/shifts.ts'
import type { Desk, Tx } from '../context.ts'
import { estateProblems } from '../fees/estateDay.ts'
import { owedByUnit, owedOf } from '../fees/ledger.ts'
import { rebuild } from '../fees/store.ts'
import { readSettings } from '../settings/index.ts'
import { penaltyDue } from './penalty.ts'

/**
 * Takes money and issues a receipt with the next number of its book and year, in one transaction.
 * Sent a second time with the same key (a double click, a lost answer) it answers with the receipt of the first.
 * @throws DeskError `receipt-invalid` with the field concerned; `receipt-taken-already` for other money with that key
 */
export function takePayment(
  desk: Desk,
  input: TakeInput,
): Promise<{ id: number; receiptNo: string; repeated: boolean }> {
  return write(desk, async (writer) => {
    const before = await writer.tx
      .selectFrom('receipt')
      .select(['id', 'receipt_no'])
      .where('request_key', '=', input.requestKey)
      .executeTakeFirst()
    if (before) {
      await refuseOther(writer.tx, before, input)
      return { id: before.id, receiptNo: before.receipt_no, repeated: true }
    }
    const problems = [
      ...sumProblems(input),
      ...(await dateProblems(writer.tx, desk, input.onDate)),
      ...(await changedSince(writer.tx, desk, input)),
      ...twice(input),
    ]
    for (const id of new Set([input.payerId, ...input.lines.map((line) => line.debtorId)])) {
      if (id !== null) await refuseUnknownPerson(writer.tx, id)
    }
    for (const [index, line] of input.lines.entries()) {
      problems.push(...(await lineProblems(writer.tx, line, index, input.onDate)))
    }
    if (problems.length > 0) throw new DeskError('receipt-invalid', {}, problems)
    const lines = [...input.lines, ...(await postPenalties(writer, desk, input))]
    const { id, receiptNo } = await issueReceipt(writer, desk, input)
    await insertPayments(writer, input, lines, id)
    await rebuild(writer.tx, lines, input.onDate)
    return { id, receiptNo, repeated: false }
  })
}

type Line = TakeInput['lines'][number]

/** Other money must not vanish behind the receipt of the first try: the clerk would believe that it is booked. */
async function refuseOther(
  tx: Tx,
  before: { readonly id: number; readonly receipt_no: string },
  { onDate, lines, penalties }: TakeInput,
): Promise<void> {
  const booked = await tx
    .selectFrom('payment')
    .select(['unit_id', 'on_date', 'amount'])
    .where('receipt_id', '=', before.id)
    .execute()
  const sums = (rows: readonly { readonly unitId: number; readonly amount: number }[]) =>
    [...Map.groupBy(rows, (row) => row.unitId)]
      .map(([unitId, own]) => `${unitId}:${own.reduce((sum, row) => sum + row.amount, 0)}`)
      .sort()
      .join()
  const was = booked.map((row) => ({ unitId: row.unit_id, amount: row.amount }))
  if (booked[0]?.on_date === onDate && sums(was) === sums([...lines, ...penalties])) return
  const amount = yuanText(was.reduce((sum, row) => sum + row.amount, 0))
  throw new DeskError('receipt-taken-already', { number: before.receipt_no, amount })
}

async function refuseUnknownPerson(tx: Tx, id: number): Promise<void> {
  const person = await tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  if (!person) throw new DeskError('not-found', { entity: 'person', id })
}

/** Lines, methods and cash handed over must agree. */
function* sumProblems(input: TakeInput): Generator<Problem> {
  const lines = [...input.lines, ...input.penalties].reduce((sum, line) => sum + line.amount, 0)
  const methods = input.methods.reduce((sum, one) => sum + one.amount, 0)
  if (lines !== methods) {
    yield { code: 'methods-differ', field: 'methods', params: { lines: lines / 100, methods: methods / 100 } }
  }
  const cash = input.methods.filter((one) => one.method === 'cash').reduce((sum, one) => sum + one.amount, 0)
  if (input.tendered !== null && input.tendered < cash) {
    yield {
      code: 'tendered-too-little',
      field: 'tendered',
      params: { cash: cash / 100, tendered: input.tendered / 100 },
    }
  }
}

async function dateProblems(tx: Tx, desk: Desk, onDate: DateText): Promise<Problem[]> {
  const today = desk.clock.today()
  if (onDate > today) return [{ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } }]
  return estateProblems(tx, onDate)
}

/** A charge is chosen once on a receipt, and a unit's penalty taken once. */
function* twice(input: TakeInput): Generator<Problem> {
  const charges = input.lines.flatMap((line) => line.choices.map((choice) => choice.chargeId))
  if (new Set(charges).size < charges.length) yield { code: 'charge-chosen-twice', field: 'lines' }
  const units = input.penalties.map((penalty) => penalty.unitId)
  if (new Set(units).size < units.length) yield { code: 'penalty-taken-today', field: 'penalties' }
}

/** What was owed when the page was opened is not owed any more: the money may have been taken at another window. */
async function changedSince(tx: Tx, desk: Desk, input: TakeInput): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { unitId, owed } of input.shown) {
    const unit = await tx
      .selectFrom('unit')
      .select(['unit.display', owedByUnit(desk.clock.today()).as('owed')])
      .where('unit.id', '=', unitId)
      .executeTakeFirst()
    if (!unit || unit.owed === owed) continue
    const params = { unit: unit.display, shown: owed / 100, now: unit.owed / 100 }
    problems.push({ code: 'due-changed', field: 'lines', params })
  }
  return problems
}

/** A line's unit and item exist, its chosen charges are its own and its debtor's, and none is paid beyond what is left. */
async function lineProblems(tx: Tx, line: Line, index: number, onDate: DateText): Promise<Problem[]> {
  const field = `lines.${index}`
  const unit = await tx.selectFrom('unit').select('id').where('id', '=', line.unitId).executeTakeFirst()
  const item = await tx.selectFrom('fee_item').select('id').where('id', '=', line.itemId).executeTakeFirst()
  if (!unit || !item) {
    throw new DeskError(
      'not-found',
      unit ? { entity: 'fee_item', id: line.itemId } : { entity: 'unit', id: line.unitId },
    )
  }
  const problems: Problem[] = []
  const chosen = line.choices.reduce((sum, choice) => sum + choice.amount, 0)
  if (chosen > line.amount) {
    problems.push({ code: 'choices-exceed-line', field, params: { chosen: chosen / 100, amount: line.amount / 100 } })
  }
  for (const choice of line.choices) {
    const charge = await tx.selectFrom('charge').selectAll().where('id', '=', choice.chargeId).executeTakeFirst()
    if (!charge) throw new DeskError('not-found', { entity: 'charge', id: choice.chargeId })
    const period = `${charge.from_on} – ${charge.to_on}`
    if (charge.unit_id !== line.unitId || charge.item_id !== line.itemId) {
      problems.push({ code: 'charge-not-of-line', field, params: { period } })
      continue
    }
    const isDevelopers = charge.debtor_kind === 'developer'
    const isOthers = isDevelopers || (charge.debtor_id !== null && charge.debtor_id !== line.debtorId)
    if (line.debtorId !== null && isOthers) {
      problems.push({ code: 'charge-of-other-debtor', field, params: { period } })
      continue
    }
    if (charge.reversed_on !== null || charge.published_on > onDate) {
      problems.push({ code: 'charge-not-standing', field, params: { period } })
      continue
    }
    const left = await leftOf(tx, charge, onDate)
    if (choice.amount > left) {
      const params = { period, amount: choice.amount / 100, left: left / 100 }
      problems.push({ code: left === 0 ? 'charge-settled' : 'choice-exceeds-charge', field, params })
    }
  }
  return problems
}

/** What can still be paid on a charge: what is owed where it is due, else what is neither discounted nor kept for it. */
async function leftOf(
  tx: Tx,
  charge: { id: number; unit_id: number; item_id: number; due_on: DateText; published_on: DateText; amount: number },
  onDate: DateText,
): Promise<number> {
  if (charge.due_on <= onDate && charge.published_on <= onDate) return owedOf(tx, charge, onDate)
  const kept = await tx
    .selectFrom('payment_choice')
    .innerJoin('payment', 'payment.id', 'payment_choice.payment_id')
    .select((of) => of.fn.coalesce(of.fn.sum<number>('payment_choice.amount'), of.lit(0)).as('amount'))
    .where('payment_choice.charge_id', '=', charge.id)
    .where('payment.reversed_on', 'is', null)
    .executeTakeFirstOrThrow()
  return Math.max(0, charge.amount - (await discountedSoFar(tx, charge.id)) - kept.amount)
}

/** A penalty that is taken becomes a charge of its own on that day, paid at once. */
async function postPenalties(writer: AuditedWriter, desk: Desk, input: TakeInput): Promise<Line[]> {
  if (input.penalties.length === 0) return []
  const { billing } = await readSettings(writer.tx)
  const item = await writer.tx
    .selectFrom('fee_item')
    .select('id')
    .where('kind', '=', 'penalty')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const lines: Line[] = []
  for (const { unitId, amount } of input.penalties) {
    const due = await penaltyDue(writer.tx, unitId, input.onDate, billing, desk.clock.zone)
    if (amount > due) {
      throw new DeskError('receipt-invalid', {}, [
        {
          code: 'penalty-exceeds-accrued',
          field: 'penalties',
          params: { amount: yuanText(amount), due: yuanText(due) },
        },
      ])
    }
    const today = await writer.tx
      .selectFrom('charge')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('item_id', '=', item.id)
      .where('from_on', '=', input.onDate)
      .where('reversed_on', 'is', null)
      .executeTakeFirst()
    if (today) throw new DeskError('receipt-invalid', {}, [{ code: 'penalty-taken-today', field: 'penalties' }])
    const chargeId = await insertCharge(writer, {
      unit_id: unitId,
      item_id: item.id,
      from_on: input.onDate,
      to_on: input.onDate,
      due_on: input.onDate,
      published_on: input.onDate,
      amount,
      debtor_kind: 'owner',
      debtor_id: null,
      run_id: null,
      reasoning: null,
      replaces_id: null,
      reversed_on: null,
    })
    lines.push({ unitId, itemId: item.id, amount, debtorId: null, choices: [{ chargeId, amount }] })
  }
  return lines
}

/** Numbers have no gaps: the next one is taken inside the transaction that writes the receipt, or not at all. */
async function issueReceipt(
  writer: AuditedWriter,
  desk: Desk,
  input: TakeInput,
): Promise<{ id: number; receiptNo: string }> {
  const { receiptBook: book } = await readSettings(writer.tx)
  const year = Number(desk.clock.today().slice(0, 4))
  const last = await writer.tx
    .selectFrom('receipt')
    .select((of) => of.fn.max('number').as('number'))
    .where('book', '=', book)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  const number = (last.number ?? 0) + 1
  const receiptNo = `${book}${year}-${String(number).padStart(6, '0')}`
  const taken = await writer.tx
    .selectFrom('receipt')
    .select('id')
    .where('receipt_no', '=', receiptNo)
    .executeTakeFirst()
  if (taken) throw new DeskError('receipt-number-taken', { number: receiptNo })
  const id = await writer.insert('receipt', {
    receipt_no: receiptNo,
    book,
    year,
    number,
    on_date: input.onDate,
    payer: input.payer,
    payer_id: input.payerId,
    cashier_id: desk.actor.id,
    cashier: desk.actor.name,
    tendered: input.tendered,
    shift_id: await currentShift(writer, desk),
    request_key: input.requestKey,
    at: desk.clock.now().toISOString(),
    note: input.note,
    prints: 0,
  })
  return { id, receiptNo }
}

/** Each line is paid by the methods in their order: where one runs out inside a line, the line becomes two payments. */
async function insertPayments(
  writer: AuditedWriter,
  input: TakeInput,
  lines: readonly Line[],
  receiptId: number,
): Promise<void> {
  const methods = input.methods.map((one) => ({ ...one }))
  for (const line of lines) {
    const choices = line.choices.map((choice) => ({ ...choice }))
    for (let left = line.amount; left > 0; ) {
      const method = methods.find((one) => one.amount > 0)
      if (!method) throw new Error('methods run out before the lines do')
      const amount = Math.min(left, method.amount)
      const id = await writer.insert('payment', {
        receipt_id: receiptId,
        unit_id: line.unitId,
        item_id: line.itemId,
        on_date: input.onDate,
        amount,
        source: input.source,
        method: method.method,
        debtor_id: line.debtorId,
        reversed_on: null,
      })
      let free = amount
      for (const choice of choices) {
        const chosen = Math.min(choice.amount, free)
        if (chosen === 0) continue
        await writer.insert(
          'payment_choice',
          { payment_id: id, charge_id: choice.chargeId, amount: chosen },
          { unitId: line.unitId },
        )
        choice.amount -= chosen
        free -= chosen
      }
      method.amount -= amount
      left -= amount
    }
  }
}
