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
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Waits end as soon as they may; this is only how long a busy machine is given.
    expect: { poll: { timeout: 30_000 } },
    // As in the browser: a starved window gets a second try on CI's shared machine, and nowhere else.
    retry: process.env.CI ? 1 : 0,
  },
})
