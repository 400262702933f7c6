import { addMonths, type DateText, lastOfMonth } from '../contract/dates.ts'
import { publishRun } from '../core/billing/run.ts'
import { publishShare } from '../core/billing/share.ts'
import { assignTariff, saveTariff } from '../core/billing/tariffs.ts'
import type { Desk } from '../core/context.ts'
import { addMeter, changeMeter } from '../core/meters/service.ts'
import { developer } from '../core/sample/fees/accounts.ts'
import { collectedOn, type SampleBill, type SampleManner } from '../core/sample/fees/collected.ts'
import { meteredBuilding, type SampleMeter, type SampleReading, sampleMeters } from '../core/sample/fees/meters.ts'
import type { SampleUnitRow } from '../core/sample/rows.ts'
import { deskOf } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'

/**
 * What the sample office bills beside the management fee, through the ordinary roads: water and electricity of a row of
 * shops by their meters every month, the lifts and lamps of three buildings shared every quarter, parking management by
 * the half-year; and the workbooks of what came in on them.
 */
export async function writeSampleOtherFees(desk: Desk, units: readonly SampleUnitRow[]): Promise<void> {
  const today = desk.clock.today()
  const at = await placesOf(desk)
  await readMeters(desk, units, at)
  await billMeters(desk, at)
  await shareQuarters(desk, at)
  await billParking(desk, at)
  for (const { items, ...manner } of manners) {
    const lines = collectedOn(await billsOf(desk, items), manner, today)
    await importRows(
      desk,
      'payments',
      lines.map(({ place, on, ...line }) => ({ ...place, ...line, onDate: on })),
    )
  }
}

const manners: readonly (SampleManner & { readonly items: readonly string[] })[] = [
  { items: ['水费', '电费'], book: 'S', rhythms: [1, 1, 1, 3], late: 12, stops: 12, after: [14, 20] },
  { items: ['公摊费'], book: 'G', rhythms: [1, 1, 1, 2], late: 6, stops: 8, after: [1, 5] },
  { items: ['车位管理费'], book: 'C', rhythms: [1], late: 10, stops: 10, after: [0, 2] },
]

interface Places {
  item(name: string): number
  building(area: string, name: string): number
  unit(place: SampleMeter['place']): number
}

async function placesOf({ db }: Desk): Promise<Places> {
  const items = await db.selectFrom('fee_item').select(['id', 'name']).execute()
  const units = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select([
      'unit.id',
      'unit.room',
      'unit.building_id as buildingId',
      'building.name as building',
      'area.name as area',
    ])
    .execute()
  const ids = new Map<string, number>(items.map((item) => [item.name, item.id]))
  for (const row of units) {
    ids.set(`${row.area}/${row.building}`, row.buildingId)
    ids.set(`${row.area}/${row.building}/${row.room}`, row.id)
  }
  const id = (name: string): number => {
    const found = ids.get(name)
    if (found === undefined) throw new Error(`the sample has no ${name}`)
    return found
  }
  return {
    item: id,
    building: (area, name) => id(`${area}/${name}`),
    unit: ({ area, building, room }) => id(`${area}/${building}/${room}`),
  }
}

/** Meters as they were put in, and the route of every month; an exchange comes between two readings. */
async function readMeters(desk: Desk, units: readonly SampleUnitRow[], at: Places): Promise<void> {
  const engineer = await deskOf(desk, '吴志强')
  const { meters, readings, exchanges } = sampleMeters(units, desk.clock.today())
  for (const { place, ...meter } of meters) await addMeter(engineer(meter.onDate), { unitId: at.unit(place), ...meter })
  const enter = (from: DateText, before: DateText) =>
    importRows(
      engineer(),
      'readings',
      readings
        .filter(({ onDate }) => onDate >= from && onDate < before)
        .map(
          ({ place, kind, number, onDate, valueCenti }): Row => ({ ...place, kind, number, onDate, value: valueCenti }),
        ),
    )
  let entered = ''
  for (const { old, next } of exchanges) {
    await enter(entered, old.onDate)
    await exchange(engineer(old.onDate), at.unit(old.place), old, next)
    entered = old.onDate
  }
  await enter(entered, '9999')
}

type Row = Record<string, string | number>

async function exchange(desk: Desk, unitId: number, old: SampleReading, next: SampleReading): Promise<void> {
  const { id, version } = await desk.db
    .selectFrom('meter')
    .select(['id', 'version'])
    .where('unit_id', '=', unitId)
    .where('kind', '=', old.kind)
    .where('number', '=', old.number)
    .executeTakeFirstOrThrow()
  const states = { endCenti: old.valueCenti, number: next.number, startCenti: next.valueCenti }
  await changeMeter(desk, { id, version, onDate: old.onDate, ...states })
}

/** 0.0001 yuan a kWh and a m³; both changed once since. */
const meterTariffs = [
  {
    name: '店面转供电',
    item: '电费',
    prices: [
      { fromOn: '2024-01-01', toOn: '2026-06-30', priceE4: 8_500 },
      { fromOn: '2026-07-01', toOn: null, priceE4: 8_200 },
    ],
  },
  {
    name: '店面用水',
    item: '水费',
    prices: [
      { fromOn: '2024-01-01', toOn: '2025-12-31', priceE4: 33_500 },
      { fromOn: '2026-01-01', toOn: null, priceE4: 36_000 },
    ],
  },
]

async function billMeters(desk: Desk, at: Places): Promise<void> {
  const accountant = await deskOf(desk, '郑雅萍')
  const building = at.building(meteredBuilding.area, meteredBuilding.building)
  for (const { name, item, prices } of meterTariffs) {
    const tariffId = await saveTariff(accountant(), {
      ...newTariff,
      itemId: at.item(item),
      name,
      basis: 'meter',
      rounding: 'fen',
      cycleMonths: 1,
      dueDay: 10,
      dueIn: 'next',
      payer: 'tenant',
      source: '水电转供协议，按供电、供水公司价格',
      prices,
    })
    await assign(accountant(), tariffId, building, 'shop')
    for (const month of monthsTo(desk.clock.today())) {
      const publishedOn = lastOfMonth(month)
      const request = { itemId: at.item(item), fromMonth: month, toMonth: month, place: { building }, publishedOn }
      await publishRun(accountant(publishedOn), request)
    }
  }
}

/** Every month since the books were opened that is over on a day. */
function monthsTo(today: DateText): string[] {
  const months: string[] = []
  for (let month = '2025-01'; lastOfMonth(month) <= today; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    months.push(month)
  }
  return months
}

/** What the lifts, lamps and pumps of a building used in a quarter, in fen, and how it is shared. */
const shares = [
  { area: 'DC区', name: '21栋', by: 'area', usual: 412_000 },
  { area: 'B区', name: '14栋', by: 'household', usual: 132_000 },
  { area: 'B区', name: '15栋', by: 'area', usual: 138_000 },
] as const
/** By the meters of the buildings: summer's pumps, winter's lamps. */
const quarterly = [1.04, 0.93, 1.12, 0.97] as const

async function shareQuarters(desk: Desk, at: Places): Promise<void> {
  const accountant = await deskOf(desk, '郑雅萍')
  for (let fromOn = '2025-01-01'; ; fromOn = addMonths(fromOn, 3)) {
    const after = addMonths(fromOn, 3)
    const publishedOn = `${after.slice(0, 7)}-09`
    if (publishedOn > desk.clock.today()) return
    const [year, quarter] = [fromOn.slice(0, 4), Math.floor(Number(fromOn.slice(5, 7)) / 3)]
    for (const [index, { area, name, by, usual }] of shares.entries()) {
      const factor = (quarterly[quarter] ?? 1) * (year === '2025' ? 1 : 1.03)
      await publishShare(accountant(publishedOn), {
        itemId: at.item('公摊费'),
        title: `${name}${year}年第${quarter + 1}季度电梯、楼道照明及水泵公摊`,
        // Not a round sum: the parts have to add up to it all the same.
        amount: Math.round(usual * factor) + 37 * (index + 1),
        fromOn,
        toOn: lastOfMonth(addMonths(fromOn, 2).slice(0, 7)),
        dueOn: lastOfMonth(publishedOn.slice(0, 7)),
        place: { building: at.building(area, name) },
        kinds: ['residence'],
        by,
      })
    }
  }
}

const garages = [
  ['AC区', 'C车库'],
  ['B区', 'B车库'],
] as const

/** Parking management by the half-year, as it ends: what was handed over in it is known by then. */
async function billParking(desk: Desk, at: Places): Promise<void> {
  const accountant = await deskOf(desk, '郑雅萍')
  const itemId = at.item('车位管理费')
  const tariffId = await saveTariff(accountant(), {
    ...newTariff,
    itemId,
    name: '产权车位管理费',
    basis: 'fixed-month',
    rounding: 'yuan',
    cycleMonths: 6,
    dueDay: 31,
    dueIn: 'next',
    payer: 'owner',
    source: '前期物业服务合同',
    prices: [{ fromOn: '2017-01-01', toOn: null, priceE4: 600_000 }],
  })
  for (const [area, name] of garages) await assign(accountant(), tariffId, at.building(area, name), 'parking')
  for (let fromMonth = '2025-01'; ; fromMonth = addMonths(`${fromMonth}-01`, 6).slice(0, 7)) {
    const toMonth = addMonths(`${fromMonth}-01`, 5).slice(0, 7)
    const publishedOn = lastOfMonth(toMonth)
    if (publishedOn > desk.clock.today()) return
    for (const [area, name] of garages) {
      const place = { building: at.building(area, name) }
      const request = { itemId, fromMonth, toMonth, place, publishedOn }
      await publishRun(accountant(publishedOn), request)
    }
  }
}

const newTariff = { id: null, version: 0, roundingWay: 'half-up', active: true } as const

async function assign(desk: Desk, tariffId: number, building: number, kind: 'shop' | 'parking'): Promise<void> {
  const [units, fromOn] = [{ building, kinds: [kind] }, '2017-01-01']
  await assignTariff(desk, { tariffId, units, fromOn, toOn: null, ratioBp: 10_000 })
}

/** The published charges of some items in the order of their publication. */
export async function billsOf({ db }: Desk, items: readonly string[]): Promise<SampleBill[]> {
  const rows = await db
    .selectFrom('charge')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .innerJoin('unit', 'unit.id', 'charge.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .leftJoin('person', 'person.id', 'charge.debtor_id')
    .select(['area.name as area', 'building.name as building', 'unit.room', 'fee_item.name as item'])
    .select(['charge.published_on', 'charge.due_on', 'charge.amount', 'charge.debtor_kind', 'person.name as debtor'])
    .where('fee_item.name', 'in', items)
    .orderBy('charge.published_on')
    .orderBy('charge.id')
    .execute()
  return rows.map(({ area, building, room, item, amount, ...row }) => ({
    place: { area, building, room },
    item,
    amount,
    publishedOn: row.published_on,
    dueOn: row.due_on,
    debtor: row.debtor_kind === 'developer' ? developer : (row.debtor ?? ''),
  }))
}
