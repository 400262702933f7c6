import type { FigureResult } from '../../contract/summary.ts'
import type { Figure } from '../../core/summary/figure.ts'
import { columnLetters, type Formula, type Typed } from '../excel/write.ts'
import type { Language } from '../words.ts'
import { addsUp, recordColumns } from './records.ts'

/** Where the records of a figure stand; without records the last row is before the first. */
export interface RecordRange {
  readonly sheet: string
  readonly firstRow: number
  readonly lastRow: number
}

/** What a figure or one of its parts is, as formulas over its records; null where it is to stand as a number. */
export interface OwnFormulas {
  readonly value: string | null
  readonly numerator: string | null
  readonly denominator: string | null
}

export const numbersOnly: OwnFormulas = { value: null, numerator: null, denominator: null }

/** Counts the records of a range by their running numbers. */
export function countOf(range: RecordRange): Formula | Typed {
  const rows = range.lastRow - range.firstRow + 1
  if (rows <= 0) return { value: 0, kind: 'count' }
  return { formula: () => `COUNT(${cellsOf(range, 0)})`, result: rows, kind: 'count' }
}

/**
 * The formulas of a figure over the sheet of its records.
 * @param yes how the sheet marks a record that is in the numerator
 * @returns for a part by its key, for the whole without one
 */
export function recordFormulas(
  figure: Figure,
  result: FigureResult,
  range: RecordRange,
  language: Language,
  yes: string,
): (part: string | undefined) => OwnFormulas {
  const columns = recordColumns(figure)
  const told = partWords(result, language)
  const isOf = (key: string) => {
    const word = told.get(key)
    return word === undefined || columns.part === null ? null : `(${cellsOf(range, columns.part)}=${quoted(word)})`
  }
  const isCounted = columns.counted === null ? '' : `(${cellsOf(range, columns.counted)}=${quoted(yes)})`
  const amounts = cellsOf(range, columns.measure)
  const sums = figure.unit === 'm2' || addsUp(figure)
  return (part) => {
    if (range.lastRow < range.firstRow) return numbersOnly
    if (part === undefined) {
      const rows = `COUNT(${cellsOf(range, 0)})`
      return {
        value: sums ? `ROUND(SUM(${amounts}),2)` : rows,
        numerator: `SUMPRODUCT(--${isCounted})`,
        denominator: rows,
      }
    }
    const mine = isOf(part)
    if (mine === null) return numbersOnly
    return {
      value: sums ? `ROUND(SUMPRODUCT(${mine}*${amounts}),2)` : `SUMPRODUCT(--${mine})`,
      numerator: `SUMPRODUCT(${mine}*${isCounted})`,
      denominator: `SUMPRODUCT(--${mine})`,
    }
  }
}

/** How the sheet of records names each part; none that it cannot tell from another, or that no formula can hold. */
function partWords({ parts }: FigureResult, language: Language): ReadonlyMap<string, string> {
  const words = parts.map((part) => [part.key, part.label[language]] as const)
  const alike = (word: string) => words.filter(([, other]) => other.toLowerCase() === word.toLowerCase()).length
  return new Map(words.filter(([, word]) => alike(word) === 1 && word !== '' && word.length <= longestLiteral))
}

/** Excel's limit of a text inside a formula. */
const longestLiteral = 255

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function cellsOf({ sheet, firstRow, lastRow }: RecordRange, column: number): string {
  const letters = columnLetters(column + 1)
  return `'${sheet.replaceAll("'", "''")}'!$${letters}$${firstRow}:$${letters}$${lastRow}`
}
