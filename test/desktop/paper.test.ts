import { execFile } from 'node:child_process'
import { copyFile, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Application, start } from './application.ts'
import { answerSave } from './dialogs.ts'
import { signIn } from './page.ts'

/** What the window writes as paper, read back by another program: its size, its text page by page, and its look. */
let app: Application
const run = promisify(execFile)
/** Set to look at the sheets oneself: they are copied there. */
const keep = process.env.DESK_KEEP_PAPER

beforeAll(async () => {
  app = await start()
  await signIn(app.window, { name: '苏文彬', pin: '660606' })
})

afterAll(async () => {
  await app?.electron.close()
})

describe('the yearly summary on A4 upright', () => {
  let sheets: Sheets
  beforeAll(async () => {
    await goTo('/summary', 'figure-handover-done')
    // Charts come after the page.
    await app.window.waitForFunction(() => {
      const charts = [...document.querySelectorAll('figure[data-testid^="chart-"]')]
      return charts.length > 0 && charts.every((one) => one.querySelector('svg'))
    })
    sheets = await paper('年度总结')
  })

  test('has the size and the number of each page once', () => expectSheets(sheets, 210, 297))
  test('is Chinese text, not pictures of it', () => {
    expect(sheets.pages.join('')).toContain(inject('expected').figure.label)
    expect(sheets.pages.join('')).toContain(inject('expected').figure.text)
  })
  test('has ink on every sheet and white edges', () => expectLook(sheets))
})

describe('a long list on A4 across', () => {
  let sheets: Sheets
  beforeAll(async () => {
    await goTo('/residents', 'total')
    await app.window.getByRole('row').nth(40).waitFor({ state: 'attached' })
    sheets = await paper('住户')
  })

  test('has the size and the number of each page once', () => expectSheets(sheets, 297, 210))
  test('says how many of how many rows are printed, and where all of them are', () => {
    expect(sheets.pages.at(-1)).toMatch(/第 1–50 条，共 2,\d{3} 条\s+没有全部印出，全部请用“导出”。/)
  })
  test('is offered as a workbook of all rows by the button that prints it', async () => {
    await app.window.getByTestId('print-list').click()
    expect(await app.window.getByTestId('export-all').textContent()).toMatch(/^导出全部 2,\d{3} 条$/)
    await app.window.keyboard.press('Escape')
  })
  test('has its head on each page above different rows', async () => {
    expect(sheets.pages.length).toBeGreaterThan(1)
    for (const page of sheets.pages) expect(page).toMatch(/姓名\s+身份\s+区域\s+楼栋\s+房号\s+电话/)
    expect(new Set(sheets.pages).size).toBe(sheets.pages.length)
  })
  test('has ink on every sheet and white edges', () => expectLook(sheets))
})

describe('the voucher of a job on A5', () => {
  let sheets: Sheets
  beforeAll(async () => {
    await goTo('/jobs/1/voucher', 'voucher-sheet')
    sheets = await paper('服务凭证')
  })

  test('has the size', async () => {
    expect(await sizesOf(sheets.file)).toEqual([[210, 148]])
  })
  test('names the office and the place of signature in Chinese', () => {
    expect(sheets.pages[0]).toMatch(/GD\d{8}-\d{3}/)
    expect(sheets.pages[0]).toMatch(/签(名|字)/)
  })
  test('has ink and white edges', () => expectLook(sheets))
  test('has a frame whose outer lines are as thick as they are drawn on both sides', async () => {
    const [sheet] = await picturesOf(sheets.file, 300)
    if (!sheet) throw new Error('nothing was printed')
    const lines = uprightLines(sheet, 25, 300)
    const isThick = (outermost: number, inwards: 1 | -1) =>
      [1, 2].every((step) => lines.includes(outermost + step * inwards))
    // Three dots of 300 an inch are a quarter of a millimetre.
    expect(isThick(lines[0] ?? 0, 1)).toBe(true)
    expect(isThick(lines.at(-1) ?? 0, -1)).toBe(true)
    expect(Math.abs((lines[0] ?? 0) + (lines.at(-1) ?? 0) - sheet.width)).toBeLessThan(10)
  })
})

interface Sheets {
  readonly file: string
  /** The text of each page, laid out. */
  readonly pages: readonly string[]
}

async function goTo(path: string, ready: string): Promise<void> {
  await app.window.goto(`app://desk${path}`)
  await signIn(app.window, { name: '苏文彬', pin: '660606' })
  await app.window.getByTestId(ready).first().waitFor()
}

async function paper(name: string): Promise<Sheets> {
  const file = join(inject('folder'), `${name}.pdf`)
  await answerSave(app.electron, file)
  expect(await app.window.evaluate((asked) => window.desk?.savePdf({ name: asked }), name)).toBe('saved')
  if (keep) await copyFile(file, join(keep, basename(file)))
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return { file, pages: stdout.split('\f').slice(0, -1) }
}

async function expectSheets({ file, pages }: Sheets, width: number, height: number): Promise<void> {
  const sizes = await sizesOf(file)
  expect(sizes).toEqual(pages.map(() => [width, height]))
  for (const [index, page] of pages.entries()) {
    const numbers = page.match(new RegExp(`(?<!\\d)${index + 1} ?/ ?${pages.length}(?!\\d)`, 'g')) ?? []
    expect(numbers, `page ${index + 1}`).toHaveLength(1)
  }
}

/** In mm. */
async function sizesOf(file: string): Promise<[number, number][]> {
  const { stdout } = await run('pdfinfo', ['-f', '1', '-l', '99', file])
  const points = [...stdout.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)]
  return points.map(([, width, height]) => [millimetres(width), millimetres(height)])
}

function millimetres(points: string | undefined): number {
  return Math.round((Number(points) / 72) * 25.4)
}

/** Each sheet as a grey picture: something is printed on it, nothing runs into the edge, and it is no black sheet. */
async function expectLook({ file }: Sheets): Promise<void> {
  const pictures = await picturesOf(file, 40)
  expect(pictures.length).toBeGreaterThan(0)
  for (const { name, width, height, grey } of pictures) {
    const ink = grey.filter((value) => value < 160).length / grey.length
    expect(ink, name).toBeGreaterThan(0.002)
    expect(ink, name).toBeLessThan(0.3)
    const edge = grey.filter((value, at) => isEdge(at % width, Math.floor(at / width), width, height) && value < 240)
    expect(edge.length, `${name} at its edge`).toBe(0)
  }
}

/** The outermost 4 mm, where office printers cannot print. */
function isEdge(x: number, y: number, width: number, height: number): boolean {
  const edge = Math.floor((4 / 25.4) * 40)
  return x < edge || y < edge || x >= width - edge || y >= height - edge
}

interface Picture {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
}

/** Each sheet of a PDF at so many dots an inch. */
async function picturesOf(file: string, dots: number): Promise<Picture[]> {
  const stem = `${basename(file, '.pdf')}-${dots}`
  await run('pdftoppm', ['-gray', '-r', String(dots), file, join(dirname(file), stem)])
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(stem)).sort()
  return Promise.all(names.map(async (name) => ({ name, ...readPgm(await readFile(join(dirname(file), name))) })))
}

/** The columns that hold an unbroken dark line of at least so many mm. */
function uprightLines({ width, height, grey }: Picture, millimetres: number, dots: number): number[] {
  const least = (millimetres / 25.4) * dots
  return [...Array(width).keys()].filter((x) => {
    let length = 0
    for (let y = 0; y < height && length < least; y++) length = (grey[y * width + x] ?? 255) < 160 ? length + 1 : 0
    return length >= least
  })
}

function readPgm(file: Buffer): { width: number; height: number; grey: Uint8Array } {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'))
  if (!head) throw new Error('not a grey picture')
  return { width: Number(head[1]), height: Number(head[2]), grey: file.subarray(head[0].length) }
}
