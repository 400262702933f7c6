import { type BillingCheck, type BillingPreview, explainUnit, previewRows } from '../../core/billing/preview.ts'
import type { RunOutcome } from '../../core/billing/run.ts'
import { publishRun } from '../../core/billing/run.ts'
import { publishShare } from '../../core/billing/share.ts'
import type { Connection, Host } from '../host.ts'
import { hosted } from './hosted.ts'
import { jobBase } from './imports.ts'

const { billingRun } = hosted

export const billingRunRouter = billingRun.router({
  check: billingRun.check.handler(({ context: { host, connection }, input }) =>
    startCheck(host, connection, { kind: 'run', fields: input }),
  ),
  checkShare: billingRun.checkShare.handler(({ context: { host, connection }, input }) =>
    startCheck(host, connection, { kind: 'share', fields: input }),
  ),
  preview: billingRun.preview.handler(({ context: { host, connection }, input }) => {
    const preview = host.tasks.result<BillingPreview>(connection, input.taskId)
    const rows = previewRows(preview, input)
    return { totals: preview.totals, rows: rows.slice(input.offset, input.offset + input.limit), total: rows.length }
  }),
  explain: billingRun.explain.handler(({ context: { host, connection }, input }) =>
    explainUnit(host.office.db, host.tasks.result<BillingPreview>(connection, input.taskId), input.unitId),
  ),
  publish: billingRun.publish.handler(({ context: { host, connection }, input }) => {
    const { check, totals } = host.tasks.result<BillingPreview>(connection, input.taskId)
    const desk = host.desk(connection)
    const taskId = host.tasks.run(
      connection,
      'publishing',
      (control) =>
        check.kind === 'share'
          ? publishShare(desk, check.fields, control, totals)
          : publishRun(desk, { ...check.fields, publishedOn: desk.clock.today() }, control, totals),
      { cancellable: true },
    )
    return { taskId }
  }),
  published: billingRun.published.handler(({ context: { host, connection }, input }) =>
    host.tasks.result<RunOutcome & { id: number }>(connection, input.taskId),
  ),
})

function startCheck(host: Host, connection: Connection, check: BillingCheck): { taskId: string } {
  const job = { type: 'plan-billing', check, ...jobBase(host, connection) } as const
  const taskId = host.tasks.start(connection, job, (result): BillingPreview => {
    if (result.type !== 'billing') throw new Error('the billing worker answered with something else')
    return result.preview
  })
  return { taskId }
}
