import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A screen for the window, and how to give it back. */
export interface Display {
  readonly name: string | undefined
  end(): Promise<void>
}

/**
 * `-noreset`: by default Xvfb starts over when its last client goes, under a window that may be opening just then.
 * Ends Xvfb when its standard input closes, so that a killed test run leaves no screen behind.
 */
const WATCHED =
  'Xvfb -displayfd 3 -screen 0 1920x1080x24 -noreset -nolisten tcp & server=$!; exec 3>&-; cat; kill $server; wait $server'

/**
 * The screen that is there, or one made by Xvfb at a number it chooses itself.
 * @throws when there is neither
 */
export async function obtainDisplay(): Promise<Display> {
  const { DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY) return { name: DISPLAY, end: async () => {} }

  const server = spawn('sh', ['-c', WATCHED], { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  server.stderr?.on('data', (chunk) => said.push(String(chunk)))
  const gone = once(server, 'exit')
  const number = await firstLine(server.stdio[3] as NodeJS.ReadableStream)
  if (number === undefined) {
    server.stdin?.end()
    await gone
    throw new Error(
      'There is no screen (DISPLAY is not set) and Xvfb did not start. ' +
        `On Debian or Ubuntu as root: apt-get install -y xvfb. ${said.join('').trim()}`,
    )
  }
  return {
    name: `:${number}`,
    async end() {
      server.stdin?.end()
      await gone
    },
  }
}

/** Undefined when the stream ends before a line does. */
async function firstLine(stream: NodeJS.ReadableStream): Promise<string | undefined> {
  let text = ''
  for await (const chunk of stream) {
    text += String(chunk)
    const end = text.indexOf('\n')
    if (end !== -1) return text.slice(0, end).trim()
  }
  return undefined
}
