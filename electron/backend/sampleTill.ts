import { addDays, yearOf } from '../contract/dates.ts'
import { approvalRules } from '../core/approvals/kinds.ts'
import { askFor, decide } from '../core/approvals/service.ts'
import { addService } from '../core/books/services.ts'
import { closeShift, myShift, openShift } from '../core/books/shifts.ts'
import type { Desk } from '../core/context.ts'
import { takePayment } from '../core/counter/take.ts'
import { deskOf } from './sampleDay.ts'
import { askRefund } from './sampleRequests.ts'

/**
 * Yesterday's shift, settled and five jiao short, and today's, which is open: paid services, and fees taken at the
 * counter in several ways. One receipt was written for the wrong household, taken back and written anew; a refund asked for
 * days ago was approved and paid out.
 */
export async function settleShifts(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const yesterday = addDays(today, -1)
  // The year that is published has no takings of its last two days beside its own.
  if (yearOf(yesterday) < 2026) return
  const cashier = await deskOf(desk, '陈美玲')
  const lived = await desk.db
    .selectFrom('stay')
    .select('unit_id')
    .where('moved_out_on', 'is', null)
    .orderBy('unit_id')
    .limit(4)
    .execute()
  const served = (at: Desk, index: number, income: number) =>
    addService(at, {
      category: 'housekeeping',
      expense: 0,
      method: 'cash',
      receiptNo: '',
      note: '',
      unitId: lived[index]?.unit_id ?? null,
      onDate: at.clock.today(),
      income,
      requestKey: `sample-shift-${index}`,
    })
  const payers = await payersOf(desk)
  const take = (time: string, index: number, methods: readonly Method[], day = today) =>
    takeAll(cashier(day, time), payers[index], methods)

  // The float of the till, counted once; every later shift begins with what the one before left.
  await openShift(cashier(yesterday, '08:32'), { counts: { '10000': 3, '2000': 5, '1000': 10 }, note: '' })
  for (const [index, income] of [12_000, 9_000, 22_450].entries()) await served(cashier(yesterday), index, income)
  await take('10:20', 0, ['transfer'], yesterday)
  const wrong = await take('14:05', 1, ['wechat'], yesterday)
  await takeBack(desk, wrong)
  await take('14:40', 2, ['wechat'], yesterday)
  await payOut(desk)
  const shift = await myShift(cashier(yesterday))
  if (shift) {
    await closeShift(cashier(yesterday, '17:35'), {
      id: shift.id,
      version: shift.version,
      counts: { '10000': 7, '2000': 6, '1000': 11, '100': 4 },
      note: '少收零钱 0.5 元，自行补足',
    })
  }
  await openShift(cashier(today, '08:31'), { counts: null, note: '' })
  await served(cashier(today), 3, 15_000)
  await take('08:50', 3, ['cash'])
  await take('09:10', 4, ['alipay'])
  await take('09:25', 5, ['cash', 'pos'])
}

type Method = 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'

interface Payer {
  readonly unitId: number
  readonly itemId: number
  readonly owed: number
  readonly ownerId: number
  readonly owner: string
}

/** Owners who owe a few months of one item and come to pay them; those with larger debts are left to the dunning. */
async function payersOf({ db, clock }: Desk): Promise<Payer[]> {
  const today = clock.today()
  return db
    .selectFrom('outstanding')
    .innerJoin('charge', 'charge.id', 'outstanding.charge_id')
    .innerJoin('person', 'person.id', 'charge.debtor_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select(['charge.unit_id as unitId', 'charge.item_id as itemId', 'person.id as ownerId', 'person.name as owner'])
    .select(({ fn }) => fn.sum<number>('outstanding.amount').as('owed'))
    .where('outstanding.from_on', '<=', today)
    .where('outstanding.to_on', '>=', today)
    .where('fee_item.kind', '=', 'management')
    .where('charge.unit_id', 'not in', db.selectFrom('contact').select('unit_id').where('promise_on', 'is not', null))
    .groupBy(['charge.unit_id', 'charge.item_id', 'person.id', 'person.name'])
    .having(({ fn }) => fn.countAll(), '=', 4)
    .having(({ fn }) => fn.max('charge.due_on'), '>', addDays(today, -40))
    .orderBy('charge.unit_id')
    .limit(6)
    .execute()
}

/** The whole debt on one receipt; half of it in each of two ways where there are two. */
async function takeAll(desk: Desk, payer: Payer | undefined, methods: readonly Method[]): Promise<number | null> {
  if (!payer) return null
  const { unitId, itemId, owed, ownerId, owner } = payer
  const first = methods.length === 1 ? owed : Math.floor(owed / 200) * 100
  const { id } = await takePayment(desk, {
    requestKey: `sample-counter-${unitId}-${itemId}`,
    onDate: desk.clock.today(),
    payer: owner,
    payerId: ownerId,
    source: 'renewal',
    methods: methods.map((method, index) => ({ method, amount: index === 0 ? first : owed - first })),
    tendered: methods[0] === 'cash' ? Math.ceil(first / 10_000) * 10_000 : null,
    note: '',
    lines: [{ unitId, itemId, amount: owed, debtorId: null, choices: [] }],
    shown: [],
    penalties: [],
  })
  return id
}

/** 退款: asked for by the cashier, approved by the manager, and out of the cashier's till. */
async function payOut(desk: Desk): Promise<void> {
  const yesterday = addDays(desk.clock.today(), -1)
  const [cashier, manager] = [await deskOf(desk, '陈美玲'), await deskOf(desk, '黄国辉')]
  const id = await askRefund(cashier(addDays(yesterday, -3), '11:20'), 0, '房屋已转让，预存余额退还原业主')
  const decision = '已核对余额，同意'
  if (id !== null) await decide(manager(yesterday, '15:10'), approvalRules, { id, version: 1, approve: true, decision })
}

/** 冲红: the cashier asks, the accountant approves. */
async function takeBack(desk: Desk, receiptId: number | null): Promise<void> {
  if (receiptId === null) return
  const yesterday = addDays(desk.clock.today(), -1)
  const [cashier, accountant] = [await deskOf(desk, '陈美玲'), await deskOf(desk, '郑雅萍')]
  const { unit_id: unitId, amount } = await desk.db
    .selectFrom('payment')
    .select(['unit_id', 'amount'])
    .where('receipt_id', '=', receiptId)
    .executeTakeFirstOrThrow()
  const reason = '同名业主选错房号，冲红后重开'
  const request = { kind: 'payment-reversal', unitId, amount, payload: { receiptId }, reason } as const
  const id = await askFor(cashier(yesterday, '14:20'), approvalRules, request)
  await decide(accountant(yesterday, '14:30'), approvalRules, { id, version: 1, approve: true, decision: '' })
}
