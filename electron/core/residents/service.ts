import { addDays } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { PersonFields } from '../../contract/residents.ts'
import type { ResidentRole } from '../../contract/vocabulary.ts'
import { type AuditedWriter, type Row, recordEvent, write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import { indexPeople } from '../search/index.ts'
import { spell } from '../search/terms.ts'
import { fitsCheckDigit, maySeeIdNumbers, normalIdNumber, splitPhones, splitPlates } from './rules.ts'

export interface Residency {
  readonly role: ResidentRole
  readonly fromOn: string
  readonly toOn: string | null
}

/** Creates a person together with the first unit and role. @throws DeskError `person-invalid`, `residency-invalid` */
export function createPerson(desk: Desk, fields: PersonFields, unitId: number, residency: Residency): Promise<number> {
  return write(desk, async (writer) => {
    const id = await insertPerson(writer, desk, fields)
    await insertResidency(writer, id, unitId, residency)
    await indexPeople(writer.tx, [id])
    return id
  })
}

/** Changes a person's own fields and vehicles. @throws StaleError, DeskError `person-invalid` */
export function updatePerson(desk: Desk, id: number, version: number, fields: PersonFields): Promise<number> {
  return write(desk, async (writer) => {
    refusePerson(fields, desk)
    const stored = await writer.tx.selectFrom('person').select('id_number').where('id', '=', id).executeTakeFirst()
    // Who only sees a stored number masked cannot send it back: it stays. Where there is none, anyone may fill it in.
    const writesNumber = fields.idNumber !== undefined && (maySeeIdNumbers(desk.actor) || stored?.id_number === null)
    await writer.update('person', id, version, {
      ...personRow(fields),
      ...(writesNumber && { id_number: normalIdNumber(fields.idNumber ?? null) }),
    })
    await setPlates(writer, id, fields.plates)
    await indexPeople(writer.tx, [id])
    return id
  })
}

/** Gives a person a role on a unit. @throws DeskError `residency-invalid`, `residency-exists` */
export function addResidency(desk: Desk, personId: number, unitId: number, residency: Residency): Promise<number> {
  return write(desk, (writer) => insertResidency(writer, personId, unitId, residency))
}

/** Corrects a spell or ends it. @throws StaleError, DeskError `residency-invalid` */
export function updateResidency(desk: Desk, id: number, version: number, residency: Residency): Promise<number> {
  return write(desk, async (writer) => {
    refuseResidency(residency)
    await writer.update('residency', id, version, residencyRow(residency))
    return id
  })
}

export interface Transfer {
  readonly unitId: number
  readonly on: string
  readonly newOwners: readonly ({ readonly personId: number } | { readonly fields: PersonFields })[]
  readonly endResidencyIds: readonly number[]
}

/**
 * Transfer of ownership: the owners' spells end the day before, the new owners' begin. History stays as it was.
 * @throws DeskError `transfer-before-owner` where a present owner's spell begins on or after the day
 */
export function transferOwnership(desk: Desk, transfer: Transfer): Promise<number> {
  return write(desk, async (writer) => {
    const { unitId, on } = transfer
    if (on > desk.clock.today())
      throw new DeskError('date-after-today', { date: on, today: desk.clock.today() }, [
        { code: 'date-after-today', field: 'on', params: { date: on, today: desk.clock.today() } },
      ])
    const lastDay = addDays(on, -1)
    const open = await writer.tx
      .selectFrom('residency')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', on)]))
      .execute()
    const ending = open.filter((row) => row.role === 'owner' || transfer.endResidencyIds.includes(row.id))
    const late = ending.find((row) => row.from_on > lastDay)
    if (late)
      throw new DeskError('transfer-before-owner', { date: on, from: late.from_on }, [
        { code: 'transfer-before-owner', field: 'on', params: { date: on, from: late.from_on } },
      ])
    for (const row of ending) await writer.apply('residency', { ...row }, { to_on: lastDay })
    const created: number[] = []
    for (const owner of transfer.newOwners) {
      const personId = 'personId' in owner ? owner.personId : await insertPerson(writer, desk, owner.fields)
      created.push(personId)
      await insertResidency(writer, personId, unitId, { role: 'owner', fromOn: on, toOn: null })
    }
    await indexPeople(writer.tx, created)
    return unitId
  })
}

/** The whole ID number; that it was looked at is recorded. @throws DeskError `not-found` */
export function revealIdNumber(desk: Desk, personId: number): Promise<string | null> {
  return desk.db.transaction().execute(async (tx) => {
    const person = await tx.selectFrom('person').select('id_number').where('id', '=', personId).executeTakeFirst()
    if (!person) throw new DeskError('not-found', { entity: 'person', id: personId })
    await recordEvent(tx, desk, { action: 'reveal', entity: 'person', entityId: personId })
    return person.id_number
  })
}

async function insertPerson(writer: AuditedWriter, desk: Desk, fields: PersonFields): Promise<number> {
  refusePerson(fields, desk)
  const id = await writer.insert('person', {
    ...personRow(fields),
    id_number: normalIdNumber(fields.idNumber ?? null),
  })
  await setPlates(writer, id, fields.plates)
  return id
}

async function insertResidency(
  writer: AuditedWriter,
  personId: number,
  unitId: number,
  residency: Residency,
): Promise<number> {
  refuseResidency(residency)
  const taken = await writer.tx
    .selectFrom('residency')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('person_id', '=', personId)
    .where('role', '=', residency.role)
    .where('from_on', '=', residency.fromOn)
    .executeTakeFirst()
  if (taken) throw new DeskError('residency-exists', {}, [{ code: 'residency-exists', field: 'fromOn' }])
  return writer.insert('residency', { person_id: personId, unit_id: unitId, ...residencyRow(residency) })
}

async function setPlates(writer: AuditedWriter, personId: number, plates: readonly string[]): Promise<void> {
  const wanted = new Set(plates.flatMap(splitPlates))
  const stored = await writer.tx
    .selectFrom('vehicle')
    .select(['id', 'plate'])
    .where('person_id', '=', personId)
    .execute()
  for (const vehicle of stored) if (!wanted.has(vehicle.plate)) await writer.remove('vehicle', vehicle.id)
  const kept = new Set(stored.map((vehicle) => vehicle.plate))
  for (const plate of wanted) if (!kept.has(plate)) await writer.insert('vehicle', { person_id: personId, plate })
}

function personRow(fields: PersonFields): Row {
  const spelling = spell(fields.name)
  return {
    kind: fields.kind,
    name: fields.name,
    pinyin: spelling.pinyin,
    initials: spelling.initials,
    sort_key: sortKeyOf(spelling.pinyin, fields.name),
    birth_on: fields.birthOn,
    phone: splitPhones(fields.phone).join(','),
    client_class: fields.clientClass,
    tags: fields.tags.join(','),
    note: fields.note,
  }
}

function residencyRow(residency: Residency): Row {
  return { role: residency.role, from_on: residency.fromOn, to_on: residency.toOn }
}

function refusePerson(fields: PersonFields, desk: Desk): void {
  const problems: Problem[] = []
  const today = desk.clock.today()
  if (fields.birthOn !== null && fields.birthOn > today) {
    problems.push({ code: 'date-after-today', field: 'birthOn', params: { date: fields.birthOn, today } })
  }
  const idNumber = normalIdNumber(fields.idNumber ?? null)
  if (fields.kind === 'person' && idNumber !== null && /^\d{17}[\dX]$/.test(idNumber) && !fitsCheckDigit(idNumber)) {
    problems.push({ code: 'id-number-check-digit', field: 'idNumber' })
  }
  if (problems.length > 0) throw new DeskError('person-invalid', {}, problems)
}

function refuseResidency(residency: Residency): void {
  if (residency.toOn !== null && residency.toOn < residency.fromOn) {
    const params = { date: residency.toOn, from: residency.fromOn }
    throw new DeskError('residency-invalid', {}, [{ code: 'spell-ends-before-it-begins', field: 'toOn', params }])
  }
}
