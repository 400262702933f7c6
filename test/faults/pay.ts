import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import type { OfficeFile } from '../../electron/db/open.ts'

/** The day on which these offices stand. */
export const day = '2026-11-21'

/** The cashier at the till. @returns takes one yuan for the home and gives the number of its receipt */
export async function till(office: OfficeFile): Promise<() => Promise<string>> {
  const cashier = await office.db
    .selectFrom('staff')
    .select('id')
    .where('name', '=', '收费员')
    .executeTakeFirstOrThrow()
  const clock = officeClock(() => new Date(), undefined, day)
  const desk: Desk = { db: office.db, clock, actor: { id: cashier.id, name: '收费员', roles: ['cashier'] } }
  let count = 0
  return async () => {
    const { receiptNo } = await takePayment(desk, {
      requestKey: `${process.pid}-${Date.now()}-${count++}`,
      onDate: day,
      payer: '张三',
      payerId: null,
      source: 'renewal',
      methods: [{ method: 'cash', amount: 100 }],
      tendered: null,
      note: '',
      lines: [{ unitId: 1, itemId: 1, amount: 100, debtorId: null, choices: [] }],
      shown: [],
      penalties: [],
    })
    return receiptNo
  }
}
