import { describe, expect, it } from 'vitest'
import type { ShiftView } from '../../electron/contract/books.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide } from '../../electron/core/approvals/service.ts'
import { write } from '../../electron/core/audit/writer.ts'
import { booksState, closeMonth, closingProblems, monthStates } from '../../electron/core/books/closing.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import { askReopening } from '../../electron/core/books/reopening.ts'
import { addService } from '../../electron/core/books/services.ts'
import { closeShift, countOpening, myShift, openShift, shiftView } from '../../electron/core/books/shifts.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import { updateUnit } from '../../electron/core/estate/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { booksOffice, charge, codesOf, key, on, refusalOf, take } from './booksOffice.ts'
import { dryRun, importRows, type Values } from './office.ts'

const place = { area: 'B区', building: '1栋', room: '101', item: '物业费' }

describe('months are closed', () => {
  it('one after the other, from the month of the first fact, and never before they are over', async () => {
    const { accountant } = await booksOffice()
    expect(await booksState(accountant)).toEqual({ closedThrough: null, firstMonth: '2026-08', next: '2026-08' })
    await closeMonth(accountant, '2026-08')
    expect(await booksState(accountant)).toEqual({
      closedThrough: '2026-08-31',
      firstMonth: '2026-08',
      next: '2026-09',
    })
    expect(await refusalOf(closeMonth(accountant, '2026-08'))).toMatchObject({ code: 'month-closed' })
    expect(await refusalOf(closeMonth(accountant, '2026-10'))).toMatchObject({
      code: 'month-not-next',
      params: { month: '2026-10', next: '2026-09' },
    })
    await closeMonth(accountant, '2026-09')
    await closeMonth(accountant, '2026-10')
    expect(await refusalOf(closeMonth(accountant, '2026-11'))).toMatchObject({ code: 'month-not-over' })
    expect((await booksState(accountant)).next).toBeNull()
    const states = await monthStates(accountant)
    expect(states.map((state) => [state.month, state.closed, state.actor])).toEqual([
      ['2026-11', false, null],
      ['2026-10', true, '郑雅萍'],
      ['2026-09', true, '郑雅萍'],
      ['2026-08', true, '郑雅萍'],
    ])
  })

  it('from any month the accountant begins with: all before it is closed with it', async () => {
    const { accountant } = await booksOffice()
    await closeMonth(accountant, '2026-09')
    const states = await monthStates(accountant)
    expect(states.filter((state) => state.closed).map((state) => state.month)).toEqual(['2026-09', '2026-08'])
  })

  it('not on the last day itself', async () => {
    const { accountant } = await booksOffice()
    expect(await refusalOf(closeMonth(on(accountant, '2026-08-31'), '2026-08'))).toMatchObject({
      code: 'month-not-over',
    })
    await closeMonth(on(accountant, '2026-09-01'), '2026-08')
  })
})

describe('closing is refused, with a sentence for each reason,', () => {
  it('while shifts are open or uncounted, statement lines open, requests waiting', async () => {
    const { desk, accountant, cashier, second, unitId } = await booksOffice()
    const october = on(cashier, '2026-10-20')
    await take(october, unitId('101'), 10_000)
    const other = on(second, '2026-10-21')
    await take(other, unitId('101'), 5_000)
    const { id: uncounted } = (await myShift(other)) as ShiftView
    await countOpening(other, { id: uncounted, version: 1, counts: {}, note: '' })
    await closeShift(other, { id: uncounted, version: 2, counts: null, note: '点钞机坏' })
    await importRows(desk, 'statements', [
      { onDate: '2026-10-05', channel: 'bank', reference: 'B1', amount: 10_000 },
      { onDate: '2026-11-05', channel: 'bank', reference: 'B2', amount: 10_000 },
    ])
    await write(on(accountant, '2026-10-30'), (writer) =>
      writer.insert('approval', {
        kind: 'relief',
        unit_id: null,
        amount: null,
        payload: '{}',
        reason: 'x',
        state: 'waiting',
        asked_at: '2026-10-31T15:59:00.000Z',
        asked_by: null,
        asked_name: 'x',
        decided_at: null,
        decided_by: null,
        decided_name: null,
        decision: '',
      }),
    )
    const refusal = await refusalOf(closeMonth(accountant, '2026-10'))
    expect(refusal.code).toBe('month-has-problems')
    expect(refusal.problems).toEqual([
      { code: 'close-approvals-waiting', params: { count: 1 } },
      { code: 'close-shifts-open', params: { count: 1, names: '陈美玲' } },
      { code: 'close-shifts-uncounted', params: { count: 1, names: '林晓婷' } },
      { code: 'close-statement-open', params: { count: 1, first: '2026-10-05', channel: 'bank' } },
    ])
    // All of it lies in October: September can be closed, and the last minute of October is still October here.
    await closeMonth(accountant, '2026-09')
  })

  it('but not for readings without a charge or a month without bills: these are only said', async () => {
    const { desk, accountant } = await booksOffice()
    const reading = (onDate: string, value: number, number = 'S1') => ({
      ...place,
      number,
      kind: 'water',
      onDate,
      value,
    })
    // A meter that stood still has nothing to be charged for.
    const still = [reading('2026-08-31', 700, 'S2'), reading('2026-09-30', 700, 'S2')]
    const rows = [reading('2026-08-31', 1000), reading('2026-09-30', 1500), ...still].map(({ item: _, ...row }) => row)
    await importRows(desk, 'readings', rows)
    const { refusals, warnings } = await closingProblems(desk.db, desk.clock.zone, '2026-09')
    expect(refusals).toEqual([])
    expect(warnings).toEqual([{ code: 'close-readings-uncharged', params: { count: 1 } }])
    expect((await closingProblems(desk.db, desk.clock.zone, '2026-08')).warnings).toEqual([])
    await closeMonth(accountant, '2026-09')
  })
})

describe('a closed month takes no dates and gives none back:', () => {
  async function closedOffice() {
    const test = await booksOffice()
    const early = await importRows(test.desk, 'payments', [
      { ...place, receiptNo: 'S-1', onDate: '2026-09-05', source: 'renewal', amount: 10_000, method: 'cash' },
    ])
    await importRows(test.desk, 'discounts', [
      { ...place, ...period('2026-08'), kind: 'relief', onDate: '2026-09-06', amount: 1_000, approver: '' },
    ])
    await closeMonth(test.accountant, '2026-09')
    return { ...test, early }
  }
  const period = (month: string) => ({ fromOn: charge(month).fromOn ?? '', toOn: charge(month).toOn ?? '' })

  it('the dates of a unit', async () => {
    const { desk, unitId } = await closedOffice()
    const change = async (room: string, handedOverOn: string | null) => {
      const { fields, version } = await unitDetail(desk, unitId(room))
      return updateUnit(desk, unitId(room), version, { ...fields, handedOverOn })
    }
    const refused = { code: 'period-closed', params: { through: '2026-09-30' } }
    expect(await refusalOf(change('102', '2026-09-30'))).toMatchObject(refused)
    expect(await refusalOf(change('101', '2026-10-02'))).toMatchObject(refused)
    expect(await refusalOf(change('101', null))).toMatchObject(refused)
    await change('102', '2026-10-01')
  })

  it('nor what a unit counts with in every figure since: its kind and area', async () => {
    const { desk, unitId } = await closedOffice()
    const change = async (patch: { areaCenti?: number; kind?: 'shop'; note?: string }) => {
      const { fields, version } = await unitDetail(desk, unitId('101'))
      return updateUnit(desk, unitId('101'), version, { ...fields, ...patch })
    }
    for (const patch of [{ areaCenti: 9_000 }, { kind: 'shop' as const }]) {
      expect(await refusalOf(change(patch))).toMatchObject({
        code: 'closed-since',
        params: { through: '2026-09-30' },
      })
    }
    await change({ note: '已换锁' })
    const { item: _, ...home } = place
    const told = async (row: Values) => {
      const { rows } = await dryRun(desk, 'units', [row])
      return rows[0]?.errors.map((error) => [error.code, error.field])
    }
    expect(await told({ ...home, areaCenti: 9_000 })).toEqual([['closed-since', '面积']])
    expect(await told({ ...home, movedInOn: '2026-09-30' })).toEqual([['period-closed', '入住']])
    expect(await told({ ...home, movedInOn: '2026-10-01' })).toEqual([])
    expect(await told({ ...home, handedOverOn: '2026-10-01' })).toEqual([['period-closed', '交房']])
  })

  it('charges, payments, discounts and services by import, each row told', async () => {
    const { desk } = await closedOffice()
    const refusedRow = async (kind: Parameters<typeof dryRun>[1], row: Parameters<typeof dryRun>[2][number]) => {
      const { rows } = await dryRun(desk, kind, [row])
      return rows[0]?.errors.map((error) => [error.code, error.params?.through])
    }
    const closed = [['period-closed', '2026-09-30']]
    expect(await refusedRow('charges', charge('2026-07'))).toEqual(closed)
    const payment = { ...place, receiptNo: 'S-2', source: 'renewal', amount: 1_000, method: 'cash' }
    expect(await refusedRow('payments', { ...payment, onDate: '2026-09-30' })).toEqual(closed)
    expect(await refusedRow('payments', { ...payment, onDate: '2026-10-01' })).toEqual([])
    const discount = { ...place, ...period('2026-09'), kind: 'relief', amount: 1_000 }
    expect(await refusedRow('discounts', { ...discount, onDate: '2026-09-15' })).toEqual(closed)
    const service = { onDate: '2026-09-15', category: 'housekeeping', income: 5_000 }
    expect(await refusedRow('services', service)).toEqual(closed)
  })

  it('money at the counter, deposits, services', async () => {
    const { cashier, unitId } = await closedOffice()
    const then = on(cashier, '2026-09-30')
    expect(await refusalOf(take(then, unitId('101'), 1_000))).toMatchObject({ code: 'period-closed' })
    const deposit = {
      kind: 'keys',
      amount: 100,
      method: 'cash',
      payer: '',
      slipNo: '',
      beneficiary: '',
      note: '',
    } as const
    const given = { ...deposit, unitId: unitId('101'), onDate: '2026-09-30', requestKey: key() }
    expect(await refusalOf(takeDeposit(cashier, given))).toMatchObject({ code: 'period-closed' })
    const service = {
      category: 'other',
      unitId: null,
      income: 100,
      expense: 0,
      method: 'cash',
      receiptNo: '',
      note: '',
    } as const
    const entry = { ...service, onDate: '2026-09-30', requestKey: key() }
    expect(await refusalOf(addService(cashier, entry))).toMatchObject({ code: 'period-closed' })
    // Nothing of a refused entry stays, not even the shift that it would have opened.
    expect((await listPage(cashier, 'shifts', { filter: {}, offset: 0, limit: 5 })).total).toBe(0)
    await take(on(cashier, '2026-10-01'), unitId('101'), 1_000)
  })

  it('reversals dated in it, and the taking back of an import', async () => {
    const { desk, early, accountant } = await closedOffice()
    const payment = await desk.db.selectFrom('payment').selectAll().executeTakeFirstOrThrow()
    const reverse = (onDate: string) =>
      write(accountant, async (writer) => {
        await writer.insert('reversal', {
          kind: 'payment',
          charge_id: null,
          discount_id: null,
          payment_id: payment.id,
          on_date: onDate,
          amount: payment.amount,
          reason: 'x',
          approval_id: null,
          shift_id: null,
          actor_name: 'x',
        })
        await writer.apply('payment', { ...payment }, { reversed_on: onDate })
      })
    expect(await refusalOf(reverse('2026-09-30'))).toMatchObject({ code: 'period-closed' })
    expect(await refusalOf(undoImport(accountant, early.batchId ?? 0))).toMatchObject({ code: 'period-closed' })
    expect((await desk.db.selectFrom('payment').selectAll().execute()).length).toBe(1)
    await reverse('2026-10-01')
  })
})

describe('reopening', () => {
  it('is asked for with a reason and decided by a manager; it opens that month and the later ones', async () => {
    const { accountant, manager, desk } = await booksOffice()
    await closeMonth(accountant, '2026-09')
    await closeMonth(accountant, '2026-10')
    expect(await refusalOf(askReopening(accountant, '2026-11', '漏记'))).toMatchObject({ code: 'month-not-closed' })
    expect(await refusalOf(askReopening(accountant, '2026-10', ' '))).toMatchObject({ code: 'reason-needed' })
    const id = await askReopening(accountant, '2026-09', '漏记一笔减免')
    expect(await refusalOf(askReopening(accountant, '2026-09', '再来'))).toMatchObject({ code: 'reopening-asked' })
    expect((await monthStates(desk)).map((state) => [state.month, state.reopeningAsked])).toEqual([
      ['2026-11', false],
      ['2026-10', true],
      ['2026-09', true],
      ['2026-08', false],
    ])
    const answer = { id, version: 1, approve: true, decision: '同意' }
    expect(await refusalOf(decide(accountant, approvalRules, answer))).toMatchObject({ code: 'approval-role' })
    await decide(manager, approvalRules, answer)
    expect(await booksState(desk)).toMatchObject({ closedThrough: '2026-08-31', next: '2026-09' })
    const states = await monthStates(desk)
    expect(states[1]).toMatchObject({ month: '2026-10', closed: false, reopened: true })
    expect(states[2]?.actions.map((action) => [action.action, action.actor, action.reason])).toEqual([
      ['reopen', '黄国辉', '漏记一笔减免'],
      ['close', '郑雅萍', ''],
    ])
    expect(states[3]).toMatchObject({ month: '2026-08', closed: true })
    const { rows } = await listPage(desk, 'monthCloses', { filter: {}, offset: 0, limit: 10 })
    expect(rows.map((row) => [row.month, row.action, row.throughOn])).toEqual([
      ['2026-09', 'reopen', '2026-08-31'],
      ['2026-10', 'close', '2026-10-31'],
      ['2026-09', 'close', '2026-09-30'],
    ])
    await closeMonth(accountant, '2026-09')
  })

  it('that waits for a decision stands in the way of closing the month it was asked in', async () => {
    const { accountant } = await booksOffice()
    await closeMonth(accountant, '2026-08')
    await askReopening(on(accountant, '2026-09-10'), '2026-08', '漏记')
    expect(codesOf(await refusalOf(closeMonth(accountant, '2026-09')))).toEqual(['close-approvals-waiting'])
  })
})

it('a shift keeps the date it was opened on in the zone of the office', async () => {
  const { cashier } = await booksOffice()
  const id = await openShift(cashier, { counts: {}, note: '' })
  expect((await shiftView(cashier.db, id)).openedAt.slice(0, 13)).toBe('2026-11-21T01')
})
