import { DeskError } from '../../contract/errors.ts'
import { mayCall } from '../../contract/permissions.ts'
import type { Desk } from '../context.ts'

/** Money passes through those who keep the till, whatever it is for. @throws DeskError `money-not-yours` */
export function refuseNoTill({ actor }: Desk, procedure: 'books.addService' | 'books.takeDeposit'): void {
  if (!mayCall(procedure, actor.roles)) throw new DeskError('money-not-yours')
}
