import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { programPath } from './program.ts'

/**
 * The text of Word documents as LibreOffice Writer reads them; a table's cells stand each on a line of its own.
 * @throws saying what to install where there is no Writer
 */
export function wordTexts(files: readonly string[]): string[] {
  const writer = programPath({
    // Writer's own names: LibreOffice may be installed without it.
    commands: ['lowriter'],
    files: [
      '/usr/lib/libreoffice/program/swriter',
      '/opt/libreoffice/program/swriter',
      '/Applications/LibreOffice.app/Contents/MacOS/soffice',
      'C:\\Program Files\\LibreOffice\\program\\swriter.exe',
    ],
    packages: [['libreoffice-writer']],
    need: 'The tests of Word documents need LibreOffice Writer. Install it',
  })
  const folder = mkdtempSync(join(tmpdir(), 'desk-word-'))
  try {
    const args = [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
      '--convert-to',
      'txt:Text (encoded):UTF8',
      '--outdir',
      folder,
      ...files,
    ]
    const { status, stderr, stdout } = spawnSync(writer, args, { encoding: 'utf8', timeout: 120_000 })
    if (status !== 0) throw new Error(`LibreOffice ended with ${status}: ${stdout}${stderr}`)
    return files.map((file) => readFileSync(join(folder, basename(file).replace(/\.docx$/, '.txt')), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
