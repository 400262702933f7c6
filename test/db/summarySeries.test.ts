import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Series, SeriesBy } from '../../electron/contract/series.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { summaryOver } from '../../electron/core/summary/engine.ts'
import { periodOf, type Scope, seenNow } from '../../electron/core/summary/figure.ts'
import { seriesOf } from '../../electron/core/summary/series.ts'
import { saveTarget, targetsOf } from '../../electron/core/summary/targets.ts'
import { takeOverTargets, targetGlanceOf, targetTableOf } from '../../electron/core/summary/targetTable.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { exportSeries } from '../../electron/documents/export/series.ts'
import { sampleCopy } from '../office/shared.ts'
import { home, importRows, newOffice, testDay } from './office.ts'

const folder = mkdtempSync(join(tmpdir(), 'desk-series-'))
let office: OfficeFile
let desk: Desk
beforeAll(async () => {
  office = await openOffice(await sampleCopy(folder))
  const clock = officeClock(() => new Date(`${testDay}T04:00:00Z`), undefined, testDay)
  desk = { db: office.db, clock, actor: { id: null, name: 'tester', roles: ['manager'] } }
}, 120_000)
afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true })
})

/** The value and denominator of every figure as one report by itself tells them. */
async function single(year: number, asOf: string, scope: Scope = {}) {
  const { figures } = await summaryOver(desk.db, periodOf(year, asOf, seenNow(desk.clock), scope))
  return new Map(
    figures.map(({ id, value, denominator }) => [id, denominator === undefined ? { value } : { value, denominator }]),
  )
}

function column({ figures }: Series, index: number) {
  return new Map(figures.map(({ id, values }) => [id, values[index]]))
}

it('sets years beside each other as each would be by itself, and the running one to date', async () => {
  const series = await seriesOf(desk.db, { by: 'year', year: 2025 }, desk.clock)
  const years = series.columns.map(({ year }) => year)
  expect(years.slice(-2)).toEqual([2025, 2026])
  expect(years.length).toBeLessThanOrEqual(6)
  expect(series.columns.at(-1)).toMatchObject({ asOf: testDay, running: true })
  expect(series.columns.at(-2)).toMatchObject({ asOf: '2025-12-31', running: false })
  expect(column(series, years.length - 1)).toEqual(await single(2026, testDay))
  expect(column(series, years.length - 2)).toEqual(await single(2025, '2025-12-31'))
  expect(series.figures.filter(({ whole, addsUp }) => whole || addsUp)).toEqual([])
})

it('leaves out the years before the office, and takes a chosen day to every year', async () => {
  const series = await seriesOf(desk.db, { by: 'year', year: 2025, asOf: '2025-06-30', span: 'q2' }, desk.clock)
  expect(series.columns.at(-1)).toMatchObject({ year: 2025, span: 'q2', asOf: '2025-06-30', running: false })
  const first = column(series, 0)
  expect([...first.values()].some((one) => one && one.value !== 0)).toBe(true)
  const ahead = await seriesOf(desk.db, { by: 'year', year: 2026, span: 'm12' }, desk.clock)
  expect(ahead.columns.at(-1)?.year).toBe(2025)
  const { desk: empty } = await newOffice()
  const none = await seriesOf(empty.db, { by: 'year', year: 2025 }, empty.clock)
  expect(none.columns.map(({ year }) => year)).toEqual([2026])
})

it.each(['quarter', 'month'] as const)('adds each %s up to the year where figures do, and nowhere else', async (by) => {
  const series = await seriesOf(desk.db, { by, year: 2025 }, desk.clock)
  const year = await single(2025, '2025-12-31')
  expect(series.columns).toHaveLength(by === 'quarter' ? 4 : 12)
  for (const { id, unit, addsUp, standing, values, whole } of series.figures) {
    expect({ id, ...whole }).toEqual({ id, ...year.get(id) })
    const sum = values.reduce((all, one) => all + (one?.value ?? 0), 0)
    if (addsUp) expect({ id, value: sum }).toEqual({ id, value: whole?.value })
    // How things stand at the end of the last month is how the year ends.
    if (standing) expect({ id, ...values.at(-1) }).toEqual({ id, ...whole })
    if (addsUp) expect({ id, unit }).not.toEqual({ id, unit: 'ratio' })
  }
})

it("tells what stands as of each month's own end, and what happens as it is known on the day of the report", async () => {
  const series = await seriesOf(desk.db, { by: 'month', year: 2025 }, desk.clock)
  const june = column(series, 5)
  const [atItsEnd, known] = [
    await single(2025, '2025-06-30', { span: 'm06' }),
    await single(2025, '2025-12-31', { span: 'm06' }),
  ]
  for (const { id, standing } of series.figures) expect(june.get(id), id).toEqual((standing ? atItsEnd : known).get(id))
})

it('shows of a running year the months that have begun', async () => {
  const { columns, whole } = await seriesOf(desk.db, { by: 'month', year: 2026 }, desk.clock)
  expect(columns.map(({ span }) => span).at(-1)).toBe('m11')
  expect(columns.at(-1)).toMatchObject({ running: true, standsOn: testDay })
  expect(columns[0]).toMatchObject({ running: false, standsOn: '2026-01-31', asOf: testDay })
  expect(whole).toMatchObject({ span: 'year', asOf: testDay, running: true })
})

it('sets estates beside each other; what belongs to no unit is only in all of them, and said', async () => {
  const { desk: own } = await newOffice()
  const handed = { readyOn: '2025-01-01', handedOverOn: '2025-02-01' }
  await importRows(own, 'units', [
    home('101', { ...handed, estate: '东苑' }),
    home('101', { ...handed, estate: '西苑' }),
    home('102', { readyOn: '2025-01-01', estate: '西苑' }),
  ])
  await importRows(own, 'cleaning', [{ onDate: '2025-03-01', item: '道路冲洗', quantity: 300 }])
  const series = await seriesOf(own.db, { by: 'estate', year: 2025 }, own.clock)
  expect(series.columns.map(({ estate }) => estate?.name)).toEqual(['东苑', '西苑'])
  const of = (id: string) => series.figures.find((figure) => figure.id === id)
  expect(of('handover/done')).toMatchObject({
    values: [{ value: 1 }, { value: 1 }],
    whole: { value: 2 },
    outside: null,
  })
  expect(of('handover/rate')?.values[1]).toEqual({ value: 1, denominator: 2 })
  expect(of('cleaning/rounds')).toMatchObject({
    values: [{ value: 0 }, { value: 0 }],
    whole: { value: 3 },
    outside: { value: 3 },
  })
  // Equipment stands in no unit at all.
  expect(of('equipment/in-order')?.values).toEqual([null, null])
})

it.each(['month', 'year', 'estate'] as const)(
  'writes the comparison by %s as a workbook whose totals and rates are formulas',
  async (by: SeriesBy) => {
    const file = join(folder, `${by}.xlsx`)
    await exportSeries(desk, { by, year: 2025, language: 'zh' }, file)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(file)
    const sheet = book.worksheets[0]
    const series = await seriesOf(desk.db, { by, year: 2025 }, desk.clock)
    const lineOf = (label: string) => {
      let found = 0
      sheet?.eachRow((row, number) => {
        if (found === 0 && row.getCell(2).value === label) found = number
      })
      return found
    }
    const done = series.figures.find(({ id }) => id === 'jobs/total')
    const row = sheet?.getRow(lineOf(done?.label.zh ?? ''))
    const own = done?.values.map((one) => one?.value ?? null)
    expect(own?.map((_, index) => row?.getCell(4 + index).value)).toEqual(own)
    if (by === 'month')
      expect(row?.getCell(16).value).toMatchObject({
        formula: expect.stringMatching(/^SUM\(D\d+:O\d+\)$/),
        result: done?.whole?.value,
      })
    const rate = series.figures.find(({ id }) => id === 'handover/rate')
    const at = lineOf(rate?.label.zh ?? '')
    expect(sheet?.getRow(at).getCell(4).value).toMatchObject({
      formula: expect.stringContaining(`D${at + 1}/D${at + 2}`),
    })
    expect(sheet?.getRow(at + 1).getCell(4).value).toBe(rate?.values[0]?.value)
  },
)

it('shows every figure with its target, the result so far, and the whole of last year', async () => {
  const table = await targetTableOf(desk.db, { year: 2026 }, desk.clock)
  const [now, before] = [await single(2026, testDay), await single(2025, '2025-12-31')]
  for (const { figure, before: then } of table.rows) {
    expect(figure.value, figure.id).toBe(now.get(figure.id)?.value)
    expect(then.result?.value, figure.id).toBe(before.get(figure.id)?.value)
  }
  const glance = await targetGlanceOf(desk.db, desk.clock)
  expect(glance.targets.map(({ target }) => target)).toEqual(table.rows.flatMap(({ target }) => target ?? []))
  expect(glance.targets.map(({ figure }) => figure.value)).toEqual(
    table.rows.filter(({ target }) => target).map(({ figure }) => figure.value),
  )
})

it("takes over last year's targets that a year lacks, once, and says nothing of results before it begins", async () => {
  const { desk: own } = await newOffice()
  const target = { figure: 'jobs/rework-rate', year: 2026, direction: 'at-most', note: '返修' } as const
  await saveTarget(own, { ...target, value: 500, version: 0 })
  await saveTarget(own, { ...target, figure: 'visits/households', direction: 'at-least', value: 160, version: 0 })
  await saveTarget(own, { ...target, year: 2027, value: 300, version: 0 })
  expect(await takeOverTargets(own, 2027)).toBe(1)
  expect(await takeOverTargets(own, 2027)).toBe(0)
  expect((await targetsOf(own.db, 2027)).map(({ figure, value, note }) => ({ figure, value, note }))).toEqual([
    { figure: 'visits/households', value: 160, note: '返修' },
    { figure: 'jobs/rework-rate', value: 300, note: '返修' },
  ])
  const { ahead, rows } = await targetTableOf(own.db, { year: 2027 }, own.clock)
  expect(ahead).toBe(true)
  expect(rows.flatMap((row) => row.target ?? []).map(({ met }) => met)).toEqual([null, null])
})

it('refuses to withdraw a target that somebody else has just changed', async () => {
  const { desk: own } = await newOffice()
  const target = { figure: 'jobs/rework-rate', year: 2026, direction: 'at-most', note: '' } as const
  await saveTarget(own, { ...target, value: 500, version: 0 })
  await saveTarget(own, { ...target, value: 400, version: 1 })
  await expect(saveTarget(own, { ...target, value: null, version: 1 })).rejects.toThrow()
  expect(await targetsOf(own.db, 2026)).toMatchObject([{ value: 400 }])
})
