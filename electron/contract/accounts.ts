import { z } from 'zod'
import { base, dateText } from './base.ts'

/** The accountant's workbooks, in the order they are offered. */
export const workbookIds = [
  'fee-summary',
  'fee-ledger',
  'payments-detail',
  'daily-cash',
  'arrears-detail',
  'discounts-detail',
  'prepayments',
  'reversals-and-refunds',
  'meter-charges',
  'other-income',
  'visit-summary',
  'survey-summary',
  'return-summary',
] as const
export type WorkbookId = (typeof workbookIds)[number]

/** Which workbook: of a year, as of a day (31 December or today without one), of one 区域 or of all. */
export const workbookScope = z.object({
  workbook: z.enum(workbookIds),
  year: z.number().int().min(1990).max(2199),
  asOf: dateText.optional(),
  area: z.number().int().optional(),
})

/**
 * `money` integer fen · `area` and `quantity` integer hundredths · `choice` the code name of a word under `choices`, a
 * key of the catalogue · `ratio` two sides.
 */
export const accountColumnKind = z.enum(['text', 'count', 'quantity', 'money', 'area', 'date', 'choice', 'ratio'])
export type AccountColumnKind = z.infer<typeof accountColumnKind>

export const accountCell = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.object({ numerator: z.number(), denominator: z.number() }),
])
export type AccountCell = z.infer<typeof accountCell>

/** A column as a page shows it; its words are `accounts:columns.<name>`, of a month where one is given. */
export const accountColumn = z.object({
  id: z.string(),
  name: z.string(),
  month: z.number().nullable(),
  kind: accountColumnKind,
  choices: z.string().nullable(),
})

/** What a total is compared with: the same total of another workbook, or a figure of the yearly summary. */
export const checkSource = z.union([
  z.object({ workbook: z.enum(workbookIds) }),
  z.object({ figure: z.string(), label: z.object({ zh: z.string(), en: z.string() }), year: z.number() }),
])

/** One line of the reconciliation; `ours` and `theirs` are fen or counts and must be equal. */
export const accountCheck = z.object({
  id: z.string(),
  unit: z.enum(['money', 'count']),
  source: checkSource,
  ours: z.number(),
  theirs: z.number(),
})
export type AccountCheck = z.infer<typeof accountCheck>

/** Rows shown on screen of each sheet; the workbook has all of them. */
export const previewRows = 50

export const workbookView = z.object({
  workbook: z.enum(workbookIds),
  year: z.number(),
  asOf: z.string(),
  sheets: z.array(
    z.object({
      id: z.string(),
      columns: z.array(accountColumn),
      rows: z.array(z.array(accountCell)),
      /** How many rows there are in all. */
      total: z.number(),
      /** Sums of all rows, under the columns that are added up. */
      totals: z.array(accountCell),
    }),
  ),
})
export type WorkbookView = z.infer<typeof workbookView>

export const accountsContract = {
  /** A workbook's first rows, and the totals of all its rows. */
  view: base.input(workbookScope).output(workbookView),
  /** How its totals agree with the other workbooks and with the figures. */
  checks: base.input(workbookScope).output(z.object({ checks: z.array(accountCheck) })),
}

/** Checks made of each of several kinds are named `check:kind`; here stand the catalogue keys of the kinds' words. */
export const checkParts: Readonly<Record<string, string>> = {
  receivable: 'vocabulary:occupancy',
  received: 'accounts:part',
  closing: 'accounts:rateGroup',
  householdsPaid: 'accounts:rateGroup',
  householdsBilled: 'accounts:rateGroup',
  method: 'vocabulary:paymentMethod',
  cashBook: 'vocabulary:paymentMethod',
  age: 'vocabulary:ageBand',
  income: 'vocabulary:serviceCategory',
  sheets: 'accounts:columns',
}

/** What a check is called, in the words of a catalogue. */
export function checkName(id: string, words: (key: string, params?: Record<string, string>) => string): string {
  const [check = '', part] = id.split(':')
  if (part === undefined) return words(`accounts:checks.${check}`)
  return words('accounts:checkOf', {
    check: words(`accounts:checks.${check}`),
    part: words(`${checkParts[check]}.${part}`),
  })
}
