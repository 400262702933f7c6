import { rmSync, writeFileSync } from 'node:fs'
import { DeskError } from '../../contract/errors.ts'
import type { ImportReport } from '../../contract/imports.ts'
import { applyImport, isOutdated, undoImport } from '../../core/imports/index.ts'
import type { ImportPlan } from '../../core/imports/plan.ts'
import type { Connection, Host } from '../host.ts'
import type { Job } from '../jobs.ts'
import { hosted } from './hosted.ts'
import { times } from './office.ts'

const { imports } = hosted

/** What a checked or carried-out import leaves with its task. */
interface Checked {
  readonly plan: ImportPlan
  readonly report: ImportReport
  readonly job: Job
}

export const importsRouter = imports.router({
  check: imports.check.handler(async ({ context: { host, connection }, input }) => {
    const workbook = host.temporaryFile('.xlsx')
    writeFileSync(workbook, Buffer.from(await input.file.arrayBuffer()))
    const job: Job = {
      type: 'plan-import',
      kind: input.kind,
      workbook,
      fileName: input.file.name,
      ...jobBase(host, connection),
    }
    const taskId = host.tasks.start(connection, job, (result): Checked => {
      if (result.type !== 'plan') throw new Error('the import worker answered with something else')
      return { plan: result.plan, report: result.plan.report, job }
    })
    return { taskId }
  }),
  report: imports.report.handler(
    ({ context: { host, connection }, input }) => host.tasks.result<Checked>(connection, input.taskId).report,
  ),
  apply: imports.apply.handler(async ({ context: { host, connection }, input }) => {
    const checked = host.tasks.result<Checked>(connection, input.taskId)
    if (checked.report.batchId !== null) throw new DeskError('import-already-applied', { id: checked.report.batchId })
    const carryOut = async (plan: ImportPlan): Promise<Checked> => {
      await host.backUpBefore('import')
      const report = await applyImport(host.desk(connection), plan)
      if (checked.job.type === 'plan-import') rmSync(checked.job.workbook, { force: true })
      return { ...checked, report }
    }
    if (!(await isOutdated(host.office.db, checked.plan))) {
      return { taskId: host.tasks.run(connection, 'applying', () => carryOut(checked.plan)) }
    }
    // Something was written since the check: compare again, and go on only where the outcome is the one that was shown.
    const taskId = host.tasks.start(connection, { ...checked.job, ...times(host) }, (result) => {
      if (result.type !== 'plan') throw new Error('the import worker answered with something else')
      const same = JSON.stringify(result.plan.report.counts) === JSON.stringify(checked.report.counts)
      if (!same) throw new DeskError('import-changed-meanwhile')
      return carryOut(result.plan)
    })
    return { taskId }
  }),
  undo: imports.undo.handler(({ context, input }) => undoImport(context.desk(), input.batchId)),
  template: imports.template.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.xlsx')
    const taskId = host.tasks.start(
      connection,
      { type: 'template', kind: input.kind, language: 'zh', out, ...jobBase(host, connection) },
      (result) => (result.type === 'file' ? { path: out, name: result.name } : null),
    )
    return { taskId }
  }),
})

/** What every job needs to know. @throws DeskError `no-office`, `not-signed-in` */
export function jobBase(host: Host, connection: Connection) {
  return { office: host.office.file, actor: host.desk(connection).actor, ...times(host) }
}
