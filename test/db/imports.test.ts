import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { complaintDetail as complaintAnswer } from '../../electron/contract/complaints.ts'
import { unitDetail as unitAnswer } from '../../electron/contract/estate.ts'
import { type ImportKind, importKinds } from '../../electron/contract/imports.ts'
import { jobDetail as jobAnswer } from '../../electron/contract/jobs.ts'
import { residentCard as residentAnswer } from '../../electron/contract/residents.ts'
import { visitDetail as visitAnswer } from '../../electron/contract/visits.ts'
import { complaintDetail } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import { addSpell, createUnit } from '../../electron/core/estate/service.ts'
import { importColumns } from '../../electron/core/imports/columns.ts'
import { applyImport, dependants, planImport, undoImport } from '../../electron/core/imports/index.ts'
import { plannedTables } from '../../electron/core/imports/plan.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { residentCard } from '../../electron/core/residents/repository.ts'
import { search } from '../../electron/core/search/index.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { summaryJson } from '../../electron/core/summary/json.ts'
import { visitDetail } from '../../electron/core/visits/service.ts'
import { readTable } from '../../electron/documents/import/readTable.ts'
import { writeImportTemplate } from '../../electron/documents/import/template.ts'
import { dryRun, home, importRows, newOffice, testDay, type Values } from './office.ts'

type Cells = readonly (string | number | Date | null | object)[]

async function workbook(
  folder: string,
  rows: readonly Cells[],
  prepare: (sheet: ExcelJS.Worksheet) => void = () => undefined,
): Promise<string> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('数据')
  for (const row of rows) sheet.addRow([...row])
  prepare(sheet)
  const file = join(folder, 'import.xlsx')
  await book.xlsx.writeFile(file)
  return file
}

async function plan(desk: Desk, kind: ImportKind, file: string) {
  return planImport(desk.db, kind, 'import.xlsx', await readTable(file, kind), desk.clock)
}

const unitsHeader = ['楼栋', '区域', '面积', '房号', '类型', '交房', '达到交房条件']

it('reads columns in any order, with spaces, full-width digits and dates as text', async () => {
  const { desk, folder } = await newOffice()
  const file = await workbook(folder, [
    ['面积(㎡)', ' 房号 ', '区 域', '楼栋', '房屋类型', '达到交房条件', '交房', '备用列'],
    ['８９.４１', '１０１', ' B区 ', '1栋', '住宅', '2024年1月5日', '2024/3/5', 'x'],
    [120.5, 102, 'B区', '1栋', '别墅', new Date(Date.UTC(2024, 0, 5)), '20240306', null],
  ])
  const { report, operations } = await plan(desk, 'units', file)
  expect(report.counts).toEqual({ added: 2, updated: 0, unchanged: 0, rejected: 0, warnings: 0 })
  expect(report.fileWarnings).toMatchObject([
    { code: 'unknown-columns', params: { columns: '备用列' } },
    { code: 'places-created' },
  ])
  expect(operations.length).toBeGreaterThan(0)
  await applyImport(desk, await plan(desk, 'units', file))
  const { rows } = await listPage(desk, 'units', { filter: {}, offset: 0, limit: 10 })
  expect(rows).toMatchObject([
    {
      area: 'B区',
      building: '1栋',
      room: '101',
      display: '1栋101',
      kind: 'residence',
      areaCenti: 8941,
      readyOn: '2024-01-05',
      handedOverOn: '2024-03-05',
    },
    { room: '102', kind: 'villa', areaCenti: 12050, readyOn: '2024-01-05', handedOverOn: '2024-03-06' },
  ])
})

it('takes area, building and room from one column', async () => {
  const { desk, folder } = await newOffice()
  const file = await workbook(folder, [
    ['房屋', '类型', '面积'],
    ['B区/1栋/101', '住宅', 80],
    ['B区/1栋', '住宅', 80],
  ])
  const { report } = await plan(desk, 'units', file)
  expect(report.rows).toMatchObject([
    {
      row: 3,
      outcome: 'rejected',
      errors: [{ code: 'place-not-three-parts', field: '房屋', params: { text: 'B区/1栋' } }],
    },
    { row: 2, outcome: 'added', key: 'B区/1栋/101' },
  ])
})

it('names row, column and what would be right for every refusal, and imports nothing where one row is refused', async () => {
  const { desk, folder } = await newOffice()
  const file = await workbook(folder, [
    unitsHeader,
    ['1栋', 'B区', 80, '101', '住宅', null, '2024-01-01'],
    ['1栋', 'B区', 'eighty', '102', '公寓', '2024-02-30', '2024-01-01'],
    ['1栋', 'B区', 80.123, '103', '住宅', '2023-12-31', '2024-01-01'],
    ['1栋', 'B区', 80, '104', '住宅', '2027-01-01', '2024-01-01'],
    ['1栋', '', 80, '105', '住宅', null, null],
    ['1栋', 'B区', 80, '101', '住宅', null, null],
    ['1栋', 'B区', 80, '106', '住宅', '2024-01-01', null],
  ])
  const { report, operations } = await plan(desk, 'units', file)
  expect(operations).toEqual([])
  expect(report.counts).toMatchObject({ added: 1, rejected: 6 })
  const errors = Object.fromEntries(
    report.rows
      .filter((row) => row.errors.length > 0)
      .map((row) => [row.row, row.errors.map((error) => [error.code, error.field])]),
  )
  expect(errors).toEqual({
    3: [
      ['not-a-number', '面积'],
      ['not-in-list', '类型'],
      ['not-a-date', '交房'],
    ],
    4: [
      ['area-decimals', '面积'],
      ['handed-over-before-ready', '交房'],
    ],
    5: [['date-after-today', '交房']],
    6: [['required', '区域']],
    7: [['duplicate-row', '房号']],
    8: [['handed-over-not-ready', '交房']],
  })
  expect(report.rows.find((row) => row.row === 3)?.errors[1]?.params?.choices).toBe('住宅、别墅、店面、车位、储藏间')
  await expect(applyImport(desk, await plan(desk, 'units', file))).rejects.toMatchObject({ code: 'import-rejected' })
  expect((await listPage(desk, 'units', { filter: {}, offset: 0, limit: 10 })).total).toBe(0)
})

it('is unchanged the second time, and shows old and new of what differs', async () => {
  const { desk } = await newOffice()
  const rows = [
    home('101', {
      readyOn: '2024-01-01',
      handedOverOn: '2024-02-01',
      movedInOn: '2024-03-01',
      letFrom: '2023-01-01',
      letTo: '2023-06-30',
    }),
    home('102'),
  ]
  await importRows(desk, 'units', rows)
  expect((await dryRun(desk, 'units', rows)).counts).toEqual({
    added: 0,
    updated: 0,
    unchanged: 2,
    rejected: 0,
    warnings: 0,
  })
  const changed = await dryRun(desk, 'units', [
    home('101', { kind: 'shop', areaCenti: 9000, movedInOn: '2024-03-05', letTo: '2023-07-31' }),
  ])
  expect(changed.rows).toMatchObject([
    {
      outcome: 'updated',
      changes: [
        { column: '类型', from: '住宅', to: '店面' },
        { column: '面积', from: '89.41', to: '90.00' },
        { column: '入住', from: '2024-03-01', to: '2024-03-05' },
        { column: '出租止', from: '2023-06-30', to: '2023-07-31' },
      ],
    },
  ])
})

it('leaves what is stored where a cell is empty', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2024-01-01' })])
  expect((await dryRun(desk, 'units', [{ area: 'B区', building: '1栋', room: '101' }])).counts.unchanged).toBe(1)
})

it('takes a start after the last end as a new spell and keeps the old one', async () => {
  const { desk, office } = await newOffice()
  const lived = { readyOn: '2023-01-01', handedOverOn: '2023-01-01', movedInOn: '2023-02-01', movedOutOn: '2024-01-01' }
  await importRows(desk, 'units', [home('101', lived)])
  await importRows(desk, 'units', [home('101', { movedInOn: '2024-05-01' })])
  const stays = office.sqlite.prepare('SELECT moved_in_on, moved_out_on FROM stay ORDER BY 1').raw().all()
  expect(stays).toEqual([
    ['2023-02-01', '2024-01-01'],
    ['2024-05-01', null],
  ])
})

it('refuses only the impossible and warns of the unusual', async () => {
  const { desk } = await newOffice()
  const refusals = async (facts: Values) =>
    (await dryRun(desk, 'units', [home('101', facts)])).rows[0]?.errors.map((error) => `${error.field} ${error.code}`)
  expect(await refusals({ readyOn: '2024-02-01', handedOverOn: '2024-01-01' })).toEqual([
    '交房 handed-over-before-ready',
  ])
  expect(await refusals({ readyOn: '2024-01-01', handedOverOn: '2024-02-01', movedInOn: '2024-01-15' })).toEqual([
    '入住 moved-in-before-handed-over',
  ])
  expect(await refusals({ movedInOn: '2024-01-15' })).toEqual(['入住 moved-in-not-handed-over'])
  expect(await refusals({ decorationStartedOn: '2024-03-01', decorationFinishedOn: '2024-02-01' })).toEqual([
    '装修完工 decoration-finished-before-started',
  ])
  expect(await refusals({ letFrom: '2024-03-01', letTo: '2024-02-01' })).toEqual(['出租止 lease-ends-before-it-begins'])
  expect(await refusals({ letTo: '2024-02-01' })).toEqual(['出租止 end-without-start'])
  expect(await refusals({ soldOn: '2027-01-01' })).toEqual(['售出 date-after-today'])
  const unusual = await dryRun(desk, 'units', [
    home('101', {
      letFrom: '2023-01-01',
      readyOn: '2024-01-01',
      decorationStartedOn: '2024-01-02',
      dueOn: '2027-01-01',
    }),
  ])
  expect(unusual.counts).toMatchObject({ added: 1, rejected: 0, warnings: 1 })
  expect(unusual.rows[0]?.warnings.map((warning) => warning.code)).toEqual([
    'decoration-before-handover',
    'lease-before-ready',
  ])
})

it('needs the estate named once there are two', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { estate: '锦澜花园' }), home('101', { estate: '翠湖湾' })])
  const report = await dryRun(desk, 'units', [home('102')])
  expect(report.rows[0]?.errors).toMatchObject([{ code: 'estate-needed', field: '小区' }])
})

it('undoes a batch whole, for every as-of date, and keeps the audit', async () => {
  const { desk, office } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2024-01-01' })])
  const before = await snapshot(desk)
  const { batchId } = await importRows(desk, 'units', [
    home('101', { handedOverOn: '2024-05-01', areaCenti: 1 }),
    { ...home('201'), building: '2栋' },
  ])
  expect(await snapshot(desk)).not.toEqual(before)
  expect(await undoImport(desk, Number(batchId))).toEqual({ removed: 2, restored: 1 })
  expect(await snapshot(desk)).toEqual(before)
  expect(await search(desk, '2-201', 5)).toEqual([])
  expect(office.sqlite.prepare('SELECT count(*) FROM audit WHERE batch_id = ?').pluck().get(batchId)).toBe(3)
  const { rows } = await listPage(desk, 'imports', { filter: {}, offset: 0, limit: 5 })
  expect(rows[0]).toMatchObject({ id: batchId, undoneBy: 'tester' })
  await expect(undoImport(desk, Number(batchId))).rejects.toMatchObject({ code: 'import-already-undone' })
  await expect(undoImport(desk, 999)).rejects.toMatchObject({ code: 'import-batch-unknown' })
})

async function snapshot(desk: Desk) {
  const units = await desk.db.selectFrom('unit').selectAll().orderBy('id').execute()
  const figures = await Promise.all(
    ['2024-04-30', '2024-12-31', testDay].map((day) => summaryOf(desk.db, Number(day.slice(0, 4)), day)),
  )
  return { units: units.map(({ version: _, ...unit }) => unit), figures: figures.map(summaryJson) }
}

it('refuses to undo what later entries stand on, and says which', async () => {
  const { desk } = await newOffice()
  const { batchId } = await importRows(desk, 'units', [
    home('101', { readyOn: '2024-01-01', handedOverOn: '2024-01-01' }),
  ])
  const residents = await importRows(desk, 'residents', [resident()])
  await expect(undoImport(desk, Number(batchId))).rejects.toMatchObject({
    code: 'import-depended-on',
    problems: [{ code: 'built-on-import', params: { entity: 'residency', name: '1栋101 张三' } }],
  })
  await undoImport(desk, Number(residents.batchId))
  const unit = await desk.db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
  await addSpell(desk, unit.id, { spell: 'stay', fields: { movedInOn: '2024-06-01', movedOutOn: null } })
  await expect(undoImport(desk, Number(batchId))).rejects.toMatchObject({ problems: [{ params: { entity: 'stay' } }] })
  expect((await listPage(desk, 'units', { filter: {}, offset: 0, limit: 5 })).total).toBe(1)
})

it('refuses to carry out a plan that later writes have overtaken', async () => {
  const { desk, folder } = await newOffice()
  const file = await workbook(folder, [unitsHeader, ['1栋', 'B区', 80, '101', '住宅', null, null]])
  const old = await plan(desk, 'units', file)
  await importRows(desk, 'units', [home('102')])
  await expect(applyImport(desk, old)).rejects.toMatchObject({ code: 'import-outdated' })
  const building = await desk.db.selectFrom('building').select('id').executeTakeFirstOrThrow()
  await createUnit(desk, building.id, {
    room: '103',
    kind: 'shop',
    areaCenti: 1,
    aliases: '',
    note: '',
    readyOn: null,
    dueOn: null,
    handedOverOn: null,
    soldOn: null,
  })
  await applyImport(desk, await plan(desk, 'units', file))
})

function resident(values: Values = {}): Values {
  return { area: 'B区', building: '1栋', room: '101', name: '张三', role: 'owner', fromOn: '2024-01-01', ...values }
}

async function officeWithUnits() {
  const test = await newOffice()
  await importRows(test.desk, 'units', [home('101'), home('102')])
  return test
}

it('knows one person on two units by ID number or by phone, and two of one name apart', async () => {
  const { desk, office } = await officeWithUnits()
  await importRows(desk, 'residents', [
    resident({ phone: '13800000001', idNumber: '11010519491231002X' }),
    resident({ room: '102', idNumber: '11010519491231002x', fromOn: '2025-01-01' }),
    resident({
      room: '102',
      role: 'family',
      phone: '13900000009',
      fromOn: '2025-01-01',
      idNumber: '110105198001010012',
    }),
  ])
  expect(office.sqlite.prepare('SELECT count(*) FROM person').pluck().get()).toBe(2)
  await importRows(desk, 'residents', [
    resident({ room: '102', role: 'tenant', phone: '13800000001', fromOn: '2026-01-01' }),
  ])
  expect(office.sqlite.prepare('SELECT count(*) FROM person').pluck().get()).toBe(2)
  expect(
    office.sqlite.prepare("SELECT birth_on FROM person WHERE id_number = '11010519491231002X'").pluck().get(),
  ).toBe('1949-12-31')
})

it('is unchanged the second time for residents, and updates phone, class, plates and end', async () => {
  const { desk } = await officeWithUnits()
  await importRows(desk, 'residents', [resident({ phone: '13800000001', plates: '闽D12345' })])
  expect(
    (await dryRun(desk, 'residents', [resident({ phone: '138 0000 0001', plates: '闽D·12345' })])).counts.unchanged,
  ).toBe(0)
  expect(
    (await dryRun(desk, 'residents', [resident({ phone: '13800000001', plates: '闽D·12345' })])).counts.unchanged,
  ).toBe(1)
  const report = await importRows(desk, 'residents', [
    resident({ phone: '13800000002', clientClass: 'A', plates: '闽D12345，闽DD12345', toOn: '2026-01-31' }),
  ])
  expect(report.rows[0]?.changes).toEqual([
    { column: '电话', from: '13800000001', to: '13800000002' },
    { column: '分级', from: null, to: 'A' },
    { column: '车牌', from: '闽D12345', to: '闽D12345、闽DD12345' },
    { column: '结束', from: null, to: '2026-01-31' },
  ])
  expect((await search(desk, '12345', 5)).map((hit) => hit.title)).toEqual(['张三'])
  expect((await search(desk, '0002', 5)).map((hit) => hit.past)).toEqual([true])
})

it('refuses residents of unknown units and impossible dates, with the column', async () => {
  const { desk } = await officeWithUnits()
  const errors = async (values: Values) =>
    (await dryRun(desk, 'residents', [resident(values)])).rows[0]?.errors.map((error) => `${error.field} ${error.code}`)
  expect(await errors({ room: '999' })).toEqual(['房号 unit-unknown'])
  expect(await errors({ toOn: '2023-12-31' })).toEqual(['结束 spell-ends-before-it-begins'])
  expect(await errors({ birthOn: '2027-01-01' })).toEqual(['出生日期 date-after-today'])
  const warned = await dryRun(desk, 'residents', [
    resident({ idNumber: '110105194912310021', plates: 'X1', phone: '12' }),
  ])
  expect(warned.rows[0]?.warnings.map((warning) => warning.code)).toEqual([
    'id-number-check-digit',
    'plate-unusual',
    'phone-unusual',
  ])
})

it('writes a blank workbook that reads back as having no rows, and imports once it is filled in', async () => {
  const { desk, folder } = await newOffice()
  for (const kind of importKinds) {
    const file = join(folder, `${kind}.xlsx`)
    await writeImportTemplate(kind, file, 'zh')
    const { fileErrors, fileWarnings } = await readTable(file, kind)
    expect(fileErrors).toMatchObject([{ code: 'no-data-rows' }])
    // Its own notes are no table that was forgotten.
    expect(fileWarnings).toEqual([])
  }
  const ofCharges = join(folder, 'charges.xlsx')
  await writeImportTemplate('charges', ofCharges, 'zh')
  const charges = new ExcelJS.Workbook()
  await charges.xlsx.readFile(ofCharges)
  // The notes do not promise that another amount would replace the booked one.
  expect(String(charges.worksheets[1]?.getCell('B3').value)).toContain('不能改写')
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder, 'units.xlsx'))
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('the template has no sheet')
  const headers = (sheet.getRow(1).values as string[]).slice(1)
  const filled: Record<string, string | number> = { 区域: 'B区', 楼栋: '1栋', 房号: '101', 类型: '住宅', 面积: 88.8 }
  headers.forEach((header, index) => {
    if (filled[header] !== undefined) sheet.getRow(3).getCell(index + 1).value = filled[header]
  })
  const file = join(folder, 'filled.xlsx')
  await book.xlsx.writeFile(file)
  expect((await plan(desk, 'units', file)).report.counts).toMatchObject({ added: 1, rejected: 0 })
})

it('gives formulas, merged cells, a title above the headers and repeated columns a clear answer', async () => {
  const { desk, folder } = await newOffice()
  const titled = await workbook(
    folder,
    [
      ['锦澜花园房屋台账'],
      unitsHeader,
      ['1栋', 'B区', { formula: '40+40', result: 80 }, '101', '住宅', null, null],
      ['1栋', 'B区', { formula: '1/0', result: { error: '#DIV/0!' } }, '102', '住宅', null, null],
    ],
    (sheet) => sheet.mergeCells('A1:G1'),
  )
  const report = (await plan(desk, 'units', titled)).report
  expect(report.rows).toMatchObject([
    { row: 4, errors: [{ code: 'error-cell', field: '面积', params: { text: '#DIV/0!' } }] },
    { row: 3, outcome: 'added', warnings: [{ code: 'formula-result-used', field: '面积' }] },
  ])
  const repeated = await workbook(folder, [
    [...unitsHeader, '面积'],
    ['1栋', 'B区', 80, '101', '住宅', null, null, 81],
  ])
  expect((await plan(desk, 'units', repeated)).report.fileErrors).toMatchObject([
    { code: 'duplicate-column', params: { column: '面积' } },
  ])
  const merged = await workbook(
    folder,
    [unitsHeader, ['1栋', 'B区', 80, '101', '住宅', null, null], ['1栋', 'B区', 80, '102', '住宅', null, null]],
    (sheet) => sheet.mergeCells('A2:A3'),
  )
  expect((await plan(desk, 'units', merged)).report.fileWarnings).toMatchObject([
    { code: 'merged-cells', params: { ranges: 'A2:A3' } },
    { code: 'places-created' },
  ])
  const missing = await workbook(folder, [
    ['区域', '房号'],
    ['B区', '101'],
  ])
  expect((await plan(desk, 'units', missing)).report.fileErrors).toMatchObject([
    { code: 'missing-columns', params: { columns: '楼栋', row: 1 } },
  ])
  const other = await workbook(folder, [
    ['日期', '金额'],
    ['2024-01-01', 5],
  ])
  expect((await plan(desk, 'units', other)).report.fileErrors).toMatchObject([{ code: 'headers-not-found' }])
})

it('refuses an ID number typed as a number, whose last digits Excel has lost', async () => {
  const { desk, folder } = await newOffice()
  await importRows(desk, 'units', [home('101')])
  const header = ['区域', '楼栋', '房号', '姓名', '身份', '起始', '证件号', '电话']
  const row = ['B区', '1栋', 101, '张三', '业主', '2024-01-01']
  const lost = await workbook(folder, [header, [...row, 350203199001011200, 13800000001]])
  expect((await plan(desk, 'residents', lost)).report.rows[0]?.errors).toMatchObject([
    { code: 'digits-lost', field: '证件号' },
  ])
  const kept = await workbook(folder, [header, [...row, '350203199001011234', 13800000001]])
  expect((await plan(desk, 'residents', kept)).report.counts).toMatchObject({ added: 1, rejected: 0 })
})

it('takes a new unit without kind or area with a warning, and a role that begins later', async () => {
  const { desk } = await newOffice()
  const report = await importRows(desk, 'units', [{ area: 'B区', building: '1栋', room: '101' }])
  expect(report.rows[0]?.warnings.map((warning) => `${warning.field} ${warning.code}`)).toEqual([
    '类型 kind-assumed',
    '面积 area-unknown',
  ])
  expect((await listPage(desk, 'units', { filter: {}, offset: 0, limit: 1 })).rows[0]).toMatchObject({
    kind: 'residence',
    areaCenti: 0,
  })
  const tenant = await importRows(desk, 'residents', [resident({ role: 'tenant', fromOn: '2026-12-01' })])
  expect(tenant.rows[0]?.warnings.map((warning) => warning.code)).toEqual(['starts-in-future'])
})

it('undoes a chain of batches from the newest to the oldest', async () => {
  const { desk } = await newOffice()
  const first = await importRows(desk, 'units', [home('101', { readyOn: '2024-01-01' })])
  const second = await importRows(desk, 'units', [home('101', { handedOverOn: '2024-02-01' }), home('102')])
  const third = await importRows(desk, 'units', [home('101', { movedInOn: '2024-03-01' })])
  await expect(undoImport(desk, Number(second.batchId))).rejects.toMatchObject({ code: 'import-depended-on' })
  await undoImport(desk, Number(third.batchId))
  await undoImport(desk, Number(second.batchId))
  await undoImport(desk, Number(first.batchId))
  expect(await desk.db.selectFrom('unit').selectAll().execute()).toEqual([])
  expect(await desk.db.selectFrom('building').selectAll().execute()).toEqual([])
})

/** A row of a kind with every text as long as it may be. */
function fullRow(kind: ImportKind, more: Values = {}): Values {
  const full = (field: string, longest: number) => {
    if (field === 'phone') return '1'.repeat(longest)
    if (field === 'plates') return '闽A12345,闽AD12345'
    return `${'长'.repeat(longest - 2)}🙂`
  }
  const texts = importColumns[kind].filter((column) => column.kind === 'text')
  const values = Object.fromEntries(texts.map(({ field, longest }) => [field, full(field, longest ?? 0)]))
  const { estate: _, ...given } = { ...values, ...more } as Values & { estate?: string }
  return given
}

it('every text of every workbook has a limit, and what is within it is shown again', async () => {
  for (const kind of importKinds) {
    const unlimited = importColumns[kind].filter((column) => column.kind === 'text' && !column.longest)
    expect(unlimited, kind).toEqual([])
  }
  const { desk } = await newOffice()
  const { area, building, room } = fullRow('units')
  const place = { area: area ?? '', building: building ?? '', room: room ?? '' }
  await importRows(desk, 'units', [{ ...home('101'), ...place }])
  await importRows(desk, 'residents', [fullRow('residents', { ...place, role: 'owner', fromOn: '2020-01-01' })])
  const began = { registeredAt: '2025-03-05 09:12', receivedAt: '2025-03-05 09:12' }
  await importRows(desk, 'jobs', [fullRow('jobs', { ...place, ...began }), { number: 'leer', ...place, ...began }])
  await importRows(desk, 'complaints', [fullRow('complaints', { ...place, ...began }), { number: 'leer', ...began }])
  const met = { ...place, onDate: '2025-03-05', result: 'met', kind: 'facilities' }
  await importRows(desk, 'visits', [fullRow('visits', met)])
  for (const id of [1, 2]) {
    expect(jobAnswer.safeParse(await jobDetail(desk, id)).error).toBeUndefined()
    expect(complaintAnswer.safeParse(await complaintDetail(desk, id)).error).toBeUndefined()
  }
  expect(visitAnswer.safeParse(await visitDetail(desk, 1)).error).toBeUndefined()
  expect(unitAnswer.safeParse(await unitDetail(desk, 1)).error).toBeUndefined()
  expect(residentAnswer.safeParse(await residentCard(desk, 1)).error).toBeUndefined()
})

it.each<[ImportKind, string, string, number]>([
  ['jobs', 'content', '内容', 10_000],
  ['jobs', 'place', '地点', 200],
  ['complaints', 'content', '内容', 10_000],
  ['visits', 'content', '问题内容', 10_000],
  ['residents', 'phone', '电话', 120],
  ['units', 'room', '房号', 40],
])('a text of %s that is longer than its form takes is refused with its column and limit', async (...of) => {
  const [kind, field, column, maximum] = of
  const { desk } = await newOffice()
  const began = { registeredAt: '2025-03-05 09:12', receivedAt: '2025-03-05 09:12' }
  const row = (length: number) => ({ ...began, number: length, [field]: '长'.repeat(length) })
  const { rows } = await dryRun(desk, kind, [row(maximum + 1), row(maximum)])
  const problem = { code: 'text-too-long', field: column, params: { length: maximum + 1, maximum } }
  expect(rows[0]?.errors).toContainEqual(problem)
  expect(rows[1]?.errors.map(({ code }) => code)).not.toContain('text-too-long')
})

it('a plate that no form takes is refused', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101')])
  const row = { area: 'B区', building: '1栋', room: '101', name: '陈美华', role: 'owner', fromOn: '2020-01-01' }
  const { rows } = await dryRun(desk, 'residents', [{ ...row, plates: '闽A12345,12' }])
  expect(rows[0]?.errors).toEqual([
    { code: 'plate-length', field: '车牌', params: { plate: '12', minimum: 5, maximum: 12 } },
  ])
})

it('every foreign key to what an import makes keeps its batch from being taken back', async () => {
  const { office } = await newOffice()
  const keys = office.sqlite
    .prepare(
      `SELECT keys."table" || '.' || tables.name || '.' || keys."from" FROM sqlite_master AS tables
        JOIN pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table'`,
    )
    .pluck()
    .all() as string[]
  const known = dependants.map(({ table, column, parent }) => `${parent}.${table}.${column}`)
  const made = keys.filter((key) => (plannedTables as readonly string[]).includes(key.split('.')[0] ?? ''))
  expect(made.filter((key) => !known.includes(key))).toEqual([])
})
