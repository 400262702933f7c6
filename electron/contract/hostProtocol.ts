import { z } from 'zod'
import type { BackupReason } from './backups.ts'
import type { Language } from './bridge.ts'

/**
 * What the window's main process and the backend say to each other over `process.parentPort`.
 * Office data never travels here: it goes through the MessagePort that accompanies `port`.
 */

/** Main hands over one end of a window's channel, transferred with this message; the router is served on it. */
export interface PortMessage {
  readonly type: 'port'
}

/** Main asks, in the language that the window speaks; the backend answers each id exactly once with a `HostReply`. */
export type HostRequest = { readonly id: number; readonly language: Language } & HostQuestion

export type HostQuestion =
  | { readonly type: 'open'; readonly file: string }
  | { readonly type: 'artifact'; readonly artifact: string }
  | { readonly type: 'offer'; readonly path: string }
  | { readonly type: 'back-up'; readonly reason: BackupReason }
  | { readonly type: 'close' }

export type HostMessage = PortMessage | HostRequest

/** Long work that somebody waits for; main asks before it ends the application over it. */
export const workKinds = ['export', 'import', 'backup', 'billing', 'office'] as const
export type WorkKind = (typeof workKinds)[number]

/** A finished export's temporary file and the name to offer in the save dialog. */
export const artifactSchema = z.object({ path: z.string().min(1), name: z.string().min(1) })

/** A chosen path by the name under which the backend keeps it. */
export const offerSchema = z.object({ offer: z.string().min(1), name: z.string(), sealed: z.boolean() })

/** What a successful reply carries, by the request's type. */
export interface HostReplyValue {
  readonly open: unknown
  readonly artifact: z.infer<typeof artifactSchema>
  readonly offer: z.infer<typeof offerSchema>
  readonly 'back-up': unknown
  readonly close: unknown
}

/** The message is for the clerk, in the language of the request. */
export const hostReplySchema = z.discriminatedUnion('ok', [
  z.object({ type: z.literal('reply'), id: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('reply'), id: z.number().int(), ok: z.literal(false), message: z.string() }),
])

export type HostReply = z.infer<typeof hostReplySchema>

export const backendMessageSchema = z.union([
  /** Sent once, when ports and requests can be served. */
  z.object({ type: z.literal('ready') }),
  /** Sent whenever an office file becomes the open one, so that a restarted backend is given the same file. */
  z.object({ type: z.literal('opened'), file: z.string().min(1) }),
  /** Sent whenever long work begins or ends: each kind that is under way just now, once. */
  z.object({ type: z.literal('work'), running: z.array(z.enum(workKinds)) }),
  hostReplySchema,
])

export type BackendMessage = z.infer<typeof backendMessageSchema>
