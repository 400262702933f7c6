import { addDays, type DateText, momentInZone } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { type Gathered, giveAheadMinutes, type LogDetail } from '../../contract/handoverLog.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { listShifts } from '../rota/repository.ts'
import { gather } from './gather.ts'
import { momentsOf, refuseGiver, refuseReader, standsIn, takersOf } from './takers.ts'

/** For so many days a page that was never written is asked for. */
const askedDays = 3
/** For so many days a page that is not signed by both is shown. */
const shownDays = 14

/** The page of a shift; made when it is first opened. @throws DeskError `not-found`, `log-not-begun` */
export function openLog(desk: Desk, onDate: DateText, shiftId: number): Promise<number> {
  return write(desk, async (writer) => {
    const known = await writer.tx
      .selectFrom('shift_log')
      .select('id')
      .where('on_date', '=', onDate)
      .where('shift_id', '=', shiftId)
      .executeTakeFirst()
    if (known) return known.id
    const shift = (await listShifts(writer.tx)).find((one) => one.id === shiftId && one.keepsLog)
    const moments = shift && momentsOf(shift, onDate, desk.clock.zone)
    if (!moments) throw new DeskError('not-found', { entity: 'rota_shift', id: shiftId })
    if (moments.fromAt > desk.clock.now().toISOString()) {
      throw new DeskError('log-not-begun', { from: momentInZone(new Date(moments.fromAt), desk.clock.zone) })
    }
    return writer.insert('shift_log', {
      on_date: onDate,
      shift_id: shiftId,
      from_at: moments.fromAt,
      to_at: moments.toAt,
      gathered: null,
      giver_id: null,
      given_at: null,
      reader_id: null,
      read_at: null,
    })
  })
}

/** Keeps the notes while the shift runs. @throws StaleError; DeskError `not-found`, `log-signed` */
export function writeNotes(desk: Desk, id: number, version: number, notes: string): Promise<number> {
  return write(desk, async (writer) => {
    await draftIn(writer.tx, id)
    await writer.update('shift_log', id, version, { notes })
    return id
  })
}

/**
 * Signs the page and freezes what it has gathered; what happens while the shift goes on would be in no page.
 * @throws StaleError; DeskError `not-found`, `log-signed`, `log-early` long before the shift ends, `log-not-your-shift`
 */
export function giveLog(desk: Desk, id: number, version: number, notes: string): Promise<number> {
  return write(desk, async (writer) => {
    const log = await draftIn(writer.tx, id)
    const at = desk.clock.now().toISOString()
    const from = giveFrom(log.to_at)
    if (at < from) throw new DeskError('log-early', { from: momentInZone(new Date(from), desk.clock.zone) })
    await refuseGiver(writer.tx, desk, log)
    const page = await gather(writer.tx, { fromAt: log.from_at, toAt: log.to_at, at, zone: desk.clock.zone })
    await writer.update('shift_log', id, version, {
      notes,
      gathered: JSON.stringify(page),
      giver_id: desk.actor.id,
      giver: desk.actor.name,
      given_at: at,
    })
    return id
  })
}

function giveFrom(toAt: string): string {
  return new Date(Date.parse(toAt) - giveAheadMinutes * 60_000).toISOString()
}

/**
 * The next shift has read the page.
 * @throws StaleError; DeskError `not-found`, `log-not-given`, `log-signed`, `log-own`; `log-not-yours`, `log-reason` of
 *   whoever is not on the next shift
 */
export function readLog(desk: Desk, id: number, version: number, remark: string): Promise<number> {
  return write(desk, async (writer) => {
    const log = await logIn(writer.tx, id)
    if (log.given_at === null) throw new DeskError('log-not-given')
    if (log.read_at !== null) throw new DeskError('log-signed')
    if (log.giver === desk.actor.name) throw new DeskError('log-own')
    await refuseReader(writer.tx, desk, log, remark)
    await writer.update('shift_log', id, version, {
      remark,
      reader_id: desk.actor.id,
      reader: desk.actor.name,
      read_at: desk.clock.now().toISOString(),
    })
    return id
  })
}

async function logIn(db: Db | Tx, id: number) {
  const log = await db
    .selectFrom('shift_log')
    .innerJoin('rota_shift', 'rota_shift.id', 'shift_log.shift_id')
    .selectAll('shift_log')
    .select('rota_shift.name as shift')
    .where('shift_log.id', '=', id)
    .executeTakeFirst()
  if (!log) throw new DeskError('not-found', { entity: 'shift_log', id })
  return log
}

async function draftIn(tx: Tx, id: number) {
  const log = await logIn(tx, id)
  if (log.given_at !== null) throw new DeskError('log-signed')
  return log
}

/** A page: as it stands now while it is written, as it was signed afterwards. @throws DeskError `not-found` */
export async function logDetail(desk: Desk, id: number): Promise<LogDetail> {
  const log = await logIn(desk.db, id)
  const spell = { fromAt: log.from_at, toAt: log.to_at, at: desk.clock.now().toISOString(), zone: desk.clock.zone }
  return {
    id,
    version: Number(log.version),
    onDate: log.on_date,
    shift: log.shift,
    fromAt: log.from_at,
    toAt: log.to_at,
    state: log.read_at !== null ? 'read' : log.given_at !== null ? 'given' : 'draft',
    notes: log.notes,
    gathered: log.gathered === null ? await gather(desk.db, spell) : (JSON.parse(log.gathered) as Gathered),
    giver: log.giver,
    giverId: log.giver_id,
    givenAt: log.given_at,
    reader: log.reader,
    readAt: log.read_at,
    remark: log.remark,
    giveFrom: giveFrom(log.to_at),
    ...(await nextReaders(desk, log)),
  }
}

/** Who may sign for a page that is given, beside those on its shift. */
async function nextReaders(desk: Desk, log: Awaited<ReturnType<typeof logIn>>) {
  if (log.given_at === null || log.read_at !== null) return { takers: [], mayStandIn: false }
  const takers = await takersOf(desk.db, desk.clock.zone, log)
  const isTaker = takers.some((one) => one.id === desk.actor.id)
  const isGiver = log.giver === desk.actor.name
  return { takers, mayStandIn: !isTaker && !isGiver && (await standsIn(desk.db, desk, log, takers)) }
}

/** Pages that are not signed by both; and shifts that somebody worked and that left none behind. */
export async function waitingLogs({ db, clock }: Desk) {
  const today = clock.today()
  const open = await db
    .selectFrom('shift_log')
    .innerJoin('rota_shift', 'rota_shift.id', 'shift_log.shift_id')
    .select(['shift_log.id', 'on_date', 'shift_id', 'from_at', 'rota_shift.name as shift', 'given_at', 'giver'])
    .where('read_at', 'is', null)
    .where('on_date', '>=', addDays(today, -shownDays))
    .execute()
  const pages = open.map(({ id, on_date, shift_id, from_at, shift, given_at, giver }) => ({
    id: id as number | null,
    onDate: on_date,
    shiftId: shift_id,
    fromAt: from_at,
    shift,
    state: given_at === null ? ('draft' as const) : ('given' as const),
    giver,
  }))
  return [...pages, ...(await missingLogs(db, clock))]
    .sort((a, b) => (a.fromAt < b.fromAt ? 1 : a.fromAt > b.fromAt ? -1 : 0))
    .map(({ fromAt: _, ...page }) => page)
}

async function missingLogs(db: Db, clock: Desk['clock']) {
  const [from, to] = [addDays(clock.today(), -askedDays), clock.today()]
  const worked = await db
    .selectFrom('rota_day')
    .innerJoin('rota_shift', 'rota_shift.id', 'rota_day.shift_id')
    .select(['rota_day.on_date', 'rota_day.shift_id'])
    .distinct()
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .where('keeps_log', '=', 1)
    .execute()
  const written = await db
    .selectFrom('shift_log')
    .select(['on_date', 'shift_id'])
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .execute()
  const shifts = new Map((await listShifts(db)).map((shift) => [shift.id, shift]))
  const now = clock.now().toISOString()
  return worked.flatMap(({ on_date: onDate, shift_id: shiftId }) => {
    const shift = shifts.get(shiftId)
    const moments = shift && momentsOf(shift, onDate, clock.zone)
    if (!shift || !moments || moments.toAt > now) return []
    if (written.some((log) => log.on_date === onDate && log.shift_id === shiftId)) return []
    const { fromAt } = moments
    return [{ id: null, onDate, shiftId, fromAt, shift: shift.name, state: 'missing' as const, giver: '' }]
  })
}
