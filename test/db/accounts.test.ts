import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import { type WorkbookId, type WorkbookView, workbookIds } from '../../electron/contract/accounts.ts'
import { ledgerRows } from '../../electron/core/accounts/feeLedger.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { workbookView } from '../../electron/core/accounts/view.ts'
import type { Row } from '../../electron/core/accounts/workbook.ts'
import { sheetOf, workbookOf } from '../../electron/core/accounts/workbooks.ts'
import { checkOffice } from '../../electron/core/check/index.ts'
import type { Db } from '../../electron/core/context.ts'
import { rebuild } from '../../electron/core/fees/store.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { sampleCopy } from '../office/shared.ts'
import { home, importRows, newOffice } from './office.ts'
import { randomBooks } from './randomBooks.ts'

/** Every check of every workbook that does not come out even. */
async function disagreements(db: Db, year: number, asOf: string, area?: number) {
  const found: unknown[] = []
  const totals = new Totals(db, scopeOf(year, asOf, area))
  let checks = 0
  for (const id of workbookIds) {
    for (const check of await totals.checks(id)) {
      checks += 1
      if (check.ours !== check.theirs) found.push({ year, asOf, area, workbook: id, ...check })
    }
  }
  return { checks, found }
}

function total(view: WorkbookView, sheet: string, column: string): unknown {
  const shown = view.sheets.find((candidate) => candidate.id === sheet)
  return shown?.totals[shown.columns.findIndex((candidate) => candidate.id === column)]
}

async function gathered(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function allRows(db: Db, id: WorkbookId, sheet: string, year: number, asOf: string): Promise<Row[]> {
  return gathered(new Totals(db, scopeOf(year, asOf)).rows(sheetOf(workbookOf(id), sheet)))
}

describe('the workbooks of the sample office', () => {
  let folder: string
  let office: OfficeFile
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'desk-accounts-'))
    office = await openOffice(await sampleCopy(folder))
  }, 120_000)
  afterAll(async () => {
    await office.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([
    [2025, '2025-12-31'],
    [2026, '2026-11-21'],
    [2025, '2026-11-21'],
    [2025, '2025-06-15'],
  ])('agree with each other and with the figures to the fen: %i as of %s', async (year, asOf) => {
    const { checks, found } = await disagreements(office.db, year, asOf)
    expect(found).toEqual([])
    expect(checks).toBeGreaterThan(100)
  })

  test('agree for each area by itself, and the areas make up the whole', async () => {
    const areas = await office.db.selectFrom('area').select('id').execute()
    let closing = 0
    for (const { id } of areas) {
      expect((await disagreements(office.db, 2025, '2025-12-31', id)).found).toEqual([])
      const view = await workbookView(office.db, 'fee-summary', scopeOf(2025, '2025-12-31', id))
      closing += Number(total(view, 'areas', 'closing'))
    }
    expect(closing).toBe(24_860_900)
  })

  test('have the published totals of 2025', async () => {
    const view = await workbookView(office.db, 'fee-summary', scopeOf(2025, '2025-12-31'))
    const areas = (column: string) => total(view, 'areas', column)
    expect(areas('receivable')).toBe(106_110_200)
    expect(areas('received')).toBe(97_286_200)
    expect(areas('discounts')).toBe(7_609_860)
    expect(areas('closing')).toBe(24_860_900)
    expect(areas('householdRate')).toEqual({ numerator: 673 + 56 + 185 + 34, denominator: 724 + 88 + 407 + 94 })
  })

  test('list every unit in the ledger once for each item, in the order of places', async () => {
    const rows = await allRows(office.db, 'fee-ledger', 'ledger', 2025, '2025-12-31')
    const units = await office.db.selectFrom('unit').select('id').orderBy('sort_key').orderBy('id').execute()
    expect([...new Set(rows.map((row) => row.unitId))]).toEqual(units.map((unit) => unit.id))
    expect(new Set(rows.map((row) => `${row.unitId}/${row.item}`)).size).toBe(rows.length)
  })
})

describe('the workbooks of an office in which everything happens', () => {
  test.each([1, 2, 3, 4, 5, 6])('agree to the fen on any day, whole and area by area: office %i', async (seed) => {
    const { desk } = await newOffice()
    await randomBooks(desk, seed)
    for (const [year, asOf] of [
      [2024, '2024-12-31'],
      [2024, '2024-05-17'],
      [2024, '2025-09-30'],
      [2025, '2025-01-01'],
      [2025, '2026-11-21'],
      [2023, '2023-12-31'],
    ] as const) {
      expect((await disagreements(desk.db, year, asOf)).found).toEqual([])
      for (const area of [1, 2]) expect((await disagreements(desk.db, year, asOf, area)).found).toEqual([])
    }
  })

  test.each([1, 2, 3])('pass the check of the file: office %i', async (seed) => {
    const { desk, office } = await newOffice()
    await randomBooks(desk, seed)
    expect((await checkOffice(desk, office.sqlite, fileStore(office.file))).problems).toEqual([])
  })

  test('explain the arrears by their bridge in every row, with no difference left', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, 7)
    const used = new Set<string>()
    for (const [year, asOf] of [
      [2024, '2024-12-31'],
      [2024, '2025-09-30'],
      [2025, '2025-06-30'],
    ] as const) {
      const rows = await allRows(desk.db, 'fee-summary', 'bridge', year, asOf)
      expect(rows.length).toBeGreaterThan(3)
      for (const row of rows) {
        expect(row).toMatchObject({ difference: 0, computed: row.closing })
        for (const [term, amount] of Object.entries(row)) if (amount !== 0) used.add(term)
      }
    }
    // Otherwise the office would not put the bridge to the test.
    for (const term of ['notYetDue', 'dueBefore', 'otherDue', 'reversedSince', 'waiting', 'writeOffs', 'reducedAfter'])
      expect([...used]).toContain(term)
  })

  test('split what came in by what it settles, without remainder in any row', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, 8)
    for (const asOf of ['2024-12-31', '2025-10-01']) {
      for (const sheet of ['areas', 'occupancy', 'rates', 'items']) {
        for (const row of await allRows(desk.db, 'fee-summary', sheet, 2024, asOf)) {
          const parts = ['receivedCurrent', 'receivedPrior', 'receivedAdvance', 'receivedReturned']
          expect(parts.reduce((sum, part) => sum + Number(row[part]), 0)).toBe(row.received)
        }
      }
    }
  })

  test('say the same of last year after later facts have come', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, 9)
    const scope = scopeOf(2024, '2024-12-31')
    const before = await Promise.all(workbookIds.map((id) => workbookView(desk.db, id, scope)))
    const some = await desk.db.selectFrom('charge').selectAll().limit(1).executeTakeFirstOrThrow()
    await desk.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('receipt')
        .values({ id: 9001, receipt_no: 'Z1', on_date: '2026-01-05', at: '2026-01-05T01:00:00Z' })
        .execute()
      await tx
        .insertInto('payment')
        .values({
          id: 9001,
          receipt_id: 9001,
          unit_id: some.unit_id,
          item_id: some.item_id,
          on_date: '2026-01-05',
          amount: 12_345_678,
          source: 'other',
          method: 'cash',
        })
        .execute()
      await rebuild(tx, [{ unitId: some.unit_id, itemId: some.item_id }], '2026-01-05')
    })
    expect(await Promise.all(workbookIds.map((id) => workbookView(desk.db, id, scope)))).toEqual(before)
  })

  test('stream the ledger piece by piece as one query would give it', async () => {
    const { desk } = await newOffice()
    await randomBooks(desk, 10)
    const scope = scopeOf(2024, '2025-03-31')
    const { stream: _, ...whole } = sheetOf(workbookOf('fee-ledger'), 'ledger')
    const queried = await gathered(new Totals(desk.db, scope).rows(whole))
    expect(queried.length).toBeGreaterThan(14)
    for (const unitsAtATime of [1, 3, 5, 100])
      expect(await gathered(ledgerRows(desk.db, scope, unitsAtATime))).toEqual(queried)
  })
})

describe('a row', () => {
  test('of arrears ages by its due date, and a documented demand moves the end of the limitation period', async () => {
    const { desk } = await newOffice()
    await importRows(desk, 'units', [home('101'), home('102')])
    const charge = { area: 'B区', building: '1栋', item: '物业费', amount: 10_000 }
    await importRows(
      desk,
      'charges',
      ['101', '102'].map((room) => ({
        ...charge,
        room,
        fromOn: '2023-01-01',
        toOn: '2023-01-31',
        dueOn: '2023-01-31',
      })),
    )
    const second = await desk.db.selectFrom('unit').select('id').where('room', '=', '102').executeTakeFirstOrThrow()
    await desk.db
      .insertInto('contact')
      .values({
        id: 1,
        unit_id: second.id,
        on_date: '2024-06-01',
        way: 'notice',
        outcome: 'delivered',
        documented: 1,
        actor_name: '王收费',
      })
      .execute()
    const rows = await allRows(desk.db, 'arrears-detail', 'arrears', 2026, '2026-03-01')
    expect(rows).toMatchObject([
      { room: '101', 'age:over-3y': 10_000, owed: 10_000, limitOn: '2026-01-31', limit: 'lapsed' },
      { room: '102', 'age:over-3y': 10_000, limitOn: '2027-06-01', limit: null },
    ])
    expect(await allRows(desk.db, 'arrears-detail', 'arrears', 2025, '2025-12-01')).toMatchObject([
      { 'age:2-3y': 10_000, limit: 'soon' },
      { limit: null },
    ])
  })

  test('of meter charges counts a charge once, however many readings it rests on', async () => {
    const { desk } = await newOffice()
    await importRows(desk, 'units', [home('101')])
    const place = { area: 'B区', building: '1栋', room: '101' }
    await importRows(desk, 'charges', [
      { ...place, item: '水费', fromOn: '2025-03-01', toOn: '2025-03-31', dueOn: '2025-04-10', amount: 4_321 },
    ])
    await importRows(
      desk,
      'readings',
      [
        ['W1', '2025-03-01', 10_000],
        ['W2', '2025-03-01', 20_000],
        ['W1', '2025-03-31', 11_050],
        ['W2', '2025-03-31', 20_200],
        ['W1', '2025-04-30', 12_000],
      ].map(([number, onDate, value]) => ({ ...place, number, kind: 'water', onDate, value }) as never),
    )
    await desk.db.updateTable('reading').set({ charge_id: 1 }).where('on_date', '=', '2025-03-31').execute()
    const rows = await allRows(desk.db, 'meter-charges', 'charges', 2025, '2025-12-31')
    expect(rows).toMatchObject([
      { meter: 'W1', beforeOn: '2025-03-01', beforeValue: 10_000, value: 11_050, used: 1_050, amount: 4_321 },
      { meter: 'W2', used: 200, amount: 0 },
    ])
    const unbilled = await allRows(desk.db, 'meter-charges', 'unbilled', 2025, '2025-12-31')
    expect(unbilled.map((row) => [row.meter, row.readOn, row.used])).toEqual([
      ['W1', '2025-03-01', null],
      ['W2', '2025-03-01', null],
      ['W1', '2025-04-30', 950],
    ])
    expect((await disagreements(desk.db, 2025, '2025-12-31')).found).toEqual([])
  })
})

test('a day before the year is refused with both named', () => {
  expect(() => scopeOf(2026, '2025-12-31')).toThrow(
    expect.objectContaining({ code: 'as-of-before-year', params: { year: 2026, asOf: '2025-12-31' } }),
  )
})
