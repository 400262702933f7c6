import type { ChargeReasoning } from '../../contract/billing.ts'
import { type DateText, yearOf } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { dateProblems } from './correct.ts'
import { debtorOf, loadOwners } from './debtors.ts'
import { insertCharge } from './run.ts'

/** A charge by hand: for what no tariff knows. */
export interface SingleCharge {
  readonly unitId: number
  readonly itemId: number
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly dueOn: DateText
  /** Fen. */
  readonly amount: number
  readonly note: string
  /** Named by the page: the same request twice makes one charge. */
  readonly requestKey: string
}

/**
 * Publishes a single charge today.
 * @returns the charge's id; of the one made the first time where the request comes again
 * @throws DeskError `charge-invalid` naming the fields: amount, period over a year end or overlapping one that stands,
 *   dates before any estate stood or before the unit's estate had its first unit ready
 */
export function addSingleCharge(desk: Desk, charge: SingleCharge): Promise<number> {
  return write(desk, (writer) => publishSingle(writer, desk, charge))
}

/** As `addSingleCharge`, inside a transaction under way. */
export async function publishSingle(writer: AuditedWriter, desk: Desk, charge: SingleCharge): Promise<number> {
  const { unitId, itemId, fromOn, toOn } = charge
  const standing = await writer.tx
    .selectFrom('charge')
    .select(['id', 'from_on', 'to_on', 'reasoning'])
    .where('unit_id', '=', unitId)
    .where('item_id', '=', itemId)
    .where('reversed_on', 'is', null)
    .where('from_on', '<=', toOn)
    .where('to_on', '>=', fromOn)
    .execute()
  const again = standing.find((one) => keyOf(one.reasoning) === charge.requestKey)
  if (again) return again.id
  const problems: Problem[] = [
    ...amountProblems(charge.amount),
    ...periodProblems(fromOn, toOn),
    ...dateProblems('dueOn', charge.dueOn),
    ...(await estateProblems(writer.tx, unitId, fromOn)),
  ]
  const [other] = standing
  if (other) {
    problems.push({ code: 'period-overlaps', field: 'fromOn', params: { from: other.from_on, to: other.to_on } })
  }
  if (problems.length > 0) throw new DeskError('charge-invalid', {}, problems)
  const item = await writer.tx.selectFrom('fee_item').selectAll().where('id', '=', itemId).executeTakeFirst()
  if (!item) throw new DeskError('not-found', { entity: 'fee_item', id: itemId })
  const unit = await writer.tx.selectFrom('unit').select('handed_over_on').where('id', '=', unitId).executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  const owners = (await loadOwners(writer.tx, [unitId])).get(unitId) ?? []
  const debtor = debtorOf(item.kind, unit.handed_over_on, owners, fromOn)
  const reasoning: ChargeReasoning = { basis: 'single', note: charge.note, requestKey: charge.requestKey }
  return insertCharge(writer, {
    unit_id: unitId,
    item_id: itemId,
    from_on: fromOn,
    to_on: toOn,
    due_on: charge.dueOn,
    published_on: desk.clock.today(),
    amount: charge.amount,
    debtor_kind: debtor.kind,
    debtor_id: debtor.personId,
    run_id: null,
    reasoning: JSON.stringify(reasoning),
    replaces_id: null,
    reversed_on: null,
  })
}

function keyOf(reasoning: string | null): string | undefined {
  const read = JSON.parse(reasoning ?? '{}') as Partial<ChargeReasoning>
  return read.basis === 'single' ? read.requestKey : undefined
}

/** What refuses a period: it begins before it ends, inside one year. */
export function periodProblems(fromOn: DateText, toOn: DateText): Problem[] {
  const problems = [...dateProblems('fromOn', fromOn), ...dateProblems('toOn', toOn)]
  if (problems.length > 0) return problems
  if (toOn < fromOn) return [{ code: 'end-before-start', field: 'toOn', params: { start: fromOn, end: toOn } }]
  if (yearOf(fromOn) === yearOf(toOn)) return []
  return [{ code: 'period-spans-years', field: 'toOn', params: { from: fromOn, to: toOn } }]
}

/** Nothing is owed for a time when no unit of the estate was ready yet. */
async function estateProblems(tx: Tx, unitId: number, fromOn: DateText): Promise<Problem[]> {
  const estate = await tx
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select('area.estate_id as id')
    .where('unit.id', '=', unitId)
    .executeTakeFirst()
  if (!estate) return []
  const { ready } = await tx
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select((of) => of.fn.min('unit.ready_on').as('ready'))
    .where('area.estate_id', '=', estate.id)
    .executeTakeFirstOrThrow()
  if (ready === null || fromOn >= ready) return []
  return [{ code: 'before-estate', field: 'fromOn', params: { date: fromOn, ready } }]
}
