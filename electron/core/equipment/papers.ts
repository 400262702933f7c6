import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { MaintenanceRecord, YearPlanRow } from '../../contract/equipment.ts'
import type { EquipmentCategory } from '../../contract/equipmentWords.ts'
import { DeskError } from '../../contract/errors.ts'
import type { PlanEvery } from '../../contract/planWords.ts'
import type { Desk } from '../context.ts'
import { raiseTasks } from '../plans/raising.ts'
import { equipmentPlace } from './list.ts'
import { entriesOf } from './service.ts'
import { inServiceOn, readSpell, spellsOf } from './states.ts'

interface Wanted {
  readonly ids?: readonly number[] | undefined
  readonly category?: EquipmentCategory | undefined
}

/** What labels say, by code. */
export function labelsOf({ db, clock }: Desk, { ids, category }: Wanted) {
  let query = db
    .selectFrom('equipment')
    .select(['equipment.id', 'equipment.code', 'equipment.name', 'equipment.category'])
    .select(sql<string>`coalesce(${equipmentPlace(sql.ref('equipment.id'))}, '')`.as('place'))
  if (ids !== undefined) query = query.where('equipment.id', 'in', [...ids, 0])
  else query = query.where(inServiceOn(clock.today()))
  if (category !== undefined) query = query.where('equipment.category', '=', category)
  return query.orderBy('equipment.code').execute()
}

/** The year's plan on paper: for each piece of equipment what falls into which month, and what of it is done or skipped. */
export async function yearPlan(
  desk: Desk,
  { year, category }: { readonly year: number; readonly category?: EquipmentCategory | undefined },
): Promise<YearPlanRow[]> {
  await raiseTasks(desk)
  const { db } = desk
  const today = desk.clock.today()
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const { rows } = await sql<{
    equipmentId: number
    month: string
    every: PlanEvery
    statutory: number
    planned: number
    done: number
    skipped: number
    late: number
  }>`
    SELECT task.subject_id AS "equipmentId", substr(task.due_on, 6, 2) AS month, plan.every_unit AS every,
      CASE WHEN task.subject = 'statutory' THEN 1 ELSE 0 END AS statutory, count(*) AS planned,
      sum(CASE WHEN task.outcome = 'done' THEN 1 ELSE 0 END) AS done,
      sum(CASE WHEN task.outcome = 'skipped' THEN 1 ELSE 0 END) AS skipped,
      sum(CASE WHEN task.outcome IS NULL AND task.late_on <= ${today} THEN 1 ELSE 0 END) AS late
    FROM task JOIN plan ON plan.id = task.plan_id
    WHERE task.due_on >= ${from} AND task.due_on <= ${to} AND task.subject IN ('maintenance', 'statutory')
    GROUP BY task.subject_id, substr(task.due_on, 6, 2), plan.every_unit, task.subject`.execute(db)
  const marks = Map.groupBy(rows, (row) => row.equipmentId)
  const all = await labelsOf(desk, { ids: [...marks.keys()], category })
  return all.map((one) => ({
    ...one,
    marks: (marks.get(one.id) ?? []).map(({ month, every, statutory, planned, done, skipped, late }) => ({
      month: Number(month),
      every,
      isStatutory: statutory === 1,
      planned,
      done,
      skipped,
      late,
    })),
  }))
}

/** What was done to one piece of equipment from a day to another, in order. @throws DeskError `not-found` */
export async function maintenanceRecord(
  desk: Desk,
  { id, from, to }: { readonly id: number; readonly from: DateText; readonly to: DateText },
): Promise<MaintenanceRecord> {
  const { db, clock } = desk
  const [label] = await labelsOf(desk, { ids: [id] })
  const row = await db.selectFrom('equipment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!label || !row) throw new DeskError('not-found', { entity: 'equipment', id })
  const outcomes = await db
    .selectFrom('task')
    .innerJoin('plan', 'plan.id', 'task.plan_id')
    .innerJoin('task_outcome', 'task_outcome.task_id', 'task.id')
    .select(['task_outcome.id', 'task.id as taskId', 'plan.title', 'task.due_on as dueOn', 'task_outcome.kind'])
    .select(['task_outcome.on_date as onDate', 'task_outcome.done_by as doneBy', 'task_outcome.note'])
    .where('task.subject', 'in', ['maintenance', 'statutory'])
    .where('task.subject_id', '=', id)
    .where('task_outcome.undone_on', 'is', null)
    .where('task_outcome.on_date', '>=', from)
    .where('task_outcome.on_date', '<=', to)
    .orderBy('task_outcome.on_date')
    .orderBy('task_outcome.id')
    .execute()
  const results = await db
    .selectFrom('task_result')
    .innerJoin('checklist_item', 'checklist_item.id', 'task_result.item_id')
    .leftJoin('job', 'job.id', 'task_result.job_id')
    .select(['task_result.outcome_id', 'checklist_item.words', 'checklist_item.unit', 'task_result.ok'])
    .select(['task_result.value_centi', 'task_result.note', 'job.number as job', 'job.state as jobState'])
    .where('task_result.outcome_id', 'in', [...outcomes.map((outcome) => outcome.id), 0])
    .orderBy('checklist_item.position')
    .execute()
  const resultsOf = Map.groupBy(results, (result) => result.outcome_id)
  return {
    ...label,
    maker: row.maker,
    installedOn: row.installed_on,
    grade: row.grade,
    states: spellsOf(await entriesOf(db, id), clock.today()).map(readSpell),
    lines: outcomes.map(({ id: outcomeId, ...line }) => {
      const own = resultsOf.get(outcomeId) ?? []
      return {
        ...line,
        checks: own.length,
        failed: own
          .filter((result) => result.ok === 0)
          .map(({ words, note, job, jobState }) => ({ words, note, job, jobState })),
        readings: own
          .filter((result) => result.value_centi !== null)
          .map((result) => `${result.words} ${(result.value_centi ?? 0) / 100}${result.unit}`),
      }
    }),
  }
}
