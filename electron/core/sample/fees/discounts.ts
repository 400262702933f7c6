import { addDays } from '../../../contract/dates.ts'
import { type Random, randomOf } from '../random.ts'
import { type Account, chargeOf, halfMonth } from './accounts.ts'
import { firstDay, lastDay, type Month, monthAt, monthsBetween, officeDay } from './months.ts'
import type { SampleDiscount, SampleVacancy } from './rows.ts'

const approver = '黄国辉'

function discount(account: Account, month: Month, line: Pick<SampleDiscount, 'kind' | 'on' | 'amount' | 'reason'>) {
  return { place: account.place, item: account.item, from: firstDay(month), to: lastDay(month), approver, ...line }
}

/** November and December of a year for nothing. */
export function giftsOf(account: Account, year: number): SampleDiscount[] {
  return [monthAt(year, 11), monthAt(year, 12)].map((month) =>
    discount(account, month, {
      kind: 'prepay-gift',
      on: lastDay(month),
      amount: chargeOf(account, month),
      reason: `${year}年2月底前预缴满十个月，赠送11、12月物业费`,
    }),
  )
}

/** Homes that stood empty for months billed in full, because their owners asked only when they were back. */
export interface LateVacancy {
  readonly account: Account
  readonly row: SampleVacancy
  /** What the application derives from it, in fen. */
  readonly amount: number
}

const absences = ['全家赴国外探亲', '业主外派外地工作，房屋空置', '回老家照顾老人，房屋空置', '住院康复期间未居住']

/** One household after the other until their discounts come to `enough`. */
export function lateVacancies(candidates: readonly Account[], year: number, enough: number): LateVacancy[] {
  const random = randomOf(`late vacancies ${year}`)
  const found: LateVacancy[] = []
  let sum = 0
  for (const account of random.shuffle(candidates)) {
    if (sum >= enough) break
    const late = lateVacancyOf(account, year, random)
    found.push(late)
    sum += late.amount
  }
  return found
}

function lateVacancyOf(account: Account, year: number, random: Random): LateVacancy {
  const first = monthAt(year, random.between(1, 5))
  const last = Math.min(monthAt(year, 9), first + random.between(2, 6))
  const approvedOn = officeDay(random, addDays(lastDay(last), 8), addDays(lastDay(last), 45))
  const months = monthsBetween(first, last)
  return {
    account,
    amount: months.reduce((sum, month) => sum + chargeOf(account, month) - halfMonth(account), 0),
    row: {
      place: account.place,
      from: firstDay(first),
      to: lastDay(last),
      appliedOn: addDays(approvedOn, -random.between(1, 6)),
      approvedOn,
      reason: random.pick(absences),
    },
  }
}

const damages = [
  '楼上漏水，厨房吊顶损坏，协商减免',
  '外墙渗水，次卧墙面受潮，协商减免',
  '排污管返水，地板损坏，协商减免',
  '水管井漏水，入户地面浸泡，协商减免',
  '屋面渗漏，维修期间减免',
]

/** Reliefs one by one, each for its own reason, until they come to the sum. */
export function reliefs(candidates: readonly Account[], year: number, total: number): SampleDiscount[] {
  const random = randomOf(`reliefs ${year}`)
  const rows: SampleDiscount[] = []
  let rest = total
  for (const account of random.shuffle(candidates)) {
    if (rest === 0) break
    const month = monthAt(year, random.between(1, 10))
    const charge = chargeOf(account, month)
    if (charge === 0) continue
    const on = officeDay(random, addDays(lastDay(month), 4), addDays(lastDay(month), 40))
    const { amount, reason } = rest >= 2_000 && rest <= charge ? damage(random, rest) : wish(account, charge, random)
    // What is left must still be a relief of its own.
    if (rest - amount !== 0 && rest - amount < 2_000) continue
    rows.push(discount(account, month, { kind: 'relief', on, amount, reason }))
    rest -= amount
  }
  if (rest !== 0) throw new Error(`reliefs of ${year}: ${rest} left`)
  return rows
}

function wish(account: Account, charge: number, random: Random): { amount: number; reason: string } {
  const lift = (account.rate === 'high-rise' || account.rate === 'mid-rise') && charge >= 6_000
  if (!lift || random.chance(0.4)) {
    return damage(random, charge < 4_000 ? charge : Math.floor((charge * random.between(5, 10)) / 10_000) * 1_000)
  }
  const days = random.between(5, 12)
  const amount = Math.round((charge * days) / 300) * 10
  return { amount, reason: `电梯停运${days}天，按天减免` }
}

function damage(random: Random, amount: number): { amount: number; reason: string } {
  return { amount, reason: random.pick(damages) }
}
