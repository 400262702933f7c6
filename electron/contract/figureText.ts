import { ratioText, tenthsOf, tenthsText, figureText as valueText } from './printed.ts'
import type { FigureResult, FigureUnit, FigureValue } from './summary.ts'
import type { Target } from './targets.ts'

export interface Difference {
  /** With its sign, in the figure's unit; percentage points for a ratio. A dash where there is none. */
  readonly amount: string
  /** Of last year's value; for a ratio, which is a percentage already, and where last year is zero: a dash. */
  readonly percent: string
}

const none = '—'

/**
 * This year against last. Percentage points are the difference of the two printed rates, so that whoever holds the
 * paper finds the same.
 */
export function difference(unit: FigureUnit, now: FigureValue, then: FigureValue): Difference {
  if (unit === 'ratio') {
    const [a, b] = [tenths(now), tenths(then)]
    return { amount: a === null || b === null ? none : signed(a - b, tenthsText), percent: none }
  }
  const change = now.value - then.value
  return {
    amount: signed(change, (value) => valueText(unit, { value })),
    // Half a day of labour is half a count: in hundredths all are whole.
    percent:
      then.value === 0 ? none : withSign(change, ratioText(Math.round(change * 100), Math.round(then.value * 100))),
  }
}

/** A target as it stands beside its figure: `≥ 98.0%`. */
export function targetText(unit: FigureUnit, { direction, value }: Pick<Target, 'direction' | 'value'>): string {
  const text = unit === 'ratio' ? ratioText(value, 10_000) : valueText(unit, { value })
  return `${direction === 'at-least' ? '≥' : '≤'} ${text}`
}

/** How far a figure is from its target, without a sign; of a ratio in percentage points. */
export function marginText(unit: FigureUnit, margin: number): string {
  return unit === 'ratio' ? tenthsText(Math.abs(margin)) : valueText(unit, { value: Math.abs(margin) })
}

/** A rate as it is printed, in tenths of a percent; null where there is nothing to divide by. */
export function tenths({ value, denominator }: FigureValue): number | null {
  return tenthsOf(value, denominator ?? 0)
}

function signed(value: number, text: (value: number) => string): string {
  return withSign(value, text(value))
}

/** A proper minus, as wide as the plus; nothing before zero. */
function withSign(value: number, text: string): string {
  return value > 0 ? `+${text}` : text.replace('-', '−')
}

/**
 * A figure's parts beside last year's: a part that only one of the years has stands at zero in the other, and where it
 * stood among its neighbours.
 */
export function pairedParts(now: FigureResult, then: FigureResult | undefined) {
  const before = then?.parts ?? []
  const parts = [...now.parts]
  for (const [index, part] of before.entries()) {
    if (parts.some(({ key }) => key === part.key)) continue
    const neighbour = parts.findIndex(({ key }) => key === before[index - 1]?.key)
    parts.splice(neighbour + 1, 0, { ...part, value: 0, ...(part.denominator !== undefined && { denominator: 0 }) })
  }
  return parts.map((part) => ({
    ...part,
    previous: before.find((one) => one.key === part.key) ?? { value: 0 },
  }))
}
