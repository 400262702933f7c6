import type { Database } from 'better-sqlite3'
import { sql } from 'kysely'
import type { Problem } from '../../contract/errors.ts'
import { attachmentProblems, type FileStore } from '../attachments/service.ts'
import { chargeProblems } from '../billing/check.ts'
import { booksProblems } from '../books/check.ts'
import type { Desk } from '../context.ts'
import { checkFacts } from '../estate/facts.ts'
import { factsOf } from '../estate/repository.ts'
import { differing } from '../fees/store.ts'
import { signoffProblems } from '../signoff/check.ts'
import { balanceProblems } from '../stores/balance.ts'
import { figureRows, figures, summaryOf } from '../summary/engine.ts'
import { asOfDate, periodOf, seenNow } from '../summary/figure.ts'

export interface CheckResult {
  /** Names of the checks that were made. */
  readonly checks: readonly string[]
  readonly problems: readonly Problem[]
}

/** Problems that one check tells at most; the rest would say the same. */
export const toldOfOneKind = 20

/**
 * Integrity of the file and of the books: whole file, no orphans, every fact possible, every figure equal to its rows,
 * every picture and document beside the file, every signed report as it was signed.
 */
export async function checkOffice(desk: Desk, sqlite: Database, files: FileStore): Promise<CheckResult> {
  const checks = {
    file: () => fileProblems(sqlite),
    orphans: () => orphanProblems(sqlite),
    search: () => searchProblems(desk),
    facts: () => factProblems(desk),
    ledger: () => ledgerProblems(desk),
    charges: () => chargeProblems(desk.db),
    receipts: () => receiptProblems(desk),
    books: () => booksProblems(desk.db),
    figures: () => figureProblems(desk),
    pictures: () => attachmentProblems(desk.db, files),
    stores: () => balanceProblems(desk.db),
    signoffs: () => signoffProblems(desk.db),
  }
  const problems: Problem[] = []
  for (const check of Object.values(checks)) problems.push(...(await check()).slice(0, toldOfOneKind))
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
      .limit(toldOfOneKind)
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

/** What the ledger says is owed and held is what its dated facts give. */
async function ledgerProblems(desk: Desk): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { unitId, itemId } of await differing(desk.db, toldOfOneKind)) {
    const unit = await desk.db.selectFrom('unit').select('display').where('id', '=', unitId).executeTakeFirstOrThrow()
    const item = await desk.db.selectFrom('fee_item').select('name').where('id', '=', itemId).executeTakeFirstOrThrow()
    problems.push({ code: 'check-ledger', params: { unit: unit.display, item: item.name } })
  }
  return problems
}

/** Receipts issued here are numbered without gaps in each book and year, and each has money on it. */
async function receiptProblems(desk: Desk): Promise<Problem[]> {
  const books = await sql<{ book: string; year: number; first: number; last: number; count: number }>`
    SELECT book, year, min(number) AS first, max(number) AS last, count(*) AS count FROM receipt
    WHERE number IS NOT NULL GROUP BY book, year
    HAVING min(number) <> 1 OR max(number) - min(number) + 1 <> count(*)`.execute(desk.db)
  const empty = await sql<{ receipt_no: string }>`
    SELECT receipt_no FROM receipt WHERE id NOT IN (SELECT receipt_id FROM payment) LIMIT ${toldOfOneKind}`.execute(
    desk.db,
  )
  return [
    ...books.rows.map(({ book, year, count, last }) => ({
      code: 'check-receipt-gap',
      params: { book, year, count, last },
    })),
    ...empty.rows.map((row) => ({ code: 'check-receipt-empty', params: { number: row.receipt_no } })),
  ]
}

/** Every figure of this year and the last equals the number of its rows. */
async function figureProblems(desk: Desk): Promise<Problem[]> {
  const problems: Problem[] = []
  const today = desk.clock.today()
  const thisYear = Number(today.slice(0, 4))
  for (const year of [thisYear - 1, thisYear]) {
    const asOf = asOfDate(year, undefined, today)
    const seen = seenNow(desk.clock)
    const summary = await summaryOf(desk.db, year, asOf, seen)
    for (const figure of figures) {
      const shown = summary.figures.find((candidate) => candidate.id === figure.id)
      const rows = (await figureRows(desk.db, figure.id, periodOf(year, asOf, seen)).execute()) as {
        areaCenti: number
        amount: number
        counted: number
      }[]
      const counted = rows.filter((row) => row.counted === 1)
      const addsUp = 'measure' in figure && figure.measure !== undefined
      const measure = figure.unit === 'm2' ? 'areaCenti' : addsUp ? 'amount' : null
      const sum = measure === null ? counted.length : counted.reduce((total, row) => total + row[measure], 0)
      // Half days of labour add up to hundredths at most.
      const value = Math.round(sum * 100) / 100
      if (shown?.value !== value)
        problems.push({ code: 'check-figure', params: { id: figure.id, year, value: shown?.value ?? -1, rows: value } })
    }
  }
  return problems
}
