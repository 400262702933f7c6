import type { Migration } from '../migrate.ts'

/**
 * The one search box: every ending of every key a clerk may type, found by its beginning.
 * A trigram index misses two-character Chinese names, so the endings are stored and the primary key is the index.
 */
export const search: Migration = {
  id: 60,
  name: 'search terms',
  sql: `
    CREATE TABLE search_term (
      term TEXT NOT NULL,
      kind TEXT NOT NULL,
      ref_id INTEGER NOT NULL,
      PRIMARY KEY (term, kind, ref_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX search_term_ref ON search_term (kind, ref_id);
  `,
}
