import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import startRun from '../office/run.ts'
import { type Desk, startDesk } from '../web/desk.ts'

export interface FirstLoad {
  /** Everything the browser was given until the dashboard stood, each answer gzipped, in kB of 1000 bytes. */
  readonly kilobytes: number
  /** From the navigation to the sign-in page that can be typed into; nothing cached. Median of five. */
  readonly signInMs: number
  /** From the navigation to the dashboard with its numbers, somebody being signed in; nothing cached. Median of five. */
  readonly dashboardMs: number
}

const rounds = 5

/** What the first start costs: a real backend on the sample office, a real browser without a cache. */
export async function measureFirstLoad(): Promise<FirstLoad> {
  const endRun = await startRun()
  const desk = await startDesk('sample')
  try {
    const signIns: number[] = []
    const dashboards: number[] = []
    let bytes = 0
    for (let round = 0; round < rounds; round++) {
      const page = await desk.open()
      await page.getByTestId('pin').waitFor()
      await withoutCache(page)
      signIns.push(await timed(page, 'pin'))
      bytes = Math.max(bytes, await bytesToDashboard(page))
      dashboards.push(await timed(page, 'overdue'))
      await page.context().close()
    }
    assertNoFaults(desk)
    return { kilobytes: bytes / 1000, signInMs: median(signIns), dashboardMs: median(dashboards) }
  } finally {
    await desk.close()
    await endRun()
  }
}

async function withoutCache(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
}

/** Milliseconds from the navigation until a part of the page is there, by the page's own clock. */
async function timed(page: Page, testId: string): Promise<number> {
  await page.reload({ waitUntil: 'commit' })
  await page.getByTestId(testId).waitFor()
  // The moment the part was painted, not the moment the test heard of it.
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now)))),
  )
}

/** Everything from the empty browser through signing in to the dashboard, gzipped answer by answer. */
async function bytesToDashboard(page: Page): Promise<number> {
  const answers: Response[] = []
  const keep = (response: Response) => void answers.push(response)
  page.on('response', keep)
  await page.reload()
  await signInByKeys(page)
  await page.getByTestId('overdue').waitFor()
  await page.waitForLoadState('networkidle')
  page.off('response', keep)
  const bodies = await Promise.all(answers.map((answer) => answer.body()))
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
}

/** With the mouse in a corner: where it rests on a link, the page behind that is fetched ahead. */
async function signInByKeys(page: Page): Promise<void> {
  const manager = sampleStaff.find((member) => member.role === 'manager')
  if (!manager) throw new Error('the sample office has no manager')
  await page.getByRole('radio').filter({ hasText: manager.name }).click()
  await page.mouse.move(1, 1)
  await page.getByTestId('pin').fill(manager.pin)
  await page.keyboard.press('Enter')
}

function assertNoFaults(desk: Desk): void {
  if (desk.faults.length > 0) throw new Error(desk.faults.join('\n'))
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${JSON.stringify(await measureFirstLoad())}\n`)
}
