import { isDate } from '../../../electron/contract/dates.ts'
import type { PersonFields, ResidentCard } from '../../../electron/contract/residents.ts'
import type { ResidentRole } from '../../../electron/contract/vocabulary.ts'

/** A person nobody has written anything about yet. */
export const newPerson: PersonFields = {
  kind: 'person',
  name: '',
  phone: '',
  idNumber: null,
  birthOn: null,
  clientClass: null,
  tags: [],
  plates: [],
  note: '',
}

/** The birth date inside an 18-digit mainland ID number; null where there is none. */
export function birthOf(idNumber: string): string | null {
  const digits = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(idNumber.replace(/\s/g, ''))
  const date = digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : ''
  return isDate(date) ? date : null
}

/** Owners first, then those who live there, then whom to call. */
export const roleOrder: readonly ResidentRole[] = ['owner', 'tenant', 'family', 'contact']

export function byRole(a: { readonly role: string }, b: { readonly role: string }): number {
  return roleOrder.indexOf(a.role as ResidentRole) - roleOrder.indexOf(b.role as ResidentRole)
}

/** Units the person owns today: what can be transferred. */
export function ownedUnits(card: ResidentCard): ResidentCard['units'] {
  return card.units.filter((unit) => unit.current && unit.role === 'owner')
}

/** Each number of a phone field. */
export function phonesOf(phone: string): readonly string[] {
  return phone.split(/[,，、;；]+/).filter((one) => one.trim() !== '')
}

/** What separates the entries of a list while it is typed. */
export const separators: string[] = [',', '，', '、']
