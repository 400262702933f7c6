import { writtenCode } from '../../contract/codes.ts'
import { addMonths, type DateText } from '../../contract/dates.ts'
import type { EquipmentDetail, EquipmentFields } from '../../contract/equipment.ts'
import { type EquipmentState, equipmentMoves } from '../../contract/equipmentWords.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { raising } from '../plans/raising.ts'
import { endPlansOf, resumePlansOf } from '../plans/service.ts'
import { indexEquipment } from '../search/index.ts'
import { openJobsOfEquipment, reportingFault } from './faults.ts'
import { correctedStart, countsFrom, downDays, readSpell, type StateEntry, spellsOf } from './states.ts'

export interface EquipmentChange {
  readonly id: number | null
  readonly version: number
  readonly fields: EquipmentFields
}

/**
 * Writes equipment down; new, it is in use from the day it was installed, or from today. Installed in a closed month it
 * counts from the first open day, and a corrected day of installation takes the first state with it.
 * @throws StaleError; DeskError `equipment-known`, `end-before-start`, `date-after-today`, `not-found`,
 * `installed-after-state`, `installed-after-task`, `period-closed`
 */
export function saveEquipment(desk: Desk, change: EquipmentChange): Promise<number> {
  return write(desk, savingEquipment(desk, change))
}

/** As `saveEquipment`, for a transaction that writes more. */
export function savingEquipment(
  desk: Desk,
  { id, version, fields }: EquipmentChange,
): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const { tx } = writer
    const today = desk.clock.today()
    const code = writtenCode(fields.code)
    const known = await tx.selectFrom('equipment').select('id').where('code', '=', code).executeTakeFirst()
    if (known && known.id !== id) throw refusal({ code: 'equipment-known', field: 'code', params: { code } })
    refuseImpossible(fields, today)
    if (fields.areaId !== null) {
      const area = await tx.selectFrom('area').select('id').where('id', '=', fields.areaId).executeTakeFirst()
      if (!area) throw new DeskError('not-found', { entity: 'area', id: fields.areaId })
    }
    const row = rowOf(fields)
    let saved = id
    if (saved === null) {
      saved = await writer.insert('equipment', row)
      const from = countsFrom(fields.installedOn ?? today, await closedThrough(tx))
      await writer.insert('equipment_state', newState(desk, saved, 'in-use', from, ''))
    } else {
      const before = await tx.selectFrom('equipment').select('installed_on').where('id', '=', saved).executeTakeFirst()
      await writer.update('equipment', saved, version, row)
      if (fields.installedOn !== null && fields.installedOn !== before?.installed_on) {
        await moveStart(writer, desk, saved, fields.installedOn)
      }
    }
    await indexEquipment(tx, [saved])
    return saved
  }
}

/** The first state follows a corrected day of installation; nothing was done to equipment before that day. */
async function moveStart(writer: AuditedWriter, desk: Desk, id: number, installedOn: DateText): Promise<void> {
  const { tx } = writer
  const firstDone = (await firstDoneOf(tx, [id])).get(id)
  if (firstDone !== undefined && firstDone < installedOn) {
    throw refusal({ code: 'installed-after-task', field: 'installedOn', params: { date: firstDone } })
  }
  const start = correctedStart(await entriesOf(tx, id), installedOn, await closedThrough(tx))
  if (start === null) return
  if ('code' in start) throw refusal(start)
  const { entry, fromOn } = start
  if (entry === null) await writer.insert('equipment_state', newState(desk, id, 'in-use', fromOn, ''))
  else await writer.update('equipment_state', entry.id, entry.version, { from_on: fromOn })
}

/** The day of the first task done to each piece of equipment. */
export async function firstDoneOf(db: Db | Tx, ids: readonly number[]): Promise<ReadonlyMap<number, DateText>> {
  return doneOf(db, ids, 'min')
}

/** For each piece of equipment the day of the first or the last task done to it. */
async function doneOf(db: Db | Tx, ids: readonly number[], which: 'min' | 'max') {
  const rows = await db
    .selectFrom('task')
    .select(['subject_id', ({ fn }) => fn[which]<DateText>('closed_on').as('day')])
    .where('subject', 'in', equipmentSubjects)
    .where('subject_id', 'in', [...ids, 0])
    .where('outcome', '=', 'done')
    .groupBy('subject_id')
    .execute()
  return new Map(rows.map(({ subject_id: id, day }) => [id ?? 0, day]))
}

/** What plans are made for equipment. */
const equipmentSubjects = ['maintenance', 'statutory'] as const

function refuseImpossible({ installedOn, warrantyTo }: EquipmentFields, today: DateText): void {
  if (installedOn !== null && installedOn > today) {
    throw refusal({ code: 'date-after-today', field: 'installedOn', params: { date: installedOn, today } })
  }
  if (installedOn !== null && warrantyTo !== null && warrantyTo < installedOn) {
    throw refusal({
      code: 'end-before-start',
      field: 'warrantyTo',
      params: { start: installedOn, end: warrantyTo },
    })
  }
}

function rowOf(fields: EquipmentFields): Row {
  return {
    code: writtenCode(fields.code),
    name: fields.name,
    category: fields.category,
    area_id: fields.areaId,
    place: fields.place,
    maker: fields.maker,
    installed_on: fields.installedOn,
    warranty_to: fields.warrantyTo,
    grade: fields.grade,
    note: fields.note,
  }
}

function newState(desk: Desk, equipmentId: number, state: EquipmentState, fromOn: DateText, reason: string): Row {
  return {
    equipment_id: equipmentId,
    from_on: fromOn,
    state,
    reason,
    at: desk.clock.now().toISOString(),
    actor_name: desk.actor.name,
  }
}

export interface StateChange {
  readonly id: number
  readonly version: number
  readonly state: EquipmentState
  readonly onDate: DateText
  readonly reason: string
  /** The reason is what is to be mended: a job is opened for it. */
  readonly withJob?: boolean
}

/**
 * Equipment is in another state from a day on. What is scrapped has no plans from that day on; what was scrapped by
 * mistake has them again.
 * @throws StaleError; DeskError `not-found`, `equipment-not-so`, `date-after-today`, `state-before-last`, `reason-needed`,
 * `scrapped-before-task`
 */
export function changeState(desk: Desk, change: StateChange): Promise<number> {
  return write(desk, async (writer) => {
    const { id, state, onDate, reason } = change
    await writer.update('equipment', id, change.version, {})
    const last = (await entriesOf(writer.tx, id)).at(-1)
    const today = desk.clock.today()
    if (onDate > today) throw refusal({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    if (last && onDate < last.fromOn) {
      throw refusal({ code: 'state-before-last', field: 'onDate', params: { date: last.fromOn } })
    }
    if (last && !equipmentMoves[last.state].includes(state)) throw new DeskError('equipment-not-so')
    if (reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    if (state === 'scrapped') await refuseScrapping(writer.tx, id, onDate)
    const stateId = await writer.insert('equipment_state', newState(desk, id, state, onDate, reason))
    if (change.withJob) {
      await reportingFault(desk, { id, content: reason, priority: 'normal', requestKey: `state-${stateId}` })(writer)
    }
    if (state === 'scrapped') await endPlansOfEquipment(writer, id, onDate, reason)
    else if (last?.state === 'scrapped') await resumePlansOfEquipment(writer, desk, id, last, onDate)
    // The next who changes it must have seen this.
    await writer.tx
      .updateTable('equipment')
      .set({ version: change.version + 1 })
      .where('id', '=', id)
      .execute()
    return id
  })
}

/** Nothing was done to equipment after the day it was scrapped. */
async function refuseScrapping(tx: Tx, id: number, onDate: DateText): Promise<void> {
  const lastDone = (await doneOf(tx, [id], 'max')).get(id)
  if (lastDone !== undefined && lastDone > onDate) {
    throw refusal({ code: 'scrapped-before-task', field: 'onDate', params: { date: lastDone } })
  }
}

async function resumePlansOfEquipment(
  writer: AuditedWriter,
  desk: Desk,
  subjectId: number,
  scrapped: StateEntry,
  backOn: DateText,
): Promise<void> {
  const ended = { onDate: scrapped.fromOn, reason: scrapped.reason }
  for (const subject of equipmentSubjects) await resumePlansOf(writer, { subject, subjectId }, ended, backOn)
  await raising(writer, desk.clock)
}

async function endPlansOfEquipment(writer: AuditedWriter, subjectId: number, onDate: DateText, reason: string) {
  for (const subject of equipmentSubjects) await endPlansOf(writer, { subject, subjectId }, onDate, reason)
}

/** Plans follow the states that a workbook brought: of what it scrapped they end, of what it has back they go on. */
export async function plansFollowStates(writer: AuditedWriter, desk: Desk, stateIds: Iterable<number>): Promise<void> {
  const brought = await writer.tx
    .selectFrom('equipment_state')
    .select(['id', 'equipment_id'])
    .where('id', 'in', [...stateIds, 0])
    .execute()
  const entries = await entriesOfMany(
    writer.tx,
    brought.map((one) => one.equipment_id),
  )
  for (const { id, equipment_id: of } of brought) {
    const own = entries.get(of) ?? []
    const at = own.findIndex((entry) => entry.id === id)
    const [before, now] = [own[at - 1], own[at]]
    if (now?.state === 'scrapped') await endPlansOfEquipment(writer, of, now.fromOn, now.reason)
    else if (now && before?.state === 'scrapped') await resumePlansOfEquipment(writer, desk, of, before, now.fromOn)
  }
}

/** Its states in the order they hold. */
export async function entriesOf(db: Db | Tx, equipmentId: number): Promise<StateEntry[]> {
  return (await entriesOfMany(db, [equipmentId])).get(equipmentId) ?? []
}

/** As `entriesOf`, of many pieces. */
export async function entriesOfMany(db: Db | Tx, ids: readonly number[]): Promise<Map<number, StateEntry[]>> {
  const rows = await db
    .selectFrom('equipment_state')
    .selectAll()
    .where('equipment_id', 'in', [...ids, 0])
    .orderBy('from_on')
    .orderBy('id')
    .execute()
  const entries = new Map<number, StateEntry[]>()
  for (const { id, version, equipment_id: of, from_on: fromOn, state, reason, actor_name: actor } of rows) {
    entries.set(of, [...(entries.get(of) ?? []), { id, version: Number(version), fromOn, state, reason, actor }])
  }
  return entries
}

/** Months of downtime that a card adds up. */
const downMonths = 12

/** @throws DeskError `not-found` */
export async function equipmentDetail({ db, clock }: Desk, id: number): Promise<EquipmentDetail> {
  const row = await db
    .selectFrom('equipment')
    .leftJoin('area', 'area.id', 'equipment.area_id')
    .selectAll('equipment')
    .select('area.name as area')
    .where('equipment.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'equipment', id })
  const today = clock.today()
  const spells = spellsOf(await entriesOf(db, id), today)
  return {
    id,
    version: Number(row.version),
    code: row.code,
    name: row.name,
    category: row.category,
    areaId: row.area_id,
    area: row.area,
    place: row.place,
    maker: row.maker,
    installedOn: row.installed_on,
    warrantyTo: row.warranty_to,
    grade: row.grade,
    note: row.note,
    state: spells.findLast((spell) => spell.fromOn <= today)?.state ?? 'in-use',
    states: spells.map(readSpell).toReversed(),
    downDays: downDays(spells, addMonths(today, -downMonths), today),
    openJobs: await openJobsOfEquipment(db, id),
  }
}
