import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { readSheet, type WorkbookRefused } from '../../../electron/documents/excel/read.ts'
import { entriesOf, fileOf, type HandMade, newPath, readAll, workbookOf, zipOf } from './workbook-files.ts'

const refusalOf = async (reading: Promise<unknown>) => {
  const refused = (await reading.then(
    () => expect.fail('was read'),
    (error: unknown) => error,
  )) as WorkbookRefused
  expect(refused).toMatchObject({ name: 'WorkbookRefused' })
  return refused
}
const refused = async (content: Buffer | string, name?: string) =>
  (await refusalOf(readAll(fileOf(content, name)))).code
const refusedSheet = async (made: HandMade) => refused(workbookOf(made))
const good: HandMade = { rows: '<row><c t="inlineStr"><is><t>甲</t></is></c></row>' }

describe('a file that is no workbook', () => {
  it('is refused with what it seems to be', async () => {
    const found = async (content: string | Buffer) => (await refusalOf(readSheet(fileOf(content)))).params.found
    expect(await found('')).toBe('empty')
    expect(await found('区域,楼栋,房号\n一区,1栋,101\n')).toBe('text')
    expect(await found('\ufeff<html><table><tr><td>1</td></tr></table></html>')).toBe('html')
    expect(await found('<?xml version="1.0"?><Workbook/>')).toBe('xml')
    expect(await found('%PDF-1.7')).toBe('pdf')
    expect(await found(Buffer.from([0, 1, 2, 3, 0, 0]))).toBe('other')
    expect(await found(zipOf([{ name: 'photo.jpg', data: 'x' }]))).toBe('zip')
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
    expect(await found(workbookOf({ ...good, mainType: word }))).toBe('zip')
  })

  it('is told apart from the old Excel format and from a workbook with a password', async () => {
    const ole2 = Buffer.alloc(4096)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(ole2)
    expect(await refused(ole2)).toBe('old-xls')
    const locked = Buffer.concat([ole2, Buffer.alloc(1024 * 1024 - 4096 - 7), Buffer.from('EncryptionInfo', 'utf16le')])
    expect(await refused(locked)).toBe('encrypted')
  })

  it('is refused as macro whichever way it carries macros', async () => {
    expect(await refused(workbookOf(good), 'book.XLSM')).toBe('macro')
    expect(await refusedSheet({ ...good, more: [{ name: 'xl/vbaProject.bin', data: 'x' }] })).toBe('macro')
    const enabled = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    expect(await refusedSheet({ ...good, mainType: enabled })).toBe('macro')
  })

  it('passes the file system’s own error on when there is no file', async () => {
    await expect(readSheet(newPath('missing.xlsx'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a damaged workbook', () => {
  it('is refused wherever it was cut off, and never half read', async () => {
    const whole = workbookOf({ rows: good.rows.repeat(200) })
    const lengths = Array.from({ length: 60 }, (_, at) => 2 + Math.floor((at * whole.length) / 60))
    for (const length of [...lengths, whole.length - 1]) {
      expect(await refused(whole.subarray(0, length)), `cut to ${length} bytes`).toBe('truncated')
    }
  })

  it('is refused for every single flipped bit in its data, or reads the same', async () => {
    const whole = workbookOf({ rows: good.rows.repeat(20) })
    const { all: expected } = await readAll(fileOf(whole))
    for (let at = 0; at < whole.length; at += 3) {
      const broken = Buffer.from(whole)
      broken[at] = (broken[at] as number) ^ (1 << (at % 8))
      const outcome = await readAll(fileOf(broken)).then(
        ({ all }) => all,
        (error: WorkbookRefused) => error.name,
      )
      if (outcome !== 'WorkbookRefused') expect(outcome, `byte ${at}`).toEqual(expected)
    }
  })

  it('is refused when its XML is broken', async () => {
    const sheet = (data: string | Buffer): HandMade => ({ ...good, sheet: { data } })
    expect(await refusedSheet(sheet('<worksheet><sheetData><row>'))).toBe('damaged')
    expect(await refusedSheet(sheet('<worksheet><sheetData></row></sheetData></worksheet>'))).toBe('damaged')
    expect(await refusedSheet(sheet('not xml'))).toBe('damaged')
    expect(await refusedSheet(sheet(''))).toBe('damaged')
    expect(await refusedSheet(sheet(Buffer.from('<worksheet>\xff\xfe</worksheet>', 'latin1')))).toBe('damaged')
    expect(await refusedSheet(sheet('<?xml version="1.0" encoding="klingon"?><worksheet/>'))).toBe('damaged')
    expect(await refusedSheet(sheet('<worksheet>&xxe;</worksheet>'))).toBe('damaged')
  })

  it('is refused when rows or cells cannot stand where they say', async () => {
    const rows = (xml: string) => refusedSheet({ rows: xml })
    expect(await rows('<row r="2"/><row r="2"/>')).toBe('damaged')
    expect(await rows('<row r="1048577"/>')).toBe('damaged')
    expect(await rows('<row r="x"/>')).toBe('damaged')
    expect(await rows('<row><c r="XFE1"><v>1</v></c></row>')).toBe('damaged')
    expect(await rows('<row><c r="11"><v>1</v></c></row>')).toBe('damaged')
    expect(await rows('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')).toBe('damaged')
    expect(await rows('<row><c t="s"><v>5</v></c></row>')).toBe('damaged')
  })

  it('is refused when a part is missing, doubled, locked, or not what its checksum says', async () => {
    const entries = entriesOf(good)
    expect(await refused(zipOf(entries.filter(({ name }) => !name.includes('sheet1'))))).toBe('damaged')
    expect(await refused(zipOf([...entries, entries.at(-1) as (typeof entries)[0]]))).toBe('damaged')
    expect(await refusedSheet({ ...good, sheet: { declaredCrc: 1 } })).toBe('damaged')
    expect(await refusedSheet({ ...good, sheet: { encrypted: true } })).toBe('encrypted')
  })
})

describe('a hostile workbook', () => {
  it('with a DOCTYPE is refused in any part, so that no outside entity is ever looked at', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    const data = `<?xml version="1.0"?>${doctype}<worksheet><sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>`
    expect(await refusedSheet({ ...good, sheet: { data } })).toBe('unsafe-xml')
    const entries = entriesOf(good).map((entry) =>
      entry.name === 'xl/workbook.xml' ? { ...entry, data: doctype + entry.data } : entry,
    )
    expect(await refused(zipOf(entries))).toBe('unsafe-xml')
  })

  it('that declares more than the limit is refused before a byte of it is inflated', async () => {
    const declared = { ...good, sheet: { declaredSize: 3_000_000_000 } }
    const { code, params } = await refusalOf(readSheet(fileOf(workbookOf(declared))))
    expect({ code, bytes: params.bytes }).toEqual({ code: 'too-large', bytes: 3_000_000_000 })
    const hundred = { ...good, sheet: { declaredSize: 100 * 1024 * 1024 } }
    const limits = { sheetBytes: 99 * 1024 * 1024 }
    expect((await refusalOf(readSheet(fileOf(workbookOf(hundred)), { limits }))).code).toBe('too-large')
  })

  it('that is larger than it declares is stopped while it is inflated', async () => {
    const bomb = { rows: ' '.repeat(30_000_000), sheet: { declaredSize: 1000 } }
    expect(['damaged', 'too-large']).toContain(await refusedSheet(bomb))
  })

  it('that is a bomb of blanks, of shared strings, of depth or of one endless text is refused', async () => {
    const limits = { sheetBytes: 1_000_000, partBytes: 1_000_000, sharedStrings: 1000 }
    const code = async (made: HandMade) => (await refusalOf(readAll(fileOf(workbookOf(made)), { limits }))).code
    expect(await code({ rows: ' '.repeat(2_000_000) })).toBe('too-large')
    expect(await code({ ...good, shared: ' '.repeat(2_000_000) })).toBe('too-large')
    expect(await code({ ...good, shared: '<si/>'.repeat(1001) })).toBe('too-large')
    expect(await refusedSheet({ rows: '<a>'.repeat(1000) })).toBe('damaged')
    expect(await refusedSheet({ rows: `<row><c><v>${'1'.repeat(20_000_000)}` })).toBe('too-large')
  })

  it('with too many rows or cells is refused with the row where it became too much', async () => {
    const file = fileOf(workbookOf({ rows: '<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(11) }))
    const rows = await refusalOf(readAll(file, { limits: { rows: 10 } }))
    expect({ code: rows.code, ...rows.params }).toEqual({ code: 'too-many-rows', row: 11, limit: 10 })
    const cells = await refusalOf(readAll(file, { limits: { cells: 10 } }))
    expect({ code: cells.code, row: cells.params.row }).toEqual({ code: 'too-large', row: 6 })
  })

  it('that is too large on disk is refused by its size alone', async () => {
    const limits = { fileBytes: 1000 }
    const { code, params } = await refusalOf(readSheet(fileOf(Buffer.alloc(1001)), { limits }))
    expect({ code, part: params.part }).toEqual({ code: 'too-large', part: 'file' })
  })

  it('with a million empty formatted rows is read in little memory and gives the rows with values only', async () => {
    const empty = Array.from({ length: 20 }, (_, at) => `<c r="${String.fromCharCode(65 + at)}1" s="3"/>`).join('')
    const rows =
      '<row r="1"><c><v>1</v></c></row>' +
      '<row spans="1:20" s="3" customFormat="1"/>'.repeat(900_000) +
      `<row>${empty}</row>`.repeat(100_000) +
      '<row r="1048576"><c><v>2</v></c></row>'
    // A thread that may hold 24 MB dies if the rows pile up anywhere.
    const worker = new Worker(new URL('./read-rows.worker.ts', import.meta.url), {
      workerData: fileOf(workbookOf({ rows })),
      resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 16 },
    })
    const [numbers] = await once(worker, 'message')
    expect(numbers).toEqual([1, 1_048_576])
  }, 60_000)
})
