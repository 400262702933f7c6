import type { RegisterId } from '../../contract/registerKinds.ts'

/** A code as it is compared, however it was typed: half-width, lower case, without spaces around it. */
export function codeKey(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase()
}

/** Registers whose code is the plate of a car. */
const plated: readonly RegisterId[] = ['parking-let', 'visitor', 'goods-pass']

/** A code as it is kept: a plate in capital letters without dots, as it stands on the car. */
export function writtenCode(register: RegisterId, code: string): string {
  return plated.includes(register) ? code.normalize('NFKC').trim().toUpperCase().replace(/[·•.]/g, '') : code
}
