import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { cellDecimal, cellText } from '../../../electron/documents/excel/read.ts'
import {
  type CellInput,
  type ColumnKind,
  displayWidth,
  type SheetSpec,
  writeWorkbook,
} from '../../../electron/documents/excel/write.ts'
import { newPath, readAll } from './workbook-files.ts'

const KINDS: readonly ColumnKind[] = ['text', 'count', 'number', 'money', 'area', 'ratio', 'date', 'moment']
const about = [{ label: '筛选', value: '全部房屋' }]
const sheetOf = (rows: SheetSpec['rows'], more: Partial<SheetSpec> = {}): SheetSpec => ({
  name: '台账',
  columns: KINDS.map((kind) => ({ header: `列 ${kind}`, kind })),
  rows,
  ...more,
})
const written = async (...sheets: SheetSpec[]) => {
  const file = newPath()
  const result = await writeWorkbook(file, { sheets, about, aboutName: '说明' })
  return { file, ...result }
}
/** As another program sees it. */
const opened = async (file: string) => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return book
}
const row: readonly CellInput[] = [
  '1栋101',
  12345,
  1.5,
  -15677465,
  8941,
  { numerator: 1, denominator: 3 },
  '2024-03-05',
  '2024-03-05 09:12',
]

describe('a written workbook', () => {
  it('shows every kind of value to another program as what it is, in its format', async () => {
    const { file, rows, bytes } = await written(sheetOf([row]))
    expect({ rows, bytes }).toEqual({ rows: 1, bytes: readFileSync(file).length })
    const sheet = (await opened(file)).getWorksheet('台账')
    const cells = KINDS.map((_, at) => sheet?.getCell(2, at + 1))
    expect(cells.map((cell) => cell?.value)).toEqual([
      '1栋101',
      12345,
      1.5,
      -156774.65,
      89.41,
      1 / 3,
      new Date(Date.UTC(2024, 2, 5)),
      new Date(Date.UTC(2024, 2, 5, 9, 12)),
    ])
    expect(cells.map((cell) => cell?.numFmt)).toEqual([
      '@',
      '#,##0',
      undefined,
      '#,##0.00',
      '#,##0.00',
      '0.0%',
      'yyyy-mm-dd',
      'yyyy-mm-dd hh:mm',
    ])
  })

  it('leaves out what is empty: nothing, no text, a ratio over nothing', async () => {
    const { file } = await written(
      sheetOf([[null, undefined, null, null, null, { numerator: 0, denominator: 0 }, '', null]]),
    )
    expect((await readAll(file)).all.map(({ row }) => row)).toEqual([1])
  })

  it('writes a date that Excel cannot show, or that is none, as text', async () => {
    const { file } = await written(
      sheetOf([
        [null, null, null, null, null, null, '1899-12-31', '待定'],
        [null, '—', null, null, null, null, '2024-02-30', '2024-03-05 25:00'],
      ]),
    )
    const { all } = await readAll(file)
    expect(all.slice(1).map(({ cells }) => [...cells.values()].map(cellText))).toEqual([
      ['1899-12-31', '待定'],
      ['—', '2024-02-30', '2024-03-05 25:00'],
    ])
  })

  it('keeps the header in view, filters the table and prints on A4 across with the header on every page', async () => {
    const { file } = await written(
      sheetOf([row, row], { title: '2024 年台账', totals: { label: '合计', columns: [3] } }),
    )
    const sheet = (await opened(file)).getWorksheet('台账')
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
    expect(sheet?.autoFilter).toBe('A2:H4')
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:2',
    })
    expect(sheet?.pageSetup.printTitlesColumn).toBeUndefined()
    expect(sheet?.headerFooter.oddFooter).toContain('&P')
    expect(sheet?.getCell('A1').value).toBe('2024 年台账')
    expect(sheet?.getCell('A2')).toMatchObject({ font: { bold: true }, fill: { type: 'pattern' } })
  })

  it('prints a table too wide for one page on several, each with the columns that say which row it is', async () => {
    const columns = [
      { header: '房号', kind: 'text' },
      ...Array.from({ length: 57 }, (_, at) => ({ header: `${at}`, kind: 'money' }) as const),
    ] as const
    const { file } = await written(sheetOf([['101', ...Array(57).fill(1)]], { columns, frozenColumns: 1 }))
    const { pageSetup } = (await opened(file)).getWorksheet('台账') ?? {}
    expect(pageSetup).toMatchObject({ fitToWidth: 4, fitToHeight: 0, printTitlesColumn: 'A:A', printTitlesRow: '1:1' })
  })

  it('shows a cell of another kind than its column as what it is', async () => {
    const columns = [{ header: '数', kind: 'money' }] as const
    const rows = [
      [150],
      [{ value: 7, kind: 'count' as const }],
      [{ formula: () => '3+4', result: 7, kind: 'count' as const }],
    ]
    const { file } = await written(sheetOf(rows, { columns }))
    const sheet = (await opened(file)).getWorksheet('台账')
    expect([2, 3, 4].map((at) => sheet?.getCell(at, 1).numFmt)).toEqual(['#,##0.00', '#,##0', '#,##0'])
    expect([sheet?.getCell('A2').value, sheet?.getCell('A3').value, sheet?.getCell('A4').result]).toEqual([1.5, 7, 7])
  })

  it('makes columns wide enough for Chinese, which takes two places', async () => {
    expect(displayWidth('张三a\n欧阳娜娜')).toBe(8)
    const columns = [
      { header: '内容', kind: 'text' },
      { header: '固定', kind: 'text', width: 33 },
      { header: 'x', kind: 'text' },
    ] as const
    const { file } = await written(sheetOf([['厨房水管漏水严重请尽快', '长'.repeat(90), 'y'.repeat(900)]], { columns }))
    const sheet = (await opened(file)).getWorksheet('台账')
    expect([1, 2, 3].map((at) => sheet?.getColumn(at).width)).toEqual([24, 33, 48])
  })

  it('adds up under the columns that are named, with the result already there', async () => {
    const rows = [row, ['a', 1, null, 5, 0, null, null, null], ['b', null, null, '—', null, null, null, null]]
    const { file } = await written(sheetOf(rows as CellInput[][], { totals: { label: '合计', columns: [1, 3, 4] } }))
    const sheet = (await opened(file)).getWorksheet('台账')
    expect(sheet?.getCell('A5').value).toBe('合计')
    expect(sheet?.getCell('B5').value).toEqual({ formula: 'SUM(B2:B4)', result: 12346 })
    expect(sheet?.getCell('D5').value).toEqual({ formula: 'SUM(D2:D4)', result: -156774.6 })
    expect(sheet?.getCell('F5').value).toBeNull()
    const { all } = await readAll(file)
    expect(cellDecimal(all.at(-1)?.cells.get(5), 2)).toEqual({ ok: true, value: 8941 })
  })

  it('adds up nothing to nothing, without a formula that refers to itself', async () => {
    const { file } = await written(sheetOf([], { totals: { label: '合计', columns: [3] } }))
    expect((await opened(file)).getWorksheet('台账')?.getCell('D2').value).toBe(0)
  })

  it('ends with a sheet that says what it shows', async () => {
    const { file } = await written(sheetOf([row]), sheetOf([], { name: '空' }))
    const { sheetNames, all } = await readAll(file, { sheet: '说明' })
    expect(sheetNames).toEqual(['台账', '空', '说明'])
    expect(all.map(({ cells }) => [...cells.values()].map(cellText))).toEqual([['筛选', '全部房屋']])
  })

  it('has sheet names that Excel accepts, each only once', async () => {
    const names = ["收/费[1]:*?\\ '台账'", '台账', '台账', '长'.repeat(40), '长'.repeat(40), ' ', 'History', '说明']
    const { file } = await written(...names.map((name) => sheetOf([], { name })))
    const { sheetNames } = await readAll(file)
    expect(sheetNames).toEqual([
      '收 费 1 ’台账’',
      '台账',
      '台账 (2)',
      '长'.repeat(31),
      `${'长'.repeat(27)} (2)`,
      'Sheet',
      'History (2)',
      '说明',
      '说明 (2)',
    ])
  })

  it('refuses a value its kind cannot hold instead of rounding it', async () => {
    const bad = (at: number, value: CellInput) =>
      written(sheetOf([Array.from({ length: at + 1 }, (_, i) => (i === at ? value : null))]))
    await expect(bad(3, 1.5)).rejects.toThrow(TypeError)
    await expect(bad(1, 2 ** 53)).rejects.toThrow(TypeError)
    await expect(bad(2, Number.NaN)).rejects.toThrow(TypeError)
  })
})

describe('a text', () => {
  const risky = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', "=cmd|' /C calc'!A0"]

  it('that looks like a formula stays the same text, marked as text, and never becomes a formula', async () => {
    const columns = [{ header: '=列', kind: 'text' }] as const
    const { file } = await written(
      sheetOf(
        risky.map((value) => [value]),
        { columns, title: '=标题' },
      ),
    )
    const { all } = await readAll(file)
    expect(all.map(({ cells }) => cells.get(1))).toEqual(
      ['=标题', '=列', ...risky].map((value) => ({ kind: 'text', text: value })),
    )
    const { sheet, styles } = await partsOf(file)
    expect(sheet).not.toContain('<f>')
    const quoted = styles.cellXfs.map((style) => style.includes('quotePrefix="1"') && style.includes('numFmtId="49"'))
    const used = [...sheet.matchAll(/<c r="A\d+" s="(\d+)" t="inlineStr"/g)].map((match) => quoted[Number(match[1])])
    expect(used).toEqual(['=标题', '=列', ...risky].map(() => true))
  })

  it('that looks like one inside a column of numbers or dates does so too', async () => {
    const { file } = await written(sheetOf([[null, '=1', '=1', '=1', '=1', null, '=1', '=1']]))
    const { sheet } = await partsOf(file)
    expect(sheet).not.toContain('<f>')
    expect((await readAll(file)).all[1]?.cells.size).toBe(6)
  })

  it('over the limit of a cell is cut with a mark that says how much is missing', async () => {
    const { file } = await written(sheetOf([['a'.repeat(40_000)], [`${'a'.repeat(32_757)}${'😀'.repeat(50)}`]]))
    const texts = (await readAll(file)).all.slice(1).map(({ cells }) => cells.get(1) as { text: string })
    expect(texts[0]?.text.length).toBe(32_767)
    expect(texts[0]?.text.endsWith('a…[+7233]')).toBe(true)
    expect(texts[1]?.text.isWellFormed()).toBe(true)
    expect(texts[1]?.text.length).toBeLessThanOrEqual(32_767)
  })

  it('loses the control characters that no workbook can hold', async () => {
    const { file } = await written(sheetOf([['a\u0000\u0007\u001f\u007f\uffff\ud800b\n\tc']]))
    expect((await readAll(file)).all[1]?.cells.get(1)).toEqual({ kind: 'text', text: 'a\ufffdb\n\tc' })
  })
})

describe('writing', () => {
  const leftovers = (file: string) => readdirSync(dirname(file)).filter((name) => name.endsWith('.tmp'))

  it('leaves the old file as it was and nothing beside it when it is given up', async () => {
    const file = newPath()
    writeFileSync(file, 'old')
    const controller = new AbortController()
    const reason = new Error('取消')
    async function* endless() {
      for (let at = 0; ; at += 1) {
        if (at === 20_000) controller.abort(reason)
        yield row
      }
    }
    const writing = writeWorkbook(
      file,
      { sheets: [sheetOf(endless())], about, aboutName: '说明' },
      { signal: controller.signal },
    )
    await expect(writing).rejects.toBe(reason)
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(leftovers(file)).toEqual([])
  })

  it('can be given up while the next row is still being waited for', async () => {
    const controller = new AbortController()
    async function* never(): AsyncGenerator<CellInput[]> {
      await new Promise(() => {})
    }
    const file = newPath()
    const writing = writeWorkbook(
      file,
      { sheets: [sheetOf(never())], about, aboutName: '说明' },
      { signal: controller.signal },
    )
    setTimeout(() => controller.abort(), 20)
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(file)).toBe(false)
    expect(leftovers(file)).toEqual([])
  })

  it('leaves the old file as it was when the rows fail half-way', async () => {
    const file = newPath()
    writeFileSync(file, 'old')
    function* failing() {
      for (let at = 0; at < 5000; at += 1) yield row
      throw new Error('database is locked')
    }
    const writing = writeWorkbook(file, { sheets: [sheetOf(failing())], about, aboutName: '说明' })
    await expect(writing).rejects.toThrow('database is locked')
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(leftovers(file)).toEqual([])
  })

  it('passes the file system’s own error on', async () => {
    const file = `${newPath()}/missing/book.xlsx`
    await expect(writeWorkbook(file, { sheets: [], about, aboutName: '说明' })).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })

  it('replaces an existing file at the end and tells how many rows are written', async () => {
    const file = newPath()
    writeFileSync(file, 'old')
    const told: number[] = []
    const sheets = [sheetOf(Array(3000).fill(row)), sheetOf(Array(2000).fill(row), { name: '二' })]
    const onProgress = (rows: number) => told.push(rows)
    expect(await writeWorkbook(file, { sheets, about, aboutName: '说明' }, { onProgress })).toMatchObject({
      rows: 5000,
    })
    expect((await readAll(file)).all).toHaveLength(3001)
    expect(told.length).toBeGreaterThan(4)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(5000)
  })

  it('does not pile up the rows of a long table in memory', async () => {
    // Buffers live outside the thread's heap, so they are measured; the heap is limited.
    const worker = new Worker(new URL('./write-rows.worker.ts', import.meta.url), {
      workerData: newPath(),
      resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 32 },
    })
    const [{ rows, buffers }] = await once(worker, 'message')
    expect(rows).toBe(60_000)
    expect(buffers).toBeLessThan(32 * 1024 * 1024)
  }, 60_000)
})

/** The first sheet and the cell styles as they stand in the file. */
async function partsOf(file: string) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(file)
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    parts.set(entry.fileName, Buffer.concat(chunks).toString())
  }
  const cellXfs = /<cellXfs.*?<\/cellXfs>/s.exec(parts.get('xl/styles.xml') ?? '')?.[0] ?? ''
  return {
    sheet: parts.get('xl/worksheets/sheet1.xml') ?? '',
    styles: { cellXfs: [...cellXfs.matchAll(/<xf [^>]*>/g)].map(([style]) => style) },
  }
}
