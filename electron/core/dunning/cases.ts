import type { z } from 'zod'
import type { caseFields, LegalCaseView, stepFields } from '../../contract/dunning.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { LegalState } from '../../contract/vocabulary.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { estateProblems } from '../fees/estateDay.ts'
import { mayFollow } from './rules.ts'

/**
 * Opens a case with its first step, the demand, which interrupts the limitation period.
 * @throws DeskError `not-found`, `case-open`, `step-in-future`, `date-before-estate`
 */
export function openCase(desk: Desk, fields: z.infer<typeof caseFields>): Promise<number> {
  return write(desk, async (writer) => {
    const unit = await writer.tx.selectFrom('unit').select('id').where('id', '=', fields.unitId).executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: fields.unitId })
    refuseFuture(fields.openedOn, desk.clock.today(), 'openedOn')
    const [early] = await estateProblems(writer.tx, fields.openedOn, 'openedOn')
    if (early) throw refusal(early)
    const open = await writer.tx
      .selectFrom('legal_case')
      .select(['opened_on', 'debtor'])
      .where('unit_id', '=', fields.unitId)
      .where('debtor', '=', fields.debtor)
      .where('state', '<>', 'closed')
      .executeTakeFirst()
    if (open) throw new DeskError('case-open', { date: open.opened_on })
    const id = await writer.insert('legal_case', {
      unit_id: fields.unitId,
      debtor: fields.debtor,
      state: 'demand',
      opened_on: fields.openedOn,
      amount: fields.amount,
      court: fields.court,
      note: fields.note,
    })
    await writer.insert('legal_step', {
      case_id: id,
      unit_id: fields.unitId,
      on_date: fields.openedOn,
      state: 'demand',
      interrupts: 1,
      note: '',
      actor_name: desk.actor.name,
    })
    return id
  })
}

/** Takes a case to its next step. @throws DeskError `illegal-transition`, `step-in-future`, `step-before-last`; StaleError */
export function addStep(desk: Desk, id: number, version: number, fields: z.infer<typeof stepFields>): Promise<number> {
  return write(desk, async (writer) => {
    const legalCase = await writer.tx.selectFrom('legal_case').selectAll().where('id', '=', id).executeTakeFirst()
    if (!legalCase) throw new DeskError('not-found', { entity: 'legal_case', id })
    if (!mayFollow(legalCase.state, fields.state)) {
      throw new DeskError('illegal-transition', { from: legalCase.state, to: fields.state })
    }
    refuseFuture(fields.onDate, desk.clock.today(), 'onDate')
    const last = await writer.tx
      .selectFrom('legal_step')
      .select((of) => of.fn.max('on_date').as('on_date'))
      .where('case_id', '=', id)
      .executeTakeFirst()
    if (last?.on_date && fields.onDate < last.on_date) {
      const params = { date: last.on_date }
      throw new DeskError('step-before-last', { date: last.on_date }, [
        { code: 'step-before-last', field: 'onDate', params },
      ])
    }
    // A second demand changes no state; the version tells all the same that somebody was here.
    const { state, court = legalCase.court } = fields
    await writer.update('legal_case', id, version, { state, court, version: version + 1 })
    await writer.insert('legal_step', {
      case_id: id,
      unit_id: legalCase.unit_id,
      on_date: fields.onDate,
      state: fields.state,
      interrupts: fields.interrupts ? 1 : 0,
      note: fields.note,
      actor_name: desk.actor.name,
    })
    return id
  })
}

function refuseFuture(date: string, today: string, field: string): void {
  if (date <= today) return
  throw new DeskError('step-in-future', { today }, [{ code: 'step-in-future', field, params: { today } }])
}

/** A unit's cases with their steps, the newest case first. */
export async function casesOf(db: Db | Tx, unitId: number): Promise<LegalCaseView[]> {
  const cases = await db
    .selectFrom('legal_case')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('id', 'desc')
    .execute()
  const steps = await db
    .selectFrom('legal_step')
    .innerJoin('legal_case', 'legal_case.id', 'legal_step.case_id')
    .selectAll('legal_step')
    .where('legal_case.unit_id', '=', unitId)
    .orderBy('legal_step.on_date')
    .orderBy('legal_step.id')
    .execute()
  return cases.map((one) => ({
    id: one.id,
    version: one.version,
    debtor: one.debtor,
    state: one.state,
    openedOn: one.opened_on,
    amount: one.amount,
    court: one.court,
    note: one.note,
    steps: steps
      .filter((step) => step.case_id === one.id)
      .map((step) => ({
        id: step.id,
        onDate: step.on_date,
        state: step.state as LegalState,
        interrupts: step.interrupts === 1,
        note: step.note,
        actor: step.actor_name,
      })),
  }))
}
