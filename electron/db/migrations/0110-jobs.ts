import type { Migration } from '../migrate.ts'

/**
 * Jobs with every step of their life, what is promised and until when, and the days the office works otherwise than the
 * week says. A completion is a dated spell: a job that was reopened later was done all the same on the days before.
 */
export const jobs: Migration = {
  id: 110,
  name: 'jobs',
  sql: `
    CREATE TABLE calendar_day (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
      name TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE promise_rule (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      subject TEXT NOT NULL CHECK (subject IN ('job', 'complaint')),
      priority TEXT CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
      respond_minutes INTEGER CHECK (respond_minutes > 0),
      finish_minutes INTEGER CHECK (finish_minutes > 0),
      hours TEXT NOT NULL DEFAULT 'always' CHECK (hours IN ('always', 'office')),
      from_on TEXT NOT NULL,
      to_on TEXT,
      source TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;
    INSERT INTO promise_rule (id, name, subject, priority, respond_minutes, finish_minutes, from_on) VALUES
      (1, '紧急报修', 'job', 'urgent', 120, 1440, '1990-01-01'),
      (2, '一般报修', 'job', NULL, 720, 4320, '1990-01-01'),
      (3, '投诉', 'complaint', NULL, 1440, NULL, '1990-01-01');
    INSERT INTO id_block (name, next) VALUES ('promise_rule', 4);

    CREATE TABLE job (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      registered_at TEXT NOT NULL,
      registered_on TEXT NOT NULL,
      source TEXT NOT NULL CHECK (source IN ('resident', 'patrol', 'internal')),
      unit_id INTEGER REFERENCES unit (id),
      place TEXT NOT NULL DEFAULT '',
      person_id INTEGER REFERENCES person (id),
      caller TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      trade TEXT NOT NULL CHECK (trade IN ('plumbing-electric', 'civil', 'intelligent-systems', 'lift', 'other')),
      content TEXT NOT NULL DEFAULT '',
      priority TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
      charge_class TEXT NOT NULL CHECK (charge_class IN ('paid', 'contract', 'free', 'internal')),
      appointment TEXT,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'dispatched', 'working', 'suspended', 'done', 'visited', 'closed',
        'cancelled')),
      worker_id INTEGER REFERENCES staff (id),
      worker TEXT NOT NULL DEFAULT '',
      rule_id INTEGER REFERENCES promise_rule (id),
      respond_due_at TEXT,
      responded_at TEXT,
      finish_due_at TEXT,
      left_minutes INTEGER,
      result TEXT NOT NULL DEFAULT '',
      finished_at TEXT,
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX job_registered ON job (registered_on, source, trade);
    CREATE INDEX job_open ON job (state, finish_due_at) WHERE state IN ('waiting', 'dispatched', 'working', 'suspended');
    CREATE INDEX job_unit ON job (unit_id, registered_on) WHERE unit_id IS NOT NULL;
    CREATE INDEX job_person ON job (person_id) WHERE person_id IS NOT NULL;
    CREATE INDEX job_worker ON job (worker_id, state) WHERE worker_id IS NOT NULL;

    CREATE TABLE job_event (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job (id),
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      event TEXT NOT NULL,
      from_state TEXT,
      to_state TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX job_event_job ON job_event (job_id);

    CREATE TABLE job_completion (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job (id),
      on_date TEXT NOT NULL,
      at TEXT NOT NULL,
      due_at TEXT,
      worker TEXT NOT NULL DEFAULT '',
      reopened_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (reopened_on IS NULL OR reopened_on >= on_date)
    ) STRICT;
    CREATE INDEX job_completion_job ON job_completion (job_id, on_date, reopened_on);
  `,
}
