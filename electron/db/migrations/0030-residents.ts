import type { Migration } from '../migrate.ts'

/** People and companies, and their dated roles on units. A transfer of ownership is a new residency. */
export const residents: Migration = {
  id: 30,
  name: 'residents',
  sql: `
    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'company')),
      name TEXT NOT NULL,
      pinyin TEXT NOT NULL,
      initials TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      id_number TEXT,
      birth_on TEXT,
      phone TEXT NOT NULL DEFAULT '',
      client_class TEXT CHECK (client_class IN ('A', 'B', 'C', 'D')),
      tags TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX person_sort ON person (sort_key, id);
    CREATE INDEX person_id_number ON person (id_number) WHERE id_number IS NOT NULL;
    CREATE INDEX person_name ON person (name);
    CREATE INDEX person_birth ON person (birth_on) WHERE birth_on IS NOT NULL;

    CREATE TABLE residency (
      id INTEGER PRIMARY KEY,
      person_id INTEGER NOT NULL REFERENCES person (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      role TEXT NOT NULL CHECK (role IN ('owner', 'tenant', 'family', 'contact')),
      from_on TEXT NOT NULL,
      to_on TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (unit_id, person_id, role, from_on),
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;
    CREATE INDEX residency_person ON residency (person_id, from_on);

    CREATE TABLE vehicle (
      id INTEGER PRIMARY KEY,
      person_id INTEGER NOT NULL REFERENCES person (id),
      plate TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (person_id, plate)
    ) STRICT;
    CREATE INDEX vehicle_plate ON vehicle (plate);
  `,
}
