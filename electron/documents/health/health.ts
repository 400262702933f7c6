/** What a health report says: of the program, of the file, and nothing of what any record holds. */
export interface Health {
  readonly at: string
  readonly versions: Readonly<Record<VersionName, string>>
  /** What the database says of its own pages; `ok` where it is whole. */
  readonly quickCheck: string
  /** Rows that point to rows which are not there. */
  readonly orphans: number
  /** What is wrong with the books, by code; `atLeast` where counting stopped. */
  readonly problems: readonly { readonly code: string; readonly count: number; readonly atLeast: boolean }[]
  /** Names of the checks that were made. */
  readonly checks: readonly string[]
  readonly sizes: Readonly<Record<SizeName, number | null>>
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
  readonly backups: {
    readonly count: number
    readonly newest: { readonly at: string; readonly reason: string } | null
    /** Null without a second folder. */
    readonly second: { readonly isThere: boolean; readonly newestAt: string | null } | null
  }
  readonly slow: readonly SlowCall[]
  /** Lines of the log, newest first, redacted as they were written. */
  readonly errors: readonly string[]
}

export const versionNames = ['application', 'electron', 'node', 'sqlite', 'schema', 'system', 'memory'] as const
export type VersionName = (typeof versionNames)[number]

/** In bytes; null where it cannot be told. */
export const sizeNames = ['file', 'wal', 'pictures', 'backups', 'free'] as const
export type SizeName = (typeof sizeNames)[number]

export interface SlowCall {
  /** `register.procedure` */
  readonly procedure: string
  readonly ms: number
  /** ISO moment of its end. */
  readonly at: string
}
