import type { StatementChannel } from '../../contract/bookWords.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { statementChannelWords } from '../../contract/vocabulary.ts'
import { type CellValue, cellDecimal, cellMoment, cellText, type SheetRow, type SheetRows } from '../excel/read.ts'
import { headerKey } from './headerKey.ts'

/** A statement's head of names, sums and explanations is so many rows at most (Alipay: 24, WeChat: 17). */
const headRows = 60

/** How banks, WeChat and Alipay name a column; where several stand in one file, the first of them counts. */
const spellings = {
  day: '交易时间 交易日期 记账时间 记账日期 入账时间 入账日期 发生时间 付款时间 交易创建时间 交易日 日期',
  reference:
    '资金流水单号 账务流水号 交易流水号 核心流水号 流水号 微信退款单号 微信支付业务单号 微信订单号 交易单号 交易订单号 支付宝交易号 交易号 账户明细编号-交易流水号 银行流水号 柜员流水号 凭证号 凭证号码 交易序号',
  counterparty:
    '交易对方 对方户名 对方账户名称 对方账户名 对方名称 对方单位 对方单位名称 收方名称 收付方名称 对手户名 付款方 对方账号 对方',
  note: '摘要 附言 用途 商品说明 商品名称 商品 备注 业务名称 业务类型 交易类型',
  amount: '金额 交易金额 发生额 收支金额',
  /** Whether the amount came in or went out. */
  direction: '收/支 收支 收支类型 收付 收付标志 借贷标志 借贷方向 借贷 借/贷',
  income: '收入 收入金额 贷方发生额 贷方金额 贷方 存入 转入金额 应结订单金额',
  expense: '支出 支出金额 借方发生额 借方金额 借方 支取 转出金额 退款金额',
  state: '当前状态 交易状态 资金状态',
  balance: '余额 账户余额 本次余额 联机余额 账户结余',
} as const

type Column = keyof typeof spellings
/** 1-based positions of a column's spellings, the weightiest first. */
type Columns = Readonly<Record<Column, readonly number[]>>

const incoming = /^(收|贷|入|c$)/i
const outgoing = /^(支|借|付|出|d$)/i
/** Of a transaction by which no money came or went. */
const fallen = /关闭|失败|撤销|closed|revoked|notpay|failed/i

export interface StatementSheet extends SheetRows {
  /** What was left out, and why; complete once the rows have been gone through. */
  readonly warnings: () => Problem[]
}

/**
 * The rows of a statement as they would stand in the office's own workbook, with the row numbers of the file: below the
 * file's head, the channel from its head, one amount with its sign. A sheet with the workbook's own headers, or with
 * none that is known, stays as it is.
 */
export function asStatement(sheet: SheetRows): StatementSheet {
  const [without, fell]: [number[], number[]] = [[], []]
  async function* rows(): AsyncGenerator<SheetRow, void, undefined> {
    const head: SheetRow[] = []
    let found: { readonly columns: Columns; readonly channel: StatementChannel } | null = null
    let isOwn = false
    for await (const row of sheet.rows) {
      if (found) {
        if (/^(#|-{3}|={3}|—{2})/.test(cellText(row.cells.values().next().value))) continue
        const line = lineOf(row, found.columns, found.channel)
        if (line === 'no-day') without.push(row.row)
        else if (line === 'nothing-moved') fell.push(row.row)
        else yield line
        continue
      }
      if (isOwn || head.length >= headRows) {
        yield row
        continue
      }
      head.push(row)
      isOwn = [...row.cells.values()].some((cell) => headerKey(cellText(cell)) === '渠道')
      const columns = isOwn ? null : columnsOf(row)
      if (columns) {
        found = { columns, channel: channelOf(head) }
        yield { row: row.row, cells: new Map(headers(columns).map((header, at) => [at + 1, text(header)])) }
      } else if (isOwn || head.length === headRows) yield* head
    }
    if (!found && !isOwn && head.length < headRows) yield* head
  }
  return {
    mergedCells: sheet.mergedCells,
    rows: rows(),
    warnings: () => [...told('statement-rows-without-day', without), ...told('statement-rows-not-moved', fell)],
  }
}

function told(code: string, rows: readonly number[]): Problem[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, 8).join('、')
  return [{ code, params: { rows: rows.length > 8 ? `${shown}…` : shown, count: rows.length } }]
}

/** The columns of a statement's header row: a day, money, and something more; null of any other row. */
function columnsOf(row: SheetRow): Columns | null {
  const positions = new Map<string, number>()
  for (const [position, cell] of row.cells) {
    const key = headerKey(cellText(cell))
    if (key !== '' && !positions.has(key)) positions.set(key, position)
  }
  const of = (column: Column) => spellings[column].split(' ').flatMap((name) => positions.get(name) ?? [])
  const columns = Object.fromEntries((Object.keys(spellings) as Column[]).map((name) => [name, of(name)])) as Record<
    Column,
    number[]
  >
  const hasMoney = columns.amount.length + columns.income.length + columns.expense.length > 0
  const others = columns.reference.length + columns.counterparty.length + columns.note.length + columns.balance.length
  return columns.day.length > 0 && hasMoney && others > 0 ? columns : null
}

/** Whose statement it is, by what stands above and in its headers. */
function channelOf(head: readonly SheetRow[]): StatementChannel {
  const words = head.flatMap((row) => [...row.cells.values()].map(cellText)).join(' ')
  if (/微信|公众账号/.test(words)) return 'wechat'
  return /支付宝|alipay/i.test(words) ? 'alipay' : 'bank'
}

const ownHeaders = ['日期', '渠道', '流水号', '对方', '金额', '摘要'] as const

/** Without a number and a balance to make one of, the column is missing, and is told so. */
function headers({ reference, balance }: Columns): string[] {
  return ownHeaders.filter((header) => header !== '流水号' || reference.length + balance.length > 0)
}

function lineOf(row: SheetRow, columns: Columns, channel: StatementChannel): SheetRow | 'no-day' | 'nothing-moved' {
  const first = (column: Column) => columns[column].map((at) => row.cells.get(at)).find((cell) => !isEmpty(cell))
  // Day and time of day may stand in two columns.
  const moments = columns.day.flatMap((at) => row.cells.get(at) ?? [])
  const day = moments.find((cell) => (cellMoment(cell)?.date ?? '') > '1900')
  if (day === undefined) return 'no-day'
  if (fallen.test(cellText(first('state')))) return 'nothing-moved'
  const amount = amountOf(first, columns)
  if (amount === null) return 'nothing-moved'
  const notes = columns.note.map((at) => row.cells.get(at)).filter((cell) => !isEmpty(cell))
  const values: Record<(typeof ownHeaders)[number], CellValue | undefined> = {
    日期: day,
    渠道: text(statementChannelWords[channel]),
    流水号: first('reference') ?? numberOf([...moments, amount], first('balance')),
    对方: first('counterparty'),
    金额: amount,
    摘要: notes.length === 0 ? undefined : text([...new Set(notes.map(cellText))].slice(0, 2).join(' ')),
  }
  const cells = new Map<number, CellValue>()
  for (const [at, header] of headers(columns).entries()) {
    const value = values[header as keyof typeof values]
    if (value) cells.set(at + 1, value)
  }
  return { row: row.row, cells, ...(row.hidden && { hidden: true }) }
}

/** The amount with its sign; what is no amount stays, so that it is told by its row. Null where nothing came or went. */
function amountOf(first: (column: Column) => CellValue | undefined, columns: Columns): CellValue | null {
  const [income, expense] = [first('income'), first('expense')]
  const sides = [income, expense].map((cell) => (cell ? cellDecimal(cell, 2) : { ok: true as const, value: 0 }))
  const [came, went] = sides as [(typeof sides)[number], (typeof sides)[number]]
  if (columns.amount.length === 0) {
    if (!came.ok) return income ?? null
    if (!went.ok) return expense ?? null
    const fen = came.value - Math.abs(went.value)
    return fen === 0 ? null : text(yuanText(fen))
  }
  const cell = first('amount')
  if (cell === undefined) return null
  const decimal = cellDecimal(cell, 2)
  if (!decimal.ok || columns.direction.length === 0) return cell
  const word = cellText(first('direction'))
  if (incoming.test(word)) return text(yuanText(Math.abs(decimal.value)))
  return outgoing.test(word) ? text(yuanText(-Math.abs(decimal.value))) : null
}

/** A bank that gives no number still gives a balance: with moment and amount it tells one line from any other. */
function numberOf(cells: readonly CellValue[], balance: CellValue | undefined): CellValue | undefined {
  return balance && text([...cells, balance].map(cellText).join(' '))
}

const text = (words: string): CellValue => ({ kind: 'text', text: words })

/** Empty, or a stroke or a nought that stands for nothing. */
function isEmpty(cell: CellValue | undefined): boolean {
  return /^([-—/\\]*|0)$/.test(cellText(cell))
}
