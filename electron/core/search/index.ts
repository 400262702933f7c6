import { sql } from 'kysely'
import type { SearchHit } from '../../contract/desk.ts'
import { DeskError } from '../../contract/errors.ts'
import { beginsWith, joined } from '../../db/dialect.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { equipmentPlace } from '../equipment/list.ts'
import { stateOn } from '../equipment/states.ts'
import { normalizeKey, unitTerms } from '../estate/naming.ts'
import { recordsFound } from '../registers/found.ts'
import { residentPhone } from '../residents/phones.ts'
import { personTerms, plateTerms, tailTerm } from './terms.ts'

type TermKind = 'unit' | 'person' | 'equipment'
const chunk = 400

/** Writes the search terms of units anew; call it in the transaction that changed them. */
export async function indexUnits(tx: Tx, unitIds: readonly number[]): Promise<void> {
  for (let start = 0; start < unitIds.length; start += chunk) {
    const units = await tx
      .selectFrom('unit')
      .innerJoin('building', 'building.id', 'unit.building_id')
      .innerJoin('area', 'area.id', 'building.area_id')
      .select(['unit.id', 'unit.room', 'unit.aliases', 'building.name as building', 'area.name as area'])
      .where('unit.id', 'in', unitIds.slice(start, start + chunk))
      .execute()
    await replaceTerms(
      tx,
      'unit',
      unitIds.slice(start, start + chunk),
      units.map((unit) => [unit.id, unitTerms(unit.area, unit.building, unit.room, unit.aliases)]),
    )
  }
}

/** Writes the search terms of people anew (names, phones, plates); call it in the transaction that changed them. */
export async function indexPeople(tx: Tx, personIds: readonly number[]): Promise<void> {
  for (let start = 0; start < personIds.length; start += chunk) {
    const ids = personIds.slice(start, start + chunk)
    const people = await tx.selectFrom('person').select(['id', 'name', 'phone']).where('id', 'in', ids).execute()
    const vehicles = await tx
      .selectFrom('vehicle')
      .select(['person_id', 'plate'])
      .where('person_id', 'in', ids)
      .execute()
    const plates = Map.groupBy(vehicles, (vehicle) => vehicle.person_id)
    await replaceTerms(
      tx,
      'person',
      ids,
      people.map((person) => [
        person.id,
        [
          ...personTerms(person.name, person.phone),
          ...(plates.get(person.id) ?? []).flatMap((vehicle) => plateTerms(vehicle.plate)),
        ],
      ]),
    )
  }
}

/** Writes the search terms of equipment anew (code and name); call it in the transaction that changed them. */
export async function indexEquipment(tx: Tx, equipmentIds: readonly number[]): Promise<void> {
  for (let start = 0; start < equipmentIds.length; start += chunk) {
    const ids = equipmentIds.slice(start, start + chunk)
    const rows = await tx.selectFrom('equipment').select(['id', 'code', 'name']).where('id', 'in', ids).execute()
    const terms = rows.map(({ id, code, name }) => [id, [normalizeKey(code), ...personTerms(name, '')]] as const)
    await replaceTerms(tx, 'equipment', ids, terms)
  }
}

async function replaceTerms(
  tx: Tx,
  kind: TermKind,
  ids: readonly number[],
  terms: readonly (readonly [number, readonly string[]])[],
): Promise<void> {
  await tx.deleteFrom('search_term').where('kind', '=', kind).where('ref_id', 'in', ids).execute()
  const rows = terms.flatMap(([id, list]) => [...new Set(list)].map((term) => ({ term, kind, ref_id: id })))
  for (let start = 0; start < rows.length; start += chunk) {
    await tx
      .insertInto('search_term')
      .values(rows.slice(start, start + chunk))
      .execute()
  }
}

/** Condition for lists: `ref` is found by what was typed. Several words must all be found. */
export function matches(kind: TermKind, ref: string, text: string) {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  const conditions = words.map(
    (word) => sql<boolean>`${sql.ref(ref)} IN (
      SELECT ref_id FROM search_term WHERE kind = ${sql.lit(kind)} AND ${anyTerm(normalizeKey(word))})`,
  )
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`
}

function anyTerm(key: string) {
  const prefixes = [key, ...(isTail(key) ? [tailTerm(key)] : [])]
  return sql<boolean>`(${sql.join(
    prefixes.map((prefix) => beginsWith(sql`term`, prefix)),
    sql` OR `,
  )})`
}

/** Three or more letters and digits may be the end of a phone or plate. */
function isTail(key: string): boolean {
  return /^[\da-z]{3,}$/.test(key)
}

/**
 * The one search box (product page, "What must always be true" 6).
 * @param text what was typed so far
 * @param limit hits at most; exact matches and shorter keys come first
 */
export async function search(desk: Desk, text: string, limit: number): Promise<SearchHit[]> {
  if (normalizeKey(text) === '') return []
  const numbered = [
    ...(await describeJobs(desk, text)),
    ...(await describeComplaints(desk, text)),
    ...(await describeReceipts(desk, text)),
  ]
  const records = await recordsFound(desk, text)
  const candidates = await findTyped(desk.db, text, limit * 3)
  const seen = new Map<string, { kind: TermKind; id: number; term: string }>()
  for (const { term, kind, ref_id } of candidates) {
    const found = `${kind}${ref_id}`
    if (!seen.has(found)) seen.set(found, { kind: kind as TermKind, id: ref_id, term })
  }
  const hits = [...seen.values()].slice(0, limit)
  const idsOf = (kind: TermKind) => hits.filter((hit) => hit.kind === kind).map((hit) => hit.id)
  const [unit, person, equipment] = await Promise.all([
    describeUnits(desk, idsOf('unit')),
    describePeople(desk, idsOf('person')),
    describeEquipment(desk, idsOf('equipment')),
  ])
  const describedOf: Readonly<Record<TermKind, Described>> = { unit, person, equipment }
  const found = hits
    .flatMap((hit) => {
      const described = describedOf[hit.kind].get(hit.id)
      return described ? [{ ...described, matched: shownMatch(desk, hit.term, described.title) }] : []
    })
    .sort((a, b) => Number(a.past) - Number(b.past))
  // Records stand below the people: room is kept for some of them.
  const roomy = found.slice(0, Math.max(limit - numbered.length - records.length, Math.ceil(limit / 2)))
  return [...numbered, ...roomy, ...records].slice(0, limit)
}

/** The units that are called so, and those where somebody who is found so belongs today. */
export async function searchUnits(desk: Desk, text: string, limit: number): Promise<SearchHit[]> {
  if (normalizeKey(text) === '') return []
  const candidates = await findTyped(desk.db, text, limit * 3)
  const idsOf = (kind: TermKind) => candidates.filter((one) => one.kind === kind).map((one) => one.ref_id)
  const people = [...new Set(idsOf('person'))]
  const today = desk.clock.today()
  const homes =
    people.length === 0
      ? []
      : await desk.db
          .selectFrom('residency')
          .innerJoin('unit', 'unit.id', 'residency.unit_id')
          .select(['residency.person_id as personId', 'unit.id'])
          .where('residency.person_id', 'in', people)
          .where('residency.from_on', '<=', today)
          .where((where) => where.or([where('residency.to_on', 'is', null), where('residency.to_on', '>=', today)]))
          .orderBy('unit.sort_key')
          .execute()
  const theirs = people.flatMap((id) => homes.filter((home) => home.personId === id).map((home) => home.id))
  const ids = [...new Set([...idsOf('unit'), ...theirs])].slice(0, limit)
  const described = await describeUnits(desk, ids)
  return ids.flatMap((id) => {
    const one = described.get(id)
    return one ? [{ ...one, matched: null }] : []
  })
}

/**
 * What of the number of a job (GD) or a complaint (TS) was typed: `GD20261121-001`, its beginning from the day on, or the
 * tail `1121-001`; null where it is no such thing. A tail is of this year or, where that lies ahead, of the last one.
 */
function caseNumbers(mark: 'GD' | 'TS', text: string, today: string): readonly string[] | null {
  const typed = text.trim().normalize('NFKC').toUpperCase()
  if (typed.startsWith(mark) && /^..\d{6,8}(-\d{0,6})?$/.test(typed)) return [typed]
  const tail = /^(\d{4})-(\d{3,6})$/.exec(typed)
  if (!tail) return null
  const year = Number(today.slice(0, 4))
  return [year, year - 1].map((one) => `${mark}${one}${tail[1]}-${tail[2]}`)
}

/** Jobs found by their number, newest first. */
async function describeJobs(desk: Desk, text: string): Promise<SearchHit[]> {
  const prefixes = caseNumbers('GD', text, desk.clock.today())
  if (prefixes === null) return []
  const rows = await desk.db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.id', 'job.number', 'job.place', 'job.state', 'unit.display as unit'])
    .select(sql<string>`substr(job.content, 1, 60)`.as('content'))
    .where((where) => where.or(prefixes.map((prefix) => beginsWith(sql`job.number`, prefix))))
    .orderBy('job.number', 'desc')
    .limit(8)
    .execute()
  return rows.map((row) => ({
    kind: 'job' as const,
    id: row.id,
    title: row.number,
    detail: [row.unit ?? row.place, row.content].filter(Boolean).join(' · '),
    matched: null,
    past: row.state === 'closed' || row.state === 'cancelled',
  }))
}

/** Complaints found by the number the caller was told, newest first. */
async function describeComplaints(desk: Desk, text: string): Promise<SearchHit[]> {
  const prefixes = caseNumbers('TS', text, desk.clock.today())
  if (prefixes === null) return []
  const rows = await desk.db
    .selectFrom('complaint')
    .leftJoin('unit', 'unit.id', 'complaint.unit_id')
    .select(['complaint.id', 'complaint.number', 'complaint.place', 'complaint.state', 'unit.display as unit'])
    .select(sql<string>`substr(complaint.content, 1, 60)`.as('content'))
    .where((where) => where.or(prefixes.map((prefix) => beginsWith(sql`complaint.number`, prefix))))
    .orderBy('complaint.number', 'desc')
    .limit(8)
    .execute()
  return rows.map((row) => ({
    kind: 'complaint' as const,
    id: row.id,
    title: row.number,
    detail: [row.unit ?? row.place, row.content].filter(Boolean).join(' · '),
    matched: null,
    past: row.state === 'closed' || row.state === 'withdrawn',
  }))
}

/** Receipts found by the number on the paper: the book, the year, and at least the first digit after the dash. */
async function describeReceipts(desk: Desk, text: string): Promise<SearchHit[]> {
  const typed = text.trim().normalize('NFKC').toUpperCase()
  if (!/^[A-Z]{1,4}\d{2,4}-\d{1,8}$/.test(typed)) return []
  const rows = await desk.db
    .selectFrom('receipt')
    .select(['id', 'receipt_no', 'on_date', 'payer'])
    .where(beginsWith(sql`receipt_no`, typed))
    .orderBy('receipt_no')
    .limit(8)
    .execute()
  return rows.map((row) => ({
    kind: 'receipt' as const,
    id: row.id,
    title: row.receipt_no,
    detail: [row.on_date, row.payer].filter(Boolean).join(' · '),
    matched: null,
    past: false,
  }))
}

/**
 * The one unit that is called so, by any of its names, such as `1-101`.
 * @throws DeskError `unit-unknown`, `unit-ambiguous` naming some of the units
 */
export async function unitNamed(db: Db, text: string): Promise<number> {
  const found = await db
    .selectFrom('search_term')
    .innerJoin('unit', 'unit.id', 'search_term.ref_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'area.name as area'])
    .distinct()
    .where('search_term.kind', '=', 'unit')
    .where('search_term.term', '=', normalizeKey(text))
    .orderBy('unit.sort_key')
    .limit(5)
    .execute()
  const [first, second] = found
  if (!first) throw new DeskError('unit-unknown', { unit: text })
  if (!second) return first.id
  throw new DeskError('unit-ambiguous', {
    unit: text,
    units: found.map((unit) => `${unit.area}${unit.display}`).join(', '),
  })
}

/** A space may stand for the dash: `1 101` is 1-101 where there is such a unit, and otherwise one word. */
async function findTyped(db: Db, text: string, limit: number) {
  const dashed = /^\s*(\d{1,3})\s+(\d{2,5})\s*$/.exec(text.normalize('NFKC'))
  const units = dashed ? await findTerms(db, normalizeKey(`${dashed[1]}-${dashed[2]}`), limit) : []
  return units.length > 0 ? units : findTerms(db, normalizeKey(text), limit)
}

async function findTerms(db: Db, key: string, limit: number) {
  const find = (prefix: string) =>
    db
      .selectFrom('search_term')
      .select(['term', 'kind', 'ref_id'])
      .where(beginsWith(sql`term`, prefix))
      .orderBy('term')
      .orderBy('kind', 'desc')
      .orderBy('ref_id')
      .limit(limit)
      .execute()
  const direct = await find(key)
  return isTail(key) ? [...direct, ...(await find(tailTerm(key)))] : direct
}

function shownMatch(desk: Desk, term: string, title: string): string | null {
  const shown = term.startsWith('~') ? [...term.slice(1)].reverse().join('') : term
  if (normalizeKey(title).includes(shown)) return null
  // Nothing but digits is a phone.
  return /^\d+$/.test(shown) ? residentPhone(desk, shown) : shown
}

type Described = Map<number, Omit<SearchHit, 'matched'>>

async function describeUnits(desk: Desk, ids: readonly number[]): Promise<Described> {
  if (ids.length === 0) return new Map()
  const today = desk.clock.today()
  const rows = await desk.db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'area.name as area'])
    .select(
      sql<
        string | null
      >`(SELECT ${joined(sql`person.name`)} FROM residency JOIN person ON person.id = residency.person_id
        WHERE residency.unit_id = unit.id AND residency.role = 'owner' AND residency.from_on <= ${today}
          AND (residency.to_on IS NULL OR residency.to_on >= ${today}))`.as('owner'),
    )
    .where('unit.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: 'unit' as const,
        id: row.id,
        title: row.display,
        detail: [row.area, row.owner].filter((text) => text !== null).join(' · '),
        past: false,
      },
    ]),
  )
}

async function describePeople(desk: Desk, ids: readonly number[]): Promise<Described> {
  if (ids.length === 0) return new Map()
  const today = desk.clock.today()
  const rows = await desk.db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.phone'])
    .select(
      sql<string | null>`(SELECT ${joined(sql`unit.display`)} FROM residency JOIN unit ON unit.id = residency.unit_id
        WHERE residency.person_id = person.id AND (residency.to_on IS NULL OR residency.to_on >= ${today}))`.as(
        'units',
      ),
    )
    .select(
      sql<string | null>`(SELECT ${joined(sql`unit.display`)} FROM residency JOIN unit ON unit.id = residency.unit_id
        WHERE residency.person_id = person.id AND residency.to_on < ${today})`.as('pastUnits'),
    )
    .select(
      sql<string | null>`(SELECT ${joined(sql`plate`)} FROM vehicle WHERE vehicle.person_id = person.id)`.as('plates'),
    )
    .where('person.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: 'person' as const,
        id: row.id,
        title: row.name,
        detail: [row.units ?? row.pastUnits, residentPhone(desk, row.phone), row.plates]
          .filter((text) => text)
          .join(' · '),
        past: row.units === null,
      },
    ]),
  )
}

async function describeEquipment({ db, clock }: Desk, ids: readonly number[]): Promise<Described> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('equipment')
    .select(['id', 'code', 'name'])
    .select([equipmentPlace(sql.ref('equipment.id')).as('place'), stateOn(clock.today()).as('state')])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, code, name, place, state }) => [
      id,
      { kind: 'equipment' as const, id, title: `${code} ${name}`, detail: place ?? '', past: state === 'scrapped' },
    ]),
  )
}
