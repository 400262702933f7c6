import { open, readFile } from 'node:fs/promises'
import { type OtherSheet, type SheetRow, WorkbookRefused } from '../excel/read.ts'
import { DEFAULT_LIMITS } from '../excel/refusal.ts'

/** So much of a file says whether it is text, and which sign parts its columns. */
const looked = 64 * 1024

/**
 * A text file of rows as banks, WeChat and Alipay write them: GBK or Unicode, commas or tabs, quoted or not. Null where
 * the file is none, as a workbook, or is nothing that anybody could read.
 * @throws WorkbookRefused `too-large`
 */
export async function openTextTable(file: string): Promise<OtherSheet[] | null> {
  if (!(await isText(file))) return null
  const text = decoded(await readFile(file))
  if (text === null) return null
  return [
    {
      name: 'CSV',
      visible: true,
      open: () => ({ mergedCells: [], rows: rowsOf(text, separatorOf(text))[Symbol.asyncIterator]() }),
    },
  ]
}

async function isText(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const start = Buffer.alloc(looked)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    const latin = start.toString('latin1', 0, bytesRead).replace(/^\xef\xbb\xbf/, '')
    const isOther = /^(PK|%PDF|\s*<)/.test(latin) || (latin.includes('\0') && !latin.startsWith('\xff\xfe'))
    if (bytesRead === 0 || isOther) return false
    const { size } = await handle.stat()
    const { fileBytes: limit } = DEFAULT_LIMITS
    if (size > limit) throw new WorkbookRefused('too-large', { part: 'file', bytes: size, limit })
    return true
  } finally {
    await handle.close()
  }
}

/** Unicode where it is such, or else GBK, in which Chinese banks and payment services write. */
function decoded(bytes: Buffer): string | null {
  const encodings = bytes.toString('latin1', 0, 2) === '\xff\xfe' ? ['utf-16le'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this one: the next is tried.
    }
  }
  return null
}

/** Tabs behind the values of a file with commas, as Alipay writes them, are no columns. */
function separatorOf(text: string): ',' | '\t' {
  const start = text.slice(0, looked)
  const count = (sign: string) => start.split(sign).length
  return count('\t') > 2 * count(',') ? '\t' : ','
}

/** Rows are numbered as lines that a spreadsheet program would show; rows without a value are skipped. */
async function* rowsOf(text: string, separator: string): AsyncGenerator<SheetRow, void, undefined> {
  let row = 0
  for (const values of valuesOf(text, separator)) {
    row += 1
    const cells = new Map(
      values.flatMap((value, index) => {
        const plain = bare(value)
        return plain === '' ? [] : [[index + 1, { kind: 'text', text: plain }] as const]
      }),
    )
    if (cells.size > 0) yield { row, cells }
  }
}

/** Without what keeps a spreadsheet program from taking a long number for one: `\t123`, `` `123 ``, `'123`, `="123"`. */
function bare(value: string): string {
  return value
    .trim()
    .replace(/^=?"(.*)"$/, '$1')
    .replace(/^[`']/, '')
    .trim()
}

/** Rows of values; a quoted value may hold separators, line breaks and doubled quotes. */
function* valuesOf(text: string, separator: string): Generator<string[]> {
  let values: string[] = []
  let value = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (quoted) {
      if (sign !== '"') value += sign
      else if (text[at + 1] === '"') {
        value += sign
        at += 1
      } else quoted = false
    } else if (sign === '"' && value.trim() === '') {
      value = ''
      quoted = true
    } else if (sign === separator) {
      values.push(value)
      value = ''
    } else if (sign === '\n') {
      yield [...values, value]
      values = []
      value = ''
    } else if (sign !== '\r') value += sign
  }
  if (value !== '' || values.length > 0) yield [...values, value]
}
