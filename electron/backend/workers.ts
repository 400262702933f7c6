import { type ResourceLimits, Worker } from 'node:worker_threads'
import { DeskError } from '../contract/errors.ts'
import type { Job, JobMessage, JobResult } from './jobs.ts'

/** A job in a worker of its own. */
export interface Running {
  /** Rejects with a DeskError where the job says why, else with what went wrong; never settles once it was ended. */
  readonly done: Promise<JobResult>
  /** Ends it at once; what it was writing is a temporary file. */
  end(): Promise<void>
}

/** Exports stream: a small heap is collected sooner and costs them no time. What an import reads it holds, all at once. */
function limitsOf(job: Job): ResourceLimits {
  return { maxYoungGenerationSizeMb: 24, ...(job.type.startsWith('export-') && { maxOldGenerationSizeMb: 256 }) }
}

/** Starts a job in a worker. @param onProgress a stage and how far it has come, 0 to 1, or null where nobody knows */
export function runJob(
  workerUrl: URL,
  job: Job,
  onProgress: (stage: string, fraction: number | null) => void = () => undefined,
): Running {
  const worker = new Worker(workerUrl, { workerData: job, resourceLimits: limitsOf(job) })
  let isEnded = false
  const done = new Promise<JobResult>((resolve, reject) => {
    const fail = (error: Error) => {
      if (!isEnded) reject(error)
    }
    worker.on('message', (message: JobMessage) => {
      if (isEnded) return
      if (message.type === 'progress') onProgress(message.stage, message.progress)
      else if (message.type === 'done') resolve(message.result)
      else if (message.problem) fail(new DeskError(message.problem.code, message.problem.params))
      else fail(new Error(message.message))
    })
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('worker ended without a word')))
  })
  return {
    done,
    end: async () => {
      isEnded = true
      await worker.terminate()
    },
  }
}
