import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { openReturnOf, recordReturn } from '../../electron/core/returns/service.ts'
import { axe } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** A job at a unit that owes something, finished long before all others, so that it stands first. */
async function finishedJob(unitId: number, content: string): Promise<string> {
  const { db } = desk.host.office
  const clock = { zone: 'Asia/Shanghai', now: () => new Date('2026-10-01T02:00:00Z'), today: () => '2026-10-01' }
  const here = { db, clock, actor: { id: null, name: '样例', roles: ['manager' as const] } }
  const { id, number } = await registerJob(here, {
    source: 'resident',
    unitId,
    place: '',
    personId: null,
    caller: '陈女士',
    phone: '13800000000',
    trade: 'civil',
    content,
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
    requestKey: null,
  })
  const { worker } = await db
    .selectFrom('staff_role')
    .select('staff_id as worker')
    .where('role', '=', 'engineering')
    .executeTakeFirstOrThrow()
  for (const [index, event] of (['dispatch', 'complete'] as const).entries()) {
    await stepJob(here, { id, version: index + 1, event, reason: '', workerId: worker, result: '换了门锁' })
  }
  return number
}

test('a clerk calls one after the other by keyboard alone', async () => {
  const { db } = desk.host.office
  const { unitId } = await db
    .selectFrom('outstanding')
    .select('unit_id as unitId')
    .where('to_on', '>', '2026-12-31')
    .executeTakeFirstOrThrow()
  const first = await finishedJob(unitId, '门锁坏了 <b>急</b> 𠮷😀')
  const second = await finishedJob(unitId, '阳台门关不严')
  const page = await desk.open({ as: 'front-desk', path: '/returns' })
  await page.getByText('门锁坏了 <b>急</b> 𠮷😀').first().waitFor()
  expect(await axe(page, 'returns')).toEqual([])
  await page.getByRole('cell', { name: first }).click()
  await page.keyboard.press('Enter')
  await page.getByTestId('return-card').waitFor()

  // Nothing is recorded without the answers that were asked for.
  await page.keyboard.press('r')
  await page.keyboard.press('Control+Enter')
  await page.getByText('请选择是否已解决').waitFor()
  await page.keyboard.press('y')
  await page.keyboard.press('a')
  await page.keyboard.press('0')
  await page.getByTestId('offer-reminder').waitFor()
  expect(await axe(page, 'return-card')).toEqual([])
  await page.keyboard.press('p')
  await page.keyboard.press('t')
  await page.keyboard.type('<i>很好</i>')
  await page.keyboard.press('Control+Enter')

  await page.getByRole('heading', { name: second }).waitFor()
  const reminder = await db.selectFrom('contact').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
  expect(reminder).toMatchObject({ unit_id: unitId, way: 'phone', outcome: 'reached', person: '陈女士' })

  // A colleague calls the same case meanwhile: what is typed stays, and what changed is said.
  await page.keyboard.press('r')
  await page.keyboard.press('n')
  await page.keyboard.press('d')
  await page.getByTestId('offer-follow-up').waitFor()
  const due = (await openReturnOf(db, 'job', await idOf(second))) ?? 0
  await recordReturn(colleague(), { ...nobodyAnswered, id: due })
  await page.keyboard.press('Control+Enter')
  await page.getByText('周燕 刚刚修改了这条记录').waitFor()
  await page.getByRole('button', { name: '保留我的修改并保存' }).click()
  await expect.poll(async () => (await jobOf(second)).state).toBe('waiting')
  expect((await jobOf(first)).state).toBe('visited')
  expect(desk.faults).toEqual([])
})

/** A colleague at another PC, this morning. */
function colleague() {
  const { db } = desk.host.office
  const clock = { zone: 'Asia/Shanghai', now: () => new Date('2026-11-20T23:00:00Z'), today: () => '2026-11-21' }
  return { db, clock, actor: { id: null, name: '周燕', roles: ['front-desk' as const] } }
}

const nobodyAnswered = {
  version: 1,
  outcome: 'unreachable',
  callbackAt: null,
  solved: null,
  attitude: null,
  tookMoney: null,
  score: null,
  suggestion: '',
  followUp: false,
  remind: false,
  requestKey: null,
} as const

async function jobOf(number: string) {
  return desk.host.office.db.selectFrom('job').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
}

async function idOf(number: string): Promise<number> {
  return (await jobOf(number)).id
}

test('the return visit of an answered complaint is made from its page, and its call stands among its steps', async () => {
  const { db } = desk.host.office
  const complaint = await db
    .selectFrom('return_due')
    .innerJoin('complaint', 'complaint.id', 'return_due.subject_id')
    .select(['complaint.id', 'complaint.number', 'complaint.content'])
    .where('subject_kind', '=', 'complaint')
    .where('return_due.state', '=', 'open')
    .where('complaint.state', '=', 'answered')
    .where('return_due.from_on', '<=', today)
    .executeTakeFirstOrThrow()
  const page = await desk.open({ as: 'front-desk', path: '/returns?subject=complaint' })
  await page.getByRole('cell', { name: complaint.number }).waitFor()
  expect(await page.getByRole('cell', { name: '工单' }).count()).toBe(0)
  await page.goto(new URL(`/complaints/${complaint.id}`, page.url()).href)
  await page.getByTestId('step-visit').click()
  await page.getByTestId('return-card').getByText(complaint.content).waitFor()
  await page.keyboard.press('r')
  await page.keyboard.press('n')
  await page.keyboard.press('d')
  await page.getByText('重开投诉，重新处理').waitFor()
  await page.keyboard.press('y')
  await page.keyboard.press('a')
  await page.keyboard.press('Control+Enter')
  await page.getByText(`${complaint.number} 的回访已记录`).waitFor()
  await page.goto(new URL(`/complaints/${complaint.id}`, page.url()).href)
  await page.getByText('回访，已解决，满意').waitFor()
  expect(desk.faults).toEqual([])
})

test('a manager sets the rule, and the summary opens its cases', async () => {
  const page = await desk.open({ as: 'manager', path: '/returns' })
  await page.getByTestId('rule').click()
  await page.getByTestId('within-days').fill('1')
  await page.getByTestId('within-days').press('Enter')
  await page.getByRole('dialog').locator('[data-invalid], [aria-invalid="true"]').first().waitFor()
  await page.getByTestId('within-days').fill('5')
  await page.getByTestId('within-days').press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByTestId('to-summary').click()
  const all = page.getByTestId('row-2026-08').getByRole('link').first()
  const count = await all.textContent()
  expect(await axe(page, 'return-summary')).toEqual([])
  await all.click()
  await page.getByText(`共 ${count} 条`).waitFor()
  await page.goBack()
  for (const column of ['solved', 'tookMoney']) {
    const number = page.getByTestId('total').getByTestId(column).getByRole('link')
    const shown = await number.textContent()
    await number.click()
    await page.getByTestId(`linked-${column}`).getByText('是').waitFor()
    await page.getByText(`共 ${shown} 条`).waitFor()
    await page.goBack()
  }
  expect(desk.faults).toEqual([])
})
