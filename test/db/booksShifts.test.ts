import { describe, expect, it } from 'vitest'
import type { ShiftView } from '../../electron/contract/books.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor, decide } from '../../electron/core/approvals/service.ts'
import { write } from '../../electron/core/audit/writer.ts'
import { cashBook, payIn } from '../../electron/core/books/cashBook.ts'
import { booksProblems } from '../../electron/core/books/check.ts'
import { depositView, moveDeposit, takeDeposit } from '../../electron/core/books/deposits.ts'
import { addService, reverseService } from '../../electron/core/books/services.ts'
import {
  closeShift,
  countShift,
  currentShift,
  myShift,
  openShift,
  shiftView,
} from '../../electron/core/books/shifts.ts'
import type { Desk } from '../../electron/core/context.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { booksOffice, codesOf, key, on, refusalOf, take } from './booksOffice.ts'

/** What the cash of a shift comes to as notes of a hundred, and the rest in jiao. */
const inNotes = (fen: number) => ({ '10000': Math.floor(fen / 10_000), '10': (fen % 10_000) / 10 })

const moved = (shift: ShiftView | null) =>
  shift?.movements.map(({ kind, method, taken, given }) => `${kind} ${method} +${taken} -${given}`)

async function fullShift() {
  const test = await booksOffice()
  const { cashier, second, manager, unitId } = test
  const home = unitId('101')
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
  await moveDeposit(cashier, id, {
    kind: 'return',
    onDate: '2026-11-21',
    amount: 50_000,
    method: 'cash',
    reason: '部分退',
    held: 200_000,
  })
  await moveDeposit(cashier, id, {
    kind: 'deduct',
    onDate: '2026-11-21',
    amount: 30_000,
    method: 'cash',
    reason: '损坏赔偿',
    held: 150_000,
  })
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
  await decide(manager, approvalRules, { id: asked, version: 1, approve: true, decision: '' })
  return { ...test, home, depositId: id }
}

describe('a shift', () => {
  it('opens by itself with the first money taken, is one at a time, and belongs to a person', async () => {
    const { cashier, second, desk, unitId } = await booksOffice()
    expect(await myShift(cashier)).toBeNull()
    await take(cashier, unitId('101'), 1_000)
    const mine = await myShift(cashier)
    expect(mine?.cashier).toBe('陈美玲')
    expect(await openShift(cashier)).toBe(mine?.id)
    expect(await openShift(second)).not.toBe(mine?.id)
    expect(await write(desk, (writer) => currentShift(writer, desk))).toBeNull()
    expect(await refusalOf(openShift(desk))).toMatchObject({ code: 'shift-needs-person' })
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

  it('takes what is reversed in services out of the shift in which it is reversed', async () => {
    const { cashier, second, unitId } = await booksOffice()
    const entry = { category: 'other', unitId: unitId('101'), receiptNo: '', note: '', method: 'cash' } as const
    const id = await addService(cashier, { ...entry, onDate: '2026-11-21', income: 900, expense: 0, requestKey: key() })
    await reverseService(second, id, '录错')
    expect((await myShift(cashier))?.expectedCash).toBe(900)
    expect(moved(await myShift(second))).toEqual(['service-reversal cash +0 -900'])
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
    const { accountant, cashier, home, depositId } = await fullShift()
    const asOf = async (to: string) => (await cashBook(accountant.db, { from: to, to })).cashOnHand
    expect(await asOf('2026-11-20')).toBe(0)
    const today = 170_000 + 77_700 - 2_000 - 100_000
    expect(await asOf('2026-11-21')).toBe(today)
    const later = on(cashier, '2026-12-01')
    await take(later, home, 5_000)
    await moveDeposit(later, depositId, {
      kind: 'return',
      onDate: '2026-12-01',
      amount: 20_000,
      method: 'cash',
      reason: '退',
      held: (await depositView(later.db, depositId)).held,
    })
    expect(await asOf('2026-11-21')).toBe(today)
    expect(await asOf('2026-12-01')).toBe(today + 5_000 - 20_000)
  })

  it('refuses the same paying-in slip twice, and cash from a till that is not open', async () => {
    const { accountant, manager } = await fullShift()
    const slip = { onDate: '2026-11-21', amount: 100, bank: '建行', slipNo: 'JK-1', fromShift: false, note: '' }
    expect(codesOf(await refusalOf(payIn(accountant, slip)))).toEqual(['pay-in-exists'])
    await payIn(accountant, { ...slip, slipNo: 'JK-2' })
    const fromTill = { ...slip, slipNo: 'JK-3', fromShift: true }
    expect(await refusalOf(payIn(accountant, fromTill))).toMatchObject({ code: 'shift-none-open' })
    expect(codesOf(await refusalOf(payIn(manager, { ...fromTill, amount: 0, onDate: '2026-11-22' })))).toEqual([
      'amount-not-positive',
      'date-after-today',
    ])
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
