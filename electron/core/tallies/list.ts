import { sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { tallyItemCalled, tallyRegisterIds } from '../../contract/tallyRegisters.ts'
import { containsPattern } from '../../db/dialect.ts'
import { unitMatches } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { tallyCost } from './cost.ts'

const place = sql<string>`CASE WHEN tally.unit_id IS NULL THEN tally.place
  ELSE area.name || ' ' || unit.display || CASE WHEN tally.place = '' THEN '' ELSE ' ' || tally.place END END`

/** Counts of every register, the newest first. */
export const talliesSource: ListSource<'tallies'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('tally') as unknown as ListQuery
    if (filter.register !== undefined) query = query.where(sql.ref('tally.register'), '=', filter.register)
    if (filter.item !== undefined) query = query.where(sql.ref('tally.item'), '=', filter.item)
    if (filter.from !== undefined) query = query.where(sql.ref('tally.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('tally.on_date'), '<=', filter.to)
    if (filter.unitId !== undefined) query = query.where(sql.ref('tally.unit_id'), '=', filter.unitId)
    if (filter.state === 'valid') query = query.where(sql<boolean>`tally.cancelled_on IS NULL`)
    if (filter.state === 'cancelled') query = query.where(sql<boolean>`tally.cancelled_on IS NOT NULL`)
    const text = filter.text?.trim()
    if (text) {
      const codes = tallyRegisterIds.flatMap((id) => tallyItemCalled(id, text) ?? [])
      const like = containsPattern(text)
      query = query.where(
        sql<boolean>`(tally.place LIKE ${like} ESCAPE '\\' OR tally.item LIKE ${like} ESCAPE '\\'
          OR tally.item IN (${sql.join([...codes, text])})
          OR tally.inspector = ${text} OR tally.note LIKE ${like} ESCAPE '\\'
          OR tally.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = tally.unit_id`))
      .leftJoin('building', (join) => join.on(sql<boolean>`building.id = unit.building_id`))
      .leftJoin('area', (join) => join.on(sql<boolean>`area.id = building.area_id`))
      .select([
        sql`tally.id`.as('id'),
        sql`tally.unit_id`.as('unitId'),
        sql`tally.on_date`.as('onDate'),
        sql`tally.register`.as('register'),
        sql`tally.item`.as('item'),
        place.as('place'),
        sql`tally.quantity`.as('quantity'),
        sql`nullif(tally.labour_days, 0)`.as('labourDays'),
        sql`tally.unit_price`.as('unitPrice'),
        tallyCost.as('cost'),
        sql`tally.inspector`.as('inspector'),
        sql`tally.score`.as('score'),
        sql`tally.note`.as('note'),
        sql`tally.actor_name`.as('actor'),
        sql`tally.cancelled_on`.as('cancelledOn'),
      ]) as unknown as ListQuery,
  order: () => ({
    onDate: 'tally.on_date',
    register: 'tally.register',
    item: 'tally.item',
    place,
    quantity: 'tally.quantity',
    labourDays: 'tally.labour_days',
    unitPrice: 'tally.unit_price',
    cost: tallyCost,
    inspector: 'tally.inspector',
    score: 'tally.score',
    actor: 'tally.actor_name',
    cancelledOn: 'tally.cancelled_on',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'tally.id',
  picksBy: [
    'onDate',
    'register',
    'item',
    'quantity',
    'labourDays',
    'unitPrice',
    'cost',
    'inspector',
    'score',
    'actor',
    'cancelledOn',
  ],
  row: (raw) => raw as ListRow<'tallies'>,
}
