import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CellValue, cellDecimal } from '../../../electron/documents/excel/read.ts'
import { cellTextOf } from '../../../electron/documents/excel/row-xml.ts'
import { type CellInput, type ColumnKind, writeWorkbook } from '../../../electron/documents/excel/write.ts'
import { newPath, readAll } from './workbook-files.ts'

async function thereAndBack(kind: ColumnKind, values: readonly CellInput[]): Promise<(CellValue | undefined)[]> {
  const file = newPath()
  const rows = values.map((value) => ['行', value])
  const columns = [{ header: '一', kind: 'text' } as const, { header: '二', kind }]
  await writeWorkbook(file, { sheets: [{ name: '表', columns, rows }], about: [], aboutName: '说明' })
  return (await readAll(file)).all.slice(1).map(({ cells }) => cells.get(2))
}

describe('what is written is what is read', () => {
  it('for every text that a workbook can hold', async () => {
    const awkward = fc.constantFrom(
      '=1',
      ' x ',
      'a\r\nb',
      '\r',
      '\n',
      '_x000D_',
      '_x005F_x0041_',
      '_X00e9_',
      '&lt;',
      ']]>',
      '<f>',
      '\u0085',
      '\u2028',
      '😀',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(awkward).map((all) => all.join('')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 60 }), async (texts) => {
        const kept = texts.map(cellTextOf)
        expect(await thereAndBack('text', texts)).toEqual(
          kept.map((value) => (value === '' ? undefined : { kind: 'text', text: value })),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('for every number of fen and of square centimetres, exactly', async () => {
    const amount = fc.maxSafeInteger()
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 60 }), async (amounts) => {
        const cells = await thereAndBack('money', amounts)
        // Fifteen digits are what Excel holds; larger amounts are exact in the file but no cell could show them.
        for (const [at, value] of amounts.entries()) {
          const cell = cells[at]
          if (Math.abs(value) < 1e15)
            expect(cellDecimal(cell, 2)).toStrictEqual({ ok: true, value: value === 0 ? 0 : value })
          else expect(cell).toMatchObject({ kind: 'number', value: value / 100 })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('for every day and minute from March 1900 to 9999, in every time zone of the machine', async () => {
    const script = new URL('./dates-there-and-back.ts', import.meta.url).pathname
    const zones = ['Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'UTC']
    const results = await Promise.all(
      zones.map(async (TZ) => {
        const { stdout } = await promisify(execFile)(process.execPath, [script, newPath()], {
          env: { ...process.env, TZ },
        })
        return JSON.parse(stdout)
      }),
    )
    expect(results).toEqual(zones.map((zone) => ({ zone, moments: 60_000, wrong: [] })))
  }, 60_000)
})
