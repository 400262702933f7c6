import type { TFunction } from 'i18next'
import {
  listOfRegister,
  type RecordEvent,
  type RecordField,
  type RegisterId,
} from '../../../electron/contract/registerKinds.ts'

const columnOf: Readonly<Partial<Record<RecordField, string>>> = { unitId: 'unit', spaceId: 'space' }

/** What a register is called. */
export function registerName(t: TFunction, register: RegisterId): string {
  return t(`lists:${listOfRegister[register]}.title`)
}

/** What a step is called: a let is renewed by other words than a contract. */
export function eventName(t: TFunction, register: RegisterId, event: RecordEvent): string {
  return t([`registers:eventOf.${register}.${event}`, `registers:event.${event}`])
}

/** What a field is called in a register: as the column of its list. */
export function fieldName(
  t: TFunction,
  register: RegisterId,
  field: RecordField | 'onDate' | 'note' | 'state',
): string {
  if (field === 'body') return t(`registers:body.${register}`)
  return t(`lists:${listOfRegister[register]}.columns.${columnOf[field as RecordField] ?? field}`)
}
