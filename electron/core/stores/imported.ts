import { sql } from 'kysely'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { Tx } from '../context.ts'
import { settle } from './balance.ts'

/** The balances follow the lines that a batch has brought. */
export async function settleLines(tx: Tx, lineIds: Iterable<number>): Promise<void> {
  const ids = [...lineIds]
  const items = new Set<number>()
  for (let start = 0; start < ids.length; start += 400) {
    const rows = await tx
      .selectFrom('stock_line')
      .select('item_id')
      .where('id', 'in', ids.slice(start, start + 400))
      .execute()
    for (const row of rows) items.add(row.item_id)
  }
  await settle(tx, items)
}

/** Items that a batch has brought stock of. */
export async function itemsOfBatch(tx: Tx, batchId: number): Promise<number[]> {
  const { rows } = await sql<{ item_id: number }>`
    SELECT DISTINCT stock_line.item_id FROM audit JOIN stock_line ON stock_line.id = audit.entity_id
    WHERE audit.batch_id = ${batchId} AND audit.entity = 'stock_line'`.execute(tx)
  return rows.map((row) => row.item_id)
}

/** What moved since is valued by what the batch brought. @throws DeskError `import-depended-on` */
export async function refuseMovedSince(tx: Tx, batchId: number): Promise<void> {
  const { rows } = await sql<{ id: number; name: string; number: string }>`
    SELECT DISTINCT stock_item.id, stock_item.name, stock_document.number
    FROM audit JOIN stock_line AS mine ON mine.id = audit.entity_id
      JOIN stock_line AS other ON other.item_id = mine.item_id
      JOIN stock_item ON stock_item.id = mine.item_id
      JOIN stock_document ON stock_document.id = other.document_id
    WHERE audit.batch_id = ${batchId} AND audit.entity = 'stock_line' AND other.id NOT IN (
      SELECT entity_id FROM audit AS own WHERE own.batch_id = ${batchId} AND own.entity = 'stock_line')
    LIMIT 5`.execute(tx)
  const problems = rows.map(
    ({ id, name, number }): Problem => ({
      code: 'built-on-import',
      params: { entity: 'stock_document', id, name: `${number} ${name}` },
    }),
  )
  if (problems.length > 0) throw new DeskError('import-depended-on', { id: batchId }, problems)
}
