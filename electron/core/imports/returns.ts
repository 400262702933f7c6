import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { earlier } from '../../contract/dates.ts'
import type { ReturnRule } from '../../contract/returns.ts'
import type { ReturnState, ReturnSubject } from '../../contract/returnWords.ts'
import type { Row } from '../audit/writer.ts'
import { newDue } from '../returns/due.ts'
import { returnDays } from '../returns/rules.ts'
import type { ImportOperation } from './plan.ts'

/** Condition: no younger return visit of the row `return_due`'s case stands. */
export const isNewestReturn = sql<boolean>`NOT EXISTS (SELECT 1 FROM return_due AS later
  WHERE later.subject_kind = return_due.subject_kind AND later.subject_id = return_due.subject_id
    AND later.dropped_on IS NULL AND later.id > return_due.id)`

/** The newest return visit of a case that was not given up. */
export interface StandingReturn {
  readonly id: number
  readonly version: number
  readonly finishedOn: DateText
  readonly attempts: number
  readonly state: ReturnState
  readonly reachedOn: DateText | null
}

/** What the days of a return visit are told from. */
export interface ReturnDays {
  readonly rule: ReturnRule
  readonly today: DateText
  /** The last closed day, or null. */
  readonly closed: DateText | null
}

/**
 * What somebody was asked who the workbook says was visited: the workbook does not say when, so it counts on the first
 * day on which the rule has it made, and not later than today; today where that day is closed.
 */
function visitedOn(finishedOn: DateText, { rule, today, closed }: ReturnDays): DateText {
  const first = earlier(returnDays(finishedOn, rule).from_on, today)
  return closed !== null && first <= closed ? today : first
}

function reached(finishedOn: DateText, days: ReturnDays): Row {
  return { state: 'reached', reached_on: visitedOn(finishedOn, days) }
}

/** A return visit that an imported case brings, made already where it was visited. */
export function broughtReturn(
  kind: ReturnSubject,
  caseId: number | { readonly reference: string },
  finishedOn: DateText,
  isVisited: boolean,
  days: ReturnDays,
): ImportOperation {
  return {
    action: 'insert',
    table: 'return_due',
    reference: `return_due:${typeof caseId === 'number' ? `${kind}:${caseId}` : caseId.reference}`,
    row: {
      ...newDue({ kind, id: 0 }, finishedOn, days.rule),
      ...(isVisited && reached(finishedOn, days)),
      subject_id: caseId,
    },
  }
}

/**
 * What an import does to the newest return visit of a case: given up from today where its case is open again before
 * anybody was reached, moved with a finish that is told otherwise while nobody has called, made where the workbook says
 * so. What calls have come to stays.
 * @param finishedOn the day of the finish, or null where the case is open again
 */
export function followedReturn(
  standing: StandingReturn,
  finishedOn: DateText | null,
  isVisited: boolean,
  days: ReturnDays,
): ImportOperation[] {
  const { id, version } = standing
  const write = (patch: Row): ImportOperation[] => [{ action: 'update', table: 'return_due', id, version, patch }]
  // Of a visit without a call a workbook alone has told, and takes it back.
  const isMade = standing.state !== 'open' && standing.attempts > 0
  if (finishedOn === null) return isMade ? [] : write({ dropped_on: days.today })
  if (standing.state !== 'open') return []
  const moved = finishedOn !== standing.finishedOn && standing.attempts === 0
  const patch: Row = {
    ...(moved && { finished_on: finishedOn, ...returnDays(finishedOn, days.rule) }),
    ...(isVisited &&
      (standing.attempts > 0 ? { state: 'reached', reached_on: days.today } : reached(finishedOn, days))),
  }
  return Object.keys(patch).length > 0 ? write(patch) : []
}
