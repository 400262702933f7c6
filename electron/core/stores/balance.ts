import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { hundredthsText } from '../../contract/money.ts'
import type { StockKind } from '../../contract/storeWords.ts'
import { bulkInsert } from '../../db/dialect.ts'
import type { Db, Tx } from '../context.ts'
import { type Balance, type Line, replay } from './replay.ts'

const itemsAtOnce = 400
const columns = [
  'line_id',
  'item_id',
  'on_date',
  'kind',
  'side',
  'quantity',
  'value',
  'balance_quantity',
  'balance_value',
] as const

/**
 * Works the balances of items out anew and keeps what differs. It runs in the transaction that writes the lines, which
 * holds the file's only write lock: of two windows that want the last piece, the second finds nothing there.
 * @throws DeskError `stock-short` where more goes out than is there on its day or on any day after it
 */
export async function settle(tx: Tx, itemIds: Iterable<number>): Promise<void> {
  const problems: Problem[] = []
  for (const ids of chunked([...new Set(itemIds)])) {
    const lines = await linesOf(tx, ids)
    const stored = await tx.selectFrom('stock_balance').selectAll().where('item_id', 'in', ids).execute()
    const before = new Map(stored.map((row) => [row.line_id, row]))
    const changed: StoredBalance[] = []
    for (const [itemId, own] of lines) {
      const balances = replay(own.map(lineOf))
      const short = balances.find((one) => one.balanceQuantity < 0)
      if (short) problems.push(await shortage(tx, itemId, own, balances, short, before))
      const rowOf = new Map(own.map((row) => [row.id, row]))
      for (const balance of balances) {
        const row = storedRow(itemId, rowOf.get(balance.lineId) as StoredLine, balance)
        const old = before.get(balance.lineId)
        if (!old || columns.some((column) => old[column] !== row[column])) changed.push(row)
        before.delete(balance.lineId)
      }
    }
    if (problems.length > 0) continue
    await removeLines(tx, [...before.keys(), ...changed.map((row) => row.line_id)])
    await bulkInsert(tx, 'stock_balance', columns, changed)
  }
  const [first] = problems
  if (first) throw new DeskError(first.code, first.params, problems)
}

/** Items whose kept balances are not what their lines give, and why, for `check`. */
export async function balanceProblems(db: Db): Promise<Problem[]> {
  const problems: Problem[] = []
  const items = await db.selectFrom('stock_item').select(['id', 'code']).orderBy('id').execute()
  for (const some of chunked(items)) {
    const ids = some.map((item) => item.id)
    const lines = await linesOf(db, ids)
    const stored = await db.selectFrom('stock_balance').selectAll().where('item_id', 'in', ids).execute()
    const kept = Map.groupBy(stored, (row) => row.item_id)
    for (const { id, code } of some) {
      const own = lines.get(id) ?? []
      const balances = replay(own.map(lineOf))
      const rowOf = new Map(own.map((row) => [row.id, row]))
      const rows = new Map((kept.get(id) ?? []).map((row) => [row.line_id, row]))
      const isSame =
        rows.size === balances.length &&
        balances.every((balance) => {
          const [old, row] = [rows.get(balance.lineId), rowOf.get(balance.lineId) as StoredLine]
          const now = storedRow(id, row, balance)
          return old !== undefined && columns.every((column) => old[column] === now[column])
        })
      if (!isSame) problems.push({ code: 'check-stock-balance', params: { item: code } })
      const bad = balances.find((one) => one.balanceQuantity < 0 || (one.balanceQuantity === 0) !== isWorthless(one))
      if (bad) {
        const { balanceQuantity, balanceValue } = bad
        const params = { item: code, quantity: hundredthsText(balanceQuantity), value: hundredthsText(balanceValue) }
        problems.push({
          code: 'check-stock-negative',
          params: { ...params, date: rowOf.get(bad.lineId)?.on_date ?? '' },
        })
      }
    }
  }
  return problems

  /** Nothing there is worth nothing; a little that is there may be worth less than a fen. */
  function isWorthless({ balanceQuantity, balanceValue }: Balance): boolean {
    return balanceQuantity === 0 && balanceValue === 0
  }
}

interface StoredLine {
  readonly id: number
  readonly item_id: number
  readonly on_date: DateText
  readonly kind: StockKind
  readonly side: 'in' | 'out'
  readonly quantity: number
  readonly amount: number | null
  readonly of_line_id: number | null
}

type StoredBalance = Record<(typeof columns)[number], string | number> & { readonly line_id: number }

async function linesOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, StoredLine[]>> {
  const rows = await db
    .selectFrom('stock_line')
    .innerJoin('stock_document', 'stock_document.id', 'stock_line.document_id')
    .select(['stock_line.id', 'item_id', 'stock_line.on_date', 'side', 'quantity', 'amount', 'of_line_id'])
    .select('stock_document.kind')
    .where('item_id', 'in', [...ids])
    .orderBy('item_id')
    .orderBy('stock_line.on_date')
    .orderBy('stock_line.id')
    .execute()
  return Map.groupBy(rows, (row) => row.item_id)
}

function lineOf(row: StoredLine): Line {
  return { id: row.id, onDate: row.on_date, quantity: row.quantity, amount: row.amount, ofLineId: row.of_line_id }
}

function storedRow(itemId: number, line: StoredLine, balance: Balance): StoredBalance {
  return {
    line_id: line.id,
    item_id: itemId,
    on_date: line.on_date,
    kind: line.kind,
    side: line.side,
    quantity: balance.quantity,
    value: balance.value,
    balance_quantity: balance.balanceQuantity,
    balance_value: balance.balanceValue,
  }
}

/** Says how many there are for what is new, and on which day it is too few. */
async function shortage(
  tx: Tx,
  itemId: number,
  lines: readonly StoredLine[],
  balances: readonly Balance[],
  short: Balance,
  before: ReadonlyMap<number, unknown>,
): Promise<Problem> {
  const { code, name, unit_name } = await tx
    .selectFrom('stock_item')
    .select(['code', 'name', 'unit_name'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  const dayOf = (lineId: number) => lines.find((line) => line.id === lineId)?.on_date ?? ''
  const isNew = (balance: Balance) => !before.has(balance.lineId) && balance.quantity < 0
  const wanted = balances.filter(isNew).reduce((sum, balance) => sum - balance.quantity, 0)
  const there = Math.max(0, wanted + Math.min(...balances.map((balance) => balance.balanceQuantity)))
  return {
    code: isNew(short) ? 'stock-short' : 'stock-short-later',
    field: 'lines',
    params: {
      item: `${code} ${name}`,
      date: dayOf(short.lineId),
      there: hundredthsText(there),
      wanted: hundredthsText(wanted),
      missing: hundredthsText(-Math.min(...balances.map((balance) => balance.balanceQuantity))),
      unit: unit_name,
    },
  }
}

async function removeLines(tx: Tx, lineIds: readonly number[]): Promise<void> {
  for (const ids of chunked(lineIds)) await tx.deleteFrom('stock_balance').where('line_id', 'in', ids).execute()
}

function chunked<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / itemsAtOnce) }, (_, index) =>
    all.slice(index * itemsAtOnce, (index + 1) * itemsAtOnce),
  )
}
