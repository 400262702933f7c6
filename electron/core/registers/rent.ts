import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { assigning } from '../billing/tariffs.ts'
import type { Db, Tx } from '../context.ts'
import type { NewRecord, StoredRecord } from './service.ts'

/** The rent of a let is charged by a tariff, as every fee: to the unit that the space is, else to the household's. */

/**
 * Assigns the tariff of a let for its term.
 * @returns id of the assignment; null where no tariff is asked for
 * @throws DeskError `rent-without-unit`; `rent-charged-already` where the unit pays by the same item already: a second
 *   car of a household is charged by an item of its own
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
  const { fromOn, toOn } = fields
  try {
    const { ids } = await assigning({ tariffId, units: { unitId }, fromOn, toOn, ratioBp: 10_000 })(writer)
    return ids[0] ?? null
  } catch (error) {
    if (!(error instanceof DeskError && error.code === 'tariff-overlaps')) throw error
    throw refusal({ code: 'rent-charged-already', field: 'tariffId', params: error.params })
  }
}

/** True where a let is called off before its first day: it was charged on none. */
export function neverCharged(record: StoredRecord, onDate: DateText): boolean {
  return record.unit_tariff_id !== null && record.from_on !== null && onDate < record.from_on
}

/**
 * A let that is given back or called off is charged until that day; one that never began is charged on no day, so that
 * its assignment goes, which the audit keeps. Its record names it no more by then.
 * @throws DeskError `record-has-charges` where days of a let that never began are charged already
 */
export async function endRent(
  writer: AuditedWriter,
  record: StoredRecord,
  onDate: DateText,
  reason: string,
): Promise<void> {
  if (record.unit_tariff_id === null) return
  const assignment = await writer.tx
    .selectFrom('unit_tariff')
    .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
    .selectAll('unit_tariff')
    .select('tariff.item_id')
    .where('unit_tariff.id', '=', record.unit_tariff_id)
    .executeTakeFirst()
  if (!assignment) return
  const { item_id: itemId, ...row } = assignment
  if (neverCharged(record, onDate)) {
    await refuseCharged(writer, itemId, row)
    await writer.remove('unit_tariff', row.id, { reason })
    return
  }
  if (row.to_on === null || row.to_on > onDate) await writer.apply('unit_tariff', { ...row }, { to_on: onDate })
}

/** @throws DeskError `record-has-charges` with the days charged */
async function refuseCharged(
  writer: AuditedWriter,
  itemId: number,
  { unit_id, from_on, to_on }: { unit_id: number; from_on: DateText; to_on: DateText | null },
): Promise<void> {
  const charge = await writer.tx
    .selectFrom('charge')
    .select(['from_on', 'to_on'])
    .where('unit_id', '=', unit_id)
    .where('item_id', '=', itemId)
    .where('reversed_on', 'is', null)
    .where('to_on', '>=', from_on)
    .where('from_on', '<=', to_on ?? '9999-12-31')
    .executeTakeFirst()
  if (charge) throw new DeskError('record-has-charges', { from: charge.from_on, to: charge.to_on })
}

/**
 * The rent that is charged for days after a let: what was published ahead of a giving back stays in the books until the
 * accountant reverses it. Charges of another let of the same unit are that one's.
 */
export async function rentBeyond(
  db: Db | Tx,
  { unit_tariff_id: assignmentId }: Pick<StoredRecord, 'unit_tariff_id'>,
  lastDay: DateText,
): Promise<{ fromOn: DateText; toOn: DateText; amount: number }[]> {
  if (assignmentId === null) return []
  const ofAnother = sql<boolean>`EXISTS (SELECT 1 FROM unit_tariff AS other JOIN tariff AS its ON its.id = other.tariff_id
    WHERE other.unit_id = charge.unit_id AND its.item_id = charge.item_id AND other.id <> ${assignmentId}
      AND other.from_on <= charge.to_on AND (other.to_on IS NULL OR other.to_on >= charge.from_on))`
  return db
    .selectFrom('unit_tariff')
    .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
    .innerJoin('charge', (join) =>
      join.onRef('charge.unit_id', '=', 'unit_tariff.unit_id').onRef('charge.item_id', '=', 'tariff.item_id'),
    )
    .select(['charge.from_on as fromOn', 'charge.to_on as toOn', 'charge.amount'])
    .where('unit_tariff.id', '=', assignmentId)
    .where('charge.to_on', '>', lastDay)
    .where('charge.reversed_on', 'is', null)
    .where(({ not }) => not(ofAnother))
    .orderBy('charge.from_on')
    .execute()
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
