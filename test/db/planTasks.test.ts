import { expect, it } from 'vitest'
import { addDays } from '../../electron/contract/dates.ts'
import { StaleError } from '../../electron/contract/errors.ts'
import type { CompletionFields, PlanFields } from '../../electron/contract/plans.ts'
import type { Desk } from '../../electron/core/context.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { stepJob } from '../../electron/core/jobs/service.ts'
import { listPage, listQuery } from '../../electron/core/lists/page.ts'
import { checklists, saveChecklist } from '../../electron/core/plans/checklists.ts'
import { calendarMonth, taskGlance } from '../../electron/core/plans/list.ts'
import { raiseTasks } from '../../electron/core/plans/raising.ts'
import { endPlan, planDetail, plansOf, savePlan } from '../../electron/core/plans/service.ts'
import { completeTask, skipTask, taskDetail, taskOfJob, undoTask } from '../../electron/core/plans/tasks.ts'
import { markDays } from '../../electron/core/promises/service.ts'
import { newOffice } from './office.ts'

const today = '2026-11-21'
const monthly: PlanFields = {
  title: '水泵保养',
  everyN: 1,
  every: 'month',
  anchorOn: '2026-10-05',
  basis: 'plan-date',
  moving: 'stay',
  checklistId: null,
  responsibleId: null,
  showDays: 7,
  graceDays: 2,
}
const start = (desk: Desk, more: Partial<PlanFields> = {}) =>
  savePlan(desk, {
    id: null,
    version: 0,
    subject: 'cleaning',
    subjectId: null,
    fromOn: null,
    fields: { ...monthly, ...more },
  })
const tasksOf = async (desk: Desk, planId: number) =>
  (await listPage(desk, 'planTasks', { filter: { planId }, offset: 0, limit: 100 })).rows
const done = (more: Partial<CompletionFields> = {}): CompletionFields => ({
  doneOn: today,
  doneById: null,
  note: '',
  results: [],
  ...more,
})
/** The same office on another day. */
const on = (desk: Desk, day: string): Desk => ({
  ...desk,
  clock: { ...desk.clock, today: () => day, now: () => new Date(`${day}T02:00:00Z`) },
})

it('tasks appear by themselves until the end of next year, once, and next year more follow', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk)
  const days = (await tasksOf(desk, planId)).map((task) => task.dueOn)
  expect(days).toHaveLength(15)
  expect([days[0], days.at(-1)]).toEqual(['2026-10-05', '2027-12-05'])
  expect(await raiseTasks(desk)).toBe(0)
  expect(await raiseTasks(on(desk, '2027-01-01'))).toBe(12)
  expect(await raiseTasks(on(desk, '2027-01-01'))).toBe(0)
})

it('a task is upcoming, due, then late; the late ones shout', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk)
  const states = async (day: string) => (await tasksOf(on(desk, day), planId)).slice(0, 3).map((task) => task.state)
  expect(await states('2026-10-04')).toEqual(['due', 'upcoming', 'upcoming'])
  expect(await states('2026-10-07')).toEqual(['due', 'upcoming', 'upcoming'])
  expect(await states('2026-10-08')).toEqual(['late', 'upcoming', 'upcoming'])
  expect(await taskGlance(on(desk, '2026-11-30'))).toEqual([{ subject: 'cleaning', late: 2, due: 1 }])
})

it('an item that is not in order opens a job, linked both ways; the answers stay as they were worded', async () => {
  const { desk } = await newOffice(today)
  const items = [
    { words: '水封完好', kind: 'tick', unit: '', minCenti: null, maxCenti: null },
    { words: '出口压力', kind: 'reading', unit: 'MPa', minCenti: 35, maxCenti: 45 },
  ] as const
  const checklistId = await saveChecklist(desk, { id: null, version: 0, name: '水泵', items })
  const planId = await start(desk, { checklistId })
  const [task] = await tasksOf(desk, planId)
  const [tick, reading] = (await taskDetail(desk, task?.id ?? 0)).items
  const answers = (valueCenti: number) => [
    { itemId: tick?.id ?? 0, ok: true, valueCenti: null, note: '' },
    { itemId: reading?.id ?? 0, ok: true, valueCenti, note: '表针抖动' },
  ]
  await expect(
    completeTask(desk, { id: task?.id ?? 0, version: 1, fields: done({ results: answers(40).slice(0, 1) }) }),
  ).rejects.toMatchObject({ code: 'check-missing' })
  const { jobs } = await completeTask(desk, { id: task?.id ?? 0, version: 1, fields: done({ results: answers(52) }) })
  expect(jobs).toHaveLength(1)
  const job = await jobDetail(desk, jobs[0]?.id ?? 0)
  expect(job).toMatchObject({ source: 'patrol', place: '水泵保养', content: '水泵保养：出口压力，0.52MPa，表针抖动' })
  expect(await taskOfJob(desk, job.id)).toMatchObject({ taskId: task?.id, words: '出口压力', onDate: today })
  expect(await taskOfJob(desk, 9999)).toBeNull()

  // Another wording is another edition; what was answered is shown as it was asked.
  await saveChecklist(desk, { id: checklistId, version: 1, name: '水泵', items: items.slice(1) })
  await saveChecklist(desk, { id: checklistId, version: 1, name: '水泵', items: items.slice(1) })
  expect((await checklists(desk))[0]).toMatchObject({ edition: 2, plans: 1 })
  const after = await taskDetail(desk, task?.id ?? 0)
  expect(after.items.map((item) => item.words)).toEqual(['出口压力'])
  expect(after.outcomes[0]?.results).toMatchObject([
    { words: '水封完好', ok: true, job: null },
    { words: '出口压力', ok: false, valueCenti: 52, job: { number: job.number, state: 'waiting' } },
  ])
  const [, next] = await tasksOf(desk, planId)
  await expect(
    completeTask(desk, { id: next?.id ?? 0, version: 1, fields: done({ results: answers(40) }) }),
  ).rejects.toMatchObject({ code: 'checklist-changed' })
})

it('a wrong completion is taken back by a dated step; done again, it finds the job that is open', async () => {
  const { desk } = await newOffice(today)
  const checklistId = await saveChecklist(desk, {
    id: null,
    version: 0,
    name: '灯',
    items: [{ words: '灯亮', kind: 'tick', unit: '', minCenti: null, maxCenti: null }],
  })
  const planId = await start(desk, { checklistId })
  const [task] = await tasksOf(desk, planId)
  const id = task?.id ?? 0
  const itemId = (await taskDetail(desk, id)).items[0]?.id ?? 0
  const fields = done({ results: [{ itemId, ok: false, valueCenti: null, note: '' }] })
  const first = await completeTask(desk, { id, version: 1, fields })
  await expect(completeTask(desk, { id, version: 2, fields })).rejects.toMatchObject({ code: 'task-closed' })
  await expect(undoTask(desk, { id, version: 1, reason: '填错' })).rejects.toBeInstanceOf(StaleError)
  await expect(undoTask(desk, { id, version: 2, reason: '' })).rejects.toMatchObject({ code: 'reason-needed' })
  await undoTask(desk, { id, version: 2, reason: '填错了日期' })
  expect(await taskDetail(desk, id)).toMatchObject({
    state: 'late',
    outcomes: [{ undoneOn: today, undoneBy: 'tester', undoneReason: '填错了日期', onDate: today }],
  })
  const second = await completeTask(desk, { id, version: 3, fields: { ...fields, doneOn: '2026-11-20' } })
  expect(second.jobs).toEqual(first.jobs)
  await stepJob(desk, {
    id: first.jobs[0]?.id ?? 0,
    version: 1,
    event: 'cancel',
    reason: '误报',
    workerId: null,
    result: '',
  })
  await undoTask(desk, { id, version: 4, reason: '再查' })
  const third = await completeTask(desk, { id, version: 5, fields })
  expect(third.jobs[0]?.id).not.toBe(first.jobs[0]?.id)
  expect((await taskDetail(desk, id)).outcomes).toHaveLength(3)
})

it('a completion after today is refused; what is skipped says why', async () => {
  const { desk } = await newOffice(today)
  const [task] = await tasksOf(desk, await start(desk))
  const id = task?.id ?? 0
  const late = completeTask(desk, { id, version: 1, fields: done({ doneOn: addDays(today, 1) }) })
  await expect(late).rejects.toMatchObject({ code: 'date-after-today' })
  await expect(skipTask(desk, { id, version: 1, reason: '' })).rejects.toMatchObject({ code: 'reason-needed' })
  await skipTask(desk, { id, version: 1, reason: '设备停用' })
  expect(await taskDetail(desk, id)).toMatchObject({ state: 'skipped', outcomes: [{ note: '设备停用' }] })
})

it('a plan by completion counts on from the day it was done; taken back, its next task goes', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk, { basis: 'completion', everyN: 3 })
  const [task] = await tasksOf(desk, planId)
  expect(await tasksOf(desk, planId)).toHaveLength(1)
  await completeTask(desk, { id: task?.id ?? 0, version: 1, fields: done({ doneOn: '2026-11-15' }) })
  expect((await tasksOf(desk, planId)).map((one) => one.dueOn)).toEqual(['2026-10-05', '2027-02-15'])
  await undoTask(desk, { id: task?.id ?? 0, version: 2, reason: '填错' })
  expect((await tasksOf(desk, planId)).map((one) => one.dueOn)).toEqual(['2026-10-05'])
  await completeTask(desk, { id: task?.id ?? 0, version: 3, fields: done({ doneOn: '2026-11-20' }) })
  const [, next] = await tasksOf(desk, planId)
  expect(next?.dueOn).toBe('2027-02-20')
  // Skipped: it goes on from the planned day.
  await skipTask(desk, { id: next?.id ?? 0, version: 1, reason: '停水' })
  expect((await tasksOf(desk, planId)).at(-1)?.dueOn).toBe('2027-05-20')
  await expect(undoTask(desk, { id: task?.id ?? 0, version: 4, reason: '填错' })).rejects.toMatchObject({
    code: 'task-followed',
  })
})

it('what is done so early that it would fall due on its own day again falls due the day after', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk, { basis: 'completion', anchorOn: '2026-12-05' })
  const [task] = await tasksOf(desk, planId)
  await completeTask(desk, { id: task?.id ?? 0, version: 1, fields: done({ doneOn: '2026-11-05' }) })
  expect((await tasksOf(desk, planId)).map((one) => one.plannedOn)).toEqual(['2026-12-05', '2026-12-06'])
})

it('a changed plan holds from a day on; done and earlier tasks stay', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk)
  const [first] = await tasksOf(desk, planId)
  await completeTask(desk, { id: first?.id ?? 0, version: 1, fields: done() })
  const change = (fromOn: string | null, version = 1) =>
    savePlan(desk, {
      id: planId,
      version,
      subject: 'cleaning',
      subjectId: null,
      fromOn,
      fields: { ...monthly, every: 'quarter', anchorOn: '2026-12-31' },
    })
  await expect(change('2026-11-01')).rejects.toMatchObject({ code: 'plan-change-in-past' })
  await change('2026-12-01')
  expect((await tasksOf(desk, planId)).map((task) => task.dueOn)).toEqual([
    '2026-10-05',
    '2026-11-05',
    '2026-12-31',
    '2027-03-31',
    '2027-06-30',
    '2027-09-30',
    '2027-12-31',
  ])
  await expect(change('2026-12-01')).rejects.toBeInstanceOf(StaleError)
})

it('a plan ends with a reason; its later tasks go and what was due stays', async () => {
  const { desk } = await newOffice(today)
  const planId = await start(desk)
  await expect(endPlan(desk, { id: planId, version: 1, onDate: today, reason: '' })).rejects.toMatchObject({
    code: 'reason-needed',
  })
  await endPlan(desk, { id: planId, version: 1, onDate: today, reason: '外包' })
  expect((await tasksOf(desk, planId)).map((task) => task.dueOn)).toEqual(['2026-10-05', '2026-11-05'])
  expect(await raiseTasks(on(desk, '2028-01-01'))).toBe(0)
  expect(await planDetail(desk, planId)).toMatchObject({ endedOn: today, endReason: '外包', late: 2 })
  expect(await plansOf(desk, { subject: 'cleaning', subjectId: null })).toHaveLength(1)
})

it('tasks move off holidays by their rule, and follow the calendar when it changes', async () => {
  const { desk } = await newOffice(today)
  await markDays(desk, { from: '2027-01-01', to: '2027-01-03', kind: 'holiday', name: '元旦' })
  const before = await start(desk, { anchorOn: '2027-01-02', every: 'year', moving: 'before' })
  const after = await start(desk, { anchorOn: '2027-01-02', every: 'year', moving: 'after' })
  const stays = await start(desk, { anchorOn: '2027-01-02', every: 'year', moving: 'stay' })
  const dueOn = async (planId: number) => (await tasksOf(desk, planId))[0]?.dueOn
  expect([await dueOn(before), await dueOn(after), await dueOn(stays)]).toEqual([
    '2026-12-31',
    '2027-01-04',
    '2027-01-02',
  ])
  await markDays(desk, { from: '2027-01-04', to: '2027-01-04', kind: 'holiday', name: '元旦' })
  expect(await dueOn(after)).toBe('2027-01-05')
  expect((await tasksOf(desk, after))[0]?.plannedOn).toBe('2027-01-02')
})

it('the calendar counts every day of a month and names its first tasks, the late ones before', async () => {
  const { desk } = await newOffice(today)
  for (let index = 0; index < 6; index++) await start(desk, { title: `任务 ${index}`, anchorOn: '2026-11-05' })
  const [first] = (await listPage(desk, 'planTasks', { filter: {}, offset: 0, limit: 1 })).rows
  await completeTask(desk, { id: first?.id ?? 0, version: 1, fields: done() })
  const days = await calendarMonth(desk, { month: '2026-11' })
  expect(days).toHaveLength(30)
  const fifth = days[4]
  expect(fifth?.counts).toEqual({ open: 0, late: 5, done: 1, skipped: 0 })
  expect(fifth?.tasks.map((task) => [task.title, task.state])).toEqual([
    ['任务 1', 'late'],
    ['任务 2', 'late'],
    ['任务 3', 'late'],
    ['任务 4', 'late'],
  ])
  expect(
    (await calendarMonth(desk, { month: '2026-11', subject: 'patrol' })).every((day) => day.tasks.length === 0),
  ).toBe(true)
})

it('the list is narrowed by kind, state, day, person and words', async () => {
  const { desk } = await newOffice(today)
  await start(desk)
  await start(desk, { title: '全楼扫水', anchorOn: '2026-11-20' })
  const titles = async (filter: Parameters<typeof listPage<'planTasks'>>[2]['filter']) =>
    (await listPage(desk, 'planTasks', { filter, offset: 0, limit: 100 })).rows.map((row) => row.title)
  expect(await titles({ state: 'late' })).toEqual(['水泵保养', '水泵保养'])
  expect(await titles({ state: 'due' })).toEqual(['全楼扫水'])
  expect(await titles({ state: 'open', subject: 'patrol' })).toEqual([])
  expect(await titles({ text: '扫水', from: '2026-11-01', to: '2026-11-30' })).toEqual(['全楼扫水'])
  expect(await titles({ responsible: '-', to: '2026-10-31' })).toEqual(['水泵保养'])
})

it('due, late and done tasks are picked by index, however many there are', async () => {
  const { desk, office } = await newOffice(today)
  await start(desk)
  const asked: string[] = []
  const plans = async (filter: Parameters<typeof listPage<'planTasks'>>[2]['filter']) => {
    const { query } = listQuery(desk, 'planTasks', filter)
    const { sql, parameters } = query.limit(50).compile()
    const rows = office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    asked.push(rows[0]?.detail ?? '')
    return rows[0]?.detail
  }
  expect(await plans({ state: 'done' })).toContain('INDEX task_state (outcome=?)')
  expect(await plans({ state: 'open' })).toContain('INDEX task_open (outcome=? AND show_on<?)')
  expect(await plans({ subjectId: 1, subject: 'maintenance' })).toContain(
    'INDEX task_about (subject_id=? AND subject=?)',
  )
  expect(await plans({ responsible: '李师傅' })).toContain('INDEX task_person (responsible=?)')
  expect(asked.every((detail) => detail.startsWith('SEARCH task'))).toBe(true)
})
