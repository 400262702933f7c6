import { addDays } from '../../../electron/contract/dates.ts'

export { periodText } from '../../../electron/contract/dates.ts'

/** Both days are inside. */
export interface Period {
  readonly fromOn: string
  readonly toOn: string
}

/** Periods that follow each other as one. */
export function spansOf(periods: readonly Period[]): Period[] {
  const spans: Period[] = []
  for (const period of periods.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = spans.at(-1)
    if (last && addDays(last.toOn, 1) === period.fromOn) spans[spans.length - 1] = { ...last, toOn: period.toOn }
    else spans.push({ fromOn: period.fromOn, toOn: period.toOn })
  }
  return spans
}
