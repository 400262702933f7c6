/** Bounds in tenths of a percent. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 97.5th percentile of the normal distribution: 95 % lie between it and its negative. */
const z = 1.959963984540054

/**
 * The 95 % interval of a share by Wilson's score method, without continuity correction: it stays within 0–100 % and
 * holds for few replies too. Rounded outwards to tenths of a percent, so that the printed interval never covers less.
 * @returns null where there are no replies
 */
export function wilson(count: number, of: number): Interval | null {
  if (of === 0) return null
  const share = count / of
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const middle = share + (z * z) / (2 * of)
  const whole = 1 + (z * z) / of
  const tenths = (bound: number) => bound * 1000
  // Bounds that are exactly 0 or 1 come out a hair beside it in floating point.
  const low = count === 0 ? 0 : Math.floor(tenths((middle - spread) / whole))
  const high = count === of ? 1000 : Math.ceil(tenths((middle + spread) / whole))
  return { low, high }
}

/** A share in percent with one decimal, rounded half up; null where nothing stands below. */
export function rateText(count: number, of: number): string | null {
  if (of === 0) return null
  const tenths = Math.floor((count * 2000 + of) / (of * 2))
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}

/**
 * The code printed on a form: the survey, a serial number of four digits, and a check digit (Luhn) that finds a mistyped
 * digit or two swapped ones. Digits only, so that it is keyed with one hand. Every further digit of the serial number is
 * told by a nought in front, which no survey begins with: so no two forms have one code.
 */
export function formCode(surveyId: number, serial: number): string {
  const padded = String(serial).padStart(4, '0')
  const digits = `${'0'.repeat(padded.length - 4)}${surveyId}${padded}`
  return `${digits}${checkDigit(digits)}`
}

/** The serial number in a code of a survey; in an old one there may be no noughts in front of a long number. */
export function serialOf(surveyId: number, code: string): number {
  return Number(code.slice(0, -1).replace(/^0+/, '').slice(String(surveyId).length))
}

/** True where a code has the form and the check digit of one. */
export function isFormCode(code: string): boolean {
  return /^\d{6,}$/.test(code) && checkDigit(code.slice(0, -1)) === Number(code.at(-1))
}

function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10
}
