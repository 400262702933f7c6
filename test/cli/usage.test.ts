import { spawn } from 'node:child_process'
import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { expect, it, onTestFinished } from 'vitest'
import { sampleCopy } from '../office/shared.ts'
import { desk, folder } from './desk.ts'

async function office(): Promise<{ path: string; db: string }> {
  const path = folder()
  const db = join(path, 'office.db')
  await desk(['new', '--db', db])
  return { path, db }
}

it('never writes over an office, whatever --out calls it', async () => {
  const { path, db } = await office()
  const before = readFileSync(db)
  symlinkSync(db, join(path, 'link.json'))
  linkSync(db, join(path, 'copy.xlsx'))
  const summary = ['summary', '--year', '2025', '--db', db, '--out']
  for (const args of [
    [...summary, db],
    [...summary, `${db}-wal`],
    [...summary, `${db}-shm`],
    [...summary, join(path, 'link.json')],
    [...summary, join(path, 'copy.xlsx'), '--format', 'xlsx'],
    ['template', 'units', '--out', join(path, 'copy.xlsx')],
    ['export', 'units', '--db', db, '--out', join(path, 'copy.xlsx')],
  ]) {
    const { status, stderr } = await desk(args, { DESK_LANGUAGE: 'en' })
    expect([args, status]).toEqual([args, 1])
    expect(stderr).toContain('is not written over')
  }
  expect(readFileSync(db).equals(before)).toBe(true)
  writeFileSync(join(path, 'summary.json'), 'old')
  expect((await desk([...summary, join(path, 'summary.json')])).status).toBe(0)
  expect(JSON.parse(readFileSync(join(path, 'summary.json'), 'utf8'))).toMatchObject({ year: 2025 })
  expect(readdirSync(path).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('takes only the options and arguments a command has, before any file is opened', async () => {
  for (const args of [
    ['undo-import', '2', '--dry-run', '--db', 'x'],
    ['undo-import', '', '--db', 'x'],
    ['check', 'extra', '--db', 'x'],
    ['check', '--year', '2025', '--db', 'x'],
    ['import', 'units', 'x', 'y', '--db', 'x'],
    ['import', 'units', 'x', '--db', 'x', '--rows'],
    ['template', 'units', '--out', 'x.xlsx', '--db', 'x'],
    ['template', 'units', '--out', 'x.csv'],
    ['summary', '--year', '2025', '--db', 'x', '--format', 'xlsx', '--out', 'x.json'],
    ['export', 'units', '--db', 'x', '--out', 'x.db'],
    ['export', 'audit', '--db', 'x', '--out', 'x.xlsx', '--as-of', '2025-01-01'],
    ['export', 'imports', '--db', 'x', '--out', 'x.xlsx', '--year', '2025'],
    ['export', 'units', '--list'],
    ['toString', '--db', 'x'],
    ['figure', 'handover/ready', '--part', 'shop', '--year', '2025', '--db', 'x'],
    ['serve', '--db', 'x', '--port', 'abc'],
    ['serve', '--db', 'x', '--port', '99999'],
  ]) {
    const { status, stdout } = await desk(args)
    expect([args, status, stdout]).toEqual([args, 2, ''])
  }
})

it('exports the units and residents of a year', async () => {
  const { path, db } = await office()
  for (const sheet of ['units', 'residents']) {
    const out = join(path, `${sheet}.xlsx`)
    expect(await desk(['export', sheet, '--year', '2024', '--db', db, '--out', out])).toMatchObject({ status: 0 })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(out)
    expect(JSON.stringify(book.worksheets.map((page) => page.getSheetValues()))).toContain('2024-12-31')
  }
})

it("prints a part's own value, and names the parts for an unknown one", async () => {
  const db = await sampleCopy(folder())
  const figure = ['figure', 'handover/done-in-year', '--year', '2025', '--db', db, '--json']
  const { by } = JSON.parse((await desk(figure)).stdout) as { by: Record<string, number> }
  const shop = JSON.parse((await desk([...figure, '--part', 'shop', '--rows'])).stdout) as Record<string, unknown>
  expect(shop).toMatchObject({ part: 'shop', value: by.shop ?? 0 })
  expect(shop.rows).toHaveLength(by.shop ?? 0)
  expect(shop).not.toHaveProperty('by')
  const unknown = await desk([...figure.slice(0, -1), '--part', 'castle'])
  expect(unknown.status).toBe(2)
  expect(unknown.stderr).toMatch(/castle.*residence, villa, shop/)
})

it('answers a failure under --json with one document', async () => {
  const path = folder()
  for (const [args, status, code] of [
    [['check', '--db', join(path, 'none.db')], 1, 'file-missing'],
    [['check'], 2, 'usage'],
    [['check', '--nonsense'], 2, 'usage'],
    [[], 2, 'usage'],
    [['import', 'units', fileURLToPath(import.meta.url), '--db', join(path, 'a.db')], 1, /^workbook-/],
    [['template', 'units', '--out', join(path, 'none', 'x.xlsx')], 1, 'file-system'],
  ] as const) {
    const outcome = await desk([...args, '--json'])
    expect([args, outcome.status]).toEqual([args, status])
    const { error } = JSON.parse(outcome.stdout) as { error: { code: string; message: string; problems: unknown[] } }
    expect(error.code).toMatch(code)
    expect(error.problems).toEqual([])
    expect(outcome.stderr).toContain(error.message)
  }
})

it('says once that nothing was imported, and how many rows are not listed', async () => {
  const path = folder()
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('房屋')
  sheet.addRow(['区域', '楼栋', '房号', '类型', '面积', '达到交房条件', '交房'])
  for (let room = 1; room <= 1007; room++)
    sheet.addRow(['B区', '1栋', String(room), '住宅', 80, '2024-01-01', '2023-02-01'])
  const file = join(path, 'units.xlsx')
  await book.xlsx.writeFile(file)
  const args = ['import', 'units', file, '--db', join(path, 'office.db'), '--dry-run']
  const { status, stdout, stderr } = await desk(args, { DESK_LANGUAGE: 'en' })
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr.trim().split('\n').slice(-2)).toEqual(['At least 7 more rows are not listed.', 'Nothing was imported.'])
})

it('says in a sentence that a port is in use', async () => {
  const { db } = await office()
  const server = createServer()
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port))
  })
  onTestFinished(() => void server.close())
  const { status, stderr } = await desk(['serve', '--db', db, '--port', String(port)], { DESK_LANGUAGE: 'en' })
  expect(status).toBe(1)
  expect(stderr).toContain(`Port ${port} is in use`)
  expect(stderr).not.toMatch(/^\s+at /m)
})

it('starts the application only with options it has', async () => {
  const start = (args: readonly string[]) =>
    new Promise<{ status: number | null; stderr: string }>((done) => {
      const child = spawn(process.execPath, [
        fileURLToPath(new URL('../../electron/cli/start.ts', import.meta.url)),
        ...args,
      ])
      let stderr = ''
      child.stderr.on('data', (chunk) => {
        stderr += String(chunk)
      })
      child.on('close', (status) => done({ status, stderr }))
    })
  for (const [args, status] of [
    [['--nonsense'], 2],
    [['extra'], 2],
    [['--port', 'abc'], 2],
    [['--today', 'yesterday'], 2],
    [['--file', join(folder(), 'none.db')], 1],
  ] as const) {
    const outcome = await start(['--browser', ...args])
    expect([args, outcome.status]).toEqual([args, status])
    expect(outcome.stderr.trim()).not.toBe('')
    expect(outcome.stderr).not.toMatch(/^\s+at /m)
  }
})
