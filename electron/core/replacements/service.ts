import { DeskError, refusal } from '../../contract/errors.ts'
import type { ReplacementFields } from '../../contract/replacements.ts'
import { tallyItemWords } from '../../contract/tallyRegisters.ts'
import { write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { issuing, reversing } from '../stores/documents.ts'
import { cancelledToday, cancelTally, tallying } from '../tallies/service.ts'

/**
 * Records what was replaced. From the stores, it is issued in the same transaction and costs what the issue is worth;
 * bought, it costs what is given.
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
    const { value } = await writer.tx
      .selectFrom('stock_line')
      .innerJoin('stock_balance', 'stock_balance.line_id', 'stock_line.id')
      .select(({ fn }) => fn.sum<number>('stock_balance.value').as('value'))
      .where('document_id', '=', issued.id)
      .executeTakeFirstOrThrow()
    const counted = { ...fields, unitPrice: null, cost: 0 - value }
    return tallying(desk, 'replacements', counted, requestKey, { ...origin, stockMovementId: issued.id })(writer)
  })
}

/**
 * Takes a count of any register back from today on; what it took from the stores goes back with it.
 * @throws StaleError; DeskError as `cancelTally`, as `reverse`
 */
export async function cancelCount(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  const row = await desk.db.selectFrom('tally').select('stock_movement_id').where('id', '=', id).executeTakeFirst()
  const issueId = row?.stock_movement_id ?? null
  if (issueId === null) return cancelTally(desk, id, version, reason)
  return write(desk, async (writer) => {
    await writer.update('tally', id, version, cancelledToday(desk, reason), { reason })
    await reversing(desk, issueId, reason)(writer)
    return id
  })
}
