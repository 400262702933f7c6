import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { RecordDetail } from '../../contract/registers.ts'
import { heldOn } from '../books/deposits.ts'
import type { Desk } from '../context.ts'
import { residentPhone } from '../residents/phones.ts'
import { copiesOf } from './copies.ts'
import { spaceName } from './list.ts'
import { rentBeyond } from './rent.ts'
import { depositsToLink, fieldsOf, readRecord, type StoredRecord } from './service.ts'

/** One record with every step of its life, its money and its neighbours. @throws DeskError `not-found` */
export async function recordDetail(desk: Desk, id: number): Promise<RecordDetail> {
  const { db, clock } = desk
  const row = await readRecord(db, id)
  const named = await db
    .selectFrom('record')
    .leftJoin('unit', 'unit.id', 'record.unit_id')
    .leftJoin('unit_tariff', 'unit_tariff.id', 'record.unit_tariff_id')
    .leftJoin('tariff', 'tariff.id', 'unit_tariff.tariff_id')
    .select(['unit.display', 'tariff.name as tariff', spaceName.as('space')])
    .where('record.id', '=', id)
    .executeTakeFirstOrThrow()
  const steps = await db
    .selectFrom('record_step')
    .leftJoin('service_entry', 'service_entry.id', 'record_step.service_entry_id')
    .selectAll('record_step')
    .select(['service_entry.income', 'service_entry.reversed_on'])
    .where('record_id', '=', id)
    .orderBy('record_step.id')
    .execute()
  const numbered = (column: 'id' | 'earlier_id', value: number | null) =>
    value === null
      ? undefined
      : db
          .selectFrom('record')
          .select(['id', 'number'])
          .where(column, '=', value)
          .orderBy('id', 'desc')
          .executeTakeFirst()
  const { participants } = await db
    .selectFrom('participant')
    .select((of) => of.fn.countAll<number>().as('participants'))
    .where('record_id', '=', id)
    .executeTakeFirstOrThrow()
  const fields = fieldsOf(row)
  return {
    ...fields,
    phone: residentPhone(desk, fields.phone),
    quantity: await copiesOf(db, id, clock.today()),
    id,
    version: row.version,
    register: row.register,
    number: row.number,
    state: row.state,
    unit: named.display,
    space: named.space,
    earlier: (await numbered('id', row.earlier_id)) ?? null,
    later: (await numbered('earlier_id', id)) ?? null,
    deposit: row.deposit_id === null ? null : await depositOf(desk, row.deposit_id, clock.today()),
    depositsToLink:
      row.register === 'renovation' && row.deposit_id === null ? await depositsToLink(db, row.unit_id) : [],
    tariff: named.tariff,
    rentBeyond: await rentBeyond(db, row, lastDayOf(row, clock.today())),
    received: steps.reduce((sum, step) => sum + (step.reversed_on === null ? (step.income ?? 0) : 0), 0),
    participants,
    actor: row.actor_name,
    steps: steps.map((step) => ({
      id: step.id,
      event: step.event,
      onDate: step.on_date,
      atTime: step.at_time,
      untilOn: step.until_on,
      amount: step.amount,
      method: step.method as RecordDetail['steps'][number]['method'],
      person: step.person,
      code: step.code,
      quantity: step.quantity,
      text: step.text,
      actor: step.actor_name,
    })),
  }
}

/** The last day of a let that is over; while it runs, it may end on any day since it began. */
function lastDayOf(
  { state, from_on: fromOn, to_on: toOn, cancelled_on: cancelledOn }: StoredRecord,
  today: DateText,
): DateText {
  if (cancelledOn !== null) return cancelledOn
  return (state === 'let' ? fromOn : toOn) ?? today
}

async function depositOf({ db }: Desk, id: number, today: string): Promise<RecordDetail['deposit']> {
  const taken = await db
    .selectFrom('deposit')
    .selectAll()
    .select(heldOn(today).as('held'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const moves = await db
    .selectFrom('deposit_move')
    .select(['id', 'kind', 'on_date as onDate', 'amount', 'method', 'reason', 'actor_name as actor'])
    .where('deposit_id', '=', id)
    .orderBy('on_date')
    .orderBy('id')
    .execute()
  const { amount, held, on_date: onDate, method, slip_no: slipNo, note: reason, actor_name: actor } = taken
  return {
    id,
    amount,
    held,
    moves: [
      { id: 0, kind: 'taken', onDate, amount, method, slipNo, reason, actor },
      ...moves.map((move) => ({ ...move, slipNo: '' })),
    ],
  }
}

/** What stands in the registers for some units, what is open first, then the newest. */
export async function recordsOfUnits({ db }: Desk, unitIds: readonly number[]) {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('record')
    .select(['id', 'register', 'number', 'on_date as onDate', 'state', 'title', 'code', 'to_on as toOn'])
    .where('unit_id', 'in', unitIds)
    .orderBy('is_open', 'desc')
    .orderBy(sql`on_date`, 'desc')
    .orderBy('id', 'desc')
    .limit(60)
    .execute()
}
