import { type AccountCheck, checkName, type WorkbookId } from '../../contract/accounts.ts'
import type { Check, Measure, Term, Workbook } from '../../core/accounts/workbook.ts'
import { measureOf, sheetOf } from '../../core/accounts/workbooks.ts'
import type { CellInput, Formula, SheetSpec, Typed, WrittenSheet } from '../excel/write.ts'
import type { Language, Words } from '../words.ts'
import { lettersOf } from './cells.ts'

/** A check with the total it is compared with, where that comes from outside this workbook; fen or a count. */
export interface OutsideCheck {
  readonly check: Check
  readonly source: AccountCheck['source']
  readonly unit: AccountCheck['unit']
  /** Null where both sides stand in this workbook. */
  readonly theirs: number | null
}

interface Context {
  readonly workbook: Workbook
  readonly checks: readonly OutsideCheck[]
  /** What the rows that were written add up to, by measure. */
  readonly written: (measure: Measure, sheet: WrittenSheet) => number
  readonly language: Language
  readonly words: Words
}

/**
 * 核对: this workbook's totals, by reference to its sheets, beside the same totals of other workbooks and of the yearly
 * figures, with the difference and the verdict as formulas.
 */
export function reconciliationSheet(context: Context): SheetSpec {
  const { words, checks } = context
  const header = (key: string) => words(`accounts:reconciliation.${key}`)
  return {
    name: header('sheet'),
    title: header('title'),
    columns: [
      { header: header('check'), kind: 'text', width: 44 },
      { header: header('ours'), kind: 'money', width: 18 },
      { header: header('source'), kind: 'text', width: 44 },
      { header: header('theirs'), kind: 'money', width: 18 },
      { header: header('difference'), kind: 'money', width: 14 },
      { header: header('verdict'), kind: 'number', width: 26 },
    ],
    rows: (sheets) => lines(context, checks, sheets),
  }
}

function* lines(context: Context, checks: readonly OutsideCheck[], sheets: readonly WrittenSheet[]) {
  const { words } = context
  const [agrees, differs] = [words('accounts:reconciliation.agrees'), words('accounts:reconciliation.differs')]
  let isAllWell = true
  for (const outside of checks) {
    const { check, unit } = outside
    const ours = sideOf(context, check.ours, sheets, unit)
    const theirs =
      outside.theirs === null ? sideOf(context, check.theirs, sheets, unit) : { value: outside.theirs, kind: unit }
    const difference = resultOf(ours) - resultOf(theirs)
    if (difference !== 0) isAllWell = false
    yield [
      checkName(check.id, words),
      ours,
      sourceName(context, outside, sheets),
      theirs,
      { formula: (row: number) => `ROUND(B${row}-D${row},2)`, result: difference, kind: unit },
      {
        formula: (row: number) => `IF(E${row}=0,"${agrees}","${differs}")`,
        result: difference === 0 ? agrees : differs,
      },
    ] satisfies CellInput[]
  }
  const [well, ill] = [words('accounts:reconciliation.allAgree'), words('accounts:reconciliation.someDiffer')]
  const first = 3
  yield [
    words('accounts:reconciliation.verdict'),
    null,
    null,
    null,
    null,
    {
      formula: (row: number) =>
        `IF(COUNTIF(F${first}:F${row - 1},"${agrees}")=ROWS(F${first}:F${row - 1}),"${well}","${ill}")`,
      result: isAllWell ? well : ill,
    },
  ] satisfies CellInput[]
}

function sourceName(context: Context, { source, check }: OutsideCheck, sheets: readonly WrittenSheet[]): string {
  const { workbook, words, language } = context
  if ('figure' in source)
    return words('accounts:reconciliation.figure', { label: source.label[language], year: source.year })
  if (source.workbook === workbook.id) {
    const named = new Set(check.theirs.map((term) => sheetNameOf(context, term, sheets)))
    return words('accounts:reconciliation.thisSheet', { sheets: [...named].join('、') })
  }
  return words(`accounts:workbooks.${source.workbook}.title`)
}

function sheetNameOf({ workbook }: Context, term: Term, sheets: readonly WrittenSheet[]): string {
  if (!('measure' in term)) throw new Error('a figure is no sheet of this workbook')
  const { sheet } = measureOf(workbook.id, term.measure)
  return (sheets[workbook.sheets.findIndex(({ id }) => id === sheet)] as WrittenSheet).name
}

const resultOf = (cell: Formula | Typed) => Number('formula' in cell ? cell.result : cell.value)

/** Totals of this workbook, as a formula over its sheets. */
function sideOf(
  context: Context,
  terms: readonly Term[],
  sheets: readonly WrittenSheet[],
  unit: AccountCheck['unit'],
): Formula {
  let [text, sum] = ['', 0]
  for (const term of terms) {
    if (!('measure' in term)) throw new Error('a figure is no total of this workbook')
    const measure = measureOf(context.workbook.id, term.measure)
    const at = context.workbook.sheets.findIndex((sheet) => sheet.id === measure.sheet)
    const written = sheets[at] as WrittenSheet
    text += `${term.sign === -1 ? '-' : text === '' ? '' : '+'}${reference(context, measure, written)}`
    sum += (term.sign ?? 1) * context.written(measure, written)
  }
  return { formula: () => text, result: sum, kind: unit }
}

/** The cell of a total, or the sum of the rows that a measure is of. */
function reference({ workbook, words }: Context, measure: Measure, written: WrittenSheet): string {
  const sheet = sheetOf(workbook, measure.sheet)
  const name = `'${written.name.replaceAll("'", "''")}'!`
  const { firstRow, lastRow, totalsRow } = written
  if (lastRow < firstRow) return '0'
  if (measure.only === undefined) return `${name}${lettersOf(sheet, measure.column)}${totalsRow}`
  const range = (column: string) => {
    const letters = lettersOf(sheet, column)
    return `${name}$${letters}$${firstRow}:$${letters}$${lastRow}`
  }
  const conditions = Object.entries(measure.only).map(([column, value]) => {
    const choices = sheet.columns.find((candidate) => candidate.id === column)?.choices
    return `${range(column)},"${choices === undefined ? value : words(`${choices}.${value}`)}"`
  })
  return `SUMIFS(${range(measure.column)},${conditions.join(',')})`
}

/** True where every term stands in this workbook. */
export function isInside(own: WorkbookId, terms: readonly Term[]): boolean {
  return terms.every((term) => !('figure' in term) && (term.workbook ?? own) === own)
}
