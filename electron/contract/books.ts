import { z } from 'zod'
import { base, dateText, problem, saved, versioned } from './base.ts'
import { depositKinds, serviceEntryCategories, statementChannels, statementStates } from './bookWords.ts'
import { codesOf, paymentMethods } from './vocabulary.ts'

/** The accountant's books around the ledger. Amounts are integer fen; whether one is above zero is the service's rule. */
const amount = z.number().int()
const method = z.enum(codesOf(paymentMethods))
const text = (length: number) => z.string().trim().max(length)
const needed = (length: number) => z.string().trim().min(1).max(length)

/** Made once by the page for one record: sending it again answers with the same record. */
const requestKey = z.string().min(8).max(80)

/** A calendar month `YYYY-MM`. */
export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const movementKind = z.enum([
  'receipt',
  'reversal',
  'refund',
  'deposit',
  'deposit-back',
  'service',
  'service-reversal',
])
export const movementTotal = z.object({
  kind: movementKind,
  method,
  entries: z.number(),
  taken: amount,
  given: amount,
})
export type MovementTotalView = z.infer<typeof movementTotal>

/* Month close. */

export const booksState = z.object({
  /** Last closed day; null while nothing is closed. */
  closedThrough: z.string().nullable(),
  /** Month of the first fact of money, or null in an office without any. */
  firstMonth: z.string().nullable(),
  /** The month to close next; null where the month after the last closed one has not ended yet. */
  next: z.string().nullable(),
})

export const monthState = z.object({
  month: z.string(),
  closed: z.boolean(),
  /** True where it is open again after having been closed. */
  reopened: z.boolean(),
  /** A request to reopen it, or a month before it, waits for a decision. */
  reopeningAsked: z.boolean(),
  at: z.string().nullable(),
  actor: z.string().nullable(),
  /** What happened to it, the newest first. */
  actions: z.array(
    z.object({
      action: z.enum(['close', 'reopen']),
      at: z.string(),
      actor: z.string(),
      reason: z.string(),
    }),
  ),
})
export type MonthState = z.infer<typeof monthState>

/** What stands in the way of closing a month, and what only deserves a look. */
export const closingProblems = z.object({
  refusals: z.array(problem),
  warnings: z.array(problem),
})
export type ClosingProblems = z.infer<typeof closingProblems>

/* Shifts. */

/** Notes and coins in fen, the largest first. */
export const denominations = [10000, 5000, 2000, 1000, 500, 100, 50, 10] as const

/** How many of each, by the denomination in fen. */
export const cashCount = z.record(z.string(), z.number().int().min(0).max(100_000))
export type CashCount = z.infer<typeof cashCount>

/** What counted notes and coins come to, in fen. */
export function counted(counts: CashCount): number {
  return denominations.reduce((sum, value) => sum + value * (counts[String(value)] ?? 0), 0)
}

export const shiftView = z.object({
  id: z.number(),
  version: z.number(),
  cashierId: z.number(),
  cashier: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Receipts written in it, with the first and the last number. */
  receipts: z.number(),
  firstReceipt: z.string().nullable(),
  lastReceipt: z.string().nullable(),
  movements: z.array(movementTotal),
  /** Cash of this shift that was brought to the bank. */
  paidIn: amount,
  /** What the cashier's last shift left; null for a first one, or where that was not counted. */
  carriedCash: amount.nullable(),
  /** What the till began with; null until it is counted, where nothing is known to have been left. */
  openingCash: amount.nullable(),
  openingNote: z.string(),
  expectedCash: amount,
  countedCash: amount.nullable(),
  counts: cashCount.nullable(),
  note: z.string(),
})
export type ShiftView = z.infer<typeof shiftView>

export const openShiftFields = z.object({
  /** Null for what the last shift left. */
  counts: cashCount.nullable(),
  /** Says why another sum was counted than was left. */
  note: text(300),
})

export const closeShiftFields = z.object({
  /** Null where the cash could not be counted; a note then says why. */
  counts: cashCount.nullable(),
  note: text(500),
})

/* Cash book. */

export const cashBookView = z.object({
  movements: z.array(movementTotal),
  /** Cash brought to the bank within the days. */
  paidIn: amount,
  /** Cash that should be in the office at the end of the last day. */
  cashOnHand: amount,
})
export type CashBookView = z.infer<typeof cashBookView>

export const payInFields = z.object({
  onDate: dateText,
  amount,
  bank: text(60),
  slipNo: needed(40),
  /** The cash comes from one's own till: that of the open shift, or what the last one left in it. */
  fromShift: z.boolean(),
  note: text(300),
})

/* Deposits and money held for others. */

export const depositMoveKinds = ['return', 'deduct', 'pay-over'] as const
/** How money of a deposit goes out: back to who paid it, or over to those it is held for. */
export const depositBackKinds = ['return', 'pay-over'] as const

export const depositFields = z.object({
  unitId: z.number().int(),
  kind: z.enum(depositKinds),
  onDate: dateText,
  amount,
  method,
  payer: text(60),
  slipNo: text(40),
  /** For whom it is held, where it is held for others. */
  beneficiary: text(60),
  note: text(300),
})

export const depositBackFields = z.object({
  kind: z.enum(depositBackKinds),
  /** Goes out; 0 where all of it is kept. */
  amount,
  method,
  /** Is kept and not returned; the reason then says why. */
  deducted: amount,
  deductReason: text(300),
  reason: needed(300),
})

export const depositView = z.object({
  id: z.number(),
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  kind: z.enum(depositKinds),
  onDate: z.string(),
  amount,
  method,
  payer: z.string(),
  slipNo: z.string(),
  beneficiary: z.string(),
  note: z.string(),
  actor: z.string(),
  held: amount,
  /** What is held less what waits for approval: as much can be asked for. */
  left: amount,
  moves: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(depositMoveKinds),
      onDate: z.string(),
      amount,
      method,
      reason: z.string(),
      actor: z.string(),
      approver: z.string().nullable(),
    }),
  ),
  /** Requests that nobody has decided about. */
  waiting: z.array(
    depositBackFields.omit({ method: true }).extend({ id: z.number(), asked: z.string(), askedOn: z.string() }),
  ),
})
export type DepositView = z.infer<typeof depositView>

/* Invoices. */

export const receiptToInvoice = z.object({
  receiptId: z.number(),
  receiptNo: z.string(),
  onDate: z.string(),
  payer: z.string(),
  amount,
  invoiced: amount,
  /** What may still be invoiced. */
  left: amount,
})

export const invoiceFields = z.object({
  receiptNo: needed(40),
  number: needed(40),
  title: needed(120),
  taxNumber: text(40),
  onDate: dateText,
  amount,
  note: text(300),
})

export const redInvoiceFields = z.object({ number: needed(40), onDate: dateText, note: needed(300) })

/* Statements. */

const channel = z.enum(statementChannels)

/** What a line of a statement can belong to: money taken by receipt, or cash brought to the bank. */
export const statementTarget = z.object({ kind: z.enum(['receipt', 'cash-deposit']), id: z.number().int() })
export type StatementTarget = z.infer<typeof statementTarget>

export const statementCandidate = statementTarget.extend({
  onDate: z.string(),
  /** Receipt number, or that of the paying-in slip. */
  number: z.string(),
  party: z.string(),
  units: z.string(),
  amount,
})
export type StatementCandidate = z.infer<typeof statementCandidate>

/** Card payments of some days that a bank's line can be the settlement of, less the bank's fee. */
export const cardSettlement = z.object({
  from: z.string(),
  to: z.string(),
  /** Receipt numbers. */
  receipts: z.array(z.string()),
  sum: amount,
  fee: amount,
})
export type CardSettlement = z.infer<typeof cardSettlement>

export const statementLine = z.object({
  id: z.number(),
  version: z.number(),
  onDate: z.string(),
  reference: z.string(),
  counterparty: z.string(),
  amount,
  note: z.string(),
  state: z.enum(statementStates),
  explanation: z.string(),
  /** What it is matched with; one transfer may pay several receipts. */
  matched: z.array(statementCandidate),
  /** The only thing it can belong to by amount and date: one receipt, or all of one payer's of one day. */
  proposed: z.array(statementCandidate),
  /** The only card payments it can be the settlement of; said in words, for such a line is of many receipts. */
  cards: cardSettlement.nullable(),
})
export type StatementLine = z.infer<typeof statementLine>

export const statementScope = z.object({ channel, from: dateText, to: dateText })

export const statementView = z.object({
  lines: z.array(statementLine),
  /** Money taken by the channel's methods within the days that no line belongs to. */
  without: z.array(statementCandidate),
  totals: z.object({ lines: amount, matched: amount, explained: amount, open: amount, without: amount }),
})
export type StatementView = z.infer<typeof statementView>

/* Paid services and other income. */

export const serviceFields = z.object({
  onDate: dateText,
  category: z.enum(serviceEntryCategories),
  unitId: z.number().int().nullable(),
  income: amount,
  expense: amount,
  /** Null where no money moved with it. */
  method: method.nullable(),
  receiptNo: text(40),
  note: text(300),
})

export const serviceTotals = z.object({
  income: amount,
  expense: amount,
  byCategory: z.array(z.object({ category: z.enum(serviceEntryCategories), income: amount, expense: amount })),
})

const range = z.object({ from: dateText, to: dateText })

export const booksContract = {
  /** How far the books are closed. */
  state: base.output(booksState),
  /** Every month since the first fact, the newest first. */
  months: base.output(z.array(monthState)),
  problems: base.input(z.object({ month: monthText })).output(closingProblems),
  /** Closes a month and with it every day before; refused while something of it is unposted. */
  close: base.input(z.object({ month: monthText })).output(saved),
  /** Asks a manager to reopen a closed month, and the ones after it with it. */
  askReopen: base.input(z.object({ month: monthText, reason: needed(500) })).output(saved),

  /** One's own open shift, or null. */
  myShift: base.output(shiftView.nullable()),
  shift: base.input(z.object({ id: z.number().int() })).output(shiftView),
  /** What the last shift of one's own left in the till; null where nobody knows, or one is open. */
  leftCash: base.output(z.object({ left: amount.nullable() })),
  openShift: base.input(openShiftFields).output(saved),
  /** Counts what the till of an open shift began with. */
  countOpening: base.input(versioned.extend({ counts: cashCount, note: text(300) })).output(saved),
  closeShift: base.input(versioned.extend(closeShiftFields.shape)).output(saved),
  /** Records the count of a shift that was closed uncounted. */
  countShift: base.input(versioned.extend({ counts: cashCount, note: text(500) })).output(saved),

  cashBook: base.input(range.extend({ cashier: z.string().max(60).optional() })).output(cashBookView),
  payIn: base.input(payInFields).output(saved),

  takeDeposit: base.input(depositFields.extend({ requestKey })).output(saved),
  deposit: base.input(z.object({ id: z.number().int() })).output(depositView),
  /** Asks for a deposit, or a part of it, to go back; somebody else decides. `left` is what the clerk saw. */
  askDepositBack: base.input(depositBackFields.extend({ id: z.number().int(), left: amount })).output(saved),
  depositsHeld: base.input(z.object({ asOf: dateText })).output(
    z.object({
      total: amount,
      byKind: z.array(z.object({ kind: z.enum(depositKinds), count: z.number(), held: amount })),
    }),
  ),

  receiptToInvoice: base.input(z.object({ receiptNo: text(40) })).output(receiptToInvoice),
  addInvoice: base.input(invoiceFields).output(saved),
  /** A red-letter invoice over the whole of an earlier one. */
  redInvoice: base.input(redInvoiceFields.extend({ id: z.number().int() })).output(saved),

  statement: base.input(statementScope).output(statementView),
  /** Says what a line is: together the targets come to its amount. */
  match: base.input(versioned.extend({ targets: z.array(statementTarget).min(1).max(500) })).output(saved),
  /** Accepts every proposal of the days. */
  matchProposed: base.input(statementScope).output(z.object({ matched: z.number() })),
  explain: base.input(versioned.extend({ explanation: needed(300) })).output(saved),
  /** Takes a match or an explanation back. */
  unmatch: base.input(versioned).output(saved),

  addService: base.input(serviceFields.extend({ requestKey })).output(saved),
  reverseService: base.input(z.object({ id: z.number().int(), reason: needed(300) })).output(saved),
  serviceTotals: base
    .input(range.partial().extend({ category: z.enum(serviceEntryCategories).optional() }))
    .output(serviceTotals),
}
