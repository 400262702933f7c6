import { sql } from 'kysely'
import type { Db, Tx } from '../context.ts'

/** Id of the newest audit line, 0 in an empty office: tells one state of the data from the next. */
export async function newestAudit(db: Db | Tx): Promise<number> {
  const row = await db.selectFrom('audit').select(sql<number | null>`max(id)`.as('id')).executeTakeFirstOrThrow()
  return row.id ?? 0
}
