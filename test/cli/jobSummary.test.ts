import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { sampleCopy } from '../office/shared.ts'
import { desk, folder } from './desk.ts'

interface Parts {
  readonly value: number
  readonly by: Readonly<Record<string, number>>
}

it('exports 报修汇总表 whose totals are those of the reference year', async () => {
  const path = folder()
  const out = join(path, 'jobs.xlsx')
  const args = ['export', 'job-summary', '--year', '2025', '--db', await sampleCopy(path), '--out', out, '--json']
  const { status, stderr } = await desk(args)
  expect([status, stderr]).toEqual([0, ''])
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(out)
  const rows: unknown[][] = []
  book.getWorksheet('按工种和月份')?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  const total = (trade: string, measure: string) => rows.find((row) => row[0] === trade && row[1] === measure)?.at(-1)
  const reference = new URL('../fixtures/reference-year.json', import.meta.url)
  const { figures } = JSON.parse(readFileSync(reference, 'utf8')) as { figures: Record<string, Parts> }
  const [all, done] = [figures['jobs/total'], figures['jobs/done']]
  expect([total('合计', '登记'), total('合计', '已完成')]).toEqual([all?.value, done?.value])
  expect([total('水电', '登记'), total('电梯', '已完成')]).toEqual([all?.by['plumbing-electric'], done?.by.lift])
  expect(total('合计', '未完成')).toBe((all?.value ?? 0) - (done?.value ?? 0))
})
