import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { ProcedureName } from '../../contract/contract.ts'
import { DeskError } from '../../contract/errors.ts'
import { reportNeeds } from '../../contract/exports.ts'
import { mayCall } from '../../contract/permissions.ts'
import { asOfDate } from '../../core/summary/figure.ts'
import type { JobResult } from '../jobs.ts'
import { hosted } from './hosted.ts'
import { jobBase } from './imports.ts'

const { exports: exporting, tasks } = hosted

const fileTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.html': 'text/html',
}

/** A finished export: where the file is, and the name to offer for it. */
export interface Artifact {
  readonly path: string
  readonly name: string
}

export const exportsRouter = exporting.router({
  list: exporting.list.handler(({ context: { host, connection }, input }) => {
    const list: ProcedureName = `lists.${input.list}`
    if (!mayCall(list, connection.actor?.roles ?? null)) throw new DeskError('list-not-permitted', { list: input.list })
    const out = host.temporaryFile('.xlsx')
    const job = { type: 'export-list', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  summary: exporting.summary.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile(`.${input.format}`)
    const job = { type: 'export-summary', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  signed: exporting.signed.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile(`.${input.format}`)
    const job = { type: 'export-summary', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  figure: exporting.figure.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.xlsx')
    const job = { type: 'export-figure', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  series: exporting.series.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.xlsx')
    const job = { type: 'export-series', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  workbook: exporting.workbook.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.xlsx')
    const request = { ...input, asOf: asOfDate(input.year, input.asOf, host.clock.today()) }
    const job = { type: 'export-workbook', request, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  evidence: exporting.evidence.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.docx')
    const job = { type: 'export-evidence', request: input, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  report: exporting.report.handler(({ context: { host, connection }, input }) => {
    const needed: ProcedureName = reportNeeds[input.report]
    if (!mayCall(needed, connection.actor?.roles ?? null)) {
      throw new DeskError('report-not-permitted', { report: input.report })
    }
    const out = host.temporaryFile('.xlsx')
    const request = { ...input, asOf: asOfDate(input.year, input.asOf, host.clock.today()) }
    const job = { type: 'export-report', request, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
  download: exporting.download.handler(({ context: { host, connection }, input }) => {
    const { path, name } = host.tasks.result<Artifact>(connection, input.taskId)
    return new File([readFileSync(path)], name, { type: fileTypes[extname(name)] ?? '' })
  }),
})

export const tasksRouter = tasks.router({
  get: tasks.get.handler(({ context: { host, connection }, input }) => host.tasks.state(connection, input.id)),
  cancel: tasks.cancel.handler(({ context: { host, connection }, input }) => host.tasks.cancel(connection, input.id)),
})

/** What a finished export is to be saved as. */
export function artifact(path: string, result: JobResult): Artifact {
  if (result.type !== 'file') throw new Error('the export worker answered with something else')
  return { path, name: result.name }
}
