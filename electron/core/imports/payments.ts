import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { type PaymentMethod, type PaymentSource, paymentMethods, paymentSources } from '../../contract/vocabulary.ts'
import type { Db } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { closedThrough } from '../fees/closing.ts'
import { feeItems } from './feeItems.ts'
import type { ImportOperation, PlannedRow, ReportBuilder } from './plan.ts'
import type { ParsedTable } from './table.ts'
import { chunks, judgeRows, moneyDiffers, placeOf, UnitRows } from './unitRows.ts'

interface BookedPayment {
  readonly onDate: DateText
  readonly amount: number
  readonly source: PaymentSource
  readonly method: PaymentMethod
  readonly row: number | null
}

interface BookedReceipt {
  /** Null for a receipt of this workbook. */
  readonly id: number | null
  /** Issued by this application: its lines are complete. */
  readonly issuedHere: boolean
  readonly lines: Map<string, BookedPayment>
}

/** Compares a payments workbook with the books. A receipt may have several lines; the first names date and payer. */
export async function planPayments(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const itemOf = await feeItems(db)
  const closed = await closedThrough(db)
  const receipts = await loadReceipts(db, table)
  const payerOf = payersOf(table)
  const { first } = await db
    .selectFrom('unit')
    .select((of) => of.fn.min('ready_on').as('first'))
    .executeTakeFirstOrThrow()
  return judgeRows(
    'payments',
    table,
    report,
    (row) => [row.values.receiptNo, placeOf(row), row.values.item].join(' '),
    (row) => {
      const unit = units.find(row)
      const item = itemOf(String(row.values.item))
      if ('problem' in unit || 'problem' in item) {
        return { errors: [unit, item].flatMap((found) => ('problem' in found ? [found.problem] : [])) }
      }
      const [receiptNo, onDate] = [String(row.values.receiptNo), String(row.values.onDate)]
      const given: BookedPayment = {
        onDate,
        amount: Number(row.values.amount),
        source: (row.values.source as PaymentSource | undefined) ?? 'other',
        method: (row.values.method as PaymentMethod | undefined) ?? 'cash',
        row: row.row,
      }
      const errors: Problem[] = [...amountProblems(Number(row.values.amount ?? 0))]
      if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
      const receipt = receipts.get(receiptNo) ?? { id: null, issuedHere: false, lines: new Map() }
      const line = receipt.lines.get(`${unit.id}/${item.id}`)
      if (line?.row) errors.push({ code: 'duplicate-row', field: 'receiptNo', params: { row: line.row } })
      else if (line) {
        return { errors: [...errors, ...paymentDiffers(line, given, row.values)], unchanged: true }
      } else if (receipt.issuedHere) {
        errors.push({ code: 'receipt-issued-here', field: 'receiptNo', params: { number: receiptNo } })
      }
      if (closed !== null && onDate <= closed) {
        errors.push({ code: 'period-closed', field: 'onDate', params: { date: onDate, through: closed } })
      }
      const other = [...receipt.lines.values()].find((one) => one.onDate !== onDate)
      if (other)
        errors.push({ code: 'receipt-of-two-days', field: 'onDate', params: { date: onDate, other: other.onDate } })
      if (errors.length > 0) return { errors }
      const warnings: Problem[] = []
      if (first !== null && onDate < first) {
        warnings.push({ code: 'payment-before-estate', field: 'onDate', params: { date: onDate, first } })
      }
      if (row.values.source === undefined) warnings.push({ code: 'source-assumed', field: 'source' })
      if (row.values.method === undefined) warnings.push({ code: 'method-assumed', field: 'method' })
      const isNew = receipt.id === null && receipt.lines.size === 0
      receipts.set(receiptNo, receipt)
      receipt.lines.set(`${unit.id}/${item.id}`, given)
      const reference = `receipt:${receiptNo}`
      const operations: ImportOperation[] = []
      if (isNew)
        operations.push({
          action: 'insert',
          table: 'receipt',
          reference,
          row: receiptRow(receiptNo, given, payerOf.get(receiptNo) ?? ''),
        })
      operations.push({
        action: 'insert',
        table: 'payment',
        reference: `payment:${receiptNo}/${unit.id}/${item.id}`,
        row: {
          receipt_id: receipt.id ?? { reference },
          unit_id: unit.id,
          item_id: item.id,
          on_date: onDate,
          amount: given.amount,
          source: given.source,
          method: given.method,
          debtor_id: null,
          reversed_on: null,
        },
      })
      return { errors, warnings, operations }
    },
  )
}

/** A column that the row leaves empty says nothing against what is booked. */
function paymentDiffers(
  booked: BookedPayment,
  given: BookedPayment,
  values: Readonly<Record<string, string | number>>,
): Problem[] {
  return moneyDiffers([
    ['onDate', booked.onDate, given.onDate],
    ['amount', yuanText(booked.amount), yuanText(given.amount)],
    ['source', paymentSources[booked.source], paymentSources[values.source ? given.source : booked.source]],
    ['method', paymentMethods[booked.method], paymentMethods[values.method ? given.method : booked.method]],
  ])
}

/** A receipt keeps one name: the first that one of its rows gives. A name is no money, so another one changes nothing. */
function payersOf(table: ParsedTable): ReadonlyMap<string, string> {
  const payers = new Map<string, string>()
  for (const { values } of table.rows) {
    const receiptNo = String(values.receiptNo ?? '')
    if (values.payer !== undefined && !payers.has(receiptNo)) payers.set(receiptNo, String(values.payer))
  }
  return payers
}

function receiptRow(receiptNo: string, line: BookedPayment, payer: string): PlannedRow {
  return {
    receipt_no: receiptNo,
    book: null,
    year: null,
    number: null,
    on_date: line.onDate,
    payer,
    payer_id: null,
    cashier_id: null,
    cashier: '',
    tendered: null,
    shift_id: null,
    request_key: null,
    at: `${line.onDate}T00:00:00.000Z`,
    note: '',
    prints: 0,
  }
}

async function loadReceipts(db: Db, table: ParsedTable): Promise<Map<string, BookedReceipt>> {
  const numbers = [
    ...new Set(table.rows.flatMap((row) => (row.values.receiptNo ? [String(row.values.receiptNo)] : []))),
  ]
  const receipts = new Map<string, BookedReceipt>()
  for (const some of chunks(numbers, 500)) {
    const rows = await db
      .selectFrom('receipt')
      .innerJoin('payment', 'payment.receipt_id', 'receipt.id')
      .select(['receipt.id', 'receipt.receipt_no', 'receipt.number'])
      .select(['payment.unit_id', 'payment.item_id', 'payment.on_date', 'payment.amount', 'payment.source'])
      .select('payment.method')
      .where('receipt.receipt_no', 'in', some)
      .execute()
    for (const row of rows) {
      const known = receipts.get(row.receipt_no)
      const receipt: BookedReceipt = known ?? {
        id: row.id,
        issuedHere: row.number !== null,
        lines: new Map(),
      }
      receipts.set(row.receipt_no, receipt)
      receipt.lines.set(`${row.unit_id}/${row.item_id}`, {
        onDate: row.on_date,
        amount: row.amount,
        source: row.source,
        method: row.method,
        row: null,
      })
    }
  }
  return receipts
}
