import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { statementChannelWords } from '../../contract/vocabulary.ts'
import type { Db } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { closedThrough } from '../fees/closing.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedTable } from './table.ts'
import { chunks, judgeRows, moneyDiffers } from './unitRows.ts'

interface KnownLine {
  readonly onDate: DateText
  readonly amount: number
  readonly counterparty: string
  /** Row of this workbook; null for a line imported before. */
  readonly row: number | null
}

/** Compares a statement of the bank, WeChat or Alipay with the lines known: one is the same by its channel and number. */
export async function planStatements(
  db: Db,
  table: ParsedTable,
  today: DateText,
  _officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const closed = await closedThrough(db)
  const known = await loadLines(db, table)
  const wordOf = (channel: string) => statementChannelWords[channel as keyof typeof statementChannelWords] ?? channel
  return judgeRows(
    'statements',
    table,
    report,
    (row) => [wordOf(String(row.values.channel ?? '')), row.values.reference].filter(Boolean).join(' '),
    (row) => {
      const { channel, reference } = row.values
      const [onDate, amount] = [String(row.values.onDate), Number(row.values.amount)]
      const counterparty = String(row.values.counterparty ?? '')
      const errors: Problem[] = amountProblems(Math.abs(amount))
      if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
      const key = `${channel}/${reference}`
      const line = known.get(key)
      if (line?.row) errors.push({ code: 'duplicate-row', field: 'reference', params: { row: line.row } })
      else if (line) {
        const differs = moneyDiffers([
          ['onDate', line.onDate, onDate],
          ['amount', yuanText(line.amount), yuanText(amount)],
          ['counterparty', line.counterparty, counterparty === '' ? line.counterparty : counterparty],
        ])
        return { errors: [...errors, ...differs], unchanged: true }
      }
      if (errors.length > 0) return { errors }
      known.set(key, { onDate, amount, counterparty, row: row.row })
      const warnings: Problem[] =
        closed !== null && onDate <= closed
          ? [{ code: 'statement-in-closed-month', field: 'onDate', params: { date: onDate, through: closed } }]
          : []
      return {
        errors,
        warnings,
        operations: [
          {
            action: 'insert',
            table: 'statement_line',
            reference: `statement_line:${key}`,
            row: {
              channel: String(channel),
              on_date: onDate,
              reference: String(reference),
              counterparty,
              amount,
              note: String(row.values.note ?? ''),
              state: 'open',
              explanation: '',
            },
          },
        ],
      }
    },
  )
}

async function loadLines(db: Db, table: ParsedTable): Promise<Map<string, KnownLine>> {
  const references = [...new Set(table.rows.map((row) => String(row.values.reference ?? '')))]
  const known = new Map<string, KnownLine>()
  for (const some of chunks(references, 500)) {
    const rows = await db
      .selectFrom('statement_line')
      .select(['channel', 'reference', 'on_date', 'amount', 'counterparty'])
      .where('reference', 'in', some)
      .execute()
    for (const row of rows) {
      known.set(`${row.channel}/${row.reference}`, {
        onDate: row.on_date,
        amount: row.amount,
        counterparty: row.counterparty,
        row: null,
      })
    }
  }
  return known
}
