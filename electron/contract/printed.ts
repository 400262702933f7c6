import { groupedDigits, hundredthsText } from './money.ts'
import type { FigureUnit, FigureValue } from './summary.ts'

/** Numbers as they stand on screen and paper. Exact: integers in, text out, no floating point in between. */

const missing = '—'

/** Whole number, or one of labour days, with thousands separators. */
export function countText(value: number): string {
  const sign = value < 0 ? '-' : ''
  return sign + groupedDigits(String(Math.abs(value)))
}

/** A ratio in percent with one decimal, rounded half up: 1258 / 1407 → `89.4%`. A dash where there is nothing to divide by. */
export function ratioText(numerator: number, denominator: number): string {
  const tenths = tenthsOf(numerator, denominator)
  return tenths === null ? missing : `${tenthsText(tenths)}%`
}

/** The printed rate in tenths of a percent, rounded half up; null where there is nothing to divide by. */
export function tenthsOf(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  const negative = n < 0n !== d < 0n && n !== 0n
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const tenths = Number((top * 2000n + bottom) / (bottom * 2n))
  return negative ? -tenths : tenths
}

/** Tenths with one decimal: 894 → `89.4`. */
export function tenthsText(tenths: number): string {
  const size = Math.abs(tenths)
  return `${tenths < 0 ? '-' : ''}${groupedDigits(String(Math.floor(size / 10)))}.${size % 10}`
}

/** A figure's value as it stands on screen and paper, without its unit. */
export function figureText(unit: FigureUnit, { value, denominator }: FigureValue): string {
  switch (unit) {
    case 'count':
      return countText(value)
    case 'm2':
    case 'yuan':
      return hundredthsText(value)
    case 'ratio':
      return ratioText(value, denominator ?? 0)
  }
}
