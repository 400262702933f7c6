import { z } from 'zod'
import { base, dateText, saved } from './base.ts'
import { accountView } from './fees.ts'
import { largestAmount } from './money.ts'
import { codesOf, paymentMethods, paymentSources } from './vocabulary.ts'

const fen = z.number().int()
/** An amount of money that can be taken: integer fen, above zero. */
const amount = fen.min(1).max(largestAmount)
const method = z.enum(codesOf(paymentMethods))
const source = z.enum(codesOf(paymentSources))

/** One unit and item on a receipt. */
const receiptLine = z.object({
  unitId: z.number().int(),
  itemId: z.number().int(),
  amount,
  /** For whose debt it is; with null it settles whatever is oldest, whoever owes it. */
  debtorId: z.number().int().nullable(),
  /** Chosen charges; what is left settles the oldest and then stays as prepayment. */
  choices: z.array(z.object({ chargeId: z.number().int(), amount })).max(500),
})

export const takeInput = z.object({
  /** Made once by the page for one receipt: sending it again answers with the same receipt. */
  requestKey: z.string().min(8).max(80),
  onDate: dateText,
  payer: z.string().trim().max(60),
  payerId: z.number().int().nullable(),
  source,
  /** How it was paid; the sum is that of the lines. */
  methods: z.array(z.object({ method, amount })).min(1).max(5),
  /** Cash handed over, where there was cash. */
  tendered: amount.nullable(),
  note: z.string().trim().max(300),
  lines: z.array(receiptLine).min(1).max(100),
  /** What the page showed as owed, by unit: another amount by now is refused, because somebody else may have taken it. */
  shown: z
    .array(z.object({ unitId: z.number().int(), owed: fen }))
    .max(100)
    .default([]),
  /** Late-payment penalties taken with it, by unit. */
  penalties: z.array(z.object({ unitId: z.number().int(), amount })).max(50),
})
export type TakeInput = z.infer<typeof takeInput>

export const receiptView = z.object({
  id: z.number(),
  version: z.number(),
  receiptNo: z.string(),
  onDate: z.string(),
  payer: z.string(),
  cashier: z.string(),
  note: z.string(),
  prints: z.number(),
  amount: fen,
  /** 大写金额. */
  words: z.string(),
  tendered: fen.nullable(),
  change: fen,
  reversedOn: z.string().nullable(),
  /** Reason of the reversal. */
  reversed: z.string().nullable(),
  /** A request to reverse it waits for approval. */
  asked: z.boolean(),
  /** Invoices that no red-letter one has taken back: they stand in the way of a reversal. */
  invoices: z.array(z.object({ number: z.string(), onDate: z.string(), amount: fen })),
  methods: z.array(z.object({ method, amount: fen })),
  lines: z.array(
    z.object({
      paymentId: z.number(),
      unitId: z.number(),
      unit: z.string(),
      area: z.string(),
      itemId: z.number(),
      item: z.string(),
      amount: fen,
      source,
      method,
      /** What it settled on its day. */
      settled: z.array(z.object({ chargeId: z.number(), fromOn: z.string(), toOn: z.string(), amount: fen })),
      /** What it left in advance on its day. */
      advance: fen,
      /** What it still holds in advance today: as much can be refunded. */
      refundable: fen,
      refunded: fen,
    }),
  ),
})
export type ReceiptView = z.infer<typeof receiptView>

/** How a late-payment penalty comes about. */
const penaltyParts = z.object({
  /** The daily rate, in 0.000001 of what is owed. */
  perDayE6: z.number().int(),
  /** By charge, the oldest first: what was owed for how many days, and what that comes to, never above the cap. */
  lines: z.array(
    z.object({
      chargeId: z.number(),
      spans: z.array(z.object({ fromOn: z.string(), days: z.number().int(), amount: fen })),
      amount: fen,
      isCapped: z.boolean(),
    }),
  ),
  /** Of all of it, what has become a charge already, and what was waived. */
  taken: fen,
  waived: fen,
})
export type PenaltyParts = z.infer<typeof penaltyParts>

/** What can be collected from a household: its units, or a person's. */
export const dueView = z.object({
  payer: z.string(),
  payerId: z.number().nullable(),
  units: z.array(
    z.object({
      unitId: z.number(),
      unit: z.string(),
      area: z.string(),
      /** Who pays for the unit now: the owner, or the developer before the handover. */
      owner: z.string().nullable(),
      ownerId: z.number().nullable(),
      account: accountView,
      /** Penalty accrued and not yet taken or waived, as of the day. */
      penalty: fen,
      penaltyFrom: penaltyParts,
      /** Months paid in advance beyond which the office's rule warns; 0 for no cap. */
      prepayCapMonths: z.number(),
      /** The management item of the unit, for money taken in advance where nothing is charged yet. */
      items: z.array(z.object({ itemId: z.number(), item: z.string(), monthly: fen.nullable() })),
    }),
  ),
})
export type DueView = z.infer<typeof dueView>

export const counterContract = {
  /** What a unit, or all units of a person, owe today and could pay in advance. */
  due: base
    .input(
      z.object({
        unitId: z.number().int().optional(),
        personId: z.number().int().optional(),
        asOf: dateText.optional(),
      }),
    )
    .output(dueView),
  /** Takes money and issues a receipt. */
  take: base.input(takeInput).output(z.object({ id: z.number(), receiptNo: z.string(), repeated: z.boolean() })),
  receipt: base.input(z.object({ id: z.number().int() })).output(receiptView),
  /** The receipt goes to the printer: counted. */
  printed: base.input(z.object({ id: z.number().int() })).output(z.object({ prints: z.number() })),
  askReversal: base.input(z.object({ receiptId: z.number().int(), reason: z.string().trim().max(500) })).output(saved),
  askRefund: base
    .input(
      z.object({
        paymentId: z.number().int(),
        amount,
        method,
        payee: z.string().trim().max(60),
        reason: z.string().trim().max(500),
      }),
    )
    .output(saved),
  askPenaltyWaiver: base
    .input(z.object({ unitId: z.number().int(), amount, reason: z.string().trim().max(500) }))
    .output(saved),
  /** What a unit owed on a day and why. */
  account: base.input(z.object({ unitId: z.number().int(), asOf: dateText.optional() })).output(accountView),
}
