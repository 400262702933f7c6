import { implement, ORPCError, os } from '@orpc/server'
import type { BackupReason } from '../contract/backups.ts'
import { contract, type ProcedureName } from '../contract/contract.ts'
import { DeskError, StaleError } from '../contract/errors.ts'
import { mayCall } from '../contract/permissions.ts'
import type { Actor, Desk, Log } from './context.ts'

/** What a transport hands every call: who is on this connection, and the open office as that person sees it. */
export interface CallContext {
  readonly actor: Actor | null
  readonly log: Log
  /** A call that may be made begins; what comes back is called at its end. The host keeps the slowest. */
  begin(procedure: ProcedureName): () => void
  /** @throws DeskError `no-office` while no file is open, `not-signed-in` while nobody is */
  desk(): Desk
  /** Roles, name or PIN of a person have changed: what that person has open elsewhere must sign in again. */
  staffChanged(staffId: number): void
  /**
   * The person who gives the right PIN at this desk without signing in, slowed down as signing in is.
   * @throws DeskError `secret-wrong`, `too-many-attempts`
   */
  identify(staffId: number, secret: string): Promise<Actor>
  /** A backup before something that is hard to take back. @throws DeskError where none can be made */
  backUp(reason: BackupReason): Promise<void>
}

/**
 * The border every call crosses: permission first, then the use case, and whatever it throws made presentable.
 * A refusal keeps its code and parameters; anything unknown is logged and masked.
 */
export const border = os.$context<CallContext>().middleware(async ({ context, path, next }) => {
  const procedure = path.join('.') as ProcedureName
  if (!mayCall(procedure, context.actor?.roles ?? null)) {
    throw context.actor === null
      ? new ORPCError('NOT_SIGNED_IN', { status: 401, defined: true })
      : new ORPCError('NO_PERMISSION', { status: 403, data: { procedure }, defined: true })
  }
  const end = context.begin(procedure)
  try {
    return await next()
  } catch (error) {
    throw presentable(error, procedure, context.log)
  } finally {
    end()
  }
})

/** The contract behind the border, for the registers' routers. */
export const procedures = implement(contract).$context<CallContext>().use(border)

/** An error as it may leave the backend. */
export function presentable(error: unknown, procedure: string, log: Log): ORPCError<string, unknown> {
  // What oRPC itself throws: wrong input is the caller's to hear, an answer that breaks the contract is a fault of ours.
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error
  if (error instanceof StaleError) {
    return new ORPCError('STALE', { status: 409, data: { by: error.by, changes: error.changes }, defined: true })
  }
  if (error instanceof DeskError) {
    if (error.code === 'no-office') return new ORPCError('NO_OFFICE', { status: 409, defined: true })
    if (error.code === 'not-signed-in') return new ORPCError('NOT_SIGNED_IN', { status: 401, defined: true })
    return new ORPCError('REFUSED', {
      status: 422,
      data: { code: error.code, params: error.params, problems: error.problems },
      defined: true,
    })
  }
  const reference = nextReference()
  log.error(`${procedure} failed (${reference})`, error)
  return new ORPCError('INTERNAL_SERVER_ERROR', { status: 500, message: 'internal error', data: { reference } })
}

let references = 0

/** Names one fault, on screen and in the log alike. */
function nextReference(): string {
  references += 1
  return `E${String(references).padStart(4, '0')}`
}
