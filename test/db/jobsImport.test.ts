import { expect, it } from 'vitest'
import type { JobEvent } from '../../electron/contract/caseStates.ts'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { planImport, undoImport } from '../../electron/core/imports/index.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { figureOf, summaryOf } from '../../electron/core/summary/engine.ts'
import { dryRun, home, importRows, newOffice, table, type Values } from './office.ts'

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

it.each<[string, Values, string[]]>([
  ['finished later today', { finishedAt: '2026-11-20 09:30' }, ['完成时间']],
  ['registered later today', { registeredAt: '2026-11-20 23:00', state: 'waiting', finishedAt: '' }, ['登记时间']],
  ['finished this minute', { finishedAt: '2026-11-20 09:00' }, []],
])('a job %s: a time that has not come is refused', async (_, more, columns) => {
  const { desk } = await office()
  const { rows } = await dryRun(desk, 'jobs', [job('BX-1', more)])
  expect(rows[0]?.errors.map(({ code, field }) => [code, field])).toEqual(
    columns.map((column) => ['moment-in-future', column]),
  )
})

it('a row whose times cannot be read is refused, not a fault', async () => {
  const { desk } = await office()
  const unread = { number: 'BX-1', state: 'done' }
  const problem = { code: 'not-a-moment', field: '登记时间', params: { text: '昨天' } }
  for (const [kind, state] of [
    ['jobs', 'done'],
    ['complaints', 'closed'],
  ] as const) {
    const rows = table([{ ...unread, state }])
    const told = { ...rows, rows: rows.rows.map((row) => ({ ...row, errors: [problem] })) }
    const { report } = await planImport(desk.db, kind, 'test.xlsx', told, desk.clock)
    expect(report.counts).toMatchObject({ rejected: 1 })
  }
})

it('a closed month takes no job by import, and gives none back: each row is told', async () => {
  const { desk } = await office()
  await importRows(desk, 'jobs', [job('BX-1', { registeredAt: '2026-10-02 09:00', finishedAt: '2026-10-03 09:00' })])
  await closeMonth({ ...desk, actor: { id: null, name: '会计', roles: ['accountant'] } }, '2026-10')
  const told = async (number: string, more: Values) => {
    const { rows } = await dryRun(desk, 'jobs', [job(number, more)])
    return rows.flatMap(({ errors }) => errors.map(({ code, field }) => [code, field]))
  }
  const [registeredAt, finishedAt] = ['2026-10-02 09:00', '2026-10-03 09:00']
  expect(await told('BX-2', { registeredAt, finishedAt })).toEqual([
    ['period-closed', '登记时间'],
    ['period-closed', '完成时间'],
  ])
  expect(await told('BX-1', { registeredAt, finishedAt: '2026-11-03 09:00' })).toEqual([['period-closed', '完成时间']])
  expect(await told('BX-1', { registeredAt, finishedAt, source: 'patrol' })).toEqual([['closed-since', '登记时间']])
  expect(await told('BX-1', { registeredAt, finishedAt, content: '换泵' })).toEqual([])
})

/** An office with a worker, whose clock stands where it is put, and a job of the desk taken some steps on. */
async function desk() {
  const { desk: plain } = await newOffice('2026-11-20')
  await importRows(plain, 'units', [home('101')])
  const workerId = await createStaff(plain, { name: '吴师傅', roles: ['engineering'], secret: '4404' })
  let now = 0
  const clock = {
    zone: 'Asia/Shanghai',
    now: () => new Date(now),
    today: () => dateInZone(new Date(now), 'Asia/Shanghai'),
  }
  const at = (text: string): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...plain, clock }
  }
  const step = async (when: string, id: number, event: JobEvent) => {
    const here = at(when)
    const { version } = await jobDetail(here, id)
    const more = { reason: '缘由', workerId, result: '', waitFor: 'material' as const }
    return stepJob(here, { id, version, event, ...more })
  }
  const clockOf = async (when: string, id: number) => {
    const { state, finishDueAt, leftMinutes, waitFor, isLate } = await jobDetail(at(when), id)
    return { state, finishDueAt, leftMinutes, waitFor, isLate }
  }
  return { plain, at, step, clockOf }
}

const leak: JobFields = {
  source: 'resident',
  unitId: 1,
  place: '厨房',
  personId: null,
  caller: '陈女士',
  phone: '13800000000',
  trade: 'plumbing-electric',
  content: '水管漏水',
  priority: 'urgent',
  chargeClass: 'free',
  appointedOn: null,
  appointedTime: '',
}

it('a completion follows what a second workbook says of worker and priority', async () => {
  const { plain, at } = await desk()
  const here = at('2026-11-20 09:00')
  const done = job('BX-1', { registeredAt: '2026-11-02 09:00', finishedAt: '2026-11-04 10:00', worker: '吴师傅' })
  await importRows(here, 'jobs', [done])
  await importRows(here, 'jobs', [{ ...done, worker: '郑师傅', priority: 'urgent' }])
  const known = await plain.db.selectFrom('job').select(['worker', 'finish_due_at', 'finish_due_on']).execute()
  const completions = await plain.db.selectFrom('job_completion').select(['worker', 'due_at', 'due_on']).execute()
  expect(known).toEqual([{ worker: '郑师傅', finish_due_at: '2026-11-03T01:00:00.000Z', finish_due_on: '2026-11-03' }])
  expect(completions).toEqual([{ worker: '郑师傅', due_at: '2026-11-03T01:00:00.000Z', due_on: '2026-11-03' }])
  const { counts } = await dryRun(here, 'jobs', [{ ...done, worker: '郑师傅', priority: 'urgent' }])
  expect(counts).toMatchObject({ unchanged: 1 })
})

it('a job that waited at the desk and is done by workbook was waited for, not late', async () => {
  const { plain, at, step, clockOf } = await desk()
  const { id, number } = await registerJob(at('2026-11-17 09:00'), { ...leak, requestKey: null })
  await step('2026-11-17 09:10', id, 'dispatch')
  await step('2026-11-17 10:00', id, 'suspend')
  await importRows(at('2026-11-20 09:00'), 'jobs', [{ number, state: 'done', finishedAt: '2026-11-20 08:00' }])
  expect(await clockOf('2026-11-20 09:00', id)).toEqual({
    state: 'done',
    // 23 hours were left of 24 when it was suspended.
    finishDueAt: '2026-11-21 07:00',
    leftMinutes: 23 * 60,
    waitFor: null,
    isLate: false,
  })
  expect(await plain.db.selectFrom('job_completion').select('due_on').execute()).toEqual([{ due_on: '2026-11-21' }])
  await step('2026-11-20 10:00', id, 'reopen')
  expect(await clockOf('2026-11-20 10:00', id)).toMatchObject({ finishDueAt: '2026-11-21 09:00', leftMinutes: null })
})

it('waiting that was granted stays granted when a workbook brings the state up to date', async () => {
  const { at, step, clockOf } = await desk()
  const { id, number } = await registerJob(at('2026-11-17 09:00'), { ...leak, requestKey: null })
  await step('2026-11-17 09:10', id, 'dispatch')
  await step('2026-11-17 10:00', id, 'suspend')
  await step('2026-11-19 10:00', id, 'resume')
  const again = { number, registeredAt: '2026-11-17 09:00', state: 'done', finishedAt: '2026-11-20 08:00' }
  await importRows(at('2026-11-20 09:00'), 'jobs', [again])
  expect(await clockOf('2026-11-20 09:00', id)).toMatchObject({ finishDueAt: '2026-11-20 09:00', isLate: false })
})

it('what was missed at the desk stays missed, whatever state a workbook gives it', async () => {
  const { at, clockOf } = await desk()
  const { id, number } = await registerJob(at('2026-11-17 09:00'), { ...leak, requestKey: null })
  for (const state of ['suspended', 'working', 'cancelled', 'dispatched']) {
    await importRows(at('2026-11-20 09:00'), 'jobs', [{ number, state }])
    expect(await clockOf('2026-11-20 09:00', id)).toMatchObject({ finishDueAt: '2026-11-18 09:00', leftMinutes: null })
    expect(await jobDetail(at('2026-11-20 09:00'), id)).toMatchObject({ respondDueAt: '2026-11-17 11:00' })
  }
})

it('what a workbook has nobody begin any more has from now what was left of its first response', async () => {
  const { plain, at, step } = await desk()
  const numbers: string[] = []
  for (const _ of [1, 2, 3]) {
    const { number } = await registerJob(at('2026-11-02 09:00'), { ...leak, priority: 'normal', requestKey: null })
    numbers.push(number)
  }
  const [called, sent, waiting] = numbers as [string, string, string]
  await step('2026-11-02 10:00', 1, 'cancel')
  await importRows(at('2026-11-02 11:00'), 'jobs', [{ number: sent, state: 'dispatched' }])
  const respond = async (asOf: string) => {
    const { value, denominator } = await figureOf(plain.db, 'jobs/respond-in-time', 2026, asOf)
    return [value, denominator]
  }
  expect(await respond('2026-11-03')).toEqual([0, 1])
  const states = [called, sent, waiting].map((number) => ({ number, state: 'waiting' }))
  await importRows(at('2026-11-06 09:00'), 'jobs', states)
  expect(await respond('2026-11-03')).toEqual([0, 1])
  const due = async (id: number) => (await jobDetail(at('2026-11-06 09:00'), id)).respondDueAt
  expect([await due(1), await due(2), await due(3)]).toEqual([
    '2026-11-06 20:00',
    '2026-11-06 19:00',
    '2026-11-02 21:00',
  ])
})

it('an imported job that stands still has its whole promise left when it goes on', async () => {
  const { at, step, clockOf } = await desk()
  const row = (number: string, state: string) =>
    job(number, { registeredAt: '2026-11-10 09:00', state, finishedAt: '', priority: 'urgent' })
  await importRows(at('2026-11-20 09:00'), 'jobs', [row('BX-1', 'suspended'), row('BX-2', 'cancelled')])
  await step('2026-11-20 09:30', 1, 'resume')
  await step('2026-11-20 09:30', 2, 'reopen')
  for (const id of [1, 2]) {
    expect(await clockOf('2026-11-22 09:00', id)).toMatchObject({ finishDueAt: '2026-11-21 09:30', isLate: true })
  }
})

it('what is imported as visited counts as visited, what is imported as closed is not asked about', async () => {
  const { plain, at } = await desk()
  const place = { area: 'B区', building: '1栋', room: '101', registeredAt: '2026-11-02 09:00' }
  const row = (number: string, state: string, finishedAt: string) => job(number, { ...place, state, finishedAt })
  const rows = [
    row('BX-1', 'visited', '2026-11-04 10:00'),
    row('BX-2', 'closed', '2026-11-04 10:00'),
    row('BX-3', 'done', '2026-11-04 10:00'),
    row('BX-4', 'visited', '2026-11-19 10:00'),
  ]
  await importRows(at('2026-11-20 09:00'), 'jobs', rows)
  const dues = () =>
    plain.db.selectFrom('return_due').select(['subject_id', 'state', 'reached_on']).orderBy('subject_id').execute()
  expect(await dues()).toEqual([
    { subject_id: 1, state: 'reached', reached_on: '2026-11-06' },
    { subject_id: 3, state: 'open', reached_on: null },
    { subject_id: 4, state: 'reached', reached_on: '2026-11-20' },
  ])
  const rate = async (asOf: string) => {
    const { value, denominator } = await figureOf(plain.db, 'jobs/return-visit-rate', 2026, asOf)
    return [value, denominator]
  }
  expect(await rate('2026-11-20')).toEqual([1, 2])
  await importRows(at('2026-11-20 09:00'), 'jobs', [row('BX-3', 'visited', '2026-11-04 10:00')])
  expect(await rate('2026-11-20')).toEqual([2, 2])
  expect(await rate('2026-11-05')).toEqual([0, 0])
  await importRows(at('2026-11-20 09:00'), 'jobs', [row('BX-1', 'working', '')])
  expect(await rate('2026-11-20')).toEqual([1, 1])
  expect(await rate('2026-11-19')).toEqual([2, 2])
})
