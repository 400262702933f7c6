import { expect, it } from 'vitest'
import { write } from '../../electron/core/audit/writer.ts'
import { publishRun } from '../../electron/core/billing/run.ts'
import { assignTariff, saveTariff } from '../../electron/core/billing/tariffs.ts'
import { endVacancy, grantVacancy } from '../../electron/core/billing/vacancy.ts'
import type { Desk } from '../../electron/core/context.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { differing } from '../../electron/core/fees/store.ts'
import { home, importRows, newOffice } from './office.ts'

/** One home of 100 m² at 1 yuan, billed for 2026 month by month in January. */
async function billed(): Promise<Desk> {
  const { desk } = await newOffice('2026-11-21')
  await importRows(desk, 'units', [
    { ...home('101', { readyOn: '2020-01-01', handedOverOn: '2020-01-01' }), areaCenti: 10_000 },
  ])
  const tariffId = await saveTariff(desk, {
    id: null,
    version: 0,
    itemId: 1,
    name: '物业费',
    basis: 'area-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 31,
    dueIn: 'last',
    payer: 'owner',
    source: '',
    active: true,
    prices: [{ fromOn: '2020-01-01', toOn: null, priceE4: 10_000 }],
  })
  await assignTariff(desk, { tariffId, units: { unitId: 1 }, fromOn: '2020-01-01', toOn: null, ratioBp: 10_000 })
  const run = { itemId: 1, fromMonth: '2026-01', toMonth: '2026-10', place: {}, publishedOn: '2026-01-05' }
  await publishRun(desk, run)
  return desk
}

const grant = (desk: Desk, fromOn: string, toOn: string | null, approvedOn: string) =>
  write(desk, (writer) =>
    grantVacancy(
      writer,
      { unitId: 1, fromOn, toOn, ratioBp: 5000, reason: '空置', appliedOn: approvedOn, approvedOn },
      '黄国辉',
    ),
  )
const discounts = async (desk: Desk) =>
  (await accountView(desk.db, 1, '2026-11-21')).charges.map((charge) => charge.discounted / 100)

it('a vacancy that ends earlier gives back what it had taken off later months, and another one takes its own off once', async () => {
  const desk = await billed()
  const { id, discounted } = await grant(desk, '2026-01-01', null, '2026-02-10')
  expect(discounted).toBe(50_000)
  expect(await discounts(desk)).toEqual([50, 50, 50, 50, 50, 50, 50, 50, 50, 50])
  await endVacancy(desk, id, 1, '2026-06-30')
  expect(await discounts(desk)).toEqual([50, 50, 50, 50, 50, 50, 0, 0, 0, 0])
  await grant(desk, '2026-09-01', null, '2026-11-20')
  expect(await discounts(desk)).toEqual([50, 50, 50, 50, 50, 50, 0, 0, 50, 50])
  expect(await differing(desk.db, 5)).toEqual([])
})

it('a vacancy that ends inside a month keeps its days of it', async () => {
  const desk = await billed()
  const { id } = await grant(desk, '2026-03-01', '2026-04-30', '2026-05-10')
  expect((await discounts(desk)).slice(1, 5)).toEqual([0, 50, 50, 0])
  await endVacancy(desk, id, 1, '2026-04-15')
  // Half of April at half the price.
  expect((await discounts(desk)).slice(1, 5)).toEqual([0, 50, 25, 0])
  expect(await differing(desk.db, 5)).toEqual([])
})
