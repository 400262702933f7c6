import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportKind, ImportRow } from '../../contract/imports.ts'
import {
  fixedFields,
  isRecordOpen,
  type RecordEvent,
  type RecordState,
  type RegisterId,
  registerOf,
  registrationKinds,
} from '../../contract/registerKinds.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import { closedThrough } from '../fees/closing.ts'
import { type Bound, boundProblems } from '../registers/bound.ts'
import { codeKey } from '../registers/codes.ts'
import { copiesOn } from '../registers/copies.ts'
import { closedEndProblem } from '../registers/ends.ts'
import { headerOf } from './columns.ts'
import { DeskChanges, type Judged } from './deskChanges.ts'
import { type ImportOperation, type PlannedRow, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { moneyDiffers, placeOf, UnitRows } from './unitRows.ts'

type RecordKind = Extract<ImportKind, 'registrations' | 'notices' | 'events'>

/** What a row says of a record; what it does not say is left out. */
interface Told {
  readonly register: RegisterId
  readonly state: RecordState
  /** By what it is known again. */
  readonly key: string
  readonly values: Readonly<Row>
  readonly errors: readonly Problem[]
}

/** A record on file or planned here. */
interface Known {
  readonly id: number | null
  readonly version: number
  readonly stored: Readonly<Row>
  readonly row: number | null
  /** Money that came with it stands in the books. */
  readonly money: boolean
  /** The step that ended it; null where it goes on or has only run out. */
  readonly endedBy: TellingStep | null
  readonly steps: readonly TellingStep[]
}

/**
 * Compares a workbook of registrations, notices or events with the registers. A record is known by its code (card,
 * contract, reference), a let by its space and first day, an event by its name and day, others by day and unit. Money is
 * never updated; other copies of a notice that has gone out are a correction of today, which keeps what was posted.
 */
export async function planRecords(
  kind: RecordKind,
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const spaces = await Spaces.load(db)
  const { known, calledOff } = await knownRecords(db, today)
  const numbers = await lastNumbers(db)
  const works = await Works.load(db)
  const cards = cardsInUse(known)
  const lets = [...known]
    .filter(([, { stored }]) => stored.register === 'parking-let')
    .map(([key, { stored }]) => spellOf(key, stored))
  const permits = new Permits(known)
  const closed = await closedThrough(db)
  const header = (field: string | undefined) => headerOf(kind, fieldOf[kind][field ?? ''] ?? field)
  const operations: ImportOperation[] = []
  const rows = table.rows.map((row) => {
    const said = row.errors.length > 0 ? null : tellers[kind](row, { units, spaces, works, today })
    return { row, told: said && generationOf(said, known) }
  })
  const desk = await deskChanges(
    db,
    rows.flatMap(({ told }) => {
      const before = told && (known.get(told.key) ?? calledOff.get(told.key))
      const isAsStored = before && before.stored.cancelled_on === null && !differs(before, told)
      return before && !isAsStored ? [before] : []
    }),
  )
  for (const { row, told } of rows) {
    const errors: Problem[] = [...(told?.errors ?? [])]
    const before = told ? known.get(told.key) : undefined
    if (before?.row) errors.push({ code: 'duplicate-row', params: { row: before.row } })
    const withdrawn = told && !before ? calledOff.get(told.key) : undefined
    if (told && withdrawn && desk.isAsTold(withdrawn.id ?? 0, plainOf(told))) {
      report.add(withdrawnRow(row, withdrawn, row.warnings))
      continue
    }
    const {
      changed,
      kept,
      refused: against,
    } = told && before ? judged(desk, before, told, placeOf(row)) : { changed: {}, kept: [], refused: [] }
    errors.push(...against)
    const goesOut = told && before ? goingOut(before, told, changed) : null
    if (told?.register === 'parking-let' && errors.length === 0 && (!before || 'to_on' in changed)) {
      errors.push(...takenProblems(lets, told.key, { ...told.values, ...before?.stored, ...changed }))
    }
    if (before?.stored.amount && 'amount' in changed) {
      errors.push(...moneyDiffers([['amount', Number(before.stored.amount), Number(changed.amount)]]))
    }
    if (before) errors.push(...standingProblems(before, changed))
    if (goesOut !== null && goesOut.quantity === null) errors.push({ code: 'required', field: 'quantity' })
    if (told?.register === 'access-card' && !before && errors.length === 0) errors.push(...cardProblems(cards, told))
    const counted = earliest(told?.values.on_date, 'on_date' in changed ? before?.stored.counted_on : null)
    const isNew = told !== null && !before
    const isOther = Object.keys(changed).length > 0 || goesOut !== null
    if (closed !== null && counted !== '' && counted <= closed && (isNew || isOther)) {
      errors.push({ code: 'period-closed', field: 'onDate', params: { date: counted, through: closed } })
    } else if (closed !== null && before && 'to_on' in changed) {
      const end = closedEndProblem(before.stored.to_on as DateText | null, changed.to_on as DateText | null, closed)
      if (end) errors.push(end)
    }
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const warnings = [...kept, ...(told && errors.length === 0 ? permits.beside(told, before, row.row) : [])]
    if (goesOut !== null) warnings.push({ code: 'goes-out-by-import', params: { date: String(told?.values.on_date) } })
    const outcome = refused.length > 0 ? 'rejected' : isNew ? 'added' : isOther ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: calledBy(row),
      changes:
        outcome === 'updated'
          ? Object.entries(changed).map(([column, to]) => ({
              column: header(column) ?? column,
              from: before?.stored[column] ?? null,
              to,
            }))
          : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (told === null || outcome === 'rejected' || outcome === 'unchanged') {
      if (told && !before) known.set(told.key, plannedOf(told, row.row))
      continue
    }
    if (before && before.id !== null) {
      operations.push(...updates(before, before.id, { changed, goesOut }, row.row, today))
      known.set(told.key, { ...before, row: row.row })
      continue
    }
    known.set(told.key, plannedOf(told, row.row))
    operations.push(...inserts(told, row.row, numbers))
  }
  return [...spaces.operations, ...operations]
}

/** When a space is let, by the key of the let: the space and the first day. */
interface LetSpell {
  readonly key: string
  readonly from: string
  readonly to: string
}

const spellOf = (key: string, values: Readonly<Row>): LetSpell => ({
  key,
  from: String(values.from_on),
  // One without an end that is over holds nothing any more.
  to: String(values.to_on ?? (values.is_open === 0 ? values.from_on : '9999')),
})

/** A card that opens doors, or is only lost, is in one hand; the same number of another household is refused. */
function cardProblems(cards: Map<string, string>, told: Told): Problem[] {
  const code = codeKey(String(told.values.code))
  const number = cards.get(code)
  cards.set(code, number ?? '')
  return number === undefined ? [] : [{ code: 'code-in-use', field: 'code', params: { code, number } }]
}

/** Numbers of the cards in use, by their code. */
function cardsInUse(known: ReadonlyMap<string, Known>): Map<string, string> {
  const own = [...known.values()].filter(
    ({ stored }) => stored.register === 'access-card' && (stored.state === 'valid' || stored.state === 'lost'),
  )
  return new Map(own.map(({ stored }) => [codeKey(String(stored.code)), String(stored.number)]))
}

/**
 * What came of a record elsewhere, and what has gone out, is not written over; copies alone are corrected, by a step. That
 * a fee differs is told as of all money.
 */
function standingProblems({ stored, money }: Known, changed: Row): Problem[] {
  const record = stored as unknown as Bound
  const bound = boundProblems(record, money, (field) => (columnOf[field] ?? field) in changed)
  const problems = bound
    .filter(({ field }) => field !== 'quantity' && field !== 'amount')
    .map(({ code, field = '' }) => ({ code, field: columnOf[field] ?? field }))
  // The day of a payment is money, too.
  if (record.register === 'advertising' && money && 'on_date' in changed) {
    problems.push(...(moneyDiffers([['on_date', String(stored.on_date), String(changed.on_date)]]) as typeof problems))
  }
  return problems
}

/** What is still a draft or a plan goes out by a row that says it has. */
interface GoingOut {
  readonly event: RecordEvent
  readonly state: RecordState
  readonly onDate: DateText
  readonly quantity: Row[string]
}

function goingOut({ stored }: Known, told: Told, changed: Row): GoingOut | null {
  const { steps, isAhead, starts } = registerOf(told.register)
  if (!isAhead || stored.state !== starts) return null
  const [event] = Object.entries(steps).find(([, step]) => step.to === told.state) ?? []
  if (event === undefined) return null
  const quantity = changed.quantity ?? stored.quantity ?? null
  return { event: event as RecordEvent, state: told.state, onDate: String(told.values.on_date), quantity }
}

function updates(
  before: Known,
  id: number,
  { changed, goesOut }: { readonly changed: Row; readonly goesOut: GoingOut | null },
  row: number,
  today: DateText,
): ImportOperation[] {
  const { register, state } = before.stored as { register: RegisterId; state: RecordState }
  const { quantity, ...others } = changed
  const isCorrection = quantity !== undefined && fixedFields(register, state).includes('quantity')
  const step = isCorrection
    ? { ...importedStep('recount', state, today), quantity }
    : goesOut && {
        ...importedStep(goesOut.event, state, goesOut.onDate),
        to_state: goesOut.state,
        quantity: goesOut.quantity,
      }
  const patch = { ...(isCorrection ? others : changed), ...consequences(before, changed, goesOut, today) }
  const operations: ImportOperation[] = []
  if (step) {
    const reference = `record_step:${row}`
    operations.push({ action: 'insert', table: 'record_step', reference, row: { ...step, record_id: id } })
  }
  if (Object.keys(patch).length > 0) {
    operations.push({ action: 'update', table: 'record', id, version: before.version, patch })
  }
  return operations
}

/** What follows from other values: as what the code is compared, from when it counts, whether it is open. */
function consequences({ stored, endedBy }: Known, changed: Row, goesOut: GoingOut | null, today: DateText): Row {
  const { register, state, counted_on: counted, on_date: onDate } = stored
  const to = (changed.to_on ?? stored.to_on ?? null) as DateText | null
  // What had only run out, and runs on by its new end, is there again.
  const runsOn = state === 'ended' && !endedBy && 'to_on' in changed && to !== null && to >= today
  const now = goesOut?.state ?? (runsOn ? registerOf(register as RegisterId).starts : (state as RecordState))
  return {
    ...('code' in changed && { code_key: codeKey(String(changed.code)) }),
    ...('on_date' in changed && counted !== null && counted === onDate && { counted_on: changed.on_date ?? null }),
    ...(goesOut && { counted_on: goesOut.onDate }),
    ...(('to_on' in changed || goesOut) && {
      state: now,
      is_open: isRecordOpen(register as RegisterId, now, to) ? 1 : 0,
    }),
  }
}

/** A step as a workbook brings it: it says neither who nor why. */
function importedStep(event: RecordEvent, state: RecordState, onDate: DateText): Omit<PlannedRow, 'record_id'> {
  return {
    event,
    on_date: onDate,
    at: `${onDate}T00:00:00.000Z`,
    from_state: state,
    to_state: state,
    until_on: null,
    amount: null,
    method: null,
    person: '',
    code: '',
    quantity: null,
    text: '',
    service_entry_id: null,
    actor_name: '',
  }
}

/** What a row brings, as what the next rows of the workbook find. */
function plannedOf({ register, state, values }: Told, row: number): Known {
  return { id: null, version: 0, stored: { ...values, register, state }, row, ...untouched }
}

/** Nothing has come of it yet. */
const untouched = { money: false, endedBy: null, steps: [] } as const

/** A space is let to one at a time: what overlaps another let, on file or in the workbook, is refused. */
function takenProblems(lets: LetSpell[], letKey: string, values: Row): Problem[] {
  const own = spellOf(letKey, values)
  const space = own.key.slice(0, own.key.lastIndexOf(' '))
  const other = lets.find(
    ({ key, from, to }) => key !== own.key && key.startsWith(`${space} `) && from <= own.to && own.from <= to,
  )
  lets.push(own)
  if (!other) return []
  return [{ code: 'space-let-already', field: 'space', params: { from: other.from, to: other.to } }]
}

function inserts(told: Told, row: number, numbers: Map<string, number>): ImportOperation[] {
  const { register, state } = told
  const { prefix } = registerOf(register)
  const series = `${prefix}-${String(told.values.on_date).slice(0, 4)}-`
  const next = (numbers.get(series) ?? 0) + 1
  numbers.set(series, next)
  const reference = `record:${row}`
  const number = `${series}${String(next).padStart(4, '0')}`
  const isAdvertising = register === 'advertising' && Number(told.values.amount ?? 0) > 0
  const record: PlannedRow = {
    ...emptyRecord,
    category: unsaid[register] ?? '',
    ...told.values,
    register,
    number,
    state,
    code_key: codeKey(String(told.values.code ?? '')),
    is_open: isRecordOpen(register, state, (told.values.to_on as DateText | undefined) ?? null) ? 1 : 0,
    counted_on: told.values.on_date ?? null,
  }
  if (!isAdvertising) return [{ action: 'insert', table: 'record', reference, row: record }]
  const entry = `service_entry:${row}`
  return [
    {
      action: 'insert',
      table: 'service_entry',
      reference: entry,
      row: {
        on_date: String(told.values.on_date),
        category: 'advertising',
        unit_id: null,
        income: Number(told.values.amount),
        expense: 0,
        receipt_no: '',
        method: null,
        note: number,
        shift_id: null,
        actor_name: '',
        reversed_on: null,
        reverse_reason: null,
        request_key: null,
      },
    },
    { action: 'insert', table: 'record', reference, row: record },
    {
      action: 'insert',
      table: 'record_step',
      reference: `record_step:${row}`,
      row: {
        ...importedStep('receive', state, String(told.values.on_date)),
        record_id: { reference },
        amount: Number(told.values.amount),
        service_entry_id: { reference: entry },
      },
    },
  ]
}

/** The kind of a record whose workbook has no column for it. */
const unsaid: Readonly<Partial<Record<RegisterId, string>>> = {
  network: 'other',
  'access-card': 'other',
  notice: 'posted',
}

const emptyRecord = {
  unit_id: null,
  space_id: null,
  title: '',
  category: '',
  holder: '',
  phone: '',
  code: '',
  code_key: '',
  place: '',
  from_on: null,
  to_on: null,
  quantity: null,
  amount: null,
  body: '',
  note: '',
  cancelled_on: null,
  earlier_id: null,
  is_renewal: 0,
  decoration_id: null,
  began_decoration: 0,
  deposit_id: null,
  unit_tariff_id: null,
  actor_name: '',
  request_key: null,
} as const satisfies PlannedRow

/** The columns of what the form calls otherwise. */
const columnOf: Readonly<Record<string, string>> = {
  onDate: 'on_date',
  unitId: 'unit_id',
  spaceId: 'space_id',
  fromOn: 'from_on',
  toOn: 'to_on',
}

/** Which column of the workbook a column of the record comes from, where it has another name. */
const fieldOf: Readonly<Record<RecordKind, Readonly<Record<string, string>>>> = {
  registrations: { on_date: 'onDate', from_on: 'fromOn', to_on: 'toOn', unit_id: 'room', title: 'note' },
  notices: { on_date: 'onDate', quantity: 'copies' },
  events: { on_date: 'onDate', title: 'name', holder: 'audience', quantity: 'participants' },
}

/** Values that stand in the workbook, without spaces that are still to be made. */
function plainOf({ values }: Told): Row {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== 'object'))
}

function changesOf(before: Known, told: Told): Row {
  return Object.fromEntries(Object.entries(plainOf(told)).filter(([column, value]) => before.stored[column] !== value))
}

const differs = (before: Known, told: Told) => Object.keys(changesOf(before, told)).length > 0

/** What differs, as the one rule of imports judges it; a unit is shown by its name. */
function judged(desk: DeskChanges, before: Known, told: Told, place: string): Judged {
  const differing = changesOf(before, told)
  if (before.id === null) return { changed: differing, kept: [], refused: [] }
  const { unit_id: unitId, unit } = before.stored
  return desk.judge(before.id, before.stored, differing, (column, value) =>
    column === 'unit_id' ? ((value === unitId ? unit : place) ?? null) : value,
  )
}

/** What the desk has changed of records: also by steps that are written beside them. */
async function deskChanges(db: Db, records: readonly Known[]): Promise<DeskChanges> {
  const stored = records.filter((record): record is Known & { readonly id: number } => record.id !== null)
  const desk = await DeskChanges.load(
    db,
    'record',
    stored.map(({ id }) => id),
  )
  for (const { id, steps } of stored) {
    for (const { event, quantity, actor_name: actor } of steps) {
      const column = stepped[event]
      if (column === undefined) continue
      // A workbook's own correction of copies is a step as well; it says no name.
      if (actor === '') desk.tell(id, { quantity })
      else desk.step(id, column)
    }
  }
  return desk
}

/** A card that came back and is issued again under its number is another card, from the day it is issued on. */
function generationOf(told: Told, known: ReadonlyMap<string, Known>): Told {
  const before = told.register === 'access-card' ? known.get(told.key) : undefined
  if (!before?.endedBy || told.values.on_date === before.stored.on_date) return told
  const isNext = String(told.values.on_date) >= before.endedBy.on_date
  return isNext ? { ...told, key: generationKey(told.key, told.values.on_date) } : told
}

const generationKey = (key: string, onDate: Row[string] | undefined) => `${key} ${onDate}`

/** The permits that are open, by unit. Two of one unit are unusual: the works of one may be long done. */
class Permits {
  readonly #open = new Map<unknown, { readonly key: string; readonly problem: Problem }>()

  constructor(known: ReadonlyMap<string, Known>) {
    for (const [key, { stored }] of known) {
      if (stored.register !== 'renovation' || stored.is_open !== 1) continue
      const problem = { code: 'permit-beside', params: { number: String(stored.number) } }
      this.#open.set(stored.unit_id, { key, problem })
    }
  }

  /** The other open permit of the unit to which a row brings one. */
  beside({ register, state, key, values }: Told, before: Known | undefined, row: number): Problem[] {
    if (register !== 'renovation' || before || !registerOf(register).open.includes(state)) return []
    const other = this.#open.get(values.unit_id)
    if (!other) this.#open.set(values.unit_id, { key, problem: { code: 'permit-beside-row', params: { row } } })
    return other && other.key !== key ? [other.problem] : []
  }
}

const earliest = (...days: readonly (Row[string] | undefined)[]): string =>
  days.filter((day) => typeof day === 'string').toSorted()[0] ?? ''

/** What people know a row by. */
function calledBy(row: ParsedRow): string {
  const { category, title, name, onDate, code } = row.values
  return [category ?? title ?? name, onDate, placeOf(row), code]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
}

/** A row that brings again what the desk has called off. */
function withdrawnRow(row: ParsedRow, { stored }: Known, warnings: readonly Problem[]): ImportRow {
  const withdrawn = { code: 'withdrawn-since', params: { date: String(stored.cancelled_on) } }
  return {
    row: row.row,
    outcome: 'unchanged',
    key: calledBy(row),
    changes: [],
    errors: [],
    warnings: [...warnings, withdrawn] as ImportRow['warnings'],
  }
}

interface Around {
  readonly units: UnitRows
  readonly spaces: Spaces
  readonly works: Works
  readonly today: DateText
}
type Teller = (row: ParsedRow, around: Around) => Told

/** Only what the row says. */
function said(values: Readonly<Record<string, string | number | undefined>>): Row {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  )
}

function notAhead(onDate: DateText, today: DateText): Problem[] {
  return onDate > today ? [{ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } }] : []
}

const tellers: Readonly<Record<RecordKind, Teller>> = {
  registrations: (row, around) => {
    const { units, spaces, today } = around
    const { category, onDate, fromOn, toOn, code, amount, note, carPark, space } = row.values
    const register = category as RegisterId
    const day = String(onDate)
    const errors = notAhead(day, today)
    const unit = placeOf(row) === '' ? null : units.find(row)
    if (unit && 'problem' in unit) errors.push(unit.problem)
    if (unit === null && ['renovation', 'network', 'access-card'].includes(register)) {
      errors.push({ code: 'required', field: 'room' })
    }
    const [first, last] = [fromOn ?? (register === 'parking-let' ? day : undefined), toOn]
    if (first !== undefined && last !== undefined && last < first) {
      errors.push({ code: 'end-before-start', field: 'toOn', params: { start: first, end: last } })
    }
    const isLet = register === 'parking-let'
    if (isLet && carPark === undefined) errors.push({ code: 'required', field: 'carPark' })
    if (isLet && space === undefined) errors.push({ code: 'required', field: 'space' })
    if (register === 'access-card' && code === undefined) errors.push({ code: 'required', field: 'code' })
    if (Number(amount ?? 0) < 0) errors.push({ code: 'too-small', field: 'amount', params: { minimum: 0 } })
    if (register === 'advertising' && !amount) errors.push({ code: 'required', field: 'amount' })
    const at = isLet && errors.length === 0 ? spaces.idOf(String(carPark), String(space)) : undefined
    const unitId = unit && 'id' in unit ? unit.id : undefined
    const own = code ?? [day, unitId, note].filter((part) => part !== undefined).join(' ')
    return {
      register,
      state: stateOf(register, unitId, last, around),
      key: `${register} ${isLet ? `${carPark} ${space} ${first}` : codeKey(String(own))}${register === 'access-card' ? ` ${unitId}` : ''}`,
      values: said({
        on_date: onDate,
        unit_id: unitId,
        space_id: at as number | undefined,
        from_on: first,
        to_on: last,
        code,
        amount,
        note,
      }),
      errors,
    }
  },
  notices: (row, { today }) => {
    const { code, title, onDate, place, copies } = row.values
    return {
      register: 'notice',
      state: 'posted',
      key: `notice ${codeKey(String(code ?? `${onDate} ${title}`))}`,
      values: said({ on_date: onDate, title, place, code, quantity: whole(copies) }),
      errors: [...notAhead(String(onDate), today), ...wholeProblems('copies', copies)],
    }
  },
  events: (row, { today }) => {
    const { name, onDate, place, audience, participants } = row.values
    return {
      register: 'event',
      state: 'held',
      key: `event ${onDate} ${codeKey(String(name))}`,
      values: said({ on_date: onDate, title: name, place, holder: audience, quantity: whole(participants) }),
      errors: [...notAhead(String(onDate), today), ...wholeProblems('participants', participants)],
    }
  },
}

/** Where a record of a past day stands today: the archive knows of the works, a contract that is over has ended. */
function stateOf(
  register: RegisterId,
  unitId: number | undefined,
  last: unknown,
  { works, today }: Around,
): RecordState {
  if (register === 'renovation') return works.stateOf(unitId)
  const isOver = typeof last === 'string' && last < today
  if (isOver && (register === 'parking-let' || register === 'advertising')) return 'ended'
  return registerOf(register).starts
}

/** The last decoration of every unit: permits of past years take their state from it. */
class Works {
  readonly #last = new Map<number, { readonly finishedOn: DateText | null }>()

  static async load(db: Db): Promise<Works> {
    const works = new Works()
    const rows = await db.selectFrom('decoration').select(['unit_id', 'finished_on']).orderBy('started_on').execute()
    for (const { unit_id, finished_on } of rows) works.#last.set(unit_id, { finishedOn: finished_on })
    return works
  }

  stateOf(unitId: number | undefined): RecordState {
    const last = unitId === undefined ? undefined : this.#last.get(unitId)
    if (!last) return 'granted'
    return last.finishedOn === null ? 'working' : 'accepted'
  }
}

/** Hundredths of the sheet as whole things. */
const whole = (value: string | number | undefined) =>
  value === undefined ? undefined : Math.round(Number(value) / 100)

function wholeProblems(field: string, value: string | number | undefined): Problem[] {
  if (Number(value ?? 0) < 0) return [{ code: 'too-small', field, params: { minimum: 0 } }]
  return value !== undefined && Number(value) % 100 !== 0 ? [{ code: 'not-whole', field }] : []
}

/** The spaces of the car parks; those that a workbook names and that are not there are planned. */
class Spaces {
  readonly #ids = new Map<string, number | { readonly reference: string }>()
  readonly #parks = new Map<string, number | { readonly reference: string }>()
  readonly operations: ImportOperation[] = []

  static async load(db: Db): Promise<Spaces> {
    const spaces = new Spaces()
    for (const { id, name } of await db.selectFrom('car_park').select(['id', 'name']).execute())
      spaces.#parks.set(name, id)
    const rows = await db
      .selectFrom('parking_space')
      .innerJoin('car_park', 'car_park.id', 'parking_space.car_park_id')
      .select(['parking_space.id', 'parking_space.code', 'car_park.name'])
      .execute()
    for (const { id, code, name } of rows) spaces.#ids.set(`${name} ${code}`, id)
    return spaces
  }

  idOf(park: string, code: string): number | { readonly reference: string } {
    const known = this.#ids.get(`${park} ${code}`)
    if (known !== undefined) return known
    let parkId = this.#parks.get(park)
    if (parkId === undefined) {
      parkId = { reference: `car_park:${park}` }
      this.#parks.set(park, parkId)
      this.operations.push({ action: 'insert', table: 'car_park', reference: parkId.reference, row: { name: park } })
    }
    const reference = `parking_space:${park} ${code}`
    this.operations.push({
      action: 'insert',
      table: 'parking_space',
      reference,
      row: { car_park_id: parkId, code, sort_key: sortKeyOf(code), unit_id: null },
    })
    this.#ids.set(`${park} ${code}`, { reference })
    return { reference }
  }
}

/** Records of the registers that workbooks bring, by what they are known by: those that stand, and those called off. */
async function knownRecords(db: Db, today: DateText) {
  const rows = await db
    .selectFrom('record')
    .leftJoin('parking_space', 'parking_space.id', 'record.space_id')
    .leftJoin('car_park', 'car_park.id', 'parking_space.car_park_id')
    .leftJoin('unit', 'unit.id', 'record.unit_id')
    .selectAll('record')
    .select(['parking_space.code as space', 'car_park.name as park', 'unit.display as unit'])
    .select(copiesOn(today).as('copies'))
    .where('register', 'in', [...importedRegisters])
    .orderBy('record.id')
    .execute()
  const steps = await tellingSteps(db)
  const known = new Map<string, Known>()
  const calledOff = new Map<string, Known>()
  for (const row of rows) {
    const stored: Row = { ...row, quantity: row.copies }
    const own = steps.get(row.id) ?? []
    const record: Known = {
      id: row.id,
      version: Number(row.version),
      stored,
      row: null,
      money: own.some(({ income }) => income === 1),
      endedBy: own.findLast(({ event, to_state: to }) => ending.includes(event) && to === row.state) ?? null,
      steps: own,
    }
    const key = keyOf(row)
    const isLater = row.register === 'access-card' && known.has(key)
    if (row.cancelled_on !== null) calledOff.set(key, record)
    else known.set(isLater ? generationKey(key, row.on_date) : key, record)
  }
  return { known, calledOff }
}

const importedRegisters = [...(Object.keys(registrationKinds) as RegisterId[]), 'notice', 'event'] as const

/** Steps by which the desk ends what a workbook may have brought. */
const ending: readonly RecordEvent[] = ['renew', 'end', 'giveBack', 'return', 'replace']

/** What a step changes that a workbook may say, too. */
const stepped: Readonly<Partial<Record<RecordEvent, 'to_on' | 'quantity'>>> = {
  extend: 'to_on',
  renew: 'to_on',
  end: 'to_on',
  giveBack: 'to_on',
  recount: 'quantity',
  hold: 'quantity',
}

/** The steps that say what a workbook may not: how a record went on or ended, how many there were, which money came. */
async function tellingSteps(db: Db): Promise<Map<number, TellingStep[]>> {
  const steps = await db
    .selectFrom('record_step')
    .leftJoin('service_entry', 'service_entry.id', 'record_step.service_entry_id')
    .select(['record_id', 'event', 'record_step.on_date', 'to_state', 'quantity', 'record_step.actor_name'])
    .select(
      sql<number>`CASE WHEN service_entry.id IS NOT NULL AND service_entry.reversed_on IS NULL THEN 1 ELSE 0 END`.as(
        'income',
      ),
    )
    .where('event', 'in', [...ending, 'extend', 'recount', 'hold', 'receive'])
    .orderBy('record_step.id')
    .execute()
  return Map.groupBy(steps, ({ record_id }) => record_id)
}

interface TellingStep {
  readonly event: RecordEvent
  readonly on_date: DateText
  readonly to_state: RecordState
  readonly quantity: number | null
  readonly actor_name: string
  /** 1 where its money stands in the books. */
  readonly income: number
}

function keyOf(row: Row & { readonly register: RegisterId }): string {
  const own = row.code || [row.on_date, row.unit_id, row.note].filter((part) => part !== null && part !== '').join(' ')
  switch (row.register) {
    case 'parking-let':
      return `parking-let ${row.park} ${row.space} ${row.from_on}`
    case 'notice':
      return `notice ${codeKey(String(row.code || `${row.on_date} ${row.title}`))}`
    case 'access-card':
      return `access-card ${codeKey(String(own))} ${row.unit_id}`
    case 'event':
      return `event ${row.on_date} ${codeKey(String(row.title))}`
    default:
      return `${row.register} ${codeKey(String(own))}`
  }
}

/** The last number of every series, `CW-2026-` → 7. */
async function lastNumbers(db: Db): Promise<Map<string, number>> {
  const last = new Map<string, number>()
  for (const { number } of await db.selectFrom('record').select('number').execute()) {
    const [, series, tail] = /^(.*-\d{4}-)(\d{1,6})$/.exec(number) ?? []
    if (series !== undefined) last.set(series, Math.max(last.get(series) ?? 0, Number(tail)))
  }
  return last
}
