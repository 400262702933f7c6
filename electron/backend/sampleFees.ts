import type { DateText } from '../contract/dates.ts'
import { addMonths, lastOfMonth } from '../contract/dates.ts'
import { write } from '../core/audit/writer.ts'
import { publishRun } from '../core/billing/run.ts'
import { assignTariff, saveTariff } from '../core/billing/tariffs.ts'
import { grantVacancy } from '../core/billing/vacancy.ts'
import type { Desk } from '../core/context.ts'
import type { RateClass } from '../core/sample/estate.ts'
import { sampleFees } from '../core/sample/fees/office.ts'
import { pricesPerM2, vacancyRatio } from '../core/sample/fees/plan.ts'
import type { SampleFeePlace, SampleVacancy } from '../core/sample/fees/rows.ts'
import { defaultBillingRules } from '../core/settings/billing.ts'
import { writeSettings } from '../core/settings/index.ts'
import { importRows } from './sampleRows.ts'

/**
 * The sample office's money through the ordinary roads: tariffs, vacancy approvals, a billing run at the end of every
 * month since January 2025, and the workbooks of what came in. What was owed before stands as imported charges.
 */
export async function writeSampleFees(desk: Desk): Promise<void> {
  const fees = sampleFees(desk.clock.today())
  await layOutTariffs(desk)
  const places = await unitIds(desk)
  const isLate = (vacancy: SampleVacancy) => vacancy.approvedOn > lastOfMonth(vacancy.from)
  const grant = (vacancies: readonly SampleVacancy[]) =>
    write(desk, async (writer) => {
      for (const vacancy of vacancies) {
        await grantVacancy(
          writer,
          {
            unitId: places(vacancy.place),
            fromOn: vacancy.from,
            toOn: vacancy.to,
            ratioBp: vacancyRatio * 10_000,
            reason: vacancy.reason,
            appliedOn: vacancy.appliedOn,
            approvedOn: vacancy.approvedOn,
          },
          manager,
        )
      }
    })
  await importRows(
    desk,
    'charges',
    fees.openingCharges.map(({ place, item, from, to, dueOn, amount }) => ({
      ...place,
      item,
      fromOn: from,
      toOn: to,
      dueOn,
      amount,
    })),
  )
  await grant(fees.vacancies.filter((vacancy) => !isLate(vacancy)))
  await billMonths(desk)
  await grant(fees.vacancies.filter(isLate))
  await importRows(
    desk,
    'payments',
    fees.payments.map(({ place, on, ...payment }) => ({ ...place, ...payment, onDate: on })),
  )
  await importRows(
    desk,
    'discounts',
    fees.discounts.map(({ place, on, from, to, reason: _, ...discount }) => ({
      ...place,
      ...discount,
      fromOn: from,
      toOn: to,
      onDate: on,
    })),
  )
  await importRows(
    desk,
    'services',
    fees.services.map(({ on, place, income, expense, ...service }) => ({
      ...place,
      ...service,
      onDate: on,
      income: income || null,
      expense: expense || null,
    })),
  )
}

const manager = '黄国辉'
const firstMonth = '2025-01'

/** The tariffs of fees/plan.ts: homes by the kind of house they stand in, shops by themselves. */
const tariffs: readonly {
  rate: RateClass
  name: string
  item: string
  areas: readonly string[]
  kinds: readonly string[]
}[] = [
  { rate: 'walk-up', name: '多层住宅物业费', item: '物业费', areas: ['AC区'], kinds: ['residence'] },
  { rate: 'mid-rise', name: '小高层住宅物业费', item: '物业费', areas: ['B区'], kinds: ['residence'] },
  { rate: 'high-rise', name: '高层住宅物业费', item: '物业费', areas: ['DC区'], kinds: ['residence'] },
  { rate: 'villa', name: '别墅物业费', item: '物业费', areas: ['别墅区'], kinds: ['villa'] },
  { rate: 'shop', name: '店面物业费', item: '店面物业费', areas: [], kinds: ['shop'] },
]
const tariffsFrom = '2010-01-01'

async function layOutTariffs(desk: Desk): Promise<void> {
  await writeSettings(desk, {
    billing: {
      ...defaultBillingRules,
      partMonth: 'whole',
      source: '《前期物业服务合同》第六条；交房当月由建设单位承担，空置房按50%收取须经审批',
    },
  })
  const items = new Map(
    (await desk.db.selectFrom('fee_item').select(['id', 'name']).execute()).map((item) => [item.name, item.id]),
  )
  const areas = await desk.db.selectFrom('area').select(['id', 'name']).execute()
  for (const { rate, name, item, areas: names, kinds } of tariffs) {
    const tariffId = await saveTariff(desk, {
      id: null,
      version: 0,
      itemId: items.get(item) ?? 0,
      name,
      basis: 'area-month',
      rounding: 'yuan',
      roundingWay: 'half-up',
      cycleMonths: 1,
      dueDay: 31,
      dueIn: 'last',
      payer: 'owner',
      source: '前期物业服务合同',
      active: true,
      prices: [{ fromOn: tariffsFrom, toOn: null, priceE4: pricesPerM2[rate] }],
    })
    const chosen = names.length === 0 ? areas : areas.filter((area) => names.includes(area.name))
    for (const area of chosen) {
      await assignTariff(desk, {
        tariffId,
        units: { area: area.id, kinds },
        fromOn: tariffsFrom,
        toOn: null,
        ratioBp: 10_000,
      })
    }
  }
}

/** A run for each item at the end of every month that has passed. */
async function billMonths(desk: Desk): Promise<void> {
  const items = await desk.db.selectFrom('fee_item').select('id').where('kind', '=', 'management').execute()
  for (let month = firstMonth; ; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    const publishedOn: DateText = lastOfMonth(month)
    if (publishedOn > desk.clock.today()) return
    for (const { id: itemId } of items) {
      await publishRun(desk, { itemId, fromMonth: month, toMonth: month, place: {}, publishedOn })
    }
  }
}

async function unitIds(desk: Desk): Promise<(place: SampleFeePlace) => number> {
  const rows = await desk.db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.room', 'building.name as building', 'area.name as area'])
    .execute()
  const ids = new Map(rows.map((row) => [`${row.area}/${row.building}/${row.room}`, row.id]))
  return ({ area, building, room }) => {
    const id = ids.get(`${area}/${building}/${room}`)
    if (id === undefined) throw new Error(`no unit ${area}/${building}/${room}`)
    return id
  }
}
