import type { Share } from '../../../electron/contract/people.ts'

/** A share as typed, `1/3` or `30%`; undefined where it is none. */
export function parseShare(text: string): Share | undefined {
  const clean = text.normalize('NFKC').replace(/\s/g, '')
  const fraction = /^(\d{1,4})\/(\d{1,4})$/.exec(clean)
  if (fraction) return { part: Number(fraction[1]), of: Number(fraction[2]) }
  const percent = /^(\d{1,3})(?:\.(\d))?%$/.exec(clean)
  if (!percent) return undefined
  const tenths = Number(percent[1]) * 10 + Number(percent[2] ?? 0)
  return tenths % 10 === 0 ? { part: tenths / 10, of: 100 } : { part: tenths, of: 1000 }
}

export function shareText({ part, of }: Share): string {
  if (of === 100) return `${part}%`
  return of === 1000 ? `${part / 10}%` : `${part}/${of}`
}
