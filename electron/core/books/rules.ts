import type { StatementTarget } from '../../contract/books.ts'
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

interface Dated {
  readonly onDate: DateText
  /** Fen. */
  readonly amount: number
}

/** Days that money may be on its way between receipt and statement. */
export const matchingDays = 3

/**
 * Which target each open line can belong to: the same amount within three days, where there is exactly one such target
 * and the target fits exactly one line. Anything less certain is left to the clerk.
 * @returns targets by the line's id
 */
export function proposals<T extends Dated & StatementTarget>(
  lines: readonly (Dated & { readonly id: number })[],
  targets: readonly T[],
): Map<number, T> {
  const byAmount = Map.groupBy(targets, (target) => target.amount)
  const fitting = lines.map((line) => ({
    line,
    fits: (byAmount.get(line.amount) ?? []).filter(
      (target) => Math.abs(daysBetween(line.onDate, target.onDate)) <= matchingDays,
    ),
  }))
  const wanted = new Map<T, number>()
  for (const { fits } of fitting) for (const target of fits) wanted.set(target, (wanted.get(target) ?? 0) + 1)
  const found = new Map<number, T>()
  for (const { line, fits } of fitting) {
    const [only] = fits
    if (only && fits.length === 1 && wanted.get(only) === 1) found.set(line.id, only)
  }
  return found
}
