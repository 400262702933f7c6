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
        backup: backupPath(office, made.name),
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
    taskId: startRestoring(host, connection, host.office.file, () => pathOffered(host, input)),
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
    taskId: startRestoring(host, connection, host.trouble.file, () => pathOffered(host, input)),
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

/** An open office is backed up first; then it is closed, its place is taken, and the new one opened. */
function startRestoring(host: Host, connection: Connection, file: string, find: () => Promise<string>): string {
  return host.tasks.run(connection, 'backup', async () => {
    const backup = await find()
    const wasOpen = host.isOpen
    if (wasOpen) await host.backups.make('restore')
    await host.close()
    try {
      await fileJob(host, { type: 'restore', office: file, backup })
    } catch (error) {
      // Nothing has changed: the office that was open goes on.
      if (wasOpen) await host.open(file)
      throw error
    }
    await host.open(file)
  })
}

/** A file that was chosen in a dialog; a sealed one is opened into a folder of its own first. */
async function pathOffered(host: Host, input: { offer: string; password?: string | undefined }): Promise<string> {
  const { path, sealed } = host.offered(input.offer)
  if (!sealed) return path
  if (!input.password) throw new DeskError('sealed-needs-password')
  const folder = host.temporaryFile('-unsealed')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
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
