import { addDays, type DateText, lastOfMonth } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { CellChange, Copied, CopyInput, RotaCell, RotaMonth, RotaSheet, ShiftFields } from '../../contract/rota.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import { weekdayOf } from '../calendar/workingTime.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { isHereOn, listPosts, peopleIn } from '../staff/people.ts'
import { cellsIn, listShifts, rotaOf, rotaPeople } from './repository.ts'
import { conflictsOf, daysOf, patternDay, totalsOf } from './rules.ts'

/** A month of the rota: people × days, what stands against it, what each works. */
export async function rotaMonth({ db }: Desk, month: string): Promise<RotaMonth> {
  const [from, to] = [`${month}-01`, lastOfMonth(month)]
  const rota = await rotaOf(db, from, to)
  const people = rotaPeople(rota, rota.cells)
  const cells = rota.cells.filter(({ onDate }) => onDate >= from && onDate <= to)
  const editions = await db
    .selectFrom('rota_edition')
    .selectAll()
    .where('month', '=', month)
    .orderBy('number', 'desc')
    .execute()
  const totals = new Map(people.map((person) => [person.staffId, totalsOf(within(person.shifts, from, to))]))
  const shown: RotaMonth = {
    month,
    people: rota.people.map(({ id, name, post }) => ({
      staffId: id,
      name,
      post,
      ...(totals.get(id) ?? { shifts: 0, minutes: 0, nights: 0 }),
    })),
    cells,
    days: await calendarDays(db, month),
    conflicts: conflictsOf(people, await listPosts(db), from, to),
    editions: editions.map(({ id, number, published_on, actor_name }) => ({
      id,
      number,
      publishedOn: published_on,
      actor: actor_name,
    })),
    changedSince: 0,
  }
  const last = editions[0]
  return last ? { ...shown, changedSince: differences(JSON.parse(last.sheet) as RotaSheet, rota.shifts, shown) } : shown
}

function within<T>(shifts: ReadonlyMap<DateText, T>, from: DateText, to: DateText): T[] {
  return [...shifts].filter(([onDate]) => onDate >= from && onDate <= to).map(([, shift]) => shift)
}

/** The days of a month as the office's calendar has them; Saturdays and Sundays are days of rest unless worked in exchange. */
async function calendarDays(db: Db | Tx, month: string): Promise<RotaMonth['days']> {
  const marked = await db
    .selectFrom('calendar_day')
    .selectAll()
    .where('on_date', '>=', `${month}-01`)
    .where('on_date', '<=', lastOfMonth(month))
    .execute()
  const byDay = new Map(marked.map((day) => [day.on_date, day]))
  return daysOf(month).map((onDate) => {
    const { kind = null, name = '' } = byDay.get(onDate) ?? {}
    return { onDate, kind, name, rest: kind === null ? weekdayOf(onDate) > 5 : kind === 'holiday' }
  })
}

/** Cells that are others now than on a sheet. */
function differences(sheet: RotaSheet, shifts: readonly { id: number; letter: string }[], now: RotaMonth): number {
  const letters = new Map(shifts.map(({ id, letter }) => [id, letter]))
  const key = (staffId: number, onDate: string) => `${staffId} ${onDate}`
  const before = new Map(
    sheet.people.flatMap(({ staffId, letters: row }) =>
      row.flatMap((letter, index) => (letter === '' ? [] : [[key(staffId, sheet.days[index]?.onDate ?? ''), letter]])),
    ) as [string, string][],
  )
  const after = new Map(
    now.cells.map(({ staffId, onDate, shiftId }) => [key(staffId, onDate), letters.get(shiftId ?? 0) ?? '']),
  )
  return [...new Set([...before.keys(), ...after.keys()])].filter((one) => before.get(one) !== after.get(one)).length
}

/**
 * Fills cells in. Each says what was seen there: where one is another by now, nothing is changed.
 * @throws DeskError `rota-changed`, `not-found`
 */
export function saveCells(desk: Desk, changes: readonly CellChange[]): Promise<{ changed: number }> {
  return write(desk, async (writer) => ({ changed: await setCells(writer, changes) }))
}

/** As `saveCells`, inside a transaction; `seen` is checked where it is given. */
export async function setCells(
  writer: AuditedWriter,
  changes: readonly (RotaCell & { readonly seen?: number | null })[],
): Promise<number> {
  const days = changes.map(({ onDate }) => onDate).sort()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return 0
  const rows = await writer.tx
    .selectFrom('rota_day')
    .selectAll()
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .execute()
  const stored = new Map(rows.map((row) => [cellKey(row.staff_id, row.on_date), row]))
  const wanted = new Map(changes.map((change) => [cellKey(change.staffId, change.onDate), change]))
  const fresh: Row[] = []
  const gone: number[] = []
  let changed = 0
  for (const [at, { staffId, onDate, shiftId, seen }] of wanted) {
    const row = stored.get(at)
    if (seen !== undefined && (row?.shift_id ?? null) !== seen) await refuseChanged(writer.tx, staffId, onDate)
    if ((row?.shift_id ?? null) === shiftId) continue
    changed++
    if (row && shiftId === null) gone.push(row.id)
    else if (row) await writer.apply('rota_day', { ...row } as Row, { shift_id: shiftId })
    else fresh.push({ staff_id: staffId, on_date: onDate, shift_id: shiftId })
  }
  await writer.insertMany('rota_day', fresh)
  await writer.removeMany('rota_day', gone)
  return changed
}

/** @throws DeskError `rota-changed` */
async function refuseChanged(tx: Tx, staffId: number, date: DateText): Promise<never> {
  const person = await tx.selectFrom('staff').select('name').where('id', '=', staffId).executeTakeFirst()
  throw new DeskError('rota-changed', { name: person?.name ?? '', date })
}

/**
 * Copies a pattern; days that are empty in it leave what is there, and whoever does not work here on a day gets no shift
 * on it. A day that an approved swap has made stays as the two agreed on it, and is told.
 */
export function copyPattern(desk: Desk, input: CopyInput): Promise<Copied> {
  return write(desk, async (writer) => {
    const cells = await ofThoseHere(writer.tx, await copied(writer.tx, input))
    const swapped = await swappedCells(writer.tx, cells)
    const free = cells.filter((cell) => !swapped.has(cellKey(cell.staffId, cell.onDate)))
    const kept = cells.flatMap((cell) => {
      const one = swapped.get(cellKey(cell.staffId, cell.onDate))
      return one && one.shiftId !== cell.shiftId ? [{ name: one.name, onDate: cell.onDate }] : []
    })
    return { changed: await setCells(writer, free), kept }
  })
}

/** The cells of people who work here on their day. */
async function ofThoseHere(tx: Tx, cells: readonly RotaCell[]): Promise<RotaCell[]> {
  const days = cells.map(({ onDate }) => onDate).sort()
  const people = await peopleIn(tx, days[0] ?? '', days.at(-1) ?? '')
  const byId = new Map(people.map((person) => [person.id, person]))
  return cells.filter(({ staffId, onDate }) => {
    const person = byId.get(staffId)
    return person !== undefined && isHereOn(person, onDate)
  })
}

/** Of some cells those that an approved swap has made, with what stands there now. */
async function swappedCells(tx: Tx, cells: readonly RotaCell[]) {
  const days = [...new Set(cells.map(({ onDate }) => onDate))].sort()
  const [from, to] = [days[0], days.at(-1)]
  const found = new Map<string, { readonly name: string; readonly shiftId: number | null }>()
  if (from === undefined || to === undefined) return found
  const within = (day: string | null): day is string => day !== null && day >= from && day <= to
  const swaps = await tx
    .selectFrom('shift_swap')
    .select(['asker_id', 'other_id', 'on_date', 'back_on'])
    .where('state', '=', 'approved')
    .where((where) =>
      where.or([
        where.and([where('on_date', '>=', from), where('on_date', '<=', to)]),
        where.and([where('back_on', '>=', from), where('back_on', '<=', to)]),
      ]),
    )
    .execute()
  if (swaps.length === 0) return found
  const names = new Map(
    (await tx.selectFrom('staff').select(['id', 'name']).execute()).map((one) => [one.id, one.name]),
  )
  const now = new Map((await cellsIn(tx, from, to)).map((cell) => [cellKey(cell.staffId, cell.onDate), cell.shiftId]))
  for (const { asker_id, other_id, on_date, back_on } of swaps) {
    for (const onDate of [on_date, back_on].filter(within)) {
      for (const staffId of [asker_id, other_id]) {
        const key = cellKey(staffId, onDate)
        found.set(key, { name: names.get(staffId) ?? '', shiftId: now.get(key) ?? null })
      }
    }
  }
  return found
}

const cellKey = (staffId: number, onDate: DateText): string => `${staffId} ${onDate}`

async function copied(tx: Tx, input: CopyInput): Promise<RotaCell[]> {
  switch (input.way) {
    case 'week': {
      const cells = await cellsIn(tx, input.fromOn, addDays(input.fromOn, 6))
      return Array.from({ length: input.weeks }, (_, week) =>
        cells.map((cell) => ({ ...cell, onDate: addDays(cell.onDate, 7 * (week + 1)) })),
      ).flat()
    }
    case 'month': {
      const days = daysOf(input.month).map((onDate) => ({ onDate, from: patternDay(onDate) }))
      const first = days.map(({ from }) => from).sort()[0] ?? ''
      const byDay = Map.groupBy(await cellsIn(tx, first, addDays(`${input.month}-01`, -1)), (cell) => cell.onDate)
      return days.flatMap(({ onDate, from }) => (byDay.get(from) ?? []).map((cell) => ({ ...cell, onDate })))
    }
    case 'person': {
      const cells = await cellsIn(tx, `${input.month}-01`, lastOfMonth(input.month))
      return cells.filter((cell) => cell.staffId === input.fromId).map((cell) => ({ ...cell, staffId: input.toId }))
    }
  }
}

/** Keeps the month as it stands as its next edition; the sheet that is printed and hung up. @throws DeskError `rota-empty` */
export function publishMonth(desk: Desk, month: string): Promise<{ id: number; number: number }> {
  return write(desk, async (writer) => {
    const inside = { ...desk, db: writer.tx }
    const { people, cells, days, editions } = await rotaMonth(inside, month)
    if (cells.length === 0) throw new DeskError('rota-empty', { month })
    const shifts = await listShifts(writer.tx)
    const letters = new Map(shifts.map((shift) => [shift.id, shift.letter]))
    const at = new Map(cells.map((cell) => [`${cell.staffId} ${cell.onDate}`, letters.get(cell.shiftId ?? 0) ?? '']))
    const used = new Set(cells.map((cell) => cell.shiftId))
    const sheet: RotaSheet = {
      month,
      shifts: shifts
        .filter((shift) => used.has(shift.id))
        .map(({ letter, name, colour, fromMinute, toMinute }) => ({
          letter,
          name,
          colour,
          hours: fromMinute === null || toMinute === null ? '' : `${clockText(fromMinute)}–${clockText(toMinute)}`,
        })),
      days: days.map(({ onDate, rest }) => ({ onDate, rest })),
      people: people.map((person) => ({
        ...person,
        letters: days.map(({ onDate }) => at.get(`${person.staffId} ${onDate}`) ?? ''),
      })),
    }
    const number = (editions[0]?.number ?? 0) + 1
    const id = await writer.insert('rota_edition', {
      month,
      number,
      published_on: desk.clock.today(),
      actor_name: desk.actor.name,
      sheet: JSON.stringify(sheet),
    })
    return { id, number }
  })
}

/** Minutes after midnight on a clock: 480 → `08:00`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** A month as it was published. @throws DeskError `not-found` */
export async function rotaEdition({ db }: Desk, id: number) {
  const row = await db.selectFrom('rota_edition').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'rota_edition', id })
  const sheet = JSON.parse(row.sheet) as RotaSheet
  return { ...sheet, number: row.number, publishedOn: row.published_on, actor: row.actor_name }
}

/**
 * Makes or changes a kind of shift. The hours of one that has been worked stay: another takes its place.
 * @throws StaleError; DeskError `name-taken`, `letter-taken`, `shift-used`, `required`
 */
export async function saveShift(
  desk: Desk,
  { id, version, ...fields }: ShiftFields & { readonly id: number | null; readonly version: number },
): Promise<number> {
  if ((fields.fromMinute === null) !== (fields.toMinute === null)) {
    throw refusal({ code: 'required', field: fields.fromMinute === null ? 'fromMinute' : 'toMinute' })
  }
  return write(desk, async (writer) => {
    const others = (await listShifts(writer.tx)).filter((shift) => shift.id !== id)
    const { name, letter } = fields
    if (others.some((shift) => shift.name === name)) {
      throw refusal({ code: 'name-taken', field: 'name', params: { name } })
    }
    const same = others.find((shift) => shift.letter === letter)
    if (same) throw refusal({ code: 'letter-taken', field: 'letter', params: { letter, name: same.name } })
    const row: Row = {
      name,
      letter,
      colour: fields.colour,
      from_minute: fields.fromMinute,
      to_minute: fields.toMinute,
      rest_minutes: fields.restMinutes,
      keeps_log: fields.keepsLog ? 1 : 0,
      active: fields.active ? 1 : 0,
    }
    if (id === null) {
      const last = Math.max(0, ...others.map((shift) => shift.id))
      return writer.insert('rota_shift', { ...row, position: last + 1 })
    }
    await refuseOtherHours(writer.tx, id, row)
    await writer.update('rota_shift', id, version, row)
    return id
  })
}

async function refuseOtherHours(tx: Tx, id: number, row: Row): Promise<void> {
  const before = await tx.selectFrom('rota_shift').selectAll().where('id', '=', id).executeTakeFirst()
  if (!before) throw new DeskError('not-found', { entity: 'rota_shift', id })
  const changed = (['from_minute', 'to_minute', 'rest_minutes'] as const).some((name) => before[name] !== row[name])
  if (!changed) return
  const used = await tx.selectFrom('rota_day').select('id').where('shift_id', '=', id).limit(1).executeTakeFirst()
  if (used) throw refusal({ code: 'shift-used', field: 'fromMinute' })
}
