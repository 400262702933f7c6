import type { Database } from 'better-sqlite3'
import type { Migration } from '../migrate.ts'

/**
 * The code of a record (card, plate, contract) as it is compared, however it was typed: half-width, lower case, without
 * spaces around it. And whether a permit began the decoration that it names or took over one that the archive had, which
 * for those on file the audit says: what one transaction writes bears one moment.
 */
export const recordCodes: Migration = {
  id: 262,
  name: 'record-codes',
  sql: `
    ALTER TABLE record ADD COLUMN code_key TEXT NOT NULL DEFAULT '';
    ALTER TABLE record ADD COLUMN began_decoration INTEGER NOT NULL DEFAULT 0 CHECK (began_decoration IN (0, 1));
    DROP INDEX record_code;
    CREATE INDEX record_code ON record (code_key, register) WHERE code_key <> '';
    UPDATE record SET began_decoration = 1 WHERE decoration_id IS NOT NULL AND EXISTS (
      SELECT 1 FROM record_step JOIN audit AS step ON step.entity = 'record_step' AND step.entity_id = record_step.id
        AND step.action = 'insert'
      JOIN audit AS works ON works.entity = 'decoration' AND works.entity_id = record.decoration_id
        AND works.action = 'insert' AND works.at = step.at
      WHERE record_step.record_id = record.id AND record_step.event = 'begin');
  `,
  fill: keyCodes,
}

function keyCodes(sqlite: Database): void {
  const keyed = sqlite.prepare('UPDATE record SET code_key = ? WHERE id = ?')
  const rows = sqlite.prepare(`SELECT id, code FROM record WHERE code <> ''`).all() as { id: number; code: string }[]
  for (const { id, code } of rows) keyed.run(code.normalize('NFKC').trim().toLowerCase(), id)
}
