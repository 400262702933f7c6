import { sql } from 'kysely'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { Edition, ReplyFields, SatisfactionRow, SurveyForm } from '../../contract/surveys.ts'
import { codesOf, grades } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { livedIn } from '../estate/occupancy.ts'
import { closedThrough } from '../fees/closing.ts'
import { isSatisfied } from './list.ts'
import { editions } from './questionnaires.ts'
import { formCode, isFormCode, serialOf, wilson } from './rules.ts'

/** Begins a survey. @throws DeskError `survey-known`, `not-found` */
export function createSurvey(
  desk: Desk,
  { name, editionId }: { readonly name: string; readonly editionId: number },
): Promise<number> {
  return write(desk, async (writer) => {
    const known = await writer.tx.selectFrom('survey').select('id').where('name', '=', name).executeTakeFirst()
    if (known) throw refusal({ code: 'survey-known', field: 'name', params: { name } })
    const [edition] = await editions(writer.tx, editionId)
    if (!edition) throw new DeskError('not-found', { entity: 'questionnaire', id: editionId })
    return writer.insert('survey', { name, edition_id: editionId, begun_on: desk.clock.today() })
  })
}

export interface Issue {
  readonly surveyId: number
  /** None: all areas. */
  readonly areas: readonly number[]
  readonly households: 'moved-in' | 'handed-over'
  readonly dryRun: boolean
}

/**
 * Issues a form with a code of its own to each household of the areas; who has one gets no second.
 * @returns how many are issued, or would be, and how many have one already
 * @throws DeskError `not-found`
 */
export function issueForms(desk: Desk, issue: Issue): Promise<{ forms: number; already: number }> {
  const today = desk.clock.today()
  return write(desk, async (writer) => {
    const { tx } = writer
    const survey = await tx.selectFrom('survey').selectAll().where('id', '=', issue.surveyId).executeTakeFirst()
    if (!survey) throw new DeskError('not-found', { entity: 'survey', id: issue.surveyId })
    const among = issue.households === 'moved-in' ? livedIn(today) : sql<boolean>`unit.handed_over_on <= ${today}`
    let query = tx
      .selectFrom('unit')
      .innerJoin('building', 'building.id', 'unit.building_id')
      .leftJoin('survey_form', (join) =>
        join.onRef('survey_form.unit_id', '=', 'unit.id').on('survey_form.survey_id', '=', survey.id),
      )
      .select(['unit.id', 'survey_form.id as formId'])
      .where('unit.kind', 'in', ['residence', 'villa', 'shop'])
      .where(among)
      .orderBy('unit.sort_key')
    if (issue.areas.length > 0) query = query.where('building.area_id', 'in', [...issue.areas])
    const units = await query.execute()
    const fresh = units.filter((unit) => unit.formId === null)
    if (!issue.dryRun)
      await insertForms(
        writer,
        survey.id,
        fresh.map((unit) => unit.id),
        today,
      )
    return { forms: fresh.length, already: units.length - fresh.length }
  })
}

async function insertForms(writer: AuditedWriter, surveyId: number, units: readonly number[], today: string) {
  const codes = await freeCodes(writer.tx, surveyId, units.length)
  await writer.insertMany(
    'survey_form',
    units.map((unitId, index) => ({
      survey_id: surveyId,
      unit_id: unitId,
      code: codes[index] ?? null,
      issued_on: today,
      returned_on: null,
      grade: null,
      comment: '',
      keyed_by: '',
    })),
  )
}

/**
 * The codes that come after the last one of a survey. Forms may have gone again with an import, and a code of more than
 * four digits that was printed before these had noughts in front may be one of another survey's: it is passed over.
 */
async function freeCodes(tx: Tx, surveyId: number, count: number): Promise<string[]> {
  const coded = await tx.selectFrom('survey_form').select(['survey_id', 'code']).where('code', 'is not', null).execute()
  const taken = new Set(coded.map(({ code }) => code))
  const own = coded.filter((form) => form.survey_id === surveyId)
  let serial = own.reduce((most, { code }) => Math.max(most, serialOf(surveyId, code ?? '')), 0)
  const codes: string[] = []
  while (codes.length < count) {
    serial += 1
    const code = formCode(surveyId, serial)
    if (!taken.has(code)) codes.push(code)
  }
  return codes
}

/** The form with a code. @throws DeskError `form-code-wrong` for a mistyped one, `form-unknown` for one never issued */
export async function formByCode(desk: Desk, code: string) {
  if (!isFormCode(code)) throw refusal({ code: 'form-code-wrong', field: 'code', params: { code } })
  const [form] = await formsWhere(desk.db, sql<boolean>`survey_form.code = ${code}`)
  if (!form) throw refusal({ code: 'form-unknown', field: 'code', params: { code } })
  const survey = await desk.db
    .selectFrom('survey')
    .select(['name', 'edition_id'])
    .where('id', '=', form.surveyId)
    .executeTakeFirstOrThrow()
  const edition = await editionOf(desk.db, survey.edition_id)
  const { surveyId: _, ...shown } = form
  return { ...shown, survey: survey.name, edition }
}

async function editionOf(db: Db, id: number | null): Promise<Edition | null> {
  return id === null ? null : ((await editions(db, id))[0] ?? null)
}

/**
 * Keys the reply of a form, or corrects it: the version says which of them the caller has seen.
 * @throws StaleError where somebody has keyed it meanwhile; DeskError `reply-in-future`, `reply-before-issue`,
 *   `period-closed`, `answer-unknown`
 */
export function keyReply(desk: Desk, id: number, version: number, fields: ReplyFields): Promise<number> {
  return write(desk, async (writer) => {
    const form = await writer.tx.selectFrom('survey_form').selectAll().where('id', '=', id).executeTakeFirst()
    if (!form) throw new DeskError('not-found', { entity: 'survey_form', id })
    await writer.update('survey_form', id, version, {})
    const today = desk.clock.today()
    const { returnedOn } = fields
    if (returnedOn > today) throw refusal({ code: 'reply-in-future', field: 'returnedOn', params: { today } })
    if (returnedOn < form.issued_on) {
      throw refusal({ code: 'reply-before-issue', field: 'returnedOn', params: { date: form.issued_on } })
    }
    // The grade counts from the day of its return, so a reply of a closed month stays as it is.
    const closed = await closedThrough(writer.tx)
    if (closed !== null && form.returned_on !== null && form.returned_on <= closed) {
      throw new DeskError('period-closed', { date: form.returned_on, through: closed })
    }
    await answersOf(writer, { id, surveyId: form.survey_id }, fields)
    await writer.update('survey_form', id, version, {
      returned_on: returnedOn,
      grade: fields.grade,
      comment: fields.comment,
      keyed_by: desk.actor.name,
    })
    return id
  })
}

async function answersOf(
  writer: AuditedWriter,
  form: { readonly id: number; readonly surveyId: number },
  { answers }: ReplyFields,
): Promise<void> {
  const { edition_id } = await writer.tx
    .selectFrom('survey')
    .select('edition_id')
    .where('id', '=', form.surveyId)
    .executeTakeFirstOrThrow()
  const edition = await editionOf(writer.tx, edition_id)
  const stored = await writer.tx.selectFrom('survey_answer').selectAll().where('form_id', '=', form.id).execute()
  for (const { questionId, value } of answers) {
    const question = edition?.questions.find((one) => one.id === questionId)
    const possible =
      question?.kind === 'text' ||
      (question?.kind === 'grade' && Object.hasOwn(grades, value)) ||
      question?.choices.includes(value)
    if (value !== '' && !possible) throw refusal({ code: 'answer-unknown', params: { answer: value } })
    const before = stored.find((one) => one.question_id === questionId)
    if (before) await writer.apply('survey_answer', { ...before }, { value })
    else if (value !== '') await writer.insert('survey_answer', { form_id: form.id, question_id: questionId, value })
  }
}

async function formsWhere(db: Db, condition: ReturnType<typeof sql<boolean>>) {
  const rows = await db
    .selectFrom('survey_form')
    .innerJoin('unit', 'unit.id', 'survey_form.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('survey_form')
    .select(['unit.display as unit', 'area.name as area'])
    .where(condition)
    .orderBy('unit.sort_key')
    .execute()
  const ids = rows.map((row) => row.id)
  const answers =
    ids.length > 200
      ? []
      : await db
          .selectFrom('survey_answer')
          .selectAll()
          .where('form_id', 'in', [0, ...ids])
          .execute()
  return rows.map((row): SurveyForm & { surveyId: number } => ({
    id: row.id,
    version: Number(row.version),
    surveyId: row.survey_id,
    code: row.code,
    unitId: row.unit_id,
    unit: row.unit,
    area: row.area,
    issuedOn: row.issued_on,
    returnedOn: row.returned_on,
    grade: row.grade,
    comment: row.comment,
    answers: answers
      .filter((answer) => answer.form_id === row.id)
      .map(({ question_id: questionId, value }) => ({ questionId, value })),
  }))
}

/** The forms of a survey to print: those with a code that have not come back. @throws DeskError `not-found` */
export async function formSheets({ db }: Desk, surveyId: number, area: number | undefined) {
  const survey = await surveyOf(db, surveyId)
  const here = area === undefined ? sql<boolean>`1 = 1` : sql<boolean>`building.area_id = ${area}`
  const forms = await formsWhere(
    db,
    sql<boolean>`survey_form.survey_id = ${surveyId} AND survey_form.code IS NOT NULL
      AND survey_form.returned_on IS NULL AND ${here}`,
  )
  return {
    survey: survey.name,
    edition: await editionOf(db, survey.edition_id),
    forms: forms.map(({ surveyId: _, ...form }) => form),
  }
}

async function surveyOf(db: Db, id: number) {
  const survey = await db.selectFrom('survey').selectAll().where('id', '=', id).executeTakeFirst()
  if (!survey) throw new DeskError('not-found', { entity: 'survey', id })
  return survey
}

interface Counted {
  readonly area: string | null
  readonly issued: number
  readonly returned: number
  readonly satisfied: number
  readonly valid: number
}

const counts = sql`count(*) AS "issued", count(survey_form.returned_on) AS "returned",
  count(survey_form.grade) AS "valid", coalesce(sum(CASE WHEN ${isSatisfied} THEN 1 ELSE 0 END), 0) AS "satisfied"`

function withInterval<T extends Counted>(row: T): T & SatisfactionRow {
  const interval = wilson(row.satisfied, row.valid)
  return { ...row, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** Everything a survey tells. @throws DeskError `not-found` */
export async function surveyDetail({ db }: Desk, id: number) {
  const survey = await surveyOf(db, id)
  const { rows } = await sql<
    Counted & { areaId: number | null }
  >`SELECT area.id AS "areaId", area.name AS "area", ${counts}
    FROM survey_form JOIN unit ON unit.id = survey_form.unit_id JOIN building ON building.id = unit.building_id
    JOIN area ON area.id = building.area_id WHERE survey_form.survey_id = ${id}
    GROUP BY area.id, area.name, area.sort_key ORDER BY area.sort_key`.execute(db)
  const sum = (column: 'issued' | 'returned' | 'satisfied' | 'valid') =>
    rows.reduce((total, row) => total + row[column], 0)
  const all = {
    areaId: null,
    area: null,
    issued: sum('issued'),
    returned: sum('returned'),
    satisfied: sum('satisfied'),
    valid: sum('valid'),
  }
  const given = await db
    .selectFrom('survey_form')
    .select(['grade', sql<number>`count(*)`.as('count')])
    .where('survey_id', '=', id)
    .where('grade', 'is not', null)
    .groupBy('grade')
    .execute()
  const comments = await formsWhere(db, sql<boolean>`survey_form.survey_id = ${id} AND survey_form.comment <> ''`)
  const answers = await db
    .selectFrom('survey_answer')
    .innerJoin('survey_form', 'survey_form.id', 'survey_answer.form_id')
    .innerJoin('question', 'question.id', 'survey_answer.question_id')
    .select(['survey_answer.question_id as questionId', 'survey_answer.value', sql<number>`count(*)`.as('count')])
    .where('survey_form.survey_id', '=', id)
    .where('question.kind', '<>', 'text')
    .where('survey_answer.value', '<>', '')
    .groupBy(['survey_answer.question_id', 'survey_answer.value'])
    .execute()
  return {
    id,
    name: survey.name,
    begunOn: survey.begun_on,
    edition: await editionOf(db, survey.edition_id),
    rows: [...rows, all].map(withInterval),
    grades: codesOf(grades).map((grade) => ({ grade, count: given.find((row) => row.grade === grade)?.count ?? 0 })),
    comments: comments.map(({ id: formId, unit, area, grade, comment }) => ({
      id: formId,
      unit,
      area,
      grade,
      comment,
    })),
    answers,
  }
}

/** Satisfaction of every survey, the oldest first. */
export async function surveyTrend({ db }: Desk) {
  const { rows } = await sql<Counted & { id: number; survey: string; begunOn: string }>`
    SELECT survey.id, survey.name AS "survey", survey.begun_on AS "begunOn", NULL AS "area", ${counts}
    FROM survey JOIN survey_form ON survey_form.survey_id = survey.id
    GROUP BY survey.id, survey.name, survey.begun_on ORDER BY survey.begun_on, survey.id`.execute(db)
  return rows.map(withInterval)
}
