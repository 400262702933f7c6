import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import { type GradeName, grades } from '../../contract/vocabulary.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { headerOf } from './columns.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedTable } from './table.ts'
import { placeOf, UnitRows } from './unitRows.ts'

/**
 * Compares a survey workbook with the register. A form is known by its survey and unit: given again, its reply is brought
 * to what is given. The workbook knows one date only, so a returned form counts as returned on its day of issue.
 */
export async function planSurveys(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const surveys = new Map(
    (await db.selectFrom('survey').select(['id', 'name']).execute()).map((one) => [one.name, one.id]),
  )
  const closed = await closedThrough(db)
  const stored = await loadForms(db, table)
  const begun = new Set<string>()
  const rowOf = new Map<string, number>()
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const errors: Problem[] = []
    const warnings: Problem[] = []
    const unit = units.find(row)
    if ('problem' in unit) errors.push(unit.problem)
    const name = String(row.values.survey ?? '')
    const issuedOn = String(row.values.issuedOn ?? '')
    const { grade, returned } = row.values
    if (issuedOn > today)
      errors.push({ code: 'date-after-today', field: 'issuedOn', params: { date: issuedOn, today } })
    if (returned === 'no' && grade !== undefined) errors.push({ code: 'grade-not-returned', field: 'grade' })
    if (returned === 'yes' && grade === undefined) warnings.push({ code: 'reply-without-grade', field: 'grade' })
    const key = 'id' in unit ? `${name} ${unit.id}` : ''
    const first = rowOf.get(key)
    if (key !== '' && first !== undefined) errors.push({ code: 'duplicate-row', params: { row: first } })
    else rowOf.set(key, row.row)
    const before = stored.get(key)
    const isReturned = returned === 'yes' || grade !== undefined
    const patch: Row = {}
    if (row.values.issuedOn !== undefined) patch.issued_on = issuedOn
    if (returned === 'no') Object.assign(patch, { returned_on: null, grade: null })
    if (isReturned) patch.returned_on = before?.row.returned_on ?? issuedOn
    if (grade !== undefined) patch.grade = String(grade)
    if (isReturned && String(patch.returned_on) < issuedOn) patch.returned_on = issuedOn
    const changed = Object.keys(patch).filter((column) => patch[column] !== before?.row[column])
    if (closed !== null && (!before || changed.length > 0)) {
      const shut = [issuedOn, before?.row.returned_on].find((date) => typeof date === 'string' && date <= closed)
      const isShut = before ? changed.includes('issued_on') || String(before.row.returned_on ?? '9') <= closed : true
      if (shut && isShut) {
        errors.push({ code: 'period-closed', field: 'issuedOn', params: { date: shut, through: closed } })
      }
    }
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const outcome = refused.length > 0 ? 'rejected' : !before ? 'added' : changed.length > 0 ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: [name, placeOf(row)].join(' '),
      changes: before && outcome === 'updated' ? changesOf(before.row, patch) : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (outcome === 'added' && 'id' in unit) {
      const reference = `survey:${name}`
      if (!surveys.has(name) && !begun.has(name)) {
        begun.add(name)
        operations.push({
          action: 'insert',
          table: 'survey',
          reference,
          row: { name, edition_id: null, begun_on: issuedOn },
        })
      }
      operations.push({
        action: 'insert',
        table: 'survey_form',
        reference: `survey_form:${row.row}`,
        row: {
          survey_id: surveys.get(name) ?? { reference },
          unit_id: unit.id,
          code: null,
          returned_on: null,
          grade: null,
          comment: '',
          keyed_by: '',
          ...patch,
        },
      })
    }
    if (outcome === 'updated' && before) {
      const { id, version } = before
      operations.push({
        action: 'update',
        table: 'survey_form',
        id,
        version,
        patch: Object.fromEntries(changed.map((column) => [column, patch[column] ?? null])),
      })
    }
  }
  return operations
}

const header = (field: string | undefined) => headerOf('surveys', field)

function changesOf(before: Row, patch: Row): ImportRow['changes'] {
  const columns = { issued_on: 'issuedOn', returned_on: 'returned', grade: 'grade' } as const
  const shown = (column: string, value: unknown) => {
    if (column === 'returned_on') return value === null ? '否' : '是'
    return column === 'grade' ? (grades[value as GradeName] ?? '') : String(value ?? '')
  }
  return Object.entries(columns).flatMap(([column, field]) => {
    if (!(column in patch)) return []
    const [from, to] = [shown(column, before[column] ?? null), shown(column, patch[column] ?? null)]
    return from === to ? [] : [{ column: header(field) ?? field, from, to }]
  })
}

interface StoredForm {
  readonly id: number
  readonly version: number
  readonly row: Row
}

async function loadForms(db: Db, table: ParsedTable): Promise<Map<string, StoredForm>> {
  const names = [...new Set(table.rows.map((row) => String(row.values.survey ?? '')))]
  const rows = await db
    .selectFrom('survey_form')
    .innerJoin('survey', 'survey.id', 'survey_form.survey_id')
    .selectAll('survey_form')
    .select('survey.name')
    .where('survey.name', 'in', names.slice(0, 500))
    .execute()
  return new Map(
    rows.map(({ name, ...row }) => [
      `${name} ${row.unit_id}`,
      { id: row.id, version: Number(row.version), row: { ...row } as Row },
    ]),
  )
}
