import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './office/order.ts'

// Every desk command and every worker thread of the tests loads the same modules: compiled once, not hundreds of times.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** Every kind of test is a project; `npm test` runs them all, `npx vitest -c test/vitest.config.ts --project web` one. */
export default defineConfig({
  test: {
    // Two cores: more files at once only make each other late.
    maxWorkers: 2,
    globalSetup: ['test/office/run.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'db', include: ['test/db/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'rpc', include: ['test/rpc/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'web',
          include: ['test/web/**/*.test.ts'],
          setupFiles: ['test/web/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          // CI's machine is shared: a starved browser gets a second try there, and nowhere else.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
  },
})
