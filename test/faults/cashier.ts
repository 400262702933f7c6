import { writeSync } from 'node:fs'
import { openOffice } from '../../electron/db/open.ts'
import { till } from './pay.ts'

/**
 * `node cashier.ts FILE [COUNT]`: says `ready`, waits for a byte, then takes payments without a pause, saying the number
 * of each receipt once the office has confirmed it; until COUNT, until it is killed, or until it is refused, and then why.
 */
writeSync(1, 'ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))
const [, , file = '', count = 'Infinity'] = process.argv
try {
  const office = await openOffice(file)
  const take = await till(office)
  for (let taken = 0; taken < Number(count); taken++) writeSync(1, `${await take()}\n`)
  await office.close()
} catch (error) {
  writeSync(1, `refused ${(error as { code?: string }).code ?? String(error)}\n`)
}
process.exit(0)
