import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ElectronApplication } from 'playwright-core'

/** The backend's process id: the descendant of the application that runs its bundle or is Electron's utility for it. */
export async function backendPid(app: ElectronApplication): Promise<number | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=,stat=,args='])
  const all = stdout.split('\n').flatMap(readLine)
  const family = new Set([app.process().pid])
  // Parents are not always listed first, so a generation is added at a time.
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.find(({ pid, state, args }) => family.has(pid) && !state.startsWith('Z') && isBackend(args))?.pid
}

function isBackend(args: string): boolean {
  return args.includes('backend.mjs') || args.includes('--utility-sub-type=node.mojom.NodeService')
}

function readLine(line: string): { pid: number; parent: number; state: string; args: string }[] {
  const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line)
  if (!match) return []
  return [{ pid: Number(match[1]), parent: Number(match[2]), state: match[3] ?? '', args: match[4] ?? '' }]
}
