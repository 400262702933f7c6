import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

interface ReferenceFigure {
  readonly unit: 'count' | 'm2' | 'yuan' | 'ratio'
  readonly value?: number
  readonly numerator?: number
  readonly denominator?: number
  readonly zh: string
  readonly by?: Readonly<Record<string, number>>
}

const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/reference-year.json'), 'utf8')) as {
  figures: Record<string, ReferenceFigure>
}
const figures = Object.entries(reference.figures).filter(([id]) => /^(handover|movein)\//.test(id))

const named = (id: string) => id.replaceAll('/', '-')
const count = (value: number) => value.toLocaleString('en')
const m2 = (value: number) => value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
/** One decimal, half up, without floating point. */
const percent = (numerator: number, denominator: number) => {
  const tenths = Math.floor((numerator * 2000 + denominator) / (denominator * 2))
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await startDesk()
  page = await desk.open({ as: 'manager', path: '/summary' })
})
afterAll(() => desk.close())

async function goTo(path: string, on = page): Promise<void> {
  await on.goto(new URL(path, on.url()).href)
}

/** A page on a busy machine may take its time. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 })

const text = (testId: string, on = page) => on.getByTestId(testId).textContent()

describe('the yearly summary', () => {
  test('there are figures to compare with', () => {
    expect(figures.map(([id]) => id)).toHaveLength(9)
  })

  test.each(figures)('shows the published %s of 2025', async (id, figure) => {
    if (!page.url().endsWith('/summary?year=2025')) await goTo('/summary?year=2025')
    const name = `figure-${named(id)}`
    if (figure.unit === 'ratio') {
      const { numerator = 0, denominator = 0 } = figure
      expect(await text(name)).toBe(percent(numerator, denominator))
      expect(await text(`${name}-numerator`)).toBe(count(numerator))
      expect(await text(`${name}-denominator`)).toBe(count(denominator))
    } else {
      expect(await text(name)).toBe(figure.unit === 'm2' ? m2(figure.value ?? 0) : count(figure.value ?? 0))
    }
    for (const [part, value] of Object.entries(figure.by ?? {}))
      expect(await text(`${name}-${part}`)).toBe(count(value))
  })

  test('prints 1258 of 1407 as 89.4% and 779 of 1258 as 61.9%', async () => {
    await goTo('/summary?year=2025')
    expect(await text('figure-handover-rate')).toBe('89.4%')
    expect(await text('figure-movein-rate')).toBe('61.9%')
  })

  test('stands on the last whole year and shows the year before with the difference', async () => {
    await goTo('/summary')
    expect(await page.getByTestId('year').inputValue()).toBe('2025 年')
    const row = page.getByRole('row').filter({ hasText: '累计交房' }).first()
    expect(await text('previous-handover-done')).toBe('1,137')
    expect(await row.textContent()).toMatch(/\+121.*\+10\.6%/)
  })

  test('counts only what had happened on the as-of date, and says so in the address', async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('as-of').fill('2025-06-30')
    await page.getByTestId('as-of').press('Enter')
    await page.waitForURL(/asOf=2025-06-30/)
    await page.getByTestId('as-of-note').waitFor()
    const { db } = desk.host.office
    const within = await db
      .selectFrom('unit')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('handed_over_on', '>=', '2025-01-01')
      .where('handed_over_on', '<=', '2025-06-30')
      .executeTakeFirstOrThrow()
    await poll(() => text('figure-handover-done-in-year')).toBe(count(within.count))
    expect(within.count).toBeLessThan(121)
    // A chosen day goes along to another year; without one the usual day comes back.
    await page.getByRole('heading', { name: '年度工作总结' }).focus()
    await page.keyboard.press('[')
    await page.waitForURL(/year=2024&asOf=2024-06-30/)
    await page.keyboard.press(']')
    await page.waitForURL(/year=2025&asOf=2025-06-30/)
    await page.getByRole('button', { name: '清空日期' }).click()
    await poll(() => page.url()).not.toContain('asOf')
    await poll(() => text('figure-handover-done-in-year')).toBe('121')
  })

  test('shows at once which targets are missed, and beside each figure by how much', async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('missed-jobs-finish-in-time').waitFor()
    const rate = Number((await text('figure-jobs-finish-in-time'))?.replace('%', ''))
    const short = `差 ${(98 - rate).toFixed(1)} 点`
    expect(await text('missed-jobs-finish-in-time')).toContain(`完成及时率 ${rate}% （目标 ≥ 98.0%） ${short}`)
    expect(await text('target-jobs-finish-in-time')).toMatch(new RegExp(`^≥ 98\\.0%.*${short}$`))
    const met = page.getByTestId('target-surveys-satisfaction')
    expect(await met.getAttribute('data-standing')).toBe('met')
    expect(await met.textContent()).toMatch(/≥ 85\.0%.*达标，优 0\.1 点/)
    expect(await page.getByTestId('missed-surveys-satisfaction').count()).toBe(0)
    expect(await text('jump-maintenance')).toContain('1 项未达标')
  })

  test('is of a quarter or month just as well, and hands the span on to the records', async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('span').click()
    await page.getByRole('option', { name: '第 1 季度' }).click()
    await page.waitForURL(/span=q1/)
    await page.getByRole('heading', { name: '季度工作总结' }).waitFor()
    const { db } = desk.host.office
    const within = await db
      .selectFrom('job')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('registered_on', '>=', '2025-01-01')
      .where('registered_on', '<=', '2025-03-31')
      .executeTakeFirstOrThrow()
    await poll(() => text('figure-jobs-total')).toBe(count(within.count))
    await page
      .getByText(/本季实际交房/)
      .first()
      .waitFor()
    await page.getByTestId('figure-jobs-total').click()
    await page.waitForURL(/span=q1/)
    await poll(() => page.getByTestId('total').getAttribute('data-total')).toBe(String(within.count))
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/summary\?.*span=q1/)
    await page.getByTestId('figure-jobs-total').waitFor()
    // The quarter before the first is the last of the year before.
    await page.keyboard.press('[')
    await page.waitForURL((url) => url.search.includes('year=2024') && url.search.includes('span=q4'))
    await page.keyboard.press(']')
    await page.waitForURL((url) => url.search.includes('year=2025') && url.search.includes('span=q1'))
  })

  test('leads to its chapters by keys, in the order of the office', async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('jump-fees').waitFor()
    expect(await page.getByRole('navigation', { name: '章节' }).getByRole('link').allTextContents()).toEqual([
      '交房与入住',
      '收费',
      '日常工作1 项未达标',
      '走访与满意度',
      '维修1 项未达标',
      '保洁绿化',
    ])
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await poll(() => page.evaluate(() => document.activeElement?.id)).toBe('chapter-fees')
    await page.keyboard.press('k')
    await poll(() => page.evaluate(() => document.activeElement?.id)).toBe('chapter-handover')
    await page.getByTestId('jump-grounds').click()
    await poll(() => page.evaluate(() => document.activeElement?.id)).toBe('chapter-grounds')
  })

  test('says in words what a figure counts', async () => {
    await goTo('/summary?year=2025')
    await page.getByRole('button', { name: '口径：交房率' }).click()
    await page.getByRole('dialog').getByText('累计交房户数 ÷ 累计达到交房条件户数').waitFor()
    await page.keyboard.press('Escape')
  })

  test.each([
    ['/summary?year=2031', /2031 年还没有开始/],
    ['/summary?year=2025&asOf=2024-06-30', /2024-06-30 早于 2025 年/],
    ['/summary?year=1995', /1995 年和上一年同期都没有任何记录/],
  ])('says plainly why %s has nothing', async (path, sentence) => {
    await goTo(path)
    await page.getByText(sentence).waitFor()
    expect(await page.getByTestId('figure-handover-done').count()).toBe(0)
  })

  test('brings its charts only when it is opened, and shows the figures in them', async () => {
    const other = await desk.open({ as: 'manager' })
    const asked: string[] = []
    other.on('request', (request) => void asked.push(request.url()))
    await goTo('/', other)
    await other.getByTestId('overdue').waitFor()
    expect(asked.filter((url) => /ChartDrawing/.test(url))).toEqual([])
    await goTo('/summary?year=2025', other)
    const occupancy = other.getByTestId('chart-occupancy')
    await poll(() => occupancy.locator('svg').textContent()).toContain('1,407')
    await poll(() => other.getByTestId('chart-bridge').locator('svg').textContent()).toMatch(
      /171,228.*−972,862.*248,609/,
    )
    // Who cannot see it is told.
    const spoken = occupancy.getByRole('img').first()
    expect(await spoken.getAttribute('aria-label')).toContain('2025 年：已装修入住 690，未装修入住 89')
    expect(asked.some((url) => /ChartDrawing/.test(url))).toBe(true)
    await other.getByTestId('chart-ageing').locator('svg').click()
    await other.waitForURL(/\/summary\/figure\/fees\/arrears\?year=2025/)
    await other.context().close()
  })

  test('prints on A4 with whose paper it is, without buttons, and with every definition', async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('figure-movein-rate').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(
      await page
        .getByText(/打印日期 2026-11-21/)
        .first()
        .isVisible(),
    ).toBe(true)
    expect(await page.getByTestId('export').isVisible()).toBe(false)
    expect(await page.getByText('累计入住户数 ÷ 累计交房户数').isVisible()).toBe(true)
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    await page.emulateMedia({ media: null })
    expect(paper).toMatch(/\/MediaBox ?\[0 0 59[45][.\d]* 84[12]/)
    expect(paper.match(/\/Type ?\/Page\b/g)?.length).toBeLessThanOrEqual(7)
  })
})

/** Every record of a figure as its page shows it, page after page. */
async function recordsOf(path: string): Promise<string[][]> {
  const rows: string[][] = []
  for (let number = 1; ; number++) {
    await goTo(`${path}&size=500&page=${number}`)
    await page.getByTestId('total').waitFor()
    const shown = await page
      .getByTestId('record')
      .evaluateAll((elements) =>
        elements.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
      )
    rows.push(...shown)
    const total = Number(await page.getByTestId('total').getAttribute('data-total'))
    if (rows.length >= total || shown.length === 0) return rows
  }
}

describe('the records behind a figure', () => {
  const opened = figures.flatMap(([id, figure]) =>
    figure.unit === 'ratio'
      ? [
          { id, query: '&side=numerator', expected: figure.numerator ?? 0 },
          { id, query: '', expected: figure.denominator ?? 0 },
        ]
      : [
          { id, query: '', expected: figure.unit === 'm2' ? 0 : (figure.value ?? 0) },
          ...Object.entries(figure.by ?? {}).map(([part, value]) => ({ id, query: `&part=${part}`, expected: value })),
        ],
  )

  test.each(opened.filter(({ expected }) => expected > 0))(
    'are exactly as many as the figure: $id $query',
    async ({ id, query, expected }) => {
      const rows = await recordsOf(`/summary/figure/${id}?year=2025${query}`)
      expect(rows).toHaveLength(expected)
      expect(new Set(rows.map((row) => `${row[0]} ${row[1]} ${row[2]}`)).size).toBe(expected)
    },
    120_000,
  )

  test.each(figures.filter(([, figure]) => figure.unit === 'm2'))('add up to the area of %s', async (id, figure) => {
    const rows = await recordsOf(`/summary/figure/${id}?year=2025`)
    const centi = rows.reduce((sum, row) => sum + Math.round(Number(row[4]?.replaceAll(',', '')) * 100), 0)
    expect(centi / 100).toBe(figure.value)
  })

  test('of a ratio say which are in the numerator, and can be narrowed to those', async () => {
    const rows = await recordsOf('/summary/figure/handover/rate?year=2025')
    expect(rows.filter((row) => row.at(-1) === '计入')).toHaveLength(1258)
    expect(rows.filter((row) => row.at(-1) === '未计入')).toHaveLength(149)
    await goTo('/summary/figure/handover/rate?year=2025')
    await page.getByTestId('side').getByText('只看分子 1,258').click()
    await page.waitForURL(/side=numerator/)
    await poll(() => page.getByTestId('total').getAttribute('data-total')).toBe('1258')
    await page.getByTestId('side').getByText('只看未计入 149').click()
    await poll(() => page.getByTestId('total').getAttribute('data-total')).toBe('149')
    await goTo('/summary/figure/surveys/satisfaction?year=2025&part=B区')
    await poll(() => page.getByTestId('figure-sides').textContent()).toContain('93 / 122')
  })

  test('open from the number, lead to the unit, and lead back', async () => {
    await goTo('/summary?year=2025&asOf=2025-12-31')
    await page.getByTestId('figure-handover-done-in-year-shop').click()
    await page.waitForURL(/\/summary\/figure\/handover\/done-in-year\?.*part=shop/)
    expect(new URL(page.url()).searchParams.get('year')).toBe('2025')
    await poll(() => page.getByTestId('record').count()).toBe(1)
    const unit = await page.getByTestId('record').getByRole('link').textContent()
    await page.getByTestId('record').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/estate\/unit\/\d+/)
    await page
      .getByRole('heading', { name: unit ?? '' })
      .first()
      .waitFor()
    await page.goBack()
    await page.getByTestId('record').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/summary\?/)
  })

  test('of last year open from last year’s number', async () => {
    await goTo('/summary?year=2025')
    const shown = Number((await text('previous-movein-households-decorated'))?.replaceAll(',', ''))
    await page.getByTestId('previous-movein-households-decorated').click()
    await page.waitForURL(/year=2024/)
    await poll(() => page.getByTestId('total').getAttribute('data-total')).toBe(String(shown))
  })

  test('of a figure there is none are told apart from a fault', async () => {
    await goTo('/summary/figure/handover/no-such?year=2025')
    await page.getByText('没有这个页面').waitFor()
  })
})

describe('the exported workbook', () => {
  const book = new ExcelJS.Workbook()
  beforeAll(async () => {
    await goTo('/summary?year=2025')
    await page.getByTestId('figure-handover-done').waitFor()
    const download = page.waitForEvent('download')
    await page.getByTestId('download').click()
    await page.getByTestId('download-xlsx').click()
    const file = join(desk.folder, 'summary.xlsx')
    await (await download).saveAs(file)
    await book.xlsx.readFile(file)
  })

  test.each(figures)('holds the same %s and its records', (_id, figure) => {
    // The sheet of the chapter: a line a figure, this year and its two sides.
    let line: ExcelJS.Row | undefined
    book.worksheets[1]?.eachRow((row) => {
      if (row.getCell(1).value === figure.zh) line = row
    })
    const [value, numerator, denominator] = [3, 4, 5].map((column) => line?.getCell(column).result)
    if (figure.unit === 'ratio') expect([numerator, denominator]).toEqual([figure.numerator, figure.denominator])
    else expect(value).toBe(figure.value)

    let rows = 0
    let centi = 0
    book.getWorksheet(figure.zh)?.eachRow((row, number) => {
      // Title and header above; the total below has no building.
      if (number <= 2 || row.getCell(3).text === '') return
      rows++
      centi += Math.round(Number(row.getCell(6).value) * 100)
    })
    if (figure.unit === 'm2') expect(centi / 100).toBe(figure.value)
    else expect(rows).toBe(figure.unit === 'ratio' ? figure.denominator : figure.value)
  })
})

test('W and H export the report as a Word document and as a web page, named after what it is', async () => {
  await goTo('/summary?year=2025')
  await page.getByTestId('figure-handover-done').waitFor()
  for (const [key, extension] of [
    ['w', 'docx'],
    ['h', 'html'],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.keyboard.press(key)
    expect((await download).suggestedFilename()).toBe(`2025年度工作总结 2025-12-31.${extension}`)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
})

// In English and dark: what else this file does, it does in Chinese and light.
describe('for everybody', () => {
  // The summary of 2025 is scanned with the shell.
  test.each(['/summary/figure/handover/rate?year=2025', '/summary?year=2031'])(
    'axe finds nothing serious on %s',
    async (path) => {
      const other = await desk.open({ as: 'manager', language: 'en', dark: true, path })
      await other.locator('[data-testid="total"], main [role="status"]').first().waitFor()
      const serious = await seriousOf(other, { without: 'header' })
      expect(serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
      await other.context().close()
    },
  )
})

test('nothing of this made the backend fail', () => {
  expect(desk.faults).toEqual([])
})

test('puts the records of a figure in the order of a column, both ways, and back by place', async () => {
  const page = await desk.open({ as: 'manager', path: '/summary/figure/handover/done-in-year?year=2025' })
  const areas = async () =>
    (await page.locator('tbody tr td:nth-child(5)').allTextContents()).map((text) => Number(text.replace(/,/g, '')))
  await page.getByTestId('sort-areaCenti').click()
  await page.waitForURL(/by=areaCenti/)
  await expect.poll(async () => (await areas())[0], { timeout: 30_000 }).toBeLessThan(14)
  const up = await areas()
  expect(up).toEqual([...up].sort((a, b) => a - b))
  await page.getByTestId('sort-areaCenti').click()
  await page.waitForURL(/descending=true/)
  await expect.poll(async () => (await areas())[0], { timeout: 30_000 }).toBeGreaterThan(100)
  const down = await areas()
  expect(down).toEqual([...down].sort((a, b) => b - a))
  await page.getByTestId('sort-areaCenti').click()
  await page.waitForURL((url) => !url.search.includes('by='))
})
