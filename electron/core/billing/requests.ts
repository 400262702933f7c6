import type { GiftRow, giftStates } from '../../contract/billing.ts'
import { DeskError } from '../../contract/errors.ts'
import { approvalRules } from '../approvals/kinds.ts'
import { askFor, decide, usualDeciders } from '../approvals/service.ts'
import type { Desk } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import type { Correction } from './correct.ts'
import { giftsOf } from './gift.ts'

/** What the billing pages ask a second person for. */

/** @throws what `chargeReversalRule` refuses, `reason-needed`, `already-asked` */
export async function askReversal(
  desk: Desk,
  { chargeId, replacement, rebill, reason }: Correction & { reason: string },
): Promise<number> {
  const charge = await chargeOf(desk, chargeId)
  await refuseSecond(desk, 'charge-reversal', charge.unit_id, (payload) => payload.chargeId === chargeId)
  return askFor(desk, approvalRules, {
    kind: 'charge-reversal',
    unitId: charge.unit_id,
    amount: charge.amount,
    payload: { chargeId, replacement, rebill },
    reason,
  })
}

/** @throws what `runReversalRule` refuses, `reason-needed`, `already-asked` */
export async function askRunReversal(
  desk: Desk,
  { runId, reason }: { runId: number; reason: string },
): Promise<number> {
  await refuseSecond(desk, 'run-reversal', null, (payload) => payload.runId === runId)
  const { amount } = await desk.db
    .selectFrom('charge')
    .select((of) => of.fn.sum<number>('amount').as('amount'))
    .where('run_id', '=', runId)
    .where('reversed_on', 'is', null)
    .executeTakeFirstOrThrow()
  return askFor(desk, approvalRules, { kind: 'run-reversal', unitId: null, amount, payload: { runId }, reason })
}

/** @throws what `reliefRule` refuses, `reason-needed`, `already-asked` */
export async function askRelief(
  desk: Desk,
  { chargeId, amount, reason }: { chargeId: number; amount: number; reason: string },
): Promise<number> {
  const charge = await chargeOf(desk, chargeId)
  await refuseSecond(desk, 'relief', charge.unit_id, (payload) => payload.chargeId === chargeId)
  return askFor(desk, approvalRules, {
    kind: 'relief',
    unitId: charge.unit_id,
    amount,
    payload: { chargeId, amount },
    reason,
  })
}

/** @throws what `vacancyRule` refuses, `reason-needed`, `already-asked` */
export async function askVacancy(
  desk: Desk,
  { reason, ...vacancy }: { unitId: number; fromOn: string; toOn: string | null; ratioBp: number; reason: string },
): Promise<number> {
  await refuseSecond(desk, 'vacancy', vacancy.unitId, (payload) => {
    const other = payload as { fromOn: string; toOn: string | null }
    return other.fromOn <= (vacancy.toOn ?? '9999-12-31') && (other.toOn ?? '9999-12-31') >= vacancy.fromOn
  })
  return askFor(desk, approvalRules, {
    kind: 'vacancy',
    unitId: vacancy.unitId,
    amount: null,
    payload: { ...vacancy, appliedOn: desk.clock.today() },
    reason,
  })
}

async function chargeOf(desk: Desk, id: number) {
  const charge = await desk.db
    .selectFrom('charge')
    .select(['unit_id', 'amount'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!charge) throw new DeskError('not-found', { entity: 'charge', id })
  return charge
}

/** The same thing asked for twice would be done twice. */
async function refuseSecond(
  desk: Desk,
  kind: string,
  unitId: number | null,
  isSame: (payload: Record<string, unknown>) => boolean,
): Promise<void> {
  const waiting = await desk.db
    .selectFrom('approval')
    .select(['payload', 'asked_name'])
    .where('state', '=', 'waiting')
    .where('kind', '=', kind)
    .where('unit_id', 'is', unitId)
    .execute()
  const same = waiting.find((one) => isSame(JSON.parse(one.payload) as Record<string, unknown>))
  if (same) throw new DeskError('already-asked', { name: same.asked_name })
}

interface GiftQuestion {
  readonly itemId: number
  readonly year: number
}

/** Who has the gift of a year, who may have it, who is short of it; in the order of places. */
export async function giftRows(desk: Desk, { itemId, year }: GiftQuestion) {
  const gifts = await giftsOf(desk.db, itemId, year, desk.clock.today())
  const waiting = await waitingGifts(desk, { itemId, year })
  const units = await desk.db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'area.name as area'])
    .orderBy('unit.sort_key')
    .execute()
  const rows = units.flatMap((unit): GiftRow[] => {
    const gift = gifts.get(unit.id)
    if (!gift) return []
    const { lines: _, ...facts } = gift
    const isWaiting = waiting.some((one) => one.unitId === unit.id)
    const state: (typeof giftStates)[number] = isWaiting && gift.state === 'qualifies' ? 'waiting' : gift.state
    return [{ unitId: unit.id, unit: unit.display, area: unit.area, ...facts, state }]
  })
  const { billing } = await readSettings(desk.db)
  const isDecider = desk.actor.roles.some((role) => usualDeciders.includes(role))
  const mayDecide = isDecider ? waiting.filter((one) => one.askedBy !== desk.actor.id).length : 0
  return { rows, rules: billing, mayDecide }
}

/** Asks for the gifts of many units, a request each; units that are waiting already are passed over. */
export async function askGifts(
  desk: Desk,
  { itemId, year, unitIds, reason }: GiftQuestion & { unitIds: readonly number[]; reason: string },
): Promise<number> {
  const gifts = await giftsOf(desk.db, itemId, year, desk.clock.today())
  const waiting = new Set((await waitingGifts(desk, { itemId, year })).map((one) => one.unitId))
  let asked = 0
  for (const unitId of unitIds) {
    if (waiting.has(unitId)) continue
    await askFor(desk, approvalRules, {
      kind: 'prepay-gift',
      unitId,
      amount: gifts.get(unitId)?.amount ?? null,
      payload: { unitId, itemId, year },
      reason,
    })
    asked++
  }
  return asked
}

/** Approves the gifts that wait for somebody other than who asked. @throws DeskError what `decide` throws */
export async function grantGifts(desk: Desk, question: GiftQuestion): Promise<number> {
  const waiting = (await waitingGifts(desk, question)).filter((one) => one.askedBy !== desk.actor.id)
  for (const { id, version } of waiting) {
    await decide(desk, approvalRules, { id, version, approve: true, decision: '' })
  }
  return waiting.length
}

async function waitingGifts(desk: Desk, { itemId, year }: GiftQuestion) {
  const rows = await desk.db
    .selectFrom('approval')
    .select(['id', 'version', 'unit_id', 'payload', 'asked_by'])
    .where('state', '=', 'waiting')
    .where('kind', '=', 'prepay-gift')
    .execute()
  return rows.flatMap((row) => {
    const payload = JSON.parse(row.payload) as { itemId: number; year: number }
    if (payload.itemId !== itemId || payload.year !== year) return []
    return [{ id: row.id, version: row.version, unitId: row.unit_id, askedBy: row.asked_by }]
  })
}
