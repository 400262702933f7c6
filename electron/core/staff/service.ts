import { later } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Role } from '../../contract/roles.ts'
import { type AuditedWriter, type Row, recordEvent, write } from '../audit/writer.ts'
import type { Actor, Db, Desk, Tx } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import { spell } from '../search/terms.ts'
import { hashSecret, secretFits } from './secret.ts'

export interface StaffMember {
  readonly id: number
  readonly version: number
  readonly name: string
  readonly roles: Role[]
  readonly active: boolean
  /** False of somebody who has no PIN, or a PIN for their own word alone and no role. */
  readonly signsIn: boolean
}

export async function listStaff(db: Db): Promise<StaffMember[]> {
  const staff = await db
    .selectFrom('staff')
    .select(['id', 'version', 'name', 'active', 'secret'])
    .orderBy('sort_key')
    .execute()
  const roles = Map.groupBy(await db.selectFrom('staff_role').selectAll().execute(), (row) => row.staff_id)
  return staff.map((member) => {
    const held = (roles.get(member.id) ?? []).map((row) => row.role)
    return {
      id: member.id,
      version: member.version,
      name: member.name,
      active: member.active === 1,
      signsIn: member.secret !== '' && held.length > 0,
      roles: held,
    }
  })
}

/** True until somebody can administer the office. */
export async function needsAdministrator(db: Db): Promise<boolean> {
  return !(await listStaff(db)).some((member) => member.active && member.roles.includes('administrator'))
}

export interface NewStaff {
  readonly name: string
  readonly roles: readonly Role[]
  readonly secret: string
}

/** Adds a person to the staff. @throws DeskError `name-taken` */
export async function createStaff(desk: Desk, staff: NewStaff): Promise<number> {
  const secret = await hashSecret(staff.secret)
  return write(desk, (writer) => insertStaff(writer, staff, secret))
}

/** First start: creates the administrator. @throws DeskError `administrator-exists` */
export async function createAdministrator(desk: Desk, name: string, secret: string): Promise<Actor> {
  const hash = await hashSecret(secret)
  return write(desk, async (writer) => {
    const taken = await writer.tx
      .selectFrom('staff_role')
      .select('staff_id')
      .where('role', '=', 'administrator')
      .executeTakeFirst()
    if (taken) throw new DeskError('administrator-exists')
    const roles: Role[] = ['administrator', 'manager']
    const id = await insertStaff(writer, { name, roles, secret }, hash)
    return { id, name, roles }
  })
}

/**
 * Changes name and roles, or leaves a person out of the sign-in page: from tomorrow on, unless another day is known, they
 * work here no more, and the months before keep them. Taken in again they work here again.
 * @throws StaleError, DeskError `name-taken`, `last-administrator`
 */
export function updateStaff(
  desk: Desk,
  id: number,
  version: number,
  change: { name: string; roles: readonly Role[]; active: boolean },
): Promise<number> {
  return write(desk, async (writer) => {
    await refuseTaken(writer, change.name, id)
    await writer.update('staff', id, version, {
      name: change.name,
      sort_key: sortKeyOf(spell(change.name).pinyin, change.name),
      active: change.active ? 1 : 0,
      ...(await leaving(writer.tx, desk, id, change.active)),
    })
    await setRoles(writer, id, change.roles)
    const administrator = await writer.tx
      .selectFrom('staff_role')
      .innerJoin('staff', 'staff.id', 'staff_role.staff_id')
      .select('staff.id')
      .where('staff_role.role', '=', 'administrator')
      .where('staff.active', '=', 1)
      .executeTakeFirst()
    if (!administrator) throw new DeskError('last-administrator')
    await recordEvent(writer.tx, desk, {
      action: 'update',
      entity: 'staff_role',
      entityId: id,
      after: { roles: change.roles.join(',') },
    })
    return id
  })
}

async function leaving(tx: Tx, { clock }: Desk, id: number, active: boolean): Promise<Row> {
  const row = await tx
    .selectFrom('staff')
    .select(['active', 'joined_on', 'left_on'])
    .where('id', '=', id)
    .executeTakeFirst()
  const today = clock.today()
  const isHere = row?.active === 1
  if (!row || isHere === active) return {}
  if (active) return row.left_on !== null && row.left_on <= today ? { left_on: null } : {}
  return { left_on: row.left_on ?? later(today, row.joined_on ?? today) }
}

/** Gives a person a new PIN or password. @throws StaleError */
export async function resetSecret(desk: Desk, id: number, version: number, secret: string): Promise<number> {
  const hash = await hashSecret(secret)
  return write(desk, async (writer) => {
    await writer.update('staff', id, version, { secret: hash })
    return id
  })
}

/** Changes one's own PIN or password. @throws DeskError `secret-wrong` */
export async function changeSecret(desk: Desk, current: string, next: string): Promise<void> {
  const id = desk.actor.id
  if (id === null) throw new DeskError('secret-wrong')
  await identify(desk.db, id, current)
  const { version } = await desk.db.selectFrom('staff').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  await resetSecret(desk, id, version, next)
}

/** The person who gives the right PIN or password. @throws DeskError `secret-wrong`, also where there is no such person */
export async function identify(db: Db, staffId: number, secret: string): Promise<Actor> {
  const staff = await db
    .selectFrom('staff')
    .selectAll()
    .where('id', '=', staffId)
    .where('active', '=', 1)
    .executeTakeFirst()
  if (!staff || !(await secretFits(secret, staff.secret))) {
    throw new DeskError('secret-wrong', {}, [{ code: 'secret-wrong', field: 'secret' }])
  }
  const roles = await db.selectFrom('staff_role').select('role').where('staff_id', '=', staffId).execute()
  return { id: staff.id, name: staff.name, roles: roles.map((row) => row.role) }
}

/** Leaves an audit line that somebody signed in or out. */
export function recordSign(desk: Desk, action: 'sign-in' | 'sign-out'): Promise<void> {
  return desk.db
    .transaction()
    .execute((tx) => recordEvent(tx, desk, { action, entity: 'staff', entityId: desk.actor.id ?? 0 }))
}

async function insertStaff(writer: AuditedWriter, staff: NewStaff, hash: string): Promise<number> {
  await refuseTaken(writer, staff.name, null)
  const row: Row = {
    name: staff.name,
    sort_key: sortKeyOf(spell(staff.name).pinyin, staff.name),
    secret: hash,
    active: 1,
  }
  const id = await writer.insert('staff', row)
  await setRoles(writer, id, staff.roles)
  return id
}

async function setRoles(writer: AuditedWriter, staffId: number, roles: readonly Role[]): Promise<void> {
  await writer.tx.deleteFrom('staff_role').where('staff_id', '=', staffId).execute()
  await writer.tx
    .insertInto('staff_role')
    .values([...new Set(roles)].map((role) => ({ staff_id: staffId, role })))
    .execute()
}

/** @throws DeskError `name-taken` where somebody else on the staff has that name */
export async function refuseTaken(writer: AuditedWriter, name: string, self: number | null): Promise<void> {
  const taken = await writer.tx.selectFrom('staff').select('id').where('name', '=', name).executeTakeFirst()
  if (taken && taken.id !== self)
    throw new DeskError('name-taken', { name }, [{ code: 'name-taken', field: 'name', params: { name } }])
}
