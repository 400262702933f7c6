import { type RawBuilder, sql } from 'kysely'
import type {
  CardSettlement,
  StatementCandidate,
  StatementLine,
  StatementTarget,
  StatementView,
} from '../../contract/books.ts'
import type { StatementChannel } from '../../contract/bookWords.ts'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { PaymentMethod } from '../../contract/vocabulary.ts'
import { joined } from '../../db/dialect.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { cardSettlements, matchingDays, proposals } from './rules.ts'

/** Bank, WeChat and Alipay statements against what the office says it has taken; differences show on both sides. */

export interface StatementScope {
  readonly channel: StatementChannel
  readonly from: DateText
  readonly to: DateText
}

/** By which method money reaches a channel. Card payments arrive there in sums of a day and are explained: `cardSettlements` says of which receipts. */
export const methodOf: Readonly<Record<StatementChannel, PaymentMethod>> = {
  bank: 'transfer',
  wechat: 'wechat',
  alipay: 'alipay',
}

/** Money of the receipts by a method, one row a receipt: `id`, `number`, `on_date`, `party`, `units`, `amount`. */
export function receiptsBy(method: PaymentMethod | ReturnType<typeof sql.ref>) {
  return sql`(SELECT receipt.id AS id, receipt.receipt_no AS number, min(payment.on_date) AS on_date,
      receipt.payer AS party, sum(payment.amount) AS amount, (SELECT ${joined(sql`unit.display`)} FROM unit WHERE unit.id IN
        (SELECT line.unit_id FROM payment AS line WHERE line.receipt_id = receipt.id)) AS units
    FROM payment JOIN receipt ON receipt.id = payment.receipt_id
    WHERE payment.method = ${method} AND payment.reversed_on IS NULL`
}

/** Statements of a channel in the days: its lines, what they belong to or could, and receipts that no line belongs to. */
export async function statementView(db: Db | Tx, scope: StatementScope): Promise<StatementView> {
  const { channel, from, to } = scope
  const rows = await db
    .selectFrom('statement_line')
    .selectAll()
    .where('channel', '=', channel)
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .orderBy('on_date')
    .orderBy('id')
    .execute()
  const free = await candidates(db, channel, addDays(from, -matchingDays), addDays(to, matchingDays))
  const open = rows.filter((row) => row.state === 'open' && row.amount > 0)
  const proposed = proposals(
    open.map((row) => ({ id: row.id, onDate: row.on_date, amount: row.amount })),
    free,
  )
  const settled =
    channel === 'bank'
      ? await settlements(
          db,
          scope,
          open.filter((row) => !proposed.has(row.id)),
        )
      : null
  const matched = await matchedWith(db, channel, rows)
  const lines = rows.map(
    (row): StatementLine => ({
      id: row.id,
      version: row.version,
      onDate: row.on_date,
      reference: row.reference,
      counterparty: row.counterparty,
      amount: row.amount,
      note: row.note,
      state: row.state,
      explanation: row.explanation,
      matched: matched.get(row.id) ?? [],
      proposed: [...(proposed.get(row.id) ?? [])],
      cards: settled?.get(row.id) ?? null,
    }),
  )
  const without = free.filter((one) => one.onDate >= from && one.onDate <= to)
  const sum = (some: readonly { readonly amount: number }[]) => some.reduce((total, one) => total + one.amount, 0)
  const ofState = (state: StatementLine['state']) => sum(lines.filter((line) => line.state === state))
  return {
    lines,
    without,
    totals: {
      lines: sum(lines),
      matched: ofState('matched'),
      explained: ofState('explained'),
      open: ofState('open'),
      without: sum(without),
    },
  }
}

/** What the card machine's bank has paid over: a line for all the cards of a day or a few. */
async function settlements(
  db: Db | Tx,
  { from, to }: StatementScope,
  lines: readonly { readonly id: number; readonly on_date: DateText; readonly amount: number }[],
): Promise<Map<number, CardSettlement>> {
  if (lines.length === 0) return new Map()
  const { rows } = await sql<CandidateRow>`
    SELECT * FROM ${receiptsBy('pos')} AND payment.on_date >= ${addDays(from, -2 * matchingDays)} AND payment.on_date <= ${to}
      GROUP BY receipt.id, receipt.receipt_no, receipt.payer) AS taken ORDER BY on_date, number`.execute(db)
  return cardSettlements(
    lines.map((line) => ({ id: line.id, onDate: line.on_date, amount: line.amount })),
    rows.map((row) => ({ number: row.number, onDate: row.on_date, amount: row.amount })),
  )
}

/** True where a line of the channel already belongs to a receipt: one paid by two methods has a line in each channel. */
export function hasLine(receiptId: RawBuilder<unknown>, channel: StatementChannel): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM statement_match JOIN statement_line ON statement_line.id = statement_match.line_id
    WHERE statement_match.receipt_id = ${receiptId} AND statement_line.channel = ${sql.lit(channel)})`
}

/** Money that no line of the channel belongs to yet, by date. */
async function candidates(
  db: Db | Tx,
  channel: StatementChannel,
  from: DateText,
  to: DateText,
): Promise<StatementCandidate[]> {
  const receipts = await sql<CandidateRow>`
    SELECT * FROM ${receiptsBy(methodOf[channel])} AND payment.on_date >= ${from} AND payment.on_date <= ${to}
      AND NOT ${hasLine(sql`receipt.id`, channel)}
      GROUP BY receipt.id, receipt.receipt_no, receipt.payer) AS taken ORDER BY on_date, number`.execute(db)
  const found = receipts.rows.map((row) => candidate('receipt', row))
  if (channel !== 'bank') return found
  const paidIn = await sql<CandidateRow>`${paidInRows} WHERE cash_deposit.on_date >= ${from}
    AND cash_deposit.on_date <= ${to}
    AND NOT EXISTS (SELECT 1 FROM statement_match WHERE statement_match.cash_deposit_id = cash_deposit.id)`.execute(db)
  return [...found, ...paidIn.rows.map((row) => candidate('cash-deposit', row))].sort((a, b) =>
    a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.number < b.number ? -1 : 1,
  )
}

interface CandidateRow {
  readonly id: number
  readonly number: string
  readonly on_date: DateText
  readonly party: string
  readonly units: string | null
  readonly amount: number
}

const paidInRows = sql`SELECT cash_deposit.id, cash_deposit.slip_no AS number, cash_deposit.on_date,
  cash_deposit.actor_name AS party, NULL AS units, cash_deposit.amount FROM cash_deposit`

function candidate(kind: StatementTarget['kind'], row: CandidateRow): StatementCandidate {
  const { id, number, on_date: onDate, party, units, amount } = row
  return { kind, id, number, onDate, party, units: units ?? '', amount }
}

/** What matched lines belong to, as it stands now: a receipt reversed since comes to less than its line. */
async function matchedWith(
  db: Db | Tx,
  channel: StatementChannel,
  lines: readonly { readonly id: number }[],
): Promise<Map<number, StatementCandidate[]>> {
  const found = new Map<number, StatementCandidate[]>()
  for (let start = 0; start < lines.length; start += 500) {
    const ids = lines.slice(start, start + 500).map(({ id }) => id)
    const matches = await db
      .selectFrom('statement_match')
      .leftJoin('receipt', 'receipt.id', 'statement_match.receipt_id')
      .leftJoin('cash_deposit', 'cash_deposit.id', 'statement_match.cash_deposit_id')
      .select(['line_id', 'receipt_id', 'cash_deposit_id'])
      .select(['receipt.receipt_no', 'receipt.on_date', 'receipt.payer'])
      .where('line_id', 'in', ids)
      .orderBy('statement_match.id')
      .execute()
    const receipts = await namedBy(
      db,
      sql`SELECT * FROM ${receiptsBy(methodOf[channel])} AND receipt.id IN (SELECT statement_match.receipt_id
        FROM statement_match WHERE statement_match.line_id IN (${sql.join(ids)}))
        GROUP BY receipt.id, receipt.receipt_no, receipt.payer) AS taken`,
    )
    const deposits = await namedBy(
      db,
      sql`${paidInRows} WHERE cash_deposit.id IN (SELECT statement_match.cash_deposit_id
        FROM statement_match WHERE statement_match.line_id IN (${sql.join(ids)}))`,
    )
    for (const match of matches) {
      const { receipt_id: receiptId, cash_deposit_id: depositId } = match
      const row = depositId === null ? receipts.get(receiptId ?? 0) : deposits.get(depositId)
      const gone = { number: match.receipt_no ?? '', on_date: match.on_date ?? '', party: match.payer ?? '' }
      const one =
        depositId === null
          ? candidate('receipt', row ?? { ...gone, id: receiptId ?? 0, units: '', amount: 0 })
          : row && candidate('cash-deposit', row)
      if (one) found.set(match.line_id, [...(found.get(match.line_id) ?? []), one])
    }
  }
  return found
}

async function namedBy(db: Db | Tx, query: RawBuilder<unknown>): Promise<Map<number, CandidateRow>> {
  const { rows } = await (query as RawBuilder<CandidateRow>).execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Says which receipts, or which cash brought to the bank, a line is: together they come to its amount.
 * @throws DeskError `statement-not-open`, `statement-target-gone`, `statement-amount-differs`; StaleError
 */
export function matchLine(
  desk: Desk,
  id: number,
  version: number,
  targets: readonly StatementTarget[],
): Promise<number> {
  return write(desk, async (writer) => {
    await matchOne(writer, id, version, targets)
    return id
  })
}

async function matchOne(
  writer: AuditedWriter,
  id: number,
  version: number,
  targets: readonly StatementTarget[],
): Promise<void> {
  const line = await readLine(writer, id)
  if (line.state !== 'open') throw new DeskError('statement-not-open')
  let sum = 0
  for (const target of targets) {
    const money = await freeTarget(writer.tx, line.channel, target)
    if (money === null) throw new DeskError('statement-target-gone')
    sum += money.amount
    // Written at once, so that the same target a second time is no longer free.
    await writer.insert('statement_match', {
      line_id: id,
      receipt_id: target.kind === 'receipt' ? target.id : null,
      cash_deposit_id: target.kind === 'cash-deposit' ? target.id : null,
    })
  }
  if (sum !== line.amount) {
    throw new DeskError('statement-amount-differs', { line: yuanText(line.amount), money: yuanText(sum) })
  }
  await writer.update('statement_line', id, version, { state: 'matched' })
}

async function freeTarget(tx: Tx, channel: StatementChannel, target: StatementTarget): Promise<CandidateRow | null> {
  if (target.kind === 'cash-deposit' && channel !== 'bank') return null
  const { rows } =
    target.kind === 'receipt'
      ? await sql<CandidateRow>`SELECT * FROM ${receiptsBy(methodOf[channel])} AND receipt.id = ${target.id}
          AND NOT ${hasLine(sql`receipt.id`, channel)}
          GROUP BY receipt.id, receipt.receipt_no, receipt.payer) AS taken`.execute(tx)
      : await sql<CandidateRow>`${paidInRows} WHERE cash_deposit.id = ${target.id}
          AND NOT EXISTS (SELECT 1 FROM statement_match
            WHERE statement_match.cash_deposit_id = cash_deposit.id)`.execute(tx)
  return rows[0] ?? null
}

/** Accepts every proposal of the days at once. @returns how many lines were matched */
export function matchProposed(desk: Desk, scope: StatementScope): Promise<number> {
  return write(desk, async (writer) => {
    const { lines } = await statementView(writer.tx, scope)
    const proposed = lines.filter((line) => line.proposed.length > 0)
    for (const line of proposed) await matchOne(writer, line.id, line.version, line.proposed)
    return proposed.length
  })
}

/** Says in words what a line is that belongs to no receipt. @throws DeskError `statement-not-open`; StaleError */
export function explainLine(desk: Desk, id: number, version: number, explanation: string): Promise<number> {
  return write(desk, async (writer) => {
    const line = await readLine(writer, id)
    if (line.state !== 'open') throw new DeskError('statement-not-open')
    await writer.update('statement_line', id, version, { state: 'explained', explanation })
    return id
  })
}

/** Takes a match or an explanation back. @throws DeskError `statement-open`; StaleError */
export function unmatchLine(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const line = await readLine(writer, id)
    if (line.state === 'open') throw new DeskError('statement-open')
    const matches = await writer.tx.selectFrom('statement_match').select('id').where('line_id', '=', id).execute()
    await writer.removeMany(
      'statement_match',
      matches.map((match) => match.id),
    )
    await writer.update('statement_line', id, version, { state: 'open', explanation: '' })
    return id
  })
}

async function readLine(writer: AuditedWriter, id: number) {
  const line = await writer.tx.selectFrom('statement_line').selectAll().where('id', '=', id).executeTakeFirst()
  if (!line) throw new DeskError('not-found', { entity: 'statement_line', id })
  return line
}
