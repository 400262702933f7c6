import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { type Client, withClient } from './client.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

/** A backup of 500 MB while somebody works: the office of ten years that `fees` makes, and what fills it up to that size. */
export async function backupsBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  const file = join(cache, 'backup.db')
  if (fresh || !existsSync(file)) fill(join(cache, 'fees-one.db'), file)
  rmSync(backupsFolder(file), { recursive: true, force: true })
  await withClient(file, undefined, async (client) => {
    const { longest, seconds, calls } = await whileBackingUp(client)
    report('a backup of 500 MB: longest of the calls meanwhile', longest, 100, 'ms')
    report('… how long it takes, verified', seconds, 60, 's')
    if (calls < 20) throw new Error(`only ${calls} calls were made meanwhile`)
  })
  rmSync(backupsFolder(file), { recursive: true, force: true })
}

/** A clerk in a hurry: searches, looks at a list, and saves, without a pause. */
async function whileBackingUp(client: Client): Promise<{ longest: number; seconds: number; calls: number }> {
  const settings = await client.settings.get()
  const work = [
    () => client.desk.search({ text: '1-101', limit: 20 }),
    () => client.lists.receipts({ filter: {}, offset: 0, limit: 50 }),
    (round: number) =>
      client.settings.update({
        ...settings,
        officeName: `服务中心 ${round}`,
      }),
  ]
  // Whatever is read for the first time is read before.
  for (const call of work) await call(0)
  const started = performance.now()
  const { taskId } = await client.backups.make()
  let [longest, calls] = [0, 0]
  for (;;) {
    const before = performance.now()
    await work[calls % work.length]?.(calls)
    longest = Math.max(longest, performance.now() - before)
    calls++
    if (calls % 10 !== 0) continue
    const { state } = await client.tasks.get({ id: taskId })
    if (state === 'failed') throw new Error('the backup failed')
    if (state === 'done') return { longest, seconds: (performance.now() - started) / 1000, calls }
  }
}

function fill(from: string, file: string): void {
  rmSync(file, { force: true })
  copyFileSync(from, file)
  const sqlite = new BetterSqlite(file)
  sqlite.exec('CREATE TABLE filler (id INTEGER PRIMARY KEY, text BLOB)')
  const insert = sqlite.prepare('INSERT INTO filler (text) VALUES (randomblob(100000))')
  while (statSync(file).size < 500_000_000) sqlite.transaction(() => Array.from({ length: 500 }, () => insert.run()))()
  sqlite.close()
}
