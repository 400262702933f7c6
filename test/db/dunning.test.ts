import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type DateText } from '../../electron/contract/dates.ts'
import type { ContactFields } from '../../electron/contract/dunning.ts'
import { DeskError, StaleError } from '../../electron/contract/errors.ts'
import type { ListFilter } from '../../electron/contract/lists.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor, decide } from '../../electron/core/approvals/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { addStep, casesOf, openCase } from '../../electron/core/dunning/cases.ts'
import { addContact, duePromises, strikeContact, wayResults } from '../../electron/core/dunning/contacts.ts'
import { limitationsOf } from '../../electron/core/dunning/limitation.ts'
import {
  cancelNotice,
  countPrints,
  issueNotices,
  noticeSheets,
  previewNotices,
} from '../../electron/core/dunning/notices.ts'
import { arrearsTotals, askWriteOff, unitArrears } from '../../electron/core/dunning/service.ts'
import { differing, rebuild } from '../../electron/core/fees/store.ts'
import { listPage, listQuery } from '../../electron/core/lists/page.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { home, importRows, newOffice, testDay, type Values } from './office.ts'

const charge = (room: string, month: string, amount: number, more: Values = {}): Values => ({
  area: 'B区',
  building: '1栋',
  room,
  item: '物业费',
  fromOn: `${month}-01`,
  toOn: `${month}-28`,
  dueOn: `${month}-28`,
  amount,
  ...more,
})
const payment = (no: string, room: string, onDate: string, amount: number): Values => ({
  receiptNo: no,
  onDate,
  area: 'B区',
  building: '1栋',
  room,
  item: '物业费',
  source: 'renewal',
  amount,
  method: 'cash',
})

/** Three homes of one building, lived in since 2020 by owners of their own. */
async function owingOffice(charges: readonly Values[], payments: readonly Values[] = []) {
  const test = await newOffice()
  const { desk } = test
  const facts = { readyOn: '2019-01-01', handedOverOn: '2019-06-01' }
  await importRows(
    desk,
    'units',
    ['101', '102', '103'].map((room) => home(room, facts)),
  )
  await importRows(
    desk,
    'residents',
    [
      ['101', '张三', '13800000001'],
      ['102', '李四', '13800000002'],
      ['103', '王五', '13800000003'],
    ].map(([room = '', name = '', phone = '']) => ({
      area: 'B区',
      building: '1栋',
      room,
      name,
      phone,
      role: 'owner',
      fromOn: '2019-06-01',
    })),
  )
  await importRows(desk, 'charges', charges)
  if (payments.length > 0) await importRows(desk, 'payments', payments)
  const rows = await desk.db.selectFrom('unit').select(['id', 'room']).execute()
  const unit = (room: string) => rows.find((row) => row.room === room)?.id ?? 0
  const list = (filter: ListFilter<'arrears'>) =>
    listPage(desk, 'arrears', { filter, offset: 0, limit: 50 }).then((page) => page.rows)
  const on = (day: DateText): Desk => ({
    ...desk,
    clock: { zone: desk.clock.zone, now: () => new Date(`${day}T02:00:00Z`), today: () => day },
  })
  return { ...test, unit, list, on }
}

const call = (more: Partial<ContactFields> = {}): ContactFields => ({
  onDate: testDay,
  way: 'phone',
  outcome: 'reached',
  person: '',
  note: '',
  promiseOn: null,
  promiseAmount: null,
  documented: false,
  ...more,
})

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof DeskError)) throw new Error(`not refused: ${String(error)}`)
  return [error.code, ...error.problems.map((problem) => `${problem.field}: ${problem.code}`)]
}

describe('the arrears list', () => {
  const charges = [
    charge('101', '2026-10', 10_000),
    charge('101', '2025-10', 20_000),
    charge('101', '2022-10', 5_000),
    charge('102', '2026-10', 40_000),
    charge('102', '2026-10', 7_000, { item: '公摊费' }),
    charge('103', '2026-10', 9_000),
  ]
  const payments = [payment('R-1', '103', '2026-11-02', 9_000), payment('R-2', '102', '2026-11-10', 15_000)]

  it('has one row a unit that owes, the largest first, with who owes it and how old it is', async () => {
    const { list, unit } = await owingOffice(charges, payments)
    expect(await list({})).toMatchObject([
      {
        id: unit('101'),
        debtor: '张三',
        phone: '13800000001',
        occupancy: 'vacant',
        owed: 35_000,
        oldestDueOn: '2022-10-28',
        band0: 10_000,
        band3: 20_000,
        band5: 5_000,
        band1: null,
      },
      { id: unit('102'), owed: 32_000, band0: 32_000, prepaid: null },
    ])
  })

  it('shows what was owed on an earlier day, whatever was paid since', async () => {
    const { list } = await owingOffice(charges, payments)
    expect((await list({ asOf: '2026-11-01' })).map((row) => row.owed)).toEqual([47_000, 35_000, 9_000])
    expect((await list({ asOf: '2026-10-27' })).map((row) => row.owed)).toEqual([25_000])
    expect(await list({ asOf: '2022-10-27' })).toEqual([])
  })

  it('looks at one item or one age only where that is asked for, in the rows and in the sum alike', async () => {
    const { desk, list } = await owingOffice(charges, payments)
    const item = (await desk.db.selectFrom('fee_item').select('id').where('name', '=', '公摊费').executeTakeFirst())?.id
    const filters: ListFilter<'arrears'>[] = [
      {},
      { item },
      { itemKind: 'management' },
      { band: '1-2y' },
      { band: '0-3m', minAmount: 20_000 },
      { text: '李四' },
      { occupancy: 'vacant' },
      { occupancy: 'decorating' },
      { asOf: '2026-11-01' },
    ]
    for (const filter of filters) {
      const rows = await list(filter)
      const { units, owed } = await arrearsTotals(desk, filter)
      expect({ units, owed }, JSON.stringify(filter)).toEqual({
        units: rows.length,
        owed: rows.reduce((sum, row) => sum + row.owed, 0),
      })
    }
    expect((await list({ item })).map((row) => row.owed)).toEqual([7_000])
    expect((await list({ band: '1-2y' })).map((row) => row.owed)).toEqual([20_000])
    expect((await arrearsTotals(desk, { band: '1-2y' })).ageing.map((band) => band.amount)).toEqual([
      42_000, 0, 0, 20_000, 0, 5_000,
    ])
  })

  it('of management items is the arrears of the yearly summary', async () => {
    const { desk } = await owingOffice(charges, payments)
    for (const [year, asOf] of [
      [2026, testDay],
      [2026, '2026-11-01'],
      [2025, '2025-12-31'],
    ] as const) {
      const { figures } = await summaryOf(desk.db, year, asOf)
      const { owed } = await arrearsTotals(desk, { itemKind: 'management', asOf })
      expect(figures.find((figure) => figure.id === 'fees/arrears')?.value, asOf).toBe(owed)
    }
  })

  it('goes once through what holds on the day, unit by unit so that nothing is sorted, and by keys through the rest', async () => {
    const { office, desk } = await owingOffice(charges)
    for (const filter of [{}, { asOf: '2025-12-31' }, { itemKind: 'management' as const }, { band: '1-2y' as const }]) {
      const { sql, parameters } = listQuery(desk, 'arrears', filter).query.limit(50).compile()
      const plan = (office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(
        (row) => row.detail,
      )
      const debts = plan.slice(plan.indexOf('CO-ROUTINE debt') + 1, plan.indexOf('SCAN debt'))
      expect(debts.filter((line) => !/fee_item|SUBQUERY|BLOOM/.test(line))).toEqual([
        'SCAN outstanding',
        'SEARCH charge USING INTEGER PRIMARY KEY (rowid=?)',
      ])
      expect(plan.filter((line) => /SCAN (charge|contact|payment|payment_notice|unit)\b/.test(line))).toEqual([])
    }
  })
})

describe('payment notices', () => {
  const charges = [charge('101', '2026-09', 10_000), charge('102', '2026-09', 20_000), charge('103', '2026-09', 30_000)]
  const fields = { title: '物业费催缴', payBy: '2026-12-10' }

  it('are numbered without gaps within the year, in the order of the houses', async () => {
    const { desk, on } = await owingOffice(charges)
    const early = on('2026-10-10')
    expect(await previewNotices(early, { filter: { minAmount: 20_000 } })).toMatchObject({
      units: 2,
      notices: 2,
      amount: 50_000,
      already: 0,
      firstNo: 'TZ2026-0001',
    })
    const first = await issueNotices(early, { filter: { minAmount: 20_000 } }, fields)
    const second = await issueNotices(desk, { filter: {} }, fields)
    const numbers = async (batchId: number) =>
      (await noticeSheets(desk.db, { batchId })).map((one) => [one.noticeNo, one.unit])
    expect(await numbers(first.batchId)).toEqual([
      ['TZ2026-0001', '1栋102'],
      ['TZ2026-0002', '1栋103'],
    ])
    expect((await numbers(second.batchId)).map(([number]) => number)).toEqual([
      'TZ2026-0003',
      'TZ2026-0004',
      'TZ2026-0005',
    ])
  })

  it('keep what was owed when they were issued', async () => {
    const { desk, on } = await owingOffice(charges)
    const { batchId } = await issueNotices(on('2026-10-10'), { filter: { text: '101' } }, fields)
    await importRows(desk, 'payments', [payment('R-1', '101', '2026-11-01', 10_000)])
    expect(await noticeSheets(desk.db, { batchId })).toMatchObject([
      {
        addressee: '张三',
        amount: 10_000,
        asOf: '2026-10-10',
        payBy: '2026-12-10',
        lines: [{ item: '物业费', fromOn: '2026-09-01', dueOn: '2026-09-28', amount: 10_000, owed: 10_000 }],
      },
    ])
  })

  it('name all that is owed, though the filter looked at one item, and one goes to each debtor', async () => {
    const { desk, unit } = await owingOffice([...charges, charge('101', '2026-09', 3_000, { item: '公摊费' })])
    await desk.db
      .updateTable('charge')
      .set({ debtor_kind: 'developer', debtor_id: null })
      .where('amount', '=', 3_000)
      .execute()
    const item = (await desk.db.selectFrom('fee_item').select('id').where('name', '=', '公摊费').executeTakeFirst())?.id
    await issueNotices(desk, { filter: { item } }, fields)
    const sheets = await noticeSheets(desk.db, { unitId: unit('101') })
    expect(sheets.map(({ addressee, debtorKind, amount }) => [addressee, debtorKind, amount])).toEqual([
      ['张三', 'owner', 10_000],
      ['', 'developer', 3_000],
    ])
  })

  it('are not issued twice on a day, by two windows or a second click', async () => {
    const { desk } = await owingOffice(charges)
    const answers = await Promise.allSettled([1, 2].map(() => issueNotices(desk, { filter: {} }, fields)))
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(issueNotices(desk, { filter: {} }, fields))).toEqual(['nothing-to-notify'])
    expect(await previewNotices(desk, { filter: {} })).toMatchObject({ notices: 0, already: 3 })
  })

  it('only to the units that are ticked', async () => {
    const { desk, unit } = await owingOffice(charges)
    const { notices, amount } = await issueNotices(desk, { filter: {}, unitIds: [unit('103')] }, fields)
    expect([notices, amount]).toEqual([1, 30_000])
  })

  it('count in the yearly summary until they are cancelled, a reprint not again; the number stays used', async () => {
    const { desk } = await owingOffice(charges)
    const { batchId } = await issueNotices(desk, { filter: {} }, fields)
    const sent = async () =>
      (await summaryOf(desk.db, 2026, testDay)).figures.find((figure) => figure.id === 'fees/notices-sent')?.value
    const [first, second] = await noticeSheets(desk.db, { batchId })
    await countPrints(desk, [first?.id ?? 0, second?.id ?? 0])
    await countPrints(desk, [first?.id ?? 0])
    expect((await noticeSheets(desk.db, { batchId })).map((sheet) => sheet.prints)).toEqual([2, 1, 0])
    expect(await sent()).toBe(3)
    await expect(cancelNotice(desk, first?.id ?? 0, 1, '地址有误')).rejects.toThrow(StaleError)
    await cancelNotice(desk, first?.id ?? 0, 3, '地址有误')
    expect(await sent()).toBe(2)
    expect(await refusal(cancelNotice(desk, first?.id ?? 0, 4, '再来'))).toEqual(['notice-cancelled'])
    expect(await refusal(countPrints(desk, [first?.id ?? 0]))).toEqual(['notice-cancelled'])
    // Its unit may get another one, under the next number.
    const again = await issueNotices(desk, { filter: {} }, fields)
    expect((await noticeSheets(desk.db, { batchId: again.batchId })).map((sheet) => sheet.noticeNo)).toEqual([
      'TZ2026-0004',
    ])
  })

  it('leave a line among the contacts', async () => {
    const { desk, unit } = await owingOffice(charges)
    await issueNotices(desk, { filter: {} }, fields)
    const { contacts } = await unitArrears(desk, unit('102'))
    expect(contacts).toMatchObject([
      {
        onDate: testDay,
        way: 'notice',
        outcome: 'delivered',
        person: '李四',
        noticeNo: 'TZ2026-0002',
        documented: true,
      },
    ])
  })

  it('refuse a day to pay by that has passed', async () => {
    const { desk } = await owingOffice(charges)
    expect(await refusal(issueNotices(desk, { filter: {} }, { ...fields, payBy: '2026-11-20' }))).toEqual([
      'pay-by-passed',
      'payBy: pay-by-passed',
    ])
  })
})

describe('promises', () => {
  const charges = [charge('101', '2026-09', 10_000), charge('102', '2026-09', 20_000), charge('103', '2026-09', 30_000)]
  const promise = (onDate: DateText, promiseOn: DateText, amount: number) =>
    call({ onDate, outcome: 'promised', promiseOn, promiseAmount: amount })

  it('come back on their day, and go once the money is there', async () => {
    const { desk, unit } = await owingOffice(charges)
    await addContact(desk, unit('101'), promise('2026-11-10', testDay, 10_000))
    await addContact(desk, unit('102'), promise('2026-11-10', '2026-11-22', 20_000))
    await addContact(desk, unit('103'), promise('2026-11-10', '2026-11-19', 30_000))
    const due = await duePromises(desk)
    expect(due).toMatchObject({ count: 2, amount: 40_000 })
    expect(due.rows.map((row) => row.unit)).toEqual(['1栋103', '1栋101'])
    await importRows(desk, 'payments', [payment('R-1', '101', testDay, 10_000)])
    expect((await duePromises(desk)).rows.map((row) => row.unit)).toEqual(['1栋103'])
  })

  it('are kept, broken or open by what was paid, as the rule says', async () => {
    const { desk, unit, on } = await owingOffice(charges, [
      payment('R-1', '101', '2026-11-13', 10_000),
      payment('R-2', '102', '2026-11-14', 20_000),
    ])
    for (const room of ['101', '102', '103']) {
      await addContact(desk, unit(room), promise('2026-11-01', room === '103' ? '2026-11-18' : '2026-11-10', 10_000))
    }
    const states = async (from: Desk) =>
      Object.fromEntries(
        (await listPage(from, 'contacts', { filter: {}, offset: 0, limit: 10 })).rows.map((row) => [
          row.unit,
          row.promiseState,
        ]),
      )
    expect(await states(desk)).toEqual({ '1栋101': 'kept', '1栋102': 'broken', '1栋103': 'open' })
    expect(await states(on('2026-11-12'))).toEqual({ '1栋101': 'open', '1栋102': 'open', '1栋103': 'open' })
    for (const [promise, found] of [
      ['kept', '1栋101'],
      ['broken', '1栋102'],
      ['due', '1栋103'],
      ['open', '1栋103'],
    ] as const) {
      const { rows, total } = await listPage(desk, 'contacts', { filter: { promise }, offset: 0, limit: 10 })
      expect([total, rows.map((row) => row.unit)], promise).toEqual([1, [found]])
    }
  })

  it('and contacts are refused where they cannot be', async () => {
    const { desk, unit } = await owingOffice(charges)
    const add = (fields: ContactFields) => refusal(addContact(desk, unit('101'), fields))
    expect(await add(call({ outcome: 'promised' }))).toEqual([
      'contact-invalid',
      'promiseOn: promise-without-date',
      'promiseAmount: promise-without-amount',
    ])
    expect(await add(promise('2026-11-10', '2026-11-09', 100))).toContain('promiseOn: promise-before-contact')
    expect(await add(call({ onDate: '2026-11-22' }))).toContain('onDate: contact-in-future')
    expect(await add(call({ outcome: 'not-reached', documented: true }))).toContain('documented: demand-not-reached')
    expect(await refusal(addContact(desk, 999, call()))).toEqual(['not-found'])
  })
})

it('credits a payment to the last contact before it, once, and only within thirty days', async () => {
  const charges = [charge('101', '2026-01', 50_000), charge('102', '2026-01', 20_000)]
  const { desk, unit } = await owingOffice(charges, [
    payment('R-1', '101', '2026-03-20', 30_000),
    payment('R-2', '101', '2026-05-30', 20_000),
    payment('R-3', '102', '2026-04-09', 20_000),
  ])
  await addContact(desk, unit('101'), call({ onDate: '2026-03-01', way: 'sms' }))
  await addContact(desk, unit('101'), call({ onDate: '2026-03-10' }))
  await addContact(desk, unit('101'), call({ onDate: '2026-03-25', way: 'visit', outcome: 'not-reached' }))
  await addContact(desk, unit('102'), call({ onDate: '2026-03-10', outcome: 'refused' }))
  const results = await wayResults(desk.db, '2026-03-01', '2026-03-31', testDay)
  expect(results).toMatchObject([
    { way: 'phone', contacts: 2, reached: 2, promised: 0, followed: 2, amount: 50_000 },
    { way: 'visit', contacts: 1, reached: 0, followed: 0, amount: 0 },
    { way: 'sms', contacts: 1, followed: 0, amount: 0 },
    { way: 'notice', contacts: 0 },
  ])
})

describe('a contact entered wrongly', () => {
  const charges = [charge('101', '2023-12', 50_000)]
  const promise = (onDate: DateText): ContactFields =>
    call({ onDate, outcome: 'promised', promiseOn: '2026-11-25', promiseAmount: 10_000, documented: true })

  it('is struck out with a reason and stays, but counts no more from that day on', async () => {
    const { desk, unit, list, on } = await owingOffice(charges, [payment('R-1', '101', '2026-11-12', 5_000)])
    const home = unit('101')
    await addContact(desk, home, call({ onDate: '2026-11-01', way: 'sms' }))
    const wrong = await addContact(desk, home, promise('2026-11-10'))
    const seen = async (asOf: DateText) => ({
      contact: (await unitArrears(desk, home, asOf)).contacts.find((contact) => contact.id === wrong),
      limitation: (await limitationsOf(desk.db, home, asOf))[0],
      listed: (await list({ asOf }))[0],
    })
    const before = await seen(testDay)
    expect(before.listed).toMatchObject({ lastContactOn: '2026-11-10', promiseOn: '2026-11-25' })
    expect(await strikeContact(on('2026-11-22'), wrong, 1, ' 记错了房号 ')).toBe(wrong)

    const after = await seen('2026-11-22')
    const struck = { struckOn: '2026-11-22', struckReason: '记错了房号', struckBy: 'tester' }
    expect(after.contact).toMatchObject({ ...struck, outcome: 'promised', promiseOn: '2026-11-25', promiseState: null })
    expect(after.limitation).toMatchObject({ startedOn: '2026-11-12', by: 'payment' })
    expect(after.listed).toMatchObject({ lastContactOn: '2026-11-01', promiseOn: null })
    // The report of an earlier day does not change.
    expect(await seen(testDay)).toEqual({ ...before, contact: { ...before.contact, version: 2 } })

    const rowsOf = async (filter: ListFilter<'contacts'>) =>
      (await listPage(on('2026-11-25'), 'contacts', { filter, offset: 0, limit: 10 })).rows
    expect(await rowsOf({})).toMatchObject([
      { id: wrong, struckOn: '2026-11-22', struckReason: '记错了房号', promiseState: null },
      { struckOn: null, struckReason: null },
    ])
    for (const state of ['due', 'open', 'kept', 'broken'] as const) expect(await rowsOf({ promise: state })).toEqual([])
    expect((await duePromises(on('2026-11-25'))).count).toBe(0)
    expect(await wayResults(desk.db, '2026-11-01', '2026-11-30', '2026-11-22')).toMatchObject([
      { way: 'phone', contacts: 0, reached: 0, promised: 0, followed: 0, amount: 0 },
      { way: 'visit', contacts: 0 },
      { way: 'sms', contacts: 1, followed: 1, amount: 5_000 },
      { way: 'notice', contacts: 0 },
    ])
  })

  it('interrupts nothing: the three years run from where they ran before', async () => {
    const { desk, unit, list } = await owingOffice(charges)
    const wrong = await addContact(desk, unit('101'), promise('2026-11-10'))
    expect(await list({ limitation: 'soon' })).toEqual([])
    await strikeContact(desk, wrong, 1, '没有通话')
    expect(await limitationsOf(desk.db, unit('101'), testDay)).toMatchObject([
      { startedOn: '2023-12-28', by: null, endsOn: '2026-12-28', state: 'soon' },
    ])
    expect(await list({ limitation: 'soon' })).toMatchObject([{ limitationOn: '2026-12-28' }])
  })

  it('is struck out once, with a reason, and not where a notice wrote it', async () => {
    const { desk, unit } = await owingOffice(charges)
    const wrong = await addContact(desk, unit('101'), call())
    expect(await refusal(strikeContact(desk, wrong, 1, '  '))).toEqual(['reason-needed', 'reason: reason-needed'])
    await expect(strikeContact(desk, wrong, 2, '记错')).rejects.toThrow(StaleError)
    await strikeContact(desk, wrong, 1, '记错')
    expect(await refusal(strikeContact(desk, wrong, 2, '记错'))).toEqual(['contact-struck'])
    expect(await refusal(strikeContact(desk, 99, 1, '记错'))).toEqual(['not-found'])
    await issueNotices(desk, { filter: {} }, { title: '催缴', payBy: '2026-12-01' })
    const [line] = (await unitArrears(desk, unit('101'))).contacts
    expect(await refusal(strikeContact(desk, line?.id ?? 0, 1, '发错'))).toEqual(['contact-of-notice'])
  })

  it('is struck out by who recorded it, or by who keeps the books', async () => {
    const { desk, unit } = await owingOffice(charges)
    const as = (id: number | null, role: Role): Desk => ({ ...desk, actor: { id, name: `员工${id}`, roles: [role] } })
    const home = unit('101')
    const mine = await addContact(as(3, 'front-desk'), home, call())
    const mayStrike = async (reader: Desk) => (await unitArrears(reader, home)).contacts.map((one) => one.mayStrike)
    expect(await mayStrike(as(4, 'cashier'))).toEqual([false])
    expect(await refusal(strikeContact(as(4, 'cashier'), mine, 1, '不是我记的'))).toEqual(['contact-not-own'])
    expect(await mayStrike(as(3, 'front-desk'))).toEqual([true])
    await strikeContact(as(3, 'front-desk'), mine, 1, '记错')
    for (const role of ['accountant', 'manager', 'administrator'] as const) {
      const other = await addContact(as(3, 'front-desk'), home, call())
      expect((await mayStrike(as(5, role))).every(Boolean)).toBe(true)
      await strikeContact(as(5, role), other, 1, '重复')
    }
    // What the command line recorded is nobody's own.
    const nobodys = await addContact(as(null, 'front-desk'), home, call())
    expect(await refusal(strikeContact(as(null, 'front-desk'), nobodys, 1, '记错'))).toEqual(['contact-not-own'])
  })
})

describe('the limitation period', () => {
  it('moves with demands, promises, payments and steps at law, each with its name', async () => {
    const { desk, unit } = await owingOffice([charge('101', '2023-12', 10_000)])
    const of = async (asOf = testDay) => (await limitationsOf(desk.db, unit('101'), asOf))[0]
    expect(await of()).toMatchObject({ dueOn: '2023-12-28', endsOn: '2026-12-28', state: 'soon', by: null })
    await addContact(desk, unit('101'), call({ onDate: '2026-11-01' }))
    expect((await of())?.by).toBeNull()
    await addContact(desk, unit('101'), call({ onDate: '2026-11-02', documented: true }))
    expect(await of()).toMatchObject({ by: 'demand', endsOn: '2029-11-02', state: 'running' })
    await openCase(desk, {
      unitId: unit('101'),
      debtor: '张三',
      openedOn: '2026-11-05',
      amount: 10_000,
      court: '',
      note: '',
    })
    expect(await of()).toMatchObject({ by: 'legal', endsOn: '2029-11-05' })
    await importRows(desk, 'payments', [payment('R-1', '101', '2026-11-08', 4_000)])
    expect(await of()).toMatchObject({ by: 'payment', endsOn: '2029-11-08' })
    expect(await of('2026-11-01')).toMatchObject({ by: null, endsOn: '2026-12-28' })
  })

  it('is not moved by a cancelled notice, nor by one addressed to somebody else', async () => {
    const { desk, unit, on, list } = await owingOffice([
      charge('101', '2023-12', 10_000),
      charge('101', '2024-02', 9_000),
    ])
    await importRows(desk, 'residents', [
      { area: 'B区', building: '1栋', room: '101', name: '赵六', role: 'owner', fromOn: '2026-11-01' },
    ])
    const heir = await desk.db.selectFrom('person').select('id').where('name', '=', '赵六').executeTakeFirstOrThrow()
    await desk.db.updateTable('charge').set({ debtor_id: heir.id }).where('amount', '=', 9_000).execute()
    await issueNotices(on('2026-11-10'), { filter: {} }, { title: '催缴', payBy: '2026-12-01' })
    const sheets = await noticeSheets(desk.db, { unitId: unit('101') })
    const first = sheets.find((sheet) => sheet.addressee === '张三')
    expect((await list({}))[0]?.limitationOn).toBe('2029-11-10')
    await cancelNotice(desk, first?.id ?? 0, first?.version ?? 0, '送错')
    expect((await limitationsOf(desk.db, unit('101'), testDay)).map(({ debtor, endsOn }) => [debtor, endsOn])).toEqual([
      ['张三', '2026-12-28'],
      ['赵六', '2029-11-10'],
    ])
    expect((await list({}))[0]?.limitationOn).toBe('2026-12-28')
    expect((await list({ limitation: 'soon' })).length).toBe(1)
    expect((await list({ limitation: 'lapsed', asOf: '2026-12-29' })).length).toBe(1)
  })

  it('is the same in the list as by the rule, whatever happened', async () => {
    const { desk, unit, list } = await owingOffice([charge('101', '2020-02', 90_000, { dueOn: '2020-02-29' })])
    const unitId = unit('101')
    const event = fc.record({
      day: fc.integer({ min: -40, max: 2450 }),
      kind: fc.constantFrom('contact', 'demand', 'promise', 'payment', 'legal'),
    })
    let receipts = 0
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 6 }), fc.integer({ min: 0, max: 2460 }), async (events, at) => {
        for (const table of ['contact', 'legal_step', 'legal_case', 'settlement', 'payment'] as const) {
          await desk.db.deleteFrom(table).execute()
        }
        await desk.db.transaction().execute((tx) => rebuild(tx, [{ unitId, itemId: 1 }], '2000-01-01'))
        for (const { day, kind } of events) {
          const onDate = addDays('2020-02-29', day)
          if (onDate > testDay) continue
          if (kind === 'payment') await importRows(desk, 'payments', [payment(`P-${receipts++}`, '101', onDate, 100)])
          else if (kind === 'legal') {
            const debtor = String(receipts++)
            await openCase(desk, { unitId, debtor, openedOn: onDate, amount: 1, court: '', note: '' })
          } else {
            const promise =
              kind === 'promise' ? { outcome: 'promised' as const, promiseOn: onDate, promiseAmount: 1 } : {}
            await addContact(desk, unitId, call({ onDate, documented: kind === 'demand', ...promise }))
          }
        }
        const asOf = addDays('2020-02-29', at)
        const [rule] = await limitationsOf(desk.db, unitId, asOf)
        expect((await list({ asOf }))[0]?.limitationOn).toBe(rule?.endsOn)
      }),
      { numRuns: 60 },
    )
  })
})

describe('cases at law', () => {
  it('go step by step, each dated, none back', async () => {
    const { desk, unit } = await owingOffice([charge('101', '2025-12', 10_000)])
    const fields = { unitId: unit('101'), debtor: '张三', openedOn: '2026-05-01', amount: 10_000, court: '', note: '' }
    const id = await openCase(desk, fields)
    expect(await refusal(openCase(desk, fields))).toEqual(['case-open'])
    const early = openCase(desk, { ...fields, debtor: '别人', openedOn: '1999-12-31' })
    expect(await refusal(early)).toEqual(['date-before-estate', 'openedOn: date-before-estate'])
    const contact = addContact(desk, fields.unitId, call({ onDate: '1999-12-31' }))
    expect(await refusal(contact)).toEqual(['contact-invalid', 'onDate: date-before-estate'])
    const step = (version: number, state: 'suit' | 'demand' | 'closed', onDate: string, interrupts = true) =>
      addStep(desk, id, version, { onDate, state, interrupts, note: '' })
    // The court is known once the case is filed; a step that does not name it leaves it as it is.
    const filed = { onDate: '2026-06-01', state: 'suit', interrupts: true, court: '区人民法院', note: '' } as const
    await addStep(desk, id, 1, filed)
    expect(await refusal(step(2, 'demand', '2026-07-01'))).toEqual(['illegal-transition'])
    expect(await refusal(step(2, 'closed', '2026-05-31'))).toContain('onDate: step-before-last')
    expect(await refusal(step(2, 'closed', '2026-11-22'))).toContain('onDate: step-in-future')
    await expect(step(1, 'closed', '2026-11-01')).rejects.toThrow(StaleError)
    await step(2, 'closed', '2026-11-01', false)
    expect((await casesOf(desk.db, unit('101')))[0]).toMatchObject({
      state: 'closed',
      court: '区人民法院',
      steps: [
        { state: 'demand', onDate: '2026-05-01', interrupts: true },
        { state: 'suit', interrupts: true },
        { state: 'closed', interrupts: false },
      ],
    })
    await openCase(desk, { ...fields, openedOn: '2026-11-10' })
  })
})

describe('a write-off', () => {
  const person = (test: Desk, id: number, ...roles: Role[]): Desk => ({ ...test, actor: { id, name: `P${id}`, roles } })
  const decision = (id: number) => ({ id, version: 1, approve: true, decision: '' })

  it('takes what is owed off the books on the day somebody else approves it, and is no discount', async () => {
    const { desk, unit, list } = await owingOffice([charge('101', '2022-01', 10_000), charge('102', '2026-01', 5_000)])
    const old = await desk.db.selectFrom('charge').select('id').where('amount', '=', 10_000).executeTakeFirstOrThrow()
    const cashier = person(desk, 1, 'cashier')
    const id = await askWriteOff(cashier, [{ chargeId: old.id, amount: 10_000 }], '业主失联，时效已过')
    expect((await list({ text: '101' })).length).toBe(1)
    expect(await refusal(decide(cashier, approvalRules, decision(id)))).toEqual(['approval-role'])
    await decide(person(desk, 2, 'manager'), approvalRules, decision(id))
    expect(await list({ text: '101' })).toEqual([])
    expect((await list({ text: '101', asOf: addDays(testDay, -1) })).map((row) => row.owed)).toEqual([10_000])
    const { account } = await unitArrears(desk, unit('101'))
    expect(account.charges[0]).toMatchObject({ owed: 0, discounted: 10_000 })
    expect(await differing(desk.db, 10)).toEqual([])
    const { figures } = await summaryOf(desk.db, 2026, testDay)
    expect(figures.find((figure) => figure.id === 'fees/discounts')?.value).toBe(0)
  })

  it('of many charges is one request: approved together or not at all, and asked for once', async () => {
    const months = ['2022-01', '2022-02', '2022-03']
    const { desk, unit } = await owingOffice([
      ...months.map((month) => charge('101', month, 10_000)),
      charge('102', '2026-01', 5_000),
    ])
    const rows = await desk.db.selectFrom('charge').select(['id', 'unit_id', 'amount']).orderBy('id').execute()
    const own = rows.filter((row) => row.unit_id === unit('101')).map(({ id, amount }) => ({ chargeId: id, amount }))
    const all = rows.map(({ id, amount }) => ({ chargeId: id, amount }))
    const cashier = person(desk, 1, 'cashier')
    const state = () => desk.db.selectFrom('approval').select(['kind', 'amount', 'state', 'unit_id']).execute()
    expect(await refusal(askWriteOff(cashier, all, '失联'))).toEqual(['write-off-several-units'])
    expect(await refusal(askWriteOff(cashier, [...own, ...own.slice(0, 1)], '失联'))).toEqual(['charge-chosen-twice'])
    const id = await askWriteOff(cashier, own, '失联')
    expect(await refusal(askWriteOff(cashier, own.slice(1, 2), '失联'))).toEqual(['already-asked'])
    expect(await state()).toEqual([{ kind: 'write-off', amount: 30_000, state: 'waiting', unit_id: unit('101') }])
    // One of them is paid meanwhile: the request fails as a whole.
    await importRows(desk, 'payments', [payment('R-1', '101', testDay, 1)])
    const manager = person(desk, 2, 'manager')
    expect(await refusal(decide(manager, approvalRules, decision(id)))).toContain('write-off-exceeds-owed')
    expect((await unitArrears(desk, unit('101'))).account.owed).toBe(29_999)
    await decide(manager, approvalRules, { ...decision(id), approve: false, decision: '已付一分' })
    const left = own.map((wish, index) => ({ ...wish, amount: wish.amount - (index === 0 ? 1 : 0) }))
    await decide(manager, approvalRules, decision(await askWriteOff(cashier, left, '失联')))
    expect((await unitArrears(desk, unit('101'))).account.owed).toBe(0)
    expect(await differing(desk.db, 10)).toEqual([])
  })

  it('asked for while there was one charge to a request is still carried out', async () => {
    const { desk, unit } = await owingOffice([charge('101', '2022-01', 10_000)])
    const { id: chargeId } = await desk.db.selectFrom('charge').select('id').executeTakeFirstOrThrow()
    const id = await askFor(person(desk, 1, 'cashier'), approvalRules, {
      kind: 'write-off',
      unitId: unit('101'),
      amount: 10_000,
      payload: { chargeId, amount: 10_000 },
      reason: '失联',
    })
    await decide(person(desk, 2, 'manager'), approvalRules, decision(id))
    expect((await unitArrears(desk, unit('101'))).account.owed).toBe(0)
  })

  it('is refused beyond what is owed, when asked for and again when approved', async () => {
    const { desk } = await owingOffice([charge('101', '2026-01', 10_000)])
    const { id: chargeId } = await desk.db.selectFrom('charge').select('id').executeTakeFirstOrThrow()
    const cashier = person(desk, 1, 'cashier')
    expect(await refusal(askWriteOff(cashier, [{ chargeId, amount: 10_001 }], '失联'))).toContain(
      'amount: write-off-exceeds-owed',
    )
    const id = await askWriteOff(cashier, [{ chargeId, amount: 10_000 }], '失联')
    await importRows(desk, 'payments', [payment('R-1', '101', testDay, 1)])
    expect(await refusal(decide(person(desk, 2, 'manager'), approvalRules, decision(id)))).toContain(
      'write-off-exceeds-owed',
    )
    expect((await desk.db.selectFrom('approval').select('state').executeTakeFirst())?.state).toBe('waiting')
  })
})
