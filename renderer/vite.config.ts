import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** While developing, calls go to a running `desk serve`; its address is in DESK_SERVER. */
const server = process.env.DESK_SERVER ?? 'http://127.0.0.1:4820'

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  plugins: [react()],
  server: { proxy: { '/rpc': server } },
  build: {
    outDir: join(here, '../dist/renderer'),
    emptyOutDir: true,
    // The oldest window it runs in is the tests' Electron 33.
    target: 'chrome130',
    // The polyfill is for browsers this application does not run in.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
})
