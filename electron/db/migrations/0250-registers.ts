import type { Migration } from '../migrate.ts'

/**
 * What an office registers day by day, notices and events among it: one shape of record with the dated steps of its life
 * (contract/registers.ts), the spaces of the car parks, and who was at an event.
 */
export const registers: Migration = {
  id: 250,
  name: 'registers',
  sql: `
    CREATE TABLE car_park (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE TABLE parking_space (
      id INTEGER PRIMARY KEY,
      car_park_id INTEGER NOT NULL REFERENCES car_park (id),
      code TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      unit_id INTEGER REFERENCES unit (id),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (car_park_id, code)
    ) STRICT;
    CREATE INDEX parking_space_unit ON parking_space (unit_id) WHERE unit_id IS NOT NULL;

    CREATE TABLE record (
      id INTEGER PRIMARY KEY,
      register TEXT NOT NULL,
      number TEXT NOT NULL,
      on_date TEXT NOT NULL,
      counted_on TEXT,
      cancelled_on TEXT,
      state TEXT NOT NULL,
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
      unit_id INTEGER REFERENCES unit (id),
      space_id INTEGER REFERENCES parking_space (id),
      title TEXT NOT NULL DEFAULT '',
      category TEXT NOT NULL DEFAULT '',
      holder TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      code TEXT NOT NULL DEFAULT '',
      place TEXT NOT NULL DEFAULT '',
      from_on TEXT,
      to_on TEXT,
      quantity INTEGER,
      amount INTEGER,
      body TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      earlier_id INTEGER REFERENCES record (id),
      is_renewal INTEGER NOT NULL DEFAULT 0 CHECK (is_renewal IN (0, 1)),
      decoration_id INTEGER REFERENCES decoration (id),
      deposit_id INTEGER REFERENCES deposit (id),
      unit_tariff_id INTEGER REFERENCES unit_tariff (id),
      actor_name TEXT NOT NULL,
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (register, number)
    ) STRICT;
    CREATE INDEX record_recent ON record (register, on_date DESC, id DESC);
    CREATE INDEX record_counted ON record (register, counted_on);
    CREATE INDEX record_open ON record (register, to_on) WHERE is_open = 1;
    CREATE INDEX record_unit ON record (unit_id) WHERE unit_id IS NOT NULL;
    CREATE INDEX record_space ON record (space_id, from_on) WHERE space_id IS NOT NULL;
    CREATE INDEX record_code ON record (register, code) WHERE code <> '';
    CREATE INDEX record_earlier ON record (earlier_id) WHERE earlier_id IS NOT NULL;
    CREATE INDEX record_decoration ON record (decoration_id) WHERE decoration_id IS NOT NULL;
    CREATE INDEX record_tariff ON record (unit_tariff_id) WHERE unit_tariff_id IS NOT NULL;
    CREATE INDEX record_deposit ON record (deposit_id) WHERE deposit_id IS NOT NULL;

    CREATE TABLE record_step (
      id INTEGER PRIMARY KEY,
      record_id INTEGER NOT NULL REFERENCES record (id),
      event TEXT NOT NULL,
      on_date TEXT NOT NULL,
      at TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      until_on TEXT,
      amount INTEGER,
      method TEXT,
      person TEXT NOT NULL DEFAULT '',
      code TEXT NOT NULL DEFAULT '',
      quantity INTEGER,
      text TEXT NOT NULL DEFAULT '',
      service_entry_id INTEGER REFERENCES service_entry (id),
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX record_step_record ON record_step (record_id);
    CREATE INDEX record_step_entry ON record_step (service_entry_id) WHERE service_entry_id IS NOT NULL;

    CREATE TABLE participant (
      id INTEGER PRIMARY KEY,
      record_id INTEGER NOT NULL REFERENCES record (id),
      person_id INTEGER NOT NULL REFERENCES person (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (record_id, person_id)
    ) STRICT;
    CREATE INDEX participant_person ON participant (person_id);
    CREATE INDEX participant_unit ON participant (unit_id);
  `,
}
