import type { Migration } from '../migrate.ts'

/**
 * At most one return visit is still to be made about a case; those that were made stay. Of several that an import left
 * open the newest holds; an older one is given up from the day of the finish that came after it.
 */
export const oneReturnVisit: Migration = {
  id: 190,
  name: 'one-return-visit',
  sql: `
    UPDATE return_due SET dropped_on = (SELECT later.finished_on FROM return_due AS later
        WHERE later.subject_kind = return_due.subject_kind AND later.subject_id = return_due.subject_id
          AND later.dropped_on IS NULL AND later.state = 'open' AND later.id > return_due.id ORDER BY later.id LIMIT 1)
      WHERE dropped_on IS NULL AND state = 'open' AND EXISTS (SELECT 1 FROM return_due AS later
        WHERE later.subject_kind = return_due.subject_kind AND later.subject_id = return_due.subject_id
          AND later.dropped_on IS NULL AND later.state = 'open' AND later.id > return_due.id);
    CREATE UNIQUE INDEX return_due_standing ON return_due (subject_kind, subject_id)
      WHERE dropped_on IS NULL AND state = 'open';
  `,
}
