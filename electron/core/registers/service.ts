import { sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, type Problem, refusal } from '../../contract/errors.ts'
import {
  isRecordOpen,
  type RecordEvent,
  type RecordState,
  type RegisterId,
  recordStepOf,
  registerOf,
} from '../../contract/registerKinds.ts'
import { type RegisterFields, recordProblems, type StepFields, stepProblems } from '../../contract/registers.ts'
import type { PaymentMethod } from '../../contract/vocabulary.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import { heldOn } from '../books/deposits.ts'
import { addingService } from '../books/services.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { hasMoney, refuseBound } from './bound.ts'
import { codeKey, writtenCode } from './codes.ts'
import { copiesOf } from './copies.ts'
import { dayProblems, stepsTaken, timeProblems } from './days.ts'
import { effects } from './effects.ts'
import { refuseClosedEnd } from './ends.ts'
import { revived } from './following.ts'
import { chargeRent, endRent, neverCharged, tariffOf } from './rent.ts'
import { refuseTakenSpace } from './spaces.ts'
import { refuseNoTill } from './till.ts'

export interface NewRecord {
  readonly register: RegisterId
  readonly fields: RegisterFields
  readonly method: PaymentMethod | null
  readonly tariffId: number | null
  readonly requestKey: string | null
}

/** A record as it stands in the table. */
export type StoredRecord = Awaited<ReturnType<typeof readRecord>>

/**
 * Registers something; a fee goes into the books in the same transaction.
 * @returns its id and number; of the one made the first time where the request comes again
 * @throws DeskError `record-invalid`, `register-not-yours`, `not-found`, `space-taken`, `code-in-use`, `period-closed`
 */
export function createRecord(desk: Desk, record: NewRecord): Promise<{ id: number; number: string }> {
  return write(desk, async (writer) => {
    const again =
      record.requestKey !== null &&
      (await writer.tx
        .selectFrom('record')
        .select(['id', 'number'])
        .where('request_key', '=', record.requestKey)
        .executeTakeFirst())
    if (again) return again
    refuseForeign(desk, record.register)
    await refuseImpossible(writer, desk, record, null)
    return insertRecord(writer, desk, record, {})
  })
}

/**
 * Corrects what a record says; its state and its steps stay.
 * @throws as `createRecord`, StaleError; DeskError `record-invalid` with `record-bound`, `record-fixed` or `period-closed`
 */
export function updateRecord(desk: Desk, id: number, version: number, given: RegisterFields): Promise<number> {
  return write(desk, async (writer) => {
    const before = await readRecord(writer.tx, id)
    const fields = await asStored(writer.tx, desk, before, given)
    refuseForeign(desk, before.register)
    await writer.update('record', id, version, {})
    await refuseImpossible(writer, desk, { register: before.register, fields }, before)
    if (before.state === 'cancelled') throw new DeskError('record-not-so', { state: before.state })
    await refuseBound(writer.tx, before, fieldsOf(before), fields)
    await refuseClosedEnd(writer.tx, before, fields)
    // Its day is the day it counts from, unless it began to count by a step.
    const counted =
      before.counted_on !== null && before.counted_on === before.on_date ? fields.onDate : before.counted_on
    await writer.apply(
      'record',
      { ...before },
      {
        ...rowOf(before.register, fields),
        ...stateRow(before.register, before.state, fields.toOn),
        counted_on: counted,
      },
    )
    return id
  })
}

/** What the page was shown is not always what is stored: a phone that is masked, copies that a step has corrected. */
async function asStored(tx: Tx, desk: Desk, before: StoredRecord, given: RegisterFields): Promise<RegisterFields> {
  const phone = given.phone.includes('*') ? before.phone : given.phone
  const isShown = given.quantity === (await copiesOf(tx, before.id, desk.clock.today()))
  return { ...given, phone, quantity: isShown ? before.quantity : given.quantity }
}

/**
 * Takes a record a step on, with what the step brings about: the decoration of a permit, money, a renewal.
 * @throws StaleError; DeskError `record-not-so`, `record-invalid` with what `dayProblems` finds, `period-closed`, and what
 *   its effects refuse
 */
export function stepRecord(
  desk: Desk,
  step: { readonly id: number; readonly version: number; readonly event: RecordEvent; readonly fields: StepFields },
): Promise<number> {
  return write(desk, async (writer) => {
    const record = await readRecord(writer.tx, step.id)
    const { event, fields } = step
    refuseForeign(desk, record.register)
    await writer.update('record', step.id, step.version, {})
    const move = recordStepOf(record.register, event)
    if (!move?.from.includes(record.state)) throw new DeskError('record-not-so', { state: record.state })
    const today = desk.clock.today()
    if (event === 'cancel') await refuseConsequences(writer.tx, record, today)
    const taken = await stepsTaken(writer.tx, record.id)
    refuseIf([
      ...stepProblems(move, fields),
      ...dayProblems(record, event, fields, taken, today),
      ...timeProblems(fields, record),
      ...codeProblems(record, event, fields),
    ])
    const state = move.to ?? record.state
    const changes = changesOf(record, event, fields)
    const toOn = 'to_on' in changes ? (changes.to_on as DateText | null) : record.to_on
    const patch: Row = { ...stateRow(record.register, state, toOn), ...changes }
    if (event === 'cancel') patch.cancelled_on = fields.onDate
    if (event === 'cancel') await resume(writer, record)
    if (event === 'cancel' && neverCharged(record, fields.onDate)) patch.unit_tariff_id = null
    if (record.counted_on === null && countsIn(record.register, state)) patch.counted_on = fields.onDate
    const effect = (await effects[record.register]?.[event]?.({ writer, desk, record, fields })) ?? {}
    await writer.apply('record', { ...record }, { ...patch, ...effect.patch })
    await effect.after?.()
    if (event === 'cancel' || event === 'giveBack') await endRent(writer, record, fields.onDate, fields.text)
    await writer.insert('record_step', {
      record_id: record.id,
      event,
      on_date: fields.onDate,
      at_time: fields.atTime,
      at: desk.clock.now().toISOString(),
      from_state: record.state,
      to_state: state,
      until_on: fields.untilOn,
      amount: fields.amount,
      method: fields.method,
      person: fields.person,
      code: fields.code,
      quantity: fields.quantity,
      text: fields.text,
      service_entry_id: effect.serviceEntryId ?? null,
      actor_name: desk.actor.name,
    })
    if (move.makes) return (await follow(writer, desk, record, event, fields)).id
    return record.id
  })
}

/**
 * Names the deposit of a permit where the till took it beforehand.
 * @throws StaleError, DeskError `record-not-so` for what is no permit that stands, `deposit-already`, `not-found` for a
 *   deposit of another unit or of another permit
 */
export function linkDeposit(desk: Desk, id: number, version: number, depositId: number): Promise<number> {
  return write(desk, async (writer) => {
    const record = await readRecord(writer.tx, id)
    refuseForeign(desk, record.register)
    if (record.register !== 'renovation' || record.state === 'cancelled') {
      throw new DeskError('record-not-so', { state: record.state })
    }
    if (record.deposit_id !== null) throw new DeskError('deposit-already', { number: record.number })
    const free = await depositsToLink(writer.tx, record.unit_id)
    if (!free.some((deposit) => deposit.id === depositId)) {
      throw new DeskError('not-found', { entity: 'deposit', id: depositId })
    }
    await writer.update('record', id, version, { deposit_id: depositId })
    return id
  })
}

/** Renovation deposits of a unit that no permit names, the newest first. */
export function depositsToLink(db: Db | Tx, unitId: number | null) {
  return db
    .selectFrom('deposit')
    .select(['id', 'on_date as onDate', 'amount'])
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'renovation')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('record').select('record.id').whereRef('record.deposit_id', '=', 'deposit.id'))),
    )
    .orderBy('on_date', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The record that takes the place of another: the renewed let from the day after, the new card for the lost one. */
async function follow(
  writer: AuditedWriter,
  desk: Desk,
  before: StoredRecord,
  event: RecordEvent,
  fields: StepFields,
): Promise<{ id: number }> {
  const isRenewal = event === 'renew'
  const { register } = before
  const end = before.to_on ?? fields.onDate
  const next: RegisterFields = {
    ...fieldsOf(before),
    onDate: fields.onDate,
    amount: fields.amount ?? (isRenewal ? before.amount : null),
    ...(fields.code !== '' && { code: fields.code }),
    ...(isRenewal && { fromOn: addDays(end, 1), toOn: fields.untilOn }),
    note: fields.text,
  }
  const tariffId = await tariffOf(writer, before)
  const record = { register, fields: next, method: fields.method, tariffId, requestKey: null }
  // What a workbook brought may lack what the form asks: it goes on as it is.
  await refuseTaken(writer.tx, register, next, null)
  return insertRecord(writer, desk, record, { earlier_id: before.id, is_renewal: isRenewal ? 1 : 0 })
}

async function insertRecord(
  writer: AuditedWriter,
  desk: Desk,
  record: NewRecord,
  more: Row,
): Promise<{ id: number; number: string }> {
  const { register, fields, requestKey } = record
  const { starts, takesFee } = registerOf(register)
  const number = await nextNumber(writer.tx, register, fields.onDate)
  const id = await writer.insert('record', {
    register,
    number,
    ...rowOf(register, fields),
    ...stateRow(register, starts, fields.toOn),
    counted_on: countsIn(register, starts) ? fields.onDate : null,
    cancelled_on: null,
    earlier_id: null,
    is_renewal: 0,
    decoration_id: null,
    began_decoration: 0,
    deposit_id: null,
    unit_tariff_id: await chargeRent(writer, record),
    actor_name: desk.actor.name,
    request_key: requestKey,
    ...more,
  })
  if (takesFee && fields.amount) await takeFee(writer, desk, { ...record, id, number })
  return { id, number }
}

/**
 * What stands elsewhere is undone there before its record is called off.
 * @throws DeskError `record-has-money`, `record-has-deposit`, `record-has-works`
 */
async function refuseConsequences(tx: Tx, record: StoredRecord, today: DateText): Promise<void> {
  if (await hasMoney(tx, record.id)) throw new DeskError('record-has-money')
  if (await holdsDeposit(tx, record.deposit_id, today)) throw new DeskError('record-has-deposit')
  if (record.decoration_id !== null) throw new DeskError('record-has-works')
}

/** True while money of a deposit is held; one that has gone back stands in the books and in nobody's way. */
async function holdsDeposit(tx: Tx, depositId: number | null, today: DateText): Promise<boolean> {
  const deposit = await tx
    .selectFrom('deposit')
    .select(heldOn(today).as('held'))
    .where('id', '=', depositId ?? 0)
    .executeTakeFirst()
  return deposit !== undefined && deposit.held > 0
}

/** What is called off leaves the record whose place it took as it was. */
async function resume(writer: AuditedWriter, record: StoredRecord): Promise<void> {
  const before = await revived(writer, record)
  if (!before) return
  const { earlier, state } = before
  await writer.apply('record', { ...earlier }, stateRow(earlier.register, state, earlier.to_on))
}

/** The fee of a card: other income, so that it is no paid service. */
async function takeFee(
  writer: AuditedWriter,
  desk: Desk,
  record: NewRecord & { readonly id: number; readonly number: string },
): Promise<void> {
  const { register, fields, method, number } = record
  const { starts } = registerOf(register)
  refuseNoTill(desk, 'books.addService')
  if (method === null) throw new DeskError('record-invalid', {}, [{ code: 'required', field: 'method' }])
  const entry = await addingService(desk, {
    onDate: fields.onDate,
    category: 'other-income',
    unitId: fields.unitId,
    income: fields.amount ?? 0,
    expense: 0,
    method,
    receiptNo: number,
    note: fields.code,
    requestKey: `record-${record.id}`,
  })(writer)
  await writer.insert('record_step', {
    record_id: record.id,
    event: 'receive',
    on_date: fields.onDate,
    at: desk.clock.now().toISOString(),
    from_state: starts,
    to_state: starts,
    until_on: null,
    amount: fields.amount,
    method,
    person: '',
    code: '',
    quantity: null,
    text: '',
    service_entry_id: entry,
    actor_name: desk.actor.name,
  })
}

/** What a step changes of the record itself. */
function changesOf(record: StoredRecord, event: RecordEvent, fields: StepFields): Row {
  switch (event) {
    case 'extend':
    case 'lend':
      return { to_on: fields.untilOn }
    case 'bringBack':
      return { to_on: null }
    case 'giveBack':
    case 'end':
      // Given back before its time, or without an end of its own, it ends on that day.
      return record.to_on === null || fields.onDate < record.to_on ? { to_on: fields.onDate } : {}
    case 'renew':
      return record.to_on === null ? { to_on: fields.onDate } : {}
    case 'post':
    case 'hold':
      return { on_date: fields.onDate, quantity: fields.quantity }
    default:
      return {}
  }
}

function stateRow(register: RegisterId, state: RecordState, toOn: DateText | null): Row {
  return { state, is_open: isRecordOpen(register, state, toOn) ? 1 : 0 }
}

function countsIn(register: RegisterId, state: RecordState): boolean {
  return state !== 'cancelled' && (registerOf(register).countsIn?.includes(state) ?? true)
}

function rowOf(register: RegisterId, fields: RegisterFields): Row {
  const code = writtenCode(register, fields.code)
  return {
    on_date: fields.onDate,
    at_time: fields.atTime,
    unit_id: fields.unitId,
    space_id: fields.spaceId,
    title: fields.title,
    category: fields.category,
    holder: fields.holder,
    phone: fields.phone,
    code,
    code_key: codeKey(code),
    place: fields.place,
    from_on: fields.fromOn,
    to_on: fields.toOn,
    quantity: fields.quantity,
    amount: fields.amount,
    body: fields.body,
    note: fields.note,
  }
}

/** A stored record as the form knows it. */
export function fieldsOf(row: StoredRecord): RegisterFields {
  return {
    onDate: row.on_date,
    atTime: row.at_time,
    unitId: row.unit_id,
    spaceId: row.space_id,
    title: row.title,
    category: row.category,
    holder: row.holder,
    phone: row.phone,
    code: row.code,
    place: row.place,
    fromOn: row.from_on,
    toOn: row.to_on,
    quantity: row.quantity,
    amount: row.amount,
    body: row.body,
    note: row.note,
  }
}

/** @throws DeskError `not-found` */
export function readRecord(tx: Db | Tx, id: number) {
  return tx
    .selectFrom('record')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new DeskError('not-found', { entity: 'record', id }))
}

/** What a register's declaration asks, and what would contradict another record. */
async function refuseImpossible(
  writer: AuditedWriter,
  desk: Desk,
  { register, fields }: Pick<NewRecord, 'register' | 'fields'>,
  before: StoredRecord | null,
): Promise<void> {
  const problems = recordProblems(register, fields)
  const today = desk.clock.today()
  const { isAhead, open } = registerOf(register)
  // What is registered ahead has a day that may come; once it has gone out, that day is past.
  const mayComeYet = isAhead && (before === null || open.includes(before.state))
  if (!mayComeYet && fields.onDate > today) {
    problems.push({ code: 'date-after-today', field: 'onDate', params: { date: fields.onDate, today } })
  }
  refuseIf(problems)
  for (const [entity, id] of [
    ['unit', fields.unitId],
    ['parking_space', fields.spaceId],
  ] as const) {
    if (id === null) continue
    const found = await writer.tx.selectFrom(entity).select('id').where('id', '=', id).executeTakeFirst()
    if (!found) throw new DeskError('not-found', { entity, id })
  }
  await refuseTaken(writer.tx, register, fields, before)
}

/**
 * A space and a card are in one hand at a time, and a unit is renovated under one permit.
 * @throws DeskError `space-taken`, `code-in-use`, `permit-open`
 */
async function refuseTaken(
  tx: Tx,
  register: RegisterId,
  fields: RegisterFields,
  own: StoredRecord | null,
): Promise<void> {
  if (register === 'parking-let') await refuseTakenSpace(tx, fields, own?.id ?? null)
  if (register === 'access-card' && (own === null || isInHand(own.state))) {
    await refuseTakenCard(tx, fields.code, own?.id ?? null)
  }
  if (register === 'renovation') await refuseSecondPermit(tx, fields.unitId, own)
}

/** One permit is open on a unit at a time; two that stand side by side on file can still be corrected. */
async function refuseSecondPermit(tx: Tx, unitId: number | null, own: StoredRecord | null): Promise<void> {
  if (own !== null && (own.is_open === 0 || own.unit_id === unitId)) return
  const other = await tx
    .selectFrom('record')
    .select('number')
    .where('register', '=', 'renovation')
    .where('unit_id', '=', unitId)
    .where('is_open', '=', 1)
    .where('id', '<>', own?.id ?? 0)
    .executeTakeFirst()
  if (other) throw refusal({ code: 'permit-open', field: 'unitId', params: { number: other.number } })
}

/** States of a card whose number is nobody else's: it opens doors, or is only lost. */
const inHand: readonly RecordState[] = ['valid', 'lost']
const isInHand = (state: RecordState) => inHand.includes(state)

/** A card that opens doors, or is only lost, is in one hand. @throws DeskError `code-in-use` */
async function refuseTakenCard(tx: Tx, code: string, own: number | null): Promise<void> {
  const other = await tx
    .selectFrom('record')
    .select('number')
    .where('register', '=', 'access-card')
    .where('code_key', '=', codeKey(code))
    .where('state', 'in', inHand)
    .where('id', '<>', own ?? 0)
    .executeTakeFirst()
  if (other) throw refusal({ code: 'code-in-use', field: 'code', params: { code, number: other.number } })
}

/** A card takes the place of another: the number that is lost opens no door again. */
function codeProblems(record: StoredRecord, event: RecordEvent, { code }: StepFields): Problem[] {
  return event === 'replace' && codeKey(code) === record.code_key
    ? [{ code: 'replaced-by-itself', field: 'code', params: { code } }]
    : []
}

function refuseIf(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DeskError('record-invalid', {}, problems)
}

/** Each register has its own people. @throws DeskError `register-not-yours` */
function refuseForeign({ actor }: Desk, register: RegisterId): void {
  if (!actor.roles.some((role) => registerOf(register).may.includes(role))) throw new DeskError('register-not-yours')
}

/** `CW-2026-0007`: counted by register and year. */
async function nextNumber(tx: Tx, register: RegisterId, onDate: DateText): Promise<string> {
  const prefix = `${registerOf(register).prefix}-${onDate.slice(0, 4)}-`
  const rows = await tx
    .selectFrom('record')
    .select('number')
    .where('register', '=', register)
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .orderBy(sql`length(number)`, 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .execute()
  const last = rows.map(({ number }) => number.slice(prefix.length)).find((tail) => /^\d{1,6}$/.test(tail))
  return `${prefix}${String(Number(last ?? 0) + 1).padStart(4, '0')}`
}
