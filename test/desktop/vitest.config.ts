import { defineConfig } from 'vitest/config'
import { here } from './place.ts'

export default defineConfig({
  test: {
    name: 'desktop',
    root: here,
    include: ['*.test.ts'],
    globalSetup: './setup.ts',
    // Two windows at once on two cores only make each other late.
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
