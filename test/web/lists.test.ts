import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'
import { eventually } from './eventually.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

const row = (page: Page, index: number) => page.locator(`tr[data-row="${index}"]`)
const total = (page: Page) => page.getByTestId('total')

/** A column of the page, top to bottom. */
async function column(page: Page, name: string): Promise<string[]> {
  const heads = await page.locator('thead th').allTextContents()
  const index = heads.findIndex((head) => head.startsWith(name))
  return page.locator(`tr[data-row] td:nth-child(${index + 1})`).allTextContents()
}

async function openResidents(path = '/residents'): Promise<Page> {
  const page = await desk.open({ as: 'manager', path })
  await row(page, 0).waitFor()
  return page
}

describe('a list', () => {
  it('sorts up, down, and back into its own order, and keeps the order in the address', async () => {
    const page = await openResidents()
    const own = await column(page, '起始')
    const head = page.locator('thead th').filter({ hasText: '起始' })
    await head.click()
    await page.waitForURL(/sort=fromOn/)
    await eventually(async () => (await column(page, '起始'))[0] !== own[0]).toBe(true)
    const up = await column(page, '起始')
    expect(up).toEqual([...up].sort())
    await head.click()
    await page.waitForURL(/sort=-fromOn/)
    await eventually(async () => (await column(page, '起始'))[0] === up[0]).toBe(false)
    const down = await column(page, '起始')
    expect(down).toEqual([...down].sort().reverse())
    await page.reload()
    await row(page, 0).waitFor()
    expect(await column(page, '起始')).toEqual(down)
    await head.click()
    await eventually(() => page.url()).not.toContain('sort=')
    await eventually(() => column(page, '起始')).toEqual(own)
  })

  it('filters by what is typed and chosen, says how many, and clears again', async () => {
    const page = await openResidents()
    const all = await total(page).textContent()
    await page.getByTestId('filter-role').click()
    await page.getByRole('option', { name: '租户' }).click()
    await page.waitForURL(/role=tenant/)
    await eventually(() => total(page).textContent()).not.toBe(all)
    expect(new Set(await column(page, '身份'))).toEqual(new Set(['租户']))
    await page.keyboard.press('/')
    expect(await page.getByTestId('filter-text').evaluate((box) => box === document.activeElement)).toBe(true)
    const name = (await column(page, '姓名'))[0] ?? ''
    await page.keyboard.insertText(name)
    await page.waitForURL(/text=/)
    await eventually(async () => new Set(await column(page, '姓名'))).toEqual(new Set([name]))
    await page.reload()
    await row(page, 0).waitFor()
    expect(await page.getByTestId('filter-text').inputValue()).toBe(name)
    await page.getByTestId('clear-filters').click()
    await eventually(() => total(page).textContent()).toBe(all)
    expect(new URL(page.url()).search).toBe('')
  })

  it('turns pages by button and by key, and begins anew when a filter changes', async () => {
    const page = await openResidents()
    const first = await column(page, '姓名')
    await page.getByRole('button', { name: '下一页' }).click()
    await page.waitForURL(/page=2/)
    await total(page).getByText('第 51–100 条').waitFor()
    await eventually(() => column(page, '姓名')).not.toEqual(first)
    await row(page, 0).focus()
    await page.keyboard.press('PageDown')
    await total(page).getByText('第 101–150 条').waitFor()
    await row(page, 0).focus()
    await page.keyboard.press('PageUp')
    await total(page).getByText('第 51–100 条').waitFor()
    await page.getByTestId('filter-role').click()
    await page.getByRole('option', { name: '业主' }).click()
    await page.waitForURL((url) => url.searchParams.get('role') === 'owner' && !url.searchParams.has('page'))
    await total(page).getByText('第 1–50 条').waitFor()
  })

  it('shows as many rows a page as are asked for', async () => {
    const page = await openResidents()
    await page
      .getByRole('textbox', { name: '每页条数' })
      .or(page.getByRole('combobox', { name: '每页条数' }))
      .click()
    await page.getByRole('option', { name: '每页 20 条' }).click()
    await page.waitForURL(/size=20/)
    await eventually(() => page.locator('tr[data-row]').count()).toBe(20)
  })

  it('walks through its rows by key and opens one', async () => {
    const page = await openResidents()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'))
    await row(page, 0).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('2')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('1')
    await page.keyboard.press('End')
    expect(await focused()).toBe('49')
    await page.keyboard.press('Home')
    expect(await focused()).toBe('0')
    const name = (await column(page, '姓名'))[0] ?? ''
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.goBack()
    await row(page, 0).waitFor()
  })

  it('shows the columns that were chosen, also next time, and the usual ones again', async () => {
    const page = await openResidents()
    const heads = () => page.locator('thead th').allTextContents()
    const usual = await heads()
    await page.getByTestId('columns').click()
    await page.getByRole('menuitemcheckbox', { name: '车牌' }).click()
    await page.getByRole('menuitemcheckbox', { name: '结束' }).click()
    await eventually(heads).toEqual(usual.filter((head) => head !== '车牌' && head !== '结束'))
    await page.reload()
    await row(page, 0).waitFor()
    expect(await heads()).not.toContain('车牌')
    await page.getByTestId('columns').click()
    await page.getByRole('menuitem', { name: '恢复默认列' }).click()
    await eventually(heads).toEqual(usual)
  })

  it('exports all rows of the filter in the order and the columns shown', async () => {
    const page = await openResidents('/residents?role=tenant&sort=-fromOn')
    const shown = await column(page, '姓名')
    const count = Number(/共 ([\d,]+) 条/.exec((await total(page).textContent()) ?? '')?.[1]?.replace(',', ''))
    expect(count).toBeGreaterThan(50)
    const downloading = page.waitForEvent('download')
    await page.getByTestId('export').click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/住户.*\.xlsx$/)
    const book = new ExcelJS.Workbook()
    const file = join(desk.folder, 'exported.xlsx')
    await download.saveAs(file)
    await book.xlsx.readFile(file)
    const sheet = book.worksheets[0]
    const table = Array.from(sheet?.getSheetValues() ?? [], (cells) => (Array.isArray(cells) ? cells.slice(1) : []))
    const head = table.findIndex((cells) => cells.includes('姓名'))
    const at = table[head]?.indexOf('姓名') ?? -1
    const names = table.slice(head + 1).flatMap((cells) => (cells[at] ? [String(cells[at])] : []))
    expect(names).toHaveLength(count)
    expect(names.slice(0, shown.length)).toEqual(shown)
    await page.getByText('文件已保存').waitFor()
    expect(desk.faults).toEqual([])
  })
})

describe('what a list shows instead of rows', () => {
  it('nothing found: says so and offers to clear the filters', async () => {
    const page = await desk.open({ as: 'manager', path: '/residents?text=nobodyatall' })
    await page.getByText('没有符合筛选条件的记录').waitFor()
    expect(await total(page).textContent()).toBe('共 0 条')
    await page.getByRole('button', { name: '清除筛选' }).last().click()
    await row(page, 0).waitFor()
  })

  it('a page beyond the last one leads back to the first', async () => {
    const page = await desk.open({ as: 'manager', path: '/residents?page=900' })
    await page.getByText('这一页已经没有记录').waitFor()
    await page.getByRole('button', { name: '第一页' }).last().click()
    await row(page, 0).waitFor()
  })

  it('while the answer is on its way: grey rows; the old ones stay where there are some', async () => {
    const page = await desk.open({ as: 'manager' })
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/rpc/lists/residents', async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('navigation').getByRole('link', { name: '住户' }).click()
    await page.getByRole('status', { name: '正在载入…' }).waitFor()
    release()
    await row(page, 0).waitFor()
  })

  it('an error: what went wrong, with the reference, and another try that works', async () => {
    const page = await desk.open({ as: 'manager' })
    await page.route('**/rpc/lists/residents', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({
          json: {
            defined: false,
            code: 'INTERNAL_SERVER_ERROR',
            status: 500,
            message: 'internal error',
            data: { reference: 'E0042' },
          },
        }),
      }),
    )
    await page.getByRole('navigation').getByRole('link', { name: '住户' }).click()
    const alert = page.getByRole('alert')
    await alert.getByText(/E0042/).waitFor()
    await page.unroute('**/rpc/lists/residents')
    await alert.getByRole('button', { name: '重试' }).click()
    await row(page, 0).waitFor()
  })

  it('a backend that is gone: says so and tries again by itself', async () => {
    const page = await desk.open({ as: 'manager' })
    await page.route('**/rpc/lists/residents', (route) => route.abort('connectionrefused'))
    await page.getByRole('navigation').getByRole('link', { name: '住户' }).click()
    await page.getByText(/后台服务中断/).waitFor({ timeout: 20_000 })
    await page.unroute('**/rpc/lists/residents')
    await page.getByRole('button', { name: '重试' }).click()
    await row(page, 0).waitFor()
  })

  it('no permission: says so instead of an empty list', async () => {
    const page = await desk.open({ as: 'engineering', path: '/imports' })
    await page.getByText('没有权限').first().waitFor()
    expect(await page.locator('tr[data-row]').count()).toBe(0)
  })
})

describe('on paper', () => {
  it('a list keeps its title, its head and all rows of the page, and leaves the tools of the screen out', async () => {
    const page = await openResidents()
    const names = await column(page, '姓名')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByTestId('filter-text').isVisible()).toBe(false)
    expect(await page.getByTestId('export').isVisible()).toBe(false)
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    expect(await page.getByText(/打印日期 2026-11-21/).isVisible()).toBe(true)
    const table = await page.locator('table').first().boundingBox()
    const last = await row(page, names.length - 1).boundingBox()
    const box = await page.locator('table').first().locator('xpath=ancestor::div[3]').boundingBox()
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0) + 1)
    expect(table?.height).toBeGreaterThan(700)
  })
})
