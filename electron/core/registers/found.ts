import { type RawBuilder, sql } from 'kysely'
import type { SearchHit } from '../../contract/desk.ts'
import { registerWithPrefix, stepsFrom } from '../../contract/registerKinds.ts'
import { beginsWith } from '../../db/dialect.ts'
import type { Desk } from '../context.ts'
import { codeKey } from './codes.ts'

const most = 8
/** So many characters of a code are the least that tell it from a room or a name. */
const shortestCode = 3

/** What the search box finds in the registers: by the number of a record, or by its code (card, plate, contract). */
export async function recordsFound(desk: Desk, text: string): Promise<SearchHit[]> {
  const wanted = [numbered(text) ?? coded(text), parked(text)].filter((one) => one !== null)
  const found = new Map<number, SearchHit>()
  for (const one of wanted) for (const hit of await hitsOf(desk, one)) found.set(hit.id, hit)
  return [...found.values()].slice(0, most)
}

async function hitsOf(desk: Desk, wanted: RawBuilder<boolean>): Promise<SearchHit[]> {
  const rows = await desk.db
    .selectFrom('record')
    .leftJoin('unit', 'unit.id', 'record.unit_id')
    .select(['record.id', 'record.register', 'record.number', 'record.state', 'record.code', 'record.holder'])
    .select(['record.title', 'unit.display as unit'])
    .where(wanted)
    .orderBy('record.is_open', 'desc')
    .orderBy('record.on_date', 'desc')
    .orderBy('record.id', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ id, register, number, state, code, holder, title, unit }) => ({
    kind: 'record' as const,
    id,
    register,
    title: number,
    detail: [unit, holder, title, code].filter(Boolean).join(' · '),
    matched: null,
    // Nothing more can be done with it but calling it off.
    past: state === 'cancelled' || stepsFrom(register, state).every((event) => event === 'cancel'),
  }))
}

/** `ZX-2026-0007`, or its beginning from the year on; null where it is no such thing. */
function numbered(text: string): RawBuilder<boolean> | null {
  const typed = text.trim().normalize('NFKC').toUpperCase()
  const register = /^([A-Z]{2})-\d{1,4}(-\d{0,6})?$/.test(typed) ? registerWithPrefix(typed.slice(0, 2)) : undefined
  if (!register) return null
  return sql<boolean>`(record.register = ${register} AND ${beginsWith(sql`record.number`, typed)})`
}

function coded(text: string): RawBuilder<boolean> | null {
  const key = codeKey(text)
  if (key.length < shortestCode) return null
  return sql<boolean>`(record.code_key <> '' AND ${beginsWith(sql`record.code_key`, key)})`
}

/** A car that is let a space, by the end of its plate, as the gate reads it out, and whatever spaces it was typed with. */
function parked(text: string): RawBuilder<boolean> | null {
  const key = codeKey(text).replace(/[\s·.-]/g, '')
  if (!/^[\u4e00-\u9fff]?[\da-z]{4,}$/.test(key)) return null
  return sql<boolean>`(record.register = 'parking-let' AND record.is_open = 1
    AND replace(record.code_key, ' ', '') LIKE ${`%${key}`})`
}
