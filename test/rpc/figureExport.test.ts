import { createRouterClient } from '@orpc/server'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import { sampleCopy } from '../office/shared.ts'
import { newHost } from './host.ts'

it('exports exactly the records of a figure, of one of its parts, or of one side of a rate', async () => {
  const { host, folder } = await newHost()
  await host.open(await sampleCopy(folder))
  const connection = host.connect()
  connection.actor = { id: 1, name: '黄国辉', roles: ['manager'] }
  const desk = createRouterClient(router, { context: host.context(connection) })
  const rowsOf = async (request: { figure: string; part?: string; side?: 'numerator' | 'denominator' }) => {
    const { taskId } = await desk.exports.figure({ year: 2025, asOf: '2025-12-31', language: 'zh', ...request })
    await expect.poll(async () => (await desk.tasks.get({ id: taskId })).state, { timeout: 60_000 }).toBe('done')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await (await desk.exports.download({ taskId })).arrayBuffer())
    // A title, the header and the totals are no records.
    return (book.worksheets[0]?.rowCount ?? 0) - 3
  }
  expect(await rowsOf({ figure: 'movein/households' })).toBe(779)
  expect(await rowsOf({ figure: 'movein/households', part: 'undecorated' })).toBe(89)
  expect(await rowsOf({ figure: 'handover/rate' })).toBe(1407)
  expect(await rowsOf({ figure: 'handover/rate', side: 'numerator' })).toBe(1258)
  const unknown = await desk.exports.figure({ year: 2025, figure: 'nope/nope', language: 'zh' })
  await expect
    .poll(async () => (await desk.tasks.get({ id: unknown.taskId })).problem?.code, { timeout: 60_000 })
    .toBe('unknown-figure')
}, 120_000)
