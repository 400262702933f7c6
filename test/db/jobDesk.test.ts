import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import { reworkDays } from '../../electron/contract/watch.ts'
import {
  addAttachment,
  attachmentProblems,
  attachmentsOf,
  readAttachment,
  removeAttachment,
} from '../../electron/core/attachments/service.ts'
import { complaintDetail, receiveComplaint, stepComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { casesAround } from '../../electron/core/intake/around.ts'
import { callersOf } from '../../electron/core/intake/callers.ts'
import { answerCall } from '../../electron/core/intake/enquiries.ts'
import { intakeWordsNow } from '../../electron/core/intake/words.ts'
import { addAbsence, endAbsence } from '../../electron/core/jobs/absence.ts'
import { dispatchBoard, jobsOfPerson, openJobsOfBuilding } from '../../electron/core/jobs/board.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { addReporter, mergeTargets } from '../../electron/core/jobs/reporters.ts'
import { wasReworkedBy } from '../../electron/core/jobs/rework.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { jobSummary } from '../../electron/core/jobs/summary.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { search } from '../../electron/core/search/index.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { ratesOf } from '../../electron/core/watch/rates.ts'
import { jpeg } from '../fixtures/picture.ts'
import { home, importRows, newOffice } from './office.ts'

const leak: JobFields = {
  source: 'resident',
  unitId: 1,
  place: '厨房',
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
const paid = {
  finishedAt: '',
  chargeClass: 'paid' as const,
  materials: [
    { name: '角阀', quantityCenti: 200, price: 3550 },
    { name: '生料带', quantityCenti: 50, price: 333 },
  ],
  labourCenti: 150,
  labourPrice: 6000,
  charged: 16_267,
}

/** An office with two homes, a household and two workers, whose clock stands where it is put. */
async function deskOffice() {
  const { desk, office, folder, as } = await newOffice('2026-11-20')
  const handedOver = { readyOn: '2020-01-01', handedOverOn: '2020-03-10', soldOn: '2019-05-01' }
  await importRows(desk, 'units', [home('101', handedOver), home('102', handedOver)])
  const person = { area: 'B区', building: '1栋', room: '101', fromOn: '2020-03-10' }
  await importRows(desk, 'residents', [
    { ...person, name: '陈美华', role: 'owner', phone: '13800001234' },
    { ...person, name: '林小明', role: 'tenant', phone: '13900005678' },
  ])
  const worker = async (name: string) => createStaff(desk, { name, roles: ['engineering'], secret: '4404' })
  const workers = [await worker('吴师傅'), await worker('郑师傅')] as const
  let now = Date.parse('2026-11-20T01:00:00Z')
  const clock = {
    zone: 'Asia/Shanghai',
    now: () => new Date(now),
    today: () => dateInZone(new Date(now), 'Asia/Shanghai'),
  }
  const at = (text: string, who: Desk = desk): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...who, clock }
  }
  const step = async (desk: Desk, id: number, event: Parameters<typeof stepJob>[1]['event'], more: object = {}) => {
    const { version } = await jobDetail(desk, id)
    return stepJob(desk, { id, version, event, reason: '缘由', workerId: workers[0], result: '', ...more })
  }
  const register = (desk: Desk, more: object = {}) => registerJob(desk, { ...leak, requestKey: null, ...more })
  const done = async (desk: Desk, more: object = {}) => {
    const { id } = await register(desk)
    await step(desk, id, 'dispatch')
    await step(desk, id, 'complete', more)
    return id
  }
  return { at, step, register, done, workers, desk, office, folder, as }
}

describe('a paid job', () => {
  it('makes its charge, owed by the owner today, and shows what is still to pay', async () => {
    const { at, done, desk } = await deskOffice()
    const id = await done(at('2026-11-20 10:00'), { completion: paid, result: '换角阀' })
    const job = await jobDetail(at('2026-11-20 11:00'), id)
    expect(job).toMatchObject({
      chargeClass: 'paid',
      cost: 16_267,
      materials: paid.materials,
      charge: { amount: 16_267, owed: 16_267, item: '维修费', reversed: false, reworked: false },
    })
    const charge = await desk.db.selectFrom('charge').selectAll().executeTakeFirstOrThrow()
    expect(charge).toMatchObject({ unit_id: 1, due_on: '2026-11-20', published_on: '2026-11-20', debtor_kind: 'owner' })
  })

  it('of which there are two at one unit on one day makes two charges', async () => {
    const { at, done, desk } = await deskOffice()
    await done(at('2026-11-20 10:00'), { completion: paid })
    await done(at('2026-11-20 10:00'), { completion: paid })
    const charges = await desk.db.selectFrom('charge').select(['from_on', 'due_on']).orderBy('id').execute()
    expect(charges.map((one) => one.from_on)).toEqual(['2026-11-20', '2026-11-19'])
    expect(new Set(charges.map((one) => one.due_on))).toEqual(new Set(['2026-11-20']))
  })

  it('whose completion was a mistake keeps its one charge, and refuses another amount', async () => {
    const { at, done, step, desk } = await deskOffice()
    const id = await done(at('2026-11-20 10:00'), { completion: paid })
    await step(at('2026-11-20 10:10'), id, 'undo-complete', { reason: '点错了' })
    expect(await jobDetail(at('2026-11-20 10:10'), id)).toMatchObject({ state: 'working', materials: [], cost: 0 })
    const other = { completion: { ...paid, charged: 100 } }
    await expect(step(at('2026-11-20 10:20'), id, 'complete', other)).rejects.toMatchObject({ code: 'job-charged' })
    await step(at('2026-11-20 10:20'), id, 'complete', { completion: paid })
    expect(await desk.db.selectFrom('charge').select('id').execute()).toHaveLength(1)
    expect((await jobDetail(at('2026-11-20 10:20'), id)).materials).toEqual(paid.materials)
  })

  it('that was done again says that its charge is of the earlier work, and what is charged then stands beside it', async () => {
    const { at, done, step, desk } = await deskOffice()
    const id = await done(at('2026-11-20 10:00'), { completion: paid })
    expect((await jobDetail(at('2026-11-20 10:10'), id)).charge).toMatchObject({ reworked: false })
    await step(at('2026-11-20 12:00'), id, 'reopen', { reason: '又漏了' })
    expect((await jobDetail(at('2026-11-20 12:00'), id)).charge).toMatchObject({ amount: 16_267, reworked: true })
    await step(at('2026-11-20 12:05'), id, 'dispatch')
    await step(at('2026-11-20 12:10'), id, 'complete', { completion: { ...paid, charged: 0 } })
    expect(await desk.db.selectFrom('charge').select('amount').execute()).toEqual([{ amount: 16_267 }])
  })

  it('without a unit cannot be charged, and one that costs nothing makes no charge', async () => {
    const { at, register, step, desk } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const { id } = await register(now, { unitId: null, place: '大堂' })
    await step(now, id, 'dispatch')
    const wrong = step(now, id, 'complete', { completion: paid })
    await expect(wrong).rejects.toMatchObject({ code: 'charge-without-unit' })
    expect((await jobDetail(now, id)).state).toBe('dispatched')
    await step(now, id, 'complete', { completion: { ...paid, charged: 0 } })
    expect(await desk.db.selectFrom('charge').select('id').execute()).toEqual([])
  })
})

describe('a completion', () => {
  it('is of the time the worker says, neither before the call nor ahead', async () => {
    const { at, register, step } = await deskOffice()
    const { id } = await register(at('2026-11-20 10:00'))
    await step(at('2026-11-20 10:05'), id, 'dispatch')
    const finish = (finishedAt: string) =>
      step(at('2026-11-21 09:00'), id, 'complete', {
        completion: { ...paid, chargeClass: 'free', charged: 0, finishedAt },
      })
    await expect(finish('2026-11-20 09:59')).rejects.toMatchObject({ code: 'finish-before-start' })
    await expect(finish('2026-11-21 09:01')).rejects.toMatchObject({ code: 'finish-in-future' })
    await finish('2026-11-20 16:30')
    expect(await jobDetail(at('2026-11-21 09:00'), id)).toMatchObject({
      finishedAt: '2026-11-20 16:30',
      respondedAt: '2026-11-20 16:30',
      leftMinutes: 3 * 1440 - 390,
    })
  })

  it('taken back as a mistake has stopped no clock, and a wrong close goes back to done', async () => {
    const { at, register, step } = await deskOffice()
    const { id } = await register(at('2026-11-20 10:00'))
    await step(at('2026-11-20 10:05'), id, 'dispatch')
    await step(at('2026-11-20 11:00'), id, 'complete')
    await step(at('2026-11-21 11:00'), id, 'close')
    await step(at('2026-11-21 11:05'), id, 'undo-close')
    expect((await jobDetail(at('2026-11-21 11:05'), id)).state).toBe('done')
    await step(at('2026-11-22 11:00'), id, 'undo-complete')
    expect(await jobDetail(at('2026-11-22 11:00'), id)).toMatchObject({
      state: 'working',
      worker: '吴师傅',
      finishDueAt: '2026-11-23 10:00',
      finishedAt: null,
    })
  })
})

describe('rework', () => {
  it('is a job reopened or another one linked to it, and counts within 30 days', async () => {
    const { at, done, step, register, desk } = await deskOffice()
    const [reopened, linked, late, mistaken, fine] = [
      await done(at('2026-10-01 10:00')),
      await done(at('2026-10-01 10:00')),
      await done(at('2026-10-01 10:00')),
      await done(at('2026-10-01 10:00')),
      await done(at('2026-10-01 10:00')),
    ]
    await step(at('2026-10-05 09:00'), mistaken, 'undo-complete')
    await step(at('2026-10-31 09:00'), reopened, 'reopen', { reason: '又漏' })
    await register(at('2026-10-20 09:00'), { reworkOfId: linked })
    await register(at('2026-11-01 09:00'), { reworkOfId: late })
    const counted = async (asOf: string) => {
      const reworked = desk.db.selectFrom('job_completion').select('job_id').where(wasReworkedBy(asOf))
      const rows = await reworked.orderBy('job_id').execute()
      return rows.map((row) => row.job_id)
    }
    expect(await counted('2026-11-20')).toEqual([reopened, linked])
    expect(await counted('2026-10-25')).toEqual([linked])
    const listed = await listPage(at('2026-11-20 09:00'), 'jobReworks', { filter: {}, offset: 0, limit: 50 })
    expect(listed.rows.map((row) => [row.jobId, row.way, row.days])).toEqual([
      [late, 'linked', 31],
      [reopened, 'reopened', 30],
      [linked, 'linked', 19],
    ])
    // What the board's two numbers of 返修率 open is what they counted.
    const spell = { finishedFrom: '2026-10-01', finishedTo: '2026-10-31' }
    const opened = async (filter: Record<string, unknown>) =>
      (await listPage(at('2026-11-20 09:00'), 'jobReworks', { filter: { ...spell, ...filter }, offset: 0, limit: 50 }))
        .rows
    const { total } = await ratesOf(at('2026-11-20 09:00'), { from: '2026-10-01', to: '2026-10-31', by: 'worker' })
    expect((await opened({ within: reworkDays })).map((row) => row.jobId).toSorted()).toEqual([reopened, linked])
    const all = await opened({ show: 'all' })
    expect(all.map((row) => row.jobId)).toContain(fine)
    expect(all.map((row) => row.jobId)).not.toContain(mistaken)
    expect([total.reworked, total.completed]).toEqual([2, all.length])
    expect((await jobDetail(at('2026-11-20 09:00'), linked)).related).toMatchObject([{ how: 'rework' }])
    expect((await jobDetail(at('2026-11-20 09:00'), fine)).related).toEqual([])
  })

  it('is not registered of what was never finished', async () => {
    const { at, register } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const { id } = await register(now)
    await expect(register(now, { reworkOfId: id })).rejects.toMatchObject({ code: 'rework-not-done' })
    await expect(register(now, { reworkOfId: 99 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a merge', () => {
  it('cancels the one and keeps both histories and every caller in the other', async () => {
    const { at, register, step, as } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const first = await register(now)
    const second = await register(now, { unitId: 2, caller: '林先生', content: '楼上水管漏水' })
    const third = await register(now, { caller: '王女士' })
    const add = { unitId: 2, personId: null, caller: '楼下邻居', phone: '13700000000', note: '也漏' }
    await addReporter(now, { ...add, jobId: second.id, requestKey: 'key-00000001' })
    await addReporter(now, { ...add, jobId: second.id, requestKey: 'key-00000001' })
    await step(now, third.id, 'merge', { intoId: second.id })
    await step(now, second.id, 'merge', { intoId: first.id })
    expect(await jobDetail(now, second.id)).toMatchObject({
      state: 'cancelled',
      finishDueAt: null,
      related: [
        { number: first.number, how: 'merged-into' },
        { number: third.number, how: 'merged' },
      ],
    })
    const survivor = await jobDetail(now, first.id)
    expect(survivor.reporters.map((one) => [one.caller, one.number])).toEqual([
      ['林先生', second.number],
      ['王女士', third.number],
      ['楼下邻居', second.number],
    ])
    expect(survivor.events.map((one) => [one.number, one.event])).toEqual(
      expect.arrayContaining([
        [null, 'register'],
        [second.number, 'register'],
        [second.number, 'reporter'],
        [third.number, 'merge'],
        [null, 'merged'],
      ]),
    )
    await expect(step(now, first.id, 'merge', { intoId: second.id })).rejects.toMatchObject({
      code: 'merge-into-closed',
    })
    await expect(step(now, first.id, 'merge', { intoId: first.id })).rejects.toMatchObject({ code: 'merge-needed' })
    await step(now, second.id, 'reopen')
    expect((await jobDetail(now, first.id)).reporters).toEqual([])
    expect((await mergeTargets(now, second.id, ''))[0]).toMatchObject({ number: first.number, likely: true })
    expect(await mergeTargets(now, second.id, '100%')).toEqual([])
    expect((await jobDetail(at('2026-11-20 10:00', as('会计', 'accountant')), first.id)).phone).toBe('138****1234')
  })
})

describe('dispatch', () => {
  it('is refused to somebody who is away, until that one is back', async () => {
    const { at, register, step, workers } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const { id } = await register(now)
    const days = { staffId: workers[0], fromOn: '2026-11-20', toOn: '2026-11-22', reason: '年假' }
    await expect(addAbsence(now, { ...days, toOn: '2026-11-19' })).rejects.toMatchObject({ code: 'end-before-start' })
    const absence = await addAbsence(now, days)
    await expect(step(now, id, 'dispatch')).rejects.toMatchObject({
      code: 'worker-absent',
      params: { name: '吴师傅', since: '2026-11-20', until: '2026-11-22' },
    })
    await step(now, id, 'dispatch', { workerId: workers[1] })
    await endAbsence(now, absence, 1)
    await step(now, id, 'transfer')
    expect((await jobDetail(now, id)).worker).toBe('吴师傅')
  })

  it('has a board: yesterday before today, the urgent first, each worker with the load in hand', async () => {
    const { at, register, step, workers } = await deskOffice()
    const old = await register(at('2026-11-19 15:00'))
    const plain = await register(at('2026-11-20 08:00'))
    const urgent = await register(at('2026-11-20 08:30'), { priority: 'urgent' })
    const sent = await register(at('2026-11-18 08:30'), { priority: 'urgent', content: '长'.repeat(10_000) })
    await step(at('2026-11-18 09:00'), sent.id, 'dispatch', { workerId: workers[1] })
    const board = await dispatchBoard(at('2026-11-20 09:00'))
    expect(board.waiting.map((card) => [card.id, card.old])).toEqual([
      [old.id, true],
      [urgent.id, false],
      [plain.id, false],
    ])
    expect(board.workers.map(({ name, open, late }) => [name, open, late])).toEqual([
      ['吴师傅', 0, 0],
      ['郑师傅', 1, 1],
    ])
    expect(board.workers[1]?.jobs[0]?.content).toHaveLength(120)
    expect(await openJobsOfBuilding(at('2026-11-20 09:00'), 1)).toEqual([{ unitId: 1, open: 4, late: 2 }])
    expect((await jobsOfPerson(at('2026-11-20 09:00'), 1))[0]).toMatchObject({ unit: '1栋101' })
  })
})

describe('a call', () => {
  it('fills unit, name and phone of a resident, and offers the household of a unit', async () => {
    const { at } = await deskOffice()
    const now = at('2026-11-20 10:00')
    expect((await callersOf(now, { unitId: 1 })).map((one) => [one.name, one.role, one.phone])).toEqual([
      ['陈美华', 'owner', '13800001234'],
      ['林小明', 'tenant', '13900005678'],
    ])
    expect(await callersOf(now, { personId: 2 })).toMatchObject([{ unit: '1栋101', area: 'B区' }])
    expect(await callersOf(now, { unitId: 2 })).toEqual([])
    expect(await callersOf(now, {})).toEqual([])
  })

  it('shows what it may be about: likely the same, open at the unit, repeated within 30 days', async () => {
    const { at, register, step } = await deskOffice()
    const long = await register(at('2026-10-01 09:00'))
    await step(at('2026-10-01 09:00'), long.id, 'dispatch')
    await step(at('2026-10-01 10:00'), long.id, 'complete')
    const past = await register(at('2026-11-01 09:00'), { content: '马桶漏水' })
    await step(at('2026-11-01 09:00'), past.id, 'dispatch')
    await step(at('2026-11-01 10:00'), past.id, 'complete')
    const neighbour = await register(at('2026-11-19 09:00'), { unitId: 2 })
    const other = await register(at('2026-11-19 10:00'), { trade: 'civil', content: '墙面渗水发黄' })
    const call = { unitId: 1, personId: null, phone: '', place: '', trade: 'plumbing-electric' as const }
    const around = (content: string) => casesAround(at('2026-11-20 10:00'), { ...call, content })
    expect((await around('水管漏水')).map((one) => [one.id, one.why])).toEqual([
      [neighbour.id, 'duplicate'],
      [other.id, 'open'],
      [past.id, 'repeat'],
    ])
    expect((await around('')).map((one) => one.why)).toEqual(['open', 'repeat'])
  })

  it('shows complaints, too: likely the same, open, and those of the last 30 days', async () => {
    const { at, register } = await deskOffice()
    const complain = async (when: string, content: string, unitId = 1) =>
      (
        await receiveComplaint(at(when), {
          ...{ unitId, place: '', personId: null, caller: '', phone: '', kind: 'other', against: '' },
          content,
          requestKey: null,
        })
      ).id
    const closing = { reason: '缘由', reply: '已答复', outcome: '已改', cause: 'conduct' as const, prevention: '' }
    const step = async (when: string, id: number, event: 'answer' | 'withdraw') => {
      const { version } = await complaintDetail(at(when), id)
      await stepComplaint(at(when), { id, version, event, ...closing })
    }
    const old = await complain('2026-09-01 09:00', '门卫不让进')
    await step('2026-09-01 10:00', old, 'answer')
    const waiting = await complain('2026-09-02 09:00', '楼道堆放纸箱')
    const answered = await complain('2026-11-02 09:00', '保洁态度差')
    await step('2026-11-02 10:00', answered, 'answer')
    const withdrawn = await complain('2026-11-03 09:00', '灯不亮')
    await step('2026-11-03 10:00', withdrawn, 'withdraw')
    const neighbour = await complain('2026-11-19 09:00', '广场舞音响太吵', 2)
    const job = await register(at('2026-11-19 10:00'))
    const call = { unitId: 1, personId: null, phone: '', place: '', trade: 'plumbing-electric' as const }
    const around = await casesAround(at('2026-11-20 10:00'), { ...call, content: '音响太吵了' })
    expect(around.map((one) => [one.subject, one.id, one.why, one.isLate])).toEqual([
      ['complaint', neighbour, 'duplicate', true],
      ['job', job.id, 'open', true],
      ['complaint', waiting, 'open', true],
      ['complaint', answered, 'repeat', false],
    ])
  })

  it('that is answered on the spot is closed with it and is no job', async () => {
    const { at, desk } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const call = { unitId: 1, personId: null, caller: '陈女士', phone: '13800001234', content: '几点开门' }
    const enquiry = { ...call, kind: 'enquiry' as const, answer: '八点半', requestKey: 'key-00000001' }
    const { number } = await answerCall(now, enquiry)
    expect(number).toBe('ZX20261120-001')
    expect((await answerCall(now, enquiry)).number).toBe(number)
    await expect(answerCall(now, { ...enquiry, answer: '', requestKey: null })).rejects.toMatchObject({
      code: 'answer-needed',
    })
    const idea = { ...call, kind: 'suggestion' as const, answer: '', requestKey: null }
    expect((await answerCall(now, idea)).number).toBe('JY20261120-001')
    expect((await figureOf(desk.db, 'jobs/total', 2026, '2026-11-20')).value).toBe(0)
    expect((await figureOf(desk.db, 'reports/received', 2026, '2026-11-20')).value).toBe(0)
    const { rows } = await listPage(now, 'enquiries', { filter: { text: '开门' }, offset: 0, limit: 10 })
    expect(rows.map((row) => [row.kind, row.answer])).toEqual(expect.arrayContaining([['enquiry', '八点半']]))
  })

  it('is greeted by the season, and on a holiday of the calendar by its name', async () => {
    const { at, desk } = await deskOffice()
    expect((await intakeWordsNow(at('2026-11-20 10:00'))).occasion).toBe('autumn')
    await desk.db
      .insertInto('calendar_day')
      .values({ id: 1, on_date: '2026-10-01', kind: 'holiday', name: '国庆节' })
      .execute()
    const words = await intakeWordsNow(at('2026-10-01 10:00'))
    expect(words).toMatchObject({ occasion: '国庆节', greeting: expect.stringContaining('祝您国庆节快乐') })
    expect(words.greeting).toContain('tester')
  })
})

describe('a job number', () => {
  it.each([
    ['GD20261120-001', ['GD20261120-001']],
    ['gd20261120', ['GD20261120-002', 'GD20261120-001']],
    ['1120-001', ['GD20261120-001']],
    ['1120-009', []],
  ])('is found in the search box by %s', async (typed, found) => {
    const { at, register } = await deskOffice()
    await register(at('2026-11-20 09:00'))
    await register(at('2026-11-20 09:01'))
    const hits = await search(at('2026-11-21 09:00'), typed, 20)
    expect(hits.filter((hit) => hit.kind === 'job').map((hit) => hit.title)).toEqual(found)
  })
})

describe('phones in lists', () => {
  it('are whole for the desk and for the worker in whose hands the job is, masked for others', async () => {
    const { at, register, step, workers, as } = await deskOffice()
    const { id } = await register(at('2026-11-20 09:00'))
    await step(at('2026-11-20 09:00'), id, 'dispatch')
    const phone = async (desk: Desk) => {
      const { rows } = await listPage(at('2026-11-20 09:30', desk), 'openJobs', { filter: {}, offset: 0, limit: 10 })
      return rows[0]?.phone
    }
    expect(await phone(as('前台', 'front-desk'))).toBe('13800001234')
    expect(await phone(as('会计', 'accountant'))).toBe('138****1234')
    const worker = (id: number): Desk => {
      const desk = as('师傅', 'engineering')
      return { ...desk, actor: { ...desk.actor, id } }
    }
    expect(await phone(worker(workers[0]))).toBe('13800001234')
    expect(await phone(worker(workers[1]))).toBe('138****1234')
  })
})

describe('an imported job', () => {
  it('is in the hands of the worker of that name, and stays in while something was built on it', async () => {
    const { at, register, step, workers, desk } = await deskOffice()
    const row = { number: 'WX-1', registeredAt: '2026-11-01 09:00', content: '墙裂', state: 'dispatched' }
    const { batchId } = await importRows(desk, 'jobs', [
      { ...row, worker: '郑师傅' },
      { ...row, number: 'WX-2', worker: '外包' },
    ])
    const now = at('2026-11-20 10:00')
    const jobs = await desk.db.selectFrom('job').select(['id', 'worker_id']).orderBy('number').execute()
    expect(jobs.map((job) => job.worker_id)).toEqual([workers[1], null])
    const again = await register(now)
    await step(now, again.id, 'merge', { intoId: jobs[0]?.id ?? 0 })
    await expect(undoImport(desk, batchId ?? 0)).rejects.toMatchObject({ code: 'import-depended-on' })
  })
})

describe('the job summary', () => {
  it('counts as jobs/total does, by trade and month and by area, as of any day', async () => {
    const { at, register, done, step, desk } = await deskOffice()
    await done(at('2026-03-05 10:00'))
    await register(at('2026-03-06 10:00'), { trade: 'civil' })
    const cancelled = await register(at('2026-04-06 10:00'), { unitId: null, place: '大堂' })
    await step(at('2026-05-01 10:00'), cancelled.id, 'cancel')
    const now = at('2026-11-20 09:00')
    const after = await jobSummary(now, 2026, '2026-11-20')
    const total = after.byTrade.at(-1)?.months ?? []
    expect([total[2], total[3]]).toEqual([
      { registered: 2, done: 1, open: 1, cancelled: 0 },
      { registered: 1, done: 0, open: 0, cancelled: 1 },
    ])
    expect(after.byArea).toEqual([
      { area: 'B区', registered: 2, done: 1, open: 1, cancelled: 0 },
      { area: null, registered: 1, done: 0, open: 0, cancelled: 1 },
    ])
    const before = await jobSummary(now, 2026, '2026-04-30')
    expect(before.byTrade.at(-1)?.months[3]).toEqual({ registered: 1, done: 0, open: 1, cancelled: 0 })
    expect((await figureOf(desk.db, 'jobs/total', 2026, '2026-11-20')).value).toBe(3)
  })

  it('keeps what it said of a day when a job that was called off then is opened again, or brought back by workbook', async () => {
    const { at, register, step } = await deskOffice()
    const { id, number } = await register(at('2026-11-02 10:00'))
    await step(at('2026-11-02 11:00'), id, 'cancel')
    const told = async (asOf: string) => {
      const { byTrade } = await jobSummary(at('2026-11-20 09:00'), 2026, asOf)
      const { open, cancelled } = byTrade.at(-1)?.months[10] ?? { open: 0, cancelled: 0 }
      return `${open}/${cancelled}`
    }
    await step(at('2026-11-05 09:00'), id, 'reopen')
    expect([await told('2026-11-03'), await told('2026-11-05')]).toEqual(['0/1', '1/0'])
    await importRows(at('2026-11-07 09:00'), 'jobs', [{ number, state: 'cancelled' }])
    const { batchId } = await importRows(at('2026-11-09 09:00'), 'jobs', [{ number, state: 'working' }])
    const days = ['2026-11-03', '2026-11-05', '2026-11-07', '2026-11-09']
    expect(await Promise.all(days.map(told))).toEqual(['0/1', '1/0', '0/1', '1/0'])
    await undoImport(at('2026-11-10 09:00'), batchId ?? 0)
    expect(await Promise.all(days.map(told))).toEqual(['0/1', '1/0', '0/1', '0/1'])
  })
})

describe('a picture of a job', () => {
  it('is kept beside the office file, and its record stays when it is removed', async () => {
    const { at, register, office, folder } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const { id: jobId, number } = await register(now)
    const store = fileStore(office.file)
    const job = { ownerKind: 'job', ownerId: jobId, title: '' } as const
    const id = await addAttachment(now, store, { ...job, slot: 'before', bytes: jpeg })
    const [file = ''] = readdirSync(join(folder, 'office-files'))
    expect(file).toMatch(new RegExp(`^${number}-before-.*\\.jpg$`))
    expect((await readAttachment(now, store, id)).bytes).toEqual(Buffer.from(jpeg))
    expect(await attachmentsOf(now, 'job', jobId)).toMatchObject([{ id, slot: 'before', bytes: jpeg.length }])
    expect(await attachmentProblems(now.db, store)).toEqual([])
    const kept = join(folder, 'office-files', file)
    writeFileSync(kept, jpeg.subarray(0, 3))
    expect(await attachmentProblems(now.db, store)).toMatchObject([
      { code: 'check-picture', params: { bytes: jpeg.length, size: 3 } },
    ])
    writeFileSync(kept, jpeg)
    await removeAttachment(now, id, 1)
    expect(await attachmentsOf(now, 'job', jobId)).toEqual([])
    expect(existsSync(kept)).toBe(true)
    await expect(readAttachment(now, store, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([
    ['of 20 MB', new Uint8Array(20 * 1024 * 1024), { code: 'picture-too-large', params: { size: '20', limit: '10' } }],
    ['that is cut off', jpeg.subarray(0, 20), { code: 'picture-unknown' }],
    ['that is a page', new TextEncoder().encode('<html><script>alert(1)</script>'), { code: 'picture-unknown' }],
  ])('%s is refused and nothing is written', async (_, bytes, refusal) => {
    const { at, register, office, folder } = await deskOffice()
    const now = at('2026-11-20 10:00')
    const { id: jobId } = await register(now)
    const adding = addAttachment(now, fileStore(office.file), {
      ownerKind: 'job',
      ownerId: jobId,
      slot: 'after',
      title: '',
      bytes,
    })
    await expect(adding).rejects.toMatchObject(refusal)
    expect(existsSync(join(folder, 'office-files'))).toBe(false)
  })
})

it('reads board, call and lists by index, however many jobs there are', async () => {
  const { at, office } = await deskOffice()
  const now = at('2026-11-20 10:00')
  const asked: CompiledQuery[] = []
  const executor = now.db.getExecutor()
  const watched = now.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.push(executor.compileQuery(node, queryId) as CompiledQuery)
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const desk = { ...now, db: watched }
  await dispatchBoard(desk)
  await casesAround(desk, { ...leak, content: '水管漏水', personId: 1 })
  await openJobsOfBuilding(desk, 1)
  await jobsOfPerson(desk, 1)
  await search(desk, '1120-001', 20)
  await listPage(desk, 'openJobs', { filter: {}, offset: 0, limit: 50, count: false })
  await listPage(desk, 'jobs', { filter: {}, offset: 0, limit: 50, count: false })
  const plans = asked.flatMap(({ sql, parameters }) => {
    const rows = office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    return rows.map((row) => row.detail)
  })
  expect(plans.filter((line) => /INDEX job_(open|by_state)/.test(line)).length).toBeGreaterThan(4)
  expect(plans.filter((line) => line.endsWith('SCAN job'))).toEqual([])
})
