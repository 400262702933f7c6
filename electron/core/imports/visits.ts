import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import { type VisitResult, visitResults } from '../../contract/vocabulary.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { headerOf } from './columns.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks, placeOf, UnitRows } from './unitRows.ts'

/** A visit on file or planned here, with the findings it has. */
interface Known {
  /** Null while it is only planned here. */
  readonly id: number | null
  readonly version: number
  visitor: string
  readonly reference: string
  readonly findings: Set<string>
}

/**
 * Compares a visits workbook with the register: one row a finding. Rows of one day, unit and result are one visit; a
 * row is known by these and the finding's kind and words, so the same row again changes nothing.
 */
export async function planVisits(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const known = await loadVisits(db, table)
  const staff = new Map(
    (await db.selectFrom('staff').select(['id', 'name']).execute()).map((one) => [one.name, one.id]),
  )
  const closed = await closedThrough(db)
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const errors: Problem[] = []
    const warnings: Problem[] = []
    const unit = units.find(row)
    if ('problem' in unit) errors.push(unit.problem)
    const onDate = String(row.values.onDate ?? '')
    const [kind, content] = [row.values.kind, String(row.values.content ?? '')]
    if (onDate > today) errors.push({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    if (kind === undefined && content !== '') errors.push({ code: 'finding-without-kind', field: 'kind' })
    // A row without a result is refused for that.
    const result = row.values.result as VisitResult | undefined
    if (kind !== undefined && result !== undefined && result !== 'met') {
      warnings.push({ code: 'finding-not-counted', field: 'kind', params: { result: visitResults[result] } })
    }
    const visitKey = 'id' in unit ? `${onDate} ${unit.id} ${row.values.result}` : ''
    const finding = kind === undefined ? null : `${kind} ${content}`
    const first = rowOf.get(`${visitKey} ${finding}`)
    if ('id' in unit && first !== undefined) errors.push({ code: 'duplicate-row', params: { row: first } })
    else rowOf.set(`${visitKey} ${finding}`, row.row)
    const before = known.get(visitKey)
    const visitor = row.values.visitor === undefined ? undefined : String(row.values.visitor)
    const isNewFinding = finding !== null && !before?.findings.has(finding)
    const isNew = !before || isNewFinding
    if (isNew && closed !== null && onDate !== '' && onDate <= closed) {
      errors.push({ code: 'period-closed', field: 'onDate', params: { date: onDate, through: closed } })
    }
    const isOther = before !== undefined && before.id !== null && visitor !== undefined && visitor !== before.visitor
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const outcome = refused.length > 0 ? 'rejected' : isNew ? 'added' : isOther ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: keyOf(row),
      changes:
        outcome === 'updated'
          ? [{ column: header('visitor') ?? '', from: before?.visitor ?? '', to: visitor ?? '' }]
          : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (outcome === 'rejected' || !('id' in unit)) continue
    const person = { visitor: visitor ?? '', visitor_id: staff.get(visitor ?? '') ?? null }
    const visit = before ?? {
      id: null,
      version: 1,
      visitor: person.visitor,
      reference: `visit:${visitKey}`,
      findings: new Set<string>(),
    }
    if (!before) {
      known.set(visitKey, visit)
      operations.push({
        action: 'insert',
        table: 'visit',
        reference: visit.reference,
        row: {
          unit_id: unit.id,
          on_date: onDate,
          result: String(row.values.result),
          ...person,
          person: '',
          note: '',
          request_key: null,
        },
      })
    }
    if (isNewFinding && finding !== null) {
      visit.findings.add(finding)
      operations.push({
        action: 'insert',
        table: 'visit_finding',
        reference: `visit_finding:${row.row}`,
        row: {
          visit_id: visit.id ?? { reference: visit.reference },
          on_date: onDate,
          kind: String(kind),
          content,
          case_kind: null,
          case_id: null,
        },
      })
    }
    if (isOther && before.id !== null) {
      before.visitor = person.visitor
      operations.push({ action: 'update', table: 'visit', id: before.id, version: before.version, patch: person })
    }
  }
  return operations
}

const header = (field: string | undefined) => headerOf('visits', field)

function keyOf(row: ParsedRow): string {
  const { onDate, result, content } = row.values
  return [onDate, placeOf(row), visitResults[result as VisitResult], content].filter(Boolean).join(' ')
}

async function loadVisits(db: Db, table: ParsedTable): Promise<Map<string, Known>> {
  const days = [...new Set(table.rows.map((row) => String(row.values.onDate ?? '')))]
  const visits = new Map<string, Known>()
  for (const some of chunks(days, 500)) {
    const rows = await db
      .selectFrom('visit')
      .leftJoin('visit_finding', 'visit_finding.visit_id', 'visit.id')
      .select(['visit.id', 'visit.version', 'visit.unit_id', 'visit.on_date', 'visit.result', 'visit.visitor'])
      .select(['visit_finding.kind', 'visit_finding.content'])
      .where('visit.on_date', 'in', some)
      .orderBy('visit.id')
      .execute()
    for (const row of rows) {
      const key = `${row.on_date} ${row.unit_id} ${row.result}`
      const visit = visits.get(key) ?? {
        id: row.id,
        version: Number(row.version),
        visitor: row.visitor,
        reference: '',
        findings: new Set<string>(),
      }
      visits.set(key, visit)
      if (row.kind !== null) visit.findings.add(`${row.kind} ${row.content}`)
    }
  }
  return visits
}
