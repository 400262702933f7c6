import { sql } from 'kysely'
import { DeskError } from '../../contract/errors.ts'
import {
  type Programme,
  type ProgrammeFields,
  type ProgrammeRegister,
  programmeRegisters,
} from '../../contract/programmes.ts'
import type { TallyCell } from '../../contract/tallies.ts'
import { type TallyRegisterId, tallyItemCalled, tallyItemWords } from '../../contract/tallyRegisters.ts'
import { write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { raiseTasks } from '../plans/raising.ts'
import { stateOf } from '../plans/rules.ts'
import { savingPlan } from '../plans/service.ts'
import { tallyMonths } from '../tallies/service.ts'

export interface ProgrammeChange {
  readonly register: ProgrammeRegister
  readonly id: number | null
  /** Of the plan. */
  readonly version: number
  readonly fields: ProgrammeFields
}

/**
 * Starts a programme with the plan that makes its tasks, or changes how often and by whom.
 * @throws StaleError; DeskError `not-found`, `programme-is-another`, what `savePlan` throws
 */
export function saveProgramme(desk: Desk, change: ProgrammeChange): Promise<number> {
  return write(desk, async (writer) => {
    const { register, fields } = change
    const item = tallyItemCalled(register, fields.item) ?? fields.item
    const row = { register, item, place: fields.place, quantity: fields.quantity }
    const known = change.id === null ? null : await programmeWithPlan(writer.tx, change.id)
    if (known && (known.item !== item || known.place !== row.place || known.quantity !== row.quantity)) {
      throw new DeskError('programme-is-another')
    }
    const id = known?.id ?? (await writer.insert('programme', row))
    await savingPlan(desk, {
      subject: register,
      subjectId: id,
      id: known?.plan_id ?? null,
      version: change.version,
      fromOn: null,
      fields: {
        title: tallyItemWords(item)?.zh ?? item,
        everyN: fields.everyN,
        every: fields.every,
        anchorOn: fields.anchorOn,
        basis: 'plan-date',
        moving: fields.moving,
        checklistId: null,
        responsibleId: fields.responsibleId,
        showDays: 7,
        graceDays: fields.graceDays,
      },
    })(writer)
    return id
  })
}

async function programmeWithPlan(tx: Tx, id: number) {
  const row = await tx
    .selectFrom('programme')
    .innerJoin('plan', (join) =>
      join.onRef('plan.subject_id', '=', 'programme.id').onRef('plan.subject', '=', sql.ref('programme.register')),
    )
    .select(['programme.id', 'programme.item', 'programme.place', 'programme.quantity', 'plan.id as plan_id'])
    .where('programme.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'programme', id })
  return row
}

/** The programmes of a register with what is due next; those that have ended come last. */
export async function programmesOf(desk: Desk, register: ProgrammeRegister): Promise<Programme[]> {
  await raiseTasks(desk)
  const today = desk.clock.today()
  const taskOf = (what: 'id' | 'version' | 'due_on' | 'show_on' | 'late_on') =>
    sql`(SELECT ${sql.ref(`task.${what}`)} FROM task WHERE task.plan_id = plan.id AND task.outcome IS NULL
      ORDER BY task.due_on, task.id LIMIT 1)`
  const rows = await desk.db
    .selectFrom('programme')
    .innerJoin('plan', 'plan.subject_id', 'programme.id')
    .selectAll('plan')
    .select(['programme.id as programmeId', 'programme.item', 'programme.place', 'programme.quantity'])
    .select([
      taskOf('id').$castTo<number | null>().as('taskId'),
      taskOf('version').$castTo<number>().as('taskVersion'),
      taskOf('due_on').$castTo<string>().as('dueOn'),
      taskOf('show_on').$castTo<string>().as('showOn'),
      taskOf('late_on').$castTo<string>().as('lateOn'),
      sql<
        string | null
      >`(SELECT max(task.closed_on) FROM task WHERE task.plan_id = plan.id AND task.outcome = 'done')`.as('lastDoneOn'),
      sql<number>`(SELECT count(*) FROM task WHERE task.plan_id = plan.id AND task.outcome IS NULL
        AND task.late_on <= ${today})`.as('late'),
    ])
    .where('plan.subject', '=', register)
    .where('programme.register', '=', register)
    .orderBy(sql`plan.ended_on IS NOT NULL`)
    .orderBy('programme.id')
    .execute()
  return rows.map((row) => ({
    id: row.programmeId,
    planId: row.id,
    planVersion: Number(row.version),
    item: row.item,
    place: row.place,
    quantity: row.quantity,
    everyN: row.every_n,
    every: row.every_unit,
    anchorOn: row.anchor_on,
    moving: row.moving,
    responsibleId: row.responsible_id,
    responsible: row.responsible,
    graceDays: row.grace_days,
    endedOn: row.ended_on,
    lastDoneOn: row.lastDoneOn,
    late: row.late,
    next:
      row.taskId === null
        ? null
        : {
            id: row.taskId,
            version: Number(row.taskVersion),
            dueOn: row.dueOn,
            state: stateOf({ outcome: null, showOn: row.showOn, lateOn: row.lateOn }, today),
          },
  }))
}

/** A year of a register by item and month: what stands today, beside what its programmes ask for. */
export async function monthsAgainstPlan(desk: Desk, id: TallyRegisterId, year: number): Promise<TallyCell[]> {
  const counted = await tallyMonths(desk, id, year)
  const register = programmeRegisters.find((one) => one === id)
  if (register === undefined) return counted.map((cell) => ({ ...cell, planned: 0 }))
  await raiseTasks(desk)
  const cells = new Map(counted.map((cell) => [`${cell.item} ${cell.month}`, { ...cell, planned: 0 }]))
  for (const { item, month, planned } of await plannedMonths(desk, register, year)) {
    const none = { item, month, records: 0, quantity: 0, labourDays: 0, cost: 0 }
    cells.set(`${item} ${month}`, { ...(cells.get(`${item} ${month}`) ?? none), planned })
  }
  return [...cells.values()]
}

async function plannedMonths({ db }: Desk, register: ProgrammeRegister, year: number) {
  const month = sql<string>`substr(task.due_on, 6, 2)`
  const rows = await db
    .selectFrom('task')
    .innerJoin('programme', 'programme.id', 'task.subject_id')
    .select(['programme.item', month.as('month'), sql<number>`sum(programme.quantity)`.as('planned')])
    .where('task.subject', '=', register)
    .where('task.due_on', '>=', `${year}-01-01`)
    .where('task.due_on', '<=', `${year}-12-31`)
    .groupBy(['programme.item', month])
    .execute()
  return rows.map((row) => ({ ...row, month: Number(row.month) }))
}
