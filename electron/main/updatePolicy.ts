/** Where newer versions may come from and when they are asked for, as pure functions. `updates.ts` keeps to them. */

/** An application just started has better to do, in ms. */
const AFTER_START = 60_000
/** Between two looks at the feed, in ms. */
const BETWEEN = 24 * 3_600_000

/**
 * The address of a feed as it is kept, ending in `/`; undefined for one that may not be used. Only https: an office's
 * own server, with its port or a bare address, is as good as one outside. No name and password, which would be kept
 * readable, and nothing that does not name a folder.
 */
export function feedAddress(text: string): string | undefined {
  const trimmed = text.trim()
  // An empty query or fragment is none to URL, and would still stand in the address.
  if (trimmed.length > 500 || /[?#]/.test(trimmed) || !URL.canParse(trimmed)) return undefined
  const url = new URL(trimmed)
  if (url.protocol !== 'https:' || url.username || url.password) return undefined
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

/**
 * How long to wait before the feed is looked at by itself, in ms.
 * @param lookedAt ISO moment of the last look; one that is still to come was written by a clock that was ahead
 */
export function untilNextLook(lookedAt: string | null, now: Date): number {
  const since = lookedAt === null ? Number.NaN : now.getTime() - Date.parse(lookedAt)
  return since >= 0 ? Math.max(AFTER_START, BETWEEN - since) : AFTER_START
}
