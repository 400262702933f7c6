import { addDays, type DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import {
  type RecordEvent,
  type RecordState,
  type RecordStep,
  recordStepOf,
  registerOf,
} from '../../contract/registerKinds.ts'
import type { StepFields } from '../../contract/registers.ts'
import type { Tx } from '../context.ts'
import type { StoredRecord } from './service.ts'

/** A step that a record has taken. */
interface Taken {
  readonly event: RecordEvent
  readonly on_date: DateText
  readonly from_state: RecordState
  readonly to_state: RecordState
}

/** What the steps of a record so far say of the days on which the next may be. */
export function stepsTaken(tx: Tx, recordId: number): Promise<Taken[]> {
  return tx
    .selectFrom('record_step')
    .select(['event', 'on_date', 'from_state', 'to_state'])
    .where('record_id', '=', recordId)
    .orderBy('id')
    .execute()
}

/** What is wrong with the days of a step; empty where it may be made. */
export function dayProblems(
  record: StoredRecord,
  event: RecordEvent,
  { onDate, untilOn }: StepFields,
  taken: readonly Taken[],
  today: DateText,
): Problem[] {
  const problems: Problem[] = []
  if (onDate > today) problems.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
  // What is registered ahead is dated from the day it goes out.
  const since = registerOf(record.register).isAhead ? record.counted_on : record.on_date
  if (since !== null && onDate < since) {
    problems.push({ code: 'step-before-record', field: 'onDate', params: { date: since } })
  }
  const last = problems.length === 0 ? followed(record, event, onDate, taken) : undefined
  if (last) problems.push({ code: 'step-before-last', field: 'onDate', params: { date: last.on_date } })
  const isEnd = event === 'giveBack' || event === 'end' || (event === 'renew' && record.to_on === null)
  if (isEnd && record.from_on !== null && onDate < record.from_on) {
    problems.push({ code: 'ends-before-start', field: 'onDate', params: { start: record.from_on } })
  }
  return [...problems, ...untilProblems(record, event, onDate, untilOn)]
}

/** A step on the day of its record is not made before that: nobody leaves before they came. */
export function timeProblems(
  { onDate, atTime }: Pick<StepFields, 'onDate' | 'atTime'>,
  record: Pick<StoredRecord, 'on_date' | 'at_time'>,
): Problem[] {
  if (atTime === '' || onDate !== record.on_date || atTime >= record.at_time) return []
  return [{ code: 'time-before-record', field: 'atTime', params: { time: record.at_time } }]
}

/** A renewal has at least a day of its own, and an extension goes on beyond the end that there is. */
function untilProblems(
  record: StoredRecord,
  event: RecordEvent,
  onDate: DateText,
  untilOn: DateText | null,
): Problem[] {
  if (untilOn === null) return []
  const end = record.to_on
  if (event === 'extend' && end !== null && untilOn <= end) {
    return [{ code: 'extends-not', field: 'untilOn', params: { end } }]
  }
  const start = event === 'renew' ? addDays(end ?? onDate, 1) : onDate
  return untilOn < start ? [{ code: 'end-before-start', field: 'untilOn', params: { start, end: untilOn } }] : []
}

/**
 * The step taken already on a later day that this one cannot come before: one that would then stand in a state in which
 * it is not possible. What came in of a contract is entered after its end; nothing is brought back before it was lent.
 */
function followed(
  record: StoredRecord,
  event: RecordEvent,
  onDate: DateText,
  taken: readonly Taken[],
): Taken | undefined {
  const move = recordStepOf(record.register, event)
  // A start that was taken back was none: the right one may be of an earlier day.
  const standing = taken.slice(taken.findLastIndex((step) => step.event === 'takeBack') + 1)
  const later = standing.filter((step) => step.on_date > onDate)
  const changed = later.find((step) => step.from_state !== step.to_state)
  if (changed) return move?.to === undefined && move?.from.includes(changed.from_state) ? undefined : changed
  return later.find((step) => move?.to !== undefined && !stands(recordStepOf(record.register, step.event), move.to))
}

/** Money that came with the registering itself is no step of the declaration and stands in every state. */
const stands = (step: RecordStep | undefined, state: RecordState) => step === undefined || step.from.includes(state)
