import { defineConfig } from 'vitest/config'
import desktop from '../desktop/vitest.config.ts'

/** What `npm run pictures` takes in the desktop's own window. */
export default defineConfig({ test: { ...desktop.test, name: 'pictures', include: ['test/pictures/window.shots.ts'] } })
