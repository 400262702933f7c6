import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../../electron/core/context.ts'
import { dueView } from '../../electron/core/counter/due.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figureOf, summaryOf } from '../../electron/core/summary/engine.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { deskOf, type FeesOfficeSize, feesOffice, largeOffice, oneOffice } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const today = '2026-11-21'

/** The bars of the fees register: one office with ten years, and 100,000 units with six million charges. */
export async function feesBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  await oneOfficeBars(await open(cache, 'fees-one', oneOffice, fresh), report)
  await largeBars(await open(cache, 'fees-large', largeOffice, fresh), report)
}

interface Opened {
  readonly office: OfficeFile
  readonly desk: Desk
  /** Seconds each year's billing run took when the office was made. */
  readonly runs: readonly number[]
}

async function open(cache: string, name: string, size: FeesOfficeSize, fresh: boolean): Promise<Opened> {
  const [file, notes] = [join(cache, `${name}.db`), join(cache, `${name}.json`)]
  if (fresh || !existsSync(file) || !existsSync(notes)) {
    const made = await feesOffice(file, size)
    writeFileSync(notes, JSON.stringify(made.runs))
    return made
  }
  const office = await openOffice(file)
  return { office, desk: deskOf(office), runs: JSON.parse(readFileSync(notes, 'utf8')) as number[] }
}

async function oneOfficeBars({ office, desk }: Opened, report: Report): Promise<void> {
  const summary = () => Promise.all([summaryOf(desk.db, 2026, today), summaryOf(desk.db, 2025, '2025-11-21')])
  report('one office, 10 years: yearly summary beside the year before', await median(summary), 150, 'ms')
  const lists = ['arrears', 'receipts', 'charges'] as const
  const times: number[] = []
  for (const list of lists) {
    times.push(await median(() => listPage(desk, list, { filter: {}, offset: 0, limit: 50 })))
  }
  report('one office, 10 years: slowest page of arrears, receipts, charges', Math.max(...times), 50, 'ms')
  report(
    'one office, 10 years: what a household owes and why',
    await median(() => dueView(desk, { unitId: 700 }, today)),
    50,
    'ms',
  )
  const asOf = await Promise.all(
    ['2026-11-21', '2024-06-30', '2020-02-29'].map((day) =>
      median(() => figureOf(desk.db, 'fees/arrears', Number(day.slice(0, 4)), day)),
    ),
  )
  report('one office, 10 years: arrears of the whole office as of any date', Math.max(...asOf), 100, 'ms')
  await office.close()
}

async function largeBars({ office, desk, runs }: Opened, report: Report): Promise<void> {
  report('100,000 units: 12 months billed', runs[0] ?? Number.NaN, 60, 's')
  const statement = office.sqlite.prepare(
    `SELECT EXISTS (SELECT 1 FROM stay WHERE stay.unit_id = owed.unit_id AND moved_in_on <= :day
        AND (moved_out_on IS NULL OR moved_out_on > :day)) AS moved_in, sum(amount)
     FROM (SELECT unit_id, sum(amount) AS amount FROM outstanding WHERE to_on > :day AND from_on <= :day
       AND item_id IN (1, 2) GROUP BY unit_id) AS owed GROUP BY moved_in`,
  )
  const ratios: number[] = []
  const slowest: number[] = []
  for (const day of ['2026-11-21', '2024-06-30', '2022-12-31']) {
    const byHand = await median(async () => statement.all({ day }))
    const ours = await median(() => figureOf(desk.db, 'fees/arrears', Number(day.slice(0, 4)), day))
    ratios.push(ours / byHand)
    slowest.push(ours)
  }
  report('6 million charges: arrears as of any date ÷ hand-written SQL', Math.max(...ratios), 1.5, 'ratio')
  report('6 million charges: arrears as of any date', Math.max(...slowest) / 1000, 2, 's')
  await office.close()
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[3] ?? Number.NaN
}
