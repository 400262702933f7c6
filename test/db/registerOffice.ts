import type { RecordEvent, RegisterId } from '../../electron/contract/registerKinds.ts'
import { noRegisterFields, type RegisterFields, type StepFields } from '../../electron/contract/registers.ts'
import { saveTariff } from '../../electron/core/billing/tariffs.ts'
import type { Desk } from '../../electron/core/context.ts'
import { recordDetail } from '../../electron/core/registers/detail.ts'
import { createRecord, stepRecord } from '../../electron/core/registers/service.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { home, importRows, newOffice } from './office.ts'

/** The day on which the registers are tested. */
export const today = '2026-11-21'
/** A home that is lived in. */
export const facts = { readyOn: '2020-01-01', handedOverOn: '2020-02-01', movedInOn: '2020-03-01' }

export const nothing: RegisterFields = { ...noRegisterFields, onDate: today }
export const nothingMore: StepFields = {
  onDate: today,
  atTime: '',
  untilOn: null,
  amount: null,
  method: null,
  person: '',
  code: '',
  quantity: null,
  text: '',
}

/** An office with two homes, and short words for what its registers are asked. */
export async function office() {
  const made = await newOffice(today)
  await importRows(made.desk, 'units', [home('101', facts), home('102', facts)])
  const on = (day: string): Desk => ({ ...made.desk, clock: { ...made.desk.clock, today: () => day } })
  let key = 0
  const create = (register: RegisterId, fields: Partial<RegisterFields>, more: object = {}, day = today) =>
    createRecord(on(day), {
      register,
      fields: { ...nothing, onDate: day, ...fields },
      method: null,
      tariffId: null,
      requestKey: `request-${key++}`,
      ...more,
    })
  const step = async (id: number, event: RecordEvent, fields: Partial<StepFields> = {}, day = today) => {
    const { version } = await recordDetail(made.desk, id)
    return stepRecord(on(day), { id, version, event, fields: { ...nothingMore, onDate: day, ...fields } })
  }
  const figure = async (id: string, asOf = '2026-12-31') => (await figureOf(made.desk.db, id, 2026, asOf)).value
  return { ...made, on, create, step, figure }
}

/** 250.00 a month for a space. */
export async function rentTariff(desk: Desk): Promise<number> {
  const item = await desk.db
    .selectFrom('fee_item')
    .select('id')
    .where('name', '=', '车位租金')
    .executeTakeFirstOrThrow()
  return saveTariff(desk, {
    id: null,
    version: 0,
    itemId: item.id,
    name: '地面车位',
    basis: 'fixed-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 1,
    dueIn: 'first',
    payer: 'owner',
    source: '',
    active: true,
    prices: [{ fromOn: '2020-01-01', toOn: null, priceE4: 2_500_000 }],
  })
}
