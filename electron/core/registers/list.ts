import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { type RegisterId, type RegisterListId, type RegisterShown, registerIds } from '../../contract/registerKinds.ts'
import { reminderDays } from '../../contract/reminders.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { Desk } from '../context.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { residentPhone } from '../residents/phones.ts'
import { codeKey } from './codes.ts'
import { copiesOn } from './copies.ts'

const endsWithin = (today: DateText, days: number) =>
  sql<boolean>`(record.is_open = 1 AND record.to_on >= ${today} AND record.to_on <= ${addDays(today, days)})`

/** Condition: what is shown of a register. The nearer is among the farther, as one looks ahead. */
const shownOn = (today: DateText): Readonly<Record<RegisterShown, RawBuilder<boolean>>> => ({
  open: sql<boolean>`(record.is_open = 1)`,
  within30: endsWithin(today, 30),
  within7: endsWithin(today, 7),
  within1: endsWithin(today, 1),
  overdue: sql<boolean>`(record.is_open = 1 AND record.to_on < ${today})`,
})

/** The step of reminding that the row `record` has reached while it is open (contract/reminders.ts). */
const dueOn = (today: DateText) => sql<number | null>`CASE WHEN record.is_open = 0 OR record.to_on IS NULL THEN NULL
  WHEN record.to_on < ${today} THEN 0 ${sql.join(
    reminderDays.map((days) => sql`WHEN record.to_on <= ${addDays(today, days)} THEN ${sql.lit(days)}`),
    sql` `,
  )} END`

/** Name of the space of the row `record`: `地面 · 12`; `C18` where its number names the car park C already. */
export const spaceName = sql<string | null>`(SELECT CASE
    WHEN substr(parking_space.code, 1, length(car_park.name)) = car_park.name THEN parking_space.code
    ELSE car_park.name || ' · ' || parking_space.code END FROM parking_space
  JOIN car_park ON car_park.id = parking_space.car_park_id WHERE parking_space.id = record.space_id)`

/** Condition: found by number, code, holder, what it is, where it is, its space, or the unit and who lives there. */
function recordMatches(text: string): RawBuilder<boolean> {
  const part = containsPattern(text)
  const has = (column: string) => sql<boolean>`${sql.ref(`record.${column}`)} LIKE ${part} ESCAPE '\\'`
  return sql<boolean>`(lower(record.number) = ${codeKey(text)} OR record.code_key = ${codeKey(text)} OR ${has('holder')}
    OR ${has('title')} OR ${has('place')} OR record.space_id IN (${spacesCalled(text)})
    OR record.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`
}

/** The spaces whose number is typed, alone or behind their car park: `C18`, `地面7`, `地面 · 7`. */
function spacesCalled(text: string): RawBuilder<number> {
  const called = codeKey(text).replace(/[\s·]/g, '')
  return sql<number>`SELECT parking_space.id FROM parking_space
    JOIN car_park ON car_park.id = parking_space.car_park_id
    WHERE lower(parking_space.code) = ${called} OR lower(car_park.name || parking_space.code) = ${called}`
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
      if (filter.show !== undefined) query = query.where(shownOn(today)[filter.show])
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
          sql`record.at_time`.as('atTime'),
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
          quantityOf(register, desk.clock.today()).as('quantity'),
          sql`record.amount`.as('amount'),
          sql`record.state`.as('state'),
          dueOn(desk.clock.today()).as('due'),
          sql`record.note`.as('note'),
          sql`record.actor_name`.as('actor'),
        ]) as unknown as ListQuery,
    order: (desk) => ({
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
      quantity: quantityOf(register, desk.clock.today()),
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

/** Copies of a notice as they were last corrected; of every other register what its record says. */
function quantityOf(register: RegisterId, today: DateText): RawBuilder<number | null> {
  return register === 'notice' ? copiesOn(today) : sql<number | null>`record.quantity`
}

type ListFilterOfAny = Parameters<ListSource<RegisterListId>['from']>[1]

/** What is open of each register, and of that what is past its end or near it. */
export async function recordsDue({ db, clock }: Desk) {
  const shown = shownOn(clock.today())
  const counted = (Object.keys(shown) as RegisterShown[]).map(
    (show) => sql`sum(CASE WHEN ${shown[show]} THEN 1 ELSE 0 END) AS ${sql.ref(show)}`,
  )
  const { rows } = await sql<{ register: RegisterId } & Record<RegisterShown, number>>`
    SELECT record.register, ${sql.join(counted)} FROM record WHERE record.is_open = 1 GROUP BY record.register`.execute(
    db,
  )
  return registerIds.flatMap((id) =>
    rows.filter((row) => row.register === id).map(({ register, ...counts }) => ({ register, counts })),
  )
}
