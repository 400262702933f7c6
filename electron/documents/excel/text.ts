/** Reading what people type into cells: stray spaces, full-width forms, dates and amounts in the ways they are written here. */

import { clock, isCalendarDay, type Moment } from './calendar.ts'

// Control and format characters: zero-width spaces and joiners, direction marks, the byte order mark, the soft hyphen.
const INVISIBLE = /\ufeff|(?![\s\u0085])[\p{Cc}\p{Cf}]/gu
const FULL_WIDTH = /[\uff01-\uff5e\uffe5]/g

/**
 * The text as it would have been typed carefully: full-width digits, letters and punctuation become half-width (only
 * those: NFKC would also rewrite ㎡, ①, … and rare Chinese characters in names), invisible characters go, every run of
 * white space, line breaks included, becomes one space, none remains at the ends.
 */
export function normalizeText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, halfWidth)
    .replace(/[\s\u0085]+/g, ' ')
    .trim()
}

/**
 * A name as it is meant: no spaces between Chinese characters, nor between one and a letter or digit (`张　三`, `1 栋`).
 * Latin names keep theirs.
 */
export function nameText(text: string): string {
  return text.replace(/(?<=\p{Script=Han}) (?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}]) (?=\p{Script=Han})/gu, '')
}

const halfWidth = (character: string) =>
  character === '￥' ? '¥' : String.fromCharCode(character.charCodeAt(0) - 0xfee0)

const DATE_FORMS = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]+(.+))?$/i,
  /^(\d{4})( ?年 ?)(\d{1,2}) ?月 ?(\d{1,2}) ?日 ?(.+)?$/,
  /^(\d{4})()(\d{2})(\d{2})(?: (.+))?$/,
]
const TIME = /^(\d{1,2})(?:[:时点] ?(\d{1,2})(?:[:分] ?(?:(\d{1,2})(?:\.\d+)?秒?)?)?)$/

/**
 * `2024-03-05`, `2024/3/5`, `2024.3.5`, `2024年3月5日` or `20240305`, with an optional time (`9:05`, `09:05:30`,
 * `9时5分`; seconds are dropped; without one the time is `00:00`). Null for anything else and for days that do not exist.
 */
export function parseDateText(text: string): Moment | null {
  const normal = normalizeText(text)
  for (const form of DATE_FORMS) {
    const match = form.exec(normal)
    if (!match) continue
    const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])]
    const time = match[5] === undefined ? '00:00' : parseClock(match[5])
    if (time === null || !isCalendarDay(year, month, day)) return null
    return { date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, time }
  }
  return null
}

function parseClock(text: string): string | null {
  const match = TIME.exec(text.trim())
  if (!match) return null
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  return hour < 24 && minute < 60 && second < 60 ? clock(hour, minute) : null
}

/** `2024-03`, `2024/3`, `2024.3`, `2024年3月` or `202403` as `YYYY-MM`; null for anything else. */
export function parseMonthText(text: string): string | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2})| ?年 ?(\d{1,2}) ?月|(\d{2}))$/.exec(normalizeText(text))
  if (!match) return null
  const month = Number(match[2] ?? match[3] ?? match[4])
  return isCalendarDay(Number(match[1]), month, 1) ? `${match[1]}-${String(month).padStart(2, '0')}` : null
}

export type DecimalRefusal = 'not-a-number' | 'too-many-decimals' | 'out-of-range'
/** `value` is the number times 10^digits, an exact safe integer. */
export type Decimal =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly refusal: DecimalRefusal }

const AMOUNT = /^([-+]?) ?¥? ?([-+]?) ?(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))? ?(?:元|㎡|m²|m2|平方米|平米)?$/i

/**
 * A decimal as people write it, exactly: `parseDecimal('156,774.65', 2)` is 15677465. Accepts thousands separators,
 * ¥ in front and 元, ㎡, m², 平方米 behind. Never passes through floating point.
 */
export function parseDecimal(text: string, digits: number): Decimal {
  const match = AMOUNT.exec(normalizeText(text))
  const [whole, fraction] = [(match?.[3] ?? '').replaceAll(',', ''), match?.[4] ?? '']
  if (!match || whole + fraction === '' || (match[1] && match[2])) return { ok: false, refusal: 'not-a-number' }
  const negative = match[1] === '-' || match[2] === '-'
  return scaled(negative, whole + fraction, -fraction.length, digits)
}

/**
 * The same for the digits of a numeric cell as the file has them. A workbook stores binary fractions, so 89.41 may be
 * written 89.410000000000011; Excel itself promises 15 significant digits, and to those the number is rounded first.
 */
export function decimalOfNumber(raw: string, digits: number): Decimal {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,4}))?$/i.exec(raw.trim())
  const [whole, fraction] = [match?.[2] ?? '', match?.[3] ?? '']
  if (!match || whole + fraction === '') return { ok: false, refusal: 'not-a-number' }
  const exponent = Number(match[4] ?? 0) - fraction.length
  const all = (whole + fraction).replace(/^0+(?=\d)/, '')
  const excess = all.length - 15
  if (excess <= 0) return scaled(match[1] === '-', all, exponent, digits)
  const rounded = BigInt(all.slice(0, 15)) + (Number(all[15]) >= 5 ? 1n : 0n)
  return scaled(match[1] === '-', String(rounded), exponent + excess, digits)
}

/** ±digits × 10^exponent as an integer count of 10^-decimals. */
function scaled(negative: boolean, digits: string, exponent: number, decimals: number): Decimal {
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '')
  if (significant === '') return { ok: true, value: 0 }
  const trailing = digits.length - digits.replace(/0+$/, '').length
  const shift = exponent + trailing + decimals
  if (shift < 0) return { ok: false, refusal: 'too-many-decimals' }
  if (significant.length + shift > 16) return { ok: false, refusal: 'out-of-range' }
  const value = Number(BigInt(significant) * 10n ** BigInt(shift))
  if (!Number.isSafeInteger(value)) return { ok: false, refusal: 'out-of-range' }
  return { ok: true, value: negative ? -value : value }
}
