import { sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

const state = sql`CASE WHEN shift_log.read_at IS NOT NULL THEN 'read' WHEN shift_log.given_at IS NOT NULL THEN 'given'
  ELSE 'draft' END`
const shift = (what: string) =>
  sql`(SELECT ${sql.ref(`rota_shift.${what}`)} FROM rota_shift WHERE rota_shift.id = shift_log.shift_id)`

/** Pages of the handover log, the newest first. */
export const shiftLogsSource: ListSource<'shiftLogs'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('shift_log') as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql<boolean>`${state} = ${filter.state}`)
    if (filter.from !== undefined) query = query.where(sql.ref('shift_log.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('shift_log.on_date'), '<=', filter.to)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(shift_log.giver = ${text} OR shift_log.reader = ${text}
          OR shift_log.notes LIKE ${containsPattern(text)} ESCAPE '\\')`,
      )
    }
    return query
  },
  select: (query) =>
    query.select([
      sql`shift_log.id`.as('id'),
      sql`shift_log.on_date`.as('onDate'),
      shift('name').as('shift'),
      state.as('state'),
      sql`shift_log.notes`.as('notes'),
      sql`shift_log.giver`.as('giver'),
      sql`shift_log.given_at`.as('givenAt'),
      sql`shift_log.reader`.as('reader'),
      sql`shift_log.read_at`.as('readAt'),
    ]),
  order: () => ({
    onDate: 'shift_log.on_date',
    begun: 'shift_log.from_at',
    shift: shift('position'),
    state,
    giver: 'shift_log.giver',
    givenAt: 'shift_log.given_at',
    reader: 'shift_log.reader',
    readAt: 'shift_log.read_at',
  }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'begun', descending: true },
  ],
  tieBreak: 'shift_log.id',
  row: (raw) => raw as ListRow<'shiftLogs'>,
}
