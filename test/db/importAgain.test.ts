import { expect, test } from 'vitest'
import { askReversal } from '../../electron/core/billing/requests.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { balance, billingOffice, home, lived } from './billingDesk.ts'
import { dryRun, importRows } from './office.ts'

const period = { area: 'B区', building: '1栋', room: '101', item: '物业费', fromOn: '2026-01-01', toOn: '2026-01-31' }
const charges = [{ ...period, dueOn: '2026-01-31', amount: 5_000 }]
const discounts = [{ ...period, kind: 'relief', onDate: '2026-02-10', amount: 1_000, approver: '黄国辉' }]

/** A charge of 50.00 with 10.00 taken off, both imported. */
async function discounted() {
  const office = await billingOffice([home('101', lived)])
  await importRows(office.desk, 'charges', charges)
  await importRows(office.desk, 'discounts', discounts)
  const unitId = await office.unit('101')
  const { id } = await office.desk.db.selectFrom('charge').select('id').executeTakeFirstOrThrow()
  const correct = async (replacement: { amount: number; dueOn: string } | null) => {
    await askReversal(office.accountant, { chargeId: id, replacement, rebill: false, reason: '面积有误' })
    await office.approve()
  }
  return { ...office, unitId, correct }
}

test('a discount that went over to a corrected charge is not taken off it a second time by the same workbook', async () => {
  const { desk, unitId, correct, expectSound } = await discounted()
  await correct({ amount: 4_000, dueOn: '2026-01-31' })
  expect(await balance(desk, unitId)).toMatchObject({ owed: 3_000 })
  const again = await importRows(desk, 'discounts', discounts)
  expect(again.counts).toMatchObject({ added: 0, unchanged: 1, rejected: 0 })
  expect(again.rows[0]?.warnings).toMatchObject([
    { code: 'discount-was-withdrawn', params: { date: desk.clock.today() } },
  ])
  expect(await balance(desk, unitId)).toMatchObject({ owed: 3_000 })
  // Another one of the same charge is something new.
  await importRows(desk, 'discounts', [{ ...discounts[0], onDate: '2026-03-10', amount: 500 }])
  expect(await balance(desk, unitId)).toMatchObject({ owed: 2_500 })
  await expectSound()
})

test('a discount of a charge that was reversed for good stays away with it', async () => {
  const { desk, unitId, correct } = await discounted()
  await correct(null)
  for (const [kind, rows] of [
    ['charges', charges],
    ['discounts', discounts],
  ] as const) {
    expect((await dryRun(desk, kind, rows)).counts).toMatchObject({ added: 0, unchanged: 1, rejected: 0 })
  }
  expect(await balance(desk, unitId)).toEqual({ owed: 0, prepaid: 0 })
})

test('a batch that is kept by a discount names the household', async () => {
  const { desk } = await discounted()
  const { id } = await desk.db
    .selectFrom('import_batch')
    .select('id')
    .where('kind', '=', 'charges')
    .executeTakeFirstOrThrow()
  await expect(undoImport(desk, id)).rejects.toMatchObject({
    problems: [{ code: 'built-on-import', params: { entity: 'discount', name: '1栋101' } }],
  })
})
