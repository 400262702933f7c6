import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerJob } from '../../electron/core/jobs/service.ts'
import { takeAlerts } from '../../electron/core/watch/now.ts'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('what was promised and missed opens its cases, and the late are counted on every page', async () => {
  const { db } = desk.host.office
  const zone = 'Asia/Shanghai'
  const clock = { zone, now: () => new Date('2026-11-18T01:00:00Z'), today: () => '2026-11-18' }
  const actor = { id: null, name: '样例', roles: ['manager' as const] }
  // Of what was late before, everybody has been told: the next one is named by itself.
  await takeAlerts({ db, clock: desk.host.clock, actor })
  const job = { source: 'resident', unitId: null, personId: null, caller: '', phone: '', trade: 'civil' } as const
  await registerJob(
    { db, clock, actor },
    {
      ...job,
      place: '东门岗亭',
      content: '道闸杆断裂 <b>急</b>',
      priority: 'urgent',
      chargeClass: 'internal',
      appointedOn: null,
      appointedTime: '',
      requestKey: null,
    },
  )
  const page = await desk.open({ as: 'manager' })
  await page.getByText('道闸杆断裂 <b>急</b>').first().waitFor()
  await page.getByRole('navigation').getByRole('link', { name: '服务看板' }).click()
  await page.getByTestId('total').waitFor()
  expect(await axe(page, 'watch')).toEqual([])
  // Missed, completed, done again, return visits due and made: each opens exactly what it counted.
  for (const [nth, linked] of [
    [7, 'promise'],
    [9, 'show'],
    [10, 'within'],
    [12, 'dueFrom'],
    [13, 'state'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: '服务看板' }).click()
    const number = page.getByTestId('total').getByRole('cell').nth(nth).getByRole('link')
    await number.waitFor()
    const count = Number((await number.textContent())?.replaceAll(',', ''))
    expect(count).toBeGreaterThan(0)
    await number.click()
    await page.getByTestId(`linked-${linked}`).waitFor()
    await expect.poll(() => page.getByTestId('total').textContent()).toContain(`共 ${count.toLocaleString('en')} 条`)
  }
  await page.getByTestId('badge-late').click()
  await page.getByRole('cell', { name: '东门岗亭' }).waitFor()
  expect(desk.faults).toEqual([])
})

test('a manager promises something else from a day on, and marks the days nobody works', async () => {
  const page = await desk.open({ as: 'manager', path: '/settings?tab=promises' })
  await page.getByTestId('add-rule').click()
  await page.getByTestId('go-ahead').click()
  await page.getByText('必须填写').first().waitFor()
  await page.getByTestId('rule-name').fill('一般报修（新）')
  await page.getByTestId('rule-from').fill('2026-12-01')
  await page.getByTestId('rule-source').fill('2027 年服务承诺书')
  await page.getByTestId('go-ahead').click()
  const rules = page.getByTestId(/^rule-\d+$/)
  await rules.filter({ hasText: '2027 年服务承诺书' }).waitFor()
  await rules.filter({ hasText: '一直 — 2026-11-30' }).waitFor()
  expect(await axe(page, 'promises')).toEqual([])
  const before = await page.getByTestId('marked').count()
  await page.getByTestId('mark-days').click()
  await page.getByTestId('day-name').fill('元旦')
  await page.getByTestId('first-day').fill('2027-01-01')
  await page.getByTestId('last-day').fill('2027-01-03')
  await page.getByTestId('last-day').press('Enter')
  await page.getByTestId('marked').filter({ hasText: '01-01 — 01-03' }).filter({ hasText: '元旦' }).first().waitFor()
  await expect.poll(() => page.getByTestId('marked').count()).toBe(before + 1)
  await page.getByTestId('edit-hours').click()
  await page.getByTestId('day-hours').fill('8:30-12:00 9:00-17:00')
  await page.getByTestId('day-hours').press('Enter')
  await page.getByText('不能重叠').waitFor()
  await page.getByTestId('day-hours').fill('0830-1200，1330-1730')
  await page.getByTestId('day-hours').press('Enter')
  await page.getByTestId('hours').getByText('08:30–12:00、13:30–17:30').waitFor()
  expect(desk.faults).toEqual([])
})
