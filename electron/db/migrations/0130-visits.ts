import type { Migration } from '../migrate.ts'

/**
 * Visits to households with what was found there, and the plan of a day. A finding names the case that came of it by
 * kind and id, so that jobs and complaints are linked alike.
 */
export const visits: Migration = {
  id: 130,
  name: 'visits',
  sql: `
    CREATE TABLE visit (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      on_date TEXT NOT NULL,
      result TEXT NOT NULL CHECK (result IN ('met', 'absent', 'refused')),
      visitor_id INTEGER REFERENCES staff (id),
      visitor TEXT NOT NULL DEFAULT '',
      person TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX visit_date ON visit (on_date, result);
    CREATE INDEX visit_unit ON visit (unit_id, result, on_date);

    CREATE TABLE visit_finding (
      id INTEGER PRIMARY KEY,
      visit_id INTEGER NOT NULL REFERENCES visit (id),
      on_date TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('attitude', 'facilities', 'security-and-vehicles', 'cleaning-and-greening')),
      content TEXT NOT NULL DEFAULT '',
      case_kind TEXT CHECK (case_kind IN ('job', 'complaint')),
      case_id INTEGER,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK ((case_kind IS NULL) = (case_id IS NULL))
    ) STRICT;
    CREATE INDEX visit_finding_visit ON visit_finding (visit_id);
    CREATE INDEX visit_finding_case ON visit_finding (case_kind, case_id) WHERE case_kind IS NOT NULL;

    CREATE TABLE planned_visit (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      steward_id INTEGER REFERENCES staff (id),
      steward TEXT NOT NULL DEFAULT '',
      reasons TEXT NOT NULL DEFAULT '',
      visit_id INTEGER REFERENCES visit (id),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (on_date, unit_id)
    ) STRICT;
    CREATE INDEX planned_visit_unit ON planned_visit (unit_id, on_date);
  `,
}
