import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import type { Host } from '../../electron/backend/host.ts'
import { router } from '../../electron/backend/router.ts'
import { sampleCopy } from '../office/shared.ts'
import { newHost } from './host.ts'

function client(host: Host) {
  return createRouterClient(router, { context: host.context(host.connect()) })
}

async function done(desk: ReturnType<typeof client>, id: string): Promise<void> {
  await expect.poll(async () => (await desk.tasks.get({ id })).state, { timeout: 60_000 }).toBe('done')
}

async function emptyOffice() {
  const { host } = await newHost()
  const desk = client(host)
  await done(desk, (await desk.office.create({ kind: 'empty', name: '锦澜花园物业' })).taskId)
  return { host, desk }
}

it('begins with no office, then with its first administrator', async () => {
  const { host } = await newHost()
  const desk = client(host)
  expect((await desk.office.state()).office).toBeNull()
  await done(desk, (await desk.office.create({ kind: 'empty', name: '锦澜花园物业' })).taskId)
  expect((await desk.office.state()).office).toMatchObject({
    name: '锦澜花园物业',
    needsAdministrator: true,
    fileName: '锦澜花园物业.stewarddesk',
  })
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const state = await desk.office.state()
  expect(state.office?.needsAdministrator).toBe(false)
  expect(state.actor?.name).toBe('苏文彬')
  await expect(client(host).office.createAdministrator({ name: '另一人', secret: '123456' })).rejects.toMatchObject({
    data: { code: 'administrator-exists' },
  })
})

it('signs in with the right PIN on that connection only, and never tells the hash or a PIN', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const other = client(host)
  const { staff } = await other.office.state()
  expect(staff).toEqual([
    {
      ...{ id: staff[0]?.id, name: '苏文彬', roles: ['administrator', 'manager'], pin: null },
      spellings: ['suwenbin', 'swb'],
    },
  ])
  await expect(other.estate.tree()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await expect(other.office.signIn({ staffId: staff[0]?.id ?? 0, secret: '000000' })).rejects.toMatchObject({
    data: { code: 'secret-wrong' },
  })
  await other.office.signIn({ staffId: staff[0]?.id ?? 0, secret: '123456' })
  expect(await other.estate.tree()).toEqual([])
  await other.office.signOut()
  await expect(other.estate.tree()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(await desk.estate.tree()).toEqual([])
})

it('shuts a name for a minute after five wrong PINs, even for the right one', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const other = client(host)
  const staffId = (await other.office.state()).staff[0]?.id ?? 0
  for (let count = 0; count < 5; count++)
    await expect(other.office.signIn({ staffId, secret: 'wrong' })).rejects.toMatchObject({
      data: { code: 'secret-wrong' },
    })
  await expect(other.office.signIn({ staffId, secret: '123456' })).rejects.toMatchObject({
    data: { code: 'too-many-attempts' },
  })
})

it('keeps the last administrator, and signs a person out whose roles have changed', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const [admin] = await desk.staff.list()
  if (!admin) throw new Error('no administrator')
  await expect(desk.staff.update({ ...admin, roles: ['manager'] })).rejects.toMatchObject({
    data: { code: 'last-administrator' },
  })
  await desk.staff.create({ name: '林晓婷', roles: ['front-desk'], secret: '1101' })
  const clerk = client(host)
  const member = (await clerk.office.state()).staff.find((candidate) => candidate.name === '林晓婷')
  await clerk.office.signIn({ staffId: member?.id ?? 0, secret: '1101' })
  await expect(clerk.staff.create({ name: 'x', roles: ['manager'], secret: '1234' })).rejects.toMatchObject({
    code: 'NO_PERMISSION',
  })
  const stored = (await desk.staff.list()).find((candidate) => candidate.name === '林晓婷')
  if (!stored) throw new Error('no clerk')
  await desk.staff.update({ ...stored, roles: ['engineering'] })
  await expect(clerk.estate.tree()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await expect(desk.staff.create({ name: '林晓婷', roles: ['cashier'], secret: '1111' })).rejects.toMatchObject({
    data: { code: 'name-taken' },
  })
})

it('opens only files of its own folder, and none in place of an open one without its administrator', async () => {
  const { host, desk } = await emptyOffice()
  await expect(desk.office.open({ name: '锦澜花园物业.stewarddesk' })).rejects.toMatchObject({
    data: { code: 'office-is-open' },
  })
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  await expect(desk.office.open({ name: '../../etc/passwd' })).rejects.toMatchObject({ data: { code: 'file-missing' } })
  await desk.office.open({ name: '锦澜花园物业.stewarddesk' })
  expect((await desk.office.state()).actor).toBeNull()
  expect(host.isOpen).toBe(true)
})

it('shows of the sample office somebody of every role, each with the PIN that signs in', async () => {
  const { host, folder } = await newHost()
  await host.open(await sampleCopy(folder))
  const desk = client(host)
  const { office, staff } = await desk.office.state()
  expect(office).toMatchObject({ sample: true, needsAdministrator: false })
  expect([...new Set(staff.flatMap((member) => member.roles))].sort()).toEqual([
    'accountant',
    'administrator',
    'cashier',
    'engineering',
    'front-desk',
    'manager',
  ])
  for (const member of staff) {
    await desk.office.signIn({ staffId: member.id, secret: member.pin ?? '' })
    expect((await desk.office.state()).actor?.name).toBe(member.name)
  }
})

it('does not let one connection see or cancel the task of another', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const { taskId } = await desk.imports.template({ kind: 'units' })
  await expect(client(host).tasks.get({ id: taskId })).rejects.toMatchObject({ data: { code: 'task-unknown' } })
  await done(desk, taskId)
  const file = await desk.exports.download({ taskId })
  expect(file.name).toMatch(/\.xlsx$/)
})

it('counts guesses that arrive together as it counts guesses one after the other', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const other = client(host)
  const staffId = (await other.office.state()).staff[0]?.id ?? 0
  const guesses = await Promise.allSettled(
    Array.from({ length: 20 }, () => other.office.signIn({ staffId, secret: 'wrong' })),
  )
  const codes = guesses.map((guess) =>
    guess.status === 'rejected' ? (guess.reason as { data: { code: string } }).data.code : 'in',
  )
  expect(codes.filter((code) => code === 'secret-wrong').length).toBe(5)
  expect(codes.filter((code) => code === 'too-many-attempts').length).toBe(15)
})

it('does not hand what one person exported to the next who signs in at the same window', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  await desk.staff.create({ name: '林晓婷', roles: ['front-desk'], secret: '1101' })
  const { taskId } = await desk.exports.list({ list: 'audit', filter: {}, language: 'zh' })
  await done(desk, taskId)
  const clerk = (await desk.office.state()).staff.find((member) => member.name === '林晓婷')
  await desk.office.signOut()
  await desk.office.signIn({ staffId: clerk?.id ?? 0, secret: '1101' })
  await expect(desk.exports.download({ taskId })).rejects.toMatchObject({ data: { code: 'task-unknown' } })
  expect(host.isOpen).toBe(true)
})

it('lets somebody give their word with their PIN at another’s desk, and shuts the name as signing in does', async () => {
  const { host, desk } = await emptyOffice()
  await desk.office.createAdministrator({ name: '苏文彬', secret: '123456' })
  const clerk = { name: '林晓婷', roles: ['front-desk' as const], secret: '1101' }
  const { id: clerkId } = await desk.staff.create(clerk)
  const nobody = { phone: '', joinedOn: null, leftOn: null }
  const { id: guard } = await desk.people.add({ name: '王保安', ...nobody })
  const { id: second } = await desk.people.add({ name: '刘保安', ...nobody })
  await desk.staff.resetSecret({ id: guard, version: 1, secret: '7001' })
  await desk.rota.save({ cells: [{ staffId: guard, onDate: '2026-12-01', shiftId: 1, seen: null }] })
  const other = client(host)
  await other.office.signIn({ staffId: clerkId, secret: '1101' })
  // A PIN without a role opens nothing but one's own word.
  expect((await other.office.state()).staff.map((one) => one.name)).toEqual(['林晓婷', '苏文彬'])
  const swap = { askerId: guard, otherId: second, onDate: '2026-12-01', backOn: null, reason: '家里有事' }
  const refused = (secret: string | null, code: string) =>
    expect(other.rota.askSwap({ ...swap, secret })).rejects.toMatchObject({ data: { code } })
  await refused(null, 'swap-not-yours')
  await refused('1101', 'secret-wrong')
  const { id } = await other.rota.askSwap({ ...swap, secret: '7001' })
  expect((await other.rota.swap({ id })).steps).toMatchObject([{ actor: '王保安' }])
  expect((await other.office.state()).actor?.name).toBe('林晓婷')
  // The other side has no PIN: nobody can say yes for them.
  const answer = { id, version: 1, agreed: true, words: '' }
  for (const secret of ['', '7001'])
    await expect(other.rota.answerSwap({ ...answer, secret })).rejects.toMatchObject({
      data: { code: 'word-without-pin', params: { name: '刘保安' } },
    })
  for (let count = 0; count < 5; count++) await refused('0000', 'secret-wrong')
  await refused('7001', 'too-many-attempts')
})
