import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What the project's lint says of a file of that name with that code in it, in a tree of its own. */
function lint(file: string, code: string): { refused: boolean; output: string } {
  const tree = mkdtempSync(join(tmpdir(), 'desk-lint-'))
  try {
    const config = JSON.parse(readFileSync(join(root, '.biome.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(tree, '.biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }))
    mkdirSync(join(tree, dirname(file)), { recursive: true })
    writeFileSync(join(tree, file), code)
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const { stderr, stdout } = spawnSync(process.execPath, [biome, 'lint', '--max-diagnostics=50', '.'], {
      cwd: tree,
      encoding: 'utf8',
    })
    const output = stdout + stderr
    if (!output.includes('Checked 1 file') && !output.includes('Checked 2 files'))
      throw new Error(`lint did not read the file: ${output}`)
    return { refused: /noRestrictedImports|noRestrictedGlobals/.test(output), output }
  } finally {
    rmSync(tree, { recursive: true })
  }
}

it.each([
  ['renderer/features/estate/x.ts', "import { openOffice } from '../../../electron/db/open.ts'\nopenOffice\n"],
  ['renderer/ui/x.ts', "import { ipcRenderer } from 'electron'\nipcRenderer\n"],
  ['electron/contract/x.ts', "import { sql } from 'kysely'\nsql\n"],
  ['electron/contract/x.ts', "import { officeClock } from '../core/clock.ts'\nofficeClock\n"],
  ['electron/core/estate/x.ts', "import { app } from 'electron'\napp\n"],
  ['electron/core/estate/x.ts', "import { writeWorkbook } from '../../documents/excel/write.ts'\nwriteWorkbook\n"],
  ['electron/core/estate/x.ts', "import { createServer } from 'node:http'\ncreateServer\n"],
  ['electron/core/estate/x.ts', 'export const home = process.env.HOME\n'],
  ['electron/db/x.ts', "import { officeClock } from '../core/clock.ts'\nofficeClock\n"],
  ['electron/log/x.ts', "import { openOffice } from '../db/open.ts'\nopenOffice\n"],
  ['electron/files/x.ts', "import { openOffice } from '../db/open.ts'\nopenOffice\n"],
  ['electron/documents/excel/x.ts', "import { Host } from '../../backend/host.ts'\nHost\n"],
  ['electron/backend/x.ts', "import { app } from 'electron'\napp\n"],
  ['electron/main/x.ts', "import { openOffice } from '../db/open.ts'\nopenOffice\n"],
  ['electron/preload/x.ts', "import { openOffice } from '../db/open.ts'\nopenOffice\n"],
])('refuses in %s: %s', (file, code) => {
  const { refused, output } = lint(file, code)
  expect(refused, output).toBe(true)
})

it.each([
  ['renderer/features/estate/x.ts', "import { unitFields } from '../../../electron/contract/estate.ts'\nunitFields\n"],
  ['electron/core/estate/x.ts', "import { joined } from '../../db/dialect.ts'\njoined\n"],
  ['electron/documents/excel/x.ts', "import { officeClock } from '../../core/clock.ts'\nofficeClock\n"],
  ['electron/main/x.ts', "import { app } from 'electron'\napp\n"],
  ['electron/main/x.ts', "import { deskLog } from '../log/log.ts'\ndeskLog\n"],
  ['electron/log/x.ts', "import { DeskError } from '../contract/errors.ts'\nDeskError\n"],
])('allows in %s: %s', (file, code) => {
  const { refused, output } = lint(file, code)
  expect(refused, output).toBe(false)
})

it('reads no clock of the machine in core: time is handed in', () => {
  const files = readdirSync(join(root, 'electron/core'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  expect(files.length).toBeGreaterThan(20)
  for (const file of files) {
    const code = readFileSync(join(root, 'electron/core', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(code, file).not.toMatch(/Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(/)
  }
})
