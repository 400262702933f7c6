import { officeClock } from '../../electron/core/clock.ts'
import { issue } from '../../electron/core/stores/documents.ts'
import { openOffice } from '../../electron/db/open.ts'

/** Another program on the same file that wants one piece: says `issued`, or why not. */
const [file = '', itemId, today = '', requestKey = ''] = process.argv.slice(2)
const office = await openOffice(file)
const clock = officeClock(() => new Date(), undefined, today)
const desk = { db: office.db, clock, actor: { id: null, name: 'taker', roles: ['engineering'] as const } }
const lines = [{ itemId: Number(itemId), quantity: 100 }]
const request = { requestKey, onDate: today, jobId: null, recipient: '李师傅', purpose: '备用', note: '', lines }
const said = await issue(desk, request).then(
  () => 'issued',
  (error: { readonly code?: string }) => error.code ?? String(error),
)
console.log(said)
await office.close()
