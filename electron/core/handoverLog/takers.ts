import { addDays, type DateText, dateInZone, momentOf } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { LogDetail } from '../../contract/handoverLog.ts'
import type { Actor, Db, Desk, Tx } from '../context.ts'
import { rotaOf } from '../rota/repository.ts'
import { type ShiftTimes, spellOf } from '../rota/rules.ts'
import { peopleIn } from '../staff/people.ts'

const day = 1440
/** Where nobody works when a shift ends, the next one is looked for so many days ahead: over a weekend. */
const lookAhead = 3

/** What of a page says who takes over from it. */
interface Page {
  readonly on_date: DateText
  readonly shift_id: number
  readonly to_at: string
  readonly giver_id: number | null
}
type Taker = LogDetail['takers'][number]

/** Beginning and end of a shift of a day as UTC moments. */
export function momentsOf(shift: ShiftTimes, onDate: DateText, zone: string) {
  const spell = spellOf(shift)
  if (spell === null) return undefined
  const [fromAt, toAt] = spell.map((minutes) => {
    const date = addDays(onDate, Math.floor(minutes / day))
    return new Date(momentOf(date, minutes % day, zone)).toISOString()
  }) as [string, string]
  return { fromAt, toAt }
}

/**
 * Who takes over a page by the rota: those whose shift keeps the log and runs when the page's shift ends, else those of
 * the first such shift after it. Nobody who is away, nor of a post that keeps no log.
 */
export async function takersOf(db: Db | Tx, zone: string, page: Page): Promise<Taker[]> {
  const { to_at: end } = page
  const ends = dateInZone(new Date(end), zone)
  const rota = await rotaOf(db, addDays(ends, -1), addDays(ends, lookAhead))
  const shifts = new Map(rota.shifts.filter((shift) => shift.keepsLog).map((shift) => [shift.id, shift]))
  const isAway = (staffId: number, onDate: DateText) =>
    (rota.absences.get(staffId) ?? []).some((one) => one.from_on <= onDate && one.to_on >= onDate)
  const keepers = new Set(rota.people.filter((one) => one.keepsLog).map((one) => one.id))
  const later = rota.cells.flatMap(({ staffId, onDate, shiftId }) => {
    const shift = keepers.has(staffId) ? shifts.get(shiftId ?? 0) : undefined
    const isSame = onDate === page.on_date && shiftId === page.shift_id
    const moments = shift && !isSame && !isAway(staffId, onDate) ? momentsOf(shift, onDate, zone) : undefined
    return moments && moments.toAt > end ? [{ staffId, ...moments }] : []
  })
  const running = later.filter((one) => one.fromAt <= end)
  const first = later.map((one) => one.fromAt).sort()[0]
  const next = new Set(
    (running.length > 0 ? running : later.filter((one) => one.fromAt === first)).map((one) => one.staffId),
  )
  return rota.people
    .filter((one) => next.has(one.id) && one.id !== page.giver_id)
    .map(({ id, name, hasPin }) => ({ id, name, hasPin }))
}

/**
 * Refuses whoever the rota does not have on the shift of the page; for those who do not sign in others write and sign.
 * @throws DeskError `log-not-your-shift`
 */
export async function refuseGiver(tx: Tx, { actor }: Desk, page: Pick<Page, 'on_date' | 'shift_id'>): Promise<void> {
  if (leads(actor)) return
  const givers = await giversOf(tx, page)
  if (givers.length === 0 || givers.some(({ id }) => id === actor.id)) return
  throw new DeskError('log-not-your-shift', { names: givers.map(({ name }) => name).join('、') })
}

/** Those whom the rota has on the shift of a page, who keep the log and sign in, without those who are away. */
export async function giversOf(db: Db | Tx, page: Pick<Page, 'on_date' | 'shift_id'>) {
  const { people, cells, absences } = await rotaOf(db, page.on_date, page.on_date)
  const onShift = new Set(
    cells
      .filter(({ onDate, shiftId }) => onDate === page.on_date && shiftId === page.shift_id)
      .map(({ staffId }) => staffId),
  )
  return people.filter(({ id, signsIn, keepsLog }) => signsIn && keepsLog && onShift.has(id) && !absences.has(id))
}

const leads = ({ roles }: Actor): boolean => roles.some((role) => role === 'manager' || role === 'administrator')

/**
 * Refuses whoever is not on the next shift and may not stand in for it, or does not say why they do.
 * @throws DeskError `log-not-yours`, `log-reason`
 */
export async function refuseReader(tx: Tx, desk: Desk, page: Page, remark: string): Promise<void> {
  const takers = await takersOf(tx, desk.clock.zone, page)
  if (takers.some((one) => one.id === desk.actor.id)) return
  if (!(await standsIn(tx, desk, page, takers))) {
    const names = takers.map((one) => one.name).join('、')
    throw names === '' ? new DeskError('log-not-your-post') : new DeskError('log-not-yours', { names })
  }
  if (remark === '') throw refusal({ code: 'log-reason', field: 'remark' })
}

/** A manager or administrator stands in for the next shift; where the rota has nobody, also the giver's own post. */
export async function standsIn(
  db: Db | Tx,
  { actor, clock }: Desk,
  page: Page,
  takers: readonly Taker[],
): Promise<boolean> {
  if (leads(actor)) return true
  if (takers.length > 0) return false
  const today = clock.today()
  const posts = new Map((await peopleIn(db, today, today)).map((one) => [one.id, one.postId]))
  const own = posts.get(actor.id ?? 0) ?? null
  return own !== null && own === posts.get(page.giver_id ?? 0)
}
