import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { programFile } from './programs.ts'

/** A cashier in a process of its own. */
export interface Cashier {
  /** Lets it begin; until then it has not opened the file. */
  begin(): void
  /** Receipts confirmed so far. */
  readonly receipts: readonly string[]
  /** Resolves once so many are confirmed, or it has ended. */
  confirmed(count: number): Promise<void>
  /** As a power cut: at once, without a word. @returns what it had confirmed */
  kill(): Promise<readonly string[]>
  /** @returns what it had confirmed, and why it was refused */
  ended(): Promise<{ receipts: readonly string[]; refused: string | null }>
}

/** Starts one, which waits for `begin`. @param shell what comes before Node on the command line */
export async function startCashier(file: string, count?: number, limit?: string): Promise<Cashier> {
  const args = [await programFile('cashier'), file, ...(count === undefined ? [] : [String(count)])]
  const child =
    limit === undefined
      ? spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', `${limit}; exec "$@"`, 'bash', process.execPath, ...args], {
          stdio: ['pipe', 'pipe', 'inherit'],
        })
  onTestFinished(() => void child.kill('SIGKILL'))
  const receipts: string[] = []
  let refused: string | null = null
  let rest = ''
  const waiting: (() => void)[] = []
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === 'ready') resolve()
        else if (line.startsWith('refused ')) refused = line.slice('refused '.length)
        else receipts.push(line)
      }
      for (const wake of waiting.splice(0)) wake()
    })
  })
  const gone = closed(child)
  void gone.then(() => {
    for (const wake of waiting.splice(0)) wake()
  })
  await ready
  return {
    receipts,
    begin: () => void child.stdin?.write('.'),
    confirmed: async (wanted) => {
      while (receipts.length < wanted && child.exitCode === null && child.signalCode === null) {
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
      return receipts
    },
    ended: async () => {
      await gone
      return { receipts, refused }
    },
  }
}

/** Once the process is gone and all it said has been heard. */
async function closed(child: ChildProcess): Promise<void> {
  await once(child, 'close')
}
