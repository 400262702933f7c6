import type { DateText } from '../../../contract/dates.ts'
import type { RateClass } from '../estate.ts'
import type { SampleUnitDates } from '../rows.ts'

/**
 * How the sample office bills the management fee (物业费, 店面物业费), so that the published receivables of 2025 come
 * out of it to the yuan. Issue "Fees" lays its tariffs and its vacancy approvals over the estate by these rules:
 *
 * - one charge per unit and month, area × price × ratio, rounded half up to the yuan;
 * - from the month of handover on. The developer owes the month of handover in full, the owner what follows;
 * - homes in which nobody lives have an approved vacancy ratio of 50 %, for whole months: from the month after the
 *   handover (or the moving out) through the month of the moving in. Shops have none;
 * - before the handover only what is let or leased back is charged, in full, from the first month of the lease
 *   through the last;
 * - parking spaces and storage rooms bear no management fee.
 */
export const pricesPerM2: Record<RateClass, number> = {
  // yuan × 10 000 per m² and month
  'walk-up': 4500,
  'mid-rise': 6000,
  'high-rise': 7000,
  villa: 8400,
  shop: 12000,
}

export const vacancyRatio = 0.5

/** Receivable of 2025 by occupancy category on 31 December, yuan (reference-year.json, `fees/receivable`). */
export const receivable2025 = {
  'decorated-resident': 672_888,
  'undecorated-resident': 76_452,
  decorating: 50_382,
  'decorated-vacant': 21_552,
  vacant: 187_976,
  'unsold-let': 47_928,
  'undelivered-leaseback': 3_924,
  undelivered: 0,
} as const

/**
 * The plan these rules lay over the estate: units that bear the fee in each category, their area (m²), and what a m²
 * costs in an average charged month, in yuan. Homes are flats and villas. The 46 handed over that bear no fee
 * (40 parking spaces, 6 storage rooms, 587.43 m²) stand beside it. A test holds the table against the rows.
 */
export const chargePlan2025 = [
  { category: 'decorated-resident', homes: 642, shops: 48, areaM2: 85149.48, yuanPerM2Month: 0.661 },
  { category: 'undecorated-resident', homes: 82, shops: 7, areaM2: 10108.1, yuanPerM2Month: 0.642 },
  { category: 'decorating', homes: 88, shops: 0, areaM2: 13305.44, yuanPerM2Month: 0.37 },
  { category: 'decorated-vacant', homes: 30, shops: 5, areaM2: 4260.11, yuanPerM2Month: 0.422 },
  { category: 'vacant', homes: 276, shops: 34, areaM2: 43364.09, yuanPerM2Month: 0.4 },
  { category: 'unsold-let', homes: 95, shops: 0, areaM2: 6907.12, yuanPerM2Month: 0.595 },
  { category: 'undelivered-leaseback', homes: 6, shops: 0, areaM2: 689.08, yuanPerM2Month: 0.549 },
] as const

/** One month's charge before rounding: nothing, half the price, or the price. */
export type MonthShare = 0 | 0.5 | 1

/** The share of the price that each month of a year bears, January first. */
export function monthShares(rate: RateClass | null, dates: SampleUnitDates, year: number): MonthShare[] {
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  return months.map((month) => (rate === null ? 0 : monthShare(rate, dates, month)))
}

function monthShare(rate: RateClass, dates: SampleUnitDates, month: string): MonthShare {
  const handover = monthOf(dates.handedOverOn)
  if (handover === null || month < handover) {
    const leased = within(month, dates.letFrom, dates.letTo) || within(month, dates.leasebackFrom, dates.leasebackTo)
    return leased ? 1 : 0
  }
  if (rate === 'shop' || month === handover) return 1
  const first = `${month}-01`
  const livedIn = dates.movedInOn !== null && dates.movedInOn <= first && (dates.movedOutOn ?? first) >= first
  return livedIn ? 1 : vacancyRatio
}

const monthOf = (date: DateText | null): string | null => date?.slice(0, 7) ?? null

function within(month: string, from: DateText | null, to: DateText | null): boolean {
  return from !== null && from.slice(0, 7) <= month && (to === null || to.slice(0, 7) >= month)
}

/** A unit's charges of a year in whole yuan, from its area in 0.01 m² and the shares of its months. */
export function yearCharge(rate: RateClass | null, areaCentiM2: number, shares: readonly MonthShare[]): number {
  if (rate === null) return 0
  const [half, full] = [monthCharge(rate, areaCentiM2, 0.5), monthCharge(rate, areaCentiM2, 1)]
  return shares.reduce<number>((sum, share) => sum + (share === 1 ? full : share === 0.5 ? half : 0), 0)
}

/** One month in whole yuan: area × price × share, half up, in integers throughout. */
export function monthCharge(rate: RateClass, areaCentiM2: number, share: MonthShare): number {
  const yuanTimesTwoMillion = areaCentiM2 * pricesPerM2[rate] * (share * 2)
  return Math.floor((yuanTimesTwoMillion + 1_000_000) / 2_000_000)
}

/** The nearest area above (direction 1) or below (-1) at which the month's charge is another, integer 0.01 m². */
export function areaOfNextCharge(rate: RateClass, areaCentiM2: number, share: 0.5 | 1, direction: number): number {
  const charge = monthCharge(rate, areaCentiM2, share)
  const firstAreaOf = (yuan: number) => Math.ceil((yuan * 2_000_000 - 1_000_000) / (pricesPerM2[rate] * share * 2))
  return direction > 0 ? firstAreaOf(charge + 1) : firstAreaOf(charge) - 1
}
