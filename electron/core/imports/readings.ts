import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { Db } from '../context.ts'
import { isUnusual, type Reading, usageBetween } from '../meters/rules.ts'
import type { ImportOperation, ReportBuilder } from './plan.ts'
import type { ParsedTable } from './table.ts'
import { chunks, judgeRows, moneyDiffers, placeOf, UnitRows } from './unitRows.ts'

interface KnownMeter {
  /** Null for a meter of this workbook. */
  readonly id: number | null
  readonly digits: number
  readonly active: boolean
  readonly readings: (Reading & { readonly row: number | null; readonly isCharged: boolean })[]
}

/** Compares a readings workbook with the meters: a meter that is not known yet begins with its first reading. */
export async function planReadings(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const meters = await loadMeters(db, units.ids)
  // A meter's readings are judged in the order of their dates, whatever the order of the rows.
  const rows = table.rows.toSorted((a, b) => (String(a.values.onDate) < String(b.values.onDate) ? -1 : 1))
  return judgeRows(
    'readings',
    { ...table, rows },
    report,
    (row) => [placeOf(row), row.values.number, row.values.onDate].join(' '),
    (row) => {
      const unit = units.find(row)
      if ('problem' in unit) return { errors: [unit.problem] }
      const [number, kind, onDate] = [String(row.values.number), String(row.values.kind), String(row.values.onDate)]
      const value = Number(row.values.value)
      const errors: Problem[] = []
      if (value < 0) errors.push({ code: 'reading-negative', field: 'value' })
      if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
      const meterKey = `${unit.id}/${kind}/${number}`
      const meter = meters.get(meterKey) ?? { id: null, digits: 6, active: true, readings: [] }
      const same = meter.readings.find((one) => one.onDate === onDate)
      if (same?.row) return { errors: [{ code: 'duplicate-row', field: 'onDate', params: { row: same.row } }] }
      if (same) {
        const shown = (centi: number) => (centi / 100).toFixed(2)
        return {
          errors: [...errors, ...moneyDiffers([['value', shown(same.valueCenti), shown(value)]])],
          unchanged: true,
        }
      }
      if (!meter.active) errors.push({ code: 'meter-stopped', field: 'number', params: { number } })
      const charged = meter.readings.find((one) => one.isCharged && one.onDate > onDate)
      if (charged) {
        errors.push({ code: 'reading-before-charged', field: 'onDate', params: { date: charged.onDate } })
      }
      const reading: Reading = { onDate, valueCenti: value, kind: 'read' }
      const next = [...meter.readings, { ...reading, row: row.row, isCharged: false }].sort((a, b) =>
        a.onDate < b.onDate ? -1 : 1,
      )
      const backwards = next.findIndex((one, index) => usageBetween(next[index - 1], one) === 'backwards')
      if (backwards >= 0) {
        const [before, after] = [next[backwards - 1] as Reading, next[backwards] as Reading]
        errors.push({
          code: 'reading-backwards',
          field: 'value',
          params: {
            value: (after.valueCenti / 100).toFixed(2),
            date: before.onDate,
            last: (before.valueCenti / 100).toFixed(2),
          },
        })
      }
      if (errors.length > 0) return { errors }
      meter.readings.splice(0, meter.readings.length, ...next)
      const isNew = !meters.has(meterKey)
      meters.set(meterKey, meter)
      const reference = `meter:${meterKey}`
      const operations: ImportOperation[] = []
      if (isNew) {
        const row = { unit_id: unit.id, number, kind, digits: meter.digits, active: 1 }
        operations.push({ action: 'insert', table: 'meter', reference, row })
      }
      operations.push({
        action: 'insert',
        table: 'reading',
        reference: `reading:${meterKey}/${onDate}`,
        row: {
          meter_id: meter.id ?? { reference },
          unit_id: unit.id,
          on_date: onDate,
          value_centi: value,
          kind: 'read',
          charge_id: null,
          note: '',
        },
      })
      const warnings: Problem[] = isUnusual(next, onDate)
        ? [{ code: 'reading-unusual', field: 'value', params: { value: (value / 100).toFixed(2) } }]
        : []
      return { errors, warnings, operations }
    },
  )
}

async function loadMeters(db: Db, unitIds: readonly number[]): Promise<Map<string, KnownMeter>> {
  const meters = new Map<string, KnownMeter>()
  const byId = new Map<number, KnownMeter>()
  for (const ids of chunks(unitIds, 500)) {
    const rows = await db.selectFrom('meter').selectAll().where('unit_id', 'in', ids).execute()
    for (const row of rows) {
      const meter: KnownMeter = { id: row.id, digits: row.digits, active: row.active === 1, readings: [] }
      meters.set(`${row.unit_id}/${row.kind}/${row.number}`, meter)
      byId.set(row.id, meter)
    }
    const readings = await db
      .selectFrom('reading')
      .select(['meter_id', 'on_date', 'value_centi', 'kind', 'charge_id'])
      .where('unit_id', 'in', ids)
      .orderBy('on_date')
      .execute()
    for (const row of readings) {
      byId.get(row.meter_id)?.readings.push({
        onDate: row.on_date,
        valueCenti: row.value_centi,
        kind: row.kind,
        row: null,
        isCharged: row.charge_id !== null,
      })
    }
  }
  return meters
}
