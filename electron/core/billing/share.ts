import type { ShareFields, ShareReasoning } from '../../contract/billing.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { spread } from '../../contract/money.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { unitStandsIn } from '../estate/list.ts'
import { amountProblems } from '../fees/amounts.ts'
import { rebuild } from '../fees/store.ts'
import { dateProblems } from './correct.ts'
import { debtorOf, loadSpells } from './debtors.ts'
import { accountsOf, alone, closeRun, insertRun, type PlannedUnit, type RunControl, type RunOutcome } from './run.ts'
import { periodProblems } from './single.ts'

/**
 * Spreads an amount over the units of a place, by area or one part each; the parts add up to it exactly, by the largest
 * remainder. A unit whose part is nothing (no area) gets no bill.
 * @throws DeskError `share-invalid` naming fields, `share-without-weight`, `share-overlaps` where a unit has a charge of
 *   the item in that period already
 */
export async function planShare(db: Db | Tx, fields: ShareFields, publishedOn: DateText): Promise<PlannedUnit[]> {
  const item = await db.selectFrom('fee_item').selectAll().where('id', '=', fields.itemId).executeTakeFirst()
  if (!item) throw new DeskError('not-found', { entity: 'fee_item', id: fields.itemId })
  const problems: Problem[] = [
    ...(item.kind === 'public-share' ? [] : [{ code: 'item-not-shared', field: 'itemId' }]),
    ...amountProblems(fields.amount),
    ...periodProblems(fields.fromOn, fields.toOn),
    ...dateProblems('dueOn', fields.dueOn),
  ]
  if (problems.length > 0) throw new DeskError('share-invalid', {}, problems)
  const units = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'area.name as area', 'unit.area_centi', 'unit.handed_over_on'])
    .where(unitStandsIn(fields.place))
    .where('unit.kind', 'in', [...fields.kinds])
    .orderBy('unit.sort_key')
    .orderBy('unit.id')
    .execute()
  await refuseCharged(
    db,
    fields,
    units.map((unit) => unit.id),
  )
  const weights = units.map((unit) => (fields.by === 'area' ? unit.area_centi : 1))
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0)
  if (totalWeight === 0) throw new DeskError('share-without-weight')
  const parts = spread(fields.amount, weights)
  const owners = await loadSpells(
    db,
    units.map((unit) => unit.id),
    'owner',
  )
  return units.map((unit, index): PlannedUnit => {
    const place = { unitId: unit.id, unit: unit.display, area: unit.area }
    const [amount, weight] = [parts[index] ?? 0, weights[index] ?? 0]
    if (amount === 0) {
      const reason = weight === 0 ? ('area-unknown' as const) : ('nothing-to-pay' as const)
      return { ...place, charges: [], none: new Map([[fields.fromOn.slice(0, 7), reason]]) }
    }
    const debtor = debtorOf(item.kind, unit.handed_over_on, owners.get(unit.id) ?? [], fields.fromOn)
    const reasoning: ShareReasoning = {
      basis: 'share',
      title: fields.title,
      by: fields.by,
      total: fields.amount,
      weight,
      totalWeight,
    }
    const charge = {
      fromOn: fields.fromOn,
      toOn: fields.toOn,
      dueOn: fields.dueOn > publishedOn ? fields.dueOn : publishedOn,
      amount,
      debtorKind: debtor.kind,
      debtorId: debtor.personId,
      reasoning,
    }
    return { ...place, charges: [charge], none: new Map() }
  })
}

/** One unit charged twice would change everybody's part: the whole is refused. */
async function refuseCharged(db: Db | Tx, fields: ShareFields, unitIds: readonly number[]): Promise<void> {
  const shared = new Set(unitIds)
  const charged = await db
    .selectFrom('charge')
    .innerJoin('unit', 'unit.id', 'charge.unit_id')
    .select(['charge.unit_id', 'unit.display', 'charge.from_on', 'charge.to_on'])
    .where('charge.item_id', '=', fields.itemId)
    .where('charge.from_on', '<=', fields.toOn)
    .where('charge.to_on', '>=', fields.fromOn)
    .where('charge.reversed_on', 'is', null)
    .execute()
  const others = charged.filter((row) => shared.has(row.unit_id))
  const [first] = others
  if (!first) return
  const { display: unit, from_on: from, to_on: to } = first
  throw new DeskError('share-overlaps', { units: others.length, unit, from, to })
}

const chargesAtATime = 500

/**
 * Publishes a share in one transaction.
 * @param expected what was shown before; another outcome is refused and nothing is published
 * @throws DeskError as `planShare`; `billing-changed`, `nothing-to-bill`, `period-closed`
 */
export function publishShare(
  desk: Desk,
  fields: ShareFields,
  control: RunControl = alone,
  expected: RunOutcome | null = null,
): Promise<RunOutcome & { id: number }> {
  const publishedOn = desk.clock.today()
  return write(desk, async (writer) => {
    const planned = await planShare(writer.tx, fields, publishedOn)
    const run = await insertRun(writer, desk, { ...fields, kind: 'share', publishedOn })
    const rows = planned.flatMap((unit) =>
      unit.charges.map((charge) => ({
        unit_id: unit.unitId,
        item_id: fields.itemId,
        from_on: charge.fromOn,
        to_on: charge.toOn,
        due_on: charge.dueOn,
        published_on: publishedOn,
        amount: charge.amount,
        debtor_kind: charge.debtorKind,
        debtor_id: charge.debtorId,
        run_id: run,
        reasoning: JSON.stringify(charge.reasoning),
        replaces_id: null,
        reversed_on: null,
      })),
    )
    for (let start = 0; start < rows.length; start += chargesAtATime) {
      const some = rows.slice(start, start + chargesAtATime)
      await writer.append('charge', some)
      await rebuild(writer.tx, accountsOf(some), publishedOn)
      control.progress((start + some.length) / rows.length)
      await control.pause()
    }
    const outcome = { charges: rows.length, amount: rows.reduce((sum, row) => sum + row.amount, 0) }
    await closeRun(writer, run, outcome, expected)
    return { id: run, ...outcome }
  })
}
