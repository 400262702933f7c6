import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { RecordEvent, RegisterId } from '../../contract/registerKinds.ts'
import type { StepFields } from '../../contract/registers.ts'
import type { AuditedWriter, Row } from '../audit/writer.ts'
import { takingDeposit } from '../books/deposits.ts'
import { addingService } from '../books/services.ts'
import type { Desk, Tx } from '../context.ts'
import { changeSpell, insertSpell } from '../estate/service.ts'
import type { StoredRecord } from './service.ts'
import { refuseNoTill } from './till.ts'

interface Step {
  readonly writer: AuditedWriter
  readonly desk: Desk
  readonly record: StoredRecord
  readonly fields: StepFields
}

/** What a step brings about elsewhere, and what it leaves on the record and on the step. */
type Effect = (step: Step) => Promise<{
  readonly patch?: Row
  readonly serviceEntryId?: number
  /** What can be done only once the record names it no more. */
  readonly after?: () => Promise<void>
}>

/** The decoration of the unit that runs, or that the archive says began on that day. */
function decorationOf(tx: Tx, unitId: number, startedOn: DateText) {
  return tx
    .selectFrom('decoration')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where((is) => is.or([is('finished_on', 'is', null), is('started_on', '=', startedOn)]))
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/** The works begin: the unit's decoration does; one that the archive has already is taken over. */
const begin: Effect = async ({ writer, desk, record, fields }) => {
  const unitId = record.unit_id ?? 0
  const running = await decorationOf(writer.tx, unitId, fields.onDate)
  if (running) return { patch: { decoration_id: running.id, began_decoration: 0 } }
  const spell = { spell: 'decoration', fields: { startedOn: fields.onDate, finishedOn: null } } as const
  return { patch: { decoration_id: await insertSpell(writer, desk, unitId, spell), began_decoration: 1 } }
}

/**
 * The works were begun by mistake: the decoration they began goes, which the audit keeps; one that the archive had stays.
 * @throws DeskError `record-goes-on` where something was found in the works or they are finished; `period-closed`
 */
const takeBack: Effect = async ({ writer, record, fields }) => {
  const { id, decoration_id: decorationId } = record
  const steps = await writer.tx
    .selectFrom('record_step')
    .select(['event', 'on_date'])
    .where('record_id', '=', id)
    .orderBy('id')
    .execute()
  const begun = steps.findLastIndex(({ event }) => event === 'begin')
  const later = steps.slice(begun + 1).find(({ event }) => event === 'inspect' || event === 'violation')
  if (later) throw new DeskError('record-goes-on', { date: later.on_date })
  if (decorationId === null) return {}
  const works = await writer.tx
    .selectFrom('decoration')
    .select('finished_on')
    .where('id', '=', decorationId)
    .executeTakeFirstOrThrow()
  const isOwn = record.began_decoration === 1 && !(await isNamedElsewhere(writer.tx, decorationId, id))
  if (isOwn && works.finished_on !== null) throw new DeskError('record-goes-on', { date: works.finished_on })
  return {
    patch: { decoration_id: null, began_decoration: 0 },
    ...(isOwn && { after: () => writer.remove('decoration', decorationId, { reason: fields.text }) }),
  }
}

async function isNamedElsewhere(tx: Tx, decorationId: number, own: number): Promise<boolean> {
  const other = await tx
    .selectFrom('record')
    .select('id')
    .where('decoration_id', '=', decorationId)
    .where('id', '<>', own)
    .executeTakeFirst()
  return other !== undefined
}

/** The works are accepted: the unit's decoration is finished, unless the archive says since when it is. */
const accept: Effect = async ({ writer, desk, record, fields }) => {
  if (record.decoration_id === null) return {}
  const decoration = await writer.tx
    .selectFrom('decoration')
    .selectAll()
    .where('id', '=', record.decoration_id)
    .executeTakeFirst()
  if (decoration && decoration.finished_on === null) {
    await changeSpell(writer, desk, decoration.id, decoration.version, {
      spell: 'decoration',
      fields: { startedOn: decoration.started_on, finishedOn: fields.onDate },
    })
  }
  return {}
}

/** The deposit is money held, in the books and in the drawer; it goes back through an approval. */
const deposit: Effect = async ({ writer, desk, record, fields }) => {
  refuseNoTill(desk, 'books.takeDeposit')
  if (record.deposit_id !== null) throw new DeskError('deposit-already', { number: record.number })
  const id = await takingDeposit(desk, {
    unitId: record.unit_id ?? 0,
    kind: 'renovation',
    onDate: fields.onDate,
    amount: fields.amount ?? 0,
    method: fields.method ?? 'cash',
    payer: fields.person || record.holder,
    slipNo: fields.code,
    beneficiary: '',
    note: record.number,
    requestKey: `record-deposit-${record.id}`,
  })(writer)
  return { patch: { deposit_id: id } }
}

/** What an advertiser pays is income of that day. */
const receive: Effect = async ({ writer, desk, record, fields }) => {
  refuseNoTill(desk, 'books.addService')
  const { n } = await writer.tx
    .selectFrom('record_step')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('record_id', '=', record.id)
    .executeTakeFirstOrThrow()
  const serviceEntryId = await addingService(desk, {
    onDate: fields.onDate,
    category: 'advertising',
    unitId: null,
    income: fields.amount ?? 0,
    expense: 0,
    method: fields.method,
    receiptNo: fields.code,
    note: [record.number, record.holder, record.title].filter(Boolean).join(' ').slice(0, 300),
    requestKey: `record-${record.id}-${n}`,
  })(writer)
  return { serviceEntryId }
}

/** By register and step; every other step only changes its record. */
export const effects: Readonly<Partial<Record<RegisterId, Readonly<Partial<Record<RecordEvent, Effect>>>>>> = {
  renovation: { begin, takeBack, accept, deposit },
  advertising: { receive },
}
