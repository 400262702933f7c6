import { sql } from 'kysely'
import { momentInZone } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { HistoryLine } from '../../contract/estate.ts'
import { costOf, type JobDetail } from '../../contract/jobs.ts'
import { shownLines } from '../audit/history.ts'
import type { Row } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { holdsOn } from '../fees/ledger.ts'
import { shownPhone } from '../residents/phones.ts'
import { isLate, isUnanswered } from './service.ts'

/** One job with every step of its life, and of those merged into it. @throws DeskError `not-found` */
export async function jobDetail(desk: Desk, id: number): Promise<JobDetail> {
  const { db, clock } = desk
  const row = await db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .leftJoin('building', 'building.id', 'unit.building_id')
    .leftJoin('area', 'area.id', 'building.area_id')
    .leftJoin('promise_rule', 'promise_rule.id', 'job.rule_id')
    .selectAll('job')
    .select(['unit.display as unit', 'area.name as area', 'promise_rule.name as promise'])
    .where('job.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'job', id })
  const shown = (moment: string | null) => moment && momentInZone(new Date(moment), clock.zone)
  const phone = (text: string) => shownPhone(desk, text, row.worker_id)
  const merged = await mergedInto(db, id)
  const numbers = new Map(merged.map((one) => [one.id, one.number]))
  const ids = [id, ...numbers.keys()]
  const events = await db
    .selectFrom('job_event')
    .selectAll()
    .where('job_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const reporters = await db
    .selectFrom('job_reporter')
    .leftJoin('unit', 'unit.id', 'job_reporter.unit_id')
    .selectAll('job_reporter')
    .select('unit.display as unit')
    .where('job_id', 'in', ids)
    .orderBy('job_reporter.id')
    .execute()
  const corrected = await correctionsOf(desk, events)
  const done = await completionsOf(db, id)
  const [appointedOn = null, appointedTime = ''] = row.appointment?.split(' ') ?? []
  return {
    id,
    version: Number(row.version),
    number: row.number,
    source: row.source,
    unitId: row.unit_id,
    unit: row.unit,
    area: row.area,
    place: row.place,
    personId: row.person_id,
    caller: row.caller,
    phone: phone(row.phone),
    trade: row.trade,
    content: row.content,
    priority: row.priority,
    chargeClass: row.charge_class,
    appointedOn,
    appointedTime,
    state: row.state,
    registeredAt: shown(row.registered_at) ?? '',
    worker: row.worker,
    workerId: row.worker_id,
    respondDueAt: shown(row.respond_due_at),
    respondedAt: shown(row.responded_at),
    finishDueAt: shown(row.finish_due_at),
    finishedAt: shown(row.finished_at),
    isLate: isLate(row, clock.now()),
    isUnanswered: isUnanswered(row, clock.now()),
    leftMinutes: row.left_minutes,
    promise: row.promise,
    result: row.result,
    kind: row.kind,
    waitFor: row.wait_for,
    ...done,
    charge: await chargeOf(desk, id),
    reporters: [
      ...merged.map((one) => ({
        key: `job ${one.id}`,
        at: shown(one.registered_at) ?? '',
        unitId: one.unit_id,
        unit: one.unit,
        caller: one.caller,
        phone: phone(one.phone),
        note: one.content,
        number: one.number,
      })),
      ...reporters.map((one) => ({
        key: `reporter ${one.id}`,
        at: shown(one.at) ?? '',
        unitId: one.unit_id,
        unit: one.unit,
        caller: one.caller,
        phone: phone(one.phone),
        note: one.note,
        number: numbers.get(one.job_id) ?? null,
      })),
    ],
    related: await relatedJobs(db, id, row.merged_into_id, row.rework_of_id),
    events: events.map((event) => ({
      id: event.id,
      number: numbers.get(event.job_id) ?? null,
      at: shown(event.at) ?? '',
      actor: event.actor_name,
      event: event.event,
      fromState: event.from_state,
      toState: event.to_state,
      reason: event.reason,
      note: event.event === 'correct' ? '' : event.note,
      changes: corrected.get(event.id) ?? [],
    })),
  }
}

/** What each correction has changed, by the audit line that brought the version it names. */
async function correctionsOf(
  desk: Desk,
  events: readonly { readonly id: number; readonly job_id: number; readonly event: string; readonly note: string }[],
): Promise<ReadonlyMap<number, HistoryLine['changes']>> {
  const corrections = events.filter(({ event }) => event === 'correct')
  if (corrections.length === 0) return new Map()
  const lines = await desk.db
    .selectFrom('audit')
    .selectAll()
    .where('entity', '=', 'job')
    .where('action', '=', 'update')
    .where('entity_id', 'in', [...new Set(corrections.map((one) => one.job_id))])
    .execute()
  const versionOf = (line: (typeof lines)[number]) => String((JSON.parse(line.after ?? '{}') as Row).version)
  const shown = new Map((await shownLines(desk, lines)).map((line) => [line.id, line.changes]))
  return new Map(
    corrections.map((event) => {
      const line = lines.find((one) => one.entity_id === event.job_id && versionOf(one) === event.note)
      return [event.id, (line && shown.get(line.id)) ?? []]
    }),
  )
}

/** Jobs that went into a job, straight or through another. */
async function mergedInto(db: Db, id: number) {
  const found = new Map<number, Awaited<ReturnType<typeof step>>[number]>()
  const step = (ids: readonly number[]) =>
    db
      .selectFrom('job')
      .leftJoin('unit', 'unit.id', 'job.unit_id')
      .select(['job.id', 'job.number', 'job.registered_at', 'job.caller', 'job.phone', 'job.content', 'job.unit_id'])
      .select('unit.display as unit')
      .where('merged_into_id', 'in', ids)
      .orderBy('job.id')
      .execute()
  for (let ids: readonly number[] = [id]; ids.length > 0; ) {
    const next = (await step(ids)).filter((one) => !found.has(one.id) && one.id !== id)
    for (const one of next) found.set(one.id, one)
    ids = next.map((one) => one.id)
  }
  return [...found.values()]
}

/** Materials and labour of all completions but those entered by mistake. */
async function completionsOf(db: Db, jobId: number) {
  const completions = await db
    .selectFrom('job_completion')
    .select(['id', 'labour_centi', 'labour_price'])
    .where('job_id', '=', jobId)
    .where((where) => where.or([where('reopened_on', 'is', null), where('rework', '=', 1)]))
    .orderBy('id')
    .execute()
  if (completions.length === 0) return { materials: [], labour: [], cost: 0 }
  const lines = await db
    .selectFrom('job_material')
    .selectAll()
    .where(
      'completion_id',
      'in',
      completions.map((one) => one.id),
    )
    .orderBy('id')
    .execute()
  const materials = lines.map(({ name, quantity_centi, price }) => ({ name, quantityCenti: quantity_centi, price }))
  const labour = completions
    .filter((one) => one.labour_centi > 0)
    .map((one) => ({ labourCenti: one.labour_centi, labourPrice: one.labour_price }))
  const worked = labour.map((one) => costOf({ materials: [], ...one }))
  const cost = worked.reduce((sum, amount) => sum + amount, costOf({ materials, labourCenti: 0, labourPrice: 0 }))
  return { materials, labour, cost }
}

/** The charge of the job, and what is still owed of it. */
async function chargeOf({ db, clock }: Desk, jobId: number): Promise<JobDetail['charge']> {
  const row = await db
    .selectFrom('job_completion')
    .innerJoin('charge', 'charge.id', 'job_completion.charge_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select(['charge.id', 'charge.amount', 'charge.reversed_on', 'job_completion.rework', 'fee_item.name as item'])
    .select(
      sql<number>`coalesce((SELECT sum(outstanding.amount) FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(clock.today(), 'outstanding')}), 0)`.as('owed'),
    )
    .where('job_completion.job_id', '=', jobId)
    .orderBy('job_completion.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { reversed_on: reversedOn, rework, ...charge } = row
  return { ...charge, reversed: reversedOn !== null, reworked: rework === 1 }
}

async function relatedJobs(
  db: Db,
  id: number,
  mergedIntoId: number | null,
  reworkOfId: number | null,
): Promise<JobDetail['related']> {
  const rows = await db
    .selectFrom('job')
    .select(['id', 'number', 'state', 'merged_into_id', 'rework_of_id'])
    .where((where) =>
      where.or([
        where('id', 'in', [mergedIntoId ?? 0, reworkOfId ?? 0]),
        where('merged_into_id', '=', id),
        where('rework_of_id', '=', id),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.state,
    how:
      row.id === mergedIntoId
        ? 'merged-into'
        : row.id === reworkOfId
          ? 'rework-of'
          : row.merged_into_id === id
            ? 'merged'
            : 'rework',
  }))
}
