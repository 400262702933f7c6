import type { Migration } from '../migrate.ts'

/**
 * The office's day on which a promise falls due, beside its moment, so that a year's promises are found by index; and
 * which cases somebody has been told of already.
 */
export const promiseDays: Migration = {
  id: 180,
  name: 'promise-days',
  sql: `
    ALTER TABLE job ADD COLUMN respond_due_on TEXT;
    ALTER TABLE job ADD COLUMN finish_due_on TEXT;
    ALTER TABLE job_completion ADD COLUMN due_on TEXT;
    -- Until now every office stood in the zone it begins with.
    UPDATE job SET respond_due_on = substr(datetime(respond_due_at, '+8 hours'), 1, 10),
      finish_due_on = substr(datetime(finish_due_at, '+8 hours'), 1, 10);
    UPDATE job_completion SET due_on = substr(datetime(due_at, '+8 hours'), 1, 10);
    CREATE INDEX job_respond_due ON job (respond_due_on, responded_at, respond_due_at) WHERE respond_due_on IS NOT NULL;
    CREATE INDEX job_unfinished_due ON job (finish_due_on) WHERE finished_at IS NULL;
    CREATE INDEX job_completion_due ON job_completion (due_on, on_date, reopened_on, job_id, at, due_at)
      WHERE due_on IS NOT NULL;
    CREATE INDEX job_completion_day ON job_completion (on_date, reopened_on, rework, job_id);
    -- A list begins with the newest, whatever it is filtered by.
    CREATE INDEX job_recent ON job (registered_at DESC);
    CREATE INDEX job_by_trade ON job (trade, registered_at DESC);
    CREATE INDEX job_by_worker ON job (worker, registered_at DESC);
    CREATE INDEX job_by_priority ON job (priority, registered_at DESC);
    CREATE INDEX job_by_state ON job (state, registered_at DESC);
    CREATE INDEX job_by_caller ON job (caller, registered_at DESC);

    CREATE TABLE case_alert (
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('job', 'complaint')),
      subject_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('late', 'soon', 'level-2', 'level-3')),
      at TEXT NOT NULL,
      PRIMARY KEY (subject_kind, subject_id, kind)
    ) STRICT, WITHOUT ROWID;
  `,
}
