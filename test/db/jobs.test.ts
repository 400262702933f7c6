import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobMoves, jobStates, movesFrom } from '../../electron/contract/caseStates.ts'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import type { Desk } from '../../electron/core/context.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { writeSettings } from '../../electron/core/settings/index.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { home, importRows, newOffice } from './office.ts'

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

/** An office with one home and two workers, whose clock stands where it is put: `at('2026-11-20 09:00')`. */
async function deskOffice() {
  const { desk } = await newOffice('2026-11-20')
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-03-10' })])
  const worker = async (name: string) => createStaff(desk, { name, roles: ['engineering'], secret: '4404' })
  const workers = [await worker('吴师傅'), await worker('郑师傅')] as const
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
  const step = async (desk: Desk, id: number, event: keyof typeof jobMoves, more: object = {}) => {
    const { version } = await jobDetail(desk, id)
    return stepJob(desk, {
      id,
      version,
      event,
      reason: '缘由',
      workerId: workers[0],
      result: '',
      waitFor: 'material',
      ...more,
    })
  }
  return { at, step, workers, desk }
}

describe('a job', () => {
  it('goes through its life, each step kept with who, when and why', async () => {
    const { at, step, workers } = await deskOffice()
    const { id, number } = await registerJob(at('2026-11-20 09:00'), { ...leak, requestKey: 'key-00000001' })
    expect(number).toBe('GD20261120-001')
    const again = await registerJob(at('2026-11-20 09:01'), { ...leak, requestKey: 'key-00000001' })
    expect(again).toEqual({ id, number })
    expect((await registerJob(at('2026-11-20 09:02'), { ...leak, requestKey: null })).number).toBe('GD20261120-002')
    await step(at('2026-11-20 09:05'), id, 'dispatch')
    await step(at('2026-11-20 09:30'), id, 'start')
    await step(at('2026-11-20 10:00'), id, 'transfer', { workerId: workers[1], reason: '换人' })
    await step(at('2026-11-20 10:20'), id, 'complete', { result: '换了阀门' })
    const job = await jobDetail(at('2026-11-20 11:00'), id)
    expect(job).toMatchObject({
      state: 'done',
      worker: '郑师傅',
      respondDueAt: '2026-11-20 11:00',
      respondedAt: '2026-11-20 09:30',
      finishDueAt: '2026-11-21 09:00',
      finishedAt: '2026-11-20 10:20',
      isLate: false,
      result: '换了阀门',
    })
    expect(job.events.map(({ at, event, toState, reason, note }) => [at, event, toState, reason, note])).toEqual([
      ['2026-11-20 09:00', 'register', 'waiting', '', ''],
      ['2026-11-20 09:05', 'dispatch', 'dispatched', '缘由', '吴师傅'],
      ['2026-11-20 09:30', 'start', 'working', '缘由', ''],
      ['2026-11-20 10:00', 'transfer', 'dispatched', '换人', '郑师傅'],
      ['2026-11-20 10:20', 'complete', 'done', '缘由', '换了阀门'],
    ])
  })

  it('takes exactly the steps of the table, from every state', async () => {
    const { at, step, desk } = await deskOffice()
    const now = at('2026-11-20 09:00')
    const { id } = await registerJob(now, { ...leak, requestKey: null })
    const { id: intoId } = await registerJob(now, { ...leak, requestKey: null })
    for (const state of Object.keys(jobStates) as (keyof typeof jobStates)[]) {
      for (const event of Object.keys(jobMoves) as (keyof typeof jobMoves)[]) {
        await desk.db.updateTable('job').set({ state, worker_id: null, worker: '' }).where('id', '=', id).execute()
        await desk.db.updateTable('return_due').set({ dropped_on: '2026-11-20' }).execute()
        const outcome = await step(now, id, event, { intoId }).then(
          async () => (await jobDetail(now, id)).state,
          (error: { code: string }) => error.code,
        )
        expect([state, event, outcome]).toEqual([
          state,
          event,
          // Undone, closing leads back to where it came from: here the visit.
          !movesFrom(jobMoves, state).includes(event)
            ? 'job-not-so'
            : event === 'undo-close'
              ? 'visited'
              : jobMoves[event].to,
        ])
      }
    }
  })

  it.each([
    ['without a place', { unitId: null, place: '' }, 'job-without-place'],
    ['at a unit that is not there', { unitId: 99 }, 'not-found'],
    ['of a person who is not there', { personId: 99 }, 'not-found'],
    ['for a day before today', { appointedOn: '2026-11-19' }, 'appointment-in-past'],
    ['for a time without a day', { appointedTime: '09:30' }, 'appointment-without-day'],
  ])('is not registered %s', async (_, wrong, code) => {
    const { at } = await deskOffice()
    await expect(registerJob(at('2026-11-20 09:00'), { ...leak, ...wrong, requestKey: null })).rejects.toMatchObject({
      code,
    })
  })

  it('is not dispatched to nobody, to a clerk, to somebody who has left, nor taken by two clerks at once', async () => {
    const { at, step, workers, desk } = await deskOffice()
    const now = at('2026-11-20 09:00')
    const { id } = await registerJob(now, { ...leak, requestKey: null })
    const { version } = await jobDetail(now, id)
    const clerk = await createStaff(desk, { name: '林晓婷', roles: ['front-desk'], secret: '1101' })
    await expect(step(now, id, 'dispatch', { workerId: clerk })).rejects.toMatchObject({
      problems: [{ code: 'worker-not-engineer', params: { name: '林晓婷' } }],
    })
    await expect(step(now, id, 'dispatch', { workerId: null })).rejects.toMatchObject({ code: 'worker-needed' })
    await desk.db.updateTable('staff').set({ active: 0 }).where('id', '=', workers[1]).execute()
    await expect(step(now, id, 'dispatch', { workerId: workers[1] })).rejects.toMatchObject({ code: 'worker-inactive' })
    await expect(step(now, id, 'cancel', { reason: ' ' })).rejects.toMatchObject({ code: 'reason-needed' })
    await step(now, id, 'dispatch')
    const late = { id, version, event: 'dispatch' as const, reason: '', workerId: workers[0], result: '' }
    await expect(stepJob(now, late)).rejects.toMatchObject({
      by: desk.actor.name,
      changes: expect.arrayContaining([{ field: 'state', from: 'waiting', to: 'dispatched' }]),
    })
  })
})

describe('its promise', () => {
  it('runs over midnight, stands still while it is suspended, and goes on when it is reopened', async () => {
    const { at, step } = await deskOffice()
    const { id } = await registerJob(at('2026-11-20 22:00'), { ...leak, requestKey: null })
    await step(at('2026-11-20 22:10'), id, 'dispatch')
    await step(at('2026-11-20 23:00'), id, 'suspend', { reason: '待料' })
    expect(await jobDetail(at('2026-11-25 10:00'), id)).toMatchObject({
      finishDueAt: null,
      leftMinutes: 23 * 60,
      isLate: false,
    })
    await step(at('2026-11-25 10:00'), id, 'resume')
    expect((await jobDetail(at('2026-11-25 10:00'), id)).finishDueAt).toBe('2026-11-26 09:00')
    await step(at('2026-11-25 11:00'), id, 'complete')
    await step(at('2026-11-27 08:00'), id, 'reopen', { reason: '又漏' })
    expect(await jobDetail(at('2026-11-27 08:00'), id)).toMatchObject({
      state: 'waiting',
      finishDueAt: '2026-11-28 06:00',
      finishedAt: null,
      worker: '',
    })
  })

  it('that was broken stays broken, since when it was', async () => {
    const { at, step } = await deskOffice()
    const { id } = await registerJob(at('2026-11-20 09:00'), { ...leak, requestKey: null })
    await step(at('2026-11-21 08:00'), id, 'dispatch')
    await step(at('2026-11-21 11:00'), id, 'suspend')
    await step(at('2026-11-23 11:00'), id, 'resume')
    expect(await jobDetail(at('2026-11-23 11:00'), id)).toMatchObject({ finishDueAt: '2026-11-21 09:00', isLate: true })
  })

  it('counts office hours where the rule says so, and a job keeps the rule it was registered under', async () => {
    const { at, step, desk } = await deskOffice()
    await writeSettings(desk, { officeHours: { hours: [[510, 1050]], weekdays: [1, 2, 3, 4, 5] } })
    const rule = { name: '新承诺', subject: 'job' as const, priority: 'urgent' as const, hours: 'office' as const }
    await desk.db
      .insertInto('promise_rule')
      .values({ ...rule, id: 10, respond_minutes: 30, finish_minutes: 60, from_on: '2026-11-20', to_on: null })
      .execute()
    const before = await registerJob(at('2026-11-19 17:00'), { ...leak, requestKey: null })
    const after = await registerJob(at('2026-11-20 17:00'), { ...leak, requestKey: null })
    expect((await jobDetail(at('2026-11-20 17:00'), before.id)).finishDueAt).toBe('2026-11-20 17:00')
    expect((await jobDetail(at('2026-11-20 17:00'), after.id)).finishDueAt).toBe('2026-11-23 09:00')
    await step(at('2026-11-20 17:10'), after.id, 'dispatch')
    await step(at('2026-11-20 17:20'), after.id, 'suspend')
    await step(at('2026-11-24 08:00'), after.id, 'resume')
    expect((await jobDetail(at('2026-11-24 08:00'), after.id)).finishDueAt).toBe('2026-11-24 09:10')
  })

  it('is used up by the time the clock ran, however often it was stopped', async () => {
    const { at, step } = await deskOffice()
    const base = Date.parse('2026-11-20T01:00:00Z')
    const text = (minutes: number) =>
      new Date(base + (minutes + 480) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 }), async (spells) => {
        const { id } = await registerJob(at(text(0)), { ...leak, requestKey: null })
        await step(at(text(0)), id, 'dispatch')
        let [minute, ran] = [0, 0]
        for (const [index, spell] of spells.entries()) {
          minute += spell
          if (index % 2 === 0) ran += spell
          await step(at(text(minute)), id, index % 2 === 0 ? 'suspend' : 'resume')
        }
        const job = await jobDetail(at(text(minute)), id)
        if (spells.length % 2 === 1) expect(job.leftMinutes).toBe(1440 - ran)
        else expect(job.finishDueAt).toBe(text(minute + 1440 - ran))
      }),
      { numRuns: 25 },
    )
  })
})
