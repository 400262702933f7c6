import { type RawBuilder, sql } from 'kysely'
import type { EquipmentCategory } from '../../contract/equipmentWords.ts'
import type { ListRow } from '../../contract/lists.ts'
import type { Trade } from '../../contract/vocabulary.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { stateOn } from './states.ts'

/** True for equipment whose code, name, place or maker contains what somebody typed. */
export function equipmentMatches(text: string): RawBuilder<boolean> {
  const pattern = containsPattern(text)
  const columns = ['code', 'name', 'place', 'maker'].map(
    (column) => sql`${sql.ref(`equipment.${column}`)} LIKE ${pattern} ESCAPE '\\'`,
  )
  return sql<boolean>`(${sql.join(columns, sql` OR `)})`
}

/** Where equipment stands, by its id: area and place. The id may be a column of `equipment` itself. */
export function equipmentPlace(id: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(SELECT trim(coalesce(home.name, '') || ' ' || piece.place) FROM equipment AS piece
    LEFT JOIN area AS home ON home.id = piece.area_id WHERE piece.id = ${id})`
}

const trades: Readonly<Partial<Record<EquipmentCategory, Trade>>> = {
  lift: 'lift',
  cctv: 'intelligent-systems',
  'access-control': 'intelligent-systems',
  'fire-protection': 'other',
  other: 'other',
}

/** Trade of the jobs that failed checks of equipment open, by its id. */
export function equipmentTrade(id: RawBuilder<unknown>): RawBuilder<Trade | null> {
  const cases = Object.entries(trades).map(([category, trade]) => sql`WHEN ${category} THEN ${trade}`)
  return sql<Trade | null>`(SELECT CASE piece.category ${sql.join(cases, sql` `)} ELSE 'plumbing-electric' END
    FROM equipment AS piece WHERE piece.id = ${id})`
}

const ofEquipment = sql`task.subject_id = equipment.id AND task.subject IN ('maintenance', 'statutory')
  AND task.outcome IS NULL`

/** Equipment by code. */
export const equipmentSource: ListSource<'equipment'> = {
  from({ db, clock }, filter) {
    const today = clock.today()
    const state = stateOn(filter.asOf ?? today)
    let query = db.selectFrom('equipment') as unknown as ListQuery
    if (filter.category !== undefined) query = query.where(sql.ref('equipment.category'), '=', filter.category)
    if (filter.grade !== undefined) query = query.where(sql.ref('equipment.grade'), '=', filter.grade)
    if (filter.area !== undefined) query = query.where(sql.ref('equipment.area_id'), '=', filter.area)
    if (filter.state !== undefined) query = query.where(sql<boolean>`${state} = ${filter.state}`)
    if (filter.show === 'down') query = query.where(sql<boolean>`${state} IN ('stopped', 'in-repair')`)
    if (filter.show === 'late') {
      query = query.where(sql<boolean>`EXISTS (SELECT 1 FROM task WHERE ${ofEquipment} AND task.late_on <= ${today})`)
    }
    const text = filter.text?.trim()
    if (text) query = query.where(equipmentMatches(text))
    return query
  },
  select(query, { clock }, filter) {
    const today = clock.today()
    const day = filter.asOf ?? today
    return (
      query.leftJoin('area', (join) => join.on(sql<boolean>`area.id = equipment.area_id`)) as unknown as ListQuery
    ).select([
      sql`equipment.id`.as('id'),
      sql`equipment.code`.as('code'),
      sql`equipment.name`.as('name'),
      sql`equipment.category`.as('category'),
      sql`area.name`.as('area'),
      sql`equipment.place`.as('place'),
      sql`equipment.maker`.as('maker'),
      stateOn(day).as('state'),
      sql`(SELECT max(equipment_state.from_on) FROM equipment_state
        WHERE equipment_state.equipment_id = equipment.id AND equipment_state.from_on <= ${day})`.as('stateSince'),
      sql`equipment.grade`.as('grade'),
      sql`equipment.installed_on`.as('installedOn'),
      sql`equipment.warranty_to`.as('warrantyTo'),
      sql`(SELECT min(task.due_on) FROM task WHERE ${ofEquipment})`.as('nextDueOn'),
      sql`(SELECT count(*) FROM task WHERE ${ofEquipment} AND task.late_on <= ${today})`.as('late'),
    ])
  },
  order: () => ({
    code: 'equipment.code',
    name: 'equipment.name',
    category: 'equipment.category',
    place: 'equipment.place',
    grade: 'equipment.grade',
    installedOn: 'equipment.installed_on',
    warrantyTo: 'equipment.warranty_to',
    maker: 'equipment.maker',
  }),
  defaultSort: [{ by: 'code' }],
  tieBreak: 'equipment.id',
  picksBy: ['code', 'name', 'category', 'place', 'grade', 'installedOn', 'warrantyTo', 'maker'],
  keyed: ({ db }) => db.selectFrom('equipment') as unknown as ListQuery,
  row: (raw) => raw as ListRow<'equipment'>,
}
