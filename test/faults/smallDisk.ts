import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { folderOfItsOwn } from './till.ts'

/** A disk with little room. */
export interface SmallDisk {
  readonly folder: string
  /** For `startCashier`: what keeps it from writing more, where the disk itself cannot. */
  readonly limit: string | undefined
}

/**
 * A disk of so many kilobytes in memory; where the system lets nobody mount one, a folder, and a limit on the size of
 * files for who writes there.
 */
export function smallDisk(kilobytes: number): SmallDisk {
  const folder = join(folderOfItsOwn(), 'disk')
  mkdirSync(folder)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder])
  if (status !== 0) return { folder, limit: `ulimit -f ${kilobytes / 2}` }
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return { folder, limit: undefined }
}
