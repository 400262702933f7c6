import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ReportPeriod } from '../../electron/contract/summary.ts'
import type { Desk } from '../../electron/core/context.ts'
import { defaultSettings, writeSettings } from '../../electron/core/settings/index.ts'
import { chartsOf } from '../../electron/core/summary/charts.ts'
import { draftDocument, draftOf, saveDraft } from '../../electron/core/summary/drafts.ts'
import { summaryOver } from '../../electron/core/summary/engine.ts'
import { periodAsked } from '../../electron/core/summary/figure.ts'
import { comparisonOf } from '../../electron/core/summary/partial.ts'
import { seriesOf } from '../../electron/core/summary/series.ts'
import { targetTableOf } from '../../electron/core/summary/targetTable.ts'
import { exportSummary } from '../../electron/documents/summary/export.ts'
import { readReport } from '../../electron/documents/summary/report.ts'
import { home, importRows, newOffice } from './office.ts'

/** The office opened its books in 2025: of 2024 it has one charge, still owed then; units carry their dates along. */
async function office() {
  const made = await newOffice('2026-03-01')
  const place = { area: 'B区', building: '1栋', room: '101', item: '物业费' }
  await importRows(made.desk, 'units', [
    home('101', { readyOn: '2024-01-01', handedOverOn: '2024-05-01', movedInOn: '2024-06-01' }),
    home('102', { readyOn: '2024-01-01', handedOverOn: '2025-04-01' }),
  ])
  await importRows(
    made.desk,
    'charges',
    ['2024-12', '2025-01', '2025-02', '2025-03'].map((month) => ({
      ...place,
      fromOn: `${month}-01`,
      toOn: `${month}-28`,
      dueOn: `${month}-28`,
      amount: 10_000,
    })),
  )
  await importRows(
    made.desk,
    'payments',
    ['2024-12-20', '2025-01-20', '2025-02-20', '2025-03-20'].map((onDate, index) => ({
      ...place,
      receiptNo: `S-${index}`,
      onDate,
      source: 'renewal',
      amount: onDate < '2025' ? 2_500 : 12_500,
      method: 'cash',
    })),
  )
  const { desk } = made
  const openedOn = (fees: string) => writeSettings(desk, { recordsSince: { ...defaultSettings.recordsSince, fees } })
  const compared = async (asked: ReportPeriod) => {
    const { previous, partial } = await comparisonOf(desk.db, periodAsked(asked, desk.clock))
    return { ids: previous.figures.map(({ id }) => id), partial }
  }
  return { ...made, desk, openedOn, compared }
}

const feesText = async (desk: Desk) => {
  const chapter = (await draftOf(desk, periodAsked({ year: 2025 }, desk.clock), 'zh')).find(
    (one) => one.chapter === 'fees',
  )
  return (chapter?.lines ?? []).map((line) => line.map(({ text }) => text).join('')).join('\n')
}

it('compares every figure while nothing is said of when the records begin', async () => {
  const { desk, compared } = await office()
  const { ids, partial } = await compared({ year: 2025 })
  expect(ids).toContain('fees/received')
  expect(partial).toEqual({ current: [], previous: [] })
  expect(await feesText(desk)).toContain('全年实收375.00元，其中续交375.00元，比上年增加350.00元')
})

it('compares no fees with a year of which only the debts were taken over, but what they came to on its last day', async () => {
  const { desk, openedOn, compared } = await office()
  await openedOn('2025-01-01')
  const { ids, partial } = await compared({ year: 2025 })
  for (const flow of ['fees/receivable', 'fees/received', 'fees/household-rate/moved-in', 'services/income'])
    expect(ids).not.toContain(flow)
  for (const kept of ['fees/arrears', 'handover/done-in-year', 'movein/rate', 'jobs/total', 'surveys/forms'])
    expect(ids).toContain(kept)
  expect(partial).toEqual({ current: [], previous: [{ chapter: 'fees', since: '2025-01-01' }] })
  expect(await feesText(desk)).toContain('全年实收375.00元，其中续交375.00元。')
  // A year further back the debts of its last day are not all there either.
  expect((await compared({ year: 2024 })).ids).not.toContain('fees/arrears')
  expect((await compared({ year: 2024 })).partial.current).toEqual([{ chapter: 'fees', since: '2025-01-01' }])
  expect((await compared({ year: 2026 })).partial).toEqual({ current: [], previous: [] })
})

it('begins within a year too: the spans after that day are compared, those before are not', async () => {
  const { openedOn, compared } = await office()
  await openedOn('2025-02-01')
  expect((await compared({ year: 2026, span: 'm02' })).ids).toContain('fees/received')
  expect((await compared({ year: 2026, span: 'm01' })).ids).not.toContain('fees/received')
  expect((await compared({ year: 2026 })).ids).not.toContain('fees/received')
})

it('draws no bars and fills no column for what cannot be compared', async () => {
  const { desk, openedOn } = await office()
  const drawn = async () => {
    const period = periodAsked({ year: 2025 }, desk.clock)
    const { previous } = await comparisonOf(desk.db, period)
    const charts = await chartsOf(desk.db, period, await summaryOver(desk.db, period), previous)
    return (id: string) => charts.find((one) => one.id === id)?.series.map(({ key }) => key)
  }
  const series = async (id: string) => {
    const { columns, figures } = await seriesOf(desk.db, { by: 'year', year: 2025 }, desk.clock)
    const at = columns.findIndex(({ year }) => year === 2024)
    return figures.find((one) => one.id === id)?.values[at]
  }
  expect((await drawn())('collection')).toEqual(['before', 'now'])
  expect(await series('fees/received')).toEqual({ value: 2_500 })
  await openedOn('2025-01-01')
  const now = await drawn()
  expect(now('collection')).toEqual(['now'])
  expect(now('ageing')).toEqual(['before', 'now'])
  expect(now('handover')).toEqual(['before', 'now'])
  expect(await series('fees/received')).toBeNull()
  expect(await series('fees/arrears')).toEqual({ value: 7_500 })
  expect(await series('handover/done')).toEqual({ value: 1 })
})

it('leaves a text that names the year before standing, with a dash for what is not there', async () => {
  const { as, openedOn } = await office()
  await openedOn('2025-01-01')
  const desk = as('黄国辉', 'manager')
  const of = { period: periodAsked({ year: 2025 }, desk.clock), language: 'zh', chapter: 'fees' } as const
  await saveDraft(desk, of, '上年实收{{fees/received@before}}元。', 0)
  const { chapters } = await draftDocument(desk, of.period, 'zh')
  const lines = chapters.find(({ chapter }) => chapter === 'fees')?.lines ?? []
  expect(lines.map((line) => line.map(({ text }) => text).join(''))).toEqual(['上年实收—元。'])
  // Marked, so that nobody signs it unread.
  expect(lines.flat().filter(({ isUnknown }) => isUnknown)).toMatchObject([{ ref: 'fees/received@before' }])
})

it('says on paper what is not whole', async () => {
  const { desk, office: file, folder, openedOn } = await office()
  await openedOn('2025-01-01')
  const path = join(folder, 'summary.html')
  await exportSummary(desk, file, { year: 2025, format: 'html', language: 'zh' }, path)
  const html = readFileSync(path, 'utf8')
  expect(html).toContain('2024 年的资料不全，标“—”的数字不与其比较（收费自 2025-01-01 起齐全）。')
  await exportSummary(desk, file, { year: 2024, format: 'html', language: 'en' }, path)
  expect(readFileSync(path, 'utf8')).toContain('The records of 2024 are not whole; its numbers are of what was entered')
})

it('names chapters of one day together on paper, and keeps open cases apart from debts taken over', async () => {
  const { desk } = await office()
  const day = '2025-01-01'
  await writeSettings(desk, { recordsSince: { fees: day, daily: day, visits: null, maintenance: day, grounds: null } })
  const report = await readReport(desk, { year: 2025 }, 'zh', false)
  expect(report.notes).toEqual([
    '2024 年的资料不全，标“—”的数字不与其比较（收费、日常工作、维修自 2025-01-01 起齐全）。',
  ])
  const ids = report.previous?.figures.map(({ id }) => id) ?? []
  for (const known of ['fees/arrears', 'registrations/renovation', 'equipment/in-order']) expect(ids).toContain(known)
  for (const unknown of ['jobs/late-open', 'complaints/late-open', 'equipment/unmaintained'])
    expect(ids).not.toContain(unknown)
})

it('judges no target of a year that is not whole, and leaves its months and estates empty', async () => {
  const { desk, openedOn } = await office()
  await openedOn('2025-03-01')
  const table = await targetTableOf(desk.db, { year: 2026 }, desk.clock)
  const received = table.rows.find(({ figure }) => figure.id === 'fees/received')
  expect(received?.before.result).toBeNull()
  const { figures } = await seriesOf(desk.db, { by: 'month', year: 2025 }, desk.clock)
  const months = figures.find(({ id }) => id === 'fees/received')
  expect(months?.values.slice(0, 3)).toEqual([null, null, { value: 12_500 }])
  expect(months?.whole).toBeNull()
})

it('knows chapters that a setting kept by another version does not name as whole', async () => {
  const { desk, compared } = await office()
  await desk.db.insertInto('setting').values({ key: 'recordsSince', value: '{"fees":"2025-01-01"}' }).execute()
  const { ids, partial } = await compared({ year: 2025 })
  expect(ids).toContain('jobs/total')
  expect(partial.previous).toEqual([{ chapter: 'fees', since: '2025-01-01' }])
})
