import { type JobState, openJobStates } from '../../contract/caseStates.ts'
import type { JobPriority } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { registering } from '../jobs/service.ts'
import { thingOf } from '../plans/subjects.ts'

export interface Fault {
  readonly id: number
  readonly content: string
  readonly priority: JobPriority
  /** The same request again is the same job. */
  readonly requestKey: string
}

/** How the requests of a piece's fault jobs begin: what ties the two together. */
const requestsOf = (id: number): string => `equipment-fault-${id}-`

/**
 * Registers a job for something wrong with a piece of equipment: its place and trade are known, and the job names it.
 * @throws DeskError `not-found`
 */
export function reportFault(desk: Desk, fault: Fault): Promise<{ id: number; number: string }> {
  return write(desk, reportingFault(desk, fault))
}

/** As `reportFault`, for a transaction that writes more. */
export function reportingFault(
  desk: Desk,
  { id, content, priority, requestKey }: Fault,
): (writer: AuditedWriter) => Promise<{ id: number; number: string }> {
  return async (writer) => {
    const thing = await thingOf(writer.tx, { subject: 'maintenance', subjectId: id })
    return registering(desk, {
      source: thing.source,
      unitId: null,
      place: (thing.place || thing.about).slice(0, 200),
      personId: null,
      caller: desk.actor.name,
      phone: '',
      trade: thing.trade,
      content: `${thing.about}：${content}`,
      priority,
      chargeClass: 'internal',
      appointedOn: null,
      appointedTime: '',
      requestKey: `${requestsOf(id)}${requestKey}`,
    })(writer)
  }
}

/** What is still to be mended on a piece: reported from its card, or found by a check of its plans. */
export async function openJobsOfEquipment(
  db: Db,
  id: number,
): Promise<{ id: number; number: string; state: JobState; content: string }[]> {
  const requests = requestsOf(id)
  return db
    .selectFrom('job')
    .select(['job.id', 'job.number', 'job.state', 'job.content'])
    .where('job.state', 'in', openJobStates)
    .where((is) =>
      is.or([
        // All that begin so: '.' is what follows the '-' that ends them.
        is.and([is('job.request_key', '>', requests), is('job.request_key', '<', `${requests.slice(0, -1)}.`)]),
        is(
          'job.id',
          'in',
          is
            .selectFrom('task')
            .innerJoin('task_outcome', 'task_outcome.task_id', 'task.id')
            .innerJoin('task_result', 'task_result.outcome_id', 'task_outcome.id')
            .select('task_result.job_id')
            .$narrowType<{ job_id: number }>()
            .where('task.subject_id', '=', id)
            .where('task.subject', 'in', ['maintenance', 'statutory'])
            .where('task_result.job_id', 'is not', null),
        ),
      ]),
    )
    .orderBy('job.id')
    .execute()
}
