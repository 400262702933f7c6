import type { Role } from '../../contract/roles.ts'
import type { Desk } from '../context.ts'

const always: readonly Role[] = ['front-desk', 'manager', 'administrator']

/** True where the actor may see the phone of a caller: the desk always, a worker that of the jobs in hand. */
export function maySeePhone({ actor }: Desk, workerId: number | null): boolean {
  if (actor.roles.some((role) => always.includes(role))) return true
  return actor.roles.includes('engineering') && workerId !== null && workerId === actor.id
}

/** `13812345678` → `138****5678`, `0592-5551234` → `0592-***1234`; the last digits stay, to tell two numbers apart. */
export function maskedPhone(phone: string): string {
  return phone.replace(/\d{5,}/g, (digits) => {
    const [head, tail] = [digits.length >= 9 ? 3 : 0, digits.length >= 7 ? 4 : 2]
    return `${digits.slice(0, head)}${'*'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`
  })
}

/** The phone as the actor may see it. */
export function shownPhone(desk: Desk, phone: string, workerId: number | null): string {
  return maySeePhone(desk, workerId) ? phone : maskedPhone(phone)
}

/** True where phones of residents are whole: for whoever talks with them about home or money. */
function seesResidentPhones({ actor }: Pick<Desk, 'actor'>): boolean {
  return actor.roles.some((role) => role !== 'engineering')
}

/** The phone of a resident as the actor may see it. */
export function residentPhone(desk: Pick<Desk, 'actor'>, phone: string): string {
  return seesResidentPhones(desk) ? phone : maskedPhone(phone)
}

/**
 * The phone to keep with a call. Who sees only masked ones leaves it empty for the caller's own, the first of several.
 * What is masked is never kept, whoever copied it from where it is shown so.
 */
export async function callerPhone(
  desk: Desk,
  { personId, phone }: { readonly personId: number | null; readonly phone: string },
): Promise<string> {
  if (phone === '' ? seesResidentPhones(desk) : !phone.includes('*')) return phone
  if (personId === null) return ''
  const person = await desk.db.selectFrom('person').select('phone').where('id', '=', personId).executeTakeFirst()
  return (
    (person?.phone ?? '')
      .split(/[,，、;；]+/)
      .find((one) => one.trim() !== '')
      ?.trim() ?? ''
  )
}
