import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { type Conflict, type RotaCell, type SwapFields, standingSwaps, swapsAMonth } from '../../contract/rota.ts'
import { type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { rotaOf, rotaPeople } from './repository.ts'
import { conflictsOfPerson, swapMonths } from './rules.ts'
import { setCells } from './service.ts'

/**
 * Asks to swap shifts: on a day, and if wanted on a second one the other way round. Only for oneself.
 * @throws DeskError `swap-self`, `swap-back-same`, `swap-past`, `swap-not-yours`, `swap-nothing`, `swap-limit`,
 *   `not-found`
 */
export async function askSwap(desk: Desk, fields: SwapFields): Promise<number> {
  const { askerId, otherId, onDate, backOn, reason } = fields
  if (askerId === otherId) throw refusal({ code: 'swap-self', field: 'otherId' })
  if (backOn === onDate) throw refusal({ code: 'swap-back-same', field: 'backOn' })
  return write(desk, async (writer) => {
    const { tx } = writer
    await nameOf(tx, otherId)
    await refuseOthers(tx, desk, askerId)
    refusePast(desk, { on_date: onDate, back_on: backOn })
    const cells = await cellsOf(tx, { asker_id: askerId, other_id: otherId, on_date: onDate, back_on: backOn })
    const [own, theirs, back, theirBack] = cells.map((cell) => cell.shiftId)
    if (own === theirs && back === theirBack) throw refusal({ code: 'swap-nothing', field: 'onDate' })
    await refuseLimit(tx, { id: 0, asker_id: askerId, other_id: otherId, on_date: onDate, back_on: backOn })
    return writer.insert('shift_swap', {
      asker_id: askerId,
      other_id: otherId,
      on_date: onDate,
      back_on: backOn,
      asker_shift_id: own ?? null,
      other_shift_id: theirs ?? null,
      asker_back_id: back ?? null,
      other_back_id: theirBack ?? null,
      reason,
      state: 'asked',
      asked_on: desk.clock.today(),
      asked_by: desk.actor.name,
      confirmed_on: null,
      decided_on: null,
    })
  })
}

/** The other side agrees or declines. @throws StaleError; DeskError `swap-state`, `swap-not-yours`, `not-found` */
export function answerSwap(desk: Desk, answer: Said & { readonly agreed: boolean }): Promise<number> {
  return write(desk, async (writer) => {
    const swap = await swapIn(writer.tx, answer.id, ['asked'])
    await refuseOthers(writer.tx, desk, swap.other_id)
    const [today, { name }] = [desk.clock.today(), desk.actor]
    const patch: Row = answer.agreed
      ? { state: 'confirmed', confirmed_on: today, confirmed_by: name }
      : { state: 'declined', decided_on: today, decided_by: name, decision: answer.words }
    await writer.update('shift_swap', answer.id, answer.version, patch)
    return answer.id
  })
}

/**
 * A supervisor who is neither of the two, and has not given either side's word, approves or refuses. What is approved is
 * carried out in the same transaction.
 * @throws StaleError; DeskError `swap-state`, `swap-own`, `swap-past`, `swap-limit`, `rota-changed`, `not-found`
 */
export function decideSwap(desk: Desk, said: Said & { readonly approved: boolean }): Promise<number> {
  return write(desk, async (writer) => {
    const swap = await swapIn(writer.tx, said.id, ['confirmed'])
    if (!mayDecide(desk, swap)) throw new DeskError('swap-own')
    const patch = { decided_on: desk.clock.today(), decided_by: desk.actor.name, decision: said.words }
    await writer.update('shift_swap', said.id, said.version, {
      ...patch,
      state: said.approved ? 'approved' : 'refused',
    })
    if (!said.approved) return said.id
    refusePast(desk, swap)
    await refuseLimit(writer.tx, swap)
    await setCells(writer, exchanged(seenCells(swap)))
    return said.id
  })
}

/** The asker takes it back before it is decided. @throws StaleError; DeskError `swap-state`, `swap-not-yours` */
export function withdrawSwap(desk: Desk, { id, version, words }: Said): Promise<number> {
  return write(desk, async (writer) => {
    const swap = await swapIn(writer.tx, id, ['asked', 'confirmed'])
    await refuseOthers(writer.tx, desk, swap.asker_id)
    const patch = { decided_on: desk.clock.today(), decided_by: desk.actor.name, decision: words }
    await writer.update('shift_swap', id, version, { ...patch, state: 'withdrawn' })
    return id
  })
}

interface Said {
  readonly id: number
  readonly version: number
  readonly words: string
}

type Days = { readonly asker_id: number; readonly other_id: number; on_date: DateText; back_on: DateText | null }
type Swap = Awaited<ReturnType<typeof swapIn>>

async function swapIn(db: Db | Tx, id: number, states?: readonly string[]) {
  const swap = await db.selectFrom('shift_swap').selectAll().where('id', '=', id).executeTakeFirst()
  if (!swap) throw new DeskError('not-found', { entity: 'shift_swap', id })
  if (states && !states.includes(swap.state)) throw new DeskError('swap-state', { state: swap.state })
  return swap
}

async function nameOf(db: Db | Tx, id: number): Promise<string> {
  const person = await db.selectFrom('staff').select('name').where('id', '=', id).executeTakeFirst()
  if (!person) throw new DeskError('not-found', { entity: 'staff', id })
  return person.name
}

/** Whose word the next step is: of the asker, or of the other side. @throws DeskError `not-found` */
export async function sideOf({ db }: Desk, id: number, side: 'asker' | 'other'): Promise<number> {
  const swap = await swapIn(db, id)
  return side === 'asker' ? swap.asker_id : swap.other_id
}

async function refuseOthers(tx: Tx, { actor }: Desk, staffId: number): Promise<void> {
  const name = await nameOf(tx, staffId)
  if (actor.id !== staffId) throw new DeskError('swap-not-yours', { name })
}

function mayDecide({ actor }: Desk, swap: Swap): boolean {
  const isOne = actor.id !== null && (actor.id === swap.asker_id || actor.id === swap.other_id)
  return !isOne && actor.name !== swap.asked_by && actor.name !== swap.confirmed_by
}

function refusePast(desk: Desk, { on_date, back_on }: Pick<Days, 'on_date' | 'back_on'>): void {
  const today = desk.clock.today()
  if (on_date < today || (back_on !== null && back_on < today)) {
    throw refusal({ code: 'swap-past', field: 'onDate', params: { today } })
  }
}

/** Both count every swap that stands, in each month it touches. */
async function refuseLimit(tx: Tx, swap: Days & { readonly id: number }): Promise<void> {
  for (const month of swapMonths(swap.on_date, swap.back_on)) {
    for (const staffId of [swap.asker_id, swap.other_id]) {
      if ((await swapsOf(tx, staffId, month, swap.id)) < swapsAMonth) continue
      throw new DeskError('swap-limit', { name: await nameOf(tx, staffId), month, limit: swapsAMonth })
    }
  }
}

async function swapsOf(db: Db | Tx, staffId: number, month: string, except: number): Promise<number> {
  const rows = await db
    .selectFrom('shift_swap')
    .select(['id', 'on_date', 'back_on'])
    .where((where) => where.or([where('asker_id', '=', staffId), where('other_id', '=', staffId)]))
    .where('state', 'in', standingSwaps)
    .where('id', '<>', except)
    .execute()
  return rows.filter((row) => swapMonths(row.on_date, row.back_on).includes(month)).length
}

/** The cells of the two on the days of a swap: asker, other, and the same of the second day. */
async function cellsOf(db: Db | Tx, { asker_id, other_id, on_date, back_on }: Days): Promise<RotaCell[]> {
  const rows = await db
    .selectFrom('rota_day')
    .select(['staff_id', 'on_date', 'shift_id'])
    .where('staff_id', 'in', [asker_id, other_id])
    .where('on_date', 'in', back_on === null ? [on_date] : [on_date, back_on])
    .execute()
  return (back_on === null ? [on_date] : [on_date, back_on]).flatMap((onDate) =>
    [asker_id, other_id].map((staffId) => {
      const row = rows.find((one) => one.staff_id === staffId && one.on_date === onDate)
      return { staffId, onDate, shiftId: row?.shift_id ?? null }
    }),
  )
}

/** The same cells as they stood when the swap was asked for. */
function seenCells(swap: Swap): RotaCell[] {
  const { asker_id, other_id, on_date, back_on } = swap
  const first = [
    { staffId: asker_id, onDate: on_date, shiftId: swap.asker_shift_id },
    { staffId: other_id, onDate: on_date, shiftId: swap.other_shift_id },
  ]
  if (back_on === null) return first
  return [
    ...first,
    { staffId: asker_id, onDate: back_on, shiftId: swap.asker_back_id },
    { staffId: other_id, onDate: back_on, shiftId: swap.other_back_id },
  ]
}

/** Each cell with what stood in the other's on that day. */
function exchanged(cells: readonly RotaCell[]): (RotaCell & { readonly seen: number | null })[] {
  return cells.map((cell) => {
    const other = cells.find((one) => one.onDate === cell.onDate && one.staffId !== cell.staffId)
    return { ...cell, seen: cell.shiftId, shiftId: other?.shiftId ?? null }
  })
}

/** A swap with its steps, what it would bring about, and what whoever looks may do. @throws DeskError `not-found` */
export async function swapDetail(desk: Desk, id: number) {
  const { db } = desk
  const swap = await swapIn(db, id)
  const [asker, other] = [await nameOf(db, swap.asker_id), await nameOf(db, swap.other_id)]
  const shifts = new Map(
    (await db.selectFrom('rota_shift').select(['id', 'name']).execute()).map((s) => [s.id, s.name]),
  )
  const seen = seenCells(swap)
  const isOpen = swap.state === 'asked' || swap.state === 'confirmed'
  const now = await cellsOf(db, swap)
  const named = (cell: RotaCell | undefined) => (cell?.shiftId && shifts.get(cell.shiftId)) || ''
  const counts = []
  for (const month of swapMonths(swap.on_date, swap.back_on)) {
    for (const [staffId, name] of [
      [swap.asker_id, asker],
      [swap.other_id, other],
    ] as const)
      counts.push({ name, month, count: await swapsOf(db, staffId, month, 0) })
  }
  return {
    id,
    version: Number(swap.version),
    state: swap.state,
    asker,
    other,
    askerId: swap.asker_id,
    otherId: swap.other_id,
    onDate: swap.on_date,
    backOn: swap.back_on,
    days: [...Map.groupBy(seen, (cell) => cell.onDate)].map(([onDate, pair]) => ({
      onDate,
      asker: named(pair[0]),
      other: named(pair[1]),
    })),
    changed: isOpen && JSON.stringify(now) !== JSON.stringify(seen),
    reason: swap.reason,
    steps: stepsOf(swap),
    conflicts: isOpen ? await broughtBy(db, swap) : [],
    counts,
    mayAnswer: swap.state === 'asked',
    mayDecide: swap.state === 'confirmed' && mayDecide(desk, swap),
    mayWithdraw: isOpen,
  }
}

function stepsOf(swap: Swap) {
  const steps = [{ state: 'asked' as Swap['state'], onDate: swap.asked_on, actor: swap.asked_by, words: swap.reason }]
  if (swap.confirmed_on !== null) {
    steps.push({ state: 'confirmed', onDate: swap.confirmed_on, actor: swap.confirmed_by, words: '' })
  }
  if (swap.decided_on !== null) {
    steps.push({ state: swap.state, onDate: swap.decided_on, actor: swap.decided_by, words: swap.decision })
  }
  return steps
}

/** Conflicts of the two that are not there without the swap. */
async function broughtBy(db: Db, swap: Swap): Promise<Conflict[]> {
  const days = [swap.on_date, swap.back_on ?? swap.on_date].sort()
  const [from, to] = [addDays(days[0] ?? swap.on_date, -1), addDays(days[1] ?? swap.on_date, 7)]
  const rota = await rotaOf(db, from, addDays(to, 1))
  const changes = new Map(exchanged(await cellsOf(db, swap)).map((cell) => [`${cell.staffId} ${cell.onDate}`, cell]))
  const kept = rota.cells.filter((cell) => !changes.has(`${cell.staffId} ${cell.onDate}`))
  const isOne = ({ staffId }: { readonly staffId: number }) => staffId === swap.asker_id || staffId === swap.other_id
  const told = (cells: readonly RotaCell[]) =>
    rotaPeople(rota, cells)
      .filter(isOne)
      .flatMap((person) => conflictsOfPerson(person, from, to))
  const before = new Set(told(rota.cells).map((one) => JSON.stringify(one)))
  return told([...kept, ...changes.values()]).filter((one) => !before.has(JSON.stringify(one)))
}
