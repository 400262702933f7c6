import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { JobEvent } from '../../electron/contract/caseStates.ts'
import type { JobCompletion } from '../../electron/contract/jobs.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide, withdraw } from '../../electron/core/approvals/service.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { balanceProblems } from '../../electron/core/stores/balance.ts'
import { askCount, countDetail, keyCount, startCount } from '../../electron/core/stores/counts.ts'
import { documentDetail, ledgerOf, stockOfJob, totalsOn } from '../../electron/core/stores/detail.ts'
import { issue, receive, reverse, scrap, takeBack } from '../../electron/core/stores/documents.ts'
import { archiveItem, createItem } from '../../electron/core/stores/items.ts'
import { standsOn } from '../../electron/core/stores/stands.ts'
import { key, on, refusalOf } from './booksOffice.ts'
import { dryRun, home, importRows, newOffice } from './office.ts'

const today = '2026-11-21'

/** An office with one item and people who keep the stores. */
async function stores() {
  const test = await newOffice(today)
  const { desk } = test
  const person = async (name: string, ...roles: Role[]): Promise<Desk> => {
    const id = await createStaff(desk, { name, roles, secret: '1234' })
    return { ...desk, actor: { id, name, roles } }
  }
  const item = (code: string, name = '灯泡') =>
    createItem(desk, {
      code,
      name,
      specification: '9W',
      unitName: '个',
      bin: 'A-01',
      category: '电料',
      minimum: 500,
    })
  return {
    ...test,
    lamp: await item('DQ-001'),
    item,
    keeper: await person('吴志强', 'engineering'),
    accountant: await person('郑雅萍', 'accountant'),
    manager: await person('黄国辉', 'manager'),
  }
}

const receipt = (desk: Desk, itemId: number, quantity: number, price: number, onDate = desk.clock.today()) =>
  receive(desk, { requestKey: key(), onDate, supplier: '宏达五金', note: '', lines: [{ itemId, quantity, price }] })
const out = (desk: Desk, itemId: number, quantity: number, onDate = desk.clock.today(), jobId: number | null = null) =>
  issue(desk, {
    requestKey: key(),
    onDate,
    jobId,
    recipient: '郑师傅',
    purpose: '换楼道灯',
    note: '',
    lines: [{ itemId, quantity }],
  })
const standing = async (desk: Desk, itemId: number, date = today) => {
  const { quantity, value } = await standsOn(desk.db, itemId, date)
  return [quantity, value]
}

it('goods come in at their price, go out at the moving average, and as of any day the value is exact', async () => {
  const { desk, lamp } = await stores()
  await receipt(desk, lamp, 1000, 65_000, '2026-11-01')
  await receipt(desk, lamp, 500, 71_255, '2026-11-10')
  const issued = await out(desk, lamp, 300, '2026-11-12')
  // 65.00 + 35.63 = 100.63 for 15; 3 of them are 20.126.
  expect((await documentDetail(desk, issued.id)).value).toBe(-2013)
  expect(await standing(desk, lamp)).toEqual([1200, 8050])
  expect(await standing(desk, lamp, '2026-11-11')).toEqual([1500, 10_063])
  expect(await standing(desk, lamp, '2026-10-31')).toEqual([0, 0])
  await out(desk, lamp, 1200)
  expect(await standing(desk, lamp)).toEqual([0, 0])
  expect(await balanceProblems(desk.db)).toEqual([])
})

it('nothing goes out that is not there, on its day or on any later one, and a second try of a request makes no second document', async () => {
  const { desk, lamp } = await stores()
  await receipt(desk, lamp, 1000, 10_000, '2026-11-01')
  await out(desk, lamp, 800, '2026-11-15')
  const short = await refusalOf(out(desk, lamp, 300))
  expect(short.problems).toMatchObject([
    { code: 'stock-short', params: { there: '2.00', wanted: '3.00', date: today } },
  ])
  // On the 5th ten are there, but eight of them go on the 15th.
  const later = await refusalOf(out(desk, lamp, 300, '2026-11-05'))
  expect(later.problems).toMatchObject([{ code: 'stock-short-later', params: { missing: '1.00', date: '2026-11-15' } }])
  expect((await refusalOf(out(desk, lamp, 100, '2026-10-31'))).problems[0]?.code).toBe('stock-short')
  const request = { requestKey: key(), onDate: today, jobId: null, recipient: '郑师傅', purpose: '备用', note: '' }
  const once = await issue(desk, { ...request, lines: [{ itemId: lamp, quantity: 200 }] })
  expect(await issue(desk, { ...request, lines: [{ itemId: lamp, quantity: 200 }] })).toEqual(once)
  expect(await standing(desk, lamp)).toEqual([0, 0])
  expect((await refusalOf(out(desk, lamp, 1, '2026-11-22'))).problems[0]?.code).toBe('date-after-today')
})

it('of two programs that want the last piece at once, one gets it', async () => {
  const { desk, office, lamp } = await stores()
  await receipt(desk, lamp, 100, 10_000)
  const taker = join(import.meta.dirname, 'stockTaker.ts')
  const takes = [1, 2, 3].map(
    (number) =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [taker, office.file, String(lamp), today, `taker-number-${number}`])
        let said = ''
        child.stdout.on('data', (data) => {
          said += data
        })
        child.on('exit', () => resolve(said.trim()))
      }),
  )
  expect((await Promise.all(takes)).sort()).toEqual(['issued', 'stock-short', 'stock-short'])
  expect(await standing(desk, lamp)).toEqual([0, 0])
})

it('a back-dated receipt counts from its own day, and a closed month takes none', async () => {
  const { desk, lamp, accountant } = await stores()
  await receipt(desk, lamp, 100, 10_000, '2026-11-02')
  const issued = await out(desk, lamp, 100, '2026-11-10')
  await receipt(desk, lamp, 100, 30_000, '2026-11-05')
  expect((await documentDetail(desk, issued.id)).value).toBe(-200)
  expect(await standing(desk, lamp)).toEqual([100, 200])
  await closeMonth(accountant, '2026-10')
  await expect(receipt(desk, lamp, 100, 10_000, '2026-10-20')).rejects.toMatchObject({ code: 'period-closed' })
  expect(await balanceProblems(desk.db)).toEqual([])
})

it('what comes back has the value it went out at and is never more than went out; a document is reversed once, by a new one', async () => {
  const { desk, lamp } = await stores()
  const received = await receipt(desk, lamp, 300, 33_333)
  const issued = await out(desk, lamp, 300)
  const line = (await documentDetail(desk, issued.id)).lines[0]
  const back = (quantity: number) =>
    takeBack(desk, {
      requestKey: key(),
      issueId: issued.id,
      onDate: today,
      note: '',
      lines: [{ lineId: line?.id ?? 0, quantity }],
    })
  const returned = await back(100)
  expect((await documentDetail(desk, returned.id)).value).toBe(333)
  expect((await refusalOf(back(201))).code).toBe('stock-return-too-much')
  await expect(reverse(desk, issued.id, '开错')).rejects.toMatchObject({ code: 'stock-has-returns' })
  const undone = await reverse(desk, returned.id, '退错')
  await expect(reverse(desk, returned.id, '再退')).rejects.toMatchObject({ code: 'stock-reversed' })
  await expect(reverse(desk, undone.id, '再退')).rejects.toMatchObject({ code: 'stock-is-reversal' })
  expect(await standing(desk, lamp)).toEqual([0, 0])
  await expect(reverse(desk, received.id, '单价错')).rejects.toMatchObject({ code: 'stock-short' })
  const again = await reverse(desk, issued.id, '开错')
  expect(await documentDetail(desk, again.id)).toMatchObject({
    kind: 'issue',
    reverses: { id: issued.id },
    value: 1000,
  })
  expect(await documentDetail(desk, issued.id)).toMatchObject({ reversedBy: { id: again.id } })
  await reverse(desk, received.id, '单价错')
  expect(await standing(desk, lamp)).toEqual([0, 0])
  expect(await balanceProblems(desk.db)).toEqual([])
})

it('a job shows what it was given less what came back, and offers what no completion has told of yet', async () => {
  const { desk, lamp, keeper } = await stores()
  await importRows(desk, 'units', [home('101')])
  const job = await registerJob(desk, {
    source: 'internal',
    unitId: 1,
    place: '',
    personId: null,
    caller: '',
    phone: '',
    trade: 'plumbing-electric',
    content: '楼道灯不亮',
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
    requestKey: key(),
  })
  await receipt(desk, lamp, 1000, 65_000)
  await expect(out(desk, lamp, 100, '2026-11-20', job.id)).rejects.toMatchObject({ code: 'stock-before-job' })
  const issued = await out(desk, lamp, 300, today, job.id)
  const [line] = (await documentDetail(desk, issued.id)).lines
  await takeBack(desk, {
    requestKey: key(),
    issueId: issued.id,
    onDate: today,
    note: '',
    lines: [{ lineId: line?.id ?? 0, quantity: 100 }],
  })
  expect(await stockOfJob(desk, job.id)).toMatchObject({
    value: 1300,
    materials: [{ name: '灯泡 9W', quantityCenti: 200, price: 650 }],
    lines: [{ quantity: 300 }, { quantity: -100 }],
  })
  const step = async (event: JobEvent, materials: JobCompletion['materials'] = []) => {
    const { version } = await jobDetail(desk, job.id)
    const bare = { finishedAt: '', chargeClass: 'free', labourCenti: 0, labourPrice: 0, charged: 0 } as const
    const completion = { ...bare, materials }
    await stepJob(desk, {
      id: job.id,
      version,
      event,
      reason: '缘由',
      workerId: keeper.actor.id,
      result: '',
      completion,
    })
  }
  const offered = async () => (await stockOfJob(desk, job.id)).materials.map((one) => one.quantityCenti)
  await step('dispatch')
  await step('complete', [{ name: '灯泡 9W', quantityCenti: 150, price: 650 }])
  expect(await offered()).toEqual([50])
  await step('undo-complete')
  expect(await offered()).toEqual([200])
  await step('complete', [{ name: '灯泡 9W', quantityCenti: 200, price: 650 }])
  await step('reopen')
  expect(await offered()).toEqual([])
})

it('differences of a stock-take are booked by somebody who neither counted nor asked, in the moment of approval', async () => {
  const { desk, lamp, item, keeper, accountant, manager } = await stores()
  const cable = await item('DQ-002', '电线')
  await receipt(desk, lamp, 1000, 65_000, '2026-11-01')
  await receipt(desk, cable, 500, 20_000, '2026-11-01')
  const { id } = await startCount(keeper, { onDate: today, category: '', requestKey: key() })
  const [first, second] = (await countDetail(desk, id)).lines
  const counted = (line: typeof first, number: number) => ({ id: line?.id ?? 0, counted: number, note: '' })
  await keyCount(keeper, id, 1, [counted(first, 900)])
  await expect(askCount(accountant, id, 2, '半年盘点')).rejects.toMatchObject({ code: 'stock-count-unfinished' })
  await expect(keyCount(accountant, id, 1, [counted(first, 950)])).rejects.toMatchObject({ code: 'stale' })
  await keyCount(keeper, id, 2, [counted(second, 600)])
  const asked = await askCount(accountant, id, 3, '半年盘点')
  expect((await countDetail(desk, id)).lines).toMatchObject([
    { difference: -100, differenceValue: -650 },
    { difference: 100, differenceValue: 200 },
  ])
  await expect(keyCount(keeper, id, 3, [counted(first, 1000)])).rejects.toMatchObject({ code: 'stock-count-waiting' })
  const answer = { id: asked, version: 1, approve: true, decision: '' }
  await expect(decide(accountant, approvalRules, answer)).rejects.toMatchObject({ code: 'approval-own' })
  const counter = { ...keeper, actor: { ...keeper.actor, roles: ['manager'] as const } }
  await expect(decide(counter, approvalRules, answer)).rejects.toMatchObject({ code: 'approval-taker' })
  // What the books said of the day must still be so.
  const late = await out(desk, lamp, 200)
  await expect(decide(manager, approvalRules, answer)).rejects.toMatchObject({ code: 'stock-count-moved' })
  expect(await standing(desk, lamp)).toEqual([800, 5200])
  await withdraw(accountant, asked, 1)
  await reverse(desk, late.id, '重盘')
  const version = (await countDetail(desk, id)).version
  const again = await askCount(accountant, id, version, '半年盘点')
  await decide(on(manager, '2026-11-21'), approvalRules, { ...answer, id: again })
  expect(await standing(desk, lamp)).toEqual([900, 5850])
  expect(await standing(desk, cable)).toEqual([600, 1200])
  expect(await countDetail(desk, id)).toMatchObject({ state: 'booked', approver: '黄国辉', counter: '吴志强' })
  const { rows } = await listPage(desk, 'stockCounts', { filter: {}, offset: 0, limit: 10 })
  expect(rows).toMatchObject([{ state: 'booked', different: 2, value: -450, approver: '黄国辉' }])
  const document = (await countDetail(desk, id)).documentId ?? 0
  await expect(reverse(desk, document, '算了')).rejects.toMatchObject({ code: 'stock-count-final' })
})

it('ledger, summary and stock agree, also where something was taken back', async () => {
  const { desk, lamp, item } = await stores()
  const cable = await item('DQ-002', '电线')
  await receipt(desk, lamp, 1000, 65_000, '2026-09-10')
  await out(desk, lamp, 100, '2026-10-10')
  const wrong = await receipt(desk, lamp, 100, 90_000, '2026-11-02')
  await reverse(desk, wrong.id, '重复录入')
  await scrap(desk, {
    requestKey: key(),
    onDate: today,
    purpose: '受潮',
    note: '',
    lines: [{ itemId: lamp, quantity: 50 }],
  })
  await receipt(desk, cable, 10_000, 12_345, '2026-11-05')
  const filter = { from: '2026-11-01', to: today }
  const { rows } = await listPage(desk, 'stockSummary', { filter, offset: 0, limit: 10 })
  expect(rows).toMatchObject([
    { openingQuantity: 900, openingValue: 5850, inQuantity: 0, closingQuantity: 850 },
    { openingQuantity: 0, inQuantity: 10_000, inValue: 12_345, outQuantity: 0, closingValue: 12_345 },
  ])
  for (const row of rows) {
    expect(row.openingValue + row.inValue - row.outValue).toBe(row.closingValue)
    expect(row.openingQuantity + row.inQuantity - row.outQuantity).toBe(row.closingQuantity)
    const ledger = await ledgerOf(desk, row.id, filter.from, filter.to)
    expect(ledger.totals).toEqual({
      inQuantity: row.inQuantity,
      inValue: row.inValue,
      outQuantity: row.outQuantity,
      outValue: row.outValue,
    })
    expect([ledger.closing.quantity, ledger.closing.value]).toEqual([row.closingQuantity, row.closingValue])
  }
  expect(await totalsOn(desk, today)).toMatchObject({
    items: 2,
    value: 12_345 + (rows[0]?.closingValue ?? 0),
    below: 0,
  })
  const moves = await listPage(desk, 'stockMovements', { filter: { itemId: lamp }, offset: 0, limit: 10 })
  expect(moves.rows[0]).toMatchObject({ kind: 'scrap', balanceQuantity: 850 })
})

it('an item is found below its minimum, and is taken out of use only when nothing of it is there', async () => {
  const { desk, lamp } = await stores()
  await receipt(desk, lamp, 400, 10_000)
  const below = () => listPage(desk, 'stockItems', { filter: { show: 'below' }, offset: 0, limit: 10 })
  expect((await below()).rows).toMatchObject([{ code: 'DQ-001', below: true, average: '1.0000' }])
  expect((await totalsOn(desk, today)).below).toBe(1)
  await expect(archiveItem(desk, lamp, 1, true)).rejects.toMatchObject({ code: 'stock-not-empty' })
  await out(desk, lamp, 400)
  await archiveItem(desk, lamp, 1, true)
  expect((await below()).rows).toEqual([])
  expect((await refusalOf(receipt(desk, lamp, 100, 1))).code).toBe('stock-item-archived')
})

it('opening stock is imported once, corrected while nothing has moved, refused afterwards, and taken back only until then', async () => {
  const { desk } = await newOffice(today)
  const row = {
    code: 'DQ-001',
    name: '灯泡',
    specification: '9W',
    unitName: '个',
    bin: 'A-01',
    quantity: 2000,
    price: 65_000,
  }
  const counts = async (change: object) => (await dryRun(desk, 'stock', [{ ...row, ...change }])).counts
  const first = await importRows(desk, 'stock', [row, { code: 'WJ-001', name: '螺丝' }])
  expect(first.counts).toMatchObject({ added: 2, warnings: 0 })
  expect(await standing(desk, 1)).toEqual([2000, 13_000])
  expect(await counts({})).toMatchObject({ unchanged: 1 })
  expect(await counts({ bin: 'A-02' })).toMatchObject({ updated: 1 })
  const second = await importRows(desk, 'stock', [{ ...row, quantity: 2100 }])
  expect(second.counts).toMatchObject({ updated: 1 })
  expect(await standing(desk, 1)).toEqual([2100, 13_650])
  await undoImport(desk, second.batchId ?? 0)
  expect(await standing(desk, 1)).toEqual([2000, 13_000])
  const issued = await out(desk, 1, 100)
  expect(await counts({})).toMatchObject({ unchanged: 1 })
  const differs = await dryRun(desk, 'stock', [{ ...row, quantity: 2100 }])
  expect(differs.rows[0]?.errors).toMatchObject([
    { code: 'stock-differs', field: '数量', params: { booked: '20.00', given: '21.00' } },
  ])
  expect(await counts({ quantity: -100 })).toMatchObject({ rejected: 1 })
  await expect(undoImport(desk, first.batchId ?? 0)).rejects.toMatchObject({ code: 'import-depended-on' })
  expect(await standing(desk, 1)).toEqual([1900, 12_350])
  expect(issued.number).toBe('CK202611-0001')
  expect(await balanceProblems(desk.db)).toEqual([])
})

it('an import that nothing stands on is taken back whole', async () => {
  const { desk } = await newOffice(today)
  const { batchId } = await importRows(desk, 'stock', [{ code: 'DQ-001', name: '灯泡', quantity: 2000, price: 65_000 }])
  await undoImport(desk, batchId ?? 0)
  for (const table of ['stock_item', 'stock_line', 'stock_document', 'stock_balance'] as const) {
    expect(await desk.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
})

it('a balance that was tampered with is found by the check', async () => {
  const { desk, lamp } = await stores()
  await receipt(desk, lamp, 400, 10_000)
  await desk.db.updateTable('stock_balance').set({ balance_value: 1 }).execute()
  expect(await balanceProblems(desk.db)).toMatchObject([{ code: 'check-stock-balance', params: { item: 'DQ-001' } }])
})

it('what stood on a day, and the newest movements, are found by an index', async () => {
  const { office } = await stores()
  const plan = (sql: string) =>
    (office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((row) => row.detail).join()
  expect(
    plan(`SELECT balance_quantity FROM stock_balance WHERE item_id = 1 AND on_date <= '2026-01-01'
      ORDER BY on_date DESC, line_id DESC LIMIT 1`),
  ).toMatch(/^SEARCH stock_balance USING COVERING INDEX stock_balance_item/)
  expect(plan('SELECT line_id FROM stock_balance ORDER BY on_date DESC, line_id DESC LIMIT 50')).toBe(
    'SCAN stock_balance USING COVERING INDEX stock_balance_day',
  )
})

it('what a booked count has found is not brought in again by a receipt of a day before it', async () => {
  const { desk, lamp, item, keeper, accountant, manager } = await stores()
  await receipt(desk, lamp, 1000, 65_000, '2026-11-01')
  const { id } = await startCount(keeper, { onDate: '2026-11-15', category: '', requestKey: key() })
  const [line] = (await countDetail(desk, id)).lines
  await keyCount(keeper, id, 1, [{ id: line?.id ?? 0, counted: 1200, note: '' }])
  const asked = await askCount(accountant, id, 2, '半年盘点')
  await decide(manager, approvalRules, { id: asked, version: 1, approve: true, decision: '' })
  await expect(receipt(desk, lamp, 200, 65_000, '2026-11-14')).rejects.toMatchObject({
    problems: [{ code: 'stock-counted-since', field: 'onDate', params: { date: '2026-11-15' } }],
  })
  await receipt(desk, lamp, 200, 65_000, '2026-11-15')
  // What was not on the sheet was not counted.
  await receipt(desk, await item('DQ-009', '开关'), 200, 65_000, '2026-11-14')
})

it('an item’s code is one however it is typed', async () => {
  const { item } = await stores()
  await item('L1', '灯带')
  for (const code of ['Ｌ１', 'l1']) {
    await expect(item(code, '灯带')).rejects.toMatchObject({ problems: [{ code: 'stock-code-taken' }] })
  }
})
