import { type RawBuilder, sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import type { Desk } from '../context.ts'
import { type PlaceFilter, unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import { countsOn, holdsOn } from '../fees/ledger.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { matches } from '../search/index.ts'

/** Tariffs with the price in force today. */
export const tariffsSource: ListSource<'tariffs'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('tariff')
      .innerJoin('fee_item', 'fee_item.id', 'tariff.item_id') as unknown as ListQuery
    if (filter.item !== undefined) query = query.where(sql.ref('tariff.item_id'), '=', filter.item)
    if (filter.all !== true) query = query.where(sql.ref('tariff.active'), '=', 1)
    if (filter.text?.trim()) query = query.where(contains(sql`tariff.name`, filter.text))
    return query
  },
  select: (query, desk) =>
    query.select([
      sql`tariff.id`.as('id'),
      sql`fee_item.name`.as('item'),
      sql`tariff.name`.as('name'),
      sql`tariff.basis`.as('basis'),
      priceToday(desk).as('priceE4'),
      sql`tariff.rounding`.as('rounding'),
      sql`tariff.rounding_way`.as('roundingWay'),
      sql`tariff.cycle_months`.as('cycleMonths'),
      sql`tariff.payer`.as('payer'),
      assignedToday(desk).as('units'),
      sql`tariff.active`.as('active'),
      sql`tariff.source`.as('source'),
    ]),
  order: (desk) => ({
    position: 'fee_item.position',
    item: 'fee_item.position',
    name: 'tariff.name',
    basis: 'tariff.basis',
    price: priceToday(desk),
    rounding: 'tariff.rounding',
    cycle: 'tariff.cycle_months',
    payer: 'tariff.payer',
    units: assignedToday(desk),
    active: 'tariff.active',
    source: 'tariff.source',
  }),
  defaultSort: [{ by: 'position' }],
  tieBreak: 'tariff.id',
  row: (raw) => {
    const { priceE4, active, rounding, roundingWay, cycleMonths, ...row } = raw as unknown as RawTariff
    return {
      ...row,
      price: priceE4 === null ? null : priceText(priceE4),
      rounding: `${rounding}-${roundingWay}` as ListRow<'tariffs'>['rounding'],
      cycle: String(cycleMonths) as ListRow<'tariffs'>['cycle'],
      active: active === 1 ? 'yes' : 'no',
    }
  },
}

interface RawTariff extends Omit<ListRow<'tariffs'>, 'price' | 'active' | 'rounding' | 'cycle'> {
  readonly priceE4: number | null
  readonly active: number
  readonly rounding: string
  readonly roundingWay: string
  readonly cycleMonths: number
}

const inForce = (table: string, today: string) =>
  sql<boolean>`(${sql.ref(`${table}.from_on`)} <= ${today} AND (${sql.ref(`${table}.to_on`)} IS NULL
    OR ${sql.ref(`${table}.to_on`)} >= ${today}))`

const priceToday = ({ clock }: Desk) =>
  sql<number | null>`(SELECT tariff_price.price_e4 FROM tariff_price WHERE tariff_price.tariff_id = tariff.id
    AND ${inForce('tariff_price', clock.today())})`

const assignedToday = ({ clock }: Desk) =>
  sql<number>`(SELECT count(DISTINCT unit_tariff.unit_id) FROM unit_tariff WHERE unit_tariff.tariff_id = tariff.id
    AND ${inForce('unit_tariff', clock.today())})`

/** 0.0001 yuan as it is written: at least two decimals, at most four. */
export function priceText(priceE4: number): string {
  const digits = String(priceE4).padStart(5, '0')
  const decimals = digits.slice(-4).replace(/0{1,2}$/, '')
  return `${digits.slice(0, -4)}.${decimals}`
}

/** 0.0001 as a percentage: 5000 → `50%`. */
function percentText(bp: number): string {
  return `${String(bp / 100)}%`
}

function contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql<boolean>`${column} LIKE ${`%${text.trim().replace(/[\\%_]/g, (char) => `\\${char}`)}%`} ESCAPE '\\'`
}

const homesAndShops = ['residence', 'villa', 'shop']

/** Tariffs of units; or, with `without`, the homes and shops that have none for the management fee today. */
export const unitTariffsSource: ListSource<'unitTariffs'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    const base = desk.db.selectFrom('unit')
    let query = (filter.without === true
      ? base
          .leftJoin('unit_tariff', (join) => join.on(sql<boolean>`1 = 0`))
          .where('unit.kind', 'in', homesAndShops as 'shop'[])
          .where(
            sql<boolean>`NOT EXISTS (SELECT 1 FROM unit_tariff AS own JOIN tariff ON tariff.id = own.tariff_id
                JOIN fee_item ON fee_item.id = tariff.item_id WHERE own.unit_id = unit.id
                AND fee_item.kind = 'management' AND own.from_on <= ${today}
                AND (own.to_on IS NULL OR own.to_on >= ${today}))`,
          )
      : base.innerJoin('unit_tariff', 'unit_tariff.unit_id', 'unit.id')
    ).where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.tariff !== undefined && filter.without !== true) {
      query = query.where(sql.ref('unit_tariff.tariff_id'), '=', filter.tariff)
    }
    if (filter.unitId !== undefined) query = query.where(sql.ref('unit.id'), '=', filter.unitId)
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select: (query) =>
    withPlace(query)
      .leftJoin('tariff', (join) => join.on(sql<boolean>`tariff.id = unit_tariff.tariff_id`))
      .leftJoin('fee_item', (join) => join.on(sql<boolean>`fee_item.id = tariff.item_id`))
      .select([
        sql`coalesce(unit_tariff.id, -unit.id)`.as('id'),
        sql`coalesce(unit_tariff.version, 0)`.as('version'),
        sql`unit.id`.as('unitId'),
        sql`area.name`.as('area'),
        sql`building.name`.as('building'),
        sql`unit.room`.as('room'),
        sql`unit.display`.as('display'),
        sql`unit.kind`.as('kind'),
        sql`unit.area_centi`.as('areaCenti'),
        sql`fee_item.name`.as('item'),
        sql`tariff.id`.as('tariffId'),
        sql`tariff.name`.as('tariff'),
        sql`unit_tariff.ratio_bp`.as('ratioBp'),
        sql`unit_tariff.from_on`.as('fromOn'),
        sql`unit_tariff.to_on`.as('toOn'),
      ]) as unknown as ListQuery,
  order: () => ({
    place: 'unit.sort_key',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    kind: 'unit.kind',
    areaCenti: 'unit.area_centi',
    item: 'fee_item.position',
    tariff: 'tariff.name',
    ratio: 'unit_tariff.ratio_bp',
    fromOn: 'unit_tariff.from_on',
    toOn: 'unit_tariff.to_on',
  }),
  defaultSort: [{ by: 'place' }, { by: 'item' }, { by: 'fromOn' }],
  tieBreak: 'unit_tariff.id',
  row: (raw) => {
    const { ratioBp, ...row } = raw as unknown as Omit<ListRow<'unitTariffs'>, 'ratio'> & { ratioBp: number | null }
    return { ...row, ratio: ratioBp === null ? null : percentText(ratioBp) }
  },
}

/** Billing runs, the newest first. */
export const billingRunsSource: ListSource<'billingRuns'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('billing_run') as unknown as ListQuery
    if (filter.item !== undefined) query = query.where(sql.ref('billing_run.item_id'), '=', filter.item)
    if (filter.kind !== undefined) query = query.where(sql.ref('billing_run.kind'), '=', filter.kind)
    if (filter.year !== undefined) query = query.where(inYear('billing_run.from_on', filter.year))
    if (filter.text?.trim()) {
      query = query.where(
        sql<boolean>`(${contains(sql`billing_run.title`, filter.text)} OR ${contains(sql`billing_run.actor_name`, filter.text)})`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .innerJoin('fee_item', (join) => join.on(sql<boolean>`fee_item.id = billing_run.item_id`))
      .select([
        sql`billing_run.id`.as('id'),
        sql`billing_run.published_on`.as('publishedOn'),
        sql`billing_run.kind`.as('kind'),
        sql`fee_item.name`.as('item'),
        sql`billing_run.from_on`.as('fromOn'),
        sql`billing_run.to_on`.as('toOn'),
        sql`billing_run.title`.as('title'),
        sql`billing_run.charges`.as('charges'),
        sql`billing_run.amount`.as('amount'),
        sql`billing_run.at`.as('at'),
        sql`billing_run.actor_name`.as('actor'),
      ]),
  order: () => ({
    newest: 'billing_run.id',
    publishedOn: 'billing_run.published_on',
    kind: 'billing_run.kind',
    item: 'fee_item.position',
    fromOn: 'billing_run.from_on',
    toOn: 'billing_run.to_on',
    title: 'billing_run.title',
    charges: 'billing_run.charges',
    amount: 'billing_run.amount',
    at: 'billing_run.at',
    actor: 'billing_run.actor_name',
  }),
  defaultSort: [
    { by: 'publishedOn', descending: true },
    { by: 'newest', descending: true },
  ],
  tieBreak: 'billing_run.id',
  row: (raw) => raw as ListRow<'billingRuns'>,
}

function inYear(column: string, year: number): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} >= ${`${year}-01-01`} AND ${sql.ref(column)} <= ${`${year}-12-31`})`
}

const unitsOf = (filter: PlaceFilter, column: string) =>
  sql<boolean>`${sql.ref(column)} IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`

const unitsMatching = (text: string, column: string) =>
  sql<boolean>`(${matches('unit', column, text)} OR ${sql.ref(column)} IN (
    SELECT residency.unit_id FROM residency WHERE ${matches('person', 'residency.person_id', text)}))`

const hasPlace = (filter: PlaceFilter) =>
  filter.building !== undefined || filter.area !== undefined || filter.estate !== undefined

/** Every published charge, reversed ones too, with what it comes to today; the newest first. */
export const chargesSource: ListSource<'charges'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db.selectFrom('charge') as unknown as ListQuery
    if (hasPlace(filter)) query = query.where(unitsOf(filter, 'charge.unit_id'))
    if (filter.unitId !== undefined) query = query.where(sql.ref('charge.unit_id'), '=', filter.unitId)
    if (filter.item !== undefined) query = query.where(sql.ref('charge.item_id'), '=', filter.item)
    if (filter.year !== undefined) query = query.where(inYear('charge.from_on', filter.year))
    if (filter.run !== undefined) query = query.where(sql.ref('charge.run_id'), '=', filter.run)
    if (filter.debtorKind !== undefined) query = query.where(sql.ref('charge.debtor_kind'), '=', filter.debtorKind)
    if (filter.state !== undefined) {
      query = query.where(sql.ref('charge.reversed_on'), filter.state === 'standing' ? 'is' : 'is not', null)
      // The few are found by their reversals, not by looking at every charge.
      if (filter.state === 'reversed') query = query.where(sql<boolean>`charge.id IN (SELECT charge_id FROM reversal)`)
    }
    if (filter.owing === true) {
      query = query.where(
        sql<boolean>`charge.id IN (SELECT outstanding.charge_id FROM outstanding WHERE ${holdsOn(today, 'outstanding')})`,
      )
    }
    if (filter.text?.trim()) query = query.where(unitsMatching(filter.text, 'charge.unit_id'))
    return query
  },
  select: (query, desk) => {
    const today = desk.clock.today()
    const joined = query
      .innerJoin('unit', (join) => join.on(sql<boolean>`unit.id = charge.unit_id`))
      .innerJoin('fee_item', (join) => join.on(sql<boolean>`fee_item.id = charge.item_id`))
      .leftJoin('person', (join) => join.on(sql<boolean>`person.id = charge.debtor_id`)) as unknown as ListQuery
    return withPlace(joined).select([
      sql`charge.id`.as('id'),
      sql`unit.id`.as('unitId'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`fee_item.name`.as('item'),
      sql`charge.from_on`.as('fromOn'),
      sql`charge.to_on`.as('toOn'),
      sql`charge.due_on`.as('dueOn'),
      sql`charge.published_on`.as('publishedOn'),
      sql`charge.amount`.as('amount'),
      sql`coalesce((SELECT sum(discount.amount) FROM discount
        WHERE discount.charge_id = charge.id AND ${countsOn(today)}), 0)`.as('discounted'),
      sql`coalesce((SELECT outstanding.amount FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(today, 'outstanding')}), 0)`.as('owed'),
      sql`charge.debtor_kind`.as('debtorKind'),
      sql`person.name`.as('debtor'),
      sql`CASE WHEN charge.reversed_on IS NULL THEN 'standing' ELSE 'reversed' END`.as('state'),
      sql`charge.reversed_on`.as('reversedOn'),
      sql`charge.run_id`.as('run'),
    ])
  },
  order: () => ({
    newest: 'charge.id',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    item: 'fee_item.position',
    fromOn: 'charge.from_on',
    toOn: 'charge.to_on',
    dueOn: 'charge.due_on',
    publishedOn: 'charge.published_on',
    amount: 'charge.amount',
    debtorKind: 'charge.debtor_kind',
    debtor: 'person.sort_key',
    state: 'charge.reversed_on',
    reversedOn: 'charge.reversed_on',
    run: 'charge.run_id',
  }),
  defaultSort: [{ by: 'newest', descending: true }],
  tieBreak: 'charge.id',
  row: (raw) => raw as ListRow<'charges'>,
}

/** Approved vacancies, the newest first. */
export const vacanciesSource: ListSource<'vacancies'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db
      .selectFrom('vacancy')
      .innerJoin('unit', 'unit.id', 'vacancy.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.vacancyState === 'running') {
      query = query.where(sql<boolean>`(vacancy.to_on IS NULL OR vacancy.to_on >= ${today})`)
    }
    if (filter.vacancyState === 'ended') query = query.where(sql.ref('vacancy.to_on'), '<', today)
    if (filter.unitId !== undefined) query = query.where(sql.ref('vacancy.unit_id'), '=', filter.unitId)
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select: (query) =>
    withPlace(query).select([
      sql`vacancy.id`.as('id'),
      sql`vacancy.version`.as('version'),
      sql`unit.id`.as('unitId'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`vacancy.from_on`.as('fromOn'),
      sql`vacancy.to_on`.as('toOn'),
      sql`vacancy.ratio_bp`.as('ratioBp'),
      sql`vacancy.reason`.as('reason'),
      sql`vacancy.applied_on`.as('appliedOn'),
      sql`vacancy.approved_on`.as('approvedOn'),
      discountedBy.as('discounted'),
    ]),
  order: () => ({
    newest: 'vacancy.id',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    fromOn: 'vacancy.from_on',
    toOn: 'vacancy.to_on',
    ratio: 'vacancy.ratio_bp',
    reason: 'vacancy.reason',
    appliedOn: 'vacancy.applied_on',
    approvedOn: 'vacancy.approved_on',
    discounted: discountedBy,
  }),
  defaultSort: [
    { by: 'approvedOn', descending: true },
    { by: 'newest', descending: true },
  ],
  tieBreak: 'vacancy.id',
  row: (raw) => {
    const { ratioBp, ...row } = raw as unknown as Omit<ListRow<'vacancies'>, 'ratio'> & { ratioBp: number }
    return { ...row, ratio: percentText(ratioBp) }
  },
}

/** Discount lines that a vacancy left on bills published before its approval. */
const discountedBy = sql<number>`coalesce((SELECT sum(discount.amount) FROM discount
  WHERE discount.vacancy_id = vacancy.id AND discount.reversed_on IS NULL), 0)`
