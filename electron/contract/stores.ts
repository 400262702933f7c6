import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, saved, versioned } from './base.ts'
import { roundFen } from './money.ts'
import { stockCountStates, stockKinds } from './storeWords.ts'

/** Integer hundredths of the item's unit, above zero: at most a million. */
const quantity = hundredthsField(1, 100_000_000)
/** 0.0001 yuan for one. */
const price = z.number().int().min(0).max(10_000_000_000)

export const stockItemFields = z.object({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(60),
  specification: z.string().trim().max(60),
  unitName: z.string().trim().min(1).max(10),
  bin: z.string().trim().max(30),
  category: z.string().trim().max(30),
  /** Less than this is too little; null where nobody watches it. */
  minimum: hundredthsField(0, 100_000_000).nullable(),
})
export type StockItemFields = z.infer<typeof stockItemFields>

export const stockItem = stockItemFields.extend({
  id: z.number(),
  version: z.number(),
  // Whatever an import has stored is shown.
  unitName: z.string(),
  archivedOn: z.string().nullable(),
  /** What is there today, and what it is worth in fen. */
  quantity: z.number(),
  value: z.number(),
  /** Of the last receipt that stands; null where there was none. */
  lastPrice: z.number().nullable(),
})
export type StockItem = z.infer<typeof stockItem>

/** Fen of a quantity at a price for one, rounded once, half up. */
export function stockAmount(quantityCenti: number, priceOfOne: number): number {
  const numerator = BigInt(quantityCenti) * BigInt(priceOfOne)
  return roundFen({ numerator, denominator: 10_000n }, 'fen', 'half-up')
}

/** Price for one, in 0.0001 yuan rounded half up, of a quantity that is worth so many fen; null of nothing. */
export function averagePrice(value: number, quantityCenti: number): number | null {
  if (quantityCenti === 0) return null
  return Number((BigInt(value) * 20_000n + BigInt(quantityCenti)) / (BigInt(quantityCenti) * 2n))
}

const requestKey = z.string().min(8).max(60)
const text = (longest: number) => z.string().trim().max(longest)

export const receiptFields = z.object({
  onDate: dateText,
  supplier: text(60),
  note: text(300),
  lines: z
    .array(z.object({ itemId: z.number().int(), quantity, price }))
    .min(1)
    .max(100),
})
export type ReceiptFields = z.infer<typeof receiptFields>

const outLines = z
  .array(z.object({ itemId: z.number().int(), quantity }))
  .min(1)
  .max(100)

/** To a job, or to a person or place for a purpose. */
export const issueFields = z.object({
  onDate: dateText,
  jobId: z.number().int().nullable(),
  recipient: text(60),
  purpose: text(200),
  note: text(300),
  lines: outLines,
})
export type IssueFields = z.infer<typeof issueFields>

export const scrapFields = z.object({ onDate: dateText, purpose: text(200).min(1), note: text(300), lines: outLines })
export type ScrapFields = z.infer<typeof scrapFields>

/** What comes back of an issue, by its lines. */
export const returnFields = z.object({
  issueId: z.number().int(),
  onDate: dateText,
  note: text(300),
  lines: z
    .array(z.object({ lineId: z.number().int(), quantity }))
    .min(1)
    .max(100),
})
export type ReturnFields = z.infer<typeof returnFields>

const linked = z.object({ id: z.number(), number: z.string(), onDate: z.string() })

export const stockLine = z.object({
  id: z.number(),
  itemId: z.number(),
  code: z.string(),
  name: z.string(),
  specification: z.string(),
  unitName: z.string(),
  bin: z.string(),
  /** Above zero where it came in. */
  quantity: z.number(),
  price: z.number().nullable(),
  value: z.number(),
  /** Of an issue: what may still come back. */
  returnable: z.number(),
})

export const stockDocument = z.object({
  id: z.number(),
  number: z.string(),
  kind: z.enum(stockKinds),
  onDate: z.string(),
  at: z.string(),
  supplier: z.string(),
  job: z.object({ id: z.number(), number: z.string() }).nullable(),
  recipient: z.string(),
  purpose: z.string(),
  note: z.string(),
  actor: z.string(),
  returnOf: linked.nullable(),
  returns: z.array(linked),
  reverses: linked.nullable(),
  reversedBy: linked.nullable(),
  countId: z.number().nullable(),
  lines: z.array(stockLine),
  value: z.number(),
})
export type StockDocument = z.infer<typeof stockDocument>

/** An item as a form picks it. */
export const stockPick = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  specification: z.string(),
  unitName: z.string(),
  bin: z.string(),
  quantity: z.number(),
  value: z.number(),
  lastPrice: z.number().nullable(),
})
export type StockPick = z.infer<typeof stockPick>

export const stockLedger = z.object({
  item: stockItem,
  opening: z.object({ quantity: z.number(), value: z.number() }),
  rows: z.array(
    z.object({
      id: z.number(),
      documentId: z.number(),
      number: z.string(),
      kind: z.enum(stockKinds),
      reversal: z.boolean(),
      onDate: z.string(),
      party: z.string(),
      inQuantity: z.number(),
      inValue: z.number(),
      outQuantity: z.number(),
      outValue: z.number(),
      balanceQuantity: z.number(),
      balanceValue: z.number(),
    }),
  ),
  totals: z.object({
    inQuantity: z.number(),
    inValue: z.number(),
    outQuantity: z.number(),
    outValue: z.number(),
  }),
  closing: z.object({ quantity: z.number(), value: z.number() }),
})
export type StockLedger = z.infer<typeof stockLedger>

/** Hundredths of a unit: a million is more than any shelf holds. */
export const mostStockCounted = 100_000_000

export const stockCountDetail = z.object({
  id: z.number(),
  version: z.number(),
  number: z.string(),
  onDate: z.string(),
  category: z.string(),
  state: z.enum(stockCountStates),
  counter: z.string(),
  cancelReason: z.string().nullable(),
  documentId: z.number().nullable(),
  approver: z.string().nullable(),
  /** Of the last request that was turned down. */
  rejected: z.object({ by: z.string(), decision: z.string() }).nullable(),
  lines: z.array(
    z.object({
      id: z.number(),
      itemId: z.number(),
      code: z.string(),
      name: z.string(),
      specification: z.string(),
      unitName: z.string(),
      bin: z.string(),
      /** What the books say of the day of the count; as it was asked about once somebody has asked. */
      book: z.number(),
      counted: z.number().nullable(),
      /** Counted less book; null while it is not counted. */
      difference: z.number().nullable(),
      /** Fen, at the average of that day. */
      differenceValue: z.number().nullable(),
      note: z.string(),
    }),
  ),
})
export type StockCountDetail = z.infer<typeof stockCountDetail>

/** What of the stores went into a job: issues less what came back. */
export const jobStock = z.object({
  lines: z.array(
    z.object({
      id: z.number(),
      documentId: z.number(),
      number: z.string(),
      kind: z.enum(stockKinds),
      onDate: z.string(),
      name: z.string(),
      specification: z.string(),
      unitName: z.string(),
      /** Below zero where it came back. */
      quantity: z.number(),
      value: z.number(),
    }),
  ),
  value: z.number(),
  /** Each item with what is left of it in the job, as the job's completion may take it over. */
  materials: z.array(z.object({ name: z.string(), quantityCenti: z.number(), price: z.number() })),
})
export type JobStock = z.infer<typeof jobStock>

const documented = saved.extend({ number: z.string() })

export const storesContract = {
  createItem: base.input(stockItemFields).output(saved),
  updateItem: base.input(versioned.extend({ fields: stockItemFields })).output(saved),
  /** Takes an item out of use, or back into it; its movements stay. */
  archiveItem: base.input(versioned.extend({ archived: z.boolean() })).output(saved),
  item: base.input(z.object({ id: z.number().int() })).output(stockItem),
  /** Items by code, name or pinyin, with what is there on a day. */
  pickItems: base.input(z.object({ text: text(60), onDate: dateText.optional() })).output(z.array(stockPick)),
  /** Jobs by number, place or content. */
  pickJobs: base
    .input(z.object({ text: text(60) }))
    .output(z.array(z.object({ id: z.number(), number: z.string(), title: z.string() }))),
  /** Words already used, to choose from. */
  words: base.output(
    z.object({ categories: z.array(z.string()), suppliers: z.array(z.string()), recipients: z.array(z.string()) }),
  ),
  receive: base.input(receiptFields.extend({ requestKey })).output(documented),
  issue: base.input(issueFields.extend({ requestKey })).output(documented),
  takeBack: base.input(returnFields.extend({ requestKey })).output(documented),
  scrap: base.input(scrapFields.extend({ requestKey })).output(documented),
  /** Takes a document back by a new one of today. */
  reverse: base.input(z.object({ id: z.number().int(), reason: text(300).min(1) })).output(documented),
  document: base.input(z.object({ id: z.number().int() })).output(stockDocument),
  ledger: base.input(z.object({ itemId: z.number().int(), from: dateText, to: dateText })).output(stockLedger),
  /** Quantity of kinds, and value, as of a day. */
  totals: base
    .input(z.object({ asOf: dateText.optional() }))
    .output(z.object({ items: z.number(), value: z.number(), below: z.number() })),
  /** Items for a sheet of labels: the chosen ones, or all of a category. */
  labels: base
    .input(z.object({ ids: z.array(z.number().int()).max(500).optional(), category: text(30).optional() }))
    .output(
      z.array(
        z.object({
          id: z.number(),
          code: z.string(),
          name: z.string(),
          specification: z.string(),
          unitName: z.string(),
          bin: z.string(),
        }),
      ),
    ),
  ofJob: base.input(z.object({ jobId: z.number().int() })).output(jobStock),
  startCount: base.input(z.object({ onDate: dateText, category: text(30), requestKey })).output(documented),
  count: base.input(z.object({ id: z.number().int() })).output(stockCountDetail),
  /** Keeps what was counted so far; null takes a number back. */
  keyCount: base
    .input(
      versioned.extend({
        lines: z
          .array(
            z.object({
              id: z.number().int(),
              counted: z.number().int().min(0).max(mostStockCounted).nullable(),
              note: text(100),
            }),
          )
          .max(5000),
      }),
    )
    .output(saved),
  /** Asks a second person to have the differences booked. */
  askCount: base.input(versioned.extend({ reason: text(500).min(1) })).output(saved),
  cancelCount: base.input(versioned.extend({ reason: text(300).min(1) })).output(saved),
}
