import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  isOnRemoteMount,
  isWindowsShare,
  readLinuxMounts,
  readMacMounts,
  realPlace,
} from '../../../electron/db/network.ts'

it.each([
  ['\\\\server\\share\\office.db', true],
  ['\\\\192.168.1.5\\d$\\管理处\\office.db', true],
  ['\\\\?\\UNC\\server\\share\\office.db', true],
  ['\\\\?\\C:\\office\\office.db', false],
  ['\\\\.\\C:\\office.db', false],
  ['C:\\Users\\客服\\office.db', false],
  ['D:\\', false],
])('on Windows %s is on a share: %s', (path, expected) => {
  expect(isWindowsShare(path)).toBe(expected)
})

const linux = readLinuxMounts(`
/dev/sda1 / ext4 rw 0 0
//nas/office /mnt/nas cifs rw 0 0
tmpfs /mnt/nas/local tmpfs rw 0 0
server:/export /srv/管理处\\040一 nfs4 rw 0 0
systemd-1 /mnt/auto autofs rw 0 0
nas:/auto /mnt/auto nfs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
host /mnt/hgfs fuse.vmhgfs-fuse rw 0 0
`)

it.each([
  ['/home/me/office.db', false],
  ['/mnt/nas/office.db', true],
  ['/mnt/nas', true],
  ['/mnt/nasal/office.db', false],
  ['/mnt/nas/local/office.db', false],
  ['/srv/管理处 一/office.db', true],
  ['/mnt/auto/office.db', true],
  ['/home/me/far/away/office.db', true],
  ['/mnt/hgfs/office.db', true],
])('on Linux %s is on a share: %s', (path, expected) => {
  expect(isOnRemoteMount(path, linux)).toBe(expected)
})

it('on a Mac a volume of another computer is known, whatever its name', () => {
  const mac = readMacMounts(
    [
      '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
      '//me@nas._smb._tcp.local/office on /Volumes/office on the nas (smbfs, nodev, nosuid, mounted by me)',
      'nas:/export on /Volumes/export (nfs)',
      '/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev)',
    ].join('\n'),
  )
  expect(isOnRemoteMount('/Volumes/office on the nas/office.db', mac)).toBe(true)
  expect(isOnRemoteMount('/Volumes/export/office.db', mac)).toBe(true)
  expect(isOnRemoteMount('/Volumes/STICK/office.db', mac)).toBe(false)
  expect(isOnRemoteMount('/Users/me/office.db', mac)).toBe(false)
})

it('looks where a link leads, and where a file that is not there yet would lie', () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-place-'))
  const elsewhere = mkdtempSync(join(tmpdir(), 'desk-place-'))
  onTestFinished(() => {
    for (const one of [folder, elsewhere]) rmSync(one, { recursive: true, force: true })
  })
  writeFileSync(join(elsewhere, 'office.db'), '')
  symlinkSync(join(elsewhere, 'office.db'), join(folder, 'link.db'))
  symlinkSync(elsewhere, join(folder, 'share'))
  expect(realPlace(join(folder, 'link.db'))).toBe(realPlace(join(elsewhere, 'office.db')))
  expect(realPlace(join(folder, 'share', 'new.db'))).toBe(realPlace(elsewhere))
})
