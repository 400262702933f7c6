import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { FigureRecord, FigureResult, FigureValue, RecordSort } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import type { ListQuery } from '../lists/source.ts'
import { figureById, figureRecord, figureRows } from '../summary/engine.ts'
import type { Period } from '../summary/figure.ts'

/** A record behind a figure with the key that names it among the others, on any day. */
export interface KeyedRecord extends FigureRecord {
  readonly key: number
}

/** Where a record stands: its unit as it is, or as it was when a report was signed. */
export interface Place {
  readonly unit: string
  readonly area: string
  readonly building: string
  readonly kind: string
  readonly areaCenti: number
}

export type Places = ReadonlyMap<number, Place>

/** The records behind a figure now, in the order of places. @throws DeskError `unknown-figure` */
export async function recordsBehind(db: Db, id: string, period: Period): Promise<KeyedRecord[]> {
  const rows = (await keyedRows(db, id, period).execute()) as Record<string, unknown>[]
  return rows.map((row) => figureRecord(row) as KeyedRecord)
}

/** What of a record makes its figure: compared by key, it tells what a figure has gained, lost and counts otherwise. */
export interface Weight {
  readonly key: number
  readonly unitId: number | null
  readonly part: string | null
  readonly amount: number | null
  readonly areaCenti: number | null
  readonly counted: boolean
}

/** As `recordsBehind`, in no order and without what only a reader needs. */
export async function weightsBehind(db: Db, id: string, period: Period): Promise<Weight[]> {
  const rows = (await db
    .selectFrom(keyedRows(db, id, period).clearOrderBy().as('record'))
    .select(['key', 'unitId', 'part', 'amount', 'areaCenti', 'counted'] as never)
    .execute()) as unknown as (Omit<Weight, 'counted'> & { counted: number })[]
  return rows.map((row) => ({ ...row, counted: row.counted === 1 }))
}

/** Of a ratio these are the records of its denominator, marked where they are in the numerator too. */
function keyedRows(db: Db, id: string, period: Period): ListQuery {
  const figure = figureById(id)
  const { record } = 'of' in figure ? figure.of : figure.denominator
  return figureRows(db, id, period).select(sql.ref<number>(record).as('key'))
}

/** What a figure's records add up to; the same for its parts. */
export function addedUp(unit: FigureResult['unit'], records: readonly Weight[]): FigureValue {
  const counted = records.filter((record) => record.counted)
  if (unit === 'ratio') return { value: counted.length, denominator: records.length }
  const adds = (record: Weight) => (unit === 'm2' ? (record.areaCenti ?? 0) : (record.amount ?? 1))
  // Half days of labour add up to hundredths at most.
  return { value: Math.round(counted.reduce((sum, record) => sum + adds(record), 0) * 100) / 100 }
}

/** Whether a figure and each of its parts is what the records add up to. */
export function isAddedUp(figure: FigureResult, records: readonly Weight[]): boolean {
  const agrees = (shown: FigureValue, some: readonly Weight[]) => {
    const { value, denominator } = addedUp(figure.unit, some)
    return shown.value === value && shown.denominator === denominator
  }
  return (
    agrees(figure, records) &&
    figure.parts.every((part) =>
      agrees(
        part,
        records.filter((record) => record.part === part.key),
      ),
    )
  )
}

/** Columns of a kept record: key, unit, what, date, part, amount, counted; words by their place in the list of words. */
type Packed = readonly [number, number | null, number, number, number, number | null, 0 | 1]

/** Records as one text: fees, days and parts repeat themselves, and stand once in a list of words. */
export function pack(records: readonly KeyedRecord[]): string {
  const words = new Map<string, number>()
  const word = (text: string | null) => {
    if (text === null) return -1
    const known = words.get(text)
    if (known !== undefined) return known
    words.set(text, words.size)
    return words.size - 1
  }
  const rows = records.map((one): Packed => {
    const [what, date, part] = [word(one.what), word(one.date), word(one.part)]
    return [one.key, one.unitId, what, date, part, one.amount, one.counted ? 1 : 0]
  })
  return JSON.stringify({ words: [...words.keys()], rows })
}

export function unpack(text: string, places: Places): KeyedRecord[] {
  const { words, rows } = JSON.parse(text) as { words: string[]; rows: Packed[] }
  const word = (index: number) => (index === -1 ? null : (words[index] ?? null))
  return rows.map(([key, unitId, what, date, part, amount, counted]) => {
    const place = unitId === null ? undefined : places.get(unitId)
    return {
      key,
      unitId,
      unit: place?.unit ?? null,
      area: place?.area ?? null,
      building: place?.building ?? null,
      kind: place?.kind ?? null,
      areaCenti: place?.areaCenti ?? null,
      what: word(what),
      date: word(date),
      part: word(part),
      amount,
      counted: counted === 1,
      // What was signed stands by itself: the record's page may say something else by now.
      opens: null,
    }
  })
}

/** Fingerprint of what a sign-off keeps. */
export function digestOf(kept: {
  readonly targets: string
  readonly draft: string | null
  readonly figures: readonly { readonly figure: string; readonly result: string; readonly records: string }[]
  readonly places: readonly (readonly [number, Place])[]
}): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([kept.targets, kept.draft]))
  for (const { figure, result, records } of kept.figures) hash.update(JSON.stringify([figure, result, records]))
  for (const [unitId, { unit, area, building, kind, areaCenti }] of [...kept.places].sort((a, b) => a[0] - b[0]))
    hash.update(JSON.stringify([unitId, unit, area, building, kind, areaCenti]))
  return hash.digest('hex')
}

/** A page's records in the order asked for; without one as they were kept, by place. */
export function inOrder(records: readonly KeyedRecord[], sort: RecordSort | undefined): readonly KeyedRecord[] {
  if (!sort || (sort.by === 'unit' && !sort.descending)) return records
  if (sort.by === 'unit') return [...records].reverse()
  const { by } = sort
  const sign = sort.descending ? -1 : 1
  const compare = (a: KeyedRecord[typeof by], b: KeyedRecord[typeof by]) => {
    if (a === b) return 0
    if (a === null) return -1
    if (b === null) return 1
    return a < b ? -1 : 1
  }
  return [...records].sort((a, b) => sign * compare(a[by], b[by]))
}
