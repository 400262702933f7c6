import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { Db } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { closedThrough } from '../fees/closing.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { judgeRows, placeOf, UnitRows } from './unitRows.ts'

/**
 * Compares a paid-services workbook with the books. Its rows have no key of their own: a row is the same as a booked
 * one where every value is, and as many times as it is booked.
 */
export async function planServices(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const closed = await closedThrough(db)
  const booked = await loadEntries(db)
  return judgeRows('services', table, report, serviceKey, (row) => {
    const errors: Problem[] = []
    const isPlaced = placeOf(row) !== ''
    const unit = isPlaced ? units.find(row) : null
    if (unit && 'problem' in unit) errors.push(unit.problem)
    const onDate = String(row.values.onDate)
    const [income, expense] = [Number(row.values.income ?? 0), Number(row.values.expense ?? 0)]
    for (const field of ['income', 'expense']) {
      if (row.values[field] !== undefined && row.values[field] !== 0) {
        errors.push(...amountProblems(Number(row.values[field]), field))
      }
    }
    if (income === 0 && expense === 0) errors.push({ code: 'service-without-amount', field: 'income' })
    if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    if (errors.length > 0) return { errors }
    const values = {
      on_date: onDate,
      category: String(row.values.category),
      unit_id: unit && 'id' in unit ? unit.id : null,
      income,
      expense,
      receipt_no: String(row.values.receiptNo ?? ''),
    }
    const key = entryKey(values)
    const left = booked.get(key) ?? 0
    if (left > 0) {
      booked.set(key, left - 1)
      return { errors, unchanged: true }
    }
    if (closed !== null && onDate <= closed) {
      return { errors: [{ code: 'period-closed', field: 'onDate', params: { date: onDate, through: closed } }] }
    }
    return {
      errors,
      operations: [
        {
          action: 'insert',
          table: 'service_entry',
          reference: `service_entry:${row.row}`,
          row: {
            ...values,
            method: null,
            note: '',
            shift_id: null,
            actor_name: '',
            reversed_on: null,
            reverse_reason: null,
            request_key: null,
          },
        },
      ],
    }
  })
}

function serviceKey(row: ParsedRow): string {
  return [row.values.onDate, placeOf(row), row.values.receiptNo].filter(Boolean).join(' ')
}

interface Entry {
  readonly on_date: string
  readonly category: string
  readonly unit_id: number | null
  readonly income: number
  readonly expense: number
  readonly receipt_no: string
}

function entryKey(entry: Entry): string {
  const { on_date, category, unit_id, income, expense, receipt_no } = entry
  return JSON.stringify([on_date, category, unit_id, income, expense, receipt_no])
}

async function loadEntries(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('service_entry')
    .select(['on_date', 'category', 'unit_id', 'income', 'expense', 'receipt_no'])
    .where('reversed_on', 'is', null)
    .execute()
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(entryKey(row), (counts.get(entryKey(row)) ?? 0) + 1)
  return counts
}
