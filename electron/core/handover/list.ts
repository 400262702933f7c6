import { sql } from 'kysely'
import { addDays } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { daysBetween, joined } from '../../db/dialect.ts'
import { ownersOn, unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { residentPhone } from '../residents/phones.ts'

/** "Due soon" looks this many days ahead. */
export const soonDays = 30

/** Units due or appointed but not handed over: what still has to be handed over, the longest overdue first. */
export const handoverDueSource: ListSource<'handoverDue'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db
      .selectFrom('unit')
      .leftJoin('handover', (join) =>
        join.onRef('handover.unit_id', '=', 'unit.id').on('handover.state', 'in', ['appointed', 'inspecting']),
      )
      .where(
        sql<boolean>`unit.handed_over_on IS NULL AND (unit.due_on IS NOT NULL OR unit.id IN (
          SELECT unit_id FROM handover WHERE state IN ('appointed', 'inspecting')))`,
      )
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.kind !== undefined) query = query.where(sql.ref('unit.kind'), '=', filter.kind)
    if (filter.when === 'overdue') query = query.where(sql.ref('unit.due_on'), '<', today)
    if (filter.when === 'soon') {
      query = query
        .where(sql.ref('unit.due_on'), '>=', today)
        .where(sql.ref('unit.due_on'), '<=', addDays(today, soonDays))
    }
    if (filter.when === 'later') query = query.where(sql.ref('unit.due_on'), '>', addDays(today, soonDays))
    if (filter.when === 'appointed') query = query.where(sql.ref('handover.id'), 'is not', null)
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select(query, desk) {
    const today = desk.clock.today()
    return withPlace(query).select([
      sql`unit.id`.as('id'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`unit.kind`.as('kind'),
      sql`unit.area_centi`.as('areaCenti'),
      sql`unit.ready_on`.as('readyOn'),
      sql`unit.due_on`.as('dueOn'),
      ownersOn(today).as('owner'),
      sql`(SELECT ${joined(sql`person.phone`)} FROM residency JOIN person ON person.id = residency.person_id
        WHERE residency.unit_id = unit.id AND residency.role = 'owner' AND person.phone <> '' AND residency.from_on <= ${today}
          AND (residency.to_on IS NULL OR residency.to_on >= ${today}))`.as('phone'),
      daysBetween(sql`unit.due_on`, sql`${today}`).as('days'),
      sql`handover.id`.as('handoverId'),
      sql`handover.state`.as('state'),
      sql`handover.appointed_on`.as('appointedOn'),
    ])
  },
  order(desk) {
    return {
      place: 'unit.sort_key',
      area: 'area.sort_key',
      building: 'building.sort_key',
      room: 'unit.sort_key',
      kind: 'unit.kind',
      areaCenti: 'unit.area_centi',
      owner: ownersOn(desk.clock.today()),
      readyOn: 'unit.ready_on',
      dueOn: 'unit.due_on',
      days: daysBetween(sql`unit.due_on`, sql`${desk.clock.today()}`),
      state: 'handover.state',
      appointedOn: 'handover.appointed_on',
    }
  },
  defaultSort: [{ by: 'dueOn' }, { by: 'place' }],
  tieBreak: 'unit.id',
  row: (raw, desk) =>
    ({ ...raw, phone: raw.phone === null ? null : residentPhone(desk, String(raw.phone)) }) as ListRow<'handoverDue'>,
}

/** Handovers made or under way, the newest appointment first. */
export const handoversSource: ListSource<'handovers'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('handover')
      .innerJoin('unit', 'unit.id', 'handover.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql.ref('handover.state'), '=', filter.state)
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select: (query) =>
    withPlace(query).select([
      sql`handover.id`.as('id'),
      sql`unit.id`.as('unitId'),
      sql`handover.appointed_on`.as('appointedOn'),
      sql`handover.appointed_time`.as('appointedTime'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`handover.state`.as('state'),
      sql`handover.receiver`.as('receiver'),
      defects.as('defects'),
      sql`handover.keys`.as('keys'),
      sql`handover.done_on`.as('doneOn'),
    ]),
  order: () => ({
    appointedOn: 'handover.appointed_on',
    appointedTime: 'handover.appointed_time',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    state: 'handover.state',
    receiver: 'handover.receiver',
    defects,
    keys: 'handover.keys',
    doneOn: 'handover.done_on',
  }),
  defaultSort: [
    { by: 'appointedOn', descending: true },
    { by: 'appointedTime', descending: true },
  ],
  tieBreak: 'handover.id',
  row: (raw) => raw as ListRow<'handovers'>,
}

const defects = sql<number>`(SELECT count(*) FROM handover_item
  WHERE handover_item.handover_id = handover.id AND handover_item.result = 'defect')`
