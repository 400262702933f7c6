import { type Account, chargeOf, chargesOf, fullMonth, halfMonth, isLease, steady } from './accounts.ts'
import { type Habit, isHandover, january, october } from './courses.ts'
import { dayOfMonth, type Month, monthAt, monthOfDate, officeDay } from './months.ts'
import { type Money, money } from './payments.ts'

/** A visit to the cashier: pays for everything through a month, or a sum. */
type Visit = { readonly on: string } & ({ readonly through: Month } | { readonly sum: number })

const first = monthAt(2026, 1)
const last = monthAt(2026, 12)

/**
 * 2026 goes on from what an account has over, or owes, at the end of 2025. Most keep their habit, some become slow; of
 * the debtors a few settle everything, a few the old debts.
 */
export function paymentsOf2026(account: Account, habit: Habit | null, balance: number): Money[] {
  if (chargesOf(account, first, last) === 0 && balance >= 0) return []
  const { random } = account
  const rows: Money[] = []
  let credit = balance
  const pay = (on: string, amount: number, source: 'renewal' | 'handover') => {
    rows.push(money(account, on, amount, source))
    credit += amount
  }
  const { handedOverOn } = account.unit
  if (handedOverOn !== null && isHandover(account, '2026')) {
    const year = 12 * (random.chance(0.7) ? fullMonth(account) : halfMonth(account))
    if (random.chance(0.92)) pay(handedOverOn, year, 'handover')
    return rows
  }
  for (const visit of visits(account, habit, balance)) {
    if ('sum' in visit) {
      pay(visit.on, visit.sum, 'renewal')
      continue
    }
    const known = Math.max(monthOfDate(visit.on), visit.through)
    const price = steady(account, monthOfDate(visit.on), known)
    const through = price ? visit.through : Math.min(visit.through, monthOfDate(visit.on) - 1)
    const amount = chargesOf(account, first, through) - credit
    // Nobody comes for less than a month's fee.
    if (amount >= Math.min(fullMonth(account), Math.max(chargeOf(account, through), 2_000)))
      pay(visit.on, amount, 'renewal')
  }
  return rows
}

function visits(account: Account, habit: Habit | null, balance: number): Visit[] {
  const { random } = account
  const month = (number: number, through: number): Visit => ({
    on: dayOfMonth(random, monthAt(2026, number)),
    through: first + through - 1,
  })
  const slow = random.chance(0.05)
  if (habit === 'debtor') return debtorVisits(account, balance, month)
  if ((habit === 'early' || habit === 'ahead') && !slow && steady(account, first, first + 9)) {
    return [{ on: officeDay(random, '2026-01-04', '2026-02-28'), through: first + 9 }]
  }
  if (slow) return random.chance(0.5) ? [month(random.between(6, 12), 6)] : []
  if (habit === 'year') return [month(random.pick([3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12]), 12)]
  if (habit === 'quarter' || habit === null || isLease(account)) {
    return [month(4, 3), month(7, 6), month(10, 9), month(12, 12)]
  }
  return [month(random.pick([5, 6, 6, 7]), 6), month(random.pick([10, 11, 12]), 12)]
}

function debtorVisits(account: Account, balance: number, month: (number: number, through: number) => Visit): Visit[] {
  const { random } = account
  const place = random.next()
  if (place < 0.33) {
    const number = random.between(3, 11)
    return [month(number, number - 1)]
  }
  if (place < 0.5) return [month(random.between(2, 11), 0)]
  if (place < 0.57) {
    const owed = chargesOf(account, january, october)
    const sum = owed > 90_000 ? 50_000 : 30_000
    return balance < -sum ? [{ on: dayOfMonth(random, monthAt(2026, random.between(3, 11))), sum }] : []
  }
  return []
}
