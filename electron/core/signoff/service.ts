import { sql } from 'kysely'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { SignoffProspect } from '../../contract/signoffs.ts'
import type { ReportPeriod } from '../../contract/summary.ts'
import { newestAudit } from '../audit/newest.ts'
import { write } from '../audit/writer.ts'
import { chargeProblems } from '../billing/check.ts'
import { booksProblems } from '../books/check.ts'
import type { Clock, Db, Desk } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import { differing } from '../fees/store.ts'
import { draftOf } from '../summary/drafts.ts'
import { figureRows, figures, summaryOver } from '../summary/engine.ts'
import { type Period, periodAsked } from '../summary/figure.ts'
import { targetResults, targetsOf } from '../summary/targets.ts'
import { digestOf, isAddedUp, type KeyedRecord, type Place, pack, recordsBehind } from './kept.ts'
import { estateName, nextEdition, standingHead } from './repository.ts'

/**
 * Signs a report off: keeps every figure with its words, the targets with what came of them, the records behind each
 * figure and the report's Chinese text, all of one moment.
 * @returns id of the sign-off
 * @throws DeskError `signoff-ahead`, `signoff-too-early`, `signoff-standing` while another stands, `signoff-figure` where
 * a figure is not what its records add up to
 */
export async function signReport(desk: Desk, asked: ReportPeriod & { readonly note: string }): Promise<number> {
  const period = signable(asked, desk.clock)
  return write(desk, async (writer) => {
    const inside: Desk = { ...desk, db: writer.tx }
    const standing = await standingHead(inside, period)
    if (standing) {
      const { edition, signedBy, signedAt } = standing
      throw new DeskError('signoff-standing', { edition, by: signedBy, at: signedAt })
    }
    const kept = await whatIsKept(inside, period)
    const id = await writer.insert('summary_signoff', {
      year: period.year,
      span: period.span,
      estate_id: period.estate ?? null,
      estate_name: await estateName(writer.tx, period),
      as_of: period.asOf,
      edition: await nextEdition(writer.tx, period),
      signed_at: period.seen.moment,
      signed_by: desk.actor.name,
      note: asked.note,
      audit_id: await newestAudit(writer.tx),
      targets: kept.targets,
      draft: kept.draft,
      digest: digestOf(kept),
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawn_reason: null,
      version: 1,
    })
    await writer.append(
      'signoff_figure',
      kept.figures.map((figure, position) => ({ signoff_id: id, position, ...figure })),
    )
    const places = kept.places.map(([unit_id, { areaCenti, ...place }]) => ({
      signoff_id: id,
      unit_id,
      ...place,
      area_centi: areaCenti,
    }))
    if (places.length > 0) await writer.append('signoff_place', places)
    return id
  })
}

/**
 * Takes a signature back; what was signed stays to be read, with the reason.
 * @throws StaleError; DeskError `not-found`, `signoff-withdrawn`
 */
export function withdrawSignoff(
  desk: Desk,
  { id, version, reason }: { readonly id: number; readonly version: number; readonly reason: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const own = await writer.tx.selectFrom('summary_signoff').selectAll().where('id', '=', id).executeTakeFirst()
    if (own && own.withdrawn_at !== null) throw new DeskError('signoff-withdrawn', { by: own.withdrawn_by ?? '' })
    const withdrawn = {
      withdrawn_at: desk.clock.now().toISOString(),
      withdrawn_by: desk.actor.name,
      withdrawn_reason: reason,
    }
    await writer.update('summary_signoff', id, version, withdrawn, { reason })
    return id
  })
}

/** What a signature would keep now, and what speaks against it. @throws as `signReport`, but for figures and standing */
export async function signoffProspect(desk: Desk, asked: ReportPeriod): Promise<SignoffProspect> {
  const { db, clock } = desk
  const period = signable(asked, clock)
  let records = 0
  for (const { id } of figures) records += await numberOfRecords(db, id, period)
  const targets = await targetsOf(db, period.year)
  return {
    asOf: period.asOf,
    estateName: await estateName(db, period),
    figures: figures.length,
    records,
    targets: targets.length,
    edition: await nextEdition(db, period),
    standing: await standingHead(desk, period),
    warnings: [
      ...(await whileOpen(db, period)),
      ...(targets.length === 0 ? [{ code: 'signoff-no-targets', params: { year: period.year } }] : []),
    ],
  }
}

/** The period asked for, where its figures can be facts. @throws DeskError `signoff-ahead`, `signoff-too-early` */
function signable(asked: ReportPeriod, clock: Clock): Period {
  const period = periodAsked(asked, clock)
  const { asOf, from, seen } = period
  if (asOf > seen.today) throw new DeskError('signoff-ahead', { asOf, today: seen.today })
  if (asOf < from) throw new DeskError('signoff-too-early', { asOf, from })
  return period
}

async function numberOfRecords(db: Db, id: string, period: Period): Promise<number> {
  const { count } = await db
    .selectFrom(figureRows(db, id, period).clearOrderBy().as('record'))
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** What can still be entered of the period: it is not over, or its months are not closed. */
async function whileOpen(db: Db, { to, end, asOf, seen }: Period): Promise<Problem[]> {
  const closed = await closedThrough(db)
  const last = asOf < end ? asOf : end
  return [
    ...(last >= seen.today || asOf < end ? [{ code: 'signoff-running', params: { asOf, end } }] : []),
    ...(closed === null ? [{ code: 'signoff-never-closed' }] : []),
    ...(closed !== null && closed < to ? [{ code: 'signoff-open-months', params: { closed, to } }] : []),
  ]
}

const foundAtMost = 20

/** What the books are at odds with themselves about, as `desk check` finds it; to go through all accounts takes seconds. */
export async function doubtsInBooks(db: Db): Promise<Problem[]> {
  const accounts = await differing(db, foundAtMost)
  const count = accounts.length + (await chargeProblems(db)).length + (await booksProblems(db)).length
  return count > 0 ? [{ code: 'signoff-books-differ', params: { count } }] : []
}

interface Kept {
  readonly targets: string
  readonly draft: string
  readonly figures: readonly { readonly figure: string; readonly result: string; readonly records: string }[]
  readonly places: readonly (readonly [number, Place])[]
}

async function whatIsKept(desk: Desk, period: Period): Promise<Kept> {
  const { db } = desk
  const summary = await summaryOver(db, period)
  const places = new Map<number, Place>()
  const kept: Kept['figures'][number][] = []
  for (const result of summary.figures) {
    const records = await recordsBehind(db, result.id, period)
    if (!isAddedUp(result, records)) throw new DeskError('signoff-figure', { id: result.id })
    for (const record of records) notePlace(places, record)
    kept.push({ figure: result.id, result: JSON.stringify(result), records: pack(records) })
  }
  const targets = targetResults(await targetsOf(db, period.year), summary.figures)
  return {
    targets: JSON.stringify(targets),
    draft: JSON.stringify(await draftOf(desk, period, 'zh')),
    figures: kept,
    places: [...places],
  }
}

function notePlace(places: Map<number, Place>, { unitId, unit, area, building, kind, areaCenti }: KeyedRecord): void {
  if (unitId === null || places.has(unitId)) return
  if (unit === null || area === null || building === null || kind === null || areaCenti === null) return
  places.set(unitId, { unit, area, building, kind, areaCenti })
}
