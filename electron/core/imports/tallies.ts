import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/imports.ts'
import { type TallyRegisterId, tallyItemCalled, tallyItemWords, tallyRegister } from '../../contract/tallyRegisters.ts'
import type { Db } from '../context.ts'
import { normalizeKey, unitTerms } from '../estate/naming.ts'
import { closedThrough } from '../fees/closing.ts'
import { DeskChanges } from './deskChanges.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { judgeRows } from './unitRows.ts'

/** A workbook of counts: the registers whose items it may hold, the one that an item nobody knows goes into first. */
export interface TallyWorkbook {
  readonly kind: ImportKind
  /** Where an unknown item goes; given its words, so that one workbook may fill several registers. */
  readonly registerOf: (item: string) => TallyRegisterId
  readonly registers: readonly TallyRegisterId[]
}

/** 保洁绿化: an item that neither register knows is greening where its words speak of plants. */
export const cleaningWorkbook: TallyWorkbook = {
  kind: 'cleaning',
  registers: ['cleaning', 'greening'],
  registerOf: (item) => (/[绿草树花苗灌木]|修剪|浇|施肥|虫|补种|补植|养护/.test(item) ? 'greening' : 'cleaning'),
}

/** 更换改造: an item nobody knows is a category of the office's own. */
export const replacementsWorkbook: TallyWorkbook = {
  kind: 'replacements',
  registers: ['replacements'],
  registerOf: () => 'replacements',
}

/**
 * Compares a workbook of counts with its registers. Its rows have no key of their own: a row is the same as a booked
 * count where every value is, and as many times as it is booked. So the same workbook again changes nothing, nor does a
 * row that the desk has corrected or taken back since; a row with other values is a new one, with a warning that its day
 * and item are there.
 */
export function tallyPlanner(workbook: TallyWorkbook) {
  return async (
    db: Db,
    table: ParsedTable,
    today: DateText,
    _officeName: string,
    report: ReportBuilder,
  ): Promise<ImportOperation[]> => {
    const closed = await closedThrough(db)
    const booked = await Booked.load(db, workbook.registers)
    const units = await unitsCalled(db, table, workbook)
    return judgeRows(workbook.kind, table, report, rowKey, (row) => {
      const count = countOf(row, workbook, units)
      const errors = problemsOf(row, count, today)
      if (errors.length > 0) return { errors }
      if (booked.take(count)) return { errors, unchanged: true }
      const since = booked.takeAsTold(count)
      if (since) return { errors, unchanged: true, warnings: [since] }
      if (closed !== null && count.on_date <= closed) {
        return {
          errors: [{ code: 'period-closed', field: 'onDate', params: { date: count.on_date, through: closed } }],
        }
      }
      return {
        errors,
        warnings: warningsOf(count, booked),
        operations: [
          { action: 'insert', table: 'tally', reference: `tally:${row.row}`, row: { ...count, ...unlinked } },
        ],
      }
    })
  }
}

interface Count {
  readonly register: TallyRegisterId
  readonly on_date: string
  readonly item: string
  readonly place: string
  readonly unit_id: number | null
  readonly quantity: number
  readonly labour_days: number
  readonly unit_price: number | null
  readonly cost: number | null
  readonly inspector: string
  readonly score: number | null
}

const unlinked = {
  note: '',
  task_id: null,
  job_id: null,
  stock_movement_id: null,
  actor_name: '',
  cancelled_on: null,
  cancel_reason: '',
  request_key: null,
} as const

function countOf(row: ParsedRow, workbook: TallyWorkbook, units: ReadonlyMap<string, number>): Count {
  const { values } = row
  const text = (field: string) => String(values[field] ?? '').trim()
  const known = workbook.registers.flatMap((id) => {
    const code = tallyItemCalled(id, text('item'))
    return code === undefined ? [] : [{ id, code }]
  })[0]
  const register = known?.id ?? workbook.registerOf(text('item'))
  const item = known?.code ?? text('item')
  const unitId = isOfUnit(item) ? (units.get(normalizeKey(text('place'))) ?? null) : null
  // A row that tells no number tells of one; halves are refused.
  const quantity = values.quantity === undefined ? 1 : Number(values.quantity) / 100
  const unitPrice = values.unitPrice === undefined ? null : Number(values.unitPrice)
  return {
    register,
    on_date: text('onDate'),
    item,
    place: unitId === null ? text('place') : '',
    unit_id: unitId,
    quantity,
    labour_days: Number(values.labourDays ?? 0),
    unit_price: unitPrice,
    cost: unitPrice === null ? null : unitPrice * quantity,
    inspector: text('inspector'),
    score: values.score === undefined ? null : Number(values.score),
  }
}

function isOfUnit(item: string): boolean {
  const words = tallyItemWords(item)
  return words !== undefined && 'ofUnit' in words
}

function problemsOf({ values }: ParsedRow, count: Count, today: DateText): Problem[] {
  const problems: Problem[] = []
  const { on_date: date, quantity, labour_days: labourDays, score } = count
  if (date > today) problems.push({ code: 'date-after-today', field: 'onDate', params: { date, today } })
  if (!Number.isInteger(quantity)) problems.push({ code: 'tally-not-whole', field: 'quantity' })
  const tooMuch = { quantity: quantity > 1_000_000, labourDays: labourDays > 1_000_000 }
  for (const field of ['quantity', 'labourDays', 'unitPrice'] as const) {
    if (Number(values[field] ?? 0) < 0) problems.push({ code: 'too-small', field, params: { minimum: 0 } })
  }
  for (const field of ['quantity', 'labourDays'] as const) {
    const maximum = field === 'quantity' ? 1_000_000 : 10_000
    if (tooMuch[field]) problems.push({ code: 'too-big', field, params: { maximum } })
  }
  if (score !== null && score < 0) problems.push({ code: 'too-small', field: 'score', params: { minimum: 0 } })
  if (score !== null && score > 10_000) problems.push({ code: 'too-big', field: 'score', params: { maximum: 100 } })
  if (quantity === 0 && labourDays === 0) problems.push({ code: 'tally-without-count', field: 'quantity' })
  return problems
}

function warningsOf(count: Count, booked: Booked): Problem[] {
  const warnings: Problem[] = []
  const { register, item, on_date: date } = count
  if (tallyItemWords(item) === undefined) {
    const { zh } = tallyRegister(register).title
    warnings.push({ code: 'tally-own-item', field: 'item', params: { item, register: zh } })
  }
  if (booked.hasOther(count)) warnings.push({ code: 'tally-like-another', field: 'item', params: { date } })
  return warnings
}

/** What stands in the registers, by all its values, and how often. */
class Booked {
  readonly #counts = new Map<string, number>()
  /** What workbooks brought and the desk has changed since, by the values they said. */
  readonly #since = new Map<string, Problem[]>()
  readonly #days = new Set<string>()

  static async load(db: Db, registers: readonly TallyRegisterId[]): Promise<Booked> {
    const booked = new Booked()
    const rows = await db
      .selectFrom('tally')
      .select(['register', 'on_date', 'item', 'place', 'unit_id', 'quantity', 'labour_days', 'unit_price', 'cost'])
      .select(['inspector', 'score', 'id', 'version', 'cancelled_on'])
      .where('register', 'in', registers)
      .orderBy('id')
      .execute()
    // What was never changed is as it was brought.
    const touched = rows.filter(({ version }) => Number(version) > 1)
    const desk = await DeskChanges.load(
      db,
      'tally',
      touched.map(({ id }) => id),
    )
    for (const row of touched) {
      const told = desk.asTold(row.id)
      if (told === null || (row.cancelled_on === null && keyOf(told as unknown as Count) === keyOf(row))) continue
      const key = keyOf(told as unknown as Count)
      booked.#since.set(key, [...(booked.#since.get(key) ?? []), sinceTold(row)])
    }
    for (const row of rows.filter(({ cancelled_on }) => cancelled_on === null)) {
      const key = keyOf(row)
      booked.#counts.set(key, (booked.#counts.get(key) ?? 0) + 1)
      booked.#days.add(dayOf(row))
    }
    return booked
  }

  /** Takes one that is the same out; false where none is left. */
  take(count: Count): boolean {
    const left = this.#counts.get(keyOf(count)) ?? 0
    if (left > 0) this.#counts.set(keyOf(count), left - 1)
    return left > 0
  }

  /** Takes one out that a workbook brought so and the desk has changed since; what stands instead, or undefined. */
  takeAsTold(count: Count): Problem | undefined {
    return this.#since.get(keyOf(count))?.shift()
  }

  /** Whether the same was counted at that place on that day with other values. */
  hasOther(count: Count): boolean {
    return this.#days.has(dayOf(count))
  }
}

/** What became of a count since a workbook brought it. */
function sinceTold({
  cancelled_on: date,
  item,
  quantity,
}: Count & { readonly cancelled_on: DateText | null }): Problem {
  if (date !== null) return { code: 'withdrawn-since', params: { date } }
  return { code: 'count-corrected-since', params: { item: tallyItemWords(item)?.zh ?? item, quantity } }
}

/** A workbook knows no cost but number × price, so a cost entered by hand makes no other row of it. */
function keyOf(count: Count): string {
  const { register, on_date, item, place, unit_id, quantity, labour_days, unit_price, inspector, score } = count
  return JSON.stringify([register, on_date, item, place, unit_id, quantity, labour_days, unit_price, inspector, score])
}

const dayOf = ({ register, on_date, item, place, unit_id }: Count): string =>
  JSON.stringify([register, on_date, item, place, unit_id])

function rowKey({ values }: ParsedRow): string {
  return [values.onDate, values.item, values.place].filter(Boolean).join(' ')
}

/**
 * The places that name exactly one unit, in any way in which the search box would find it: `1-101`, `1栋101`. By their
 * normalized spelling.
 */
async function unitsCalled(
  db: Db,
  table: ParsedTable,
  { registers }: TallyWorkbook,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(
    table.rows
      .filter(({ values }) => registers.some((id) => isOfUnit(tallyItemCalled(id, String(values.item ?? '')) ?? '')))
      .map(({ values }) => normalizeKey(String(values.place ?? ''))),
  )
  if (wanted.size === 0) return new Map()
  const units = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.room', 'unit.aliases', 'building.name as building', 'area.name as area'])
    .execute()
  const found = new Map<string, Set<number>>()
  for (const { id, area, building, room, aliases } of units) {
    for (const term of unitTerms(area, building, room, aliases)) {
      if (wanted.has(term)) found.set(term, (found.get(term) ?? new Set()).add(id))
    }
  }
  return new Map([...found].flatMap(([term, ids]) => (ids.size === 1 ? [[term, [...ids][0] as number]] : [])))
}
