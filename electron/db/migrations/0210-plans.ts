import type { Migration } from '../migrate.ts'

/**
 * Plans that make tasks. A plan says every how long something is to be done; its tasks are worked out from it, so they
 * have no audit lines of their own: `task_run` says who and when for all of them. What came of a task is a dated spell
 * that is undone and never overwritten, with the answers to the checklist as it was worded then.
 */
export const plans: Migration = {
  id: 210,
  name: 'plans',
  sql: `
    CREATE TABLE checklist (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE checklist_edition (
      id INTEGER PRIMARY KEY,
      checklist_id INTEGER NOT NULL REFERENCES checklist (id),
      number INTEGER NOT NULL,
      made_on TEXT NOT NULL,
      UNIQUE (checklist_id, number)
    ) STRICT;

    CREATE TABLE checklist_item (
      id INTEGER PRIMARY KEY,
      edition_id INTEGER NOT NULL REFERENCES checklist_edition (id),
      position INTEGER NOT NULL,
      words TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('tick', 'reading', 'score')),
      unit TEXT NOT NULL DEFAULT '',
      min_centi INTEGER,
      max_centi INTEGER,
      UNIQUE (edition_id, position),
      CHECK (min_centi IS NULL OR max_centi IS NULL OR max_centi >= min_centi)
    ) STRICT;

    CREATE TABLE plan (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,
      subject_id INTEGER,
      title TEXT NOT NULL,
      every_n INTEGER NOT NULL CHECK (every_n > 0),
      every_unit TEXT NOT NULL CHECK (every_unit IN ('day', 'week', 'month', 'quarter', 'half-year', 'year')),
      anchor_on TEXT NOT NULL,
      basis TEXT NOT NULL CHECK (basis IN ('plan-date', 'completion')),
      moving TEXT NOT NULL CHECK (moving IN ('stay', 'before', 'after')),
      from_on TEXT NOT NULL,
      checklist_id INTEGER REFERENCES checklist (id),
      responsible_id INTEGER REFERENCES staff (id),
      responsible TEXT NOT NULL DEFAULT '',
      show_days INTEGER NOT NULL CHECK (show_days >= 0),
      grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
      ended_on TEXT,
      end_reason TEXT NOT NULL DEFAULT '',
      raised_through TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX plan_subject ON plan (subject, subject_id);
    CREATE INDEX plan_raised ON plan (raised_through);

    CREATE TABLE task_run (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      through_on TEXT NOT NULL,
      plans INTEGER NOT NULL,
      tasks INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE task (
      id INTEGER PRIMARY KEY,
      plan_id INTEGER NOT NULL REFERENCES plan (id),
      run_id INTEGER NOT NULL REFERENCES task_run (id),
      subject TEXT NOT NULL,
      subject_id INTEGER,
      planned_on TEXT NOT NULL,
      due_on TEXT NOT NULL,
      show_on TEXT NOT NULL,
      late_on TEXT NOT NULL,
      responsible_id INTEGER REFERENCES staff (id),
      responsible TEXT NOT NULL DEFAULT '',
      outcome TEXT CHECK (outcome IN ('done', 'skipped')),
      closed_on TEXT,
      failed INTEGER NOT NULL DEFAULT 0,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (plan_id, planned_on),
      CHECK ((outcome IS NULL) = (closed_on IS NULL))
    ) STRICT;
    CREATE INDEX task_day ON task (due_on, subject, outcome);
    CREATE INDEX task_kind ON task (subject, outcome, due_on);
    CREATE INDEX task_about ON task (subject_id, subject, due_on);
    CREATE INDEX task_person ON task (responsible, due_on);
    CREATE INDEX task_open ON task (outcome, show_on, late_on, subject);
    CREATE INDEX task_failed ON task (due_on, subject) WHERE failed > 0;
    CREATE INDEX task_state ON task (outcome, due_on);

    CREATE TABLE task_outcome (
      id INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES task (id),
      kind TEXT NOT NULL CHECK (kind IN ('done', 'skipped')),
      on_date TEXT NOT NULL,
      at TEXT NOT NULL,
      edition_id INTEGER REFERENCES checklist_edition (id),
      done_by_id INTEGER REFERENCES staff (id),
      done_by TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL,
      undone_on TEXT,
      undone_at TEXT,
      undone_by TEXT NOT NULL DEFAULT '',
      undone_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK ((undone_on IS NULL) = (undone_at IS NULL)),
      CHECK (undone_on IS NULL OR undone_on >= on_date)
    ) STRICT;
    CREATE INDEX task_outcome_task ON task_outcome (task_id);
    CREATE UNIQUE INDEX task_outcome_standing ON task_outcome (task_id) WHERE undone_on IS NULL;
    CREATE INDEX task_outcome_date ON task_outcome (on_date, kind);

    CREATE TABLE task_result (
      id INTEGER PRIMARY KEY,
      outcome_id INTEGER NOT NULL REFERENCES task_outcome (id),
      item_id INTEGER NOT NULL REFERENCES checklist_item (id),
      ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
      value_centi INTEGER,
      note TEXT NOT NULL DEFAULT '',
      job_id INTEGER REFERENCES job (id),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (outcome_id, item_id)
    ) STRICT;
    CREATE INDEX task_result_job ON task_result (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX task_result_item ON task_result (item_id);
  `,
}
