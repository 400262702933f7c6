import type { WriteOffWish } from '../../contract/dunning.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { standingCharge } from '../billing/correct.ts'
import { takeOff } from '../billing/discounts.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { owedOf } from '../fees/ledger.ts'

type Payload = Readonly<Record<string, unknown>>

/** What of which charges a request gives up. A request made before there were several to one names its charge alone. */
export function writeOffWishes(payload: Payload): readonly WriteOffWish[] {
  const { charges, chargeId, amount } = payload
  return charges === undefined
    ? [{ chargeId: Number(chargeId), amount: Number(amount) }]
    : (charges as readonly WriteOffWish[])
}

/**
 * 坏账核销: what is still owed of charges of a unit is given up, in part or whole; all of them or none. It counts from the
 * day of the decision and is no discount. Payload: `{ charges: [{ chargeId, amount }] }`, fen.
 */
export const writeOffRule: ApprovalRule = {
  async asking(writer, _desk, payload) {
    const asked = writeOffWishes(payload).map((wish) => wish.chargeId)
    if (new Set(asked).size < asked.length) throw new DeskError('charge-chosen-twice')
    await refuseWaiting(writer, asked)
  },
  async check(writer, desk, payload) {
    for (const wish of writeOffWishes(payload)) await owing(writer, desk, wish)
  },
  async carryOut(writer, desk, payload, approval) {
    for (const wish of writeOffWishes(payload)) {
      const charge = await owing(writer, desk, wish)
      await takeOff(writer, desk, charge, 'write-off', wish.amount, approval)
    }
  },
}

/** The same charge asked for twice would be given up twice, or stand in the way of its own request. */
async function refuseWaiting(writer: AuditedWriter, chargeIds: readonly number[]): Promise<void> {
  const same = (await waitingWishes(writer.tx)).find((wish) => chargeIds.includes(wish.chargeId))
  if (same) throw new DeskError('already-asked', { name: same.askedName })
}

/** What has been asked for and not decided about, of one unit or of all. */
export async function waitingWishes(db: Db | Tx, unitId?: number) {
  const waiting = await db
    .selectFrom('approval')
    .select(['payload', 'asked_name'])
    .where('kind', '=', 'write-off')
    .where('state', '=', 'waiting')
    .$if(unitId !== undefined, (query) => query.where('unit_id', '=', unitId ?? 0))
    .execute()
  return waiting.flatMap((request) =>
    writeOffWishes(JSON.parse(request.payload) as Payload).map((wish) => ({ ...wish, askedName: request.asked_name })),
  )
}

/** The charge, where so much is still owed of it today. @throws DeskError `charge-reversed`, `write-off-exceeds-owed` */
async function owing(writer: AuditedWriter, desk: Desk, { chargeId, amount }: WriteOffWish) {
  const charge = await standingCharge(writer.tx, chargeId)
  const [wrong] = amountProblems(amount)
  if (wrong) throw new DeskError(wrong.code, wrong.params, [wrong])
  const owed = await owedOf(writer.tx, charge, desk.clock.today())
  if (amount > owed) {
    // Of many charges it says which one stands in the way.
    const params = { from: charge.from_on, to: charge.to_on, amount: yuanText(amount), owed: yuanText(owed) }
    throw refusal({ code: 'write-off-exceeds-owed', field: 'amount', params })
  }
  return charge
}
