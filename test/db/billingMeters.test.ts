import { describe, expect, test } from 'vitest'
import { chargeProblems } from '../../electron/core/billing/check.ts'
import { askReversal } from '../../electron/core/billing/requests.ts'
import { publishRun } from '../../electron/core/billing/run.ts'
import { assignTariff, saveTariff } from '../../electron/core/billing/tariffs.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { addMeter, changeMeter, enterReading, meterRoute, stopMeter } from '../../electron/core/meters/service.ts'
import { type BillingOffice, balance, billingOffice, home, lived } from './billingDesk.ts'

/** Two homes with a water meter each, read from 20 August on; water at 3.25 yuan/m³. */
async function waterOffice() {
  const office = await billingOffice([home('101', lived), home('102', lived)])
  const { desk } = office
  const itemId = await office.item('水费')
  const tariffId = await saveTariff(desk, {
    id: null,
    version: 0,
    itemId,
    name: '居民用水',
    basis: 'meter',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 10,
    dueIn: 'next',
    payer: 'owner',
    source: '',
    active: true,
    prices: [{ fromOn: '2020-01-01', toOn: null, priceE4: 32_500 }],
  })
  await assignTariff(desk, { tariffId, units: { kinds: [] }, fromOn: '2020-01-01', toOn: null, ratioBp: 10_000 })
  const meterId = await addMeter(desk, {
    unitId: await office.unit('101'),
    kind: 'water',
    number: 'W101',
    onDate: '2026-08-20',
    valueCenti: 10_000,
  })
  return { office, itemId, meterId }
}

const bill = (office: BillingOffice, itemId: number, month: string, publishedOn: string) =>
  publishRun(office.desk, { itemId, fromMonth: month, toMonth: month, place: {}, publishedOn })

const building = async ({ desk }: BillingOffice) =>
  (await desk.db.selectFrom('building').select('id').executeTakeFirstOrThrow()).id

describe('the readings of a month', () => {
  test('show the last state, the use, and what is unusual', async () => {
    const { office, meterId } = await waterOffice()
    const { desk } = office
    const question = { buildingId: await building(office), kind: 'water' as const, month: '2026-09' }
    expect(await meterRoute(desk.db, question)).toMatchObject([
      { meterId, room: '101', last: { onDate: '2026-08-20', valueCenti: 10_000 }, reading: null, usualCenti: null },
    ])
    const september = { meterId, onDate: '2026-09-19', valueCenti: 11_200 }
    expect(await enterReading(desk, september)).toMatchObject({ usageCenti: 1_200, unusual: false })
    // A typing error is corrected in the same place.
    expect(await enterReading(desk, { ...september, valueCenti: 11_000 })).toMatchObject({ usageCenti: 1_000 })
    const october = await enterReading(desk, { meterId, onDate: '2026-10-19', valueCenti: 21_001 })
    expect(october).toMatchObject({ usageCenti: 10_001, unusual: true })
    expect(await meterRoute(desk.db, { ...question, month: '2026-10' })).toMatchObject([
      { last: { valueCenti: 11_000 }, reading: { usageCenti: 10_001, unusual: true }, usualCenti: 1_000 },
    ])
  })

  test('never run backwards, before or after; the day is no day to come', async () => {
    const { office, meterId } = await waterOffice()
    await enterReading(office.desk, { meterId, onDate: '2026-10-20', valueCenti: 12_000 })
    await expect(enterReading(office.desk, { meterId, onDate: '2026-09-20', valueCenti: 9_999 })).rejects.toMatchObject(
      { code: 'reading-backwards', params: { value: '99.99', last: '100.00' } },
    )
    await expect(
      enterReading(office.desk, { meterId, onDate: '2026-09-20', valueCenti: 12_001 }),
    ).rejects.toMatchObject({ code: 'reading-backwards' })
    await expect(
      enterReading(office.desk, { meterId, onDate: '2026-11-22', valueCenti: 13_000 }),
    ).rejects.toMatchObject({ code: 'date-after-today' })
  })

  test('a changed meter ends with its last state and the new one begins with its own', async () => {
    const { office, meterId, itemId } = await waterOffice()
    const { desk } = office
    const change = { id: meterId, version: 1, onDate: '2026-09-10', endCenti: 10_500, number: 'W101-2', startCenti: 3 }
    await expect(changeMeter(desk, { ...change, endCenti: 9_000 })).rejects.toMatchObject({
      code: 'reading-backwards',
      problems: [{ field: 'endCenti' }],
    })
    await expect(changeMeter(desk, { ...change, number: 'W101' })).rejects.toMatchObject({ code: 'meter-exists' })
    const next = await changeMeter(desk, change)
    await enterReading(desk, { meterId: next, onDate: '2026-09-20', valueCenti: 203 })
    await expect(enterReading(desk, { meterId, onDate: '2026-09-25', valueCenti: 10_600 })).rejects.toMatchObject({
      code: 'meter-stopped',
    })
    await bill(office, itemId, '2026-09', '2026-10-01')
    // 5.00 m³ on the old meter and 2.00 on the new one: 7 × 3.25.
    const charges = await desk.db.selectFrom('charge').select(['amount', 'due_on', 'from_on']).execute()
    expect(charges).toEqual([{ amount: 2_275, due_on: '2026-10-10', from_on: '2026-09-01' }])
    const { rows } = await listPage(desk, 'meters', { filter: {}, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ number: 'W101-2', lastValue: '2.03', readings: 2, active: 'yes' }])
    await stopMeter(desk, next, 1)
    expect((await listPage(desk, 'meters', { filter: {}, offset: 0, limit: 10 })).total).toBe(0)
  })
})

describe('a meter run', () => {
  test('charges use × price, ties the readings to the charge and repeats nothing', async () => {
    const { office, meterId, itemId } = await waterOffice()
    const { desk } = office
    await enterReading(desk, { meterId, onDate: '2026-09-20', valueCenti: 11_234 })
    const run = await bill(office, itemId, '2026-09', '2026-09-30')
    // 12.34 × 3.25 = 40.105
    expect(run).toMatchObject({ charges: 1, amount: 4_011 })
    const stored = await desk.db.selectFrom('billing_run').selectAll().executeTakeFirstOrThrow()
    expect(stored).toMatchObject({ kind: 'meter', from_on: '2026-09-01', to_on: '2026-09-30' })
    const charge = await desk.db.selectFrom('charge').selectAll().executeTakeFirstOrThrow()
    expect(JSON.parse(charge.reasoning ?? '')).toMatchObject({
      basis: 'meter',
      usages: [{ meter: 'W101', fromCenti: 10_000, toCenti: 11_234, usageCenti: 1_234, priceE4: 32_500 }],
    })
    await expect(bill(office, itemId, '2026-09', '2026-10-01')).rejects.toMatchObject({ code: 'nothing-to-bill' })
    await expect(enterReading(desk, { meterId, onDate: '2026-09-20', valueCenti: 11_300 })).rejects.toMatchObject({
      code: 'reading-charged',
    })
    await office.expectSound()

    expect(await chargeProblems(desk.db)).toEqual([])
    await desk.db.updateTable('reading').set({ charge_id: null }).execute()
    expect(await chargeProblems(desk.db)).toMatchObject([
      { code: 'check-use-billed-twice', params: { unit: '1栋101', meter: 'W101' } },
    ])
    await desk.db.updateTable('reading').set({ charge_id: charge.id }).where('kind', '=', 'read').execute()

    await askReversal(office.accountant, { chargeId: charge.id, replacement: null, rebill: true, reason: '抄错' })
    await office.approve()
    await enterReading(desk, { meterId, onDate: '2026-09-20', valueCenti: 11_200 })
    await bill(office, itemId, '2026-09', desk.clock.today())
    expect(await balance(desk, await office.unit('101'))).toMatchObject({ prepaid: 0 })
    const standing = await desk.db.selectFrom('charge').select('amount').where('reversed_on', 'is', null).execute()
    expect(standing).toEqual([{ amount: 3_900 }])
    await office.expectSound()
  })
})
