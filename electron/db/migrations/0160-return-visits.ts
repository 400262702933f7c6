import type { Migration } from '../migrate.ts'

/**
 * Calls that ask how a case went. `return_due` says that one has to be made, until when and what came of it: one row for
 * every finish that asks for it, given up from the day its case is opened again. `return_visit` are the attempts.
 */
export const returnVisits: Migration = {
  id: 160,
  name: 'return-visits',
  sql: `
    CREATE TABLE return_due (
      id INTEGER PRIMARY KEY,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('job', 'complaint')),
      subject_id INTEGER NOT NULL,
      finished_on TEXT NOT NULL,
      from_on TEXT NOT NULL,
      due_on TEXT NOT NULL,
      dropped_on TEXT,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reached', 'refused', 'unreachable')),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 3),
      callback_at TEXT,
      reached_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (due_on >= from_on AND from_on >= finished_on),
      CHECK ((state = 'reached') = (reached_on IS NOT NULL))
    ) STRICT;
    CREATE INDEX return_due_subject ON return_due (subject_id, subject_kind);
    CREATE INDEX return_due_open ON return_due (due_on, from_on) WHERE state = 'open' AND dropped_on IS NULL;
    CREATE INDEX return_due_day ON return_due (due_on, subject_kind, dropped_on, reached_on, subject_id);

    CREATE TABLE return_visit (
      id INTEGER PRIMARY KEY,
      due_id INTEGER NOT NULL REFERENCES return_due (id),
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('job', 'complaint')),
      subject_id INTEGER NOT NULL,
      attempt INTEGER NOT NULL CHECK (attempt BETWEEN 1 AND 3),
      at TEXT NOT NULL,
      on_date TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'unreachable', 'refused', 'callback')),
      callback_at TEXT,
      solved INTEGER CHECK (solved IN (0, 1)),
      attitude TEXT CHECK (attitude IN ('satisfied', 'so-so', 'dissatisfied')),
      took_money INTEGER CHECK (took_money IN (0, 1)),
      score INTEGER CHECK (score BETWEEN 1 AND 10),
      suggestion TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (due_id, attempt)
    ) STRICT;
    CREATE INDEX return_visit_day ON return_visit (on_date, outcome);
    CREATE INDEX return_visit_subject ON return_visit (subject_kind, subject_id);

    -- What was finished before this register was there is due by the rule an office begins with.
    INSERT INTO return_due (id, subject_kind, subject_id, finished_on, from_on, due_on, dropped_on)
      SELECT job_completion.id, 'job', job.id, job_completion.on_date, date(job_completion.on_date, '+2 days'),
        date(job_completion.on_date, '+3 days'), job_completion.reopened_on
      FROM job_completion JOIN job ON job.id = job_completion.job_id
      WHERE job.source = 'resident' AND (job.unit_id IS NOT NULL OR job.phone <> '');
    INSERT INTO id_block (name, next) SELECT 'return_due', max(id) + 1 FROM return_due HAVING max(id) IS NOT NULL;
  `,
}
