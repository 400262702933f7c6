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

/** Condition: it was withdrawn before the moment (ISO) and not opened again by then. */
export function isWithdrawnBy(moment: string): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM complaint_event AS step
    WHERE step.complaint_id = complaint.id AND step.to_state = 'withdrawn' AND step.at < ${moment}
      AND NOT EXISTS (SELECT 1 FROM complaint_event AS again WHERE again.complaint_id = complaint.id
        AND again.id > step.id AND again.from_state = 'withdrawn' AND again.to_state <> 'withdrawn'
        AND again.at < ${moment}))`
}
