import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { placeSchema } from './bounds.ts'

/** So many windows may be open at once: each holds a page of its own in memory. */
export const MOST_WINDOWS = 6

/** What this PC keeps about the windows and the program; nothing of the office's. */
const preferencesSchema = z.object({
  /** Of the first window, the second and so on; null where one was never closed. */
  places: z.array(placeSchema.nullable().catch(null)).max(MOST_WINDOWS).optional().catch(undefined),
  language: z.enum(['zh', 'en']).optional().catch(undefined),
  updates: z.object({ feed: z.string(), lookedAt: z.string().nullable() }).optional().catch(undefined),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** A missing or damaged file only loses the window's place and turns updates off. */
export function readPreferences(file: string): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** Written beside and renamed, so that a power cut leaves the old or the new file whole. */
export function writePreferences(file: string, preferences: Preferences): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(preferences, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
