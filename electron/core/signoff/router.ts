import { procedures } from '../procedure.ts'
import { periodAsked } from '../summary/figure.ts'
import { changedRows, changesSince, numberChanged } from './changes.ts'
import { inOrder } from './kept.ts'
import { keptRecords, signedReport, signoffHeads, standingHead } from './repository.ts'
import { doubtsInBooks, signoffProspect, signReport, withdrawSignoff } from './service.ts'

const { signoffs } = procedures

export const signoffsRouter = signoffs.router({
  list: signoffs.list.handler(({ context }) => signoffHeads(context.desk())),
  standing: signoffs.standing.handler(async ({ context, input }) => {
    const desk = context.desk()
    const head = await standingHead(desk, periodAsked(input, desk.clock))
    return head && { head, changed: await numberChanged(desk, head.id) }
  }),
  prospect: signoffs.prospect.handler(({ context, input }) => signoffProspect(context.desk(), input)),
  doubts: signoffs.doubts.handler(({ context }) => doubtsInBooks(context.desk().db)),
  sign: signoffs.sign.handler(async ({ context, input }) => ({ id: await signReport(context.desk(), input) })),
  withdraw: signoffs.withdraw.handler(async ({ context, input }) => ({
    id: await withdrawSignoff(context.desk(), input),
  })),
  report: signoffs.report.handler(({ context, input }) => signedReport(context.desk(), input.id)),
  rows: signoffs.rows.handler(async ({ context, input }) => {
    const records = await keptRecords(context.desk().db, input.id, input.figure)
    const wanted = records.filter(
      ({ part, counted }) =>
        (input.part === undefined || part === input.part) && (input.side !== 'numerator' || counted),
    )
    const rows = [...inOrder(wanted, input.sort)].slice(input.offset, input.offset + input.limit)
    return { rows, total: wanted.length }
  }),
  changes: signoffs.changes.handler(({ context, input }) => changesSince(context.desk(), input.id)),
  changedRows: signoffs.changedRows.handler(({ context, input }) => changedRows(context.desk(), input)),
})
