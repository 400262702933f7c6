import { DeskError } from '../../contract/errors.ts'
import type { FindingOrigin } from '../../contract/groundWords.ts'
import type { ProblemDetail, ProblemFields } from '../../contract/inspections.ts'
import type { Trade } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { registering } from '../jobs/service.ts'

/** At what problems were found. */
export interface FoundAt {
  readonly origin: FindingOrigin
  readonly originId: number
  readonly onDate: string
  /** Of the check or round, where a problem names no place of its own. */
  readonly place: string
  readonly by: string
}

/** Writes the problems of a check or round; the job of each that asks for one comes in the same transaction. */
export async function writeProblems(
  writer: AuditedWriter,
  desk: Desk,
  at: FoundAt,
  problems: readonly ProblemFields[],
): Promise<void> {
  for (const { toJob, pointId, place, content, trade } of problems) {
    const id = await writer.insert('ground_problem', {
      origin: at.origin,
      origin_id: at.originId,
      point_id: pointId,
      on_date: at.onDate,
      place: place || at.place,
      content,
      trade,
      job_id: null,
    })
    if (!toJob) continue
    const job = await jobOf(desk, { id, place: place || at.place, content, trade }, at.by)(writer)
    await writer.update('ground_problem', id, 1, { job_id: job.id })
  }
}

/**
 * Makes a job of a problem; of one that has a job already, that one.
 * @throws StaleError; DeskError `not-found`
 */
export function problemToJob(desk: Desk, id: number, version: number): Promise<{ id: number; number: string }> {
  return write(desk, async (writer) => {
    const problem = await writer.tx
      .selectFrom('ground_problem')
      .leftJoin('job', 'job.id', 'ground_problem.job_id')
      .selectAll('ground_problem')
      .select('job.number')
      .where('ground_problem.id', '=', id)
      .executeTakeFirst()
    if (!problem) throw new DeskError('not-found', { entity: 'ground_problem', id })
    if (problem.job_id !== null) return { id: problem.job_id, number: problem.number ?? '' }
    const job = await jobOf(desk, problem, desk.actor.name)(writer)
    await writer.update('ground_problem', id, version, { job_id: job.id })
    return job
  })
}

function jobOf(
  desk: Desk,
  {
    id,
    place,
    content,
    trade,
  }: { readonly id: number; readonly place: string; readonly content: string; readonly trade: Trade },
  by: string,
) {
  return registering(desk, {
    source: 'patrol',
    unitId: null,
    place,
    personId: null,
    caller: by,
    phone: '',
    trade,
    content,
    priority: 'normal',
    chargeClass: 'internal',
    appointedOn: null,
    appointedTime: '',
    requestKey: `ground-problem-${id}`,
  })
}

/** The problems of a check or round with their jobs. */
export async function problemsAt(db: Db, origin: FindingOrigin, originId: number): Promise<ProblemDetail[]> {
  const rows = await db
    .selectFrom('ground_problem')
    .leftJoin('job', 'job.id', 'ground_problem.job_id')
    .selectAll('ground_problem')
    .select('job.number')
    .where('origin', '=', origin)
    .where('origin_id', '=', originId)
    .orderBy('ground_problem.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    pointId: row.point_id,
    place: row.place,
    content: row.content,
    trade: row.trade,
    jobId: row.job_id,
    jobNumber: row.number,
  }))
}

/** Where the problem was found that a job came of. */
export async function problemOfJob({ db }: Desk, jobId: number) {
  const found = await db
    .selectFrom('ground_problem')
    .leftJoin('inspection', (join) =>
      join.onRef('inspection.id', '=', 'origin_id').on('ground_problem.origin', '=', 'inspection'),
    )
    .leftJoin('patrol_round', (join) =>
      join.onRef('patrol_round.id', '=', 'origin_id').on('ground_problem.origin', '=', 'patrol'),
    )
    .select(['origin', 'origin_id as originId', 'ground_problem.on_date as onDate', 'ground_problem.place'])
    .select((of) => of.fn.coalesce('inspection.inspector', 'patrol_round.walker').as('by'))
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  return found ? { ...found, by: found.by ?? '' } : null
}
