import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import { plate } from '../../contract/residents.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import {
  birthOfIdNumber,
  fitsCheckDigit,
  looksLikeCompany,
  normalIdNumber,
  splitPhones,
  splitPlates,
  unusualPlate,
} from '../residents/rules.ts'
import { phoneNumbers, spell } from '../search/terms.ts'
import { headerOf } from './columns.ts'
import { key, Places } from './places.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'

/** A person as stored or as planned so far; rows of one workbook see what rows above them planned. */
interface Person {
  readonly id: number | null
  readonly reference: string
  readonly version: number
  readonly stored: Row
  readonly patch: Row
  readonly plates: Set<string>
  readonly newPlates: string[]
}

interface Spell {
  readonly id: number
  readonly version: number
  readonly person: Person
  readonly role: string
  readonly from: DateText
  readonly to: DateText | null
}

const personColumns = {
  phone: 'phone',
  idNumber: 'id_number',
  birthOn: 'birth_on',
  clientClass: 'client_class',
} as const

/**
 * Compares a residents workbook with the people on file. Key: unit, name, role, first day.
 * A person is recognised by ID number and name, by name and phone, or by name on the same unit; else is new.
 */
export async function planResidents(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const places = await Places.load(db, table, officeName)
  const book = await PeopleBook.load(db, places, table)
  const firstRowOf = new Map<string, number>()
  // What a row changes is known once all rows have said what its person will be.
  const planned = table.rows.map((row) => planRow(row, places, book, firstRowOf, today))
  for (const { report: line, person, added } of planned) report.add(settle(line, person, added, book))
  return [...book.operations(), ...planned.flatMap(({ operations }) => operations)]
}

interface PlannedLine {
  readonly report: ImportRow
  readonly operations: readonly ImportOperation[]
  readonly person?: Person
  readonly added?: NewSpell
}

/** A spell that a row adds. */
interface NewSpell {
  readonly key: string
  readonly from: DateText
  readonly to: DateText | null
}

/** The row's report without changes that a later row takes back, and warned of where the role runs already. */
function settle(line: ImportRow, person: Person | undefined, added: NewSpell | undefined, book: PeopleBook): ImportRow {
  if (!person) return line
  const changes = line.changes.filter((change) => {
    const column = Object.entries(personColumns).find(([field]) => header(field) === change.column)?.[1]
    return column === undefined || person.patch[column] !== person.stored[column]
  })
  const outcome = line.outcome === 'updated' && changes.length === 0 ? 'unchanged' : line.outcome
  const open = added && book.otherOpenSpell(added)
  if (!open) return { ...line, outcome, changes }
  const warning: Problem = { code: 'already-has-open-spell', field: 'fromOn', params: { from: open } }
  const warnings = [...line.warnings, ...withHeaders([warning], header)]
  return { ...line, outcome, changes, warnings }
}

function planRow(
  row: ParsedRow,
  places: Places,
  book: PeopleBook,
  firstRowOf: Map<string, number>,
  today: DateText,
): PlannedLine {
  const text = (field: string) => (row.values[field] === undefined ? '' : String(row.values[field]))
  const values = { ...row.values }
  if (values.phone !== undefined) values.phone = splitPhones(text('phone')).join(',')
  if (values.idNumber !== undefined) values.idNumber = normalIdNumber(text('idNumber')) ?? ''
  const errors: Problem[] = []
  const warnings: Problem[] = []
  const place = [text('area'), text('building'), text('room')]
  const estate = places.estateOf(row.values.estate === undefined ? undefined : text('estate'))
  if ('problem' in estate) errors.push(estate.problem)
  const unitKey = key('name' in estate ? estate.name : '', ...place)
  const unitId = book.unitId(unitKey)
  if (unitId === undefined && place.every((part) => part !== '') && 'name' in estate) {
    errors.push({ code: 'unit-unknown', field: 'room', params: { unit: place.join('/') } })
  }
  checkDates(row, today, errors)
  checkIdentity(values, warnings)
  errors.push(...platesNoForm(values))
  if (text('fromOn') > today)
    warnings.push({ code: 'starts-in-future', field: 'fromOn', params: { date: text('fromOn') } })

  const [name, role, from] = [text('name'), text('role'), text('fromOn')]
  const rowKey = key(unitKey, name, role, from)
  if (name !== '' && from !== '') {
    const first = firstRowOf.get(rowKey)
    if (first !== undefined) errors.push({ code: 'duplicate-row', field: 'name', params: { row: first } })
    else firstRowOf.set(rowKey, row.row)
  }
  const allErrors = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
  const base = { row: row.row, key: [...place, name].join('/'), errors: allErrors }
  if (allErrors.length > 0 || unitId === undefined) {
    return {
      report: { ...base, outcome: 'rejected', changes: [], warnings: rowWarnings(row, warnings) },
      operations: [],
    }
  }

  const spellStored = book.spell(unitId, name, role, from)
  const person = spellStored?.person ?? book.recognise(unitId, name, values) ?? book.create(name)
  const changes = mergePerson(person, values, warnings)
  book.remember(person, unitId, name)
  const to = values.toOn === undefined ? undefined : String(values.toOn)
  const operations: ImportOperation[] = []
  const openKey = key(person.reference, String(unitId), role)
  let added: NewSpell | undefined
  let outcome: ImportRow['outcome'] = changes.length > 0 ? 'updated' : 'unchanged'
  if (!spellStored) {
    outcome = 'added'
    added = { key: openKey, from, to: to ?? null }
    if (to === undefined) book.begin(openKey, from)
    operations.push({
      action: 'insert',
      table: 'residency',
      reference: `residency:${rowKey}`,
      row: {
        person_id: person.id ?? { reference: person.reference },
        unit_id: unitId,
        role,
        from_on: from,
        to_on: to ?? null,
      },
    })
  } else if (to !== undefined && to !== spellStored.to) {
    outcome = 'updated'
    book.end(openKey, from)
    changes.push({ column: header('toOn') ?? 'toOn', from: spellStored.to, to })
    operations.push({
      action: 'update',
      table: 'residency',
      id: spellStored.id,
      version: spellStored.version,
      patch: { to_on: to },
    })
  }
  return {
    report: { ...base, outcome, changes: outcome === 'updated' ? changes : [], warnings: rowWarnings(row, warnings) },
    operations,
    person,
    ...(added && { added }),
  }
}

function checkDates(row: ParsedRow, today: DateText, errors: Problem[]): void {
  const { fromOn, toOn, birthOn } = row.values
  if (fromOn !== undefined && toOn !== undefined && toOn < fromOn) {
    errors.push({
      code: 'spell-ends-before-it-begins',
      field: 'toOn',
      params: { date: String(toOn), from: String(fromOn) },
    })
  }
  if (birthOn !== undefined && String(birthOn) > today) {
    errors.push({ code: 'date-after-today', field: 'birthOn', params: { date: String(birthOn), today } })
  }
}

/** Plates that no form takes; what merely looks unusual is warned of. */
function platesNoForm(values: ParsedRow['values']): Problem[] {
  return splitPlates(String(values.plates ?? ''))
    .filter((one) => !plate.safeParse(one).success)
    .map((one) => ({ code: 'plate-length', field: 'plates', params: { plate: one, ...plateLengths } }))
}

const plateLengths = { minimum: plate.minLength ?? 0, maximum: plate.maxLength ?? 0 }

/** Reads the birth date off the ID number where none is given, and warns of what does not fit together. */
function checkIdentity(values: Record<string, string | number>, warnings: Problem[]): void {
  const idNumber = values.idNumber === undefined ? '' : String(values.idNumber)
  if (/^\d{17}[\dX]$/.test(idNumber)) {
    const birth = birthOfIdNumber(idNumber)
    if (!fitsCheckDigit(idNumber)) warnings.push({ code: 'id-number-check-digit', field: 'idNumber' })
    if (birth !== null && values.birthOn === undefined) values.birthOn = birth
    else if (birth !== null && values.birthOn !== birth) {
      warnings.push({
        code: 'birth-differs-from-id-number',
        field: 'birthOn',
        params: { birth, date: String(values.birthOn) },
      })
    }
  }
  for (const one of splitPlates(String(values.plates ?? ''))) {
    if (unusualPlate(one)) warnings.push({ code: 'plate-unusual', field: 'plates', params: { plate: one } })
  }
  for (const phone of splitPhones(String(values.phone ?? ''))) {
    if (phone.replace(/\D/g, '').length < 7) warnings.push({ code: 'phone-unusual', field: 'phone', params: { phone } })
  }
}

function mergePerson(
  person: Person,
  values: Record<string, string | number>,
  warnings: Problem[],
): ImportRow['changes'] {
  const changes: ImportRow['changes'] = []
  for (const [field, column] of Object.entries(personColumns)) {
    const value = values[field]
    const before = person.patch[column] ?? person.stored[column] ?? null
    if (value === undefined || value === before) continue
    if (person.patch[column]) {
      warnings.push({
        code: 'person-differs-between-rows',
        field,
        params: { before: String(person.patch[column]), after: String(value) },
      })
    }
    person.patch[column] = value
    changes.push({ column: header(field) ?? field, from: before === '' ? null : before, to: value })
  }
  const before = [...person.plates].join('、')
  for (const one of splitPlates(String(values.plates ?? ''))) {
    if (person.plates.has(one)) continue
    person.plates.add(one)
    person.newPlates.push(one)
  }
  const after = [...person.plates].join('、')
  if (after !== before) changes.push({ column: header('plates') ?? 'plates', from: before || null, to: after })
  return changes
}

function rowWarnings(row: ParsedRow, warnings: readonly Problem[]): ImportRow['warnings'] {
  return [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings']
}

function header(field: string | undefined): string | undefined {
  return headerOf('residents', field)
}

/** The people on file and those planned so far, findable the ways a row names them. */
class PeopleBook {
  readonly #units = new Map<string, number>()
  readonly #spells = new Map<string, Spell>()
  /** First days of the spells without an end, by person, unit and role. */
  readonly #open = new Map<string, Set<DateText>>()
  readonly #people: Person[] = []
  readonly #byIdNumber = new Map<string, Person>()
  readonly #byNameAndPhone = new Map<string, Person>()
  readonly #byUnitAndName = new Map<string, Person>()

  static async load(db: Db, places: Places, table: ParsedTable): Promise<PeopleBook> {
    const book = new PeopleBook()
    const people = await book.#loadPeople(db)
    await book.#loadSpells(db, places.buildingsOf(table), people)
    return book
  }

  unitId(unitKey: string): number | undefined {
    return this.#units.get(unitKey)
  }

  spell(unitId: number, name: string, role: string, from: string): Spell | undefined {
    return this.#spells.get(key(String(unitId), name, role, from))
  }

  /** The person a row means, or undefined where nobody on file or above in the workbook fits. */
  recognise(unitId: number, name: string, values: Readonly<Record<string, string | number>>): Person | undefined {
    const byId = values.idNumber === undefined ? undefined : this.#byIdNumber.get(key(name, String(values.idNumber)))
    if (byId) return byId
    const candidates = [
      ...phoneNumbers(String(values.phone ?? '')).map((phone) => this.#byNameAndPhone.get(key(name, phone))),
      this.#byUnitAndName.get(key(String(unitId), name)),
    ]
    return candidates.find((person) => person !== undefined && mayBe(person, values))
  }

  create(name: string): Person {
    const spelling = spell(name)
    const person: Person = {
      id: null,
      reference: `person:${this.#people.length}`,
      version: 0,
      stored: {},
      patch: {
        kind: looksLikeCompany(name) ? 'company' : 'person',
        name,
        pinyin: spelling.pinyin,
        initials: spelling.initials,
        sort_key: sortKeyOf(spelling.pinyin, name),
        id_number: null,
        birth_on: null,
        phone: '',
        client_class: null,
        tags: '',
        note: '',
      },
      plates: new Set(),
      newPlates: [],
    }
    this.#people.push(person)
    return person
  }

  begin(spellKey: string, from: DateText): void {
    this.#open.set(spellKey, (this.#open.get(spellKey) ?? new Set()).add(from))
  }

  end(spellKey: string, from: DateText): void {
    this.#open.get(spellKey)?.delete(from)
  }

  /** First day of another open spell of the same person, unit and role that a new one runs into. */
  otherOpenSpell(added: NewSpell): DateText | undefined {
    return [...(this.#open.get(added.key) ?? [])].find(
      (from) => from !== added.from && (added.to === null || added.to >= from),
    )
  }

  /** Makes a person findable by what is known of it now, for the rows below. */
  remember(person: Person, unitId: number, name: string): void {
    const { id_number, phone } = { ...person.stored, ...person.patch }
    if (id_number) this.#byIdNumber.set(key(name, String(id_number)), person)
    for (const number of phoneNumbers(String(phone ?? ''))) this.#byNameAndPhone.set(key(name, number), person)
    this.#byUnitAndName.set(key(String(unitId), name), person)
  }

  operations(): ImportOperation[] {
    return this.#people.flatMap((person): ImportOperation[] => {
      const writes: ImportOperation[] = []
      if (person.id === null)
        writes.push({ action: 'insert', table: 'person', reference: person.reference, row: person.patch })
      else {
        const patch = Object.fromEntries(
          Object.entries(person.patch).filter(([column, value]) => value !== person.stored[column]),
        )
        if (Object.keys(patch).length > 0)
          writes.push({ action: 'update', table: 'person', id: person.id, version: person.version, patch })
      }
      for (const newPlate of person.newPlates) {
        writes.push({
          action: 'insert',
          table: 'vehicle',
          reference: `vehicle:${person.reference}:${newPlate}`,
          row: { person_id: person.id ?? { reference: person.reference }, plate: newPlate },
        })
      }
      return writes
    })
  }

  async #loadPeople(db: Db): Promise<Map<number, Person>> {
    const people = new Map<number, Person>()
    const rows = await db
      .selectFrom('person')
      .select(['id', 'version', 'name', 'phone', 'id_number', 'birth_on', 'client_class'])
      .execute()
    for (const { id, version, name, ...stored } of rows) {
      const person: Person = {
        id,
        version,
        reference: `person:${id}`,
        stored,
        patch: {},
        plates: new Set(),
        newPlates: [],
      }
      people.set(id, person)
      this.#people.push(person)
      if (stored.id_number) this.#byIdNumber.set(key(name, stored.id_number), person)
      for (const phone of phoneNumbers(stored.phone)) this.#byNameAndPhone.set(key(name, phone), person)
    }
    for (const row of await db.selectFrom('vehicle').select(['person_id', 'plate']).execute()) {
      people.get(row.person_id)?.plates.add(row.plate)
    }
    return people
  }

  async #loadSpells(db: Db, buildingIds: readonly number[], people: ReadonlyMap<number, Person>): Promise<void> {
    for (let start = 0; start < buildingIds.length; start += 200) {
      const ids = buildingIds.slice(start, start + 200)
      const units = await db
        .selectFrom('unit')
        .innerJoin('building', 'building.id', 'unit.building_id')
        .innerJoin('area', 'area.id', 'building.area_id')
        .innerJoin('estate', 'estate.id', 'area.estate_id')
        .select(['unit.id', 'unit.room', 'building.name as building', 'area.name as area', 'estate.name as estate'])
        .where('unit.building_id', 'in', ids)
        .execute()
      for (const unit of units) this.#units.set(key(unit.estate, unit.area, unit.building, unit.room), unit.id)
      const spells = await db
        .selectFrom('residency')
        .innerJoin('unit', 'unit.id', 'residency.unit_id')
        .innerJoin('person', 'person.id', 'residency.person_id')
        .select(['residency.id', 'residency.version', 'residency.person_id', 'residency.unit_id', 'residency.role'])
        .select(['residency.from_on', 'residency.to_on', 'person.name'])
        .where('unit.building_id', 'in', ids)
        .execute()
      for (const row of spells) {
        const person = people.get(row.person_id)
        if (!person) continue
        const spellOf: Spell = {
          id: row.id,
          version: row.version,
          person,
          role: row.role,
          from: row.from_on,
          to: row.to_on,
        }
        this.#spells.set(key(String(row.unit_id), row.name, row.role, row.from_on), spellOf)
        this.#byUnitAndName.set(key(String(row.unit_id), row.name), person)
        if (row.to_on === null) this.begin(key(person.reference, String(row.unit_id), row.role), row.from_on)
      }
    }
  }
}

/** Two different ID numbers are two people, whatever else agrees. */
function mayBe(person: Person, values: Readonly<Record<string, string | number>>): boolean {
  const known = person.patch.id_number ?? person.stored.id_number ?? null
  return values.idNumber === undefined || known === null || known === values.idNumber
}
