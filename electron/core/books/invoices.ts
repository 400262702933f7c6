import type { z } from 'zod'
import type { invoiceFields, receiptToInvoice, redInvoiceFields } from '../../contract/books.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { dayProblems, refuseProblems } from './rules.ts'

/** The register of invoices. The tax system issues them; here stands which receipt each belongs to. */

/** A receipt and what may still be invoiced of it: its payments less reversals, refunds and invoices. @throws DeskError `receipt-unknown` */
export async function invoiceableReceipt(db: Db | Tx, receiptNo: string): Promise<z.infer<typeof receiptToInvoice>> {
  const receipt = await db
    .selectFrom('receipt')
    .select(['id', 'receipt_no', 'on_date', 'payer'])
    .where('receipt_no', '=', receiptNo)
    .executeTakeFirst()
  if (!receipt) {
    throw new DeskError('receipt-unknown', { number: receiptNo }, [
      { code: 'receipt-unknown', field: 'receiptNo', params: { number: receiptNo } },
    ])
  }
  const { amount, invoiced } = await receiptSums(db, receipt.id)
  return {
    receiptId: receipt.id,
    receiptNo: receipt.receipt_no,
    onDate: receipt.on_date,
    payer: receipt.payer,
    amount,
    invoiced,
    left: amount - invoiced,
  }
}

/** What a receipt stands for today, its payments less reversals and refunds, and what is invoiced of it; fen. */
async function receiptSums(db: Db | Tx, receiptId: number): Promise<{ amount: number; invoiced: number }> {
  const total = (rows: readonly { readonly amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0)
  const payments = await db
    .selectFrom('payment')
    .select('amount')
    .where('receipt_id', '=', receiptId)
    .where('reversed_on', 'is', null)
    .execute()
  const refunds = await db
    .selectFrom('refund')
    .innerJoin('payment', 'payment.id', 'refund.payment_id')
    .select('refund.amount')
    .where('payment.receipt_id', '=', receiptId)
    .where('payment.reversed_on', 'is', null)
    .execute()
  const invoices = await db.selectFrom('invoice').select('amount').where('receipt_id', '=', receiptId).execute()
  return { amount: total(payments) - total(refunds), invoiced: total(invoices) }
}

/** Invoices of a receipt that no red-letter one has taken back, in the order of their entry. */
export function standingInvoices(db: Db | Tx, receiptId: number) {
  return db
    .selectFrom('invoice')
    .select(['number', 'on_date as onDate', 'amount'])
    .where('receipt_id', '=', receiptId)
    .where('red_of_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('invoice as red').select('red.id').whereRef('red.red_of_id', '=', 'invoice.id'))),
    )
    .orderBy('id')
    .execute()
}

/** An invoice may not outlive the money it is of. @throws DeskError `receipt-invoiced` with the numbers to be taken back */
export async function refuseInvoiced(db: Db | Tx, receiptId: number): Promise<void> {
  const standing = await standingInvoices(db, receiptId)
  if (standing.length > 0) throw new DeskError('receipt-invoiced', { numbers: numbersOf(standing) })
}

/**
 * What stays of a receipt after a refund must still cover what is invoiced of it.
 * @param amount fen
 * @throws DeskError `refund-invoiced` with the numbers to be taken back
 */
export async function refuseInvoicedRefund(db: Db | Tx, receiptId: number, amount: number): Promise<void> {
  const sums = await receiptSums(db, receiptId)
  const left = sums.amount - amount
  if (sums.invoiced <= left) return
  const numbers = numbersOf(await standingInvoices(db, receiptId))
  throw new DeskError('refund-invoiced', { numbers, invoiced: yuanText(sums.invoiced), left: yuanText(left) })
}

const numbersOf = (invoices: readonly { readonly number: string }[]) => invoices.map(({ number }) => number).join(', ')

/** @throws DeskError `receipt-unknown`, `books-invalid`, `period-closed` */
export function addInvoice(desk: Desk, fields: z.infer<typeof invoiceFields>): Promise<number> {
  return write(desk, async (writer) => {
    const receipt = await invoiceableReceipt(writer.tx, fields.receiptNo)
    const problems = [
      ...amountProblems(fields.amount),
      ...dayProblems(fields.onDate, desk.clock.today()),
      ...(await numberProblems(writer, fields.number)),
    ]
    if (fields.onDate < receipt.onDate) {
      problems.push({ code: 'invoice-before-receipt', field: 'onDate', params: { date: receipt.onDate } })
    }
    if (fields.amount > receipt.left) {
      const params = {
        amount: yuanText(fields.amount),
        left: yuanText(receipt.left),
        receipt: yuanText(receipt.amount),
      }
      problems.push({ code: 'invoice-exceeds-receipt', field: 'amount', params })
    }
    refuseProblems(problems)
    return writer.insert('invoice', {
      receipt_id: receipt.receiptId,
      number: fields.number,
      title: fields.title,
      tax_number: fields.taxNumber,
      on_date: fields.onDate,
      amount: fields.amount,
      red_of_id: null,
      note: fields.note,
      actor_name: desk.actor.name,
    })
  })
}

/**
 * A red-letter invoice over the whole of an earlier one, once.
 * @throws DeskError `invoice-is-red`, `invoice-red-already`, `books-invalid`, `period-closed`, `not-found`
 */
export function redInvoice(desk: Desk, id: number, fields: z.infer<typeof redInvoiceFields>): Promise<number> {
  return write(desk, async (writer) => {
    const invoice = await writer.tx.selectFrom('invoice').selectAll().where('id', '=', id).executeTakeFirst()
    if (!invoice) throw new DeskError('not-found', { entity: 'invoice', id })
    if (invoice.red_of_id !== null) throw new DeskError('invoice-is-red')
    const red = await writer.tx.selectFrom('invoice').select('number').where('red_of_id', '=', id).executeTakeFirst()
    if (red) throw new DeskError('invoice-red-already', { number: red.number })
    const problems = [
      ...dayProblems(fields.onDate, desk.clock.today()),
      ...(await numberProblems(writer, fields.number)),
    ]
    if (fields.onDate < invoice.on_date) {
      problems.push({ code: 'invoice-red-before', field: 'onDate', params: { date: invoice.on_date } })
    }
    refuseProblems(problems)
    return writer.insert(
      'invoice',
      {
        receipt_id: invoice.receipt_id,
        number: fields.number,
        title: invoice.title,
        tax_number: invoice.tax_number,
        on_date: fields.onDate,
        amount: -invoice.amount,
        red_of_id: id,
        note: fields.note,
        actor_name: desk.actor.name,
      },
      { reason: fields.note },
    )
  })
}

async function numberProblems(writer: AuditedWriter, number: string): Promise<Problem[]> {
  const known = await writer.tx.selectFrom('invoice').select('on_date').where('number', '=', number).executeTakeFirst()
  return known ? [{ code: 'invoice-number-taken', field: 'number', params: { number, date: known.on_date } }] : []
}
