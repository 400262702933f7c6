import { type RawBuilder, sql } from 'kysely'
import { containsPattern } from '../../db/dialect.ts'
import type { Db } from '../context.ts'

/** Condition: the row `person` bears the tag, whole. */
export function hasTag(tag: string): RawBuilder<boolean> {
  return sql<boolean>`(',' || person.tags || ',') LIKE ${containsPattern(`,${tag},`)} ESCAPE '\\'`
}

/** Every tag that residents bear, in the order of their words. */
export async function residentTags(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('person').select('tags').distinct().where('tags', '<>', '').execute()
  return [...new Set(rows.flatMap(({ tags }) => tags.split(',')))].filter((tag) => tag !== '').sort()
}
