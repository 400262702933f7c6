import { groupedDigits, hundredthsText } from '../../electron/contract/money.ts'

/** Numbers as they stand on screen and paper. Exact: integers in, text out, no floating point in between. */

const missing = '—'

/** Whole number with thousands separators. */
export function formatCount(value: number): string {
  const sign = value < 0 ? '-' : ''
  return sign + groupedDigits(String(Math.abs(value)))
}

/** Integer fen as yuan: 123450 → `1,234.50`. */
export function formatMoney(fen: number): string {
  return hundredthsText(fen)
}

/** Integer 0.01 m² as square metres: 15677465 → `156,774.65`. */
export function formatArea(areaCenti: number): string {
  return hundredthsText(areaCenti)
}

/** A ratio in percent with one decimal, rounded half up: 1258 / 1407 → `89.4%`. A dash where there is nothing to divide by. */
export function formatRatio(numerator: number, denominator: number): string {
  if (denominator === 0) return missing
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  const negative = n < 0n !== d < 0n && n !== 0n
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const tenths = (top * 2000n + bottom) / (bottom * 2n)
  return `${negative ? '-' : ''}${groupedDigits(String(tenths / 10n))}.${tenths % 10n}%`
}

/** The text of an area or an amount as typed (`1,234.5`, full-width digits too) in hundredths; undefined where it is none. */
export function parseHundredths(text: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{0,2}))?$/.exec(text.normalize('NFKC').replace(/[,\s]/g, ''))
  if (!match) return undefined
  const [, sign, whole = '0', decimals = ''] = match
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return sign ? -value : value
}
