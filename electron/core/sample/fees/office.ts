import type { DateText } from '../../../contract/dates.ts'
import { type Account, chargeOf, chargesOf, feeAccounts, isLease } from './accounts.ts'
import { type Course, courses2025, december, january } from './courses.ts'
import { giftsOf, lateVacancies, reliefs } from './discounts.ts'
import { monthAt, monthsBetween } from './months.ts'
import { openingChargesOf } from './opening.ts'
import { gathered, type Money, numbered, paymentsOf } from './payments.ts'
import type { SampleFees } from './rows.ts'
import { servicesOf } from './services.ts'
import { vacanciesOf } from './vacancies.ts'
import { paymentsOf2026 } from './year2026.ts'

/** `fees/discounts` of reference-year.json in fen, and about how much of it are reliefs. */
const discounts2025 = 7_609_860
const reliefs2025 = 580_000

/**
 * The money of the sample office as known on `today`, beside the charges that its billing runs make by fees/plan.ts: what
 * it took over at the end of 2024, payments, discounts, vacancy approvals and paid services. From 2025-12-31 on they
 * give the `fees/*` and `services/*` figures of reference-year.json exactly.
 */
export function sampleFees(today: DateText): SampleFees {
  const accounts = feeAccounts()
  const courses = courses2025(accounts)
  const openingCharges = courses.flatMap(openingChargesOf)
  const paid2025 = courses.flatMap(paymentsOf)
  const given2025 = discountsOf2025(courses)
  const balances = new Balances()
  for (const row of openingCharges) balances.add(keyOf(row.place), -row.amount)
  for (const row of [...paid2025, ...given2025.rows]) balances.add(keyOf(row.place), row.amount)
  for (const { account, amount } of given2025.late) balances.add(account.key, amount)
  for (const account of accounts) balances.add(account.key, -chargesOf(account, january, december))

  const habits = new Map(courses.map((course) => [course.account, course.habit]))
  const paid2026 = accounts.flatMap((account) =>
    paymentsOf2026(account, habits.get(account) ?? null, balances.of(account)),
  )
  const given2026 = discountsOf2026(accounts, balances, paid2026)
  const homes = accounts.filter(
    (account) => account.movedIn && account.group === 'moved-in' && livedInAll(account, 2025),
  )

  const upTo = (date: DateText) => date <= today
  return {
    openingCharges: openingCharges.filter((row) => upTo(row.dueOn)),
    payments: numbered(gathered([...paid2025, ...paid2026])).filter((row) => upTo(row.on)),
    discounts: [...given2025.rows, ...given2026.rows].filter((row) => upTo(row.on)),
    vacancies: [
      ...accounts.flatMap((account) => vacanciesOf(account, today)),
      ...[...given2025.late, ...given2026.late].map((late) => late.row),
    ].filter((row) => upTo(row.approvedOn)),
    services: servicesOf(homes.map((account) => account.place)).filter((row) => upTo(row.on)),
  }
}

const keyOf = (place: { area: string; building: string; room: string }): string =>
  `${place.area}/${place.building}/${place.room}`

/** What each account has over at the end of 2025; below zero what it owes. */
class Balances {
  readonly #sums = new Map<string, number>()

  add(key: string, amount: number): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount)
  }

  of(account: Account): number {
    return this.#sums.get(account.key) ?? 0
  }
}

const total = (rows: readonly { readonly amount: number }[]): number => rows.reduce((sum, row) => sum + row.amount, 0)

/** Only households that pay are given late vacancies and reliefs: what these make excessive stays on their account. */
function discountsOf2025(courses: readonly Course[]) {
  const gifts = courses.filter((course) => course.gift).flatMap((course) => giftsOf(course.account, 2025))
  const payers = courses.filter((course) => course.paid).map((course) => course.account)
  const absent = payers.filter((account) => livedInAll(account, 2025))
  const late = lateVacancies(absent, 2025, discounts2025 - reliefs2025 - total(gifts))
  const others = homesBut(payers, late)
  return { late, rows: [...gifts, ...reliefs(others, 2025, discounts2025 - total(gifts) - total(late))] }
}

function discountsOf2026(accounts: readonly Account[], balances: Balances, payments: readonly Money[]) {
  const early = new Balances()
  for (const row of payments.filter((payment) => payment.on <= '2026-02-28')) early.add(row.account.key, row.amount)
  const first = monthAt(2026, 1)
  const gifted = accounts.filter((account) => {
    const charged = monthsBetween(first, first + 11).every((month) => chargeOf(account, month) > 0)
    return charged && balances.of(account) + early.of(account) >= chargesOf(account, first, first + 9)
  })
  const present = accounts.filter((account) => livedInAll(account, 2026) && balances.of(account) >= 0)
  const late = lateVacancies(present, 2026, 200_000)
  const others = homesBut(present, late)
  return { late, rows: [...gifted.flatMap((account) => giftsOf(account, 2026)), ...reliefs(others, 2026, 160_000)] }
}

function homesBut(accounts: readonly Account[], late: readonly { readonly account: Account }[]): Account[] {
  const absent = new Set(late.map(({ account }) => account))
  return accounts.filter((account) => account.group !== 'shop' && !isLease(account) && !absent.has(account))
}

/** Somebody lived there all year, as far as the office knew when it billed. */
function livedInAll(account: Account, year: number): boolean {
  const months = monthsBetween(monthAt(year, 1), monthAt(year, 12))
  return account.group !== 'shop' && !isLease(account) && months.every((month) => account.shares.get(month) === 1)
}
