import type { Migration } from '../migrate.ts'

/**
 * Work on the grounds: programmes of cleaning and greening that a plan makes tasks of, three-level checks, patrol.
 * A patrol round is there because its window asks for it, whether anybody walks or not: that it was missed is read from
 * the clock. Its row keeps what was due that day, so that another route or window changes nothing of days before.
 */
export const grounds: Migration = {
  id: 235,
  name: 'grounds',
  sql: `
    CREATE TABLE programme (
      id INTEGER PRIMARY KEY,
      register TEXT NOT NULL,
      item TEXT NOT NULL,
      place TEXT NOT NULL DEFAULT '',
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX programme_register ON programme (register);

    CREATE TABLE inspection (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL,
      level TEXT NOT NULL CHECK (level IN ('leader', 'supervisor', 'steward')),
      area_id INTEGER REFERENCES area (id),
      place TEXT NOT NULL DEFAULT '',
      edition_id INTEGER REFERENCES checklist_edition (id),
      inspector TEXT NOT NULL,
      total INTEGER NOT NULL CHECK (total BETWEEN 0 AND 10000),
      note TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL DEFAULT '',
      cancelled_on TEXT,
      cancel_reason TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX inspection_day ON inspection (on_date, level);
    CREATE INDEX inspection_area ON inspection (area_id, on_date) WHERE area_id IS NOT NULL;

    CREATE TABLE inspection_score (
      id INTEGER PRIMARY KEY,
      inspection_id INTEGER NOT NULL REFERENCES inspection (id),
      item_id INTEGER NOT NULL REFERENCES checklist_item (id),
      value_centi INTEGER NOT NULL CHECK (value_centi >= 0),
      note TEXT NOT NULL DEFAULT '',
      UNIQUE (inspection_id, item_id)
    ) STRICT;

    CREATE TABLE patrol_point (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      place TEXT NOT NULL DEFAULT '',
      look TEXT NOT NULL DEFAULT '',
      ended_on TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE patrol_route (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      ended_on TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE patrol_stop (
      id INTEGER PRIMARY KEY,
      route_id INTEGER NOT NULL REFERENCES patrol_route (id),
      point_id INTEGER NOT NULL REFERENCES patrol_point (id),
      position INTEGER NOT NULL,
      from_on TEXT NOT NULL,
      gone_on TEXT,
      CHECK (gone_on IS NULL OR gone_on >= from_on)
    ) STRICT;
    CREATE INDEX patrol_stop_route ON patrol_stop (route_id, position);
    CREATE INDEX patrol_stop_point ON patrol_stop (point_id);

    CREATE TABLE patrol_window (
      id INTEGER PRIMARY KEY,
      route_id INTEGER NOT NULL REFERENCES patrol_route (id),
      name TEXT NOT NULL,
      from_time TEXT NOT NULL,
      to_time TEXT NOT NULL,
      every_n INTEGER NOT NULL CHECK (every_n > 0),
      every_unit TEXT NOT NULL CHECK (every_unit IN ('day', 'week')),
      anchor_on TEXT NOT NULL,
      ended_on TEXT,
      raised_through TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (from_time <> to_time)
    ) STRICT;
    CREATE INDEX patrol_window_route ON patrol_window (route_id);
    CREATE INDEX patrol_window_raised ON patrol_window (raised_through) WHERE ended_on IS NULL;

    CREATE TABLE patrol_round (
      id INTEGER PRIMARY KEY,
      window_id INTEGER NOT NULL REFERENCES patrol_window (id),
      route_id INTEGER NOT NULL REFERENCES patrol_route (id),
      on_date TEXT NOT NULL,
      begins_at TEXT NOT NULL,
      ends_at TEXT NOT NULL,
      points INTEGER NOT NULL,
      seen INTEGER NOT NULL DEFAULT 0,
      late INTEGER NOT NULL DEFAULT 0,
      started_at TEXT,
      walker_id INTEGER REFERENCES staff (id),
      walker TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (window_id, on_date),
      CHECK (ends_at > begins_at),
      CHECK ((started_at IS NULL) = (seen = 0))
    ) STRICT;
    CREATE INDEX patrol_round_day ON patrol_round (on_date, begins_at);
    CREATE INDEX patrol_round_route ON patrol_round (route_id, on_date, ends_at, seen, late, points);
    CREATE INDEX patrol_round_missed ON patrol_round (on_date, ends_at) WHERE started_at IS NULL;
    CREATE INDEX patrol_round_late ON patrol_round (on_date) WHERE late > 0;

    CREATE TABLE patrol_seen (
      id INTEGER PRIMARY KEY,
      round_id INTEGER NOT NULL REFERENCES patrol_round (id),
      point_id INTEGER NOT NULL REFERENCES patrol_point (id),
      seen_at TEXT NOT NULL,
      ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
      note TEXT NOT NULL DEFAULT '',
      UNIQUE (round_id, point_id)
    ) STRICT;
    CREATE INDEX patrol_seen_point ON patrol_seen (point_id);

    CREATE TABLE ground_problem (
      id INTEGER PRIMARY KEY,
      origin TEXT NOT NULL CHECK (origin IN ('inspection', 'patrol')),
      origin_id INTEGER NOT NULL,
      point_id INTEGER REFERENCES patrol_point (id),
      on_date TEXT NOT NULL,
      place TEXT NOT NULL DEFAULT '',
      content TEXT NOT NULL,
      trade TEXT NOT NULL,
      job_id INTEGER REFERENCES job (id),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX ground_problem_origin ON ground_problem (origin, origin_id);
    CREATE INDEX ground_problem_job ON ground_problem (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX ground_problem_day ON ground_problem (on_date, origin);
  `,
}
