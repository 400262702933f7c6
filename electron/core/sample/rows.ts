import type { DateText } from '../../contract/dates.ts'
import type { Role } from '../../contract/roles.ts'
import type { ClientClass, ResidentRole, UnitKind } from '../../contract/vocabulary.ts'

/** The dated facts of a unit, as the columns of the units workbook know them. */
export interface SampleUnitDates {
  readonly readyOn: DateText | null
  readonly dueOn: DateText | null
  readonly handedOverOn: DateText | null
  readonly decorationStartedOn: DateText | null
  readonly decorationFinishedOn: DateText | null
  readonly movedInOn: DateText | null
  readonly movedOutOn: DateText | null
  readonly soldOn: DateText | null
  readonly letFrom: DateText | null
  readonly letTo: DateText | null
  readonly leasebackFrom: DateText | null
  readonly leasebackTo: DateText | null
}

/** One row of the units workbook. Key: area, building, room. */
export interface SampleUnitRow extends SampleUnitDates {
  readonly estate: string
  readonly area: string
  readonly building: string
  readonly room: string
  readonly kind: UnitKind
  /** Integer 0.01 m². */
  readonly areaCentiM2: number
}

/** One row of the residents workbook. Key: area, building, room, name, role, from. `to` is the last day inside. */
export interface SampleResidentRow {
  readonly area: string
  readonly building: string
  readonly room: string
  readonly name: string
  readonly role: ResidentRole
  readonly phone: string | null
  readonly idNumber: string | null
  readonly birthDate: DateText | null
  readonly plates: readonly string[]
  readonly from: DateText
  readonly to: DateText | null
  readonly clientClass: ClientClass | null
}

/** A member of staff, with the PIN that the sample's sign-in page shows. */
export interface SampleStaff {
  readonly name: string
  readonly role: Role
  readonly pin: string
}
