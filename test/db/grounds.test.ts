import { describe, expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import type { InspectionFields } from '../../electron/contract/inspections.ts'
import type { RoundFields } from '../../electron/contract/patrol.ts'
import { mayCall } from '../../electron/contract/permissions.ts'
import type { ProgrammeFields } from '../../electron/contract/programmes.ts'
import type { RotaCell } from '../../electron/contract/rota.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { problemOfJob, problemToJob } from '../../electron/core/grounds/problems.ts'
import {
  cancelInspection,
  inspectionDetail,
  inspectionMonths,
  recordInspection,
} from '../../electron/core/inspections/service.ts'
import { addAbsence } from '../../electron/core/jobs/absence.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { raiseRounds } from '../../electron/core/patrol/raising.ts'
import { coverageOf, recordRound, recordRoundLate, roundDetail } from '../../electron/core/patrol/rounds.ts'
import { addWindow, endWindow, savePoint, saveRoute } from '../../electron/core/patrol/routes.ts'
import { checklists, saveChecklist } from '../../electron/core/plans/checklists.ts'
import { completeTask, undoTask } from '../../electron/core/plans/tasks.ts'
import { monthsAgainstPlan, programmesOf, saveProgramme } from '../../electron/core/programmes/service.ts'
import { saveCells } from '../../electron/core/rota/service.ts'
import { addPerson, addTerms, savePost, updatePerson } from '../../electron/core/staff/people.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { newOffice } from './office.ts'

const today = '2026-11-21'
/** The same office at a time of another day. */
const at = (desk: Desk, day: string, time = '12:00'): Desk => ({
  ...desk,
  clock: { ...desk.clock, today: () => day, now: () => new Date(`${day}T${time}:00+08:00`) },
})

describe('a programme', () => {
  const monthly: ProgrammeFields = {
    item: '水池清洗',
    place: '中心水池',
    quantity: 2,
    everyN: 1,
    every: 'month',
    anchorOn: '2026-11-10',
    moving: 'stay',
    responsibleId: null,
    graceDays: 3,
  }
  const start = (desk: Desk, fields: Partial<ProgrammeFields> = {}) =>
    saveProgramme(desk, { register: 'cleaning', id: null, version: 0, fields: { ...monthly, ...fields } })
  const rounds = async (desk: Desk, asOf = '2026-12-31') =>
    (await figureOf(desk.db, 'cleaning/rounds', 2026, asOf)).value

  it('makes tasks, and what is done of one is counted with it, as planned or as it was', async () => {
    const { desk } = await newOffice(today)
    await start(desk)
    const [first] = await programmesOf(desk, 'cleaning')
    expect(first).toMatchObject({ item: 'pool-wash', late: 1, next: { dueOn: '2026-11-10', state: 'late' } })
    const done = { doneOn: '2026-11-20', doneById: null, note: '', results: [] }
    await completeTask(desk, { id: first?.next?.id ?? 0, version: first?.next?.version ?? 0, fields: done })
    expect(await rounds(desk)).toBe(2)
    const december = at(desk, '2026-12-10')
    const [again] = await programmesOf(december, 'cleaning')
    const counted = { quantity: 1, labourDays: 50, cost: 9_000, inspector: '王素珍', score: 9_500 }
    const fields = { ...done, doneOn: '2026-12-10', counted }
    await completeTask(december, { id: again?.next?.id ?? 0, version: 1, fields })
    expect(await rounds(december)).toBe(3)
    const cells = await monthsAgainstPlan(december, 'cleaning', 2026)
    expect(cells.map(({ month, quantity, planned }) => [month, quantity, planned])).toEqual([
      [11, 2, 2],
      [12, 1, 2],
    ])
  })

  it('a task taken back takes its count back from that day on, and can be done again', async () => {
    const { desk } = await newOffice(today)
    await start(desk)
    const taskId = (await programmesOf(desk, 'cleaning'))[0]?.next?.id ?? 0
    const done = { doneOn: '2026-11-15', doneById: null, note: '', results: [] }
    await completeTask(at(desk, '2026-11-15'), { id: taskId, version: 1, fields: done })
    await undoTask(desk, { id: taskId, version: 2, reason: '没有做完' })
    expect([await rounds(desk, '2026-11-20'), await rounds(desk, '2026-11-21')]).toEqual([2, 0])
    await completeTask(desk, { id: taskId, version: 3, fields: { ...done, doneOn: today } })
    expect(await rounds(desk)).toBe(2)
  })

  it('of another item, place or number is another programme', async () => {
    const { desk } = await newOffice(today)
    const id = await start(desk)
    const change = (fields: Partial<ProgrammeFields>) =>
      saveProgramme(desk, { register: 'cleaning', id, version: 1, fields: { ...monthly, ...fields } })
    await expect(change({ quantity: 3 })).rejects.toMatchObject({ code: 'programme-is-another' })
    await change({ everyN: 2 })
    expect(await programmesOf(desk, 'cleaning')).toMatchObject([{ everyN: 2 }])
  })
})

describe('a three-level check', () => {
  const check = (more: Partial<InspectionFields> = {}): InspectionFields => ({
    onDate: today,
    level: 'leader',
    areaId: null,
    place: '1栋大堂',
    inspector: '王素珍',
    checklistId: null,
    scores: [],
    total: 9_000,
    note: '',
    problems: [],
    ...more,
  })

  it('adds its scores up; another wording of the sheet leaves it as it was', async () => {
    const { desk } = await newOffice(today)
    const item = (words: string, maxCenti: number) =>
      ({ words, kind: 'score', unit: '', minCenti: null, maxCenti }) as const
    const sheet = { id: null, version: 0, name: '保洁检查', items: [item('地面', 6_000), item('玻璃', 4_000)] }
    const checklistId = await saveChecklist(desk, sheet)
    const [list] = await checklists(desk)
    const scores = (list?.items ?? []).map(({ id }, index) => ({
      itemId: id,
      valueCenti: index ? 3_000 : 5_500,
      note: '',
    }))
    const id = await recordInspection(desk, check({ checklistId, scores, total: null }), 'check-key-1')
    await saveChecklist(desk, { ...sheet, id: checklistId, version: 1, items: [item('墙面', 1_000)] })
    expect(await inspectionDetail(desk, id)).toMatchObject({
      total: 8_500,
      scores: [{ words: '地面', valueCenti: 5_500 }, { words: '玻璃' }],
    })
    const beyond = scores.map((score) => ({ ...score, valueCenti: 9_999 }))
    await expect(
      recordInspection(desk, check({ checklistId, scores: beyond, total: null }), 'check-key-2'),
    ).rejects.toMatchObject({ code: 'checklist-changed' })
    await expect(recordInspection(desk, check({ total: null }), 'check-key-3')).rejects.toMatchObject({
      code: 'inspection-without-score',
    })
  })

  it('a problem is a job in the same step, linked both ways, or later, once', async () => {
    const { desk } = await newOffice(today)
    const problem = { pointId: null, place: '', content: '扶手松动', trade: 'civil', toJob: true } as const
    const fields = check({ problems: [problem, { ...problem, content: '灯罩积灰', toJob: false }] })
    const id = await recordInspection(desk, fields, 'check-key-1')
    expect(await recordInspection(desk, fields, 'check-key-1')).toBe(id)
    const [first, second] = (await inspectionDetail(desk, id)).problems
    expect(await jobDetail(desk, first?.jobId ?? 0)).toMatchObject({
      source: 'patrol',
      place: '1栋大堂',
      trade: 'civil',
    })
    expect(await problemOfJob(desk, first?.jobId ?? 0)).toMatchObject({
      origin: 'inspection',
      originId: id,
      by: '王素珍',
    })
    const job = await problemToJob(desk, second?.id ?? 0, 1)
    expect(await problemToJob(desk, second?.id ?? 0, 1)).toEqual(job)
    const open = await listPage(desk, 'inspections', { filter: { show: 'open' }, offset: 0, limit: 10 })
    expect(open.total).toBe(0)
  })

  it('counts in the month by level until it is taken back', async () => {
    const { desk } = await newOffice(today)
    const id = await recordInspection(desk, check(), 'check-key-1')
    await recordInspection(desk, check({ total: 8_000 }), 'check-key-2')
    await recordInspection(desk, check({ level: 'steward' }), 'check-key-3')
    expect(await inspectionMonths(desk, 2026)).toMatchObject([
      { level: 'leader', month: 11, checks: 2, sum: 17_000 },
      { level: 'steward', checks: 1 },
    ])
    await cancelInspection(desk, id, 1, '日期写错')
    expect((await inspectionMonths(desk, 2026))[0]).toMatchObject({ checks: 1, sum: 8_000 })
    await expect(cancelInspection(desk, id, 2, '再来')).rejects.toMatchObject({ code: 'inspection-cancelled' })
  })
})

describe('patrol', () => {
  /** A route of three points, walked every night from 23:00 to 01:00 since 18 November. */
  async function route(desk: Desk) {
    const first = at(desk, '2026-11-18', '08:00')
    const pointIds: number[] = []
    for (const name of ['东门', '水泵房', '车库']) {
      pointIds.push(await savePoint(first, { id: null, version: 0, fields: { name, place: '', look: '' } }))
    }
    const routeId = await saveRoute(first, { id: null, version: 0, name: '夜巡', postId: null, pointIds })
    const night = { name: '夜一', fromTime: '23:00', toTime: '01:00', everyN: 1, every: 'day', anchorOn: '2026-11-18' }
    const windowId = await addWindow(first, routeId, { ...night, every: 'day' })
    return { pointIds, routeId, windowId }
  }
  const rounds = async (desk: Desk, filter: object = {}) => {
    await raiseRounds(desk)
    return (await listPage(desk, 'patrolRounds', { filter, offset: 0, limit: 50 })).rows
  }
  const seen = (pointId: number, time: string) => ({ pointId, time, ok: true, note: '' })
  const walked = (more: Partial<RoundFields> = {}): RoundFields => ({
    walkerId: null,
    note: '',
    seen: [],
    problems: [],
    ...more,
  })

  it('rounds come by the rota; nobody enters that one was missed', async () => {
    const { desk } = await newOffice(today)
    const { pointIds } = await route(desk)
    const morning = at(desk, '2026-11-21', '08:00')
    const [tomorrow, tonight, last, before, first] = await rounds(morning)
    expect([tomorrow?.onDate, tonight?.onDate, first?.onDate]).toEqual(['2026-11-22', '2026-11-21', '2026-11-18'])
    const [a = 0, b = 0, c = 0] = pointIds
    const all = [seen(a, '23:10'), seen(b, '23:40'), seen(c, '00:30')]
    await recordRound(at(desk, '2026-11-19', '08:00'), first?.id ?? 0, 1, walked({ seen: all }))
    const some = walked({ seen: [seen(a, '23:10'), seen(b, '01:20')] })
    await recordRound(at(desk, '2026-11-20', '08:00'), before?.id ?? 0, 1, some)
    expect((await rounds(morning)).map((row) => row.state)).toEqual([
      'upcoming',
      'upcoming',
      'missed',
      'late',
      'on-time',
    ])
    const afterMidnight = await rounds(at(desk, '2026-11-22', '00:30'))
    expect(afterMidnight.find((row) => row.id === tonight?.id)?.state).toBe('due')
    for (const state of ['upcoming', 'missed', 'late', 'on-time', 'due', 'incomplete']) {
      const shown = await rounds(morning, { state })
      expect(shown.every((row) => row.state === state)).toBe(true)
      expect(shown).toHaveLength((await rounds(morning)).filter((row) => row.state === state).length)
    }
    expect((await roundDetail(morning, before?.id ?? 0)).points.map((point) => [point.time, point.state])).toEqual([
      ['23:10', 'on-time'],
      ['01:20', 'late'],
      [null, 'missed'],
    ])
    expect(await coverageOf(morning, '2026-11-01', '2026-11-30')).toMatchObject([
      { month: '2026-11', due: 3, done: 2, late: 1, missed: 1, points: 9, seen: 5 },
    ])
    expect(last?.points).toBe(3)
  })

  it('a round is recorded point by point; what is recorded stays, and what cannot be is refused', async () => {
    const { desk } = await newOffice(today)
    const { pointIds } = await route(desk)
    const [a = 0, b = 0] = pointIds
    const night = at(desk, '2026-11-20', '23:30')
    const round = (await rounds(night)).find((row) => row.onDate === '2026-11-20')?.id ?? 0
    await expect(recordRound(night, round, 1, walked())).rejects.toMatchObject({ code: 'round-empty' })
    await expect(recordRound(night, round, 1, walked({ seen: [seen(a, '23:50')] }))).rejects.toMatchObject({
      code: 'round-in-future',
    })
    await recordRound(night, round, 1, walked({ seen: [seen(a, '23:05')] }))
    await expect(recordRound(night, round, 1, walked({ seen: [seen(b, '23:06')] }))).rejects.toBeInstanceOf(StaleError)
    await recordRound(night, round, 2, walked({ seen: [seen(a, '23:20'), seen(b, '23:25')] }))
    expect((await roundDetail(night, round)).points.map((point) => point.time)).toEqual(['23:05', '23:25', null])
  })

  it('a finding at a point becomes a job at that point, found again from the job', async () => {
    const { desk } = await newOffice(today)
    const { pointIds } = await route(desk)
    const [a = 0] = pointIds
    const night = at(desk, '2026-11-20', '23:30')
    const round = (await rounds(night)).find((row) => row.onDate === '2026-11-20')?.id ?? 0
    const problem = { pointId: a, place: '', content: '道闸不落', trade: 'intelligent-systems', toJob: true } as const
    await recordRound(night, round, 1, walked({ seen: [seen(a, '23:05')], problems: [problem] }))
    const [found] = (await roundDetail(night, round)).problems
    expect(await jobDetail(desk, found?.jobId ?? 0)).toMatchObject({
      source: 'patrol',
      place: '东门',
      content: '道闸不落',
    })
    expect(await problemOfJob(desk, found?.jobId ?? 0)).toMatchObject({ origin: 'patrol', originId: round })
  })

  it('after noon of the next day a round is made good with a reason by a manager, in a closed month not at all', async () => {
    const { desk } = await newOffice(today)
    const { pointIds } = await route(desk)
    const [a = 0, b = 0, c = 0] = pointIds
    const round = (await rounds(desk)).find((row) => row.onDate === '2026-11-18')?.id ?? 0
    await recordRound(at(desk, '2026-11-19', '12:00'), round, 1, walked({ seen: [seen(a, '23:05')] }))
    const later = at(desk, '2026-11-19', '12:01')
    const more = walked({ seen: [seen(b, '23:20')] })
    await expect(recordRound(later, round, 2, more)).rejects.toMatchObject({ code: 'round-over' })
    await expect(recordRoundLate(later, round, 2, more, '')).rejects.toMatchObject({
      problems: [{ code: 'reason-needed', field: 'reason' }],
    })
    expect([mayCall('patrol.recordLate', ['engineering']), mayCall('patrol.recordLate', ['manager'])]).toEqual([
      false,
      true,
    ])
    await recordRoundLate(later, round, 2, more, '交接时漏登')
    expect(await roundDetail(later, round)).toMatchObject({ isOver: true, lateReason: '交接时漏登' })
    const december = at(desk, '2026-12-02')
    await rounds(december)
    await closeMonth(december, '2026-11')
    const last = walked({ seen: [seen(c, '23:50')] })
    await expect(recordRoundLate(december, round, 3, last, '补')).rejects.toMatchObject({ code: 'closed-since' })
    const missed = (await rounds(december)).find((row) => row.onDate === '2026-11-20')?.id ?? 0
    await expect(recordRoundLate(december, missed, 1, last, '补')).rejects.toMatchObject({ code: 'period-closed' })
  })

  it('a round names whoever of its post the rota has on shift for all of its window', async () => {
    const { desk } = await newOffice(today)
    const { pointIds, routeId } = await route(desk)
    const [postId, otherId] = [
      await savePost(desk, { id: null, version: 0, name: '秩序员', department: '秩序部', manned: 0, active: true }),
      await savePost(desk, { id: null, version: 0, name: '保洁员', department: '环境部', manned: 0, active: true }),
    ]
    const cells: RotaCell[] = []
    for (const [name, post, shiftId] of [
      ['王海峰', postId, 3],
      ['周伟', postId, 2],
      ['张秀英', otherId, 3],
    ] as const) {
      const staffId = await addPerson(desk, { name, phone: '', joinedOn: '2020-01-01', leftOn: null })
      await addTerms(desk, { staffId, postId: post, share: null, fromOn: '2020-01-01', salary: 400_000 })
      cells.push({ staffId, onDate: '2026-11-19', shiftId })
    }
    await saveCells(
      desk,
      cells.map((cell) => ({ ...cell, seen: null })),
    )
    await saveRoute(at(desk, '2026-11-18', '09:00'), { id: routeId, version: 1, name: '夜巡', postId, pointIds })
    const small = { name: '夜二', fromTime: '02:00', toTime: '04:00', everyN: 1, every: 'day', anchorOn: '2026-11-20' }
    await addWindow(at(desk, '2026-11-20', '01:00'), routeId, { ...small, every: 'day' })
    const named = (await rounds(desk)).filter((row) => row.duty !== '')
    expect(named.map((row) => [row.onDate, row.window, row.duty])).toEqual([
      ['2026-11-20', '夜二', '王海峰'],
      ['2026-11-19', '夜一', '王海峰'],
    ])
    const id = named[0]?.id ?? 0
    expect((await roundDetail(desk, id)).duty).toEqual([{ id: cells[0]?.staffId, name: '王海峰' }])
    await addAbsence(desk, {
      staffId: cells[0]?.staffId ?? 0,
      fromOn: '2026-11-20',
      toOn: '2026-11-22',
      reason: '年假',
    })
    expect((await roundDetail(desk, id)).duty).toEqual([])
  })

  it('another post today, or who has left since, changes nothing of the rounds before', async () => {
    const { desk } = await newOffice(today)
    const { pointIds, routeId } = await route(desk)
    const post = (name: string) =>
      savePost(desk, { id: null, version: 0, name, department: '秩序部', manned: 0, active: true })
    const [guards, watch] = [await post('秩序员'), await post('监控员')]
    const on = { phone: '', joinedOn: '2020-01-01', leftOn: null }
    const people = [await addPerson(desk, { name: '王海峰', ...on }), await addPerson(desk, { name: '叶丽芳', ...on })]
    for (const [index, postId] of [guards, watch].entries()) {
      const terms = { postId, share: null, fromOn: '2020-01-01', salary: 400_000 }
      await addTerms(desk, { staffId: people[index] ?? 0, ...terms })
    }
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']
    const cells = people.flatMap((staffId) => days.map((onDate) => ({ staffId, onDate, shiftId: 3, seen: null })))
    await saveCells(desk, cells)
    await saveRoute(at(desk, '2026-11-18'), { id: routeId, version: 1, name: '夜巡', postId: guards, pointIds })
    const noon = at(desk, '2026-11-21')
    await saveRoute(noon, { id: routeId, version: 2, name: '夜巡', postId: watch, pointIds })
    const duties = async () => (await rounds(noon)).map((row) => [row.onDate.slice(8), row.duty])
    expect(await duties()).toEqual([
      ['22', '叶丽芳'],
      ['21', '叶丽芳'],
      ['20', '王海峰'],
      ['19', '王海峰'],
      ['18', '王海峰'],
    ])
    await updatePerson(desk, people[0] ?? 0, 1, { ...on, leftOn: '2026-11-19' })
    expect((await duties()).slice(2)).toEqual([
      ['20', ''],
      ['19', '王海峰'],
      ['18', '王海峰'],
    ])
  })

  it('every number of the coverage opens the rounds that it counted', async () => {
    const { desk } = await newOffice(today)
    const { pointIds } = await route(desk)
    const [a = 0, b = 0, c = 0] = pointIds
    const idOf = async (onDate: string) => (await rounds(desk)).find((row) => row.onDate === onDate)?.id ?? 0
    const whole = [seen(a, '23:01'), seen(b, '23:02'), seen(c, '23:03')]
    const problem = { pointId: a, place: '', content: '道闸不落', trade: 'other', toJob: false } as const
    const first = walked({ seen: whole, problems: [problem] })
    await recordRound(at(desk, '2026-11-19', '08:00'), await idOf('2026-11-18'), 1, first)
    const night = at(desk, '2026-11-21', '23:59')
    await recordRound(night, await idOf('2026-11-21'), 1, walked({ seen: whole, problems: [problem] }))
    const [cell] = await coverageOf(night, '2026-11-01', '2026-11-30')
    const listed = async (filter: object) =>
      (await rounds(night, { from: '2026-11-01', to: '2026-11-30', ...filter })).length
    expect(cell).toMatchObject({ due: 3, done: 1, late: 0, missed: 2, points: 9, seen: 3, problems: 1 })
    expect({
      due: await listed({ counted: 'due' }),
      done: await listed({ counted: 'done' }),
      late: await listed({ counted: 'due', state: 'late' }),
      missed: await listed({ counted: 'due', state: 'missed' }),
      problems: await listed({ counted: 'due', problems: true }),
    }).toEqual({ due: 3, done: 1, late: 0, missed: 2, problems: 1 })
  })

  it('another route holds from the day it is made; an ended window asks for no more rounds', async () => {
    const { desk } = await newOffice(today)
    const { pointIds, routeId, windowId } = await route(desk)
    const noon = at(desk, '2026-11-21', '12:00')
    await rounds(noon)
    await saveRoute(noon, { id: routeId, version: 1, name: '夜巡', postId: null, pointIds: pointIds.slice(0, 2) })
    expect((await rounds(noon)).map((row) => row.points)).toEqual([2, 2, 3, 3, 3])
    await endWindow(noon, windowId, 1)
    const later = await rounds(at(desk, '2026-12-01'))
    expect(later.map((row) => row.onDate)).toEqual(['2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18'])
    await expect(endWindow(noon, windowId, 2)).rejects.toMatchObject({ code: 'window-ended' })
  })

  it('the list of a route goes through its index', async () => {
    const { office } = await newOffice(today)
    const plan = office.sqlite
      .prepare(`EXPLAIN QUERY PLAN SELECT id FROM patrol_round ORDER BY on_date DESC, begins_at DESC, id LIMIT 50`)
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join(' ')).toContain('patrol_round_day')
  })
})
