/** Money is integer fen; prices are integer 0.0001 yuan; ratios integer 0.0001 (basis points of one). */
export const roundings = ['fen', 'jiao', 'yuan'] as const
export type Rounding = (typeof roundings)[number]

export const roundingWays = ['half-up', 'up', 'down'] as const
export type RoundingWay = (typeof roundingWays)[number]

const fenOf: Readonly<Record<Rounding, bigint>> = { fen: 1n, jiao: 10n, yuan: 100n }

/** The largest amount one entry may have: 100 million yuan, in fen. */
export const largestAmount = 10_000_000_000

/** An amount in fen as a sentence shows it: 123450 → `1234.50`. */
export function yuanText(fen: number): string {
  return (fen / 100).toFixed(2)
}

/** Integer hundredths, fen or 0.01 m², as they stand on screen and paper: 123450 → `1,234.50`. Exact. */
export function hundredthsText(value: number): string {
  const digits = String(Math.abs(value)).padStart(3, '0')
  return `${value < 0 ? '-' : ''}${groupedDigits(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** With thousands separators. */
export function groupedDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A fraction of two integers; the denominator is above zero. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const zero: Fraction = { numerator: 0n, denominator: 1n }

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}

/** Rounds an exact, not negative amount in fen to whole fen, jiao or yuan; the answer is in fen. */
export function roundFen(exact: Fraction, to: Rounding, way: RoundingWay): number {
  const unit = fenOf[to]
  const denominator = exact.denominator * unit
  const whole = exact.numerator / denominator
  const rest = exact.numerator % denominator
  const up = way === 'up' ? rest > 0n : way === 'half-up' && rest * 2n >= denominator
  return Number((up ? whole + 1n : whole) * unit)
}

/** `amount × part ÷ whole`, half up, exact. All integers, `whole` above zero. */
export function portionOf(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
}

/**
 * Splits an amount over weights so that the parts are whole fen and add up to it: by the largest remainder, and among
 * equal remainders the earlier one.
 * @param amount integer fen, not negative
 * @param weights integers, not negative, not all zero
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) throw new RangeError('nothing to spread over')
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = exact.map((part) => part / total)
  let left = Number(BigInt(amount) - parts.reduce((sum, part) => sum + part, 0n))
  const order = exact
    .map((part, index) => ({ index, rest: part % total }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
  for (const { index } of order) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0n) + 1n
    left--
  }
  return parts.map(Number)
}

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const places = ['', '拾', '佰', '仟'] as const
const groups = ['', '万', '亿', '万亿'] as const

/**
 * An amount in words for receipts: 1005000 → 壹万零伍拾元整.
 * Rule: 支付结算办法附一《正确填写票据和结算凭证的基本规定》, points 2–4 (整 after 元 and 角, 零 for skipped places).
 * @param fen integer, not negative, below 10^17
 */
export function amountInWords(fen: number): string {
  if (fen === 0) return '零元整'
  const yuan = Math.floor(fen / 100)
  const [jiao, cent] = [Math.floor(fen / 10) % 10, fen % 10]
  const whole = yuan === 0 ? '' : `${integerInWords(yuan)}元`
  if (jiao === 0 && cent === 0) return `${whole}整`
  const jiaoWords = jiao > 0 ? `${digits[jiao]}角` : yuan > 0 ? '零' : ''
  // A yuan ending in zero before jiao is said with 零: 壹拾元零伍角.
  const link = yuan > 0 && yuan % 10 === 0 && jiao > 0 ? '零' : ''
  return `${whole}${link}${jiaoWords}${cent > 0 ? `${digits[cent]}分` : '整'}`
}

function integerInWords(value: number): string {
  let words = ''
  let skipped = false
  const text = String(value)
  for (let at = 0; at < text.length; at++) {
    const place = text.length - 1 - at
    const digit = Number(text[at])
    if (digit === 0) skipped = true
    else {
      if (skipped && words !== '') words += digits[0]
      skipped = false
      words += `${digits[digit]}${places[place % 4]}`
    }
    const isGroupEnd = place % 4 === 0 && place > 0
    const groupHasDigits = Number(text.slice(Math.max(0, at - 3), at + 1)) > 0
    if (isGroupEnd && groupHasDigits) {
      words += groups[place / 4]
      // A zero before 万 or 亿 needs no 零 of its own; one behind it brings its own.
      skipped = false
    }
  }
  return words
}
