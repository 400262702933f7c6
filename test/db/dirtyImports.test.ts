import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import type { ImportKind } from '../../electron/contract/imports.ts'
import type { Desk } from '../../electron/core/context.ts'
import { applyImport, planImport } from '../../electron/core/imports/index.ts'
import { readTable } from '../../electron/documents/import/readTable.ts'
import { fileOf, workbookOf } from '../unit/excel/workbook-files.ts'
import { dryRun, home, importRows, newOffice } from './office.ts'

type Cells = readonly (string | number | boolean | Date | null | object)[]
type Sheets = Readonly<Record<string, readonly Cells[]>>

/** Workbooks as offices have them: dragged-down formulas, padded names, several sheets, cells Excel has rewritten. */
async function workbook(folder: string, sheets: Sheets, hidden: readonly string[] = []): Promise<string> {
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name, { state: hidden.includes(name) ? 'hidden' : 'visible' })
    for (const row of rows) sheet.addRow([...row])
  }
  const file = join(folder, 'import.xlsx')
  await book.xlsx.writeFile(file)
  return file
}

async function planOf(desk: Desk, kind: ImportKind, file: string) {
  return planImport(desk.db, kind, 'import.xlsx', await readTable(file, kind), desk.clock)
}

async function apply(desk: Desk, kind: ImportKind, file: string) {
  return applyImport(desk, await planOf(desk, kind, file))
}

async function officeWithUnits() {
  const test = await newOffice()
  await importRows(test.desk, 'units', [home('101'), home('102')])
  return test
}

const units = ['区域', '楼栋', '房号', '类型', '面积', '交房']
const people = ['区域', '楼栋', '房号', '姓名', '身份', '起始']

it('takes a formula that came to nothing for an empty cell, and skips rows of nothing else', async () => {
  const { desk } = await newOffice()
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const rows = [
    `<row>${units.slice(0, 5).map(text).join('')}${text('应交房')}</row>`,
    `<row>${['B区', '1栋', '101', '住宅'].map(text).join('')}<c><v>80</v></c><c t="str"><f>IF(A1="","","")</f><v></v></c></row>`,
    `<row>${['B区', '1栋', '102', '住宅'].map(text).join('')}<c><v>80</v></c><c t="str"><f>IF(A1="","","")</f><v/></c></row>`,
    `<row>${text('  ')}${text('\u3000')}<c t="str"><f>IF(A1="","","")</f><v/></c></row>`,
    `<row>${['B区', '1栋', '103', '住宅'].map(text).join('')}<c><v>80</v></c><c><f>NOW()</f></c></row>`,
  ]
  const { report } = await planOf(desk, 'units', fileOf(workbookOf({ rows: rows.join('') })))
  expect(report.counts).toEqual({ added: 2, updated: 0, unchanged: 0, rejected: 1, warnings: 0 })
  expect(report.rows[0]?.errors).toMatchObject([{ code: 'formula-without-result', field: '应交房' }])
})

it('skips the empty text that exceljs stores too', async () => {
  const { desk, folder } = await newOffice()
  const dragged = { formula: 'IF(A1="","","")', result: '' }
  const file = await workbook(folder, {
    数据: [units, ['B区', '1栋', '101', '住宅', 80, dragged], [dragged, dragged, ' ', '\u3000', dragged, dragged]],
  })
  expect((await planOf(desk, 'units', file)).report.counts).toMatchObject({ added: 1, rejected: 0, warnings: 0 })
})

it('reads names without the spaces they were padded with, and leaves Latin ones alone', async () => {
  const { desk, folder } = await officeWithUnits()
  const file = await workbook(folder, {
    数据: [
      [...people, '证件号'],
      ['B 区', '1 栋', 101, '张　三', '业主', '2024-01-01', '110105 19491231 002x'],
      ['Ｂ　区', '１ 栋', '102', 'John  Smith', '租户', '2024-01-01', null],
    ],
  })
  await apply(desk, 'residents', file)
  const found = await desk.db.selectFrom('person').select(['name', 'id_number']).orderBy('id').execute()
  expect(found).toEqual([
    { name: '张三', id_number: '11010519491231002X' },
    { name: 'John Smith', id_number: null },
  ])
  const whole = await workbook(folder, {
    数据: [
      ['房屋', '类型', '面积'],
      ['B 区 / 1 栋 / 101', '住宅', 89.41],
    ],
  })
  expect((await planOf(desk, 'units', whole)).report.counts).toMatchObject({ unchanged: 1 })
})

it('reads the first visible sheet that has the headers, and names those it left out', async () => {
  const { desk, folder } = await newOffice()
  const row = ['B区', '1栋', '101', '住宅', 80]
  const sheets: Sheets = {
    旧表: [units, row],
    说明: [['请按下表填写'], ['联系人', '李']],
    房屋: [units, row, ['B区', '1栋', '102', '住宅', 80]],
    二期: [['台账'], units, row],
    图: [['x', 'y']],
  }
  const { report } = await planOf(desk, 'units', await workbook(folder, sheets, ['旧表']))
  expect(report).toMatchObject({ sheet: '房屋', counts: { added: 2, rejected: 0 } })
  expect(report.fileWarnings[0]).toEqual({ code: 'other-sheets', params: { sheets: '旧表、二期' } })
  const none = await workbook(folder, { 说明: [['请填写']], 图: [['x']] })
  expect((await planOf(desk, 'units', none)).report.fileErrors).toMatchObject([
    { code: 'headers-not-found', params: { sheets: '说明、图' } },
  ])
})

it('refuses places and names that Excel has turned into dates or truths', async () => {
  const { desk, folder } = await officeWithUnits()
  const date = new Date(Date.UTC(2024, 0, 3))
  const file = await workbook(folder, {
    数据: [
      people,
      ['B区', '1栋', date, '张三', '业主', '2024-01-01'],
      ['B区', '1栋', '101', true, '业主', '2024-01-01'],
    ],
  })
  expect((await planOf(desk, 'residents', file)).report.rows.map(({ errors }) => errors)).toMatchObject([
    [{ code: 'text-turned-into-date', field: '房号', params: { text: '2024-01-03' } }],
    [{ code: 'text-turned-into-date', field: '姓名' }],
  ])
  const whole = await workbook(folder, {
    数据: [
      ['房屋', '类型', '面积'],
      [date, '住宅', 80],
    ],
  })
  expect((await planOf(desk, 'units', whole)).report.rows[0]?.errors).toMatchObject([
    { code: 'text-turned-into-date', field: '房屋' },
  ])
})

it('adds earlier spells before or between stored ones, and warns where a start moves', async () => {
  const { desk, office } = await newOffice()
  const facts = { readyOn: '2020-01-01', handedOverOn: '2020-01-01' }
  const stays = () => office.sqlite.prepare('SELECT moved_in_on, moved_out_on FROM stay ORDER BY 1').raw().all()
  await importRows(desk, 'units', [home('101', { ...facts, movedInOn: '2024-01-01' })])
  const first = home('101', { movedInOn: '2021-01-01', movedOutOn: '2022-01-01' })
  await importRows(desk, 'units', [first])
  await importRows(desk, 'units', [home('101', { movedInOn: '2022-06-01', movedOutOn: '2023-01-01' })])
  expect(stays()).toEqual([
    ['2021-01-01', '2022-01-01'],
    ['2022-06-01', '2023-01-01'],
    ['2024-01-01', null],
  ])
  expect((await dryRun(desk, 'units', [first])).counts).toMatchObject({ unchanged: 1, warnings: 0 })
  const moved = await importRows(desk, 'units', [home('101', { movedInOn: '2024-02-01' })])
  expect(moved.rows[0]).toMatchObject({
    outcome: 'updated',
    warnings: [{ code: 'start-moved', field: '入住', params: { from: '2024-01-01', to: '2024-02-01' } }],
  })
  expect(stays()).toHaveLength(3)
})

it('knows date columns by their longer headers', async () => {
  const { folder } = await newOffice()
  const headers = ['达到交房条件日期', '应交房日期', '交房日期', '入住时间', '售出日期', '装修开工日期']
  const file = await workbook(folder, {
    数据: [
      [...units.slice(0, 3), ...headers],
      ['B区', '1栋', '101'],
    ],
  })
  const { fields, fileWarnings } = await readTable(file, 'units')
  expect(fileWarnings).toEqual([])
  expect(fields.slice(3)).toEqual(['readyOn', 'dueOn', 'handedOverOn', 'movedInOn', 'soldOn', 'decorationStartedOn'])
})

it('takes the one estate that a first workbook names for all its rows, in any order', async () => {
  const { desk, folder } = await newOffice()
  const row = (room: string, estate: string | null) => ['B区', '1栋', room, '住宅', 80, null, estate]
  const header = [...units, '小区']
  const two = await workbook(folder, { 数据: [header, row('101', null), row('102', '翠湖湾'), row('103', '锦澜')] })
  expect((await planOf(desk, 'units', two)).report.rows[0]).toMatchObject({
    row: 2,
    errors: [{ code: 'estate-needed' }],
  })
  await apply(desk, 'units', await workbook(folder, { 数据: [header, row('101', null), row('102', '翠湖湾')] }))
  expect(await desk.db.selectFrom('estate').select('name').execute()).toEqual([{ name: '翠湖湾' }])
})

it('lists the places it would create, and those that look like others', async () => {
  const { desk } = await newOffice()
  const at = (area: string, building: string) => ({ ...home('101'), area, building })
  const first = await importRows(desk, 'units', [home('101')])
  expect(first.fileWarnings).toMatchObject([{ code: 'places-created', params: { count: 3 } }])
  expect((await dryRun(desk, 'units', [home('102')])).fileWarnings).toEqual([])
  const { fileWarnings } = await dryRun(desk, 'units', [at('B区', '1幢'), at('C区', '2栋'), at('C区', '2号楼')])
  expect(
    fileWarnings.map(({ code, params }) => [code, params?.name?.toString().split('/').slice(1).join('/')]),
  ).toEqual([
    ['place-looks-like', 'B区/1幢'],
    ['place-looks-like', 'C区/2号楼'],
    ['places-created', undefined],
  ])
  expect(fileWarnings[2]?.params?.count).toBe(4)
})

it('keeps places apart whose names have a slash', async () => {
  const { desk } = await newOffice()
  const rows = [
    { ...home('101'), area: 'B/1', building: '2栋' },
    { ...home('101'), area: 'B', building: '1/2栋' },
  ]
  const report = await importRows(desk, 'units', rows)
  expect(report.counts).toMatchObject({ added: 2, rejected: 0 })
  expect(report.rows.map((row) => row.key)).toEqual(['B/1/2栋/101', 'B/1/2栋/101'])
  expect((await dryRun(desk, 'units', rows)).counts.unchanged).toBe(2)
})

it('reads classes as the list shows them, and is unchanged where rows differ about a person', async () => {
  const { desk, folder } = await officeWithUnits()
  const row = (room: string, phone: string) => ['B区', '1栋', room, '张三', '业主', '2024-01-01', phone, id, 'C 级']
  const id = '11010519491231002X'
  const file = await workbook(folder, {
    数据: [
      [...people, '电话', '证件号', '客户分级'],
      row('101', '13800000001'),
      row('102', '13800000002'),
      ['B区', '1栋', '101', '李四', '租户', '2024-01-01', null, null, 'd级'],
    ],
  })
  await apply(desk, 'residents', file)
  expect(await desk.db.selectFrom('person').select(['phone', 'client_class']).orderBy('id').execute()).toEqual([
    { phone: '13800000002', client_class: 'C' },
    { phone: '', client_class: 'D' },
  ])
  const again = await planOf(desk, 'residents', file)
  expect(again.report.counts).toMatchObject({ added: 0, updated: 0, unchanged: 3, warnings: 1 })
  expect(again.report.rows[0]?.warnings).toMatchObject([{ code: 'person-differs-between-rows' }])
  expect(again.operations).toEqual([])
})

it('warns of a second open spell in one role, not of one that ends first', async () => {
  const { desk } = await officeWithUnits()
  const owner = (fromOn: string, toOn?: string) => ({
    ...{ area: 'B区', building: '1栋', room: '101', name: '张三', role: 'owner', fromOn },
    ...(toOn && { toOn }),
  })
  await importRows(desk, 'residents', [owner('2024-01-01')])
  const second = await dryRun(desk, 'residents', [owner('2025-01-01')])
  expect(second.rows[0]?.warnings).toEqual([
    { code: 'already-has-open-spell', field: '起始', params: { from: '2024-01-01' } },
  ])
  expect((await dryRun(desk, 'residents', [owner('2022-01-01', '2022-12-31')])).counts.warnings).toBe(0)
  const ended = await dryRun(desk, 'residents', [owner('2025-01-01'), owner('2024-01-01', '2024-12-31')])
  expect(ended.counts).toMatchObject({ added: 1, updated: 1, warnings: 0 })
})

it('says which rows are hidden before they come in with the others', async () => {
  const { desk, folder } = await officeWithUnits()
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('数据')
  for (const row of [
    ['区域', '楼栋', '房号', '表号', '表类', '抄表日期', '读数'],
    ['B区', '1栋', '101', 'S1', '水', '2026-02-20', 10],
    ['B区', '1栋', '101', 'S1', '水', '2026-03-20', 10],
    ['B区', '1栋', '101', 'S1', '水', '2026-01-20', 10],
    ['B区', '1栋', '101', 'S1', '水', '2026-04-20', 99999],
  ]) {
    sheet.addRow(row)
  }
  sheet.getRow(3).hidden = true
  const file = join(folder, 'filtered.xlsx')
  await book.xlsx.writeFile(file)
  const { report } = await planOf(desk, 'readings', file)
  expect(report.fileWarnings).toMatchObject([{ code: 'hidden-rows', params: { rows: '3', count: 1 } }])
  // A meter that stood still for months and jumps is worth a second look; rows are told in the workbook's order.
  expect(report.rows.filter((row) => row.warnings.length > 0)).toMatchObject([
    { row: 5, warnings: [{ code: 'reading-unusual', field: '读数' }] },
  ])
  expect(report.rows.filter((row) => row.warnings.length === 0).map(({ row }) => row)).toEqual([2, 3, 4])
})

it('reads what a list on screen calls a source and a charge class, as a sheet typed off it has them', async () => {
  const { desk, folder } = await officeWithUnits()
  const columns = ['工单号', '登记时间', '来源', '地点', '收费类别']
  const file = await workbook(folder, {
    数据: [
      columns,
      ['BX-1', '2024-03-05 09:12', '巡查发现', '东门', 'A 有偿'],
      ['BX-2', '2024-03-05 09:12', '巡查', '东门', 'D内务'],
      ['BX-3', '2024-03-05 09:12', '路过', '东门', '有偿'],
    ],
  })
  const plan = await planOf(desk, 'jobs', file)
  expect(plan.report.rows.flatMap((row) => row.errors)).toMatchObject([{ code: 'not-in-list', field: '来源' }])
  await workbook(folder, { 数据: [columns, ['BX-1', '2024-03-05 09:12', '巡查发现', '东门', 'A 有偿']] })
  await apply(desk, 'jobs', file)
  expect(await desk.db.selectFrom('job').select(['source', 'charge_class']).execute()).toEqual([
    { source: 'patrol', charge_class: 'paid' },
  ])
})
