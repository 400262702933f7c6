import type { Database } from 'better-sqlite3'
import type { Migration } from '../migrate.ts'

/**
 * What happened on a day stays with it: a patrol round keeps the post that was to walk it, somebody who was left out of
 * the sign-in page without a leaving day left when the audit says so. Not every post keeps the handover log. Codes of equipment and of stock are written one way
 * where that makes no two the same.
 */
export const upkeepDays: Migration = {
  id: 282,
  name: 'upkeep-days',
  sql: `
    ALTER TABLE patrol_round ADD COLUMN post_id INTEGER REFERENCES post (id);
    UPDATE patrol_round SET post_id =
      (SELECT patrol_route.post_id FROM patrol_route WHERE patrol_route.id = patrol_round.route_id);

    ALTER TABLE post ADD COLUMN keeps_log INTEGER NOT NULL DEFAULT 1 CHECK (keeps_log IN (0, 1));

    UPDATE staff SET left_on = (SELECT substr(max(audit.at), 1, 10) FROM audit
      WHERE audit.entity = 'staff' AND audit.entity_id = staff.id AND audit.action = 'update'
        AND audit.after LIKE '%"active":0%')
    WHERE active = 0 AND left_on IS NULL;
  `,
  fill: writeCodes,
}

function writeCodes(sqlite: Database): void {
  for (const table of ['equipment', 'stock_item']) {
    const write = sqlite.prepare(`UPDATE OR IGNORE ${table} SET code = ? WHERE id = ?`)
    const rows = sqlite.prepare(`SELECT id, code FROM ${table} ORDER BY id`).all() as { id: number; code: string }[]
    for (const { id, code } of rows) {
      const written = code.normalize('NFKC').trim().toUpperCase()
      if (written !== code) write.run(written, id)
    }
  }
}
