import { type DateText, daysBetween, lastOfMonth } from '../../contract/dates.ts'
import { DeskError, type Problem, refusal } from '../../contract/errors.ts'
import type { RouteRow } from '../../contract/meters.ts'
import type { MeterKind } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { isUnusual, type Reading, usageBetween } from './rules.ts'

interface StoredReading extends Reading {
  readonly id: number
  readonly version: number
  readonly chargeId: number | null
}

/** The active meters of a building in the order of its units, with what was read in a month. Reads only. */
export async function meterRoute(
  db: Db,
  { buildingId, kind, month }: { buildingId: number; kind: MeterKind; month: string },
): Promise<RouteRow[]> {
  const meters = await db
    .selectFrom('meter')
    .innerJoin('unit', 'unit.id', 'meter.unit_id')
    .select(['meter.id', 'meter.version', 'meter.number', 'unit.id as unitId', 'unit.display', 'unit.room'])
    .where('unit.building_id', '=', buildingId)
    .where('meter.kind', '=', kind)
    .where('meter.active', '=', 1)
    .orderBy('unit.sort_key')
    .orderBy('meter.id')
    .execute()
  const readings = await readingsOf(
    db,
    meters.map((meter) => meter.id),
  )
  return meters.map((meter): RouteRow => {
    const all = (readings.get(meter.id) ?? []).filter((one) => one.onDate <= lastOfMonth(month))
    const at = all.findLastIndex((one) => one.onDate.startsWith(month) && one.kind === 'read')
    const reading = all[at]
    const before = at >= 0 ? all[at - 1] : all.at(-1)
    const usage = reading ? usageBetween(before, reading) : null
    return {
      meterId: meter.id,
      meterVersion: meter.version,
      unitId: meter.unitId,
      unit: meter.display,
      room: meter.room,
      number: meter.number,
      last: before ? { onDate: before.onDate, valueCenti: before.valueCenti } : null,
      reading: reading
        ? {
            id: reading.id,
            version: reading.version,
            onDate: reading.onDate,
            valueCenti: reading.valueCenti,
            usageCenti: typeof usage === 'number' ? usage : null,
            unusual: isUnusual(all, reading.onDate),
            charged: reading.chargeId !== null,
          }
        : null,
      usualCenti: usualUse(at >= 0 ? all.slice(0, at) : all),
    }
  })
}

/** Buildings with active meters of a kind: where there is something to read. */
export async function meteredBuildings(db: Db, kind: MeterKind): Promise<number[]> {
  const rows = await db
    .selectFrom('meter')
    .innerJoin('unit', 'unit.id', 'meter.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .select('building.id')
    .distinct()
    .where('meter.kind', '=', kind)
    .where('meter.active', '=', 1)
    .orderBy('building.id')
    .execute()
  return rows.map((row) => row.id)
}

/** Average use of thirty days over the last year of readings; null where there is nothing to go by. */
function usualUse(readings: readonly Reading[]): number | null {
  let [use, days] = [0, 0]
  for (const [index, reading] of readings.entries()) {
    const before = readings[index - 1]
    const usage = usageBetween(before, reading)
    if (typeof usage !== 'number' || !before) continue
    use += usage
    days += daysBetween(before.onDate, reading.onDate)
  }
  return days > 0 ? Math.round((use * 30) / days) : null
}

async function readingsOf(db: Db | Tx, meterIds: readonly number[]): Promise<Map<number, StoredReading[]>> {
  if (meterIds.length === 0) return new Map()
  const rows = await db.selectFrom('reading').selectAll().where('meter_id', 'in', meterIds).orderBy('on_date').execute()
  const byMeter = new Map<number, StoredReading[]>()
  for (const row of rows) {
    const reading: StoredReading = {
      id: row.id,
      version: row.version,
      onDate: row.on_date,
      valueCenti: row.value_centi,
      kind: row.kind,
      chargeId: row.charge_id,
    }
    byMeter.set(row.meter_id, [...(byMeter.get(row.meter_id) ?? []), reading])
  }
  return byMeter
}

/**
 * Records what a meter shows on a day. A reading of that day is corrected, as long as it has not been charged.
 * @returns what went through since the reading before, in hundredths, and whether that is worth a second look
 * @throws DeskError `reading-backwards` (against the reading before or after), `reading-charged`, `date-after-today`,
 *   `meter-stopped`
 */
export function enterReading(
  desk: Desk,
  { meterId, onDate, valueCenti }: { meterId: number; onDate: DateText; valueCenti: number },
): Promise<{ id: number; usageCenti: number | null; unusual: boolean }> {
  return write(desk, async (writer) => {
    const meter = await activeMeter(writer, meterId)
    refuseLater(desk, onDate)
    const all = (await readingsOf(writer.tx, [meterId])).get(meterId) ?? []
    const same = all.find((one) => one.onDate === onDate)
    if (same?.chargeId) refuse({ code: 'reading-charged', field: 'valueCenti', params: { date: onDate } })
    const charged = all.find((one) => one.chargeId !== null && one.onDate > onDate)
    if (charged) refuse({ code: 'reading-before-charged', field: 'valueCenti', params: { date: charged.onDate } })
    const reading: Reading = { onDate, valueCenti, kind: same?.kind ?? 'read' }
    const next = inOrder([...all.filter((one) => one !== same), reading])
    refuseBackwards(next)
    const id = await put(writer, meter, reading, same)
    const at = next.indexOf(reading)
    const usage = usageBetween(next[at - 1], reading)
    return { id, usageCenti: typeof usage === 'number' ? usage : null, unusual: isUnusual(next, onDate) }
  })
}

type MeterRow = Awaited<ReturnType<typeof activeMeter>>

async function put(
  writer: AuditedWriter,
  meter: MeterRow,
  reading: Reading,
  same: StoredReading | undefined,
): Promise<number> {
  if (!same) {
    return writer.insert('reading', {
      meter_id: meter.id,
      unit_id: meter.unit_id,
      on_date: reading.onDate,
      value_centi: reading.valueCenti,
      kind: reading.kind,
      charge_id: null,
      note: '',
    })
  }
  const row = await writer.tx.selectFrom('reading').selectAll().where('id', '=', same.id).executeTakeFirstOrThrow()
  await writer.apply('reading', { ...row }, { value_centi: reading.valueCenti })
  return same.id
}

/** Puts a meter on record with its first state. @throws DeskError `meter-exists`, `date-after-today` */
export function addMeter(
  desk: Desk,
  meter: { unitId: number; kind: MeterKind; number: string; onDate: DateText; valueCenti: number },
): Promise<number> {
  return write(desk, async (writer) => {
    refuseLater(desk, meter.onDate)
    return insertMeter(writer, meter)
  })
}

async function insertMeter(
  writer: AuditedWriter,
  { unitId, kind, number, onDate, valueCenti }: Parameters<typeof addMeter>[1],
): Promise<number> {
  const other = await writer.tx
    .selectFrom('meter')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('kind', '=', kind)
    .where('number', '=', number)
    .executeTakeFirst()
  if (other) refuse({ code: 'meter-exists', field: 'number', params: { number } })
  const meterId = await writer.insert('meter', { unit_id: unitId, number, kind, digits: 6, active: 1 })
  await writer.insert('reading', {
    meter_id: meterId,
    unit_id: unitId,
    on_date: onDate,
    value_centi: valueCenti,
    kind: 'start',
    charge_id: null,
    note: '',
  })
  return meterId
}

/**
 * Another meter in place of one: the old one is read for the last time and taken out, the new one begins to count.
 * @returns the new meter's id
 * @throws StaleError, DeskError `reading-backwards`, `reading-charged`, `meter-exists`, `meter-stopped`
 */
export function changeMeter(
  desk: Desk,
  change: {
    id: number
    version: number
    onDate: DateText
    endCenti: number
    number: string
    startCenti: number
  },
): Promise<number> {
  return write(desk, async (writer) => {
    const meter = await activeMeter(writer, change.id)
    refuseLater(desk, change.onDate)
    const all = (await readingsOf(writer.tx, [meter.id])).get(meter.id) ?? []
    const same = all.find((one) => one.onDate === change.onDate)
    if (same?.chargeId) refuse({ code: 'reading-charged', field: 'onDate', params: { date: change.onDate } })
    const later = all.find((one) => one.onDate > change.onDate)
    if (later) refuse({ code: 'reading-later', field: 'onDate', params: { date: later.onDate } })
    const end: Reading = { onDate: change.onDate, valueCenti: change.endCenti, kind: same?.kind ?? 'read' }
    refuseBackwards(inOrder([...all.filter((one) => one !== same), end]), 'endCenti')
    await put(writer, meter, end, same)
    await writer.update('meter', meter.id, change.version, { active: 0 })
    const { onDate, number, startCenti: valueCenti } = change
    return insertMeter(writer, { unitId: meter.unit_id, kind: meter.kind, number, onDate, valueCenti })
  })
}

/** Takes a meter off the route; what it showed stays. @throws StaleError, DeskError `meter-stopped` */
export function stopMeter(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    await activeMeter(writer, id)
    await writer.update('meter', id, version, { active: 0 })
    return id
  })
}

async function activeMeter(writer: AuditedWriter, id: number) {
  const meter = await writer.tx.selectFrom('meter').selectAll().where('id', '=', id).executeTakeFirst()
  if (!meter) throw new DeskError('not-found', { entity: 'meter', id })
  if (meter.active === 0) throw new DeskError('meter-stopped', { number: meter.number })
  return meter
}

function inOrder(readings: readonly Reading[]): Reading[] {
  return readings.toSorted((a, b) => (a.onDate < b.onDate ? -1 : 1))
}

function refuseBackwards(readings: readonly Reading[], field = 'valueCenti'): void {
  const at = readings.findIndex((one, index) => usageBetween(readings[index - 1], one) === 'backwards')
  const [before, after] = [readings[at - 1], readings[at]]
  if (!before || !after) return
  const shown = (centi: number) => (centi / 100).toFixed(2)
  refuse({
    code: 'reading-backwards',
    field,
    params: { value: shown(after.valueCenti), date: before.onDate, last: shown(before.valueCenti) },
  })
}

function refuseLater(desk: Desk, onDate: DateText): void {
  const today = desk.clock.today()
  if (onDate > today) refuse({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
}

function refuse(problem: Problem): never {
  throw refusal(problem)
}
