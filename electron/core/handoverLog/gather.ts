import { type RawBuilder, sql } from 'kysely'
import { openComplaintStates, openJobStates } from '../../contract/caseStates.ts'
import { addDays, dateInZone } from '../../contract/dates.ts'
import { casesOnPage, type Gathered, handedOn, type LogCase } from '../../contract/handoverLog.ts'
import { registerOf } from '../../contract/registerKinds.ts'
import type { Db, Tx } from '../context.ts'

/** Cases older than this are looked through only while they are open: of younger ones it is known how they stood. */
const rememberedDays = 60

/** From when to when a shift runs, and the moment it is looked at: UTC moments. */
export interface GatherSpell {
  readonly fromAt: string
  readonly toAt: string
  readonly at: string
  readonly zone: string
}

/** What happened in a shift, and what was open at a moment: by dated facts, so that a page of last week stays as it was. */
export async function gather(db: Db | Tx, { fromAt, toAt, at, zone }: GatherSpell): Promise<Gathered> {
  const end = toAt < at ? toAt : at
  const [from, to, today] = [fromAt, end, at].map((moment) => dateInZone(new Date(moment), zone)) as [
    string,
    string,
    string,
  ]
  const count = async (table: string, day: string, moment: string) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}
      WHERE ${sql.ref(day)} >= ${from} AND ${sql.ref(day)} <= ${to}
        AND ${sql.ref(moment)} >= ${fromAt} AND ${sql.ref(moment)} < ${end}`.execute(db)
    return rows[0]?.n ?? 0
  }
  // As the list of late jobs has it: to be finished by then, or to be begun where nobody had.
  const jobDue = sql`CASE WHEN (job.responded_at IS NULL OR job.responded_at > ${at})
    AND job.respond_due_at < coalesce(job.finish_due_at, '9999') THEN job.respond_due_at ELSE job.finish_due_at END`
  const jobs = await casesOf(db, openJobsAt(at, today), 'job', sql`job.worker`, jobDue, at)
  const complaints = await casesOf(
    db,
    openComplaintsAt(at, today),
    'complaint',
    sql`complaint.owner`,
    sql`CASE WHEN complaint.responded_at <= ${at} THEN NULL ELSE complaint.respond_due_at END`,
    at,
  )
  return {
    at,
    registered: await count('job', 'registered_on', 'registered_at'),
    finished: await count('job_completion', 'on_date', 'at'),
    received: await count('complaint', 'received_on', 'received_at'),
    openJobs: jobs.length,
    lateJobs: jobs.filter((one) => one.late).length,
    openComplaints: complaints.length,
    jobs: jobs.slice(0, casesOnPage),
    complaints: complaints.slice(0, casesOnPage),
    registrations: (await registrationsAt(db, at, today)).slice(0, casesOnPage),
  }
}

/** Open records of the registers that are handed on, by the last step up to the moment; what should be back first. */
async function registrationsAt(db: Db | Tx, at: string, today: string): Promise<LogCase[]> {
  const parts: LogCase[] = []
  for (const register of handedOn) {
    const { open, starts } = registerOf(register)
    const last = (column: string) => sql`(SELECT ${sql.ref(`record_step.${column}`)} FROM record_step
      WHERE record_step.record_id = record.id AND record_step.at <= ${at}
      ORDER BY record_step.at DESC, record_step.id DESC LIMIT 1)`
    // A loan says when it should be back in the step it was lent or prolonged by, and who has it in the first of these.
    const dueOn = last('until_on')
    const who = sql`(SELECT record_step.person FROM record_step WHERE record_step.record_id = record.id
      AND record_step.person <> '' AND record_step.at <= ${at} ORDER BY record_step.at DESC, record_step.id DESC LIMIT 1)`
    const { rows } = await sql<Omit<LogCase, 'dueAt' | 'late'> & { dueOn: string | null }>`
      SELECT record.id, record.number, coalesce(unit.display, record.place) AS place, record.title AS content,
        coalesce(${who}, record.holder) AS who, ${dueOn} AS "dueOn"
      FROM record LEFT JOIN unit ON unit.id = record.unit_id
      WHERE record.id IN (SELECT id FROM record WHERE register = ${register} AND is_open = 1
          UNION SELECT id FROM record WHERE register = ${register} AND on_date >= ${addDays(today, -rememberedDays)})
        AND record.on_date <= ${today} AND coalesce(${last('to_state')}, ${starts}) IN (${sql.join([...open])})
      ORDER BY "dueOn" IS NULL, "dueOn", record.on_date, record.id`.execute(db)
    parts.push(...rows.map(({ dueOn: dueAt, ...row }) => ({ ...row, dueAt, late: dueAt !== null && dueAt < today })))
  }
  return parts
}

async function casesOf(
  db: Db | Tx,
  isOpen: RawBuilder<boolean>,
  table: 'job' | 'complaint',
  who: RawBuilder<unknown>,
  dueAt: RawBuilder<unknown>,
  at: string,
): Promise<LogCase[]> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const { rows } = await sql<Omit<LogCase, 'late'> & { late: number }>`
    SELECT ${column('id')} AS id, ${column('number')} AS number, coalesce(unit.display, ${column('place')}) AS place,
      ${column('content')} AS content, ${who} AS who, ${dueAt} AS "dueAt", coalesce(${dueAt} < ${at}, 0) AS late
    FROM ${sql.table(table)} LEFT JOIN unit ON unit.id = ${column('unit_id')}
    WHERE ${isOpen} ORDER BY late DESC, "dueAt" IS NULL, "dueAt", ${column('id')}`.execute(db)
  return rows.map((row) => ({ ...row, late: row.late === 1 }))
}

/** Condition: the row `job` was open at the moment: by the last event up to it. */
function openJobsAt(at: string, today: string): RawBuilder<boolean> {
  const states = sql.join([...openJobStates])
  return sql<boolean>`(job.id IN (SELECT id FROM job WHERE state IN (${states})
      UNION SELECT id FROM job WHERE registered_on >= ${addDays(today, -rememberedDays)} AND registered_on <= ${today})
    AND job.registered_at <= ${at}
    AND coalesce((SELECT job_event.to_state FROM job_event WHERE job_event.job_id = job.id AND job_event.at <= ${at}
      ORDER BY job_event.at DESC, job_event.id DESC LIMIT 1), job.state) IN (${states}))`
}

/** Condition: the row `complaint` was open and not answered at the moment. */
function openComplaintsAt(at: string, today: string): RawBuilder<boolean> {
  const states = sql.join([...openComplaintStates])
  return sql<boolean>`(complaint.id IN (SELECT id FROM complaint WHERE state IN (${states})
      UNION SELECT id FROM complaint
        WHERE received_on >= ${addDays(today, -rememberedDays)} AND received_on <= ${today})
    AND complaint.received_at <= ${at} AND (complaint.invalid_on IS NULL OR complaint.invalid_on > ${today})
    AND coalesce((SELECT complaint_event.to_state FROM complaint_event
      WHERE complaint_event.complaint_id = complaint.id AND complaint_event.at <= ${at}
      ORDER BY complaint_event.at DESC, complaint_event.id DESC LIMIT 1), complaint.state) IN (${states}))`
}
