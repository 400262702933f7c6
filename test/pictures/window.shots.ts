import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { type Application, start } from '../desktop/application.ts'
import { answerSave } from '../desktop/dialogs.ts'
import { signIn } from '../desktop/page.ts'
import { root } from '../desktop/place.ts'
import { today } from '../office/sample.ts'

/** The README's pictures of the desktop: its window as the screen shows it, and the sheets it makes of pages. */
let app: Application
const folder = join(root, 'resources/pictures')
const run = promisify(execFile)

beforeAll(async () => {
  app = await start({ today })
  // Nobody is offered the tour.
  await app.window.evaluate(() => localStorage.setItem('desk.tourSeen', JSON.stringify([...Array(60).keys()])))
  await signIn(app.window)
})

afterAll(async () => {
  await app?.electron.close()
})

test('window', async () => {
  await app.window.getByTestId('overdue').first().waitFor()
  await app.window.waitForLoadState('networkidle')
  await app.window.mouse.move(700, 60)
  const notice = app.window.locator('.mantine-Notification-root')
  for (let count = await notice.count(); count > 0; count--) await notice.first().getByRole('button').click()
  await notice.first().waitFor({ state: 'hidden' })
  await app.window.mouse.move(700, 60)
  await app.window.waitForFunction(() => document.querySelectorAll('[role="tooltip"]').length === 0)
  const png = await app.electron.evaluate(async ({ BrowserWindow, desktopCapturer, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    const { size } = screen.getPrimaryDisplay()
    const [picture] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: size })
    if (!window || !picture) throw new Error('nothing on the screen')
    return picture.thumbnail.crop(window.getBounds()).toPNG().toString('base64')
  })
  await writeFile(join(folder, 'window.png'), Buffer.from(png, 'base64'))
})

test('summary-paper', async () => {
  await goTo('/summary?year=2025', 'figure-handover-rate')
  await app.window.waitForFunction(() => {
    const charts = [...document.querySelectorAll('figure[data-testid^="chart-"]')]
    return charts.length > 0 && charts.every((one) => one.querySelector('svg'))
  })
  await takeSheet('summary-paper', 96)
})

test('voucher-paper', async () => {
  await goTo(`/jobs/${jobWithMaterials()}/voucher`, 'voucher-sheet')
  await takeSheet('voucher-paper', 90)
})

async function goTo(path: string, ready: string): Promise<void> {
  await app.window.goto(`app://desk${path}`)
  await signIn(app.window)
  await app.window.getByTestId(ready).first().waitFor()
}

/** The first sheet of the page as the window writes it, at so many dots an inch. */
async function takeSheet(name: string, dots: number): Promise<void> {
  const file = join(inject('folder'), `${name}.pdf`)
  await answerSave(app.electron, file)
  await app.window.evaluate((asked) => window.desk?.savePdf({ name: asked }), name)
  await run('pdftoppm', ['-png', '-singlefile', '-r', String(dots), file, join(folder, name)])
}

/** The latest household's job that used some. */
function jobWithMaterials(): number {
  const db = new Database(inject('expected').file, { readonly: true })
  try {
    const { id } = db
      .prepare(
        `SELECT job.id FROM job JOIN job_completion ON job_completion.job_id = job.id
          JOIN job_material ON job_material.completion_id = job_completion.id
          WHERE job.unit_id IS NOT NULL GROUP BY job.id ORDER BY count(*) DESC, job.id DESC`,
      )
      .get() as { id: number }
    return id
  } finally {
    db.close()
  }
}
