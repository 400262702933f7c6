import { type ListColumn, type ListId, lists } from '../../contract/lists.ts'
import type { Desk } from '../../core/context.ts'
import type { Language, Words } from '../words.ts'

/** Filters whose values are words of a vocabulary that no column of the list names. */
const vocabularies: Readonly<Record<string, string>> = {
  when: 'handoverWhen',
  show: 'jobsShown',
  promise: 'listFilter.promise',
  'returnVisits.show': 'returnsShown',
}

/** Filters that name a record by its id, and where its name stands. */
const named = {
  estate: { table: 'estate', column: 'name' },
  area: { table: 'area', column: 'name' },
  building: { table: 'building', column: 'name' },
  unitId: { table: 'unit', column: 'display' },
  item: { table: 'fee_item', column: 'name' },
  tariff: { table: 'tariff', column: 'name' },
} as const

/** A list's filter as a reader of the workbook understands it: `区域：B区；类型：店面`. Empty where nothing is filtered. */
export async function filterWords(
  desk: Desk,
  list: ListId,
  filter: object,
  words: Words,
  language: Language,
): Promise<string> {
  const conditions: string[] = []
  for (const [name, value] of Object.entries(filter) as [string, string | number | boolean | undefined][]) {
    if (value === undefined || value === '') continue
    const label = known(words, `lists:${list}.filters.${name}`) ?? known(words, `lists:${list}.columns.${name}`) ?? name
    conditions.push(`${label}: ${await valueWords(desk, list, name, value, words, language)}`)
  }
  return conditions.join('; ')
}

async function valueWords(
  desk: Desk,
  list: ListId,
  name: string,
  value: string | number | boolean,
  words: Words,
  language: Language,
): Promise<string> {
  if (typeof value === 'boolean') return words(`documents:summary.${value ? 'yes' : 'no'}`)
  const columns: readonly ListColumn[] = lists[list].columns
  const declared = columns.find((column) => column.id === name)?.words
  if (declared) return declared(String(value))?.[language] ?? String(value)
  if (name in named) return nameOf(desk, name as keyof typeof named, Number(value))
  const vocabulary =
    vocabularies[`${list}.${name}`] ?? vocabularies[name] ?? columns.find((column) => column.id === name)?.choices
  return (vocabulary && known(words, `vocabulary:${vocabulary}.${value}`)) ?? String(value)
}

async function nameOf(desk: Desk, filter: keyof typeof named, id: number): Promise<string> {
  const { table, column } = named[filter]
  const row = await desk.db.selectFrom(table).select(`${column} as name`).where('id', '=', id).executeTakeFirst()
  return (row as { name?: string } | undefined)?.name ?? String(id)
}

/** The words of a key, where the catalogue has them; it answers what it lacks with the key itself. */
function known(words: Words, key: string): string | undefined {
  const text = words(key)
  return text === key || text === key.slice(key.indexOf(':') + 1) ? undefined : text
}
