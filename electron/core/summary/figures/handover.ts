import { type RawBuilder, sql } from 'kysely'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Parts, RecordSet } from '../figure.ts'

function unitsBy(id: string, date: 'ready_on' | 'due_on' | 'handed_over_on', within: 'year' | 'everBefore'): RecordSet {
  const column = sql.ref<string>(`unit.${date}`)
  return {
    id,
    record: 'unit.id',
    from: (db, period) =>
      (db.selectFrom('unit') as unknown as ListQuery).where(
        within === 'year'
          ? sql<boolean>`${column} >= ${period.from} AND ${column} <= ${period.to}`
          : sql<boolean>`${column} <= ${period.asOf}`,
      ),
    date: () => column,
    measures: { area: sql<number>`unit.area_centi` },
  }
}

/** Units ready for handover by the day. */
export const ready = unitsBy('units-ready', 'ready_on', 'everBefore')
/** Units handed over by the day. */
export const handedOver = unitsBy('units-handed-over', 'handed_over_on', 'everBefore')
const dueInYear = unitsBy('units-due-in-year', 'due_on', 'year')
const doneInYear: RecordSet = {
  ...unitsBy('units-handed-over-in-year', 'handed_over_on', 'year'),
  part: (): RawBuilder<string> => sql<string>`unit.kind`,
}

const unitKinds: Parts = {
  always: false,
  labels: {
    residence: { zh: '住宅', en: 'Residences' },
    villa: { zh: '别墅', en: 'Villas' },
    shop: { zh: '店面', en: 'Shops' },
    parking: { zh: '车位', en: 'Parking spaces' },
    storage: { zh: '储藏间', en: 'Storage rooms' },
  },
}

const section = 'handover'

/** Register 3 of the product page: `handover/*`. All kinds of unit count, shops, parking and storage included. */
export const handoverFigures: readonly Figure[] = [
  {
    id: 'handover/due-in-year',
    section,
    unit: 'count',
    of: dueInYear,
    label: { zh: '本年应交房', en: 'Due for handover in the year' },
    definition: {
      zh: '应交房日期在本年内且不晚于统计日的户数（住宅、别墅、店面、车位、储藏间合计）。',
      en: 'Units whose due date lies within the year and not after the as-of date; all kinds of unit.',
    },
  },
  {
    id: 'handover/done-in-year',
    section,
    unit: 'count',
    of: doneInYear,
    parts: unitKinds,
    label: { zh: '本年实际交房', en: 'Handed over in the year' },
    definition: {
      zh: '交房日期在本年内且不晚于统计日的户数，按房屋类型分列。',
      en: 'Units handed over within the year and not after the as-of date, by kind of unit.',
    },
  },
  {
    id: 'handover/ready',
    section,
    unit: 'count',
    inTime: 'standing',
    of: ready,
    label: { zh: '累计达到交房条件', en: 'Ready for handover, in all' },
    definition: {
      zh: '达到交房条件日期不晚于统计日的户数。',
      en: 'Units whose ready date is not after the as-of date.',
    },
  },
  {
    id: 'handover/done',
    section,
    unit: 'count',
    inTime: 'standing',
    of: handedOver,
    label: { zh: '累计交房', en: 'Handed over, in all' },
    definition: { zh: '交房日期不晚于统计日的户数。', en: 'Units handed over by the as-of date.' },
  },
  {
    id: 'handover/done-area',
    section,
    unit: 'm2',
    inTime: 'standing',
    of: handedOver,
    measure: 'area',
    label: { zh: '累计交房面积', en: 'Area handed over' },
    definition: {
      zh: '累计交房各户的建筑面积之和。',
      en: 'Sum of the areas of the units handed over by the as-of date.',
    },
  },
  {
    id: 'handover/rate',
    section,
    unit: 'ratio',
    inTime: 'standing',
    numerator: handedOver,
    denominator: ready,
    label: { zh: '交房率', en: 'Handover rate' },
    definition: {
      zh: '累计交房户数 ÷ 累计达到交房条件户数，均截至统计日。',
      en: 'Units handed over ÷ units ready for handover, both by the as-of date.',
    },
  },
]
