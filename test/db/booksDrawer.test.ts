import { expect, it } from 'vitest'
import type { ShiftView } from '../../electron/contract/books.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor } from '../../electron/core/approvals/service.ts'
import { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import { addService, reverseService } from '../../electron/core/books/services.ts'
import { countOpening, myShift } from '../../electron/core/books/shifts.ts'
import type { Desk } from '../../electron/core/context.ts'
import { receiptView } from '../../electron/core/counter/receipt.ts'
import { approve, back, beginTill, booksOffice, codesOf, key, on, refusalOf, take } from './booksOffice.ts'

/** A home with 200.00 taken in cash by the cashier and 500.00 by transfer, in a till that began with 100.00. */
async function till() {
  const test = await booksOffice()
  const { cashier, unitId } = test
  const home = unitId('101')
  await beginTill(cashier, 10_000)
  const inCash = await take(cashier, home, 20_000)
  const byTransfer = await take(cashier, home, 50_000, 'transfer')
  const deposit = { unitId: home, kind: 'renovation', onDate: '2026-11-21', payer: '', slipNo: '', note: '' } as const
  const depositId = await takeDeposit(cashier, {
    ...deposit,
    amount: 200_000,
    method: 'wechat',
    beneficiary: '',
    requestKey: key(),
  })
  return { ...test, home, inCash, byTransfer, depositId }
}

async function askRefund(desk: Desk, unitId: number, receiptId: number, amount: number, method: 'cash' | 'transfer') {
  const paymentId = (await receiptView(desk, receiptId)).lines[0]?.paymentId ?? 0
  const payload = { paymentId, amount, method, payee: '林秀珍' }
  return askFor(desk, approvalRules, { kind: 'refund', unitId, amount, payload, reason: '多交' })
}

const shut = (amount: string, held: string) => ({
  code: 'cash-out-exceeds-till',
  params: { amount, held, cashier: '陈美玲' },
})

it('a refund in cash is at most what lies in the till of whoever asked; by transfer it may be more', async () => {
  const { cashier, manager, home, byTransfer } = await till()
  const beyond = await askRefund(cashier, home, byTransfer, 30_001, 'cash')
  expect(await refusalOf(approve(manager, beyond))).toMatchObject(shut('300.01', '300.00'))
  await approve(manager, await askRefund(cashier, home, byTransfer, 30_000, 'cash'))
  expect((await myShift(cashier))?.expectedCash).toBe(0)
  await approve(manager, await askRefund(cashier, home, byTransfer, 10_000, 'transfer'))
  expect((await myShift(cashier))?.expectedCash).toBe(0)
})

it('what was refused waits until there is enough', async () => {
  const { cashier, manager, home, byTransfer } = await till()
  const asked = await askRefund(cashier, home, byTransfer, 40_000, 'cash')
  expect(await refusalOf(approve(manager, asked))).toMatchObject(shut('400.00', '300.00'))
  await take(cashier, home, 10_000)
  await approve(manager, asked)
  expect((await myShift(cashier))?.expectedCash).toBe(0)
})

it('a reversal of cash, and a deposit that goes back in cash, too', async () => {
  const { cashier, accountant, manager, home, inCash, depositId } = await till()
  const returned = await askDepositBack(cashier, depositId, back(30_001, { left: 200_000 }))
  expect(await refusalOf(approve(manager, returned))).toMatchObject(shut('300.01', '300.00'))
  const bought = { category: 'other', unitId: null, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  await addService(cashier, { ...bought, method: 'cash', income: 0, expense: 25_000, requestKey: key() })
  const wrong = { kind: 'payment-reversal', unitId: home, amount: 20_000, payload: { receiptId: inCash } } as const
  const asked = await askFor(cashier, approvalRules, { ...wrong, reason: '收错户' })
  expect(await refusalOf(approve(accountant, asked))).toMatchObject(shut('200.00', '50.00'))
  expect((await receiptView(cashier, inCash)).reversedOn).toBeNull()
})

it('an expense in cash is at most what lies there, less what the same entry brings in', async () => {
  const { cashier } = await till()
  const entry = { category: 'other', unitId: null, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  const spend = (expense: number, income: number, method: 'cash' | 'transfer') =>
    addService(cashier, { ...entry, method, income, expense, requestKey: key() })
  expect((await refusalOf(spend(30_001, 0, 'cash'))).problems).toEqual([
    { ...shut('300.01', '300.00'), field: 'expense' },
  ])
  await spend(99_900, 0, 'transfer')
  const mixed = await spend(130_000, 100_000, 'cash')
  expect((await myShift(cashier))?.expectedCash).toBe(0)
  // To take back an expense brings cash in.
  await reverseService(cashier, mixed, '录错')
  expect((await myShift(cashier))?.expectedCash).toBe(30_000)
})

it('a till whose opening cash was not counted is counted before it gives more than it has taken', async () => {
  const { second, home } = await till()
  await take(second, home, 5_000)
  const entry = { category: 'other', unitId: null, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  const spend = addService(second, { ...entry, method: 'cash', income: 0, expense: 5_001, requestKey: key() })
  expect(codesOf(await refusalOf(spend))).toEqual(['cash-out-opening-uncounted'])
})

it('where it is nobody’s till, the books give no more than they have on that day and since', async () => {
  const { desk, cashier, home } = await till()
  await take(on(cashier, '2026-11-10'), home, 7_000)
  const entry = { category: 'other', unitId: null, receiptNo: '', note: '' } as const
  const spend = (onDate: string, expense: number) =>
    addService(desk, { ...entry, onDate, method: 'cash', income: 0, expense, requestKey: key() })
  expect((await refusalOf(spend('2026-11-12', 7_001))).problems).toEqual([
    {
      code: 'cash-out-exceeds-books',
      field: 'expense',
      params: { amount: '70.01', date: '2026-11-12', held: '70.00' },
    },
  ])
  await spend('2026-11-12', 7_000)
})

it('cannot be recounted to have begun with less than it has given out', async () => {
  const { cashier } = await till()
  const entry = { category: 'other', unitId: null, receiptNo: '', note: '', onDate: '2026-11-21' } as const
  await addService(cashier, { ...entry, method: 'cash', income: 0, expense: 25_000, requestKey: key() })
  const recount = async (jiao: number) => {
    const { id, version } = (await myShift(cashier)) as ShiftView
    return countOpening(cashier, { id, version, counts: { '10': jiao }, note: '点错' })
  }
  expect((await refusalOf(recount(499))).problems).toEqual([
    { code: 'opening-below-given', field: 'counts', params: { least: '50.00' } },
  ])
  await recount(500)
  expect((await myShift(cashier))?.expectedCash).toBe(0)
})
