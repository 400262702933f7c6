import type { Scheme, SchemeFields } from '../../contract/appraisal.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { validIn, weightsSum } from './rules.ts'

/** Every scheme there is or was, the younger first. */
export async function listSchemes(db: Db | Tx): Promise<Scheme[]> {
  const rows = await db.selectFrom('appraisal_scheme').selectAll().orderBy('from_month', 'desc').execute()
  const sources = await db.selectFrom('appraisal_source').selectAll().orderBy('position').orderBy('id').execute()
  const scored = await db
    .selectFrom('appraisal_score')
    .innerJoin('appraisal_source', 'appraisal_source.id', 'appraisal_score.source_id')
    .select('appraisal_source.scheme_id')
    .distinct()
    .execute()
  const used = new Set(scored.map((row) => row.scheme_id))
  const own = Map.groupBy(sources, (source) => source.scheme_id)
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    name: row.name,
    fromMonth: row.from_month,
    share: { part: row.share_part, of: row.share_of },
    sources: (own.get(row.id) ?? []).map(({ id, name, kind, weight }) => ({ id, name, kind, weight })),
    used: used.has(row.id),
  }))
}

/** The scheme by which a month is scored: the latest that began by then. @throws DeskError `scheme-missing` */
export function schemeOf(schemes: readonly Scheme[], month: string): Scheme {
  const scheme = validIn(
    schemes.map((one) => ({ ...one, from: one.fromMonth })),
    month,
  )
  if (!scheme) throw new DeskError('scheme-missing', { month })
  const { from: _, ...found } = scheme
  return found
}

/**
 * Makes a scheme that is valid from a month on, or mends one by which nobody was scored yet. Months scored by another
 * stay with it.
 * @throws StaleError; DeskError `weights-not-whole`, `scheme-used`, `scheme-scored`, `not-found`
 */
export async function saveScheme(
  desk: Desk,
  { id, version, ...fields }: SchemeFields & { readonly id: number | null; readonly version: number },
): Promise<number> {
  const sum = weightsSum(fields.sources)
  if (sum !== 100) throw refusal({ code: 'weights-not-whole', field: 'sources', params: { sum } })
  return write(desk, async (writer) => {
    const schemes = await listSchemes(writer.tx)
    const before = schemes.find((scheme) => scheme.id === id)
    if (id !== null && !before) throw new DeskError('not-found', { entity: 'appraisal_scheme', id })
    if (before?.used) throw new DeskError('scheme-used', { name: before.name })
    const same = schemes.find((scheme) => scheme.fromMonth === fields.fromMonth && scheme.id !== id)
    if (same) throw refusal({ code: 'scheme-scored', field: 'fromMonth', params: { month: fields.fromMonth } })
    await refuseScored(writer.tx, fields.fromMonth)
    const row: Row = {
      name: fields.name,
      from_month: fields.fromMonth,
      share_part: fields.share.part,
      share_of: fields.share.of,
    }
    if (before) await writer.update('appraisal_scheme', before.id, version, row)
    const scheme = before?.id ?? (await writer.insert('appraisal_scheme', row))
    await setSources(writer, scheme, fields, before)
    return scheme
  })
}

/** A scheme that began in a month with scores would take their sources away. */
async function refuseScored(tx: Tx, month: string): Promise<void> {
  const scored = await tx
    .selectFrom('appraisal_score')
    .select('month')
    .where('month', '>=', month)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (scored) throw refusal({ code: 'scheme-scored', field: 'fromMonth', params: { month: scored.month } })
}

async function setSources(writer: AuditedWriter, schemeId: number, { sources }: SchemeFields, before?: Scheme) {
  await writer.removeMany(
    'appraisal_source',
    (before?.sources ?? []).map((source) => source.id),
  )
  await writer.insertMany(
    'appraisal_source',
    sources.map(({ name, kind, weight }, index) => ({
      scheme_id: schemeId,
      position: index + 1,
      name,
      kind,
      weight,
    })),
  )
}
