import { describe, expect, test } from 'vitest'
import { workbookIds } from '../../electron/contract/accounts.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import type { Measure, Row, Sheet } from '../../electron/core/accounts/workbook.ts'
import { workbookOf } from '../../electron/core/accounts/workbooks.ts'
import type { Db } from '../../electron/core/context.ts'
import { newOffice } from './office.ts'
import { randomBooks } from './randomBooks.ts'

/** Sums that are asked for without the rows must be those of the rows: a check compares the one with the other. */

const days = [
  [2024, '2024-12-31'],
  [2024, '2024-05-17'],
  [2024, '2025-09-30'],
  [2025, '2026-11-21'],
] as const

async function rowsOf(db: Db, sheet: Sheet, year: number, asOf: string, area?: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of new Totals(db, scopeOf(year, asOf, area)).rows(sheet)) rows.push(row)
  return rows
}

function added(rows: readonly Row[], { column, only }: Pick<Measure, 'column' | 'only'>): number {
  const counted = rows.filter((row) => Object.entries(only ?? {}).every(([name, value]) => row[name] === value))
  return counted.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)
}

describe.each([1, 2, 3])('sums without rows, office %i', (seed) => {
  test('are the sums of the rows: every measure of every workbook, asked by another', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, seed)
    let direct = 0
    for (const [year, asOf] of days) {
      for (const area of [undefined, 1]) {
        for (const id of workbookIds) {
          const asking = workbookIds.find((other) => other !== id) ?? id
          for (const sheet of workbookOf(id).sheets.filter((one) => one.sums)) {
            const rows = await rowsOf(desk.db, sheet, year, asOf, area)
            for (const measure of workbookOf(id).measures.filter((one) => one.sheet === sheet.id)) {
              const totals = new Totals(desk.db, scopeOf(year, asOf, area))
              const term = { workbook: id, measure: measure.id }
              await totals.ask(asking, [term])
              const expected = added(rows, measure)
              expect([id, measure.id, totals.side(asking, [term])]).toEqual([id, measure.id, expected])
              if (expected !== 0) direct += 1
            }
          }
        }
      }
    }
    // Otherwise nothing would have been put to the test.
    expect(direct).toBeGreaterThan(150)
  })

  test('stand under each sheet, with the number of its rows', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, seed)
    for (const [year, asOf] of days) {
      for (const area of [undefined, 1]) {
        for (const id of workbookIds) {
          for (const sheet of workbookOf(id).sheets) {
            const rows = await rowsOf(desk.db, sheet, year, asOf, area)
            const under = await new Totals(desk.db, scopeOf(year, asOf, area)).sheet(sheet)
            expect([id, sheet.id, under.rows]).toEqual([id, sheet.id, rows.length])
            for (const [column, sum] of under.columns) {
              expect([id, sheet.id, column, sum]).toEqual([id, sheet.id, column, added(rows, { column })])
            }
          }
        }
      }
    }
  })
})

test('a side of a check that nobody has asked for is a fault, not zero', async () => {
  const { desk } = await newOffice()
  const totals = new Totals(desk.db, scopeOf(2025, '2025-12-31'))
  expect(() => totals.side('fee-ledger', [{ measure: 'receivable' }])).toThrow('fee-ledger/receivable')
})
