import { sql } from 'kysely'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { InspectionCell, InspectionDetail, InspectionFields } from '../../contract/inspections.ts'
import type { ChecklistItem } from '../../contract/plans.ts'
import { write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { problemsAt, writeProblems } from '../grounds/problems.ts'
import { newestEditions } from '../plans/checklists.ts'
import { totalOf } from './rules.ts'

/** Full marks of an item that names none: ten points. */
const usualFullCenti = 1_000

const fullOf = (item: Pick<ChecklistItem, 'maxCenti'>) => item.maxCenti ?? usualFullCenti

/**
 * Records a check with its scores and problems; a problem's job comes in the same transaction.
 * @returns its id; of the one made the first time where the request comes again
 * @throws DeskError `date-after-today`, `inspection-without-score`, `checklist-changed`, `check-missing`, `not-found`
 */
export function recordInspection(desk: Desk, fields: InspectionFields, requestKey: string): Promise<number> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const again = await tx
      .selectFrom('inspection')
      .select('id')
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return again.id
    const { onDate, level, areaId, inspector, note, problems } = fields
    const today = desk.clock.today()
    if (onDate > today) throw refusal({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    const area = await areaOf(tx, areaId)
    const place = fields.place || area
    if (place === '') throw refusal({ code: 'inspection-without-place', field: 'place' })
    const sheet = await sheetOf(tx, fields)
    const total = sheet ? totalOf(sheet.scores) : fields.total
    if (total === null) throw refusal({ code: 'inspection-without-score', field: 'total' })
    const id = await writer.insert('inspection', {
      on_date: onDate,
      level,
      area_id: areaId,
      place: fields.place,
      edition_id: sheet?.editionId ?? null,
      inspector,
      total,
      note,
      actor_name: desk.actor.name,
      cancelled_on: null,
      cancel_reason: '',
      request_key: requestKey,
    })
    await writer.insertMany(
      'inspection_score',
      (sheet?.scores ?? []).map(({ itemId, valueCenti, note: said }) => ({
        inspection_id: id,
        item_id: itemId,
        value_centi: valueCenti,
        note: said,
      })),
    )
    await writeProblems(writer, desk, { origin: 'inspection', originId: id, onDate, place, by: inspector }, problems)
    return id
  })
}

async function areaOf(tx: Tx, areaId: number | null): Promise<string> {
  if (areaId === null) return ''
  const area = await tx.selectFrom('area').select('name').where('id', '=', areaId).executeTakeFirst()
  if (!area) throw new DeskError('not-found', { entity: 'area', id: areaId })
  return area.name
}

/** The sheet as it is worded now, with the score of each item; null where the total is given by itself. */
async function sheetOf(tx: Tx, { checklistId, scores }: InspectionFields) {
  if (checklistId === null) return null
  const edition = (await newestEditions(tx, [checklistId])).get(checklistId)
  if (!edition) throw new DeskError('not-found', { entity: 'checklist', id: checklistId })
  const given = new Map(scores.map((score) => [score.itemId, score]))
  if (scores.some(({ itemId }) => !edition.items.some((item) => item.id === itemId))) {
    throw new DeskError('checklist-changed')
  }
  return {
    editionId: edition.id,
    scores: edition.items.map((item, index) => {
      const score = given.get(item.id)
      if (!score || score.valueCenti > fullOf(item)) {
        const params = { number: index + 1, item: item.words }
        throw refusal({ code: 'check-missing', field: `scores.${index}.valueCenti`, params })
      }
      return { ...score, fullCenti: fullOf(item) }
    }),
  }
}

/** Takes a check back from today on; its problems and their jobs stay. @throws StaleError; DeskError `not-found`, `inspection-cancelled` */
export function cancelInspection(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    const row = await writer.tx.selectFrom('inspection').select('cancelled_on').where('id', '=', id).executeTakeFirst()
    if (!row) throw new DeskError('not-found', { entity: 'inspection', id })
    if (row.cancelled_on !== null) throw new DeskError('inspection-cancelled', { date: row.cancelled_on })
    const cancelled = { cancelled_on: desk.clock.today(), cancel_reason: reason }
    await writer.update('inspection', id, version, cancelled, { reason })
    return id
  })
}

/** One check with its scores and problems. @throws DeskError `not-found` */
export async function inspectionDetail({ db }: Desk, id: number): Promise<InspectionDetail> {
  const row = await db
    .selectFrom('inspection')
    .leftJoin('area', 'area.id', 'inspection.area_id')
    .selectAll('inspection')
    .select('area.name as area')
    .where('inspection.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'inspection', id })
  const scores = await db
    .selectFrom('inspection_score')
    .innerJoin('checklist_item', 'checklist_item.id', 'inspection_score.item_id')
    .select(['words', 'max_centi', 'inspection_score.value_centi', 'inspection_score.note'])
    .where('inspection_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    id,
    version: Number(row.version),
    onDate: row.on_date,
    level: row.level,
    areaId: row.area_id,
    area: row.area,
    place: row.place,
    inspector: row.inspector,
    total: row.total,
    note: row.note,
    actor: row.actor_name,
    cancelledOn: row.cancelled_on,
    cancelReason: row.cancel_reason,
    scores: scores.map(({ words, max_centi, value_centi, note }) => ({
      words,
      fullCenti: fullOf({ maxCenti: max_centi }),
      valueCenti: value_centi,
      note,
    })),
    problems: await problemsAt(db, 'inspection', id),
  }
}

/** A year of checks by area, level and month: what stands today. */
export async function inspectionMonths({ db }: Desk, year: number): Promise<InspectionCell[]> {
  const month = sql<string>`substr(on_date, 6, 2)`
  const rows = await db
    .selectFrom('inspection')
    .leftJoin('area', 'area.id', 'inspection.area_id')
    .select(['area.name as area', 'level', month.as('month')])
    .select([sql<number>`count(*)`.as('checks'), sql<number>`sum(total)`.as('sum')])
    .select(
      sql<number>`sum((SELECT count(*) FROM ground_problem WHERE ground_problem.origin = 'inspection'
        AND ground_problem.origin_id = inspection.id))`.as('problems'),
    )
    .where('on_date', '>=', `${year}-01-01`)
    .where('on_date', '<=', `${year}-12-31`)
    .where('cancelled_on', 'is', null)
    .groupBy(['area.name', 'area.sort_key', 'level', month])
    .orderBy('area.sort_key')
    .execute()
  return rows.map((row) => ({ ...row, month: Number(row.month) }))
}
