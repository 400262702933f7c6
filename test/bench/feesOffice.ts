import { rmSync } from 'node:fs'
import { addDays } from '../../electron/contract/dates.ts'
import { AuditedWriter, type Row } from '../../electron/core/audit/writer.ts'
import { publishRun } from '../../electron/core/billing/run.ts'
import { assignTariff, saveTariff } from '../../electron/core/billing/tariffs.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { rebuild } from '../../electron/core/fees/store.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { importAll, placeOf, random } from './bigOffice.ts'
import { fillJobs } from './jobsOffice.ts'

export interface FeesOfficeSize {
  readonly units: number
  readonly firstYear: number
  readonly lastYear: number
  readonly jobs: number
}

/** One office with ten years of fees and jobs, and a large one with five of fees. */
export const oneOffice: FeesOfficeSize = { units: 1407, firstYear: 2017, lastYear: 2026, jobs: 15_000 }
export const largeOffice: FeesOfficeSize = { units: 100_000, firstYear: 2022, lastYear: 2026, jobs: 500_000 }

/**
 * An office whose homes are billed month by month for years, and of whose households some pay a year in advance, some
 * every quarter, some late, some hardly.
 * @returns beside the office, how long each year's run took, in seconds
 */
export async function feesOffice(
  file: string,
  size: FeesOfficeSize,
): Promise<{ office: OfficeFile; desk: Desk; runs: number[] }> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  const office = await openOffice(file, { create: true })
  const desk = deskOf(office)
  await importAll(desk, 'units', [...homes(random(11), size.units)])
  const tariffId = await saveTariff(desk, {
    id: null,
    version: 0,
    itemId: 1,
    name: '物业费',
    basis: 'area-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 1,
    dueIn: 'first',
    payer: 'owner',
    source: '',
    active: true,
    prices: [{ fromOn: '2010-01-01', toOn: null, priceE4: 18_000 }],
  })
  await assignTariff(desk, { tariffId, units: { kinds: [] }, fromOn: '2010-01-01', toOn: null, ratioBp: 10_000 })
  const runs: number[] = []
  for (let year = size.firstYear; year <= size.lastYear; year++) {
    const started = performance.now()
    await publishRun(desk, {
      itemId: 1,
      fromMonth: `${year}-01`,
      toMonth: `${year}-12`,
      place: {},
      publishedOn: `${year}-01-01`,
    })
    runs.push((performance.now() - started) / 1000)
  }
  await payAll(desk, size, random(13))
  fillJobs(office, { ...size, open: Math.ceil(size.jobs / 250) })
  office.sqlite.exec('ANALYZE')
  return { office, desk, runs }
}

export function deskOf(office: OfficeFile): Desk {
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  return { db: office.db, clock, actor: { id: null, name: 'bench', roles: ['administrator'] } }
}

function* homes(next: () => number, count: number): Generator<Record<string, string | number>> {
  for (let index = 0; index < count; index++) {
    const livesThere = next() < 0.7
    yield {
      ...placeOf(index),
      kind: next() < 0.93 ? 'residence' : 'shop',
      areaCenti: 4000 + Math.floor(next() * 16000),
      readyOn: '2015-06-01',
      dueOn: '2015-09-01',
      handedOverOn: '2015-10-01',
      ...(livesThere && {
        decorationStartedOn: '2015-11-01',
        decorationFinishedOn: '2016-03-01',
        movedInOn: '2016-05-01',
      }),
    }
  }
}

/** Receipts of every household by its habit, appended many at once, then the ledger worked out for all. */
async function payAll(desk: Desk, size: FeesOfficeSize, next: () => number): Promise<void> {
  await desk.db.transaction().execute(async (tx) => {
    const writer = new AuditedWriter(tx, desk)
    const units = await tx.selectFrom('unit').select(['id', 'area_centi']).orderBy('id').execute()
    let number = 0
    let [receipts, payments]: [Row[], Row[]] = [[], []]
    const flush = async () => {
      if (receipts.length === 0) return
      const first = await writer.append('receipt', receipts)
      await writer.append(
        'payment',
        payments.map((payment, index) => ({ ...payment, receipt_id: first + index })),
      )
      ;[receipts, payments] = [[], []]
    }
    for (const unit of units) {
      const monthly = Math.round((unit.area_centi * 18_000) / 10_000)
      const habit = next()
      for (const [onDate, amount] of paymentsOf(habit, monthly, size, next)) {
        number++
        receipts.push(receiptRow(`P${number}`, onDate))
        payments.push(paymentRow(unit.id, onDate, amount))
      }
      if (receipts.length >= 5000) await flush()
    }
    await flush()
    const accounts = units.map((unit) => ({ unitId: unit.id, itemId: 1 }))
    await rebuild(tx, accounts, `${size.firstYear}-01-01`)
  })
}

function* paymentsOf(
  habit: number,
  monthly: number,
  size: FeesOfficeSize,
  next: () => number,
): Generator<[string, number]> {
  for (let year = size.firstYear; year <= size.lastYear; year++) {
    const day = (from: string, spread: number) => addDays(from, Math.floor(next() * spread))
    if (habit < 0.5) yield [day(`${year}-01-02`, 80), monthly * 12]
    else if (habit < 0.8) {
      for (const month of ['02', '05', '08', '11']) yield [day(`${year}-${month}-01`, 20), monthly * 3]
    } else if (habit < 0.95) {
      if (next() < 0.8 && year < size.lastYear) yield [day(`${year}-10-01`, 80), monthly * 10]
    } else if (next() < 0.2) yield [day(`${year}-06-01`, 60), 50_000]
  }
}

function receiptRow(receiptNo: string, onDate: string): Row {
  return {
    receipt_no: receiptNo,
    book: null,
    year: null,
    number: null,
    on_date: onDate,
    payer: '',
    payer_id: null,
    cashier_id: null,
    cashier: '',
    tendered: null,
    shift_id: null,
    request_key: null,
    at: `${onDate}T00:00:00.000Z`,
    note: '',
    prints: 0,
    version: 1,
  }
}

function paymentRow(unitId: number, onDate: string, amount: number): Row {
  return {
    unit_id: unitId,
    item_id: 1,
    on_date: onDate,
    amount,
    source: 'renewal',
    method: 'wechat',
    debtor_id: null,
    reversed_on: null,
  }
}
