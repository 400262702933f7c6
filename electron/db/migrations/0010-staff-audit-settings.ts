import type { Migration } from '../migrate.ts'

/** Who works here, what they did, and what the office has set. */
export const staffAuditSettings: Migration = {
  id: 10,
  name: 'staff, audit, settings',
  sql: `
    CREATE TABLE id_block (
      name TEXT PRIMARY KEY,
      next INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE staff (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      sort_key TEXT NOT NULL,
      secret TEXT NOT NULL,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE staff_role (
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      role TEXT NOT NULL,
      PRIMARY KEY (staff_id, role)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor_id INTEGER,
      actor_name TEXT NOT NULL,
      action TEXT NOT NULL,
      entity TEXT NOT NULL,
      entity_id INTEGER NOT NULL,
      unit_id INTEGER,
      before TEXT,
      after TEXT,
      reason TEXT,
      batch_id INTEGER
    ) STRICT;
    CREATE INDEX audit_entity ON audit (entity, entity_id, id);
    CREATE INDEX audit_unit ON audit (unit_id, id) WHERE unit_id IS NOT NULL;
    CREATE INDEX audit_batch ON audit (batch_id, id) WHERE batch_id IS NOT NULL;
  `,
}
