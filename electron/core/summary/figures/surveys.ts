import { sql } from 'kysely'
import { satisfiedGrades } from '../../../contract/surveys.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Parts, Period, RecordSet } from '../figure.ts'
import { reached } from './movein.ts'

const satisfied = sql`survey_form.grade IN (${sql.join(satisfiedGrades.map((one) => sql.lit(one)))})`

function forms(id: string, among: (period: Period) => ReturnType<typeof sql<boolean>>): RecordSet {
  return {
    id,
    record: 'survey_form.id',
    unit: 'survey_form.unit_id',
    from: (db, period) =>
      (db.selectFrom('survey_form') as unknown as ListQuery)
        .where(sql<boolean>`survey_form.issued_on >= ${period.from} AND survey_form.issued_on <= ${period.to}`)
        .where(among(period)),
    date: () => sql<string>`survey_form.issued_on`,
    what: sql<string>`survey_form.code`,
    part: () =>
      sql<string>`(SELECT area.name FROM building JOIN area ON area.id = building.area_id
        WHERE building.id = unit.building_id)`,
  }
}

const issued = forms('forms', () => sql<boolean>`1 = 1`)
const valid = forms(
  'valid-replies',
  ({ asOf }) => sql<boolean>`survey_form.grade IS NOT NULL AND survey_form.returned_on <= ${asOf}`,
)
const content = forms(
  'satisfied-replies',
  ({ asOf }) => sql<boolean>`${satisfied} AND survey_form.returned_on <= ${asOf}`,
)

const coverage = reached(
  'households-asked',
  ({ from, to, asOf }) => sql<boolean>`unit.id IN (SELECT survey_form.unit_id FROM survey_form
    WHERE survey_form.issued_on >= ${from} AND survey_form.issued_on <= ${to}
      AND survey_form.grade IS NOT NULL AND survey_form.returned_on <= ${asOf})`,
)

const byArea: Parts = { always: false, named: true, labels: {} }

/** Register 6 of the product page: `surveys/*`. */
export const surveysFigures: readonly Figure[] = [
  {
    id: 'surveys/forms',
    section: 'surveys',
    unit: 'count',
    of: issued,
    label: { zh: '满意度调查表', en: 'Survey forms' },
    definition: {
      zh: '本年内且不晚于统计日发放的调查表，收回与否都算。',
      en: 'Forms issued within the year and by the as-of date, returned or not.',
    },
  },
  {
    id: 'surveys/satisfaction',
    section: 'surveys',
    unit: 'ratio',
    numerator: content,
    denominator: valid,
    parts: byArea,
    label: { zh: '总体满意度', en: 'Satisfaction' },
    definition: {
      zh: '上述调查表中，总体评价为非常满意或满意的 ÷ 到统计日收回且有总体评价的（有效份数），按区域分列。收回而未评的不计入分母。',
      en: 'Of these forms, overall grade satisfied or better ÷ returned by the as-of date with an overall grade (valid replies), by area. A returned form without a grade is not in the denominator.',
    },
  },
  {
    id: 'surveys/coverage',
    section: 'surveys',
    unit: 'ratio',
    numerator: coverage.some,
    denominator: coverage.all,
    parts: byArea,
    label: { zh: '调查覆盖率', en: 'Households reached by the survey' },
    definition: {
      zh: '统计日已入住的户数中，本年内且不晚于统计日发放、到统计日收回且有总体评价的 ÷ 统计日已入住的户数，按区域分列。',
      en: 'Of the households moved in on the as-of date, those with a form issued within the year and by the as-of date, returned by then with an overall grade ÷ all of them, by area.',
    },
  },
]
