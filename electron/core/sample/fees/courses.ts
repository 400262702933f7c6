import { randomOf } from '../random.ts'
import { type Account, chargeOf, chargesOf, fullMonth, halfMonth, isLease, steady } from './accounts.ts'
import { fitSum } from './fitSum.ts'
import { type Month, monthAt, monthsBetween } from './months.ts'

/**
 * How every account comes through 2025. What a household does is one of a few things people do: it owes some months,
 * half a year or years from before, pays them and so many months of this year or the next, or a round sum on account.
 * Chance picks first; where the picks miss the published sums, some households are given another of their options.
 */
export interface Course {
  readonly account: Account
  /** Owes nothing at the end of 2025. */
  readonly paid: boolean
  readonly habit: Habit
  /** November and December free, for ten months paid by the end of February. */
  readonly gift: boolean
  /** Paid before 2025 for 2025. */
  readonly advance: number
  /** Paid at the handover of 2025. */
  readonly atHandover: number
  readonly plan: Plan
}

export type Habit = 'early' | 'ahead' | 'year' | 'half-year' | 'quarter' | 'handover' | 'debtor'

interface Plan {
  /** Months owed on 1 January 2025. */
  readonly owed: number
  /** Paid of them in 2024. */
  readonly part: number
  /** Last month that the payments of 2025 cover, oldest first; the month before the first owed one where none. */
  readonly coverTo: Month
  /** Paid on account in 2025. */
  readonly onAccount: number
  readonly weight: number
}

export const january = monthAt(2025, 1)
export const october = monthAt(2025, 10)
export const december = monthAt(2025, 12)

/** Published sums of 2025 in fen, and how many households have paid; reference-year.json, `fees/*`. */
const received = { renewal: 79_074_900, handover: 12_950_200, shop: 5_261_100 }
const arrears = { movedIn: 6_677_900, notMovedIn: 18_183_000 }
const paidHouseholds = { 'moved-in': 673, decorating: 56, 'not-moved-in': 185, shop: 34 } as const

type Draft = Omit<Course, 'plan'>
interface Choice extends Draft {
  readonly plans: readonly Plan[]
  pick: number
}

export function courses2025(accounts: readonly Account[]): Course[] {
  const billed = accounts.filter((account) => chargesOf(account, january, december) > 0)
  const atHandover = handoverPayments(billed)
  const paid = whoPays(billed, atHandover)
  const choices = billed.map((account) => {
    const draft = draftOf(account, paid.has(account), atHandover.get(account) ?? 0)
    const plans = draft.paid ? plansOfPayer(draft) : plansOfDebtor(draft)
    return { ...draft, plans, pick: pickByWeight(account, plans) }
  })
  const debtors = choices.filter((choice) => !choice.paid)
  const payers = choices.filter((choice) => choice.paid)
  const ofShop = (choice: Choice) => choice.account.group === 'shop'
  const reach = (members: Choice[], worth: (draft: Draft, plan: Plan) => number, target: number) => {
    const values = members.map((choice) => choice.plans.map((plan) => worth(choice, plan)))
    const picks = fitSum(
      randomOf(`fit ${target}`),
      values,
      members.map((choice) => choice.pick),
      target,
    )
    members.forEach((choice, index) => {
      choice.pick = picks[index] ?? choice.pick
    })
  }
  const paidBy = (members: Choice[]) => members.reduce((sum, choice) => sum + paysIn2025(choice, planOf(choice)), 0)
  reach(
    debtors.filter((choice) => choice.account.movedIn),
    owesInTheEnd,
    arrears.movedIn,
  )
  reach(
    debtors.filter((choice) => !choice.account.movedIn),
    owesInTheEnd,
    arrears.notMovedIn,
  )
  reach(payers.filter(ofShop), paysIn2025, received.shop - paidBy(debtors.filter(ofShop)))
  const homes = (choice: Choice) => !ofShop(choice)
  reach(payers.filter(homes), paysIn2025, received.renewal - paidBy(debtors.filter(homes)))
  return choices.map((choice) => {
    const { plans: _, pick: __, ...draft } = choice
    return { ...draft, plan: planOf(choice) }
  })
}

function planOf(choice: Choice): Plan {
  const plan = choice.plans[choice.pick]
  if (plan === undefined) throw new Error(`no plan for ${choice.account.key}`)
  return plan
}

/** A year or two of the fee, in full or as for an empty home. About one owner in twenty does not pay at the handover. */
function handoverPayments(accounts: readonly Account[]): Map<Account, number> {
  const payers = accounts.filter((account) => isHandover(account, '2025') && account.random.chance(0.95))
  const options = payers.map((account) => {
    const [full, half] = [fullMonth(account), halfMonth(account)]
    // The month of the handover and eleven or twelve after it, two years as for an empty home, one year, two years.
    const sums = [12 * full, 24 * full, full + 23 * half, full + 11 * half, full + 12 * half, 13 * full, 24 * full]
    return sums.filter((sum) => sum >= chargesOf(account, january, december))
  })
  const picks = options.map((sums, index) => payers[index]?.random.between(0, sums.length - 1) ?? 0)
  const fitted = fitSum(randomOf('fit handover'), options, picks, received.handover)
  return new Map(payers.map((account, index) => [account, options[index]?.[fitted[index] ?? 0] ?? 0]))
}

export const isHandover = (account: Account, month: string): boolean =>
  account.unit.kind !== 'shop' && account.unit.handedOverOn?.startsWith(month) === true

/** Handed over in the last month of 2024, which the developer owes: the owner's year lies in the new year. */
const isNewOwner = (account: Account) => isHandover(account, '2024-12')

function whoPays(accounts: readonly Account[], atHandover: ReadonlyMap<Account, number>): Set<Account> {
  const zeal = (account: Account): number => {
    if (isHandover(account, '2025')) return atHandover.has(account) ? 9 : -9
    if (isNewOwner(account)) return 9
    const settled = account.group === 'shop' ? account.movedIn : isLease(account)
    return account.random.next() + (settled ? 0.45 : 0)
  }
  const ranked = accounts.map((account) => ({ account, zeal: zeal(account) })).sort((a, b) => b.zeal - a.zeal)
  const quotas = Object.entries(paidHouseholds)
  return new Set(
    quotas.flatMap(([group, quota]) =>
      ranked
        .filter(({ account }) => account.group === group)
        .slice(0, quota)
        .map(({ account }) => account),
    ),
  )
}

function draftOf(account: Account, paid: boolean, atHandover: number): Draft {
  const random = account.random
  const draft = { account, paid, atHandover, gift: false, advance: 0 }
  const tenMonths = chargesOf(account, january, october)
  const wholeYear = chargeOf(account, january) > 0
  if (!paid) return { ...draft, habit: 'debtor' }
  if (atHandover > 0) {
    const byFebruary = isHandover(account, '2025-01') || isHandover(account, '2025-02')
    return { ...draft, habit: 'handover', gift: wholeYear && byFebruary && atHandover >= tenMonths }
  }
  if (isNewOwner(account)) {
    const advance = 12 * (random.chance(0.7) ? fullMonth(account) : halfMonth(account))
    return { ...draft, habit: 'handover', advance, gift: wholeYear && advance >= tenMonths }
  }
  const keen = account.group === 'shop' ? 0.3 : 0.52
  if (steady(account, january, december) && !isLease(account) && random.chance(keen)) {
    const ahead = random.chance(0.23)
    return { ...draft, habit: ahead ? 'ahead' : 'early', gift: true, advance: ahead ? tenMonths : 0 }
  }
  const habit = isLease(account) ? 'quarter' : random.pick(['year', 'year', 'year', 'half-year', 'quarter'] as const)
  return { ...draft, habit }
}

type Line = readonly [owed: number, ahead: number, weight: number]
const planLines: Readonly<Record<Habit, readonly Line[]>> = {
  // Beside the ten months: old ones, two more at once (a whole year paid), or the next year's before it begins.
  early: [
    [0, 0, 84],
    [1, 0, 3],
    [3, 0, 4],
    [6, 0, 2],
    [0, 2, 6],
    [0, 10, 1],
  ],
  ahead: [
    [0, 10, 35],
    [0, 0, 65],
  ],
  year: [
    [0, 0, 72],
    [3, 0, 7],
    [6, 0, 7],
    [12, 0, 5],
    [24, 0, 1],
    [0, 12, 3],
    [0, 6, 4],
    [12, 12, 1],
  ],
  'half-year': [
    [0, 0, 76],
    [6, 0, 10],
    [12, 0, 5],
    [24, 0, 1],
    [0, 6, 6],
    [6, 6, 2],
  ],
  quarter: [
    [0, 0, 74],
    [3, 0, 14],
    [6, 0, 2],
    [12, 0, 2],
    [0, 3, 7],
    [3, 3, 1],
  ],
  handover: [[0, 0, 1]],
  debtor: [],
}

function plansOfPayer(draft: Draft): Plan[] {
  const end = draft.gift && draft.habit !== 'handover' ? october : december
  const plans = planLines[draft.habit].map(([owed, ahead, weight]) => ({
    owed,
    part: 0,
    coverTo: ahead === 0 ? end : december + ahead,
    onAccount: 0,
    weight,
  }))
  return plans.filter((plan) => isFeasible(draft, plan) && paysIn2025(draft, plan) <= 42 * fullMonth(draft.account))
}

function plansOfDebtor(draft: Draft): Plan[] {
  // Months owed, how many of them and of 2025 are paid, on account in 2025, paid in part in 2024, weight.
  const lines = [
    [0, 0, 0, 0, 30],
    [6, 0, 0, 0, 3],
    [12, 0, 0, 0, 3],
    [24, 0, 0, 0, 2],
    [36, 0, 0, 0, 2],
    [48, 0, 0, 0, 5],
    [3, 3, 0, 0, 6],
    [6, 6, 0, 0, 7],
    [12, 12, 0, 0, 9],
    [24, 12, 0, 0, 2],
    [24, 24, 0, 0, 4],
    [36, 24, 0, 0, 1],
    [0, 3, 0, 0, 9],
    [0, 6, 0, 0, 14],
    [0, 9, 0, 0, 9],
    [12, 18, 0, 0, 8],
    [12, 0, 50_000, 0, 4],
    [24, 0, 100_000, 0, 2],
    [12, 0, 0, 50_000, 3],
    [24, 12, 0, 50_000, 2],
    [0, 0, 30_000, 0, 3],
    [0, 0, 50_000, 0, 3],
  ] as const
  const plans = lines.map(([owed, months, onAccount, part, weight]) => {
    // A shop earns, so most of its keepers pay something sooner or later.
    const counts = draft.account.group === 'shop' && months + onAccount > 0 ? weight * 2 : weight
    return { owed, part, coverTo: january - owed + months - 1, onAccount, weight: counts }
  })
  return plans.filter((plan) => isFeasible(draft, plan))
}

/** Owes what it is said to owe, pays in part less than the whole, and is in debt in the end if and only if it should. */
function isFeasible(draft: Draft, plan: Plan): boolean {
  const { account } = draft
  const owes = owesInTheEnd(draft, plan)
  const lived = plan.owed === 0 || chargeOf(account, january - plan.owed) > 0
  const smallPart = plan.part === 0 || plan.part * 1.5 < owedBefore2025(draft.account, { ...plan, part: 0 })
  const smallSum = plan.onAccount === 0 || plan.onAccount < owes
  return lived && smallPart && smallSum && (draft.paid ? owes === 0 : owes >= fullMonth(account))
}

function pickByWeight(account: Account, plans: readonly Plan[]): number {
  const place = account.random.next() * plans.reduce((sum, plan) => sum + plan.weight, 0)
  let sum = 0
  for (const [index, plan] of plans.entries()) {
    sum += plan.weight
    if (place < sum) return index
  }
  return 0
}

export const owedBefore2025 = (account: Account, plan: Pick<Plan, 'owed' | 'part'>): number =>
  chargesOf(account, january - plan.owed, january - 1) - plan.part

/** What has to be paid in 2025 so that everything through `month` is covered; 2026 at the price of December. */
export function costThrough(draft: Draft, plan: Plan, month: Month): number {
  const { account } = draft
  const sum = monthsBetween(january - plan.owed, month).reduce((total, each) => {
    if (draft.gift && (each === december || each === december - 1)) return total
    return total + (each > december ? chargeOf(account, december) : chargeOf(account, each))
  }, 0)
  return Math.max(0, sum - plan.part - draft.advance - draft.atHandover)
}

/** Payments of 2025 apart from those at the handover. */
export const paysIn2025 = (draft: Draft, plan: Plan): number => costThrough(draft, plan, plan.coverTo) + plan.onAccount

const owesInTheEnd = (draft: Draft, plan: Plan): number =>
  Math.max(0, costThrough(draft, plan, december) - paysIn2025(draft, plan))
