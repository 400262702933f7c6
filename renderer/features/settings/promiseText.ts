/** A spell of the day, in minutes after midnight: `08:30–12:00`. */
export function spellText([from, to]: readonly [number, number]): string {
  return `${clockText(from)}–${clockText(to)}`
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `08:30–12:00 14:00–17:30` as spells; undefined where something else stands there. */
export function spellsIn(text: string): [number, number][] | undefined {
  const spells = text
    .normalize('NFKC')
    .split(/[\s,;、，；]+/)
    .filter(Boolean)
    .map((spell) => spell.split(/[-–—~至]/).map(readClock))
  const isWhole = spells.length > 0 && spells.every((spell) => spell.length === 2 && !spell.includes(undefined))
  return isWhole ? (spells as [number, number][]) : undefined
}

/** `8:30`, `0830` or `08：30` as minutes after midnight; undefined where it is no time of day. */
function readClock(text: string): number | undefined {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(text.normalize('NFKC').trim())
  if (!match) return undefined
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  const total = hours * 60 + minutes
  return minutes < 60 && total <= 1440 ? total : undefined
}
