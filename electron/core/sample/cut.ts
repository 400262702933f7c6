import type { DateText } from '../../contract/dates.ts'
import type { SampleResidentRow, SampleUnitDates, SampleUnitRow } from './rows.ts'

/**
 * The unit as the office knows it on `today`: what has not happened yet is not there.
 * A due date is a term of the sale, so it is known from the sale on, even where it lies ahead; the agreed end of a
 * lease is entered when it comes, because until then it may be prolonged.
 */
export function cutUnit(unit: SampleUnitRow, today: DateText): SampleUnitRow {
  const known = (date: DateText | null) => (date !== null && date <= today ? date : null)
  const dates: SampleUnitDates = {
    readyOn: known(unit.readyOn),
    dueOn: known(unit.soldOn) === null ? null : unit.dueOn,
    handedOverOn: known(unit.handedOverOn),
    decorationStartedOn: known(unit.decorationStartedOn),
    decorationFinishedOn: known(unit.decorationFinishedOn),
    movedInOn: known(unit.movedInOn),
    movedOutOn: known(unit.movedOutOn),
    soldOn: known(unit.soldOn),
    letFrom: known(unit.letFrom),
    letTo: known(unit.letTo),
    leasebackFrom: known(unit.leasebackFrom),
    leasebackTo: known(unit.leasebackTo),
  }
  return { ...unit, ...dates }
}

/** The residents known on `today`: none who come later, no end that lies ahead. */
export function cutResidents(residents: readonly SampleResidentRow[], today: DateText): SampleResidentRow[] {
  return residents
    .filter((resident) => resident.from <= today)
    .map((resident) => (resident.to !== null && resident.to > today ? { ...resident, to: null } : resident))
}
