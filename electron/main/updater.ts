import { autoUpdater } from 'electron-updater'
import { Problem } from './problem.ts'
import type { Updater } from './updates.ts'

/**
 * electron-updater under our order of things: it fetches nothing and installs nothing by itself. What it fetches is
 * checked against the sha512 of the feed's latest.yml, and against the publisher's signature where the system has one.
 * @returns undefined where this installation cannot replace itself, as a folder on Linux cannot
 */
export function systemUpdater(log: (line: string) => void): Updater | undefined {
  autoUpdater.logger = {
    info: (message) => log(`update: ${String(message)}`),
    warn: (message) => log(`update: ${String(message)}`),
    error: (message) => log(`update: ${String(message)}`),
  }
  if (!autoUpdater.isUpdaterActive()) return undefined
  autoUpdater.autoDownload = false
  // It would install at the next quit, without a backup.
  autoUpdater.autoInstallOnAppQuit = false
  // Every failure also rejects a call; without a listener it would end this process.
  autoUpdater.on('error', () => undefined)
  return { look, download, install }
}

async function look(feed: string): Promise<string | undefined> {
  autoUpdater.setFeedURL({ provider: 'generic', url: feed })
  const result = await autoUpdater.checkForUpdates().catch(unreachable)
  return result?.isUpdateAvailable ? result.updateInfo.version : undefined
}

async function download(): Promise<void> {
  await autoUpdater.downloadUpdate().catch((error: unknown) => {
    throw new Problem(codeOf(error) === 'ERR_CHECKSUM_MISMATCH' ? 'updateDamaged' : 'updateUnreachable')
  })
}

function install(): void {
  let failure: unknown
  const hear = (error: unknown): void => {
    failure = error
  }
  autoUpdater.once('error', hear)
  // Without the installer's questions, and with the application open again after it.
  autoUpdater.quitAndInstall(true, true)
  autoUpdater.off('error', hear)
  if (failure !== undefined) throw new Problem('updateFailed')
}

function unreachable(): never {
  throw new Problem('updateUnreachable')
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
