import type { ChargeReasoning, NoCharge } from '../../contract/billing.ts'
import { type DateText, lastOfMonth } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { type PlaceFilter, unitStandsIn } from '../estate/list.ts'
import { rebuild } from '../fees/store.ts'
import { meterPlanner } from '../meters/run.ts'
import { readSettings } from '../settings/index.ts'
import { type ChargedPeriod, chargedPeriods, letGoPeriods } from './charged.ts'
import { handoverItems, loadSpells } from './debtors.ts'
import { type BillingTariff, type BillingUnit, type PlannedCharge, planCharges } from './reasoning.ts'

/** What is to be billed: one item, whole months of one year, the units of a place. */
export interface RunRequest {
  readonly itemId: number
  /** `YYYY-MM`, of the same year. */
  readonly fromMonth: string
  readonly toMonth: string
  readonly place: PlaceFilter
  readonly publishedOn: DateText
  /** Only this unit of the place: to show one unit's reasoning. */
  readonly unitId?: number
}

/** A charge as it would be published. */
export interface RunCharge extends Omit<PlannedCharge, 'reasoning'> {
  readonly reasoning: ChargeReasoning
  /** Meter readings that are charged with it. */
  readonly readingIds?: readonly number[]
}

export interface PlannedUnit {
  readonly unitId: number
  readonly unit: string
  readonly area: string
  readonly charges: readonly RunCharge[]
  /** Why months bear no charge, by month. */
  readonly none: ReadonlyMap<string, NoCharge>
}

/** What a run knows of a unit before it looks at its tariffs. */
export interface RunUnit {
  readonly id: number
  readonly areaCenti: number
  readonly handedOverOn: DateText | null
}

/** Plans the charges of one unit; made for some units at a time. */
export type UnitPlanner = (unit: RunUnit) => { charges: readonly RunCharge[]; none: Map<string, NoCharge> }

const unitsAtATime = 500

/**
 * Works out what a run would charge, unit by unit, in the order of places: by tariff and area, or by what the meters
 * show where the item's tariffs say so. Reads only.
 * @throws DeskError `billing-period`, `item-without-tariff`
 */
export async function* planRun(db: Db | Tx, request: RunRequest): AsyncGenerator<PlannedUnit[]> {
  const months = monthsOf(request)
  const item = await db.selectFrom('fee_item').selectAll().where('id', '=', request.itemId).executeTakeFirst()
  if (!item) throw new DeskError('not-found', { entity: 'fee_item', id: request.itemId })
  const kind = await runKind(db, request.itemId)
  if (kind === null) throw new DeskError('item-without-tariff', { item: item.name })
  const plannerFor =
    kind === 'meter' ? await meterPlanner(db, request, item.kind, months) : await tariffPlanner(db, request, item.kind)
  let query = db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'area.name as area', 'unit.area_centi', 'unit.handed_over_on'])
    .where(unitStandsIn(request.place))
    .orderBy('unit.sort_key')
    .orderBy('unit.id')
  if (request.unitId !== undefined) query = query.where('unit.id', '=', request.unitId)
  const units = await query.execute()
  for (let start = 0; start < units.length; start += unitsAtATime) {
    const some = units.slice(start, start + unitsAtATime)
    const plan = await plannerFor(some.map((unit) => unit.id))
    yield some.map((unit): PlannedUnit => {
      const facts = { id: unit.id, areaCenti: unit.area_centi, handedOverOn: unit.handed_over_on }
      const { charges, none } = plan(facts)
      for (const month of charges.length === 0 && none.size === 0 ? months : []) none.set(month, 'not-assigned')
      return { unitId: unit.id, unit: unit.display, area: unit.area, charges, none }
    })
  }
}

/** How an item is billed, by the basis of its tariffs; null where it has none. */
export async function runKind(db: Db | Tx, itemId: number): Promise<'tariff' | 'meter' | null> {
  const tariffs = await db.selectFrom('tariff').select('basis').where('item_id', '=', itemId).execute()
  if (tariffs.length === 0) return null
  return tariffs.some((tariff) => tariff.basis === 'meter') ? 'meter' : 'tariff'
}

async function tariffPlanner(db: Db | Tx, request: RunRequest, itemKind: string) {
  const months = monthsOf(request)
  const { billing } = await readSettings(db)
  const tariffs = await loadTariffs(db, request.itemId, handoverItems.includes(itemKind))
  const letGo = await letGoPeriods(db, request.itemId)
  return async (unitIds: readonly number[]): Promise<UnitPlanner> => {
    const inputs = await loadInputs(db, request, unitIds, letGo)
    return (unit) =>
      inputs(unit.id, unit, (of, tariffId) => {
        const tariff = tariffs.get(tariffId)
        return tariff ? planCharges(of, tariff, months, request.publishedOn, billing) : null
      })
  }
}

/** How long work goes on: it says how far it has come, and is told to stop. */
export interface RunControl {
  progress(fraction: number): void
  /** Gives other work a turn; throws where the run was cancelled. */
  pause(): Promise<void>
}

/** For runs that nobody watches. */
export const alone: RunControl = { progress: () => undefined, pause: async () => undefined }

/** What a run comes to. */
export interface RunOutcome {
  readonly charges: number
  /** Fen. */
  readonly amount: number
}

/**
 * Publishes a run in one transaction. What is charged already is left alone, so repeating it charges nothing twice.
 * @param expected what was shown before; another outcome is refused and nothing is published
 * @returns the run's id, how many charges, and their sum in fen
 * @throws DeskError `billing-period`, `item-without-tariff`, `nothing-to-bill`, `billing-changed`, `period-closed`
 */
export function publishRun(
  desk: Desk,
  request: RunRequest,
  control: RunControl = alone,
  expected: RunOutcome | null = null,
): Promise<RunOutcome & { id: number }> {
  if (request.publishedOn > desk.clock.today()) {
    throw new DeskError('date-after-today', { date: request.publishedOn, today: desk.clock.today() })
  }
  return write(desk, async (writer) => {
    const total = await unitsIn(writer.tx, request.place)
    const run = await insertRun(writer, desk, {
      kind: (await runKind(writer.tx, request.itemId)) ?? 'tariff',
      itemId: request.itemId,
      fromOn: `${request.fromMonth}-01`,
      toOn: lastOfMonth(request.toMonth),
      publishedOn: request.publishedOn,
      title: '',
    })
    let [done, charges, amount] = [0, 0, 0]
    for await (const planned of planRun(writer.tx, request)) {
      const due = planned.flatMap((unit) => unit.charges.map((charge) => ({ charge, unitId: unit.unitId })))
      const rows = due.map(({ charge, unitId }) => chargeRow(request, run, unitId, charge))
      if (rows.length > 0) {
        const first = await writer.append('charge', rows)
        for (const [index, { charge }] of due.entries()) await markCharged(writer, charge.readingIds, first + index)
        await rebuild(writer.tx, accountsOf(rows), request.publishedOn)
      }
      charges += rows.length
      amount += rows.reduce((sum, row) => sum + Number(row.amount), 0)
      done += planned.length
      control.progress(done / Math.max(total, 1))
      await control.pause()
    }
    await closeRun(writer, run, { charges, amount }, expected)
    return { id: run, charges, amount }
  })
}

/** The record of a run, before anybody knows what it comes to. */
export function insertRun(
  writer: AuditedWriter,
  desk: Desk,
  run: {
    readonly kind: 'tariff' | 'share' | 'meter'
    readonly itemId: number
    readonly fromOn: DateText
    readonly toOn: DateText
    readonly publishedOn: DateText
    readonly title: string
  },
): Promise<number> {
  return writer.insert('billing_run', {
    kind: run.kind,
    item_id: run.itemId,
    from_on: run.fromOn,
    to_on: run.toOn,
    published_on: run.publishedOn,
    title: run.title,
    charges: 0,
    amount: 0,
    at: desk.clock.now().toISOString(),
    actor_name: desk.actor.name,
  })
}

/** Enters what a run came to. @throws DeskError `nothing-to-bill`, `billing-changed` */
export async function closeRun(
  writer: AuditedWriter,
  run: number,
  outcome: RunOutcome,
  expected: RunOutcome | null,
): Promise<void> {
  if (outcome.charges === 0) throw new DeskError('nothing-to-bill')
  if (expected !== null && (expected.charges !== outcome.charges || expected.amount !== outcome.amount)) {
    throw new DeskError('billing-changed')
  }
  const stored = await writer.tx.selectFrom('billing_run').selectAll().where('id', '=', run).executeTakeFirstOrThrow()
  await writer.apply('billing_run', { ...stored }, { charges: outcome.charges, amount: outcome.amount })
}

/** Ties meter readings to the charge that bills them. */
async function markCharged(writer: AuditedWriter, ids: readonly number[] = [], chargeId: number): Promise<void> {
  for (const id of ids) {
    const reading = await writer.tx.selectFrom('reading').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await writer.apply('reading', { ...reading }, { charge_id: chargeId })
  }
}

function chargeRow(request: RunRequest, runId: number, unitId: number, charge: RunCharge): Row {
  return {
    unit_id: unitId,
    item_id: request.itemId,
    from_on: charge.fromOn,
    to_on: charge.toOn,
    due_on: charge.dueOn,
    published_on: request.publishedOn,
    amount: charge.amount,
    debtor_kind: charge.debtorKind,
    debtor_id: charge.debtorId,
    run_id: runId,
    reasoning: JSON.stringify(charge.reasoning),
    replaces_id: null,
    reversed_on: null,
  }
}

/** The accounts that rows of charges belong to. */
export function accountsOf(rows: readonly Row[]) {
  return rows.map((row) => ({ unitId: Number(row.unit_id), itemId: Number(row.item_id) }))
}

async function unitsIn(tx: Tx, place: PlaceFilter): Promise<number> {
  const { units } = await tx
    .selectFrom('unit')
    .select((of) => of.fn.countAll<number>().as('units'))
    .where(unitStandsIn(place))
    .executeTakeFirstOrThrow()
  return units
}

/** The months of a request. @throws DeskError `billing-period` where they are not months of one year, in order */
export function monthsOf({ fromMonth, toMonth }: { fromMonth: string; toMonth: string }): string[] {
  const [year, from, to] = [fromMonth.slice(0, 4), Number(fromMonth.slice(5)), Number(toMonth.slice(5))]
  if (toMonth.slice(0, 4) !== year || from > to) throw new DeskError('billing-period', { from: fromMonth, to: toMonth })
  return Array.from({ length: to - from + 1 }, (_, index) => `${year}-${String(from + index).padStart(2, '0')}`)
}

async function loadTariffs(
  db: Db | Tx,
  itemId: number,
  followsHandover: boolean,
): Promise<ReadonlyMap<number, BillingTariff>> {
  const tariffs = await db
    .selectFrom('tariff')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('basis', '<>', 'meter')
    .execute()
  const prices = await db
    .selectFrom('tariff_price')
    .innerJoin('tariff', 'tariff.id', 'tariff_price.tariff_id')
    .selectAll('tariff_price')
    .where('tariff.item_id', '=', itemId)
    .orderBy('tariff_price.from_on')
    .execute()
  return new Map(
    tariffs.map((row): [number, BillingTariff] => [
      row.id,
      {
        basis: row.basis === 'fixed-month' ? 'fixed-month' : 'area-month',
        rounding: row.rounding,
        roundingWay: row.rounding_way,
        cycleMonths: row.cycle_months,
        dueDay: row.due_day,
        dueIn: row.due_in,
        payer: row.payer,
        followsHandover,
        prices: prices
          .filter((price) => price.tariff_id === row.id)
          .map((price) => ({ fromOn: price.from_on, toOn: price.to_on, priceE4: price.price_e4 })),
      },
    ]),
  )
}

type UnitPlan = { charges: PlannedCharge[]; none: Map<string, NoCharge> }

/** Loads what some units' charges depend on; the answer plans one unit by each of the tariffs assigned to it. */
async function loadInputs(
  db: Db | Tx,
  request: RunRequest,
  unitIds: readonly number[],
  letGo: ReadonlyMap<number, readonly ChargedPeriod[]>,
) {
  const [first, last] = [`${request.fromMonth}-01`, lastOfMonth(request.toMonth)]
  const assignments = Map.groupBy(
    await db
      .selectFrom('unit_tariff')
      .innerJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
      .selectAll('unit_tariff')
      .where('unit_tariff.unit_id', 'in', unitIds)
      .where('tariff.item_id', '=', request.itemId)
      .orderBy('unit_tariff.from_on')
      .execute(),
    (row) => row.unit_id,
  )
  const leases = Map.groupBy(
    await db.selectFrom('lease').selectAll().where('unit_id', 'in', unitIds).orderBy('from_on').execute(),
    (row) => row.unit_id,
  )
  const vacancies = Map.groupBy(
    await db.selectFrom('vacancy').selectAll().where('unit_id', 'in', unitIds).execute(),
    (row) => row.unit_id,
  )
  const charged = await chargedPeriods(db, request.itemId, unitIds, first, last)
  const owners = await loadSpells(db, unitIds, 'owner')
  const tenants = await loadSpells(db, unitIds, 'tenant')
  return (
    unitId: number,
    facts: Pick<BillingUnit, 'areaCenti' | 'handedOverOn'>,
    plan: (of: BillingUnit, tariffId: number) => UnitPlan | null,
  ): UnitPlan => {
    const result: UnitPlan = { charges: [], none: new Map() }
    for (const [tariffId, own] of Map.groupBy(assignments.get(unitId) ?? [], (row) => row.tariff_id)) {
      const planned = plan(
        {
          ...facts,
          leases: (leases.get(unitId) ?? []).map((row) => ({ fromOn: row.from_on, toOn: row.to_on })),
          assignments: own.map((row) => ({ fromOn: row.from_on, toOn: row.to_on, ratioBp: row.ratio_bp })),
          vacancies: (vacancies.get(unitId) ?? []).map((row) => ({
            fromOn: row.from_on,
            toOn: row.to_on,
            ratioBp: row.ratio_bp,
            approvedOn: row.approved_on,
          })),
          owners: owners.get(unitId) ?? [],
          tenants: tenants.get(unitId) ?? [],
          charged: [...(charged.get(unitId) ?? []), ...(letGo.get(unitId) ?? [])],
        },
        tariffId,
      )
      if (!planned) continue
      result.charges.push(...planned.charges)
      for (const [month, reason] of planned.none) result.none.set(month, reason)
    }
    for (const charge of result.charges) {
      for (const month of result.none.keys()) {
        if (charge.fromOn.slice(0, 7) <= month && charge.toOn.slice(0, 7) >= month) result.none.delete(month)
      }
    }
    return result
  }
}

/** Rows that other use cases add by hand, one by one: a single charge, a share, a penalty. */
export async function insertCharge(writer: AuditedWriter, row: Row): Promise<number> {
  const id = await writer.insert('charge', row)
  await rebuild(writer.tx, accountsOf([row]), String(row.published_on))
  return id
}
