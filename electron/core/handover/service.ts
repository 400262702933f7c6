import { DeskError, type Problem, StaleError } from '../../contract/errors.ts'
import type { HandoverDetail } from '../../contract/handover.ts'
import type { HandoverState } from '../../contract/vocabulary.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { checkFacts } from '../estate/facts.ts'
import { ownersOn } from '../estate/list.ts'
import { factsOf } from '../estate/repository.ts'
import { changeSpell, insertSpell } from '../estate/service.ts'
import { type JobCall, registering } from '../jobs/service.ts'
import { readSettings } from '../settings/index.ts'
import { checklistFor, mayBecome, missingFor, resultFits, tradeOfDefect } from './rules.ts'

/** One handover with its checklist. @throws DeskError `not-found` */
export async function handoverDetail(desk: Desk, id: number): Promise<HandoverDetail> {
  const row = await desk.db
    .selectFrom('handover')
    .innerJoin('unit', 'unit.id', 'handover.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('handover')
    .select(['unit.display', 'unit.ready_on', 'unit.due_on', 'area.name as area'])
    .select(ownersOn(desk.clock.today()).as('owner'))
    .where('handover.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'handover', id })
  const items = await desk.db
    .selectFrom('handover_item')
    .selectAll()
    .where('handover_id', '=', id)
    .orderBy('position')
    .execute()
  const jobs = await jobsOf(desk, items)
  return {
    id,
    version: row.version,
    unitId: row.unit_id,
    unit: row.display,
    area: row.area,
    owner: row.owner,
    readyOn: row.ready_on,
    dueOn: row.due_on,
    state: row.state,
    appointedOn: row.appointed_on,
    appointedTime: row.appointed_time,
    receiver: row.receiver,
    keys: row.keys,
    doneOn: row.done_on,
    cancelReason: row.cancel_reason,
    note: row.note,
    items: items.map(({ id: itemId, kind, name, result, note }) => ({
      id: itemId,
      kind,
      name,
      result,
      note,
      job: jobs.get(requestOf(itemId)) ?? null,
    })),
    missing:
      row.state === 'done' || row.state === 'cancelled'
        ? []
        : missingFor(items).map(({ code, params }) => ({ code, ...(params && { params: { ...params } }) })),
  }
}

/** The request by which a defect's job was registered: what ties the two together. */
const requestOf = (itemId: number): string => `handover-item-${itemId}`

/** The jobs of a checklist's defects, by their requests. */
async function jobsOf(desk: Desk, items: readonly { readonly id: number; readonly result: string }[]) {
  const requests = items.filter((item) => item.result === 'defect').map((item) => requestOf(item.id))
  if (requests.length === 0) return new Map<string | null, never>()
  const rows = await desk.db
    .selectFrom('job')
    .select(['id', 'number', 'state', 'request_key'])
    .where('request_key', 'in', requests)
    .execute()
  return new Map(rows.map(({ request_key, ...job }) => [request_key, job]))
}

export interface Appointment {
  readonly unitId: number
  readonly appointedOn: string
  readonly appointedTime: string
  readonly receiver: string
}

/** Makes the appointment and lays out the checklist. @throws DeskError `already-handed-over`, `already-appointed` */
export function appointHandover(desk: Desk, appointment: Appointment): Promise<number> {
  return write(desk, async (writer) => {
    const { unitId } = appointment
    const unit = await writer.tx
      .selectFrom('unit')
      .select(['kind', 'handed_over_on'])
      .where('id', '=', unitId)
      .executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
    if (unit.handed_over_on !== null) throw new DeskError('already-handed-over', { date: unit.handed_over_on })
    const open = await writer.tx
      .selectFrom('handover')
      .select('appointed_on')
      .where('unit_id', '=', unitId)
      .where('state', 'in', ['appointed', 'inspecting'])
      .executeTakeFirst()
    if (open) throw new DeskError('already-appointed', { date: open.appointed_on })
    const id = await writer.insert('handover', {
      unit_id: unitId,
      state: 'appointed',
      appointed_on: appointment.appointedOn,
      appointed_time: appointment.appointedTime,
      receiver: appointment.receiver,
      keys: 0,
      done_on: null,
      cancel_reason: null,
      note: '',
    })
    const settings = await readSettings(writer.tx)
    const items = checklistFor(unit.kind, settings.handoverChecklist, settings.handoverDocuments)
    await writer.insertMany(
      'handover_item',
      items.map((item, position) => ({
        handover_id: id,
        kind: item.kind,
        name: item.name,
        position,
        result: '',
        note: '',
      })),
      () => ({ unitId }),
    )
    return id
  })
}

export interface HandoverRecord {
  readonly appointedOn: string
  readonly appointedTime: string
  readonly receiver: string
  readonly keys: number
  readonly note: string
  readonly items: readonly { readonly id: number; readonly result: string; readonly note: string }[]
}

/** Records the checklist as far as it is filled in; the first result begins the inspection. @throws StaleError, DeskError */
export function recordHandover(desk: Desk, id: number, version: number, record: HandoverRecord): Promise<number> {
  return write(desk, async (writer) => {
    const handover = await openHandover(writer, id)
    const stored = await writer.tx.selectFrom('handover_item').selectAll().where('handover_id', '=', id).execute()
    const problems: Problem[] = []
    for (const item of record.items) {
      const row = stored.find((candidate) => candidate.id === item.id)
      if (!row) throw new DeskError('not-found', { entity: 'handover_item', id: item.id })
      if (!resultFits(row.kind, item.result.trim())) {
        problems.push({
          code: `handover-result-${row.kind}`,
          field: `items.${item.id}`,
          params: { name: row.name, text: item.result },
        })
      }
    }
    if (problems.length > 0) throw new DeskError('handover-invalid', {}, problems)
    const changed = record.items.flatMap((item) => {
      const row = stored.find((candidate) => candidate.id === item.id)
      const patch = { result: item.result.trim(), note: item.note }
      return row && (row.result !== patch.result || row.note !== patch.note) ? [{ row, patch }] : []
    })
    const begun = record.items.some((item) => item.result.trim() !== '')
    try {
      await writer.update('handover', id, version, {
        appointed_on: record.appointedOn,
        appointed_time: record.appointedTime,
        receiver: record.receiver,
        keys: record.keys,
        note: record.note,
        state: begun && handover.state === 'appointed' ? 'inspecting' : handover.state,
        // The items have no version of their own: theirs is the handover's.
        ...(changed.length > 0 && { version: version + 1 }),
      })
    } catch (error) {
      throw error instanceof StaleError ? await withItems(writer, error, id, version, stored) : error
    }
    for (const { row, patch } of changed)
      await writer.apply('handover_item', { ...row }, patch, { unitId: handover.unit_id })
    return id
  })
}

/** Adds to what others changed on the handover what they changed on its items, each under the item's name. */
async function withItems(
  writer: AuditedWriter,
  stale: StaleError,
  id: number,
  seenVersion: number,
  items: readonly { readonly id: number; readonly name: string }[],
): Promise<StaleError> {
  const saves = await writer.tx
    .selectFrom('audit')
    .select(['id', 'after'])
    .where('entity', '=', 'handover')
    .where('entity_id', '=', id)
    .orderBy('id')
    .execute()
  const first = saves.find((line) => Number((JSON.parse(line.after ?? '{}') as Row).version) > seenVersion)
  if (!first || items.length === 0) return stale
  const lines = await writer.tx
    .selectFrom('audit')
    .select(['entity_id', 'before', 'after'])
    .where('entity', '=', 'handover_item')
    .where(
      'entity_id',
      'in',
      items.map((item) => item.id),
    )
    .where('id', '>', first.id)
    .orderBy('id')
    .execute()
  const changes = new Map(stale.changes.map((change) => [change.field, change]))
  for (const line of lines) {
    const name = items.find((item) => item.id === line.entity_id)?.name ?? ''
    const [before, after] = [JSON.parse(line.before ?? '{}') as Row, JSON.parse(line.after ?? '{}') as Row]
    for (const [column, to] of Object.entries(after)) {
      const field = `${column}:${name}`
      changes.set(field, { field, from: changes.get(field)?.from ?? before[column] ?? null, to })
    }
  }
  return new StaleError(stale.by, [...changes.values()])
}

/**
 * Handed over: the record is closed, the unit gets its date, and each defect becomes a job.
 * @returns the handover and the numbers of the jobs
 * @throws DeskError `handover-incomplete` with what is missing, `facts-impossible`, StaleError
 */
export function completeHandover(
  desk: Desk,
  id: number,
  version: number,
  doneOn: string,
): Promise<{ id: number; jobs: string[] }> {
  return write(desk, async (writer) => {
    const handover = await openHandover(writer, id, 'done')
    const items = await writer.tx
      .selectFrom('handover_item')
      .selectAll()
      .where('handover_id', '=', id)
      .orderBy('position')
      .execute()
    const missing = missingFor(items)
    if (missing.length > 0) throw new DeskError('handover-incomplete', {}, missing)
    const unit = await writer.tx
      .selectFrom('unit')
      .selectAll()
      .where('id', '=', handover.unit_id)
      .executeTakeFirstOrThrow()
    if (unit.handed_over_on !== null) throw new DeskError('already-handed-over', { date: unit.handed_over_on })
    const facts = await factsOf(writer.tx, handover.unit_id)
    const { refusals } = checkFacts({ ...facts, handedOverOn: doneOn }, desk.clock.today())
    if (refusals.length > 0)
      throw new DeskError(
        'facts-impossible',
        {},
        refusals.map((refusal) => ({ ...refusal, field: 'doneOn' })),
      )
    await writer.update('handover', id, version, { state: 'done', done_on: doneOn })
    await writer.apply('unit', { ...unit }, { handed_over_on: doneOn })
    const jobs: string[] = []
    for (const item of items.filter(({ result }) => result === 'defect')) {
      jobs.push((await registering(desk, jobOfDefect(handover, item))(writer)).number)
    }
    return { id, jobs }
  })
}

/** What is to be mended in a unit that was taken over with a defect; whoever received it is asked about it. */
function jobOfDefect(
  handover: { readonly unit_id: number; readonly receiver: string },
  { id, name, note }: { readonly id: number; readonly name: string; readonly note: string },
): JobCall {
  return {
    source: 'internal',
    unitId: handover.unit_id,
    place: '',
    personId: null,
    caller: handover.receiver,
    phone: '',
    trade: tradeOfDefect(name),
    content: ['交房验房', [name, note.trim()].filter(Boolean).join('，')].join('：'),
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
    requestKey: requestOf(id),
  }
}

/** Calls an appointment off, with the reason. @throws StaleError, DeskError `illegal-transition` */
export function cancelHandover(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    await openHandover(writer, id, 'cancelled')
    await writer.update('handover', id, version, { state: 'cancelled', cancel_reason: reason }, { reason })
    return id
  })
}

/** The household moves in; an open decoration is closed where its last day is given. @throws DeskError `facts-impossible` */
export function moveIn(
  desk: Desk,
  unitId: number,
  movedInOn: string,
  decorationFinishedOn: string | null,
): Promise<number> {
  return write(desk, async (writer) => {
    const facts = await factsOf(writer.tx, unitId)
    if (facts.stays.some((stay) => stay.movedOutOn === null))
      throw new DeskError('already-moved-in', {}, [{ code: 'already-moved-in', field: 'movedInOn' }])
    if (decorationFinishedOn !== null) {
      const open = facts.decorations.find((decoration) => decoration.finishedOn === null)
      const fields = { startedOn: open?.startedOn ?? null, finishedOn: decorationFinishedOn }
      if (open) await changeSpell(writer, desk, open.id, open.version, { spell: 'decoration', fields })
      else await insertSpell(writer, desk, unitId, { spell: 'decoration', fields })
    }
    await insertSpell(writer, desk, unitId, { spell: 'stay', fields: { movedInOn, movedOutOn: null } })
    return unitId
  })
}

/** The household moves out; from this day on it is out. @throws DeskError `not-moved-in`, `facts-impossible` */
export function moveOut(desk: Desk, unitId: number, movedOutOn: string): Promise<number> {
  return write(desk, async (writer) => {
    const { stays } = await factsOf(writer.tx, unitId)
    const open = stays.find((stay) => stay.movedOutOn === null)
    if (!open) throw new DeskError('not-moved-in', {}, [{ code: 'not-moved-in', field: 'movedOutOn' }])
    await changeSpell(writer, desk, open.id, open.version, {
      spell: 'stay',
      fields: { movedInOn: open.movedInOn, movedOutOn },
    })
    return unitId
  })
}

async function openHandover(writer: AuditedWriter, id: number, next: HandoverState | null = null) {
  const handover = await writer.tx.selectFrom('handover').selectAll().where('id', '=', id).executeTakeFirst()
  if (!handover) throw new DeskError('not-found', { entity: 'handover', id })
  const closed = handover.state === 'done' || handover.state === 'cancelled'
  if (next === null ? closed : !mayBecome(handover.state, next)) {
    throw new DeskError('illegal-transition', { from: handover.state, to: next ?? handover.state })
  }
  return handover
}
