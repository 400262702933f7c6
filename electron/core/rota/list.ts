import { sql } from 'kysely'
import { lastOfMonth } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

const staffOf = (key: string, what: string) =>
  sql`(SELECT ${sql.ref(`staff.${what}`)} FROM staff WHERE staff.id = ${sql.ref(key)})`
const shiftOf = (key: string) =>
  sql`coalesce((SELECT rota_shift.name FROM rota_shift WHERE rota_shift.id = ${sql.ref(key)}), '—')`

/** Requests to swap shifts, the newest first. */
export const shiftSwapsSource: ListSource<'shiftSwaps'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('shift_swap') as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql.ref('shift_swap.state'), '=', filter.state)
    if (filter.month !== undefined) {
      query = query
        .where(sql.ref('shift_swap.on_date'), '>=', `${filter.month}-01`)
        .where(sql.ref('shift_swap.on_date'), '<=', lastOfMonth(filter.month))
    }
    const text = filter.text?.trim()
    if (text) {
      const people = sql`(SELECT staff.id FROM staff WHERE staff.name LIKE ${containsPattern(text)} ESCAPE '\\')`
      query = query.where(sql<boolean>`(shift_swap.asker_id IN ${people} OR shift_swap.other_id IN ${people})`)
    }
    return query
  },
  select: (query) =>
    query.select([
      sql`shift_swap.id`.as('id'),
      sql`shift_swap.asked_on`.as('askedOn'),
      staffOf('shift_swap.asker_id', 'name').as('asker'),
      staffOf('shift_swap.other_id', 'name').as('other'),
      sql`shift_swap.on_date`.as('onDate'),
      sql`${shiftOf('shift_swap.asker_shift_id')} || ' ⇄ ' || ${shiftOf('shift_swap.other_shift_id')}`.as('shifts'),
      sql`shift_swap.back_on`.as('backOn'),
      sql`shift_swap.reason`.as('reason'),
      sql`shift_swap.state`.as('state'),
      sql`shift_swap.confirmed_on`.as('confirmedOn'),
      sql`shift_swap.decided_on`.as('decidedOn'),
      sql`shift_swap.decided_by`.as('decidedBy'),
    ]),
  order: () => ({
    askedOn: 'shift_swap.asked_on',
    asker: staffOf('shift_swap.asker_id', 'sort_key'),
    other: staffOf('shift_swap.other_id', 'sort_key'),
    onDate: 'shift_swap.on_date',
    backOn: 'shift_swap.back_on',
    state: 'shift_swap.state',
    confirmedOn: 'shift_swap.confirmed_on',
    decidedOn: 'shift_swap.decided_on',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'shift_swap.id',
  row: (raw) => raw as ListRow<'shiftSwaps'>,
}
