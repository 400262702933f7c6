import { describe, expect, it } from 'vitest'
import type { ShiftView } from '../../electron/contract/books.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor } from '../../electron/core/approvals/service.ts'
import { write } from '../../electron/core/audit/writer.ts'
import { cashBook, payIn } from '../../electron/core/books/cashBook.ts'
import { booksProblems } from '../../electron/core/books/check.ts'
import { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import { addService, reverseService } from '../../electron/core/books/services.ts'
import {
  closeShift,
  countOpening,
  countShift,
  currentShift,
  leftCash,
  myShift,
  openShift,
  shiftView,
} from '../../electron/core/books/shifts.ts'
import type { Desk } from '../../electron/core/context.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { approve, back, beginTill, booksOffice, codesOf, key, on, refusalOf, take } from './booksOffice.ts'

/** What the cash of a shift comes to as notes of a hundred, and the rest in jiao. */
const inNotes = (fen: number) => ({ '10000': Math.floor(fen / 10_000), '10': (fen % 10_000) / 10 })

const moved = (shift: ShiftView | null) =>
  shift?.movements.map(({ kind, method, taken, given }) => `${kind} ${method} +${taken} -${given}`)

/** A till in which nothing lies yet, counted. */
const empty = { counts: {}, note: '' }

async function fullShift() {
  const test = await booksOffice()
  const { cashier, second, manager, unitId } = test
  const home = unitId('101')
  await openShift(cashier, empty)
  await take(cashier, home, 10_000)
  await take(cashier, home, 3_000, 'wechat')
  const wrong = await take(cashier, home, 2_000)
  await take(second, home, 77_700)
  const deposit = {
    kind: 'renovation',
    payer: '',
    slipNo: '',
    beneficiary: '',
    note: '',
    onDate: '2026-11-21',
  } as const
  const id = await takeDeposit(cashier, {
    ...deposit,
    unitId: home,
    amount: 200_000,
    method: 'cash',
    requestKey: key(),
  })
  const kept = { deducted: 30_000, deductReason: '损坏赔偿', left: 200_000 }
  await approve(manager, await askDepositBack(cashier, id, back(50_000, kept)))
  const service = { category: 'housekeeping', unitId: home, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  await addService(cashier, { ...service, income: 12_000, expense: 4_000, method: 'cash', requestKey: key() })
  await payIn(cashier, {
    onDate: '2026-11-21',
    amount: 100_000,
    bank: '建行',
    slipNo: 'JK-1',
    fromShift: true,
    note: '',
  })
  const asked = await askFor(cashier, approvalRules, {
    kind: 'payment-reversal',
    unitId: home,
    amount: 2_000,
    payload: { receiptId: wrong },
    reason: '收错',
  })
  await approve(manager, asked)
  return { ...test, home, depositId: id }
}

describe('a shift', () => {
  it('opens by itself with the first money taken, is one at a time, and belongs to a person', async () => {
    const { cashier, second, desk, unitId } = await booksOffice()
    expect(await myShift(cashier)).toBeNull()
    await take(cashier, unitId('101'), 1_000)
    const mine = await myShift(cashier)
    expect(mine?.cashier).toBe('陈美玲')
    expect(await refusalOf(openShift(cashier, empty))).toMatchObject({ code: 'shift-open-already' })
    expect(await openShift(second, empty)).not.toBe(mine?.id)
    expect(await write(desk, (writer) => currentShift(writer, desk))).toBeNull()
    expect(await refusalOf(openShift(desk, empty))).toMatchObject({ code: 'shift-needs-person' })
  })

  it('expects the cash of its own receipts, deposits, services, less what was given back and brought to the bank', async () => {
    const { cashier } = await fullShift()
    const shift = await myShift(cashier)
    expect(moved(shift)).toEqual([
      'receipt cash +12000 -0',
      'receipt wechat +3000 -0',
      'reversal cash +0 -2000',
      'deposit cash +200000 -0',
      'deposit-back cash +0 -50000',
      'service cash +12000 -4000',
    ])
    expect(shift).toMatchObject({
      paidIn: 100_000,
      receipts: 3,
      expectedCash: 12_000 + 150_000 + 8_000 - 2_000 - 100_000,
    })
  })

  it('gives back in the shift of the one who asked for it; who approves opens no till', async () => {
    const { manager } = await fullShift()
    expect(await myShift(manager)).toBeNull()
  })

  it('is settled with counted notes; a difference needs a word, and the slip never changes afterwards', async () => {
    const { cashier, second, accountant, home } = await fullShift()
    const open = (await myShift(cashier)) as ShiftView
    const right = { id: open.id, version: 1, counts: inNotes(open.expectedCash), note: '' }
    expect(await refusalOf(closeShift(second, right))).toMatchObject({
      code: 'shift-not-own',
      params: { name: '陈美玲' },
    })
    const short = { ...right, counts: inNotes(open.expectedCash - 500) }
    const refusal = await refusalOf(closeShift(cashier, short))
    expect(refusal.problems).toEqual([
      { code: 'shift-difference-unexplained', field: 'note', params: { difference: '-5.00' } },
    ])
    await closeShift(cashier, { ...short, note: '少找回 5 元' })
    expect(await refusalOf(closeShift(cashier, right))).toMatchObject({ code: 'shift-closed' })
    const closed = await shiftView(cashier.db, open.id)
    expect(closed).toMatchObject({
      countedCash: open.expectedCash - 500,
      movements: open.movements,
      note: '少找回 5 元',
    })
    expect(closed.counts).toEqual(inNotes(open.expectedCash - 500))
    // The next receipt opens the next shift.
    await take(cashier, home, 1_000)
    expect(await shiftView(cashier.db, open.id)).toEqual(closed)
    expect((await myShift(cashier))?.id).not.toBe(open.id)
    const { rows } = await listPage(accountant, 'shifts', { filter: { state: 'different' }, offset: 0, limit: 5 })
    expect(rows).toMatchObject([{ cashier: '陈美玲', difference: -500, receipts: 3 }])
  })

  it('may be closed uncounted with a reason, and counted later', async () => {
    const { cashier, accountant } = await fullShift()
    const { id, expectedCash } = (await myShift(cashier)) as ShiftView
    const uncounted = { id, version: 1, counts: null, note: '' }
    expect(codesOf(await refusalOf(closeShift(cashier, uncounted)))).toEqual(['shift-uncounted-unexplained'])
    await closeShift(cashier, { ...uncounted, note: '停电' })
    const list = (state: 'uncounted') => listPage(accountant, 'shifts', { filter: { state }, offset: 0, limit: 5 })
    expect((await list('uncounted')).rows).toMatchObject([{ id, countedCash: null, difference: null }])
    await countShift(accountant, { id, version: 2, counts: inNotes(expectedCash), note: '' })
    expect((await list('uncounted')).total).toBe(0)
    expect(await shiftView(cashier.db, id)).toMatchObject({ countedCash: expectedCash, note: '停电' })
    const again = { id, version: 3, counts: inNotes(expectedCash), note: '' }
    expect(await refusalOf(countShift(accountant, again))).toMatchObject({ code: 'shift-counted' })
  })

  it('that somebody forgot is settled by the accountant', async () => {
    const { cashier, accountant } = await fullShift()
    const { id, expectedCash } = (await myShift(cashier)) as ShiftView
    await closeShift(accountant, { id, version: 1, counts: inNotes(expectedCash), note: '' })
    expect(await myShift(cashier)).toBeNull()
  })

  it('takes what is reversed in services out of the till it came into, and once that is settled out of one’s own', async () => {
    const { cashier, second, unitId } = await booksOffice()
    const entry = { category: 'other', unitId: unitId('101'), receiptNo: '', note: '', method: 'cash' } as const
    const enter = (income: number) =>
      addService(cashier, { ...entry, onDate: '2026-11-21', income, expense: 0, requestKey: key() })
    await openShift(cashier, empty)
    await reverseService(second, await enter(900), '录错')
    const { id, expectedCash } = (await myShift(cashier)) as ShiftView
    expect([expectedCash, await myShift(second)]).toEqual([0, null])
    const settled = await enter(700)
    await closeShift(cashier, { id, version: 1, counts: inNotes(700), note: '' })
    expect(await refusalOf(reverseService(second, settled, '录错'))).toMatchObject({
      code: 'cash-out-opening-uncounted',
    })
    await beginTill(second, 10_000)
    await reverseService(second, settled, '录错')
    expect(moved(await myShift(second))).toEqual(['service-reversal cash +0 -700'])
  })
})

describe('what a till begins with', () => {
  const hundreds = (count: number) => ({ '10000': count })

  it('is counted for the first shift of a cashier, and belongs to what should be in the till', async () => {
    const { cashier, unitId } = await booksOffice()
    expect(await leftCash(cashier)).toEqual({ left: null })
    expect(codesOf(await refusalOf(openShift(cashier, { counts: null, note: '' })))).toEqual(['opening-uncounted'])
    await openShift(cashier, { counts: hundreds(5), note: '' })
    await take(cashier, unitId('101'), 12_000)
    expect(await myShift(cashier)).toMatchObject({
      carriedCash: null,
      openingCash: 50_000,
      expectedCash: 62_000,
    })
  })

  it('may be counted after the first money was taken, and must be before the shift is settled', async () => {
    const { cashier, second, unitId } = await booksOffice()
    await take(cashier, unitId('101'), 12_000)
    const open = (await myShift(cashier)) as ShiftView
    expect(open).toMatchObject({ openingCash: null, expectedCash: 12_000 })
    const close = { id: open.id, version: 1, counts: inNotes(12_000), note: '' }
    expect(codesOf(await refusalOf(closeShift(cashier, close)))).toEqual(['opening-uncounted'])
    const opening = { id: open.id, version: 1, counts: hundreds(5), note: '' }
    expect(await refusalOf(countOpening(second, opening))).toMatchObject({ code: 'shift-not-own' })
    await countOpening(cashier, opening)
    expect(codesOf(await refusalOf(closeShift(cashier, { ...close, version: 2 })))).toEqual([
      'shift-difference-unexplained',
    ])
    await closeShift(cashier, { ...close, version: 2, counts: inNotes(62_000) })
    expect(await shiftView(cashier.db, open.id)).toMatchObject({ openingCash: 50_000, expectedCash: 62_000 })
    expect(await refusalOf(countOpening(cashier, { ...opening, version: 3 }))).toMatchObject({ code: 'shift-closed' })
  })

  it('is what the last shift left: its count, less what went to the bank from it since', async () => {
    const { cashier, unitId } = await booksOffice()
    const home = unitId('101')
    await openShift(cashier, { counts: hundreds(5), note: '' })
    await take(cashier, home, 30_000)
    const first = (await myShift(cashier)) as ShiftView
    // Five jiao are missing: what lies there is carried on, not what should.
    const counts = inNotes(80_000 - 50)
    await closeShift(cashier, { id: first.id, version: 1, counts, note: '少收' })
    expect(await leftCash(cashier)).toEqual({ left: 79_950 })
    const bring = (amount: number, slipNo: string) =>
      payIn(cashier, { onDate: '2026-11-21', amount, bank: '建行', slipNo, fromShift: true, note: '' })
    await bring(20_000, 'JK-1')
    expect(await leftCash(cashier)).toEqual({ left: 59_950 })
    // The books have taken 300.00 in all; the opening cash is no takings of theirs.
    expect(codesOf(await refusalOf(bring(10_001, 'JK-2')))).toEqual(['pay-in-exceeds-cash'])
    await take(cashier, home, 1_000)
    const next = (await myShift(cashier)) as ShiftView
    expect(next).toMatchObject({ carriedCash: 59_950, openingCash: 59_950, expectedCash: 60_950 })
    expect(await shiftView(cashier.db, first.id)).toMatchObject({ paidIn: 0, expectedCash: 80_000 })
    expect(await booksProblems(cashier.db)).toEqual([])
    // From now on it comes out of the open shift.
    await bring(10_000, 'JK-2')
    expect(await myShift(cashier)).toMatchObject({ paidIn: 10_000, expectedCash: 50_950 })
  })

  it('may be counted anew: another sum than was left needs a word', async () => {
    const { cashier } = await fullShift()
    const { id, expectedCash } = (await myShift(cashier)) as ShiftView
    await closeShift(cashier, { id, version: 1, counts: inNotes(expectedCash), note: '' })
    const another = { counts: hundreds(3), note: '' }
    expect((await refusalOf(openShift(cashier, another))).problems).toEqual([
      { code: 'opening-differs-unexplained', field: 'note', params: { left: '680.00', counted: '300.00' } },
    ])
    await openShift(cashier, { ...another, note: '380.00 交会计入保险柜' })
    expect(await myShift(cashier)).toMatchObject({
      carriedCash: 68_000,
      openingCash: 30_000,
      openingNote: '380.00 交会计入保险柜',
      expectedCash: 30_000,
    })
  })

  it('is counted again after a shift that was closed uncounted', async () => {
    const { cashier } = await fullShift()
    const { id } = (await myShift(cashier)) as ShiftView
    await closeShift(cashier, { id, version: 1, counts: null, note: '停电' })
    expect(await leftCash(cashier)).toEqual({ left: null })
    const slip = { onDate: '2026-11-21', amount: 1, bank: '建行', slipNo: 'JK-9', fromShift: true, note: '' }
    expect(await refusalOf(payIn(cashier, slip))).toMatchObject({ code: 'shift-none-open' })
    await openShift(cashier, { counts: hundreds(4), note: '' })
    expect(await myShift(cashier)).toMatchObject({ carriedCash: null, openingCash: 40_000 })
  })

  it('of each cashier is their own', async () => {
    const { cashier, second } = await fullShift()
    const { id, expectedCash } = (await myShift(cashier)) as ShiftView
    await closeShift(cashier, { id, version: 1, counts: inNotes(expectedCash), note: '' })
    expect(await leftCash(second)).toEqual({ left: null })
    expect((await myShift(second))?.openingCash).toBeNull()
  })
})

describe('the cash book', () => {
  const day = { from: '2026-11-21', to: '2026-11-21' }

  it('says by day, cashier and method what came in and went out, and its total is that of the movements', async () => {
    const { accountant } = await fullShift()
    const { rows } = await listPage(accountant, 'cashBook', { filter: day, offset: 0, limit: 10 })
    const net = (name: string) => rows.find((row) => row.cashier === name)
    expect(net('陈美玲')).toMatchObject({ cash: 168_000, wechat: 3_000, total: 171_000, paidIn: 100_000, entries: 7 })
    expect(net('林晓婷')).toMatchObject({ cash: 77_700, total: 77_700, paidIn: 0 })
    // Who approves a reversal gives nothing back.
    expect(net('黄国辉')).toBeUndefined()
    const book = await cashBook(accountant.db, day)
    const sum = book.movements.reduce((total, one) => total + one.taken - one.given, 0)
    expect(sum).toBe(rows.reduce((total, row) => total + row.total, 0))
    expect(book.paidIn).toBe(100_000)
    expect((await cashBook(accountant.db, { ...day, cashier: '林晓婷' })).movements).toMatchObject([
      { kind: 'receipt', method: 'cash', entries: 1, taken: 77_700, given: 0 },
    ])
  })

  it('knows the cash on hand of any day: in, less out, less what the bank has', async () => {
    const { accountant, cashier, manager, home, depositId } = await fullShift()
    const asOf = async (to: string) => (await cashBook(accountant.db, { from: to, to })).cashOnHand
    expect(await asOf('2026-11-20')).toBe(0)
    const today = 170_000 + 77_700 - 2_000 - 100_000
    expect(await asOf('2026-11-21')).toBe(today)
    const later = on(cashier, '2026-12-01')
    await take(later, home, 5_000)
    const asked = await askDepositBack(later, depositId, back(20_000, { left: 120_000 }))
    await approve(on(manager, '2026-12-01'), asked)
    expect(await asOf('2026-11-21')).toBe(today)
    expect(await asOf('2026-12-01')).toBe(today + 5_000 - 20_000)
  })

  it('refuses the same paying-in slip twice, and cash from a till that is not open', async () => {
    const { accountant, manager } = await fullShift()
    const slip = { onDate: '2026-11-21', amount: 100, bank: '建行', slipNo: 'JK-1', fromShift: false, note: '' }
    expect(codesOf(await refusalOf(payIn(accountant, slip)))).toEqual(['pay-in-exists'])
    await payIn(accountant, { ...slip, bank: '工行' })
    const next = { ...slip, slipNo: 'JK-3' }
    expect(await refusalOf(payIn(accountant, { ...next, fromShift: true }))).toMatchObject({ code: 'shift-none-open' })
    expect(codesOf(await refusalOf(payIn(manager, { ...next, amount: 0, onDate: '2026-11-22' })))).toEqual([
      'amount-not-positive',
      'date-after-today',
    ])
  })

  it('takes no more cash to the bank than the books have on that day and on every day since', async () => {
    const { cashier, unitId } = await booksOffice()
    const home = unitId('101')
    await take(on(cashier, '2026-11-10'), home, 10_000)
    await take(on(cashier, '2026-11-11'), home, 99_900, 'transfer')
    const bought = { category: 'other', unitId: null, receiptNo: '', note: '', method: 'cash' } as const
    await addService(cashier, { ...bought, onDate: '2026-11-12', income: 0, expense: 6_000, requestKey: key() })
    await take(on(cashier, '2026-11-15'), home, 3_000)
    let slips = 0
    const bring = (onDate: string, amount: number) =>
      payIn(cashier, { onDate, amount, bank: '建行', slipNo: `JK-${++slips}`, fromShift: false, note: '' })
    const heldOn = async (work: Promise<unknown>) => (await refusalOf(work)).problems
    const exceeds = (amount: string, date: string, held: string) => [
      { code: 'pay-in-exceeds-cash', field: 'amount', params: { amount, date, held } },
    ]
    expect(await heldOn(bring('2026-11-09', 1))).toEqual(exceeds('0.01', '2026-11-09', '0.00'))
    // 100.00 lay there on the 10th, but only 40.00 two days later.
    expect(await heldOn(bring('2026-11-10', 4_001))).toEqual(exceeds('40.01', '2026-11-12', '40.00'))
    expect(await heldOn(bring('2026-11-21', 7_001))).toEqual(exceeds('70.01', '2026-11-21', '70.00'))
    await bring('2026-11-10', 4_000)
    expect(await heldOn(bring('2026-11-15', 3_001))).toEqual(exceeds('30.01', '2026-11-15', '30.00'))
    await bring('2026-11-20', 3_000)
    expect(await heldOn(bring('2026-11-21', 1))).toEqual(exceeds('0.01', '2026-11-21', '0.00'))
  })

  it('takes no more from a till than lies in it', async () => {
    const { second } = await fullShift()
    const slip = { onDate: '2026-11-21', bank: '建行', slipNo: 'JK-2', fromShift: true, note: '' }
    expect((await refusalOf(payIn(second, { ...slip, amount: 77_701 }))).problems).toEqual([
      { code: 'pay-in-exceeds-till', field: 'amount', params: { amount: '777.01', held: '777.00' } },
    ])
    await payIn(second, { ...slip, amount: 77_700 })
    expect((await myShift(second))?.expectedCash).toBe(0)
  })

  it('agrees with the figures of money received', async () => {
    const { accountant } = await fullShift()
    const book = await cashBook(accountant.db, { from: '2026-01-01', to: '2026-12-31' })
    const fees = book.movements.filter((one) => ['receipt', 'reversal', 'refund'].includes(one.kind))
    const { summaryOf } = await import('../../electron/core/summary/engine.ts')
    const { figures } = await summaryOf(accountant.db, 2026, '2026-11-21')
    const received = figures.find((figure) => figure.id === 'fees/received')?.value
    expect(fees.reduce((sum, one) => sum + one.taken - one.given, 0)).toBe(received)
  })
})

it('two windows that close one shift: the second is told', async () => {
  const { cashier } = await fullShift()
  const { id, expectedCash } = (await myShift(cashier)) as ShiftView
  const close = (desk: Desk) => closeShift(desk, { id, version: 1, counts: inNotes(expectedCash), note: '' })
  const [first, second] = await Promise.allSettled([close(cashier), close(cashier)])
  expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
})

it('the check of the file finds a settled shift whose money was changed behind its back', async () => {
  const { cashier, office } = await fullShift()
  const { id, expectedCash } = (await myShift(cashier)) as ShiftView
  await closeShift(cashier, { id, version: 1, counts: inNotes(expectedCash), note: '' })
  expect(await booksProblems(cashier.db)).toEqual([])
  office.sqlite.prepare("UPDATE payment SET amount = amount + 100 WHERE method = 'cash' AND amount = 10000").run()
  office.sqlite.prepare('UPDATE deposit SET amount = 100').run()
  expect((await booksProblems(cashier.db)).map((problem) => problem.code)).toEqual([
    'check-deposit-overdrawn',
    'check-shift',
  ])
})
