import { pinyin } from 'pinyin-pro'
import { normalizeKey } from '../estate/naming.ts'

/** How a Chinese name is spelled and sorted. */
export interface Spelling {
  /** Full pinyin without tones, one word: `zhangsan`. */
  readonly pinyin: string
  /** First letters: `zs`. */
  readonly initials: string
  /** Syllables, for finding a name by the beginning of any of them. */
  readonly syllables: readonly string[]
}

/** Spells a name; surnames with a reading of their own (单 Shan, 仇 Qiu) are read as surnames. */
export function spell(name: string): Spelling {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true })
    .map((syllable) => normalizeKey(syllable))
    .filter((syllable) => syllable !== '')
  return {
    pinyin: syllables.join(''),
    initials: syllables.map((syllable) => syllable[0] ?? '').join(''),
    syllables,
  }
}

/** All spellings under which a person is found: name, pinyin and initials from any syllable, phones from either end. */
export function personTerms(name: string, phones: string): string[] {
  const spelling = spell(name)
  const terms = new Set<string>(endings([...normalizeKey(name)]))
  for (const ending of endings(spelling.syllables)) terms.add(ending)
  for (const ending of endings([...spelling.initials])) if (ending.length > 1) terms.add(ending)
  for (const phone of phoneNumbers(phones)) terms.add(phone).add(tailTerm(phone))
  return [...terms]
}

/** A plate is found from its beginning (`闽d`), from its letter (`d12345`) and by its last characters. */
export function plateTerms(plate: string): string[] {
  const key = normalizeKey(plate)
  return [...new Set([key, [...key].slice(1).join(''), tailTerm(key)])]
}

/** The mark under which the last characters of a number are found: the number read backwards. */
export function tailTerm(key: string): string {
  return `~${[...key].reverse().join('')}`
}

/** The digits of each number in a phone field. */
export function phoneNumbers(phones: string): string[] {
  return phones
    .split(/[,，;；、/\s]+/)
    .map((phone) => phone.replace(/\D/g, ''))
    .filter((phone) => phone !== '')
}

function endings(parts: readonly string[]): string[] {
  return parts.map((_, index) => parts.slice(index).join(''))
}
