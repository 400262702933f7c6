import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { figures } from '../../electron/core/summary/engine.ts'
import { satisfactionOf2025 } from '../fixtures/satisfaction.ts'
import { today as sampleDay } from '../office/sample.ts'
import { sampleCopy } from '../office/shared.ts'
import { desk, folder } from './desk.ts'

async function unitsWorkbook(path: string, rows: readonly (readonly (string | number)[])[]): Promise<string> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('房屋')
  sheet.addRow(['区域', '楼栋', '房号', '类型', '面积', '达到交房条件', '交房', '入住'])
  for (const row of rows) sheet.addRow([...row])
  const file = join(path, 'units.xlsx')
  await book.xlsx.writeFile(file)
  return file
}

const good = ['B区', '1栋', '101', '住宅', 89.41, '2024-01-01', '2024-02-01', '2024-03-01'] as const
const bad = ['B区', '1栋', '102', '住宅', 80, '2024-01-01', '2023-02-01', ''] as const

it('makes an empty office, and refuses to write over a file that is there', async () => {
  const db = join(folder(), 'office.db')
  expect(await desk(['new', '--db', db])).toMatchObject({ status: 0, stderr: '' })
  const before = readFileSync(db)
  const again = await desk(['new', '--db', db])
  expect(again).toMatchObject({ status: 1, stdout: '' })
  expect(again.stderr).toContain(db)
  expect(readFileSync(db).equals(before)).toBe(true)
})

it('imports into a missing file by making an empty office first, and is unchanged the second time', async () => {
  const path = folder()
  const [db, file] = [join(path, 'office.db'), await unitsWorkbook(path, [good])]
  const first = await desk(['import', 'units', file, '--db', db, '--json'])
  expect(first.status).toBe(0)
  expect(JSON.parse(first.stdout)).toMatchObject({
    counts: { added: 1, updated: 0, unchanged: 0, rejected: 0 },
    batchId: 1,
  })
  const second = await desk(['import', 'units', file, '--db', db, '--json'])
  expect(JSON.parse(second.stdout)).toMatchObject({ counts: { added: 0, unchanged: 1 } })
  const undone = await desk(['undo-import', '1', '--db', db, '--json'])
  expect(JSON.parse(undone.stdout)).toMatchObject({ id: 1 })
  const figure = await desk(['figure', 'handover/done', '--year', '2024', '--db', db, '--json', '--rows'])
  expect(JSON.parse(figure.stdout)).toMatchObject({ value: 0, rows: [] })
})

it('refuses a workbook with one bad row whole: status 1, the row and column on standard error, no file made', async () => {
  const path = folder()
  const [db, file] = [join(path, 'office.db'), await unitsWorkbook(path, [good, bad])]
  const refused = await desk(['import', 'units', file, '--db', db])
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(/第 3 行.*交房/)
  expect(existsSync(db)).toBe(false)
  const json = await desk(['import', 'units', file, '--db', db, '--json'])
  expect(json.status).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({ counts: { rejected: 1 }, batchId: null })
})

it('changes nothing in a dry run', async () => {
  const path = folder()
  const [db, file] = [join(path, 'office.db'), await unitsWorkbook(path, [good])]
  const dry = await desk(['import', 'units', file, '--db', db, '--dry-run', '--json'])
  expect(dry.status).toBe(0)
  expect(JSON.parse(dry.stdout)).toMatchObject({ counts: { added: 1 }, batchId: null })
  expect(existsSync(db)).toBe(false)
})

it('says clearly that a file is no workbook', async () => {
  const path = folder()
  const file = join(path, 'letter.xlsx')
  writeFileSync(file, 'not a workbook')
  const refused = await desk(['import', 'units', file, '--db', join(path, 'office.db')])
  expect(refused.status).toBe(1)
  expect(refused.stderr).not.toMatch(/ at |Error:/)
  expect(refused.stderr.trim().length).toBeGreaterThan(5)
})

it('writes templates, lists and summaries as workbooks that read back', async () => {
  const path = folder()
  const [db, file] = [join(path, 'office.db'), await unitsWorkbook(path, [good])]
  await desk(['import', 'units', file, '--db', db])
  const open = async (name: string) => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(join(path, name))
    return book
  }
  for (const kind of ['units', 'residents']) {
    expect(await desk(['template', kind, '--out', join(path, `${kind}-blank.xlsx`)])).toMatchObject({ status: 0 })
    expect((await open(`${kind}-blank.xlsx`)).worksheets[0]?.getCell('A1').value).toBe('小区')
  }
  expect(await desk(['export', 'units', '--db', db, '--out', join(path, 'list.xlsx')])).toMatchObject({ status: 0 })
  const list = (await open('list.xlsx')).worksheets[0]
  expect(list?.rowCount).toBe(2)
  expect(await desk(['import', 'units', join(path, 'list.xlsx'), '--db', db, '--json'])).toMatchObject({ status: 0 })
  expect(
    await desk(['summary', '--year', '2024', '--db', db, '--format', 'xlsx', '--out', join(path, 'summary.xlsx')]),
  ).toMatchObject({ status: 0 })
  // All figures, the six chapters that have some, the records of each, and what the workbook says about itself.
  expect((await open('summary.xlsx')).worksheets.length).toBe(1 + 6 + figures.length + 1)
  for (const format of ['docx', 'html']) {
    const out = join(path, `summary.${format}`)
    const made = await desk(['summary', '--year', '2024', '--db', db, '--format', format, '--out', out])
    expect(made).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(out).subarray(0, 2).toString()).toBe(format === 'docx' ? 'PK' : '<!')
  }
  const unknown = await desk(['summary', '--year', '2024', '--db', db, '--format', 'odt', '--out', join(path, 's.odt')])
  expect(unknown.status).toBe(2)
  expect(unknown.stderr).toContain('json, xlsx, docx, html')
  const sheets = await desk(['export', '--list', '--json'])
  expect((JSON.parse(sheets.stdout) as { sheet: string }[]).map(({ sheet }) => sheet)).toContain('residents')
})

it('ends with 2 and the usage for wrong usage', async () => {
  for (const args of [
    [],
    ['bogus'],
    ['summary', '--db', 'x'],
    ['import', 'units'],
    ['import', 'nothing', 'x.xlsx', '--db', 'x'],
    ['--nonsense'],
    ['check', '--db', 'x', '--today', 'yesterday'],
    ['export', 'nothing', '--db', 'x', '--out', 'y'],
  ]) {
    const { status, stdout, stderr } = await desk(args)
    expect([args, status]).toEqual([args, 2])
    expect(stdout + stderr).toContain('npm run -s desk')
  }
})

it('ends with 1 for a file that is missing, foreign or damaged, and for an unknown figure', async () => {
  const path = folder()
  expect(await desk(['check', '--db', join(path, 'nowhere.db')])).toMatchObject({ status: 1, stdout: '' })
  writeFileSync(join(path, 'text.db'), 'text '.repeat(500))
  expect((await desk(['summary', '--year', '2024', '--db', join(path, 'text.db')])).status).toBe(1)
  await desk(['new', '--db', join(path, 'office.db')])
  expect((await desk(['figure', 'nope/nope', '--year', '2024', '--db', join(path, 'office.db')])).status).toBe(1)
})

it('makes no sample before the year it gives exactly is whole, says from which day, and leaves no file', async () => {
  const db = join(folder(), 'early.db')
  expect(await desk(['sample', '--db', db, '--today', '2025-02-10'])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('2025-12-31'),
  })
  expect(existsSync(db)).toBe(false)
})

it('finds nothing wrong with an office, and finds what somebody broke by hand', async () => {
  const path = folder()
  const [db, file] = [join(path, 'office.db'), await unitsWorkbook(path, [good])]
  await desk(['import', 'units', file, '--db', db])
  expect(JSON.parse((await desk(['check', '--db', db, '--json'])).stdout)).toMatchObject({ ok: true, problems: [] })
  const { default: BetterSqlite } = await import('better-sqlite3')
  const sqlite = new BetterSqlite(db)
  sqlite.pragma('foreign_keys = OFF')
  sqlite.exec("UPDATE stay SET moved_in_on = '2023-01-01'; DELETE FROM search_term; UPDATE unit SET building_id = 77")
  sqlite.close()
  const broken = await desk(['check', '--db', db, '--json'])
  expect(broken.status).toBe(1)
  const { problems } = JSON.parse(broken.stdout) as { problems: { code: string }[] }
  expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual(
    ['check-figure', 'check-not-found-by-search', 'check-orphan', 'moved-in-before-handed-over'].sort(),
  )
})

/** Rounds of cleaning were published by item only; what they add up to stands beside them. */
function withSum(figure: Record<string, unknown>): Record<string, unknown> {
  if (figure.unit !== 'count' || figure.value !== undefined) return figure
  return { ...figure, value: Object.values(figure.by as object).reduce((sum: number, part: number) => sum + part, 0) }
}

it('gives the reference year from the sample office in any time zone of the machine, on any later day', async () => {
  const path = folder()
  const reference = JSON.parse(readFileSync(new URL('../fixtures/reference-year.json', import.meta.url), 'utf8')) as {
    figures: Record<string, Record<string, unknown>>
  }
  const expected = Object.fromEntries(
    Object.entries(reference.figures).map(([id, { zh: _, ...figure }]) => [
      id,
      id === 'surveys/satisfaction' ? satisfactionOf2025 : withSum(figure),
    ]),
  )
  for (const [zone, today] of [
    ['Asia/Shanghai', '2026-11-21'],
    ['America/New_York', '2025-12-31'],
    ['Pacific/Kiritimati', '2027-01-01'],
  ] as const) {
    const db = join(path, `${today}.db`)
    const env = { TZ: zone }
    // The run has made one already, by this command, in the zone of this machine.
    if (today === sampleDay) await sampleCopy(path, `${today}.db`)
    else expect(await desk(['sample', '--db', db, '--today', today], env)).toMatchObject({ status: 0, stderr: '' })
    const out = join(path, `${today}.json`)
    expect(
      await desk(['summary', '--year', '2025', '--db', db, '--format', 'json', '--out', out, '--today', today], env),
    ).toMatchObject({ status: 0 })
    const { figures, ...rest } = JSON.parse(readFileSync(out, 'utf8')) as { figures: Record<string, unknown> }
    expect(rest).toEqual({ year: 2025, asOf: '2025-12-31' })
    // The office's own service rates stand there too; no year of them was published.
    const published = Object.entries(figures).filter(([id]) => id in reference.figures)
    expect(Object.fromEntries(published)).toEqual(expected)
    expect((await desk(['check', '--db', db, '--today', today], env)).status).toBe(0)
  }
})
