import { defineConfig } from 'vitest/config'
import { root } from './place.ts'

export default defineConfig({
  test: {
    name: 'desktop',
    root,
    include: ['test/desktop/*.test.ts'],
    globalSetup: 'test/desktop/setup.ts',
    // Two windows at once on two cores only make each other late.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Waits end as soon as they may; this is only how long a busy machine is given.
    expect: { poll: { timeout: 15_000 } },
  },
})
