import { type DateText, isDate, yearOf } from '../../contract/dates.ts'
import { mayCall } from '../../contract/permissions.ts'
import type { Actor } from '../context.ts'

/** Everything but the first three and last two characters is hidden. */
export function maskIdNumber(idNumber: string | null): string | null {
  if (idNumber === null || idNumber.length <= 5) return idNumber === null ? null : '*'.repeat(idNumber.length)
  return idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 5) + idNumber.slice(-2)
}

/** ID numbers are shown whole to the roles that may ask for one. */
export function maySeeIdNumbers(actor: Actor): boolean {
  return mayCall('residents.revealIdNumber', actor.roles)
}

/** Age in whole years on a date. */
export function ageOn(birthOn: DateText | null, date: DateText): number | null {
  if (birthOn === null || birthOn > date) return null
  return yearOf(date) - yearOf(birthOn) - (date.slice(5) < birthOn.slice(5) ? 1 : 0)
}

/** True for an 18-digit mainland ID number whose check digit fits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function fitsCheckDigit(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false
  let remainder = 0
  for (let index = 0; index < 17; index++) remainder += Number(idNumber[index]) * (2 ** (17 - index) % 11)
  return '10X98765432'[remainder % 11] === idNumber[17]
}

/** An ID number in its one spelling: without spaces, in capital letters; null where empty. */
export function normalIdNumber(idNumber: string | null): string | null {
  const text = (idNumber ?? '').replace(/\s+/g, '').toUpperCase()
  return text === '' ? null : text
}

/** Words by which a name is known to be a company's. */
export function looksLikeCompany(name: string): boolean {
  return /(公司|企业|集团|商行|银行|中心|合作社|事务所|学校|幼儿园|店|厂|部|局|委员会|Ltd|Inc)$/i.test(name)
}

/** The birth date in an 18-digit ID number, null where it is no calendar day. */
export function birthOfIdNumber(idNumber: string): DateText | null {
  const date = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  return isDate(date) ? date : null
}

/** The numbers of a phone field, each once, in order. */
export function splitPhones(text: string): string[] {
  return splitList(text).map((phone) => phone.replace(/\s+/g, ''))
}

/** The plates of a plate field in capital letters, without dots and dashes, each once, in order. */
export function splitPlates(text: string): string[] {
  return splitList(text.toUpperCase().replace(/[·•.-]/g, ''))
}

/** True for a plate of neither an ordinary nor a new-energy car (GA 36-2018); old and foreign ones exist. */
export function unusualPlate(plate: string): boolean {
  return !/^[\u4e00-\u9fa5][A-Z][A-Z0-9]{4,5}[A-Z0-9\u4e00-\u9fa5]$/.test(plate)
}

function splitList(text: string): string[] {
  return [...new Set(text.split(/[,，;；、\s]+/).filter((part) => part !== ''))]
}
