/** Writes many moments and reads them back, in the time zone it is started in; prints those that came back different. */

import { readSheet } from '../../../electron/documents/excel/read.ts'
import { writeWorkbook } from '../../../electron/documents/excel/write.ts'

const file = process.argv[2] as string
const first = Date.UTC(1900, 2, 1)
const last = Date.UTC(9999, 11, 31, 23, 59)
const COUNT = 60_000
const moments = Array.from({ length: COUNT }, (_, at) => {
  // Half of them in our own decades, minute by odd minute over the changes of summer time; the rest spread out.
  const time = at % 2 ? Date.UTC(1985, 0, 1) + at * 441 * 60_000 : first + ((last - first) / COUNT) * at
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ')
})
const columns = [
  { header: '日期', kind: 'date' },
  { header: '时间', kind: 'moment' },
] as const
const rows = moments.map((moment) => [moment.slice(0, 10), moment])
await writeWorkbook(file, { sheets: [{ name: '表', columns, rows }], about: [], aboutName: '说明' })

const wrong: string[] = []
for await (const { row, cells } of (await readSheet(file)).rows) {
  if (row === 1) continue
  const [day, moment] = [cells.get(1), cells.get(2)]
  const expected = moments[row - 2] as string
  const same =
    day?.kind === 'date' &&
    moment?.kind === 'date' &&
    `${day.date} ${day.time}` === `${expected.slice(0, 10)} 00:00` &&
    `${moment.date} ${moment.time}` === expected
  if (!same) wrong.push(expected)
}
console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, moments: moments.length, wrong }))
