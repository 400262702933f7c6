import { groupedDigits } from './money.ts'

/** Whole number with thousands separators. */
export function formatCount(value: number): string {
  const sign = value < 0 ? '-' : ''
  return sign + groupedDigits(String(Math.abs(value)))
}

/** A ratio in percent with one decimal, rounded half up: 1258 / 1407 → `89.4%`. A dash where there is nothing to divide by. */
export function formatRatio(numerator: number, denominator: number): string {
  if (denominator === 0) return '—'
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  const negative = n < 0n !== d < 0n && n !== 0n
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const tenths = (top * 2000n + bottom) / (bottom * 2n)
  return `${negative ? '-' : ''}${groupedDigits(String(tenths / 10n))}.${tenths % 10n}%`
}
