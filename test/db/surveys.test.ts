import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import type { ListFilter } from '../../electron/contract/lists.ts'
import { type ReplyFields, replyFields } from '../../electron/contract/surveys.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figureOf, summaryOf } from '../../electron/core/summary/engine.ts'
import { figureJson, summaryJson } from '../../electron/core/summary/json.ts'
import { editions, saveQuestionnaire } from '../../electron/core/surveys/questionnaires.ts'
import { formCode } from '../../electron/core/surveys/rules.ts'
import {
  createSurvey,
  formByCode,
  formSheets,
  issueForms,
  keyReply,
  surveyDetail,
  surveyTrend,
} from '../../electron/core/surveys/service.ts'
import { exportWorkbook } from '../../electron/documents/accounts/workbook.ts'
import { cellText, readSheet } from '../../electron/documents/excel/read.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

const today = '2026-11-21'
const facts = { readyOn: '2020-01-01', handedOverOn: '2020-02-01', movedInOn: '2020-03-01' }

async function office() {
  const made = await newOffice(today)
  await importRows(made.desk, 'units', [
    home('101', facts),
    home('102', facts),
    home('103', { readyOn: '2020-01-01', handedOverOn: '2020-02-01' }),
    home('201', { ...facts, area: '别墅区', kind: 'villa' }),
  ])
  return made
}

async function issued() {
  const made = await office()
  const editionId = await saveQuestionnaire(made.desk, {
    name: '问卷',
    questions: [
      { kind: 'grade', words: '保洁', choices: [] },
      { kind: 'choice', words: '怎样联系', choices: ['电话', '微信'] },
    ],
  })
  const surveyId = await createSurvey(made.desk, { name: '2026年调查', editionId })
  await issueForms(made.desk, { surveyId, areas: [], households: 'moved-in', dryRun: false })
  const { forms } = await formSheets(made.desk, surveyId, undefined)
  return { ...made, editionId, surveyId, codes: forms.map((form) => form.code ?? '') }
}

const reply = (more: Partial<ReplyFields> = {}): ReplyFields => ({
  returnedOn: today,
  grade: 'satisfied',
  comment: '',
  answers: [],
  ...more,
})

it('forms go to each household of the areas once, each with a code of its own', async () => {
  const { desk, surveyId, codes } = await issued()
  expect(new Set(codes).size).toBe(3)
  const again = { surveyId, areas: [], households: 'handed-over', dryRun: true } as const
  expect(await issueForms(desk, { ...again, areas: [] })).toEqual({ forms: 1, already: 3 })
  expect((await formSheets(desk, surveyId, undefined)).forms).toHaveLength(3)
})

it('forms go on being issued after an import of some was taken back, and no code is given twice', async () => {
  const { desk, editionId } = await issued()
  const surveyId = await createSurvey(desk, { name: '补充调查', editionId })
  const row = { survey: '补充调查', issuedOn: today, area: 'B区', building: '1栋', returned: 'yes', grade: 'satisfied' }
  const { batchId } = await importRows(desk, 'surveys', [
    { ...row, room: '101' },
    { ...row, room: '102' },
  ])
  const issue = (households: 'moved-in' | 'handed-over') =>
    issueForms(desk, { surveyId, areas: [], households, dryRun: false })
  expect(await issue('moved-in')).toEqual({ forms: 1, already: 2 })
  await undoImport(desk, batchId ?? 0)
  // A code with a long number as it was printed before such codes began with a nought.
  const old = formCode(surveyId, 2)
  await desk.db
    .updateTable('survey_form')
    .set({ code: old })
    .where('survey_id', '<>', surveyId)
    .where('id', '=', 1)
    .execute()
  expect(await issue('handed-over')).toEqual({ forms: 3, already: 1 })
  const { forms } = await formSheets(desk, surveyId, undefined)
  expect(forms.map(({ code }) => code).sort()).toEqual([1, 3, 4, 5].map((serial) => formCode(surveyId, serial)))
})

it('a reply is keyed by its code; the second clerk with the same form is told', async () => {
  const { desk, codes, surveyId } = await issued()
  const form = await formByCode(desk, codes[0] ?? '')
  const [cleaning, way] = form.edition?.questions ?? []
  const comment = '<script>alert(1)</script> 😀 𠮷'
  const answers = [
    { questionId: cleaning?.id ?? 0, value: 'so-so' },
    { questionId: way?.id ?? 0, value: '微信' },
  ]
  await keyReply(desk, form.id, form.version, reply({ comment, answers }))
  await expect(keyReply(desk, form.id, form.version, reply({ grade: 'dissatisfied' }))).rejects.toBeInstanceOf(
    StaleError,
  )
  const now = await formByCode(desk, codes[0] ?? '')
  expect(now).toMatchObject({ grade: 'satisfied', comment, returnedOn: today, answers })
  const detail = await surveyDetail(desk, surveyId)
  expect(detail.comments).toMatchObject([{ comment, grade: 'satisfied' }])
  expect(detail.rows.at(-1)).toMatchObject({
    area: null,
    issued: 3,
    returned: 1,
    valid: 1,
    satisfied: 1,
    low: 206,
    high: 1000,
  })
})

it('its numbers open the forms behind them: by area, grade and answer', async () => {
  const { desk, codes, surveyId } = await issued()
  for (const [code, grade, way] of [
    [codes[0], 'satisfied', '微信'],
    [codes[1], 'so-so', '微信'],
    [codes[2], null, '电话'],
  ] as const) {
    const form = await formByCode(desk, code ?? '')
    const questionId = form.edition?.questions[1]?.id ?? 0
    await keyReply(desk, form.id, form.version, reply({ grade, answers: [{ questionId, value: way }] }))
  }
  const opened = async (filter: ListFilter<'surveyForms'>) =>
    (await listPage(desk, 'surveyForms', { filter: { surveyId, ...filter }, offset: 0, limit: 50 })).total
  const detail = await surveyDetail(desk, surveyId)
  expect(detail.rows.map(({ area, valid }) => [area, valid])).toEqual([
    ['B区', 2],
    ['别墅区', 0],
    [null, 2],
  ])
  for (const { areaId, issued, returned, valid, satisfied } of detail.rows) {
    const where = areaId === null ? {} : { area: areaId }
    expect(await opened(where)).toBe(issued)
    expect(await opened({ ...where, show: 'returned' })).toBe(returned)
    expect(await opened({ ...where, show: 'valid' })).toBe(valid)
    expect(await opened({ ...where, show: 'satisfied' })).toBe(satisfied)
  }
  for (const { grade, count } of detail.grades) expect(await opened({ grade })).toBe(count)
  expect(detail.answers).toHaveLength(2)
  for (const { questionId, value, count } of detail.answers) {
    expect(await opened({ questionId, answer: value })).toBe(count)
  }
})

it('refuses a mistyped code, one never issued, a wrong answer, a day to come, and what is too long', async () => {
  const { desk, codes } = await issued()
  await expect(formByCode(desk, '100010')).rejects.toMatchObject({ code: 'form-code-wrong' })
  await expect(formByCode(desk, formCode(1, 999))).rejects.toMatchObject({ code: 'form-unknown' })
  const form = await formByCode(desk, codes[1] ?? '')
  const key = (more: Partial<ReplyFields>) => keyReply(desk, form.id, form.version, reply(more))
  const id = form.edition?.questions[1]?.id ?? 0
  await expect(key({ answers: [{ questionId: id, value: '飞鸽' }] })).rejects.toMatchObject({ code: 'answer-unknown' })
  await expect(key({ returnedOn: '2026-11-22' })).rejects.toMatchObject({ code: 'reply-in-future' })
  await expect(key({ returnedOn: '2026-11-20' })).rejects.toMatchObject({ code: 'reply-before-issue' })
  expect(replyFields.safeParse(reply({ comment: '长'.repeat(10_000) })).success).toBe(true)
  expect(replyFields.safeParse(reply({ comment: '长'.repeat(10_001) })).success).toBe(false)
  expect((await formByCode(desk, codes[1] ?? '')).returnedOn).toBeNull()
})

it('a questionnaire that is saved again is a new version; a survey keeps its own', async () => {
  const { desk, editionId, codes } = await issued()
  await saveQuestionnaire(desk, { name: '问卷', questions: [{ kind: 'text', words: '其他', choices: [] }] })
  expect(await editions(desk.db)).toMatchObject([{ number: 2 }])
  expect((await formByCode(desk, codes[0] ?? '')).edition).toMatchObject({ id: editionId, number: 1 })
  await expect(
    saveQuestionnaire(desk, { name: '问卷', questions: [{ kind: 'choice', words: '只有一个', choices: ['是'] }] }),
  ).rejects.toMatchObject({ code: 'choices-needed' })
})

const row = (room: string, more: Values = {}): Values => ({
  survey: '2025年调查',
  issuedOn: '2025-11-01',
  area: 'B区',
  building: '1栋',
  room,
  returned: 'yes',
  grade: 'satisfied',
  ...more,
})

it('satisfaction by area, as parts with both sides, in the figure, the JSON and the workbook', async () => {
  const { desk } = await office()
  const rows = [
    row('101'),
    row('102', { grade: 'so-so' }),
    row('201', { area: '别墅区', grade: 'very-satisfied' }),
    { survey: '2025年调查', issuedOn: '2025-11-01', area: 'B区', building: '1栋', room: '103', returned: 'no' },
  ]
  const report = await importRows(desk, 'surveys', rows)
  const figure = await figureOf(desk.db, 'surveys/satisfaction', 2025, '2025-12-31')
  expect(figureJson(figure)).toEqual({
    unit: 'ratio',
    numerator: 2,
    denominator: 3,
    by: { B区: { numerator: 1, denominator: 2 }, 别墅区: { numerator: 1, denominator: 1 } },
  })
  const { figures } = summaryJson(await summaryOf(desk.db, 2025, '2025-12-31')) as { figures: Record<string, object> }
  expect(figures['surveys/forms']).toEqual({ unit: 'count', value: 4 })
  expect((await dryRun(desk, 'surveys', rows)).counts).toMatchObject({ unchanged: 4 })
  const checks = await new Totals(desk.db, scopeOf(2025, '2025-12-31')).checks('survey-summary')
  expect(checks.map((check) => [check.ours, check.theirs])).toEqual([
    [4, 4],
    [4, 4],
    [2, 2],
    [2, 2],
    [3, 3],
  ])
  expect((await importRows(desk, 'surveys', [row('102', { grade: 'satisfied' })])).counts.updated).toBe(1)
  expect(await surveyTrend(desk)).toMatchObject([{ survey: '2025年调查', satisfied: 3, valid: 3, issued: 4 }])
  await expect(undoImport(desk, report.batchId ?? 0)).rejects.toMatchObject({ code: 'import-depended-on' })
})

it('the workbook has the 95 % interval of each area, counts without a unit of money, and says how it counts', async () => {
  const { desk, office: file, folder } = await office()
  await importRows(desk, 'surveys', [row('101'), row('102', { grade: 'so-so' })])
  const path = join(folder, 'survey.xlsx')
  const request = { workbook: 'survey-summary', year: 2025, asOf: '2025-12-31', language: 'zh' } as const
  await exportWorkbook(desk, file, request, path)
  const texts = async (sheet: string) => {
    const found: string[][] = []
    for await (const { cells } of (await readSheet(path, { sheet })).rows) found.push([...cells.values()].map(cellText))
    return found
  }
  const [title, header, area] = await texts('满意度按区域')
  expect(title).toEqual(['满意度汇总·满意度按区域 2025年度(截至 2025-12-31)'])
  expect(header?.slice(-3)).toEqual(['满意度', '95%区间下限', '95%区间上限'])
  // One satisfied of two: 9.4 % to 90.6 % by Wilson, rounded outwards.
  expect(area?.slice(-3)).toEqual(['0.5', '0.094', '0.906'])
  const labels = (await texts('说明')).map(([label]) => label)
  expect(labels).toEqual(expect.arrayContaining(['回收率', '满意度', '95% 区间', '核对']))
  expect(labels).not.toContain('应收')
})

it('a reply that comes later leaves the satisfaction of the days before as it was', async () => {
  const { desk } = await office()
  await importRows(
    desk,
    'surveys',
    [row('101', { issuedOn: '2025-11-01' }), { ...row('102'), returned: 'no', grade: '' }].map((one) =>
      Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '')),
    ),
  )
  const form = await desk.db.selectFrom('survey_form').selectAll().where('unit_id', '=', 2).executeTakeFirstOrThrow()
  await keyReply(desk, form.id, 1, reply({ returnedOn: '2026-01-10', grade: 'dissatisfied' }))
  const at = async (asOf: string) => {
    const { value, denominator } = await figureOf(desk.db, 'surveys/satisfaction', 2025, asOf)
    return [value, denominator]
  }
  expect(await at('2025-12-31')).toEqual([1, 1])
  expect(await at('2026-01-10')).toEqual([1, 2])
})

it.each([
  [{ issuedOn: '2026-11-22' }, 'date-after-today'],
  [{ returned: 'no' }, 'grade-not-returned'],
  [{ room: '999' }, 'unit-unknown'],
])('refuses a row with %o', async (more, code) => {
  const { desk } = await office()
  const { rows } = await dryRun(desk, 'surveys', [row('101', more)])
  expect(rows[0]?.errors.map((one) => one.code)).toEqual([code])
})

it('refuses the same household twice in one survey of a workbook', async () => {
  const { desk } = await office()
  const { rows } = await dryRun(desk, 'surveys', [row('101'), row('101')])
  expect(rows[0]?.errors.map((one) => one.code)).toEqual(['duplicate-row'])
})
