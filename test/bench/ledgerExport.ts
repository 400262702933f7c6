import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { TaskBoard } from '../../electron/backend/tasks.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { sheetOf, workbookOf } from '../../electron/core/accounts/workbooks.ts'
import { type OfficeFile, openOfficeReader } from '../../electron/db/open.ts'

/**
 * 收费台账 of a large office, written by the backend's worker as for a clerk, against exceljs's bare streaming writer on
 * the same rows of the same query. Ours has formulas, styles and the reconciliation with the other workbooks and the
 * figures besides.
 *
 * `node test/bench/ledgerExport.ts compare OFFICE.db FOLDER 2025 2025-12-31` prints one JSON line.
 */
export interface LedgerBar {
  /** Our time ÷ exceljs's. */
  readonly ratio: number
  /** The same by processor time, which a busy machine does not blur. */
  readonly cpuRatio: number
  readonly seconds: number
  /** The exporting process at its highest. */
  readonly megabytes: number
}

/** Each measurement in a process of its own, alternating; the median of the rounds. */
export function compareLedger(file: string, folder: string, year: number, asOf: string, rounds = 3): LedgerBar {
  const measured = Array.from({ length: rounds }, () => {
    const bare = once('bare', file, folder, year, asOf)
    const ours = once('ours', file, folder, year, asOf)
    return {
      ratio: ours.ms / bare.ms,
      cpuRatio: ours.cpuMs / bare.cpuMs,
      seconds: ours.ms / 1000,
      megabytes: ours.megabytes,
    }
  }).sort((a, b) => a.cpuRatio - b.cpuRatio)
  return {
    ...(measured[Math.floor(measured.length / 2)] as LedgerBar),
    megabytes: Math.max(...measured.map((one) => one.megabytes)),
  }
}

interface Once {
  readonly ms: number
  readonly cpuMs: number
  readonly megabytes: number
}

function once(mode: 'ours' | 'bare', file: string, folder: string, year: number, asOf: string): Once {
  const args = [fileURLToPath(import.meta.url), mode, file, folder, String(year), asOf]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Once
}

async function ours(file: string, out: string, year: number, asOf: string): Promise<void> {
  const log = { info: () => undefined, error: (message: string, details?: unknown) => console.error(message, details) }
  const board = new TaskBoard(new URL('../../electron/backend/worker.ts', import.meta.url), log)
  const owner = { actor: { id: null } }
  const actor = { id: null, name: 'bench', roles: ['administrator'] } as const
  const day = { today: '2026-11-21', now: '2026-11-21T01:00:00Z', zone: 'Asia/Shanghai' }
  const request = { workbook: 'fee-ledger', year, asOf, language: 'zh' } as const
  const id = board.start(owner, { type: 'export-workbook', request, out, office: file, actor, ...day }, () => null)
  while (board.state(owner, id).state === 'running') await new Promise((resolve) => setTimeout(resolve, 20))
  const { state, problem } = board.state(owner, id)
  if (state !== 'done' || statSync(out).size < 1_000_000) throw new Error(`the export ended ${state} ${problem?.code}`)
}

async function bare(office: OfficeFile, out: string, year: number, asOf: string): Promise<void> {
  const sheet = sheetOf(workbookOf('fee-ledger'), 'ledger')
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: out })
  const page = book.addWorksheet('ledger')
  page.addRow(sheet.columns.map((column) => column.id)).commit()
  for await (const row of new Totals(office.db, scopeOf(year, asOf)).rows(sheet)) {
    page.addRow(sheet.columns.map((column) => row[column.id])).commit()
  }
  await book.commit()
}

const [, program, mode, file = '', folder = '', year = '', asOf = ''] = process.argv
if (program === fileURLToPath(import.meta.url)) {
  if (mode === 'compare') {
    process.stdout.write(`${JSON.stringify(compareLedger(file, folder, Number(year), asOf))}\n`)
  } else {
    const started = performance.now()
    if (mode === 'ours') await ours(file, join(folder, 'ledger-ours.xlsx'), Number(year), asOf)
    else {
      const office = openOfficeReader(file)
      await bare(office, join(folder, 'ledger-bare.xlsx'), Number(year), asOf)
      await office.close()
    }
    const { user, system } = process.cpuUsage()
    const measured: Once = {
      ms: performance.now() - started,
      cpuMs: (user + system) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1000,
    }
    process.stdout.write(JSON.stringify(measured))
  }
}
