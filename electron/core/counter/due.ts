import { sql } from 'kysely'
import type { DueView } from '../../contract/counter.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Desk } from '../context.ts'
import { accountView, holdsOn } from '../fees/ledger.ts'
import { readSettings } from '../settings/index.ts'
import { penaltyParts, stillDue } from './penalty.ts'

/** What a unit, or all units of a person, owe on a day and could pay in advance. @throws DeskError `not-found` */
export async function dueView(
  desk: Desk,
  of: { readonly unitId?: number | undefined; readonly personId?: number | undefined },
  asOf: DateText,
): Promise<DueView> {
  const { billing } = await readSettings(desk.db)
  const person =
    of.personId === undefined
      ? null
      : await desk.db.selectFrom('person').select(['id', 'name']).where('id', '=', of.personId).executeTakeFirst()
  if (person === undefined) throw new DeskError('not-found', { entity: 'person', id: of.personId ?? 0 })
  const unitIds = person === null ? [of.unitId ?? 0] : await unitsOf(desk, person.id, asOf)
  const units: DueView['units'] = []
  for (const unitId of unitIds) {
    const unit = await desk.db
      .selectFrom('unit')
      .innerJoin('building', 'building.id', 'unit.building_id')
      .innerJoin('area', 'area.id', 'building.area_id')
      .select(['unit.id', 'unit.display', 'area.name as area'])
      .where('unit.id', '=', unitId)
      .executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
    const owner = await ownerOf(desk, unitId, asOf)
    const penaltyFrom = await penaltyParts(desk.db, unitId, asOf, billing, desk.clock.zone)
    units.push({
      unitId,
      unit: unit.display,
      area: unit.area,
      owner: owner?.name ?? null,
      ownerId: owner?.id ?? null,
      account: await accountView(desk.db, unitId, asOf),
      penalty: stillDue(penaltyFrom),
      penaltyFrom,
      prepayCapMonths: billing.prepayCapMonths,
      items: await itemsOf(desk, unitId, asOf),
    })
  }
  const payer = person ?? { id: units[0]?.ownerId ?? null, name: units[0]?.owner ?? '' }
  return { payer: payer.name, payerId: payer.id, units }
}

/** Units the person owns or rents on the day, and those on which a debt stands in the person's name. */
async function unitsOf(desk: Desk, personId: number, asOf: DateText): Promise<number[]> {
  const rows = await desk.db
    .selectFrom('unit')
    .select('id')
    .where(
      sql<boolean>`unit.id IN (SELECT unit_id FROM residency WHERE person_id = ${personId} AND role IN ('owner', 'tenant')
          AND from_on <= ${asOf} AND (to_on IS NULL OR to_on >= ${asOf}))
        OR unit.id IN (SELECT charge.unit_id FROM charge JOIN outstanding ON outstanding.charge_id = charge.id
          AND outstanding.unit_id = charge.unit_id AND outstanding.item_id = charge.item_id
          WHERE charge.debtor_id = ${personId} AND ${holdsOn(asOf, 'outstanding')})`,
    )
    .orderBy('sort_key')
    .limit(100)
    .execute()
  return rows.map((row) => row.id)
}

async function ownerOf(desk: Desk, unitId: number, asOf: DateText) {
  return desk.db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select(['person.id', 'person.name'])
    .where('residency.unit_id', '=', unitId)
    .where('residency.role', '=', 'owner')
    .where('residency.from_on', '<=', asOf)
    .where((where) => where.or([where('residency.to_on', 'is', null), where('residency.to_on', '>=', asOf)]))
    .orderBy('residency.from_on')
    .orderBy('residency.id')
    .executeTakeFirst()
}

/** The items assigned to the unit, with the latest month's charge as a measure for paying in advance. */
async function itemsOf(desk: Desk, unitId: number, asOf: DateText) {
  const items = await desk.db
    .selectFrom('unit_tariff')
    .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
    .innerJoin('fee_item', 'fee_item.id', 'tariff.item_id')
    .select(['fee_item.id', 'fee_item.name', 'tariff.cycle_months'])
    .where('unit_tariff.unit_id', '=', unitId)
    .where('unit_tariff.from_on', '<=', asOf)
    .where((where) => where.or([where('unit_tariff.to_on', 'is', null), where('unit_tariff.to_on', '>=', asOf)]))
    .orderBy('fee_item.position')
    .execute()
  const result: DueView['units'][number]['items'] = []
  for (const item of items) {
    const latest = await desk.db
      .selectFrom('charge')
      .select('amount')
      .where('unit_id', '=', unitId)
      .where('item_id', '=', item.id)
      .where('reversed_on', 'is', null)
      .orderBy('due_on', 'desc')
      .executeTakeFirst()
    const monthly = latest ? Math.round(latest.amount / item.cycle_months) : null
    result.push({ itemId: item.id, item: item.name, monthly })
  }
  return result
}
