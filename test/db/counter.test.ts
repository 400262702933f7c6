import { expect, it } from 'vitest'
import type { TakeInput } from '../../electron/contract/counter.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor, decide } from '../../electron/core/approvals/service.ts'
import { openShift } from '../../electron/core/books/shifts.ts'
import type { Desk } from '../../electron/core/context.ts'
import { receiptView } from '../../electron/core/counter/receipt.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { differing } from '../../electron/core/fees/store.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { home, importRows, newOffice } from './office.ts'

const today = '2026-11-21'
const item = 1

interface Office {
  readonly desk: Desk
  readonly unitId: number
  readonly as: (role: Role) => Desk
}

/** An office with one home that owes three months of 100 yuan, and a person in each role. */
async function office(): Promise<Office> {
  const { desk } = await newOffice(today)
  await importRows(desk, 'units', [
    home('101', { readyOn: '2020-01-01', handedOverOn: '2020-05-01' }),
    home('102', { readyOn: '2020-01-01', handedOverOn: '2020-05-01' }),
  ])
  const at = { area: 'B区', building: '1栋', room: '101' }
  await importRows(
    desk,
    'charges',
    ['2026-01', '2026-02', '2026-03'].map((month) => ({
      ...at,
      item: '物业费',
      fromOn: `${month}-01`,
      toOn: `${month}-28`,
      dueOn: `${month}-28`,
      amount: 10_000,
    })),
  )
  const people = new Map<Role, number>()
  for (const role of ['cashier', 'accountant', 'manager'] as const) {
    people.set(role, await createStaff(desk, { name: `员工${role}`, roles: [role], secret: '1234' }))
  }
  const as = (role: Role): Desk => ({
    ...desk,
    actor: { id: people.get(role) ?? null, name: `员工${role}`, roles: [role] },
  })
  return { desk, unitId: 1, as }
}

let keys = 0
const taking = (unitId: number, amount: number, more: Partial<TakeInput> = {}): TakeInput => ({
  requestKey: `test-key-${keys++}`,
  onDate: today,
  payer: '张三',
  payerId: null,
  source: 'renewal',
  methods: [{ method: 'cash', amount }],
  tendered: null,
  note: '',
  lines: [{ unitId, itemId: item, amount, debtorId: null, choices: [] }],
  shown: [],
  penalties: [],
  ...more,
})
const owed = async ({ desk, unitId }: Office) => {
  const view = await accountView(desk.db, unitId, today)
  return { owed: view.owed, prepaid: view.prepaid, each: view.charges.map((charge) => charge.owed) }
}
const codes = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => ({ code: 'nothing refused' }),
    (reason: unknown) => reason,
  )) as { code: string; problems?: { code: string }[] }
  return [error.code, ...(error.problems ?? []).map((problem) => problem.code)]
}

it('settles the oldest first and holds what is left in advance', async () => {
  const at = await office()
  await takePayment(at.as('cashier'), taking(at.unitId, 15_000))
  expect(await owed(at)).toEqual({ owed: 15_000, prepaid: 0, each: [0, 5000, 10_000] })
  await takePayment(at.as('cashier'), taking(at.unitId, 20_000))
  expect(await owed(at)).toEqual({ owed: 0, prepaid: 5000, each: [0, 0, 0] })
})

it('puts money on the charge that the clerk chose', async () => {
  const at = await office()
  const lines = [
    { unitId: at.unitId, itemId: item, amount: 10_000, debtorId: null, choices: [{ chargeId: 3, amount: 10_000 }] },
  ]
  await takePayment(at.as('cashier'), taking(at.unitId, 10_000, { lines }))
  expect(await owed(at)).toEqual({ owed: 20_000, prepaid: 0, each: [10_000, 10_000, 0] })
})

it('answers a second click with the same receipt and books the money once', async () => {
  const at = await office()
  const input = taking(at.unitId, 10_000)
  const first = await takePayment(at.as('cashier'), input)
  const second = await takePayment(at.as('cashier'), input)
  expect(second).toEqual({ id: first.id, receiptNo: first.receiptNo, repeated: true })
  expect((await owed(at)).owed).toBe(20_000)
})

it('refuses other money sent with the key of a receipt that was issued', async () => {
  const at = await office()
  const input = taking(at.unitId, 10_000)
  const { receiptNo } = await takePayment(at.as('cashier'), input)
  const { requestKey } = input
  const otherwise = [
    taking(at.unitId, 12_000, { requestKey }),
    taking(2, 10_000, { requestKey }),
    taking(at.unitId, 10_000, { requestKey, onDate: '2026-11-20' }),
  ]
  for (const other of otherwise) {
    await expect(takePayment(at.as('cashier'), other)).rejects.toMatchObject({
      code: 'receipt-taken-already',
      params: { number: receiptNo, amount: '100.00' },
    })
  }
  expect((await owed(at)).owed).toBe(20_000)
})

it('puts money in somebody’s name on no charge that another owes, chosen or not', async () => {
  const at = await office()
  const of = { area: 'B区', building: '1栋', room: '102', role: 'owner' }
  await importRows(at.desk, 'residents', [
    { ...of, name: '林旧', fromOn: '2020-01-01', toOn: '2026-02-15' },
    { ...of, name: '苏新', fromOn: '2026-02-16' },
  ])
  const months = ['2026-01', '2026-03']
  const charge = { area: 'B区', building: '1栋', room: '102', item: '物业费', amount: 10_000 }
  await importRows(
    at.desk,
    'charges',
    months.map((month) => ({ ...charge, fromOn: `${month}-01`, toOn: `${month}-28`, dueOn: `${month}-28` })),
  )
  const [old, own] = (await accountView(at.desk.db, 2, today)).charges
  expect([old?.debtor, own?.debtor]).toEqual(['林旧', '苏新'])
  const pay = (chargeId: number, debtorId: number | null) =>
    takePayment(
      at.as('cashier'),
      taking(2, 10_000, {
        lines: [{ unitId: 2, itemId: item, amount: 10_000, debtorId, choices: [{ chargeId, amount: 10_000 }] }],
      }),
    )
  const newOwner = own?.debtorId ?? 0
  expect(await codes(pay(old?.id ?? 0, newOwner))).toEqual(['receipt-invalid', 'charge-of-other-debtor'])
  await pay(own?.id ?? 0, newOwner)
  // Who pays for another names no debtor.
  await pay(old?.id ?? 0, null)
  expect((await accountView(at.desk.db, 2, today)).owed).toBe(0)
})

it('refuses to put money on a charge that a colleague has settled meanwhile', async () => {
  const at = await office()
  const lines = [
    { unitId: at.unitId, itemId: item, amount: 10_000, debtorId: null, choices: [{ chargeId: 1, amount: 10_000 }] },
  ]
  await takePayment(at.as('cashier'), taking(at.unitId, 10_000, { lines }))
  expect(await codes(takePayment(at.as('accountant'), taking(at.unitId, 10_000, { lines })))).toEqual([
    'receipt-invalid',
    'charge-settled',
  ])
})

it('refuses money for what is owed differently by now, though no charge was chosen', async () => {
  const at = await office()
  const shown = [{ unitId: at.unitId, owed: 30_000 }]
  await takePayment(at.as('cashier'), taking(at.unitId, 30_000, { shown }))
  expect(await codes(takePayment(at.as('accountant'), taking(at.unitId, 30_000, { shown })))).toEqual([
    'receipt-invalid',
    'due-changed',
  ])
})

it('numbers receipts without gaps, whatever is refused in between', async () => {
  const at = await office()
  const numbers: string[] = []
  for (const amount of [100, 200])
    numbers.push((await takePayment(at.as('cashier'), taking(at.unitId, amount))).receiptNo)
  expect(await codes(takePayment(at.as('cashier'), taking(at.unitId, 300, { onDate: '2026-11-22' })))).toEqual([
    'receipt-invalid',
    'date-after-today',
  ])
  numbers.push((await takePayment(at.as('cashier'), taking(at.unitId, 400))).receiptNo)
  expect(numbers).toEqual(['A2026-000001', 'A2026-000002', 'A2026-000003'])
})

it('takes cash and card on one receipt', async () => {
  const at = await office()
  const { id } = await takePayment(
    at.as('cashier'),
    taking(at.unitId, 30_000, {
      methods: [
        { method: 'cash', amount: 12_000 },
        { method: 'pos', amount: 18_000 },
      ],
      tendered: 20_000,
    }),
  )
  const receipt = await receiptView(at.desk, id)
  expect(receipt).toMatchObject({ amount: 30_000, change: 8000, words: '叁佰元整' })
  expect(receipt.methods).toEqual([
    { method: 'cash', amount: 12_000 },
    { method: 'pos', amount: 18_000 },
  ])
  expect((await owed(at)).owed).toBe(0)
})

it.each([
  ['methods-differ', { methods: [{ method: 'cash' as const, amount: 999 }] }],
  ['tendered-too-little', { tendered: 100 }],
  ['date-before-estate', { onDate: '2019-12-31' }],
  [
    'charge-not-of-line',
    {
      lines: [{ unitId: 2, itemId: item, amount: 10_000, debtorId: null, choices: [{ chargeId: 1, amount: 10_000 }] }],
    },
  ],
  [
    'choices-exceed-line',
    {
      lines: [{ unitId: 1, itemId: item, amount: 10_000, debtorId: null, choices: [{ chargeId: 1, amount: 10_001 }] }],
    },
  ],
  [
    'choice-exceeds-charge',
    {
      lines: [{ unitId: 1, itemId: item, amount: 10_000, debtorId: null, choices: [{ chargeId: 1, amount: 10_000 }] }],
    },
  ],
  [
    'charge-chosen-twice',
    {
      lines: [
        {
          unitId: 1,
          itemId: item,
          amount: 10_000,
          debtorId: null,
          choices: [
            { chargeId: 1, amount: 5000 },
            { chargeId: 1, amount: 5000 },
          ],
        },
      ],
    },
  ],
])('refuses with %s and books nothing', async (code, more) => {
  const at = await office()
  if (code === 'choice-exceeds-charge') await takePayment(at.as('cashier'), taking(at.unitId, 1))
  const before = await owed(at)
  expect(await codes(takePayment(at.as('cashier'), taking(at.unitId, 10_000, more)))).toContain(code)
  expect(await owed(at)).toEqual(before)
})

it('reverses a receipt as it was before, once somebody other than the cashier has approved it', async () => {
  const at = await office()
  const before = await owed(at)
  await openShift(at.as('cashier'), { counts: { '10000': 3 }, note: '' })
  const { id } = await takePayment(at.as('accountant'), taking(at.unitId, 25_000))
  const asked = await askFor(at.as('cashier'), approvalRules, {
    kind: 'payment-reversal',
    unitId: at.unitId,
    amount: 25_000,
    payload: { receiptId: id },
    reason: '收错户',
  })
  const decision = { id: asked, version: 1, approve: true, decision: '' }
  // Who took the money, and who asked, cannot decide it.
  expect(await codes(decide(at.as('accountant'), approvalRules, decision))).toEqual(['approval-taker'])
  expect((await owed(at)).owed).toBe(5000)
  await decide(at.as('manager'), approvalRules, decision)
  expect(await owed(at)).toEqual(before)
  expect(await receiptView(at.desk, id)).toMatchObject({ reversedOn: today, reversed: '收错户' })
  expect(await codes(decide(at.as('manager'), approvalRules, { ...decision, version: 2 }))).toEqual([
    'approval-decided',
  ])
})

it('lets nobody approve a request of their own', async () => {
  const at = await office()
  const { id } = await takePayment(at.as('cashier'), taking(at.unitId, 100))
  const asked = await askFor(at.as('manager'), approvalRules, {
    kind: 'payment-reversal',
    unitId: at.unitId,
    amount: 100,
    payload: { receiptId: id },
    reason: '试',
  })
  const decision = { id: asked, version: 1, approve: true, decision: '' }
  expect(await codes(decide(at.as('manager'), approvalRules, decision))).toEqual(['approval-own'])
})

it('refunds what is held in advance and no more, and never settles with it again', async () => {
  const at = await office()
  const { id } = await takePayment(at.as('cashier'), taking(at.unitId, 35_000))
  const paymentId = (await receiptView(at.desk, id)).lines[0]?.paymentId ?? 0
  const ask = (amount: number) =>
    askFor(at.as('cashier'), approvalRules, {
      kind: 'refund',
      unitId: at.unitId,
      amount,
      payload: { paymentId, amount, method: 'cash', payee: '张三' },
      reason: '多交',
    })
  expect(await codes(ask(5001))).toEqual(['refund-exceeds-advance'])
  const asked = await ask(3000)
  await decide(at.as('manager'), approvalRules, { id: asked, version: 1, approve: true, decision: '' })
  expect(await owed(at)).toEqual({ owed: 0, prepaid: 2000, each: [0, 0, 0] })
  expect(await differing(at.desk.db, 5)).toEqual([])
})
