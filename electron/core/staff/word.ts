import { DeskError, refusal } from '../../contract/errors.ts'
import type { Desk } from '../context.ts'
import type { CallContext } from '../procedure.ts'

/**
 * The desk of whoever's word is given: of the person signed in, or of somebody who gives their own PIN at this desk.
 * @param secret the PIN; null where the person signed in speaks for themselves
 * @throws DeskError `word-without-pin`, `secret-wrong`, `too-many-attempts`, `not-found`
 */
export async function deskOfWord(context: CallContext, staffId: number | null, secret: string | null): Promise<Desk> {
  const desk = context.desk()
  if (secret === null || staffId === null || desk.actor.id === staffId) return desk
  const person = await desk.db
    .selectFrom('staff')
    .select(['name', 'secret'])
    .where('id', '=', staffId)
    .executeTakeFirst()
  if (!person) throw new DeskError('not-found', { entity: 'staff', id: staffId })
  if (person.secret === '') throw refusal({ code: 'word-without-pin', field: 'secret', params: { name: person.name } })
  return { ...desk, actor: await context.identify(staffId, secret) }
}
