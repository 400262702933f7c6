import { requireNode } from './node.ts'

requireNode()
// A reader that stops early (`desk figure … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
