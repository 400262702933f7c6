import { addDays, addMonths, type DateText, lastOfMonth } from '../contract/dates.ts'
import { approvalRules } from '../core/approvals/kinds.ts'
import { decide } from '../core/approvals/service.ts'
import { payIn } from '../core/books/cashBook.ts'
import { askDepositBack } from '../core/books/depositRequest.ts'
import { takeDeposit } from '../core/books/deposits.ts'
import { addInvoice, redInvoice } from '../core/books/invoices.ts'
import { movementTotals } from '../core/books/movements.ts'
import { explainLine, matchProposed, statementView } from '../core/books/statements.ts'
import type { Actor, Desk } from '../core/context.ts'
import { linkDeposit } from '../core/registers/service.ts'
import { closeSampleMonths, firstOpenMonth } from './sampleClosing.ts'
import { clockAt } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'
import { settleShifts } from './sampleTill.ts'

/**
 * The sample office's books: renovation deposits and what became of them, invoices, cash brought to the bank, a statement
 * of the current month with a few open lines, two shifts, and the months before closed. Money that nobody could place keeps
 * the last month open: it shows how closing is refused. The last thing written: a closed month takes nothing more.
 */
export async function writeSampleBooks(desk: Desk): Promise<void> {
  const staff = await desk.db.selectFrom('staff').select(['id', 'name']).execute()
  const as = (name: string, role: Actor['roles'][number], day = desk.clock.today(), time = '09:00'): Desk => ({
    ...desk,
    clock: clockAt(desk.clock, day, time),
    actor: { id: staff.find((member) => member.name === name)?.id ?? null, name, roles: [role] },
  })
  const entering: Desk = { ...desk, actor: { id: null, name: '陈美玲', roles: ['cashier'] } }
  const giveBack: GiveBack = async (id, onDate, back) => {
    const then = { ...entering, clock: clockAt(desk.clock, onDate, '10:00') }
    const request = await askDepositBack(then, id, back)
    const granted = { id: request, version: 1, approve: true, decision: '' }
    await decide(as('黄国辉', 'manager', onDate, '11:00'), approvalRules, granted)
  }
  await takeDeposits(entering, giveBack)
  await registerInvoices(entering)
  await settleShifts(desk)
  await bringCashToBank(entering)
  await importStatement(desk)
  await closeSampleMonths(desk)
}

const depositAmount = 200_000

/** The permit of those works, where it is kept here, names its deposit. */
async function linkToPermit(desk: Desk, unitId: number, depositId: number): Promise<void> {
  const permit = await desk.db
    .selectFrom('record')
    .select(['id', 'version'])
    .where('register', '=', 'renovation')
    .where('unit_id', '=', unitId)
    .where('deposit_id', 'is', null)
    .where('decoration_id', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!permit) return
  const clerk = { ...desk, actor: { ...desk.actor, roles: ['front-desk' as const] } }
  await linkDeposit(clerk, permit.id, permit.version, depositId)
}

/** The cashier asks for a deposit to go back, and the manager approves it, on one day. */
type GiveBack = (id: number, onDate: DateText, back: Parameters<typeof askDepositBack>[2]) => Promise<void>

/** A deposit for every decoration begun since mid-2025; it goes back a month after the last day, less what was damaged. */
async function takeDeposits(desk: Desk, giveBack: GiveBack): Promise<void> {
  const today = desk.clock.today()
  const works = await desk.db
    .selectFrom('decoration')
    .innerJoin('unit', 'unit.id', 'decoration.unit_id')
    .select(['decoration.unit_id', 'decoration.started_on', 'decoration.finished_on'])
    .where('decoration.started_on', '>=', '2025-06-01')
    .where('decoration.started_on', '<=', today)
    .where('unit.kind', 'in', ['residence', 'villa'])
    .orderBy('decoration.started_on')
    .orderBy('decoration.unit_id')
    .execute()
  const methods = ['cash', 'wechat', 'transfer', 'alipay', 'wechat'] as const
  for (const [index, work] of works.entries()) {
    const method = methods[index % methods.length] ?? 'cash'
    const startedOn = work.started_on ?? today
    const id = await takeDeposit(desk, {
      unitId: work.unit_id,
      kind: 'renovation',
      onDate: startedOn,
      amount: depositAmount,
      method,
      payer: await ownerOf(desk, work.unit_id, startedOn),
      slipNo: `YJ${startedOn.slice(2, 4)}-${String(index + 1).padStart(4, '0')}`,
      beneficiary: '',
      note: '',
      requestKey: `sample-deposit-${index}`,
    })
    await linkToPermit(desk, work.unit_id, id)
    const backOn = work.finished_on === null ? null : addDays(work.finished_on, 30)
    if (backOn === null || backOn > today) continue
    const deducted = index % 17 === 5 ? 30_000 : 0
    await giveBack(id, backOn, {
      kind: 'return',
      amount: depositAmount - deducted,
      method,
      deducted,
      deductReason: deducted > 0 ? '破坏外墙面砖，按修复费用扣除' : '',
      reason: '装修验收合格，押金退还',
      left: depositAmount,
    })
  }
  const [first] = works.toReversed()
  if (!first) return
  const forOthers = await takeDeposit(desk, {
    unitId: first.unit_id,
    kind: 'held-for-others',
    onDate: addDays(today, -9),
    amount: 60_000,
    method: 'cash',
    payer: await ownerOf(desk, first.unit_id, today),
    slipNo: 'DS26-0001',
    beneficiary: '清运公司',
    note: '装修垃圾清运费，代收',
    requestKey: 'sample-held-for-others',
  })
  await giveBack(forOthers, addDays(today, -2), {
    kind: 'pay-over',
    amount: 40_000,
    method: 'cash',
    deducted: 0,
    deductReason: '',
    reason: '付清运公司两车',
    left: 60_000,
  })
}

async function ownerOf(desk: Desk, unitId: number, onDate: DateText): Promise<string> {
  const owner = await desk.db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select('person.name')
    .where('residency.unit_id', '=', unitId)
    .where('residency.role', '=', 'owner')
    .where('residency.from_on', '<=', onDate)
    .orderBy('residency.from_on', 'desc')
    .executeTakeFirst()
  return owner?.name ?? ''
}

/** Invoices for some receipts of the last weeks; one of them with a wrong title, taken back and issued anew. */
async function registerInvoices(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const receipts = await desk.db
    .selectFrom('receipt')
    .innerJoin('payment', 'payment.receipt_id', 'receipt.id')
    .select(['receipt.receipt_no', 'receipt.payer', 'receipt.on_date'])
    .select(({ fn }) => fn.sum<number>('payment.amount').as('amount'))
    .where('receipt.on_date', '>=', addDays(today, -45))
    .groupBy(['receipt.id', 'receipt.receipt_no', 'receipt.payer', 'receipt.on_date'])
    .orderBy('receipt.receipt_no')
    .execute()
  const invoiced = receipts.filter((_, index) => index % 9 === 0)
  for (const [index, receipt] of invoiced.entries()) {
    const fields = {
      receiptNo: receipt.receipt_no,
      title: receipt.payer || '个人',
      taxNumber: '',
      onDate: receipt.on_date,
      amount: receipt.amount,
      note: '',
    }
    const number = (offset: number) => String(26_350_018_000 + index * 3 + offset)
    const id = await addInvoice(desk, { ...fields, number: number(0) })
    if (index !== 3) continue
    await redInvoice(desk, id, { number: number(1), onDate: receipt.on_date, note: '抬头应为单位' })
    const company = { title: '福建海峡商贸有限公司', taxNumber: '91350100MA2XN3RT7K' }
    await addInvoice(desk, { ...fields, ...company, number: number(2) })
  }
}

const bank = '建设银行'
const wholeNotes = 10_000
/** Stays in the safe, for deposits that go back in cash. */
const kept = 600_000

/** At the end of each month the cash goes to the bank in whole notes; of the current month what the first half brought. */
async function bringCashToBank(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const first = await desk.db
    .selectFrom('payment')
    .select(({ fn }) => fn.min('on_date').as('on'))
    .executeTakeFirst()
  let left = 0
  for (
    let month = (first?.on ?? today).slice(0, 7);
    month <= today.slice(0, 7);
    month = addMonths(`${month}-01`, 1).slice(0, 7)
  ) {
    const last = lastOfMonth(month)
    const onDate = last < today ? last : `${month}-15`
    if (onDate > today) return
    const totals = await movementTotals(desk.db, { from: `${month}-01`, to: onDate })
    for (const total of totals) if (total.method === 'cash') left += total.taken - total.given
    const amount = Math.floor((left - kept) / wholeNotes) * wholeNotes
    if (amount <= 0) continue
    const slipNo = `JK${onDate.replaceAll('-', '').slice(2)}`
    await payIn(desk, { onDate, amount, bank, slipNo, fromShift: false, note: '' })
    left -= amount
  }
}

/** The statements of the current month as they come: most lines are plain, some need a look. */
async function importStatement(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const from = `${today.slice(0, 7)}-01`
  const lines: Record<string, string | number>[] = []
  for (const channel of ['bank', 'wechat', 'alipay'] as const) {
    const { without } = await statementView(desk.db, { channel, from, to: addDays(today, -2) })
    for (const [index, money] of without.entries()) {
      // Some money is late, or was written down wrongly.
      if (index % 11 === 7) continue
      lines.push({
        channel,
        onDate: money.kind === 'receipt' && index % 4 === 1 ? addDays(money.onDate, 1) : money.onDate,
        reference: `${channel === 'bank' ? '2201' : channel === 'wechat' ? '4200' : '2088'}${money.onDate.replaceAll('-', '')}${String(index + 1).padStart(4, '0')}`,
        counterparty: money.kind === 'receipt' ? money.party : '现金缴存',
        amount: money.amount,
        note: money.kind === 'receipt' ? '物业费' : money.number,
      })
    }
  }
  const day = (days: number) => addDays(today, -days)
  lines.push(
    {
      channel: 'bank',
      onDate: day(8),
      reference: '220199000001',
      counterparty: bank,
      amount: -1_200,
      note: '账户管理费',
    },
    {
      channel: 'bank',
      onDate: day(5),
      reference: '220199000002',
      counterparty: '银联商务',
      amount: 186_300,
      note: '刷卡结算',
    },
    {
      channel: 'bank',
      onDate: day(3),
      reference: '220199000003',
      counterparty: '陈建国',
      amount: 88_000,
      note: '房号未注明',
    },
    {
      channel: 'wechat',
      onDate: day(4),
      reference: '420099000001',
      counterparty: '微信支付',
      amount: -2_136,
      note: '手续费',
    },
    {
      channel: 'bank',
      onDate: lastOfMonth(firstOpenMonth(today)),
      reference: '220199000000',
      counterparty: '福州宏达装饰',
      amount: 200_000,
      note: '押金？',
    },
  )
  await importRows(
    desk,
    'statements',
    lines.filter((line) => String(line.onDate) <= today),
  )
  const worked = addDays(today, -9)
  for (const channel of ['bank', 'wechat', 'alipay'] as const) {
    await matchProposed(desk, { channel, from, to: worked })
  }
  const { lines: shown } = await statementView(desk.db, { channel: 'bank', from, to: today })
  const fee = shown.find((line) => line.note === '账户管理费')
  if (fee) await explainLine(desk, fee.id, fee.version, '银行账户管理费，已记支出')
}
