import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import { sampleCopy } from '../office/shared.ts'
import { wordTexts } from '../office/wordText.ts'
import { newHost } from './host.ts'

/** The evidence of one unit as a clerk takes it: a task, a download, a Word file. */
async function connected(...roles: ('cashier' | 'engineering')[]) {
  const { host, folder } = await newHost()
  await host.open(await sampleCopy(folder))
  const connection = host.connect()
  connection.actor = { id: 1, name: '陈美玲', roles }
  return { client: createRouterClient(router, { context: host.context(connection) }), folder }
}

test('a cashier takes the evidence of the largest debt as a Word file, which says what the page says', async () => {
  const { client, folder } = await connected('cashier')
  const { rows } = await client.lists.arrears({ filter: {}, offset: 0, limit: 1 })
  const unitId = rows[0]?.id ?? 0
  const { account, notices, unit } = await client.dunning.unit({ unitId })
  const { taskId } = await client.exports.evidence({ unitId, language: 'zh' })
  await expect.poll(async () => (await client.tasks.get({ id: taskId })).state, { timeout: 30_000 }).toBe('done')
  const file = await client.exports.download({ taskId })
  expect(file.name).toBe(`欠费证据材料 ${unit} 2026-11-21.docx`)
  expect(file.type).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  const path = join(folder, 'evidence.docx')
  writeFileSync(path, Buffer.from(await file.arrayBuffer()))
  const [text = ''] = wordTexts([path])
  const yuan = (fen: number) => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 })
  expect(text).toContain(`${yuan(account.owed)} 元`)
  for (const charge of account.charges) expect(text).toContain(yuan(charge.amount))
  expect(notices.length).toBeGreaterThan(0)
  for (const notice of notices) expect(text).toContain(notice.noticeNo)
})

test('nobody takes it who may not see what is owed', async () => {
  const { client } = await connected('engineering')
  await expect(client.exports.evidence({ unitId: 1, language: 'zh' })).rejects.toMatchObject({ code: 'NO_PERMISSION' })
})
