import { sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { satisfiedGrades } from '../../contract/surveys.ts'
import { containsPattern } from '../../db/dialect.ts'
import { unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { rateText } from './rules.ts'

/** Condition: the row `survey_form` is a satisfied reply. */
export const isSatisfied = sql<boolean>`survey_form.grade IN (${sql.join(satisfiedGrades.map((one) => sql.lit(one)))})`

const formsOf = (condition: ReturnType<typeof sql<boolean>>) =>
  sql<number>`(SELECT count(*) FROM survey_form WHERE survey_form.survey_id = survey.id AND ${condition})`

/** Surveys with how far they are, the newest first. */
export const surveysSource: ListSource<'surveys'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('survey') as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('survey.begun_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('survey.begun_on'), '<=', filter.to)
    const text = filter.text?.trim()
    if (text) query = query.where(sql<boolean>`survey.name LIKE ${containsPattern(text)} ESCAPE '\\'`)
    return query
  },
  select: (query) =>
    query.select([
      sql`survey.id`.as('id'),
      sql`survey.name`.as('name'),
      sql`survey.begun_on`.as('begunOn'),
      sql`(SELECT questionnaire.name || ' v' || questionnaire_edition.number FROM questionnaire_edition
        JOIN questionnaire ON questionnaire.id = questionnaire_edition.questionnaire_id
        WHERE questionnaire_edition.id = survey.edition_id)`.as('questionnaire'),
      formsOf(sql<boolean>`1 = 1`).as('issued'),
      formsOf(sql<boolean>`survey_form.returned_on IS NOT NULL`).as('returned'),
      formsOf(sql<boolean>`survey_form.grade IS NOT NULL`).as('valid'),
      formsOf(isSatisfied).as('satisfied'),
    ]) as unknown as ListQuery,
  order: () => ({ name: 'survey.name', begunOn: 'survey.begun_on' }),
  defaultSort: [{ by: 'begunOn', descending: true }],
  tieBreak: 'survey.id',
  row: (raw) => ({ ...raw, rate: rateText(Number(raw.satisfied), Number(raw.valid)) }) as ListRow<'surveys'>,
}

/** Forms of surveys, in the order of places. */
export const surveyFormsSource: ListSource<'surveyForms'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('survey_form')
      .innerJoin('unit', 'unit.id', 'survey_form.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.surveyId !== undefined) query = query.where(sql.ref('survey_form.survey_id'), '=', filter.surveyId)
    if (filter.grade !== undefined) query = query.where(sql.ref('survey_form.grade'), '=', filter.grade)
    if (filter.unitId !== undefined) query = query.where(sql.ref('survey_form.unit_id'), '=', filter.unitId)
    if (filter.show === 'outstanding') query = query.where(sql<boolean>`survey_form.returned_on IS NULL`)
    if (filter.show === 'returned') query = query.where(sql<boolean>`survey_form.returned_on IS NOT NULL`)
    if (filter.show === 'valid') query = query.where(sql<boolean>`survey_form.grade IS NOT NULL`)
    if (filter.show === 'satisfied') query = query.where(isSatisfied)
    if (filter.questionId !== undefined && filter.answer !== undefined) {
      query = query.where(
        sql<boolean>`EXISTS (SELECT 1 FROM survey_answer WHERE survey_answer.form_id = survey_form.id
          AND survey_answer.question_id = ${filter.questionId} AND survey_answer.value = ${filter.answer})`,
      )
    }
    if (filter.show === 'comments') query = query.where(sql<boolean>`survey_form.comment <> ''`)
    const text = filter.text?.trim()
    if (text) query = query.where(sql<boolean>`(survey_form.code = ${text} OR ${unitMatches(text)})`)
    return query
  },
  select: (query) =>
    withPlace(query)
      .innerJoin('survey', (join) => join.on(sql<boolean>`survey.id = survey_form.survey_id`))
      .select([
        sql`survey_form.id`.as('id'),
        sql`survey.id`.as('surveyId'),
        sql`survey.name`.as('survey'),
        sql`survey_form.code`.as('code'),
        sql`unit.id`.as('unitId'),
        sql`area.name`.as('area'),
        sql`unit.display`.as('unit'),
        sql`survey_form.issued_on`.as('issuedOn'),
        sql`survey_form.returned_on`.as('returnedOn'),
        sql`survey_form.grade`.as('grade'),
        sql`survey_form.comment`.as('comment'),
        sql`survey_form.keyed_by`.as('keyedBy'),
      ]) as unknown as ListQuery,
  order: () => ({
    survey: 'survey.begun_on',
    code: 'survey_form.code',
    area: 'area.sort_key',
    unit: 'unit.sort_key',
    issuedOn: 'survey_form.issued_on',
    returnedOn: 'survey_form.returned_on',
    grade: sql`CASE survey_form.grade WHEN 'very-satisfied' THEN 0 WHEN 'satisfied' THEN 1 WHEN 'so-so' THEN 2
      WHEN 'dissatisfied' THEN 3 WHEN 'very-dissatisfied' THEN 4 END`,
  }),
  defaultSort: [{ by: 'issuedOn', descending: true }, { by: 'unit' }],
  tieBreak: 'survey_form.id',
  row: (raw) => raw as ListRow<'surveyForms'>,
}
