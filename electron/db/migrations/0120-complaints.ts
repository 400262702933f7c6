import type { Migration } from '../migrate.ts'

/**
 * Complaints with every step of their life. When a complaint goes up a level is stored, so that what is due is found by
 * index; a closing is a dated spell, as a job's completion is.
 */
export const complaints: Migration = {
  id: 120,
  name: 'complaints',
  sql: `
    CREATE TABLE complaint (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      received_at TEXT NOT NULL,
      received_on TEXT NOT NULL,
      unit_id INTEGER REFERENCES unit (id),
      place TEXT NOT NULL DEFAULT '',
      person_id INTEGER REFERENCES person (id),
      caller TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      kind TEXT NOT NULL CHECK (kind IN ('attitude', 'facilities', 'security-and-vehicles', 'cleaning-and-greening', 'fees',
        'other')),
      content TEXT NOT NULL DEFAULT '',
      against TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CHECK (state IN ('received', 'handling', 'escalated', 'answered', 'visited', 'closed',
        'withdrawn')),
      owner_id INTEGER REFERENCES staff (id),
      owner TEXT NOT NULL DEFAULT '',
      invalid_on TEXT,
      invalid_reason TEXT NOT NULL DEFAULT '',
      level INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 3),
      escalate_at TEXT,
      rule_id INTEGER REFERENCES promise_rule (id),
      respond_due_at TEXT,
      respond_due_on TEXT,
      responded_at TEXT,
      reply TEXT NOT NULL DEFAULT '',
      outcome TEXT NOT NULL DEFAULT '',
      cause TEXT CHECK (cause IN ('conduct', 'workmanship', 'delay', 'communication', 'equipment', 'outside', 'other')),
      prevention TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX complaint_received ON complaint (received_on, invalid_on, kind);
    CREATE INDEX complaint_recent ON complaint (received_at DESC);
    CREATE INDEX complaint_open ON complaint (state, respond_due_at) WHERE state IN ('received', 'handling', 'escalated');
    CREATE INDEX complaint_escalate ON complaint (escalate_at) WHERE escalate_at IS NOT NULL;
    CREATE INDEX complaint_respond_due ON complaint (respond_due_on, responded_at, respond_due_at)
      WHERE respond_due_on IS NOT NULL;
    CREATE INDEX complaint_unit ON complaint (unit_id, received_on) WHERE unit_id IS NOT NULL;
    CREATE INDEX complaint_person ON complaint (person_id) WHERE person_id IS NOT NULL;

    CREATE TABLE complaint_event (
      id INTEGER PRIMARY KEY,
      complaint_id INTEGER NOT NULL REFERENCES complaint (id),
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      event TEXT NOT NULL,
      from_state TEXT,
      to_state TEXT NOT NULL,
      level INTEGER NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX complaint_event_complaint ON complaint_event (complaint_id);

    CREATE TABLE complaint_closing (
      id INTEGER PRIMARY KEY,
      complaint_id INTEGER NOT NULL REFERENCES complaint (id),
      on_date TEXT NOT NULL,
      at TEXT NOT NULL,
      reopened_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (reopened_on IS NULL OR reopened_on >= on_date)
    ) STRICT;
    CREATE INDEX complaint_closing_complaint ON complaint_closing (complaint_id, on_date, reopened_on);
  `,
}
