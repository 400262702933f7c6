import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the application was started with. */
export interface Launch {
  /** Folder of the office files. */
  readonly folder?: string
  /** The office file to open: `--file F`, or a file the system handed over by double click. */
  readonly file?: string
  /** Fixed date `YYYY-MM-DD` for demonstrations and tests. */
  readonly today?: string
}

const OFFICE_FILE = /\.(stewarddesk|db)$/i
/** `steward-desk://…`, `file://elsewhere/…`; a drive has one letter. */
const ADDRESS = /^[a-z][a-z\d+.-]+:/i

/**
 * Reads our own flags out of a command line that also carries Chromium's; deep links and the rest are ignored.
 * @param cwd the folder it was started in: a second start's file is opened by the first, which stands in another
 */
export function readLaunch(argv: readonly string[], cwd: string): Launch {
  const file = flag(argv, '--file') ?? argv.slice(1).map(pathOf).find(isOfficeFile)
  const today = flag(argv, '--today')
  return {
    ...present('folder', flag(argv, '--folder')),
    ...present('file', file === undefined ? undefined : resolve(cwd, file)),
    ...present('today', today !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(today) ? today : undefined),
  }
}

/** Whether a path may be handed over by the system to be opened. */
export function isOfficeFile(path: string): boolean {
  return OFFICE_FILE.test(path) && !path.startsWith('-') && !ADDRESS.test(path) && !path.includes('\0')
}

/** Some file managers of Linux hand over an address where others hand over a path. */
function pathOf(argument: string): string {
  try {
    return argument.startsWith('file:') ? fileURLToPath(argument) : argument
  } catch {
    return argument
  }
}

/** Accepts what a second start sent to the first one; anything of another shape is no launch. */
export function launchFrom(data: unknown): Launch {
  if (typeof data !== 'object' || data === null || !('file' in data)) return {}
  return typeof data.file === 'string' && data.file !== '' ? { file: data.file } : {}
}

/** The backend's own command line. */
export function backendArguments(launch: Launch, folder: string): readonly string[] {
  const today = launch.today === undefined ? [] : ['--today', launch.today]
  const file = launch.file === undefined ? [] : ['--file', launch.file]
  return ['--folder', folder, ...today, ...file]
}

function flag(argv: readonly string[], name: string): string | undefined {
  const inline = argv.find((value) => value.startsWith(`${name}=`))
  if (inline !== undefined) return inline.slice(name.length + 1) || undefined
  const at = argv.indexOf(name)
  const value = at === -1 ? undefined : argv[at + 1]
  return value === undefined || value.startsWith('--') ? undefined : value
}

function present<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: string })
}
