import type { Migration } from '../migrate.ts'

/** Estate → area → building → unit, and the unit's dated facts. */
export const estate: Migration = {
  id: 20,
  name: 'estate archive',
  sql: `
    CREATE TABLE zone (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      steward_id INTEGER REFERENCES staff (id),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE estate (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      sort_key TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE area (
      id INTEGER PRIMARY KEY,
      estate_id INTEGER NOT NULL REFERENCES estate (id),
      zone_id INTEGER REFERENCES zone (id),
      name TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (estate_id, name)
    ) STRICT;

    CREATE TABLE building (
      id INTEGER PRIMARY KEY,
      area_id INTEGER NOT NULL REFERENCES area (id),
      name TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (area_id, name)
    ) STRICT;

    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      building_id INTEGER NOT NULL REFERENCES building (id),
      room TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('residence', 'villa', 'shop', 'parking', 'storage')),
      area_centi INTEGER NOT NULL CHECK (area_centi >= 0),
      floor INTEGER,
      display TEXT NOT NULL,
      aliases TEXT NOT NULL DEFAULT '',
      sort_key TEXT NOT NULL,
      ready_on TEXT,
      due_on TEXT,
      handed_over_on TEXT,
      sold_on TEXT,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (building_id, room),
      CHECK (handed_over_on IS NULL OR (ready_on IS NOT NULL AND handed_over_on >= ready_on))
    ) STRICT;
    CREATE INDEX unit_sort ON unit (sort_key);
    CREATE INDEX unit_ready ON unit (ready_on) WHERE ready_on IS NOT NULL;
    CREATE INDEX unit_due ON unit (due_on) WHERE due_on IS NOT NULL;
    CREATE INDEX unit_handed_over ON unit (handed_over_on, kind, area_centi) WHERE handed_over_on IS NOT NULL;

    CREATE TABLE stay (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      moved_in_on TEXT NOT NULL,
      moved_out_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (moved_out_on IS NULL OR moved_out_on >= moved_in_on)
    ) STRICT;
    CREATE UNIQUE INDEX stay_unit ON stay (unit_id, moved_in_on);
    CREATE INDEX stay_moved_in ON stay (moved_in_on, moved_out_on, unit_id);

    CREATE TABLE decoration (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      started_on TEXT,
      finished_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (started_on IS NOT NULL OR finished_on IS NOT NULL),
      CHECK (started_on IS NULL OR finished_on IS NULL OR finished_on >= started_on)
    ) STRICT;
    CREATE INDEX decoration_unit ON decoration (unit_id, finished_on, started_on);

    CREATE TABLE lease (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      kind TEXT NOT NULL CHECK (kind IN ('unsold-let', 'leaseback')),
      from_on TEXT NOT NULL,
      to_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;
    CREATE INDEX lease_unit ON lease (unit_id, kind, from_on);
  `,
}
