import { DeskError, type Problem } from '../../contract/errors.ts'
import { fixedFields, type RecordState, type RegisterId, registerOf } from '../../contract/registerKinds.ts'
import type { RegisterFields } from '../../contract/registers.ts'
import type { Tx } from '../context.ts'

/** What a record says of what came of it elsewhere. */
export interface Bound {
  readonly register: RegisterId
  readonly state: RecordState
  readonly decoration_id: number | null
  readonly deposit_id: number | null
  readonly unit_tariff_id: number | null
}

/**
 * What came of a record elsewhere binds it, whether the form or a workbook would change it: its unit, its term, its fee
 * are changed there; and what has gone out stands.
 * @returns `record-bound` or `record-fixed` at the fields
 */
export function boundProblems(
  record: Bound,
  hasMoney: boolean,
  isChanged: (field: keyof RegisterFields) => boolean,
): Problem[] {
  const bound: (readonly [boolean, readonly (keyof RegisterFields)[]])[] = [
    [record.decoration_id !== null || record.deposit_id !== null, ['unitId']],
    [record.unit_tariff_id !== null, ['unitId', 'spaceId', 'fromOn', 'toOn']],
    [registerOf(record.register).takesFee === true && hasMoney, ['amount', 'unitId']],
  ]
  const held = new Set(bound.flatMap(([holds, fields]) => (holds ? fields : [])))
  return [
    ...[...held].filter(isChanged).map((field) => ({ code: 'record-bound', field })),
    ...fixedFields(record.register, record.state)
      .filter(isChanged)
      .map((field) => ({ code: 'record-fixed', field })),
  ]
}

/** @throws DeskError `record-invalid` with what `boundProblems` finds */
export async function refuseBound(
  tx: Tx,
  before: Bound & { readonly id: number },
  known: RegisterFields,
  fields: RegisterFields,
): Promise<void> {
  const problems = boundProblems(before, await hasMoney(tx, before.id), (field) => known[field] !== fields[field])
  if (problems.length > 0) throw new DeskError('record-invalid', {}, problems)
}

/** True where money that came with a record stands in the books. */
export async function hasMoney(tx: Tx, recordId: number): Promise<boolean> {
  const entry = await tx
    .selectFrom('record_step')
    .innerJoin('service_entry', 'service_entry.id', 'record_step.service_entry_id')
    .select('record_step.id')
    .where('record_id', '=', recordId)
    .where('service_entry.reversed_on', 'is', null)
    .executeTakeFirst()
  return entry !== undefined
}
