import type { Migration } from '../migrate.ts'

/** One handover of one unit: appointment, checklist, readings, keys, documents. */
export const handover: Migration = {
  id: 40,
  name: 'handover and move-in',
  sql: `
    CREATE TABLE handover (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      state TEXT NOT NULL CHECK (state IN ('appointed', 'inspecting', 'done', 'cancelled')),
      appointed_on TEXT NOT NULL,
      appointed_time TEXT NOT NULL DEFAULT '',
      receiver TEXT NOT NULL DEFAULT '',
      keys INTEGER NOT NULL DEFAULT 0 CHECK (keys >= 0),
      done_on TEXT,
      cancel_reason TEXT,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX handover_unit ON handover (unit_id, state);
    CREATE INDEX handover_appointed ON handover (state, appointed_on);

    CREATE TABLE handover_item (
      id INTEGER PRIMARY KEY,
      handover_id INTEGER NOT NULL REFERENCES handover (id),
      kind TEXT NOT NULL CHECK (kind IN ('inspection', 'meter', 'document')),
      name TEXT NOT NULL,
      position INTEGER NOT NULL,
      result TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      UNIQUE (handover_id, kind, name)
    ) STRICT;
  `,
}
