import { addDays, addMonths, type DateText } from '../../contract/dates.ts'
import type { TallyFields } from '../../contract/tallies.ts'
import type { TallyRegisterId } from '../../contract/tallyRegisters.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleUnitRow } from './rows.ts'

/** A count of the sample office; of a unit where it names one. */
export interface SampleTally {
  readonly register: TallyRegisterId
  readonly unit: { readonly area: string; readonly building: string; readonly room: string } | null
  readonly fields: Omit<TallyFields, 'unitId'>
}

/** `cleaning/rounds` and `greening/labour-days` of reference-year.json. */
const vacantUnitsCleaned = 17
const liftDoors = [
  { place: 'B区 1栋、2栋', doors: 9 },
  { place: 'B区 3栋、4栋', doors: 9 },
  { place: 'DC区', doors: 9 },
] as const

/** What is washed every second month, and from which month on. */
export const everySecondMonth = [
  { item: 'main-road-wash', from: 1, place: '小区主干道', cost: 0 },
  { item: 'stilt-floor-wash', from: 2, place: '各栋架空层', cost: 0 },
  { item: 'square-wash', from: 1, place: '中心广场', cost: 0 },
  { item: 'pool-wash', from: 2, place: '中心水池', cost: 36_000 },
  { item: 'garage-wash', from: 1, place: '地下车库', cost: 48_000 },
] as const

/** Hired days of a month over the growing season: what was done, and hundredths of days. Together 81 days a year. */
const greening = [
  { month: 3, item: 'pruning', place: '主干道两侧', days: 400 },
  { month: 3, item: 'fertilizing', place: '全区草坪', days: 400 },
  { month: 4, item: 'replanting', place: 'B区楼间绿地', days: 600 },
  { month: 4, item: 'weeding', place: 'AC区绿地', days: 450 },
  { month: 5, item: 'mowing', place: '全区草坪', days: 600 },
  { month: 5, item: 'pest-control', place: '全区乔木', days: 500 },
  { month: 6, item: 'mowing', place: '全区草坪', days: 600 },
  { month: 6, item: 'weeding', place: 'DC区绿地', days: 400 },
  { month: 7, item: 'mowing', place: '全区草坪', days: 550 },
  { month: 7, item: 'watering', place: '新补苗木', days: 400 },
  { month: 8, item: 'mowing', place: '全区草坪', days: 500 },
  { month: 8, item: 'hired-labour', place: '台风后清枝', days: 400 },
  { month: 9, item: 'pruning', place: '别墅区绿篱', days: 500 },
  { month: 9, item: 'mowing', place: '全区草坪', days: 400 },
  { month: 10, item: 'pruning', place: '主干道两侧', days: 450 },
  { month: 10, item: 'fertilizing', place: '全区草坪', days: 350 },
  { month: 11, item: 'pruning', place: 'AC区乔木', days: 600 },
] as const

/** Fen of a day's hired labour. */
const wages: Readonly<Record<number, number>> = { 2025: 18_000, 2026: 19_000 }

const leaders = ['王素珍', '蔡丽华'] as const

/** The counts of 2025 as the reference year tells them, and of 2026 up to the day before. */
export function cleaningOf(units: readonly SampleUnitRow[], today: DateText): SampleTally[] {
  return [2025, 2026]
    .flatMap((year) => [...cleaningIn(year), ...vacantIn(year, units), ...greeningIn(year)])
    .filter(({ fields }) => fields.onDate < today)
    .sort((a, b) => (a.fields.onDate < b.fields.onDate ? -1 : a.fields.onDate > b.fields.onDate ? 1 : 0))
}

function cleaningIn(year: number): SampleTally[] {
  const random = randomOf(`cleaning ${year}`)
  const count = (item: string, onDate: DateText, place: string, more: Partial<TallyFields> = {}): SampleTally => ({
    register: 'cleaning',
    unit: null,
    fields: { ...blank(random), onDate, item, place, ...more },
  })
  const byHand = `${year}-01-01` < programmedFrom ? everySecondMonth : []
  const washed = byHand.flatMap(({ item, from, place, cost }) =>
    [0, 2, 4, 6, 8, 10].map((later) =>
      count(item, workday(random, year, from + later), place, cost === 0 ? {} : { cost, note: '外请高压水车' }),
    ),
  )
  return [
    ...washed,
    ...liftDoors.map(({ place, doors }, index) =>
      count('lift-door-polish', workday(random, year, [3, 6, 9][index] ?? 3), place, {
        quantity: doors,
        cost: doors * 4_500,
      }),
    ),
    count('perimeter-brick-scrub', workday(random, year, 4), '小区外围人行道', { labourDays: 300, cost: 54_000 }),
    count('sewer-clearing', workday(random, year, 5), '全区污水井', { cost: 260_000, note: '汛前清掏' }),
    count('sewer-clearing', workday(random, year, 10), '全区污水井', { cost: 240_000 }),
  ]
}

/** From 2026 on, what is washed comes by programmes. */
export const programmedFrom = '2026-01-01'

/** Units that nobody lived in all year are cleaned before they are shown or handed over. */
function vacantIn(year: number, units: readonly SampleUnitRow[]): SampleTally[] {
  const random = randomOf(`vacant units cleaned ${year}`)
  const vacant = units.filter(
    ({ kind, readyOn, movedInOn, letFrom, leasebackFrom }) =>
      kind === 'residence' &&
      readyOn !== null &&
      readyOn < `${year}-01-01` &&
      movedInOn === null &&
      letFrom === null &&
      leasebackFrom === null,
  )
  return random
    .shuffle(vacant)
    .slice(0, vacantUnitsCleaned)
    .map(({ area, building, room }) => ({
      register: 'cleaning',
      unit: { area, building, room },
      fields: {
        ...blank(random),
        onDate: workday(random, year, random.between(2, 11)),
        item: 'vacant-unit-clean',
        place: '',
      },
    }))
}

function greeningIn(year: number): SampleTally[] {
  const random = randomOf(`greening ${year}`)
  return greening.map(({ month, item, place, days }) => ({
    register: 'greening',
    unit: null,
    fields: {
      ...blank(random),
      onDate: workday(random, year, month),
      item,
      place,
      labourDays: days,
      cost: (days * (wages[year] ?? 0)) / 100,
    },
  }))
}

function blank(random: Random) {
  return {
    quantity: 1,
    labourDays: 0,
    unitPrice: null,
    cost: null,
    inspector: random.pick(leaders),
    score: random.between(176, 198) * 50,
    note: '',
  }
}

function workday(random: Random, year: number, month: number): DateText {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const days = random.between(2, 24)
  const day = addDays(first, days)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const later = weekday === 0 ? addDays(day, 1) : weekday === 6 ? addDays(day, 2) : day
  return later < addMonths(first, 1) ? later : addDays(day, -1)
}
