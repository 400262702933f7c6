import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { listQuery } from '../../electron/core/lists/page.ts'
import { openOfficeReader } from '../../electron/db/open.ts'
import { exportList } from '../../electron/documents/export/list.ts'

/**
 * A process of its own: writes the list of all units once, by our export or by exceljs alone from the same rows, and
 * says how long it took and how much memory the process had at most.
 */
const [, , mode, file = '', folder = ''] = process.argv
const office = openOfficeReader(file)
const desk: Desk = {
  db: office.db,
  clock: officeClock(() => new Date(), undefined, '2026-11-21'),
  actor: { id: null, name: 'bench', roles: ['administrator'] },
}
const started = performance.now()
if (mode === 'ours') {
  await exportList(desk, office, { list: 'units', filter: {}, language: 'zh' }, join(folder, 'ours.xlsx'))
} else {
  const { query } = listQuery(desk, 'units', {})
  const compiled = query.compile()
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: join(folder, 'bare.xlsx') })
  const sheet = book.addWorksheet('units')
  const columns = [
    'area',
    'building',
    'room',
    'kind',
    'areaCenti',
    'occupancy',
    'owner',
    'readyOn',
    'dueOn',
    'handedOverOn',
    'movedInOn',
  ]
  sheet.addRow(columns).commit()
  for (const row of office.sqlite.prepare(compiled.sql).iterate(...compiled.parameters) as Iterable<
    Record<string, unknown>
  >) {
    sheet.addRow(columns.map((column) => row[column])).commit()
  }
  await book.commit()
}
const ms = performance.now() - started
process.stdout.write(JSON.stringify({ ms, megabytes: highestMegabytes() }))
await office.close()

/** Linux hands the highest memory of the parent on to the child it starts, so there the kernel is asked for this process's own. */
function highestMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1000
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) / 1000
}
