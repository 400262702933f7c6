import { addDays, addMonths, type DateText } from '../../../contract/dates.ts'
import type { MeterKind } from '../../../contract/vocabulary.ts'
import { offFestival } from '../calendar.ts'
import { type Random, randomOf } from '../random.ts'
import type { SampleUnitRow } from '../rows.ts'
import type { SampleFeePlace } from './rows.ts'

/** The shops to which the office passes water and electricity on: it reads their meters every month. */
export const meteredBuilding = { area: 'AC区', building: '商1栋' } as const

export interface SampleMeter {
  readonly place: SampleFeePlace
  readonly kind: MeterKind
  readonly number: string
}

/** What a meter shows on a day, in hundredths of m³ or kWh. */
export interface SampleReading extends SampleMeter {
  readonly onDate: DateText
  readonly valueCenti: number
}

/** A meter that stood still is taken out for a new one. */
export interface SampleExchange {
  readonly old: SampleReading
  readonly next: SampleReading
}

export interface SampleMeters {
  /** Each with what it showed when its counting began. */
  readonly meters: readonly SampleReading[]
  /** In the order of their days. */
  readonly readings: readonly SampleReading[]
  readonly exchanges: readonly SampleExchange[]
}

const firstMonth = '2024-12'

/**
 * The meters of the shops handed over and what was read of them every month, as known on `today`. The same shop shows
 * the same every time: a later `today` only adds.
 */
export function sampleMeters(units: readonly SampleUnitRow[], today: DateText): SampleMeters {
  const shops = units.filter(
    ({ area, building, handedOverOn }) =>
      area === meteredBuilding.area && building === meteredBuilding.building && handedOverOn !== null,
  )
  const courses = shops.flatMap((unit) => kinds.map((kind) => courseOf(unit, kind, today)))
  const byDay = (a: SampleReading, b: SampleReading) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0)
  return {
    meters: courses.flatMap(({ start }) => (start.onDate <= today ? start : [])),
    readings: courses.flatMap((course) => course.readings).sort(byDay),
    exchanges: courses.flatMap((course) => course.exchange ?? []),
  }
}

const kinds = ['electricity', 'water'] as const
const letters = { electricity: 'D', water: 'S' } as const

const exchanged = { room: '107', kind: 'electricity', onDate: '2026-04-14' } as const

/** A pipe that leaked unseen, and a state typed with a wrong digit: readings to look at twice. */
const unusual: readonly { room: string; kind: MeterKind; month: string; times: number }[] = [
  { room: '104', kind: 'water', month: '2025-08', times: 9 },
  { room: '106', kind: 'electricity', month: '2026-11', times: 10 },
]

function courseOf(unit: SampleUnitRow, kind: MeterKind, today: DateText) {
  const { area, building, room } = unit
  const place = { area, building, room }
  const random = randomOf(`meter ${area}/${building}/${room} ${kind}`)
  const usual = kind === 'electricity' ? random.between(160, 900) : random.between(3, 26)
  const begin = random.between(20, 900)
  const meter = { place, kind, number: `${letters[kind]}1-${room}` }
  const [taken, handedOverOn] = [routeDay(firstMonth, room), unit.handedOverOn ?? today]
  const start: SampleReading = {
    ...meter,
    onDate: handedOverOn > taken ? handedOverOn : taken,
    valueCenti: handedOverOn > taken ? 0 : begin * usual,
  }
  const readings: SampleReading[] = []
  let exchange: SampleExchange | null = null
  let last = start
  for (let month = after(start.onDate.slice(0, 7)); routeDay(month, room) <= today; month = after(month)) {
    const odd = unusual.find((one) => one.room === room && one.kind === kind && one.month === month)
    const use = usedIn(unit, kind, month, usual, random) * (odd?.times ?? 1)
    const isExchanged = exchanged.room === room && exchanged.kind === kind && exchanged.onDate.startsWith(month)
    if (isExchanged && start.onDate < exchanged.onDate) {
      const { onDate } = exchanged
      const old = { ...last, onDate, valueCenti: last.valueCenti + use }
      last = { ...meter, number: `${meter.number}A`, onDate, valueCenti: 0 }
      exchange = { old, next: last }
    }
    last = { ...last, onDate: routeDay(month, room), valueCenti: last.valueCenti + use }
    readings.push(last)
  }
  return { start, readings, exchange }
}

const after = (month: string): string => addMonths(`${month}-01`, 1).slice(0, 7)

/** One half of the row is read on the 20th or the working day after, the other on the working day after that. */
export function routeDay(month: string, room: string): DateText {
  const first = workingDay(`${month}-20`)
  return room <= '112' ? first : workingDay(addDays(first, 1))
}

function workingDay(date: DateText): DateText {
  const day = offFestival(date)
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? workingDay(addDays(day, 1)) : day
}

/** Air conditioning in summer, heating in winter; an empty shop uses nothing. In hundredths, whole tenths. */
function usedIn(unit: SampleUnitRow, kind: MeterKind, month: string, usual: number, random: Random): number {
  const factor = 0.8 + random.next() * 0.4
  const { movedInOn, movedOutOn } = unit
  const isOpen = movedInOn !== null && movedInOn < `${month}-01` && (movedOutOn === null || movedOutOn > `${month}-20`)
  const season = kind === 'electricity' ? (seasons[Number(month.slice(5)) - 1] ?? 1) : 1
  if (!isOpen) return 0
  return Math.round(usual * factor * season * 10) * 10
}

/** January first. */
const seasons = [1.2, 1.1, 0.9, 0.8, 0.9, 1.2, 1.5, 1.5, 1.3, 1, 0.85, 1.1]
