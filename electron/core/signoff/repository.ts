import { type Selectable, sql } from 'kysely'
import { momentInZone } from '../../contract/dates.ts'
import type { DraftChapter } from '../../contract/drafts.ts'
import { DeskError } from '../../contract/errors.ts'
import type { SignedReport, SignoffHead } from '../../contract/signoffs.ts'
import type { FigureResult } from '../../contract/summary.ts'
import type { TargetResult } from '../../contract/targets.ts'
import type { Schema } from '../../db/schema.ts'
import type { Clock, Db, Desk, Tx } from '../context.ts'
import type { Period } from '../summary/figure.ts'
import { type KeyedRecord, type Place, type Places, unpack } from './kept.ts'

/** Every sign-off: the newest year first, in it the whole year before its parts, and of one period the newest edition. */
export async function signoffHeads({ db, clock }: Desk): Promise<SignoffHead[]> {
  const rows = await heads(db)
    .orderBy('year', 'desc')
    .orderBy('as_of', 'desc')
    .orderBy('span', 'desc')
    .orderBy('edition', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => headOf(row, clock))
}

/** @throws DeskError `not-found` */
export async function signoffHead({ db, clock }: Desk, id: number): Promise<SignoffHead> {
  const row = await heads(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'summary_signoff', id })
  return headOf(row, clock)
}

/** The one of a period that stands, or null. */
export async function standingHead(desk: Desk, period: Period): Promise<SignoffHead | null> {
  const row = await heads(desk.db).where(isOf(period)).where('withdrawn_at', 'is', null).executeTakeFirst()
  return row ? headOf(row, desk.clock) : null
}

/** The number that the next edition of a period has. */
export async function nextEdition(db: Db | Tx, period: Period): Promise<number> {
  const row = await db
    .selectFrom('summary_signoff')
    .select(({ fn }) => fn.max('edition').as('last'))
    .where(isOf(period))
    .executeTakeFirst()
  return Number(row?.last ?? 0) + 1
}

/** A report as it was signed. @throws DeskError `not-found` */
export async function signedReport(desk: Desk, id: number): Promise<SignedReport> {
  const head = await signoffHead(desk, id)
  const { targets, draft } = await desk.db
    .selectFrom('summary_signoff')
    .select(['targets', 'draft'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { year, span, asOf } = head
  return {
    head,
    summary: { year, span, asOf, figures: await keptFigures(desk.db, id) },
    targets: JSON.parse(targets) as TargetResult[],
    draft: JSON.parse(draft) as DraftChapter[],
  }
}

/** The figures of a sign-off, in the order they were shown. */
export async function keptFigures(db: Db, id: number): Promise<FigureResult[]> {
  const rows = await db
    .selectFrom('signoff_figure')
    .select('result')
    .where('signoff_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map((row) => JSON.parse(row.result) as FigureResult)
}

/** The records that were behind a figure. @throws DeskError `unknown-figure` */
export async function keptRecords(db: Db, id: number, figure: string, places?: Places): Promise<KeyedRecord[]> {
  const row = await db
    .selectFrom('signoff_figure')
    .select('records')
    .where('signoff_id', '=', id)
    .where('figure', '=', figure)
    .executeTakeFirst()
  if (!row) throw new DeskError('unknown-figure', { id: figure })
  return unpack(row.records, places ?? (await keptPlaces(db, id)))
}

/** Where the records of a sign-off stood then. */
export async function keptPlaces(db: Db, id: number): Promise<Map<number, Place>> {
  const rows = await db
    .selectFrom('signoff_place')
    .select(['unit_id', 'unit', 'area', 'building', 'kind', 'area_centi'])
    .where('signoff_id', '=', id)
    .execute()
  return new Map(rows.map(({ unit_id, area_centi, ...place }) => [unit_id, { ...place, areaCenti: area_centi }]))
}

/** What an estate is called; null for all of them. */
export async function estateName(db: Db | Tx, { estate }: Period): Promise<string | null> {
  if (estate === undefined) return null
  const row = await db.selectFrom('estate').select('name').where('id', '=', estate).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'estate', id: estate })
  return row.name
}

/** As the table's indexes spell it. */
function isOf({ year, span, asOf, estate }: Period) {
  return sql<boolean>`year = ${year} AND span = ${span} AND coalesce(estate_id, 0) = ${estate ?? 0} AND as_of = ${asOf}`
}

function heads(db: Db) {
  return db
    .selectFrom('summary_signoff')
    .select([
      'id',
      'year',
      'span',
      'estate_id',
      'estate_name',
      'as_of',
      'edition',
      'signed_at',
      'signed_by',
      'note',
      'digest',
      'withdrawn_at',
      'withdrawn_by',
      'withdrawn_reason',
      'version',
    ])
}

type HeadRow = Omit<Selectable<Schema['summary_signoff']>, 'audit_id' | 'targets' | 'draft'>

function headOf(row: HeadRow, clock: Clock): SignoffHead {
  const shown = (moment: string) => momentInZone(new Date(moment), clock.zone)
  const { withdrawn_at: at, withdrawn_by: by, withdrawn_reason: reason } = row
  return {
    id: row.id,
    year: row.year,
    span: row.span,
    estate: row.estate_id,
    estateName: row.estate_name,
    asOf: row.as_of,
    edition: row.edition,
    signedAt: shown(row.signed_at),
    signedBy: row.signed_by,
    note: row.note,
    digest: row.digest,
    withdrawn: at === null ? null : { at: shown(at), by: by ?? '', reason: reason ?? '' },
    version: row.version,
  }
}
