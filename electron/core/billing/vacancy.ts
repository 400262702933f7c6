import type { Selectable } from 'kysely'
import type { ChargeReasoning } from '../../contract/billing.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { Schema } from '../../db/schema.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { rebuild } from '../fees/store.ts'
import { readSettings } from '../settings/index.ts'
import { discountedSoFar, reverseLine } from './discounts.ts'
import { offForVacancies } from './reasoning.ts'

export interface Vacancy {
  readonly unitId: number
  readonly fromOn: DateText
  /** The last day, or null while nobody knows when it ends. */
  readonly toOn: DateText | null
  /** Share that is still paid, 0.0001. */
  readonly ratioBp: number
  readonly reason: string
  readonly appliedOn: DateText
  readonly approvedOn: DateText
}

/**
 * Records an approved vacancy. Bills published from now on are lower by themselves; for those already published it
 * leaves a 空置优惠 line each, dated the approval.
 * @returns the vacancy's id and the discount lines' sum in fen
 * @throws DeskError `vacancy-overlaps`, `end-before-start`
 */
export async function grantVacancy(
  writer: AuditedWriter,
  vacancy: Vacancy,
  approver: string,
  approvalId: number | null = null,
): Promise<{ id: number; discounted: number }> {
  const { unitId, fromOn, toOn, ratioBp, approvedOn } = vacancy
  await refuseOverlap(writer.tx, unitId, fromOn, toOn)
  const id = await writer.insert('vacancy', {
    unit_id: unitId,
    from_on: fromOn,
    to_on: toOn,
    ratio_bp: ratioBp,
    reason: vacancy.reason,
    applied_on: vacancy.appliedOn,
    approved_on: approvedOn,
  })
  const charges = await writer.tx
    .selectFrom('charge')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('to_on', '>=', fromOn)
    .where('from_on', '<=', toOn ?? '9999-12-31')
    .where('published_on', '<=', approvedOn)
    .where('reversed_on', 'is', null)
    .where('reasoning', 'is not', null)
    .where('debtor_kind', '<>', 'developer')
    .orderBy('from_on')
    .execute()
  const discounted = await settleVacancyLines(writer, unitId, charges, {
    vacancyId: id,
    onDate: approvedOn,
    approver,
    reason: vacancy.reason,
    approvalId,
  })
  const accounts = charges.map((charge) => ({ unitId, itemId: charge.item_id }))
  if (discounted !== 0) await rebuild(writer.tx, accounts, approvedOn)
  return { id, discounted }
}

interface VacancyLine {
  readonly vacancyId: number
  readonly onDate: DateText
  readonly approver: string
  readonly reason: string
  readonly approvalId: number | null
}

type Charge = Pick<Selectable<Schema['charge']>, 'id' | 'item_id' | 'amount' | 'reasoning'>

/**
 * Brings the 空置优惠 lines of charges to what the unit's vacancies, taken together, take off each: two vacancies in one
 * bill lower it each for its own months, and one that ends earlier gives its later months back.
 * @returns what the lines became more, in fen; below zero where they became less
 */
async function settleVacancyLines(
  writer: AuditedWriter,
  unitId: number,
  charges: readonly Charge[],
  line: VacancyLine,
): Promise<number> {
  const { billing } = await readSettings(writer.tx)
  const vacancies = (await writer.tx.selectFrom('vacancy').selectAll().where('unit_id', '=', unitId).execute()).map(
    (row) => ({ fromOn: row.from_on, toOn: row.to_on, ratioBp: row.ratio_bp }),
  )
  let changed = 0
  for (const charge of charges) {
    const reasoning = JSON.parse(charge.reasoning ?? '{}') as ChargeReasoning
    const wanted = offForVacancies(charge.amount, reasoning, vacancies, billing.partMonth === 'days')
    if (wanted === null) continue
    const standing = await writer.tx
      .selectFrom('discount')
      .selectAll()
      .where('charge_id', '=', charge.id)
      .where('vacancy_id', 'is not', null)
      .where('reversed_on', 'is', null)
      .execute()
    const soFar = standing.reduce((sum, one) => sum + one.amount, 0)
    if (wanted === soFar) continue
    const isLess = wanted < soFar
    for (const own of isLess ? standing : []) {
      await reverseLine(writer, own, { ...line, actorName: line.approver }, { unitId, reason: line.reason })
    }
    const left = charge.amount - (await discountedSoFar(writer.tx, charge.id))
    const amount = Math.min(isLess ? wanted : wanted - soFar, left)
    if (amount > 0) {
      await writer.insert(
        'discount',
        {
          charge_id: charge.id,
          kind: 'vacancy',
          on_date: line.onDate,
          amount,
          approver: line.approver,
          reason: line.reason,
          vacancy_id: line.vacancyId,
          approval_id: line.approvalId,
          reversed_on: null,
        },
        { unitId },
      )
    }
    changed += (isLess ? -soFar : 0) + Math.max(0, amount)
  }
  return changed
}

/** Refuses a spell that overlaps a vacancy of the unit which was approved already. @throws DeskError */
export async function refuseOverlap(tx: Tx, unitId: number, fromOn: DateText, toOn: DateText | null): Promise<void> {
  if (toOn !== null && toOn < fromOn) {
    throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: fromOn, end: toOn } })
  }
  const other = await tx
    .selectFrom('vacancy')
    .select(['from_on', 'to_on'])
    .where('unit_id', '=', unitId)
    .where('from_on', '<=', toOn ?? '9999-12-31')
    .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', fromOn)]))
    .executeTakeFirst()
  if (other) throw new DeskError('vacancy-overlaps', { from: other.from_on, to: other.to_on ?? '' })
}

/**
 * Ends a running vacancy with its last day. Bills that were published with it stay as they are; what it had taken off
 * bills of later months as a discount is owed again from today.
 * @returns how many standing bills of later months carry the reduction
 * @throws StaleError, DeskError `not-found`, `end-before-start`, `vacancy-ended`
 */
export function endVacancy(
  desk: Desk,
  id: number,
  version: number,
  toOn: DateText,
): Promise<{ id: number; billed: number }> {
  return write(desk, async (writer) => {
    const row = await writer.tx.selectFrom('vacancy').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new DeskError('not-found', { entity: 'vacancy', id })
    if (toOn < row.from_on) {
      throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: row.from_on, end: toOn } })
    }
    if (row.to_on !== null && row.to_on < toOn) {
      throw refusal({ code: 'vacancy-ended', field: 'toOn', params: { date: row.to_on } })
    }
    await writer.update('vacancy', id, version, { to_on: toOn })
    const lines = await writer.tx
      .selectFrom('discount')
      .innerJoin('charge', 'charge.id', 'discount.charge_id')
      .select(['charge.id', 'charge.item_id', 'charge.amount', 'charge.reasoning'])
      .where('discount.vacancy_id', '=', id)
      .where('discount.reversed_on', 'is', null)
      .where('charge.to_on', '>', toOn)
      .where('charge.reversed_on', 'is', null)
      .execute()
    const line = {
      vacancyId: id,
      onDate: desk.clock.today(),
      approver: desk.actor.name,
      reason: row.reason,
      approvalId: null,
    }
    if ((await settleVacancyLines(writer, row.unit_id, lines, line)) !== 0) {
      const accounts = lines.map((charge) => ({ unitId: row.unit_id, itemId: charge.item_id }))
      await rebuild(writer.tx, accounts, desk.clock.today())
    }
    const later = await writer.tx
      .selectFrom('charge')
      .select('reasoning')
      .where('unit_id', '=', row.unit_id)
      .where('to_on', '>', toOn)
      .where('reversed_on', 'is', null)
      .where('reasoning', 'is not', null)
      .execute()
    const billed = later.filter(({ reasoning }) => {
      const read = JSON.parse(reasoning ?? '{}') as ChargeReasoning
      return 'segments' in read && read.segments.some((one) => one.vacancyBp < 10_000 && one.toOn > toOn)
    }).length
    return { id, billed }
  })
}
