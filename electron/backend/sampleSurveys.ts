import { addDays } from '../contract/dates.ts'
import type { Question } from '../contract/surveys.ts'
import type { Desk } from '../core/context.ts'
import { randomOf } from '../core/sample/random.ts'
import type { SampleUnitRow } from '../core/sample/rows.ts'
import { comments, gradeOf, type SampleSurveyRow, surveyDay, surveyName, surveysOf } from '../core/sample/visits.ts'
import { editions, saveQuestionnaire } from '../core/surveys/questionnaires.ts'
import { createSurvey, issueForms, keyReply } from '../core/surveys/service.ts'
import { deskOf } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'

/**
 * The surveys: that of 2024 from its workbook; for 2025 the list of households that were given a form, and every reply
 * keyed by its questionnaire; this year's as the desk is in the middle of it.
 */
export async function writeSampleSurveys(desk: Desk, units: readonly SampleUnitRow[]): Promise<void> {
  const rows = Map.groupBy(surveysOf(units), (row) => row.survey)
  const [before, published] = [rows.get(surveyName(2024)) ?? [], rows.get(surveyName(2025)) ?? []]
  await importRows(
    desk,
    'surveys',
    before.map((row) => ({ ...row })),
  )
  const manager = await deskOf(desk, '黄国辉')
  const first = { name: '物业服务满意度问卷', questions: questions.slice(0, 5) }
  const editionId = await saveQuestionnaire(manager('2025-10-20', '10:00'), first)
  await createSurvey(manager(addDays(surveyDay(2025), -5), '15:00'), { name: surveyName(2025), editionId })
  await importRows(
    desk,
    'surveys',
    published.map((row) => ({ ...row, returned: 'no', grade: null })),
  )
  await keyReplies(desk, published, editionId)
  await halfASurvey(desk)
}

/** Types in what came back in the fortnight after, each form on the day after it did. */
async function keyReplies(desk: Desk, rows: readonly SampleSurveyRow[], editionId: number): Promise<void> {
  const clerk = await deskOf(desk, '林晓婷')
  const forms = await desk.db
    .selectFrom('survey_form')
    .innerJoin('survey', 'survey.id', 'survey_form.survey_id')
    .innerJoin('unit', 'unit.id', 'survey_form.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['survey_form.id', 'survey_form.version', 'unit.room', 'building.name as building', 'area.name as area'])
    .where('survey.name', '=', surveyName(2025))
    .orderBy('survey_form.id')
    .execute()
  const planned = new Map(rows.map((row) => [keyOf(row), row.grade]))
  const replies = forms.map((form) => ({ ...form, grade: planned.get(keyOf(form)) ?? null }))
  const random = randomOf('replies 2025')
  const remarks = remarksOn(replies)
  const [edition] = await editions(desk.db, editionId)
  const keyed = replies
    .filter(({ grade }) => grade !== null)
    .map((reply) => ({ ...reply, returnedOn: addDays(surveyDay(2025), random.between(1, 14)) }))
  for (const { id, version, grade, returnedOn } of keyed.sort((a, b) => (a.returnedOn < b.returnedOn ? -1 : 1))) {
    const isPleased = isSatisfied(grade)
    await keyReply(clerk(addDays(returnedOn, 1), '15:20'), id, Number(version), {
      returnedOn,
      grade,
      comment: remarks.get(id) ?? '',
      answers: (edition?.questions ?? []).flatMap((question) => answerTo(question, isPleased, random)),
    })
  }
}

/** What was written on the back of some of the forms. */
function remarksOn(replies: readonly { readonly id: number; readonly grade: string | null }[]): Map<number, string> {
  const random = randomOf('comments 2025')
  return new Map(
    (['satisfied', 'other'] as const).flatMap((kind) => {
      const own = replies.filter(({ grade }) => grade !== null && isSatisfied(grade) === (kind === 'satisfied'))
      return random
        .shuffle(own)
        .slice(0, comments[kind].length)
        .map(({ id }, index) => [id, comments[kind][index] ?? ''] as const)
    }),
  )
}

function isSatisfied(grade: string | null): boolean {
  return grade === 'satisfied' || grade === 'very-satisfied'
}

function keyOf({ area, building, room }: { area: string; building: string; room: string }): string {
  return `${area}/${building}/${room}`
}

/** This year's survey: forms of one area issued a fortnight ago, half of them back. */
async function halfASurvey(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const issuedOn = addDays(today, -14)
  const manager = await deskOf(desk, '黄国辉')
  const clerk = await deskOf(desk, '林晓婷')
  if (issuedOn < '2026-01-02') return
  const editionId = await saveQuestionnaire(manager(addDays(issuedOn, -7), '10:00'), {
    name: '物业服务满意度问卷',
    questions,
  })
  const issuing = clerk(issuedOn, '09:30')
  const surveyId = await createSurvey(issuing, { name: surveyName(2026), editionId })
  const areas = await desk.db.selectFrom('area').select('id').where('name', 'in', ['别墅区']).execute()
  await issueForms(issuing, { surveyId, areas: areas.map((area) => area.id), households: 'moved-in', dryRun: false })
  const forms = await desk.db
    .selectFrom('survey_form')
    .select(['id', 'version'])
    .where('survey_id', '=', surveyId)
    .orderBy('id')
    .execute()
  const [edition] = await editions(desk.db, editionId)
  const random = randomOf('survey 2026')
  for (const { id, version } of forms.filter((_, index) => index % 2 === 0)) {
    const isSatisfied = random.chance(0.87)
    const returnedOn = addDays(issuedOn, random.between(2, 13))
    await keyReply(clerk(returnedOn, '16:30'), id, Number(version), {
      returnedOn,
      grade: gradeOf(random, isSatisfied),
      comment: random.chance(0.12) ? random.pick(comments[isSatisfied ? 'satisfied' : 'other']) : '',
      answers: (edition?.questions ?? []).flatMap((question) => answerTo(question, isSatisfied, random)),
    })
  }
}

function answerTo(question: Question, isSatisfied: boolean, random: ReturnType<typeof randomOf>) {
  if (question.kind === 'text') return []
  const value =
    question.kind === 'grade' ? gradeOf(random, isSatisfied || random.chance(0.3)) : random.pick(question.choices)
  return [{ questionId: question.id, value }]
}

const questions = [
  { kind: 'grade', words: '前台和管家的服务态度', choices: [] },
  { kind: 'grade', words: '报修的及时和质量', choices: [] },
  { kind: 'grade', words: '安全与车辆秩序', choices: [] },
  { kind: 'grade', words: '保洁', choices: [] },
  { kind: 'grade', words: '绿化', choices: [] },
  { kind: 'choice', words: '您最常用哪种方式联系物业', choices: ['电话', '微信', '到前台', '管家上门'] },
  { kind: 'text', words: '您最希望改进的一件事', choices: [] },
] as const satisfies readonly { kind: 'grade' | 'choice' | 'text'; words: string; choices: string[] }[]
