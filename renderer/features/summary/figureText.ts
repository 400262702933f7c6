import type { FigureResult, FigureUnit, FigureValue } from '../../../electron/contract/summary.ts'
import type { Target } from '../../../electron/contract/targets.ts'
import { formatArea, formatCount, formatMoney, formatRatio } from '../../ui/format.ts'

/** A figure's value as it stands on screen and paper, without its unit. */
export function valueText(unit: FigureUnit, amount: FigureValue): string {
  switch (unit) {
    case 'count':
      return formatCount(amount.value)
    case 'm2':
      return formatArea(amount.value)
    case 'yuan':
      return formatMoney(amount.value)
    case 'ratio':
      return formatRatio(amount.value, amount.denominator ?? 0)
  }
}

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
    return { amount: a === null || b === null ? none : signed(a - b, oneDecimal), percent: none }
  }
  // Days of labour come in halves; in hundredths they are whole like all the others.
  const [ours, theirs] = [Math.round(now.value * 100), Math.round(then.value * 100)]
  const change = ours - theirs
  return {
    amount: signed(change / 100, (value) => valueText(unit, { value })),
    percent: theirs === 0 ? none : withSign(change, formatRatio(change, theirs)),
  }
}

/** A target as it stands beside its figure: `≥ 98.0%`. */
export function targetText(unit: FigureUnit, { direction, value }: Pick<Target, 'direction' | 'value'>): string {
  const text = unit === 'ratio' ? formatRatio(value, 10_000) : valueText(unit, { value })
  return `${direction === 'at-least' ? '≥' : '≤'} ${text}`
}

/** How far a figure is from its target, without a sign; of a ratio in percentage points. */
export function marginText(unit: FigureUnit, margin: number): string {
  return unit === 'ratio' ? oneDecimal(Math.abs(margin)) : valueText(unit, { value: Math.abs(margin) })
}

/** One printed rate in tenths of a percent, rounded half up. */
function tenths({ value, denominator }: FigureValue): number | null {
  if (!denominator) return null
  return Number((BigInt(value) * 2000n + BigInt(denominator)) / (BigInt(denominator) * 2n))
}

function oneDecimal(inTenths: number): string {
  const size = Math.abs(inTenths)
  return `${inTenths < 0 ? '-' : ''}${Math.floor(size / 10)}.${size % 10}`
}

function signed(value: number, text: (value: number) => string): string {
  return withSign(value, text(value))
}

/** A proper minus, as wide as the plus; nothing before zero. */
function withSign(value: number, text: string): string {
  return value > 0 ? `+${text}` : text.replace('-', '−')
}

/** A figure's parts beside last year's: a part that only one of the years has stands at zero in the other. */
export function pairedParts(now: FigureResult, then: FigureResult | undefined) {
  const before = then?.parts ?? []
  const gone = before.filter((part) => !now.parts.some((one) => one.key === part.key))
  return [
    ...now.parts,
    ...gone.map((part) => ({ ...part, value: 0, ...(part.denominator !== undefined && { denominator: 0 }) })),
  ].map((part) => ({
    ...part,
    previous: before.find((one) => one.key === part.key) ?? { value: 0 },
  }))
}

/** Name of a figure in an attribute or a key of the catalogue: `handover/done` → `handover-done`. */
export function figureName(id: string): string {
  return id.replaceAll('/', '-')
}
