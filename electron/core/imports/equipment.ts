import type { DateText } from '../../contract/dates.ts'
import { type EquipmentState, equipmentStates } from '../../contract/equipmentWords.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { headerOf } from './columns.ts'
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
  readonly state: EquipmentState | null
}

/**
 * Compares an equipment workbook with the register, by code. A state that differs is entered for today: what was on
 * earlier days stays. A cell that is empty changes nothing.
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
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const code = String(row.values.code ?? '')
    const before = known.get(code)
    const errors = problemsOf(row, before, today, closed)
    const first = rowOf.get(code)
    if (code !== '' && first !== undefined) errors.push({ code: 'duplicate-row', params: { row: first } })
    else rowOf.set(code, row.row)
    const patch = before ? patchOf(row, before) : {}
    const state = row.values.state as EquipmentState | undefined
    const isOther = before !== undefined && state !== undefined && state !== before.state
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const isChanged = Object.keys(patch).length > 0 || isOther
    const outcome = refused.length > 0 ? 'rejected' : !before ? 'added' : isChanged ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: [code, row.values.name].filter(Boolean).join(' '),
      changes: outcome === 'updated' && before ? changesOf(row, before, patch, isOther ? state : undefined) : [],
      errors: refused,
      warnings: row.warnings as ImportRow['warnings'],
    })
    if (outcome === 'rejected') continue
    if (!before) operations.push(...additions(row, today, now))
    else operations.push(...updates(before, patch, isOther ? state : undefined, today, now))
  }
  return operations
}

const header = (field: string | undefined) => headerOf('equipment', field)

function problemsOf(row: ParsedRow, before: Known | undefined, today: DateText, closed: DateText | null): Problem[] {
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
  if (!before && closed !== null && installed !== null && installed <= closed) {
    errors.push({ code: 'period-closed', field: 'installedOn', params: { date: installed, through: closed } })
  }
  return errors
}

function patchOf(row: ParsedRow, before: Known): Row {
  const patch: Row = {}
  for (const [field, column] of Object.entries(columns)) {
    const value = row.values[field]
    if (value !== undefined && value !== before.row[column]) patch[column] = value
  }
  return patch
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
  const from = before.state === null ? null : equipmentStates[before.state]
  return [...changes, { column: header('state') ?? '', from, to: equipmentStates[state] }]
}

/** New equipment is in use since it was installed; another state holds from today. */
function additions(row: ParsedRow, today: DateText, now: string): ImportOperation[] {
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
  const spells: readonly (readonly [EquipmentState, DateText])[] =
    state === 'in-use' || installed === null || installed === today
      ? [[state, installed ?? today]]
      : [
          ['in-use', installed],
          [state, today],
        ]
  for (const [of, from] of spells) operations.push(newState({ reference }, of, from, `${reference}:${from}`, now))
  return operations
}

function updates(
  before: Known,
  patch: Row,
  state: EquipmentState | undefined,
  today: DateText,
  now: string,
): ImportOperation[] {
  const operations: ImportOperation[] = []
  const { id, version } = before
  if (Object.keys(patch).length > 0) {
    operations.push({ action: 'update', table: 'equipment', id, version, patch })
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
    const states = await db
      .selectFrom('equipment_state')
      .select(['equipment_id', 'state', 'from_on'])
      .where('equipment_id', 'in', [...rows.map((row) => row.id), 0])
      .orderBy('from_on')
      .orderBy('id')
      .execute()
    const last = new Map(states.map((one) => [one.equipment_id, one]))
    for (const row of rows) {
      const state = last.get(row.id)
      known.set(row.code, {
        id: row.id,
        version: Number(row.version),
        row: { ...row } as Row,
        state: state?.state ?? null,
      })
    }
  }
  return known
}
