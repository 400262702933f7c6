import { expect, it } from 'vitest'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor, decide } from '../../electron/core/approvals/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { penaltyDue, penaltyParts } from '../../electron/core/counter/penalty.ts'
import { receiptView } from '../../electron/core/counter/receipt.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { differing } from '../../electron/core/fees/store.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { defaultBillingRules } from '../../electron/core/settings/billing.ts'
import { writeSettings } from '../../electron/core/settings/index.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { home, importRows, newOffice } from './office.ts'

const billing = { ...defaultBillingRules, penaltyPerDayE6: 500 }

/** One home that owes 1000 yuan since 31 January 2026, penalty of 0.05 % a day, at 06:30 in the office on 21 November. */
async function office() {
  const { desk } = await newOffice('2026-11-21')
  const early: Desk = { ...desk, clock: { ...desk.clock, now: () => new Date('2026-11-20T22:30:00Z') } }
  await writeSettings(desk, { billing })
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-01-01' })])
  const period = { fromOn: '2026-01-01', toOn: '2026-01-31', dueOn: '2026-01-31' }
  const place = { area: 'B区', building: '1栋', room: '101', item: '物业费' }
  await importRows(desk, 'charges', [{ ...place, ...period, amount: 100_000 }])
  const [asker, decider] = [
    await createStaff(desk, { name: '甲', roles: ['cashier'], secret: '1234' }),
    await createStaff(desk, { name: '乙', roles: ['manager'], secret: '1234' }),
  ]
  return {
    desk,
    asker: { ...early, actor: { id: asker, name: '甲', roles: ['cashier'] as const } },
    decider: { ...early, actor: { id: decider, name: '乙', roles: ['manager'] as const } },
  }
}

const due = (desk: Desk, day: string) => penaltyDue(desk.db, 1, day, billing, desk.clock.zone)
const ask = (desk: Desk, amount: number) =>
  askFor(desk, approvalRules, {
    kind: 'penalty-waiver',
    unitId: 1,
    amount,
    payload: { unitId: 1, amount },
    reason: '协商',
  })

it('a waiver counts from the office’s day on which it was approved, not from an earlier one', async () => {
  const { desk, asker, decider } = await office()
  const id = await ask(asker, 1000)
  const before = await due(desk, '2026-11-20')
  const today = await due(desk, '2026-11-21')
  await decide(decider, approvalRules, { id, version: 1, approve: true, decision: '' })
  expect(await due(desk, '2026-11-20')).toBe(before)
  expect(await due(desk, '2026-11-21')).toBe(today - 1000)
  const { rows } = await listPage(desk, 'approvals', { filter: {}, offset: 0, limit: 5 })
  expect(rows).toMatchObject([{ askedOn: '2026-11-21', decidedOn: '2026-11-21' }])
})

it('says charge by charge how it comes about: what was owed for how many days, capped, less what was waived', async () => {
  const { desk, asker, decider } = await office()
  const line = { receiptNo: 'R-1', onDate: '2026-03-03', area: 'B区', building: '1栋', room: '101', item: '物业费' }
  await importRows(desk, 'payments', [{ ...line, source: 'renewal', amount: 40_000, method: 'cash' }])
  const parts = (day: string, rules = billing) => penaltyParts(desk.db, 1, day, rules, desk.clock.zone)
  const spans = [
    { fromOn: '2026-02-01', days: 30, amount: 100_000 },
    { fromOn: '2026-03-03', days: 8, amount: 60_000 },
  ]
  // 1000 yuan × 0.05 % × 30 days + 600 yuan × 0.05 % × 8 days.
  expect(await parts('2026-03-10')).toMatchObject({
    perDayE6: 500,
    lines: [{ spans, amount: 1_500 + 240, isCapped: false }],
    taken: 0,
    waived: 0,
  })
  expect((await parts('2026-03-10', { ...billing, penaltyCapBp: 100 })).lines).toMatchObject([
    { amount: 1_000, isCapped: true },
  ])
  const id = await ask(asker, 1000)
  await decide(decider, approvalRules, { id, version: 1, approve: true, decision: '' })
  expect((await parts('2026-11-21')).waived).toBe(1000)
  expect((await parts('2026-11-21', { ...billing, penaltyPerDayE6: 0 })).lines).toEqual([])
})

it('more than has accrued cannot be waived', async () => {
  const { desk, asker } = await office()
  const accrued = await due(desk, '2026-11-21')
  await expect(ask(asker, accrued + 1)).rejects.toMatchObject({ code: 'penalty-exceeds-accrued' })
})

it('a penalty taken with money goes when its receipt is reversed, and can be taken again', async () => {
  const { desk, asker, decider } = await office()
  const today = '2026-11-21'
  const state = async () => {
    const { owed, prepaid } = await accountView(desk.db, 1, today)
    return { owed, prepaid, penalty: await due(desk, today) }
  }
  const before = await state()
  expect(before.penalty).toBeGreaterThan(0)
  const take = (requestKey: string) =>
    takePayment(asker, {
      requestKey,
      onDate: today,
      payer: '张三',
      payerId: null,
      source: 'renewal',
      methods: [{ method: 'wechat', amount: 100_000 + before.penalty }],
      tendered: null,
      note: '',
      lines: [{ unitId: 1, itemId: 1, amount: 100_000, debtorId: null, choices: [] }],
      shown: [],
      penalties: [{ unitId: 1, amount: before.penalty }],
    })
  const { id } = await take('penalty-1')
  const lines = async () => (await receiptView(desk, id)).lines.map(({ settled, advance }) => ({ settled, advance }))
  const printed = await lines()
  expect(await state()).toEqual({ owed: 0, prepaid: 0, penalty: 0 })
  const request = { kind: 'payment-reversal', unitId: 1, amount: 100_000, payload: { receiptId: id } } as const
  const asked = await askFor(asker, approvalRules, { ...request, reason: '收错户' })
  await decide(decider, approvalRules, { id: asked, version: 1, approve: true, decision: '' })
  expect(await state()).toEqual(before)
  // Reprinted, the receipt says what it said: which charges it had settled.
  expect(printed.map((line) => line.settled.length)).toEqual([1, 1])
  expect(await lines()).toEqual(printed)
  await take('penalty-2')
  expect(await state()).toEqual({ owed: 0, prepaid: 0, penalty: 0 })
  expect(await differing(desk.db, 5)).toEqual([])
})
