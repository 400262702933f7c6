import type { Migration } from '../migrate.ts'

/** Targets of the yearly work summary: one of a figure and a year; withdrawn ones are taken out, the audit keeps them. */
export const targets: Migration = {
  id: 270,
  name: 'targets',
  sql: `
    CREATE TABLE target (
      id INTEGER PRIMARY KEY,
      year INTEGER NOT NULL,
      figure TEXT NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('at-least', 'at-most')),
      value INTEGER NOT NULL CHECK (value >= 0),
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (year, figure)
    ) STRICT;
  `,
}
