import { describe, expect, it } from 'vitest'
import { complaintMoves, complaintStates, movesFrom } from '../../electron/contract/caseStates.ts'
import type { ComplaintFields, ComplaintStep } from '../../electron/contract/complaints.ts'
import { dateInZone } from '../../electron/contract/dates.ts'
import { type ListFilter, nobody } from '../../electron/contract/lists.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import { analysisOf } from '../../electron/core/complaints/analysis.ts'
import {
  complaintDetail,
  escalateDue,
  judgeComplaint,
  receiveComplaint,
  stepComplaint,
} from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { addRule } from '../../electron/core/promises/service.ts'
import { figuresOf } from '../../electron/core/summary/engine.ts'
import { takeAlerts, watchCounts } from '../../electron/core/watch/now.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

const noise: ComplaintFields = {
  unitId: 1,
  place: '',
  personId: null,
  caller: '陈女士',
  phone: '13812345678',
  kind: 'security-and-vehicles',
  against: '北门岗',
  content: '北门夜里常开 <b>急</b> 𠮷🙂',
}

/** An office whose clock stands where it is put: `at('2026-11-20 09:00')`. */
async function office() {
  const { desk } = await newOffice('2026-11-20')
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-03-10' })])
  let now = Date.parse('2026-11-20T01:00:00Z')
  const clock = {
    zone: 'Asia/Shanghai',
    now: () => new Date(now),
    today: () => dateInZone(new Date(now), 'Asia/Shanghai'),
  }
  const at = (text: string): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...desk, clock }
  }
  const receive = async (when: string, more: Partial<ComplaintFields> = {}) =>
    (await receiveComplaint(at(when), { ...noise, ...more, requestKey: null })).id
  const step = async (when: string, id: number, event: ComplaintStep['event'], more: Partial<ComplaintStep> = {}) => {
    const here = at(when)
    const { version } = await complaintDetail(here, id)
    const given = {
      reason: '缘由',
      reply: '已联系',
      outcome: '加派一人',
      cause: 'conduct' as const,
      prevention: '每晚检查',
    }
    return stepComplaint(here, { id, version, event, ...given, ...more })
  }
  const figures = async (asOf: string, year = 2026) => {
    const ids = ['complaints/received', 'complaints/done', 'complaints/reply-in-time']
    const found = await figuresOf(desk.db, ids, year, asOf)
    return [found[0]?.value, found[1]?.value, `${found[2]?.value}/${found[2]?.denominator}`]
  }
  return { desk, at, receive, step, figures }
}

describe('a complaint', () => {
  it('stays with who received it, is replied to, answered and closed, each step kept', async () => {
    const { at, step } = await office()
    const first = await receiveComplaint(at('2026-11-20 09:00'), { ...noise, requestKey: 'key-00000001' })
    expect(first.number).toBe('TS20261120-001')
    const again = await receiveComplaint(at('2026-11-20 09:01'), { ...noise, requestKey: 'key-00000001' })
    expect(again).toEqual(first)
    await step('2026-11-20 10:00', first.id, 'handle')
    await step('2026-11-20 15:00', first.id, 'answer', { reply: '今晚起加派一人' })
    await step('2026-11-21 09:00', first.id, 'close')
    const complaint = await complaintDetail(at('2026-11-21 10:00'), first.id)
    expect(complaint).toMatchObject({
      state: 'closed',
      owner: 'tester',
      level: 1,
      escalateAt: null,
      respondDueAt: '2026-11-21 09:00',
      respondedAt: '2026-11-20 10:00',
      isLate: false,
      reply: '今晚起加派一人',
      outcome: '加派一人',
      cause: 'conduct',
      closedAt: '2026-11-21 09:00',
      content: noise.content,
    })
    expect(complaint.events.map((one) => one.event)).toEqual(['receive', 'handle', 'answer', 'close'])
  })

  it('takes exactly the steps of the table, from every state', async () => {
    const { at, receive, step, desk } = await office()
    const id = await receive('2026-11-20 09:00')
    for (const state of Object.keys(complaintStates) as (keyof typeof complaintStates)[]) {
      for (const event of Object.keys(complaintMoves) as (keyof typeof complaintMoves)[]) {
        await desk.db
          .updateTable('complaint')
          .set({ state, level: 1, responded_at: null })
          .where('id', '=', id)
          .execute()
        await desk.db.updateTable('return_due').set({ dropped_on: '2026-11-20' }).execute()
        const outcome = await step('2026-11-20 09:00', id, event).then(
          async () => (await complaintDetail(at('2026-11-20 09:00'), id)).state,
          (error: { code: string }) => error.code,
        )
        const isPossible = movesFrom(complaintMoves, state).includes(event)
        expect([state, event, outcome]).toEqual([
          state,
          event,
          // Undone, closing leads back to where it came from: here the visit.
          !isPossible ? 'complaint-not-so' : event === 'undo-close' ? 'visited' : complaintMoves[event].to,
        ])
      }
    }
  })

  it('needs a reply to be replied to, an outcome and a cause to be closed, a reason to be found without ground', async () => {
    const { at, receive, step } = await office()
    const id = await receive('2026-11-20 09:00')
    const when = '2026-11-20 09:10'
    await expect(step(when, id, 'handle', { reply: '' })).rejects.toMatchObject({ code: 'reply-needed' })
    await step(when, id, 'answer')
    await expect(step(when, id, 'close', { outcome: '' })).rejects.toMatchObject({ code: 'outcome-needed' })
    await expect(step(when, id, 'close', { cause: null })).rejects.toMatchObject({ code: 'cause-needed' })
    const { version } = await complaintDetail(at(when), id)
    await expect(judgeComplaint(at(when), { id, version, isValid: false, reason: '' })).rejects.toMatchObject({
      code: 'reason-needed',
    })
    await expect(step(when, 99, 'answer')).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      stepComplaint(at(when), {
        ...noise,
        id,
        version: 1,
        event: 'close',
        reason: '',
        reply: '',
        outcome: '好',
        cause: 'other',
        prevention: '',
      } as never),
    ).rejects.toMatchObject({ code: 'stale' })
  })
})

it('late with its first reply is late in the list and on its card alike, and no more when it was withdrawn', async () => {
  const { at, receive, step } = await office()
  const late = async (when: string, id: number) => {
    const { rows } = await listPage(at(when), 'complaints', { filter: {}, offset: 0, limit: 9 })
    return [(await complaintDetail(at(when), id)).isLate, rows.find((row) => row.id === id)?.late]
  }
  const [withdrawn, replied] = [await receive('2026-11-02 09:00'), await receive('2026-11-02 09:00')]
  expect(await late('2026-11-04 09:00', withdrawn)).toEqual([true, true])
  await step('2026-11-04 09:00', withdrawn, 'withdraw')
  await step('2026-11-04 09:00', replied, 'answer')
  expect(await late('2026-11-05 09:00', withdrawn)).toEqual([false, false])
  expect(await late('2026-11-05 09:00', replied)).toEqual([true, true])
})

describe('the levels', () => {
  it('are gone up by themselves, each step at the moment it was due, however late somebody looks', async () => {
    const { at, receive } = await office()
    const id = await receive('2026-11-20 09:00')
    expect(await escalateDue(at('2026-11-21 08:59'))).toBe(0)
    expect(await escalateDue(at('2026-11-25 10:00'))).toBe(1)
    expect(await escalateDue(at('2026-11-25 10:01'))).toBe(0)
    const complaint = await complaintDetail(at('2026-11-25 10:01'), id)
    expect(complaint).toMatchObject({ state: 'escalated', level: 3, escalateAt: null, isLate: true })
    expect(complaint.events.slice(1).map(({ at, level, actor }) => [at, level, actor])).toEqual([
      ['2026-11-21 09:00', 2, '自动升级'],
      ['2026-11-23 09:00', 3, '自动升级'],
    ])
  })

  it('stop rising once it is answered; by hand they rise with a reason, and never above the third', async () => {
    const { at, receive, step } = await office()
    const id = await receive('2026-11-20 09:00')
    await step('2026-11-20 10:00', id, 'escalate')
    expect(await complaintDetail(at('2026-11-20 10:00'), id)).toMatchObject({
      level: 2,
      escalateAt: '2026-11-22 10:00',
    })
    await step('2026-11-20 11:00', id, 'escalate')
    await expect(step('2026-11-20 12:00', id, 'escalate')).rejects.toMatchObject({ code: 'complaint-highest' })
    await step('2026-11-20 13:00', id, 'answer')
    expect(await escalateDue(at('2026-12-20 10:00'))).toBe(0)
  })

  it('are told of once each, as is a reply that is late', async () => {
    const { at, receive } = await office()
    await receive('2026-11-20 09:00')
    const told = async (when: string) =>
      (await takeAlerts(at(when))).map((alert) => `${alert.subject} ${alert.kind} ${alert.isNews}`)
    expect(await told('2026-11-20 10:00')).toEqual([])
    expect(await told('2026-11-21 08:00')).toEqual(['complaint soon true'])
    expect(await told('2026-11-21 09:30')).toEqual(['complaint level-2 true'])
    expect(await told('2026-11-21 09:31')).toEqual([])
    expect((await watchCounts(at('2026-11-21 10:00'))).complaints).toBe(1)
  })
})

describe('the figures', () => {
  it('count valid complaints and those closed, as of any day, whatever came later', async () => {
    const { at, receive, step, figures } = await office()
    const ids = [
      await receive('2026-11-02 09:00'),
      await receive('2026-11-03 09:00'),
      await receive('2026-11-04 09:00', { kind: 'fees' }),
    ] as const
    await step('2026-11-02 10:00', ids[0], 'answer')
    await step('2026-11-05 10:00', ids[0], 'close')
    await step('2026-11-06 10:00', ids[1], 'answer')
    expect(await figures('2026-11-05')).toEqual([3, 1, '1/3'])
    await step('2026-11-08 10:00', ids[0], 'reopen')
    const { version } = await complaintDetail(at('2026-11-09 10:00'), ids[2])
    await judgeComplaint(at('2026-11-09 10:00'), { id: ids[2], version, isValid: false, reason: '不在管理范围' })
    expect(await figures('2026-11-05')).toEqual([3, 1, '1/3'])
    expect(await figures('2026-11-08')).toEqual([3, 0, '1/3'])
    expect(await figures('2026-11-09')).toEqual([2, 0, '1/3'])
    const { db } = at('2026-11-20 09:00')
    for (const by of ['kind', 'area', 'cause', 'against'] as const) {
      expect(await analysisOf(db, 2026, by, '2026-11-09')).toMatchObject({ total: 2, closed: 0, invalid: 1 })
    }
    const { rows } = await analysisOf(db, 2026, 'kind', '2026-11-05')
    expect(rows.map(({ key, total, months }) => [key, total, months[10]])).toEqual([
      ['security-and-vehicles', 2, 2],
      ['fees', 1, 1],
    ])
  })

  it('tell of a judgement on the days on which it stood, however often it is changed', async () => {
    const { at, receive, figures } = await office()
    const id = await receive('2026-11-02 09:00')
    const received = async (...days: string[]) => {
      const found = await Promise.all(days.map(async (asOf) => (await figures(asOf))[0]))
      return found.join('')
    }
    const gone = ['2026-11-02', '2026-11-03', '2026-11-04']
    const judge = async (when: string, isValid: boolean) => {
      const { version } = await complaintDetail(at(when), id)
      await judgeComplaint(at(when), { id, version, isValid, reason: '不在管理范围' })
    }
    await judge('2026-11-03 09:00', false)
    expect(await received(...gone)).toBe('100')
    await judge('2026-11-04 09:00', false)
    expect(await received(...gone)).toBe('100')
    await judge('2026-11-05 09:00', true)
    await judge('2026-11-07 09:00', false)
    await judge('2026-11-07 10:00', true)
    expect(await received(...gone, '2026-11-05', '2026-11-07')).toBe('10011')
    const { number } = await complaintDetail(at('2026-11-09 09:00'), id)
    await importRows(at('2026-11-09 09:00'), 'complaints', [{ number, isValid: 'no' }])
    const { batchId } = await importRows(at('2026-11-11 09:00'), 'complaints', [{ number, isValid: 'yes' }])
    const spells = ['2026-11-08', '2026-11-09', '2026-11-10', '2026-11-11']
    expect(await received(...gone, ...spells)).toBe('1001001')
    await undoImport(at('2026-11-12 09:00'), batchId ?? 0)
    expect(await received(...gone, ...spells)).toBe('1001000')
  })

  it('open exactly the complaints that the analysis counted, as they stand today', async () => {
    const { at, receive, step } = await office()
    const ids = [
      await receive('2026-10-02 09:00'),
      await receive('2026-11-03 09:00', { unitId: null, against: '' }),
      await receive('2026-11-04 09:00', { kind: 'fees', against: '收费处' }),
      await receive('2026-11-05 09:00'),
    ] as const
    await step('2026-10-02 10:00', ids[0], 'answer')
    await step('2026-10-05 10:00', ids[0], 'close')
    await step('2026-11-05 10:00', ids[2], 'answer')
    await step('2026-11-06 10:00', ids[2], 'close', { cause: 'delay' })
    await step('2026-11-08 10:00', ids[2], 'reopen')
    const { version } = await complaintDetail(at('2026-11-09 10:00'), ids[3])
    await judgeComplaint(at('2026-11-09 10:00'), { id: ids[3], version, isValid: false, reason: '不在管理范围' })
    const here = at('2026-11-20 09:00')
    const opened = async (filter: ListFilter<'complaints'>) =>
      (await listPage(here, 'complaints', { filter, offset: 0, limit: 50 })).total
    const whole = { from: '2026-01-01', to: '2026-12-31', valid: 'yes' } as const
    for (const by of ['kind', 'area', 'cause', 'against'] as const) {
      const { rows, total, closed, invalid, months } = await analysisOf(here.db, 2026, by, '2026-11-20')
      expect([total, closed, invalid, months[9]]).toEqual([3, 1, 1, 1])
      expect(await opened(whole)).toBe(3)
      expect(await opened({ ...whole, closed: 'yes' })).toBe(1)
      expect(await opened({ ...whole, closed: 'no' })).toBe(2)
      expect(await opened({ ...whole, valid: 'no' })).toBe(1)
      expect(await opened({ ...whole, to: '2026-10-31' })).toBe(1)
      for (const row of rows) {
        const whose = { [by === 'area' ? 'areaName' : by]: row.key || nobody }
        expect(await opened({ ...whole, ...whose })).toBe(row.total)
        expect(await opened({ ...whole, ...whose, closed: 'yes' })).toBe(row.closed)
      }
    }
  })

  it('count what was imported; the same again changes nothing, and undo takes it out', async () => {
    const { desk, figures } = await office()
    const row = (number: string, more: Values = {}): Values => ({
      number,
      receivedAt: '2025-03-05 09:12',
      kind: 'facilities',
      content: '电梯停运',
      state: 'closed',
      closedAt: '2025-03-07 10:00',
      ...more,
    })
    const rows = [row('T-1', { area: 'B区', building: '1栋', room: '101' }), row('T-2', { isValid: 'no' })]
    await importRows(desk, 'complaints', rows)
    expect(await figures('2025-12-31', 2025)).toEqual([1, 1, '0/0'])
    expect(await figures('2025-03-06', 2025)).toEqual([1, 0, '0/0'])
    expect((await dryRun(desk, 'complaints', rows)).counts).toMatchObject({ unchanged: 2, updated: 0 })
    const second = await importRows(desk, 'complaints', [row('T-1', { closedAt: '2025-04-01 08:00' })])
    expect(second.rows[0]?.changes).toEqual([{ column: '结案时间', from: '2025-03-07 10:00', to: '2025-04-01 08:00' }])
    expect(await figures('2025-03-31', 2025)).toEqual([1, 0, '0/0'])
    await undoImport(desk, second.batchId ?? 0)
    expect(await figures('2025-03-31', 2025)).toEqual([1, 1, '0/0'])
    const wrong = await dryRun(desk, 'complaints', [
      row('T-3', { closedAt: '2025-03-01 08:00' }),
      row('T-4', { receivedAt: '2026-12-01 08:00' }),
    ])
    expect(wrong.rows.map((one) => one.errors[0]?.code)).toEqual(['end-before-start', 'date-after-today'])
  })
})

it('what is imported as answered asks for a return visit; what is open again by import asks for none', async () => {
  const { at, step, receive } = await office()
  const row = (number: string, more: Values = {}): Values => ({
    number,
    receivedAt: '2026-11-15 09:00',
    area: 'B区',
    building: '1栋',
    room: '101',
    kind: 'attitude',
    content: '态度',
    state: 'answered',
    ...more,
  })
  const id = await receive('2026-11-10 09:00')
  await step('2026-11-10 10:00', id, 'answer')
  const { number } = await complaintDetail(at('2026-11-11 09:00'), id)
  await importRows(at('2026-11-11 10:00'), 'complaints', [{ number, state: 'handling' }])
  const dues = () =>
    at('2026-11-16 10:00')
      .db.selectFrom('return_due')
      .select(['subject_id', 'state', 'finished_on', 'due_on', 'dropped_on'])
      .orderBy('id')
      .execute()
  const first = { subject_id: id, state: 'open', finished_on: '2026-11-10', due_on: '2026-11-13' }
  expect(await dues()).toEqual([{ ...first, dropped_on: '2026-11-11' }])
  // The reply that was given stays in the rate.
  expect(await complaintDetail(at('2026-11-11 10:30'), id)).toMatchObject({
    respondDueAt: '2026-11-11 09:00',
    respondedAt: '2026-11-10 10:00',
  })
  await step('2026-11-11 11:00', id, 'answer')
  const again = { ...first, finished_on: '2026-11-11', due_on: '2026-11-14', dropped_on: null }
  expect(await dues()).toEqual([{ ...first, dropped_on: '2026-11-11' }, again])
  await importRows(at('2026-11-16 10:00'), 'complaints', [row('T-9'), row('T-8', { state: 'visited' })])
  const imported = { ...first, subject_id: id + 1, finished_on: '2026-11-16', due_on: '2026-11-19', dropped_on: null }
  expect((await dues()).slice(2)).toEqual([imported])
  await importRows(at('2026-11-16 10:00'), 'complaints', [row('T-9', { state: 'visited' })])
  expect((await dues()).slice(2)).toEqual([{ ...imported, state: 'reached' }])
  await importRows(at('2026-11-16 10:00'), 'complaints', [row('T-9', { state: 'withdrawn' })])
  expect((await dues()).slice(2)).toEqual([{ ...imported, state: 'reached', dropped_on: '2026-11-16' }])
})

describe('a workbook that gives a complaint another state', () => {
  it.each<[string, ComplaintStep['event'] | null, string | null]>([
    ['withdrawn at the desk', 'withdraw', null],
    ['taken up by workbook', null, 'handling'],
    ['gone up by workbook', null, 'escalated'],
    ['closed by workbook', null, 'closed'],
  ])(
    'and back, %s meanwhile, changes no reply of days gone by: what was left runs from then',
    async (_, event, state) => {
      const { at, receive, step, figures } = await office()
      const id = await receive('2026-11-02 09:00')
      const { number } = await complaintDetail(at('2026-11-02 09:00'), id)
      if (event) await step('2026-11-02 10:00', id, event)
      if (state) await importRows(at('2026-11-02 10:00'), 'complaints', [{ number, state }])
      expect((await figures('2026-11-04'))[2]).toBe('0/0')
      await importRows(at('2026-11-06 10:00'), 'complaints', [{ number, state: 'received' }])
      expect((await figures('2026-11-04'))[2]).toBe('0/0')
      expect((await complaintDetail(at('2026-11-06 10:00'), id)).respondDueAt).toBe('2026-11-07 09:00')
    },
  )

  it('leaves it the promise it was received under', async () => {
    const { at, receive } = await office()
    const id = await receive('2026-11-02 09:00')
    const promise = { name: '两小时', subject: 'complaint', priority: null, respondMinutes: 120 } as const
    const always = { finishMinutes: null, hours: 'always', fromOn: '2026-11-02', source: '' } as const
    await addRule(at('2026-11-02 10:00'), { ...promise, ...always })
    const { number, promise: before } = await complaintDetail(at('2026-11-02 10:00'), id)
    for (const state of ['handling', 'received']) {
      await importRows(at('2026-11-02 12:00'), 'complaints', [{ number, state }])
      expect((await complaintDetail(at('2026-11-02 12:00'), id)).promise).toBe(before)
    }
    expect((await complaintDetail(at('2026-11-02 12:00'), id)).respondDueAt).toBe('2026-11-03 09:00')
  })

  it('leaves it its level and when it goes up; opened again it has its whole time before it', async () => {
    const { at, receive, step } = await office()
    const id = await receive('2026-11-02 09:00')
    await step('2026-11-02 10:00', id, 'escalate')
    const { number } = await complaintDetail(at('2026-11-02 10:00'), id)
    const brought = async (when: string, state: string) => {
      await importRows(at(when), 'complaints', [{ number, state }])
      const { level, escalateAt } = await complaintDetail(at(when), id)
      return [level, escalateAt]
    }
    expect(await brought('2026-11-02 11:00', 'handling')).toEqual([2, '2026-11-04 10:00'])
    expect(await brought('2026-11-02 12:00', 'answered')).toEqual([2, null])
    expect(await brought('2026-11-05 12:00', 'handling')).toEqual([2, '2026-11-07 12:00'])
    const other = await receive('2026-11-06 09:00')
    const mild = (await complaintDetail(at('2026-11-06 09:00'), other)).number
    await importRows(at('2026-11-06 10:00'), 'complaints', [{ number: mild, state: 'escalated' }])
    expect(await complaintDetail(at('2026-11-06 10:00'), other)).toMatchObject({
      level: 2,
      escalateAt: '2026-11-08 10:00',
    })
  })
})

it('a closed month takes no complaint by import, and gives none back', async () => {
  const { at, figures } = await office()
  const row = (number: string, more: Values = {}): Values => ({
    number,
    receivedAt: '2026-11-02 09:00',
    kind: 'attitude',
    content: '态度',
    state: 'closed',
    closedAt: '2026-11-03 09:00',
    ...more,
  })
  await importRows(at('2026-11-20 10:00'), 'complaints', [row('T-1')])
  const here = at('2026-12-01 09:00')
  await closeMonth({ ...here, actor: { id: null, name: '会计', roles: ['accountant'] } }, '2026-11')
  const told = async (more: Values, number = 'T-1') => {
    const { rows, counts } = await dryRun(here, 'complaints', [row(number, more)])
    expect(counts.rejected + counts.unchanged + counts.updated).toBe(1)
    return rows.flatMap(({ errors }) => errors.map(({ code, field, params }) => [code, field, params?.date]))
  }
  expect(await told({}, 'T-2')).toEqual([
    ['period-closed', '受理时间', '2026-11-02'],
    ['period-closed', '结案时间', '2026-11-03'],
  ])
  expect(await told({ closedAt: '2026-11-04 09:00' })).toEqual([['period-closed', '结案时间', '2026-11-03']])
  expect(await told({ receivedAt: '2026-11-02 09:00', isValid: 'no' }, 'T-3')).toEqual([
    ['period-closed', '受理时间', '2026-11-02'],
    ['period-closed', '有效', '2026-11-02'],
    ['period-closed', '结案时间', '2026-11-03'],
  ])
  // Judged otherwise by a workbook it counts otherwise from that day: the closed month keeps its figures.
  expect(await told({ isValid: 'no' })).toEqual([])
  await importRows(here, 'complaints', [row('T-1', { isValid: 'no' })])
  expect([(await figures('2026-11-30'))[0], (await figures('2026-12-01'))[0]]).toEqual([1, 0])
  await importRows(here, 'complaints', [row('T-1', { isValid: 'yes' })])
  expect(await told({})).toEqual([])
  expect(await told({ content: '态度不好' })).toEqual([])
})

it('phones are covered in lists for who does not talk with residents', async () => {
  const { at, receive } = await office()
  await receive('2026-11-20 09:00')
  const phoneFor = async (role: 'front-desk' | 'accountant') => {
    const here = { ...at('2026-11-20 10:00'), actor: { id: null, name: '某', roles: [role] } }
    return (await listPage(here, 'complaints', { filter: {}, offset: 0, limit: 10 })).rows[0]?.phone
  }
  expect(await phoneFor('front-desk')).toBe('13812345678')
  expect(await phoneFor('accountant')).toBe('138****5678')
})
