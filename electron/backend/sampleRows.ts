import { momentOf } from '../contract/dates.ts'
import type { ImportKind } from '../contract/imports.ts'
import type { Desk } from '../core/context.ts'
import { applyImport, planImport } from '../core/imports/index.ts'
import type { ParsedRow, ParsedTable } from '../core/imports/table.ts'

/** Imports rows as a workbook of that kind would be. @throws Error where a row is refused: the sample is wrong then */
export async function importRows(
  desk: Desk,
  kind: ImportKind,
  records: readonly Readonly<Record<string, string | number | null>>[],
): Promise<void> {
  const rows = records.map(
    (record, index): ParsedRow => ({ row: index + 2, values: present(record), errors: [], warnings: [] }),
  )
  const table: ParsedTable = { sheet: kind, fields: [], fileErrors: [], fileWarnings: [], rows }
  // The sample tells whole days: what it writes of today may lie some hours ahead.
  const evening = new Date(momentOf(desk.clock.today(), 24 * 60 - 1, desk.clock.zone))
  const plan = await planImport(desk.db, kind, '样例数据', table, { ...desk.clock, now: () => evening })
  if (plan.report.counts.rejected > 0) throw new Error(`sample ${kind}: ${JSON.stringify(plan.report.rows[0])}`)
  await applyImport(desk, plan)
}

function present(record: Readonly<Record<string, string | number | null>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string | number] => entry[1] !== null),
  )
}
