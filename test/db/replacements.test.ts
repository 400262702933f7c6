import { expect, it } from 'vitest'
import type { TallyFields } from '../../electron/contract/tallies.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { cancelCount, replace } from '../../electron/core/replacements/service.ts'
import { documentDetail } from '../../electron/core/stores/detail.ts'
import { receive, reverse, takeBack } from '../../electron/core/stores/documents.ts'
import { createItem } from '../../electron/core/stores/items.ts'
import { standsOn } from '../../electron/core/stores/stands.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { tallyDetail, tallyMonths, updateTally } from '../../electron/core/tallies/service.ts'
import { key, on, refusalOf } from './booksOffice.ts'
import { dryRun, importRows, newOffice, type Values } from './office.ts'

const today = '2026-11-21'

const counted = (more: Partial<TallyFields> = {}): TallyFields => ({
  onDate: today,
  item: '灭火器',
  place: '门岗',
  unitId: null,
  quantity: 2,
  labourDays: 0,
  unitPrice: null,
  cost: null,
  inspector: '',
  score: null,
  note: '',
  ...more,
})

async function office() {
  const made = await newOffice(today)
  const { desk } = made
  const fields = { specification: '4kg', unitName: '具', bin: 'F-01', category: '消防', minimum: null }
  const itemId = await createItem(desk, { ...fields, code: 'XF-001', name: '灭火器' })
  const lines = [{ itemId, quantity: 300, price: 621_111 }]
  await receive(desk, { requestKey: key(), onDate: '2026-11-01', supplier: '安泰', note: '', lines })
  return { ...made, itemId }
}

it('a replacement from the stores is issued in the same moment and costs what the issue is worth', async () => {
  const { desk, itemId } = await office()
  const request = { fields: counted(), jobId: null, itemId, requestKey: key() }
  const id = await replace(desk, request)
  expect(await replace(desk, request)).toBe(id)
  const tally = await tallyDetail(desk, id)
  expect(tally).toMatchObject({ item: 'fire-extinguisher', quantity: 2, cost: 12_422 })
  expect(await documentDetail(desk, tally.stockMovementId ?? 0)).toMatchObject({
    kind: 'issue',
    recipient: '门岗',
    purpose: '更换 灭火器',
    value: -12_422,
  })
  expect(await standsOn(desk.db, itemId, today)).toMatchObject({ quantity: 100 })
})

it('where the stores have too few nothing at all is recorded', async () => {
  const { desk, itemId } = await office()
  const fields = counted({ quantity: 4 })
  const refused = await refusalOf(replace(desk, { fields, jobId: null, itemId, requestKey: key() }))
  expect(refused.problems).toMatchObject([{ code: 'stock-short', params: { there: '3.00' } }])
  expect(await desk.db.selectFrom('tally').selectAll().execute()).toEqual([])
  expect(await standsOn(desk.db, itemId, today)).toMatchObject({ quantity: 300 })
})

it('cancelled, it counts no more from that day and the stores have it back; earlier days keep their figure', async () => {
  const { desk, itemId } = await office()
  const id = await replace(desk, { fields: counted(), jobId: null, itemId, requestKey: key() })
  await replace(desk, { fields: counted({ unitPrice: 6500 }), jobId: null, itemId: null, requestKey: key() })
  const { stockMovementId } = await tallyDetail(desk, id)
  await expect(reverse(desk, stockMovementId ?? 0, '开错')).rejects.toMatchObject({ code: 'stock-of-replacement' })
  const [line] = (await documentDetail(desk, stockMovementId ?? 0)).lines
  const back = {
    issueId: stockMovementId ?? 0,
    onDate: today,
    note: '',
    lines: [{ lineId: line?.id ?? 0, quantity: 100 }],
  }
  await expect(takeBack(desk, { ...back, requestKey: key() })).rejects.toMatchObject({ code: 'stock-of-replacement' })
  const later = on(desk, '2026-11-25')
  await cancelCount(later, id, 1, '登记错')
  expect(await standsOn(desk.db, itemId, '2026-11-25')).toMatchObject({ quantity: 300, value: 18_633 })
  expect(await standsOn(desk.db, itemId, today)).toMatchObject({ quantity: 100 })
  const figure = async (asOf: string) => (await figureOf(desk.db, 'replacements/done', 2026, asOf)).value
  expect([await figure('2026-11-24'), await figure('2026-11-25')]).toEqual([4, 2])
})

it('what came out of the stores is cancelled only by who keeps them', async () => {
  const { desk, as, itemId } = await office()
  const id = await replace(desk, { fields: counted(), jobId: null, itemId, requestKey: key() })
  const clerk = as('林晓婷', 'front-desk')
  expect(await refusalOf(cancelCount(clerk, id, 1, '误登'))).toMatchObject({ code: 'stock-not-yours' })
  const bought = await replace(desk, { fields: counted({ cost: 900 }), jobId: null, itemId: null, requestKey: key() })
  expect(await refusalOf(cancelCount(clerk, bought, 1, '误登'))).toMatchObject({ code: 'not-your-register' })
  expect(await standsOn(desk.db, itemId, today)).toMatchObject({ quantity: 100 })
  await cancelCount(as('李师傅', 'engineering'), id, 1, '误登')
  expect(await standsOn(desk.db, itemId, today)).toMatchObject({ quantity: 300 })
  expect(await refusalOf(cancelCount(desk, id, 2, '误登'))).toMatchObject({ code: 'tally-cancelled' })
})

it('a receipt that comes in late makes the replacement cost what the stores say its issue is worth', async () => {
  const { desk, itemId } = await office()
  const id = await replace(desk, { fields: counted(), jobId: null, itemId, requestKey: key() })
  const lines = [{ itemId, quantity: 300, price: 1_000_000 }]
  await receive(desk, { requestKey: key(), onDate: '2026-11-10', supplier: '安泰', note: '', lines })
  const { cost, stockMovementId } = await tallyDetail(desk, id)
  expect([cost, (await documentDetail(desk, stockMovementId ?? 0)).value]).toEqual([16_211, -16_211])
  const page = { filter: {}, sort: { by: 'cost', descending: false }, offset: 0, limit: 5 }
  expect((await listPage(desk, 'tallies', page)).rows).toMatchObject([{ id, cost: 16_211 }])
  expect(await tallyMonths(desk, 'replacements', 2026)).toMatchObject([{ cost: 16_211 }])
  expect(await refusalOf(updateTally(desk, id, 1, counted({ cost: 12_422 })))).toMatchObject({
    problems: [{ code: 'tally-of-stock', field: 'cost' }],
  })
  await updateTally(desk, id, 1, counted({ note: '门岗两具' }))
})

it('a workbook of replacements keeps the office’s own categories, comes twice without a change, and is taken back', async () => {
  const { desk } = await newOffice(today)
  const rows: Values[] = [
    { onDate: '2026-03-01', item: '路灯', place: 'B区环路', quantity: 400, unitPrice: 23_500 },
    { onDate: '2026-03-02', item: '健身器材', place: '中心广场', quantity: 100 },
  ]
  const { counts, batchId } = await importRows(desk, 'replacements', rows)
  expect(counts).toMatchObject({ added: 2, warnings: 1 })
  expect((await dryRun(desk, 'replacements', rows)).counts).toMatchObject({ unchanged: 2 })
  const { parts } = await figureOf(desk.db, 'replacements/done', 2026, today)
  expect(parts.map(({ key: part, value }) => [part, value])).toEqual([
    ['street-lamp', 4],
    ['健身器材', 1],
  ])
  expect((await dryRun(desk, 'replacements', [{ ...rows[0], onDate: '2026-11-22' }])).counts.rejected).toBe(1)
  await undoImport(desk, batchId ?? 0)
  expect(await desk.db.selectFrom('tally').selectAll().execute()).toEqual([])
})

it('day and item of what came out of the stores stay as they were issued', async () => {
  const { desk, itemId } = await office()
  const id = await replace(desk, { fields: counted(), jobId: null, itemId, requestKey: key() })
  for (const [field, change] of [
    ['onDate', { onDate: '2026-11-20' }],
    ['item', { item: '路灯' }],
  ] as const) {
    expect(await refusalOf(updateTally(desk, id, 1, counted(change)))).toMatchObject({
      problems: [{ code: 'tally-of-stock', field }],
    })
  }
  const bought = await replace(desk, { fields: counted(), jobId: null, itemId: null, requestKey: key() })
  await updateTally(desk, bought, 1, counted({ onDate: '2026-11-20', item: '路灯' }))
})
