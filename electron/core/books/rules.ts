import type { CardSettlement, StatementTarget } from '../../contract/books.ts'
import { type DateText, daysBetween } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'

/** What refuses the day of something that has happened. */
export function dayProblems(date: DateText, today: DateText, field = 'onDate'): Problem[] {
  return date > today ? [{ code: 'date-after-today', field, params: { date, today } }] : []
}

/** @throws DeskError `books-invalid` with the problems, where there are any */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DeskError('books-invalid', {}, problems)
}

/** No bank takes more of a card payment, in 0.0001. */
const largestFeeBp = 100
/** A settlement is of so many days at most: a weekend with a holiday at its side. */
const settledDays = 4

export interface CardTaking extends Dated {
  readonly number: string
}

/**
 * Which card payments each line can be the settlement of: all of up to four days running, of which the last lies within
 * three days before the line, less a fee of one in a hundred at most. Where several days would fit, or one fits several
 * lines, none is proposed.
 * @returns settlements by the line's id
 */
export function cardSettlements(
  lines: readonly (Dated & { readonly id: number })[],
  takings: readonly CardTaking[],
): Map<number, CardSettlement> {
  const days = [...Map.groupBy(takings, (one) => one.onDate)].sort(([a], [b]) => (a < b ? -1 : 1))
  const spans = days.flatMap(([to], last) =>
    days.slice(0, last + 1).flatMap(([from], first) => {
      if (daysBetween(from, to) >= settledDays) return []
      const own = days.slice(first, last + 1).flatMap(([, of]) => of)
      return [{ from, to, receipts: own.map((one) => one.number), sum: own.reduce((sum, one) => sum + one.amount, 0) }]
    }),
  )
  const found = new Map<number, CardSettlement>()
  const wanted = new Map<unknown, number>()
  for (const line of lines) {
    const fits = spans.filter(({ to, sum }) => {
      const [fee, passed] = [sum - line.amount, daysBetween(to, line.onDate)]
      return passed >= 0 && passed <= matchingDays && fee >= 0 && fee * 10_000 <= sum * largestFeeBp
    })
    const [only] = fits
    if (!only || fits.length > 1) continue
    found.set(line.id, { ...only, fee: only.sum - line.amount })
    wanted.set(only.receipts, (wanted.get(only.receipts) ?? 0) + 1)
  }
  return new Map([...found].filter(([, { receipts }]) => wanted.get(receipts) === 1))
}

interface Dated {
  readonly onDate: DateText
  /** Fen. */
  readonly amount: number
}

/** Days that money may be on its way between receipt and statement. */
export const matchingDays = 3

/**
 * What each open line can belong to: the target of its amount within three days, or all that one party paid on one of
 * these days, where nothing else fits the line and what it would take fits no other. Anything less certain is left to
 * the clerk.
 * @returns targets by the line's id
 */
export function proposals<T extends Dated & StatementTarget & { readonly party: string }>(
  lines: readonly (Dated & { readonly id: number })[],
  targets: readonly T[],
): Map<number, readonly T[]> {
  const named = targets.filter(({ kind, party }) => kind === 'receipt' && party !== '')
  const together = [...Map.groupBy(named, ({ party, onDate }) => `${onDate} ${party}`).values()]
  const groups = [...targets.map((target) => [target]), ...together.filter((group) => group.length > 1)]
  const byAmount = Map.groupBy(groups, (group) => group.reduce((sum, one) => sum + one.amount, 0))
  const fitting = lines.map((line) => ({
    line,
    fits: (byAmount.get(line.amount) ?? []).filter(
      ([first]) => first && Math.abs(daysBetween(line.onDate, first.onDate)) <= matchingDays,
    ),
  }))
  // By how many lines each target could be taken, alone or with others.
  const wanted = new Map<T, number>()
  for (const { fits } of fitting)
    for (const target of new Set(fits.flat())) wanted.set(target, (wanted.get(target) ?? 0) + 1)
  const found = new Map<number, readonly T[]>()
  for (const { line, fits } of fitting) {
    const [only] = fits
    if (only && fits.length === 1 && only.every((target) => wanted.get(target) === 1)) found.set(line.id, only)
  }
  return found
}
