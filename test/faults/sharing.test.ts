import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copyOffice } from '../../electron/db/backup/copy.ts'
import { restoreOffice } from '../../electron/db/backup/restore.ts'
import { startCashier } from './cashiers.ts'
import { folderOfItsOwn, officeWithTill, standingOf } from './till.ts'

it('lets two processes take money on one file: every receipt once, without a gap, and the books balance', async () => {
  const file = await officeWithTill()
  const cashiers = await Promise.all([startCashier(file, 60), startCashier(file, 60)])
  for (const cashier of cashiers) cashier.begin()
  const ended = await Promise.all(cashiers.map((cashier) => cashier.ended()))
  expect(ended.map((one) => one.refused)).toEqual([null, null])
  const taken = ended.flatMap((one) => one.receipts)
  expect(taken).toHaveLength(120)
  const { receipts, problems } = await standingOf(file)
  expect(problems).toEqual([])
  expect(receipts.toSorted()).toEqual(taken.toSorted())
})

it('copies an office that another process writes without a pause; the copy is whole and restores to balanced books', async () => {
  const file = await officeWithTill()
  const folder = folderOfItsOwn()
  const cashier = await startCashier(file)
  cashier.begin()
  await cashier.confirmed(3)
  for (let count = 0; count < 5; count++) {
    const before = cashier.receipts.length
    await copyOffice(file, join(folder, `copy-${count}.db`))
    const after = cashier.receipts.length
    const restored = join(folder, `restored-${count}.db`)
    expect(await restoreOffice(join(folder, `copy-${count}.db`), restored, new Date())).toBeNull()
    const { receipts, problems } = await standingOf(restored)
    expect(problems).toEqual([])
    // All that was confirmed before it began, and nothing that came once it was done but the one under way.
    expect(receipts.length).toBeGreaterThanOrEqual(before)
    expect(receipts.length).toBeLessThanOrEqual(after + 1)
    await cashier.confirmed(after + 1)
  }
  await cashier.kill()
})
