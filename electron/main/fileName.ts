import { extname } from 'node:path'

/** Names Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A name any of the three systems can hold, made of what the backend or the page suggested. */
export function fileName(suggested: string, extension: string): string {
  const bare = extname(suggested).toLowerCase() === extension ? suggested.slice(0, -extension.length) : suggested
  const clean = Array.from(bare, (character) => (isUsable(character) ? character : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 100)
    .trim()
  const name = clean === '' ? 'steward-desk' : clean
  return `${DEVICE.test(name) ? `_${name}` : name}${extension}`
}

/** The chosen path, with the extension where the dialog left it out. */
export function withExtension(chosen: string, extension: string, exists: (path: string) => boolean): string {
  if (extname(chosen).toLowerCase() === extension) return chosen
  // The dialog has only asked about overwriting the path as chosen.
  return exists(`${chosen}${extension}`) ? chosen : `${chosen}${extension}`
}

function isUsable(character: string): boolean {
  return character.charCodeAt(0) >= 32 && character.charCodeAt(0) !== 127 && !'<>:"/\\|?*'.includes(character)
}
