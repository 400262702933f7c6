import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import startRun from '../office/run.ts'
import { type Desk, startDesk, today } from '../web/desk.ts'
import { desktopShots, type Found, type Shot, shots, windows } from './shots.ts'

/**
 * `npm run pictures [name …]`: walks the sample office and writes the manual's pictures in both languages and the
 * README's. Those of a browser stand at half past ten of one day, so that a second run writes the same pages again.
 */
const root = join(import.meta.dirname, '../..')
const half = new Date(`${today}T02:30:00Z`)
const wanted = process.argv.slice(2)
const isWanted = ({ name }: Shot) => wanted.length === 0 || wanted.includes(name)

/** Pixels and bytes of a picture of the manual. */
const size = { width: 1040, height: 585 }
const mostBytes = 40_000

const end = await startRun()
const desk = await startDesk('sample', () => half)
try {
  const found = await findRecords(desk)
  for (const language of ['zh', 'en'] as const) await takeManual(language, found)
  await takeWindows(found)
  takeDesktop()
} finally {
  await desk.close()
  await end()
}

async function takeManual(language: 'zh' | 'en', found: Found): Promise<void> {
  const folder = join(root, 'resources/manual/pictures', language)
  mkdirSync(folder, { recursive: true })
  for (const shot of shots.filter(isWanted)) {
    const page = await show(shot, language, found)
    const png = await page.screenshot({ clip: await clipOf(page, shot) })
    const webp = await compact(page, png)
    writeFileSync(join(folder, `${shot.name}.webp`), webp)
    process.stdout.write(`${language}/${shot.name} ${webp.length}\n`)
    await page.context().close()
  }
  const kept = shots.map(({ name }) => `${name}.webp`)
  for (const file of readdirSync(folder)) if (!kept.includes(file)) rmSync(join(folder, file))
}

async function takeWindows(found: Found): Promise<void> {
  const folder = join(root, 'resources/pictures')
  for (const shot of windows.filter(isWanted)) {
    const page = await show(shot, 'zh', found)
    await page.screenshot({ path: join(folder, `${shot.name}.png`) })
    process.stdout.write(`${shot.name}.png\n`)
    await page.context().close()
  }
}

/** The desktop's own: its window, and the sheets it makes of pages. */
function takeDesktop(): void {
  const names = desktopShots.filter((name) => wanted.length === 0 || wanted.includes(name))
  if (names.length === 0) return
  const config = join(import.meta.dirname, 'vitest.config.ts')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '-c', config, '-t', `^(${names.join('|')})$`]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}

/** Opens a page as its role and waits until it is whole. */
async function show(shot: Shot, language: 'zh' | 'en', found: Found): Promise<Page> {
  const page = await desk.open({ as: shot.as, language })
  await page.clock.install({ time: half })
  // Nobody is offered the tour.
  await page.evaluate(() => localStorage.setItem('desk.tourSeen', JSON.stringify([...Array(60).keys()])))
  await page.goto(new URL(typeof shot.path === 'string' ? shot.path : shot.path(found), page.url()).href)
  await partOf(page, shot.ready).waitFor()
  await page.waitForLoadState('networkidle')
  await shot.before?.(page)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  // Charts come after the page, and some only once one scrolls to them.
  await page.waitForFunction(
    (seen) =>
      [...document.querySelectorAll('figure[data-testid^="chart-"]')].every(
        (one) => one.getBoundingClientRect().top > seen || one.querySelector('svg path, svg rect'),
      ),
    700,
  )
  return page
}

function partOf(page: Page, name: string) {
  return /^[a-z0-9-]+$/.test(name) && !['h1', 'body'].includes(name)
    ? page.getByTestId(name).first()
    : page.locator(name).first()
}

/** A box of the pictures' one shape, from the upper left corner of what is shown. */
async function clipOf(page: Page, { from = 'main' }: Shot) {
  const box = await partOf(page, from === 'main' ? '#main' : from).boundingBox()
  if (!box) throw new Error(`${from} is not on the page`)
  // A page's own content begins beside the registers and below the bar.
  const [left, top] = from === 'main' ? [184, 48] : [box.x, box.y]
  const width = Math.min(1366 - left, ((768 - top) * size.width) / size.height)
  return { x: left, y: top, width, height: (width * size.height) / size.width }
}

/** A PNG as a WebP of one size, as good as it may be within its bytes; the browser writes it. */
async function compact(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage()
  const text = await blank.evaluate(
    async ({ png, size, mostBytes }) => {
      const picture = new Image()
      picture.src = `data:image/png;base64,${png}`
      await picture.decode()
      const canvas = document.createElement('canvas')
      Object.assign(canvas, size)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.imageSmoothingQuality = 'high'
      context.drawImage(picture, 0, 0, size.width, size.height)
      for (let quality = 0.8; quality > 0.05; quality -= 0.06) {
        const url = canvas.toDataURL('image/webp', quality)
        const encoded = url.slice(url.indexOf(',') + 1)
        if (encoded.length * 0.75 <= mostBytes) return encoded
      }
      throw new Error('the picture is too large')
    },
    { png: png.toString('base64'), size, mostBytes },
  )
  return Buffer.from(text, 'base64')
}

async function findRecords({ host }: Desk): Promise<Found> {
  const { db } = host.office
  const unit = await db
    .selectFrom('unit')
    .innerJoin('residency', 'residency.unit_id', 'unit.id')
    .select(['unit.building_id', 'residency.person_id'])
    .where('unit.display', '=', '1栋101')
    .orderBy('unit.id')
    .executeTakeFirstOrThrow()
  const debtor = await db
    .selectFrom('outstanding')
    .innerJoin('residency', 'residency.unit_id', 'outstanding.unit_id')
    .select('outstanding.unit_id')
    .where('outstanding.to_on', '=', '9999-12-31')
    .orderBy('outstanding.unit_id')
    .executeTakeFirstOrThrow()
  const survey = await db.selectFrom('survey').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  return {
    building: unit.building_id,
    resident: unit.person_id,
    debtor: debtor.unit_id,
    survey: survey.id,
  }
}
