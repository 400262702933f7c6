import type { MeterReasoning, NoCharge } from '../../contract/billing.ts'
import { type DateText, lastOfMonth } from '../../contract/dates.ts'
import { type Fraction, plus, roundFen, zero } from '../../contract/money.ts'
import { type ChargedPeriod, chargedPeriods, letGoPeriods } from '../billing/charged.ts'
import { loadSpells, type OwnerSpell } from '../billing/debtors.ts'
import { dueDate } from '../billing/reasoning.ts'
import type { RunCharge, RunRequest, RunUnit, UnitPlanner } from '../billing/run.ts'
import type { Db, Tx } from '../context.ts'
import { isUnusual } from './rules.ts'

interface MeterTariff {
  readonly rounding: MeterReasoning['rounding']
  readonly roundingWay: MeterReasoning['roundingWay']
  readonly dueDay: number
  readonly dueIn: 'first' | 'last' | 'next'
  readonly payer: 'owner' | 'tenant'
  readonly prices: readonly Spell[]
}

interface Spell {
  readonly fromOn: DateText
  readonly toOn: DateText | null
  readonly priceE4: number
}

export interface MeterReading {
  readonly id: number
  readonly onDate: DateText
  readonly valueCenti: number
  readonly kind: 'read' | 'start'
  readonly chargeId: number | null
}

interface UnitMeter {
  readonly number: string
  /** In order of date. */
  readonly readings: readonly MeterReading[]
}

/**
 * Plans charges by what meters show: one charge a unit and month for all readings of that month. What was read after an
 * earlier month had been billed goes with the next one, so that no use is left out and none charged twice.
 */
export async function meterPlanner(db: Db | Tx, request: RunRequest, itemKind: string, months: readonly string[]) {
  const tariffs = await loadTariffs(db, request.itemId)
  const letGo = await letGoPeriods(db, request.itemId)
  return async (unitIds: readonly number[]): Promise<UnitPlanner> => {
    const assignments = Map.groupBy(
      await db
        .selectFrom('unit_tariff')
        .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
        .selectAll('unit_tariff')
        .where('unit_tariff.unit_id', 'in', unitIds)
        .where('tariff.item_id', '=', request.itemId)
        .where('tariff.basis', '=', 'meter')
        .execute(),
      (row) => row.unit_id,
    )
    const last = lastOfMonth(months.at(-1) as string)
    const charged = await chargedPeriods(db, request.itemId, unitIds, `${months[0]}-01`, last)
    const meters = await loadMeters(db, itemKind === 'water' ? 'water' : 'electricity', unitIds)
    const owners = await loadSpells(db, unitIds, 'owner')
    const tenants = await loadSpells(db, unitIds, 'tenant')
    return (unit) => {
      const charges: RunCharge[] = []
      const none = new Map<string, NoCharge>()
      const taken = new Set<number>()
      for (const month of months) {
        const [fromOn, toOn] = [`${month}-01`, lastOfMonth(month)]
        const own = meters.get(unit.id) ?? []
        const assignment = assignments
          .get(unit.id)
          ?.find((one) => one.from_on <= toOn && (one.to_on === null || one.to_on >= fromOn))
        const tariff = assignment && tariffs.get(assignment.tariff_id)
        if (own.length === 0) none.set(month, 'no-meter')
        else if (!tariff) none.set(month, 'not-assigned')
        else if (touches(charged.get(unit.id), fromOn, toOn)) none.set(month, 'already-charged')
        else if (touches(letGo.get(unit.id), fromOn, toOn)) none.set(month, 'charge-reversed')
        else {
          const planned = planMonth(own, month, tariff, assignment.ratio_bp, taken)
          if (typeof planned === 'string') none.set(month, planned)
          else {
            const due = dueDate(tariff, fromOn, toOn)
            const last = planned.reasoning.usages.at(-1)?.toOn ?? toOn
            charges.push({
              ...planned,
              fromOn,
              toOn,
              dueOn: due > request.publishedOn ? due : request.publishedOn,
              ...debtorOn(unit, tariff, owners.get(unit.id) ?? [], tenants.get(unit.id) ?? [], last),
            })
          }
        }
      }
      return { charges, none }
    }
  }
}

function touches(periods: readonly ChargedPeriod[] = [], fromOn: DateText, toOn: DateText): boolean {
  return periods.some((one) => one.fromOn <= toOn && one.toOn >= fromOn)
}

/**
 * The charge of one month, exact to the fen, or why there is none.
 * @param taken readings billed by an earlier month of the same run; those of this month are added
 */
export function planMonth(
  meters: readonly UnitMeter[],
  month: string,
  tariff: Pick<MeterTariff, 'rounding' | 'roundingWay' | 'prices'>,
  ratioBp: number,
  taken: Set<number>,
): { amount: number; reasoning: MeterReasoning; readingIds: number[] } | NoCharge {
  const usages: MeterReasoning['usages'][number][] = []
  let [sum, first]: [Fraction, boolean] = [zero, false]
  for (const { number, readings } of meters) {
    const billedUpTo = readings.findLastIndex((one) => one.chargeId !== null || taken.has(one.id))
    for (const [index, reading] of readings.entries()) {
      const isOpen = reading.kind === 'read' && reading.chargeId === null && !taken.has(reading.id)
      const inMonth = reading.onDate.startsWith(month)
      const leftOver = billedUpTo >= 0 && index > billedUpTo && reading.onDate < `${month}-01`
      if (!isOpen || !(inMonth || leftOver)) continue
      const before = readings[index - 1]
      if (!before) {
        first = true
        continue
      }
      const price = tariff.prices.find(
        (one) => one.fromOn <= reading.onDate && (one.toOn === null || one.toOn >= reading.onDate),
      )
      if (!price) return 'price-missing'
      const usageCenti = Math.max(0, reading.valueCenti - before.valueCenti)
      usages.push({
        meter: number,
        readingId: reading.id,
        fromOn: before.onDate,
        toOn: reading.onDate,
        fromCenti: before.valueCenti,
        toCenti: reading.valueCenti,
        usageCenti,
        ...(isUnusual(readings, reading.onDate) && { unusual: true }),
        priceE4: price.priceE4,
        ratioBp,
      })
      // 0.01 m³ × 0.0001 yuan × 0.0001: 10⁶ for yuan, 10² less for fen, 10⁴ for the ratio.
      const numerator = BigInt(usageCenti) * BigInt(price.priceE4) * BigInt(ratioBp)
      sum = plus(sum, { numerator, denominator: 100_000_000n })
    }
  }
  if (usages.length === 0) return first ? 'first-reading' : 'no-reading'
  const amount = roundFen(sum, tariff.rounding, tariff.roundingWay)
  if (amount === 0) return 'nothing-to-pay'
  for (const usage of usages) taken.add(usage.readingId)
  const { rounding, roundingWay } = tariff
  return {
    amount,
    reasoning: { basis: 'meter', rounding, roundingWay, usages },
    readingIds: usages.map((usage) => usage.readingId),
  }
}

/** What is used before the handover is the developer's to pay. */
function debtorOn(
  unit: RunUnit,
  tariff: MeterTariff,
  owners: readonly OwnerSpell[],
  tenants: readonly OwnerSpell[],
  onDate: DateText,
): Pick<RunCharge, 'debtorKind' | 'debtorId'> {
  if (unit.handedOverOn === null || unit.handedOverOn > onDate) return { debtorKind: 'developer', debtorId: null }
  const on = (people: readonly OwnerSpell[]) =>
    people.find((one) => one.fromOn <= onDate && (one.toOn === null || one.toOn >= onDate))
  const tenant = tariff.payer === 'tenant' ? on(tenants) : undefined
  if (tenant) return { debtorKind: 'tenant', debtorId: tenant.personId }
  return { debtorKind: 'owner', debtorId: on(owners)?.personId ?? null }
}

async function loadTariffs(db: Db | Tx, itemId: number): Promise<ReadonlyMap<number, MeterTariff>> {
  const tariffs = await db
    .selectFrom('tariff')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('basis', '=', 'meter')
    .execute()
  const prices = await db
    .selectFrom('tariff_price')
    .innerJoin('tariff', 'tariff.id', 'tariff_price.tariff_id')
    .selectAll('tariff_price')
    .where('tariff.item_id', '=', itemId)
    .execute()
  return new Map(
    tariffs.map((row): [number, MeterTariff] => [
      row.id,
      {
        rounding: row.rounding,
        roundingWay: row.rounding_way,
        dueDay: row.due_day,
        dueIn: row.due_in,
        payer: row.payer,
        prices: prices
          .filter((price) => price.tariff_id === row.id)
          .map((price) => ({ fromOn: price.from_on, toOn: price.to_on, priceE4: price.price_e4 })),
      },
    ]),
  )
}

async function loadMeters(
  db: Db | Tx,
  kind: 'water' | 'electricity',
  unitIds: readonly number[],
): Promise<Map<number, UnitMeter[]>> {
  const meters = await db
    .selectFrom('meter')
    .select(['id', 'unit_id', 'number'])
    .where('unit_id', 'in', unitIds)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()
  if (meters.length === 0) return new Map()
  const readings = Map.groupBy(
    await db
      .selectFrom('reading')
      .innerJoin('meter', 'meter.id', 'reading.meter_id')
      .selectAll('reading')
      .where('meter.unit_id', 'in', unitIds)
      .where('meter.kind', '=', kind)
      .orderBy('reading.on_date')
      .execute(),
    (row) => row.meter_id,
  )
  const byUnit = new Map<number, UnitMeter[]>()
  for (const meter of meters) {
    const own = (readings.get(meter.id) ?? []).map(
      (row): MeterReading => ({
        id: row.id,
        onDate: row.on_date,
        valueCenti: row.value_centi,
        kind: row.kind,
        chargeId: row.charge_id,
      }),
    )
    byUnit.set(meter.unit_id, [...(byUnit.get(meter.unit_id) ?? []), { number: meter.number, readings: own }])
  }
  return byUnit
}
