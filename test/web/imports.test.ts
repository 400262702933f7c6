import { closeSync, copyFileSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { updateUnit } from '../../electron/core/estate/service.ts'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
let page: Page
let templates: Readonly<Record<'units' | 'residents' | 'charges', string>>
beforeAll(async () => {
  desk = await startDesk()
  page = await desk.open({ as: 'manager', path: '/imports' })
  templates = {
    units: await downloadTemplate('units', '房屋'),
    residents: await downloadTemplate('residents', '住户'),
    charges: await downloadTemplate('charges', '应收'),
  }
})
afterAll(() => desk.close())

/** A page on a busy machine may take its time. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 })

async function downloadTemplate(kind: string, word: string): Promise<string> {
  await page.goto(new URL(`/imports?kind=${kind}`, page.url()).href)
  const download = page.waitForEvent('download')
  await page.getByTestId('template').click()
  const file = await download
  expect(file.suggestedFilename()).toBe(`${word}导入模板.xlsx`)
  const path = join(desk.folder, `template-${kind}.xlsx`)
  await file.saveAs(path)
  return path
}

type Cells = Readonly<Record<string, string | number | Date>>

let books = 0

/** The blank workbook that the page gave, filled in under its notes row; each row by the headers. */
async function filled(kind: keyof typeof templates, rows: readonly Cells[]): Promise<string> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(templates[kind])
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('the template has no sheet')
  const headers = (sheet.getRow(1).values as unknown[]).map(String)
  for (const [index, cells] of rows.entries())
    for (const [header, value] of Object.entries(cells)) {
      const column = headers.indexOf(header)
      if (column < 1) throw new Error(`the template has no column ${header}`)
      sheet.getCell(index + 3, column).value = value
    }
  const path = join(desk.folder, `book-${++books}.xlsx`)
  await book.xlsx.writeFile(path)
  return path
}

async function goToImports(kind: keyof typeof templates = 'units', on = page): Promise<void> {
  await on.goto(new URL(`/imports?kind=${kind}`, on.url()).href)
  await on.getByTestId('choose-file').waitFor()
}

/** Chooses the file and waits for the report of its dry run. */
async function check(file: string, on = page): Promise<void> {
  await on.getByTestId('file').setInputFiles(file)
  await on.getByTestId('report').waitFor()
}

async function counts(on = page): Promise<Record<string, string | null>> {
  const names = ['added', 'updated', 'unchanged', 'rejected', 'warnings']
  const shown = await Promise.all(names.map((name) => on.getByTestId(`count-${name}`).textContent()))
  return Object.fromEntries(names.map((name, index) => [name, shown[index] ?? null]))
}

async function apply(): Promise<number> {
  await page.getByTestId('apply').click()
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
  await page.getByTestId('done').waitFor()
  return Number(await page.getByTestId('done').getAttribute('data-batch'))
}

/** All the office knows of units, and how many lines its audit has: nothing has changed where both are the same. */
async function standing() {
  const { db } = desk.host.office
  const units = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['area.name as area', 'building.name as building', 'unit.room', 'unit.kind', 'unit.area_centi'])
    .select(['unit.ready_on', 'unit.due_on', 'unit.handed_over_on', 'unit.sold_on'])
    .orderBy('unit.id')
    .execute()
  const batches = await db.selectFrom('import_batch').select('id').execute()
  return { units, batches: batches.length }
}

const newUnit = {
  区域: '新区',
  楼栋: '99栋',
  房号: '901',
  类型: '住宅',
  面积: 88.8,
  达到交房条件: '2026-10-12',
  应交房: new Date(Date.UTC(2026, 11, 1)),
}

describe('a workbook filled in from the template', () => {
  test('is checked without changing anything, applied, found unchanged the second time, and undone whole', async () => {
    const before = await standing()
    // One that no closed month counts: there another area would be refused.
    const known = before.units.find((unit) => unit.ready_on === null && unit.sold_on === null)
    if (!known) throw new Error('every unit of the sample office is ready or sold')
    const file = await filled('units', [
      newUnit,
      { 区域: known.area, 楼栋: known.building, 房号: known.room, 面积: 123.45 },
      { 区域: 'AC区', 楼栋: '1栋', 房号: '102' },
    ])
    await goToImports()
    await check(file)
    expect(await counts()).toEqual({ added: '1', updated: '1', unchanged: '1', rejected: '0', warnings: '0' })
    expect(await standing()).toEqual(before)

    // The diff: old → new, by the column's own header.
    await page.getByTestId('outcome').getByText('更新 1').click()
    const row = page.getByTestId('report-row')
    expect(await row.count()).toBe(1)
    expect(await row.textContent()).toContain(`${known.area} / ${known.building} / ${known.room}`)
    expect(await row.textContent()).toMatch(new RegExp(`面积 ${(known.area_centi / 100).toFixed(2)} → 123\\.45`))

    const batch = await apply()
    const after = await standing()
    expect(after.units.length).toBe(before.units.length + 1)
    expect(after.units.at(-1)).toMatchObject({ area: '新区', building: '99栋', room: '901', area_centi: 8880 })
    expect(after.units.at(-1)).toMatchObject({ ready_on: '2026-10-12', due_on: '2026-12-01' })
    expect(await page.getByTestId('done').textContent()).toContain(`第 ${batch} 号批次`)
    await page.getByTestId(`undo-${batch}`).first().waitFor()

    await page.getByTestId('another').click()
    await check(file)
    expect(await counts()).toEqual({ added: '0', updated: '0', unchanged: '3', rejected: '0', warnings: '0' })
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('nothing')
    expect(await page.getByTestId('apply').count()).toBe(0)

    await page.keyboard.press('Escape')
    await page.getByTestId(`undo-${batch}`).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
    await page.getByText(`第 ${batch} 号导入已撤销`).waitFor()
    expect((await standing()).units).toEqual(before.units)
    await poll(() => page.getByTestId(`undo-${batch}`).count()).toBe(0)
  })

  test('brings residents to a unit', async () => {
    const file = await filled('residents', [
      {
        区域: 'AC区',
        楼栋: '1栋',
        房号: '103',
        姓名: '测试住户',
        身份: '家属',
        电话: '13900001234',
        起始: '2026-02-01',
      },
    ])
    await goToImports('residents')
    await check(file)
    expect((await counts()).added).toBe('1')
    await apply()
    await page.getByRole('link', { name: '看住户' }).click()
    await page.waitForURL(/\/residents/)
    await page.getByTestId('filter-text').fill('测试住户')
    await page.getByRole('cell', { name: '测试住户' }).waitFor()
  })

  test('with refused rows names row, column and what would be right, and cannot be applied', async () => {
    const before = await standing()
    const file = await filled('units', [
      { ...newUnit, 房号: '902' },
      { ...newUnit, 房号: '903', 类型: '住房' },
      { ...newUnit, 房号: '904', 交房: '2026-10-09' },
      { 区域: '新区', 楼栋: '99栋', 类型: '住宅', 面积: 50 },
    ])
    await goToImports()
    await check(file)
    expect(await counts()).toMatchObject({ added: '1', rejected: '3' })
    expect(await page.getByTestId('verdict').textContent()).toMatch(/3 行不能导入.*整个文件都不导入.*选择改正后的文件/)
    expect(await page.getByTestId('apply').count()).toBe(0)

    await page.getByTestId('outcome').getByText('拒绝 3').click()
    const rows = await page.getByTestId('report-row').allTextContents()
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/^4拒绝.*类型.*“住房”.*住宅、别墅、店面、车位、储藏间/)
    expect(rows[1]).toMatch(/^5拒绝.*交房.*2026-10-09.*2026-10-12/)
    expect(rows[2]).toMatch(/^6拒绝.*房号.*必须填写/)
    expect(await standing()).toEqual(before)

    // The next step: the corrected file, from the same page.
    const chooser = page.waitForEvent('filechooser')
    await page.getByTestId('choose-again').click()
    await (await chooser).setFiles(await filled('units', [{ ...newUnit, 房号: '902' }]))
    await poll(async () => (await counts()).rejected).toBe('0')
    await page.getByTestId('apply').waitFor()
  })

  test('without a column it needs is refused as a whole', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('房屋')
    sheet.addRow(['区域', '楼栋', '类型', '颜色'])
    sheet.addRow(['AC区', '1栋', '住宅', '红'])
    const path = join(desk.folder, 'missing.xlsx')
    await book.xlsx.writeFile(path)
    await goToImports()
    await check(path)
    const problems = (await page.getByTestId('file-problems').allTextContents()).join(' ')
    expect(problems).toMatch(/房号/)
    expect(problems).toMatch(/颜色/)
    expect(await page.getByTestId('apply').count()).toBe(0)
  })
})

describe('a file that is no workbook', () => {
  async function refusalOf(file: string): Promise<string | null> {
    await goToImports()
    await page.getByTestId('file').setInputFiles(file)
    await page.getByTestId('refusal').waitFor()
    return page.getByTestId('refusal').textContent()
  }

  test('gets a sentence: text by another name', async () => {
    const path = join(desk.folder, 'text.xlsx')
    writeFileSync(path, '区域,楼栋,房号\n')
    expect(await refusalOf(path)).toMatch(/text\.xlsx.*不是 Excel 工作簿.*数据没有改动/)
  })

  test('gets a sentence: cut off in the middle', async () => {
    const path = join(desk.folder, 'cut.xlsx')
    const whole = readFileSync(templates.units)
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    expect(await refusalOf(path)).toMatch(/文件不完整/)
  })

  test('gets a sentence: an old .xls', async () => {
    const path = join(desk.folder, 'old.xlsx')
    writeFileSync(path, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]))
    expect(await refusalOf(path)).toMatch(/旧版 Excel.*另存为 \.xlsx/)
  })

  test('over 64 MB is refused before a byte is sent', async () => {
    const path = join(desk.folder, 'huge.xlsx')
    const file = openSync(path, 'w')
    ftruncateSync(file, 65 * 1024 * 1024)
    closeSync(file)
    const sent: string[] = []
    const watch = (request: { url(): string }) => void sent.push(request.url())
    await goToImports()
    page.on('request', watch)
    await page.getByTestId('file').setInputFiles(path)
    await page.getByTestId('refusal').waitFor()
    page.off('request', watch)
    expect(await page.getByTestId('refusal').textContent()).toMatch(/65\.0 MB，最大 64 MB/)
    expect(sent.filter((url) => url.includes('/imports/check'))).toEqual([])
  })

  test('and can be followed by a good one without leaving the page', async () => {
    const path = join(desk.folder, 'again.xlsx')
    writeFileSync(path, 'no')
    await refusalOf(path)
    // Corrected under the same name.
    copyFileSync(await filled('units', [{ ...newUnit, 房号: '905' }]), path)
    await check(path)
    expect((await counts()).added).toBe('1')
  })
})

test('a check that takes long can be cancelled and leaves nothing behind', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('房屋')
  sheet.addRow(['区域', '楼栋', '房号', '类型', '面积', '达到交房条件', '应交房'])
  for (let number = 0; number < 60_000; number++)
    sheet.addRow(['大区', `${number % 50}栋`, String(1000 + number), '住宅', 80, '2026-10-12', '2026-12-01'])
  const path = join(desk.folder, 'long.xlsx')
  await book.xlsx.writeFile(path)
  const before = await standing()
  await goToImports()
  await page.getByTestId('file').setInputFiles(path)
  await page.getByTestId('task').getByRole('button', { name: '取消' }).click()
  await page.getByTestId('notice').waitFor()
  expect(await page.getByTestId('notice').textContent()).toContain('数据没有改动')
  expect(await page.getByTestId('report').count()).toBe(0)
  expect(await standing()).toEqual(before)
  await page.getByTestId('choose-file').waitFor()
}, 120_000)

test('a file let go anywhere over the window is checked', async () => {
  const file = await filled('units', [{ ...newUnit, 房号: '906' }])
  await goToImports()
  const bytes = readFileSync(file).toString('base64')
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], '拖来的.xlsx'))
    return data
  }, bytes)
  await page.dispatchEvent('nav', 'dragover', { dataTransfer: transfer })
  await page.getByTestId('drop').waitFor()
  await page.dispatchEvent('nav', 'drop', { dataTransfer: transfer })
  await page.getByTestId('report').waitFor()
  expect(await page.getByTestId('report').textContent()).toContain('拖来的.xlsx')
  expect(await page.getByTestId('drop').count()).toBe(0)
})

test('the file can be chosen with the keyboard', async () => {
  // Asked for first: the browser has to know that the chooser is wanted before a key opens it.
  const chooser = page.waitForEvent('filechooser')
  await goToImports()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('f')
  await (await chooser).setFiles(templates.units)
  await page.getByTestId('report').waitFor()
  expect(await page.getByTestId('file-problems').textContent()).toContain('没有数据行')
  await page.keyboard.press('Escape')
  await page.getByTestId('choose-file').waitFor()
})

test('an import of charges has words for every column and leads to the charges', async () => {
  await goToImports('charges')
  const period = { 账期起: '2027-01', 账期止: '2027-01', 应收日: '2027-01-31', 金额: 45 }
  await check(await filled('charges', [{ 区域: 'AC区', 楼栋: '1栋', 房号: '101', 费项: '物业费', ...period }]))
  expect(await page.getByTestId('report').locator('th').allTextContents()).toEqual([
    '行号',
    '结果',
    '记录',
    '问题或变动',
  ])
  await apply()
  const see = page.getByTestId('see')
  expect(await see.textContent()).toBe('看应收')
  await see.click()
  await page.waitForURL(/\/billing\/charges/)
})

test('an import that later entries stand on is not undone, and the page says which', async () => {
  await goToImports()
  await check(await filled('units', [{ ...newUnit, 房号: '907' }]))
  const batch = await apply()
  const { db } = desk.host.office
  const unit = await db.selectFrom('unit').selectAll().where('display', '=', '99栋907').executeTakeFirstOrThrow()
  const actor = { id: 1, name: '林晓婷', roles: ['front-desk' as const] }
  await updateUnit({ db, clock: desk.host.clock, actor }, unit.id, unit.version, {
    room: unit.room,
    kind: unit.kind,
    areaCenti: 9000,
    aliases: '',
    note: '',
    readyOn: unit.ready_on,
    dueOn: unit.due_on,
    handedOverOn: null,
    soldOn: null,
  })
  await page.getByTestId('another').click()
  await page.getByTestId(`undo-${batch}`).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
  const refused = page.getByRole('dialog').filter({ hasText: '不能撤销' })
  await refused.getByRole('link', { name: unit.display }).waitFor()
  expect(await refused.textContent()).toMatch(/房屋.*林晓婷/)
  await page.keyboard.press('Escape')
  expect(await db.selectFrom('unit').select('id').where('display', '=', '99栋907').execute()).toHaveLength(1)
})

test('the front desk sees the report but cannot apply it, and is told who can', async () => {
  const front = await desk.open({ as: 'front-desk', path: '/imports' })
  await check(await filled('units', [{ ...newUnit, 房号: '908' }]), front)
  expect((await counts(front)).added).toBe('1')
  expect(await front.getByTestId('verdict').getAttribute('data-verdict')).toBe('notAllowed')
  expect(await front.getByTestId('verdict').textContent()).toContain('请会计、主管或管理员来导入')
  expect(await front.getByTestId('apply').count()).toBe(0)
  await front.keyboard.press('Control+Enter')
  expect(await front.getByRole('dialog').count()).toBe(0)
  await front.keyboard.press('Escape')
  await front.getByTestId('total').waitFor()
  expect(await front.locator('[data-testid^="undo-"]').count()).toBe(0)
  await front.context().close()
})

test('whoever may not import gets told so', async () => {
  const cashier = await desk.open({ as: 'cashier', path: '/imports' })
  await cashier.getByText('没有权限').first().waitFor()
  expect(await cashier.getByTestId('choose-file').count()).toBe(0)
  await cashier.context().close()
})

// In English and dark: what else this file does, it does in Chinese and light.
describe('for everybody', () => {
  test('axe finds nothing serious on the page, on a refused report and on one that may be applied', async () => {
    const other = await desk.open({ as: 'manager', language: 'en', dark: true, path: '/imports' })
    await other.getByTestId('total').waitFor()
    await expectNothingSerious(other)
    await check(
      await filled('units', [
        { ...newUnit, 房号: '909', 类型: '住房' },
        { ...newUnit, 房号: '910', 装修开工: '2026-10-14' },
      ]),
      other,
    )
    await expectNothingSerious(other)
    await other.getByTestId('file').setInputFiles(await filled('units', [{ ...newUnit, 房号: '909' }]))
    await other.getByTestId('apply').waitFor()
    await expectNothingSerious(other)
    await other.context().close()
  })
})

async function expectNothingSerious(on: Page): Promise<void> {
  const serious = await seriousOf(on, { without: 'header' })
  expect(serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

test('nothing of this made the backend fail', () => {
  expect(desk.faults).toEqual([])
})
