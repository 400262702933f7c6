import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const elsewhere = [
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
]

/**
 * The second program that opens our workbooks: an installed LibreOffice; else Debian's package, installed as root.
 * @throws saying precisely what to install, where there is none and none can be installed
 */
export function libreOfficePath(): string {
  const installed = findLibreOffice()
  if (installed) return installed
  if (isDebian() && process.getuid?.() === 0) {
    process.stderr.write('installing libreoffice-calc for the tests of workbooks…\n')
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'libreoffice-calc'])
    const found = findLibreOffice()
    if (found) return found
  }
  throw new Error(
    'The tests of workbooks need LibreOffice. Install it: on Debian or Ubuntu `sudo apt-get install libreoffice-calc`, elsewhere from its own site.',
  )
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

function findLibreOffice(): string | undefined {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const onPath = folders.flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
  return [...onPath, ...elsewhere].find((path) => existsSync(path))
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') && /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env })
}
