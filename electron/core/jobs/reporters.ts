import { sql } from 'kysely'
import { DeskError } from '../../contract/errors.ts'
import type { ReporterFields } from '../../contract/jobs.ts'
import { containsPattern } from '../../db/dialect.ts'
import { write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { likelySame } from '../intake/likeness.ts'
import { isOpen } from './list.ts'

/**
 * Notes that somebody else called about a job. The same key twice is one call.
 * @throws DeskError `not-found`, `job-not-so` where the job is no longer open
 */
export function addReporter(
  desk: Desk,
  { jobId, requestKey, ...fields }: ReporterFields & { readonly jobId: number; readonly requestKey: string },
): Promise<{ id: number; number: string }> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const job = await tx.selectFrom('job').select(['number', 'state']).where('id', '=', jobId).executeTakeFirst()
    if (!job) throw new DeskError('not-found', { entity: 'job', id: jobId })
    const again = await tx
      .selectFrom('job_reporter')
      .select('id')
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return { id: again.id, number: job.number }
    if (job.state === 'cancelled' || job.state === 'closed') throw new DeskError('job-not-so', { state: job.state })
    const at = desk.clock.now().toISOString()
    const id = await writer.insert(
      'job_reporter',
      {
        job_id: jobId,
        at,
        unit_id: fields.unitId,
        person_id: fields.personId,
        caller: fields.caller,
        phone: fields.phone,
        note: fields.note,
        actor_name: desk.actor.name,
        request_key: requestKey,
      },
      { unitId: fields.unitId },
    )
    await writer.insert('job_event', {
      job_id: jobId,
      at,
      actor_name: desk.actor.name,
      event: 'reporter',
      from_state: job.state,
      to_state: job.state,
      reason: '',
      note: fields.caller,
    })
    return { id, number: job.number }
  })
}

/** Choices of jobs that are looked through for likely ones. */
const lookedThrough = 300
const offered = 12

/** Open jobs that one may go into: likely ones first; with text those whose number, place or content has it. */
export async function mergeTargets({ db }: Desk, id: number, text: string) {
  const job = await db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.unit_id', 'job.place', 'job.content', 'unit.building_id'])
    .where('job.id', '=', id)
    .executeTakeFirst()
  if (!job) throw new DeskError('not-found', { entity: 'job', id })
  let query = db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.id', 'job.number', 'job.place', 'job.unit_id', 'unit.display', 'unit.building_id'])
    .select(sql<string>`substr(job.content, 1, 200)`.as('content'))
    .where(isOpen)
    .where('job.id', '!=', id)
  if (text !== '') {
    const found = containsPattern(text)
    const has = (column: string) => sql<boolean>`${sql.ref(column)} LIKE ${found} ESCAPE '\\'`
    query = query.where((where) =>
      where.or([has('job.number'), has('job.place'), has('job.content'), has('unit.display')]),
    )
  }
  const rows = await query.orderBy('job.registered_at', 'desc').limit(lookedThrough).execute()
  const from = { unitId: job.unit_id, buildingId: job.building_id, place: job.place, content: job.content }
  return rows
    .map((row) => ({
      id: row.id,
      number: row.number,
      title: [row.display, row.place, row.content].filter(Boolean).join(' · '),
      likely: likelySame(from, {
        unitId: row.unit_id,
        buildingId: row.building_id,
        place: row.place,
        content: row.content,
      }),
    }))
    .toSorted((a, b) => Number(b.likely) - Number(a.likely))
    .slice(0, offered)
}
