import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../electron/contract/dates.ts'
import type { ListFilter, ListId } from '../../electron/contract/lists.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { balanceProblems, settle } from '../../electron/core/stores/balance.ts'
import { ledgerOf, totalsOn } from '../../electron/core/stores/detail.ts'
import { issue } from '../../electron/core/stores/documents.ts'
import { openOffice } from '../../electron/db/open.ts'
import { random } from './bigOffice.ts'
import { deskOf } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const [today, itemCount, movementCount, linesEach] = ['2026-11-21', 2_000, 200_000, 4]

/** The bars of the stores: 2,000 items and 200,000 movements over ten years. */
export async function storesBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  const file = join(cache, 'stores.db')
  if (fresh || !existsSync(file)) await storesOffice(file)
  const office = await openOffice(file)
  const desk = deskOf(office)
  const page = <L extends ListId>(list: L, filter: ListFilter<L>) =>
    median(() => listPage(desk, list, { filter, offset: 0, limit: 50, count: false }))
  const times = [
    await page('stockItems', {}),
    await page('stockItems', { show: 'below' }),
    await page('stockItems', { asOf: '2021-06-30', text: '物料1' }),
    await page('stockDocuments', {}),
    await page('stockDocuments', { kind: 'receipt', from: '2020-01-01', to: '2020-12-31' }),
    await page('stockDocuments', { text: 'W-0777' }),
    await page('stockMovements', {}),
    await page('stockMovements', { itemId: 77 }),
    await page('stockMovements', { category: '类别3', from: '2024-01-01' }),
    await page('stockSummary', { from: '2026-10-01', to: '2026-10-31' }),
    await page('stockSummary', { from: '2016-01-01', to: today }),
    await page('stockCounts', {}),
  ]
  report('200,000 stores movements: slowest of twelve list pages', Math.max(...times), 50, 'ms')
  report(
    '200,000 stores movements: ledger of an item',
    await median(() => ledgerOf(desk, 77, '2016-01-01', today)),
    50,
    'ms',
  )
  report(
    '200,000 stores movements: value of the stores on a day',
    await median(() => totalsOn(desk, '2021-06-30')),
    50,
    'ms',
  )
  let number = Date.now()
  const lines = Array.from({ length: 5 }, (_, index) => ({ itemId: index + 1, quantity: 1 }))
  const request = { onDate: today, jobId: null, recipient: '班组', purpose: '测量', note: '', lines }
  const issuing = () => issue(desk, { ...request, requestKey: `bench-issue-${number++}` })
  report('200,000 stores movements: an issue of five lines', await median(issuing), 50, 'ms')
  if ((await balanceProblems(desk.db)).length > 0) throw new Error('the stores do not balance')
  await office.close()
}

/** Written straight into the tables and settled once: 50,000 documents one by one would take minutes. */
async function storesOffice(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const office = await openOffice(file, { create: true })
  const desk = deskOf(office)
  const next = random(17)
  const item = office.sqlite.prepare(
    "INSERT INTO stock_item (id, code, name, spelling, unit_name, bin, category, minimum) VALUES (?, ?, ?, ?, '个', ?, ?, ?)",
  )
  const document = office.sqlite.prepare(
    "INSERT INTO stock_document (id, number, kind, on_date, supplier, recipient, at, actor_name) VALUES (?, ?, ?, ?, ?, ?, ?, 'bench')",
  )
  const line = office.sqlite.prepare(
    'INSERT INTO stock_line (id, document_id, item_id, on_date, side, quantity, price, amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const there = new Map<number, number>()
  office.sqlite.transaction(() => {
    for (let id = 1; id <= itemCount; id++) {
      const code = `W-${String(id).padStart(4, '0')}`
      item.run(id, code, `物料${id}`, `wuliao${id} wl`, `A-${id % 90}`, `类别${id % 12}`, id % 3 === 0 ? null : 2_000)
    }
    let lineId = 0
    for (let id = 1; lineId < movementCount; id++) {
      const day = addDays('2016-11-25', Math.floor((lineId / movementCount) * 3_640))
      const isIn = id <= itemCount / linesEach || next() < 0.3
      document.run(
        id,
        `${isIn ? 'RK' : 'CK'}-${id}`,
        isIn ? 'receipt' : 'issue',
        day,
        isIn ? '供应商' : '',
        isIn ? '' : '班组',
        `${day}T01:00:00.000Z`,
      )
      for (let row = 0; row < linesEach; row++) {
        const itemId = id <= itemCount / linesEach ? (id - 1) * linesEach + row + 1 : 1 + Math.floor(next() * itemCount)
        const left = there.get(itemId) ?? 0
        const comesIn = isIn || left < 100
        const quantity = comesIn
          ? 5_000 + Math.floor(next() * 5_000)
          : -Math.min(left, 100 + Math.floor(next() * 2_000))
        there.set(itemId, left + quantity)
        const price = 10_000 + Math.floor(next() * 500_000)
        lineId += 1
        line.run(
          lineId,
          id,
          itemId,
          day,
          comesIn ? 'in' : 'out',
          quantity,
          comesIn ? price : null,
          comesIn ? Math.round((quantity * price) / 10_000) : null,
        )
      }
    }
    for (const name of ['stock_item', 'stock_document', 'stock_line']) {
      office.sqlite.prepare(`INSERT INTO id_block (name, next) SELECT ?, max(id) + 1 FROM ${name}`).run(name)
    }
  })()
  const all = Array.from({ length: itemCount }, (_, index) => index + 1)
  await desk.db.transaction().execute((tx) => settle(tx, all))
  office.sqlite.exec('ANALYZE')
  await office.close()
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[2] ?? 0
}
