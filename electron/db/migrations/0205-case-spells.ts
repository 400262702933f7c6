import type { Migration } from '../migrate.ts'

/**
 * Calling a job off and finding a complaint without ground are dated spells, as completions and closings are: what is
 * taken back later held all the same on the days before. What was left of a first response when its case was called off
 * is kept with the case.
 */
export const caseSpells: Migration = {
  id: 205,
  name: 'case-spells',
  sql: `
    CREATE TABLE job_cancellation (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job (id),
      on_date TEXT NOT NULL,
      into_id INTEGER REFERENCES job (id),
      reopened_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (reopened_on IS NULL OR reopened_on >= on_date)
    ) STRICT;
    CREATE INDEX job_cancellation_job ON job_cancellation (job_id, on_date, reopened_on, into_id);
    CREATE INDEX job_cancellation_into ON job_cancellation (into_id) WHERE into_id IS NOT NULL;

    CREATE TABLE complaint_invalid (
      id INTEGER PRIMARY KEY,
      complaint_id INTEGER NOT NULL REFERENCES complaint (id),
      on_date TEXT NOT NULL,
      valid_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (valid_on IS NULL OR valid_on >= on_date)
    ) STRICT;
    CREATE INDEX complaint_invalid_complaint ON complaint_invalid (complaint_id, on_date, valid_on);

    -- Until now every office stood in the zone it begins with.
    INSERT INTO job_cancellation (job_id, on_date, into_id, reopened_on)
      SELECT job_id, on_date, into_id, CASE WHEN again_on IS NULL AND state <> 'cancelled' THEN on_date ELSE again_on END
      FROM (SELECT step.job_id, job.state, substr(datetime(step.at, '+8 hours'), 1, 10) AS on_date,
          (SELECT into_job.id FROM job AS into_job WHERE step.event = 'merge' AND into_job.number = step.note) AS into_id,
          (SELECT substr(datetime(min(again.at), '+8 hours'), 1, 10) FROM job_event AS again
            WHERE again.job_id = step.job_id AND again.id > step.id AND again.from_state = 'cancelled') AS again_on
        FROM job_event AS step JOIN job ON job.id = step.job_id
        WHERE step.to_state = 'cancelled' AND step.from_state <> 'cancelled' ORDER BY step.id) AS told;
    -- An imported job has no steps: it was called off as soon as it was known.
    INSERT INTO job_cancellation (job_id, on_date, into_id)
      SELECT id, registered_on, merged_into_id FROM job WHERE state = 'cancelled'
        AND NOT EXISTS (SELECT 1 FROM job_cancellation WHERE job_id = job.id AND reopened_on IS NULL);
    INSERT INTO id_block (name, next) SELECT 'job_cancellation', coalesce(max(id), 0) + 1 FROM job_cancellation;

    INSERT INTO complaint_invalid (complaint_id, on_date)
      SELECT id, invalid_on FROM complaint WHERE invalid_on IS NOT NULL;
    INSERT INTO complaint_invalid (complaint_id, on_date, valid_on)
      SELECT complaint_id, min(on_date), valid_on
      FROM (SELECT judged.complaint_id, substr(datetime(judged.at, '+8 hours'), 1, 10) AS on_date,
          (SELECT substr(datetime(min(mended.at), '+8 hours'), 1, 10) FROM complaint_event AS mended
            WHERE mended.complaint_id = judged.complaint_id AND mended.id > judged.id AND mended.event = 'valid') AS valid_on
        FROM complaint_event AS judged WHERE judged.event = 'invalid') AS told
      WHERE valid_on IS NOT NULL GROUP BY complaint_id, valid_on;
    INSERT INTO id_block (name, next) SELECT 'complaint_invalid', coalesce(max(id), 0) + 1 FROM complaint_invalid;

    ALTER TABLE job ADD COLUMN respond_left_minutes INTEGER;
    ALTER TABLE complaint ADD COLUMN respond_left_minutes INTEGER;
    -- What the audit tells for rules by which every minute counts; of the others the whole promise is left.
    UPDATE job SET respond_left_minutes = (
        SELECT CAST(round((julianday(json_extract(before, '$.respond_due_at')) - julianday(at)) * 1440) AS INTEGER) FROM audit
        WHERE entity = 'job' AND entity_id = job.id AND action = 'update'
          AND json_extract(before, '$.respond_due_at') IS NOT NULL AND json_extract(after, '$.respond_due_at') IS NULL
        ORDER BY id DESC LIMIT 1)
      WHERE state = 'cancelled' AND responded_at IS NULL AND respond_due_at IS NULL
        AND rule_id IN (SELECT id FROM promise_rule WHERE hours = 'always');
    UPDATE complaint SET respond_left_minutes = (
        SELECT CAST(round((julianday(json_extract(before, '$.respond_due_at')) - julianday(at)) * 1440) AS INTEGER) FROM audit
        WHERE entity = 'complaint' AND entity_id = complaint.id AND action = 'update'
          AND json_extract(before, '$.respond_due_at') IS NOT NULL AND json_extract(after, '$.respond_due_at') IS NULL
        ORDER BY id DESC LIMIT 1)
      WHERE state = 'withdrawn' AND responded_at IS NULL AND respond_due_at IS NULL
        AND rule_id IN (SELECT id FROM promise_rule WHERE hours = 'always');

    DROP INDEX job_rework;
    CREATE INDEX job_rework ON job (rework_of_id, registered_on) WHERE rework_of_id IS NOT NULL;
  `,
}
