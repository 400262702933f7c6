import type { Migration } from '../migrate.ts'

/**
 * What a job's completion took and cost, who else called about it, what it was merged into or does again, its pictures;
 * questions answered on the spot; and who of the workers is away.
 */
export const jobDesk: Migration = {
  id: 150,
  name: 'job desk',
  sql: `
    ALTER TABLE job ADD COLUMN kind TEXT NOT NULL DEFAULT 'repair' CHECK (kind IN ('repair', 'service'));
    ALTER TABLE job ADD COLUMN wait_for TEXT CHECK (wait_for IN ('material', 'resident'));
    ALTER TABLE job ADD COLUMN merged_into_id INTEGER REFERENCES job (id);
    ALTER TABLE job ADD COLUMN rework_of_id INTEGER REFERENCES job (id);
    CREATE INDEX job_merged ON job (merged_into_id) WHERE merged_into_id IS NOT NULL;
    CREATE INDEX job_rework ON job (rework_of_id, registered_on) WHERE rework_of_id IS NOT NULL;

    ALTER TABLE job_completion ADD COLUMN rework INTEGER NOT NULL DEFAULT 0 CHECK (rework IN (0, 1));
    ALTER TABLE job_completion ADD COLUMN result TEXT NOT NULL DEFAULT '';
    ALTER TABLE job_completion ADD COLUMN labour_centi INTEGER NOT NULL DEFAULT 0 CHECK (labour_centi >= 0);
    ALTER TABLE job_completion ADD COLUMN labour_price INTEGER NOT NULL DEFAULT 0 CHECK (labour_price >= 0);
    ALTER TABLE job_completion ADD COLUMN charge_id INTEGER REFERENCES charge (id);
    CREATE INDEX job_completion_rework ON job_completion (reopened_on) WHERE rework = 1;

    CREATE TABLE job_material (
      id INTEGER PRIMARY KEY,
      completion_id INTEGER NOT NULL REFERENCES job_completion (id),
      name TEXT NOT NULL,
      quantity_centi INTEGER NOT NULL CHECK (quantity_centi > 0),
      price INTEGER NOT NULL CHECK (price >= 0)
    ) STRICT;
    CREATE INDEX job_material_completion ON job_material (completion_id);

    CREATE TABLE job_reporter (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job (id),
      at TEXT NOT NULL,
      unit_id INTEGER REFERENCES unit (id),
      person_id INTEGER REFERENCES person (id),
      caller TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL,
      request_key TEXT UNIQUE
    ) STRICT;
    CREATE INDEX job_reporter_job ON job_reporter (job_id);

    CREATE TABLE job_picture (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job (id),
      moment TEXT NOT NULL CHECK (moment IN ('before', 'after')),
      file_name TEXT NOT NULL UNIQUE,
      media_type TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      removed_at TEXT,
      removed_by TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX job_picture_job ON job_picture (job_id);

    CREATE TABLE enquiry (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('enquiry', 'suggestion')),
      at TEXT NOT NULL,
      on_date TEXT NOT NULL,
      unit_id INTEGER REFERENCES unit (id),
      person_id INTEGER REFERENCES person (id),
      caller TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      content TEXT NOT NULL,
      answer TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL,
      request_key TEXT UNIQUE
    ) STRICT;
    CREATE INDEX enquiry_day ON enquiry (on_date);
    CREATE INDEX enquiry_unit ON enquiry (unit_id, on_date) WHERE unit_id IS NOT NULL;

    CREATE TABLE absence (
      id INTEGER PRIMARY KEY,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (to_on >= from_on)
    ) STRICT;
    CREATE INDEX absence_staff ON absence (staff_id, to_on);
  `,
}
