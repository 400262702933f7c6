import { addDays, addMonths, type DateText, lastOfMonth } from '../contract/dates.ts'
import { approvalRules } from '../core/approvals/kinds.ts'
import { decide } from '../core/approvals/service.ts'
import { closeMonth } from '../core/books/closing.ts'
import { askReopening } from '../core/books/reopening.ts'
import { addService } from '../core/books/services.ts'
import type { Desk } from '../core/context.ts'
import { deskOf } from './sampleDay.ts'

/**
 * Closes every month but the last one that is over, each a few days into the next: the accountant is one month behind.
 * One month was opened again for a slip found late. Comes last of all, because a closed month takes nothing more.
 */
export async function closeSampleMonths(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const accountant = await deskOf(desk, '郑雅萍')
  for (let month = '2025-01'; month < firstOpenMonth(today); month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    await closeMonth(accountant(addDays(lastOfMonth(month), 5), '16:20'), month)
    if (month === reopened.month && reopened.closedAgainOn <= today) await reopen(desk)
  }
}

/** The month before today's. */
export function firstOpenMonth(today: DateText): string {
  return addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
}

const reopened = {
  month: '2026-06',
  askedOn: '2026-07-13',
  closedAgainOn: '2026-07-14',
  foundOn: '2026-06-29',
} as const

async function reopen(desk: Desk): Promise<void> {
  const { month, askedOn, closedAgainOn, foundOn } = reopened
  const [accountant, manager] = [await deskOf(desk, '郑雅萍'), await deskOf(desk, '黄国辉')]
  const reason = '6月29日水电维修收入一笔漏录，补录后重新关账'
  const id = await askReopening(accountant(askedOn, '10:05'), month, reason)
  await decide(manager(askedOn, '15:40'), approvalRules, {
    id,
    version: 1,
    approve: true,
    decision: '同意，补录后当日关账',
  })
  await addService(accountant(closedAgainOn, '09:15'), {
    onDate: foundOn,
    category: 'plumbing-electric',
    unitId: null,
    income: 8_000,
    expense: 3_000,
    method: null,
    receiptNo: '',
    note: '补录，原始收据存档',
    requestKey: 'sample-found-late',
  })
  await closeMonth(accountant(closedAgainOn, '09:30'), month)
}
