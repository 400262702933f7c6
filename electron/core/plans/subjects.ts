import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { PlanOf } from '../../contract/plans.ts'
import { type PlanSubject, planSubjects } from '../../contract/planWords.ts'
import type { JobSource, Trade } from '../../contract/vocabulary.ts'
import { codesOf } from '../../contract/vocabulary.ts'
import type { Db, Tx } from '../context.ts'
import { equipmentMatches, equipmentPlace, equipmentTrade } from '../equipment/list.ts'
import { scrappedBefore } from '../equipment/states.ts'
import { programmeThing } from '../programmes/counting.ts'

/** Where the things live that plans of a subject are for. */
export interface PlanThing {
  /** Its name as a list shows it, by its id. */
  name(id: RawBuilder<unknown>): RawBuilder<string | null>
  place(id: RawBuilder<unknown>): RawBuilder<string | null>
  /** Trade of the jobs that come of it, by its id. */
  trade(id: RawBuilder<unknown>): RawBuilder<Trade | null>
  /** The first day on which anything can be done to it, by its id; left out where it was always there. */
  since?(id: RawBuilder<unknown>): RawBuilder<DateText | null>
  /** Since when it has been out of service, by its id, where it is so all day; left out where nothing of it ever is. */
  goneSince?(id: RawBuilder<unknown>, day: DateText): RawBuilder<DateText | null>
  /** Ids of those that match what somebody typed. */
  matching(text: string): RawBuilder<number>
}

interface SubjectHome {
  /** Null where plans are for nothing in particular: the title says it all. */
  readonly thing: PlanThing | null
  /** Source of the jobs that failed items open. */
  readonly source: JobSource
}

const equipment: PlanThing = {
  name: (id) =>
    sql<string | null>`(SELECT piece.code || ' ' || piece.name FROM equipment AS piece WHERE piece.id = ${id})`,
  place: equipmentPlace,
  trade: equipmentTrade,
  since: (id) => sql<DateText | null>`(SELECT piece.installed_on FROM equipment AS piece WHERE piece.id = ${id})`,
  goneSince: scrappedBefore,
  matching: (text) => sql<number>`SELECT equipment.id FROM equipment WHERE ${equipmentMatches(text)}`,
}

/** One line for every subject: a register that makes plans of its own names its things here. */
const homes: Readonly<Record<PlanSubject, SubjectHome>> = {
  maintenance: { thing: equipment, source: 'internal' },
  statutory: { thing: equipment, source: 'internal' },
  patrol: { thing: null, source: 'patrol' },
  cleaning: { thing: programmeThing, source: 'patrol' },
  greening: { thing: programmeThing, source: 'patrol' },
}

const subjects = codesOf(planSubjects)

/** By subject, whatever a thing says of itself; null for subjects without things. */
function bySubject(
  table: 'plan' | 'task',
  of: (thing: PlanThing) => RawBuilder<unknown> | undefined,
): RawBuilder<string | null> {
  const cases = subjects.flatMap((subject) => {
    const { thing } = homes[subject]
    const said = thing === null ? undefined : of(thing)
    return said === undefined ? [] : [sql`WHEN ${subject} THEN ${said}`]
  })
  if (cases.length === 0) return sql<null>`NULL`
  return sql<string | null>`CASE ${sql.ref(`${table}.subject`)} ${sql.join(cases, sql` `)} END`
}

/** Name of what a plan or task is for. */
export function aboutOf(table: 'plan' | 'task'): RawBuilder<string | null> {
  return bySubject(table, (thing) => thing.name(sql.ref(`${table}.subject_id`)))
}

/** Where that is. */
export function placeOf(table: 'plan' | 'task'): RawBuilder<string | null> {
  return bySubject(table, (thing) => thing.place(sql.ref(`${table}.subject_id`)))
}

/** Since when that is there; null where it always was, or nobody knows. */
export function thereSince(table: 'plan' | 'task'): RawBuilder<DateText | null> {
  return bySubject(table, (thing) => thing.since?.(sql.ref(`${table}.subject_id`)))
}

/** Of the rows `task`: since when what they are for has been out of service, where it is so all day on a day. */
export function goneSince(day: DateText): RawBuilder<DateText | null> {
  return bySubject('task', (thing) => thing.goneSince?.(sql.ref('task.subject_id'), day))
}

/** Since when a thing has been out of service, as things stand; null while it is there. */
export async function thingGoneSince(db: Db | Tx, { subject, subjectId }: PlanOf): Promise<DateText | null> {
  const gone = homes[subject].thing?.goneSince?.(sql`${subjectId}`, endOfTime)
  if (gone === undefined) return null
  const { rows } = await sql<{ since: DateText | null }>`SELECT ${gone} AS since`.execute(db)
  return rows[0]?.since ?? null
}

/** After every day that anything is entered for. */
const endOfTime = '9999-12-31'

/** True for plans whose thing matches what somebody typed. */
export function thingMatches(text: string): RawBuilder<boolean> {
  const cases = subjects.flatMap((subject) => {
    const { thing } = homes[subject]
    return thing ? [sql`(plan.subject = ${subject} AND plan.subject_id IN (${thing.matching(text)}))`] : []
  })
  return cases.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(cases, sql` OR `)})`
}

export interface Thing {
  readonly about: string
  readonly place: string
  readonly trade: Trade
  readonly source: JobSource
}

/** What a plan is for: its name, its place and how its jobs go. */
export async function thingOf(db: Db | Tx, { subject, subjectId }: PlanOf): Promise<Thing> {
  const { thing, source } = homes[subject]
  const none: Thing = { about: '', place: '', trade: 'other', source }
  if (thing === null || subjectId === null) return none
  const id = sql`${subjectId}`
  const { rows } = await sql<{ about: string | null; place: string | null; trade: Trade | null }>`SELECT
    ${thing.name(id)} AS about, ${thing.place(id)} AS place, ${thing.trade(id)} AS trade`.execute(db)
  const [row] = rows
  return { about: row?.about ?? '', place: row?.place ?? '', trade: row?.trade ?? 'other', source }
}
