import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { programPath } from './program.ts'

/** The second program that opens our workbooks. @throws saying what to install where there is none */
function libreOfficePath(): string {
  return programPath({
    commands: ['soffice', 'libreoffice'],
    files: [
      '/usr/lib/libreoffice/program/soffice',
      '/opt/libreoffice/program/soffice',
      '/Applications/LibreOffice.app/Contents/MacOS/soffice',
      'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
    ],
    packages: [['libreoffice-calc']],
    need: 'The tests of workbooks need LibreOffice. Install it',
  })
}

/** Calculates every formula anew instead of believing the results in the file; LibreOffice asks nobody when told so. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

/**
 * Opens workbooks in LibreOffice, has it calculate everything, and saves them as it understands them.
 * @returns paths of the saved workbooks, in a folder of their own, in the order of `files`
 */
export function recalculated(files: readonly string[], folder: string): string[] {
  const profile = mkdtempSync(join(tmpdir(), 'desk-office-'))
  try {
    mkdirSync(join(profile, 'user'))
    writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), settings)
    const { status, stderr, stdout } = spawnSync(
      libreOfficePath(),
      [
        `-env:UserInstallation=${pathToFileURL(profile).href}`,
        '--headless',
        '--norestore',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        folder,
        ...files,
      ],
      { encoding: 'utf8', timeout: 300_000 },
    )
    const saved = files.map((file) => join(folder, basename(file)))
    const missing = saved.filter((file) => !existsSync(file))
    if (status !== 0 || missing.length > 0)
      throw new Error(`LibreOffice ended with ${status} and left out ${missing.join(', ')}: ${stdout}${stderr}`)
    return saved
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}
