import { addDays, type DateText } from '../../contract/dates.ts'
import { randomOf } from './random.ts'
import type { SampleNeed } from './stores.ts'

/** A replacement of the sample office: from its stores where `code` names an item, else bought at a price in fen. */
export interface SampleReplacement {
  readonly onDate: DateText
  readonly item: string
  readonly place: string
  readonly quantity: number
  readonly code: string | null
  readonly unitPrice: number | null
  readonly note: string
}

interface Kind {
  readonly item: string
  /** Of reference-year.json; the other years are about as many. */
  readonly total: number
  /** Replaced at once. */
  readonly batch: number
  readonly code: string
  readonly places: readonly string[]
}

/** What wears out over the year, place by place, from the stores. */
const worn: readonly Kind[] = [
  {
    item: 'street-lamp',
    total: 60,
    batch: 4,
    code: 'XF-001',
    places: ['小区主干道东段', '小区主干道西段', 'AC区环路', 'B区环路', 'DC区环路', '别墅区道路'],
  },
  {
    item: 'lawn-lamp',
    total: 40,
    batch: 4,
    code: 'XF-002',
    places: ['中心广场草坪', 'B区楼间绿地', 'AC区花园', 'DC区步道', '别墅区绿地'],
  },
  {
    item: 'socket-panel',
    total: 232,
    batch: 8,
    code: 'XF-003',
    places: ['B区1栋公区走廊', 'B区2栋公区走廊', 'B区3栋公区走廊', 'AC区架空层', 'DC区公区走廊', '地下车库B1', '会所'],
  },
  {
    item: 'fire-extinguisher',
    total: 20,
    batch: 2,
    code: 'XF-004',
    places: ['地下车库B1', '配电房', '电梯机房', '门岗'],
  },
  { item: 'fire-hose', total: 12, batch: 2, code: 'XF-005', places: ['地下车库B1', 'B区4栋', 'DC区'] },
]

/** The yearly fire check in November: what had run out is bought and replaced building by building. */
const fireCheck = [
  { place: 'B区1栋', extinguishers: 18, hoses: 6 },
  { place: 'B区2栋', extinguishers: 18, hoses: 6 },
  { place: 'B区3栋', extinguishers: 17, hoses: 5 },
  { place: 'B区4栋', extinguishers: 17, hoses: 5 },
  { place: 'AC区各栋', extinguishers: 24, hoses: 8 },
  { place: 'DC区各栋', extinguishers: 21, hoses: 8 },
  { place: '别墅区及门岗', extinguishers: 10, hoses: 0 },
] as const

/** Replacements of 2025 as the reference year tells them, and of 2026 up to the day before `today`. */
export function replacementsOf(today: DateText): SampleReplacement[] {
  return [2025, 2026]
    .flatMap((year) => [...wornIn(year), ...checkedIn(year), ...(year === 2026 ? others : [])])
    .filter(({ onDate }) => onDate < today)
    .sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
}

/** What of them the stores must have. */
export function replacementNeeds(replacements: readonly SampleReplacement[]): SampleNeed[] {
  return replacements.flatMap(({ onDate, code, quantity }) => (code === null ? [] : [{ onDate, code, quantity }]))
}

function wornIn(year: number): SampleReplacement[] {
  return worn.flatMap(({ item, total, batch, code, places }) => {
    const random = randomOf(`replacements ${item} ${year}`)
    const times = Math.ceil(total / batch)
    return Array.from({ length: times }, (_, index) => {
      const planned = addDays(`${year}-01-08`, Math.floor((index * 345) / times) + random.between(0, 6))
      // The stores buy in the first days of a month.
      const onDate = planned.slice(8) < '06' ? addDays(planned, 6) : planned
      return {
        onDate,
        item,
        place: places[index % places.length] ?? '',
        quantity: Math.min(batch, total - index * batch),
        code,
        unitPrice: null,
        note: '',
      }
    })
  })
}

function checkedIn(year: number): SampleReplacement[] {
  return fireCheck.flatMap(({ place, extinguishers, hoses }, index) => {
    const onDate = addDays(`${year}-11-10`, Math.floor(index / 2))
    const bought = { onDate, place, code: null, note: '年度消防检查，到期及压力不足的一并更换' }
    return [
      { ...bought, item: 'fire-extinguisher', quantity: extinguishers, unitPrice: year === 2025 ? 6500 : 6600 },
      ...(hoses > 0 ? [{ ...bought, item: 'fire-hose', quantity: hoses, unitPrice: year === 2025 ? 9200 : 9400 }] : []),
    ]
  })
}

/** What else was replaced in 2026. */
const others: readonly SampleReplacement[] = [
  {
    onDate: '2026-04-16',
    item: 'well-cover',
    place: '小区主干道东段',
    quantity: 3,
    code: null,
    unitPrice: 19_800,
    note: '车辆碾压开裂',
  },
  {
    onDate: '2026-07-22',
    item: 'emergency-light',
    place: 'DC区楼梯间',
    quantity: 12,
    code: null,
    unitPrice: 4_800,
    note: '电池老化',
  },
]
