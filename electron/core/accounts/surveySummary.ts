import { type RawBuilder, sql } from 'kysely'
import { isSatisfied } from '../surveys/list.ts'
import { wilson } from '../surveys/rules.ts'
import { inArea, joinPlace, type Scope, selectPlace, within } from './scope.ts'
import { equals, figure, type Sheet, type Workbook } from './workbook.ts'

/** Forms issued in the year, with what had come back by the day. */
function forms(scope: Scope): RawBuilder<unknown> {
  const back = sql`survey_form.returned_on <= ${scope.asOf}`
  return sql`SELECT ${selectPlace}, area.id AS "areaId", area.sort_key AS "areaKey", survey.id AS "surveyId",
      survey.name AS "survey", survey.begun_on AS "begunOn", survey_form.id AS "id", survey_form.code AS "code",
      survey_form.issued_on AS "date", 1 AS "issued",
      CASE WHEN ${back} THEN survey_form.grade END AS "grade",
      CASE WHEN ${back} THEN survey_form.comment ELSE '' END AS "comment",
      CASE WHEN ${back} THEN 1 ELSE 0 END AS "returned",
      CASE WHEN ${back} AND survey_form.grade IS NOT NULL THEN 1 ELSE 0 END AS "valid",
      CASE WHEN ${back} AND ${isSatisfied} THEN 1 ELSE 0 END AS "satisfied"
    FROM survey_form JOIN survey ON survey.id = survey_form.survey_id ${joinPlace('survey_form.unit_id')}
    WHERE ${within('survey_form.issued_on', scope)} AND ${inArea(scope)}`
}

const count = (id: string) => ({ id, kind: 'count', total: true }) as const
const counts = [
  count('issued'),
  count('returned'),
  { id: 'coverage', kind: 'ratio', ratioOf: { of: 'returned', over: 'issued' } },
  count('valid'),
  count('satisfied'),
  { id: 'satisfaction', kind: 'ratio', ratioOf: { of: 'satisfied', over: 'valid' } },
] as const

const sums = sql`sum(form."issued") AS "issued", sum(form."returned") AS "returned", sum(form."valid") AS "valid",
  sum(form."satisfied") AS "satisfied"`

/** The two ratios of a row, and the bounds of the second's 95 % interval. */
function finish(row: Readonly<Record<string, unknown>>) {
  const ratio = (of: string, over: string) => ({ numerator: Number(row[of]), denominator: Number(row[over]) })
  const satisfaction = ratio('satisfied', 'valid')
  const interval = wilson(satisfaction.numerator, satisfaction.denominator)
  const bound = (tenths: number | undefined) => (tenths === undefined ? null : { numerator: tenths, denominator: 1000 })
  return {
    ...row,
    coverage: ratio('returned', 'issued'),
    satisfaction,
    intervalLow: bound(interval?.low),
    intervalHigh: bound(interval?.high),
  } as never
}

const byArea: Sheet = {
  id: 'satisfactionByArea',
  columns: [
    { id: 'survey', kind: 'text' },
    { id: 'area', kind: 'text' },
    ...counts,
    { id: 'intervalLow', kind: 'ratio' },
    { id: 'intervalHigh', kind: 'ratio' },
  ],
  rows: (scope) => sql`SELECT form."survey", form."area", form."begunOn", form."areaKey" AS "place", ${sums}
    FROM (${forms(scope)}) AS form
    GROUP BY form."surveyId", form."survey", form."begunOn", form."areaId", form."area", form."areaKey"`,
  order: ['begunOn', 'survey', 'place', 'area'],
  finish,
}

const detail: Sheet = {
  id: 'surveyForms',
  columns: [
    { id: 'survey', kind: 'text' },
    { id: 'code', kind: 'text' },
    { id: 'area', kind: 'text' },
    { id: 'building', kind: 'text' },
    { id: 'room', kind: 'text' },
    { id: 'date', name: 'issuedOn', kind: 'date' },
    count('issued'),
    count('returned'),
    count('valid'),
    count('satisfied'),
    { id: 'grade', kind: 'choice', choices: 'vocabulary:grade' },
    { id: 'comment', kind: 'text' },
  ],
  rows: forms,
  order: ['begunOn', 'survey', 'place', 'id'],
}

/** 满意度汇总: satisfaction by survey and area with its coverage, and every form behind it. */
export const surveySummary: Workbook = {
  id: 'survey-summary',
  sheets: [byArea, detail],
  measures: [
    { id: 'issued', sheet: 'satisfactionByArea', column: 'issued', unit: 'count' },
    { id: 'valid', sheet: 'satisfactionByArea', column: 'valid', unit: 'count' },
    { id: 'satisfied', sheet: 'satisfactionByArea', column: 'satisfied', unit: 'count' },
    { id: 'formsIssued', sheet: 'surveyForms', column: 'issued', unit: 'count' },
    { id: 'formsSatisfied', sheet: 'surveyForms', column: 'satisfied', unit: 'count' },
  ],
  checks: [
    ...equals('surveyForms', 'issued', figure('surveys/forms'), { measure: 'formsIssued' }),
    ...equals('satisfiedReplies', 'satisfied', figure('surveys/satisfaction'), { measure: 'formsSatisfied' }),
    ...equals('validReplies', 'valid', { figure: 'surveys/satisfaction', side: 'denominator' }),
  ],
}
