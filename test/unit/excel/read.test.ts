import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../electron/documents/excel/read.ts'
import { cellsOf, entriesOf, fileOf, newPath, readAll, workbookOf, zipOf } from './workbook-files.ts'

const text = (value: string) => ({ kind: 'text', text: value })
const number = (raw: string) => ({ kind: 'number', value: Number(raw), raw })

describe('a workbook made by another program', () => {
  it('is read with its texts, numbers, dates, formulas and merged headers', async () => {
    const file = newPath()
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('房屋')
    sheet.addRow(['房号', '面积', '交房', '合计'])
    sheet.addRow(['1栋101', 89.41, new Date(Date.UTC(2024, 2, 5)), { formula: 'B2*2', result: 178.82 }])
    sheet.mergeCells('A4:C5')
    sheet.getCell('A4').value = { richText: [{ text: '合并' }, { text: '标题', font: { bold: true } }] }
    book.addWorksheet('第二张').addRow(['x'])
    await book.xlsx.writeFile(file)

    const { name, sheetNames, mergedCells, all } = await readAll(file)
    expect({ name, sheetNames, mergedCells }).toEqual({
      name: '房屋',
      sheetNames: ['房屋', '第二张'],
      mergedCells: ['A4:C5'],
    })
    expect(all.map(({ row }) => row)).toEqual([1, 2, 4])
    expect([...(all[1]?.cells.values() ?? [])]).toEqual([
      text('1栋101'),
      number('89.41'),
      { kind: 'date', date: '2024-03-05', time: '00:00' },
      { kind: 'formula', formula: 'B2*2', result: number('178.82') },
    ])
    expect(all[2]?.cells.get(1)).toEqual(text('合并标题'))
  })

  it('is read from the sheet that is named, whatever the case, and says which sheets there are when it is not there', async () => {
    const file = newPath()
    const book = new ExcelJS.Workbook()
    book.addWorksheet('隐藏', { state: 'hidden' }).addRow(['hidden'])
    book.addWorksheet('Units').addRow(['a'])
    await book.xlsx.writeFile(file)
    expect((await readSheet(file)).name).toBe('Units')
    expect((await readSheet(file, { sheet: ' units ' })).name).toBe('Units')
    await expect(readSheet(file, { sheet: '收费' })).rejects.toMatchObject({
      code: 'no-sheet',
      params: { sheet: '收费', sheets: '隐藏、Units' },
    })
  })

  it('tells how far the reading is', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')
    const fractions: number[] = []
    await readAll(fileOf(workbookOf({ rows })), { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions.length).toBeGreaterThan(5)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('can be given up at any row, with the reason that was given', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')
    const file = fileOf(workbookOf({ rows }))
    const controller = new AbortController()
    const reason = new Error('取消')
    let seen = 0
    const reading = async () => {
      for await (const _ of (await readSheet(file, { signal: controller.signal })).rows) {
        seen += 1
        if (seen === 10) controller.abort(reason)
      }
    }
    await expect(reading()).rejects.toBe(reason)
    expect(seen).toBeLessThan(50_000)
    await expect(readSheet(file, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('a cell', () => {
  it('without an address stands right of the one before it, and a row under the one before it', async () => {
    const rows =
      '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="7"><c><v>4</v></c></row><row><c r="AB8"><v>5</v></c></row>'
    expect(await cellsOf({ rows })).toEqual([
      { row: 1, 1: number('1'), 4: number('2'), 5: number('3') },
      { row: 7, 1: number('4') },
      { row: 8, 28: number('5') },
    ])
  })

  it('holds shared text with its runs joined and the reading aid left out', async () => {
    const shared =
      '<si><t xml:space="preserve"> 张三 </t></si><si><r><t>欧阳</t></r><r><rPr><b/></rPr><t>娜娜</t></r><rPh sb="0" eb="1"><t>おうよう</t></rPh></si><si><t/></si><si><t>a_x000D_b_x005F_x0041__X000D_</t></si>'
    const rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>'
    expect(await cellsOf({ rows, shared })).toEqual([
      { row: 1, 1: text(' 张三 '), 2: text('欧阳娜娜'), 4: text('a\rb_x0041__X000D_') },
    ])
  })

  it('may be of any type the format knows', async () => {
    const rows =
      '<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c t="str"><v>a &amp; b</v></c><c t="b"><v>1</v></c>' +
      '<c t="e"><v>#N/A</v></c><c t="d"><v>2024-03-05T09:12:30Z</v></c><c><v>1.5E-2</v></c><c t="n"><v> </v></c><c><v>abc</v></c></row>'
    expect(await cellsOf({ rows })).toEqual([
      {
        row: 1,
        1: text('甲乙'),
        2: text('a & b'),
        3: { kind: 'boolean', value: true },
        4: { kind: 'error', text: '#N/A' },
        5: { kind: 'date', date: '2024-03-05', time: '09:12' },
        6: number('1.5E-2'),
        8: text('abc'),
      },
    ])
  })

  it('keeps the digits of the file beside the number', async () => {
    expect(await cellsOf({ rows: '<row><c><v>89.410000000000011</v></c></row>' })).toEqual([
      { row: 1, 1: { kind: 'number', value: 89.41000000000001, raw: '89.410000000000011' } },
    ])
  })

  it('with a formula gives the stored result, or none where it was never calculated', async () => {
    const rows =
      '<row><c t="str"><f>A2&amp;"栋"</f><v>1栋</v></c><c><f t="shared" si="0"/><v>3</v></c><c><f>NOW()</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    expect(await cellsOf({ rows })).toEqual([
      {
        row: 1,
        1: { kind: 'formula', formula: 'A2&"栋"', result: text('1栋') },
        2: { kind: 'formula', formula: '', result: number('3') },
        3: { kind: 'formula', formula: 'NOW()', result: null },
        4: { kind: 'formula', formula: '1/0', result: { kind: 'error', text: '#DIV/0!' } },
      },
    ])
  })

  it('is found whatever prefix the program gives the elements', async () => {
    const sheet = {
      data: '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>',
    }
    const { all, mergedCells } = await readAll(fileOf(workbookOf({ rows: '', sheet })))
    expect(all).toEqual([{ row: 2, cells: new Map([[2, text('甲')]]) }])
    expect(mergedCells).toEqual(['A1:B1'])
  })

  it('in a file declared as GBK or written as UTF-16 is read as Chinese', async () => {
    const xml = (encoding: string) =>
      `<?xml version="1.0" encoding="${encoding}"?><worksheet><sheetData><row><c t="inlineStr"><is><t>中文</t></is></c></row></sheetData></worksheet>`
    const [before, after] = xml('GBK').split('中文') as [string, string]
    const gbk = Buffer.concat([Buffer.from(before), Buffer.from('d6d0cec4', 'hex'), Buffer.from(after)])
    const utf16 = Buffer.from(`\ufeff${xml('UTF-16')}`, 'utf16le')
    for (const data of [gbk, utf16, Buffer.from(utf16).swap16()]) {
      const { all } = await readAll(fileOf(workbookOf({ rows: '', sheet: { data } })))
      expect(all[0]?.cells.get(1)).toEqual(text('中文'))
    }
  })
})

describe('a number shown as a date', () => {
  const styled = (formats: string, ids: readonly number[]) =>
    `<numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`
  const kindsOf = async (codes: readonly string[]) => {
    const formats = codes.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${xmlOf(code)}"/>`).join('')
    const rows = `<row>${codes.map((_, at) => `<c s="${at + 1}"><v>45356.5</v></c>`).join('')}</row>`
    const [row] = await cellsOf({
      rows,
      styles: styled(
        formats,
        codes.map((_, at) => 170 + at),
      ),
    })
    return codes.map((_, at) => (row as unknown as Record<number, { kind: string }>)[at + 1]?.kind)
  }
  const xmlOf = (code: string) => code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

  it('is a date in every built-in format, the Chinese ones too, and in no other', async () => {
    const ids = [14, 15, 17, 22, 27, 31, 36, 50, 57, 58, 0, 1, 4, 9, 10, 37, 44, 46, 49]
    const rows = `<row>${ids.map((_, at) => `<c s="${at + 1}"><v>45356</v></c>`).join('')}</row>`
    const [row] = await cellsOf({ rows, styles: styled('', ids) })
    const kinds = ids.map((_, at) => (row as unknown as Record<number, { kind: string }>)[at + 1]?.kind)
    expect(kinds).toEqual([...Array(10).fill('date'), ...Array(9).fill('number')])
  })

  it('is a date in formats the office made itself', async () => {
    const codes = [
      'yyyy"年"m"月"d"日"',
      'yyyy年m月',
      '[$-804]yyyy-mm-dd;@',
      'h:mm AM/PM',
      '[DBNum1]yyyy"年"',
      'yyyy\\-mm\\-dd',
    ]
    expect(await kindsOf(codes)).toEqual(codes.map(() => 'date'))
  })

  it('stays a number in formats of amounts, even where they spell letters of a date', async () => {
    const codes = [
      '0.00"元/月 day"',
      '[Red]0.00',
      '#,##0.00;[Red]-#,##0.00',
      '0.00E+00',
      'General',
      'G/通用格式"户"',
      '[h]:mm',
      '0\\d',
      '@',
    ]
    expect(await kindsOf(codes)).toEqual(codes.map(() => 'number'))
  })

  it('counts from 1904 where the workbook says so', async () => {
    const rows = '<row><c s="1"><v>43894</v></c></row>'
    const made = { rows, styles: styled('', [14]), workbookPr: '<workbookPr date1904="1"/>' }
    expect(await cellsOf(made)).toEqual([{ row: 1, 1: { kind: 'date', date: '2024-03-05', time: '00:00' } }])
  })

  it('rounds to the second before it cuts to the minute, over midnight too', async () => {
    const at = async (serial: string) =>
      (await cellsOf({ rows: `<row><c s="1"><v>${serial}</v></c></row>`, styles: styled('', [22]) }))[0]
    expect(await at('45356.383333333331')).toMatchObject({ 1: { date: '2024-03-05', time: '09:12' } })
    expect(await at('45356.99999999')).toMatchObject({ 1: { date: '2024-03-06', time: '00:00' } })
    expect(await at('1')).toMatchObject({ 1: { date: '1900-01-01' } })
    expect(await at('61')).toMatchObject({ 1: { date: '1900-03-01' } })
    expect(await at('60')).toMatchObject({ 1: { kind: 'number' } })
    expect(await at('-1')).toMatchObject({ 1: { kind: 'number' } })
    expect(await at('1e300')).toMatchObject({ 1: { kind: 'number' } })
  })
})

describe('the way to the sheet', () => {
  it('follows the relations wherever they lead inside the package', async () => {
    const entries = entriesOf({ rows: '<row><c><v>1</v></c></row>' }).map((entry) => {
      if (entry.name === 'xl/_rels/workbook.xml.rels') {
        return { ...entry, data: String(entry.data).replace('worksheets/sheet1.xml', '..\\Blaetter/./A.XML') }
      }
      return entry.name === 'xl/worksheets/sheet1.xml' ? { ...entry, name: 'blaetter/a.xml' } : entry
    })
    expect((await readAll(fileOf(zipOf(entries)))).all).toHaveLength(1)
  })
})
