import { describe, expect, it } from 'vitest'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import type { ReturnFields } from '../../electron/contract/returns.ts'
import {
  complaintDetail,
  judgeComplaint,
  receiveComplaint,
  stepComplaint,
} from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { answerCall } from '../../electron/core/intake/enquiries.ts'
import { addAbsence } from '../../electron/core/jobs/absence.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { openReturnOf, recordReturn, returnCard } from '../../electron/core/returns/service.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { figureOf, figuresOf } from '../../electron/core/summary/engine.ts'
import { seenNow } from '../../electron/core/summary/figure.ts'
import { findingToJob, recordVisit, updateVisit, visitDetail } from '../../electron/core/visits/service.ts'
import { dryRun, home, importRows, newOffice } from './office.ts'

/** What goes wrong at a desk and is put right again: closed by mistake, charged and called off, done elsewhere. */

const leak: JobFields = {
  source: 'resident',
  unitId: 1,
  place: '',
  personId: null,
  caller: '陈女士',
  phone: '13800001234',
  trade: 'plumbing-electric',
  content: '厨房水管漏水',
  priority: 'normal',
  chargeClass: 'free',
  appointedOn: null,
  appointedTime: '',
}
const paid = { finishedAt: '', chargeClass: 'paid', materials: [], labourCenti: 100, labourPrice: 5000, charged: 5000 }
const reached: ReturnFields = {
  outcome: 'reached',
  callbackAt: null,
  solved: true,
  attitude: 'satisfied',
  tookMoney: null,
  score: null,
  suggestion: '',
  followUp: false,
  remind: false,
}

async function office(today = '2026-11-20') {
  const { desk } = await newOffice(today)
  const handedOver = { readyOn: '2020-01-01', handedOverOn: '2020-03-10', soldOn: '2019-05-01' }
  await importRows(desk, 'units', [home('101', handedOver), home('102', handedOver)])
  await importRows(desk, 'residents', [
    { area: 'B区', building: '1栋', room: '101', fromOn: '2020-03-10', name: '陈美华', role: 'owner' },
  ])
  const worker = await createStaff(desk, { name: '吴师傅', roles: ['engineering'], secret: '4404' })
  let now = Date.parse(`${today}T01:00:00Z`)
  const zone = 'Asia/Shanghai'
  const clock = { zone, now: () => new Date(now), today: () => dateInZone(new Date(now), zone) }
  const at = (text: string): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...desk, clock }
  }
  const register = async (when: string, more: object = {}) =>
    (await registerJob(at(when), { ...leak, requestKey: null, ...more })).id
  const step = async (when: string, id: number, event: Parameters<typeof stepJob>[1]['event'], more: object = {}) => {
    const here = at(when)
    const { version } = await jobDetail(here, id)
    await stepJob(here, { id, version, event, reason: '缘由', workerId: worker, result: '', ...more })
    return (await jobDetail(here, id)).state
  }
  const done = async (when: string, more: object = {}, completion: object = {}) => {
    const id = await register(when, more)
    await step(when, id, 'dispatch')
    await step(when, id, 'complete', completion)
    return id
  }
  const call = async (when: string, id: number) => {
    const here = at(when)
    const { version } = await returnCard(here, id)
    await recordReturn(here, { ...reached, id, version, requestKey: null })
  }
  const rework = async (asOf = '2026-12-31') => {
    const { value, denominator } = await figureOf(desk.db, 'jobs/rework-rate', 2026, asOf)
    return [value, denominator]
  }
  return { desk, at, register, step, done, call, worker, rework }
}

describe('closed by mistake', () => {
  it('a job is again what it was: visited, or done', async () => {
    const { desk, step, done, call } = await office()
    const [visited, plain] = [await done('2026-11-10 09:00'), await done('2026-11-10 09:00')]
    await call('2026-11-12 09:00', (await openReturnOf(desk.db, 'job', visited)) ?? 0)
    for (const id of [visited, plain]) await step('2026-11-13 09:00', id, 'close')
    expect(await step('2026-11-13 09:05', visited, 'undo-close')).toBe('visited')
    expect(await step('2026-11-13 09:05', plain, 'undo-close')).toBe('done')
  })

  it('a complaint is answered as before, asks for no second return visit, and counted as closed until that day', async () => {
    const { desk, at } = await office()
    const complaint = {
      unitId: 1,
      place: '',
      personId: null,
      caller: '',
      phone: '',
      kind: 'other',
      content: '噪音',
    } as const
    const { id } = await receiveComplaint(at('2026-11-10 09:00'), { ...complaint, against: '', requestKey: null })
    const step = async (when: string, event: Parameters<typeof stepComplaint>[1]['event']) => {
      const here = at(when)
      const { version } = await complaintDetail(here, id)
      const said = { reason: '误点', reply: '已答复', outcome: '已处理', cause: 'other', prevention: '' } as const
      await stepComplaint(here, { id, version, event, ...said })
    }
    await step('2026-11-10 10:00', 'answer')
    const due = await openReturnOf(desk.db, 'complaint', id)
    await step('2026-11-11 10:00', 'close')
    await step('2026-11-12 10:00', 'undo-close')
    expect((await complaintDetail(at('2026-11-12 10:00'), id)).state).toBe('answered')
    expect(await openReturnOf(desk.db, 'complaint', id)).toBe(due)
    const closed = async (asOf: string) => (await figureOf(desk.db, 'complaints/done', 2026, asOf)).value
    expect([await closed('2026-11-11'), await closed('2026-11-12')]).toEqual([1, 0])
  })
})

describe('closed by a workbook', () => {
  it('a case is again what it was, whatever its earlier steps were', async () => {
    const { desk, at, step, done, call } = await office()
    const bring = (when: string, kind: 'jobs' | 'complaints', number: string, state: string) =>
      importRows(at(when), kind, [{ number, state }])
    const id = await done('2026-11-02 09:00')
    const { number } = await jobDetail(at('2026-11-02 09:00'), id)
    await step('2026-11-03 09:00', id, 'close')
    await step('2026-11-03 10:00', id, 'undo-close')
    await call('2026-11-04 09:00', (await openReturnOf(desk.db, 'job', id)) ?? 0)
    await bring('2026-11-05 09:00', 'jobs', number, 'closed')
    expect(await step('2026-11-05 10:00', id, 'undo-close')).toBe('visited')
    const noise = {
      unitId: 1,
      place: '',
      personId: null,
      caller: '',
      phone: '',
      kind: 'other',
      content: '噪音',
    } as const
    const complaint = await receiveComplaint(at('2026-11-05 09:00'), { ...noise, against: '', requestKey: null })
    const undone = async (when: string) => {
      const { version } = await complaintDetail(at(when), complaint.id)
      const said = { reason: '误点', reply: '', outcome: '', cause: null, prevention: '' }
      await stepComplaint(at(when), { id: complaint.id, version, event: 'undo-close', ...said })
      return (await complaintDetail(at(when), complaint.id)).state
    }
    await bring('2026-11-06 09:00', 'complaints', complaint.number, 'visited')
    await bring('2026-11-06 09:10', 'complaints', complaint.number, 'closed')
    expect(await undone('2026-11-06 09:20')).toBe('visited')
    await bring('2026-11-06 09:30', 'complaints', complaint.number, 'handling')
    await bring('2026-11-06 09:40', 'complaints', complaint.number, 'closed')
    expect(await undone('2026-11-06 09:50')).toBe('answered')
  })
})

describe('a workbook', () => {
  it('does not call off what is charged, nor takes back what was done again: each row is told', async () => {
    const { desk, at, step, done, register } = await office()
    const numberOf = async (id: number) => (await jobDetail(at('2026-11-20 12:00'), id)).number
    const told = async (id: number, state: string) => {
      const { rows } = await dryRun(at('2026-11-20 12:00'), 'jobs', [{ number: await numberOf(id), state }])
      return rows.flatMap(({ errors }) => errors.map(({ code, params }) => [code, params]))
    }
    const charged = await done('2026-11-20 09:00', {}, { completion: paid })
    expect(await told(charged, 'cancelled')).toEqual([['job-still-charged', { amount: '50.00' }]])
    expect(await told(charged, 'closed')).toEqual([])
    const id = await done('2026-11-10 09:00')
    const again = await register('2026-11-12 09:00', { reworkOfId: id })
    const reworked = [['job-reworked', { number: await numberOf(again) }]]
    expect([await told(id, 'working'), await told(id, 'cancelled')]).toEqual([reworked, reworked])
    expect(await told(id, 'closed')).toEqual([])
    await step('2026-11-12 10:00', again, 'cancel')
    expect(await told(id, 'working')).toEqual([])
    await desk.db.updateTable('charge').set({ reversed_on: '2026-11-20' }).execute()
    expect(await told(charged, 'cancelled')).toEqual([])
  })
})

it('numbers that a workbook brings stop no intake of their day, however they look', async () => {
  const { at, register } = await office('2026-11-02')
  const odd = ['9007199254740992', '-1e3', '--Infinity', '1e400', '0x10', '99999', '٣']
  const row = { content: '换泵', state: 'waiting', area: 'B区', building: '1栋', room: '101' }
  await importRows(
    at('2026-11-02 10:00'),
    'jobs',
    odd.map((tail) => ({ ...row, number: `GD20261102-${tail}`, registeredAt: '2026-11-02 09:00' })),
  )
  await importRows(
    at('2026-11-02 10:00'),
    'complaints',
    odd.map((tail) => ({ number: `TS20261102-${tail}`, receivedAt: '2026-11-02 09:00', content: '噪音' })),
  )
  const numberOf = async (id: number) => (await jobDetail(at('2026-11-02 11:00'), id)).number
  const numbers = [
    await numberOf(await register('2026-11-02 10:10')),
    await numberOf(await register('2026-11-02 10:20')),
  ]
  expect(numbers).toEqual(['GD20261102-001', 'GD20261102-002'])
  const noise = { unitId: 1, place: '', personId: null, caller: '', phone: '', kind: 'other', content: '噪音' } as const
  const complaint = await receiveComplaint(at('2026-11-02 10:30'), { ...noise, against: '', requestKey: null })
  expect(complaint.number).toBe('TS20261102-001')
  const call = { unitId: 1, personId: null, caller: '', phone: '', content: '几点上班', answer: '九点' } as const
  const enquiry = await answerCall(at('2026-11-02 10:40'), { ...call, kind: 'enquiry', requestKey: null })
  expect(enquiry.number).toBe('ZX20261102-001')
})

it('what is taken back while the clock of the PC stands a day behind ends on the day it began, and is no fault', async () => {
  const { desk, at, register, step, done } = await office()
  const id = await done('2026-11-10 09:00')
  expect(await step('2026-11-09 09:00', id, 'reopen')).toBe('waiting')
  const cancelled = await register('2026-11-10 09:00')
  await step('2026-11-10 09:00', cancelled, 'cancel')
  expect(await step('2026-11-09 09:00', cancelled, 'reopen')).toBe('waiting')
  const noise = { unitId: 1, place: '', personId: null, caller: '', phone: '', kind: 'other', content: '噪音' } as const
  const complaint = await receiveComplaint(at('2026-11-10 09:00'), { ...noise, against: '', requestKey: null })
  const judge = async (when: string, isValid: boolean) => {
    const { version } = await complaintDetail(at(when), complaint.id)
    await judgeComplaint(at(when), { id: complaint.id, version, isValid, reason: '误判' })
  }
  await judge('2026-11-10 09:00', false)
  await judge('2026-11-09 09:00', true)
  const spells = [
    await desk.db.selectFrom('job_completion').select(['on_date', 'reopened_on as ends']).execute(),
    await desk.db.selectFrom('job_cancellation').select(['on_date', 'reopened_on as ends']).execute(),
    await desk.db.selectFrom('complaint_invalid').select(['on_date', 'valid_on as ends']).execute(),
  ]
  expect(spells.flat()).toEqual(Array(3).fill({ on_date: '2026-11-10', ends: '2026-11-10' }))
})

describe('a completion taken back as a mistake', () => {
  it('stands until the day of the one that takes its place, told later: the job is done once on every day', async () => {
    const { desk, at, step, done } = await office()
    const id = await done('2026-11-02 09:00')
    await step('2026-11-06 09:00', id, 'undo-complete')
    const completion = { ...paid, chargeClass: 'free', charged: 0, finishedAt: '2026-11-03 09:00' }
    await step('2026-11-09 09:00', id, 'complete', { completion })
    const counted = async (asOf: string) => {
      const ids = ['jobs/finish-in-time', 'jobs/rework-rate', 'jobs/return-visit-rate']
      const found = await figuresOf(desk.db, ids, 2026, asOf, true, seenNow(at('2026-11-20 09:00').clock))
      return found.map(({ value, denominator }) => [value, denominator])
    }
    expect(await counted('2026-11-02')).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ])
    for (const day of ['2026-11-05', '2026-11-06', '2026-11-08']) {
      expect([day, ...(await counted(day)).slice(0, 2)]).toEqual([day, [1, 1], [0, 1]])
    }
    // Asked about by the sixth, the third day after it was done.
    expect((await counted('2026-11-05'))[2]).toEqual([0, 0])
    expect((await counted('2026-11-08'))[2]).toEqual([0, 1])
  })

  it('and opened again by workbook, too; before it came back as rework nothing is finished', async () => {
    const { desk, at, step, done, rework } = await office()
    const id = await done('2026-11-02 09:00')
    const { number } = await jobDetail(at('2026-11-06 09:00'), id)
    await importRows(at('2026-11-06 09:00'), 'jobs', [{ number, state: 'working' }])
    const back = { number, state: 'done', finishedAt: '2026-11-03 09:00' }
    await importRows(at('2026-11-06 09:00'), 'jobs', [back])
    for (const asOf of ['2026-11-04', '2026-11-06', '2026-12-31']) {
      const { denominator } = await figureOf(desk.db, 'jobs/rework-rate', 2026, asOf)
      expect([asOf, denominator]).toEqual([asOf, 1])
    }
    await step('2026-11-10 09:00', id, 'reopen')
    const { rows } = await dryRun(at('2026-11-12 09:00'), 'jobs', [{ ...back, finishedAt: '2026-11-09 09:00' }])
    expect(rows[0]?.errors).toMatchObject([{ code: 'finish-before-start', params: { start: '2026-11-10' } }])
    await importRows(at('2026-11-12 09:00'), 'jobs', [{ ...back, finishedAt: '2026-11-11 09:00' }])
    expect(await rework()).toEqual([1, 2])
  })
})

describe('a return visit', () => {
  it('is made by calling, not by a step, and is still to be made when its job was closed', async () => {
    const { desk, at, step, done, call } = await office()
    const id = await done('2026-11-10 09:00')
    await expect(step('2026-11-12 09:00', id, 'visit')).rejects.toMatchObject({ code: 'return-open' })
    await step('2026-11-12 09:00', id, 'close')
    const todo = async () =>
      (await listPage(at('2026-11-13 09:00'), 'returnVisits', { filter: {}, offset: 0, limit: 9 })).rows.length
    expect(await todo()).toBe(1)
    await call('2026-11-13 09:00', (await openReturnOf(desk.db, 'job', id)) ?? 0)
    expect(await todo()).toBe(0)
    expect((await jobDetail(at('2026-11-13 09:00'), id)).state).toBe('closed')
  })

  it('that was refused is no more counted when the finish it asks about was a mistake, from that day on', async () => {
    const { desk, at, step, done } = await office()
    const id = await done('2026-11-02 09:00')
    const due = (await openReturnOf(desk.db, 'job', id)) ?? 0
    const here = at('2026-11-04 09:00')
    const { version } = await returnCard(here, due)
    const refused = { ...reached, outcome: 'refused', solved: null, attitude: null } as const
    await recordReturn(here, { ...refused, id: due, version, requestKey: null })
    await step('2026-11-10 09:00', id, 'undo-complete')
    await step('2026-11-12 09:00', id, 'complete')
    const rate = async (asOf: string) => {
      const seen = seenNow(at('2026-11-20 09:00').clock)
      const { value, denominator } = await figureOf(desk.db, 'jobs/return-visit-rate', 2026, asOf, seen)
      return [value, denominator]
    }
    expect([await rate('2026-11-09'), await rate('2026-11-10'), await rate('2026-11-16')]).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
    ])
  })

  it('is asked for anew when a workbook tells that the work was done again after it', async () => {
    const { desk, at, done, call } = await office()
    const id = await done('2026-11-02 09:00')
    await call('2026-11-05 09:00', (await openReturnOf(desk.db, 'job', id)) ?? 0)
    const { number } = await jobDetail(at('2026-11-06 09:00'), id)
    const bring = async (when: string, state: string, finishedAt?: string) => {
      await importRows(at(when), 'jobs', [{ number, state, ...(finishedAt !== undefined && { finishedAt }) }])
      return openReturnOf(desk.db, 'job', id)
    }
    expect(await bring('2026-11-06 09:00', 'working')).toBeNull()
    // What was done before the call has been asked about.
    expect(await bring('2026-11-07 09:00', 'done', '2026-11-04 09:00')).toBeNull()
    expect(await bring('2026-11-08 09:00', 'working')).toBeNull()
    const due = (await bring('2026-11-09 09:00', 'done', '2026-11-08 15:00')) ?? 0
    expect((await returnCard(at('2026-11-09 09:00'), due)).dueOn).toBe('2026-11-11')
  })

  it('counts its days from the day the work was done, whenever that is written down', async () => {
    const { desk, at, register, step } = await office()
    const id = await register('2026-11-10 09:00')
    await step('2026-11-10 09:00', id, 'dispatch')
    const completion = { ...paid, chargeClass: 'free', charged: 0, finishedAt: '2026-11-12 15:00' }
    await step('2026-11-20 09:00', id, 'complete', { completion })
    const due = (await openReturnOf(desk.db, 'job', id)) ?? 0
    expect((await returnCard(at('2026-11-20 09:00'), due)).dueOn).toBe('2026-11-15')
  })
})

describe('money', () => {
  it('is not owed for a job that was called off: the charge comes first', async () => {
    const { step, done } = await office()
    const id = await done('2026-11-20 09:00', {}, { completion: paid })
    await step('2026-11-20 10:00', id, 'undo-complete')
    await expect(step('2026-11-20 10:05', id, 'cancel')).rejects.toMatchObject({
      code: 'job-still-charged',
      params: { amount: '50.00' },
    })
  })

  it('is not owed for a job that came back and was called off then either', async () => {
    const { desk, step, done } = await office()
    const id = await done('2026-11-20 09:00', {}, { completion: paid })
    await step('2026-11-20 10:00', id, 'reopen')
    await expect(step('2026-11-20 10:05', id, 'cancel')).rejects.toMatchObject({ code: 'job-still-charged' })
    await desk.db.updateTable('charge').set({ reversed_on: '2026-11-20' }).execute()
    expect(await step('2026-11-20 10:10', id, 'cancel')).toBe('cancelled')
  })

  it('is charged for two paid jobs at one home on the first day of a year', async () => {
    const { desk, done } = await office('2027-01-01')
    await done('2027-01-01 09:00', {}, { completion: paid })
    await done('2027-01-01 10:00', {}, { completion: paid })
    const charges = await desk.db.selectFrom('charge').select(['from_on', 'due_on']).orderBy('id').execute()
    expect(charges).toEqual([
      { from_on: '2027-01-01', due_on: '2027-01-01' },
      { from_on: '2027-01-02', due_on: '2027-01-01' },
    ])
  })
})

describe('a job', () => {
  it('is not finished before it was begun', async () => {
    const { register, step } = await office()
    const id = await register('2026-11-20 09:00')
    await step('2026-11-20 15:00', id, 'dispatch')
    await step('2026-11-20 16:00', id, 'start')
    const completion = { ...paid, chargeClass: 'free', charged: 0, finishedAt: '2026-11-20 09:10' }
    await expect(step('2026-11-20 17:00', id, 'complete', { completion })).rejects.toMatchObject({
      problems: [{ code: 'finish-before-start', params: { start: '2026-11-20 16:00' } }],
    })
  })

  it('is not given to somebody who is away on the day that was agreed', async () => {
    const { at, register, step, worker } = await office()
    await addAbsence(at('2026-11-20 08:00'), { staffId: worker, fromOn: '2026-11-21', toOn: '2026-11-21', reason: '' })
    const id = await register('2026-11-20 09:00', { appointedOn: '2026-11-21', appointedTime: '10:00' })
    await expect(step('2026-11-20 09:10', id, 'dispatch')).rejects.toMatchObject({
      problems: [{ code: 'worker-absent' }],
    })
    expect(await step('2026-11-20 09:10', await register('2026-11-20 09:00'), 'dispatch')).toBe('dispatched')
  })
})

describe('rework', () => {
  it('that was called off counts nowhere; what was done again is not undone', async () => {
    const { step, done, register, rework } = await office()
    const id = await done('2026-11-10 09:00')
    const again = await register('2026-11-12 09:00', { reworkOfId: id })
    expect(await rework()).toEqual([1, 1])
    await expect(step('2026-11-12 10:00', id, 'undo-complete')).rejects.toMatchObject({ code: 'job-reworked' })
    await step('2026-11-12 10:00', again, 'cancel')
    expect(await rework()).toEqual([0, 1])
    expect(await step('2026-11-12 10:05', id, 'undo-complete')).toBe('working')
  })

  it('counts on the days on which it stood: called off, or opened again, later, it changes none before', async () => {
    const { step, done, register, rework } = await office()
    const id = await done('2026-11-02 09:00')
    const again = await register('2026-11-04 09:00', { reworkOfId: id })
    await step('2026-11-06 09:00', again, 'cancel')
    await step('2026-11-09 09:00', again, 'reopen')
    const days = ['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-08', '2026-11-09']
    expect(await Promise.all(days.map(async (day) => (await rework(day))[0]))).toEqual([0, 1, 1, 0, 0, 1])
  })

  it('by opening the job again counts as a linked one does: not while it is called off', async () => {
    const { at, step, done, rework } = await office()
    const id = await done('2026-11-02 09:00')
    await step('2026-11-04 09:00', id, 'reopen')
    await step('2026-11-06 09:00', id, 'cancel')
    const listed = async (when: string) =>
      (await listPage(at(when), 'jobReworks', { filter: {}, offset: 0, limit: 9 })).rows.length
    expect([await rework('2026-11-05'), await rework('2026-11-06'), await listed('2026-11-06 10:00')]).toEqual([
      [1, 1],
      [0, 1],
      0,
    ])
    await step('2026-11-07 09:00', id, 'reopen')
    expect([await rework('2026-11-06'), await rework('2026-11-07'), await listed('2026-11-07 09:30')]).toEqual([
      [0, 1],
      [1, 1],
      1,
    ])
    await step('2026-11-07 10:00', id, 'dispatch')
    await step('2026-11-07 11:00', id, 'complete')
    await step('2026-11-08 09:00', id, 'reopen')
    await step('2026-11-09 09:00', id, 'cancel')
    // What was done again stays rework of what was done first.
    expect([await rework('2026-11-08'), await rework('2026-11-09')]).toEqual([
      [2, 2],
      [1, 2],
    ])
  })

  it('that went into another job is done there, and counts until that one is called off', async () => {
    const { step, done, register, rework } = await office()
    const id = await done('2026-11-02 09:00')
    const again = await register('2026-11-04 09:00', { reworkOfId: id })
    const other = await register('2026-11-04 09:00')
    await step('2026-11-05 09:00', again, 'merge', { intoId: other })
    expect(await rework('2026-11-05')).toEqual([1, 1])
    await expect(step('2026-11-05 10:00', id, 'undo-complete')).rejects.toMatchObject({ code: 'job-reworked' })
    await step('2026-11-06 09:00', other, 'cancel')
    expect([await rework('2026-11-05'), await rework('2026-11-06')]).toEqual([
      [1, 1],
      [0, 1],
    ])
  })

  it('belongs to the place where the work was done', async () => {
    const { done, register } = await office()
    const id = await done('2026-11-10 09:00')
    await expect(register('2026-11-12 09:00', { reworkOfId: id, unitId: 2 })).rejects.toMatchObject({
      problems: [{ code: 'rework-elsewhere' }],
    })
  })
})

it('a complaint that went up before anybody replied is replied to once, and no second time', async () => {
  const { at } = await office()
  const complaint = {
    unitId: 1,
    place: '',
    personId: null,
    caller: '',
    phone: '',
    kind: 'other',
    content: '噪音',
  } as const
  const { id } = await receiveComplaint(at('2026-11-10 09:00'), { ...complaint, against: '', requestKey: null })
  const handle = async (when: string) => {
    const here = at(when)
    const { version, state } = await complaintDetail(here, id)
    const said = { reason: '', reply: '已联系施工方', outcome: '', cause: null, prevention: '' }
    await stepComplaint(here, { id, version, event: 'handle', ...said })
    return [state, (await complaintDetail(here, id)).state]
  }
  expect(await handle('2026-11-11 10:00')).toEqual(['escalated', 'handling'])
  await expect(handle('2026-11-11 11:00')).rejects.toMatchObject({ code: 'complaint-not-so' })
})

describe('a finding of a visit', () => {
  it('and its job are made together, or neither; the visit then stays where it was', async () => {
    const { desk, at } = await office()
    const here = at('2026-11-20 09:00')
    const visit = {
      unitId: 1,
      onDate: '2026-11-20',
      result: 'met',
      visitorId: null,
      person: '陈女士',
      note: '',
      findings: [{ kind: 'facilities', content: '灯不亮' }],
    } as const
    const id = await recordVisit(here, {
      ...visit,
      findings: [...visit.findings],
      plannedId: null,
      requestKey: 'key-1',
    })
    const [finding] = (await visitDetail(here, id)).findings
    if (!finding) throw new Error('no finding')
    const stale = { id: finding.id, version: finding.version + 1, trade: 'other' } as const
    await expect(findingToJob(here, stale)).rejects.toMatchObject({ code: 'stale' })
    expect(await desk.db.selectFrom('job').select('id').execute()).toEqual([])
    await findingToJob(here, { ...stale, version: finding.version })
    const { version } = await visitDetail(here, id)
    await expect(
      updateVisit(here, id, version, { ...visit, findings: [...visit.findings], unitId: 2 }),
    ).rejects.toMatchObject({ problems: [{ code: 'visit-has-case' }] })
  })
})
