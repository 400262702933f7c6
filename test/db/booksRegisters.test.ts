import { describe, expect, it } from 'vitest'
import type { StatementView } from '../../electron/contract/books.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor } from '../../electron/core/approvals/service.ts'
import { payIn } from '../../electron/core/books/cashBook.ts'
import { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { depositsHeld, depositView, takeDeposit } from '../../electron/core/books/deposits.ts'
import { addInvoice, invoiceableReceipt, redInvoice } from '../../electron/core/books/invoices.ts'
import { addService, reverseService, totalServices } from '../../electron/core/books/services.ts'
import { countOpening, myShift } from '../../electron/core/books/shifts.ts'
import {
  explainLine,
  matchLine,
  matchProposed,
  statementView,
  unmatchLine,
} from '../../electron/core/books/statements.ts'
import type { Desk } from '../../electron/core/context.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { approve, back, beginTill, booksOffice, codesOf, key, on, refusalOf, take } from './booksOffice.ts'
import { dryRun, importRows } from './office.ts'

describe('a deposit', () => {
  const fields = { kind: 'renovation', payer: '林秀珍', slipNo: 'YJ-1', beneficiary: '', note: '' } as const

  async function held() {
    const test = await booksOffice()
    const given = {
      ...fields,
      unitId: test.unitId('101'),
      onDate: '2026-10-01',
      amount: 200_000,
      method: 'wechat',
    } as const
    const id = await takeDeposit(test.cashier, { ...given, requestKey: key() })
    return { ...test, given, id }
  }

  it('is held until it is returned in parts, as of any day, and is never income', async () => {
    const { cashier, manager, desk, id } = await held()
    await countOpening(cashier, {
      id: (await myShift(cashier))?.id ?? 0,
      version: 1,
      counts: { '10000': 15 },
      note: '',
    })
    const first = await askDepositBack(on(cashier, '2026-11-08'), id, back(150_000, { left: 200_000 }))
    await approve(on(manager, '2026-11-10'), first)
    await approve(manager, await askDepositBack(cashier, id, back(0, { deducted: 50_000, deductReason: '墙面损坏' })))
    const heldAt = async (asOf: string) => {
      const { rows } = await listPage(desk, 'deposits', { filter: { asOf }, offset: 0, limit: 5 })
      return [rows[0]?.held, (await depositsHeld(desk.db, asOf)).total]
    }
    expect(await heldAt('2026-09-30')).toEqual([undefined, 0])
    expect(await heldAt('2026-10-01')).toEqual([200_000, 200_000])
    expect(await heldAt('2026-11-10')).toEqual([50_000, 50_000])
    expect(await heldAt('2026-11-21')).toEqual([0, 0])
    const settled = await listPage(desk, 'deposits', { filter: { state: 'settled' }, offset: 0, limit: 5 })
    expect(settled.rows).toMatchObject([{ id, gone: 200_000, held: 0 }])
    expect((await listPage(desk, 'deposits', { filter: { state: 'held' }, offset: 0, limit: 5 })).total).toBe(0)
    const { figures } = await summaryOf(desk.db, 2026, '2026-11-21')
    for (const figure of ['fees/received', 'services/income']) {
      expect(figures.find((one) => one.id === figure)?.value).toBe(0)
    }
  })

  it('goes back on the day a second person approves it, who neither asked for it nor took it', async () => {
    const { cashier, second, accountant, manager, given } = await held()
    const id = await takeDeposit(accountant, { ...given, method: 'cash', requestKey: key() })
    const asked = await askDepositBack(second, id, back(170_000, { deducted: 30_000, deductReason: '墙面损坏' }))
    expect(await depositView(cashier.db, id, cashier.clock.zone)).toMatchObject({
      held: 200_000,
      left: 0,
      moves: [],
      waiting: [{ id: asked, amount: 170_000, deducted: 30_000, deductReason: '墙面损坏', asked: '林晓婷' }],
    })
    expect(await myShift(second)).toBeNull()
    expect(await refusalOf(approve(cashier, asked))).toMatchObject({ code: 'approval-role' })
    expect(await refusalOf(approve(accountant, asked))).toMatchObject({ code: 'approval-taker' })
    const own = await askDepositBack(
      manager,
      await takeDeposit(cashier, { ...given, requestKey: key() }),
      back(200_000),
    )
    expect(await refusalOf(approve(manager, own))).toMatchObject({ code: 'approval-own' })
    await beginTill(second, 200_000)
    await approve(on(manager, '2026-11-22'), asked)
    const { held: left, waiting, moves } = await depositView(cashier.db, id, cashier.clock.zone)
    expect([left, waiting]).toEqual([0, []])
    expect(moves).toMatchObject([
      { kind: 'deduct', onDate: '2026-11-22', amount: 30_000, reason: '墙面损坏', actor: '林晓婷', approver: '黄国辉' },
      {
        kind: 'return',
        onDate: '2026-11-22',
        amount: 170_000,
        reason: '验收合格',
        actor: '林晓婷',
        approver: '黄国辉',
      },
    ])
    // The money comes out of the till of the one who asked; what is kept moves none.
    expect((await myShift(second))?.movements).toMatchObject([{ kind: 'deposit-back', entries: 1, given: 170_000 }])
  })

  it('is never given back beyond what is held and not asked for yet, nor twice by two windows', async () => {
    const { cashier, second, manager, id } = await held()
    const ask = (fields: ReturnType<typeof back>) => askDepositBack(cashier, id, fields)
    expect((await refusalOf(ask(back(200_001, { left: 200_000 })))).problems).toEqual([
      { code: 'deposit-exceeded', field: 'amount', params: { amount: '2000.01', held: '2000.00' } },
    ])
    expect(codesOf(await refusalOf(ask(back(-1, { deducted: -1, left: 200_000 }))))).toEqual([
      'amount-not-positive',
      'amount-not-positive',
    ])
    expect(codesOf(await refusalOf(ask(back(0, { left: 200_000 }))))).toEqual(['amount-not-positive'])
    const silent = back(100_000, { deducted: 100_000, deductReason: ' ' })
    expect((await refusalOf(ask(silent))).problems).toEqual([{ code: 'deduct-reason-needed', field: 'deductReason' }])
    expect(codesOf(await refusalOf(ask(back(200_000, { reason: ' ' }))))).toEqual(['reason-needed'])
    await countOpening(cashier, { id: (await myShift(cashier))?.id ?? 0, version: 1, counts: { '10000': 6 }, note: '' })
    await beginTill(second, 60_000)
    const two = [cashier, second].map((desk) => askDepositBack(desk, id, back(60_000, { left: 200_000 })))
    const settled = await Promise.allSettled(two)
    expect(settled.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(ask(back(140_001, { left: 200_000 })))).toMatchObject({
      code: 'deposit-changed',
      params: { left: '1400.00' },
    })
    expect(codesOf(await refusalOf(ask(back(140_001, { left: 140_000 }))))).toEqual(['deposit-exceeded'])
    const [waiting] = (await depositView(cashier.db, id, cashier.clock.zone)).waiting
    await approve(manager, waiting?.id ?? 0)
    expect(await depositView(cashier.db, id, cashier.clock.zone)).toMatchObject({ held: 140_000, left: 140_000 })
    expect(await refusalOf(askDepositBack(cashier, 99, back(1)))).toMatchObject({ code: 'not-found' })
  })

  it('held for others is paid over to them by the same road', async () => {
    const { cashier, manager, given } = await held()
    const forOthers = { ...given, kind: 'held-for-others', beneficiary: '清运公司', requestKey: key() } as const
    const id = await takeDeposit(cashier, { ...forOthers, method: 'cash' })
    await approve(manager, await askDepositBack(cashier, id, back(80_000, { kind: 'pay-over', left: 200_000 })))
    expect((await depositView(cashier.db, id, cashier.clock.zone)).moves).toMatchObject([
      { kind: 'pay-over', amount: 80_000 },
    ])
  })

  it('is taken once however often the button is pressed, for whom it is held is asked', async () => {
    const { cashier, given } = await held()
    const requestKey = key()
    const first = await takeDeposit(cashier, { ...given, requestKey })
    expect(await takeDeposit(cashier, { ...given, requestKey })).toBe(first)
    expect((await depositsHeld(cashier.db, '2026-11-21')).byKind).toEqual([
      { kind: 'renovation', count: 2, held: 400_000 },
    ])
    const forOthers = takeDeposit(cashier, { ...given, kind: 'held-for-others', requestKey: key() })
    expect((await refusalOf(forOthers)).problems).toEqual([{ code: 'deposit-for-whom', field: 'beneficiary' }])
    const other = takeDeposit(cashier, { ...given, amount: 100, requestKey })
    expect(await refusalOf(other)).toMatchObject({ code: 'recorded-already', params: { amount: '2000.00' } })
    const early = takeDeposit(cashier, { ...given, onDate: '2023-12-31', requestKey: key() })
    expect((await refusalOf(early)).problems).toEqual([
      { code: 'date-before-estate', field: 'onDate', params: { date: '2023-12-31', first: '2024-01-01' } },
    ])
    const nowhere = takeDeposit(cashier, { ...given, unitId: 999, requestKey: key() })
    expect(await refusalOf(nowhere)).toMatchObject({ code: 'not-found' })
  })

  it('is found by unit, payer and slip', async () => {
    const { desk } = await held()
    for (const text of ['1-101', '林秀', 'lxz', 'YJ-1']) {
      expect((await listPage(desk, 'deposits', { filter: { text }, offset: 0, limit: 5 })).total, text).toBe(1)
    }
    expect((await listPage(desk, 'deposits', { filter: { text: '102' }, offset: 0, limit: 5 })).total).toBe(0)
  })
})

describe('an invoice', () => {
  async function receipted(amount = 30_000) {
    const test = await booksOffice()
    const id = await take(test.cashier, test.unitId('101'), amount)
    const { receipt_no: receiptNo } = await test.desk.db
      .selectFrom('receipt')
      .select('receipt_no')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const fields = { receiptNo, title: '林秀珍', taxNumber: '', onDate: '2026-11-21', note: '' }
    return { ...test, fields, receiptId: id }
  }

  it('is never above what is left of its receipt', async () => {
    const { cashier, fields } = await receipted()
    await addInvoice(cashier, { ...fields, number: '001', amount: 20_000 })
    expect(await invoiceableReceipt(cashier.db, fields.receiptNo)).toMatchObject({ amount: 30_000, left: 10_000 })
    expect((await refusalOf(addInvoice(cashier, { ...fields, number: '002', amount: 10_001 }))).problems).toEqual([
      {
        code: 'invoice-exceeds-receipt',
        field: 'amount',
        params: { amount: '100.01', left: '100.00', receipt: '300.00' },
      },
    ])
    await addInvoice(cashier, { ...fields, number: '002', amount: 10_000 })
    const wrong = { ...fields, number: '001', amount: 1, onDate: '2026-11-20' }
    expect(codesOf(await refusalOf(addInvoice(cashier, wrong)))).toEqual([
      'invoice-number-taken',
      'invoice-before-receipt',
      'invoice-exceeds-receipt',
    ])
    expect(await refusalOf(addInvoice(cashier, { ...wrong, receiptNo: 'X' }))).toMatchObject({
      code: 'receipt-unknown',
    })
  })

  it('is taken back whole by a red-letter one, once, and may then be issued anew', async () => {
    const { cashier, fields } = await receipted()
    const id = await addInvoice(cashier, { ...fields, number: '001', amount: 30_000 })
    const red = { number: 'R01', onDate: '2026-11-21', note: '抬头有误' }
    const redId = await redInvoice(cashier, id, red)
    expect(await refusalOf(redInvoice(cashier, id, { ...red, number: 'R02' }))).toMatchObject({
      code: 'invoice-red-already',
      params: { number: 'R01' },
    })
    expect(await refusalOf(redInvoice(cashier, redId, { ...red, number: 'R03' }))).toMatchObject({
      code: 'invoice-is-red',
    })
    await addInvoice(cashier, { ...fields, number: '002', amount: 30_000 })
    const { rows } = await listPage(cashier, 'invoices', { filter: {}, offset: 0, limit: 5 })
    expect(rows.map(({ number, amount, state, redOf }) => [number, amount, state, redOf])).toEqual([
      ['001', 30_000, 'reversed', 'R01'],
      ['R01', -30_000, 'red', '001'],
      ['002', 30_000, 'valid', null],
    ])
    expect((await listPage(cashier, 'invoices', { filter: { state: 'valid' }, offset: 0, limit: 5 })).total).toBe(1)
  })

  it('keeps its receipt from being reversed, asked for or approved, until a red-letter one takes it back', async () => {
    const { cashier, manager, receiptId, unitId, fields } = await receipted()
    const ask = () =>
      askFor(cashier, approvalRules, {
        kind: 'payment-reversal',
        unitId: unitId('101'),
        amount: 30_000,
        payload: { receiptId },
        reason: '收错',
      })
    const asked = await ask()
    const first = await addInvoice(cashier, { ...fields, number: '001', amount: 20_000 })
    const second = await addInvoice(cashier, { ...fields, number: '002', amount: 10_000 })
    const refused = { code: 'receipt-invoiced', params: { numbers: '001, 002' } }
    expect(await refusalOf(ask())).toMatchObject(refused)
    expect(await refusalOf(approve(manager, asked))).toMatchObject(refused)
    const red = { onDate: '2026-11-21', note: '退款' }
    await redInvoice(cashier, first, { ...red, number: 'R01' })
    expect(await refusalOf(approve(manager, asked))).toMatchObject({ params: { numbers: '002' } })
    await redInvoice(cashier, second, { ...red, number: 'R02' })
    await approve(manager, asked)
    expect(await invoiceableReceipt(cashier.db, fields.receiptNo)).toMatchObject({ amount: 0, invoiced: 0, left: 0 })
  })

  it('keeps back a refund that would leave less than is invoiced; issued anew for the rest it does not', async () => {
    // 101 owes 300.00 by now: of 500.00 the rest is held in advance.
    const { cashier, manager, receiptId, unitId, fields } = await receipted(50_000)
    const payment = await cashier.db
      .selectFrom('payment')
      .select('id')
      .where('receipt_id', '=', receiptId)
      .executeTakeFirstOrThrow()
    const ask = (amount: number) =>
      askFor(cashier, approvalRules, {
        kind: 'refund',
        unitId: unitId('101'),
        amount,
        payload: { paymentId: payment.id, amount, method: 'cash', payee: '林秀珍' },
        reason: '退预存',
      })
    const whole = await addInvoice(cashier, { ...fields, number: '001', amount: 45_000 })
    // What was never invoiced may go back.
    await approve(manager, await ask(5_000))
    expect(await refusalOf(ask(1))).toMatchObject({
      code: 'refund-invoiced',
      params: { numbers: '001', invoiced: '450.00', left: '449.99' },
    })
    await redInvoice(cashier, whole, { number: 'R01', onDate: '2026-11-21', note: '退款' })
    const asked = await ask(10_000)
    await addInvoice(cashier, { ...fields, number: '002', amount: 35_001 })
    expect(await refusalOf(approve(manager, asked))).toMatchObject({
      code: 'refund-invoiced',
      params: { numbers: '002', invoiced: '350.01', left: '350.00' },
    })
    const { rows } = await listPage(cashier, 'invoices', { filter: { text: '002' }, offset: 0, limit: 1 })
    await redInvoice(cashier, rows[0]?.id ?? 0, { number: 'R02', onDate: '2026-11-21', note: '多开' })
    await addInvoice(cashier, { ...fields, number: '003', amount: 35_000 })
    await approve(manager, asked)
    expect(await invoiceableReceipt(cashier.db, fields.receiptNo)).toMatchObject({ amount: 35_000, left: 0 })
  })
})

describe('a statement', () => {
  const november = { channel: 'bank', from: '2026-11-01', to: '2026-11-30' } as const
  const bank = (reference: string, onDate: string, amount: number) => ({ channel: 'bank', reference, onDate, amount })
  const line = (view: StatementView, reference: string) => {
    const found = view.lines.find((one) => one.reference === reference)
    if (!found) throw new Error(`no line ${reference}`)
    return found
  }

  async function statements() {
    const test = await booksOffice()
    const { desk, cashier, unitId } = test
    const taken = (day: string, amount: number, method: 'transfer' | 'wechat' = 'transfer') =>
      take(on(cashier, day), unitId('101'), amount, method)
    const ids = {
      certain: await taken('2026-11-03', 11_100),
      twinA: await taken('2026-11-05', 22_200),
      twinB: await taken('2026-11-06', 22_200),
      late: await taken('2026-11-10', 33_300),
      chat: await taken('2026-11-10', 44_400, 'wechat'),
    }
    await take(on(cashier, '2026-11-02'), unitId('101'), 500_000)
    await payIn(on(cashier, '2026-11-12'), {
      onDate: '2026-11-12',
      amount: 500_000,
      bank: '建行',
      slipNo: 'JK-9',
      fromShift: false,
      note: '',
    })
    const rows = [
      bank('A', '2026-11-04', 11_100),
      bank('B', '2026-11-06', 22_200),
      bank('C', '2026-11-14', 33_300),
      bank('D', '2026-11-13', 500_000),
      bank('E', '2026-11-15', -1_500),
      { ...bank('W', '2026-11-10', 44_400), channel: 'wechat' },
    ]
    const report = await importRows(desk, 'statements', rows)
    return { ...test, ids, rows, report, view: () => statementView(desk.db, november) }
  }

  it('is the same the second time by channel and number, and refused where it differs', async () => {
    const { desk, rows } = await statements()
    expect((await dryRun(desk, 'statements', rows)).counts).toMatchObject({ added: 0, unchanged: 6, rejected: 0 })
    const changed = await dryRun(desk, 'statements', [bank('A', '2026-11-04', 11_101)])
    expect(changed.rows[0]?.errors).toEqual([
      { code: 'money-differs', field: '金额', params: { booked: '111.00', given: '111.01' } },
    ])
    const again = [bank('N', '2026-11-04', 1), bank('N', '2026-11-04', 1), bank('Z', '2026-11-04', 0)]
    const errors = (await dryRun(desk, 'statements', again)).rows.flatMap((row) => row.errors.map((one) => one.code))
    expect(errors).toEqual(['duplicate-row', 'amount-not-positive'])
    // The same number on another channel is another line.
    const other = { ...bank('A', '2026-11-04', 11_100), channel: 'alipay' }
    expect((await dryRun(desk, 'statements', [other])).counts.added).toBe(1)
  })

  it('proposes only what is certain: the amount, three days, and nothing else that fits', async () => {
    const { view, ids } = await statements()
    const found = await view()
    expect(line(found, 'A').proposed).toMatchObject([{ kind: 'receipt', id: ids.certain }])
    expect(line(found, 'B').proposed).toEqual([])
    expect(line(found, 'C').proposed).toEqual([])
    expect(line(found, 'D').proposed).toMatchObject([{ kind: 'cash-deposit', number: 'JK-9' }])
    expect(line(found, 'E').proposed).toEqual([])
    expect(found.without.map((one) => one.amount)).toEqual([11_100, 22_200, 22_200, 33_300, 500_000])
    expect(found.totals).toEqual({
      lines: 565_100,
      matched: 0,
      explained: 0,
      open: 565_100,
      without: 588_800,
    })
  })

  it('knows the card payments of which days a settlement less its fee is, where only one span fits', async () => {
    const { desk, cashier, unitId, view } = await statements()
    const card = (day: string, amount: number) => take(on(cashier, day), unitId('101'), amount, 'pos')
    for (const [day, amount] of [
      ['2026-11-15', 70_000],
      ['2026-11-17', 100_000],
      ['2026-11-17', 86_300],
    ] as const)
      await card(day, amount)
    await importRows(desk, 'statements', [
      bank('P', '2026-11-18', 185_600),
      bank('Q', '2026-11-16', 69_800),
      bank('R', '2026-11-21', 186_300),
      bank('S', '2026-11-18', 180_000),
    ])
    const found = await view()
    expect(line(found, 'P').cards).toMatchObject({ from: '2026-11-17', to: '2026-11-17', sum: 186_300, fee: 700 })
    expect(line(found, 'P').cards?.receipts).toHaveLength(2)
    expect(line(found, 'Q').cards).toMatchObject({ to: '2026-11-15', fee: 200 })
    // Too late, and too large a fee.
    expect([line(found, 'R').cards, line(found, 'S').cards]).toEqual([null, null])
    // Two lines of one sum: either could be it.
    await importRows(desk, 'statements', [bank('T', '2026-11-19', 186_000)])
    expect(line(await view(), 'P').cards).toBeNull()
  })

  it('is worked through: proposals at once, the rest by hand or in words, and anything can be taken back', async () => {
    const { accountant, view, ids, desk } = await statements()
    expect(await matchProposed(accountant, november)).toBe(2)
    let now = await view()
    expect(line(now, 'A')).toMatchObject({ state: 'matched', matched: [{ id: ids.certain }] })
    const target = (id: number) => [{ kind: 'receipt', id }] as const
    const [b, c, e] = [line(now, 'B'), line(now, 'C'), line(now, 'E')]
    expect(await refusalOf(matchLine(accountant, b.id, b.version, target(ids.late)))).toMatchObject({
      code: 'statement-amount-differs',
      params: { line: '222.00', money: '333.00' },
    })
    expect(await refusalOf(matchLine(accountant, b.id, b.version, target(ids.certain)))).toMatchObject({
      code: 'statement-target-gone',
    })
    expect(await refusalOf(matchLine(accountant, b.id, b.version, target(ids.chat)))).toMatchObject({
      code: 'statement-target-gone',
    })
    await matchLine(accountant, b.id, b.version, target(ids.twinB))
    await matchLine(accountant, c.id, c.version, target(ids.late))
    await explainLine(accountant, e.id, e.version, '手续费')
    expect(await refusalOf(explainLine(accountant, e.id, e.version + 1, '再说'))).toMatchObject({
      code: 'statement-not-open',
    })
    now = await view()
    expect(now.totals).toMatchObject({ open: 0, explained: -1_500, without: 22_200 })
    const open = await listPage(desk, 'statementLines', { filter: { state: 'open' }, offset: 0, limit: 5 })
    expect(open.rows).toMatchObject([{ channel: 'wechat', reference: 'W' }])
    const without = await listPage(desk, 'receiptsWithoutLine', { filter: {}, offset: 0, limit: 5 })
    expect(without.rows.map((row) => [row.channel, row.amount, row.units])).toEqual([
      ['wechat', 44_400, '1栋101'],
      ['bank', 22_200, '1栋101'],
    ])
    const matched = line(now, 'B')
    await unmatchLine(accountant, matched.id, matched.version)
    expect(line(await view(), 'B').state).toBe('open')
  })

  it('puts one transfer with the receipts of several households, and never one receipt with two lines', async () => {
    const { accountant, cashier, unitId, view, ids, desk } = await statements()
    const paid = (room: string, amount: number) => take(on(cashier, '2026-11-18'), unitId(room), amount, 'transfer')
    const [first, second] = [await paid('101', 12_300), await paid('102', 45_600)]
    await importRows(desk, 'statements', [bank('F', '2026-11-18', 57_900), bank('G', '2026-11-19', 57_900)])
    const [f, g] = [line(await view(), 'F'), line(await view(), 'G')]
    const both = [first, second].map((id) => ({ kind: 'receipt', id }) as const)
    const twice = [both[0], both[0]].filter((one) => one !== undefined)
    expect(await refusalOf(matchLine(accountant, f.id, f.version, twice))).toMatchObject({
      code: 'statement-target-gone',
    })
    expect(await refusalOf(matchLine(accountant, f.id, f.version, both.slice(0, 1)))).toMatchObject({
      code: 'statement-amount-differs',
    })
    await matchLine(accountant, f.id, f.version, both)
    const matched = line(await view(), 'F')
    expect(matched.matched.map(({ id, amount }) => [id, amount])).toEqual([
      [first, 12_300],
      [second, 45_600],
    ])
    const shown = await listPage(desk, 'statementLines', { filter: { text: 'F' }, offset: 0, limit: 5 })
    expect(shown.rows[0]?.matched).toBe(matched.matched.map(({ number }) => number).join('、'))
    expect(await refusalOf(matchLine(accountant, g.id, g.version, both))).toMatchObject({
      code: 'statement-target-gone',
    })
    await unmatchLine(accountant, matched.id, matched.version)
    expect((await view()).without.map(({ id }) => id)).toEqual(expect.arrayContaining([first, second, ids.certain]))
    await matchLine(accountant, g.id, g.version, both)
  })

  it('keeps a batch in that somebody has worked on since', async () => {
    const { accountant, report } = await statements()
    await matchProposed(accountant, november)
    expect(await refusalOf(undoImport(accountant, report.batchId ?? 0))).toMatchObject({ code: 'import-depended-on' })
  })
})

describe('paid services and other income', () => {
  const entry = { category: 'housekeeping', unitId: null, method: null, receiptNo: '', note: '' } as const
  const add = (
    desk: Desk,
    onDate: string,
    income: number,
    expense = 0,
    category: 'housekeeping' | 'advertising' = 'housekeeping',
  ) => addService(desk, { ...entry, category, onDate, income, expense, requestKey: key() })

  it('count in their totals as in the figures, and below zero on the day they are taken back', async () => {
    const { cashier, desk } = await booksOffice()
    const october = on(cashier, '2026-10-15')
    const id = await add(october, '2026-10-15', 8_000, 3_000)
    await add(cashier, '2026-11-02', 5_000)
    await add(cashier, '2026-11-03', 70_000, 0, 'advertising')
    await reverseService(cashier, id, '重复登记')
    expect(await refusalOf(reverseService(cashier, id, '再来'))).toMatchObject({ code: 'service-reversed' })
    const october15 = { from: '2026-10-01', to: '2026-10-31' }
    expect(await totalServices(desk.db, october15)).toMatchObject({ income: 8_000, expense: 3_000 })
    const november = { from: '2026-11-01', to: '2026-11-30' }
    expect(await totalServices(desk.db, november)).toEqual({
      income: 67_000,
      expense: -3_000,
      byCategory: [
        { category: 'advertising', income: 70_000, expense: 0 },
        { category: 'housekeeping', income: -3_000, expense: -3_000 },
      ],
    })
    const { figures } = await summaryOf(desk.db, 2026, '2026-11-21')
    const services = await totalServices(desk.db, { category: 'housekeeping' })
    expect(figures.find((figure) => figure.id === 'services/income')?.value).toBe(services.income)
    expect(figures.find((figure) => figure.id === 'services/expense')?.value).toBe(services.expense)
    const inNovember = await listPage(desk, 'serviceEntries', { filter: november, offset: 0, limit: 5 })
    expect(inNovember.rows.map((row) => [row.onDate, row.reversedOn])).toEqual([
      ['2026-11-03', null],
      ['2026-11-02', null],
      ['2026-10-15', '2026-11-21'],
    ])
  })

  it('are refused without an amount, below zero, with a date to come; entered once by two presses', async () => {
    const { cashier } = await booksOffice()
    expect(codesOf(await refusalOf(add(cashier, '2026-11-22', 0)))).toEqual([
      'date-after-today',
      'service-without-amount',
    ])
    expect(codesOf(await refusalOf(add(cashier, '2026-11-21', -1)))).toEqual(['amount-not-positive'])
    expect(codesOf(await refusalOf(add(cashier, '2026-11-21', 10_000_000_001)))).toEqual(['amount-too-large'])
    const twice = { ...entry, onDate: '2026-11-21', income: 1, expense: 0, requestKey: key() }
    expect(await addService(cashier, twice)).toBe(await addService(cashier, twice))
    expect(await refusalOf(addService(cashier, { ...twice, income: 2 }))).toMatchObject({
      code: 'recorded-already',
      params: { amount: '0.01' },
    })
    const early = addService(cashier, { ...twice, onDate: '2023-12-31', requestKey: key() })
    expect(codesOf(await refusalOf(early))).toEqual(['date-before-estate'])
  })
})
