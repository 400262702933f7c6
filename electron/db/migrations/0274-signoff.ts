import type { Migration } from '../migrate.ts'

/**
 * Work reports that were signed off (签发): one standing of a period at most, withdrawn ones stay. What was signed is kept
 * as it was: figures with their words, the rows behind each, and where these rows stood. It refers to nothing that a
 * workbook taken back could take away.
 */
export const signoff: Migration = {
  id: 274,
  name: 'signoff',
  sql: `
    CREATE TABLE summary_signoff (
      id INTEGER PRIMARY KEY,
      year INTEGER NOT NULL,
      span TEXT NOT NULL,
      estate_id INTEGER,
      estate_name TEXT,
      as_of TEXT NOT NULL,
      edition INTEGER NOT NULL CHECK (edition > 0),
      signed_at TEXT NOT NULL,
      signed_by TEXT NOT NULL,
      note TEXT NOT NULL,
      audit_id INTEGER NOT NULL,
      targets TEXT NOT NULL,
      draft TEXT NOT NULL,
      digest TEXT NOT NULL,
      withdrawn_at TEXT,
      withdrawn_by TEXT,
      withdrawn_reason TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX summary_signoff_edition
      ON summary_signoff (year, span, coalesce(estate_id, 0), as_of, edition);
    CREATE UNIQUE INDEX summary_signoff_standing
      ON summary_signoff (year, span, coalesce(estate_id, 0), as_of) WHERE withdrawn_at IS NULL;

    CREATE TABLE signoff_figure (
      id INTEGER PRIMARY KEY,
      signoff_id INTEGER NOT NULL REFERENCES summary_signoff (id),
      position INTEGER NOT NULL,
      figure TEXT NOT NULL,
      result TEXT NOT NULL,
      records TEXT NOT NULL,
      UNIQUE (signoff_id, figure)
    ) STRICT;

    CREATE TABLE signoff_place (
      id INTEGER PRIMARY KEY,
      signoff_id INTEGER NOT NULL REFERENCES summary_signoff (id),
      unit_id INTEGER NOT NULL,
      unit TEXT NOT NULL,
      area TEXT NOT NULL,
      building TEXT NOT NULL,
      kind TEXT NOT NULL,
      area_centi INTEGER NOT NULL,
      UNIQUE (signoff_id, unit_id)
    ) STRICT;
  `,
}
