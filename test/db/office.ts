import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ImportKind, ImportReport } from '../../electron/contract/imports.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { applyImport, planImport } from '../../electron/core/imports/index.ts'
import type { ParsedTable } from '../../electron/core/imports/table.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'

/** A new office in a real file of its own, gone when the test has finished. */
export interface TestOffice {
  readonly office: OfficeFile
  readonly desk: Desk
  readonly folder: string
  /** The same office as somebody else sees it. */
  as(name: string, ...roles: Role[]): Desk
}

/** The day on which tests stand unless they say otherwise. */
export const testDay = '2026-11-21'

export async function newOffice(today: string = testDay): Promise<TestOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-db-'))
  const office = await openOffice(join(folder, 'office.db'), { create: true })
  onTestFinished(async () => {
    await office.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const clock = officeClock(() => new Date(), undefined, today)
  const as = (name: string, ...roles: Role[]): Desk => ({ db: office.db, clock, actor: { id: null, name, roles } })
  return { office, folder, desk: as('tester', 'administrator'), as }
}

export type Values = Readonly<Record<string, string | number>>

/** Rows as they come out of a workbook, typed and without problems of their own. */
export function table(rows: readonly Values[]): ParsedTable {
  return {
    sheet: 'test',
    fields: [...new Set(rows.flatMap((row) => Object.keys(row)))],
    fileErrors: [],
    fileWarnings: [],
    rows: rows.map((values, index) => ({ row: index + 2, values, errors: [], warnings: [] })),
  }
}

/** What importing the rows would do. */
export async function dryRun(desk: Desk, kind: ImportKind, rows: readonly Values[]): Promise<ImportReport> {
  return (await planImport(desk.db, kind, 'test.xlsx', table(rows), desk.clock)).report
}

/** Imports rows; fails the test where one is refused. */
export async function importRows(desk: Desk, kind: ImportKind, rows: readonly Values[]): Promise<ImportReport> {
  const plan = await planImport(desk.db, kind, 'test.xlsx', table(rows), desk.clock)
  const refused = plan.report.rows.filter((row) => row.errors.length > 0)
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
  return applyImport(desk, plan)
}

/** A home with the given facts, as a row of the units workbook. */
export function home(room: string, facts: Values = {}): Values {
  return { area: 'B区', building: '1栋', room, kind: 'residence', areaCenti: 8941, ...facts }
}
