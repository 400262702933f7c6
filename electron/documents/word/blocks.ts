import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { xmlText } from '../xml-text.ts'

/** What a document is put together from; `writeWord` makes the file. */
export type Block = Paragraph | Table | TableOfContents

export function title(text: string): Block {
  return new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: runs(text) })
}

/** @param onNewPage whether it begins a page */
export function heading(text: string, onNewPage = false): Block {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    pageBreakBefore: onNewPage,
    children: runs(text),
  })
}

export function subheading(text: string): Block {
  return new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: runs(text) })
}

/** Who writes, over a double line. */
export function letterhead(text: string): Block {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 480 },
    border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 18, color: 'B03A2E', space: 6 } },
    children: runs(text, { bold: true, size: 40, color: 'B03A2E' }),
  })
}

/** The headings with their pages, written out; a reader that works pages out itself may bring them up to date. */
export function contents(text: string): Block[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 360, after: 160 },
      children: runs(text, { bold: true, size: 28 }),
    }),
    new TableOfContents(text, { hyperlink: true, headingStyleRange: '1-2' }),
  ]
}

/** The line above a picture, on the same page as it. */
export function caption(text: string): Block {
  return new Paragraph({
    keepNext: true,
    alignment: AlignmentType.CENTER,
    spacing: { before: 160, after: 40 },
    children: runs(text, { bold: true, size: 19 }),
  })
}

/** @param description all that it shows, for who cannot see it */
export function picture(
  drawn: { readonly png: Uint8Array; readonly width: number; readonly height: number },
  description: string,
  name: string,
): Block {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new ImageRun({
        type: 'png',
        data: drawn.png,
        transformation: { width: drawn.width, height: drawn.height },
        altText: { name: xmlText(name), title: xmlText(name), description: xmlText(description) },
      }),
    ],
  })
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
  readonly isStrong?: boolean | undefined
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
      ...rows.map(({ cells, isStruck, isStrong }) =>
        row(cells, { isStruck: isStruck === true, isBold: isStrong === true }),
      ),
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
function runs(
  text: string,
  style: { bold?: boolean; strike?: boolean; size?: number; color?: string } = {},
): TextRun[] {
  return xmlText(text)
    .split(/\r\n|\r|\n/)
    .map((part, index) => new TextRun({ ...style, text: part, ...(index > 0 && { break: 1 }) }))
}
