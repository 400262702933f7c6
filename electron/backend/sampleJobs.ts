import type { Desk } from '../core/context.ts'
import { registerJob, stepJob } from '../core/jobs/service.ts'
import { openReturnOf, recordReturn } from '../core/returns/service.ts'
import type { JobAct } from '../core/sample/jobLives.ts'
import { jobsOf, type PaidWork, type SampleJob } from '../core/sample/jobs.ts'
import { dayOf, type Minute, timeOf } from '../core/sample/minutes.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { deskOf, versionOf } from './sampleDay.ts'
import { type Households, householdsOf } from './sampleHouseholds.ts'

/**
 * The jobs of the sample office, each registered, sent out, done, asked about and closed by the use cases that people
 * use, in the order in which it all happened, every step at its own moment and by whoever did it.
 */
export async function writeSampleJobs(desk: Desk, { units, staff }: SampleOffice): Promise<void> {
  const homes = units.filter((unit) => unit.handedOverOn !== null && unit.kind !== 'parking' && unit.kind !== 'storage')
  const workers = staff.filter((member) => member.role === 'engineering').map((member) => member.name)
  const paid = await paidWorks(desk)
  const jobs = jobsOf({ units: homes, paid, workers: workers.length, away: 2, today: desk.clock.today() })
  const people: People = {
    clerk: await deskOf(desk, '林晓婷'),
    workers: await Promise.all(workers.map((name) => deskOf(desk, name))),
    households: await householdsOf(desk),
  }
  const known = new Map<string, Known>()
  for (const { at, job, act } of inOrder(jobs)) {
    const before = known.get(job.key)
    if (act === null) known.set(job.key, await register(people, job, at, known))
    else if (before) await take(people, before, act)
  }
}

interface People {
  readonly clerk: At
  readonly workers: readonly At[]
  readonly households: Households
}

type At = Awaited<ReturnType<typeof deskOf>>

/** A job that is in the register, and who was sent to it last. */
interface Known {
  readonly id: number
  version: number
  worker: number
}

interface Happening {
  readonly at: Minute
  readonly job: SampleJob
  /** Null where it came in. */
  readonly act: JobAct | null
}

function inOrder(jobs: readonly SampleJob[]): Happening[] {
  const all = jobs.flatMap((job): Happening[] => [
    { at: job.registeredAt, job, act: null },
    ...job.acts.map((act) => ({ at: act.at, job, act })),
  ])
  return all.sort((a, b) => a.at - b.at)
}

async function register(
  { clerk, workers, households }: People,
  job: SampleJob,
  at: Minute,
  known: ReadonlyMap<string, Known>,
): Promise<Known> {
  // What the office finds itself is written down by the foreman.
  const by = job.source === 'resident' ? clerk : (workers[0] ?? clerk)
  const caller = job.household && households.callerOf(job.household, dayOf(at), job.key)
  const { id } = await registerJob(by(dayOf(at), timeOf(at)), {
    source: job.source,
    unitId: job.home && households.unitId(job.home),
    place: job.place,
    personId: caller?.personId ?? null,
    caller: caller?.name ?? '',
    phone: caller?.phone ?? '',
    trade: job.trade,
    content: job.content,
    priority: job.priority,
    chargeClass: job.chargeClass,
    appointedOn: null,
    appointedTime: '',
    requestKey: null,
    reworkOfId: job.reworkOf === null ? null : (known.get(job.reworkOf)?.id ?? null),
  })
  return { id, version: 1, worker: 0 }
}

async function take({ clerk, workers }: People, job: Known, act: JobAct): Promise<void> {
  const [day, time] = [dayOf(act.at), timeOf(act.at)]
  const office = clerk(day, time)
  if (act.event === 'call') {
    const id = await openReturnOf(office.db, 'job', job.id)
    // Whoever left neither a home nor a phone cannot be asked.
    if (id === null) return
    const version = await versionOf(office, 'return_due', id)
    await recordReturn(office, { ...act.call, id, version, requestKey: null })
    job.version = await versionOf(office, 'job', job.id)
    return
  }
  if (act.event === 'dispatch') job.worker = act.worker
  const isOffice = act.event === 'dispatch' || act.event === 'close' || act.event === 'reopen'
  const worker = workers[job.worker]
  const here = isOffice || !worker ? office : worker(day, time)
  await stepJob(here, {
    id: job.id,
    version: job.version,
    event: act.event,
    reason: 'reason' in act ? act.reason : '',
    workerId: act.event === 'dispatch' ? (worker?.(day, time).actor.id ?? null) : null,
    result: act.event === 'complete' ? act.result : '',
    waitFor: act.event === 'suspend' ? act.waitFor : undefined,
  })
  job.version++
}

/** Small repairs that were paid at the counter, from the register of paid services. */
async function paidWorks({ db }: Desk): Promise<PaidWork[]> {
  const rows = await db
    .selectFrom('service_entry')
    .innerJoin('unit', 'unit.id', 'service_entry.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select([
      'area.name as area',
      'building.name as building',
      'unit.room',
      'on_date as onDate',
      'receipt_no as receiptNo',
    ])
    .where('category', '=', 'plumbing-electric')
    .where('receipt_no', '!=', '')
    .orderBy('service_entry.id')
    .execute()
  return rows.map(({ onDate, receiptNo, ...home }) => ({ home, onDate, receiptNo }))
}
