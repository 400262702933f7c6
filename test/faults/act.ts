import { backUp } from '../../electron/db/backup/shelf.ts'
import { openOffice } from '../../electron/db/open.ts'
import { exportList } from '../../electron/documents/export/list.ts'
import { deskOf } from './till.ts'

/**
 * `node act.ts open|backup|export FILE [OUT]`: does one thing with an office in a process of its own, with what rights and
 * limits that has; says `done`, or why it was refused.
 */
const [, , what, file = '', out = ''] = process.argv
try {
  if (what === 'backup') await backUp(file, 'asked', new Date())
  else {
    const office = await openOffice(file)
    if (what === 'export')
      await exportList(deskOf(office), office, { list: 'receipts', filter: {}, language: 'zh' }, out)
    else await office.db.selectFrom('setting').selectAll().execute()
    await office.close()
  }
  process.stdout.write('done\n')
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code ?? String(error)}\n`)
}
