import { expect, it } from 'vitest'
import type { DraftLanguage, DraftRun } from '../../electron/contract/drafts.ts'
import type { Desk } from '../../electron/core/context.ts'
import {
  type DraftOf,
  draftDocument,
  draftNumbers,
  draftOf,
  draftVersion,
  draftVersions,
  saveDraft,
  takeBack,
  takeOver,
  useTemplate,
} from '../../electron/core/summary/drafts.ts'
import { figureRows, figuresOf } from '../../electron/core/summary/engine.ts'
import { periodAsked, seenNow } from '../../electron/core/summary/figure.ts'
import { saveTarget } from '../../electron/core/summary/targets.ts'
import { openOffice } from '../../electron/db/open.ts'
import { sampleCopy } from '../office/shared.ts'
import { home, importRows, newOffice } from './office.ts'

const words = (lines: readonly (readonly DraftRun[])[]) => lines.map((line) => line.map(({ text }) => text).join(''))

/** Three homes ready, two of them handed over: the second in the year. */
async function office() {
  const made = await newOffice('2026-03-01')
  await importRows(made.desk, 'units', [
    home('101', { readyOn: '2024-01-01', handedOverOn: '2024-05-01', movedInOn: '2024-06-01' }),
    home('102', { readyOn: '2024-01-01', dueOn: '2025-03-01', handedOverOn: '2025-04-01' }),
    home('103', { readyOn: '2024-01-01' }),
  ])
  return { ...made, desk: made.as('黄国辉', 'manager') }
}

const handover = (desk: Desk, language: DraftLanguage = 'zh'): DraftOf => ({
  period: periodAsked({ year: 2025 }, desk.clock),
  language,
  chapter: 'handover',
})

async function chapterOf(desk: Desk, { period, language, chapter }: DraftOf = handover(desk)) {
  const found = (await draftDocument(desk, period, language)).chapters.find((one) => one.chapter === chapter)
  if (!found) throw new Error(`no chapter ${chapter}`)
  return found
}

/** What arrives after a text was written, dated in its year. */
const handOver103 = (desk: Desk) => importRows(desk, 'units', [home('103', { handedOverOn: '2025-12-01' })])

it('writes what there is to tell, and leaves out what says nothing', async () => {
  const { desk } = await office()
  const period = periodAsked({ year: 2025 }, desk.clock)
  const chapters = new Map((await draftOf(desk, period, 'zh')).map((one) => [one.chapter, words(one.lines)]))
  expect(chapters.get('handover')?.[0]).toBe(
    '截至12月31日，累计达到交房条件3户，累计交房2户，交房面积178.82平方米，交房率66.7%，比上年提高33.4个百分点。全年应交房1户，实际交房1户，其中住宅1户。',
  )
  expect(chapters.get('handover')?.[1]).toMatch(
    /^累计入住1户，入住面积89\.41平方米，入住率50\.0%，其中未装修入住1户。$/,
  )
  for (const empty of ['fees', 'daily', 'visits', 'maintenance', 'grounds', 'shortcomings', 'plan'] as const)
    expect([empty, chapters.get(empty)]).toEqual([empty, []])
  const english = await draftOf(desk, period, 'en')
  expect(words(english[0]?.lines ?? [])[0]).toMatch(
    /^By 31 December 2025, 3 units were ready .* the handover rate is 66\.7%/,
  )
})

it('speaks of a quarter and of a month in their own words, against the same time of the year before', async () => {
  const { desk } = await office()
  const quarter = await draftOf(desk, periodAsked({ year: 2025, span: 'q2' }, desk.clock), 'zh')
  expect(words(quarter[0]?.lines ?? [])[0]).toContain('本季度应交房0户，实际交房1户')
  const running = await draftOf(desk, periodAsked({ year: 2026 }, desk.clock), 'zh')
  expect(words(running[0]?.lines ?? [])[0]).toContain('截至3月1日')
})

it('keeps every saving as a version of its own, and takes back an older one as a new one', async () => {
  const { desk } = await office()
  const of = handover(desk)
  expect(await saveDraft(desk, of, '累计交房{{handover/done}}户。\n\n另见附表。 ', 0)).toBe(1)
  expect(await saveDraft(desk, of, '改写过的一稿。', 1)).toBe(2)
  expect(await chapterOf(desk)).toMatchObject({ isEdited: true, number: 2, by: '黄国辉', text: '改写过的一稿。' })
  expect(words(await draftVersion(desk, of, 1))).toEqual(['累计交房2户。', '另见附表。'])
  expect(await takeBack(desk, of, 1, 2)).toBe(3)
  expect(await useTemplate(desk, of, 3)).toBe(4)
  expect(await chapterOf(desk)).toMatchObject({ isEdited: false, number: 4 })
  expect((await chapterOf(desk)).lines[0]?.[0]?.text).toBe('截至')
  const versions = await draftVersions(desk, of)
  expect(versions.map(({ number, kind, takenFrom }) => [number, kind, takenFrom])).toEqual([
    [4, 'template', null],
    [3, 'edited', 1],
    [2, 'edited', null],
    [1, 'edited', null],
  ])
  const { count } = await desk.db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('entity', '=', 'summary_draft')
    .executeTakeFirstOrThrow()
  expect(count).toBe(4)
})

it('does not write over what somebody else has saved meanwhile', async () => {
  const { desk, as } = await office()
  await saveDraft(desk, handover(desk), '第一稿', 0)
  const other = as('苏文彬', 'administrator')
  await expect(saveDraft(other, handover(other), '同时写的', 0)).rejects.toMatchObject({
    code: 'draft-saved-meanwhile',
    params: { by: '黄国辉', number: 1 },
  })
  expect((await chapterOf(desk)).text).toBe('第一稿')
})

it('keeps one text a year, span, language and chapter', async () => {
  const { desk } = await office()
  await saveDraft(desk, handover(desk), '全年的', 0)
  await saveDraft(desk, handover(desk, 'en'), 'of the year', 0)
  const quarter = { ...handover(desk), period: periodAsked({ year: 2025, span: 'q2' as const }, desk.clock) }
  await saveDraft(desk, quarter, '本季的', 0)
  expect((await chapterOf(desk)).text).toBe('全年的')
  expect((await chapterOf(desk, handover(desk, 'en'))).text).toBe('of the year')
  expect((await chapterOf(desk, quarter)).text).toBe('本季的')
})

it('shows a reference as it is now, with what it was when the text was written', async () => {
  const { desk } = await office()
  const of = handover(desk)
  await saveDraft(desk, of, '累计交房{{handover/done}}户，应交{{handover/due-in-year}}户。', 0)
  await handOver103(desk)
  const { lines } = await chapterOf(desk)
  expect(lines).toEqual([
    [
      { text: '累计交房' },
      { text: '3', ref: 'handover/done', was: '2' },
      { text: '户，应交' },
      { text: '1', ref: 'handover/due-in-year' },
      { text: '户。' },
    ],
  ])
  await takeOver(desk, of, 1)
  expect((await chapterOf(desk)).lines.flat().filter(({ was }) => was !== undefined)).toEqual([])
})

it('marks a typed number whose figure has changed, and takes the new one over as a reference', async () => {
  const { desk } = await office()
  const of = handover(desk)
  await saveDraft(desk, of, '{{year}}年交房率66.7%，另有33.4分的事。', 0)
  expect((await chapterOf(desk)).lines.flat().filter(({ now }) => now !== undefined)).toEqual([])
  await handOver103(desk)
  const { lines } = await chapterOf(desk)
  expect(lines[0]?.slice(1)).toEqual([
    { text: '年交房率' },
    { text: '66.7%', ref: 'handover/rate', now: '100.0%' },
    { text: '，另有33.4分的事。' },
  ])
  await takeOver(desk, of, 1)
  expect((await chapterOf(desk)).text).toBe('{{year}}年交房率{{handover/rate}}，另有33.4分的事。')
})

it('offers typed numbers that equal a figure of the chapter, the one whose words stand before it first', async () => {
  const { desk } = await office()
  const offers = await draftNumbers(desk, handover(desk), '2025年累计交房面积178.82平方米，交房率66.7%，3户，满意度85%')
  expect(offers.map(({ text, choices }) => [text, choices[0]?.ref])).toEqual([
    ['178.82', 'handover/done-area'],
    ['66.7%', 'handover/rate'],
  ])
  expect(offers[0]).toMatchObject({
    before: expect.stringMatching(/交房面积$/),
    after: expect.stringMatching(/^平方米/),
  })
})

it('loses nothing of a reference that no figure goes by, and tells it', async () => {
  const { desk } = await office()
  await saveDraft(
    desk,
    handover(desk),
    '累计{{handover/doned}}户，{{handover/done-in-year#villa}}栋{{handover/done#villa}}',
    0,
  )
  expect((await chapterOf(desk)).lines).toEqual([
    [
      { text: '累计' },
      { text: '{{handover/doned}}', ref: 'handover/doned', isUnknown: true },
      { text: '户，' },
      // A kind that does not occur is none of them; a part the figure does not have is unknown.
      { text: '0', ref: 'handover/done-in-year#villa' },
      { text: '栋' },
      { text: '{{handover/done#villa}}', ref: 'handover/done#villa', isUnknown: true },
    ],
  ])
})

it('proposes what was missed by how much, and plans with the next year’s targets', async () => {
  const { desk } = await office()
  const target = (year: number, value: number) =>
    saveTarget(desk, { figure: 'handover/rate', year, direction: 'at-least', value, note: '', version: 0 })
  await target(2025, 9000)
  const of = (chapter: 'shortcomings' | 'plan') => chapterOf(desk, { ...handover(desk), chapter })
  expect(words((await of('shortcomings')).lines)).toEqual(['1. 交房率为66.7%，低于90%的目标，相差23.3个百分点。'])
  expect(words((await of('plan')).lines)[0]).toBe('工作目标：交房率不低于90%。')
  await target(2026, 9500)
  expect(words((await of('plan')).lines)[0]).toBe('工作目标：交房率不低于95%。')
  await handOver103(desk)
  expect(words((await of('shortcomings')).lines)).toEqual(['对照年初目标，各项指标均已达到。'])
})

it('takes what may still be reached in a running year for no shortcoming, and does not say that all is well', async () => {
  const { desk } = await office()
  await saveTarget(desk, {
    figure: 'handover/done-in-year',
    year: 2026,
    direction: 'at-least',
    value: 9,
    note: '',
    version: 0,
  })
  const of = { ...handover(desk), chapter: 'shortcomings' } as const
  const at = (asOf: string) => chapterOf(desk, { ...of, period: periodAsked({ year: 2026, asOf }, desk.clock) })
  expect(words((await at('2026-03-01')).lines)).toEqual([])
  expect(words((await at('2026-12-31')).lines)).toEqual(['1. 本年实际交房为0，低于9的目标，相差9。'])
})

it('counts as late what nobody had finished by its promise on the day, whatever came later', async () => {
  const { desk } = await office()
  const job = (number: string, more: Record<string, string> = {}) => ({
    number,
    registeredAt: '2025-12-20 09:00',
    source: 'resident',
    area: 'B区',
    building: '1栋',
    room: '101',
    trade: 'civil',
    content: '墙面渗水',
    priority: 'normal',
    chargeClass: 'free',
    state: 'closed',
    finishedAt: '2025-12-21 09:00',
    ...more,
  })
  await importRows(desk, 'jobs', [
    job('A-1', { finishedAt: '2026-01-02 10:00' }),
    job('A-2'),
    job('A-3', { registeredAt: '2025-12-30 09:00', finishedAt: '2026-01-01 09:00' }),
    job('A-4', { room: '102', finishedAt: '2026-01-02 10:00', trade: 'lift' }),
  ])
  const ids = ['jobs/late-open', 'jobs/repeated']
  const on = async (day: string) =>
    (await figuresOf(desk.db, ids, Number(day.slice(0, 4)), day, true, seenNow(desk.clock))).map(({ value, parts }) => [
      value,
      Object.fromEntries(parts.map((part) => [part.key, part.value])),
    ])
  expect(await on('2025-12-31')).toEqual([
    [2, { civil: 1, lift: 1 }],
    [3, { civil: 3 }],
  ])
  expect(await on('2026-01-02')).toEqual([
    [0, {}],
    [0, {}],
  ])
})

it('keeps the manager’s text of 2025 in the sample office, with nothing stale and nothing unknown in it', async () => {
  const { folder } = await newOffice()
  const sample = await openOffice(await sampleCopy(folder))
  const { desk } = await newOffice()
  const there: Desk = { ...desk, db: sample.db }
  const { chapters } = await draftDocument(there, periodAsked({ year: 2025 }, there.clock), 'zh')
  expect(chapters.filter(({ isEdited }) => isEdited).map(({ chapter, number }) => [chapter, number])).toEqual([
    ['handover', 2],
    ['shortcomings', 1],
  ])
  const runs = chapters.flatMap(({ lines }) => lines.flat())
  expect(runs.filter(({ was, now, isUnknown }) => was ?? now ?? isUnknown)).toEqual([])
  expect(words(chapters[0]?.lines ?? [])[0]).toMatch(
    /^截至12月31日，累计达到交房条件1,407户，累计交房1,258户，交房面积156,774\.65平方米，交房率89\.4%.*全年应交房96户，实际交房121户，其中住宅101户、店面1间、车位18个、储藏间1间/,
  )
  for (const { lines } of chapters) expect(words(lines).join('')).not.toMatch(/[{}[\]*$]|，。|：，/)
  await sample.close()
}, 60_000)

it('finds what was late and what comes again by index', async () => {
  const { office, desk } = await newOffice()
  const plan = (id: string) => {
    const { sql, parameters } = figureRows(desk.db, id, periodAsked({ year: 2025 }, desk.clock)).compile()
    const steps = office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    return steps.map(({ detail }) => detail)
  }
  const late = plan('jobs/late-open')
  expect(late).toContainEqual(expect.stringContaining('job_completion USING COVERING INDEX job_completion_late'))
  expect(late).toContainEqual(expect.stringContaining('job USING INDEX job_unfinished_due'))
  expect(plan('jobs/repeated')).toContainEqual(expect.stringContaining('COVERING INDEX job_repeat'))
  for (const id of ['jobs/late-open', 'jobs/repeated', 'complaints/late-open'])
    expect(plan(id).filter((step) => /^SCAN (job|job_completion|complaint)\b/.test(step))).toEqual([])
})
