import type { Kysely, Transaction } from 'kysely'
import type { DateText } from '../contract/dates.ts'
import type { Role } from '../contract/roles.ts'
import type { Schema } from '../db/schema.ts'

/** Time as the office sees it; handed in, so a fixed day gives the same figures everywhere. */
export interface Clock {
  /** Office time zone, an IANA name. */
  readonly zone: string
  now(): Date
  today(): DateText
}

/** Who acts. The command line and the import worker act under names of their own with `id` null. */
export interface Actor {
  readonly id: number | null
  readonly name: string
  readonly roles: readonly Role[]
}

export interface Log {
  info(message: string, details?: unknown): void
  error(message: string, details?: unknown): void
}

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

/** What a use case is given: the office's data, the clock, and who is asking. */
export interface Desk {
  readonly db: Db
  readonly clock: Clock
  readonly actor: Actor
}
