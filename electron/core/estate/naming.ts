/**
 * How units are named, shown, sorted and found.
 * `1栋` + `101` is shown as `1栋101`; a clerk may type `1-101`, `1栋101`, `101室` or the area before it.
 */

/** The number shown for a unit: building and room, a dash where both would run together as digits. */
export function displayOf(building: string, room: string): string {
  return /\d$/.test(building) && /^\d/.test(room) ? `${building}-${room}` : `${building}${room}`
}

/**
 * Floor of a room by its number: digits without the last two (`1203` → 12, `305` → 3). Null where it says nothing.
 */
export function floorOf(room: string): number | null {
  const match = /^(\d{3,4})\D?$/.exec(room)
  const floor = match?.[1] ? Number(match[1].slice(0, -2)) : 0
  return floor === 0 ? null : floor
}

/** Sort key: every run of digits padded, so that 2栋 comes before 10栋. */
export function sortKeyOf(...names: readonly string[]): string {
  return names.map((name) => name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(6, '0'))).join('\u0001')
}

/** What is typed, or a name, in the one spelling that the search compares: half-width, lower case, no spaces. */
export function normalizeKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·.,，。、]+/g, '')
    .replace(/[—–－_]/g, '-')
    .replace(/(\d)(?:号楼|单元|栋|幢|座|楼|#)-?(?=[\da-z]|$)/g, '$1-')
    .replace(/(\d)(?:室|号房)$/, '$1')
}

/** All spellings under which a unit is found by their beginnings. */
export function unitTerms(area: string, building: string, room: string, aliases: string): string[] {
  const [buildingKey, roomKey] = [normalizeKey(building), normalizeKey(room)]
  const joined = buildingKey.endsWith('-') ? buildingKey + roomKey : `${buildingKey}-${roomKey}`
  const terms = [
    joined,
    normalizeKey(building + room),
    normalizeKey(area) + joined,
    roomKey,
    ...aliases.split(/[,，;；]/).map(normalizeKey),
  ]
  return [...new Set(terms.filter((term) => term !== ''))]
}
