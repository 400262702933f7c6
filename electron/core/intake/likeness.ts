/** What a case says about where and what. */
export interface Told {
  readonly unitId: number | null
  readonly buildingId: number | null
  readonly place: string
  readonly content: string
}

/** True where enough is written down to compare it with other cases. */
export function isDescribed({ content }: Told): boolean {
  return content.trim().length >= 2
}

/** From this share of common pairs of characters on two descriptions are alike. */
const alikeFrom = 0.5

/**
 * True where two cases are likely the same: at one unit, one place or in one building, and described alike. A hint to
 * whoever takes the call, never a decision.
 */
export function likelySame(a: Told, b: Told): boolean {
  return isSamePlace(a, b) && likeness(a.content, b.content) >= alikeFrom
}

function isSamePlace(a: Told, b: Told): boolean {
  if (a.unitId !== null && a.unitId === b.unitId) return true
  if (a.buildingId !== null && a.buildingId === b.buildingId) return true
  const [first, second] = [plain(a.place), plain(b.place)]
  // What is named inside one home says nothing about another's.
  if (a.unitId !== null && b.unitId !== null) return false
  return first.length >= 2 && second.length >= 2 && (first.includes(second) || second.includes(first))
}

/**
 * How alike two descriptions are, 0 to 1: pairs of neighbouring characters that both have, of the shorter one's. So
 * `水管漏水` is found in `厨房水管漏水，请尽快`; words need no dictionary.
 */
export function likeness(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)]
  const fewer = Math.min(first.size, second.size)
  if (fewer < 2) return plain(a) !== '' && plain(a) === plain(b) ? 1 : 0
  let common = 0
  for (const pair of first) if (second.has(pair)) common += 1
  return common / fewer
}

/** Longer texts are compared by their beginning. */
const comparedCharacters = 300

function pairs(text: string): Set<string> {
  const characters = [...plain(text)]
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))
}

function plain(text: string): string {
  return text
    .slice(0, comparedCharacters)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
