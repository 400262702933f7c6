import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that tests drive and that `npm ci` does not bring along. */
export interface Program {
  /** Names by which it may stand on the path, the better first, and files by which it may stand elsewhere. */
  readonly commands: readonly string[]
  readonly files: readonly string[]
  /** Of Debian, the better choice first: not every relative of Debian has all of them. */
  readonly packages: readonly (readonly string[])[]
  /** Which tests need what, and how to ask for it: `The tests of workbooks need LibreOffice. Install it`. */
  readonly need: string
}

/**
 * The program that is installed; else Debian's packages, installed as root.
 * @throws saying precisely what to install, where there is none and none can be installed
 */
export function programPath(program: Program): string {
  const installed = find(program)
  if (installed) return installed
  if (isDebian() && process.getuid?.() === 0) {
    run('apt-get', ['update'])
    for (const packages of program.packages) {
      process.stderr.write(`installing ${packages.join(' ')} for the tests…\n`)
      run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
      const found = find(program)
      if (found) return found
    }
  }
  const packages = program.packages.at(-1)?.join(' ')
  throw new Error(
    `${program.need}: on Debian or Ubuntu \`sudo apt-get install ${packages}\`, elsewhere from its own site.`,
  )
}

function find({ commands, files }: Program): string | undefined {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const onPath = folders.flatMap((folder) => commands.map((name) => join(folder, name)))
  return [...onPath, ...files].find((path) => path !== '' && existsSync(path))
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
