import type { Migration } from '../migrate.ts'

/**
 * Call-out campaigns: whom somebody means to call about what, approved by another person; its list of people is frozen
 * when it starts. Every call is kept.
 */
export const campaigns: Migration = {
  id: 170,
  name: 'campaigns',
  sql: `
    CREATE TABLE campaign (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      purpose TEXT NOT NULL,
      questions TEXT NOT NULL,
      filter TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'running', 'finished')),
      asked_by TEXT NOT NULL,
      approved_by TEXT,
      approved_on TEXT,
      started_on TEXT,
      finished_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (state = 'draft' OR approved_by IS NOT NULL)
    ) STRICT;

    CREATE TABLE campaign_person (
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES campaign (id),
      person_id INTEGER NOT NULL REFERENCES person (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      name TEXT NOT NULL,
      phone TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reached', 'refused', 'unreachable')),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 3),
      callback_at TEXT,
      answers TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (campaign_id, person_id)
    ) STRICT;
    CREATE INDEX campaign_person_next ON campaign_person (campaign_id, state, attempts, id);

    CREATE TABLE campaign_call (
      id INTEGER PRIMARY KEY,
      campaign_person_id INTEGER NOT NULL REFERENCES campaign_person (id),
      attempt INTEGER NOT NULL CHECK (attempt BETWEEN 1 AND 3),
      at TEXT NOT NULL,
      on_date TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'unreachable', 'refused', 'callback')),
      note TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      UNIQUE (campaign_person_id, attempt)
    ) STRICT;
  `,
}
