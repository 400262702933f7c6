import type { DateText } from '../../contract/dates.ts'
import type { Desk } from '../context.ts'
import { procedures } from '../procedure.ts'
import { asOfDate, seenNow } from '../summary/figure.ts'
import { type Scope, scopeOf } from './scope.ts'
import { workbookChecks, workbookView } from './view.ts'

const { accounts } = procedures

export const accountsRouter = accounts.router({
  view: accounts.view.handler(({ context, input }) => {
    const desk = context.desk()
    return workbookView(desk.db, input.workbook, scopeAsked(desk, input))
  }),
  checks: accounts.checks.handler(async ({ context, input }) => {
    const desk = context.desk()
    const scope = scopeAsked(desk, input)
    // One moment for both sides of every check: nothing is written between them.
    return { checks: await desk.db.transaction().execute((tx) => workbookChecks(tx, input.workbook, scope)) }
  }),
})

interface Asked {
  readonly year: number
  readonly asOf?: DateText | undefined
  readonly area?: number | undefined
}

function scopeAsked({ clock }: Desk, { year, asOf, area }: Asked): Scope {
  return scopeOf(year, asOfDate(year, asOf, clock.today()), area, seenNow(clock))
}
