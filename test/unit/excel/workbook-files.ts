/** Workbooks built by hand, byte by byte where need be, for what no spreadsheet program would write. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll } from 'vitest'
import { type OpenSheet, type ReadOptions, readSheet, type SheetRow } from '../../../electron/documents/excel/read.ts'

export interface ZipEntry {
  readonly name: string
  readonly data: string | Buffer
  /** What the directory says instead of the truth. */
  readonly declaredSize?: number
  readonly declaredCrc?: number
  readonly encrypted?: boolean
  readonly stored?: boolean
}

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string)
    const packed = entry.stored ? data : deflateRawSync(data)
    const name = Buffer.from(entry.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2)
    fields.writeUInt16LE(entry.stored ? 0 : 8, 4)
    fields.writeUInt32LE(entry.declaredCrc ?? crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(entry.declaredSize ?? data.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, tail, name]))
    parts.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

export interface HandMade {
  /** Inside sheetData. */
  readonly rows: string
  /** After sheetData. */
  readonly after?: string
  readonly shared?: string
  readonly styles?: string
  readonly workbookPr?: string
  readonly sheet?: Partial<ZipEntry>
  readonly more?: readonly ZipEntry[]
  readonly mainType?: string
}

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

/** A small whole workbook with one sheet 房屋. */
export function entriesOf(made: HandMade): ZipEntry[] {
  const relations = [
    `<Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/>`,
    made.shared === undefined
      ? ''
      : `<Relationship Id="rId2" Type="${REL}/sharedStrings" Target="/xl/sharedStrings.xml"/>`,
    made.styles === undefined ? '' : `<Relationship Id="rId3" Type="${REL}/styles" Target="styles.xml"/>`,
  ]
  return [
    {
      name: '[Content_Types].xml',
      data: `<Types><Override PartName="/xl/workbook.xml" ContentType="${made.mainType ?? MAIN}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships><Relationship Id="a" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook ${NS} xmlns:r="${REL}">${made.workbookPr ?? ''}<sheets><sheet name="房屋" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${relations.join('')}</Relationships>` },
    ...(made.shared === undefined ? [] : [{ name: 'xl/sharedStrings.xml', data: `<sst ${NS}>${made.shared}</sst>` }]),
    ...(made.styles === undefined
      ? []
      : [{ name: 'xl/styles.xml', data: `<styleSheet ${NS}>${made.styles}</styleSheet>` }]),
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><worksheet ${NS}><sheetData>${made.rows}</sheetData>${made.after ?? ''}</worksheet>`,
      ...made.sheet,
    },
    ...(made.more ?? []),
  ]
}

export const workbookOf = (made: HandMade) => zipOf(entriesOf(made))

const folder = mkdtempSync(join(tmpdir(), 'excel-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0

/** A path for a file of this test, in a folder that goes at the end. */
export function newPath(name = 'book.xlsx'): string {
  count += 1
  return join(folder, `${count}-${name}`)
}

export function fileOf(content: Buffer | string, name = 'book.xlsx'): string {
  const path = newPath(name)
  writeFileSync(path, content)
  return path
}

export async function readAll(file: string, options?: ReadOptions): Promise<OpenSheet & { all: SheetRow[] }> {
  const sheet = await readSheet(file, options)
  const all: SheetRow[] = []
  for await (const row of sheet.rows) all.push(row)
  return { ...sheet, all }
}

/** The cells of all rows of a hand-made sheet, as plain objects by column. */
export async function cellsOf(made: HandMade) {
  const { all } = await readAll(fileOf(workbookOf(made)))
  return all.map(({ row, cells }) => ({ row, ...Object.fromEntries(cells) }))
}
