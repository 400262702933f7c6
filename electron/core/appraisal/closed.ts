import type { Db, Tx } from '../context.ts'

/** Whether the appraisal of a month is closed: its last closing was not taken back. */
export async function isClosed(db: Db | Tx, month: string): Promise<boolean> {
  const last = await db
    .selectFrom('appraisal_step')
    .select('kind')
    .where('month', '=', month)
    .where('kind', '<>', 'star')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.kind === 'closed'
}
