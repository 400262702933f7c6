import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { openOffice } from '../../electron/db/open.ts'
import { withClient } from './client.ts'
import { deskOf } from './feesOffice.ts'
import { handWritten } from './summaryByHand.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

/** The bars of the yearly summary, on the offices that `feesBars` made. */
export async function summaryBars(files: { one: string; large: string }, report: Report): Promise<void> {
  report('one office, 10 years: summary beside the year before, over RPC', await overRpc(files.one), 150, 'ms')
  report(
    '100,000 units, 6 million charges, 500,000 jobs: complete summary ÷ hand-written SQL',
    await ratioToHand(files.large),
    1.5,
    'ratio',
  )
  report('… memory of the process that made it, at its highest', memoryOf(files.large), 300, 'MB')
}

/** As the window asks: the contract's client, a port, the router, and back. */
function overRpc(file: string): Promise<number> {
  return withClient(file, '2026-11-21', (client) => median(() => client.summary.year({ year: 2026 })))
}

/** Alternating, the median of the ratios. */
async function ratioToHand(file: string): Promise<number> {
  const office = await openOffice(file)
  const desk = deskOf(office)
  const statements = handWritten.map((sql) => office.sqlite.prepare(sql))
  const bounds = { from: '2025-01-01', to: '2025-12-31' }
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) {
    const hand = await timed(async () => {
      for (const statement of statements) statement.all(bounds)
    })
    ratios.push((await timed(() => summaryOf(desk.db, 2025, bounds.to))) / hand)
  }
  await office.close()
  return ratios.toSorted((a, b) => a - b)[2] ?? Number.NaN
}

/** In a process of its own, whose highest memory is all it ever needed. */
function memoryOf(file: string): number {
  const program = fileURLToPath(new URL('./summaryOnce.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout)
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) times.push(await timed(run))
  return times.toSorted((a, b) => a - b)[3] ?? Number.NaN
}
