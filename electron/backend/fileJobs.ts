import { DeskError, type Problem } from '../contract/errors.ts'
import { filesFolder } from '../db/backup/names.ts'
import { copyToFolder, restoreOffice } from '../db/backup/restore.ts'
import { seal, unseal } from '../db/backup/sealed.ts'
import { backUp, mirror } from '../db/backup/shelf.ts'
import type { FileJob, JobResult } from './jobs.ts'

/** What is done with whole office files, in a worker. @throws DeskError as the parts of `db/backup` */
export async function runFileJob(job: FileJob, onProgress: (fraction: number | null) => void): Promise<JobResult> {
  const now = new Date(job.now)
  switch (job.type) {
    case 'back-up': {
      const backup = await backUp(job.office, job.reason, now, onProgress)
      return {
        type: 'backup',
        backup,
        second: job.second === null ? null : await bring(job.office, backup.name, job.second, now),
      }
    }
    case 'restore':
      onProgress(null)
      return { type: 'restored', aside: await restoreOffice(job.backup, job.office, now) }
    case 'copy':
      onProgress(null)
      return { type: 'copied', office: await copyToFolder(job.office, job.folder) }
    case 'seal':
      await seal(job.backup, filesFolder(job.office), job.out, job.password, { onProgress })
      return { type: 'file', name: '' }
    case 'unseal':
      onProgress(null)
      return { type: 'unsealed', office: await unseal(job.sealed, job.folder, job.password) }
  }
}

/** That the second folder is not there, or full, is told and fails nothing: the backup itself is made. */
async function bring(office: string, name: string, second: string, now: Date): Promise<Problem | null> {
  try {
    await mirror(office, name, second, now)
    return null
  } catch (error) {
    if (error instanceof DeskError) return { code: error.code, params: error.params }
    throw error
  }
}
