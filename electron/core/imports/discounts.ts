import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { Db } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { closedThrough } from '../fees/closing.ts'
import { chargeKey } from './charges.ts'
import { feeItems } from './feeItems.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedTable } from './table.ts'
import { chunks, judgeRows, moneyDiffers, UnitRows } from './unitRows.ts'

interface BookedCharge {
  readonly id: number
  readonly unitId: number
  readonly dueOn: DateText
  readonly amount: number
  /** Its discounts by kind and date: amount and, for those of this workbook, the row. */
  readonly lines: Map<string, { amount: number; row: number | null }>
  discounted: number
}

/** Compares a discounts workbook with the books. A discount stands on a charge that exists, and never above it. */
export async function planDiscounts(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const itemOf = await feeItems(db)
  const closed = await closedThrough(db)
  const charges = await loadCharges(db, units.ids)
  const withdrawn = await loadWithdrawn(db, units.ids)
  return judgeRows('discounts', table, report, chargeKey, (row) => {
    const unit = units.find(row)
    const item = itemOf(String(row.values.item))
    if ('problem' in unit || 'problem' in item) {
      return { errors: [unit, item].flatMap((found) => ('problem' in found ? [found.problem] : [])) }
    }
    const [fromOn, toOn, onDate] = [String(row.values.fromOn), String(row.values.toOn), String(row.values.onDate)]
    const [kind, amount] = [String(row.values.kind), Number(row.values.amount)]
    const errors: Problem[] = [...amountProblems(Number(row.values.amount ?? 0))]
    if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    const period = `${unit.id}/${item.id}/${fromOn}/${toOn}`
    const charge = charges.get(period)
    const gone = withdrawn.get(`${period}/${kind}/${onDate}/${amount}`)
    if (gone !== undefined && !charge?.lines.has(`${kind}/${onDate}`)) {
      // What was withdrawn on purpose, or went over to a corrected charge, does not come back with the same workbook.
      const warnings = [{ code: 'discount-was-withdrawn', field: 'onDate', params: { date: gone } }]
      return { errors, warnings, unchanged: true }
    }
    if (!charge) {
      return { errors: [...errors, { code: 'charge-unknown', field: 'fromOn', params: { from: fromOn, to: toOn } }] }
    }
    const line = charge.lines.get(`${kind}/${onDate}`)
    if (line?.row) return { errors: [...errors, { code: 'duplicate-row', field: 'kind', params: { row: line.row } }] }
    if (line) {
      return {
        errors: [...errors, ...moneyDiffers([['amount', yuanText(line.amount), yuanText(amount)]])],
        unchanged: true,
      }
    }
    if (closed !== null && onDate <= closed) {
      errors.push({ code: 'period-closed', field: 'onDate', params: { date: onDate, through: closed } })
    }
    if (errors.length === 0 && charge.discounted + amount > charge.amount) {
      const params = {
        amount: yuanText(amount),
        left: yuanText(charge.amount - charge.discounted),
        charge: yuanText(charge.amount),
      }
      errors.push({ code: 'discount-exceeds-charge', field: 'amount', params })
    }
    if (errors.length > 0) return { errors }
    charge.discounted += amount
    charge.lines.set(`${kind}/${onDate}`, { amount, row: row.row })
    const warnings: Problem[] =
      onDate < charge.dueOn
        ? [{ code: 'discount-before-charge', field: 'onDate', params: { date: onDate, due: charge.dueOn } }]
        : []
    return {
      errors,
      warnings,
      operations: [
        {
          action: 'insert',
          table: 'discount',
          reference: `discount:${charge.id}/${kind}/${onDate}`,
          row: {
            charge_id: charge.id,
            kind,
            on_date: onDate,
            amount,
            approver: String(row.values.approver ?? ''),
            reason: '',
            vacancy_id: null,
            approval_id: null,
            reversed_on: null,
          },
        },
      ],
    }
  })
}

/** Lines that were withdrawn, by period of the account, kind, date and amount, with the day of the withdrawal. */
async function loadWithdrawn(db: Db, unitIds: readonly number[]): Promise<Map<string, DateText>> {
  const lines = new Map<string, DateText>()
  for (const ids of chunks(unitIds, 500)) {
    const rows = await db
      .selectFrom('discount')
      .innerJoin('charge', 'charge.id', 'discount.charge_id')
      .select(['charge.unit_id', 'charge.item_id', 'charge.from_on', 'charge.to_on'])
      .select(['discount.kind', 'discount.on_date', 'discount.amount', 'discount.reversed_on'])
      .where('charge.unit_id', 'in', ids)
      .where('discount.reversed_on', 'is not', null)
      .orderBy('discount.reversed_on')
      .execute()
    for (const row of rows) {
      const period = `${row.unit_id}/${row.item_id}/${row.from_on}/${row.to_on}`
      lines.set(`${period}/${row.kind}/${row.on_date}/${row.amount}`, row.reversed_on ?? '')
    }
  }
  return lines
}

async function loadCharges(db: Db, unitIds: readonly number[]): Promise<Map<string, BookedCharge>> {
  const charges = new Map<string, BookedCharge>()
  const byId = new Map<number, BookedCharge>()
  for (const ids of chunks(unitIds, 500)) {
    const rows = await db
      .selectFrom('charge')
      .select(['id', 'unit_id', 'item_id', 'from_on', 'to_on', 'due_on', 'amount'])
      .where('unit_id', 'in', ids)
      .where('reversed_on', 'is', null)
      .execute()
    for (const row of rows) {
      const { id, unit_id: unitId, due_on: dueOn, amount } = row
      const charge: BookedCharge = { id, unitId, dueOn, amount, lines: new Map(), discounted: 0 }
      charges.set(`${unitId}/${row.item_id}/${row.from_on}/${row.to_on}`, charge)
      byId.set(id, charge)
    }
    const discounts = await db
      .selectFrom('discount')
      .innerJoin('charge', 'charge.id', 'discount.charge_id')
      .select(['discount.charge_id', 'discount.kind', 'discount.on_date', 'discount.amount'])
      .where('charge.unit_id', 'in', ids)
      .where('discount.reversed_on', 'is', null)
      .execute()
    for (const line of discounts) {
      const charge = byId.get(line.charge_id)
      if (!charge) continue
      charge.discounted += line.amount
      charge.lines.set(`${line.kind}/${line.on_date}`, { amount: line.amount, row: null })
    }
  }
  return charges
}
