import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** While developing, calls go to a running `desk serve`; its address is in DESK_SERVER. */
const server = process.env.DESK_SERVER ?? 'http://127.0.0.1:4820'

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  plugins: [react(), forClerks()],
  server: { proxy: { '/rpc': server } },
  build: {
    outDir: join(here, '../dist/renderer'),
    emptyOutDir: true,
    // The oldest window it runs in is the tests' Electron 33.
    target: 'chrome130',
    // The polyfill is for browsers this application does not run in.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What a group needs is shared by itself: else the first page would bring the list along.
          includeDependenciesRecursively: false,
          groups: [
            // One file for what every start needs: a hundred small ones cost more to ask for than to read.
            { name: 'first', tags: ['$initial'], priority: 2 },
            // The list with its filters: most pages have one, the first page has none.
            {
              name: 'list',
              test: /mantine-datatable|ui[\\/](DataList|ListFilters|exporting|DateField)/,
              priority: 1.5,
            },
            // Tables, fields and dialogs that most pages have come once, with the first of them.
            { name: 'parts', minShareCount: 24, priority: 1 },
          ],
        },
      },
    },
  },
})

/** What a test run builds is what clerks get: without this the runner's NODE_ENV makes a development build of it. */
function forClerks(): Plugin {
  const before = process.env.NODE_ENV
  return {
    name: 'for-clerks',
    apply: 'build',
    config: () => {
      process.env.NODE_ENV = 'production'
    },
    closeBundle: () => {
      if (before === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = before
    },
  }
}
