/**
 * The text of a draft: lines of words with references in braces in place of numbers, `累计交房{{handover/done}}户`.
 * A reference names a figure (`handover/done`), one of its parts (`fees/receivable#vacant`), a side of a ratio
 * (`handover/rate.numerator`), or something told of it: the year before (`@before`), the difference (`@change`), the
 * target (`@target`), how far it was missed (`@gap`), the target of the next year (`@next`). `year` and `asOf` are the
 * report's own.
 */
export interface Reference {
  readonly figure: string
  readonly part?: string
  readonly side?: 'numerator' | 'denominator'
  readonly of?: ReferenceOf
}

export const referencesOf = ['before', 'change', 'target', 'gap', 'next'] as const
export type ReferenceOf = (typeof referencesOf)[number]

/** What a report says of itself. */
export const reportWords = ['year', 'asOf'] as const

export type DraftPiece = { readonly text: string } | { readonly ref: string }

const inBraces = /\{\{([^{}\n]+)\}\}/g
const shape = /^([a-z0-9-]+(?:\/[a-z0-9-]+)+)(?:#([^{}@\n]+?))?(?:\.(numerator|denominator))?(?:@([a-z]+))?$/

/** A reference taken apart; null where it is none, whatever figures there are. */
export function parseReference(text: string): Reference | null {
  const [, figure, part, side, of] = shape.exec(text) ?? []
  if (figure === undefined) return null
  if (of !== undefined && !referencesOf.some((one) => one === of)) return null
  return {
    figure,
    ...(part !== undefined && { part: withSigns(part) }),
    ...(side !== undefined && { side: side as 'numerator' }),
    ...(of !== undefined && { of: of as ReferenceOf }),
  }
}

function withSigns(name: string): string {
  return name.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** The other way round. Names of the office's own may hold signs that mean something here. */
export function referenceText({ figure, part, side, of }: Reference): string {
  const name = part?.replace(/[%@{}.]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${figure}${name === undefined ? '' : `#${name}`}${side ? `.${side}` : ''}${of ? `@${of}` : ''}`
}

/** A line in pieces: words, and the references between them. */
export function draftPieces(line: string): DraftPiece[] {
  const pieces: DraftPiece[] = []
  let from = 0
  for (const match of line.matchAll(inBraces)) {
    if (match.index > from) pieces.push({ text: line.slice(from, match.index) })
    pieces.push({ ref: (match[1] ?? '').trim() })
    from = match.index + match[0].length
  }
  if (from < line.length) pieces.push({ text: line.slice(from) })
  return pieces
}

/** The references of a text, each once. */
export function referencesIn(text: string): string[] {
  return [...new Set([...text.matchAll(inBraces)].map((match) => (match[1] ?? '').trim()))]
}

export function inText(ref: string): string {
  return `{{${ref}}}`
}

/** A number as somebody typed it, with where it stands in the text and which of the text's numbers it is. */
export interface TypedNumber {
  readonly index: number
  readonly start: number
  readonly text: string
  /** What stands before it, for telling what it is about. */
  readonly before: string
}

const wordsBefore = 16
const number = /(?<![\d.,A-Za-z])\d+(?:,\d{3})*(?:\.\d+)?%?/g

/** The plain numbers of a text, outside references, in order. */
export function typedNumbers(text: string): TypedNumber[] {
  // A reference gives way to as many blanks, so that places stay what they are.
  const bare = text.replace(inBraces, (whole) => ' '.repeat(whole.length))
  return [...bare.matchAll(number)].map((match, index) => ({
    index,
    start: match.index,
    text: match[0],
    before: text.slice(Math.max(0, match.index - wordsBefore), match.index),
  }))
}

/** True for one digit, and for days, months and years: what is a number by chance. */
export function isIncidental(text: string, { start, text: digits }: TypedNumber): boolean {
  if (/^\d$/.test(digits)) return true
  const after = text.slice(start + digits.length, start + digits.length + 12)
  return /^\s?(年|月|日|号|\.\s)|^ (January|February|March|April|May|June|July|August|September|October|November|December)/.test(
    after,
  )
}

/** Whether two printed numbers say the same: `1258` and `1,258`, `1061102` and `1,061,102.00`. */
export function isSameNumber(a: string, b: string): boolean {
  if (a.endsWith('%') !== b.endsWith('%')) return false
  const plain = (text: string) =>
    text
      .replace(/[,%]/g, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')
  return plain(a) === plain(b)
}

/** The text with some of its typed numbers replaced by references. */
export function withReferences(text: string, chosen: ReadonlyMap<number, string>): string {
  return typedNumbers(text).reduceRight((whole, { index, start, text: digits }) => {
    const ref = chosen.get(index)
    return ref === undefined ? whole : whole.slice(0, start) + inText(ref) + whole.slice(start + digits.length)
  }, text)
}

/** As it is kept: no blanks at the ends of lines, no empty lines. */
export function tidyText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .join('\n')
}
