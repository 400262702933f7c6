import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import ExcelJS from 'exceljs'
import { expect, it, onTestFinished } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import type { Contract } from '../../electron/contract/contract.ts'
import { openOffice } from '../../electron/db/open.ts'
import { jpeg } from '../fixtures/picture.ts'
import { newHost } from './host.ts'

it('takes a workbook and a picture in and gives them out over a port', async () => {
  const { host, folder, faults } = await newHost()
  const file = join(folder, 'office.db')
  await (await openOffice(file, { create: true })).close()
  await host.open(file)
  const connection = host.connect()
  connection.actor = { id: 1, name: '黄国辉', roles: ['manager'] }
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  new RPCHandler(router).upgrade(port2, { context: host.context(connection) })
  const desk: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 }))
  const done = (id: string) =>
    expect.poll(async () => (await desk.tasks.get({ id })).state, { timeout: 60_000 }).toBe('done')

  const { taskId: blank } = await desk.imports.template({ kind: 'units' })
  await done(blank)
  const given = await desk.exports.download({ taskId: blank })
  expect(given.size).toBeGreaterThan(1000)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await given.arrayBuffer())
  expect(book.worksheets[0]?.getCell('A1').value).toBe('小区')

  const sheet = book.addWorksheet('数据')
  sheet.addRow(['区域', '楼栋', '房号', '类型', '面积'])
  sheet.addRow(['B区', '1栋', '101', '住宅', 89.41])
  book.removeWorksheet(book.worksheets[0]?.id ?? 0)
  const filled = join(folder, 'filled.xlsx')
  await book.xlsx.writeFile(filled)
  const { taskId } = await desk.imports.check({ kind: 'units', file: new File([readFileSync(filled)], '房屋.xlsx') })
  await done(taskId)
  const report = await desk.imports.report({ taskId })
  expect(report).toMatchObject({ fileName: '房屋.xlsx', counts: { added: 1, rejected: 0 } })
  const applied = await desk.imports.apply({ taskId })
  await done(applied.taskId)
  expect((await desk.lists.units({ filter: {}, offset: 0, limit: 5 })).total).toBe(1)

  const call = { personId: null, caller: '', phone: '', appointedOn: null, appointedTime: '' } as const
  const what = { source: 'resident', trade: 'other', content: '墙裂', priority: 'normal', chargeClass: 'free' } as const
  const job = await desk.jobs.register({ ...call, ...what, unitId: 1, place: '', requestKey: 'key-00000001' })
  const { id } = await desk.attachments.add({
    ownerKind: 'job',
    ownerId: job.id,
    slot: 'before',
    title: '',
    file: new File([jpeg], '墙.png'),
  })
  const picture = await desk.attachments.get({ id })
  expect([picture.type, new Uint8Array(await picture.arrayBuffer())]).toEqual(['image/jpeg', jpeg])
  expect(faults).toEqual([])
})
