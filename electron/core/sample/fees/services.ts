import { addDays, type DateText } from '../../../contract/dates.ts'
import { type Random, randomOf } from '../random.ts'
import { fitSum } from './fitSum.ts'
import { dayOfMonth, monthAt } from './months.ts'
import type { SampleFeePlace, SampleService } from './rows.ts'

interface Trade {
  readonly category: SampleService['category']
  /** Rows in a year, and in fen what they come to where that is published. */
  readonly rows: number
  readonly income: number
  /** Usual prices in yuan: by the hour, the piece or the size of the home. */
  readonly prices: readonly number[]
}

/** `services/*` of reference-year.json. */
const trades: readonly Trade[] = [
  {
    category: 'housekeeping',
    rows: 128,
    income: 1_974_200,
    prices: [80, 90, 105, 120, 128, 135, 140, 150, 160, 175, 180, 192, 200, 210, 224, 240, 260, 280, 300],
  },
  { category: 'plumbing-electric', rows: 8, income: 36_000, prices: [20, 30, 40, 45, 50, 60, 80] },
  { category: 'agency-and-drains', rows: 9, income: 115_000, prices: [80, 100, 120, 150, 180, 200] },
]
const overtime = 876_700

type Row = Omit<SampleService, 'receiptNo'>

/** Paid services: 2025 as published, 2026 much like it and a little more. */
export function servicesOf(homes: readonly SampleFeePlace[]): SampleService[] {
  return [...numbered(servicesIn(2025, homes)), ...numbered(servicesIn(2026, homes))]
}

function servicesIn(year: number, homes: readonly SampleFeePlace[]): Row[] {
  const random = randomOf(`services ${year}`)
  const rows = trades.flatMap((trade) => {
    const count = year === 2025 ? trade.rows : Math.round(trade.rows * 1.1)
    const prices = Array.from({ length: count }, () => trade.prices.map((yuan) => yuan * 100))
    const picks = prices.map((options) => random.between(0, options.length - 1))
    const fitted = year === 2025 ? fitSum(random, prices, picks, trade.income) : picks
    return fitted.map((pick, index) => ({
      on: serviceDay(random, year),
      category: trade.category,
      place: random.chance(0.03) ? null : random.pick(homes),
      income: prices[index]?.[pick] ?? 0,
    }))
  })
  // Overtime is paid by the half hour, which comes to a third or a half of the price.
  const hours = rows.map((row) =>
    [0.3, 0.35, 0.4, 0.45, 0.5].map((part) => Math.round((row.income * part) / 100) * 100),
  )
  const picks = hours.map(() => random.pick([1, 2, 2, 3]))
  const paid = year === 2025 ? fitSum(random, hours, picks, overtime) : picks
  return rows.map((row, index) => ({ ...row, expense: hours[index]?.[paid[index] ?? 0] ?? 0 }))
}

/** Windows and cupboards are washed before the New Year, and after it the home that one moves into. */
function serviceDay(random: Random, year: number): DateText {
  const month = random.pick([1, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 9, 10, 10, 11, 12, 12])
  const day = dayOfMonth(random, monthAt(year, month))
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 5 && random.chance(0.4) ? addDays(day, 1) : day
}

function numbered(rows: readonly Row[]): SampleService[] {
  const sorted = [...rows].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return sorted.map((row, index) => ({
    ...row,
    receiptNo: `F${row.on.slice(2, 4)}-${String(index + 1).padStart(4, '0')}`,
  }))
}
