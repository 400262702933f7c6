import { z } from 'zod'
import { amountField } from './amountField.ts'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { addDays, type DateText } from './dates.ts'
import type { Problem } from './errors.ts'
import { roundings, roundingWays } from './money.ts'
import { codesOf, unitKinds } from './vocabulary.ts'

/** One stretch of a charge in which nothing changes. */
const segment = z.object({
  fromOn: dateText,
  toOn: dateText,
  /** Whole months, each counted `days` ÷ `ofDays`. */
  months: z.number(),
  days: z.number(),
  ofDays: z.number(),
  /** 0.0001 yuan. */
  priceE4: z.number(),
  /** Of the assignment, 0.0001. */
  ratioBp: z.number(),
  /** Share that a vacant unit pays, 0.0001. */
  vacancyBp: z.number(),
})

/** By tariff: area × price × months × ratios for each stretch, added up, rounded once. */
const tariffReasoning = z.object({
  basis: z.enum(['area-month', 'fixed-month']),
  /** Integer 0.01 m². */
  areaCenti: z.number(),
  rounding: z.enum(roundings),
  roundingWay: z.enum(roundingWays),
  segments: z.array(segment),
})
export type TariffReasoning = z.infer<typeof tariffReasoning>

/** By meter: usage × price × ratio for each reading, added up, rounded once. */
const meterReasoning = z.object({
  basis: z.literal('meter'),
  rounding: z.enum(roundings),
  roundingWay: z.enum(roundingWays),
  usages: z.array(
    z.object({
      /** The meter's own number. */
      meter: z.string(),
      readingId: z.number(),
      fromOn: dateText,
      toOn: dateText,
      /** States of the meter and what went through it, in hundredths of m³ or kWh. */
      fromCenti: z.number(),
      toCenti: z.number(),
      usageCenti: z.number(),
      /** Much more than the meter's readings before it showed: worth a second look before it is billed. */
      unusual: z.boolean().optional(),
      /** In force on the day of the reading, 0.0001 yuan. */
      priceE4: z.number(),
      ratioBp: z.number(),
    }),
  ),
})
export type MeterReasoning = z.infer<typeof meterReasoning>

/** A part of an amount spread over units: what was spread, by what, and this unit's weight in it. */
const shareReasoning = z.object({
  basis: z.literal('share'),
  title: z.string(),
  by: z.enum(['area', 'household']),
  /** Fen. */
  total: z.number(),
  /** By area in 0.01 m², by household 1 each. */
  weight: z.number(),
  totalWeight: z.number(),
})
export type ShareReasoning = z.infer<typeof shareReasoning>

/** Set by hand: a single charge, or what took the place of a reversed one. */
const singleReasoning = z.object({
  basis: z.literal('single'),
  note: z.string(),
  /** What the page named the request: the same request twice makes one charge. */
  requestKey: z.string().optional(),
  /** How the charge came about that this one took the place of: what a vacancy takes off is still known from it. */
  corrects: tariffReasoning.optional(),
})

/** Why a charge is what it is. Kept with the charge as it was on the day of publication. */
export const chargeReasoning = z.discriminatedUnion('basis', [
  tariffReasoning,
  meterReasoning,
  shareReasoning,
  singleReasoning,
])
export type ChargeReasoning = z.infer<typeof chargeReasoning>

/** 0.0001 yuan, above zero, below a million yuan. */
const priceE4 = z.number('price-not-a-number').int().min(1, 'price-not-positive').max(9_999_999_999, 'price-too-large')

export const tariffFields = z.object({
  itemId: z.number().int(),
  name: z.string().trim().min(1).max(60),
  basis: z.enum(['area-month', 'fixed-month', 'meter']),
  rounding: z.enum(roundings),
  roundingWay: z.enum(roundingWays),
  cycleMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  dueDay: z.number().int().min(1).max(31),
  /** The due day lies in the first or last month of the charge, or in the month after it. */
  dueIn: z.enum(['first', 'last', 'next']),
  payer: z.enum(['owner', 'tenant']),
  /** Where the price comes from: contract, notice, price filing. */
  source: z.string().trim().max(300),
  active: z.boolean(),
  prices: z.array(z.object({ fromOn: dateText, toOn: dateText.nullable(), priceE4 })).min(1),
})
export type TariffFields = z.infer<typeof tariffFields>

/** Prices of one tariff must not overlap. Problems name the price concerned: `prices.2`. */
export function priceProblems(prices: TariffFields['prices']): Problem[] {
  return byStart(prices).flatMap((price, at, sorted): Problem[] => {
    const next = sorted[at + 1]
    if (price.toOn !== null && price.toOn < price.fromOn) {
      return [
        { code: 'end-before-start', field: `prices.${price.index}`, params: { start: price.fromOn, end: price.toOn } },
      ]
    }
    if (next && (price.toOn === null || price.toOn >= next.fromOn)) {
      const params = { from: next.fromOn, to: price.toOn ?? '' }
      return [{ code: 'prices-overlap', field: `prices.${next.index}`, params }]
    }
    return []
  })
}

/** Days between two prices for which there is none: nothing can be charged for them. */
export function priceGaps(prices: TariffFields['prices']): { fromOn: DateText; toOn: DateText }[] {
  return byStart(prices).flatMap((price, at, sorted) => {
    const next = sorted[at + 1]
    if (!next || price.toOn === null) return []
    const [fromOn, toOn] = [addDays(price.toOn, 1), addDays(next.fromOn, -1)]
    return fromOn <= toOn ? [{ fromOn, toOn }] : []
  })
}

function byStart(prices: TariffFields['prices']) {
  return prices.map((price, index) => ({ ...price, index })).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
}

export const feeItemKinds = [
  'management',
  'parking-management',
  'parking-rent',
  'public-share',
  'water',
  'electricity',
  'penalty',
  'one-off',
] as const
export type FeeItemKind = (typeof feeItemKinds)[number]

/** Items that are billed by what a meter shows; their tariffs have the basis `meter`, and no other item's has. */
export const meteredKinds: readonly FeeItemKind[] = ['water', 'electricity']

export const feeItemFields = z.object({
  name: z.string().trim().min(1).max(30),
  kind: z.enum(feeItemKinds),
  active: z.boolean(),
})

const feeItem = feeItemFields.extend({
  id: z.number(),
  version: z.number(),
  tariffs: z.number(),
  /** How its tariffs count; null where it has none. */
  billedBy: z.enum(['tariff', 'meter']).nullable(),
})
export type FeeItem = z.infer<typeof feeItem>

export const tariffDetail = z.object({
  id: z.number(),
  version: z.number(),
  item: z.string(),
  fields: tariffFields,
  /** Units it is assigned to today. */
  units: z.number(),
})
export type TariffDetail = z.infer<typeof tariffDetail>

export const placeFields = z.object({
  estate: z.number().int().optional(),
  area: z.number().int().optional(),
  building: z.number().int().optional(),
})

/** A share of the price, in 0.0001: above zero, at most ten times. */
const ratioBp = z.number().int().min(1).max(100_000)

export const assignmentFields = z.object({
  tariffId: z.number().int(),
  units: z.union([
    z.object({ unitId: z.number().int() }),
    placeFields.extend({ kinds: z.array(z.enum(codesOf(unitKinds))) }),
  ]),
  fromOn: dateText,
  toOn: optionalDate,
  ratioBp,
})

/** Dates of money: not before 1990, when no estate of the office stood. */
export const earliestMoneyDate = '1990-01-01'
const moneyDate = dateText.refine((text) => text >= earliestMoneyDate, { error: 'not-a-date' })
/** Fen, above zero, at most 100 million yuan. */
const amount = amountField()

const month = z.string().regex(/^(199\d|20\d\d)-(0[1-9]|1[0-2])$/)

/** What is to be billed: one item, whole months of one year, the units of a place. */
export const runFields = z.object({
  itemId: z.number().int(),
  fromMonth: month,
  toMonth: month,
  place: placeFields,
})
export type RunFields = z.infer<typeof runFields>

/** An amount to spread over the units of a place. */
export const shareFields = z.object({
  itemId: z.number().int(),
  title: z.string().trim().min(1).max(60),
  amount,
  fromOn: moneyDate,
  toOn: moneyDate,
  dueOn: moneyDate,
  place: placeFields,
  kinds: z.array(z.enum(codesOf(unitKinds))).min(1),
  by: z.enum(['area', 'household']),
})
export type ShareFields = z.infer<typeof shareFields>

export const noChargeReasons = [
  'not-assigned',
  'assignment-not-begun',
  'assignment-ended',
  'not-handed-over',
  'price-missing',
  'already-charged',
  'charge-reversed',
  'area-unknown',
  'nothing-to-pay',
  'no-meter',
  'no-reading',
  'first-reading',
] as const
/** Why a month of a unit bears no charge; words under `vocabulary:noCharge`. */
export type NoCharge = (typeof noChargeReasons)[number]

const plannedCharge = z.object({
  fromOn: z.string(),
  toOn: z.string(),
  dueOn: z.string(),
  amount: z.number(),
  debtorKind: z.enum(['owner', 'tenant', 'developer']),
  debtor: z.string().nullable(),
  reasoning: chargeReasoning,
})

export const plannedUnit = z.object({
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  charges: z.array(plannedCharge),
  /** Months without a charge, each with its reason. */
  none: z.array(z.object({ month: z.string(), reason: z.enum(noChargeReasons) })),
})
export type PlannedUnitView = z.infer<typeof plannedUnit>

export const previewTotals = z.object({
  units: z.number(),
  unitsCharged: z.number(),
  charges: z.number(),
  amount: z.number(),
  /** Units without any bill, by the reason that applies to most of their months. */
  without: z.array(z.object({ reason: z.enum(noChargeReasons), units: z.number() })),
  /** Units of which a meter shows unusually much use. */
  unusual: z.number(),
})
export type PreviewTotals = z.infer<typeof previewTotals>

const previewRow = z.object({
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  charges: z.number(),
  amount: z.number(),
  /** Of a unit without any bill; of a share nobody's. */
  reason: z.enum(noChargeReasons).nullable(),
  /** A meter shows unusually much use. */
  unusual: z.boolean(),
})
export type PreviewRow = z.infer<typeof previewRow>

const chargeDetail = z.object({
  id: z.number(),
  unitId: z.number(),
  unit: z.string(),
  itemId: z.number(),
  item: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  dueOn: z.string(),
  publishedOn: z.string(),
  amount: z.number(),
  debtorKind: z.enum(['owner', 'tenant', 'developer']),
  debtor: z.string().nullable(),
  reasoning: chargeReasoning.nullable(),
  runId: z.number().nullable(),
  /** As of today. */
  discounted: z.number(),
  paid: z.number(),
  owed: z.number(),
  reversedOn: z.string().nullable(),
  reversal: z.object({ reason: z.string(), actor: z.string() }).nullable(),
  /** The charge it took the place of, and the one that took its place. */
  replacesId: z.number().nullable(),
  replacedById: z.number().nullable(),
  discounts: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(['vacancy', 'prepay-gift', 'relief', 'write-off']),
      onDate: z.string(),
      amount: z.number(),
      approver: z.string(),
      reason: z.string(),
      reversedOn: z.string().nullable(),
    }),
  ),
  /** Requests about it that wait for a decision. */
  waiting: z.array(z.object({ kind: z.string(), askedBy: z.string() })),
})
export type ChargeDetail = z.infer<typeof chargeDetail>

const reason = z.string().trim().min(1).max(500)

export const replacementFields = z.object({ amount, dueOn: moneyDate })

export const singleChargeFields = z.object({
  unitId: z.number().int(),
  itemId: z.number().int(),
  fromOn: moneyDate,
  toOn: moneyDate,
  dueOn: moneyDate,
  amount,
  note: z.string().trim().max(300),
})

export const vacancyFields = z.object({
  unitId: z.number().int(),
  fromOn: moneyDate,
  toOn: optionalDate,
  /** Share that is still paid, 0.0001. */
  ratioBp: z.number().int().min(0).max(9999),
  reason,
})

export const giftStates = ['qualifies', 'waiting', 'granted', 'short', 'not-billed'] as const

const giftRow = z.object({
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  /** When the year first fell due, and the last day for the money. */
  firstDueOn: z.string(),
  throughOn: z.string(),
  /** What the months that are not free cost, and how much of it early money covers. */
  needed: z.number(),
  covered: z.number(),
  /** The gift, fen. */
  amount: z.number(),
  state: z.enum(giftStates),
  /** Money held in advance would then cover so many months, where that is more than the cap; else null. */
  monthsAhead: z.number().nullable(),
})
export type GiftRow = z.infer<typeof giftRow>

export const billingRules = z.object({
  handoverMonth: z.enum(['developer', 'owner', 'split']),
  partMonth: z.enum(['days', 'half', 'whole']),
  undelivered: z.enum(['leased', 'all', 'none']),
  vacancyBp: z.number().int().min(0).max(9999),
  giftWithinMonths: z.number().int().min(0).max(24),
  giftFreeMonths: z.number().int().min(1).max(11),
  prepayCapMonths: z.number().int().min(0).max(120),
  penaltyPerDayE6: z.number().int().min(0).max(100_000),
  penaltyGraceDays: z.number().int().min(0).max(365),
  penaltyCapBp: z.number().int().min(0).max(1_000_000),
  source: z.string().trim().max(500),
})
export type BillingRulesFields = z.infer<typeof billingRules>

export const localRules = billingRules.extend({
  /** Letters of the receipt book in use. */
  receiptBook: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9\u4e00-\u9fff]{1,8}$/),
})

export const billingContract = {
  items: base.output(z.array(feeItem)),
  saveItem: base
    .input(feeItemFields.extend({ id: z.number().int().nullable(), version: z.number().int() }))
    .output(saved),
  tariff: base.input(z.object({ id: z.number().int() })).output(tariffDetail),
  saveTariff: base
    .input(tariffFields.extend({ id: z.number().int().nullable(), version: z.number().int() }))
    .output(saved),
  /** How many units an assignment would reach, and how many have a tariff of the item already. */
  countAssignment: base.input(assignmentFields).output(z.object({ free: z.number(), taken: z.number() })),
  assign: base.input(assignmentFields).output(z.object({ assigned: z.number(), skipped: z.number() })),
  endAssignment: base.input(versioned.extend({ toOn: dateText })).output(saved),
  charge: base.input(z.object({ id: z.number().int() })).output(chargeDetail),
  /** A single charge by hand. The same key twice answers with the charge it made the first time. */
  addCharge: base.input(singleChargeFields.extend({ requestKey: z.string().min(8).max(60) })).output(saved),
  /** Asks for a published charge to be reversed: with another in its place, to be billed anew by a run, or for good. */
  askReversal: base
    .input(
      z.object({ chargeId: z.number().int(), replacement: replacementFields.nullable(), rebill: z.boolean(), reason }),
    )
    .output(saved),
  /** Asks for all charges of a run that still stand to be reversed, so that they can be billed anew. */
  askRunReversal: base.input(z.object({ runId: z.number().int(), reason })).output(saved),
  askRelief: base.input(z.object({ chargeId: z.number().int(), amount, reason })).output(saved),
  askVacancy: base.input(vacancyFields).output(saved),
  /** Ends a running vacancy; answers how many later bills have been published with it already. */
  endVacancy: base.input(versioned.extend({ toOn: dateText })).output(z.object({ id: z.number(), billed: z.number() })),
  /** Who paid a year early enough for the gift, who not quite, and who has it. */
  gifts: base
    .input(z.object({ itemId: z.number().int(), year: z.number().int().min(1990).max(2199) }))
    .output(z.object({ rows: z.array(giftRow), rules: billingRules, mayDecide: z.number() })),
  askGifts: base
    .input(
      z.object({
        itemId: z.number().int(),
        year: z.number().int().min(1990).max(2199),
        unitIds: z.array(z.number().int()).min(1).max(5000),
        reason,
      }),
    )
    .output(z.object({ asked: z.number() })),
  /** Approves the gifts of an item and a year that wait for somebody like the caller. */
  grantGifts: base
    .input(z.object({ itemId: z.number().int(), year: z.number().int().min(1990).max(2199) }))
    .output(z.object({ granted: z.number() })),
  rules: base.output(localRules),
  saveRules: base.input(localRules).output(z.object({})),
}

const task = z.object({ taskId: z.string() })

/** Work over many units: worked out beside the backend, shown, then published in one transaction. */
export const billingRunContract = {
  check: base.input(runFields).output(task),
  checkShare: base.input(shareFields).output(task),
  /** A page of what a finished check found. */
  preview: base
    .input(
      task.extend({
        text: z.string().max(100).optional(),
        show: z.enum(['all', 'charged', 'without', 'unusual']),
        reason: z.enum(noChargeReasons).optional(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.object({ totals: previewTotals, rows: z.array(previewRow), total: z.number() })),
  /** One unit of a check with the reasoning in full. */
  explain: base.input(task.extend({ unitId: z.number().int() })).output(plannedUnit),
  /** Publishes what a check found; refused where the outcome is another by now. */
  publish: base.input(task).output(task),
  published: base.input(task).output(z.object({ id: z.number(), charges: z.number(), amount: z.number() })),
}
