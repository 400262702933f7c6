import type { Migration } from '../migrate.ts'

/**
 * A case has one standing return visit at most. Of several that an import left standing the newest holds; an older one
 * is given up from the day of the finish that came after it.
 */
export const oneReturnVisit: Migration = {
  id: 190,
  name: 'one-return-visit',
  sql: `
    UPDATE return_due SET dropped_on = (SELECT later.finished_on FROM return_due AS later
        WHERE later.subject_kind = return_due.subject_kind AND later.subject_id = return_due.subject_id
          AND later.dropped_on IS NULL AND later.id > return_due.id ORDER BY later.id LIMIT 1)
      WHERE dropped_on IS NULL AND EXISTS (SELECT 1 FROM return_due AS later
        WHERE later.subject_kind = return_due.subject_kind AND later.subject_id = return_due.subject_id
          AND later.dropped_on IS NULL AND later.id > return_due.id);
    CREATE UNIQUE INDEX return_due_standing ON return_due (subject_kind, subject_id) WHERE dropped_on IS NULL;
  `,
}
