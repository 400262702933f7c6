import type { ApprovalKind } from '../../contract/approvalWords.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Role } from '../../contract/roles.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'

export interface Request {
  readonly kind: ApprovalKind
  readonly unitId: number | null
  /** Fen, where it is about money. */
  readonly amount: number | null
  /** What is to be done once approved; plain data. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly reason: string
}

/** A request as it is carried out. */
export interface GrantedRequest {
  readonly id: number
  readonly reason: string
  /** Of the staff; null for the command line. */
  readonly askedBy: number | null
  readonly askedName: string
}

/** How a kind is checked and carried out. Each register brings its own; `core/approvals/kinds.ts` gathers them. */
export interface ApprovalRule {
  /** Refuses when it is asked for: what is wrong with the request itself, or already waits. */
  asking?(writer: AuditedWriter, desk: Desk, payload: Readonly<Record<string, unknown>>): Promise<void>
  /** Refuses what could not be carried out, when it is asked for and again when it is approved. */
  check(writer: AuditedWriter, desk: Desk, payload: Readonly<Record<string, unknown>>): Promise<void>
  /** @param approvalId the request, for the records it brings about */
  carryOut(
    writer: AuditedWriter,
    desk: Desk,
    payload: Readonly<Record<string, unknown>>,
    approval: GrantedRequest,
  ): Promise<void>
  /** Staff who took the money concerned: they cannot approve. */
  takers?(writer: AuditedWriter, payload: Readonly<Record<string, unknown>>): Promise<readonly number[]>
  /** Roles that may decide, where not the usual ones. */
  readonly deciders?: readonly Role[]
}

export type ApprovalRules = Readonly<Record<ApprovalKind, ApprovalRule>>

export const usualDeciders: readonly Role[] = ['accountant', 'manager', 'administrator']

/** Records a request after checking that it could be carried out. @throws what the kind's checks throw, `reason-needed` */
export function askFor(desk: Desk, rules: ApprovalRules, request: Request): Promise<number> {
  return write(desk, async (writer) => {
    if (request.reason.trim() === '')
      throw new DeskError('reason-needed', {}, [{ code: 'reason-needed', field: 'reason' }])
    await rules[request.kind].asking?.(writer, desk, request.payload)
    await rules[request.kind].check(writer, desk, request.payload)
    return writer.insert(
      'approval',
      {
        kind: request.kind,
        unit_id: request.unitId,
        amount: request.amount,
        payload: JSON.stringify(request.payload),
        reason: request.reason.trim(),
        state: 'waiting',
        asked_at: desk.clock.now().toISOString(),
        asked_by: desk.actor.id,
        asked_name: desk.actor.name,
        decided_at: null,
        decided_by: null,
        decided_name: null,
        decision: '',
      },
      { reason: request.reason.trim() },
    )
  })
}

/**
 * Decides a request. An approval is carried out in the same transaction: it is approved and done, or neither.
 * @throws DeskError `approval-own`, `approval-taker`, `approval-decided`, `approval-role`; StaleError; what the kind throws
 */
export function decide(
  desk: Desk,
  rules: ApprovalRules,
  { id, version, approve, decision }: { id: number; version: number; approve: boolean; decision: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const request = await readWaiting(writer, id)
    const rule = rules[request.kind as ApprovalKind]
    const payload = JSON.parse(request.payload) as Record<string, unknown>
    if (!desk.actor.roles.some((role) => (rule.deciders ?? usualDeciders).includes(role))) {
      throw new DeskError('approval-role')
    }
    const { id: actorId } = desk.actor
    if (actorId === null || actorId === request.asked_by)
      throw new DeskError('approval-own', { name: request.asked_name })
    if (approve && (await rule.takers?.(writer, payload))?.includes(actorId)) throw new DeskError('approval-taker')
    if (approve) await rule.check(writer, desk, payload)
    await writer.update(
      'approval',
      id,
      version,
      {
        state: approve ? 'approved' : 'rejected',
        decided_at: desk.clock.now().toISOString(),
        decided_by: actorId,
        decided_name: desk.actor.name,
        decision,
      },
      { reason: decision || request.reason },
    )
    if (approve) {
      await rule.carryOut(writer, desk, payload, {
        id,
        reason: request.reason,
        askedBy: request.asked_by,
        askedName: request.asked_name,
      })
    }
    return id
  })
}

/** Takes one's own waiting request back. @throws DeskError `approval-not-own`, `approval-decided`; StaleError */
export function withdraw(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const request = await readWaiting(writer, id)
    if (request.asked_by !== desk.actor.id) throw new DeskError('approval-not-own', { name: request.asked_name })
    await writer.update('approval', id, version, { state: 'withdrawn' })
    return id
  })
}

async function readWaiting(writer: AuditedWriter, id: number) {
  const request = await writer.tx.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst()
  if (!request) throw new DeskError('not-found', { entity: 'approval', id })
  if (request.state !== 'waiting') {
    throw new DeskError('approval-decided', { name: request.decided_name ?? request.asked_name })
  }
  return request
}

/** How many requests of the actor's wait, and how many the actor may decide. */
export async function countWaiting(desk: Desk, rules: ApprovalRules): Promise<{ mine: number; toDecide: number }> {
  const rows = await desk.db
    .selectFrom('approval')
    .select(['kind', 'asked_by'])
    .where('state', '=', 'waiting')
    .execute()
  const mayDecide = (kind: string) =>
    desk.actor.roles.some((role) => (rules[kind as ApprovalKind].deciders ?? usualDeciders).includes(role))
  return {
    mine: rows.filter((row) => row.asked_by === desk.actor.id).length,
    toDecide: rows.filter((row) => row.asked_by !== desk.actor.id && mayDecide(row.kind)).length,
  }
}
