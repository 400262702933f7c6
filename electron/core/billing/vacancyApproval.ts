import { DeskError } from '../../contract/errors.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import { grantVacancy, refuseOverlap, type Vacancy } from './vacancy.ts'

/**
 * An application to pay less while nobody lives there. It holds from its own first day; bills published before the
 * approval get a 空置优惠 line dated the approval.
 * Payload: `{ unitId, fromOn, toOn, ratioBp, appliedOn }`.
 */
export const vacancyRule: ApprovalRule = {
  async check(writer, _desk, payload) {
    const { unitId, fromOn, toOn, ratioBp } = payload as unknown as Vacancy
    const unit = await writer.tx.selectFrom('unit').select('id').where('id', '=', unitId).executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
    if (!(ratioBp >= 0 && ratioBp < 10_000)) throw new DeskError('vacancy-ratio')
    await refuseOverlap(writer.tx, unitId, fromOn, toOn)
  },
  async carryOut(writer, desk, payload, approval) {
    const { unitId, fromOn, toOn, ratioBp, appliedOn } = payload as unknown as Vacancy
    const vacancy = {
      unitId,
      fromOn,
      toOn,
      ratioBp,
      appliedOn,
      reason: approval.reason,
      approvedOn: desk.clock.today(),
    }
    await grantVacancy(writer, vacancy, desk.actor.name, approval.id)
  },
}
