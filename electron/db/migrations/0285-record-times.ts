import type { Migration } from '../migrate.ts'

/** When in the day a visitor came or left, and something happened: `HH:MM` on the office's clock, empty where nobody knows. */
export const recordTimes: Migration = {
  id: 285,
  name: 'record-times',
  sql: `
    ALTER TABLE record ADD COLUMN at_time TEXT NOT NULL DEFAULT '' CHECK (length(at_time) IN (0, 5));
    ALTER TABLE record_step ADD COLUMN at_time TEXT NOT NULL DEFAULT '' CHECK (length(at_time) IN (0, 5));
  `,
}
