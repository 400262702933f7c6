import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { xmlText } from '../xml-text.ts'

/** What a document is put together from; `writeWord` makes the file. */
export type Block = Paragraph | Table

export function title(text: string): Block {
  return new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: runs(text) })
}

export function heading(text: string): Block {
  return new Paragraph({ heading: HeadingLevel.HEADING_1, keepNext: true, children: runs(text) })
}

export function paragraph(text: string, options: Omit<IParagraphOptions, 'children' | 'text'> = {}): Block {
  return new Paragraph({ ...options, children: runs(text) })
}

export interface WordColumn {
  /** '' where the column needs none; a table of such columns has no head. */
  readonly header: string
  /** Its share of the page's width beside the others. */
  readonly width: number
  /** Amounts and counts: to the right, in one line. */
  readonly isNumber?: boolean | undefined
}

export interface WordRow {
  readonly cells: readonly string[]
  /** Struck through: it stays to be seen, and counts for nothing. */
  readonly isStruck?: boolean | undefined
}

/** A table as wide as the page; its head comes again on every page. */
export function table(columns: readonly WordColumn[], rows: readonly WordRow[], totals?: readonly string[]): Block {
  const share = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.floor((column.width / share) * textWidth))
  const row = (cells: readonly string[], style: CellStyle, isHead = false) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: columns.map((column, index) => cell(cells[index] ?? '', widths[index] ?? 0, column, style)),
    })
  const head = columns.map((column) => column.header)
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      ...(head.some((text) => text !== '') ? [row(head, { isBold: true, fill: 'E7EEF7' }, true)] : []),
      ...rows.map(({ cells, isStruck }) => row(cells, { isStruck: isStruck === true })),
      ...(totals ? [row(totals, { isBold: true })] : []),
    ],
  })
}

interface CellStyle {
  readonly isBold?: boolean
  readonly isStruck?: boolean
  readonly fill?: string
}

/** Between the margins of an A4 page, in twentieths of a point. */
export const page = { width: 11906, height: 16838, margin: 1134 } as const
const textWidth = page.width - 2 * page.margin

const line = { style: BorderStyle.SINGLE, size: 4, color: '9AA5B1' } as const

function cell(text: string, width: number, column: WordColumn, style: CellStyle): TableCell {
  const { isBold = false, isStruck = false, fill } = style
  const alignment = column.isNumber ? AlignmentType.RIGHT : fill ? AlignmentType.CENTER : AlignmentType.LEFT
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { left: 70, right: 70, top: 30, bottom: 30 },
    borders: { top: line, bottom: line, left: line, right: line },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(fill !== undefined && { shading: { fill } }),
    children: [
      new Paragraph({
        alignment,
        spacing: { after: 0 },
        children: runs(text, { bold: isBold, strike: isStruck, size: 18 }),
      }),
    ],
  })
}

/** The text in runs, one to a line. */
function runs(text: string, style: { bold?: boolean; strike?: boolean; size?: number } = {}): TextRun[] {
  return xmlText(text)
    .split(/\r\n|\r|\n/)
    .map((part, index) => new TextRun({ ...style, text: part, ...(index > 0 && { break: 1 }) }))
}
