import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openOffice } from '../../electron/db/open.ts'
import { startCashier } from './cashiers.ts'
import { till } from './pay.ts'
import { bytesOf, folderOfItsOwn, officeWithTill, receiptsOf, standingOf } from './till.ts'

/** Four offices at once: while one process is started for its next round, others write. */
const [tills, cutsOfEach] = [4, 50]

it(`loses no confirmed payment in ${tills * cutsOfEach} power cuts at any moment, and the books balance`, async () => {
  await Promise.all(Array.from({ length: tills }, cutAgainAndAgain))
}, 600_000)

async function cutAgainAndAgain(): Promise<void> {
  const file = await officeWithTill()
  const confirmed: string[] = []
  let next = startCashier(file)
  for (let cut = 0; cut < cutsOfEach; cut++) {
    const cashier = await next
    next = startCashier(file)
    cashier.begin()
    // Up to a dozen payments, and then anywhere within the next one.
    await cashier.confirmed(Math.floor(Math.random() * 12))
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
    confirmed.push(...(await cashier.kill()))
    const found = new Set(await receiptsOf(file))
    expect(confirmed.filter((receipt) => !found.has(receipt))).toEqual([])
  }
  await (await next).kill()
  const { receipts, problems } = await standingOf(file)
  expect(problems).toEqual([])
  // What was confirmed to nobody because the cut came between the commit and the word is there whole, and seldom.
  expect(receipts.length - confirmed.length).toBeLessThanOrEqual(cutsOfEach)
  expect(confirmed.length).toBeGreaterThan(cutsOfEach)
}

it('keeps a whole beginning of the day where the disk lost the end of the log', async () => {
  const file = await officeWithTill()
  const office = await openOffice(file)
  // The payments of a morning, none of them brought over from the log yet.
  office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  office.sqlite.pragma('wal_autocheckpoint = 0')
  const take = await till(office)
  const all: string[] = []
  for (let count = 0; count < 25; count++) all.push(await take())
  const { main, log } = bytesOf(file)
  await office.close()
  expect(log.length).toBeGreaterThan(100_000)

  const lost = join(folderOfItsOwn(), 'office.db')
  let longest = 0
  for (let cut = 0; cut <= 20; cut++) {
    writeFileSync(lost, main)
    writeFileSync(`${lost}-wal`, log)
    // At the end of a frame, within one, and within the very first bytes.
    truncateSync(`${lost}-wal`, cut === 20 ? log.length : Math.floor((log.length * cut) / 20) + (cut % 3) * 7)
    const { receipts, problems } = await standingOf(lost)
    expect(problems).toEqual([])
    expect(receipts).toEqual(all.slice(0, receipts.length))
    expect(receipts.length).toBeGreaterThanOrEqual(longest)
    longest = receipts.length
  }
  expect(longest).toBe(all.length)
})

it('tells of garbage in the log by leaving out what stands behind it, and nothing else', async () => {
  const file = await officeWithTill()
  const office = await openOffice(file)
  office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  office.sqlite.pragma('wal_autocheckpoint = 0')
  const take = await till(office)
  const all: string[] = []
  for (let count = 0; count < 10; count++) all.push(await take())
  const { main, log } = bytesOf(file)
  await office.close()
  const spoilt = join(folderOfItsOwn(), 'office.db')
  for (const part of [0.1, 0.5, 0.9]) {
    const bytes = Buffer.from(log)
    const at = Math.floor(bytes.length * part)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(spoilt, main)
    writeFileSync(`${spoilt}-wal`, bytes)
    const { receipts, problems } = await standingOf(spoilt)
    expect(problems).toEqual([])
    expect(receipts).toEqual(all.slice(0, receipts.length))
  }
})
