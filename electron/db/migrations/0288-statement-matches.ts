import type { Migration } from '../migrate.ts'

/** One transfer may pay several receipts: what a line of a statement belongs to stands in rows of its own. */
export const statementMatches: Migration = {
  id: 288,
  name: 'statement-matches',
  sql: `
    CREATE TABLE statement_match (
      id INTEGER PRIMARY KEY,
      line_id INTEGER NOT NULL REFERENCES statement_line (id),
      receipt_id INTEGER REFERENCES receipt (id),
      cash_deposit_id INTEGER REFERENCES cash_deposit (id),
      CHECK ((receipt_id IS NULL) <> (cash_deposit_id IS NULL))
    ) STRICT;
    INSERT INTO statement_match (line_id, receipt_id, cash_deposit_id)
      SELECT id, receipt_id, cash_deposit_id FROM statement_line
      WHERE receipt_id IS NOT NULL OR cash_deposit_id IS NOT NULL ORDER BY id;
    INSERT INTO id_block (name, next) SELECT 'statement_match', coalesce(max(id), 0) + 1 FROM statement_match;
    CREATE INDEX statement_match_line ON statement_match (line_id);
    CREATE INDEX statement_match_receipt ON statement_match (receipt_id) WHERE receipt_id IS NOT NULL;
    CREATE UNIQUE INDEX statement_match_cash_deposit ON statement_match (cash_deposit_id)
      WHERE cash_deposit_id IS NOT NULL;

    DROP INDEX statement_line_receipt;
    ALTER TABLE statement_line DROP COLUMN receipt_id;
    ALTER TABLE statement_line DROP COLUMN cash_deposit_id;
  `,
}
