import { parentPort, workerData } from 'node:worker_threads'
import { DeskError } from '../contract/errors.ts'
import { fileProblem } from '../db/backup/copy.ts'
import { WorkbookRefused } from '../documents/excel/refusal.ts'
import { runFileJob } from './fileJobs.ts'
import type { Job, JobMessage, JobResult } from './jobs.ts'

/**
 * Long work beside the backend. A cancelled job is simply ended; what it was writing is a temporary file.
 */
const job = workerData as Job
const post = (message: JobMessage) => parentPort?.postMessage(message)
const progress = (stage: string, value: number | null) => post({ type: 'progress', stage, progress: value })

run(job).then(
  (result) => post({ type: 'done', result }),
  (error: unknown) =>
    post({
      type: 'failed',
      problem: problemOf(error),
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
)

async function run(job: Job): Promise<JobResult> {
  switch (job.type) {
    case 'back-up':
    case 'restore':
    case 'copy':
    case 'seal':
    case 'unseal':
      return runFileJob(job, (fraction) => progress('backup', fraction))
    default: {
      // The libraries for workbooks and documents are large; a backup needs none of them.
      const { runDeskJob } = await import('./deskJobs.ts')
      return runDeskJob(job, progress)
    }
  }
}

function problemOf(error: unknown) {
  if (error instanceof WorkbookRefused) return { code: `workbook-${error.code}`, params: error.params }
  const told = fileProblem(error, '')
  return told instanceof DeskError ? { code: told.code, params: told.params } : null
}
