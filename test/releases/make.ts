import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOffice } from '../../electron/db/open.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { dumpOf } from './dump.ts'
import { figuresOf, releaseDesk } from './figures.ts'
import { fillOffice } from './office.ts'

/**
 * `npm run release-office`: keeps an office as this version writes it, and its figures, in `test/fixtures/releases`.
 * To be run once, when the version in package.json has been raised; what is kept already is never written again.
 */
const target = join(import.meta.dirname, '../fixtures/releases', packageJson.version)
if (existsSync(`${target}.sql`)) {
  process.stderr.write(`${packageJson.version} is kept already\n`)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'desk-release-'))
const office = await openOffice(join(folder, 'office.db'), { create: true })
try {
  const desk = releaseDesk(office.db)
  await fillOffice(desk)
  writeFileSync(`${target}.sql`, dumpOf(office.sqlite))
  writeFileSync(`${target}.json`, `${JSON.stringify(await figuresOf(desk), null, 1)}\n`)
} finally {
  await office.close()
  rmSync(folder, { recursive: true })
}
