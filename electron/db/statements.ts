import type { Database, Statement } from 'better-sqlite3'

const most = 500
const longest = 4000

/**
 * A connection that prepares a statement once and uses it again, because the office says the same few hundred sentences
 * all day and SQLite takes longer to read one than to answer it. What a changed schema makes stale, SQLite prepares
 * anew by itself.
 */
export function rememberStatements(sqlite: Database): Pick<Database, 'prepare' | 'close'> {
  const known = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    const before = known.get(text)
    // One that is being read row by row cannot be begun again.
    if (before && !before.busy) return before
    const statement = sqlite.prepare(text)
    if (text.length > longest) return statement
    if (known.size >= most) known.delete(known.keys().next().value ?? '')
    known.set(text, statement)
    return statement
  }
  return { prepare: prepare as Database['prepare'], close: () => sqlite.close() }
}
