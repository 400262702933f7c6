import { type SelectQueryBuilder, sql } from 'kysely'
import { momentInZone } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import type { Schema } from '../../db/schema.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** Who did what, when: the audit lines as a list. */
export const auditSource: ListSource<'audit'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('audit') as unknown as ListQuery
    if (filter.unitId !== undefined) query = query.where(sql.ref('audit.unit_id'), '=', filter.unitId)
    if (filter.text?.trim()) {
      const text = filter.text.trim()
      query = query.where(
        sql<boolean>`(audit.actor_name = ${text} OR audit.unit_id IN (SELECT id FROM unit WHERE display = ${text}) OR audit.entity = ${text})`,
      )
    }
    return query
  },
  select: (query) =>
    withUnit(query).select([
      sql`audit.id`.as('id'),
      sql`audit.at`.as('at'),
      sql`audit.actor_name`.as('actor'),
      sql`audit.action`.as('action'),
      sql`audit.entity`.as('entity'),
      sql`audit.entity_id`.as('entityId'),
      sql`unit.display`.as('unit'),
      sql`audit.before`.as('before'),
      sql`audit.after`.as('after'),
      sql`audit.reason`.as('reason'),
    ]),
  order: () => ({
    at: 'audit.id',
    actor: 'audit.actor_name',
    action: 'audit.action',
    entity: 'audit.entity',
    entityId: 'audit.entity_id',
    unit: 'unit.sort_key',
  }),
  defaultSort: [{ by: 'at', descending: true }],
  tieBreak: 'audit.id',
  row: (raw, desk) =>
    ({
      ...raw,
      at: momentInZone(new Date(String(raw.at)), desk.clock.zone),
      before: masked(raw.before),
      after: masked(raw.after),
    }) as unknown as ListRow<'audit'>,
}

/** An ID number is looked at on its person's card, where looking is recorded; here only that it changed. */
function masked(json: unknown): string | null {
  return json === null || json === undefined ? null : String(json).replace(/("id_number":)"[^"]*"/g, '$1"***"')
}

function withUnit(query: ListQuery): ListQuery {
  return (query as unknown as SelectQueryBuilder<Schema, 'audit', object>).leftJoin(
    'unit',
    'unit.id',
    'audit.unit_id',
  ) as unknown as ListQuery
}
