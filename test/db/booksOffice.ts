import { DeskError } from '../../electron/contract/errors.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide } from '../../electron/core/approvals/service.ts'
import type { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { openShift } from '../../electron/core/books/shifts.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { home, importRows, newOffice, type Values } from './office.ts'

/** An office with two homes, a charge of each month of 2026, and people who take money, keep the books and decide. */
export async function booksOffice() {
  const test = await newOffice()
  const { desk } = test
  await importRows(desk, 'units', [
    home('101', { readyOn: '2024-01-01', handedOverOn: '2024-03-01' }),
    home('102', { readyOn: '2024-01-01' }),
  ])
  await importRows(desk, 'residents', [
    { area: 'B区', building: '1栋', room: '101', name: '林秀珍', role: 'owner', fromOn: '2024-01-01' },
  ])
  await importRows(
    desk,
    'charges',
    ['08', '09', '10'].map((month) => charge(`2026-${month}`)),
  )
  const units = await desk.db.selectFrom('unit').select(['id', 'room']).execute()
  const person = async (name: string, ...roles: Role[]): Promise<Desk> => {
    const id = await createStaff(desk, { name, roles, secret: '1234' })
    return { ...desk, actor: { id, name, roles } }
  }
  return {
    ...test,
    unitId: (room: string) => units.find((unit) => unit.room === room)?.id ?? 0,
    cashier: await person('陈美玲', 'cashier'),
    second: await person('林晓婷', 'cashier'),
    accountant: await person('郑雅萍', 'accountant'),
    manager: await person('黄国辉', 'manager'),
  }
}

/** The same person on another day. */
export function on(desk: Desk, today: string): Desk {
  return { ...desk, clock: officeClock(() => new Date(), undefined, today) }
}

/** A month's charge of 101, as a row of the workbook. */
export function charge(month: string, amount = 10_000): Values {
  const last = { '02': '28', '04': '30', '06': '30', '09': '30', '11': '30' }[month.slice(5)] ?? '31'
  return {
    area: 'B区',
    building: '1栋',
    room: '101',
    item: '物业费',
    fromOn: `${month}-01`,
    toOn: `${month}-${last}`,
    dueOn: `${month}-${last}`,
    amount,
  }
}

let keys = 0
export const key = () => `request-${++keys}`

/** A till that begins with so much cash, in fen that make whole notes of a hundred. */
export function beginTill(desk: Desk, fen: number): Promise<number> {
  return openShift(desk, { counts: { '10000': fen / 10_000 }, note: '' })
}

type Method = 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'

/** Takes management fees of 101 at the counter. @returns the receipt's id */
export async function take(desk: Desk, unitId: number, amount: number, method: Method = 'cash'): Promise<number> {
  const { id } = await takePayment(desk, {
    requestKey: key(),
    onDate: desk.clock.today(),
    payer: '林秀珍',
    payerId: null,
    source: 'renewal',
    methods: [{ method, amount }],
    tendered: null,
    note: '',
    lines: [{ unitId, itemId: 1, amount, debtorId: null, choices: [] }],
    shown: [],
    penalties: [],
  })
  return id
}

type Back = Parameters<typeof askDepositBack>[2]

/** A deposit given back in cash; what it is besides says `change`. */
export const back = (amount: number, change: Partial<Back> = {}): Back => ({
  kind: 'return',
  amount,
  method: 'cash',
  deducted: 0,
  deductReason: '',
  reason: '验收合格',
  left: amount + (change.deducted ?? 0),
  ...change,
})

/** Somebody approves what another has asked for. */
export function approve(desk: Desk, id: number): Promise<number> {
  return decide(desk, approvalRules, { id, version: 1, approve: true, decision: '' })
}

export async function refusalOf(work: Promise<unknown>): Promise<DeskError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DeskError)) throw new Error(`no refusal: ${error}`)
  return error
}

export const codesOf = (error: DeskError) => error.problems.map((problem) => problem.code)
