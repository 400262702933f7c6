import { sql } from 'kysely'
import type { AnalysisDimension, ComplaintAnalysis } from '../../contract/complaints.ts'
import type { Db } from '../context.ts'
import { isClosedOn, isValidOn } from './standing.ts'

const keys = {
  kind: sql<string>`complaint.kind`,
  area: sql<string>`coalesce(area.name, '')`,
  cause: sql<string>`coalesce(complaint.cause, '')`,
  against: sql<string>`complaint.against`,
} as const satisfies Readonly<Record<AnalysisDimension, unknown>>

/**
 * Valid complaints received in a year by month, the most frequent first: the same records as the figure
 * `complaints/received`, so the total is the figure.
 */
export async function analysisOf(
  db: Db,
  year: number,
  by: AnalysisDimension,
  asOf: string,
): Promise<ComplaintAnalysis> {
  const [from, end] = [`${year}-01-01`, `${year}-12-31`]
  const to = asOf < end ? asOf : end
  const received = sql`complaint.received_on >= ${from} AND complaint.received_on <= ${to}`
  const { rows } = await sql<{ key: string; month: number; n: number; closed: number }>`
    SELECT ${keys[by]} AS key, CAST(substr(complaint.received_on, 6, 2) AS INTEGER) AS month, count(*) AS n,
      sum(${isClosedOn(asOf)}) AS closed
    FROM complaint LEFT JOIN unit ON unit.id = complaint.unit_id LEFT JOIN building ON building.id = unit.building_id
      LEFT JOIN area ON area.id = building.area_id
    WHERE ${received} AND ${isValidOn(asOf)} GROUP BY 1, 2`.execute(db)
  const invalid = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM complaint WHERE ${received} AND NOT ${isValidOn(asOf)}`.execute(db)
  const table = [...Map.groupBy(rows, (row) => row.key)].map(([key, own]) => {
    const months = Array.from({ length: 12 }, (_, index) => own.find((row) => row.month === index + 1)?.n ?? 0)
    return { key, months, total: sum(months), closed: sum(own.map((row) => row.closed)) }
  })
  return {
    rows: table.toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1)),
    months: Array.from({ length: 12 }, (_, index) => sum(table.map((row) => row.months[index] ?? 0))),
    total: sum(table.map((row) => row.total)),
    closed: sum(table.map((row) => row.closed)),
    invalid: invalid.rows[0]?.n ?? 0,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
