import { expect } from 'vitest'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide } from '../../electron/core/approvals/service.ts'
import { assignTariff, saveTariff } from '../../electron/core/billing/tariffs.ts'
import type { Desk } from '../../electron/core/context.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { differing } from '../../electron/core/fees/store.ts'
import { home, importRows, newOffice, type TestOffice, type Values } from './office.ts'

/** An office with homes that are billed 0.6 yuan/m² a month, and two people who decide for each other. */
export interface BillingOffice extends TestOffice {
  readonly accountant: Desk
  readonly manager: Desk
  unit(room: string): Promise<number>
  /** The id of a fee item by its name. */
  item(name: string): Promise<number>
  /** Approves the one request that waits, as the manager. */
  approve(): Promise<void>
  pay(receiptNo: string, room: string, onDate: string, yuan: number): Promise<void>
  /** What is derived equals what the facts give. */
  expectSound(): Promise<void>
}

export async function billingOffice(homes: readonly Values[], today?: string): Promise<BillingOffice> {
  const office = await newOffice(today)
  const { desk } = office
  const staff = (id: number, name: string): Desk => ({ ...desk, actor: { id, name, roles: ['accountant', 'manager'] } })
  const [accountant, manager] = [staff(101, '林会计'), staff(102, '苏主管')]
  await importRows(desk, 'units', homes)
  const item = async (name: string) =>
    (await desk.db.selectFrom('fee_item').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
  const tariffId = await saveTariff(desk, {
    id: null,
    version: 0,
    itemId: await item('物业费'),
    name: '住宅',
    basis: 'area-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 31,
    dueIn: 'last',
    payer: 'owner',
    source: '合同',
    active: true,
    prices: [{ fromOn: '2015-01-01', toOn: null, priceE4: 6_000 }],
  })
  await assignTariff(desk, { tariffId, units: { kinds: [] }, fromOn: '2015-01-01', toOn: null, ratioBp: 10_000 })
  return {
    ...office,
    accountant,
    manager,
    item,
    unit: async (room) =>
      (await desk.db.selectFrom('unit').select('id').where('room', '=', room).executeTakeFirstOrThrow()).id,
    approve: async () => {
      const [request, ...others] = await desk.db
        .selectFrom('approval')
        .select(['id', 'version'])
        .where('state', '=', 'waiting')
        .execute()
      expect(others).toEqual([])
      if (!request) throw new Error('nothing waits')
      await decide(manager, approvalRules, { ...request, approve: true, decision: '' })
    },
    pay: async (receiptNo, room, onDate, yuan) => {
      const payment = { receiptNo, onDate, area: 'B区', building: '1栋', room, item: '物业费', source: 'renewal' }
      await importRows(desk, 'payments', [{ ...payment, amount: Math.round(yuan * 100), method: 'cash' }])
    },
    expectSound: async () => expect(await differing(desk.db, 10)).toEqual([]),
  }
}

export const lived = { readyOn: '2020-01-01', handedOverOn: '2020-03-10' }
export { home }

/** What a unit owes today and holds in advance, fen. */
export async function balance(desk: Desk, unitId: number): Promise<{ owed: number; prepaid: number }> {
  const { owed, prepaid } = await accountView(desk.db, unitId, desk.clock.today())
  return { owed, prepaid }
}
