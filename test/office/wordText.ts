import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { programPath } from './program.ts'

/**
 * The text of Word documents as LibreOffice Writer reads them; a table's cells stand each on a line of its own.
 * @throws saying what to install where there is no Writer
 */
export function wordTexts(files: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'desk-word-'))
  try {
    return convert(files, 'txt:Text (encoded):UTF8', folder).map((file) => readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Word documents as LibreOffice Writer prints them, in `folder`. @returns the files, in the order of `files` */
export function wordPdfs(files: readonly string[], folder: string): string[] {
  return convert(files, 'pdf', folder)
}

function convert(files: readonly string[], to: string, folder: string): string[] {
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
  const profile = mkdtempSync(join(tmpdir(), 'desk-office-'))
  try {
    const args = [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      '--headless',
      '--norestore',
      '--convert-to',
      to,
      '--outdir',
      folder,
      ...files,
    ]
    const { status, stderr, stdout } = spawnSync(writer, args, { encoding: 'utf8', timeout: 120_000 })
    const [extension = ''] = to.split(':')
    const made = files.map((file) => join(folder, basename(file).replace(/\.docx$/, `.${extension}`)))
    if (status !== 0 || !made.every((file) => existsSync(file)))
      throw new Error(`LibreOffice ended with ${status}: ${stdout}${stderr}`)
    return made
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}
