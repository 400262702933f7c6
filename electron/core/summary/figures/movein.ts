import { type RawBuilder, sql } from 'kysely'
import { decorated } from '../../estate/occupancy.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Parts, Period, RecordSet } from '../figure.ts'
import { handedOver } from './handover.ts'

/** Households: units with somebody living in them on the day. One stay at most holds on any day. */
export const movedIn: RecordSet = {
  id: 'units-moved-in',
  record: 'unit.id',
  from: (db, period) =>
    db
      .selectFrom('stay')
      .innerJoin('unit', 'unit.id', 'stay.unit_id')
      .where(
        sql<boolean>`stay.moved_in_on <= ${period.asOf} AND (stay.moved_out_on IS NULL OR stay.moved_out_on > ${period.asOf})`,
      ) as unknown as ListQuery,
  date: () => sql<string>`stay.moved_in_on`,
  part: (period) => sql<string>`CASE WHEN ${decorated(period.asOf)} THEN 'decorated' ELSE 'undecorated' END`,
  measures: { area: sql<number>`unit.area_centi` },
}

/** Those households by area, and of them the ones of which something is true: how far the office has reached. */
export function reached(
  id: string,
  among: (period: Period) => RawBuilder<boolean>,
): { all: RecordSet; some: RecordSet } {
  const part = () =>
    sql<string>`(SELECT area.name FROM building JOIN area ON area.id = building.area_id
      WHERE building.id = unit.building_id)`
  const all = { ...movedIn, id: `${id}-households`, part }
  return { all, some: { ...all, id, from: (db, period) => movedIn.from(db, period).where(among(period)) } }
}

const decoration: Parts = {
  always: true,
  labels: {
    decorated: { zh: '已装修入住', en: 'Decorated' },
    undecorated: { zh: '未装修入住', en: 'Undecorated' },
  },
}

const section = 'movein'

/** Register 3 of the product page: `movein/*`. Shops, parking spaces and storage rooms are counted with homes. */
export const moveinFigures: readonly Figure[] = [
  {
    id: 'movein/households',
    section,
    unit: 'count',
    inTime: 'standing',
    of: movedIn,
    parts: decoration,
    label: { zh: '累计入住', en: 'Households moved in' },
    definition: {
      zh: '统计日当天已入住且未迁出的户数（迁出日当天视为已迁出）；装修在统计日前完工的为已装修入住。店面、车位、储藏间一并计入。',
      en: 'Units moved in and not moved out on the as-of date (out already on the move-out date), split by a decoration finished by then. Shops, parking spaces and storage rooms are counted with homes.',
    },
  },
  {
    id: 'movein/area',
    section,
    unit: 'm2',
    inTime: 'standing',
    of: movedIn,
    measure: 'area',
    label: { zh: '入住面积', en: 'Area moved in' },
    definition: { zh: '累计入住各户的建筑面积之和。', en: 'Sum of the areas of the households moved in.' },
  },
  {
    id: 'movein/rate',
    section,
    unit: 'ratio',
    inTime: 'standing',
    numerator: movedIn,
    denominator: handedOver,
    label: { zh: '入住率', en: 'Move-in rate' },
    definition: {
      zh: '累计入住户数 ÷ 累计交房户数，均截至统计日。',
      en: 'Households moved in ÷ units handed over, both by the as-of date.',
    },
  },
]
