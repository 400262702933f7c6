import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { sheetOf, workbookOf } from '../../electron/core/accounts/workbooks.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { type OfficeFile, openOfficeReader } from '../../electron/db/open.ts'
import { exportWorkbook } from '../../electron/documents/accounts/workbook.ts'

/**
 * 收费台账 of a large office against exceljs's bare streaming writer on the same rows of the same query. Ours has
 * formulas, styles and the reconciliation with the other workbooks and the figures besides.
 *
 * `node test/bench/ledgerExport.ts compare OFFICE.db FOLDER 2025 2025-12-31` prints one JSON line.
 */
export interface LedgerBar {
  /** Our rows a second ÷ exceljs's: the bar is 0.85. */
  readonly speed: number
  /** The same by processor time, which a busy machine does not blur. */
  readonly cpuSpeed: number
  /** The same without the reconciliation: from the first row to the finished file. */
  readonly streaming: number
  readonly cpuStreaming: number
  readonly seconds: number
  /** The exporting process at its highest. */
  readonly megabytes: number
  readonly rows: number
}

/** Each measurement in a process of its own, alternating; the median of the rounds. */
export function compareLedger(file: string, folder: string, year: number, asOf: string, rounds = 3): LedgerBar {
  const measured = Array.from({ length: rounds }, () => {
    const bare = once('bare', file, folder, year, asOf)
    const ours = once('ours', file, folder, year, asOf)
    if (ours.rows !== bare.rows) throw new Error(`${ours.rows} rows written, exceljs wrote ${bare.rows}`)
    return {
      speed: bare.ms / ours.ms,
      cpuSpeed: bare.cpuMs / ours.cpuMs,
      streaming: bare.ms / ours.streamMs,
      cpuStreaming: bare.cpuMs / ours.streamCpuMs,
      seconds: ours.ms / 1000,
      megabytes: ours.megabytes,
      rows: ours.rows,
    }
  }).sort((a, b) => a.speed - b.speed)
  return {
    ...(measured[Math.floor(measured.length / 2)] as LedgerBar),
    megabytes: Math.max(...measured.map((one) => one.megabytes)),
  }
}

interface Once {
  readonly ms: number
  readonly cpuMs: number
  /** Without what is asked of the database before the first row. */
  readonly streamMs: number
  readonly streamCpuMs: number
  readonly megabytes: number
  readonly rows: number
}

function once(mode: 'ours' | 'bare', file: string, folder: string, year: number, asOf: string): Once {
  const args = [fileURLToPath(import.meta.url), mode, file, folder, String(year), asOf]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Once
}

async function ours(
  desk: Desk,
  office: OfficeFile,
  folder: string,
  year: number,
  asOf: string,
  onProgress: () => void,
): Promise<number> {
  const request = { workbook: 'fee-ledger', year, asOf, language: 'zh' } as const
  return (await exportWorkbook(desk, office, request, join(folder, 'ledger-ours.xlsx'), { onProgress })).rows
}

async function bare(desk: Desk, folder: string, year: number, asOf: string): Promise<number> {
  const sheet = sheetOf(workbookOf('fee-ledger'), 'ledger')
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: join(folder, 'ledger-bare.xlsx') })
  const page = book.addWorksheet('ledger')
  page.addRow(sheet.columns.map((column) => column.id)).commit()
  let rows = 0
  for await (const row of new Totals(desk.db, scopeOf(year, asOf)).rows(sheet)) {
    page.addRow(sheet.columns.map((column) => row[column.id])).commit()
    rows += 1
  }
  await book.commit()
  return rows
}

const [, program, mode, file = '', folder = '', year = '', asOf = ''] = process.argv
if (program === fileURLToPath(import.meta.url)) {
  if (mode === 'compare') {
    process.stdout.write(`${JSON.stringify(compareLedger(file, folder, Number(year), asOf))}\n`)
  } else {
    const office = openOfficeReader(file)
    const clock = officeClock(() => new Date(), undefined, '2026-11-21')
    const desk: Desk = { db: office.db, clock, actor: { id: null, name: 'bench', roles: ['administrator'] } }
    const cpu = () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    }
    const started = performance.now()
    let first: { readonly at: number; readonly cpu: number } | undefined
    const onProgress = () => {
      first ??= { at: performance.now(), cpu: cpu() }
    }
    const rows = await (mode === 'ours'
      ? ours(desk, office, folder, Number(year), asOf, onProgress)
      : bare(desk, folder, Number(year), asOf))
    const [ended, cpuMs] = [performance.now(), cpu()]
    const once: Once = {
      ms: ended - started,
      cpuMs,
      streamMs: ended - (first?.at ?? started),
      streamCpuMs: cpuMs - (first?.cpu ?? 0),
      megabytes: process.resourceUsage().maxRSS / 1000,
      rows,
    }
    process.stdout.write(JSON.stringify(once))
    await office.close()
  }
}
