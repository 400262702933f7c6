import { writeSync } from 'node:fs'
import { restoreOffice } from '../../electron/db/backup/restore.ts'
import { seal } from '../../electron/db/backup/sealed.ts'
import { backUp } from '../../electron/db/backup/shelf.ts'
import { openOffice } from '../../electron/db/open.ts'
import { exportList } from '../../electron/documents/export/list.ts'
import { deskOf } from './till.ts'

/**
 * `node act.ts [--wait] open|backup|restore|seal|export FILE [OUT]`: does one thing with an office in a process of its own, with
 * what rights and limits that has; says `done`, or why it was refused. With `--wait` it says `ready` and waits for a byte.
 */
const waits = process.argv[2] === '--wait'
const [what, file = '', out = ''] = process.argv.slice(waits ? 3 : 2)
if (waits) {
  writeSync(1, 'ready\n')
  await new Promise((resolve) => process.stdin.once('data', resolve))
}
try {
  if (what === 'backup') await backUp(file, 'asked', new Date())
  else if (what === 'restore') await restoreOffice(out, file, new Date())
  else if (what === 'seal') await seal(file, `${file}-none`, out, 'eight or more')
  else {
    const office = await openOffice(file)
    if (what === 'export')
      await exportList(deskOf(office), office, { list: 'receipts', filter: {}, language: 'zh' }, out)
    else await office.db.selectFrom('setting').selectAll().execute()
    await office.close()
  }
  writeSync(1, 'done\n')
} catch (error) {
  writeSync(1, `${(error as { code?: string }).code ?? String(error)}\n`)
}
process.exit(0)
