/** Writes a long table from rows that are ready faster than they can be packed; answers with the most memory its buffers took. */

import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { writeWorkbook } from '../../../electron/documents/excel/write.ts'

const texts = Array.from({ length: 200 }, () => randomBytes(750).toString('base64'))
let buffers = 0
function* rowsOf(count: number) {
  for (let at = 0; at < count; at += 1) {
    if (at % 50 === 0) buffers = Math.max(buffers, process.memoryUsage().arrayBuffers)
    yield [texts[at % texts.length], at, at * 3, '2024-03-05']
  }
}
const { rows } = await writeWorkbook(workerData as string, {
  sheets: [
    {
      name: '长表',
      columns: [
        { header: '房号', kind: 'text' },
        { header: '数', kind: 'count' },
        { header: '金额', kind: 'money' },
        { header: '日期', kind: 'date' },
      ],
      rows: rowsOf(60_000),
    },
  ],
  about: [],
  aboutName: '说明',
})
parentPort?.postMessage({ rows, buffers })
