import { sql } from 'kysely'
import { addDays, type DateText, momentOf } from '../contract/dates.ts'
import type { ReturnFields } from '../contract/returns.ts'
import { type Row, write } from '../core/audit/writer.ts'
import type { Desk } from '../core/context.ts'
import { newDue, returnRuleOf } from '../core/returns/due.ts'
import { requiresReturn } from '../core/returns/rules.ts'
import { recordReturn } from '../core/returns/service.ts'
import { callsAbout, type SampleCall } from '../core/sample/returns.ts'
import { sampleStaff } from '../core/sample/staff.ts'
import { deskOf } from './sampleDay.ts'

const caller = sampleStaff.find((member) => member.role === 'front-desk')?.name ?? ''

/**
 * The return visits of the sample office: whatever was visited or closed has been called about, and so has what was
 * finished some time ago; of what was finished these days some were not reached yet, and one asked to be called again
 * today.
 */
export async function writeSampleReturns(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  await askAboutClosed(desk)
  const dues = await desk.db
    .selectFrom('return_due')
    .innerJoin('job', 'job.id', 'return_due.subject_id')
    .select(['return_due.id', 'return_due.subject_id', 'return_due.from_on', 'return_due.due_on'])
    .select(['job.number', 'job.state'])
    .where('return_due.subject_kind', '=', 'job')
    .where('return_due.from_on', '<=', today)
    .where('return_due.dropped_on', 'is', null)
    .orderBy('return_due.due_on')
    .orderBy('return_due.id')
    .execute()
  const subjects = new Map(dues.map((due) => [due.id, due.subject_id]))
  const past = dues
    .filter((due) => due.state === 'visited' || due.state === 'closed')
    .flatMap((due) => callsAbout({ ...due, fromOn: due.from_on }, today))
  const done = dues.filter((due) => due.state === 'done')
  const longAgo = addDays(today, -2)
  const waiting = done.filter((due) => due.due_on >= longAgo)
  const clerk = await deskOf(desk, caller)
  for (const due of done.filter((one) => one.due_on < longAgo)) {
    await recordReturn(clerk(due.from_on, '10:30'), { ...pleased, id: due.id, version: 1, requestKey: null })
  }
  const tried = waiting.flatMap((due, index) =>
    index % 3 === 0 ? unreached(due.id, index % 2 === 0 ? 2 : 1, addDays(today, -1)) : [],
  )
  const again = waiting[1]
  await write(desk, async (writer) => {
    const rows = [...past, ...tried].map((call) => rowOf(call, subjects.get(call.dueId) ?? 0, desk.clock.zone))
    if (again) rows.push(callbackToday(again.id, again.subject_id, desk))
    if (rows.length === 0) return
    await writer.append('return_visit', rows)
    await sql`UPDATE return_due SET version = 2, attempts = last.attempt, callback_at = last.callback_at,
        reached_on = CASE WHEN last.outcome = 'reached' THEN last.on_date END,
        state = CASE WHEN last.outcome IN ('reached', 'refused') THEN last.outcome
          WHEN last.attempt = 3 THEN 'unreachable' ELSE 'open' END
      FROM return_visit AS last WHERE last.due_id = return_due.id
        AND NOT EXISTS (SELECT 1 FROM return_visit AS later
          WHERE later.due_id = last.due_id AND later.attempt > last.attempt)`.execute(writer.tx)
  })
}

/** What came closed by workbook asks for no return visit; the sample has the calls about it, so it has the dues too. */
async function askAboutClosed(desk: Desk): Promise<void> {
  const closed = await desk.db
    .selectFrom('job')
    .innerJoin('job_completion', 'job_completion.job_id', 'job.id')
    .select(['job.id', 'job.source', 'job.unit_id', 'job.phone', 'job_completion.on_date'])
    .where('job.state', '=', 'closed')
    .where('job_completion.reopened_on', 'is', null)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM return_due WHERE subject_kind = 'job' AND subject_id = job.id
        AND dropped_on IS NULL)`,
    )
    .orderBy('job.id')
    .execute()
  const rule = await returnRuleOf(desk.db)
  const rows = closed
    .filter((job) => requiresReturn(job, rule))
    .map((job) => newDue({ kind: 'job', id: job.id }, job.on_date, rule))
  if (rows.length > 0) await write(desk, (writer) => writer.append('return_due', rows))
}

const pleased: ReturnFields = {
  outcome: 'reached',
  callbackAt: null,
  solved: true,
  attitude: 'satisfied',
  tookMoney: false,
  score: 9,
  suggestion: '',
  followUp: false,
  remind: false,
}

function unreached(dueId: number, attempts: number, day: DateText): SampleCall[] {
  return Array.from({ length: attempts }, (_, index) => ({
    dueId,
    attempt: index + 1,
    day,
    time: index === 0 ? '10:10' : '16:50',
    outcome: 'unreachable',
    solved: null,
    attitude: null,
    tookMoney: null,
    score: null,
    suggestion: '',
  }))
}

/** A resident who was busy yesterday and wants to be called this afternoon. */
function callbackToday(dueId: number, subjectId: number, { clock }: Desk): Row {
  const [yesterday] = unreached(dueId, 1, addDays(clock.today(), -1))
  return {
    ...rowOf({ ...(yesterday as SampleCall), outcome: 'callback' }, subjectId, clock.zone),
    callback_at: new Date(momentOf(clock.today(), 16 * 60 + 30, clock.zone)).toISOString(),
  }
}

function rowOf(call: SampleCall, subjectId: number, zone: string): Row {
  const minutes = Number(call.time.slice(0, 2)) * 60 + Number(call.time.slice(3))
  return {
    due_id: call.dueId,
    subject_kind: 'job',
    subject_id: subjectId,
    attempt: call.attempt,
    at: new Date(momentOf(call.day, minutes, zone)).toISOString(),
    on_date: call.day,
    actor_name: caller,
    outcome: call.outcome,
    callback_at: null,
    solved: call.solved === null ? null : Number(call.solved),
    attitude: call.attitude,
    took_money: call.tookMoney === null ? null : Number(call.tookMoney),
    score: call.score,
    suggestion: call.suggestion,
    request_key: null,
  }
}
