import type { Migration } from '../migrate.ts'

/**
 * Equipment, whose state is a row of dated facts: the last one of a day holds, so that what was in working order on any
 * day can be told. Files beside the office file belong to equipment and jobs alike.
 */
export const equipment: Migration = {
  id: 212,
  name: 'equipment',
  sql: `
    CREATE TABLE equipment (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      category TEXT NOT NULL,
      area_id INTEGER REFERENCES area (id),
      place TEXT NOT NULL DEFAULT '',
      maker TEXT NOT NULL DEFAULT '',
      installed_on TEXT,
      warranty_to TEXT,
      grade TEXT CHECK (grade IN ('A', 'B', 'C')),
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX equipment_category ON equipment (category, code);
    CREATE INDEX equipment_warranty ON equipment (warranty_to);

    CREATE TABLE equipment_state (
      id INTEGER PRIMARY KEY,
      equipment_id INTEGER NOT NULL REFERENCES equipment (id),
      from_on TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('in-use', 'stopped', 'in-repair', 'scrapped')),
      reason TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX equipment_state_day ON equipment_state (equipment_id, from_on, id, state);

    CREATE TABLE attachment (
      id INTEGER PRIMARY KEY,
      owner_kind TEXT NOT NULL,
      owner_id INTEGER NOT NULL,
      slot TEXT NOT NULL DEFAULT '',
      title TEXT NOT NULL DEFAULT '',
      file_name TEXT NOT NULL UNIQUE,
      media_type TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      removed_at TEXT,
      removed_by TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX attachment_owner ON attachment (owner_id, owner_kind);
    INSERT INTO attachment (id, owner_kind, owner_id, slot, file_name, media_type, bytes, at, actor_name, removed_at,
        removed_by, version)
      SELECT id, 'job', job_id, moment, file_name, media_type, bytes, at, actor_name, removed_at, removed_by, version
      FROM job_picture;
    INSERT INTO id_block (name, next) SELECT 'attachment', next FROM id_block WHERE name = 'job_picture';
    DROP TABLE job_picture;
  `,
}
