import { sql } from 'kysely'
import type { ReturnCard, ReturnFields } from '../../contract/returns.ts'
import type { ReturnSubject } from '../../contract/returnWords.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { stepOf as stepOfComplaint } from '../complaints/service.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { stepOf as stepOfJob } from '../jobs/service.ts'

/** The case that a return visit asks about, and what the answers do with it. */
export interface Subject
  extends Pick<
    ReturnCard,
    'number' | 'unitId' | 'unit' | 'place' | 'trade' | 'kind' | 'content' | 'result' | 'worker' | 'person' | 'phones'
  > {
  /** ISO moment of its finish, where that is known. */
  readonly finishedAt: string | null
  /** Somebody was reached: the case moves on, unless a colleague has closed it meanwhile. */
  visited(writer: AuditedWriter, desk: Desk, call: ReturnFields): Promise<void>
  openAgain(writer: AuditedWriter, desk: Desk, call: ReturnFields): Promise<void>
}

/** @returns null where there is no such case */
export function subjectOf(db: Db | Tx, kind: ReturnSubject, id: number): Promise<Subject | null> {
  return kind === 'job' ? jobSubject(db, id) : complaintSubject(db, id)
}

async function jobSubject(db: Db | Tx, id: number): Promise<Subject | null> {
  const job = await db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .selectAll('job')
    .select('unit.display as unit')
    .where('job.id', '=', id)
    .executeTakeFirst()
  if (!job) return null
  const step = async (writer: AuditedWriter, desk: Desk, event: 'visit' | 'reopen', reason: string) => {
    const version = await versionOf(writer.tx, 'job', id)
    await stepOfJob(desk, { id, version, event, reason, workerId: null, result: '' })(writer)
  }
  return {
    ...(await reachedAt(db, job)),
    number: job.number,
    unitId: job.unit_id,
    unit: job.unit,
    place: job.place,
    trade: job.trade,
    kind: null,
    content: job.content,
    result: job.result,
    worker: job.worker,
    finishedAt: job.finished_at,
    visited: async (writer, desk) => {
      if (job.state === 'done') await step(writer, desk, 'visit', '')
    },
    openAgain: (writer, desk, call) => step(writer, desk, 'reopen', followUpReason(call)),
  }
}

async function complaintSubject(db: Db | Tx, id: number): Promise<Subject | null> {
  const complaint = await db
    .selectFrom('complaint')
    .leftJoin('unit', 'unit.id', 'complaint.unit_id')
    .selectAll('complaint')
    .select('unit.display as unit')
    .where('complaint.id', '=', id)
    .executeTakeFirst()
  if (!complaint) return null
  const answered = await db
    .selectFrom('complaint_event')
    .select('at')
    .where('complaint_id', '=', id)
    .where('event', '=', 'answer')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const step = async (writer: AuditedWriter, desk: Desk, event: 'visit' | 'reopen', words: string) => {
    const version = await versionOf(writer.tx, 'complaint', id)
    const said = event === 'visit' ? { reply: words, reason: '' } : { reply: '', reason: words }
    await stepOfComplaint(desk, { id, version, event, ...said, outcome: '', cause: null, prevention: '' })(writer)
  }
  return {
    ...(await reachedAt(db, complaint)),
    number: complaint.number,
    unitId: complaint.unit_id,
    unit: complaint.unit,
    place: complaint.place,
    trade: null,
    kind: complaint.kind,
    content: complaint.content,
    result: complaint.reply,
    worker: complaint.owner,
    finishedAt: answered?.at ?? null,
    visited: async (writer, desk, call) => {
      if (complaint.state === 'answered') await step(writer, desk, 'visit', whatWasSaid(call))
    },
    openAgain: (writer, desk, call) => step(writer, desk, 'reopen', followUpReason(call)),
  }
}

async function versionOf(tx: Tx, table: 'job' | 'complaint', id: number): Promise<number> {
  const row = await tx.selectFrom(table).select('version').where('id', '=', id).executeTakeFirstOrThrow()
  return Number(row.version)
}

/** The office's own words, as a clerk would give the reason: it is kept with the case, not translated. */
function followUpReason({ solved, suggestion }: ReturnFields): string {
  const why = solved === false ? '回访：问题未解决' : '回访：住户不满意'
  return suggestion === '' ? why : `${why}。${suggestion}`.slice(0, 500)
}

/** As `followUpReason`, what the resident says of the answer. */
function whatWasSaid({ solved, attitude, suggestion }: ReturnFields): string {
  const mood = { satisfied: '满意', 'so-so': '一般', dissatisfied: '不满意' }[attitude ?? 'so-so']
  return ['回访', solved ? '已解决' : '未解决', mood, suggestion].filter(Boolean).join('，').slice(0, 2000)
}

interface Caller {
  readonly unit_id: number | null
  readonly person_id: number | null
  readonly caller: string
  readonly phone: string
}

/** Whom to ask, and by which phones: who called, then owners and tenants of today. */
async function reachedAt(db: Db | Tx, of: Caller): Promise<Pick<Subject, 'person' | 'phones'>> {
  const people = of.unit_id === null ? [] : await peopleOf(db, of.unit_id, of.person_id)
  return {
    person: of.caller || (people[0]?.name ?? ''),
    phones: [...new Set([of.phone, ...people.map((one) => one.phone)].filter((phone) => phone !== ''))],
  }
}

async function peopleOf(db: Db | Tx, unitId: number, personId: number | null) {
  return db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select(['person.id', 'person.name', 'person.phone'])
    .where('residency.unit_id', '=', unitId)
    .where('residency.to_on', 'is', null)
    .orderBy(sql`person.id = ${personId ?? 0}`, 'desc')
    .orderBy(sql`CASE residency.role WHEN 'tenant' THEN 0 WHEN 'owner' THEN 1 ELSE 2 END`)
    .orderBy('person.id')
    .limit(3)
    .execute()
}
