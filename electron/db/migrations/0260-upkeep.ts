import type { Migration } from '../migrate.ts'

/**
 * Upkeep: the first state of equipment follows a corrected day of installation, so its row can become stale; a
 * replacement out of the stores costs what the stores say and keeps no second number; a patrol route has a post of the
 * rota, a round the day on which something was seen of it, which closing reads, and why it was written down late.
 */
export const upkeep: Migration = {
  id: 260,
  name: 'upkeep',
  sql: `
    ALTER TABLE equipment_state ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

    UPDATE tally SET cost = NULL WHERE stock_movement_id IS NOT NULL;

    ALTER TABLE patrol_route ADD COLUMN post_id INTEGER REFERENCES post (id);
    ALTER TABLE patrol_round ADD COLUMN walked_on TEXT CHECK (walked_on = on_date);
    ALTER TABLE patrol_round ADD COLUMN late_reason TEXT NOT NULL DEFAULT '';
    UPDATE patrol_round SET walked_on = on_date WHERE seen > 0;
  `,
}
