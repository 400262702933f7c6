import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DeskError } from '../contract/errors.ts'

/** File systems of another computer, also of the one that a virtual machine runs on. Their locks and their shared memory do not hold what a write-ahead log needs. */
const remote =
  /^(nfs\d?|cifs|smb\d?|smbfs|smb3|afs|afpfs|ncpfs|ceph|glusterfs|davfs|webdav|lustre|coda|vboxsf|prl_fs|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|glusterfs|ceph|s3fs|curlftpfs|smbnetfs|vmhgfs-fuse))$/

/**
 * An office in use on a network share can be damaged past repair when two computers, or one with a bad cable, write it.
 * Backups may lie there; the office may not.
 * @throws DeskError `file-on-network`
 */
export function refuseNetwork(file: string): void {
  if (isRemote(file)) throw new DeskError('file-on-network', { file })
}

function isRemote(file: string): boolean {
  const path = realPlace(file)
  switch (process.platform) {
    case 'win32':
      return isWindowsShare(path)
    case 'linux':
      return isOnRemoteMount(path, linuxMounts())
    case 'darwin':
      return isOnRemoteMount(path, macMounts())
    default:
      return false
  }
}

/** Mapped drives come back as the share they stand for, links as what they lead to; of a new file its folder. */
export function realPlace(file: string): string {
  for (const path of [file, dirname(file)]) {
    try {
      return realpathSync.native(path)
    } catch {
      // Missing so far, or for good.
    }
  }
  return resolve(file)
}

/** `\\server\share`, also in its long spelling; not the long spelling of a disk. */
export function isWindowsShare(path: string): boolean {
  return /^\\\\(\?\\UNC\\)?[^?.\\][^\\]*\\[^\\]/i.test(path)
}

interface Mount {
  readonly at: string
  readonly type: string
}

/** @param mounts in any order; the deepest that holds the path counts */
export function isOnRemoteMount(path: string, mounts: readonly Mount[]): boolean {
  const holding = mounts.filter(({ at }) => path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`))
  const deepest = holding.reduce<Mount | undefined>(
    (best, one) => (best && best.at.length > one.at.length ? best : one),
    undefined,
  )
  return deepest !== undefined && remote.test(deepest.type)
}

/** @param text of `/proc/mounts`, where a blank in a name is written `\040` */
export function readLinuxMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, at, type] = line.split(' ')
    const plain = at?.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
    return plain && type ? [{ at: plain, type }] : []
  })
}

/** @param text of `mount`: `//server/share on /Volumes/share (smbfs, nodev)` */
export function readMacMounts(text: string): Mount[] {
  return [...text.matchAll(/ on (\/.*) \((\w+)[,)]/g)].map(([, at = '', type = '']) => ({ at, type }))
}

function linuxMounts(): Mount[] {
  try {
    return readLinuxMounts(readFileSync('/proc/mounts', 'utf8'))
  } catch {
    return []
  }
}

function macMounts(): Mount[] {
  try {
    return readMacMounts(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }))
  } catch {
    return []
  }
}
