import { describe, expect, it } from 'vitest'
import type { ComplaintFields, ComplaintStep } from '../../electron/contract/complaints.ts'
import { dateInZone } from '../../electron/contract/dates.ts'
import type { JobFields } from '../../electron/contract/jobs.ts'
import type { ListFilter } from '../../electron/contract/lists.ts'
import type { ReturnFields } from '../../electron/contract/returns.ts'
import { complaintDetail, receiveComplaint, stepComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { openReturnOf, recordReturn, returnCard, saveReturnRule } from '../../electron/core/returns/service.ts'
import { returnSummaryOf } from '../../electron/core/returns/summary.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { figureRows, figuresOf } from '../../electron/core/summary/engine.ts'
import { periodOf, seenNow } from '../../electron/core/summary/figure.ts'
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

const nobody: ReturnFields = {
  outcome: 'unreachable',
  callbackAt: null,
  solved: null,
  attitude: null,
  tookMoney: null,
  score: null,
  suggestion: '',
  followUp: false,
  remind: false,
}
const happy: ReturnFields = { ...nobody, outcome: 'reached', solved: true, attitude: 'satisfied', score: 10 }

/** An office whose clock stands where it is put: `at('2026-11-20 09:00')`. */
async function office() {
  const { desk } = await newOffice('2026-12-31')
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-03-10' })])
  const worker = await createStaff(desk, { name: '吴师傅', roles: ['engineering'], secret: '4404' })
  let now = Date.parse('2026-11-01T01:00:00Z')
  const clock = {
    zone: 'Asia/Shanghai',
    now: () => new Date(now),
    today: () => dateInZone(new Date(now), 'Asia/Shanghai'),
  }
  const at = (text: string): Desk => {
    now = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
    return { ...desk, clock }
  }
  const step = async (when: string, id: number, event: Parameters<typeof stepJob>[1]['event']) => {
    const here = at(when)
    const { version } = await jobDetail(here, id)
    await stepJob(here, { id, version, event, reason: '缘由', workerId: worker, result: '' })
  }
  /** A job finished at a moment; its id and that of its return visit, where it asks for one. */
  const finished = async (when: string, more: Partial<JobFields> = {}) => {
    const { id } = await registerJob(at(when), { ...leak, ...more, requestKey: null })
    await step(when, id, 'dispatch')
    await step(when, id, 'complete')
    return { job: id, due: (await openReturnOf(desk.db, 'job', id)) ?? 0 }
  }
  const call = async (when: string, due: number, more: Partial<ReturnFields> = {}) => {
    const here = at(when)
    const { version } = await returnCard(here, due)
    return recordReturn(here, { ...nobody, ...more, id: due, version, requestKey: null })
  }
  const shown = async (when: string, show?: 'due' | 'overdue' | 'callback' | 'coming' | 'done') => {
    const { rows } = await listPage(at(when), 'returnVisits', { filter: show ? { show } : {}, offset: 0, limit: 50 })
    return rows.map((row) => row.id)
  }
  const rate = async (asOf: string, year = 2026) => {
    const [figure] = await figuresOf(desk.db, ['jobs/return-visit-rate'], year, asOf)
    return [figure?.value, figure?.denominator]
  }
  return { desk, at, step, finished, call, shown, rate }
}

const noise: ComplaintFields = {
  unitId: 1,
  place: '',
  personId: null,
  caller: '陈女士',
  phone: '',
  kind: 'other',
  content: '楼上装修噪音超时',
  against: '',
}

describe('the return visit of a complaint', () => {
  /** An office in which a complaint was answered at a moment; its id and that of its return visit. */
  async function answered(when: string, more: Partial<ComplaintFields> = {}) {
    const office_ = await office()
    const { at, desk } = office_
    const step = async (at_: string, id: number, event: ComplaintStep['event'], more: Partial<ComplaintStep> = {}) => {
      const here = at(at_)
      const { version } = await complaintDetail(here, id)
      const blank = { reason: '', reply: '', outcome: '', cause: null, prevention: '' }
      await stepComplaint(here, { ...blank, id, version, event, ...more })
    }
    const { id } = await receiveComplaint(at('2026-11-10 08:00'), { ...noise, ...more, requestKey: null })
    await step(when, id, 'answer', { reply: '已劝停施工' })
    const due = await openReturnOf(desk.db, 'complaint', id)
    return { ...office_, complaint: id, due: due ?? 0, step }
  }

  it('falls due two to three days after the answer, and is in the list and on the card with its own words', async () => {
    const { at, shown, due } = await answered('2026-11-10 10:00')
    expect(await shown('2026-11-11 23:59')).toEqual([])
    expect(await shown('2026-11-12 00:01')).toEqual([due])
    expect(await shown('2026-11-14 00:01', 'overdue')).toEqual([due])
    const { rows } = await listPage(at('2026-11-13 09:00'), 'returnVisits', {
      filter: { subject: 'complaint', text: '101' },
      offset: 0,
      limit: 50,
    })
    expect(rows).toMatchObject([{ subject: 'complaint', trade: null, caller: '陈女士', content: '楼上装修噪音超时' }])
    expect(await returnCard(at('2026-11-13 09:00'), due)).toMatchObject({
      subject: 'complaint',
      kind: 'other',
      trade: null,
      result: '已劝停施工',
      finishedAt: '2026-11-10 10:00',
      dueOn: '2026-11-13',
      person: '陈女士',
    })
  })

  it('reached moves the complaint on with what was said; another day asks again only after another answer', async () => {
    const { at, call, shown, complaint, due, step } = await answered('2026-11-10 10:00')
    await call('2026-11-12 10:00', due, { ...happy, suggestion: '谢谢' })
    const seen = await complaintDetail(at('2026-11-12 11:00'), complaint)
    expect(seen.state).toBe('visited')
    expect(seen.events.at(-1)).toMatchObject({ event: 'visit', note: '回访，已解决，满意，谢谢' })
    expect(await shown('2026-11-12 11:00')).toEqual([])
    await step('2026-11-13 09:00', complaint, 'reopen', { reason: '又吵了' })
    expect(await shown('2026-11-20 09:00')).toEqual([])
    await step('2026-11-14 09:00', complaint, 'answer', { reply: '已报城管' })
    expect(await shown('2026-11-17 09:00')).toHaveLength(1)
  })

  it('not solved opens the complaint again, and nothing more is asked about the answer it had', async () => {
    const { desk, at, call, complaint, due } = await answered('2026-11-10 10:00')
    await call('2026-11-12 10:00', due, { ...happy, solved: false, attitude: 'dissatisfied', followUp: true })
    const seen = await complaintDetail(at('2026-11-12 11:00'), complaint)
    expect(seen.state).toBe('handling')
    expect(seen.events.slice(-2).map(({ event, reason }) => [event, reason])).toEqual([
      ['visit', ''],
      ['reopen', '回访：问题未解决'],
    ])
    expect(await openReturnOf(desk.db, 'complaint', complaint)).toBeNull()
  })

  it('is asked where the rule says so and there is somebody to ask', async () => {
    expect((await answered('2026-11-10 10:00', { unitId: null, place: '南门' })).due).toBe(0)
    expect((await answered('2026-11-10 10:00', { unitId: null, phone: '13800000000' })).due).toBeGreaterThan(0)
    const { at, desk, step } = await answered('2026-11-10 10:00')
    const rule = { sources: ['resident' as const], complaints: false, afterDays: 2, withinDays: 3, source: '' }
    await saveReturnRule(at('2026-11-10 11:00'), rule)
    const { id } = await receiveComplaint(at('2026-11-10 12:00'), { ...noise, requestKey: null })
    await step('2026-11-10 13:00', id, 'answer', { reply: '已答复' })
    expect(await openReturnOf(desk.db, 'complaint', id)).toBeNull()
  })

  it('stands in the summary beside those of jobs, and the rate of jobs is theirs alone', async () => {
    const { at, call, finished, due, rate } = await answered('2026-11-10 10:00')
    await call('2026-11-12 10:00', due, happy)
    await finished('2026-11-10 10:00')
    const spell = { from: '2026-01-01', to: '2026-12-31' }
    const desk = at('2026-11-20 09:00')
    const { groups, total } = await returnSummaryOf(desk, { ...spell, by: 'subject' })
    expect(groups.map(({ key, due: n, reached }) => [key, n, reached])).toEqual([
      ['complaint', 1, 1],
      ['job', 1, 0],
    ])
    expect([total.due, total.reached]).toEqual([2, 1])
    expect((await returnSummaryOf(desk, { ...spell, by: 'worker' })).groups.map(({ key }) => key)).toContain('吴师傅')
    expect(await rate('2026-11-20')).toEqual([0, 1])
  })
})

describe('a return visit', () => {
  it('falls due two to three days after what a resident reported was done, where there is somebody to ask', async () => {
    const { finished, shown } = await office()
    const { due } = await finished('2026-11-10 10:00')
    expect((await finished('2026-11-10 10:00', { source: 'patrol' })).due).toBe(0)
    expect((await finished('2026-11-10 10:00', { unitId: null, place: '大堂' })).due).toBe(0)
    const { due: byPhone } = await finished('2026-11-10 10:00', { unitId: null, place: '大堂', phone: '13800000000' })
    expect(await shown('2026-11-11 23:59')).toEqual([])
    expect(await shown('2026-11-11 23:59', 'coming')).toEqual([due, byPhone])
    expect(await shown('2026-11-12 00:01')).toEqual([due, byPhone])
    expect(await shown('2026-11-13 23:00', 'due')).toEqual([due, byPhone])
    expect(await shown('2026-11-14 08:00', 'overdue')).toEqual([due, byPhone])
  })

  it('reached moves its job on and keeps the answers; the same request twice is one call', async () => {
    const { at, finished, shown } = await office()
    const { job, due } = await finished('2026-11-10 10:00')
    const desk = at('2026-11-12 10:00')
    const text = '<b>谢谢</b> 😀𠮷'.padEnd(2000, '好')
    const said = { ...happy, suggestion: text, id: due, version: 1, requestKey: 'key-00000001' }
    expect(await recordReturn(desk, said)).toBe(due)
    expect(await recordReturn(desk, said)).toBe(due)
    const card = await returnCard(desk, due)
    expect(card).toMatchObject({ state: 'reached', attempts: [{ attempt: 1, solved: true, score: 10 }] })
    expect(card.attempts[0]?.suggestion).toBe(text)
    expect((await jobDetail(desk, job)).state).toBe('visited')
    expect(await shown('2026-11-12 11:00')).toEqual([])
    expect(await shown('2026-11-12 11:00', 'done')).toEqual([due])
  })

  it('is tried three times, and then stays unreached', async () => {
    const { at, finished, call } = await office()
    const { job, due } = await finished('2026-11-10 10:00')
    await call('2026-11-12 10:00', due)
    await call('2026-11-12 18:00', due, { outcome: 'callback', callbackAt: '2026-11-13 09:00' })
    await expect(
      call('2026-11-13 09:00', due, { outcome: 'callback', callbackAt: '2026-11-14 09:00' }),
    ).rejects.toMatchObject({ problems: [{ code: 'return-last-attempt' }] })
    await call('2026-11-13 09:00', due)
    const desk = at('2026-11-13 10:00')
    expect(await returnCard(desk, due)).toMatchObject({ state: 'unreachable', attempts: { length: 3 } })
    await expect(call('2026-11-13 11:00', due, happy)).rejects.toMatchObject({ code: 'return-finished' })
    expect((await jobDetail(desk, job)).state).toBe('done')
  })

  it('comes back when the resident asked for it', async () => {
    const { finished, call, shown } = await office()
    const { due } = await finished('2026-11-10 10:00')
    await call('2026-11-12 10:00', due, { outcome: 'callback', callbackAt: '2026-11-14 16:30' })
    expect(await shown('2026-11-13 10:00')).toEqual([])
    expect(await shown('2026-11-13 10:00', 'callback')).toEqual([due])
    expect(await shown('2026-11-14 08:00')).toEqual([due])
  })

  it.each([
    ['called back in the past', { outcome: 'callback', callbackAt: '2026-11-12 10:00' }, 'callback-in-past'],
    ['called back at no time', { outcome: 'callback' }, 'callback-without-time'],
    ['with a score of 11', { ...happy, score: 11 }, 'score-out-of-range'],
    ['without saying whether it is solved', { ...happy, solved: null }, 'return-without-solved'],
    ['without an attitude', { ...happy, attitude: null }, 'return-without-attitude'],
    ['followed up where all is well', { ...happy, followUp: true }, 'follow-up-not-asked'],
    ['reminded of nothing owed', { ...happy, remind: true }, 'nothing-owed'],
    ['reminded where nobody answered', { remind: true }, 'reminder-not-reached'],
  ] as [string, Partial<ReturnFields>, string][])('is not recorded %s', async (_, wrong, code) => {
    const { at, finished, call } = await office()
    const { due } = await finished('2026-11-10 10:00')
    await expect(call('2026-11-12 10:00', due, wrong)).rejects.toMatchObject({
      code: 'return-invalid',
      problems: [{ code }],
    })
    expect((await returnCard(at('2026-11-12 10:01'), due)).attempts).toEqual([])
  })

  it('is not made by two clerks at once: the second is told what changed', async () => {
    const { at, finished, call, desk } = await office()
    const { due } = await finished('2026-11-10 10:00')
    await call('2026-11-12 10:00', due)
    const second = { ...happy, id: due, version: 1, requestKey: null }
    await expect(recordReturn(at('2026-11-12 10:01'), second)).rejects.toMatchObject({
      by: desk.actor.name,
      changes: [{ field: 'attempts', from: 0, to: 1 }],
    })
  })

  it('that finds it unsolved opens the job again in the same step, and is asked anew once that is done', async () => {
    const { at, finished, call, step, desk } = await office()
    const { job, due } = await finished('2026-11-10 10:00')
    await call('2026-11-12 10:00', due, { ...happy, solved: false, suggestion: '还在漏', followUp: true })
    const { state, events } = await jobDetail(at('2026-11-12 10:05'), job)
    expect(state).toBe('waiting')
    expect(events.slice(-2).map(({ event, reason }) => [event, reason])).toEqual([
      ['visit', ''],
      ['reopen', '回访：问题未解决。还在漏'],
    ])
    await step('2026-11-13 10:00', job, 'dispatch')
    await step('2026-11-13 11:00', job, 'complete')
    const next = await openReturnOf(desk.db, 'job', job)
    expect(next).not.toBe(due)
    expect(await returnCard(at('2026-11-15 10:00'), next ?? 0)).toMatchObject({ dueOn: '2026-11-16', attempts: [] })
  })

  it('with what is owed puts the reminder among the contacts', async () => {
    const { finished, call, desk, at } = await office()
    await importRows(desk, 'charges', [
      {
        area: 'B区',
        building: '1栋',
        room: '101',
        item: '物业费',
        fromOn: '2026-01-01',
        toOn: '2026-01-31',
        dueOn: '2026-01-31',
        amount: 12_300,
      },
    ])
    const { due } = await finished('2026-11-10 10:00')
    expect((await returnCard(at('2026-11-12 09:00'), due)).owed).toBe(12_300)
    await call('2026-11-12 10:00', due, { ...happy, remind: true })
    expect(await desk.db.selectFrom('contact').select(['on_date', 'way', 'outcome', 'person']).execute()).toEqual([
      { on_date: '2026-11-12', way: 'phone', outcome: 'reached', person: '陈女士' },
    ])
  })
})

describe('the rate of return visits', () => {
  it('counts what fell due by the day and what was reached by it; later facts change no earlier day', async () => {
    const { finished, call, step, rate, desk } = await office()
    const [first, second] = [await finished('2026-11-10 10:00'), await finished('2026-11-10 11:00')]
    await call('2026-11-12 10:00', first.due, happy)
    expect(await rate('2026-11-12')).toEqual([0, 0])
    expect(await rate('2026-11-13')).toEqual([1, 2])
    await call('2026-11-15 10:00', second.due, happy)
    expect(await rate('2026-11-14')).toEqual([1, 2])
    expect(await rate('2026-11-15')).toEqual([2, 2])
    await step('2026-11-20 10:00', first.job, 'reopen')
    await step('2026-11-20 11:00', first.job, 'dispatch')
    await step('2026-11-20 12:00', first.job, 'complete')
    expect(await rate('2026-11-19')).toEqual([2, 2])
    // A visit that was made stays made; another finish asks for another one.
    expect(await rate('2026-11-20')).toEqual([2, 2])
    expect(await rate('2026-11-23')).toEqual([2, 3])
    const rows = await figureRows(desk.db, 'jobs/return-visit-rate', periodOf(2026, '2026-11-23'), {
      side: 'denominator',
    }).execute()
    expect(rows).toHaveLength(3)
  })

  it('keeps the answer that opened the case again in every number, and drops only what nobody was asked', async () => {
    const { at, finished, call, step, rate } = await office()
    const [angry, happyOne, opened] = [
      await finished('2026-11-10 10:00'),
      await finished('2026-11-10 10:00'),
      await finished('2026-11-10 10:00'),
    ]
    const dissatisfied = { ...happy, solved: false, attitude: 'dissatisfied', followUp: true } as const
    await call('2026-11-12 10:00', angry.due, dissatisfied)
    await call('2026-11-12 10:00', happyOne.due, happy)
    await step('2026-11-12 11:00', opened.job, 'reopen')
    const { total } = await returnSummaryOf(at('2026-11-20 09:00'), {
      from: '2026-11-01',
      to: '2026-11-30',
      by: 'month',
    })
    expect([total.due, total.reached, total.satisfied, total.dissatisfied]).toEqual([2, 2, 1, 1])
    expect(await rate('2026-11-20')).toEqual([2, 2])
  })

  it('has not fallen due while its day is not over', async () => {
    const { at, finished, desk } = await office()
    await finished('2026-11-10 10:00')
    const seen = async (when: string) => {
      const [figure] = await figuresOf(
        desk.db,
        ['jobs/return-visit-rate'],
        2026,
        '2026-12-31',
        true,
        seenNow(at(when).clock),
      )
      return figure?.denominator
    }
    expect(await seen('2026-11-13 23:00')).toBe(0)
    expect(await seen('2026-11-14 00:01')).toBe(1)
  })

  it('keeps the days of the rule under which a job was done', async () => {
    const { at, finished, shown, rate } = await office()
    await finished('2026-11-10 10:00')
    await saveReturnRule(at('2026-11-11 09:00'), {
      sources: ['resident', 'patrol'],
      complaints: true,
      afterDays: 0,
      withinDays: 7,
      source: '2026 年新制度',
    })
    const { due } = await finished('2026-11-11 10:00', { source: 'patrol' })
    expect(await shown('2026-11-11 12:00')).toEqual([due])
    expect(await rate('2026-11-13')).toEqual([0, 1])
    expect(await rate('2026-11-18')).toEqual([0, 2])
  })

  it('is what the summary adds up', async () => {
    const { at, finished, call } = await office()
    const [first, second, third] = [
      await finished('2026-10-10 10:00'),
      await finished('2026-11-10 11:00', { trade: 'lift' }),
      await finished('2026-11-10 12:00'),
    ]
    await call('2026-10-12 10:00', first.due, { ...happy, score: 9, tookMoney: true })
    await call('2026-11-12 10:00', second.due, { ...happy, solved: false, attitude: 'dissatisfied', score: 3 })
    await call('2026-11-12 10:00', third.due, { outcome: 'refused' })
    const spell = { from: '2026-01-01', to: '2026-12-31' }
    const here = at('2026-12-31 10:00')
    const { groups, total } = await returnSummaryOf(here, { ...spell, by: 'month' })
    expect(groups.map(({ key, due, reached, refused }) => [key, due, reached, refused])).toEqual([
      ['2026-10', 1, 1, 0],
      ['2026-11', 2, 1, 1],
    ])
    const sums = { due: 3, reached: 2, refused: 1, unreachable: 0, solved: 1, satisfied: 1, dissatisfied: 1 }
    expect(total).toEqual({ ...sums, tookMoney: 1, scores: 2, scoreSum: 12 })
    for (const by of ['trade', 'worker', 'steward'] as const) {
      expect((await returnSummaryOf(here, { ...spell, by })).total).toEqual(total)
    }
    const opened = async (filter: ListFilter<'returnVisits'>) =>
      (
        await listPage(here, 'returnVisits', {
          filter: { show: 'all', dueFrom: spell.from, dueTo: spell.to, ...filter },
          offset: 0,
          limit: 50,
        })
      ).total
    expect(await opened({ solved: 'yes' })).toBe(total.solved)
    expect(await opened({ solved: 'no' })).toBe(1)
    expect(await opened({ tookMoney: 'yes' })).toBe(total.tookMoney)
  })
})
