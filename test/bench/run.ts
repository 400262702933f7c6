import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { applyImport, planImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { search } from '../../electron/core/search/index.ts'
import { figures, figuresOf } from '../../electron/core/summary/engine.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { readTable } from '../../electron/documents/import/readTable.ts'
import { backupsBars } from './backups.ts'
import { bigOffice, random, unitCount, units } from './bigOffice.ts'
import { feesBars } from './fees.ts'
import { measureFirstLoad } from './firstLoad.ts'
import { groundsBars } from './grounds.ts'
import { jobsBars } from './jobs.ts'
import { packageBars } from './package.ts'
import { peopleBars } from './people.ts'
import { plansBars } from './plans.ts'
import { registersBars } from './registers.ts'
import { storesBars } from './stores.ts'
import { summaryBars } from './summary.ts'

/**
 * `npm run bench`: one JSON line a bar, with its floor beside it. The generated office is kept under
 * node_modules/.cache and made anew with `--fresh`; named parts alone are measured with `npm run bench -- fees summary`.
 */
const cache = fileURLToPath(new URL('../../node_modules/.cache/steward-desk-bench/', import.meta.url))
mkdirSync(cache, { recursive: true })
const file = join(cache, 'big.db')
const fresh = process.argv.includes('--fresh')

/** By the names that `npm run bench -- NAME …` takes; summary and backups are measured on the offices that `fees` makes. */
const parts = {
  estate: estateBars,
  fees: () => feesBars(cache, fresh, report),
  summary: () => summaryBars({ one: join(cache, 'fees-one.db'), large: join(cache, 'fees-large.db') }, report),
  backups: () => backupsBars(cache, fresh, report),
  jobs: () => jobsBars(cache, fresh, report),
  stores: () => storesBars(cache, fresh, report),
  plans: () => plansBars(cache, fresh, report),
  registers: () => registersBars(cache, fresh, report),
  grounds: () => groundsBars(cache, fresh, report),
  people: () => peopleBars(cache, report),
  load: loadBars,
  package: () => packageBars(report),
}
const asked = process.argv.slice(2).filter((one) => one !== '--fresh')
for (const name of asked) {
  if (!(name in parts)) throw new Error(`no part ${name}: ${Object.keys(parts).join(' ')}`)
}
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) await measure()
}

async function estateBars(): Promise<void> {
  const { office, desk } = await openBig()
  await bar('search p95 over 100,000 units and 120,000 residents', 16, 'ms', () => searchP95(desk))
  await bar('filtered list page, slowest of ten filters, first time', 50, 'ms', () => slowestPage(desk))
  await bar('handover/* and movein/* ÷ hand-written SQL', 1.5, 'ratio', () => figuresRatio(office, desk))
  await bar('import of 10,000 units', 5, 's', importTenThousand)
  exportBars()
  await office.close()
}

async function loadBars(): Promise<void> {
  const load = await measureFirstLoad()
  report('first load, gzipped', load.kilobytes, 450, 'kB')
  report('start to sign-in page', load.signInMs / 1000, 1.5, 's')
  report('start to dashboard, signed in', load.dashboardMs / 1000, 1.5, 's')
}

async function openBig(): Promise<{ office: OfficeFile; desk: Desk }> {
  if (!existsSync(file) || fresh) return bigOffice(file)
  const opened = await openOffice(file)
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  return {
    office: opened,
    desk: { db: opened.db, clock, actor: { id: null, name: 'bench', roles: ['administrator'] } },
  }
}

async function bar(name: string, limit: number, unit: string, measure: () => Promise<number>): Promise<void> {
  report(name, await measure(), limit, unit)
}

function report(name: string, value: number, limit: number, unit: string): void {
  const rounded = Math.round(value * 100) / 100
  process.stdout.write(`${JSON.stringify({ bar: name, value: rounded, limit, unit, ok: rounded <= limit })}\n`)
}

/** What clerks type, letter by letter: each beginning is one search. */
async function searchP95(desk: Desk): Promise<number> {
  const typed = [
    '1-101',
    '128栋1203',
    '101室',
    'zhangwei',
    'lina',
    'wxm',
    '王小明',
    '张',
    '闽D12345',
    '12345',
    '1540012',
    '77栋',
    'chen',
    '7788',
  ]
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    for (const text of typed) {
      for (let end = 1; end <= text.length; end++) times.push(await timed(() => search(desk, text.slice(0, end), 20)))
    }
  }
  return quantile(times, 0.95)
}

/** The slowest of several filters. Each is asked for the first time: the total is counted, not remembered. */
async function slowestPage(desk: Desk): Promise<number> {
  const page = (filter: object) => (asOf: string) =>
    listPage(desk, 'units', { filter: { ...filter, asOf }, offset: 0, limit: 50 })
  const filters = [
    { kind: 'shop' },
    { area: 3 },
    { building: 33 },
    { text: '张' },
    { text: '1-10' },
    { occupancy: 'decorating' },
    { occupancy: 'undelivered' },
    { occupancy: 'vacant' },
    { occupancy: 'decorated-resident' },
    { area: 3, occupancy: 'vacant' },
  ].map(page)
  const medians: number[] = []
  for (const filter of filters) {
    const times: number[] = []
    for (let day = 1; day <= 7; day++) times.push(await timed(() => filter(`2026-10-0${day}`)))
    medians.push(quantile(times, 0.5))
  }
  return Math.max(...medians)
}

/** The engine against the same numbers by hand, alternating; the median of the ratios. */
async function figuresRatio(office: OfficeFile, desk: Desk): Promise<number> {
  const day = "'2025-12-31'"
  const inYear = "BETWEEN '2025-01-01' AND '2025-12-31'"
  const statements = [
    `SELECT count(*), sum(area_centi) FROM unit WHERE handed_over_on <= ${day}`,
    `SELECT kind, count(*) FROM unit WHERE handed_over_on ${inYear} GROUP BY kind`,
    `SELECT count(*) FROM unit WHERE ready_on <= ${day}`,
    `SELECT count(*) FROM unit WHERE due_on ${inYear}`,
    `SELECT EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = stay.unit_id AND finished_on <= ${day}) AS decorated,
       count(*), sum(area_centi) FROM stay JOIN unit ON unit.id = stay.unit_id
     WHERE moved_in_on <= ${day} AND (moved_out_on IS NULL OR moved_out_on > ${day}) GROUP BY decorated`,
  ].map((sql) => office.sqlite.prepare(sql))
  const ids = figures.map(({ id }) => id).filter((id) => /^(handover|movein)\//.test(id))
  const ratios: number[] = []
  for (let round = 0; round < 21; round++) {
    const byHand = await timed(async () => {
      for (const statement of statements) statement.all()
    })
    ratios.push((await timed(() => figuresOf(desk.db, ids, 2025, '2025-12-31'))) / byHand)
  }
  return quantile(ratios, 0.5)
}

/** From the workbook on disk to the committed batch, with every check, in an office of 10,000 other units. */
async function importTenThousand(): Promise<number> {
  const workbook = join(cache, 'units.xlsx')
  const headers = {
    area: '区域',
    building: '楼栋',
    room: '房号',
    kind: '类型',
    areaCenti: '面积',
    readyOn: '达到交房条件',
    dueOn: '应交房',
    handedOverOn: '交房',
    decorationStartedOn: '装修开工',
    decorationFinishedOn: '装修完工',
    movedInOn: '入住',
  }
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: workbook })
  const sheet = book.addWorksheet('房屋')
  sheet.addRow(Object.values(headers)).commit()
  for (const record of units(random(7), 10_000)) {
    const shown: Record<string, string | number> = {
      ...record,
      kind: record.kind === 'shop' ? '店面' : '住宅',
      areaCenti: Number(record.areaCenti) / 100,
    }
    sheet.addRow(Object.keys(headers).map((field) => shown[field] ?? null)).commit()
  }
  await book.commit()
  const path = join(cache, `import-${process.pid}.db`)
  const fresh = await openOffice(path, { create: true })
  const desk: Desk = {
    db: fresh.db,
    clock: officeClock(() => new Date(), undefined, '2026-11-21'),
    actor: { id: null, name: 'bench', roles: ['administrator'] },
  }
  const ms = await timed(async () => {
    const table = await readTable(workbook, 'units')
    const plan = await planImport(desk.db, 'units', 'units.xlsx', table, desk.clock)
    const { counts } = await applyImport(desk, plan)
    if (counts.added !== 10_000) throw new Error(JSON.stringify(counts))
  })
  await fresh.close()
  rmSync(path)
  return ms / 1000
}

/** All 100,000 units as a workbook against exceljs alone writing the same values, alternating. */
function exportBars(): void {
  const ratios: number[] = []
  let memory = 0
  for (let round = 0; round < 3; round++) {
    const bare = exportOnce('bare')
    const ours = exportOnce('ours')
    ratios.push(ours.ms / bare.ms)
    memory = Math.max(memory, ours.megabytes)
  }
  report(
    `export of ${unitCount.toLocaleString('en')} rows ÷ bare exceljs streaming`,
    quantile(ratios, 0.5),
    1.15,
    'ratio',
  )
  report('memory of the exporting process at its highest', memory, 250, 'MB')
  if (statSync(join(cache, 'ours.xlsx')).size < 1_000_000)
    throw new Error('the exported workbook is too small to be whole')
}

/** Each measurement in a process of its own, whose highest memory is all it ever needed. */
function exportOnce(mode: 'ours' | 'bare'): { ms: number; megabytes: number } {
  const program = fileURLToPath(new URL('./exportOnce.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, mode, file, cache], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { ms: number; megabytes: number }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
