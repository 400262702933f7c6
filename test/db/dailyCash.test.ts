import { describe, expect, it } from 'vitest'
import type { ShiftView } from '../../electron/contract/books.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { workbookChecks } from '../../electron/core/accounts/view.ts'
import type { Row } from '../../electron/core/accounts/workbook.ts'
import { sheetOf, workbookOf } from '../../electron/core/accounts/workbooks.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor } from '../../electron/core/approvals/service.ts'
import { cashBook, payIn } from '../../electron/core/books/cashBook.ts'
import { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import { addService, reverseService } from '../../electron/core/books/services.ts'
import { closeShift, myShift, openShift } from '../../electron/core/books/shifts.ts'
import type { Db } from '../../electron/core/context.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import { approve, back, booksOffice, key, on, take } from './booksOffice.ts'
import { importRows } from './office.ts'

async function rowsOf(db: Db, sheet: string, asOf = '2026-11-21', area?: number): Promise<Row[]> {
  const rows: Row[] = []
  const totals = new Totals(db, scopeOf(2026, asOf, area))
  for await (const row of totals.rows(sheetOf(workbookOf('daily-cash'), sheet))) rows.push(row)
  return rows
}

async function differing(db: Db, asOf = '2026-11-21', area?: number) {
  const checks = await workbookChecks(db, 'daily-cash', scopeOf(2026, asOf, area))
  return checks.filter((check) => check.ours !== check.theirs)
}

/** A day on which a cashier takes and gives for everything there is, and settles the shift. */
async function fullDay() {
  const test = await booksOffice()
  const { desk, cashier, second, manager, unitId } = test
  const home = unitId('101')
  await openShift(cashier, { counts: { '10000': 5 }, note: '' })
  const requestKey = key()
  await takePayment(cashier, {
    requestKey,
    onDate: '2026-11-21',
    payer: '林秀珍',
    payerId: null,
    source: 'renewal',
    // One receipt in three ways.
    methods: [
      { method: 'cash', amount: 4_000 },
      { method: 'wechat', amount: 3_000 },
      { method: 'pos', amount: 3_000 },
    ],
    tendered: null,
    note: '',
    lines: [{ unitId: home, itemId: 1, amount: 10_000, debtorId: null, choices: [] }],
    shown: [],
    penalties: [],
  })
  const wrong = await take(cashier, home, 2_000)
  await take(second, home, 7_700)
  const given = { kind: 'renovation', payer: '', slipNo: '', beneficiary: '', note: '', onDate: '2026-11-21' } as const
  const deposit = { ...given, unitId: home, amount: 200_000, method: 'cash' } as const
  const id = await takeDeposit(cashier, { ...deposit, requestKey: key() })
  const kept = { deducted: 30_000, deductReason: '损坏赔偿', left: 200_000 }
  await approve(manager, await askDepositBack(cashier, id, back(50_000, kept)))
  const entry = { category: 'housekeeping', receiptNo: '', note: '', method: 'cash' } as const
  const service = { ...entry, unitId: home, onDate: '2026-11-21', requestKey: key() }
  await addService(cashier, { ...service, income: 12_000, expense: 4_000 })
  const again = await addService(cashier, { ...service, unitId: null, income: 900, expense: 100, requestKey: key() })
  await reverseService(cashier, again, '重复')
  await payIn(cashier, {
    onDate: '2026-11-21',
    amount: 100_000,
    bank: '建行',
    slipNo: 'JK-1',
    fromShift: true,
    note: '',
  })
  const reversal = { kind: 'payment-reversal', unitId: home, amount: 2_000, payload: { receiptId: wrong } } as const
  await approve(manager, await askFor(cashier, approvalRules, { ...reversal, reason: '收错' }))
  const shift = (await myShift(cashier)) as ShiftView
  const counts = { '10000': Math.floor(shift.expectedCash / 10_000), '10': (shift.expectedCash % 10_000) / 10 }
  await closeShift(cashier, { id: shift.id, version: 1, counts: { ...counts, '50': 1 }, note: '多 5 角' })
  return { ...test, desk, home, shift }
}

describe('the daily takings', () => {
  it('have all that passed through a drawer that day, each in its column, as the shift settles it', async () => {
    const { desk, shift } = await fullDay()
    const [day, other] = (await rowsOf(desk.db, 'days')).toSorted((a) => (a.cashier === '陈美玲' ? -1 : 1))
    expect(day).toMatchObject({
      date: '2026-11-21',
      receipts: 2,
      fees: 10_000,
      depositsTaken: 200_000,
      depositsBack: 50_000,
      otherIncome: 12_000,
      otherExpense: 4_000,
      sum: 168_000,
      cash: 162_000,
      wechat: 3_000,
      pos: 3_000,
      transfer: 0,
      paidIn: 100_000,
      cashKept: 62_000,
    })
    expect(other).toMatchObject({ cashier: '林晓婷', receipts: 1, fees: 7_700, sum: 7_700, cash: 7_700, paidIn: 0 })
    expect(Number(day?.cashKept) + 50_000).toBe(shift.expectedCash)
    expect(await rowsOf(desk.db, 'shifts')).toMatchObject([
      {
        date: '2026-11-21',
        cashier: '陈美玲',
        receipts: 2,
        openingCash: 50_000,
        taken: 4_000 + 2_000 + 200_000 + 12_000 + 900 + 100,
        given: 2_000 + 50_000 + 4_000 + 100 + 900,
        paidIn: 100_000,
        expectedCash: shift.expectedCash,
        slipCash: shift.expectedCash,
        countedCash: shift.expectedCash + 50,
        difference: 50,
      },
    ])
    expect(await differing(desk.db)).toEqual([])
  })

  it('agree with the cash book by purpose and by method, and with its cash on hand day by day', async () => {
    const { desk, cashier, home } = await fullDay()
    await take(on(cashier, '2026-11-23'), home, 1_000)
    const asOf = '2026-11-23'
    const book = await cashBook(desk.db, { from: '2026-01-01', to: asOf })
    const net = (rows: readonly { taken: number; given: number }[]) =>
      rows.reduce((sum, row) => sum + row.taken - row.given, 0)
    const byKind = await rowsOf(desk.db, 'cashBook', asOf)
    for (const [kind, own] of Map.groupBy(book.movements, (movement) => movement.kind)) {
      expect(byKind.find((row) => row.kind === kind)?.sum, kind).toBe(net(own))
    }
    const cash = await rowsOf(desk.db, 'cash', asOf)
    expect(cash.map(({ date, opening, closing }) => [date, opening, closing])).toEqual([
      ['2026-11-21', 0, 69_700],
      ['2026-11-23', 69_700, 70_700],
    ])
    expect(cash.at(-1)?.closing).toBe(book.cashOnHand)
    expect(await differing(desk.db, asOf)).toEqual([])
  })

  it('carry the cash of the years before into the first day', async () => {
    const { desk, cashier, unitId } = await booksOffice()
    await take(on(cashier, '2025-12-30'), unitId('101'), 8_000)
    await take(on(cashier, '2026-01-02'), unitId('101'), 500)
    expect(await rowsOf(desk.db, 'cash')).toMatchObject([
      { date: '2026-01-02', opening: 8_000, taken: 500, closing: 8_500 },
    ])
  })

  it('of an area have what its units paid, and no bank and no shift', async () => {
    const { desk } = await fullDay()
    const area = await desk.db.selectFrom('area').select('id').executeTakeFirstOrThrow()
    const [day] = (await rowsOf(desk.db, 'days', '2026-11-21', area.id)).filter((row) => row.cashier === '陈美玲')
    expect(day).toMatchObject({ fees: 10_000, otherIncome: 12_000, paidIn: 0, cashKept: 162_000 })
    for (const sheet of ['cash', 'shifts']) expect(await rowsOf(desk.db, sheet, '2026-11-21', area.id)).toEqual([])
    expect(await differing(desk.db, '2026-11-21', area.id)).toEqual([])
    expect(await rowsOf(desk.db, 'days', '2026-11-21', 99)).toEqual([])
  })

  it('count a receipt once, on its first day, though it has several methods, days and people', async () => {
    const { desk, cashier, manager, unitId } = await booksOffice()
    const line = (onDate: string, amount: number, method: string, room = '101') => ({
      receiptNo: 'A-1',
      onDate,
      area: 'B区',
      building: '1栋',
      room,
      item: '物业费',
      source: 'renewal',
      amount,
      method,
      payer: '林秀珍',
    })
    await importRows(desk, 'payments', [line('2026-08-31', 100, 'cash'), line('2026-08-31', 200, 'wechat', '102')])
    const { id } = await desk.db.selectFrom('receipt').select('id').executeTakeFirstOrThrow()
    // A file from elsewhere may hold the rest of a receipt on another day.
    const rest = { receipt_id: id, unit_id: unitId('101'), item_id: 1, source: 'renewal', method: 'pos' } as const
    await desk.db
      .insertInto('payment')
      .values([
        { ...rest, id: 901, on_date: '2026-08-31', amount: 50, debtor_id: null, reversed_on: null },
        { ...rest, id: 902, on_date: '2026-09-02', amount: 300, debtor_id: null, reversed_on: null },
      ])
      .execute()
    const wrong = await take(on(cashier, '2026-09-05'), unitId('101'), 400)
    const request = { kind: 'payment-reversal', unitId: null, amount: 400, payload: { receiptId: wrong } } as const
    const asked = await askFor(on(cashier, '2026-10-01'), approvalRules, { ...request, reason: '收错' })
    await approve(on(manager, '2026-10-02'), asked)
    const count = async (sheet: string, by: string) =>
      Object.fromEntries((await rowsOf(desk.db, sheet)).map((row) => [row[by], [row.receipts, row.lines]]))
    expect(await count('months', 'month')).toEqual({ '2026-08': [1, 3], '2026-09': [1, 2], '2026-10': [0, 1] })
    expect(await count('days', 'date')).toEqual({
      '2026-08-31': [1, 3],
      '2026-09-02': [0, 1],
      '2026-09-05': [1, 1],
      '2026-10-02': [0, 1],
    })
    expect(await count('cashiers', 'cashier')).toEqual({ '': [1, 4], 陈美玲: [1, 2] })
    expect(await differing(desk.db)).toEqual([])
  })
})

it('what a workbook brought without a method moves nothing through a till, and other income says which that is', async () => {
  const { desk, cashier } = await fullDay()
  const rows = [{ onDate: '2026-11-20', category: 'housekeeping', income: 30_000, expense: 10_000, receiptNo: 'F-1' }]
  await importRows(desk, 'services', rows)
  const entry = { category: 'other', unitId: null, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  await addService(cashier, { ...entry, method: 'wechat', income: 5_000, expense: 0, requestKey: key() })
  const checks = await workbookChecks(desk.db, 'other-income', scopeOf(2026, '2026-11-21', undefined))
  expect(checks.filter((check) => check.ours !== check.theirs)).toEqual([])
  // 120.00 − 40.00 of the day, 9.00 − 1.00 entered and taken back, and what came just now.
  expect(checks.find((check) => check.id === 'tillBalance')).toMatchObject({
    ours: 8_000 + 5_000,
    theirs: 8_000 + 5_000,
  })
  expect(await differing(desk.db)).toEqual([])
  const lines: Row[] = []
  const totals = new Totals(desk.db, scopeOf(2026, '2026-11-21', undefined))
  for await (const row of totals.rows(sheetOf(workbookOf('other-income'), 'entries'))) lines.push(row)
  expect(lines.map((line) => [line.till, line.balance])).toContainEqual(['none', 20_000])
  expect(lines.filter((line) => line.till === 'none')).toHaveLength(1)
})
