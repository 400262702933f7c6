import type { DateText } from '../../contract/dates.ts'
import {
  type EquipmentState,
  equipmentCategories,
  equipmentMoves,
  equipmentStates,
} from '../../contract/equipmentWords.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { entriesOfMany, firstDoneOf } from '../equipment/service.ts'
import { correctedStart, countsFrom, type Start, type StateEntry } from '../equipment/states.ts'
import { closedThrough } from '../fees/closing.ts'
import { headerOf } from './columns.ts'
import { DeskChanges } from './deskChanges.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks } from './unitRows.ts'

/** Field of the workbook → column of the table. */
const columns = {
  name: 'name',
  category: 'category',
  place: 'place',
  maker: 'maker',
  installedOn: 'installed_on',
  warrantyTo: 'warranty_to',
  grade: 'grade',
} as const
type Field = keyof typeof columns

interface Known {
  readonly id: number
  readonly version: number
  readonly row: Row
  readonly states: readonly StateEntry[]
  /** The first day on which something was done to it. */
  readonly firstDoneOn: DateText | null
}

/**
 * Compares an equipment workbook with the register, by code. A state that differs is entered for today: what was on
 * earlier days stays. A cell that is empty changes nothing, nor does one that the desk has changed since. What was installed in a closed month counts from the first
 * open day, and the row says so.
 */
export async function planEquipment(
  db: Db,
  table: ParsedTable,
  today: DateText,
  _officeName: string,
  report: ReportBuilder,
  now: string,
): Promise<ImportOperation[]> {
  const known = await loadKnown(db, table)
  const closed = await closedThrough(db)
  const desk = await deskChanges(db, table, known)
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const code = String(row.values.code ?? '')
    const before = known.get(code)
    const {
      changed,
      kept,
      refused: against,
    } = before
      ? desk.judge(before.id, storedOf(before), differing(row, before), shown)
      : { changed: {}, kept: [], refused: [] }
    const { state: given, ...patch } = changed
    const state = given as EquipmentState | undefined
    const start = startOf(before, patch, closed)
    const errors = [...against.map(byField), ...problemsOf(row, before, today)]
    if (start !== null && 'code' in start) errors.push(start)
    const first = rowOf.get(code)
    if (code !== '' && first !== undefined) errors.push({ code: 'duplicate-row', params: { row: first } })
    else rowOf.set(code, row.row)
    const last = before?.states.at(-1)?.state ?? null
    const isOther = state !== undefined
    if (isOther && last !== null && !equipmentMoves[last].includes(state)) {
      errors.push({ code: 'equipment-not-so', field: 'state' })
    }
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const isChanged = Object.keys(patch).length > 0 || isOther
    const outcome = refused.length > 0 ? 'rejected' : !before ? 'added' : isChanged ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: [code, row.values.name].filter(Boolean).join(' '),
      changes: outcome === 'updated' && before ? changesOf(row, before, patch, state) : [],
      errors: refused,
      warnings: [
        ...row.warnings,
        ...withHeaders(kept.map(byField), header),
        ...withHeaders(warningsOf(row, before, patch, closed), header),
      ] as ImportRow['warnings'],
    })
    if (outcome === 'rejected') continue
    if (!before) operations.push(...additions(row, today, now, closed))
    else {
      const moved = start === null || 'code' in start ? null : start
      operations.push(...updates(before, patch, moved, state, today, now))
    }
  }
  return operations
}

const header = (field: string | undefined) => headerOf('equipment', field)

/** What a corrected day of installation makes of the first state, or what stands against it. */
function startOf(before: Known | undefined, patch: Row, closed: DateText | null): Start | Problem | null {
  if (!before || patch.installed_on === undefined) return null
  const [installedOn, firstDone] = [String(patch.installed_on), before.firstDoneOn]
  if (firstDone !== null && firstDone < installedOn) {
    return { code: 'installed-after-task', field: 'installedOn', params: { date: firstDone } }
  }
  return correctedStart(before.states, installedOn, closed)
}

function warningsOf(row: ParsedRow, before: Known | undefined, patch: Row, closed: DateText | null): Problem[] {
  const installedOn = before ? patch.installed_on : row.values.installedOn
  if (closed === null || installedOn === undefined || String(installedOn) > closed) return []
  const first = before?.states[0]?.fromOn
  const from = first !== undefined && first <= closed ? first : countsFrom(String(installedOn), closed)
  return [{ code: 'equipment-counts-from', field: 'installedOn', params: { date: from, through: closed } }]
}

function problemsOf(row: ParsedRow, before: Known | undefined, today: DateText): Problem[] {
  const errors: Problem[] = []
  const given = (field: 'installedOn' | 'warrantyTo') => {
    const value = row.values[field] ?? before?.row[columns[field]]
    return value === undefined || value === null ? null : String(value)
  }
  const [installed, warranty] = [given('installedOn'), given('warrantyTo')]
  if (installed !== null && installed > today) {
    errors.push({ code: 'date-after-today', field: 'installedOn', params: { date: installed, today } })
  }
  if (installed !== null && warranty !== null && warranty < installed) {
    errors.push({ code: 'end-before-start', field: 'warrantyTo', params: { start: installed, end: warranty } })
  }
  return errors
}

/** A card with the state that it has, by which a workbook tells it in one row. */
function storedOf({ row, states }: Known): Row {
  return { ...row, state: states.at(-1)?.state ?? null }
}

/** What a row says otherwise than the card. */
function differing(row: ParsedRow, before: Known): Row {
  const stored = storedOf(before)
  const given = Object.entries({ ...columns, state: 'state' }).map(([field, column]) => [column, row.values[field]])
  return Object.fromEntries(
    given.filter(([column, value]) => value !== undefined && value !== stored[String(column)]),
  ) as Row
}

/** What the desk has changed of cards that differ; a state is entered beside its card. */
async function deskChanges(db: Db, table: ParsedTable, known: ReadonlyMap<string, Known>): Promise<DeskChanges> {
  const others = table.rows.flatMap((row) => {
    const before = known.get(String(row.values.code ?? ''))
    return before && Object.keys(differing(row, before)).length > 0 ? [before] : []
  })
  const [desk, entered] = [
    await DeskChanges.load(
      db,
      'equipment',
      others.map(({ id }) => id),
    ),
    await DeskChanges.load(
      db,
      'equipment_state',
      others.flatMap(({ states }) => states.map(({ id }) => id)),
    ),
  ]
  for (const { id, states } of others) {
    for (const [index, { id: entry, state }] of states.entries()) {
      // The state with which a card was made at the desk is no change.
      if (entered.asTold(entry)) desk.tell(id, { state })
      else if (index > 0) desk.step(id, 'state')
    }
  }
  return desk
}

/** A code as people read it. */
function shown(column: string, value: Row[string]): Row[string] {
  if (column === 'category') return equipmentCategories[value as keyof typeof equipmentCategories] ?? value
  return column === 'state' ? (equipmentStates[value as EquipmentState] ?? value) : value
}

/** A problem of a column, at the field of the workbook that it comes from. */
function byField(problem: Problem): Problem {
  const [field] = Object.entries(columns).find(([, column]) => column === problem.field) ?? []
  return field === undefined ? problem : { ...problem, field }
}

function changesOf(row: ParsedRow, before: Known, patch: Row, state: EquipmentState | undefined) {
  const changes = (Object.keys(columns) as Field[])
    .filter((field) => columns[field] in patch)
    .map((field) => ({
      column: header(field) ?? '',
      from: before.row[columns[field]] ?? null,
      to: row.values[field] ?? null,
    }))
  if (state === undefined) return changes
  const last = before.states.at(-1)?.state
  const from = last === undefined ? null : equipmentStates[last]
  return [...changes, { column: header('state') ?? '', from, to: equipmentStates[state] }]
}

/** New equipment is in use since it was installed; another state holds from today. */
function additions(row: ParsedRow, today: DateText, now: string, closed: DateText | null): ImportOperation[] {
  const { code, name, category, place, maker, installedOn, warrantyTo, grade } = row.values
  const reference = `equipment:${code}`
  const state = (row.values.state as EquipmentState | undefined) ?? 'in-use'
  const installed = installedOn === undefined ? null : String(installedOn)
  const operations: ImportOperation[] = [
    {
      action: 'insert',
      table: 'equipment',
      reference,
      row: {
        code: String(code),
        name: String(name),
        category: String(category),
        area_id: null,
        place: String(place ?? ''),
        maker: String(maker ?? ''),
        installed_on: installed,
        warranty_to: warrantyTo === undefined ? null : String(warrantyTo),
        grade: grade === undefined ? null : String(grade),
        note: '',
      },
    },
  ]
  const from = countsFrom(installed ?? today, closed)
  const spells: readonly (readonly [EquipmentState, DateText])[] =
    state === 'in-use' || from === today
      ? [[state, from]]
      : [
          ['in-use', from],
          [state, today],
        ]
  for (const [of, since] of spells) operations.push(newState({ reference }, of, since, `${reference}:${since}`, now))
  return operations
}

function updates(
  before: Known,
  patch: Row,
  start: Start | null,
  state: EquipmentState | undefined,
  today: DateText,
  now: string,
): ImportOperation[] {
  const operations: ImportOperation[] = []
  const { id, version } = before
  if (Object.keys(patch).length > 0) {
    operations.push({ action: 'update', table: 'equipment', id, version, patch })
  }
  if (start?.entry) {
    const { id: entryId, version: seen } = start.entry
    const moved = { from_on: start.fromOn }
    operations.push({ action: 'update', table: 'equipment_state', id: entryId, version: seen, patch: moved })
  } else if (start) {
    operations.push(newState(id, 'in-use', start.fromOn, `equipment_state:${id}:${start.fromOn}`, now))
  }
  // An entry of a later day there may be none of: states are entered for today or before.
  if (state !== undefined) operations.push(newState(id, state, today, `equipment_state:${id}`, now))
  return operations
}

function newState(
  equipmentId: number | { readonly reference: string },
  state: EquipmentState,
  fromOn: DateText,
  reference: string,
  now: string,
): ImportOperation {
  return {
    action: 'insert',
    table: 'equipment_state',
    reference,
    row: { equipment_id: equipmentId, from_on: fromOn, state, reason: '导入', at: now, actor_name: '' },
  }
}

async function loadKnown(db: Db, table: ParsedTable): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  const codes = [...new Set(table.rows.map((row) => String(row.values.code ?? '')))]
  for (const some of chunks(codes, 500)) {
    const rows = await db.selectFrom('equipment').selectAll().where('code', 'in', some).execute()
    const ids = rows.map((row) => row.id)
    const [states, firstDone] = [await entriesOfMany(db, ids), await firstDoneOf(db, ids)]
    for (const row of rows) {
      known.set(row.code, {
        id: row.id,
        version: Number(row.version),
        row: { ...row } as Row,
        states: states.get(row.id) ?? [],
        firstDoneOn: firstDone.get(row.id) ?? null,
      })
    }
  }
  return known
}
