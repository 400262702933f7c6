import type { Database } from 'better-sqlite3'
import { sql } from 'kysely'
import type { Problem } from '../../contract/errors.ts'
import type { Desk } from '../context.ts'
import { checkFacts } from '../estate/facts.ts'
import { factsOf } from '../estate/repository.ts'
import { figureRows, figures, summaryOf } from '../summary/engine.ts'
import { asOfDate, periodOf } from '../summary/figure.ts'

export interface CheckResult {
  /** Names of the checks that were made. */
  readonly checks: readonly string[]
  readonly problems: readonly Problem[]
}

/** Problems of one kind told at most; the rest would say the same. */
const told = 20

/** Integrity of the file and of the books: whole file, no orphans, every fact possible, every figure equal to its rows. */
export async function checkOffice(desk: Desk, sqlite: Database): Promise<CheckResult> {
  const checks = {
    file: () => fileProblems(sqlite),
    orphans: () => orphanProblems(sqlite),
    search: () => searchProblems(desk),
    facts: () => factProblems(desk),
    figures: () => figureProblems(desk),
  }
  const problems: Problem[] = []
  for (const check of Object.values(checks)) problems.push(...(await check()).slice(0, told))
  return { checks: Object.keys(checks), problems }
}

async function fileProblems(sqlite: Database): Promise<Problem[]> {
  const rows = sqlite.pragma('integrity_check') as { integrity_check: string }[]
  return rows
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ code: 'check-integrity', params: { detail: row.integrity_check } }))
}

async function orphanProblems(sqlite: Database): Promise<Problem[]> {
  const rows = sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  return rows.map((row) => ({ code: 'check-orphan', params: { table: row.table, id: row.rowid, parent: row.parent } }))
}

/** Every unit and every person can be found. */
async function searchProblems(desk: Desk): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const kind of ['unit', 'person'] as const) {
    const lost = await desk.db
      .selectFrom(kind)
      .select('id')
      .where(sql<boolean>`id NOT IN (SELECT ref_id FROM search_term WHERE kind = ${kind})`)
      .limit(told)
      .execute()
    for (const row of lost) problems.push({ code: 'check-not-found-by-search', params: { entity: kind, id: row.id } })
  }
  return problems
}

async function factProblems(desk: Desk): Promise<Problem[]> {
  const today = desk.clock.today()
  const problems: Problem[] = []
  const units = await desk.db.selectFrom('unit').select(['id', 'display']).execute()
  for (const unit of units) {
    const { refusals } = checkFacts(await factsOf(desk.db, unit.id), today)
    for (const refusal of refusals)
      problems.push({ code: refusal.code, params: refusal.params ?? {}, field: unit.display })
  }
  return problems
}

/** Every figure of this year and the last equals the number of its rows. */
async function figureProblems(desk: Desk): Promise<Problem[]> {
  const problems: Problem[] = []
  const today = desk.clock.today()
  const thisYear = Number(today.slice(0, 4))
  for (const year of [thisYear - 1, thisYear]) {
    const asOf = asOfDate(year, undefined, today)
    const summary = await summaryOf(desk.db, year, asOf)
    for (const figure of figures) {
      const shown = summary.figures.find((candidate) => candidate.id === figure.id)
      const rows = (await figureRows(desk.db, figure.id, periodOf(year, asOf)).execute()) as {
        areaCenti: number
        counted: number
      }[]
      const counted = rows.filter((row) => row.counted === 1)
      const value = figure.unit === 'm2' ? counted.reduce((sum, row) => sum + row.areaCenti, 0) : counted.length
      if (shown?.value !== value)
        problems.push({ code: 'check-figure', params: { id: figure.id, year, value: shown?.value ?? -1, rows: value } })
    }
  }
  return problems
}
