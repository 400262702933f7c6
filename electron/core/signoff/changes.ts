import { dateInZone } from '../../contract/dates.ts'
import type { ChangedRecord, FigureChange } from '../../contract/signoffs.ts'
import type { FigureRecord, FigureResult, FigureValue } from '../../contract/summary.ts'
import { shownLines } from '../audit/history.ts'
import type { Desk } from '../context.ts'
import { figureById, figures, summaryOver } from '../summary/engine.ts'
import { type Period, periodOf, seenNow } from '../summary/figure.ts'
import { type Changed, causesOf, type Trace, tracesOf } from './causes.ts'
import { type KeyedRecord, type Places, recordsBehind, type Weight, weightsBehind } from './kept.ts'
import { keptFigures, keptPlaces, keptRecords, signoffHead } from './repository.ts'
import { trailOf } from './trails.ts'

/**
 * Figures of a signed report that are others now, for the same period as of the same day, or that stand on other
 * records, in the order of the report; each with who did what since.
 * @throws DeskError `not-found`
 */
export async function changesSince(desk: Desk, id: number): Promise<FigureChange[]> {
  const signed = await whatWasSigned(desk, id)
  const now = await summaryOver(desk.db, signed.period)
  const changes: FigureChange[] = []
  for (const kept of await keptFigures(desk.db, id)) {
    const current = now.figures.find((one) => one.id === kept.id)
    const { changed, traces, byTime } = current ? await changedOf(desk, signed, kept) : nothing
    const differs = !current || !isSame(kept, current)
    if (!differs && changed.length === 0) continue
    const number = (kind: Changed['kind']) => changed.filter((one) => one.kind === kind).length
    changes.push({
      figure: kept.id,
      now: current ? amountsOf(current) : null,
      differs,
      added: number('added'),
      gone: number('gone'),
      changed: number('changed'),
      causes: causesOf(uniqueLines(traces), desk.clock.zone),
      byTime: byTime.size,
      unexplained: changed.filter(({ key }) => !traces.has(key) && !byTime.has(key)).length,
    })
  }
  return changes
}

/** How many figures of a signed report are others now; what stands behind them is not looked at. */
export async function numberChanged(desk: Desk, id: number): Promise<number> {
  const { period } = await whatWasSigned(desk, id)
  const now = new Map((await summaryOver(desk.db, period)).figures.map((one) => [one.id, one]))
  const kept = await keptFigures(desk.db, id)
  return kept.filter((one) => {
    const current = now.get(one.id)
    return !current || !isSame(one, current)
  }).length
}

/**
 * A page of the records of one figure that came, went, or count otherwise, in this order and by place; each with what is
 * on file about it since.
 * @throws DeskError `not-found`, `unknown-figure`
 */
export async function changedRows(
  desk: Desk,
  { id, figure, offset, limit }: { readonly id: number; readonly figure: string } & Paging,
): Promise<{ rows: ChangedRecord[]; total: number }> {
  const signed = await whatWasSigned(desk, id)
  const kept = (await keptFigures(desk.db, id)).find((one) => one.id === figure)
  if (!kept || !figures.some((one) => one.id === figure)) return { rows: [], total: 0 }
  const { changed, traces, byTime } = await changedOf(desk, signed, kept)
  const before = byKey(await keptRecords(desk.db, id, figure, signed.places))
  const now = byKey(await recordsBehind(desk.db, figure, signed.period))
  const order = new Map([...now.keys(), ...before.keys()].map((key, index) => [key, index]))
  const sorted = [...changed].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
  )
  const rows: ChangedRecord[] = []
  for (const { kind, key } of sorted.slice(offset, offset + limit)) {
    const lines = await shownLines(desk, traces.get(key) ?? [])
    rows.push({
      key,
      kind,
      before: plain(before.get(key)),
      now: plain(now.get(key)),
      lines,
      byTime: byTime.has(key),
    })
  }
  return { rows, total: changed.length }
}

interface Paging {
  readonly offset: number
  readonly limit: number
}

const kinds: readonly Changed['kind'][] = ['added', 'changed', 'gone']

/** A signed report, and its period as it is seen now and as it was seen then. */
interface Signed {
  readonly id: number
  readonly since: number
  readonly period: Period
  readonly atSigning: Period
  readonly places: Places
}

async function whatWasSigned(desk: Desk, id: number): Promise<Signed> {
  const { db, clock } = desk
  const { year, span, asOf, estate } = await signoffHead(desk, id)
  const { audit_id: since, signed_at: moment } = await db
    .selectFrom('summary_signoff')
    .select(['audit_id', 'signed_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const scope = { span, estate: estate ?? undefined }
  return {
    id,
    since,
    period: periodOf(year, asOf, seenNow(clock), scope),
    atSigning: periodOf(year, asOf, { moment, today: dateInZone(new Date(moment), clock.zone) }, scope),
    places: await keptPlaces(db, id),
  }
}

interface Differences {
  readonly changed: readonly Changed[]
  readonly traces: ReadonlyMap<number, readonly Trace[]>
  /** Keys of the records that are as they were, looked at from the moment of signing. */
  readonly byTime: ReadonlySet<number>
}

const nothing: Differences = { changed: [], traces: new Map(), byTime: new Set() }

async function changedOf({ db }: Desk, signed: Signed, { id, unit }: FigureResult): Promise<Differences> {
  const kept = await keptRecords(db, signed.id, id, signed.places)
  const changed = differences(unit, kept, await weightsBehind(db, id, signed.period))
  if (changed.length === 0) return nothing
  const traces = await tracesOf(db, trailOf(figureById(id)), changed, {
    since: signed.since,
    asOf: signed.period.asOf,
  })
  if (changed.every(({ key }) => traces.has(key))) return { changed, traces, byTime: new Set() }
  const seenThen = differences(unit, kept, await weightsBehind(db, id, signed.atSigning))
  const stillOther = new Set(seenThen.map(({ key }) => key))
  const byTime = changed.filter(({ key }) => !stillOther.has(key) && !traces.has(key)).map(({ key }) => key)
  return { changed, traces, byTime: new Set(byTime) }
}

/** Records that came, went, or stayed and count otherwise. */
export function differences(
  unit: FigureResult['unit'],
  kept: readonly Weight[],
  current: readonly Weight[],
): Changed[] {
  const before = byKey(kept)
  const now = byKey(current)
  const counts = (one: Weight) =>
    JSON.stringify([one.part, one.amount, one.counted, unit === 'm2' ? one.areaCenti : null])
  return [
    ...current.flatMap((one): Changed[] => {
      const was = before.get(one.key)
      if (was && counts(was) === counts(one)) return []
      return [{ kind: was ? 'changed' : 'added', key: one.key, unitId: one.unitId }]
    }),
    ...kept.filter(({ key }) => !now.has(key)).map(({ key, unitId }): Changed => ({ kind: 'gone', key, unitId })),
  ]
}

function byKey<T extends { readonly key: number }>(records: readonly T[]): Map<number, T> {
  return new Map(records.map((record) => [record.key, record]))
}

function plain(record: KeyedRecord | undefined): FigureRecord | null {
  if (!record) return null
  const { key: _, ...shown } = record
  return shown
}

function amountsOf({ value, denominator, parts }: FigureResult): NonNullable<FigureChange['now']> {
  return { value, ...(denominator !== undefined && { denominator }), parts }
}

/** Whether two figures say the same: by value, denominator, and part by part, whatever its label has become. */
function isSame(one: FigureResult, other: FigureResult): boolean {
  const same = (a: FigureValue, b: FigureValue) => a.value === b.value && a.denominator === b.denominator
  // A part that occurs in one of them alone is nothing in the other.
  const parts = new Set([...one.parts, ...other.parts].map((part) => part.key))
  const part = (of: FigureResult, key: string) => of.parts.find((candidate) => candidate.key === key)
  const isNothing = (value: FigureValue | undefined) => !value || (value.value === 0 && !value.denominator)
  return (
    same(one, other) &&
    [...parts].every((key) => {
      const [a, b] = [part(one, key), part(other, key)]
      return a && b ? same(a, b) : isNothing(a ?? b)
    })
  )
}

function* uniqueLines(traces: ReadonlyMap<number, readonly Trace[]>): Generator<Trace> {
  const seen = new Map<number, Trace>()
  for (const lines of traces.values()) for (const line of lines) seen.set(line.id, line)
  yield* [...seen.values()].sort((a, b) => a.id - b.id)
}
