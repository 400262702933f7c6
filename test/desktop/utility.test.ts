import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Application, start } from './application.ts'
import { backendPid } from './backendProcess.ts'
import { root } from './place.ts'

/**
 * The one path the bridge takes the place of: Electron's own utility process, its parentPort and its transferred ports.
 * Until an office is opened the backend does not load better-sqlite3, so even an Electron with Node 20 runs it.
 */
let app: Application

beforeAll(async () => {
  app = await start({ args: [root, '--folder', join(inject('folder'), 'no-offices')] })
})

afterAll(async () => {
  await app?.electron.close()
})

test('the first-run page is answered by a genuine utility process', async () => {
  await app.window.getByTestId('create-sample').waitFor()
  const types = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map((one) => one.serviceName),
  )
  expect(types).toContain('node.mojom.NodeService')
})

test('killed, it returns and answers the same page', async () => {
  const killed = await backendPid(app.electron)
  if (killed === undefined) throw new Error('the backend is not running')
  process.kill(killed, 'SIGKILL')
  await expect.poll(() => app.log()).toContain('death 1')
  await app.window.reload()
  await app.window.getByTestId('create-sample').waitFor()
  expect(await backendPid(app.electron)).not.toBe(killed)
})
