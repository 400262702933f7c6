import { describe, expect, it } from 'vitest'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobCorrection, JobFields } from '../../electron/contract/jobs.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { correctJob } from '../../electron/core/jobs/correction.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { addRule } from '../../electron/core/promises/service.ts'
import { changesSince } from '../../electron/core/signoff/changes.ts'
import { signReport } from '../../electron/core/signoff/service.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { issue, receive, reverse } from '../../electron/core/stores/documents.ts'
import { createItem } from '../../electron/core/stores/items.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { key } from './booksOffice.ts'
import { home, importRows, newOffice } from './office.ts'

const stuck: JobFields = {
  source: 'resident',
  unitId: 1,
  place: '',
  personId: null,
  caller: '陈女士',
  phone: '13800001234',
  trade: 'plumbing-electric',
  content: '电梯困人',
  priority: 'normal',
  chargeClass: 'free',
  appointedOn: null,
  appointedTime: '',
}

/** An office with two homes and a worker, whose clock stands where it is put. */
async function office() {
  const { desk, as } = await newOffice('2026-11-20')
  const handedOver = { readyOn: '2020-01-01', handedOverOn: '2020-03-10', soldOn: '2019-05-01' }
  await importRows(desk, 'units', [home('101', handedOver), home('102', handedOver)])
  const workerId = await createStaff(desk, { name: '吴师傅', roles: ['engineering'], secret: '4404' })
  let now = 0
  const clock = {
    zone: 'Asia/Shanghai',
    now: () => new Date(now),
    today: () => dateInZone(new Date(now), 'Asia/Shanghai'),
  }
  const at = (text: string, who: Desk = desk): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...who, clock }
  }
  const register = async (when: string, more: object = {}) =>
    (await registerJob(at(when), { ...stuck, requestKey: null, ...more })).id
  const step = async (when: string, id: number, event: Parameters<typeof stepJob>[1]['event'], more: object = {}) => {
    const here = at(when)
    const { version } = await jobDetail(here, id)
    await stepJob(here, { id, version, event, reason: '缘由', workerId, result: '', ...more })
  }
  const correct = async (when: string, id: number, change: Partial<JobFields>, who: Desk = desk) => {
    const here = at(when, who)
    return correctJob(here, { ...asItIs(await jobDetail(here, id)), ...change })
  }
  const due = async (id: number) => {
    const { respondDueAt, finishDueAt, leftMinutes } = await jobDetail({ ...desk, clock }, id)
    return [respondDueAt, finishDueAt, leftMinutes]
  }
  return { desk, as, at, register, step, correct, due }
}

function asItIs(job: JobCorrection): JobCorrection {
  const { id, version, source, unitId, place, personId, caller, phone, trade, content, ...more } = job
  const { priority, chargeClass, appointedOn, appointedTime } = more
  const told = { source, unitId, place, personId, caller, phone, trade, content }
  return { id, version, ...told, priority, chargeClass, appointedOn, appointedTime }
}

describe('a job that was registered wrongly', () => {
  it('is put right whole, counts so from the beginning, and its history says what was corrected by whom', async () => {
    const { desk, as, at, register, correct } = await office()
    const id = await register('2026-11-10 09:00')
    const clerk = as('周燕', 'front-desk')
    const right = { unitId: 2, place: '轿厢', trade: 'lift', caller: '王先生', phone: '13911112222' } as const
    const change = { ...right, content: '电梯里有人', source: 'internal', chargeClass: 'contract' } as const
    await correct('2026-11-12 08:00', id, { ...change, appointedOn: '2026-11-12', appointedTime: '09:30' }, clerk)
    const job = await jobDetail(at('2026-11-12 08:01'), id)
    expect(job).toMatchObject({ ...change, unit: '1栋102', appointedOn: '2026-11-12', appointedTime: '09:30' })
    const { event, actor, fromState, toState, note, changes } = job.events.at(-1) ?? {}
    expect([event, actor, fromState, toState, note]).toEqual(['correct', '周燕', 'waiting', 'waiting', ''])
    expect(changes).toEqual(
      expect.arrayContaining([
        { field: 'unit', from: '1栋101', to: '1栋102' },
        { field: 'trade', from: 'plumbing-electric', to: 'lift' },
        { field: 'appointment', from: null, to: '2026-11-12 09:30' },
      ]),
    )
    const parts = async () => (await figureOf(desk.db, 'jobs/total', 2026, '2026-11-11')).parts
    expect((await parts()).filter(({ value }) => value > 0)).toMatchObject([{ key: 'lift', value: 1 }])
    expect((await figureOf(desk.db, 'reports/received', 2026, '2026-11-11')).value).toBe(0)
    // Nothing to correct is no step of its history.
    await correct('2026-11-12 08:05', id, {})
    expect((await jobDetail(at('2026-11-12 08:05'), id)).events).toHaveLength(2)
  })

  it('is not written over a change that the caller has not seen', async () => {
    const { at, register, step } = await office()
    const id = await register('2026-11-20 09:00')
    const seen = await jobDetail(at('2026-11-20 09:00'), id)
    await step('2026-11-20 09:05', id, 'dispatch')
    const late = correctJob(at('2026-11-20 09:10'), { ...asItIs(seen), trade: 'lift' })
    await expect(late).rejects.toMatchObject({ code: 'stale', changes: expect.arrayContaining([]) })
    expect((await jobDetail(at('2026-11-20 09:10'), id)).trade).toBe('plumbing-electric')
  })

  it('that is done takes another caller, phone and content only; closed or called off, nothing', async () => {
    const { register, step, correct, at } = await office()
    const id = await register('2026-11-20 09:00')
    await step('2026-11-20 09:05', id, 'dispatch')
    await step('2026-11-20 10:00', id, 'complete')
    for (const change of [{ trade: 'lift' }, { priority: 'urgent' }, { unitId: 2 }, { place: '梯' }] as const)
      await expect(correct('2026-11-20 11:00', id, change)).rejects.toMatchObject({ code: 'job-done-fixed' })
    await correct('2026-11-20 11:00', id, { content: '困人，已救出', caller: '王先生', phone: '' })
    expect(await jobDetail(at('2026-11-20 11:00'), id)).toMatchObject({ caller: '王先生', phone: '', state: 'done' })
    await step('2026-11-20 12:00', id, 'close')
    await expect(correct('2026-11-20 12:30', id, { caller: '' })).rejects.toMatchObject({ code: 'job-not-so' })
  })

  it('needs a place, and an appointment ahead only where it is another one', async () => {
    const { register, correct, at } = await office()
    const id = await register('2026-11-18 09:00', { appointedOn: '2026-11-19' })
    const now = '2026-11-20 09:00'
    await expect(correct(now, id, { unitId: null })).rejects.toMatchObject({ problems: [{ field: 'place' }] })
    await expect(correct(now, id, { appointedOn: '2026-11-18' })).rejects.toMatchObject({
      problems: [{ code: 'appointment-in-past', field: 'appointedOn' }],
    })
    await expect(correct(now, id, { appointedOn: null, appointedTime: '09:00' })).rejects.toMatchObject({
      problems: [{ code: 'appointment-without-day' }],
    })
    await correct(now, id, { unitId: null, place: '大堂' })
    expect(await jobDetail(at(now), id)).toMatchObject({ unit: null, place: '大堂', appointedOn: '2026-11-19' })
  })

  it('keeps the phone that a worker sees masked', async () => {
    const { as, at, register, correct } = await office()
    const id = await register('2026-11-20 09:00')
    const workshop = as('师傅', 'engineering')
    expect((await jobDetail(at('2026-11-20 09:01', workshop), id)).phone).toBe('138****1234')
    await correct('2026-11-20 09:01', id, { trade: 'lift' }, workshop)
    const { phone, events } = await jobDetail(at('2026-11-20 09:02'), id)
    expect(phone).toBe('13800001234')
    expect(events.at(-1)?.changes.map(({ field }) => field)).toEqual(['trade'])
    await correct('2026-11-20 09:03', id, { phone: '13911112222' })
    const told = (await jobDetail(at('2026-11-20 09:04', workshop), id)).events.at(-1)?.changes
    expect(told).toEqual([{ field: 'phone', from: '138****1234', to: '139****2222' }])
  })

  it('stays at its unit once something was charged, issued or done again there', async () => {
    const { desk, at, register, step, correct } = await office()
    const id = await register('2026-11-20 09:00')
    await step('2026-11-20 09:00', id, 'dispatch')
    const costs = { finishedAt: '', materials: [], labourCenti: 0, labourPrice: 0 }
    await step('2026-11-20 10:00', id, 'complete', { completion: { ...costs, chargeClass: 'paid', charged: 5_000 } })
    await step('2026-11-20 10:05', id, 'undo-complete')
    for (const change of [{ unitId: 2 }, { chargeClass: 'free' }] as const) {
      await expect(correct('2026-11-20 10:10', id, change)).rejects.toMatchObject({
        code: 'job-fixed-charged',
        params: { amount: '50.00' },
      })
    }
    const other = await register('2026-11-20 09:00')
    const kept = { code: 'DQ-1', name: '灯泡', specification: '', unitName: '个', bin: '', category: '', minimum: 0 }
    const itemId = await createItem(desk, kept)
    const day = { onDate: '2026-11-20', note: '' }
    const now = at('2026-11-20 11:00')
    await receive(now, { ...day, requestKey: key(), supplier: '', lines: [{ itemId, quantity: 500, price: 100 }] })
    const taken = { recipient: '', purpose: '', lines: [{ itemId, quantity: 200 }] }
    const issued = await issue(now, { ...day, ...taken, requestKey: key(), jobId: other })
    await expect(correct('2026-11-20 11:05', other, { unitId: 2 })).rejects.toMatchObject({ code: 'job-fixed-issued' })
    await reverse(at('2026-11-20 11:10'), issued.id, '领错')
    await correct('2026-11-20 11:15', other, { unitId: 2 })
    await step('2026-11-20 11:20', other, 'dispatch')
    await step('2026-11-20 11:25', other, 'complete')
    const rework = await register('2026-11-20 12:00', { unitId: 2, reworkOfId: other })
    await expect(correct('2026-11-20 12:05', rework, { unitId: 1 })).rejects.toMatchObject({ code: 'rework-elsewhere' })
  })

  it('in a closed month keeps what its figures count, and takes what they do not', async () => {
    const { as, at, register, correct, due } = await office()
    const id = await register('2026-10-31 22:00', { priority: 'low' })
    await closeMonth(at('2026-11-01 09:00', as('郑雅萍', 'accountant')), '2026-10')
    for (const change of [{ trade: 'lift' }, { source: 'patrol' }, { unitId: 2 }] as const)
      await expect(correct('2026-11-01 09:30', id, change)).rejects.toMatchObject({ code: 'closed-since' })
    await correct('2026-11-01 09:30', id, { content: '轿厢里有人', priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-01 09:30', '2026-11-01 22:00', null])
  })

  it('tells a signed report why it counts otherwise', async () => {
    const { as, at, register, correct, step } = await office()
    // With the third of its trade there a unit has the same trouble again.
    for (const day of ['03', '04']) await register(`2026-11-${day} 09:00`, { unitId: 2, trade: 'lift' })
    const id = await register('2026-11-02 09:00')
    await step('2026-11-02 09:05', id, 'dispatch')
    await step('2026-11-02 10:00', id, 'complete')
    await step('2026-11-07 10:00', id, 'reopen')
    const manager = as('黄国辉', 'manager')
    const report = await signReport(at('2026-11-20 09:00', manager), { year: 2026, asOf: '2026-11-19', note: '' })
    await correct('2026-11-20 10:00', id, { trade: 'lift', unitId: 2 })
    const found = await changesSince(at('2026-11-20 10:05', manager), report)
    const told = found.map(({ figure }) => figure)
    expect(told).toEqual(expect.arrayContaining(['jobs/total', 'jobs/late-open', 'jobs/repeated']))
    for (const { figure, unexplained, causes } of found) {
      expect({ figure, unexplained }).toEqual({ figure, unexplained: 0 })
      expect(causes.map(({ actor }) => actor)).toContain('tester')
    }
  })
})

describe('another priority', () => {
  it('is promised from the registration on, by the rule of that day', async () => {
    const { desk, register, correct, due } = await office()
    const id = await register('2026-11-20 09:00')
    expect(await due(id)).toEqual(['2026-11-20 21:00', '2026-11-23 09:00', null])
    // What is promised from tomorrow on is not what was promised then.
    const rule = { name: '快', subject: 'job', priority: 'urgent', respondMinutes: 1, finishMinutes: 1 } as const
    await addRule(desk, { ...rule, hours: 'always', fromOn: '2026-11-21', source: '' })
    await correct('2026-11-20 09:10', id, { priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-20 11:00', '2026-11-21 09:00', null])
    await correct('2026-11-21 08:00', id, { priority: 'low', trade: 'lift' })
    // The response had been missed by then, and stays so.
    expect(await due(id)).toEqual(['2026-11-20 11:00', '2026-11-23 09:00', null])
  })

  it('falls due at once where its time is over, not on a day gone by; that can be corrected today, not tomorrow', async () => {
    const { desk, register, correct, due } = await office()
    const id = await register('2026-11-18 09:00')
    const other = await register('2026-11-18 21:30')
    for (const one of [id, other]) await correct('2026-11-19 22:00', one, { priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-18 21:00', '2026-11-19 22:00', null])
    expect(await due(other)).toEqual(['2026-11-19 09:30', '2026-11-19 22:00', null])
    const kept = await figureOf(desk.db, 'jobs/finish-in-time', 2026, '2026-11-18')
    expect(kept.denominator).toBe(0)
    await correct('2026-11-19 22:05', id, { priority: 'normal' })
    expect(await due(id)).toEqual(['2026-11-18 21:00', '2026-11-21 09:00', null])
    await correct('2026-11-20 08:00', other, { priority: 'normal' })
    expect(await due(other)).toEqual(['2026-11-19 09:30', '2026-11-19 22:00', null])
  })

  it('keeps a response that was given in time, and what was missed', async () => {
    const { register, step, correct, due } = await office()
    const id = await register('2026-11-20 09:00')
    await step('2026-11-20 09:05', id, 'dispatch')
    await step('2026-11-20 14:00', id, 'start')
    await correct('2026-11-20 15:00', id, { priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-20 21:00', '2026-11-21 09:00', null])
    await correct('2026-11-21 09:01', id, { priority: 'low' })
    expect(await due(id)).toEqual(['2026-11-20 21:00', '2026-11-21 09:00', null])
  })

  it('grants the waiting that was granted, also while it waits', async () => {
    const { register, step, correct, due } = await office()
    const id = await register('2026-11-20 09:00')
    await step('2026-11-20 09:05', id, 'dispatch')
    await step('2026-11-20 10:00', id, 'suspend', { waitFor: 'resident' })
    await correct('2026-11-20 20:00', id, { priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-20 21:00', null, 23 * 60])
    await step('2026-11-21 20:00', id, 'resume')
    expect(await due(id)).toEqual(['2026-11-20 21:00', '2026-11-22 19:00', null])
    await correct('2026-11-22 08:00', id, { priority: 'low' })
    expect(await due(id)).toEqual(['2026-11-20 21:00', '2026-11-24 19:00', null])
  })

  it('counts in the hours of its own rule, and promises nothing where there is no rule', async () => {
    const { desk, register, correct, due } = await office()
    const rule = { name: '低', subject: 'job', priority: 'low', respondMinutes: null, finishMinutes: 600 } as const
    await addRule(desk, { ...rule, hours: 'office', fromOn: '2026-11-01', source: '' })
    const id = await register('2026-11-20 20:00', { priority: 'low' })
    const before = await due(id)
    expect(before[0]).toBeNull()
    await correct('2026-11-20 20:30', id, { priority: 'urgent' })
    expect(await due(id)).toEqual(['2026-11-20 22:00', '2026-11-21 20:00', null])
    await correct('2026-11-20 20:40', id, { priority: 'low' })
    expect(await due(id)).toEqual(before)
  })
})
