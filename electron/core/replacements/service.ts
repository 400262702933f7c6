import { DeskError, refusal } from '../../contract/errors.ts'
import { mayCall } from '../../contract/permissions.ts'
import type { ReplacementFields } from '../../contract/replacements.ts'
import { tallyItemWords } from '../../contract/tallyRegisters.ts'
import { write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { issuing, reversing } from '../stores/documents.ts'
import { cancellingTally, tallying } from '../tallies/service.ts'

/**
 * Records what was replaced. From the stores, it is issued in the same transaction and costs what the issue is worth
 * there, also where an earlier receipt makes that another number later; bought, it costs what is given.
 * @returns the count's id; of the one made the first time where the request comes again
 * @throws DeskError as `tallying` and, from the stores, as `issue`
 */
export function replace(
  desk: Desk,
  { fields, jobId, itemId, requestKey }: ReplacementFields & { readonly requestKey: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const again = await writer.tx
      .selectFrom('tally')
      .select('id')
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return again.id
    if (jobId !== null) {
      const job = await writer.tx.selectFrom('job').select('id').where('id', '=', jobId).executeTakeFirst()
      if (!job) throw new DeskError('not-found', { entity: 'job', id: jobId })
    }
    const origin = jobId === null ? {} : { jobId }
    if (itemId === null) return tallying(desk, 'replacements', fields, requestKey, origin)(writer)
    if (fields.quantity === 0) throw refusal({ code: 'tally-without-count', field: 'quantity' })
    const issued = await issuing(desk, {
      onDate: fields.onDate,
      jobId,
      recipient: fields.place || '更换改造',
      purpose: `更换 ${tallyItemWords(fields.item)?.zh ?? fields.item}`,
      note: '',
      lines: [{ itemId, quantity: fields.quantity * 100 }],
      requestKey: `${requestKey}-stock`,
    })(writer)
    // What it costs is read from the stores, which say it anew where an earlier receipt comes in.
    const counted = { ...fields, unitPrice: null, cost: null }
    return tallying(desk, 'replacements', counted, requestKey, { ...origin, stockMovementId: issued.id })(writer)
  })
}

/**
 * Takes a count of any register back from today on. What it took from the stores goes back with it, for which the stores
 * are asked as well.
 * @throws StaleError; DeskError `stock-not-yours`, as `cancelTally`, as `reverse`
 */
export function cancelCount(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    const row = await writer.tx.selectFrom('tally').select('stock_movement_id').where('id', '=', id).executeTakeFirst()
    const issueId = row?.stock_movement_id ?? null
    if (issueId !== null && !mayCall('stores.reverse', desk.actor.roles)) throw new DeskError('stock-not-yours')
    await cancellingTally(desk, id, version, reason)(writer)
    if (issueId !== null) await reversing(desk, issueId, reason)(writer)
    return id
  })
}
