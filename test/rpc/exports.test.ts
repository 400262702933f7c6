import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import ExcelJS from 'exceljs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import type { DeskReport } from '../../electron/contract/exports.ts'
import { type ListId, type ListSort, listIds, lists } from '../../electron/contract/lists.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { cellText, readSheet } from '../../electron/documents/excel/read.ts'
import { sampleCopy } from '../office/shared.ts'
import { newHost } from './host.ts'

interface ExportRequest {
  readonly list: ListId
  readonly filter?: Record<string, unknown>
  readonly sort?: ListSort
  readonly columns?: string[]
  readonly language?: 'zh' | 'en'
}

/** A signed-in connection to a backend on a copy of the sample office. */
async function signedIn(role: Role) {
  const { host, folder: own, faults } = await newHost()
  await host.open(await sampleCopy(own))
  const client = createRouterClient(router, { context: host.context(host.connect()) })
  const member = sampleStaff.find((one) => one.role === role)
  const staff = (await client.office.state()).staff.find((one) => one.name === member?.name)
  await client.office.signIn({ staffId: staff?.id ?? 0, secret: member?.pin ?? '' })
  onTestFinished(() => expect(faults).toEqual([]))

  async function finished(taskId: string) {
    await expect
      .poll(async () => (await client.tasks.get({ id: taskId })).state, { timeout: 30_000 })
      .not.toBe('running')
    return client.tasks.get({ id: taskId })
  }
  /** Exports a list and reads the workbook back: the rows of the list and what the workbook says about itself. */
  async function exported({ list, filter = {}, language = 'zh', ...rest }: ExportRequest) {
    const { taskId } = await client.exports.list({ list, filter, language, ...rest })
    const state = await finished(taskId)
    if (state.state !== 'done') throw new Error(`export ${state.state}: ${JSON.stringify(state.problem)}`)
    const download = await client.exports.download({ taskId })
    const path = join(own, 'export.xlsx')
    writeFileSync(path, Buffer.from(await download.arrayBuffer()))
    return { path, name: download.name, ...(await readBack(path)) }
  }
  return { client, host, exported, finished }
}

async function readBack(path: string) {
  const sheet = await readSheet(path)
  const table: string[][] = []
  for await (const row of sheet.rows) {
    const width = Math.max(...row.cells.keys())
    table.push(Array.from({ length: width }, (_, index) => cellText(row.cells.get(index + 1))))
  }
  const about: Record<string, string> = {}
  for await (const row of (await readSheet(path, { sheet: sheet.sheetNames.at(-1) })).rows)
    about[cellText(row.cells.get(1))] = cellText(row.cells.get(2))
  return { header: table[0] ?? [], rows: table.slice(1), about }
}

describe('a list exported as shown', () => {
  test.each(listIds)('has all rows of %s and the columns that are not hidden', async (list) => {
    const { client, exported } = await signedIn('administrator')
    const page = await (client.lists[list] as typeof client.lists.units)({ filter: {}, offset: 0, limit: 1 })
    const { header, rows } = await exported({ list })
    expect(rows.length).toBe(page.total)
    expect(header).toHaveLength(lists[list].columns.filter((column) => !('hidden' in column && column.hidden)).length)
  })

  test('has only the rows of the filter', async () => {
    const { client, exported } = await signedIn('front-desk')
    const filter = { kind: 'shop', occupancy: 'vacant' } as const
    const { total } = await client.lists.units({ filter, offset: 0, limit: 1 })
    const { rows, header } = await exported({ list: 'units', filter })
    expect(total).toBeGreaterThan(0)
    expect(rows).toHaveLength(total)
    expect(new Set(rows.map((row) => row[header.indexOf('类型')]))).toEqual(new Set(['店面']))
  })

  test('keeps the order that is shown', async () => {
    const { client, exported } = await signedIn('front-desk')
    const sort = { by: 'areaCenti', descending: true }
    const page = await client.lists.units({ filter: {}, sort, offset: 0, limit: 200 })
    const { rows } = await exported({ list: 'units', sort, columns: ['room', 'areaCenti'] })
    expect(rows.slice(0, 200).map((row) => row[0])).toEqual(page.rows.map((row) => row.room))
    expect(rows.slice(0, 200).map((row) => Number(row[1]))).toEqual(page.rows.map((row) => row.areaCenti / 100))
  })

  test('has the columns that are shown, in their order, hidden ones too where they are shown', async () => {
    const { exported } = await signedIn('front-desk')
    const { header } = await exported({ list: 'units', columns: ['soldOn', 'room', 'area'] })
    expect(header).toEqual(['售出', '房号', '区域'])
  })

  test('speaks the language of the screen', async () => {
    const { exported } = await signedIn('front-desk')
    const { header, rows, name } = await exported({
      list: 'units',
      filter: { kind: 'villa' },
      columns: ['room', 'kind'],
      language: 'en',
    })
    expect(header).toEqual(['Room', 'Kind'])
    expect(rows[0]?.[1]).toBe('Villa')
    expect(name).toBe('Units 2026-11-21.xlsx')
  })

  test('masks what the person may not see', async () => {
    const front = await (await signedIn('front-desk')).exported({ list: 'residents', columns: ['name', 'idNumber'] })
    const numbers = front.rows.map((row) => row[1] ?? '').filter((text) => text !== '')
    expect(numbers.length).toBeGreaterThan(0)
    expect(numbers.filter((text) => /^\d{17}[\dX]$/.test(text))).toEqual([])
  })

  test('is refused to whoever may not see the list, and for an order it does not have', async () => {
    const { client, finished } = await signedIn('front-desk')
    await expect(client.exports.list({ list: 'audit', filter: {}, language: 'zh' })).rejects.toMatchObject({
      data: { code: 'list-not-permitted' },
    })
    const { taskId } = await client.exports.list({
      list: 'units',
      filter: {},
      sort: { by: 'nothing', descending: false },
      language: 'zh',
    })
    expect(await finished(taskId)).toMatchObject({ state: 'failed', problem: { code: 'unknown-sort' } })
  })

  test('of a report is refused to whoever may not see what it shows', async () => {
    const engineering = await signedIn('engineering')
    const report = (report: DeskReport) => engineering.client.exports.report({ report, year: 2026, language: 'zh' })
    await expect(report('campaign-results')).rejects.toMatchObject({ data: { code: 'report-not-permitted' } })
    const { taskId } = await report('job-summary')
    expect(await engineering.finished(taskId)).toMatchObject({ state: 'done' })
  })
})

describe('the workbook', () => {
  test('says which filter in words, when, by whom', async () => {
    const { client, exported } = await signedIn('front-desk')
    const place = (await client.estate.tree())[0]?.areas.find((area) => area.name === 'B区')
    const building = place?.buildings[0]
    const { about } = await exported({
      list: 'units',
      filter: { area: place?.id, building: building?.id, kind: 'residence', occupancy: 'vacant', asOf: '2025-12-31' },
    })
    const filter = about.筛选条件 ?? ''
    expect(filter.split('; ').sort()).toEqual(
      ['区域: B区', `楼栋: ${building?.name}`, '类型: 住宅', '入住情况: 未入住', '截至日期: 2025-12-31'].sort(),
    )
    expect(about.单位).toBe('锦澜花园物业服务中心')
    expect(about.导出人).toBe('林晓婷')
    expect(about.导出时间).toMatch(/^2026-11-21 \d\d:\d\d$/)
  })

  test('translates the filters of other lists, in English as well', async () => {
    const { exported } = await signedIn('front-desk')
    const due = await exported({ list: 'handoverDue', filter: { when: 'overdue' }, language: 'en' })
    expect(Object.values(due.about)).toContain('Due: Overdue')
    const people = await exported({ list: 'residents', filter: { role: 'owner', all: true, ageFrom: 60 } })
    expect(people.about.筛选条件?.split('; ').sort()).toEqual(['含已结束: 是', '年满: 60', '身份: 业主'].sort())
  })

  test('says so where nothing is filtered', async () => {
    const { exported } = await signedIn('front-desk')
    expect((await exported({ list: 'handovers' })).about.筛选条件).toBe('全部')
  })

  test.each(['=1+1', '+86 138', '-5', '@SUM(A1)', '=HYPERLINK("http://x","y")'])(
    'keeps %s as text',
    async (hostile) => {
      const { client, host, exported } = await signedIn('administrator')
      const unit = (await client.lists.units({ filter: {}, offset: 0, limit: 1 })).rows[0]
      await client.residents.create({
        unitId: unit?.id ?? 0,
        fields: {
          kind: 'person',
          name: hostile,
          phone: '',
          idNumber: null,
          birthOn: null,
          clientClass: null,
          tags: [],
          plates: [],
          note: '',
        },
        residency: { role: 'contact', fromOn: host.clock.today(), toOn: null },
      })
      const { path } = await exported({ list: 'residents', columns: ['name', 'role'], filter: { role: 'contact' } })
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(path)
      const cells = book.worksheets[0]?.getColumn(1).values ?? []
      expect(cells).toContain(hostile)
      const at = book.worksheets[0]?.getCell(cells.indexOf(hostile), 1)
      expect(at?.type).toBe(ExcelJS.ValueType.String)
      expect(at?.numFmt).toBe('@')
    },
  )

  test('has a frozen header with filters, and numbers, areas and dates of their own kind', async () => {
    const { exported } = await signedIn('front-desk')
    const { path } = await exported({ list: 'units', columns: ['room', 'areaCenti', 'readyOn'] })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    const sheet = book.worksheets[0]
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet?.autoFilter).toMatch(/^A1:C\d+$/)
    expect(sheet?.getCell('B2').type).toBe(ExcelJS.ValueType.Number)
    expect(sheet?.getCell('B2').numFmt).toBe('#,##0.00')
    expect(sheet?.getCell('C2').type).toBe(ExcelJS.ValueType.Date)
  })

  test('of another connection cannot be taken', async () => {
    const { client, host, finished } = await signedIn('front-desk')
    const { taskId } = await client.exports.list({ list: 'handovers', filter: {}, language: 'zh' })
    await finished(taskId)
    const other = host.connect()
    other.actor = { id: 1, name: '别人', roles: ['front-desk'] }
    const stranger = createRouterClient(router, { context: host.context(other) })
    await expect(stranger.exports.download({ taskId })).rejects.toMatchObject({ data: { code: 'task-unknown' } })
  })
})
