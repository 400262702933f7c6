import { addDays, type DateText, daysBetween, lastOfMonth } from '../contract/dates.ts'
import type { ChecklistItem } from '../contract/plans.ts'
import { write } from '../core/audit/writer.ts'
import type { Desk } from '../core/context.ts'
import { changeState, savingEquipment } from '../core/equipment/service.ts'
import { stepJob } from '../core/jobs/service.ts'
import { checklists, savingChecklist } from '../core/plans/checklists.ts'
import { savingPlan } from '../core/plans/service.ts'
import { type Completion, completeTask, completing, undoTask } from '../core/plans/tasks.ts'
import { equipmentOf, sampleChecklists, sampleStates } from '../core/sample/equipment.ts'
import { type Random, randomOf } from '../core/sample/random.ts'
import { deskOf } from './sampleDay.ts'

/** Equipment with its plans since 2024: the years before all done, a few of it late; this year with due and late ones. */
export async function writeSampleEquipment(desk: Desk): Promise<void> {
  const engineer = await deskOf(desk, '吴志强')
  await writeRegister(engineer())
  await writeHistory(desk)
  await writeStates(desk)
  await failedChecks(desk)
}

async function writeRegister(desk: Desk): Promise<void> {
  const staff = new Map(
    (await desk.db.selectFrom('staff').select(['id', 'name']).execute()).map((one) => [one.name, one.id]),
  )
  const areas = new Map(
    (await desk.db.selectFrom('area').select(['id', 'name']).execute()).map((one) => [one.name, one.id]),
  )
  await write(desk, async (writer) => {
    const lists = new Map<string, number>()
    for (const [name, items] of Object.entries(sampleChecklists)) {
      lists.set(name, await savingChecklist(desk, { id: null, version: 0, name, items })(writer))
    }
    for (const { fields, plans } of equipmentOf()) {
      const { area, ...rest } = fields
      const areaId = area === null ? null : (areas.get(area) ?? null)
      const id = await savingEquipment(desk, { id: null, version: 0, fields: { ...rest, areaId } })(writer)
      for (const { subject, title, every, anchorOn, checklist, responsible } of plans) {
        const isStatutory = subject === 'statutory'
        await savingPlan(desk, {
          id: null,
          version: 0,
          subject,
          subjectId: id,
          fromOn: null,
          fields: {
            title,
            everyN: 1,
            every,
            anchorOn,
            basis: 'plan-date',
            moving: isStatutory ? 'before' : 'after',
            checklistId: checklist === null ? null : (lists.get(checklist) ?? null),
            responsibleId: staff.get(responsible) ?? null,
            showDays: isStatutory ? 30 : 7,
            graceDays: isStatutory ? 0 : 3,
          },
        })(writer)
      }
    }
  })
}

interface OpenTask {
  readonly id: number
  readonly dueOn: DateText
  readonly subject: string
  readonly code: string
  readonly responsibleId: number | null
  readonly checklistId: number | null
}

/** What was due before is done on its day or a little later; of the last weeks some wait, and three are late. */
async function writeHistory(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const engineer = await deskOf(desk, '吴志强')
  const items = new Map((await checklists(desk)).map((one) => [one.id, one.items]))
  const gone = new Map(sampleStates.filter((one) => one.state === 'scrapped').map((one) => [one.code, one.onDate]))
  const tasks = (await openTasks(desk)).filter(({ code, dueOn }) => dueOn < (gone.get(code) ?? '9999'))
  const byMonth = new Map<string, Completion[]>()
  for (const task of tasks) {
    const doneOn = dayDone(task, today)
    if (doneOn === null) continue
    const month = doneOn.slice(0, 7)
    const random = randomOf(`task ${task.code} ${task.dueOn} ${task.subject}`)
    const results = (items.get(task.checklistId ?? 0) ?? []).map((item) => answerTo(item, random))
    const note = task.subject === 'statutory' ? '检验合格，报告已存档' : ''
    const fields = { doneOn, doneById: task.responsibleId, note, results }
    byMonth.set(month, [...(byMonth.get(month) ?? []), { id: task.id, version: 1, fields }])
  }
  for (const [month, completions] of [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const end = lastOfMonth(month)
    const here = engineer(end < today ? end : today, '17:40')
    await write(here, completing(here, completions))
  }
}

async function openTasks(desk: Desk): Promise<OpenTask[]> {
  return desk.db
    .selectFrom('task')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .innerJoin('equipment', 'equipment.id', 'task.subject_id')
    .select(['task.id', 'task.due_on as dueOn', 'task.subject', 'equipment.code'])
    .select(['task.responsible_id as responsibleId', 'plan.checklist_id as checklistId'])
    .where('task.due_on', '<=', desk.clock.today())
    .orderBy('task.id')
    .execute()
}

/** Codes whose last task nobody has found time for. */
const forgotten = ['DT-006', 'MH-003', 'JK-009', 'PD-004']

/** The day a task was done; null while it waits. */
function dayDone({ code, dueOn, subject }: OpenTask, today: DateText): DateText | null {
  const random = randomOf(`done ${code} ${dueOn} ${subject}`)
  const late = subject === 'maintenance' && random.chance(0.02) ? random.between(5, 9) : random.between(0, 2)
  const doneOn = addDays(dueOn, subject === 'statutory' ? -random.between(2, 12) : late)
  const age = daysBetween(dueOn, today)
  if (forgotten.includes(code) && age < 45 && dueOn > '2026-01-01') return null
  if (doneOn > today) return null
  return age <= 4 && dueOn > '2026-01-01' && random.chance(0.5) ? null : doneOn
}

function answerTo(item: ChecklistItem, random: Random) {
  const { id: itemId, kind, minCenti, maxCenti } = item
  if (kind === 'tick') return { itemId, ok: true, valueCenti: null, note: '' }
  const [low, high] = [minCenti ?? (maxCenti ?? 100) * 0.3, maxCenti ?? (minCenti ?? 100) * 2]
  // In the middle of what is allowed, as a healthy piece reads.
  const valueCenti = Math.round(low + (high - low) * (0.3 + random.next() * 0.4))
  return { itemId, ok: true, valueCenti, note: '' }
}

async function writeStates(desk: Desk): Promise<void> {
  const engineer = await deskOf(desk, '吴志强')
  for (const { code, state, onDate, reason } of sampleStates) {
    if (onDate > desk.clock.today()) continue
    const { id, version } = await desk.db
      .selectFrom('equipment')
      .select(['id', 'version'])
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    await changeState(engineer(onDate, '10:15'), { id, version: Number(version), state, onDate, reason })
  }
}

/** Two checks of this year failed: the job of one is done, that of the other came in this morning. */
async function failedChecks(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  if (today < '2026-02-01') return
  const earlier = await lastDone(desk, 'XF-002', addDays(today, -20))
  const later = await lastDone(desk, 'GS-001', addDays(today, 1))
  if (earlier) {
    const { doneOn, jobs } = await redo(desk, earlier, { index: 1, valueCenti: 22, note: '稳压泵频繁启动' })
    for (const job of jobs) await repair(desk, job.id, doneOn)
  }
  if (later) await redo(desk, later, { index: 1, valueCenti: null, note: '2# 泵机封滴水' }, today)
}

async function lastDone(desk: Desk, code: string, before: DateText) {
  return desk.db
    .selectFrom('task')
    .innerJoin('equipment', 'equipment.id', 'task.subject_id')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .select(['task.id', 'task.version', 'task.closed_on', 'plan.checklist_id', 'task.responsible_id'])
    .where('equipment.code', '=', code)
    .where('task.subject', '=', 'maintenance')
    .where('task.outcome', '=', 'done')
    .where('task.closed_on', '<', before)
    .where('task.closed_on', '>=', '2026-01-01')
    .orderBy('task.closed_on', 'desc')
    .executeTakeFirst()
}

interface Failure {
  readonly index: number
  readonly valueCenti: number | null
  readonly note: string
}

/** It had been ticked off as in order; looked at again, one item was not. */
async function redo(
  desk: Desk,
  task: NonNullable<Awaited<ReturnType<typeof lastDone>>>,
  { index, valueCenti, note }: Failure,
  on?: DateText,
) {
  const engineer = await deskOf(desk, '吴志强')
  const doneOn = on ?? task.closed_on ?? desk.clock.today()
  const here = engineer(doneOn, on === undefined ? '17:55' : '08:45')
  await undoTask(here, { id: task.id, version: Number(task.version), reason: '复核发现一项不合格，重新填写' })
  const items = (await checklists(desk)).find((one) => one.id === task.checklist_id)?.items ?? []
  const random = randomOf(`again ${task.id}`)
  const results = items.map((item, place) => ({
    ...answerTo(item, random),
    ...(place === index && { ok: false, note, ...(valueCenti !== null && { valueCenti }) }),
  }))
  const fields = { doneOn, doneById: task.responsible_id, note: '', results }
  const { jobs } = await completeTask(here, { id: task.id, version: Number(task.version) + 1, fields })
  return { doneOn, jobs }
}

/** Sent out the next morning and done the day after. */
async function repair(desk: Desk, id: number, foundOn: DateText): Promise<void> {
  const clerk = await deskOf(desk, '林晓婷')
  const worker = await deskOf(desk, '李师傅')
  const step = { id, reason: '', workerId: worker().actor.id, result: '更换止回阀，稳压正常' }
  await stepJob(clerk(addDays(foundOn, 1), '08:30'), { ...step, version: 1, event: 'dispatch' })
  await stepJob(worker(addDays(foundOn, 1), '09:10'), { ...step, version: 2, event: 'start' })
  await stepJob(worker(addDays(foundOn, 2), '11:20'), { ...step, version: 3, event: 'complete' })
}
