import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { LeaseKind } from '../../contract/vocabulary.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { checkFacts, type UnitFacts } from '../estate/facts.ts'
import { displayOf, floorOf, sortKeyOf } from '../estate/naming.ts'
import { closedProblem, closedThrough } from '../fees/closing.ts'
import { headerOf, importColumns } from './columns.ts'
import { key, Places } from './places.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks } from './unitRows.ts'

interface Spell {
  id: number | null
  version: number
  from: DateText | null
  to: DateText | null
}

interface StoredUnit {
  id: number
  version: number
  fields: Row
  stays: Spell[]
  decorations: Spell[]
  lets: Spell[]
  leasebacks: Spell[]
}

const unitColumns = {
  kind: 'kind',
  areaCenti: 'area_centi',
  readyOn: 'ready_on',
  dueOn: 'due_on',
  handedOverOn: 'handed_over_on',
  soldOn: 'sold_on',
} as const

/** Where the pairs of date columns of one row end up. */
const spellKinds = [
  {
    list: 'stays',
    table: 'stay',
    from: 'movedInOn',
    to: 'movedOutOn',
    fromColumn: 'moved_in_on',
    toColumn: 'moved_out_on',
    lease: null,
  },
  {
    list: 'decorations',
    table: 'decoration',
    from: 'decorationStartedOn',
    to: 'decorationFinishedOn',
    fromColumn: 'started_on',
    toColumn: 'finished_on',
    lease: null,
  },
  {
    list: 'lets',
    table: 'lease',
    from: 'letFrom',
    to: 'letTo',
    fromColumn: 'from_on',
    toColumn: 'to_on',
    lease: 'unsold-let',
  },
  {
    list: 'leasebacks',
    table: 'lease',
    from: 'leasebackFrom',
    to: 'leasebackTo',
    fromColumn: 'from_on',
    toColumn: 'to_on',
    lease: 'leaseback',
  },
] as const

/**
 * Compares a units workbook with the estate: unit by unit what would be added, changed, left, refused.
 * An empty cell leaves what is stored as it is. A row's pair of dates is a further spell where it lies after,
 * before or between the unit's stored ones; anything else corrects the last one, with a warning where its start moves.
 */
export async function planUnits(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const places = await Places.load(db, table, officeName)
  const stored = await loadUnits(db, places, table)
  const closed = await closedThrough(db)
  const operations: ImportOperation[] = []
  const firstRowOf = new Map<string, number>()
  for (const row of table.rows) {
    const planned = planRow(row, places, stored, firstRowOf, today, closed)
    report.add(planned.report)
    if (planned.report.outcome !== 'rejected') operations.push(...planned.operations)
  }
  report.warnOfFile(...places.warnings())
  return [...places.operations, ...operations]
}

function planRow(
  row: ParsedRow,
  places: Places,
  stored: ReadonlyMap<string, StoredUnit>,
  firstRowOf: Map<string, number>,
  today: DateText,
  closed: DateText | null,
): { report: ImportRow; operations: ImportOperation[] } {
  const text = (field: string) => (row.values[field] === undefined ? undefined : String(row.values[field]))
  const [area, building, room] = [text('area') ?? '', text('building') ?? '', text('room') ?? '']
  const errors: Problem[] = []
  const estate = places.estateOf(text('estate'))
  if ('problem' in estate) errors.push(estate.problem)
  const estateName = 'name' in estate ? estate.name : ''
  const unitKey = key(estateName, area, building, room)
  if (room !== '') {
    const first = firstRowOf.get(unitKey)
    if (first !== undefined) errors.push({ code: 'duplicate-row', field: 'room', params: { row: first } })
    else firstRowOf.set(unitKey, row.row)
  }
  const current = stored.get(unitKey)
  const draft = current ?? { id: 0, version: 0, fields: {}, stays: [], decorations: [], lets: [], leasebacks: [] }
  const merged = mergeRow(row, draft)
  errors.push(...merged.problems)
  const warnings: Problem[] = [...merged.warnings]
  if (!current) {
    for (const [field, code] of [
      ['kind', 'kind-assumed'],
      ['areaCenti', 'area-unknown'],
    ] as const) {
      const told = row.errors.some((error) => error.field === headerOf('units', field))
      if (row.values[field] === undefined && !told) warnings.push({ code, field })
    }
  }
  const changed = merged.changes.length > 0
  if (closed !== null) errors.push(...closedProblems(merged, current, closed))
  const facts = changed ? checkFacts(merged.facts, today) : { refusals: [], warnings: [] }
  errors.push(...facts.refusals)
  const allErrors = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
  const outcome = allErrors.length > 0 ? 'rejected' : !current ? 'added' : changed ? 'updated' : 'unchanged'
  const report: ImportRow = {
    row: row.row,
    outcome,
    key: [area, building, room].join('/'),
    changes: current && outcome === 'updated' ? merged.changes : [],
    errors: allErrors,
    warnings: [...row.warnings, ...withHeaders([...warnings, ...facts.warnings], header)] as ImportRow['warnings'],
  }
  if (outcome === 'rejected' || outcome === 'unchanged') return { report, operations: [] }
  const reference = `unit:${unitKey}`
  const operations: ImportOperation[] = []
  if (!current) {
    operations.push({
      action: 'insert',
      table: 'unit',
      reference,
      row: {
        building_id: places.building(estateName, area, building),
        room,
        display: displayOf(building, room),
        aliases: '',
        floor: floorOf(room),
        sort_key: sortKeyOf(area, building, room),
        note: '',
        ...unknownFacts,
        ...merged.patch,
      },
    })
  } else if (Object.keys(merged.patch).length > 0) {
    operations.push({ action: 'update', table: 'unit', id: current.id, version: current.version, patch: merged.patch })
  }
  for (const spell of merged.spells) {
    if (spell.id === null) {
      operations.push({
        action: 'insert',
        table: spell.of.table,
        reference: `${spell.of.table}:${unitKey}:${operations.length}`,
        row: { unit_id: current ? current.id : { reference }, ...spell.values },
      })
    } else {
      operations.push({
        action: 'update',
        table: spell.of.table,
        id: spell.id,
        version: spell.version,
        patch: spell.values,
      })
    }
  }
  return { report, operations }
}

/** What the closed months stand against, each at the heading of its column. */
function closedProblems(merged: Merged, current: StoredUnit | undefined, closed: DateText): Problem[] {
  const fieldOf = Object.fromEntries(Object.entries(unitColumns).map(([field, column]) => [column, field]))
  const changed = Object.keys(merged.patch)
  const before = current && Object.fromEntries(changed.map((column) => [column, current.fields[column] ?? null]))
  const own = closedProblem('unit', before ?? null, merged.patch, closed, current?.fields)
  const spells = merged.spells.flatMap(({ of, before, values }) => {
    const problem = closedProblem(of.table, before, values, closed)
    return problem ? [{ ...problem, field: problem.field === of.fromColumn ? of.from : of.to }] : []
  })
  return [...(own ? [{ ...own, field: fieldOf[own.field ?? ''] ?? 'room' }] : []), ...spells]
}

/** What a new unit is until the workbook says otherwise; a missing kind or area is warned of. */
const unknownFacts = {
  kind: 'residence',
  area_centi: 0,
  ready_on: null,
  due_on: null,
  handed_over_on: null,
  sold_on: null,
}

interface SpellWrite {
  readonly of: (typeof spellKinds)[number]
  readonly id: number | null
  readonly version: number
  /** What `values` takes the place of; null for a new spell. */
  readonly before: Row | null
  readonly values: Row
}

interface Merged {
  readonly patch: Row
  readonly spells: readonly SpellWrite[]
  readonly changes: ImportRow['changes']
  readonly facts: UnitFacts
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** The unit as it would be with the row's values, and how that differs from how it is. */
function mergeRow(row: ParsedRow, draft: StoredUnit): Merged {
  const patch: Row = {}
  const changes: ImportRow['changes'] = []
  const problems: Problem[] = []
  const warnings: Problem[] = []
  for (const [field, column] of Object.entries(unitColumns)) {
    const value = row.values[field]
    if (value === undefined || value === draft.fields[column]) continue
    patch[column] = value
    changes.push({
      column: header(field) ?? field,
      from: shown(field, draft.fields[column] ?? null),
      to: shown(field, value),
    })
  }
  const fields = { ...draft.fields, ...patch }
  const spells: SpellWrite[] = []
  const lists: Record<'stays' | 'decorations' | 'lets' | 'leasebacks', Spell[]> = {
    stays: [...draft.stays],
    decorations: [...draft.decorations],
    lets: [...draft.lets],
    leasebacks: [...draft.leasebacks],
  }
  for (const kind of spellKinds) {
    const given = { from: dateOf(row, kind.from), to: dateOf(row, kind.to) }
    if (given.from === undefined && given.to === undefined) continue
    const result = mergeSpell(lists[kind.list], given, kind.list === 'decorations', kind.list === 'stays')
    if (result === 'end-without-start') {
      problems.push({ code: 'end-without-start', field: kind.to, params: { start: header(kind.from) ?? kind.from } })
      continue
    }
    const { before, after } = result
    lists[kind.list] = result.list
    if (before?.from === after.from && before.to === after.to) continue
    if (before?.from && before.from !== after.from) {
      warnings.push({ code: 'start-moved', field: kind.from, params: { from: before.from, to: String(after.from) } })
    }
    const values: Row = {}
    if (before === null || before.from !== after.from) {
      values[kind.fromColumn] = after.from
      changes.push({ column: header(kind.from) ?? kind.from, from: before?.from ?? null, to: after.from })
    }
    if (before === null || before.to !== after.to) {
      values[kind.toColumn] = after.to
      if ((before?.to ?? null) !== after.to)
        changes.push({ column: header(kind.to) ?? kind.to, from: before?.to ?? null, to: after.to })
    }
    if (before === null && kind.lease) values.kind = kind.lease satisfies LeaseKind
    const stored: Row = { [kind.fromColumn]: before?.from ?? null, [kind.toColumn]: before?.to ?? null }
    const replaced = before && Object.fromEntries(Object.keys(values).map((column) => [column, stored[column] ?? null]))
    spells.push({ of: kind, id: after.id, version: after.version, before: replaced, values })
  }
  const facts: UnitFacts = {
    readyOn: dateField(fields.ready_on),
    dueOn: dateField(fields.due_on),
    handedOverOn: dateField(fields.handed_over_on),
    soldOn: dateField(fields.sold_on),
    stays: lists.stays.map((spell) => ({ movedInOn: spell.from as DateText, movedOutOn: spell.to })),
    decorations: lists.decorations.map((spell) => ({ startedOn: spell.from, finishedOn: spell.to })),
    leases: [
      ...lists.lets.map((spell) => ({ kind: 'unsold-let' as const, fromOn: spell.from as DateText, toOn: spell.to })),
      ...lists.leasebacks.map((spell) => ({
        kind: 'leaseback' as const,
        fromOn: spell.from as DateText,
        toOn: spell.to,
      })),
    ],
  }
  return { patch, spells, changes, facts, problems, warnings }
}

/**
 * Puts a row's pair of dates into a unit's spells (oldest first).
 * @param endAlone whether an end may stand without a start (decoration finished, start unknown)
 * @param endIsOutside whether the end date is the first day outside (move-out) rather than the last inside
 */
function mergeSpell(
  list: readonly Spell[],
  given: { from: DateText | undefined; to: DateText | undefined },
  endAlone: boolean,
  endIsOutside: boolean,
): { before: Spell | null; after: Spell; list: Spell[] } | 'end-without-start' {
  const fresh: Spell = { id: null, version: 0, from: given.from ?? null, to: given.to ?? null }
  const replace = (before: Spell) => {
    const after = { ...before, from: given.from ?? before.from, to: given.to ?? before.to }
    return { before, after, list: list.map((spell) => (spell === before ? after : spell)) }
  }
  const same = list.find((spell) => given.from !== undefined && spell.from === given.from)
  if (same) return replace(same)
  const last = list.at(-1)
  if (!last) {
    if (given.from === undefined && !endAlone) return 'end-without-start'
    return { before: null, after: fresh, list: [fresh] }
  }
  const { from: begins, to: ends } = given
  if (begins === undefined) return replace(last)
  const isBefore = (end: DateText | null | undefined, start: DateText | null) =>
    !!end && start !== null && (endIsOutside ? start >= end : start > end)
  // Where the given pair is open it can only follow; a closed one may also stand before or between.
  const fits = isBefore(last.to, begins) || list.every((one) => isBefore(one.to, begins) || isBefore(ends, one.from))
  if (!fits || (ends !== undefined && ends < begins)) return replace(last)
  const at = list.findIndex((one) => !isBefore(one.to, begins))
  return { before: null, after: fresh, list: at === -1 ? [...list, fresh] : list.toSpliced(at, 0, fresh) }
}

function header(field: string | undefined): string | undefined {
  return headerOf('units', field)
}

/** A changed value as the report shows it: choices by their word, areas in square metres. */
function shown(field: string, value: string | number | null): string | number | null {
  if (value === null) return null
  const column = importColumns.units.find((candidate) => candidate.field === field)
  if (column?.kind === 'choice') return column.choices?.[value] ?? value
  return column?.kind === 'area' ? (Number(value) / 100).toFixed(2) : value
}

function dateOf(row: ParsedRow, field: string): DateText | undefined {
  const value = row.values[field]
  return value === undefined ? undefined : String(value)
}

function dateField(value: string | number | null | undefined): DateText | null {
  return value === null || value === undefined ? null : String(value)
}

/** The units of the buildings that the workbook names, by place key, with their spells oldest first. */
async function loadUnits(db: Db, places: Places, table: ParsedTable): Promise<Map<string, StoredUnit>> {
  const units = new Map<string, StoredUnit>()
  const byId = new Map<number, StoredUnit>()
  for (const ids of chunks(places.buildingsOf(table), 200)) {
    const rows = await db
      .selectFrom('unit')
      .innerJoin('building', 'building.id', 'unit.building_id')
      .innerJoin('area', 'area.id', 'building.area_id')
      .innerJoin('estate', 'estate.id', 'area.estate_id')
      .select(['unit.id', 'unit.version', 'unit.room', 'unit.kind', 'unit.area_centi', 'unit.ready_on', 'unit.due_on'])
      .select([
        'unit.handed_over_on',
        'unit.sold_on',
        'building.name as building',
        'area.name as area',
        'estate.name as estate',
      ])
      .where('unit.building_id', 'in', ids)
      .execute()
    for (const { id, version, room, building, area, estate, ...fields } of rows) {
      const unit: StoredUnit = { id, version, fields, stays: [], decorations: [], lets: [], leasebacks: [] }
      units.set(key(estate, area, building, room), unit)
      byId.set(id, unit)
    }
    const inBuildings = db.selectFrom('unit').select('unit.id').where('unit.building_id', 'in', ids)
    for (const row of await db
      .selectFrom('stay')
      .selectAll()
      .where('unit_id', 'in', inBuildings)
      .orderBy('moved_in_on')
      .execute()) {
      byId
        .get(row.unit_id)
        ?.stays.push({ id: row.id, version: row.version, from: row.moved_in_on, to: row.moved_out_on })
    }
    const decorations = await db.selectFrom('decoration').selectAll().where('unit_id', 'in', inBuildings).execute()
    for (const row of decorations.sort((a, b) =>
      compare(a.started_on ?? a.finished_on, b.started_on ?? b.finished_on),
    )) {
      byId
        .get(row.unit_id)
        ?.decorations.push({ id: row.id, version: row.version, from: row.started_on, to: row.finished_on })
    }
    for (const row of await db
      .selectFrom('lease')
      .selectAll()
      .where('unit_id', 'in', inBuildings)
      .orderBy('from_on')
      .execute()) {
      const unit = byId.get(row.unit_id)
      const list = row.kind === 'unsold-let' ? unit?.lets : unit?.leasebacks
      list?.push({ id: row.id, version: row.version, from: row.from_on, to: row.to_on })
    }
  }
  return units
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1
}
