import { sql } from 'kysely'
import { momentInZone } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** The batch history: what was imported, when, by whom, and what was undone. */
export const importsSource: ListSource<'imports'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('import_batch') as unknown as ListQuery
    if (filter.text?.trim()) {
      query = query.where(sql<boolean>`file_name LIKE ${containsPattern(filter.text.trim())} ESCAPE '\\'`)
    }
    return query
  },
  select: (query) =>
    query.select([
      sql`id`.as('id'),
      sql`at`.as('at'),
      sql`kind`.as('kind'),
      sql`file_name`.as('fileName'),
      sql`actor_name`.as('actor'),
      sql`added`.as('added'),
      sql`updated`.as('updated'),
      sql`unchanged`.as('unchanged'),
      sql`warnings`.as('warnings'),
      sql`undone_at`.as('undoneAt'),
      sql`undone_by`.as('undoneBy'),
    ]),
  order: () => ({
    at: 'import_batch.id',
    kind: 'import_batch.kind',
    fileName: 'import_batch.file_name',
    actor: 'import_batch.actor_name',
    added: 'import_batch.added',
    updated: 'import_batch.updated',
    unchanged: 'import_batch.unchanged',
    warnings: 'import_batch.warnings',
    undoneAt: 'import_batch.undone_at',
    undoneBy: 'import_batch.undone_by',
  }),
  defaultSort: [{ by: 'at', descending: true }],
  tieBreak: 'import_batch.id',
  row: (raw, desk) => {
    const moment = (value: unknown) => (value === null ? null : momentInZone(new Date(String(value)), desk.clock.zone))
    return { ...raw, at: moment(raw.at), undoneAt: moment(raw.undoneAt) } as unknown as ListRow<'imports'>
  },
}
