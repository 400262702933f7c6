import { addDays, type DateText, daysInMonth } from '../../contract/dates.ts'
import type { Sex } from './names.ts'
import type { Random } from './random.ts'

/** Papers and numbers of invented people. None can belong to anybody: see each function. */

/** County codes that end in 99 are not given to any county, so no real ID number begins so. */
const counties = ['350299', '350299', '350299', '350599', '350599', '350699', '350899', '362199', '330399'] as const

/** An 18-digit ID number (GB 11643) with the right check digit: county, birth date, order (odd for men). */
export function idNumberOf(random: Random, birthDate: DateText, sex: Sex): string {
  const order = random.between(0, 498) * 2 + (sex === 'male' ? 1 : 2)
  const digits = `${random.pick(counties)}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return digits + checkDigitOf(digits)
}

/** Check digit of the first 17 digits of an ID number: ISO 7064 MOD 11-2. */
export function checkDigitOf(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** A day within a year. */
export function birthDateIn(random: Random, year: number): DateText {
  const month = random.between(1, 12)
  const day = random.between(1, daysInMonth(year, month))
  return addDays(`${year}-${String(month).padStart(2, '0')}-01`, day - 1)
}

/**
 * Mobile numbers in the prefix 154, which is given to no network. The last four digits are different for every one of
 * the first 10,000, so that a search by the last digits of a phone finds one person.
 */
export function phoneBook(): () => string {
  let issued = 0
  return () => {
    const tail = (issued * 6121 + 2048) % 10_000
    const block = 5920 + (Math.imul(issued++, 37) % 79)
    return `154${block}${String(tail).padStart(4, '0')}`
  }
}

/** Plates have neither I nor O, which look like digits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const elsewhere = ['闽C', '闽E', '闽A', '赣B', '粤B', '浙C'] as const

/** Plates, each given once: mostly of the estate's own city (闽D), a fifth of them for new-energy cars (8 characters). */
export function plateOffice(): (random: Random) => string {
  const given = new Set<string>()
  return function issue(random: Random): string {
    const city = random.chance(0.88) ? '闽D' : random.pick(elsewhere)
    const plate = random.chance(0.22)
      ? `${city}${random.chance(0.85) ? 'D' : 'F'}${digitsOf(random, 5)}`
      : city + ordinaryNumber(random)
    if (given.has(plate)) return issue(random)
    given.add(plate)
    return plate
  }
}

function ordinaryNumber(random: Random): string {
  const letter = () => letters.charAt(random.between(0, letters.length - 1))
  const shape = random.next()
  if (shape < 0.3) return digitsOf(random, 5)
  if (shape < 0.7) return letter() + digitsOf(random, 4)
  return shape < 0.85 ? digitsOf(random, 1) + letter() + digitsOf(random, 3) : digitsOf(random, 3) + letter() + letter()
}

const digitsOf = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.between(0, 9)).join('')
