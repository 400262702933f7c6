import type { DateText } from '../../../contract/dates.ts'
import type { OccupancyCategory } from '../../../contract/vocabulary.ts'
import { type RateClass, rateClassOf } from '../estate.ts'
import { sampleOffice } from '../office.ts'
import { type Random, randomOf } from '../random.ts'
import type { SampleResidentRow, SampleUnitRow } from '../rows.ts'
import { dealSlots } from '../slots.ts'
import { type Month, monthAt, monthsBetween } from './months.ts'
import { type MonthShare, monthCharge, monthShares } from './plan.ts'
import type { SampleFeeItem, SampleFeePlace } from './rows.ts'

export type FeeGroup = 'moved-in' | 'decorating' | 'not-moved-in' | 'shop'

/** A unit with its management fee. */
export interface Account {
  readonly key: string
  readonly place: SampleFeePlace
  readonly item: SampleFeeItem
  readonly unit: SampleUnitRow
  readonly rate: RateClass
  /** On 31 December 2025. */
  readonly category: OccupancyCategory
  readonly movedIn: boolean
  readonly group: FeeGroup
  readonly random: Random
  readonly shares: ReadonlyMap<Month, MonthShare>
  readonly charges: ReadonlyMap<Month, number>
  readonly people: readonly SampleResidentRow[]
}

const years = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]

/** Whoever has not bought yet is the developer's, whose lets and leasebacks bear the fee too. */
export const developer = '锦澜置业有限公司'

/** Every home and shop that is charged at least once up to the end of 2026, with its charges in fen. */
export function feeAccounts(): Account[] {
  const slots = dealSlots()
  const { units, residents } = sampleOffice('2026-12-31')
  const people = Map.groupBy(residents, (row) => `${row.area}/${row.building}/${row.room}`)
  return units.flatMap((unit, index) => {
    const slot = slots[index]
    const rate = rateClassOf(unit)
    if (slot === undefined || rate === null) return []
    const shares = new Map(
      years.flatMap((year) =>
        monthShares(rate, unit, year).map((share, month): [Month, MonthShare] => [monthAt(year, month + 1), share]),
      ),
    )
    const charges = new Map(
      [...shares].map(([month, share]) => [month, monthCharge(rate, unit.areaCentiM2, share) * 100]),
    )
    if (![...charges.values()].some((amount) => amount > 0)) return []
    const { area, building, room, kind } = unit
    const { key, category } = slot
    const movedIn = category === 'decorated-resident' || category === 'undecorated-resident'
    return {
      key,
      place: { area, building, room },
      item: kind === 'shop' ? '店面物业费' : '物业费',
      unit,
      rate,
      category,
      movedIn,
      group: kind === 'shop' ? 'shop' : movedIn ? 'moved-in' : category === 'decorating' ? category : 'not-moved-in',
      random: randomOf(`fees ${key}`),
      shares,
      charges,
      people: people.get(key) ?? [],
    }
  })
}

export const chargeOf = (account: Account, month: Month): number => account.charges.get(month) ?? 0

export const chargesOf = (account: Account, from: Month, to: Month): number =>
  monthsBetween(from, to).reduce((sum, month) => sum + chargeOf(account, month), 0)

export const fullMonth = (account: Account): number => monthCharge(account.rate, account.unit.areaCentiM2, 1) * 100
export const halfMonth = (account: Account): number => monthCharge(account.rate, account.unit.areaCentiM2, 0.5) * 100

/** True where every month from `from` to `to` bears the same share, so that its price is known ahead. */
export const steady = (account: Account, from: Month, to: Month): boolean =>
  new Set(monthsBetween(from, to).map((month) => account.shares.get(month) ?? 0)).size === 1

/** Let or leased back, not handed over. */
export const isLease = (account: Account): boolean =>
  account.category === 'unsold-let' || account.category === 'undelivered-leaseback'

/** Who brings the money: the owner; a tenant where the lease says so; the developer for what it still holds. */
export function payerOn(account: Account, on: DateText, byTenant: boolean): string {
  const here = account.people.filter((row) => row.from <= on && (row.to === null || row.to >= on))
  const owner = here.find((row) => row.role === 'owner')
  const tenant = here.find((row) => row.role === 'tenant')
  if (byTenant && tenant !== undefined) return tenant.name
  const handedOver = account.unit.handedOverOn !== null && account.unit.handedOverOn <= on
  return handedOver && owner !== undefined ? owner.name : developer
}
