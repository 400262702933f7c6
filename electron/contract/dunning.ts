import { z } from 'zod'
import { ageBandIds } from './ageBands.ts'
import { amountField } from './amountField.ts'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { type DateText, daysBetween } from './dates.ts'
import { accountView } from './fees.ts'
import { lists } from './lists.ts'
import {
  contactOutcomes,
  contactWays,
  type LegalState,
  legalStates,
  limitationStates,
  promiseStates,
} from './vocabulary.ts'

/** Which state of a legal case may follow which; 结案 may come at any time. */
export const legalTransitions: Readonly<Record<LegalState, readonly LegalState[]>> = {
  demand: ['demand', 'suit', 'mediation', 'closed'],
  suit: ['mediation', 'enforcement', 'closed'],
  mediation: ['suit', 'enforcement', 'closed'],
  enforcement: ['closed'],
  closed: [],
}

/** Fen, above zero, at most 100 million yuan. */
const amount = amountField()
const note = z.string().trim().max(500)

/** Ways a clerk records; a notice writes its own line when it is issued. */
export const spokenWays = ['phone', 'visit', 'sms'] as const

export const contactFields = z.object({
  onDate: dateText,
  way: z.enum(spokenWays),
  outcome: z.enum(['reached', 'promised', 'refused', 'not-reached']),
  person: z.string().trim().max(60),
  note,
  promiseOn: optionalDate,
  promiseAmount: amount.nullable(),
  /** There is proof that payment was demanded: a recording, a signed slip, a message kept. */
  documented: z.boolean(),
})
export type ContactFields = z.infer<typeof contactFields>

export const noticeFields = z.object({ title: z.string().trim().min(1).max(40), payBy: dateText })

/** Which units: those a filter of the arrears list finds, or of these only the ticked ones. The day is always today. */
const chosen = z.object({
  filter: lists.arrears.filter.omit({ asOf: true }),
  unitIds: z.array(z.number().int()).min(1).max(5000).optional(),
})
export type ChosenUnits = z.infer<typeof chosen>

const noticeLine = z.object({
  item: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  dueOn: z.string(),
  /** Charged, and still owed of it, fen. */
  amount: z.number(),
  owed: z.number(),
})
export type NoticeLine = z.infer<typeof noticeLine>

/** A notice as it was issued: later payments do not change it. */
export const noticeSheet = z.object({
  id: z.number(),
  version: z.number(),
  noticeNo: z.string(),
  unitId: z.number(),
  area: z.string(),
  unit: z.string(),
  /** '' where nobody is on record by name. */
  addressee: z.string(),
  debtorKind: z.enum(['owner', 'tenant', 'developer']),
  issuedOn: z.string(),
  asOf: z.string(),
  title: z.string(),
  payBy: z.string(),
  amount: z.number(),
  lines: z.array(noticeLine),
  prints: z.number(),
  cancelledOn: z.string().nullable(),
  cancelReason: z.string().nullable(),
})
export type NoticeSheet = z.infer<typeof noticeSheet>

export const caseFields = z.object({
  unitId: z.number().int(),
  debtor: z.string().trim().max(60),
  openedOn: dateText,
  amount,
  court: z.string().trim().max(80),
  note,
})
export const stepFields = z.object({
  onDate: dateText,
  state: z.enum(legalStates),
  /** Whether it interrupts the limitation period. */
  interrupts: z.boolean(),
  /** Where the case lies from now on: known only once it is filed. Left out, it stays where it was. */
  court: z.string().trim().max(80).optional(),
  note,
})

/** How much of a charge is to be given up, in fen. */
const writeOffWish = z.object({ chargeId: z.number().int(), amount })
export type WriteOffWish = z.infer<typeof writeOffWish>

const limitation = z.object({
  itemId: z.number(),
  item: z.string(),
  debtor: z.string().nullable(),
  dueOn: z.string(),
  /** Since when the three years run, and what made them run anew; null: the due date itself. */
  startedOn: z.string(),
  by: z.enum(['demand', 'promise', 'payment', 'legal']).nullable(),
  endsOn: z.string(),
  state: z.enum(limitationStates),
})
export type LimitationView = z.infer<typeof limitation>

const legalStep = z.object({
  id: z.number(),
  onDate: z.string(),
  state: z.enum(legalStates),
  interrupts: z.boolean(),
  note: z.string(),
  actor: z.string(),
})
export const legalCase = z.object({
  id: z.number(),
  version: z.number(),
  debtor: z.string(),
  state: z.enum(legalStates),
  openedOn: z.string(),
  amount: z.number(),
  court: z.string(),
  note: z.string(),
  steps: z.array(legalStep),
})
export type LegalCaseView = z.infer<typeof legalCase>

const contactLine = z.object({
  id: z.number(),
  version: z.number(),
  onDate: z.string(),
  way: z.enum(contactWays),
  outcome: z.enum(contactOutcomes),
  person: z.string(),
  note: z.string(),
  promiseOn: z.string().nullable(),
  promiseAmount: z.number().nullable(),
  /** Worked out from what has been paid since. */
  promiseState: z.enum(promiseStates).nullable(),
  documented: z.boolean(),
  noticeNo: z.string().nullable(),
  actor: z.string(),
  /** The reader recorded it or keeps the books, and no notice wrote it. */
  mayStrike: z.boolean(),
  /** Entered wrongly: it counts for nothing from that day on. */
  struckOn: z.string().nullable(),
  struckReason: z.string().nullable(),
  struckBy: z.string().nullable(),
})
export type ContactLine = z.infer<typeof contactLine>

/** What a unit owes, why, and all that was done about it: the card, and the evidence for a court. */
export const unitArrears = z.object({
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  areaCenti: z.number(),
  owners: z.string().nullable(),
  phone: z.string().nullable(),
  account: accountView,
  limitations: z.array(limitation),
  contacts: z.array(contactLine),
  notices: z.array(noticeSheet),
  /** Charges whose write-off somebody has asked for and nobody has decided about. */
  writeOffsAsked: z.array(z.number()),
  cases: z.array(legalCase),
  payments: z.array(
    z.object({
      id: z.number(),
      receiptNo: z.string(),
      onDate: z.string(),
      item: z.string(),
      payer: z.string(),
      method: z.enum(['cash', 'transfer', 'wechat', 'alipay', 'pos']),
      amount: z.number(),
      reversedOn: z.string().nullable(),
    }),
  ),
})
export type UnitArrears = z.infer<typeof unitArrears>

const ageing = z.array(z.object({ band: z.enum(ageBandIds), units: z.number(), amount: z.number() }))

export const arrearsTotals = z.object({
  asOf: z.string(),
  units: z.number(),
  owed: z.number(),
  /** All six ages of the filter, whatever age it chooses. */
  ageing,
})
export type ArrearsTotals = z.infer<typeof arrearsTotals>

const wayResult = z.object({
  way: z.enum(contactWays),
  contacts: z.number(),
  reached: z.number(),
  promised: z.number(),
  /** Contacts that a payment followed within 30 days, each payment counted for the last contact before it. */
  followed: z.number(),
  amount: z.number(),
})
export type WayResult = z.infer<typeof wayResult>

export const duePromises = z.object({
  count: z.number(),
  amount: z.number(),
  rows: z.array(
    z.object({
      contactId: z.number(),
      unitId: z.number(),
      unit: z.string(),
      person: z.string(),
      promiseOn: z.string(),
      promiseAmount: z.number(),
    }),
  ),
})
export type DuePromises = z.infer<typeof duePromises>

/** Days after a promised day within which the money still keeps the promise. */
export const promiseGraceDays = 3

export const dunningContract = {
  /** What the units of a filter owe in all, and how old it is. */
  totals: base.input(z.object({ filter: lists.arrears.filter })).output(arrearsTotals),
  /** Fee items, for the filter of the list. */
  items: base.output(z.array(z.object({ id: z.number(), name: z.string() }))),
  unit: base.input(z.object({ unitId: z.number().int(), asOf: dateText.optional() })).output(unitArrears),
  /** What issuing would do: a notice for each debtor of each unit, without those that had one today. */
  previewNotices: base.input(chosen).output(
    z.object({
      asOf: z.string(),
      units: z.number(),
      notices: z.number(),
      amount: z.number(),
      /** Left out: a notice was issued to them today. */
      already: z.number(),
      firstNo: z.string(),
    }),
  ),
  issueNotices: base
    .input(chosen.extend({ fields: noticeFields }))
    .output(z.object({ batchId: z.number(), notices: z.number(), amount: z.number() })),
  batches: base.output(
    z.array(
      z.object({
        id: z.number(),
        issuedOn: z.string(),
        title: z.string(),
        notices: z.number(),
        amount: z.number(),
        actor: z.string(),
      }),
    ),
  ),
  /** The notices of a batch in the order of the houses, or one alone. */
  sheets: base
    .input(z.union([z.object({ batchId: z.number().int() }), z.object({ noticeId: z.number().int() })]))
    .output(z.array(noticeSheet)),
  /** Counts a print of each. */
  printed: base
    .input(z.object({ noticeIds: z.array(z.number().int()).min(1).max(5000) }))
    .output(z.object({ printed: z.number() })),
  cancelNotice: base.input(versioned.extend({ reason: z.string().trim().min(1).max(500) })).output(saved),
  addContact: base.input(contactFields.extend({ unitId: z.number().int() })).output(saved),
  /** Strikes out a contact that was entered wrongly. */
  strikeContact: base.input(versioned.extend({ reason: z.string().trim().min(1).max(500) })).output(saved),
  /** Promises whose day has come and that are not kept yet. */
  duePromises: base.output(duePromises),
  /** What each way of contact brought in a period. */
  results: base.input(z.object({ from: dateText, to: dateText })).output(z.array(wayResult)),
  openCase: base.input(caseFields).output(saved),
  addStep: base.input(versioned.extend(stepFields.shape)).output(saved),
  /** Asks for what is owed of charges of one unit to be written off; somebody else decides, on all of them at once. */
  askWriteOff: base
    .input(z.object({ charges: z.array(writeOffWish).min(1).max(500), reason: z.string().trim().min(1).max(500) }))
    .output(saved),
}

/** How many days are left before the three years end; below zero once they have. */
export function daysLeft(endsOn: DateText, today: DateText): number {
  return daysBetween(today, endsOn)
}
