import { sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { PersonCard, Post, PostInput, StaffFields, TermsFields } from '../../contract/people.ts'
import { joined } from '../../db/dialect.ts'
import { type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import { spell } from '../search/terms.ts'
import { rewardsOf } from './rewards.ts'
import { refuseTaken } from './service.ts'
import { trainingsOf } from './training.ts'
import { trainingTarget } from './trainingTarget.ts'

/** A card shows absences that ended within so many days. */
const absencesShown = 90

/** Whether the actor is told what people earn: nobody but a manager or an administrator is. */
export function seesPay({ actor }: Pick<Desk, 'actor'>): boolean {
  return actor.roles.some((role) => role === 'manager' || role === 'administrator')
}

/** Adds somebody who does not sign in: without a PIN and without a role. @throws DeskError `name-taken`, `end-before-start` */
export async function addPerson(
  desk: Desk,
  { name, ...fields }: StaffFields & { readonly name: string },
): Promise<number> {
  refuseBackwards(fields)
  return write(desk, async (writer) => {
    await refuseTaken(writer, name, null)
    const row: Row = { name, sort_key: sortKeyOf(spell(name).pinyin, name), secret: '', active: 1 }
    return writer.insert('staff', { ...row, ...columnsOf(fields) })
  })
}

/** Corrects phone and days of coming and leaving. @throws StaleError; DeskError `not-found`, `end-before-start` */
export async function updatePerson(desk: Desk, id: number, version: number, fields: StaffFields): Promise<number> {
  refuseBackwards(fields)
  return write(desk, async (writer) => {
    await writer.update('staff', id, version, columnsOf(fields))
    return id
  })
}

function columnsOf({ phone, joinedOn, leftOn }: StaffFields): Row {
  return { phone, joined_on: joinedOn, left_on: leftOn }
}

function refuseBackwards({ joinedOn, leftOn }: StaffFields): void {
  if (joinedOn !== null && leftOn !== null && leftOn < joinedOn) {
    throw refusal({ code: 'end-before-start', field: 'leftOn', params: { start: joinedOn, end: leftOn } })
  }
}

/**
 * Post, salary and share of somebody from a day on; what held before stays for the months before. Terms of the same day
 * are corrected. Nobody sets their own.
 * @throws DeskError `terms-self`, `not-found`
 */
export async function addTerms(
  desk: Desk,
  { staffId, fromOn, postId, salary, share }: TermsFields & { readonly staffId: number },
): Promise<number> {
  if (staffId === desk.actor.id) throw refusal({ code: 'terms-self' })
  return write(desk, async (writer) => {
    await mustExist(writer.tx, 'staff', staffId)
    await mustExist(writer.tx, 'post', postId)
    const row: Row = { post_id: postId, salary, share_part: share?.part ?? null, share_of: share?.of ?? null }
    const same = await writer.tx
      .selectFrom('staff_terms')
      .selectAll()
      .where('staff_id', '=', staffId)
      .where('from_on', '=', fromOn)
      .executeTakeFirst()
    if (!same) return writer.insert('staff_terms', { staff_id: staffId, from_on: fromOn, ...row })
    await writer.apply('staff_terms', { ...same } as Row, row)
    return same.id
  })
}

async function mustExist(tx: Tx, table: 'staff' | 'post', id: number): Promise<void> {
  const row = await tx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: table, id })
}

export async function listPosts(db: Db | Tx): Promise<Post[]> {
  const rows = await db.selectFrom('post').selectAll().orderBy('position').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    name: row.name,
    department: row.department,
    manned: row.manned,
    keepsLog: row.keeps_log === 1,
    active: row.active === 1,
    position: row.position,
  }))
}

/** Makes or changes a post. @throws StaleError; DeskError `name-taken` */
export function savePost(
  desk: Desk,
  {
    id,
    version,
    name,
    department,
    manned,
    keepsLog = true,
    active,
  }: PostInput & { readonly id: number | null; version: number },
): Promise<number> {
  return write(desk, async (writer) => {
    const posts = await listPosts(writer.tx)
    if (posts.some((post) => post.name === name && post.id !== id)) {
      throw refusal({ code: 'name-taken', field: 'name', params: { name } })
    }
    const row: Row = { name, department, manned, keeps_log: keepsLog ? 1 : 0, active: active ? 1 : 0 }
    if (id === null) return writer.insert('post', { ...row, position: (posts.at(-1)?.position ?? 0) + 1 })
    await writer.update('post', id, version, row)
    return id
  })
}

/** Somebody with the post that holds on a day. */
export interface PersonOn {
  readonly id: number
  readonly name: string
  /** False of somebody who has no PIN, or a PIN for their own word alone and no role. */
  readonly signsIn: boolean
  readonly hasPin: boolean
  /** False of somebody who is left out of the sign-in page. */
  readonly active: boolean
  readonly joinedOn: DateText | null
  readonly leftOn: DateText | null
  readonly postId: number | null
  readonly keepsLog: boolean
  readonly post: string
  readonly department: string
  readonly salary: number
  readonly share: { readonly part: number; readonly of: number } | null
}

/** Who works here at any time of a spell, by post and name; post and pay as they hold on its last day. */
export async function peopleIn(db: Db | Tx, from: DateText, to: DateText): Promise<PersonOn[]> {
  return (await everybodyOn(db, to)).filter(
    ({ active, joinedOn, leftOn }) =>
      (leftOn === null ? active : leftOn >= from) && (joinedOn === null || joinedOn <= to),
  )
}

/** Whether somebody of `peopleIn` works here on one of its days. */
export function isHereOn({ joinedOn, leftOn }: PersonOn, day: DateText): boolean {
  return (joinedOn === null || joinedOn <= day) && (leftOn === null || leftOn >= day)
}

/** Everybody there ever was, by post and name; post and pay as they hold on a day. */
export async function everybodyOn(db: Db | Tx, to: DateText): Promise<PersonOn[]> {
  const staff = await db.selectFrom('staff').selectAll().orderBy('sort_key').orderBy('id').execute()
  const terms = await db.selectFrom('staff_terms').selectAll().where('from_on', '<=', to).orderBy('from_on').execute()
  const posts = new Map((await listPosts(db)).map((post) => [post.id, post]))
  const last = new Map(terms.map((row) => [row.staff_id, row]))
  const held = new Set((await db.selectFrom('staff_role').select('staff_id').execute()).map((row) => row.staff_id))
  return staff
    .map((row) => {
      const own = last.get(row.id)
      const post = own && posts.get(own.post_id)
      const { share_part: part = null, share_of: of = null } = own ?? {}
      const person: PersonOn = {
        id: row.id,
        name: row.name,
        signsIn: row.secret !== '' && held.has(row.id),
        hasPin: row.secret !== '',
        active: row.active === 1,
        joinedOn: row.joined_on,
        leftOn: row.left_on,
        postId: post?.id ?? null,
        keepsLog: post?.keepsLog ?? true,
        post: post?.name ?? '',
        department: post?.department ?? '',
        salary: own?.salary ?? 0,
        share: part === null || of === null ? null : { part, of },
      }
      return { person, position: post?.position ?? Number.MAX_SAFE_INTEGER }
    })
    .sort((a, b) => a.position - b.position)
    .map(({ person }) => person)
}

/** Everything known of one person; pay only for whoever may see it, rewards and penalties also for themselves. @throws DeskError `not-found` */
export async function personCard(desk: Desk, id: number, year: number): Promise<PersonCard> {
  const { db } = desk
  const row = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'staff', id })
  const roles = await db.selectFrom('staff_role').select('role').where('staff_id', '=', id).execute()
  const zones = await db
    .selectFrom('zone')
    .leftJoin('area', 'area.zone_id', 'zone.id')
    .select(['zone.name', joined(sql.ref('area.name')).as('areas')])
    .where('zone.steward_id', '=', id)
    .groupBy('zone.id')
    .orderBy('zone.id')
    .execute()
  const terms = await db
    .selectFrom('staff_terms')
    .innerJoin('post', 'post.id', 'staff_terms.post_id')
    .selectAll('staff_terms')
    .select(['post.name as post', 'post.department'])
    .where('staff_id', '=', id)
    .orderBy('from_on', 'desc')
    .execute()
  const absences = await db
    .selectFrom('absence')
    .selectAll()
    .where('staff_id', '=', id)
    .where('to_on', '>=', addDays(desk.clock.today(), -absencesShown))
    .orderBy('from_on', 'desc')
    .execute()
  const trainings = await trainingsOf(db, id, year)
  const mayPay = seesPay(desk)
  return {
    id,
    version: Number(row.version),
    name: row.name,
    phone: row.phone,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    active: row.active === 1,
    signsIn: row.secret !== '' && roles.length > 0,
    roles: roles.map((one) => one.role),
    zones: zones.map((zone) => ({ name: zone.name, areas: String(zone.areas ?? '') })),
    terms: terms.map((one) => ({
      id: one.id,
      fromOn: one.from_on,
      postId: one.post_id,
      post: one.post,
      department: one.department,
      salary: mayPay ? one.salary : null,
      share:
        mayPay && one.share_part !== null && one.share_of !== null ? { part: one.share_part, of: one.share_of } : null,
    })),
    absences: absences.map(({ id: own, version, from_on, to_on, reason }) => ({
      id: own,
      version: Number(version),
      fromOn: from_on,
      toOn: to_on,
      reason,
    })),
    year,
    trainings,
    trainedCenti: trainings.reduce((sum, one) => sum + (one.cancelledOn === null ? one.hoursCenti : 0), 0),
    targetHours: await trainingTarget(db, year, desk.clock.zone),
    rewards: mayPay || id === desk.actor.id ? await rewardsOf(db, id) : null,
    stars: await starsOf(db, id),
  }
}

/** Months of which somebody is the star. */
async function starsOf(db: Db, staffId: number): Promise<{ month: string; reason: string }[]> {
  const steps = await db.selectFrom('appraisal_step').selectAll().where('kind', '=', 'star').orderBy('id').execute()
  const last = new Map(steps.map((step) => [step.month, step]))
  return [...last.values()]
    .filter((step) => step.staff_id === staffId)
    .map(({ month, reason }) => ({ month, reason }))
    .sort((a, b) => (a.month < b.month ? 1 : -1))
}

/** Who works here today, for choosing. */
export async function staffChoices({ db, clock }: Desk) {
  const today = clock.today()
  const people = await peopleIn(db, today, today)
  return people.map(({ id, name, post, department, signsIn, hasPin }) => ({
    id,
    name,
    post,
    department,
    signsIn,
    hasPin,
  }))
}
