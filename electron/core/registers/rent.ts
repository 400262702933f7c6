import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { assigning } from '../billing/tariffs.ts'
import type { NewRecord, StoredRecord } from './service.ts'

/** The rent of a let is charged by a tariff, as every fee: to the unit that the space is, else to the household's. */

/**
 * Assigns the tariff of a let for its term.
 * @returns id of the assignment; null where no tariff is asked for
 * @throws DeskError `rent-without-unit`, `tariff-overlaps`
 */
export async function chargeRent(
  writer: AuditedWriter,
  { fields, tariffId }: Pick<NewRecord, 'fields' | 'tariffId'>,
): Promise<number | null> {
  if (tariffId === null || fields.spaceId === null || fields.fromOn === null) return null
  const space = await writer.tx
    .selectFrom('parking_space')
    .select('unit_id')
    .where('id', '=', fields.spaceId)
    .executeTakeFirst()
  const unitId = space?.unit_id ?? fields.unitId
  if (unitId === null) throw new DeskError('rent-without-unit', {}, [{ code: 'rent-without-unit', field: 'unitId' }])
  const { ids } = await assigning({
    tariffId,
    units: { unitId },
    fromOn: fields.fromOn,
    toOn: fields.toOn,
    ratioBp: 10_000,
  })(writer)
  return ids[0] ?? null
}

/** A let that is given back or called off is charged until that day. */
export async function endRent(writer: AuditedWriter, record: StoredRecord, onDate: DateText): Promise<void> {
  if (record.unit_tariff_id === null) return
  const assignment = await writer.tx
    .selectFrom('unit_tariff')
    .selectAll()
    .where('id', '=', record.unit_tariff_id)
    .executeTakeFirst()
  if (!assignment || (assignment.to_on !== null && assignment.to_on <= onDate)) return
  const toOn = onDate < assignment.from_on ? assignment.from_on : onDate
  await writer.apply('unit_tariff', { ...assignment }, { to_on: toOn })
}

/** The tariff by which the rent of a let is charged; a renewal goes on with it. */
export async function tariffOf(writer: AuditedWriter, record: StoredRecord): Promise<number | null> {
  if (record.unit_tariff_id === null) return null
  const assignment = await writer.tx
    .selectFrom('unit_tariff')
    .select('tariff_id')
    .where('id', '=', record.unit_tariff_id)
    .executeTakeFirst()
  return assignment?.tariff_id ?? null
}
