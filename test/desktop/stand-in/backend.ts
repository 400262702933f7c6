import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ORPCError, os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import Database from 'better-sqlite3'
import ExcelJS from 'exceljs'
import { z } from 'zod'
import type { BackendMessage, HostMessage, HostRequest } from '../../../electron/contract/hostProtocol.ts'

/** The smallest backend that exercises the window: it keeps the host protocol and answers from a real SQLite file. */

const file = process.argv[process.argv.indexOf('--file') + 1] ?? ''
let database = new Database(file)
const artifacts = new Map<string, { readonly path: string; readonly name: string }>()
const folder = mkdtempSync(join(tmpdir(), 'desk-stand-in-'))

const router = {
  signIn: os.input(z.object({ name: z.string(), pin: z.string() })).handler(({ input }) => {
    const row = database.prepare('select name from staff where name = ? and pin = ?').get(input.name, input.pin)
    if (!row) throw new ORPCError('UNAUTHORIZED', { message: '姓名或密码不对。' })
    return input.name
  }),
  figure: os.input(z.string()).handler(({ input }) => count(input)),
  exportFigures: os.handler(async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('年度工作总结')
    sheet.addRow(['指标', '数值'])
    sheet.addRow(['累计交房', count('handover/done')])
    const id = `export-${artifacts.size + 1}`
    const artifact = { path: join(folder, `${id}.xlsx`), name: '年度工作总结 2025.xlsx' }
    await workbook.xlsx.writeFile(artifact.path)
    artifacts.set(id, artifact)
    return id
  }),
}

const handler = new RPCHandler(router)

process.parentPort.on('message', ({ data, ports }: { data: HostMessage; ports: Electron.MessagePortMain[] }) => {
  const [port] = ports
  if (data.type !== 'port') answer(data)
  else if (port) {
    handler.upgrade(port)
    port.start()
  }
})
say({ type: 'ready' })

function answer(request: HostRequest): void {
  try {
    say({ type: 'reply', id: request.id, ok: true, value: perform(request) })
  } catch (error) {
    say({ type: 'reply', id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) })
  }
}

function perform(request: HostRequest): unknown {
  switch (request.type) {
    case 'open':
      database.close()
      database = new Database(request.file, { fileMustExist: true })
      return undefined
    case 'close':
      database.close()
      return undefined
    case 'artifact': {
      const artifact = artifacts.get(request.artifact)
      if (!artifact) throw new Error('没有这个导出文件，请重新导出。')
      return artifact
    }
  }
}

function count(figure: string): number {
  return (database.prepare('select value from figure where id = ?').get(figure) as { value: number }).value
}

function say(message: BackendMessage): void {
  process.parentPort.postMessage(message)
}
