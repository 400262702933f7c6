import type { Migration } from '../migrate.ts'

/**
 * What people have written of a work report, chapter by chapter: every saving is a version of its own, and one more says
 * that a chapter goes back to its template. What was late on a day and what is repaired again and again is found by index
 * at any size: late completions are few.
 */
export const summaryDraft: Migration = {
  id: 272,
  name: 'summary-draft',
  sql: `
    CREATE TABLE summary_draft (
      id INTEGER PRIMARY KEY,
      year INTEGER NOT NULL,
      span TEXT NOT NULL,
      estate_id INTEGER REFERENCES estate (id),
      language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
      chapter TEXT NOT NULL,
      number INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('edited', 'template')),
      text TEXT NOT NULL DEFAULT '',
      as_of TEXT NOT NULL,
      known TEXT NOT NULL DEFAULT '{}',
      taken_from INTEGER,
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      CHECK (kind = 'edited' OR text = '')
    ) STRICT;
    CREATE UNIQUE INDEX summary_draft_version
      ON summary_draft (year, span, coalesce(estate_id, 0), language, chapter, number);

    CREATE INDEX job_completion_late ON job_completion (on_date, due_on, job_id, due_at, at) WHERE due_at < at;
    CREATE INDEX job_repeat ON job (registered_on, unit_id, trade) WHERE unit_id IS NOT NULL;
  `,
}
