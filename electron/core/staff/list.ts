import { type RawBuilder, sql } from 'kysely'
import { yearOf } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { hundredthsText } from '../../contract/money.ts'
import { containsPattern, joined } from '../../db/dialect.ts'
import type { Desk } from '../context.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { seesPay } from './people.ts'
import { askedIn, hoursAsked } from './trainingTarget.ts'

const matches = (text: string) => sql<boolean>`staff.name LIKE ${containsPattern(text)} ESCAPE '\\'`

const onStaff = (query: ListQuery, key: string) =>
  query.innerJoin('staff', (join) => join.on(sql<boolean>`staff.id = ${sql.ref(key)}`)) as ListQuery

/** Of the terms that hold on a day of the row `staff`: a column of them, or of their post. */
const termsOn = (what: RawBuilder<unknown>, today: string) => sql`(SELECT ${what} FROM staff_terms
  JOIN post ON post.id = staff_terms.post_id WHERE staff_terms.staff_id = staff.id AND staff_terms.from_on <= ${today}
  ORDER BY staff_terms.from_on DESC LIMIT 1)`

const trained = (what: RawBuilder<unknown>, year: number) => sql<number>`(SELECT ${what} FROM training
  WHERE training.staff_id = staff.id AND training.on_date >= ${`${year}-01-01`}
    AND training.on_date <= ${`${year}-12-31`} AND training.cancelled_on IS NULL)`

const hours = sql`coalesce(sum(training.hours_centi), 0)`

const isHere = (today: string) =>
  sql<boolean>`(staff.left_on IS NULL AND staff.active = 1 OR staff.left_on >= ${today})`

/** Everybody on the staff, who works here now unless others are asked for. */
export const peopleSource: ListSource<'people'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db.selectFrom('staff') as unknown as ListQuery
    if (filter.text?.trim()) query = query.where(matches(filter.text.trim()))
    if (filter.post !== undefined) {
      query = query.where(sql<boolean>`${termsOn(sql`post.id`, today)} = ${filter.post}`)
    }
    if (filter.state === undefined) query = query.where(isHere(today))
    if (filter.state === 'left') query = query.where(sql<boolean>`NOT ${isHere(today)}`)
    return query
  },
  select: (query, desk) => {
    const today = desk.clock.today()
    return query.select([
      sql`staff.id`.as('id'),
      sql`staff.name`.as('name'),
      termsOn(sql`post.department`, today).as('department'),
      termsOn(sql`post.name`, today).as('post'),
      sql`staff.phone`.as('phone'),
      sql`(SELECT ${joined(sql`zone.name`)} FROM zone WHERE zone.steward_id = staff.id)`.as('zones'),
      sql`staff.joined_on`.as('joinedOn'),
      sql`staff.left_on`.as('leftOn'),
      termsOn(sql`staff_terms.salary`, today).as('salary'),
      trained(hours, yearOf(today)).as('trained'),
    ])
  },
  order: (desk) => ({
    name: 'staff.sort_key',
    department: termsOn(sql`post.department`, desk.clock.today()),
    post: termsOn(sql`post.position`, desk.clock.today()),
    joinedOn: 'staff.joined_on',
    leftOn: 'staff.left_on',
  }),
  defaultSort: [{ by: 'post' }, { by: 'name' }],
  tieBreak: 'staff.id',
  row: (raw, desk) =>
    ({
      ...raw,
      salary: seesPay(desk) ? raw.salary : null,
      trained: hundredthsText(Number(raw.trained)),
    }) as ListRow<'people'>,
}

/** Trainings, one row for each person, the newest first. */
export const trainingsSource: ListSource<'trainings'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('training') as unknown as ListQuery
    if (filter.staffId !== undefined) query = query.where(sql.ref('training.staff_id'), '=', filter.staffId)
    if (filter.year !== undefined) query = inYear(query, 'training.on_date', filter.year)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(training.topic LIKE ${containsPattern(text)} ESCAPE '\\'
          OR training.staff_id IN (SELECT staff.id FROM staff WHERE ${matches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    onStaff(query, 'training.staff_id').select([
      sql`training.id`.as('id'),
      sql`training.version`.as('version'),
      sql`staff.id`.as('staffId'),
      sql`training.on_date`.as('onDate'),
      sql`staff.name`.as('name'),
      sql`training.topic`.as('topic'),
      sql`training.trainer`.as('trainer'),
      sql`training.hours_centi`.as('hours'),
      sql`training.cancelled_on`.as('cancelledOn'),
      sql`training.cancel_reason`.as('cancelReason'),
    ]),
  order: () => ({
    onDate: 'training.on_date',
    name: 'staff.sort_key',
    topic: 'training.topic',
    trainer: 'training.trainer',
    hours: 'training.hours_centi',
    cancelledOn: 'training.cancelled_on',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'training.id',
  row: (raw) => ({ ...raw, hours: hundredthsText(Number(raw.hours)) }) as ListRow<'trainings'>,
}

const inYear = (query: ListQuery, column: string, year: number): ListQuery =>
  query.where(sql.ref(column), '>=', `${year}-01-01`).where(sql.ref(column), '<=', `${year}-12-31`)

const yearAsked = (desk: Desk, year: number | undefined) => year ?? yearOf(desk.clock.today())

/** Training hours of a year by person against what the year asks, this year unless another is asked for. */
export const trainingYearsSource: ListSource<'trainingYears'> = {
  from(desk, filter) {
    const year = yearAsked(desk, filter.year)
    const query = (desk.db.selectFrom('staff') as unknown as ListQuery).where(
      sql<boolean>`(${isHere(`${year}-12-31`)} AND (staff.joined_on IS NULL OR staff.joined_on <= ${`${year}-12-31`})
        OR ${trained(sql`count(*)`, year)} > 0)`,
    )
    return filter.text?.trim() ? query.where(matches(filter.text.trim())) : query
  },
  select: (query, desk, filter) => {
    const year = yearAsked(desk, filter.year)
    return query.select([
      sql`staff.id`.as('id'),
      sql`staff.name`.as('name'),
      termsOn(sql`post.name`, `${year}-12-31`).as('post'),
      trained(sql`count(*)`, year).as('times'),
      trained(hours, year).as('hours'),
      askedIn(year, desk.clock.zone).as('target'),
    ])
  },
  order: (desk, filter) => ({
    name: 'staff.sort_key',
    post: termsOn(sql`post.position`, `${yearAsked(desk, filter.year)}-12-31`),
    times: trained(sql`count(*)`, yearAsked(desk, filter.year)),
    hours: trained(hours, yearAsked(desk, filter.year)),
  }),
  defaultSort: [{ by: 'hours' }, { by: 'name' }],
  tieBreak: 'staff.id',
  row: (raw) => {
    const target = hoursAsked(raw.target as string | null)
    const done = Number(raw.hours)
    return {
      ...raw,
      hours: hundredthsText(done),
      target,
      missing: done >= target * 100 ? '' : hundredthsText(target * 100 - done),
    } as ListRow<'trainingYears'>
  },
}

const caseOf = (what: string) => sql`(CASE reward.case_kind WHEN 'job' THEN
  (SELECT ${sql.ref(`job.${what}`)} FROM job WHERE job.id = reward.case_id)
  WHEN 'complaint' THEN (SELECT ${sql.ref(`complaint.${what}`)} FROM complaint WHERE complaint.id = reward.case_id) END)`

/** Rows of everybody for whoever may see pay, of themselves for everybody else. */
export function ownOnly(desk: Desk, query: ListQuery, staffId: string): ListQuery {
  return seesPay(desk) ? query : query.where(sql.ref(staffId), '=', desk.actor.id ?? 0)
}

/** Rewards and penalties, the newest first; those who may not see pay are shown their own. */
export const rewardsSource: ListSource<'rewards'> = {
  from(desk, filter) {
    let query = ownOnly(desk, desk.db.selectFrom('reward') as unknown as ListQuery, 'reward.staff_id')
    if (filter.kind !== undefined) query = query.where(sql.ref('reward.kind'), '=', filter.kind)
    if (filter.staffId !== undefined) query = query.where(sql.ref('reward.staff_id'), '=', filter.staffId)
    if (filter.from !== undefined) query = query.where(sql.ref('reward.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('reward.on_date'), '<=', filter.to)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(sql<boolean>`reward.staff_id IN (SELECT staff.id FROM staff WHERE ${matches(text)})`)
    }
    return query
  },
  select: (query) =>
    onStaff(query, 'reward.staff_id').select([
      sql`reward.id`.as('id'),
      sql`reward.version`.as('version'),
      sql`staff.id`.as('staffId'),
      sql`reward.on_date`.as('onDate'),
      sql`staff.name`.as('name'),
      sql`reward.kind`.as('kind'),
      sql`reward.amount`.as('amount'),
      sql`reward.reason`.as('reason'),
      sql`reward.case_kind`.as('caseKind'),
      sql`reward.case_id`.as('caseId'),
      caseOf('number').as('caseNumber'),
      sql`reward.actor_name`.as('actor'),
      sql`reward.cancelled_on`.as('cancelledOn'),
      sql`reward.cancel_reason`.as('cancelReason'),
    ]),
  order: () => ({
    onDate: 'reward.on_date',
    name: 'staff.sort_key',
    kind: 'reward.kind',
    amount: 'reward.amount',
    cancelledOn: 'reward.cancelled_on',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'reward.id',
  row: (raw) => raw as ListRow<'rewards'>,
}
