import { addDays } from '../../../electron/contract/dates.ts'

/** Both days are inside. */
export interface Period {
  readonly fromOn: string
  readonly toOn: string
}

/** A period in as few signs as say it: `2025-03`, `2025-01 – 2025-06`, or its days. */
export function periodText({ fromOn, toOn }: Period): string {
  const isWhole = fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01')
  if (!isWhole) return fromOn === toOn ? fromOn : `${fromOn} – ${toOn}`
  const [from, to] = [fromOn.slice(0, 7), toOn.slice(0, 7)]
  return from === to ? from : `${from} – ${to}`
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
