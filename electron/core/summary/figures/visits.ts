import { sql } from 'kysely'
import { findingKinds } from '../../../contract/vocabulary.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Period, RecordSet } from '../figure.ts'
import { reached } from './movein.ts'

const metWithin = ({ from, to }: Period) =>
  sql<boolean>`visit.result = 'met' AND visit.on_date >= ${from} AND visit.on_date <= ${to}`

const households: RecordSet = {
  id: 'visited',
  record: 'unit.id',
  from: (db, period) =>
    (db.selectFrom('unit') as unknown as ListQuery).where(
      sql<boolean>`unit.id IN (SELECT visit.unit_id FROM visit WHERE ${metWithin(period)})`,
    ),
  date: (period) =>
    sql<string>`(SELECT max(visit.on_date) FROM visit WHERE visit.unit_id = unit.id AND ${metWithin(period)})`,
}

const findings: RecordSet = {
  id: 'findings',
  record: 'visit_finding.id',
  opens: { page: 'visit', id: 'visit.id' },
  from: (db, period) =>
    db
      .selectFrom('visit')
      .innerJoin('visit_finding', 'visit_finding.visit_id', 'visit.id')
      .innerJoin('unit', 'unit.id', 'visit.unit_id')
      .where(metWithin(period)) as unknown as ListQuery,
  date: () => sql<string>`visit.on_date`,
  what: sql<string>`visit_finding.content`,
  part: () => sql<string>`visit_finding.kind`,
}

const coverage = reached(
  'households-visited',
  (period) => sql<boolean>`unit.id IN (SELECT visit.unit_id FROM visit WHERE ${metWithin(period)})`,
)

/** Register 6 of the product page: `visits/*`. */
export const visitsFigures: readonly Figure[] = [
  {
    id: 'visits/households',
    section: 'visits',
    unit: 'count',
    inTime: 'distinct',
    of: households,
    label: { zh: '入户走访', en: 'Households visited' },
    definition: {
      zh: '本年内且不晚于统计日走访并见到人（已访）的不同房屋；同一户多次走访算一户，无人和拒访不算。',
      en: 'Distinct units where somebody was met within the year and by the as-of date; several visits to one count once, absent and refused do not.',
    },
  },
  {
    id: 'visits/findings',
    section: 'visits',
    unit: 'count',
    of: findings,
    parts: {
      always: true,
      labels: {
        attitude: { zh: findingKinds.attitude, en: 'Attitude' },
        facilities: { zh: findingKinds.facilities, en: 'Facilities' },
        'security-and-vehicles': { zh: findingKinds['security-and-vehicles'], en: 'Security and vehicles' },
        'cleaning-and-greening': { zh: findingKinds['cleaning-and-greening'], en: 'Cleaning and greening' },
      },
    },
    label: { zh: '走访反映的问题', en: 'Findings of visits' },
    definition: {
      zh: '上述已访走访中反映的问题，一个问题计一次，按类型分列。',
      en: 'What households spoke of in these visits, each finding once, by kind.',
    },
  },
  {
    id: 'visits/coverage',
    section: 'visits',
    unit: 'ratio',
    numerator: coverage.some,
    denominator: coverage.all,
    parts: { always: false, named: true, labels: {} },
    label: { zh: '走访覆盖率', en: 'Households reached by visits' },
    definition: {
      zh: '统计日已入住的户数中，本年内且不晚于统计日走访并见到人的 ÷ 统计日已入住的户数，按区域分列。',
      en: 'Of the households moved in on the as-of date, those where somebody was met within the year and by the as-of date ÷ all of them, by area.',
    },
  },
]
