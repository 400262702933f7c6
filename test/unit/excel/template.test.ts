import { appendFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { cellText } from '../../../electron/documents/excel/read.ts'
import { isNotesRow, type TemplateSpec, writeTemplate } from '../../../electron/documents/excel/template.ts'
import { newPath, readAll } from './workbook-files.ts'

const items = Array.from({ length: 80 }, (_, at) => `自定义费项${at}`)
const spec: TemplateSpec = {
  sheetName: '房屋',
  columns: [
    { header: '区域', note: '组团或分期', required: true, kind: 'text', example: '一区' },
    { header: '房号', note: '', required: true, kind: 'text' },
    { header: '类型', note: '', required: false, kind: 'text', values: ['住宅', '别墅', '店面'] },
    { header: '费项', note: '', required: false, kind: 'text', values: items, openValues: true },
    { header: '问题', note: '', required: false, kind: 'text', values: ['甲,乙', '丙'] },
    { header: '交房', note: '日期', required: false, kind: 'date', example: '2024-03-05' },
    { header: '金额', note: '元', required: false, kind: 'money' },
  ],
  help: [{ label: '房号', value: '=写法与门牌一致' }],
}

const written = async () => {
  const file = newPath()
  await writeTemplate(file, spec)
  return file
}
const opened = async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await written())
  return book
}

describe('a blank import workbook', () => {
  it('has the headers exactly as they are declared, then notes that are known as such, and nothing else', async () => {
    const { name, sheetNames, all } = await readAll(await written())
    expect({ name, sheetNames }).toEqual({ name: '房屋', sheetNames: ['房屋', '填写说明', '_lists'] })
    expect(all.map(({ cells }) => [...cells.values()].map(cellText))).toEqual([
      spec.columns.map(({ header }) => header),
      ['说明:组团或分期;例:一区', '日期;例:2024-03-05', '元'],
    ])
    expect(all.map(({ cells }) => isNotesRow(cells))).toEqual([false, true])
  })

  it('does not take a data row for notes', () => {
    const cells = (...texts: string[]) => new Map(texts.map((text, at) => [at + 1, { kind: 'text', text }] as const))
    expect(isNotesRow(cells('一区', '说明：任意列'))).toBe(true)
    expect(isNotesRow(cells('情况说明：无'))).toBe(false)
    expect(isNotesRow(new Map([[3, { kind: 'text', text: ' 说明:组团 ' }]]))).toBe(true)
    expect(isNotesRow(new Map())).toBe(false)
  })

  it('marks required columns by colour', async () => {
    const sheet = (await opened()).getWorksheet('房屋')
    const fill = (address: string) => (sheet?.getCell(address).fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb
    expect(fill('A1')).toBe(fill('B1'))
    expect(fill('A1')).not.toBe(fill('C1'))
    expect(sheet?.getCell('A2').font).toMatchObject({ italic: true })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
  })

  it('keeps what is typed into it: room numbers as text, dates as dates, amounts with two decimals', async () => {
    const sheet = (await opened()).getWorksheet('房屋')
    expect([2, 6, 7].map((at) => sheet?.getColumn(at).numFmt)).toEqual(['@', 'yyyy-mm-dd', '#,##0.00'])
  })

  it('offers the values of fixed lists under the notes, long ones and those with commas from a hidden sheet', async () => {
    const book = await opened()
    const sheet = book.getWorksheet('房屋')
    const list = (address: string) => sheet?.getCell(address).dataValidation
    expect(list('C3')).toMatchObject({ type: 'list', formulae: ['"住宅,别墅,店面"'], showErrorMessage: true })
    expect(list('C5000')).toEqual(list('C3'))
    expect(list('C2')).toBeUndefined()
    expect(list('A3')).toBeUndefined()
    expect(list('D3')).toMatchObject({ formulae: ["'_lists'!$A$1:$A$80"] })
    expect(list('D3')?.showErrorMessage).toBeFalsy()
    expect(list('E3')).toMatchObject({ formulae: ["'_lists'!$B$1:$B$2"] })
    const hidden = book.getWorksheet('_lists')
    expect(hidden?.state).toBe('hidden')
    expect(['A1', 'A80', 'B1', 'B2', 'B3'].map((address) => hidden?.getCell(address).value)).toEqual([
      items[0],
      items[79],
      '甲,乙',
      '丙',
      null,
    ])
  })

  it('explains itself on a second sheet, as text even where it begins like a formula', async () => {
    const { all } = await readAll(await written(), { sheet: '填写说明' })
    expect(all[0]?.cells.get(2)).toEqual({ kind: 'text', text: '=写法与门牌一致' })
  })

  it('replaces a file that is there', async () => {
    const file = await written()
    appendFileSync(file, 'garbage')
    await writeTemplate(file, spec)
    expect((await readAll(file)).all).toHaveLength(2)
  })
})
