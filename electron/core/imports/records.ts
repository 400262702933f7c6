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
} from '../../contract/registerKinds.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import { closedThrough } from '../fees/closing.ts'
import { codeKey } from '../registers/codes.ts'
import { copiesOn } from '../registers/copies.ts'
import { closedEndProblem } from '../registers/ends.ts'
import { headerOf } from './columns.ts'
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
  const known = await knownRecords(db, today)
  const numbers = await lastNumbers(db)
  const works = await Works.load(db)
  const cards = cardsInUse(known)
  const lets = [...known]
    .filter(([, { stored }]) => stored.register === 'parking-let')
    .map(([key, { stored }]) => spellOf(key, stored))
  const closed = await closedThrough(db)
  const header = (field: string | undefined) => headerOf(kind, field)
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const told = row.errors.length > 0 ? null : tellers[kind](row, { units, spaces, works, today })
    const errors: Problem[] = [...(told?.errors ?? [])]
    const before = told ? known.get(told.key) : undefined
    if (before?.row) errors.push({ code: 'duplicate-row', params: { row: before.row } })
    const changed = told && before ? changesOf(before, told) : {}
    if (told?.register === 'parking-let' && errors.length === 0) errors.push(...takenProblems(lets, told))
    if (before?.stored.amount && 'amount' in changed) {
      errors.push(...moneyDiffers([['amount', Number(before.stored.amount), Number(changed.amount)]]))
    }
    if (before) errors.push(...fixedProblems(before, changed))
    if (told?.register === 'access-card' && !before && errors.length === 0) errors.push(...cardProblems(cards, told))
    const counted = String(told?.values.on_date ?? '')
    const isNew = told !== null && !before
    if (closed !== null && counted !== '' && counted <= closed && (isNew || Object.keys(changed).length > 0)) {
      errors.push({ code: 'period-closed', field: 'onDate', params: { date: counted, through: closed } })
    } else if (closed !== null && before && 'to_on' in changed) {
      const end = closedEndProblem(before.stored.to_on as DateText | null, changed.to_on as DateText | null, closed)
      if (end) errors.push(end)
    }
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const isOther = Object.keys(changed).length > 0
    const outcome = refused.length > 0 ? 'rejected' : isNew ? 'added' : isOther ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: [
        row.values.category ?? row.values.title ?? row.values.name,
        row.values.onDate,
        placeOf(row),
        row.values.code,
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(' '),
      changes:
        outcome === 'updated'
          ? Object.entries(changed).map(([column, to]) => ({
              column: header(fieldOf[kind][column] ?? column) ?? column,
              from: before?.stored[column] ?? null,
              to,
            }))
          : [],
      errors: refused,
      warnings: [...row.warnings] as ImportRow['warnings'],
    })
    if (told === null || outcome === 'rejected' || outcome === 'unchanged') {
      if (told && !before) known.set(told.key, { id: null, version: 0, stored: storedOf(told), row: row.row })
      continue
    }
    if (before && before.id !== null) {
      operations.push(...updates(before, before.id, changed, row.row, today))
      known.set(told.key, { ...before, row: row.row })
      continue
    }
    known.set(told.key, { id: null, version: 0, stored: storedOf(told), row: row.row })
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
  to: String(values.to_on ?? '9999'),
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

/** What has gone out is not written over; copies alone are corrected, by a step. */
function fixedProblems({ stored }: Known, changed: Row): Problem[] {
  const fixed: readonly string[] = fixedFields(stored.register as RegisterId, stored.state as RecordState)
  return Object.keys(changed)
    .filter((column) => column !== 'quantity' && fixed.includes(column))
    .map((column) => ({ code: 'record-fixed', field: column }))
}

function updates(before: Known, id: number, changed: Row, row: number, today: DateText): ImportOperation[] {
  const { quantity, ...patch } = changed
  const { register, state } = before.stored as { register: RegisterId; state: RecordState }
  const isCorrection = quantity !== undefined && fixedFields(register, state).includes('quantity')
  const operations: ImportOperation[] = []
  if (isCorrection) {
    operations.push({
      action: 'insert',
      table: 'record_step',
      reference: `record_step:${row}`,
      row: { ...importedStep('recount', state, today), record_id: id, quantity },
    })
  }
  const rest = isCorrection ? patch : changed
  if (Object.keys(rest).length > 0) {
    const keyed = 'code' in rest ? { ...rest, code_key: codeKey(String(rest.code)) } : rest
    operations.push({ action: 'update', table: 'record', id, version: before.version, patch: keyed })
  }
  return operations
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

const storedOf = ({ register, state, values }: Told): Row => ({ ...values, register, state })

/** A space is let to one at a time: what overlaps another let, on file or in the workbook, is refused. */
function takenProblems(lets: LetSpell[], told: Told): Problem[] {
  const own = spellOf(told.key, told.values)
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

/** Which column of the workbook a column of the record comes from, where it has another name. */
const fieldOf: Readonly<Record<RecordKind, Readonly<Record<string, string>>>> = {
  registrations: { on_date: 'onDate', from_on: 'fromOn', to_on: 'toOn', unit_id: 'room', title: 'note' },
  notices: { on_date: 'onDate', quantity: 'copies' },
  events: { on_date: 'onDate', title: 'name', holder: 'audience', quantity: 'participants' },
}

function changesOf(before: Known, told: Told): Row {
  return Object.fromEntries(
    Object.entries(told.values).filter(
      ([column, value]) => typeof value !== 'object' && before.stored[column] !== value,
    ),
  )
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

/** Records of the registers that workbooks bring, by what they are known by; those called off are none. */
async function knownRecords(db: Db, today: DateText): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom('record')
    .leftJoin('parking_space', 'parking_space.id', 'record.space_id')
    .leftJoin('car_park', 'car_park.id', 'parking_space.car_park_id')
    .selectAll('record')
    .select(['parking_space.code as space', 'car_park.name as park', copiesOn(today).as('copies')])
    .where('register', 'in', ['renovation', 'network', 'parking-let', 'access-card', 'advertising', 'notice', 'event'])
    .where('cancelled_on', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => {
      const stored: Row = { ...row, quantity: row.copies }
      return [keyOf(row), { id: row.id, version: Number(row.version), stored, row: null }]
    }),
  )
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
