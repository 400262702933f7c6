import { expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import type { TallyFields } from '../../electron/contract/tallies.ts'
import { tallyItemCalled, tallyRegister, tallyRegisterIds } from '../../electron/contract/tallyRegisters.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figureOf, figureRecord, figureRows } from '../../electron/core/summary/engine.ts'
import { periodOf } from '../../electron/core/summary/figure.ts'
import { cancelTally, recordTally, tallyDetail, tallyMonths, updateTally } from '../../electron/core/tallies/service.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

const today = '2026-11-21'

const fields = (more: Partial<TallyFields> = {}): TallyFields => ({
  onDate: today,
  item: 'main-road-wash',
  place: '主干道',
  unitId: null,
  quantity: 1,
  labourDays: 0,
  unitPrice: null,
  cost: null,
  inspector: '',
  score: null,
  note: '',
  ...more,
})

let keys = 0
const record = (desk: Desk, more: Partial<TallyFields> = {}, register: 'cleaning' | 'greening' = 'cleaning') =>
  recordTally(desk, register, fields(more), `tally-key-${++keys}`)
const rounds = (desk: Desk, year = 2026, asOf = `${year}-12-31`) => figureOf(desk.db, 'cleaning/rounds', year, asOf)
const days = async (desk: Desk, year = 2026, asOf = `${year}-12-31`) =>
  (await figureOf(desk.db, 'greening/labour-days', year, asOf)).value
const parts = ({ parts }: Awaited<ReturnType<typeof rounds>>) =>
  Object.fromEntries(parts.map(({ key, value }) => [key, value]))

it('every item has one code among all registers, and is understood by each of its words', () => {
  const codes = tallyRegisterIds.flatMap((id) => Object.keys(tallyRegister(id).items))
  expect(new Set(codes).size).toBe(codes.length)
  for (const id of tallyRegisterIds) {
    for (const [code, { zh, en, also = [] }] of Object.entries(tallyRegister(id).items)) {
      for (const word of [code, zh, en, ...also]) expect(tallyItemCalled(id, word), word).toBe(code)
    }
  }
})

it('counts are added up by item; a sheet entered twice is one record, and an own item counts beside the declared', async () => {
  const { desk } = await newOffice(today)
  const id = await recordTally(desk, 'cleaning', fields({ item: '电梯门抛光', quantity: 27 }), 'the-same-key')
  expect(await recordTally(desk, 'cleaning', fields({ quantity: 3 }), 'the-same-key')).toBe(id)
  await record(desk, { quantity: 2 })
  await record(desk, { item: '喷泉除垢', quantity: 4 })
  const figure = await rounds(desk)
  expect(figure.value).toBe(33)
  expect(parts(figure)).toEqual({ 'lift-door-polish': 27, 'main-road-wash': 2, 喷泉除垢: 4 })
  expect(await tallyMonths(desk, 'cleaning', 2026)).toContainEqual({
    item: 'lift-door-polish',
    month: 11,
    records: 1,
    quantity: 27,
    labourDays: 0,
    cost: 0,
  })
})

it('a count taken back counts on the days before and no longer after; its row and reason stay', async () => {
  const { desk } = await newOffice('2026-11-21')
  const id = await record(desk, { onDate: '2026-03-01', quantity: 5 })
  await cancelTally(desk, id, 1, '记错了楼栋')
  expect((await rounds(desk, 2026, '2026-11-20')).value).toBe(5)
  expect((await rounds(desk, 2026, '2026-11-21')).value).toBe(0)
  expect(await tallyDetail(desk, id)).toMatchObject({ cancelledOn: '2026-11-21', cancelReason: '记错了楼栋' })
  await expect(updateTally(desk, id, 2, fields())).rejects.toMatchObject({ code: 'tally-cancelled' })
  expect(await tallyMonths(desk, 'cleaning', 2026)).toEqual([])
})

it('half a day of labour is half a day, in the figure and in its records', async () => {
  const { desk } = await newOffice(today)
  await record(desk, { item: 'mowing', labourDays: 150, cost: 27_000 }, 'greening')
  await record(desk, { item: 'pruning', labourDays: 200, quantity: 3 }, 'greening')
  expect(await days(desk)).toBe(3.5)
  const raw = await figureRows(desk.db, 'greening/labour-days', periodOf(2026, today)).execute()
  expect(raw.map((row) => figureRecord(row as Record<string, unknown>).amount)).toEqual([1.5, 2])
  expect((await rounds(desk)).value).toBe(0)
})

it('refuses tomorrow, nothing at all, a colleague whose register it is not, and one who has not seen the last', async () => {
  const { desk, as } = await newOffice(today)
  await expect(record(desk, { onDate: '2026-11-22' })).rejects.toMatchObject({ code: 'date-after-today' })
  await expect(record(desk, { quantity: 0 })).rejects.toMatchObject({ code: 'tally-without-count' })
  await expect(record(as('陈美玲', 'cashier'))).rejects.toMatchObject({ code: 'not-your-register' })
  const id = await record(desk)
  await updateTally(desk, id, 1, fields({ quantity: 2 }))
  await expect(updateTally(desk, id, 1, fields({ quantity: 3 }))).rejects.toBeInstanceOf(StaleError)
  expect((await rounds(desk)).value).toBe(2)
})

it('what a number costs is the number times its price, unless the cost is told', async () => {
  const { desk } = await newOffice(today)
  const priced = await record(desk, { quantity: 3, unitPrice: 1_250 })
  const told = await record(desk, { quantity: 3, unitPrice: 1_250, cost: 4_000 })
  expect((await tallyDetail(desk, priced)).cost).toBe(3_750)
  expect((await tallyDetail(desk, told)).cost).toBe(4_000)
})

it('a workbook fills both registers by its items; again it changes nothing, and it can be undone', async () => {
  const { desk } = await newOffice(today)
  await importRows(desk, 'units', [home('101'), home('102')])
  const row = (onDate: string, item: string, more: Values = {}): Values => ({ onDate, item, ...more })
  const rows = [
    row('2025-01-10', '道路冲洗', { quantity: 200, inspector: '王素珍', score: 9_550 }),
    row('2025-03-01', '空置房清洁', { place: '1-101' }),
    row('2025-03-01', '空置房保洁', { place: '样板间' }),
    row('2025-04-02', '外聘绿化用工', { labourDays: 850 }),
    row('2025-04-02', '外聘绿化用工', { labourDays: 850 }),
    row('2025-05-01', '花箱补苗', { labourDays: 50, quantity: 100 }),
    row('2025-06-01', '玻璃幕墙擦洗'),
  ]
  const report = await importRows(desk, 'cleaning', rows)
  expect(report.counts).toMatchObject({ added: 7, warnings: 2, rejected: 0 })
  expect((await dryRun(desk, 'cleaning', rows)).counts).toMatchObject({ added: 0, unchanged: 7 })
  expect((await dryRun(desk, 'cleaning', [...rows, rows[3] as Values])).counts).toMatchObject({ added: 1, warnings: 1 })
  expect(parts(await rounds(desk, 2025))).toEqual({ 'main-road-wash': 2, 'vacant-unit-clean': 2, 玻璃幕墙擦洗: 1 })
  expect(await days(desk, 2025)).toBe(17.5)
  expect(await days(desk, 2025, '2025-04-30')).toBe(17)
  const cleaned = await listPage(desk, 'tallies', { filter: { unitId: 1 }, offset: 0, limit: 10 })
  expect(cleaned.rows).toMatchObject([{ onDate: '2025-03-01', place: 'B区 1栋101' }])
  await undoImport(desk, report.batchId ?? 0)
  expect([(await rounds(desk, 2025)).value, await days(desk, 2025)]).toEqual([0, 0])
})

it('refuses what cannot be in a workbook, with its column', async () => {
  const { desk } = await newOffice(today)
  const { rows } = await dryRun(desk, 'cleaning', [
    { onDate: '2026-12-01', item: '水池清洗' },
    { onDate: '2026-01-01', item: '水池清洗', quantity: 150 },
    { onDate: '2026-01-01', item: '水池清洗', quantity: 0 },
    { onDate: '2026-01-01', item: '水池清洗', score: 10_100 },
    { onDate: '2026-01-01', item: '除草', labourDays: -100 },
  ])
  expect(rows.map(({ errors: [first] }) => [first?.code, first?.field])).toEqual([
    ['date-after-today', '日期'],
    ['tally-not-whole', '次数'],
    ['tally-without-count', '次数'],
    ['too-big', '评分'],
    ['too-small', '用工'],
  ])
})

it('the list finds by item, place, unit and inspector, and goes through its index by day', async () => {
  const { desk, office } = await newOffice(today)
  await record(desk, { inspector: '王素珍' })
  await record(desk, { item: 'pool-wash', place: '中心水池' })
  await record(desk, { item: 'mowing', labourDays: 100 }, 'greening')
  const found = async (filter: object) => (await listPage(desk, 'tallies', { filter, offset: 0, limit: 10 })).total
  expect(await found({})).toBe(3)
  expect(await found({ register: 'greening' })).toBe(1)
  expect(await found({ text: '水池' })).toBe(1)
  expect(await found({ text: '主干道冲洗' })).toBe(1)
  expect(await found({ text: '王素珍' })).toBe(1)
  const plan = office.sqlite
    .prepare(
      `EXPLAIN QUERY PLAN SELECT id FROM tally WHERE register = 'cleaning' AND on_date >= '2026-01-01'
       ORDER BY on_date DESC, id LIMIT 50`,
    )
    .all() as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join(' ')).toContain('tally_day')
})

it('vacant-unit cleaning says of which unit it is', async () => {
  const { desk } = await newOffice(today)
  await importRows(desk, 'units', [home('101')])
  const { id: unitId } = await desk.db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
  const none = [{ code: 'tally-without-unit', field: 'unitId' }]
  await expect(record(desk, { item: '空置房清洁' })).rejects.toMatchObject({ problems: none })
  const id = await record(desk, { item: '空置房清洁', unitId })
  await expect(updateTally(desk, id, 1, fields({ item: '空置房清洁' }))).rejects.toMatchObject({ problems: none })
})

it('hired labour says how many days of it', async () => {
  const { desk } = await newOffice(today)
  const none = { problems: [{ code: 'tally-without-days', field: 'labourDays' }] }
  const hired = { item: '外聘绿化用工', quantity: 1 }
  await expect(record(desk, hired, 'greening')).rejects.toMatchObject(none)
  const id = await record(desk, { ...hired, labourDays: 250 }, 'greening')
  await expect(updateTally(desk, id, 1, fields(hired))).rejects.toMatchObject(none)
})

it('a corrected count says what it was, when and by whom; closed months are not corrected', async () => {
  const { desk } = await newOffice(today)
  const id = await record(desk, { onDate: '2026-10-12', quantity: 5 })
  expect((await tallyDetail(desk, id)).corrections).toEqual([])
  await updateTally(desk, id, 1, fields({ onDate: '2026-10-12', quantity: 2 }))
  expect((await rounds(desk, 2026, '2026-10-31')).value).toBe(2)
  const { corrections } = await tallyDetail(desk, id)
  expect(corrections).toMatchObject([{ actor: desk.actor.name, changes: [{ field: 'quantity', from: 5, to: 2 }] }])
  await closeMonth(desk, '2026-10')
  await expect(updateTally(desk, id, 2, fields({ onDate: '2026-10-12' }))).rejects.toMatchObject({
    code: 'closed-since',
  })
})
