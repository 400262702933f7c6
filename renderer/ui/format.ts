import { hundredthsText } from '../../electron/contract/money.ts'
import { countText, ratioText } from '../../electron/contract/printed.ts'

/** Numbers as they stand on screen and paper. Exact: integers in, text out, no floating point in between. */

/** Whole number with thousands separators. */
export const formatCount = countText

/** Integer fen as yuan: 123450 → `1,234.50`. */
export function formatMoney(fen: number): string {
  return hundredthsText(fen)
}

/** Integer 0.01 m² as square metres: 15677465 → `156,774.65`. */
export function formatArea(areaCenti: number): string {
  return hundredthsText(areaCenti)
}

/** Bytes in MB of 1024 × 1024 with one decimal, rounded up: what a disk must have room for. */
export function formatMegabytes(bytes: number): string {
  return (Math.ceil(bytes / 104_857.6) / 10).toFixed(1)
}

/** A ratio in percent with one decimal: 1258 / 1407 → `89.4%`. A dash where there is nothing to divide by. */
export const formatRatio = ratioText

/**
 * A number as typed without what only helps to read it: full-width digits, `¥`, `元`, commas by threes. A comma that
 * stands elsewhere is left for the reader of the number to refuse: `18,5` is not 185.
 */
export function bareNumber(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^¥|元$/g, '')
  return /^-?\d{1,3}(,\d{3})+(\.|$)/.test(plain) ? plain.replaceAll(',', '') : plain
}

/** The text of an area or an amount as typed (`1,234.5`, `￥80元`) in hundredths; undefined where it is none. */
export function parseHundredths(text: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{0,2}))?$/.exec(bareNumber(text))
  if (!match) return undefined
  const [, sign, whole = '0', decimals = ''] = match
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return sign ? -value : value
}
