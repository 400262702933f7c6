import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { PersonCard, RewardFields } from '../../contract/people.ts'
import { isClosed } from '../appraisal/closed.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { cancel, refuseFuture } from './training.ts'

/**
 * Records a reward or penalty with the job or complaint behind it; of a month whose appraisal is closed it would be in no
 * result.
 * @throws DeskError `not-yet`, `not-found`, `reward-self`, `appraisal-closed`, `case-unknown` where no case has that number
 */
export async function recordReward(desk: Desk, { caseNumber, ...fields }: RewardFields): Promise<number> {
  refuseFuture(desk, fields.onDate)
  if (fields.staffId === desk.actor.id) throw refusal({ code: 'reward-self', field: 'staffId' })
  return write(desk, async (writer) => {
    const person = await writer.tx.selectFrom('staff').select('id').where('id', '=', fields.staffId).executeTakeFirst()
    if (!person) throw new DeskError('not-found', { entity: 'staff', id: fields.staffId })
    await refuseClosed(writer.tx, fields.onDate)
    return writer.insert('reward', {
      staff_id: fields.staffId,
      on_date: fields.onDate,
      kind: fields.kind,
      amount: fields.amount,
      reason: fields.reason,
      ...(await caseBehind(writer.tx, caseNumber)),
      actor_name: desk.actor.name,
      cancelled_on: null,
    })
  })
}

/**
 * Takes somebody else's reward or penalty back, dated today; one that a closed appraisal has counted once that is open.
 * @throws StaleError; DeskError `cancelled-already`, `reward-self`, `appraisal-closed`
 */
export async function cancelReward(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  const row = await desk.db.selectFrom('reward').select(['staff_id', 'on_date']).where('id', '=', id).executeTakeFirst()
  if (row && row.staff_id === desk.actor.id) throw refusal({ code: 'reward-self' })
  if (row) await refuseClosed(desk.db, row.on_date)
  return cancel(desk, 'reward', id, version, reason)
}

async function refuseClosed(db: Db | Tx, onDate: DateText): Promise<void> {
  const month = onDate.slice(0, 7)
  if (await isClosed(db, month)) throw refusal({ code: 'appraisal-closed', field: 'onDate', params: { month } })
}

async function caseBehind(tx: Tx, number: string) {
  if (number === '') return { case_kind: null, case_id: null }
  for (const kind of ['job', 'complaint'] as const) {
    const found = await tx.selectFrom(kind).select('id').where('number', '=', number).executeTakeFirst()
    if (found) return { case_kind: kind, case_id: found.id }
  }
  throw refusal({ code: 'case-unknown', field: 'caseNumber', params: { number } })
}

/** Rewards and penalties of somebody, the newest first, with those taken back. */
export async function rewardsOf(db: Db, staffId: number): Promise<NonNullable<PersonCard['rewards']>> {
  const rows = await db
    .selectFrom('reward')
    .leftJoin('job', (join) => join.onRef('job.id', '=', 'reward.case_id').on('reward.case_kind', '=', 'job'))
    .leftJoin('complaint', (join) =>
      join.onRef('complaint.id', '=', 'reward.case_id').on('reward.case_kind', '=', 'complaint'),
    )
    .selectAll('reward')
    .select((of) => of.fn.coalesce('job.number', 'complaint.number').as('number'))
    .where('staff_id', '=', staffId)
    .orderBy('on_date', 'desc')
    .orderBy('reward.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    onDate: row.on_date,
    kind: row.kind,
    amount: row.amount,
    reason: row.reason,
    caseKind: row.case_kind,
    caseId: row.case_id,
    caseNumber: row.number,
    cancelledOn: row.cancelled_on,
    cancelReason: row.cancel_reason,
  }))
}
