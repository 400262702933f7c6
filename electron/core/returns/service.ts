import { type DateText, momentInZone, momentOf } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { ReturnCard, ReturnFields, ReturnRule } from '../../contract/returns.ts'
import type { ReturnSubject } from '../../contract/returnWords.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { recordContact } from '../dunning/contacts.ts'
import { owedByUnit } from '../fees/ledger.ts'
import { residentPhone } from '../residents/phones.ts'
import { writeSettings } from '../settings/index.ts'
import { returnProblems, stateAfter } from './rules.ts'
import { type Subject, subjectOf } from './subjects.ts'

export interface ReturnCall extends ReturnFields {
  readonly id: number
  readonly version: number
  readonly requestKey: string | null
}

/**
 * Records one call: the attempt, what the case has come to by it, the case's step to "visited", and in the same breath
 * the follow-up that opens it again and the reminder of what is owed.
 * @throws StaleError; DeskError `not-found`, `return-finished`, `return-dropped`, `return-invalid` with what is wrong at
 *   which field
 */
export function recordReturn(desk: Desk, call: ReturnCall): Promise<number> {
  return write(desk, async (writer) => {
    const again =
      call.requestKey !== null &&
      (await writer.tx
        .selectFrom('return_visit')
        .select('due_id')
        .where('request_key', '=', call.requestKey)
        .executeTakeFirst())
    if (again) return again.due_id
    const due = await writer.tx.selectFrom('return_due').selectAll().where('id', '=', call.id).executeTakeFirst()
    if (!due) throw new DeskError('not-found', { entity: 'return_due', id: call.id })
    // Who has not seen a colleague's call is told of it before anything else.
    await writer.update('return_due', due.id, call.version, {})
    if (due.dropped_on !== null) throw new DeskError('return-dropped')
    if (due.state !== 'open') throw new DeskError('return-finished', { state: due.state })
    const now = desk.clock.now()
    const attempt = due.attempts + 1
    const problems = returnProblems(call, attempt, momentInZone(now, desk.clock.zone))
    if (problems.length > 0) throw new DeskError('return-invalid', {}, problems)
    const reached = call.outcome === 'reached'
    const callbackAt = call.outcome === 'callback' ? isoOf(call.callbackAt, desk.clock.zone) : null
    const subject = await caseOf(writer.tx, due)
    await writer.update(
      'return_due',
      due.id,
      call.version,
      {
        attempts: attempt,
        state: stateAfter(call.outcome, attempt),
        callback_at: callbackAt,
        reached_on: reached ? desk.clock.today() : null,
      },
      { unitId: subject.unitId },
    )
    await writer.insert(
      'return_visit',
      {
        due_id: due.id,
        subject_kind: due.subject_kind,
        subject_id: due.subject_id,
        attempt,
        at: now.toISOString(),
        on_date: desk.clock.today(),
        actor_name: desk.actor.name,
        outcome: call.outcome,
        callback_at: callbackAt,
        solved: reached ? flag(call.solved) : null,
        attitude: reached ? call.attitude : null,
        took_money: reached ? flag(call.tookMoney) : null,
        score: reached ? call.score : null,
        suggestion: call.suggestion,
        request_key: call.requestKey,
      },
      { unitId: subject.unitId },
    )
    if (reached) await subject.visited(writer, desk, call)
    if (call.followUp) await subject.openAgain(writer, desk, call)
    if (call.remind) await remind(writer, desk, subject)
    return due.id
  })
}

/** @throws DeskError `not-found` */
async function caseOf(db: Db | Tx, due: { subject_kind: ReturnSubject; subject_id: number }): Promise<Subject> {
  const subject = await subjectOf(db, due.subject_kind, due.subject_id)
  if (!subject) throw new DeskError('not-found', { entity: due.subject_kind, id: due.subject_id })
  return subject
}

/** Puts the reminder among the contacts of the unit. @throws DeskError `return-invalid` where nothing is owed */
async function remind(writer: AuditedWriter, desk: Desk, { unitId, person }: Subject): Promise<void> {
  const today = desk.clock.today()
  if (unitId === null || (await owedOfUnit(writer.tx, unitId, today)) <= 0) {
    throw new DeskError('return-invalid', {}, [{ code: 'nothing-owed', field: 'remind' }])
  }
  await recordContact(writer, desk, unitId, {
    onDate: today,
    way: 'phone',
    outcome: 'reached',
    person,
    note: '回访时提醒缴费',
    promiseOn: null,
    promiseAmount: null,
    documented: false,
  })
}

async function owedOfUnit(db: Db | Tx, unitId: number, today: DateText): Promise<number> {
  const row = await db
    .selectFrom('unit')
    .select(owedByUnit(today).as('owed'))
    .where('id', '=', unitId)
    .executeTakeFirst()
  return row?.owed ?? 0
}

/** One case as the caller has it in front of them. @throws DeskError `not-found` */
export async function returnCard(desk: Desk, id: number): Promise<ReturnCard> {
  const { db, clock } = desk
  const due = await db.selectFrom('return_due').selectAll().where('id', '=', id).executeTakeFirst()
  if (!due) throw new DeskError('not-found', { entity: 'return_due', id })
  const { visited: _, openAgain: __, finishedAt, ...subject } = await caseOf(db, due)
  const attempts = await db.selectFrom('return_visit').selectAll().where('due_id', '=', id).orderBy('attempt').execute()
  const shown = (moment: string | null) => moment && momentInZone(new Date(moment), clock.zone)
  const today = clock.today()
  return {
    id,
    version: Number(due.version),
    subject: due.subject_kind,
    subjectId: due.subject_id,
    ...subject,
    phones: subject.phones.map((phone) => residentPhone(desk, phone)),
    finishedAt: shown(finishedAt) ?? due.finished_on,
    dueOn: due.due_on,
    isOverdue: due.state === 'open' && due.due_on < today,
    state: due.state,
    isDropped: due.dropped_on !== null,
    callbackAt: shown(due.callback_at),
    owed: subject.unitId === null ? 0 : await owedOfUnit(db, subject.unitId, today),
    attempts: attempts.map((one) => ({
      attempt: one.attempt,
      at: shown(one.at) ?? '',
      actor: one.actor_name,
      outcome: one.outcome,
      callbackAt: shown(one.callback_at),
      solved: truth(one.solved),
      attitude: one.attitude,
      tookMoney: truth(one.took_money),
      score: one.score,
      suggestion: one.suggestion,
    })),
  }
}

/** The return visit that waits for a case. */
export async function openReturnOf(db: Db, kind: ReturnSubject, subjectId: number): Promise<number | null> {
  const row = await db
    .selectFrom('return_due')
    .select('id')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('dropped_on', 'is', null)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Sets the office's rule: for what is finished from now on; what is due already stays due as it was. */
export function saveReturnRule(desk: Desk, rule: ReturnRule): Promise<void> {
  return writeSettings(desk, { returnRule: rule })
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value)
}

function truth(value: number | null): boolean | null {
  return value === null ? null : value === 1
}

function isoOf(shown: string | null, zone: string): string | null {
  if (shown === null) return null
  const minutes = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16))
  return new Date(momentOf(shown.slice(0, 10), minutes, zone)).toISOString()
}
