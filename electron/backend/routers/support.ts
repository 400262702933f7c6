import { databaseVersions, programVersions } from '../health.ts'
import { artifact } from './exports.ts'
import { hosted } from './hosted.ts'
import { jobBase } from './imports.ts'

const { support } = hosted

export const supportRouter = support.router({
  about: support.about.handler(({ context: { host } }) => {
    const { memory: _, ...versions } = programVersions(host.options.version)
    const { file } = host.office
    return { ...versions, ...databaseVersions(host.office), file, logs: host.options.logs ?? null }
  }),
  report: support.report.handler(({ context: { host, connection }, input }) => {
    const out = host.temporaryFile('.html')
    const { version, logs } = host.options
    const backend = { version, logs, slow: host.slow.list }
    const job = { type: 'health', language: input.language, backend, out, ...jobBase(host, connection) } as const
    return { taskId: host.tasks.start(connection, job, (result) => artifact(out, result)) }
  }),
})
