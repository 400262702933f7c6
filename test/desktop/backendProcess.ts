import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ElectronApplication } from 'playwright-core'

/** The backend's process id: the descendant of the application that runs its bundle or is Electron's utility for it. */
export async function backendPid(app: ElectronApplication): Promise<number | undefined> {
  const all = await processes()
  const family = new Set([app.process().pid])
  // Parents are not always listed first, so a generation is added at a time.
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.find(({ pid, args }) => family.has(pid) && isBackend(args))?.pid
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await processes()).some((one) => one.pid === pid)
}

/** Without those that have ended and only wait to be buried by their parent. */
async function processes(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=,stat=,args='])
  return stdout.split('\n').flatMap(readLine)
}

function isBackend(args: string): boolean {
  return args.includes('backend.mjs') || args.includes('--utility-sub-type=node.mojom.NodeService')
}

interface Process {
  readonly pid: number
  readonly parent: number
  readonly args: string
}

function readLine(line: string): Process[] {
  const match = /^\s*(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/.exec(line)
  return match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[4] ?? '' }] : []
}
