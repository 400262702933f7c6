import { describe, expect, it } from 'vitest'
import { addDays, dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import type { PromiseRuleFields } from '../../electron/contract/promises.ts'
import { complaintDetail, receiveComplaint, stepComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import {
  addRule,
  calendarRows,
  endRule,
  markDays,
  removeDay,
  ruleRows,
  saveHours,
  updateRule,
} from '../../electron/core/promises/service.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { figureOf, figureRows, figuresOf } from '../../electron/core/summary/engine.ts'
import { periodOf, seenNow } from '../../electron/core/summary/figure.ts'
import { takeAlerts, watchCounts } from '../../electron/core/watch/now.ts'
import { ratesOf } from '../../electron/core/watch/rates.ts'
import { home, importRows, newOffice } from './office.ts'

const leak: JobFields = {
  source: 'resident',
  unitId: 1,
  place: '',
  personId: null,
  caller: '陈女士',
  phone: '',
  trade: 'plumbing-electric',
  content: '水管漏水',
  priority: 'normal',
  chargeClass: 'free',
  appointedOn: null,
  appointedTime: '',
}

const rule: PromiseRuleFields = {
  name: '上班时间一天',
  subject: 'job',
  priority: null,
  respondMinutes: 60,
  finishMinutes: 420,
  hours: 'office',
  fromOn: '2026-11-01',
  source: '2026 年服务承诺书',
}

/** An office whose clock stands where it is put: `at('2026-11-20 09:00')`, a Friday. */
async function office() {
  const { desk } = await newOffice('2026-11-20')
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-03-10' })])
  const worker = await createStaff(desk, { name: '吴师傅', roles: ['engineering'], secret: '4404' })
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
  const register = async (when: string, more: Partial<JobFields> = {}) =>
    (await registerJob(at(when), { ...leak, ...more, requestKey: null })).id
  const step = async (when: string, id: number, event: Parameters<typeof stepJob>[1]['event']) => {
    const here = at(when)
    const { version } = await jobDetail(here, id)
    await stepJob(here, { id, version, event, reason: '缘由', workerId: worker, result: '', waitFor: 'resident' })
  }
  const due = async (id: number) => (await jobDetail(at('2026-11-20 09:00'), id)).finishDueAt
  const inTime = async (asOf: string) => {
    const [figure] = await figuresOf(desk.db, ['jobs/finish-in-time'], 2026, asOf)
    return [figure?.value, figure?.denominator]
  }
  return { desk, at, register, step, due, inTime }
}

describe('what is promised', () => {
  it('changes from a day on; what was promised before stays', async () => {
    const { at, register, due } = await office()
    const before = await register('2026-11-20 09:00')
    expect(await due(before)).toBe('2026-11-23 09:00')
    await addRule(at('2026-11-20 09:30'), { ...rule, fromOn: '2026-11-21' })
    expect(await due(await register('2026-11-20 10:00'))).toBe('2026-11-23 10:00')
    // Saturday 09:00: three hours until noon, three and a half after it, half an hour on Sunday.
    expect(await due(await register('2026-11-21 09:00'))).toBe('2026-11-22 09:00')
    const rules = await ruleRows(at('2026-11-21 09:00').db)
    expect(
      rules.filter((one) => one.subject === 'job').map((one) => [one.name, one.fromOn, one.toOn, one.cases]),
    ).toEqual([
      ['上班时间一天', '2026-11-21', null, 1],
      ['紧急报修', '1990-01-01', null, 0],
      ['一般报修', '1990-01-01', '2026-11-20', 2],
    ])
  })

  it('is refused where it says nothing, stands before a younger rule, or was promised already', async () => {
    const { at, register } = await office()
    const desk = at('2026-11-20 09:00')
    await expect(addRule(desk, { ...rule, respondMinutes: null, finishMinutes: null })).rejects.toMatchObject({
      code: 'promise-nothing',
    })
    await expect(addRule(desk, { ...rule, respondMinutes: 1800, finishMinutes: 1440 })).rejects.toMatchObject({
      problems: [{ code: 'promise-respond-after-finish', field: 'respondMinutes' }],
    })
    const id = await addRule(desk, rule)
    await expect(addRule(desk, { ...rule, fromOn: '2026-10-01' })).rejects.toMatchObject({ code: 'promise-overlaps' })
    expect(await updateRule(desk, { ...rule, finishMinutes: 480, id, version: 1 })).toBe(id)
    await register('2026-11-20 09:00')
    await expect(updateRule(desk, { ...rule, finishMinutes: 600, id, version: 2 })).rejects.toMatchObject({
      code: 'promise-used',
    })
    await updateRule(desk, { ...rule, finishMinutes: 480, name: '新名称', id, version: 2 })
    await expect(endRule(desk, { id, version: 3, toOn: '2026-10-31' })).rejects.toMatchObject({
      code: 'end-before-start',
    })
    await endRule(desk, { id, version: 3, toOn: '2026-12-31' })
  })

  it('moves with the calendar for what is open: working time that is left stays left', async () => {
    const { at, register, due, step } = await office()
    await addRule(at('2026-11-20 08:00'), rule)
    const open = await register('2026-11-20 16:30')
    const done = await register('2026-11-20 09:00')
    await step('2026-11-20 10:00', done, 'dispatch')
    await step('2026-11-20 11:00', done, 'complete')
    expect(await due(open)).toBe('2026-11-21 16:30')
    expect(
      await markDays(at('2026-11-20 17:00'), { from: '2026-11-21', to: '2026-11-22', kind: 'holiday', name: '周末' }),
    ).toBe(1)
    expect(await due(open)).toBe('2026-11-23 16:30')
    await expect(removeDay(at('2026-11-20 17:00'), { id: 1, version: 2 })).rejects.toThrow()
    await removeDay(at('2026-11-20 17:00'), { id: 1, version: 1 })
    expect(await due(open)).toBe('2026-11-21 16:30')
    const hours = {
      hours: [
        [840, 1050],
        [510, 600],
      ] as [number, number][],
      weekdays: [5, 6],
    }
    expect(await saveHours(at('2026-11-20 17:00'), hours)).toBe(1)
    // Half an hour today, and of Saturday the whole five; the rest a week later.
    expect(await due(open)).toBe('2026-11-27 09:30')
    await expect(
      saveHours(at('2026-11-20 17:00'), {
        ...hours,
        hours: [
          [510, 700],
          [600, 800],
        ],
      }),
    ).rejects.toMatchObject({
      code: 'hours-overlap',
    })
  })
})

it('is refused in words where a calendar would leave more than a year without office hours', async () => {
  const { at, register } = await office()
  const now = at('2026-11-20 08:00')
  await addRule(now, rule)
  await register('2026-11-20 09:00')
  const rest = async (from: string, to: string) => markDays(now, { from, to, kind: 'holiday', name: '停业' })
  for (let from = '2026-12-01'; from < '2027-11-01'; from = addDays(from, 61)) await rest(from, addDays(from, 60))
  await markDays(now, { from: '2027-12-01', to: '2027-12-01', kind: 'workday', name: '上班' })
  const endless = { code: 'calendar-without-work', params: { days: 366 } }
  await expect(rest('2027-12-02', '2028-01-10')).resolves.toBe(0)
  const { days } = await calendarRows(now.db)
  await expect(rest('2027-12-01', '2027-12-01')).rejects.toMatchObject(endless)
  // Nothing of it was kept.
  expect((await calendarRows(now.db)).days).toEqual(days)
  await register('2026-11-30 17:00')
})

describe('whether it was kept', () => {
  it('is told by the day it fell due, and what is missed stays missed whatever comes later', async () => {
    const { register, step, inTime, desk } = await office()
    const kept = await register('2026-11-02 09:00')
    await step('2026-11-02 10:00', kept, 'dispatch')
    await step('2026-11-04 10:00', kept, 'complete')
    const missed = await register('2026-11-03 09:00')
    expect(await inTime('2026-11-04')).toEqual([0, 0])
    expect(await inTime('2026-11-05')).toEqual([1, 1])
    expect(await inTime('2026-11-06')).toEqual([1, 2])
    await step('2026-11-08 10:00', missed, 'dispatch')
    await step('2026-11-08 11:00', missed, 'suspend')
    await step('2026-11-12 11:00', missed, 'resume')
    await step('2026-11-12 12:00', missed, 'complete')
    await step('2026-11-13 12:00', missed, 'reopen')
    expect(await inTime('2026-11-06')).toEqual([1, 2])
    expect(await inTime('2026-11-12')).toEqual([1, 2])
    // One that was done in time and comes back has its clock go on from there: two days were left.
    await step('2026-11-14 10:00', kept, 'reopen')
    expect(await inTime('2026-11-13')).toEqual([1, 2])
    expect(await inTime('2026-11-14')).toEqual([0, 1])
    const cancelled = await register('2026-11-01 09:00')
    await step('2026-11-03 09:00', cancelled, 'cancel')
    expect(await inTime('2026-11-14')).toEqual([0, 1])
    const rework = async (asOf: string) => {
      const [figure] = await figuresOf(desk.db, ['jobs/rework-rate'], 2026, asOf)
      return [figure?.value, figure?.denominator]
    }
    expect(await rework('2026-11-11')).toEqual([0, 1])
    expect(await rework('2026-11-12')).toEqual([0, 2])
    expect(await rework('2026-11-13')).toEqual([1, 2])
    expect(await rework('2026-11-14')).toEqual([2, 2])
    const rows = figureRows(desk.db, 'jobs/finish-in-time', periodOf(2026, '2026-11-06'), { side: 'denominator' })
    expect(await rows.execute()).toHaveLength(2)
  })

  it('adds up to the figures, however it is told apart', async () => {
    const { at, register, step, desk } = await office()
    const ids = [
      await register('2026-11-02 09:00'),
      await register('2026-11-03 09:00', { trade: 'civil' }),
      await register('2026-11-04 09:00', { trade: 'civil', priority: 'urgent' }),
    ]
    await step('2026-11-03 10:00', ids[0] as number, 'dispatch')
    await step('2026-11-04 10:00', ids[1] as number, 'dispatch')
    await step('2026-11-05 10:00', ids[1] as number, 'complete')
    const here = at('2026-11-20 09:00')
    const figures = await figuresOf(
      desk.db,
      ['jobs/respond-in-time', 'jobs/finish-in-time', 'jobs/total', 'jobs/rework-rate', 'jobs/return-visit-rate'],
      2026,
      '2026-11-20',
    )
    for (const by of ['month', 'trade', 'worker', 'steward'] as const) {
      const { total } = await ratesOf(here, { from: '2026-01-01', to: '2026-11-20', by })
      expect([total.respondMet, total.respondDue, total.finishMet, total.finishDue, total.registered]).toEqual([
        figures[0]?.value,
        figures[0]?.denominator,
        figures[1]?.value,
        figures[1]?.denominator,
        figures[2]?.value,
      ])
      expect([total.reworked, total.completed, total.returnsMade, total.returnsDue]).toEqual([
        figures[3]?.value,
        figures[3]?.denominator,
        figures[4]?.value,
        figures[4]?.denominator,
      ])
      expect([total.completed, total.returnsDue]).toEqual([1, 1])
    }
    const { groups } = await ratesOf(here, { from: '2026-01-01', to: '2026-11-20', by: 'trade' })
    expect(groups.map((group) => [group.key, group.registered, group.finishMet, group.finishDue])).toEqual([
      ['plumbing-electric', 1, 0, 1],
      ['civil', 2, 1, 2],
    ])
  })
})

it('tells of a case that is nearly late, and of one that is, each once', async () => {
  const { at, register, step } = await office()
  const id = await register('2026-11-20 09:00', { priority: 'urgent' })
  const other = await register('2026-11-20 09:00')
  expect(await takeAlerts(at('2026-11-20 10:00'))).toEqual([])
  // To be begun in two hours.
  expect(await watchCounts(at('2026-11-20 10:00'))).toEqual({ late: 0, soon: 1, waiting: 2, complaints: 0, tasks: 0 })
  for (const one of [id, other]) {
    await step('2026-11-20 10:30', one, 'dispatch')
    await step('2026-11-20 10:40', one, 'start')
  }
  const soon = at('2026-11-21 08:00')
  expect(await watchCounts(soon)).toEqual({ late: 0, soon: 1, waiting: 0, complaints: 0, tasks: 0 })
  expect(await takeAlerts(soon)).toMatchObject([
    { id, kind: 'soon', isNews: true, subject: 'job', place: '1栋101', content: '水管漏水' },
  ])
  expect(await takeAlerts(soon)).toEqual([])
  // The page says so, the system has told of the case before.
  expect(await takeAlerts(at('2026-11-21 09:01'))).toMatchObject([{ id, kind: 'late', isNews: false }])
  expect(await takeAlerts(at('2026-11-21 12:00'))).toEqual([])
  await step('2026-11-21 13:00', id, 'cancel')
  expect(await watchCounts(at('2026-11-21 13:00'))).toEqual({ late: 0, soon: 0, waiting: 0, complaints: 0, tasks: 0 })
})

it('counts a job that nobody has begun in the time promised for that as late, everywhere', async () => {
  const { at, register, step } = await office()
  const id = await register('2026-11-20 09:00', { priority: 'urgent' })
  const late = async (when: string) => {
    const here = at(when)
    const { rows } = await listPage(here, 'jobs', { filter: { show: 'late' }, offset: 0, limit: 10 })
    const { isLate, isUnanswered } = await jobDetail(here, id)
    return [(await watchCounts(here)).late, rows.map((row) => row.late), isLate, isUnanswered]
  }
  expect(await late('2026-11-20 10:59')).toEqual([0, [], false, false])
  expect(await late('2026-11-20 11:01')).toEqual([1, [true], true, true])
  expect(await takeAlerts(at('2026-11-20 11:01'))).toMatchObject([{ id, kind: 'late', isNews: true }])
  await step('2026-11-20 11:10', id, 'dispatch')
  expect(await late('2026-11-20 11:11')).toEqual([1, [true], true, true])
  await step('2026-11-20 11:20', id, 'start')
  expect(await late('2026-11-20 11:21')).toEqual([0, [], false, false])
})

it('has not fallen due before its moment, whatever day is asked for', async () => {
  const { at, register, desk } = await office()
  await register('2026-11-20 09:00', { priority: 'urgent' })
  const due = async (when: string) => {
    const ids = ['jobs/respond-in-time', 'jobs/finish-in-time']
    const figures = await figuresOf(desk.db, ids, 2026, '2026-12-31', true, seenNow(at(when).clock))
    return figures.map(({ value, denominator }) => [value, denominator])
  }
  expect(await due('2026-11-20 10:00')).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect(await due('2026-11-20 11:01')).toEqual([
    [0, 1],
    [0, 0],
  ])
  expect(await due('2026-11-21 09:01')).toEqual([
    [0, 1],
    [0, 1],
  ])
})

it('goes on with what was left of the first response when a case that was called off is opened again', async () => {
  const { at, register, step } = await office()
  const id = await register('2026-11-20 09:00', { priority: 'urgent' })
  await step('2026-11-20 09:30', id, 'cancel')
  await step('2026-11-20 12:00', id, 'reopen')
  expect((await jobDetail(at('2026-11-20 12:00'), id)).respondDueAt).toBe('2026-11-20 13:30')
})

describe('a case that was called off before anybody began', () => {
  const times = ['2026-11-02 09:00', '2026-11-02 10:00', '2026-11-06 10:00', '2026-11-06 11:00', '2026-11-10 10:00']

  it('goes on with what was left then however often it is called off: a job', async () => {
    const { at, register, step, desk } = await office()
    const respond = async (asOf: string) => {
      const seen = seenNow(at(`${asOf} 23:59`).clock)
      const { value, denominator } = await figureOf(desk.db, 'jobs/respond-in-time', 2026, asOf, seen)
      return [value, denominator]
    }
    const id = await register(times[0] as string)
    for (const [index, when] of times.slice(1).entries()) {
      await step(when, id, index % 2 === 0 ? 'cancel' : 'reopen')
      expect(await respond('2026-11-05')).toEqual([0, 0])
      if (index !== 1) expect(await respond('2026-11-09')).toEqual([0, 0])
    }
    // Eleven hours were left when it was called off first, ten when it was again.
    const { respondDueAt, finishDueAt } = await jobDetail(at('2026-11-10 10:00'), id)
    expect([respondDueAt, finishDueAt]).toEqual(['2026-11-10 20:00', '2026-11-13 08:00'])
  })

  it('goes on with what was left then however often it is called off: a complaint', async () => {
    const { at, desk } = await office()
    const noise = {
      unitId: 1,
      place: '',
      personId: null,
      caller: '',
      phone: '',
      kind: 'other',
      content: '噪音',
    } as const
    const { id } = await receiveComplaint(at(times[0] as string), { ...noise, against: '', requestKey: null })
    for (const [index, when] of times.slice(1).entries()) {
      const here = at(when)
      const { version } = await complaintDetail(here, id)
      const said = { reason: '缘由', reply: '', outcome: '', cause: null, prevention: '' }
      await stepComplaint(here, { id, version, event: index % 2 === 0 ? 'withdraw' : 'reopen', ...said })
      const replies = await figureOf(desk.db, 'complaints/reply-in-time', 2026, '2026-11-08', seenNow(here.clock))
      expect([replies.value, replies.denominator]).toEqual([0, 0])
    }
    const { respondDueAt, isLate } = await complaintDetail(at('2026-11-10 10:00'), id)
    expect([respondDueAt, isLate]).toEqual(['2026-11-11 08:00', false])
  })

  it('keeps the minutes of office hours that were left, whatever hours come meanwhile', async () => {
    const { at, register, step } = await office()
    await addRule(at('2026-11-20 08:00'), { ...rule, respondMinutes: 90 })
    const id = await register('2026-11-20 17:00')
    await step('2026-11-21 09:00', id, 'cancel')
    await saveHours(at('2026-11-21 10:00'), { hours: [[0, 1440]], weekdays: [1, 2, 3, 4, 5, 6, 7] })
    await step('2026-11-22 09:00', id, 'reopen')
    // Half an hour on Friday and half an hour on Saturday had passed.
    expect((await jobDetail(at('2026-11-22 09:00'), id)).respondDueAt).toBe('2026-11-22 09:30')
  })
})

it('moves complaints with the calendar too, and nothing that the change does not touch', async () => {
  const { at, desk, register } = await office()
  const now = at('2026-11-20 16:00')
  const [rule] = (await ruleRows(desk.db)).filter((one) => one.subject === 'complaint')
  if (!rule) throw new Error('no rule for complaints')
  const { id: ruleId, version, toOn: _, cases, ...fields } = rule
  expect(cases).toBe(0)
  await updateRule(now, { ...fields, hours: 'office', respondMinutes: 120, id: ruleId, version })
  const complaint = {
    unitId: 1,
    place: '',
    personId: null,
    caller: '',
    phone: '',
    kind: 'other',
    content: '噪音',
    against: '',
  } as const
  const { id } = await receiveComplaint(now, { ...complaint, requestKey: null })
  const job = await register('2026-11-20 16:00')
  const due = async () => [(await complaintDetail(now, id)).respondDueAt, (await jobDetail(now, job)).finishDueAt]
  const [before, finish] = await due()
  expect(await markDays(now, { from: '2027-10-01', to: '2027-10-03', kind: 'holiday', name: '国庆' })).toBe(0)
  expect(await due()).toEqual([before, finish])
  expect(await markDays(now, { from: '2026-11-21', to: '2026-11-22', kind: 'holiday', name: '停工' })).toBeGreaterThan(
    0,
  )
  expect((await due())[0]).toBe(before?.replace('11-21', '11-23'))
  const [used] = (await ruleRows(desk.db)).filter((one) => one.id === ruleId)
  expect(used?.cases).toBe(1)
  await expect(
    updateRule(now, { ...fields, hours: 'office', respondMinutes: 60, id: ruleId, version: used?.version ?? 0 }),
  ).rejects.toMatchObject({ code: 'promise-used' })
})
