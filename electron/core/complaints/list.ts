import { type RawBuilder, sql } from 'kysely'
import { type ComplaintState, openComplaintStates } from '../../contract/caseStates.ts'
import { momentInZone } from '../../contract/dates.ts'
import { type ListRow, nobody } from '../../contract/lists.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { shownPhone } from '../residents/phones.ts'
import { isReplyLate } from './rules.ts'
import { isClosedOn, isValidOn } from './standing.ts'

/** Condition: the complaint is not answered yet. */
export const isComplaintOpen = sql<boolean>`complaint.state IN (${sql.join(openComplaintStates.map((state) => sql.lit(state)))})`

/** Condition: not replied to in time, or gone up a level. */
export function isUrgent(now: string): RawBuilder<boolean> {
  return sql<boolean>`(${isComplaintOpen} AND (complaint.level > 1
    OR (complaint.responded_at IS NULL AND complaint.respond_due_at < ${now})))`
}

/** The area of its unit by name, '' without one. */
const areaName = sql`coalesce((SELECT area.name FROM unit JOIN building ON building.id = unit.building_id
  JOIN area ON area.id = building.area_id WHERE unit.id = complaint.unit_id), '')`

/** Complaints, the newest first. */
export const complaintsSource: ListSource<'complaints'> = {
  from(desk, filter) {
    const now = desk.clock.now().toISOString()
    let query = desk.db.selectFrom('complaint') as unknown as ListQuery
    if (filter.show === 'open') query = query.where(isComplaintOpen)
    if (filter.show === 'late') {
      query = query
        .where(isComplaintOpen)
        .where(sql<boolean>`complaint.responded_at IS NULL AND complaint.respond_due_at < ${now}`)
    }
    if (filter.show === 'urgent') query = query.where(isUrgent(now))
    if (filter.show === 'escalated') query = query.where(isComplaintOpen).where(sql<boolean>`complaint.level > 1`)
    if (filter.show === 'answered') query = query.where(sql<boolean>`complaint.state = 'answered'`)
    if (filter.show === 'invalid') query = query.where(sql<boolean>`complaint.invalid_on IS NOT NULL`)
    if (filter.state !== undefined) query = query.where(sql.ref('complaint.state'), '=', filter.state)
    if (filter.kind !== undefined) query = query.where(sql.ref('complaint.kind'), '=', filter.kind)
    if (filter.unitId !== undefined) query = query.where(sql.ref('complaint.unit_id'), '=', filter.unitId)
    if (filter.personId !== undefined) query = query.where(sql.ref('complaint.person_id'), '=', filter.personId)
    if (filter.from !== undefined) query = query.where(sql.ref('complaint.received_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('complaint.received_on'), '<=', filter.to)
    const today = desk.clock.today()
    if (filter.valid === 'yes') query = query.where(isValidOn(today))
    if (filter.valid === 'no') query = query.where(sql<boolean>`NOT ${isValidOn(today)}`)
    if (filter.closed === 'yes') query = query.where(isClosedOn(today))
    if (filter.closed === 'no') query = query.where(sql<boolean>`NOT ${isClosedOn(today)}`)
    for (const [name, column] of [
      [filter.cause, sql`coalesce(complaint.cause, '')`],
      [filter.against, sql`complaint.against`],
      [filter.areaName, areaName],
    ] as const) {
      if (name !== undefined) query = query.where(sql<boolean>`${column} = ${name === nobody ? '' : name}`)
    }
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(sql<boolean>`complaint.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(complaint.number = ${text} OR complaint.owner = ${text} OR complaint.caller = ${text}
          OR complaint.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = complaint.unit_id`))
      .select([
        sql`complaint.id`.as('id'),
        sql`complaint.number`.as('number'),
        sql`complaint.received_at`.as('receivedAt'),
        sql`unit.display`.as('unit'),
        sql`complaint.kind`.as('kind'),
        sql`complaint.content`.as('content'),
        sql`complaint.against`.as('against'),
        sql`complaint.state`.as('state'),
        sql`complaint.level`.as('level'),
        sql`complaint.owner`.as('owner'),
        sql`complaint.caller`.as('caller'),
        sql`complaint.phone`.as('phone'),
        sql`complaint.invalid_on`.as('invalidOn'),
        sql`complaint.cause`.as('cause'),
        sql`complaint.respond_due_at`.as('respondDueAt'),
        sql`complaint.responded_at`.as('respondedAt'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: 'complaint.number',
    receivedAt: 'complaint.received_at',
    unit: 'unit.sort_key',
    kind: 'complaint.kind',
    state: 'complaint.state',
    level: 'complaint.level',
    owner: 'complaint.owner',
    respondDueAt: 'complaint.respond_due_at',
  }),
  defaultSort: [{ by: 'receivedAt', descending: true }],
  tieBreak: 'complaint.id',
  row: (raw, desk) => {
    const { invalidOn, receivedAt, respondDueAt, respondedAt, phone, ...row } = raw as Record<string, string | null>
    const shown = (moment: string | null | undefined) =>
      moment ? momentInZone(new Date(moment), desk.clock.zone) : null
    const reply = {
      state: row.state as ComplaintState,
      respond_due_at: respondDueAt ?? null,
      responded_at: respondedAt ?? null,
    }
    return {
      ...row,
      level: Number(row.level),
      receivedAt: shown(receivedAt),
      respondDueAt: shown(respondDueAt),
      isValid: invalidOn === null,
      phone: shownPhone(desk, phone ?? '', null),
      late: isReplyLate(reply, desk.clock.now()),
    } as unknown as ListRow<'complaints'>
  },
}
