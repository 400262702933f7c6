import type { Migration } from '../migrate.ts'

/**
 * What a till begins with, the day a shift was settled on, cash brought to the bank from what a shift left, and contacts
 * struck out.
 */
export const openingsAndStrikes: Migration = {
  id: 100,
  name: 'openings and strikes',
  sql: `
    ALTER TABLE shift ADD COLUMN carried_cash INTEGER;
    ALTER TABLE shift ADD COLUMN opening_cash INTEGER;
    ALTER TABLE shift ADD COLUMN opening_note TEXT NOT NULL DEFAULT '';
    ALTER TABLE shift ADD COLUMN closed_on TEXT;
    -- Offices so far stand in Asia/Shanghai, which knows no summer time.
    UPDATE shift SET closed_on = date(closed_at, '+8 hours') WHERE closed_at IS NOT NULL;
    CREATE INDEX shift_cashier ON shift (cashier_id);
    CREATE INDEX shift_closed ON shift (closed_on);

    ALTER TABLE cash_deposit ADD COLUMN left_by_shift_id INTEGER REFERENCES shift (id);

    ALTER TABLE contact ADD COLUMN struck_on TEXT;
    ALTER TABLE contact ADD COLUMN struck_reason TEXT;
    ALTER TABLE contact ADD COLUMN struck_by TEXT;
  `,
}
