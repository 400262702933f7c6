import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { type RegisterId, type RegisterListId, registerIds, reminderDays } from '../../contract/registerKinds.ts'
import type { Desk } from '../context.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { residentPhone } from '../residents/phones.ts'

const overdueOn = (today: DateText) => sql<boolean>`(record.is_open = 1 AND record.to_on < ${today})`
const soonOn = (today: DateText) =>
  sql<boolean>`(record.is_open = 1 AND record.to_on >= ${today} AND record.to_on <= ${addDays(today, reminderDays[0])})`

/** Name of the space of the row `record`: `C · 12`. */
export const spaceName = sql<string | null>`(SELECT car_park.name || ' · ' || parking_space.code FROM parking_space
  JOIN car_park ON car_park.id = parking_space.car_park_id WHERE parking_space.id = record.space_id)`

/** Condition: found by number, code, holder, what it is, or the unit and who lives there. */
function recordMatches(text: string): RawBuilder<boolean> {
  const part = `%${text}%`
  return sql<boolean>`(record.number = ${text} OR record.code = ${text} OR record.holder LIKE ${part}
    OR record.title LIKE ${part} OR record.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`
}

/** The records of one register, the newest first. */
export function registerSource<L extends RegisterListId>(register: RegisterId): ListSource<L> {
  return {
    from(desk, given) {
      // All registers have one filter.
      const filter = given as ListFilterOfAny
      let query = (desk.db.selectFrom('record') as unknown as ListQuery).where(
        sql.ref('record.register'),
        '=',
        register,
      )
      const today = desk.clock.today()
      if (filter.show === 'open') query = query.where(sql<boolean>`record.is_open = 1`)
      if (filter.show === 'overdue') query = query.where(overdueOn(today))
      if (filter.show === 'soon') query = query.where(soonOn(today))
      if (filter.state !== undefined) query = query.where(sql.ref('record.state'), '=', filter.state)
      if (filter.category !== undefined) query = query.where(sql.ref('record.category'), '=', filter.category)
      if (filter.unitId !== undefined) query = query.where(sql.ref('record.unit_id'), '=', filter.unitId)
      if (filter.from !== undefined) query = query.where(sql.ref('record.on_date'), '>=', filter.from)
      if (filter.to !== undefined) query = query.where(sql.ref('record.on_date'), '<=', filter.to)
      const { estate, area, building } = filter
      if (estate !== undefined || area !== undefined || building !== undefined) {
        query = query.where(sql<boolean>`record.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
      }
      const text = filter.text?.trim()
      return text ? query.where(recordMatches(text)) : query
    },
    select: (query, desk) =>
      query
        .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = record.unit_id`))
        .select([
          sql`record.id`.as('id'),
          sql`record.number`.as('number'),
          sql`record.on_date`.as('onDate'),
          sql`unit.display`.as('unit'),
          spaceName.as('space'),
          sql`record.title`.as('title'),
          sql`record.category`.as('category'),
          sql`record.holder`.as('holder'),
          sql`record.phone`.as('phone'),
          sql`record.code`.as('code'),
          sql`record.place`.as('place'),
          sql`record.from_on`.as('fromOn'),
          sql`record.to_on`.as('toOn'),
          sql`record.quantity`.as('quantity'),
          sql`record.amount`.as('amount'),
          sql`record.state`.as('state'),
          sql`CASE WHEN ${overdueOn(desk.clock.today())} THEN 'overdue' WHEN ${soonOn(desk.clock.today())} THEN 'soon' END`.as(
            'due',
          ),
          sql`record.note`.as('note'),
          sql`record.actor_name`.as('actor'),
        ]) as unknown as ListQuery,
    order: () => ({
      number: 'record.number',
      onDate: 'record.on_date',
      unit: 'unit.sort_key',
      space: spaceName,
      category: 'record.category',
      holder: 'record.holder',
      code: 'record.code',
      place: 'record.place',
      fromOn: 'record.from_on',
      toOn: 'record.to_on',
      quantity: 'record.quantity',
      amount: 'record.amount',
      state: 'record.state',
    }),
    defaultSort: [
      { by: 'onDate', descending: true },
      { by: 'number', descending: true },
    ],
    tieBreak: 'record.id',
    row: (raw, desk) => {
      const row = raw as ListRow<RegisterListId>
      return { ...row, phone: residentPhone(desk, row.phone) } as ListRow<L>
    },
  }
}

type ListFilterOfAny = Parameters<ListSource<RegisterListId>['from']>[1]

/** What is open of each register, and of that what is past its end or near it. */
export async function recordsDue({ db, clock }: Desk) {
  const today = clock.today()
  const { rows } = await sql<{ register: RegisterId; open: number; overdue: number; soon: number }>`
    SELECT record.register, count(*) AS open, coalesce(sum(${overdueOn(today)}), 0) AS overdue,
      coalesce(sum(${soonOn(today)}), 0) AS soon
    FROM record WHERE record.is_open = 1 GROUP BY record.register`.execute(db)
  return registerIds.flatMap((id) => rows.filter((row) => row.register === id))
}
