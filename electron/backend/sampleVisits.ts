import { addDays, type DateText } from '../contract/dates.ts'
import type { Question } from '../contract/surveys.ts'
import type { Trade } from '../contract/vocabulary.ts'
import type { Desk } from '../core/context.ts'
import { stepJob } from '../core/jobs/service.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { randomOf } from '../core/sample/random.ts'
import { comments, gradeOf, surveyDay, surveyName, surveysOf, visitsOf } from '../core/sample/visits.ts'
import { editions, saveQuestionnaire } from '../core/surveys/questionnaires.ts'
import { createSurvey, issueForms, keyReply } from '../core/surveys/service.ts'
import { planVisits, proposeVisits, visitStewards } from '../core/visits/planner.ts'
import { findingToJob, recordVisit } from '../core/visits/service.ts'
import { deskOf } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'

/** Visits and surveys: those of the years before from workbooks, this year's as the desk makes them. */
export async function writeSampleVisits(desk: Desk, { units, staff }: SampleOffice): Promise<void> {
  const visitors = staff.filter(({ role }) => role === 'front-desk' || role === 'manager').map(({ name }) => name)
  await importRows(
    desk,
    'visits',
    visitsOf(units, [...visitors, '林晓婷', '林晓婷'], desk.clock.today()).map((row) => ({ ...row })),
  )
  await importRows(
    desk,
    'surveys',
    surveysOf(units).map((row) => ({ ...row })),
  )
  await writeComments(desk)
  await makeJobs(desk)
  await planToday(desk)
  await halfASurvey(desk)
}

/** What was written on the forms of 2025, typed in the days after. */
async function writeComments(desk: Desk): Promise<void> {
  const clerk = await deskOf(desk, '林晓婷')
  const forms = await desk.db
    .selectFrom('survey_form')
    .innerJoin('survey', 'survey.id', 'survey_form.survey_id')
    .select(['survey_form.id', 'survey_form.version', 'grade'])
    .where('survey.name', '=', surveyName(2025))
    .orderBy('survey_form.id')
    .execute()
  const random = randomOf('comments 2025')
  for (const kind of ['satisfied', 'other'] as const) {
    const own = forms.filter(
      ({ grade }) => (grade === 'satisfied' || grade === 'very-satisfied') === (kind === 'satisfied'),
    )
    const chosen = random.shuffle(own).slice(0, comments[kind].length)
    for (const [index, { id, version, grade }] of chosen.entries()) {
      const returnedOn = addDays(surveyDay(2025), random.between(2, 14))
      await keyReply(clerk(addDays(returnedOn, 1), '15:20'), id, Number(version), {
        returnedOn,
        grade,
        comment: comments[kind][index] ?? '',
        answers: [],
      })
    }
  }
}

/** Of what was found in the last weeks, half became jobs already. */
async function makeJobs(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const clerk = await deskOf(desk, '林晓婷')
  const findings = await desk.db
    .selectFrom('visit_finding')
    .select(['id', 'version', 'on_date', 'kind'])
    .where('on_date', '>=', addDays(today, -45))
    .where('on_date', '>=', '2026-01-01')
    .where('kind', '=', 'facilities')
    .orderBy('id')
    .limit(3)
    .execute()
  const trades: readonly Trade[] = ['plumbing-electric', 'civil', 'other']
  for (const [index, { id, version, on_date }] of findings.entries()) {
    const finding = { id, version: Number(version), trade: trades[index] ?? 'other' }
    const job = await findingToJob(clerk(on_date, '17:10'), finding)
    if (on_date < addDays(today, -3)) await finishJob(desk, job.id, on_date)
  }
}

/** Sent out and done on the two days after. */
async function finishJob(desk: Desk, id: number, foundOn: DateText): Promise<void> {
  const clerk = await deskOf(desk, '林晓婷')
  const worker = await deskOf(desk, '郑师傅')
  const step = { id, reason: '', workerId: worker().actor.id, result: '到场处理，住户看过' }
  await stepJob(clerk(addDays(foundOn, 1), '08:40'), { ...step, version: 1, event: 'dispatch' })
  await stepJob(worker(addDays(foundOn, 1), '14:05'), { ...step, version: 2, event: 'start' })
  await stepJob(worker(addDays(foundOn, 2), '10:30'), { ...step, version: 3, event: 'complete' })
}

/** Today's list for two stewards; one household was met this morning, one was out. */
async function planToday(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  if (today < '2026-01-02') return
  const clerk = await deskOf(desk, '林晓婷')
  const stewards = await visitStewards(desk)
  const proposed = await proposeVisits(desk, {
    onDate: today,
    months: 12,
    reasons: ['not-visited', 'arrears', 'elderly', 'new'],
    stewardIds: stewards.map((one) => one.id),
    perSteward: 6,
  })
  const morning = clerk(today, '08:10')
  await planVisits(morning, today, proposed)
  const [first, second] = proposed
  for (const [one, result] of [
    [first, 'met'],
    [second, 'absent'],
  ] as const) {
    if (!one) continue
    await recordVisit(clerk(today, '08:40'), {
      unitId: one.unitId,
      onDate: today,
      result,
      visitorId: one.stewardId,
      person: result === 'met' ? (one.owner ?? '') : '',
      note: '',
      findings: result === 'met' ? [{ kind: 'facilities', content: '厨房下水有时返味，想请师傅看看存水弯' }] : [],
      plannedId: null,
      requestKey: `sample-visit-${one.unitId}`,
    })
  }
}

/** The questionnaire, and this year's survey: forms of one area issued a fortnight ago, half of them back. */
async function halfASurvey(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const issuedOn = addDays(today, -14)
  const manager = await deskOf(desk, '黄国辉')
  const clerk = await deskOf(desk, '林晓婷')
  await saveQuestionnaire(manager('2025-10-20', '10:00'), {
    name: '物业服务满意度问卷',
    questions: questions.slice(0, 5),
  })
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
