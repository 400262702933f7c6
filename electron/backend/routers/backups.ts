import { mkdirSync, rmSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { DeskError } from '../../contract/errors.ts'
import { sealedExtension } from '../../db/backup/sealed.ts'
import { backupPath, backupsOf } from '../backups.ts'
import type { Connection, Host } from '../host.ts'
import type { FileJob, JobResult } from '../jobs.ts'
import { runJob } from '../workers.ts'
import type { Artifact } from './exports.ts'
import { hosted } from './hosted.ts'

const { backups, recovery } = hosted

export const backupsRouter = backups.router({
  status: backups.status.handler(({ context }) => context.host.backups.status()),
  list: backups.list.handler(({ context }) => context.host.backups.list()),
  make: backups.make.handler(({ context: { host, connection } }) => ({
    taskId: host.tasks.run(connection, 'backup', async (control) => {
      await host.backups.make('asked', (fraction) => control.progress(fraction ?? 0))
    }),
  })),
  seal: backups.seal.handler(({ context: { host, connection }, input }) => ({
    taskId: host.tasks.run(connection, 'backup', async (): Promise<Artifact> => {
      const office = host.office.file
      const made = await host.backups.make('asked')
      const out = host.temporaryFile(sealedExtension)
      await fileJob(host, {
        type: 'seal',
        office,
        backup: await backupPath(office, made.name),
        out,
        password: input.password,
      })
      return { path: out, name: `${basename(office, extname(office))}-${made.at.slice(0, 10)}${sealedExtension}` }
    }),
  })),
  restore: backups.restore.handler(({ context: { host, connection }, input }) => {
    const { file } = host.office
    return { taskId: startRestoring(host, connection, file, async () => backupPath(file, input.name)) }
  }),
  restoreOffered: backups.restoreOffered.handler(({ context: { host, connection }, input }) => ({
    taskId: startRestoring(host, connection, host.office.file, (empty) => pathOffered(host, input, empty)),
  })),
  chooseSecondFolder: backups.chooseSecondFolder.handler(({ context: { host }, input }) => {
    host.backups.chooseSecondFolder(input.offer === null ? null : host.offered(input.offer).path)
    return {}
  }),
})

export const recoveryRouter = recovery.router({
  backups: recovery.backups.handler(({ context }) => backupsOf(context.host.trouble.file)),
  restore: recovery.restore.handler(({ context: { host, connection }, input }) => {
    const { file } = host.trouble
    return { taskId: startRestoring(host, connection, file, async () => backupPath(file, input.name)) }
  }),
  restoreOffered: recovery.restoreOffered.handler(({ context: { host, connection }, input }) => ({
    taskId: startRestoring(host, connection, host.trouble.file, (empty) => pathOffered(host, input, empty)),
  })),
  copyTo: recovery.copyTo.handler(({ context: { host, connection }, input }) => {
    const { file } = host.trouble
    const { path } = host.offered(input.offer)
    const taskId = host.tasks.run(connection, 'backup', async () => {
      const result = await fileJob(host, { type: 'copy', office: file, folder: path })
      if (result.type !== 'copied') throw new Error('the worker answered with something else')
      await host.open(result.office)
    })
    return { taskId }
  }),
  retry: recovery.retry.handler(async ({ context: { host } }) => {
    await host.open(host.trouble.file)
    return {}
  }),
  leave: recovery.leave.handler(({ context: { host } }) => {
    host.leaveTrouble()
    return {}
  }),
})

/**
 * An open office is backed up first; then it is closed, its place is taken, and the new one opened.
 * @param find gives the backup; what it opens goes into the empty folder it is given, which is removed afterwards
 */
function startRestoring(
  host: Host,
  connection: Connection,
  file: string,
  find: (empty: string) => Promise<string>,
): string {
  return host.tasks.run(connection, 'backup', async () => {
    const empty = host.temporaryFile('-unsealed')
    mkdirSync(empty)
    try {
      await restoreFrom(host, file, await find(empty))
    } finally {
      rmSync(empty, { recursive: true, force: true })
    }
    await host.open(file)
  })
}

async function restoreFrom(host: Host, file: string, backup: string): Promise<void> {
  const wasOpen = host.isOpen
  if (wasOpen) await backUpFirst(host)
  await host.close()
  try {
    await fileJob(host, { type: 'restore', office: file, backup })
  } catch (error) {
    // Nothing has changed: the office that was open goes on.
    if (wasOpen) await host.open(file)
    throw error
  }
}

/** A damaged office gives no whole copy, and is what one restores for; it is kept aside as it is. */
async function backUpFirst(host: Host): Promise<void> {
  try {
    await host.backups.make('restore')
  } catch (error) {
    if (!(error instanceof DeskError && error.code === 'file-damaged')) throw error
  }
}

/** A file that was chosen in a dialog; a sealed one is opened into a folder of its own first. */
async function pathOffered(
  host: Host,
  input: { offer: string; password?: string | undefined },
  folder: string,
): Promise<string> {
  const { path, sealed } = host.offered(input.offer)
  if (!sealed) return path
  if (!input.password) throw new DeskError('sealed-needs-password')
  const job = { type: 'unseal', office: path, sealed: path, folder, password: input.password } as const
  const result = await fileJob(host, job)
  if (result.type !== 'unsealed') throw new Error('the worker answered with something else')
  return result.office
}

type WithoutTime<Job> = Job extends FileJob ? Omit<Job, 'now'> : never

function fileJob(host: Host, job: WithoutTime<FileJob>): Promise<JobResult> {
  const now = host.options.readClock().toISOString()
  return runJob(host.options.workerUrl, { ...job, now } as FileJob).done
}
