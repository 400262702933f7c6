import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import BetterSqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { Host } from '../../electron/backend/host.ts'
import { router } from '../../electron/backend/router.ts'
import { SlowCalls } from '../../electron/backend/slowCalls.ts'
import { openOffice } from '../../electron/db/open.ts'
import { releaseDesk } from '../releases/figures.ts'
import { fillOffice } from '../releases/office.ts'

/** A backend on a small office with records of every kind, and a front desk signed in on it. */
async function office() {
  const folder = mkdtempSync(join(tmpdir(), 'desk-support-'))
  const file = join(folder, 'office.db')
  const made = await openOffice(file, { create: true })
  await fillOffice(releaseDesk(made.db))
  await made.close()
  const host = new Host({
    folder,
    temporary: join(folder, 'temporary'),
    workerUrl: new URL('../../electron/backend/worker.ts', import.meta.url),
    version: '0.0.0-test',
    log: { info: () => undefined, error: () => undefined },
    logs: join(folder, 'logs'),
    readClock: () => new Date(),
    today: '2026-11-28',
  })
  const connection = host.connect()
  const client = createRouterClient(router, { context: host.context(connection) })
  onTestFinished(async () => {
    await host.end()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async () => {
    await host.open(file)
    connection.actor = { id: 1, name: '陈美玲', roles: ['front-desk'] }
  }
  const report = async (language: 'zh' | 'en') => {
    const { taskId } = await client.support.report({ language })
    await expect.poll(async () => (await client.tasks.get({ id: taskId })).state, { timeout: 20_000 }).toBe('done')
    const made = await client.exports.download({ taskId })
    return { name: made.name, html: await made.text() }
  }
  return { host, client, file, folder, open, report }
}

/** Rows of the report's tables by their label. */
function rowsOf(html: string): ReadonlyMap<string, string> {
  return new Map(
    [...html.matchAll(/<tr><th>([^<]*)<\/th><td>([^<]*)<\/td><\/tr>/g)].map(([, label = '', value = '']) => [
      label,
      value,
    ]),
  )
}

it('tells of the program and the file, in the language of the page, and nothing of any record', async () => {
  const desk = await office()
  mkdirSync(join(desk.folder, 'logs'))
  writeFileSync(
    join(desk.folder, 'logs', 'serve.log'),
    '2026-11-28T01:00:00.000Z error serve lists.units failed (E0001)\n',
  )
  await desk.open()
  await desk.host.backups.make('asked')
  desk.host.slow.note('summary.get', 1_234.4, new Date('2026-11-28T02:00:00Z'))

  const { name, html } = await desk.report('zh')
  expect(name).toBe('健康报告-2026-11-28.html')
  const rows = rowsOf(html)
  expect(rows.get('管家台')).toBe('0.0.0-test')
  expect(rows.get('Node.js')).toBe(process.versions.node)
  expect(rows.get('SQLite')).toMatch(/^3\.\d+\.\d+$/)
  expect(rows.get('数据结构')).toMatch(/^\d{3,}$/)
  expect(rows.get('quick_check')).toBe('ok')
  expect(rows.get('foreign_key_check')).toBe('0')
  expect(html).toMatch(/文件完好，\d+ 项核对都没有发现问题/)
  expect(rows.get('unit')).toBe('7')
  expect(Number(rows.get('管理处文件')?.replace(' MB', ''))).toBeGreaterThan(0.5)
  expect(Number(rows.get('备份')?.replace(' MB', ''))).toBeGreaterThan(0.5)
  expect(rows.get('备份份数')).toBe('1')
  expect(rows.get('最近一份')).toMatch(/\(asked\)$/)
  expect(rows.get('第二备份位置的最近一份')).toBe('没有')
  expect(html).toMatch(/summary\.get<\/td><td>1234 ms/)
  expect(html).toContain('serve lists.units failed (E0001)')

  const all = new BetterSqlite(desk.file, { readonly: true })
  const kept = [
    'SELECT name FROM person',
    'SELECT display FROM unit',
    'SELECT content FROM job',
    'SELECT name FROM staff',
    "SELECT value FROM setting WHERE key = 'officeName'",
  ].flatMap((query) => all.prepare(query).pluck().all().map(String))
  all.close()
  expect(kept.length).toBeGreaterThan(20)
  for (const value of kept) expect(html).not.toContain(value.replaceAll('"', ''))
  expect(html).not.toContain(desk.folder)

  expect((await desk.report('en')).name).toBe('Health report-2026-11-28.html')
})

it('says by their codes what is wrong with the books, and how often', async () => {
  const desk = await office()
  const sqlite = new BetterSqlite(desk.file)
  sqlite.pragma('foreign_keys = OFF')
  sqlite.exec('DELETE FROM search_term; DELETE FROM receipt')
  sqlite.close()
  await desk.open()
  const { html } = await desk.report('en')
  const rows = rowsOf(html)
  expect(html).toContain('Something is wrong')
  // Seven units and eight persons that no search finds.
  expect(rows.get('check-not-found-by-search')).toBe('15')
  expect(rows.get('check-orphan')).toMatch(/^\d+$/)
  expect(Number(rows.get('foreign_key_check'))).toBeGreaterThan(0)
})

it('tells what runs and where things lie to whoever is signed in', async () => {
  const desk = await office()
  await expect(desk.client.support.about()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await desk.open()
  expect(await desk.client.support.about()).toMatchObject({
    application: '0.0.0-test',
    node: process.versions.node,
    electron: '–',
    file: desk.file,
    logs: join(desk.folder, 'logs'),
  })
})

it('remembers the slowest calls, and of a call nothing but its name', async () => {
  const desk = await office()
  await desk.open()
  await desk.client.settings.get()
  // Whether or not this was slow: nothing faster than the limit is remembered.
  expect(desk.host.slow.list.filter(({ ms }) => ms < 50)).toEqual([])

  const slow = new SlowCalls()
  const at = new Date('2026-11-28T01:00:00Z')
  for (let ms = 1; ms <= 200; ms++) slow.note(`lists.n${ms}`, ms, at)
  expect(slow.list).toHaveLength(20)
  expect(slow.list[0]).toEqual({ procedure: 'lists.n200', ms: 200, at: at.toISOString() })
  expect(slow.list.at(-1)?.ms).toBe(181)
})

it('measures a call from the border to its answer, also one that is refused', async () => {
  const desk = await office()
  await desk.open()
  const began: string[] = []
  const ended: string[] = []
  const context = desk.host.context(desk.host.connect())
  const client = createRouterClient(router, {
    context: {
      ...context,
      actor: { id: 1, name: '陈美玲', roles: ['front-desk'] },
      begin: (procedure) => {
        began.push(procedure)
        return () => void ended.push(procedure)
      },
    },
  })
  await expect(client.tasks.get({ id: 'task-99' })).rejects.toMatchObject({ code: 'REFUSED' })
  expect(began).toEqual(['tasks.get'])
  expect(ended).toEqual(['tasks.get'])
})
