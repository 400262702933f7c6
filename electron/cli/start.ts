import { requireNode } from './node.ts'

requireNode()
const { start } = await import('./startApplication.ts')
process.exitCode = await start(process.argv.slice(2))
