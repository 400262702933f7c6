import { type RecordStep, registerOf } from '../../contract/registerKinds.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import type { Tx } from '../context.ts'
import type { StoredRecord } from './service.ts'

/** The step of a register by which another record takes the place of one: the renewal of a let, the card for a lost one. */
function makingStep(record: StoredRecord): RecordStep | undefined {
  return Object.values(registerOf(record.register).steps).find((step: RecordStep) => step.makes)
}

/**
 * What took the place of another record and is called off while it is in force leaves the other as it was. What was given
 * back or went on itself since does not: the other is over by then, and its space or its number may be somebody else's.
 * @returns the other record and the state it had; undefined where it stays as it is
 */
export async function revived(
  { tx }: AuditedWriter,
  record: StoredRecord,
): Promise<{ readonly earlier: StoredRecord; readonly state: StoredRecord['state'] } | undefined> {
  const making = makingStep(record)
  if (record.earlier_id === null || !making?.from.includes(record.state)) return
  const earlier = await tx
    .selectFrom('record')
    .selectAll()
    .where('id', '=', record.earlier_id)
    .executeTakeFirstOrThrow()
  if (earlier.state !== making.to || (await isInOtherHands(tx, earlier))) return
  const step = await tx
    .selectFrom('record_step')
    .select('from_state')
    .where('record_id', '=', earlier.id)
    .where('to_state', '=', earlier.state)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return { earlier, state: step?.from_state ?? registerOf(earlier.register).starts }
}

/** True where the number of a card was given to somebody else since it was replaced. */
async function isInOtherHands(tx: Tx, { id, register, code_key: code }: StoredRecord): Promise<boolean> {
  if (register !== 'access-card') return false
  const other = await tx
    .selectFrom('record')
    .select('id')
    .where('register', '=', register)
    .where('code_key', '=', code)
    .where('state', 'in', ['valid', 'lost'])
    .where('id', '<>', id)
    .executeTakeFirst()
  return other !== undefined
}
