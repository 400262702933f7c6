import type { Migration } from '../migrate.ts'

/** Every accepted import is a batch; its audit lines carry the batch's id, which is what undo reads. */
export const imports: Migration = {
  id: 50,
  name: 'imports',
  sql: `
    CREATE TABLE import_batch (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      file_name TEXT NOT NULL,
      at TEXT NOT NULL,
      actor_id INTEGER,
      actor_name TEXT NOT NULL,
      added INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      unchanged INTEGER NOT NULL,
      warnings INTEGER NOT NULL,
      undone_at TEXT,
      undone_by TEXT
    ) STRICT;
  `,
}
