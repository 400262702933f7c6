import { addDays, type DateText, yearOf } from '../../../contract/dates.ts'
import { type Account, developer, isLease, payerOn, steady } from './accounts.ts'
import { type Course, costThrough, december, january } from './courses.ts'
import { dayOfMonth, firstDay, lastDay, type Month, monthAt, monthOfDate, officeDay } from './months.ts'
import type { SamplePayment, SamplePaymentMethod, SamplePaymentSource } from './rows.ts'

/** A line of a receipt that has no number yet. */
export type Money = Omit<SamplePayment, 'receiptNo'> & { readonly account: Account }

/** How a household pays goes by habit, so it is the same each time. */
export function money(account: Account, on: DateText, amount: number, source: SamplePaymentSource): Money {
  const likesNumber = account.key.length + account.unit.areaCentiM2
  const payer = payerOn(account, on, isLease(account) ? likesNumber % 10 < 6 : likesNumber % 10 < 3)
  return {
    account,
    on,
    place: account.place,
    item: account.item,
    source,
    amount,
    method: methodOf(account, payer),
    payer,
  }
}

function methodOf(account: Account, payer: string): SamplePaymentMethod {
  if (payer.endsWith('公司')) return 'transfer'
  const place = account.random.next()
  if (place < 0.46) return 'wechat'
  if (place < 0.6) return 'alipay'
  if (place < 0.75) return 'transfer'
  return place < 0.9 ? 'pos' : 'cash'
}

/** What an account has paid up to the end of 2025. */
export function paymentsOf(course: Course): Money[] {
  const { account, plan } = course
  const rows: Money[] = []
  const add = (on: DateText, amount: number, source: SamplePaymentSource) => {
    if (amount > 0) rows.push(money(account, on, amount, source))
  }
  const { handedOverOn } = account.unit
  const byHandover = course.habit === 'handover' && handedOverOn !== null
  if (byHandover) add(handedOverOn, course.advance + course.atHandover, 'handover')
  else add(dayOfMonth(account.random, monthAt(2024, account.random.pick([11, 12]))), course.advance, 'renewal')
  add(dayOfMonth(account.random, monthAt(2024, account.random.between(3, 12))), plan.part, 'renewal')
  add(dayOfMonth(account.random, monthAt(2025, account.random.between(3, 11))), plan.onAccount, 'renewal')
  let paid = 0
  for (const { on, through } of visits(course)) {
    const cost = costThrough(course, plan, through)
    add(on, cost - paid, 'renewal')
    paid = Math.max(paid, cost)
  }
  return rows
}

interface Visit {
  readonly on: DateText
  /** Last month it pays for. */
  readonly through: Month
}

/** The visits of a year to the cashier, the last of which covers what the plan says. */
function visits(course: Course): Visit[] {
  const { account, plan, habit } = course
  const { random } = account
  const end = plan.coverTo
  const visit = (month: number, through: Month): Visit => ({
    on: dayOfMonth(random, monthAt(2025, month)),
    through: Math.min(through, end),
  })
  const last = (through: Month): Visit => ({ on: officeDay(random, '2025-12-03', '2025-12-31'), through })
  const old = plan.owed > 3 && random.chance(0.55) ? [visit(random.between(1, 4), january - 1)] : []
  switch (habit) {
    case 'early': {
      const on = officeDay(random, '2025-01-02', '2025-02-28')
      // Two months on top come at once with the ten, a whole further year at its own time.
      if (end <= december + 2) return [{ on, through: end }]
      return [{ on, through: december }, visit(random.pick([11, 12]), end)]
    }
    case 'ahead':
      return [visit(random.pick([11, 12]), end)]
    case 'year': {
      const whole = random.pick([3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12])
      return [...old, steady(account, january, december) && whole < 12 ? visit(whole, end) : last(end)]
    }
    case 'half-year':
      return [...old, visit(random.pick([7, 7, 8]), january + 5), last(end)]
    case 'quarter':
      return [2, 5, 8].map((months) => visit(months + random.pick([2, 2, 3]), january + months)).concat(last(end))
    case 'handover':
      return [last(end)]
    case 'debtor':
      return debtorVisits(course, visit)
  }
}

/** Debtors pay old debts after a reminder, and months of this year once these are over. */
function debtorVisits(course: Course, visit: (month: number, through: Month) => Visit): Visit[] {
  const { account, plan } = course
  const { random } = account
  if (plan.coverTo < january) return [visit(random.between(3, 11), plan.coverTo)]
  const month = random.between(Math.min(12, plan.coverTo - january + 2), 12)
  return plan.owed > 0
    ? [visit(random.between(2, month), january - 1), visit(month, plan.coverTo)]
    : [visit(month, plan.coverTo)]
}

/** The developer brings the fee of its flats on the same few days; others come when they like. */
export function gathered(rows: readonly Money[]): Money[] {
  return rows.map((row) => {
    if (row.payer !== developer || row.source !== 'renewal' || yearOf(row.on) < 2025) return row
    const month = monthOfDate(row.on)
    const day =
      [9, 10, 11, 12].map((offset) => addDays(firstDay(month), offset)).find(isTuesdayOrLater) ?? lastDay(month)
    return { ...row, on: day }
  })
}

const isTuesdayOrLater = (date: DateText): boolean => [2, 3, 4, 5].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** Numbers in date order, a book a year; two flats of the developer on one floor, paid on a day, share a receipt. */
export function numbered(rows: readonly Money[]): SamplePayment[] {
  const counts = new Map<number, number>()
  let before: SamplePayment | null = null
  const sorted = rows.map((row, index) => ({ row, index }))
  sorted.sort((a, b) => compare(a.row.on, b.row.on) || rank(a.row) - rank(b.row) || a.index - b.index)
  return sorted.map(({ row: { account: _, ...row } }): SamplePayment => {
    if (before !== null && isNextDoor(before, row)) {
      const { receiptNo } = before
      before = null
      return { receiptNo, ...row }
    }
    const year = yearOf(row.on)
    const number = (counts.get(year) ?? 0) + 1
    counts.set(year, number)
    const [book, digits] = year < 2025 ? (['H', 4] as const) : (['A', 5] as const)
    const receiptNo = `${book}${String(year).slice(2)}-${String(number).padStart(digits, '0')}`
    before = { receiptNo, ...row }
    return before
  })
}

type Unnumbered = Omit<SamplePayment, 'receiptNo'>

function isNextDoor(a: Unnumbered, b: Unnumbered): boolean {
  const floor = ({ place }: Unnumbered) => `${place.area}/${place.building}/${place.room.slice(0, -2)}`
  return a.payer === developer && b.payer === developer && a.on === b.on && floor(a) === floor(b)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const rank = (row: Money): number => (row.payer === developer ? 1 : 0)
