import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'

/** Condition: the row `complaint` was not found without ground on the day. */
export function isValidOn(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM complaint_invalid
    WHERE complaint_invalid.complaint_id = complaint.id AND complaint_invalid.on_date <= ${asOf}
      AND (complaint_invalid.valid_on IS NULL OR complaint_invalid.valid_on > ${asOf}))`
}

/** Condition: it was closed by the day and not reopened by then. */
export function isClosedOn(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM complaint_closing
    WHERE complaint_closing.complaint_id = complaint.id AND complaint_closing.on_date <= ${asOf}
      AND (complaint_closing.reopened_on IS NULL OR complaint_closing.reopened_on > ${asOf}))`
}
