/** Rows as SpreadsheetML text. Values go from our integers to the file's decimals without passing through binary fractions. */

import { xmlText } from '../xml-text.ts'
import { serialOfDate } from './calendar.ts'

/**
 * `text` · `count` whole number · `number` any finite number · `money` integer fen · `area` integer 0.01 m² ·
 * `ratio` {numerator, denominator}, shown as percent with one decimal · `date` `YYYY-MM-DD` ·
 * `moment` `YYYY-MM-DD HH:MM` in the office's zone · `points` integer tenths of a percentage point.
 */
export type ColumnKind = 'text' | 'count' | 'number' | 'money' | 'area' | 'ratio' | 'date' | 'moment' | 'points'

export interface Ratio {
  readonly numerator: number
  readonly denominator: number
}

/** How a cell stands out from its column. */
export interface Look {
  /** A cell of the workbook that it leads to, as a formula names it: `'收费'!A3`. */
  readonly link?: string | undefined
  readonly isStrong?: boolean | undefined
}

/** A formula in the words of the file (English names, commas), told its own row; `result` is what it gives. */
export interface Formula extends Look {
  readonly formula: (row: number) => string
  /** Of the column's kind, or a text. */
  readonly result: string | number | Ratio | null
  /** Where the cell is of another kind than its column. */
  readonly kind?: ColumnKind | undefined
}

/** A value of another kind than its column's, or of another look. */
export interface Typed extends Look {
  readonly value: string | number | Ratio | null
  readonly kind: ColumnKind
}

/** null, undefined, '' and a ratio over nothing are empty cells. Text in a column of numbers or dates is written as text. */
export type CellInput = string | number | Ratio | Formula | Typed | null | undefined

/** Style numbers of one column in the workbook being written. */
export interface ColumnStyles {
  readonly value: number
  readonly text: number
  /** Text that a spreadsheet or a CSV reader might take for a formula. */
  readonly quoted: number
}

/** One cell; an empty one has its style only, so that its border prints. @throws TypeError for a number that its kind cannot hold, which is a bug of the caller */
export function cellXml(
  reference: string,
  kind: ColumnKind,
  styles: ColumnStyles,
  input: Exclude<CellInput, Formula | Typed>,
): string {
  if (input === null || input === undefined || input === '') return emptyXml(reference, styles.value)
  if (typeof input === 'string') {
    const serial = kind === 'date' ? serialOfDate(input) : kind === 'moment' ? serialOfMoment(input) : null
    return serial === null ? textXml(reference, styles, input) : numberXml(reference, styles.value, String(serial))
  }
  if (kind === 'text') return textXml(reference, styles, String(input))
  const digits = typeof input === 'number' ? numberDigits(kind, input) : ratioDigits(input)
  return digits === '' ? emptyXml(reference, styles.value) : numberXml(reference, styles.value, digits)
}

export function emptyXml(reference: string, style: number): string {
  return `<c r="${reference}" s="${style}"/>`
}

export function numberXml(reference: string, style: number, digits: string): string {
  return `<c r="${reference}" s="${style}"><v>${digits}</v></c>`
}

/** A SUM over the column's rows with the result already in place, so that a viewer that does not calculate shows it. */
export function sumXml(reference: string, style: number, range: string, digits: string): string {
  return `<c r="${reference}" s="${style}"><f>SUM(${range})</f><v>${digits}</v></c>`
}

/** A formula with its result in place; the result of a column of texts is a text. */
export function formulaXml(
  reference: string,
  kind: ColumnKind,
  styles: ColumnStyles,
  formula: string,
  result: Formula['result'],
): string {
  const open = (type: string) => `<c r="${reference}" s="${styles.value}"${type}><f>${escapeXml(formula)}</f><v>`
  if (result === null || typeof result === 'string')
    return `${open(' t="str"')}${escapeXml(cellTextOf(result ?? ''))}</v></c>`
  const digits = typeof result === 'number' ? numberDigits(kind, result) : ratioDigits(result)
  return digits === '' ? `${open(' t="str"')}</v></c>` : `${open('')}${digits}</v></c>`
}

export function numberDigits(kind: ColumnKind, value: number): string {
  switch (kind) {
    case 'money':
    case 'area':
      return hundredths(wholeNumber(kind, value))
    case 'count':
      return String(wholeNumber(kind, value))
    case 'points':
      return String(wholeNumber(kind, value) / 10)
    case 'number':
      if (Number.isFinite(value)) return String(value)
  }
  throw new TypeError(`a cell of kind ${kind} cannot hold ${value}`)
}

function wholeNumber(kind: ColumnKind, value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`a cell of kind ${kind} cannot hold ${value}`)
  return value === 0 ? 0 : value
}

function hundredths(value: number): string {
  const size = Math.abs(value)
  const cents = size % 100
  const whole = (size - cents) / 100
  return `${value < 0 ? '-' : ''}${whole}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`}`
}

function ratioDigits({ numerator, denominator }: Ratio): string {
  return denominator === 0 ? '' : String(numerator / denominator)
}

function serialOfMoment(moment: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)$/.exec(moment)
  const day = match ? serialOfDate(match[1] as string) : null
  return match && day !== null ? day + (Number(match[2]) * 60 + Number(match[3])) / 1440 : null
}

// ——— text ———

/** Excel's limit of one cell, in UTF-16 units. */
export const MAX_TEXT = 32_767

const RISKY = /^[=+\-@\t\r]/
const SPECIAL = /[\s&<>_\p{Cc}\p{Cs}\ufffe\uffff]/u
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

export function textXml(reference: string, styles: ColumnStyles, input: string): string {
  const text = cellTextOf(input)
  if (text === '') return emptyXml(reference, styles.text)
  const style = RISKY.test(text) ? styles.quoted : styles.text
  const open = `<c r="${reference}" s="${style}" t="inlineStr"><is><t`
  if (!SPECIAL.test(text)) return `${open}>${text}</t></is></c>`
  return `${open} xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** The text as a cell can hold it: without control characters, half surrogates replaced, cut with a mark at Excel's limit. */
export function cellTextOf(input: string): string {
  const text = SPECIAL.test(input) ? xmlText(input) : input
  if (text.length <= MAX_TEXT) return text
  const mark = `…[+${text.length - MAX_TEXT}]`
  // A pair of surrogates must not be cut in half.
  return (
    text
      .slice(0, MAX_TEXT - mark.length)
      .toWellFormed()
      .replace(/\ufffd$/, '') + mark
  )
}

function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>\r]/g, (character) => ENTITIES[character] as string)
}
