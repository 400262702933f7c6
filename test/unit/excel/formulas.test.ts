import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { cellText } from '../../../electron/documents/excel/read.ts'
import { type SheetSpec, type WrittenSheet, writeWorkbook } from '../../../electron/documents/excel/write.ts'
import { newPath, readAll } from './workbook-files.ts'

const written = async (...sheets: SheetSpec[]) => {
  const file = newPath()
  await writeWorkbook(file, { sheets, about: [], aboutName: '说明' })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return { file, book }
}

const amounts: SheetSpec = {
  name: "收'款",
  title: '二〇二五年',
  columns: [
    { header: '项目', kind: 'text' },
    { header: '甲', kind: 'money' },
    { header: '乙', kind: 'money' },
    { header: '合计', kind: 'money' },
    { header: '比率', kind: 'ratio' },
    { header: '结论', kind: 'number' },
  ],
  rows: [1, 2, 3].map((times) => [
    `第${times}`,
    10_10 * times,
    5_05,
    { formula: (row: number) => `B${row}+C${row}`, result: 10_10 * times + 5_05 },
    {
      formula: (row: number) => `IF(B${row}=0,"",C${row}/B${row})`,
      result: { numerator: 505, denominator: 1010 * times },
    },
    { formula: (row: number) => `IF(B${row}<C${row},"少 & 不足","够")`, result: '够' },
  ]),
  totals: {
    label: '合计',
    columns: [1, 2, 3],
    formulas: [
      {
        column: 4,
        formula: (row) => `C${row}/B${row}`,
        result: (sums) => ({ numerator: sums.get(2) ?? 0, denominator: sums.get(1) ?? 0 }),
      },
    ],
  },
}

describe('a formula', () => {
  it('stands in its row with its result, exact to the fen, as a ratio, or as a text', async () => {
    const { book } = await written(amounts)
    const sheet = book.worksheets[0]
    expect(sheet?.getCell('D4').value).toEqual({ formula: 'B4+C4', result: 25.25 })
    expect(sheet?.getCell('D4').numFmt).toBe('#,##0.00')
    expect(sheet?.getCell('E3').value).toEqual({ formula: 'IF(B3=0,"",C3/B3)', result: 0.5 })
    expect(sheet?.getCell('F5').value).toEqual({ formula: 'IF(B5<C5,"少 & 不足","够")', result: '够' })
  })

  it('is added up in the totals row like any other cell, and the row has formulas of its own', async () => {
    const { book } = await written(amounts)
    const sheet = book.worksheets[0]
    expect(sheet?.getCell('D6').value).toEqual({ formula: 'SUM(D3:D5)', result: 75.75 })
    expect(sheet?.getCell('E6').value).toEqual({ formula: 'C6/B6', result: 15.15 / 60.6 })
  })

  it('may refer to the sheets before it, wherever their rows have ended', async () => {
    const seen: WrittenSheet[] = []
    const check: SheetSpec = {
      name: '核对',
      columns: [
        { header: '项', kind: 'text' },
        { header: '数', kind: 'money' },
      ],
      rows: (before) => {
        seen.push(...before)
        return before.map((sheet) => [
          sheet.name,
          { formula: () => `'${sheet.name}'!B${sheet.totalsRow}`, result: sheet.sums.get(1) ?? 0 },
        ])
      },
    }
    const { book } = await written(amounts, { ...amounts, name: '空', rows: [] }, check)
    expect(seen).toMatchObject([
      { name: '收’款', firstRow: 3, lastRow: 5, totalsRow: 6 },
      { name: '空', firstRow: 3, lastRow: 2, totalsRow: 3 },
    ])
    expect(book.getWorksheet('核对')?.getCell('B2').value).toEqual({ formula: "'收’款'!B6", result: 60.6 })
  })

  it('is no way for a text to become one: what begins with = stays text beside it', async () => {
    const { book, file } = await written({ ...amounts, rows: [['=1+1', 1, 1, null, null, '@SUM(A1)']] })
    expect(book.worksheets[0]?.getCell('A3').value).toBe('=1+1')
    expect(book.worksheets[0]?.getCell('F3').value).toBe('@SUM(A1)')
    expect((await readAll(file)).all.map(({ cells }) => cellText(cells.get(1)))).toContain('=1+1')
  })

  it('refuses a result that its column cannot hold', async () => {
    const bad = { ...amounts, rows: [['x', { formula: () => '1/3', result: 0.5 }]] }
    await expect(written(bad)).rejects.toThrow(TypeError)
  })

  it('keeps the columns in view that say which row it is', async () => {
    const { book } = await written({ ...amounts, frozenColumns: 1 })
    expect(book.worksheets[0]?.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 2 })
  })
})
