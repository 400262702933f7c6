import type { z } from 'zod'
import {
  type FeeItem,
  type feeItemFields,
  meteredKinds,
  priceProblems,
  type TariffDetail,
  type TariffFields,
} from '../../contract/billing.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { type PlaceFilter, unitStandsIn } from '../estate/list.ts'

/**
 * Creates or changes a tariff with its prices. What was published stays as it was published.
 * @throws StaleError, DeskError `tariff-invalid` with `prices-overlap` at the price concerned
 */
export function saveTariff(
  desk: Desk,
  { id, version, prices, ...fields }: TariffFields & { id: number | null; version: number },
): Promise<number> {
  return write(desk, async (writer) => {
    const problems = priceProblems(prices)
    if (problems.length > 0) throw new DeskError('tariff-invalid', {}, problems)
    const item = await writer.tx
      .selectFrom('fee_item')
      .select('kind')
      .where('id', '=', fields.itemId)
      .executeTakeFirst()
    if (!item) throw new DeskError('not-found', { entity: 'fee_item', id: fields.itemId })
    if ((fields.basis === 'meter') !== meteredKinds.includes(item.kind)) {
      throw new DeskError('tariff-invalid', {}, [{ code: 'basis-not-for-item', field: 'basis' }])
    }
    const row = {
      item_id: fields.itemId,
      name: fields.name,
      basis: fields.basis,
      rounding: fields.rounding,
      rounding_way: fields.roundingWay,
      cycle_months: fields.cycleMonths,
      due_day: fields.dueDay,
      due_in: fields.dueIn,
      payer: fields.payer,
      source: fields.source,
      active: fields.active ? 1 : 0,
    }
    const namesake = await writer.tx
      .selectFrom('tariff')
      .select('id')
      .where('name', '=', fields.name)
      .where('id', '<>', id ?? 0)
      .executeTakeFirst()
    if (namesake)
      throw new DeskError('name-taken', { name: fields.name }, [
        { code: 'name-taken', field: 'name', params: { name: fields.name } },
      ])
    const tariffId = id ?? (await writer.insert('tariff', row))
    if (id !== null) await writer.update('tariff', id, version, { ...row, version: version + 1 })
    await setPrices(writer, tariffId, prices)
    return tariffId
  })
}

async function setPrices(writer: AuditedWriter, tariffId: number, prices: TariffFields['prices']): Promise<void> {
  const stored = await writer.tx.selectFrom('tariff_price').selectAll().where('tariff_id', '=', tariffId).execute()
  const gone = stored.filter((row) => !prices.some((price) => price.fromOn === row.from_on))
  await writer.removeMany(
    'tariff_price',
    gone.map((row) => row.id),
  )
  for (const price of prices) {
    const row = stored.find((one) => one.from_on === price.fromOn)
    if (row) await writer.apply('tariff_price', { ...row }, { to_on: price.toOn, price_e4: price.priceE4 })
    else {
      await writer.insert('tariff_price', {
        tariff_id: tariffId,
        from_on: price.fromOn,
        to_on: price.toOn,
        price_e4: price.priceE4,
      })
    }
  }
}

export interface Assignment {
  readonly tariffId: number
  /** The units: one, or all of a place and kind. */
  readonly units: { readonly unitId: number } | (PlaceFilter & { readonly kinds: readonly string[] })
  readonly fromOn: DateText
  readonly toOn: DateText | null
  /** 0.0001. */
  readonly ratioBp: number
}

/**
 * Assigns a tariff to units. A unit that has another tariff of the same item in that time is left as it is and counted.
 * @returns how many units got it and how many have one already
 * @throws DeskError `tariff-overlaps` where the one unit asked for has one already
 */
export function assignTariff(desk: Desk, assignment: Assignment): Promise<{ assigned: number; skipped: number }> {
  return write(desk, async (writer) => {
    const { ids, skipped } = await assigning(assignment)(writer)
    return { assigned: ids.length, skipped }
  })
}

/** As `assignTariff`, for a transaction that writes more. @returns the ids of the assignments */
export function assigning(
  assignment: Assignment,
): (writer: AuditedWriter) => Promise<{ ids: number[]; skipped: number }> {
  return async (writer) => {
    const { tariffId, units, fromOn, toOn, ratioBp } = assignment
    if (toOn !== null && toOn < fromOn) {
      throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: fromOn, end: toOn } })
    }
    const tariff = await writer.tx.selectFrom('tariff').selectAll().where('id', '=', tariffId).executeTakeFirst()
    if (!tariff) throw new DeskError('not-found', { entity: 'tariff', id: tariffId })
    const { all, taken } = await unitsFor(writer.tx, assignment, tariff.item_id)
    const free = all.filter((unitId) => !taken.has(unitId))
    const other = 'unitId' in units ? taken.get(units.unitId) : undefined
    if (other) {
      throw new DeskError('tariff-overlaps', { name: other.name, from: other.from_on, to: other.to_on ?? '' })
    }
    const ids = await writer.insertMany(
      'unit_tariff',
      free.map((unitId) => ({
        unit_id: unitId,
        tariff_id: tariffId,
        from_on: fromOn,
        to_on: toOn,
        ratio_bp: ratioBp,
      })),
    )
    return { ids, skipped: all.length - free.length }
  }
}

/** How many units an assignment would reach, and how many have a tariff of the item already. Reads only. */
export async function countAssignment(db: Db, assignment: Assignment): Promise<{ free: number; taken: number }> {
  const { tariffId } = assignment
  const tariff = await db.selectFrom('tariff').select('item_id').where('id', '=', tariffId).executeTakeFirst()
  if (!tariff) throw new DeskError('not-found', { entity: 'tariff', id: tariffId })
  const { all, taken } = await unitsFor(db, assignment, tariff.item_id)
  const busy = all.filter((unitId) => taken.has(unitId)).length
  return { free: all.length - busy, taken: busy }
}

/** The units an assignment speaks of, and the tariffs of the same item that some have in that time. */
async function unitsFor(db: Db | Tx, { units, fromOn, toOn }: Assignment, itemId: number) {
  let query = db.selectFrom('unit').select('unit.id').orderBy('unit.sort_key')
  if ('unitId' in units) query = query.where('unit.id', '=', units.unitId)
  else {
    query = query.where(unitStandsIn(units))
    if (units.kinds.length > 0) query = query.where('unit.kind', 'in', units.kinds as 'shop'[])
  }
  const all = await query.execute()
  const taken = await db
    .selectFrom('unit_tariff')
    .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
    .select(['unit_tariff.unit_id', 'unit_tariff.from_on', 'unit_tariff.to_on', 'tariff.name'])
    .where('tariff.item_id', '=', itemId)
    .where('unit_tariff.from_on', '<=', toOn ?? '9999-12-31')
    .where((where) => where.or([where('unit_tariff.to_on', 'is', null), where('unit_tariff.to_on', '>=', fromOn)]))
    .execute()
  return { all: all.map((unit) => unit.id), taken: new Map(taken.map((row) => [row.unit_id, row])) }
}

/** Ends an assignment with its last day; what was charged by it stays. @throws StaleError, DeskError `end-before-start` */
export function endAssignment(desk: Desk, id: number, version: number, toOn: DateText): Promise<number> {
  return write(desk, async (writer) => {
    const row = await writer.tx.selectFrom('unit_tariff').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new DeskError('not-found', { entity: 'unit_tariff', id })
    if (toOn < row.from_on) {
      throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: row.from_on, end: toOn } })
    }
    await writer.update('unit_tariff', id, version, { to_on: toOn })
    return id
  })
}

/**
 * Creates or changes a fee item. Its kind stays once something has been charged or priced by it, because figures count
 * by kind.
 * @throws StaleError, DeskError `name-taken`, `item-kind-fixed`
 */
export function saveFeeItem(
  desk: Desk,
  { id, version, ...fields }: z.infer<typeof feeItemFields> & { id: number | null; version: number },
): Promise<number> {
  return write(desk, async (writer) => {
    const namesake = await writer.tx
      .selectFrom('fee_item')
      .select('id')
      .where('name', '=', fields.name)
      .where('id', '<>', id ?? 0)
      .executeTakeFirst()
    if (namesake) {
      throw new DeskError('name-taken', { name: fields.name }, [
        { code: 'name-taken', field: 'name', params: { name: fields.name } },
      ])
    }
    const row = { name: fields.name, kind: fields.kind, active: fields.active ? 1 : 0 }
    if (id === null) {
      const { last } = await writer.tx
        .selectFrom('fee_item')
        .select((of) => of.fn.max('position').as('last'))
        .executeTakeFirstOrThrow()
      return writer.insert('fee_item', { ...row, position: Number(last ?? 0) + 1 })
    }
    const before = await writer.tx.selectFrom('fee_item').select('kind').where('id', '=', id).executeTakeFirst()
    if (before && before.kind !== fields.kind && (await isUsed(writer.tx, id))) {
      throw new DeskError('item-kind-fixed', {}, [{ code: 'item-kind-fixed', field: 'kind' }])
    }
    await writer.update('fee_item', id, version, row)
    return id
  })
}

async function isUsed(tx: Tx, itemId: number): Promise<boolean> {
  for (const table of ['tariff', 'charge', 'payment'] as const) {
    const row = await tx.selectFrom(table).select('id').where('item_id', '=', itemId).limit(1).executeTakeFirst()
    if (row) return true
  }
  return false
}

/** The fee items in their order, with how many tariffs each has and how these count. */
export async function listFeeItems(db: Db): Promise<FeeItem[]> {
  const items = await db.selectFrom('fee_item').selectAll().orderBy('position').orderBy('id').execute()
  const tariffs = await db.selectFrom('tariff').select(['item_id', 'basis']).execute()
  return items.map((item) => {
    const own = tariffs.filter((tariff) => tariff.item_id === item.id)
    return {
      id: item.id,
      version: item.version,
      name: item.name,
      kind: item.kind,
      active: item.active === 1,
      tariffs: own.length,
      billedBy: own.length === 0 ? null : own.some((tariff) => tariff.basis === 'meter') ? 'meter' : 'tariff',
    }
  })
}

/** One tariff with its prices, the earliest first. @throws DeskError `not-found` */
export async function tariffDetail(desk: Desk, id: number): Promise<TariffDetail> {
  const { db, clock } = desk
  const row = await db
    .selectFrom('tariff')
    .innerJoin('fee_item', 'fee_item.id', 'tariff.item_id')
    .selectAll('tariff')
    .select('fee_item.name as item')
    .where('tariff.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'tariff', id })
  const prices = await db
    .selectFrom('tariff_price')
    .selectAll()
    .where('tariff_id', '=', id)
    .orderBy('from_on')
    .execute()
  const today = clock.today()
  const { units } = await db
    .selectFrom('unit_tariff')
    .select((of) => of.fn.count<number>('unit_id').distinct().as('units'))
    .where('tariff_id', '=', id)
    .where('from_on', '<=', today)
    .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', today)]))
    .executeTakeFirstOrThrow()
  return {
    id,
    version: row.version,
    item: row.item,
    units,
    fields: {
      itemId: row.item_id,
      name: row.name,
      basis: row.basis,
      rounding: row.rounding,
      roundingWay: row.rounding_way,
      cycleMonths: row.cycle_months as TariffFields['cycleMonths'],
      dueDay: row.due_day,
      dueIn: row.due_in,
      payer: row.payer,
      source: row.source,
      active: row.active === 1,
      prices: prices.map((price) => ({ fromOn: price.from_on, toOn: price.to_on, priceE4: price.price_e4 })),
    },
  }
}
