import type { Migration } from '../migrate.ts'

/**
 * Counts of work done: how many of what, where, on a day. One table for every register of counts; which there are, and
 * what they ask, is declared in the contract. A count that is taken back keeps its row, with the day from which it no
 * longer counts.
 */
export const tallies: Migration = {
  id: 230,
  name: 'tallies',
  sql: `
    CREATE TABLE tally (
      id INTEGER PRIMARY KEY,
      register TEXT NOT NULL,
      on_date TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      place TEXT NOT NULL DEFAULT '',
      unit_id INTEGER REFERENCES unit (id),
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      labour_days INTEGER NOT NULL DEFAULT 0 CHECK (labour_days >= 0),
      unit_price INTEGER CHECK (unit_price >= 0),
      cost INTEGER CHECK (cost >= 0),
      inspector TEXT NOT NULL DEFAULT '',
      score INTEGER CHECK (score BETWEEN 0 AND 10000),
      note TEXT NOT NULL DEFAULT '',
      task_id INTEGER,
      job_id INTEGER REFERENCES job (id),
      stock_movement_id INTEGER,
      actor_name TEXT NOT NULL DEFAULT '',
      cancelled_on TEXT,
      cancel_reason TEXT NOT NULL DEFAULT '',
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (quantity > 0 OR labour_days > 0)
    ) STRICT;
    CREATE INDEX tally_day ON tally (register, on_date, item, cancelled_on, unit_id, quantity, labour_days, cost);
    CREATE INDEX tally_any_day ON tally (on_date);
    CREATE INDEX tally_unit ON tally (unit_id, on_date) WHERE unit_id IS NOT NULL;
    CREATE INDEX tally_task ON tally (task_id) WHERE task_id IS NOT NULL;
    CREATE INDEX tally_job ON tally (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX tally_stock ON tally (stock_movement_id) WHERE stock_movement_id IS NOT NULL;
  `,
}
