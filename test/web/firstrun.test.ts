import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { backUp } from '../../electron/db/backup/shelf.ts'
import { sampleCopy } from '../office/shared.ts'
import { axe } from './axe.ts'
import { type Desk, signIn, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk('none')
})
beforeEach(() => desk.host.close())
afterAll(() => desk?.close())

it('an empty office: a name, its administrator, and the first steps of a new office', async () => {
  const page = await desk.open()
  await page.getByTestId('create-sample').waitFor()
  const findings = await axe(page, 'first run')
  await page.getByTestId('create-empty').click()
  findings.push(...(await axe(page, 'name of the office')))
  await page.getByTestId('office-name').fill('锦绣花园物业服务中心')
  await page.getByTestId('create-office').click()
  await page.getByRole('heading', { name: '设立管理员' }).waitFor()
  findings.push(...(await axe(page, 'administrator')))
  await page.getByTestId('name').fill('张丽')
  await page.getByTestId('pin').fill('1357')
  await page.getByTestId('pin-again').fill('1358')
  await page.getByTestId('create-administrator').click()
  await page.getByText('两次输入不一致').waitFor()
  await page.getByTestId('pin-again').fill('1357')
  await page.getByTestId('create-administrator').click()
  await page.getByRole('heading', { name: '从这三步开始' }).waitFor()
  findings.push(...(await axe(page, 'first steps')))
  expect(findings).toEqual([])
  expect(await page.getByTestId('person').textContent()).toContain('张丽')
  await page.getByRole('link', { name: '导入住户' }).click()
  await page.waitForURL(/\/imports\?kind=residents/)
  expect(desk.faults).toEqual([])
})

it('a PIN that is too short is refused at its field before anything is sent', async () => {
  const page = await desk.open()
  await page.getByTestId('create-empty').click()
  await page.getByTestId('office-name').fill('短 PIN')
  await page.getByTestId('create-office').click()
  await page.getByTestId('name').fill('张丽')
  await page.getByTestId('pin').fill('12')
  await page.getByTestId('pin-again').fill('12')
  await page.getByTestId('create-administrator').click()
  await page.getByText('至少 4 个字符。').waitFor()
  expect(await page.getByTestId('person').count()).toBe(0)
})

it('an existing file of the folder', async () => {
  await sampleCopy(desk.folder, '旧管理处.db')
  const page = await desk.open()
  await page.getByRole('button', { name: /旧管理处\.db/ }).click()
  await signIn(page, 'front-desk')
  await page.getByTestId('overdue').waitFor()
})

it('a file that is no office file is refused in words, and another can be chosen', async () => {
  writeFileSync(join(desk.folder, '照片.db'), 'not a database at all, only some text '.repeat(200))
  const page = await desk.open()
  await page.getByRole('button', { name: /照片\.db/ }).click()
  await page.getByText(/已损坏，或不是管家台文件/).waitFor()
  await page.getByTestId('create-sample').waitFor()
})

it('the sample office, with progress, through to a signed-in dashboard', async () => {
  const page = await desk.open()
  await page.getByTestId('create-sample').click()
  await page.getByTestId('task').waitFor()
  await page.getByRole('heading', { name: '登录' }).waitFor({ timeout: 120_000 })
  await page.getByText(/这是示例管理处/).waitFor()
  await signIn(page, 'manager')
  await page.getByTestId('overdue').waitFor()
  expect(await page.getByText('示例', { exact: true }).isVisible()).toBe(true)
  expect(desk.faults).toEqual([])
}, 180_000)

it('an office that is damaged and has a backup is recovered from it, by somebody who is not signed in', async () => {
  const file = await sampleCopy(desk.folder, '坏了.db')
  await backUp(file, 'start', new Date('2026-11-20T08:00:00Z'))
  const bytes = readFileSync(file)
  bytes.fill(0xff, 8_192, 400_000)
  writeFileSync(file, bytes)
  const page = await desk.open()
  await page.getByRole('button', { name: /坏了\.db/ }).click()
  await page.getByRole('heading', { name: '坏了.db 打不开' }).waitFor()
  expect(await page.getByTestId('trouble').textContent()).toContain('已损坏')
  expect(await axe(page, 'recovery')).toEqual([])
  await page.getByTestId('restore').click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复' }).click()
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(readdirSync(desk.folder).some((name) => name.startsWith('坏了.before-restore-'))).toBe(true)
})
