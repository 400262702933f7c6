import { sql } from 'kysely'
import { openJobStates } from '../../contract/caseStates.ts'
import { addDays, momentInZone } from '../../contract/dates.ts'
import type { CaseAround, JobAround } from '../../contract/intake.ts'
import type { Trade } from '../../contract/vocabulary.ts'
import type { Desk } from '../context.ts'
import { isOpen } from '../jobs/list.ts'
import { isLate } from '../jobs/service.ts'
import { complaintsAround } from './complaintsAround.ts'
import { isDescribed, likelySame, type Told } from './likeness.ts'

/** A call is a repeat within so many days. */
export const repeatDays = 30

export interface Call {
  readonly unitId: number | null
  readonly personId: number | null
  readonly phone: string
  readonly place: string
  readonly trade: Trade
  readonly content: string
}

/** Open jobs that are compared with the call, the newest ones. */
const compared = 400
const shown = 8

const urgency: readonly CaseAround['why'][] = ['duplicate', 'open', 'repeat']

/**
 * What the call may be about already, jobs and complaints: likely the same first, then what is open at the unit, then
 * what the same unit or caller reported within 30 days, of jobs those of the trade.
 */
export async function casesAround(desk: Desk, call: Call): Promise<CaseAround[]> {
  const since = addDays(desk.clock.today(), -repeatDays)
  const buildingId = await buildingOf(desk, call.unitId)
  const told = { unitId: call.unitId, buildingId, place: call.place, content: call.content }
  const found = [...(await jobsAround(desk, call, told, since)), ...(await complaintsAround(desk, call, told, since))]
  return found.toSorted((a, b) => urgency.indexOf(a.why) - urgency.indexOf(b.why))
}

async function jobsAround(desk: Desk, call: Call, told: Told, since: string): Promise<JobAround[]> {
  const isTold = isDescribed(told)
  const open = isTold
    ? await rows(desk).where(isOpen).orderBy('job.registered_at', 'desc').limit(compared).execute()
    : []
  const own =
    call.unitId === null && call.personId === null
      ? []
      : await rows(desk)
          .where((where) =>
            where.or([
              ...(call.unitId === null ? [] : [where('job.unit_id', '=', call.unitId)]),
              ...(call.personId === null ? [] : [where('job.person_id', '=', call.personId)]),
            ]),
          )
          .where((where) =>
            where.or([where('job.registered_on', '>=', since), where('job.state', 'in', [...openJobStates])]),
          )
          .orderBy('job.registered_at', 'desc')
          .limit(30)
          .execute()
  const found = new Map<number, JobAround>()
  const take = (row: Row, why: CaseAround['why']) => {
    if (!found.has(row.id)) found.set(row.id, caseOf(desk, row, why))
  }
  const isStillOpen = (row: Row) => (openJobStates as readonly string[]).includes(row.state)
  for (const row of [...own.filter(isStillOpen), ...open]) {
    const other = { unitId: row.unit_id, buildingId: row.building_id, place: row.place, content: row.content }
    if (isTold && likelySame(told, other)) take(row, 'duplicate')
  }
  for (const row of own) if (isStillOpen(row)) take(row, 'open')
  for (const row of own) {
    const sameCaller =
      (call.personId !== null && row.person_id === call.personId) || (call.phone !== '' && row.phone === call.phone)
    if (row.state !== 'cancelled' && (row.trade === call.trade || sameCaller)) take(row, 'repeat')
  }
  return [...found.values()].slice(0, shown)
}

function rows({ db }: Desk) {
  return db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.id', 'job.number', 'job.registered_at', 'job.unit_id', 'job.person_id', 'job.phone', 'job.place'])
    .select(['job.trade', 'job.priority', 'job.state', 'job.worker', 'job.finish_due_at', 'job.finished_at'])
    .select(['job.respond_due_at', 'job.responded_at'])
    .select(['unit.display as unit', 'unit.building_id'])
    .select(sql<string>`substr(job.content, 1, 300)`.as('content'))
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

function caseOf({ clock }: Desk, row: Row, why: CaseAround['why']): JobAround {
  return {
    subject: 'job',
    id: row.id,
    number: row.number,
    registeredAt: momentInZone(new Date(row.registered_at), clock.zone),
    unit: row.unit,
    place: row.place,
    trade: row.trade,
    content: row.content,
    priority: row.priority,
    state: row.state,
    worker: row.worker,
    isLate: isLate(row, clock.now()),
    why,
  }
}

async function buildingOf({ db }: Desk, unitId: number | null): Promise<number | null> {
  if (unitId === null) return null
  const unit = await db.selectFrom('unit').select('building_id').where('id', '=', unitId).executeTakeFirst()
  return unit?.building_id ?? null
}
