import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
/** Of the job that the first test registers. */
let number: string
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('a call is taken by keyboard alone, from any page, with its number and slip; the job is sent out, charged, reopened', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/residents' })
  await page.locator('tbody tr').first().waitFor()
  await page.keyboard.press('Alt+n')
  await page.getByTestId('intake-unit').waitFor()
  await page.keyboard.type('1-101')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('intake-unit').inputValue()).toBe('1栋101')
  await expect.poll(() => page.getByTestId('intake-phone').inputValue()).toMatch(/^1\d{10}$/)
  await page.getByTestId('intake-place').focus()
  await page.keyboard.type('厨房')
  await page.keyboard.press('Tab')
  await page.keyboard.type('<b>急</b> 𠮷')
  await page.keyboard.press('Alt+1')
  await expect.poll(() => page.getByTestId('read-back').textContent()).toContain('1栋101厨房')
  expect(await page.getByTestId('read-back').textContent()).toContain('<b>急</b> 𠮷，水管漏水')
  expect(await axe(page, 'intake')).toEqual([])
  await page.keyboard.press('Control+Enter')
  const saved = page.getByTestId('intake-saved').getByRole('heading', { name: /^GD20261121-\d{3}$/ })
  await saved.waitFor()
  number = (await saved.textContent()) ?? ''
  await page.keyboard.press('p')
  await page.getByTestId('voucher-sheet').getByText(number).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(number.slice(6))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: number }).waitFor()

  await page.getByTestId('step-dispatch').click()
  await page.getByRole('option', { name: /吴志强/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-form').getByText('必须填写').waitFor()
  await page.getByTestId('worker').click()
  await page.getByRole('option', { name: /吴志强/ }).click()
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-complete').click()
  await page.getByTestId('result').fill('换了阀门')
  await page.getByTestId('add-material').click()
  await page.getByTestId('material-0').fill('角阀')
  await page.getByTestId('price-0').fill('35.5')
  await page.getByTestId('labour-hours').fill('1.5')
  await page.getByTestId('labour-price').fill('60')
  await page.getByTestId('charge-class').getByText('有偿').click()
  await page.getByTestId('finished-at').fill('2020-01-01 08:00')
  await page.getByTestId('go-ahead').click()
  await page
    .getByTestId('step-form')
    .getByText(/早于登记/)
    .waitFor()
  await page.getByTestId('finished-at').fill('')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('costs').getByText('维修费 125.50').waitFor()
  expect(await page.getByTestId('charge-state').textContent()).toBe('未收')
  expect(await page.getByTestId('to-counter').getAttribute('href')).toContain('/counter?unit=')
  await page.getByTestId('step-reopen').click()
  await page.getByTestId('reason').fill('又漏了')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-dispatch').waitFor()
  expect(await page.getByTestId('step').allInnerTexts()).toHaveLength(4)
  expect(await axe(page, 'job')).toEqual([])
  expect(desk.faults).toEqual([])
})

test('a job that was registered wrongly is corrected by key, and its steps say what was changed', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/jobs' })
  await page.locator('tbody tr', { hasText: number }).click()
  await page.getByTestId('correct-job').waitFor()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await page.getByTestId('correct-place').fill('轿厢')
  await dialog.getByText('电梯', { exact: true }).click()
  await dialog.getByText('紧急', { exact: true }).click()
  expect(await axe(page, 'correct')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  const last = page.getByTestId('step').last()
  await expect.poll(() => last.textContent()).toContain('工种 水电 → 电梯')
  expect(await last.textContent()).toMatch(/更正.*地点 厨房 → 轿厢.*优先级 普通 → 紧急/)
})

test('while the next call is taken what it may be about is shown; the caller joins it, or it is answered at once', async () => {
  const { db } = desk.host.office
  const { unitId } = await db
    .selectFrom('job')
    .select('unit_id as unitId')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const clock = { zone: 'Asia/Shanghai', now: () => new Date('2026-11-20T23:00:00Z'), today: () => '2026-11-21' }
  const { number: complained } = await receiveComplaint(
    { db, clock, actor: { id: null, name: '周燕', roles: ['front-desk'] } },
    {
      ...{ unitId, place: '', personId: null, caller: '陈女士', phone: '', kind: 'other', against: '' },
      content: '楼上半夜装修',
      requestKey: null,
    },
  )
  const page = await desk.open({ as: 'front-desk', path: '/jobs' })
  await page.getByTestId('intake').click()
  await page.getByTestId('intake-unit').fill('1-101')
  await page.keyboard.press('Enter')
  await page.getByTestId('around').getByText(number).waitFor()
  const complaint = page.getByTestId('case-around').filter({ hasText: complained })
  expect(await complaint.getByRole('link').getAttribute('href')).toMatch(/^\/complaints\/\d+$/)
  await page.getByTestId('go-ahead').click()
  await page.getByText('必须填写').first().waitFor()
  await page.getByTestId('intake-content').fill('厨房水管漏水')
  await page.getByTestId('around').getByText('疑似重复').waitFor()
  await page.keyboard.press('Alt+j')
  await page.getByTestId('intake-saved').getByText(number).waitFor()
  await page.keyboard.press('n')
  await page.getByTestId('intake-unit').waitFor()
  // After repair, service order and complaint comes the enquiry.
  for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+k')
  await page.getByTestId('intake-content').fill('几点开门')
  await page.keyboard.press('Control+Enter')
  await page.getByText('必须填写').waitFor()
  await page.getByTestId('intake-answer').fill('八点半')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('intake-saved').getByText('ZX20261121-001').waitFor()
})

test('an unknown caller is kept by name, a device is nobody, and words are lost only when the clerk says so', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/jobs' })
  await page.getByTestId('intake').click()
  const who = page.getByTestId('intake-unit')
  await who.fill('DT-001')
  await expect.poll(() => who.getAttribute('data-settled')).toBe('true')
  expect(await page.getByTestId('pick').count()).toBe(0)
  await who.fill('无名氏')
  await expect.poll(() => who.getAttribute('data-settled')).toBe('true')
  await page.keyboard.press('Tab')
  await expect.poll(() => page.getByTestId('intake-caller').inputValue()).toBe('无名氏')
  await page.getByTestId('nobody-picked').waitFor()
  await page.getByTestId('intake-place').fill('北门')
  await page.getByTestId('intake-content').fill('路灯不亮')
  // Another kind of call takes the words over.
  await page.keyboard.press('Alt+k')
  await expect.poll(() => page.getByRole('radio', { name: '服务单' }).isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: '有尚未保存的内容' })
  await question.waitFor()
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Alt+k')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  await expect.poll(() => page.getByRole('radio', { name: '服务单' }).isChecked()).toBe(true)
  expect(await page.getByTestId('intake-content').inputValue()).toBe('路灯不亮')
  // Twice, in a hurry.
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('intake-saved').waitFor()
  expect(await page.getByText('已登记').count()).toBe(1)
  await page.keyboard.press('n')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('intake-unit')
  const { db } = desk.host.office
  const kept = await db.selectFrom('job').select(['caller', 'kind']).orderBy('id', 'desc').limit(1).execute()
  expect(kept).toEqual([{ caller: '无名氏', kind: 'service' }])
})

test('from the card of a unit a call begins with its household', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/estate/unit/1' })
  await page.getByTestId('take-call').waitFor()
  await page.keyboard.press('Alt+n')
  await expect.poll(() => page.getByTestId('intake-phone').inputValue()).toMatch(/^1\d{10}$/)
  expect(await page.getByTestId('read-back').textContent()).toContain(await page.locator('h1').first().textContent())
  await page.keyboard.type('跳闸')
  expect(await page.getByTestId('intake-content').inputValue()).toBe('跳闸')
})

test('the workshop takes a call without seeing the whole phone, which is kept all the same', async () => {
  const page = await desk.open({ as: 'engineering', path: '/jobs' })
  await page.getByTestId('intake').click()
  await page.getByTestId('intake-unit').fill('1-101')
  await page.keyboard.press('Enter')
  const phone = page.getByTestId('intake-phone')
  await expect.poll(() => phone.getAttribute('placeholder')).toMatch(/^1\d\d\*{4}\d{4}$/)
  expect(await phone.inputValue()).toBe('')
  await page.getByTestId('intake-content').fill('单元门关不上')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('intake-saved').waitFor()
  const job = await desk.host.office.db
    .selectFrom('job')
    .select('phone')
    .where('content', '=', '单元门关不上')
    .executeTakeFirstOrThrow()
  expect(job.phone).toMatch(/^1\d{10}$/)
  expect(desk.faults).toEqual([])
})

test('a card of the board goes to a worker by key or by drag, never to one who is away', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/jobs/board' })
  const waiting = page.getByTestId('column-waiting').getByTestId('card')
  const columns = page.getByTestId('column')
  await waiting.first().waitFor()
  expect(await waiting.first().textContent()).toContain('往日')
  expect(await axe(page, 'board')).toEqual([])
  const numbers = async () => (await waiting.allInnerTexts()).map((text) => text.slice(0, 12))
  const [first, second] = await numbers()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('1')
  await columns
    .nth(0)
    .getByText(first ?? '')
    .waitFor()
  // The place that the card has left is gone on from.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain(second)
  await waiting.first().dragTo(columns.nth(2))
  await waiting.first().dragTo(columns.nth(1))
  await columns
    .nth(1)
    .getByText(second ?? '')
    .waitFor()
  expect(await columns.nth(2).textContent()).toContain('不在岗')
  expect(await columns.nth(2).textContent()).not.toContain(second)
})

test('a picture is shown in its place; what is none is refused by its content', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/jobs' })
  await page.locator('tbody tr', { hasText: number }).click()
  const choose = async (name: string, buffer: Buffer) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId('add-before').click()])
    await chooser.setFiles({ name, mimeType: 'image/png', buffer })
  }
  await choose('notes.png', Buffer.from('<html>'))
  await page.getByText(/不是 JPEG、PNG 或 WebP/).waitFor()
  await choose('large.png', Buffer.alloc(20 * 1024 * 1024))
  await page.getByText(/照片 20 MB，最多 10 MB/).waitFor()
  await choose('before.png', Buffer.from(dot, 'base64'))
  await page.getByTestId('picture').locator('img').waitFor()
  await page.getByTestId('picture').click()
  await page.getByTestId('remove-picture').waitFor()
})

/** A PNG of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('two clerks with one job: the second is told what the first has done', async () => {
  const pages = [
    await desk.open({ as: 'front-desk', path: '/jobs' }),
    await desk.open({ as: 'manager', path: '/jobs' }),
  ]
  const cancel = async (page: Page, which: string) => {
    await page.locator('tbody tr', { hasText: which }).click()
    await page.getByTestId('step-cancel').click()
    await page.getByTestId('reason').fill('重复登记')
  }
  // The first one was charged: that comes before it is called off.
  const charged = await desk.open({ as: 'front-desk', path: '/jobs' })
  await cancel(charged, number)
  await charged.getByTestId('go-ahead').click()
  await charged.getByText('已记应收 125.50 元').waitFor()
  const { db } = desk.host.office
  const clock = { zone: 'Asia/Shanghai', now: () => new Date('2026-11-20T23:00:00Z'), today: () => '2026-11-21' }
  const other = await registerJob(
    { db, clock, actor: { id: null, name: '周燕', roles: ['front-desk'] } },
    {
      ...{ source: 'resident', unitId: 1, place: '', personId: null, caller: '陈女士', phone: '', trade: 'civil' },
      ...{ content: '门锁坏了', priority: 'normal', chargeClass: 'free', appointedOn: null, appointedTime: '' },
      requestKey: null,
    },
  )
  for (const page of pages) {
    await page.reload()
    await cancel(page, other.number)
  }
  await pages[0]?.getByTestId('go-ahead').click()
  await pages[0]?.getByTestId('step-reopen').waitFor()
  await pages[1]?.getByTestId('go-ahead').click()
  await pages[1]?.getByText('林晓婷').first().waitFor()
})

test('work that has to be done again goes on by keyboard, and the resident is not charged a second time', async () => {
  const { db } = desk.host.office
  const { id: actorId, name } = await db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('name', '=', '吴志强')
    .executeTakeFirstOrThrow()
  const clock = { zone: 'Asia/Shanghai', now: () => new Date('2026-11-20T23:00:00Z'), today: () => '2026-11-21' }
  const by = { db, clock, actor: { id: actorId, name, roles: ['engineering'] as const } }
  const { unitId } = await db
    .selectFrom('job')
    .select('unit_id as unitId')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const words = {
    caller: '',
    phone: '',
    place: '',
    content: '水龙头漏水',
    priority: 'normal',
    chargeClass: 'paid',
  } as const
  const from = { source: 'resident', trade: 'plumbing-electric', appointedOn: null, appointedTime: '' } as const
  const { id } = await registerJob(by, { ...words, ...from, unitId, personId: null, requestKey: null })
  const completion = {
    finishedAt: '',
    chargeClass: 'paid' as const,
    materials: [],
    labourCenti: 0,
    labourPrice: 0,
    charged: 4321,
  }
  let version = 1
  for (const event of ['dispatch', 'complete', 'reopen'] as const) {
    await stepJob(by, { id, version, event, reason: '又漏了', workerId: actorId, result: '', completion })
    version = (await jobDetail(by, id)).version
  }
  const page = await desk.open({ as: 'engineering', path: `/jobs/${id}` })
  await page.getByTestId('step-dispatch').click()
  await page.getByRole('option', { name: /吴志强/ }).waitFor()
  await page.keyboard.type('吴志')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('worker').inputValue()).toContain('吴志强')
  await page.keyboard.press('Enter')
  for (const step of ['step-start', 'step-complete']) {
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(step)
    await page.keyboard.press('Enter')
  }
  await page.getByTestId('finished-at').fill('2026-13-01 08:00')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-form').getByText('不是日期时间').waitFor()
  await page.getByTestId('finished-at').fill('')
  expect(await page.getByTestId('charged').inputValue()).toBe('0.00')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-close').waitFor()
  const charges = await db.selectFrom('charge').select('amount').where('amount', '=', 4321).execute()
  expect(charges).toHaveLength(1)
  expect(desk.faults).toEqual([])
})
