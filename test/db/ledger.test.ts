import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '../../electron/contract/dates.ts'
import type { Desk } from '../../electron/core/context.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { replay } from '../../electron/core/fees/replay.ts'
import { differing } from '../../electron/core/fees/store.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { summaryJson } from '../../electron/core/summary/json.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

const day = (offset: number) => addDays('2024-11-01', offset)

/** One home's money: charges a month apart, discounts on them, payments on any day. */
const household = fc.record({
  shop: fc.boolean(),
  movedIn: fc.boolean(),
  charges: fc.array(fc.record({ amount: fc.integer({ min: 1, max: 500 }), due: fc.nat(20) }), { maxLength: 8 }),
  discounts: fc.array(fc.record({ of: fc.nat(7), on: fc.nat(420), share: fc.integer({ min: 1, max: 50 }) }), {
    maxLength: 2,
  }),
  payments: fc.array(
    fc.record({
      on: fc.nat(420),
      amount: fc.integer({ min: 1, max: 900 }),
      source: fc.constantFrom('renewal', 'handover'),
    }),
    { maxLength: 5 },
  ),
})
type Household = typeof household extends fc.Arbitrary<infer T> ? T : never

const place = (index: number) => ({ area: 'B区', building: '1栋', room: String(101 + index) })
const itemOf = (one: Household) => (one.shop ? '店面物业费' : '物业费')
const months = Array.from({ length: 8 }, (_, index) => {
  const month = index < 2 ? `2024-${11 + index}` : `2025-0${index - 1}`
  return { fromOn: `${month}-01`, toOn: `${month}-28` }
})

/** The workbooks' rows of some households. */
function rowsOf(households: readonly Household[]) {
  const units = households.map(
    (one, index): Values => ({
      ...home(place(index).room, { readyOn: '2020-01-01', handedOverOn: '2020-01-01' }),
      kind: one.shop ? 'shop' : 'residence',
      ...(one.movedIn && { movedInOn: '2021-01-01' }),
    }),
  )
  const charges = households.flatMap((one, index) =>
    one.charges.map(
      (charge, at): Values => ({
        ...place(index),
        item: itemOf(one),
        ...(months[at] as (typeof months)[number]),
        dueOn: addDays((months[at] as (typeof months)[number]).fromOn, charge.due),
        amount: charge.amount,
      }),
    ),
  )
  const discounts = households.flatMap((one, index) =>
    [...new Map(one.discounts.map((discount) => [`${discount.of}`, discount])).values()].flatMap(
      (discount): Values[] => {
        const charge = one.charges[discount.of]
        const amount = charge ? Math.floor((charge.amount * discount.share) / 100) : 0
        if (amount === 0) return []
        const period = months[discount.of] as (typeof months)[number]
        return [{ ...place(index), item: itemOf(one), ...period, kind: 'relief', onDate: day(discount.on), amount }]
      },
    ),
  )
  const payments = households.flatMap((one, index) =>
    one.payments.map(
      (payment, at): Values => ({
        receiptNo: `R${index}-${at}`,
        onDate: day(payment.on),
        ...place(index),
        item: itemOf(one),
        source: payment.source,
        amount: payment.amount,
        method: 'cash',
      }),
    ),
  )
  return { units, charges, discounts, payments }
}

async function write(desk: Desk, rows: ReturnType<typeof rowsOf>): Promise<void> {
  await importRows(desk, 'units', rows.units)
  if (rows.charges.length > 0) await importRows(desk, 'charges', rows.charges)
  if (rows.discounts.length > 0) await importRows(desk, 'discounts', rows.discounts)
  if (rows.payments.length > 0) await importRows(desk, 'payments', rows.payments)
}

/** The fee figures straight from the rows, account by account: what is due against what came in. */
function naive(households: readonly Household[], year: number, asOf: string) {
  const rows = rowsOf(households)
  const to = asOf < `${year}-12-31` ? asOf : `${year}-12-31`
  const within = (date: unknown) => String(date) >= `${year}-01-01` && String(date) <= to
  const sum = (list: readonly Values[]) => list.reduce((total, row) => total + Number(row.amount), 0)
  let arrears = 0
  for (const [index] of households.entries()) {
    const own = (list: readonly Values[]) => list.filter((row) => row.room === place(index).room)
    const due = own(rows.charges).filter((row) => String(row.dueOn) <= asOf)
    const less = own(rows.discounts).filter(
      (row) => String(row.onDate) <= asOf && due.some((charge) => charge.fromOn === row.fromOn),
    )
    const paid = own(rows.payments).filter((row) => String(row.onDate) <= asOf)
    // Money is never kept back while something is owed: an account owes what exceeds all that came in.
    arrears += Math.max(0, sum(due) - sum(less) - sum(paid))
  }
  return {
    receivable: sum(
      rows.charges.filter((row) => String(row.fromOn).startsWith(`${year}`) && String(row.dueOn) <= asOf),
    ),
    received: sum(rows.payments.filter((row) => within(row.onDate))),
    discounts: sum(rows.discounts.filter((row) => within(row.onDate))),
    arrears,
  }
}

async function figuresOf(desk: Desk, year: number, asOf: string) {
  const { figures } = await summaryOf(desk.db, year, asOf)
  const value = (id: string) => figures.find((figure) => figure.id === id)?.value
  return {
    receivable: value('fees/receivable'),
    received: value('fees/received'),
    discounts: value('fees/discounts'),
    arrears: value('fees/arrears'),
  }
}

it('gives the fee figures that a naive count gives, for any year and day, whatever the order of import', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(household, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(460), { minLength: 2, maxLength: 3 }),
      fc.boolean(),
      async (households, offsets, backwards) => {
        const { desk } = await newOffice()
        const rows = rowsOf(households)
        // Discounts need their charges; everything else may come in any order.
        const shuffled = backwards
          ? { ...rows, charges: rows.charges.toReversed(), payments: rows.payments.toReversed() }
          : rows
        if (backwards) {
          await importRows(desk, 'units', shuffled.units)
          if (shuffled.payments.length > 0) await importRows(desk, 'payments', shuffled.payments)
          if (shuffled.charges.length > 0) await importRows(desk, 'charges', shuffled.charges)
          if (shuffled.discounts.length > 0) await importRows(desk, 'discounts', shuffled.discounts)
        } else await write(desk, shuffled)
        for (const offset of offsets) {
          for (const year of [2024, 2025]) {
            const asOf = day(offset)
            expect({ asOf, ...(await figuresOf(desk, year, asOf)) }).toEqual({ asOf, ...naive(households, year, asOf) })
          }
        }
        expect(await differing(desk.db, 5)).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
}, 240_000)

it('takes a payments batch out for every day when it is undone, and the same rows again are nothing new', async () => {
  const { desk } = await newOffice()
  const rows = rowsOf([
    {
      shop: false,
      movedIn: true,
      charges: [
        { amount: 300, due: 0 },
        { amount: 300, due: 0 },
      ],
      discounts: [],
      payments: [{ on: 10, amount: 450, source: 'renewal' }],
    },
  ])
  await importRows(desk, 'units', rows.units)
  await importRows(desk, 'charges', rows.charges)
  const before = summaryJson(await summaryOf(desk.db, 2024, '2024-12-31'))
  const report = await importRows(desk, 'payments', rows.payments)
  expect((await accountView(desk.db, 1, '2024-12-31')).owed).toBe(150)
  expect((await dryRun(desk, 'payments', rows.payments)).counts).toMatchObject({ added: 0, unchanged: 1 })
  await undoImport(desk, report.batchId ?? 0)
  expect(summaryJson(await summaryOf(desk.db, 2024, '2024-12-31'))).toEqual(before)
  expect((await accountView(desk.db, 1, '2024-12-31')).owed).toBe(600)
  expect(await differing(desk.db, 5)).toEqual([])
})

const home101 = { ...place(0), item: '物业费' }
const march = { fromOn: '2025-03-01', toOn: '2025-03-31', dueOn: '2025-03-31', amount: 10_000 }

it.each([
  ['charges', 'money-differs', { ...home101, ...march, amount: 10_001 }],
  ['charges', 'period-overlaps', { ...home101, ...march, fromOn: '2025-03-15', toOn: '2025-04-14' }],
  ['charges', 'period-spans-years', { ...home101, ...march, fromOn: '2025-12-01', toOn: '2026-01-31' }],
  ['charges', 'end-before-start', { ...home101, ...march, fromOn: '2025-05-31', toOn: '2025-05-01' }],
  ['charges', 'amount-not-positive', { ...home101, ...march, fromOn: '2025-05-01', toOn: '2025-05-31', amount: 0 }],
  ['charges', 'amount-not-positive', { ...home101, ...march, fromOn: '2025-05-01', toOn: '2025-05-31', amount: -5 }],
  ['charges', 'amount-too-large', { ...home101, ...march, fromOn: '2025-05-01', toOn: '2025-05-31', amount: 1e12 }],
  ['charges', 'item-unknown', { ...home101, ...march, item: '管理费' }],
  ['charges', 'unit-unknown', { ...home101, ...march, room: '999' }],
  [
    'discounts',
    'charge-unknown',
    { ...home101, fromOn: '2025-04-01', toOn: '2025-04-30', kind: 'relief', onDate: '2025-05-01', amount: 1 },
  ],
  [
    'discounts',
    'discount-exceeds-charge',
    { ...home101, fromOn: march.fromOn, toOn: march.toOn, kind: 'relief', onDate: '2025-05-01', amount: 10_001 },
  ],
  [
    'payments',
    'date-after-today',
    { ...home101, receiptNo: '1', onDate: '2026-11-22', amount: 1, source: 'renewal', method: 'cash' },
  ],
] as const)('refuses %s with %s', async (kind, code, row) => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-01-01' })])
  await importRows(desk, 'charges', [{ ...home101, ...march }])
  const { rows } = await dryRun(desk, kind, [row])
  expect(rows.flatMap((one) => one.errors.map((error) => error.code))).toContain(code)
})

it('explains every charge: what lowered it, what was paid on it, what is left', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-01-01' })])
  await importRows(desk, 'charges', [{ ...home101, ...march }])
  await importRows(desk, 'discounts', [
    { ...home101, fromOn: march.fromOn, toOn: march.toOn, kind: 'relief', onDate: '2025-05-01', amount: 2500 },
  ])
  await importRows(desk, 'payments', [
    { ...home101, receiptNo: '7', onDate: '2025-04-02', amount: 4000, source: 'renewal', method: 'cash' },
  ])
  const on = async (date: string) => {
    const [charge] = (await accountView(desk.db, 1, date)).charges
    return charge && [charge.amount, charge.discounted, charge.paid, charge.owed]
  }
  expect(await on('2025-03-30')).toBeUndefined()
  expect(await on('2025-03-31')).toEqual([10_000, 0, 0, 10_000])
  expect(await on('2025-04-02')).toEqual([10_000, 0, 4000, 6000])
  expect(await on('2025-05-01')).toEqual([10_000, 2500, 4000, 3500])
})

it('does not bring a charge back that was reversed, and takes unchanged money after a close for what it is', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-01-01' })])
  await importRows(desk, 'charges', [{ ...home101, ...march }])
  const payment = { ...home101, receiptNo: '7', onDate: '2025-04-02', amount: 4000, source: 'renewal', method: 'cash' }
  await importRows(desk, 'payments', [payment])
  await desk.db.updateTable('charge').set({ reversed_on: '2025-06-01' }).execute()
  expect(await dryRun(desk, 'charges', [{ ...home101, ...march }])).toMatchObject({
    counts: { added: 0, unchanged: 1, warnings: 1 },
  })
  await desk.db
    .insertInto('month_close')
    .values({ id: 1, month: '2025-12', action: 'close', through_on: '2025-12-31', at: '', actor_name: '', reason: '' })
    .execute()
  expect((await dryRun(desk, 'payments', [payment])).counts).toMatchObject({ unchanged: 1, rejected: 0 })
  const other = await dryRun(desk, 'payments', [{ ...payment, receiptNo: '8' }])
  expect(other.rows.flatMap((row) => row.errors.map((error) => error.code))).toEqual(['period-closed'])
})

it('an account without facts has nothing', () => {
  expect(replay({ charges: [], discounts: [], payments: [], refunds: [] })).toEqual({
    settlements: [],
    outstanding: [],
    prepaid: [],
  })
})
