import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { Host } from '../backend/host.ts'
import { type Serving, serveHttp } from '../backend/http.ts'
import { DeskError } from '../contract/errors.ts'
import { realFile } from '../db/realFile.ts'
import { deskLog, tellLastWords } from '../log/log.ts'
import { type Invocation, portOption, words } from './invocation.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The application for a browser on this machine, until the process is told to end. */
export async function serve(invocation: Invocation): Promise<number> {
  const port = portOption(invocation.options.port)
  const file = presentFile(invocation.need('db'))
  const { buildStale } = await import('../build.ts')
  await buildStale({ desktop: false })
  const { link, closed } = await startServing({
    folder: dirname(file),
    file,
    port,
    today: typeof invocation.options.today === 'string' ? invocation.options.today : undefined,
  })
  invocation.say(words('cli.serving', { url: link }))
  invocation.json({ url: link })
  await closed
  return 0
}

/** The whole path of an office that is there. @throws DeskError `file-missing` */
export function presentFile(file: string): string {
  if (!existsSync(file)) throw new DeskError('file-missing', { file })
  return realFile(resolve(file))
}

export interface ServeOptions {
  /** Folder of the office files. */
  readonly folder: string
  /** Office file to open at once. */
  readonly file?: string | undefined
  readonly port: number
  /** Serves the recovery page where the file cannot be opened, instead of refusing. */
  readonly recover?: boolean
  readonly today?: string | undefined
}

/** Starts the backend with its HTTP transport; `closed` resolves once SIGINT or SIGTERM has ended it. */
export async function startServing(options: ServeOptions): Promise<{ link: string; closed: Promise<void> }> {
  // Beside the office files, where whoever administers this machine looks for what belongs to them.
  const logs = join(options.folder, 'logs')
  const log = deskLog('serve', logs)
  tellLastWords(log)
  const host = new Host({
    folder: options.folder,
    temporary: join(tmpdir(), `steward-desk-${process.pid}`),
    workerUrl: new URL('../backend/worker.ts', import.meta.url),
    version: packageJson.version,
    log,
    logs,
    readClock: () => new Date(),
    keepBackups: true,
    today: options.today,
  })
  const serving = await begin(host, options).catch(async (error: unknown) => {
    await host.end()
    throw error
  })
  const closed = new Promise<void>((done) => {
    const end = () =>
      void serving
        .close()
        .then(() => host.end())
        .then(done)
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
  return { link: serving.link, closed }
}

async function begin(host: Host, options: ServeOptions): Promise<Serving> {
  if (options.file !== undefined) {
    await host.open(options.file).catch((error: unknown) => {
      if (!options.recover) throw error
    })
  }
  return serveHttp(host, { port: options.port, pages: join(root, 'dist', 'renderer') })
}
