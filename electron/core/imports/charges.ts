import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { debtorOf, loadOwners } from '../billing/debtors.ts'
import type { Db } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { closedThrough } from '../fees/closing.ts'
import { feeItems } from './feeItems.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks, judgeRows, moneyDiffers, placeOf, UnitRows } from './unitRows.ts'

interface Period {
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly dueOn: DateText
  readonly amount: number
  /** The workbook's row it came from; null where it is booked already. */
  readonly row: number | null
}

/** Compares a charges workbook with the books: new charges are added, the same again left, anything else refused. */
export async function planCharges(
  db: Db,
  table: ParsedTable,
  _today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const itemOf = await feeItems(db)
  const closed = await closedThrough(db)
  const owners = await loadOwners(db, units.ids)
  const booked = await loadPeriods(db, units.ids)
  const reversed = await loadReversed(db, units.ids)
  return judgeRows('charges', table, report, chargeKey, (row) => {
    const unit = units.find(row)
    const item = itemOf(String(row.values.item))
    if ('problem' in unit || 'problem' in item) {
      return { errors: [unit, item].flatMap((found) => ('problem' in found ? [found.problem] : [])) }
    }
    const [fromOn, toOn, dueOn] = [String(row.values.fromOn), String(row.values.toOn), String(row.values.dueOn)]
    const amount = Number(row.values.amount)
    const errors: Problem[] = [...amountProblems(Number(row.values.amount ?? 0))]
    if (toOn < fromOn) errors.push({ code: 'end-before-start', field: 'toOn', params: { start: fromOn, end: toOn } })
    else if (toOn.slice(0, 4) !== fromOn.slice(0, 4)) {
      errors.push({ code: 'period-spans-years', field: 'toOn', params: { from: fromOn, to: toOn } })
    }
    const account = `${unit.id}/${item.id}`
    const periods = booked.get(account) ?? []
    const same = periods.find((one) => one.fromOn === fromOn && one.toOn === toOn)
    const other = periods.find((one) => one !== same && one.fromOn <= toOn && one.toOn >= fromOn)
    if (same?.row) errors.push({ code: 'duplicate-row', field: 'fromOn', params: { row: same.row } })
    else if (same) {
      errors.push(
        ...moneyDiffers([
          ['dueOn', same.dueOn, dueOn],
          ['amount', yuanText(same.amount), yuanText(amount)],
        ]),
      )
      return { errors, unchanged: true }
    } else if (other) {
      const params = { from: other.fromOn, to: other.toOn, row: other.row ?? 0 }
      errors.push({ code: other.row ? 'period-overlaps-row' : 'period-overlaps', field: 'fromOn', params })
    }
    const before = reversed.get(`${account}/${fromOn}/${toOn}`)
    if (!same && !other && before?.dueOn === dueOn && before.amount === amount) {
      // What was reversed on purpose does not come back with the same workbook.
      const warnings = [{ code: 'charge-was-reversed', field: 'fromOn', params: { date: before.reversedOn } }]
      return { errors, warnings, unchanged: true }
    }
    if (closed !== null && dueOn <= closed) {
      errors.push({ code: 'period-closed', field: 'dueOn', params: { date: dueOn, through: closed } })
    }
    if (errors.length > 0) return { errors }
    booked.set(account, [...periods, { fromOn, toOn, dueOn, amount, row: row.row }])
    const warnings: Problem[] =
      unit.readyOn !== null && toOn < unit.readyOn
        ? [{ code: 'charge-before-ready', field: 'toOn', params: { date: unit.readyOn } }]
        : []
    const debtor = debtorOf(item.kind, unit.handedOverOn, owners.get(unit.id) ?? [], fromOn)
    const values = { unit_id: unit.id, item_id: item.id, from_on: fromOn, to_on: toOn, due_on: dueOn, amount }
    return {
      errors,
      warnings,
      operations: [
        {
          action: 'insert',
          table: 'charge',
          reference: `charge:${account}/${fromOn}`,
          row: {
            ...values,
            published_on: dueOn,
            debtor_kind: debtor.kind,
            debtor_id: debtor.personId,
            run_id: null,
            reasoning: null,
            replaces_id: null,
            reversed_on: null,
          },
        },
      ],
    }
  })
}

/** Charges that were reversed, by account and period; the last reversal counts. */
async function loadReversed(
  db: Db,
  unitIds: readonly number[],
): Promise<Map<string, { dueOn: DateText; amount: number; reversedOn: DateText }>> {
  const periods = new Map<string, { dueOn: DateText; amount: number; reversedOn: DateText }>()
  for (const ids of chunks(unitIds, 500)) {
    const rows = await db
      .selectFrom('charge')
      .select(['unit_id', 'item_id', 'from_on', 'to_on', 'due_on', 'amount', 'reversed_on'])
      .where('unit_id', 'in', ids)
      .where('reversed_on', 'is not', null)
      .orderBy('reversed_on')
      .execute()
    for (const row of rows) {
      const key = `${row.unit_id}/${row.item_id}/${row.from_on}/${row.to_on}`
      periods.set(key, { dueOn: row.due_on, amount: row.amount, reversedOn: row.reversed_on ?? '' })
    }
  }
  return periods
}

/** A charge as a report names it. */
export function chargeKey(row: ParsedRow): string {
  return [placeOf(row), row.values.item, `${row.values.fromOn ?? ''}–${row.values.toOn ?? ''}`].join(' ')
}

async function loadPeriods(db: Db, unitIds: readonly number[]): Promise<Map<string, Period[]>> {
  const periods = new Map<string, Period[]>()
  for (const ids of chunks(unitIds, 500)) {
    const rows = await db
      .selectFrom('charge')
      .select(['unit_id', 'item_id', 'from_on', 'to_on', 'due_on', 'amount'])
      .where('unit_id', 'in', ids)
      .where('reversed_on', 'is', null)
      .execute()
    for (const row of rows) {
      const account = `${row.unit_id}/${row.item_id}`
      const period = { fromOn: row.from_on, toOn: row.to_on, dueOn: row.due_on, amount: row.amount, row: null }
      const known = periods.get(account)
      if (known) known.push(period)
      else periods.set(account, [period])
    }
  }
  return periods
}
