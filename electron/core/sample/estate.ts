import type { DateText } from '../../contract/dates.ts'
import type { OccupancyCategory, UnitKind } from '../../contract/vocabulary.ts'

/**
 * The estate on paper: its buildings, and how many units of each phase stand in which occupancy category on
 * 31 December 2025. The counts add up to reference-year.json by construction:
 *
 * |             | decorated | undecorated | decorating | decorated-vacant | vacant | let | leaseback | undelivered |
 * | homes       | 642       | 82          | 88         | 30               | 276    | 95  | 6         | 32          |
 * | shops       | 48        | 7           |            | 5                | 34     |     |           | 4           |
 * | car, store  |           |             |            |                  | 46     |     |           | 12          |
 *
 * so 1258 handed over, 779 of them lived in, 1407 ready. n of the `checks` is 46: 40 parking spaces and 6 storage
 * rooms bear no management fee; 407 = (352 - 46) homes + (55 + 46) let or leased back. Two more towers and 50
 * civil-defence spaces are not ready on that day.
 *
 * Car parks: a building whose name is `X车库` is the car park that parking lets call `X`. Civil-defence spaces may by
 * law be let but not sold, so they never become ready for handover: they are what the office lets by the month.
 */
export const estateName = '锦澜花园'

/** What a building's management fee goes by (see fees/plan.ts); null bears none. */
export type RateClass = 'walk-up' | 'mid-rise' | 'high-rise' | 'villa' | 'shop'

export interface Building {
  readonly area: string
  readonly name: string
  readonly kind: UnitKind
  readonly rate: RateClass | null
  readonly firstFloor: number
  readonly lastFloor: number
  /** Areas of the rooms of one floor, integer 0.01 m², room 01 first. */
  readonly columns: readonly number[]
  /** Largest difference of a single unit from its column, integer 0.01 m². */
  readonly spread: number
  readonly readyOn: DateText
  readonly dueOn: DateText
}

/**
 * How a unit came to where it stands: handed over in 2025, bought as well as handed over (or leased back) in 2025, sold
 * but not yet collected, never for sale, or the ordinary way (handed over before 2025; unsold where not handed over).
 */
export type Course = 'ordinary' | 'in-2025' | 'bought-in-2025' | 'sold' | 'never-ready'

export interface Lot {
  readonly category: OccupancyCategory
  readonly count: number
  readonly course: Course
}

/** Buildings handed over as one phase, whose units share out the lots. */
export interface Phase {
  readonly name: string
  readonly buildings: readonly Building[]
  readonly lots: readonly Lot[]
}

const lot = (category: OccupancyCategory, count: number, course: Course = 'ordinary'): Lot => ({
  category,
  count,
  course,
})

const walkUp4 = [10068, 7662, 7662, 10068]
const walkUp3 = [10918, 7306, 10918]
const midRise = [12662, 9412, 9460, 12788]
const smallFlats = [5955, 5256, 4938, 4938, 4938, 4938, 5256, 5955]
const tower = [14702, 12368, 12368, 14702]
const row = (count: number): number[] => Array.from({ length: count }, () => 27610)

function acBuilding(number: number): Building {
  const [readyOn, dueOn] =
    number <= 4
      ? ['2016-05-20', '2016-06-30']
      : number <= 8
        ? ['2016-10-20', '2016-11-30']
        : ['2017-05-18', '2017-06-30']
  const columns = number <= 8 ? walkUp4 : walkUp3
  const shape = { kind: 'residence', rate: 'walk-up', firstFloor: 1, lastFloor: 6, columns, spread: 0 } as const
  return { area: 'AC区', name: `${number}栋`, ...shape, readyOn, dueOn }
}

function bBuilding(number: number): Building {
  const [readyOn, dueOn] = number <= 16 ? ['2018-06-15', '2018-07-31'] : ['2018-11-20', '2018-12-31']
  const shape = {
    kind: 'residence',
    rate: 'mid-rise',
    firstFloor: 1,
    lastFloor: 11,
    columns: midRise,
    spread: 0,
  } as const
  return { area: 'B区', name: `${number}栋`, ...shape, readyOn, dueOn }
}

/** The first floor of a tower is open (架空层), so its rooms begin on the second. */
function dcTower(number: number, readyOn: DateText, dueOn: DateText): Building {
  const shape = {
    kind: 'residence',
    rate: 'high-rise',
    firstFloor: 2,
    lastFloor: 18,
    columns: tower,
    spread: 0,
  } as const
  return { area: 'DC区', name: `${number}栋`, ...shape, readyOn, dueOn }
}

/** Terraces of six, the last three of five: each house is one number. */
function villaTerrace(number: number): Building {
  const [readyOn, dueOn] = number <= 42 ? ['2019-11-25', '2019-12-31'] : ['2020-09-20', '2020-10-31']
  const columns = row(number <= 51 ? 6 : 5)
  const shape = { kind: 'villa', rate: 'villa', firstFloor: 1, lastFloor: 1, columns, spread: 3600 } as const
  return { area: '别墅区', name: `${number}栋`, ...shape, readyOn, dueOn }
}

function shopRow(
  area: string,
  number: number,
  floors: number,
  rooms: number,
  readyOn: DateText,
  dueOn: DateText,
): Building {
  const columns = Array.from({ length: rooms }, () => 5230)
  const shape = { kind: 'shop', rate: 'shop', firstFloor: 1, lastFloor: floors, columns, spread: 1700 } as const
  return { area, name: `商${number}栋`, ...shape, readyOn, dueOn }
}

/** A garage is drawn as zones × spaces, so that its map reads like a building's. */
function garage(area: string, name: string, zones: number, spaces: number, readyOn: DateText): Building {
  const columns = Array.from({ length: spaces }, () => 1325)
  const shape = { kind: 'parking', rate: null, firstFloor: 1, lastFloor: zones, columns, spread: 48 } as const
  return { area, name, ...shape, readyOn, dueOn: readyOn }
}

const storage: Building = {
  area: 'AC区',
  name: '储1栋',
  kind: 'storage',
  rate: null,
  firstFloor: 1,
  lastFloor: 1,
  columns: [864, 864, 982, 982, 982, 982, 864, 864],
  spread: 0,
  readyOn: '2017-06-30',
  dueOn: '2017-07-31',
}

const buildings = (from: number, to: number, make: (number: number) => Building): Building[] =>
  Array.from({ length: to - from + 1 }, (_, index) => make(from + index))

export const phases: readonly Phase[] = [
  {
    name: 'AC',
    buildings: buildings(1, 13, acBuilding),
    lots: [
      lot('decorated-resident', 184),
      lot('undecorated-resident', 30),
      lot('decorating', 4),
      lot('decorated-vacant', 10),
      lot('vacant', 35),
      lot('vacant', 2, 'in-2025'),
      lot('unsold-let', 12),
      lot('undelivered-leaseback', 2),
      lot('undelivered-leaseback', 1, 'bought-in-2025'),
      lot('undelivered', 2),
    ],
  },
  {
    name: 'B',
    buildings: buildings(14, 19, bBuilding),
    lots: [
      lot('decorated-resident', 168),
      lot('undecorated-resident', 21),
      lot('undecorated-resident', 1, 'in-2025'),
      lot('decorating', 6),
      lot('decorated-vacant', 8),
      lot('vacant', 41),
      lot('vacant', 3, 'in-2025'),
      lot('unsold-let', 12),
      lot('undelivered-leaseback', 2),
      lot('undelivered', 2),
    ],
  },
  {
    // Small flats that the developer kept and lets to young people (人才公寓).
    name: 'B flats',
    buildings: [
      {
        area: 'B区',
        name: '20栋',
        kind: 'residence',
        rate: 'mid-rise',
        firstFloor: 1,
        lastFloor: 11,
        columns: smallFlats,
        spread: 0,
        readyOn: '2019-05-20',
        dueOn: '2019-06-30',
      },
    ],
    lots: [
      lot('decorated-resident', 8),
      lot('undecorated-resident', 6),
      lot('vacant', 8),
      lot('unsold-let', 62),
      lot('undelivered', 4),
    ],
  },
  {
    name: 'villas',
    buildings: buildings(31, 54, villaTerrace),
    lots: [
      lot('decorated-resident', 62),
      lot('undecorated-resident', 6),
      lot('decorating', 12),
      lot('decorated-vacant', 5),
      lot('vacant', 52),
      lot('undelivered', 4),
    ],
  },
  {
    name: 'DC 21',
    buildings: [dcTower(21, '2021-03-25', '2021-04-30')],
    lots: [
      lot('decorated-resident', 53),
      lot('undecorated-resident', 4),
      lot('decorating', 3),
      lot('decorated-vacant', 2),
      lot('vacant', 5),
      lot('unsold-let', 1),
    ],
  },
  {
    name: 'DC 22',
    buildings: [dcTower(22, '2021-09-20', '2021-10-31')],
    lots: [
      lot('decorated-resident', 45),
      lot('undecorated-resident', 4),
      lot('decorating', 4),
      lot('decorated-vacant', 2),
      lot('vacant', 12),
      lot('unsold-let', 1),
    ],
  },
  {
    name: 'DC 23',
    buildings: [dcTower(23, '2022-06-10', '2022-07-15')],
    lots: [
      lot('decorated-resident', 42),
      lot('undecorated-resident', 4),
      lot('decorating', 4),
      lot('decorating', 1, 'in-2025'),
      lot('decorated-vacant', 1),
      lot('vacant', 13),
      lot('vacant', 1, 'in-2025'),
      lot('unsold-let', 2),
    ],
  },
  {
    name: 'DC 24',
    buildings: [dcTower(24, '2023-05-18', '2023-06-30')],
    lots: [
      lot('decorated-resident', 37),
      lot('undecorated-resident', 3),
      lot('decorating', 6),
      lot('decorating', 2, 'in-2025'),
      lot('decorated-vacant', 1),
      lot('vacant', 16),
      lot('vacant', 2, 'in-2025'),
      lot('unsold-let', 1),
    ],
  },
  {
    name: 'DC 25',
    buildings: [dcTower(25, '2024-03-15', '2024-04-20')],
    lots: [
      lot('decorated-resident', 29),
      lot('undecorated-resident', 1),
      lot('decorating', 11),
      lot('decorating', 3, 'in-2025'),
      lot('decorated-vacant', 1),
      lot('vacant', 13),
      lot('vacant', 4, 'in-2025'),
      lot('vacant', 2, 'bought-in-2025'),
      lot('unsold-let', 2),
      lot('undelivered-leaseback', 1),
      lot('undelivered', 1),
    ],
  },
  {
    name: 'DC 26',
    buildings: [dcTower(26, '2024-11-20', '2024-12-20')],
    lots: [
      lot('decorated-resident', 9),
      lot('decorated-resident', 3, 'in-2025'),
      lot('undecorated-resident', 1, 'in-2025'),
      lot('decorating', 10),
      lot('decorating', 6, 'in-2025'),
      lot('decorating', 2, 'bought-in-2025'),
      lot('vacant', 16),
      lot('vacant', 12, 'in-2025'),
      lot('vacant', 4, 'bought-in-2025'),
      lot('unsold-let', 2),
      lot('undelivered', 1, 'sold'),
      lot('undelivered', 2),
    ],
  },
  {
    name: 'DC 27',
    buildings: [dcTower(27, '2025-06-26', '2025-07-31')],
    lots: [
      lot('decorated-resident', 2, 'in-2025'),
      lot('undecorated-resident', 1, 'in-2025'),
      lot('decorating', 14, 'in-2025'),
      lot('vacant', 35, 'in-2025'),
      lot('undelivered', 12, 'sold'),
      lot('undelivered', 4),
    ],
  },
  {
    // Ready in May 2026, so its handover is the work of that summer.
    name: 'DC 28',
    buildings: [dcTower(28, '2026-05-20', '2026-06-30')],
    lots: [lot('undelivered', 60, 'sold'), lot('undelivered', 8)],
  },
  {
    // Still being built through most of 2026.
    name: 'DC 29',
    buildings: [dcTower(29, '2026-12-12', '2026-12-31')],
    lots: [lot('undelivered', 44, 'sold'), lot('undelivered', 24)],
  },
  {
    name: 'shops',
    buildings: [
      shopRow('AC区', 1, 1, 24, '2016-10-20', '2016-11-30'),
      shopRow('B区', 2, 1, 30, '2018-11-20', '2018-12-31'),
      shopRow('DC区', 3, 2, 22, '2021-09-20', '2021-10-31'),
    ],
    lots: [
      lot('decorated-resident', 48),
      lot('undecorated-resident', 7),
      lot('decorated-vacant', 5),
      lot('vacant', 33),
      lot('vacant', 1, 'bought-in-2025'),
      lot('undelivered', 4),
    ],
  },
  {
    name: 'car park C',
    buildings: [garage('AC区', 'C车库', 5, 12, '2017-06-30')],
    lots: [
      lot('vacant', 15),
      lot('vacant', 11, 'bought-in-2025'),
      lot('undelivered', 2, 'sold'),
      lot('undelivered', 4),
      lot('undelivered', 28, 'never-ready'),
    ],
  },
  {
    name: 'car park B',
    buildings: [garage('B区', 'B车库', 4, 10, '2018-12-20')],
    lots: [
      lot('vacant', 7),
      lot('vacant', 7, 'bought-in-2025'),
      lot('undelivered', 2, 'sold'),
      lot('undelivered', 2),
      lot('undelivered', 22, 'never-ready'),
    ],
  },
  {
    name: 'storage',
    buildings: [storage],
    lots: [lot('vacant', 5), lot('vacant', 1, 'bought-in-2025'), lot('undelivered', 2)],
  },
]

const rateClasses = new Map(phases.flatMap((phase) => phase.buildings.map((b) => [`${b.area}/${b.name}`, b.rate])))

/** What a unit's management fee goes by; null where the unit bears none. */
export function rateClassOf(unit: { readonly area: string; readonly building: string }): RateClass | null {
  return rateClasses.get(`${unit.area}/${unit.building}`) ?? null
}
