import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import { hundredthsText } from '../../contract/money.ts'
import { stockAmount } from '../../contract/stores.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { nextNumber } from '../stores/documents.ts'
import { spellingOf } from '../stores/items.ts'
import { priceText } from '../stores/list.ts'
import { headerOf } from './columns.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks } from './unitRows.ts'

/**
 * Compares a stock workbook with the stores. An item is known by its code; its words are updated. Its quantity is the
 * opening stock, entered on the day of the import: given again it is unchanged, another one corrects it while nothing
 * has moved, and is refused afterwards, for every later value stands on it.
 */
export async function planStock(
  db: Db,
  table: ParsedTable,
  today: DateText,
  _officeName: string,
  report: ReportBuilder,
  now: string,
): Promise<ImportOperation[]> {
  const known = await loadItems(db, table)
  const closed = await closedThrough(db)
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  const lines: ImportOperation[] = []
  for (const row of table.rows) {
    const code = String(row.values.code ?? '')
    const before = known.get(code)
    const { errors, warnings } = problemsOf(row, before, closed)
    const first = rowOf.get(code)
    if (first !== undefined) errors.push({ code: 'duplicate-row', params: { row: first } })
    else rowOf.set(code, row.row)
    const words = wordsOf(row)
    const patch = before
      ? Object.fromEntries(Object.entries(words).filter(([column, value]) => before.row[column] !== value))
      : words
    const opening = openingOf(row)
    const isOther = opening !== null && before?.opening != null && differs(before.opening, opening)
    const isNew = !before || (opening !== null && before.opening === null)
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const isChanged = before !== undefined && (Object.keys(patch).length > 0 || isOther || isNew)
    const outcome = refused.length > 0 ? 'rejected' : !before ? 'added' : isChanged ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: [code, row.values.name].filter(Boolean).join(' '),
      changes: before && outcome === 'updated' ? changesOf(before, patch, opening) : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (outcome === 'rejected') continue
    const reference = `stock_item:${code}`
    if (!before)
      operations.push({ action: 'insert', table: 'stock_item', reference, row: { ...blank, code, ...words } })
    else if (Object.keys(patch).length > 0) {
      operations.push({ action: 'update', table: 'stock_item', id: before.id, version: before.version, patch })
    }
    if (isNew && opening !== null) {
      lines.push({
        action: 'insert',
        table: 'stock_line',
        reference: `stock_line:${code}`,
        row: {
          document_id: { reference: 'stock_document:opening' },
          item_id: before?.id ?? { reference },
          on_date: today,
          side: 'in',
          of_line_id: null,
          ...opening,
        },
      })
    }
    if (isOther && before?.opening) {
      const { id, version } = before.opening
      operations.push({ action: 'update', table: 'stock_line', id, version, patch: { ...opening } })
    }
  }
  if (lines.length > 0) operations.push(await openingDocument(db, today, now))
  return [...operations, ...lines]
}

const header = (field: string | undefined) => headerOf('stock', field)

const blank = { specification: '', unit_name: '', bin: '', category: '', minimum: null, archived_on: null }

interface Opening {
  readonly quantity: number
  readonly price: number
  readonly amount: number
}

interface KnownItem {
  readonly id: number
  readonly version: number
  readonly row: Row
  readonly opening: (Opening & { readonly id: number; readonly version: number; readonly onDate: DateText }) | null
  /** Something else has moved. */
  readonly moved: boolean
}

const differs = (a: Opening, b: Opening) => a.quantity !== b.quantity || a.price !== b.price

function problemsOf(row: ParsedRow, before: KnownItem | undefined, closed: DateText | null) {
  const errors: Problem[] = []
  const warnings: Problem[] = []
  const { quantity, price } = row.values
  if (Number(quantity ?? 0) < 0) errors.push({ code: 'stock-below-zero', field: 'quantity' })
  if (Number(price ?? 0) < 0) errors.push({ code: 'stock-below-zero', field: 'price' })
  if (Number(quantity ?? 0) > 100_000_000) errors.push({ code: 'stock-too-much', field: 'quantity' })
  if (Number(price ?? 0) > 10_000_000_000) errors.push({ code: 'stock-too-much', field: 'price' })
  const opening = openingOf(row)
  if (opening === null) {
    if (before?.opening && quantity !== undefined) errors.push(...differences(before.opening, 0, before.opening.price))
    return { errors, warnings }
  }
  if (price === undefined && !before?.opening) warnings.push({ code: 'stock-without-price', field: 'price' })
  if (!before) return { errors, warnings }
  if (before.opening === null) {
    if (before.moved) errors.push({ code: 'stock-moved-before', field: 'quantity' })
  } else if (differs(before.opening, opening)) {
    if (before.moved) errors.push(...differences(before.opening, opening.quantity, opening.price))
    else if (closed !== null && before.opening.onDate <= closed) {
      const params = { date: before.opening.onDate, through: closed }
      errors.push({ code: 'period-closed', field: 'quantity', params })
    }
  }
  return { errors, warnings }
}

/** Both values of what differs. */
function differences(booked: Opening, quantity: number, price: number): Problem[] {
  const problems: Problem[] = []
  if (booked.quantity !== quantity) {
    const params = { booked: hundredthsText(booked.quantity), given: hundredthsText(quantity) }
    problems.push({ code: 'stock-differs', field: 'quantity', params })
  }
  if (booked.price !== price) {
    const params = { booked: priceText(booked.price) ?? '', given: priceText(price) ?? '' }
    problems.push({ code: 'stock-differs', field: 'price', params })
  }
  return problems
}

/** The opening stock that a row tells of; null where it tells of none. */
function openingOf(row: ParsedRow): Opening | null {
  const quantity = Number(row.values.quantity ?? 0)
  const price = Number(row.values.price ?? 0)
  return quantity > 0 && price >= 0 ? { quantity, price, amount: stockAmount(quantity, price) } : null
}

function wordsOf({ values }: ParsedRow): Record<string, string> {
  const words: Record<string, string> = {}
  if (values.name !== undefined) {
    words.name = String(values.name)
    words.spelling = spellingOf(words.name)
  }
  if (values.specification !== undefined) words.specification = String(values.specification)
  if (values.unitName !== undefined) words.unit_name = String(values.unitName)
  if (values.bin !== undefined) words.bin = String(values.bin)
  return words
}

const columnFields = { name: 'name', specification: 'specification', unit_name: 'unitName', bin: 'bin' } as const

function changesOf(before: KnownItem, patch: Row, opening: Opening | null): ImportRow['changes'] {
  const words = Object.entries(columnFields).flatMap(([column, field]) =>
    column in patch ? [{ column: header(field) ?? '', from: before.row[column] ?? '', to: patch[column] ?? '' }] : [],
  )
  if (opening === null) return words
  const old = before.opening
  const changed = (field: string, from: string, to: string) =>
    from === to ? [] : [{ column: header(field) ?? '', from, to }]
  return [
    ...words,
    ...changed('quantity', old ? hundredthsText(old.quantity) : '', hundredthsText(opening.quantity)),
    ...changed('price', old ? (priceText(old.price) ?? '') : '', priceText(opening.price) ?? ''),
  ]
}

async function openingDocument(db: Db, today: DateText, now: string): Promise<ImportOperation> {
  return {
    action: 'insert',
    table: 'stock_document',
    reference: 'stock_document:opening',
    row: {
      number: await nextNumber(db, 'opening', today),
      kind: 'opening',
      on_date: today,
      supplier: '',
      job_id: null,
      recipient: '',
      purpose: '',
      note: '',
      return_of_id: null,
      reverses_id: null,
      count_id: null,
      approval_id: null,
      at: now,
      actor_id: null,
      actor_name: '',
      request_key: null,
    },
  }
}

async function loadItems(db: Db, table: ParsedTable): Promise<Map<string, KnownItem>> {
  const codes = [...new Set(table.rows.map((row) => String(row.values.code ?? '')))]
  const known = new Map<string, KnownItem>()
  for (const some of chunks(codes, 400)) {
    const items = await db.selectFrom('stock_item').selectAll().where('code', 'in', some).execute()
    if (items.length === 0) continue
    const lines = await db
      .selectFrom('stock_line')
      .innerJoin('stock_document', 'stock_document.id', 'stock_line.document_id')
      .leftJoin('stock_document as undone', 'undone.reverses_id', 'stock_document.id')
      .selectAll('stock_line')
      .select(['stock_document.kind', 'stock_document.reverses_id', 'undone.id as undone'])
      .where(
        'item_id',
        'in',
        items.map((item) => item.id),
      )
      .execute()
    const ofItem = Map.groupBy(lines, (line) => line.item_id)
    for (const item of items) {
      const own = ofItem.get(item.id) ?? []
      const line = own.find(
        ({ kind, reverses_id, undone }) => kind === 'opening' && reverses_id === null && undone === null,
      )
      known.set(item.code, {
        id: item.id,
        version: Number(item.version),
        row: { ...item, version: null },
        opening: line
          ? {
              id: line.id,
              version: Number(line.version),
              onDate: line.on_date,
              quantity: line.quantity,
              price: line.price ?? 0,
              amount: line.amount ?? 0,
            }
          : null,
        moved: own.some((other) => other !== line),
      })
    }
  }
  return known
}
