import { expect, it } from 'vitest'
import { undoImport } from '../../electron/core/imports/index.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

/** A row as the reader gives it: empty cells absent, moments to the minute. */
function job(number: string, more: Values = {}): Values {
  const given = {
    number,
    registeredAt: '2025-03-05 09:12',
    source: 'resident',
    trade: 'plumbing-electric',
    content: '水管漏水',
    state: 'done',
    finishedAt: '2025-03-06 10:00',
    ...more,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

async function office() {
  const { desk } = await newOffice('2026-11-20')
  await importRows(desk, 'units', [home('101')])
  const figures = async (asOf: string) => {
    const { figures: all } = await summaryOf(desk.db, 2025, asOf)
    const of = (id: string) => all.find((one) => one.id === id)
    const value = (id: string) => (of(id) as { value?: number } | undefined)?.value
    return ['reports/received', 'reports/done', 'jobs/total', 'jobs/done'].map(value)
  }
  return { desk, figures }
}

it('jobs are counted by where they come from and when they were done, as of any day', async () => {
  const { desk, figures } = await office()
  await importRows(desk, 'jobs', [
    job('BX-1', { area: 'B区', building: '1栋', room: '101', worker: '吴师傅' }),
    job('BX-2', { source: 'patrol', trade: 'civil', place: '中心广场' }),
    job('BX-3', { registeredAt: '2025-12-30 00:00', state: 'closed', finishedAt: '2026-01-02 08:00' }),
    job('BX-4', { registeredAt: '2024-12-31 23:59', finishedAt: '2025-01-01 00:00' }),
    job('BX-5', { state: 'cancelled', finishedAt: '' }),
  ])
  expect(await figures('2025-12-31')).toEqual([3, 1, 4, 2])
  expect(await figures('2026-01-02')).toEqual([3, 2, 4, 3])
  expect(await figures('2025-03-05')).toEqual([2, 0, 3, 0])
})

it('the same workbook again changes nothing; another brings a job to what it says, and undo brings it back', async () => {
  const { desk, figures } = await office()
  await importRows(desk, 'jobs', [job('BX-1'), job('BX-2', { state: 'working', finishedAt: '' })])
  const again = await dryRun(desk, 'jobs', [job('BX-1'), job('BX-2', { state: 'working', finishedAt: '' })])
  expect(again.counts).toMatchObject({ unchanged: 2, added: 0, updated: 0 })
  const second = await importRows(desk, 'jobs', [job('BX-2', { content: '换泵', finishedAt: '2025-04-01 12:00' })])
  expect(second.counts).toMatchObject({ updated: 1 })
  expect(second.rows[0]?.changes).toEqual([
    { column: '内容', from: '水管漏水', to: '换泵' },
    { column: '状态', from: '处理中', to: '已完成' },
    { column: '完成时间', from: null, to: '2025-04-01 12:00' },
  ])
  expect(await figures('2025-12-31')).toEqual([2, 2, 2, 2])
  await undoImport(desk, second.batchId ?? 0)
  expect(await figures('2025-12-31')).toEqual([2, 1, 2, 1])
})

it.each<[string, Values, string[], string[]]>([
  ['finished before it was registered', { finishedAt: '2025-03-05 09:11' }, ['end-before-start'], []],
  [
    'registered tomorrow',
    { registeredAt: '2026-11-21 00:00', state: 'waiting', finishedAt: '' },
    ['date-after-today'],
    [],
  ],
  ['at a unit that is not there', { area: 'B区', building: '1栋', room: '999' }, ['unit-unknown'], []],
  ['done without saying when', { finishedAt: '' }, [], ['finish-assumed']],
  ['open with a time of completion', { state: 'working' }, [], ['finish-unused']],
])('a job %s is told', async (_, more, errors, warnings) => {
  const { desk } = await office()
  const { rows } = await dryRun(desk, 'jobs', [job('BX-1', more)])
  expect(rows[0]?.errors.map((one) => one.code)).toEqual(errors)
  expect(rows[0]?.warnings.map((one) => one.code)).toEqual(warnings)
})
