import type { Moment } from './calendar.ts'
import { type Decimal, decimalOfNumber, normalizeText, parseDateText, parseDecimal, parseMonthText } from './text.ts'

export type CellValue =
  | { readonly kind: 'text'; readonly text: string }
  /** `raw` has the digits as the file has them, for exact arithmetic with `decimalOfNumber`. */
  | { readonly kind: 'number'; readonly value: number; readonly raw: string }
  /** A date-formatted number. A pure time of day comes with the date 1899-12-31, as Excel stores it. */
  | { readonly kind: 'date'; readonly date: string; readonly time: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `result` is what the workbook last calculated; an empty text is a result, null if it was never calculated. */
  | { readonly kind: 'formula'; readonly formula: string; readonly result: PlainValue | null }
  | { readonly kind: 'error'; readonly text: string }

export type PlainValue = Exclude<CellValue, { kind: 'formula' }>

/** The cell's value with a formula replaced by its stored result; null for an absent cell or an uncalculated formula. */
export function plainValue(cell: CellValue | undefined): PlainValue | null {
  if (!cell) return null
  return cell.kind === 'formula' ? cell.result : cell
}

/** The cell as normalised text, as the clerk sees it: `101`, `2024-03-05`, `2024-03-05 09:12`, `是`/`否`. '' if empty. */
export function cellText(cell: CellValue | undefined): string {
  const value = plainValue(cell)
  switch (value?.kind) {
    case undefined:
      return ''
    case 'text':
    case 'error':
      return normalizeText(value.text)
    case 'number':
      return String(Number(value.value.toPrecision(15)))
    case 'date':
      return value.time === '00:00' ? value.date : `${value.date} ${value.time}`
    case 'boolean':
      return value.value ? '是' : '否'
  }
}

/** A calendar date from an Excel date or text; null if it is neither. */
export function cellMoment(cell: CellValue | undefined): Moment | null {
  const value = plainValue(cell)
  if (value?.kind === 'date') return { date: value.date, time: value.time }
  // 20240305 typed as a number is a date; a bare day number without a date format is not.
  return value?.kind === 'text' || value?.kind === 'number' ? parseDateText(cellText(value)) : null
}

/** `YYYY-MM` from a month or a date, as text or as an Excel date (Excel turns a typed `2024-03` into 1 March). */
export function cellMonth(cell: CellValue | undefined): string | null {
  return parseMonthText(cellText(cell)) ?? cellMoment(cell)?.date.slice(0, 7) ?? null
}

/** The amount times 10^digits, exact; from a number or from text such as `¥1,234.50元`. */
export function cellDecimal(cell: CellValue | undefined, digits: number): Decimal {
  const value = plainValue(cell)
  if (value?.kind === 'number') return decimalOfNumber(value.raw, digits)
  return value?.kind === 'text' ? parseDecimal(value.text, digits) : { ok: false, refusal: 'not-a-number' }
}
