import type { Problem } from '../../contract/errors.ts'
import { type ImportKind, type ImportReport, type ImportRow, reportRows } from '../../contract/imports.ts'
import type { Row } from '../audit/writer.ts'
import type { ParsedTable } from './table.ts'

/**
 * What an import would do, worked out against the data as it stands. Plain data, so that a worker can plan
 * with its own read connection and the owner of the write connection carry it out.
 */
export interface ImportPlan {
  readonly report: ImportReport
  /** Empty where anything was rejected. */
  readonly operations: readonly ImportOperation[]
  /** The newest audit line the plan has seen; if there is a newer one, it must be planned again. */
  readonly seen: number
}

/**
 * One write. Rows that do not exist yet are named by a reference (`unit:` and its place key), which later operations use
 * in place of an id.
 */
export type ImportOperation =
  | { readonly action: 'insert'; readonly table: PlannedTable; readonly reference: string; readonly row: PlannedRow }
  | {
      readonly action: 'update'
      readonly table: PlannedTable
      readonly id: number
      readonly version: number
      readonly patch: Row
    }

/** The tables that imports write, parents before children. */
export const plannedTables = [
  'estate',
  'area',
  'building',
  'unit',
  'stay',
  'decoration',
  'lease',
  'person',
  'residency',
  'vehicle',
  'charge',
  'discount',
  'receipt',
  'payment',
  'meter',
  'reading',
  'service_entry',
  'statement_line',
  'job',
  'job_event',
  'job_completion',
  'job_cancellation',
  'complaint',
  'complaint_event',
  'complaint_closing',
  'complaint_invalid',
  'return_due',
  'visit',
  'visit_finding',
  'survey',
  'survey_form',
  'car_park',
  'parking_space',
  'record',
  'record_step',
  'stock_item',
  'stock_document',
  'stock_line',
  'tally',
  'equipment',
  'equipment_state',
] as const
export type PlannedTable = (typeof plannedTables)[number]

/** A column's value, or the reference of the row whose id it will be. */
export type PlannedRow = Readonly<Record<string, string | number | null | { readonly reference: string }>>

/** Collects the rows of a report and counts them; keeps the ones worth showing. */
export class ReportBuilder {
  readonly counts = { added: 0, updated: 0, unchanged: 0, rejected: 0, warnings: 0 }
  readonly #fileWarnings: Problem[] = []
  readonly #rejected: ImportRow[] = []
  readonly #warned: ImportRow[] = []
  readonly #changed: ImportRow[] = []

  add(row: ImportRow): void {
    this.counts[row.outcome]++
    if (row.warnings.length > 0) this.counts.warnings++
    const kept = row.outcome === 'rejected' ? this.#rejected : row.warnings.length > 0 ? this.#warned : this.#changed
    if (row.outcome !== 'unchanged' || row.warnings.length > 0) {
      if (kept.length < reportRows) kept.push(row)
    }
  }

  warnOfFile(...problems: readonly Problem[]): void {
    this.#fileWarnings.push(...problems)
  }

  build(kind: ImportKind, fileName: string, table: ParsedTable): ImportReport {
    return {
      kind,
      fileName,
      sheet: table.sheet,
      counts: { ...this.counts },
      fileErrors: [...table.fileErrors] as ImportReport['fileErrors'],
      fileWarnings: [...table.fileWarnings, ...this.#fileWarnings] as ImportReport['fileWarnings'],
      rows: [this.#rejected, this.#warned, this.#changed].flatMap(inOrder).slice(0, reportRows),
      batchId: null,
    }
  }
}

/** Rows as they stand in the workbook: a planner may judge them in another order. */
function inOrder(rows: readonly ImportRow[]): ImportRow[] {
  return rows.toSorted((a, b) => a.row - b.row)
}

/** True where nothing in the report stands in the way of carrying it out. */
export function mayApply(report: ImportReport): boolean {
  return report.counts.rejected === 0 && report.fileErrors.length === 0
}

/** A copy of problems whose fields are named by the workbook's headers. */
export function withHeaders(
  problems: readonly Problem[],
  header: (field: string | undefined) => string | undefined,
): ImportRow['errors'] {
  return problems.map((problem) => {
    const field = header(problem.field)
    return { code: problem.code, ...(problem.params && { params: { ...problem.params } }), ...(field && { field }) }
  })
}
