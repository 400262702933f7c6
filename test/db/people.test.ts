import { expect, it } from 'vitest'
import { mayCall } from '../../electron/contract/permissions.ts'
import type { RegisterId } from '../../electron/contract/registerKinds.ts'
import { noRegisterFields, type RegisterFields, type StepFields } from '../../electron/contract/registers.ts'
import { type Role, roles } from '../../electron/contract/roles.ts'
import { appraisalMonth } from '../../electron/core/appraisal/month.ts'
import { listSchemes, saveScheme } from '../../electron/core/appraisal/schemes.ts'
import { closeMonth, decideStar, giveScore, reopenMonth } from '../../electron/core/appraisal/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import {
  giveLog,
  logDetail,
  openLog,
  readLog,
  waitingLogs,
  writeNotes,
} from '../../electron/core/handoverLog/service.ts'
import { registerJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { createRecord, stepRecord } from '../../electron/core/registers/service.ts'
import {
  copyPattern,
  publishMonth,
  rotaEdition,
  rotaMonth,
  saveCells,
  saveShift,
} from '../../electron/core/rota/service.ts'
import { answerSwap, askSwap, decideSwap, swapDetail, withdrawSwap } from '../../electron/core/rota/swaps.ts'
import { writeSettings } from '../../electron/core/settings/index.ts'
import { addPerson, addTerms, personCard, savePost, updatePerson } from '../../electron/core/staff/people.ts'
import { cancelReward, recordReward } from '../../electron/core/staff/rewards.ts'
import { createStaff, identify, updateStaff } from '../../electron/core/staff/service.ts'
import { cancelTraining, recordTraining } from '../../electron/core/staff/training.ts'
import { watchCounts } from '../../electron/core/watch/now.ts'
import { newOffice } from './office.ts'

const [early, , night, , off] = [1, 2, 3, 4, 5]

/** Two posts in two departments; a guard without a PIN, and people who sign in. */
async function office(today = '2026-11-21') {
  const made = await newOffice(today)
  const { desk } = made
  const post = async (name: string, department: string, manned = 0) =>
    savePost(desk, { id: null, version: 0, name, department, manned, active: true })
  const [guards, desks, shops] = [
    await post('秩序员', '秩序部', 1),
    await post('客服', '客服部'),
    await post('工程', '工程部'),
  ]
  const person = async (
    name: string,
    postId: number,
    salary = 450_000,
    share: { part: number; of: number } | null = null,
  ) => {
    const id = await addPerson(desk, { name, phone: '', joinedOn: '2020-01-01', leftOn: null })
    await addTerms(desk, { staffId: id, fromOn: '2020-01-01', postId, salary, share })
    return id
  }
  const [guard, second] = [await person('王保安', guards), await person('刘保安', guards)]
  const clerk = await createStaff(desk, { name: '林晓婷', roles: ['front-desk'], secret: '1101' })
  const worker = await createStaff(desk, { name: '郑师傅', roles: ['engineering'], secret: '4405' })
  const manager = await createStaff(desk, { name: '黄国辉', roles: ['manager'], secret: '5505' })
  for (const [staffId, postId] of [
    [clerk, desks],
    [worker, shops],
    [manager, desks],
  ] as const)
    await addTerms(desk, { staffId, fromOn: '2020-01-01', postId, salary: 600_000, share: null })
  const as = (id: number | null, name: string, ...held: Role[]): Desk => ({ ...desk, actor: { id, name, roles: held } })
  return {
    ...made,
    guard,
    second,
    /** What the two guards say for themselves, at whoever's desk. */
    own: as(guard, '王保安'),
    other: as(second, '刘保安'),
    clerk: { id: clerk, desk: as(clerk, '林晓婷', 'front-desk') },
    worker: { id: worker, desk: as(worker, '郑师傅', 'engineering') },
    manager: { id: manager, desk: as(manager, '黄国辉', 'manager') },
    boss: as(null, '总部', 'manager'),
  }
}

type Office = Awaited<ReturnType<typeof office>>

const cell = (staffId: number, onDate: string, shiftId: number | null, seen: number | null = null) => ({
  staffId,
  onDate,
  shiftId,
  seen,
})

it('somebody without a PIN is on the staff and cannot sign in', async () => {
  const { desk, guard } = await office()
  expect((await personCard(desk, guard, 2026)).signsIn).toBe(false)
  await expect(identify(desk.db, guard, '')).rejects.toMatchObject({ code: 'secret-wrong' })
  await expect(addPerson(desk, { name: '王保安', phone: '', joinedOn: null, leftOn: null })).rejects.toMatchObject({
    code: 'name-taken',
  })
})

it('tells pay to managers and administrators, and to nobody else', async () => {
  const { desk, guard, as, manager } = await office()
  await recordReward(manager.desk, {
    staffId: guard,
    onDate: '2026-11-02',
    kind: 'reward',
    amount: 20_000,
    reason: '拾金不昧',
    caseNumber: '',
  })
  for (const role of roles) {
    const seen = as(`as ${role}`, role)
    const sees = role === 'manager' || role === 'administrator'
    const card = await personCard(seen, guard, 2026)
    expect([role, card.terms[0]?.salary, card.rewards?.length]).toEqual([
      role,
      sees ? 450_000 : null,
      sees ? 1 : undefined,
    ])
    const list = await listPage(seen, 'people', { filter: { text: '王保安' }, offset: 0, limit: 5 })
    expect([role, list.rows[0]?.salary]).toEqual([role, sees ? 450_000 : null])
    const month = await appraisalMonth(seen, '2026-11')
    const row = month.rows.find((one) => one.staffId === guard)
    expect([role, row?.pay?.salary, row?.rewards]).toEqual([role, sees ? 450_000 : undefined, sees ? 20_000 : null])
    expect([role, mayCall('lists.audit', [role])]).toEqual([role, sees])
    for (const list of ['rewards', 'appraisals'] as const) {
      const { total } = await listPage(seen, list, { filter: {}, offset: 0, limit: 5 })
      expect([role, list, total > 0]).toEqual([role, list, sees && list === 'rewards'])
    }
  }
  expect(JSON.stringify(await personCard(as('x', 'accountant'), guard, 2026))).not.toContain('450000')
  void desk
})

it('post and pay of a day are those that held then', async () => {
  const { desk, guard } = await office()
  const { terms } = await personCard(desk, guard, 2026)
  await addTerms(desk, {
    staffId: guard,
    fromOn: '2026-07-01',
    postId: terms[0]?.postId ?? 0,
    salary: 480_000,
    share: null,
  })
  const pay = async (month: string) =>
    (await appraisalMonth(desk, month)).rows.find((row) => row.staffId === guard)?.pay?.salary
  expect([await pay('2026-06'), await pay('2026-07')]).toEqual([450_000, 480_000])
})

it('nobody sets their own post and pay', async () => {
  const { desk, manager } = await office()
  const terms = { staffId: manager.id, fromOn: '2026-12-01', postId: 1, salary: 990_000, share: { part: 1, of: 1 } }
  await expect(addTerms(manager.desk, terms)).rejects.toMatchObject({ code: 'terms-self' })
  expect((await personCard(desk, manager.id, 2026)).terms).toHaveLength(1)
  await addTerms(desk, terms)
  expect((await personCard(desk, manager.id, 2026)).terms).toHaveLength(2)
})

it('everybody sees their own rewards, penalties and scores, and nobody else’s', async () => {
  const made = await office()
  const { desk, clerk, worker, guard } = made
  const penalty = { onDate: '2026-10-02', kind: 'penalty' as const, amount: 5_000, reason: '迟到', caseNumber: '' }
  for (const staffId of [clerk.id, worker.id]) await recordReward(desk, { ...penalty, staffId })
  await scoreAll(made, '2026-10', guard)
  const { rows } = await appraisalMonth(desk, '2026-10')
  await closeMonth(desk, { month: '2026-10', leaveOut: rows.map((row) => row.staffId) })
  const names = async (seen: Desk, list: 'rewards' | 'appraisals') =>
    (await listPage(seen, list, { filter: {}, offset: 0, limit: 9 })).rows.map((row) => row.name)
  expect([await names(clerk.desk, 'rewards'), await names(clerk.desk, 'appraisals')]).toEqual([['林晓婷'], ['林晓婷']])
  expect(await names(desk, 'rewards')).toHaveLength(2)
  const own = await listPage(clerk.desk, 'appraisals', { filter: {}, offset: 0, limit: 9 })
  expect(own.rows[0]).toMatchObject({ penalties: 5_000, salary: null, pay: null, share: null })
  expect((await personCard(clerk.desk, clerk.id, 2026)).rewards).toHaveLength(1)
  expect((await personCard(clerk.desk, worker.id, 2026)).rewards).toBeNull()
  const month = await appraisalMonth(clerk.desk, '2026-10')
  const seen = month.rows.map((row) => [row.name, row.penalties])
  expect(seen.filter(([, penalties]) => penalties !== null)).toEqual([['林晓婷', 5_000]])
})

it('a cell that somebody else has changed meanwhile refuses the whole save and says whose it is', async () => {
  const { desk, guard, second } = await office()
  await saveCells(desk, [cell(guard, '2026-12-01', early ?? 1)])
  const stale = saveCells(desk, [cell(second, '2026-12-01', off ?? 5), cell(guard, '2026-12-01', night ?? 3)])
  await expect(stale).rejects.toMatchObject({ code: 'rota-changed', params: { name: '王保安', date: '2026-12-01' } })
  expect((await rotaMonth(desk, '2026-12')).cells).toHaveLength(1)
  await saveCells(desk, [cell(guard, '2026-12-01', null, 1)])
  expect((await rotaMonth(desk, '2026-12')).cells).toEqual([])
})

it('copies a week onto the next ones, a month onto the following, one person’s onto another’s', async () => {
  const { desk, guard, second } = await office()
  await saveCells(desk, [cell(guard, '2026-11-30', 1), cell(guard, '2026-12-01', 3), cell(second, '2026-12-02', 5)])
  expect(await copyPattern(desk, { way: 'week', fromOn: '2026-11-30', weeks: 3 })).toEqual({ changed: 9, kept: [] })
  expect(await copyPattern(desk, { way: 'week', fromOn: '2026-11-30', weeks: 3 })).toEqual({ changed: 0, kept: [] })
  const on = async (month: string, staffId: number) =>
    (await rotaMonth(desk, month)).cells
      .filter((one) => one.staffId === staffId)
      .map((one) => [one.onDate, one.shiftId])
  expect(await on('2026-12', guard)).toEqual([
    ['2026-12-01', 3],
    ['2026-12-07', 1],
    ['2026-12-08', 3],
    ['2026-12-14', 1],
    ['2026-12-15', 3],
    ['2026-12-21', 1],
    ['2026-12-22', 3],
  ])
  await copyPattern(desk, { way: 'month', month: '2027-01' })
  expect((await on('2027-01', guard)).slice(0, 3)).toEqual([
    ['2027-01-04', 1],
    ['2027-01-05', 3],
    ['2027-01-11', 1],
  ])
  await copyPattern(desk, { way: 'person', month: '2026-12', fromId: guard, toId: second })
  expect(await on('2026-12', second)).toEqual(expect.arrayContaining(await on('2026-12', guard)))
})

it('an edition stays as it was published; later changes are counted against it', async () => {
  const { desk, guard } = await office()
  await expect(publishMonth(desk, '2026-12')).rejects.toMatchObject({ code: 'rota-empty' })
  await saveCells(desk, [cell(guard, '2026-12-01', 1), cell(guard, '2026-12-02', 3)])
  const { id, number } = await publishMonth(desk, '2026-12')
  expect(number).toBe(1)
  await saveCells(desk, [cell(guard, '2026-12-02', 5, 3), cell(guard, '2026-12-03', 1)])
  expect(await rotaMonth(desk, '2026-12')).toMatchObject({ changedSince: 2, editions: [{ number: 1 }] })
  const sheet = await rotaEdition(desk, id)
  const row = sheet.people.find((one) => one.staffId === guard)
  expect(row?.letters.slice(0, 3)).toEqual(['A', 'C', ''])
  expect(row).toMatchObject({ shifts: 2, minutes: 17 * 60, nights: 1 })
  const shift = {
    name: '早班',
    letter: 'A',
    colour: 'yellow',
    toMinute: 960,
    restMinutes: 0,
    keepsLog: true,
    active: true,
  } as const
  await expect(saveShift(desk, { ...shift, id: 1, version: 1, fromMinute: 420 })).rejects.toMatchObject({
    code: 'shift-used',
  })
  await expect(
    saveShift(desk, { ...shift, id: null, version: 0, name: '大班', fromMinute: 420 }),
  ).rejects.toMatchObject({
    code: 'letter-taken',
  })
  expect((await rotaMonth(desk, '2026-12')).conflicts.filter((one) => one.kind === 'unmanned')).toMatchObject([
    { onDate: '2026-12-02', name: '秩序员', detail: '1' },
  ])
})

it('copying leaves out the days on which somebody is not here', async () => {
  const { desk, guard, second } = await office()
  await saveCells(desk, [cell(guard, '2026-11-30', 1), cell(second, '2026-11-30', 1)])
  await updatePerson(desk, guard, 1, { phone: '', joinedOn: '2020-01-01', leftOn: '2026-12-10' })
  expect((await copyPattern(desk, { way: 'week', fromOn: '2026-11-30', weeks: 2 })).changed).toBe(3)
  await copyPattern(desk, { way: 'month', month: '2027-01' })
  const { cells } = await rotaMonth(desk, '2027-01')
  expect([cells.length > 0, cells.some((one) => one.staffId === guard)]).toEqual([true, false])
})

it('who is left out of the sign-in page stays in the months before; closed results stay whatever happens', async () => {
  const made = await office()
  const { desk, guard, clerk, worker } = made
  await scoreAll(made, '2026-10', guard)
  const { rows } = await appraisalMonth(desk, '2026-10')
  await closeMonth(desk, { month: '2026-10', leaveOut: rows.map((row) => row.staffId) })
  await saveCells(desk, [cell(clerk.id, '2026-11-03', 1)])
  const change = (active: boolean, version: number) =>
    updateStaff(desk, clerk.id, version, { name: '林晓婷', roles: ['front-desk'], active })
  await createStaff(desk, { name: '苏文彬', roles: ['administrator'], secret: '660606' })
  await change(false, 1)
  const names = async (month: string) => (await rotaMonth(desk, month)).people.map((one) => one.name)
  expect([(await names('2026-11')).includes('林晓婷'), (await names('2026-12')).includes('林晓婷')]).toEqual([
    true,
    false,
  ])
  expect(await personCard(desk, clerk.id, 2026)).toMatchObject({ active: false, leftOn: '2026-11-21' })
  // Even a leaving day that is said to be before the month takes nobody out of what was closed.
  await updatePerson(desk, worker.id, 1, { phone: '', joinedOn: null, leftOn: '2026-01-31' })
  const closed = await appraisalMonth(desk, '2026-10')
  expect(closed.rows.map((row) => row.name).sort()).toEqual(rows.map((row) => row.name).sort())
  expect((await appraisalMonth(desk, '2026-11')).rows.map((row) => row.name)).not.toContain('郑师傅')
  await change(true, 2)
  expect(await personCard(desk, clerk.id, 2026)).toMatchObject({ active: true, leftOn: null })
})

it('a closed appraisal takes no more rewards and penalties, and gives none back', async () => {
  const made = await office()
  const { desk, guard } = made
  const penalty = { staffId: guard, kind: 'penalty' as const, amount: 5_000, reason: '脱岗', caseNumber: '' }
  const id = await recordReward(desk, { ...penalty, onDate: '2026-10-02' })
  const { rows } = await appraisalMonth(desk, '2026-10')
  await closeMonth(desk, { month: '2026-10', leaveOut: rows.map((row) => row.staffId) })
  const closed = { code: 'appraisal-closed', params: { month: '2026-10' } }
  await expect(recordReward(desk, { ...penalty, onDate: '2026-10-31' })).rejects.toMatchObject(closed)
  await expect(cancelReward(desk, id, 1, '查无此事')).rejects.toMatchObject(closed)
  await recordReward(desk, { ...penalty, onDate: '2026-11-01' })
  await reopenMonth(desk, { month: '2026-10', reason: '漏登' })
  await cancelReward(desk, id, 1, '查无此事')
})

it('a page is signed by whoever of its shift signs in, or a manager; and taken over by posts that keep the log', async () => {
  const { desk, guard, second, clerk, worker, manager } = await office('2026-11-23')
  await saveCells(desk, [
    cell(worker.id, '2026-11-20', night ?? 3),
    cell(guard, '2026-11-20', night ?? 3),
    cell(second, '2026-11-21', early ?? 1),
    cell(clerk.id, '2026-11-21', early ?? 1),
    cell(guard, '2026-11-22', early ?? 1),
  ])
  const page = await openLog(clerk.desk, '2026-11-20', night ?? 3)
  await expect(giveLog(clerk.desk, page, 1, '')).rejects.toMatchObject({
    code: 'log-not-your-shift',
    params: { names: '郑师傅' },
  })
  await giveLog(worker.desk, page, 1, '')
  expect((await logDetail(desk, page)).takers.map((one) => one.name)).toEqual(['刘保安', '林晓婷'])
  await savePost(desk, {
    id: 1,
    version: 1,
    name: '秩序员',
    department: '秩序部',
    manned: 1,
    keepsLog: false,
    active: true,
  })
  expect((await logDetail(desk, page)).takers.map((one) => one.name)).toEqual(['林晓婷'])
  // Nobody on the shift signs in: whoever is at the desk signs for them.
  const other = await openLog(clerk.desk, '2026-11-22', early ?? 1)
  await giveLog(clerk.desk, other, 1, '')
  const again = await openLog(clerk.desk, '2026-11-21', early ?? 1)
  await expect(giveLog(worker.desk, again, 1, '')).rejects.toMatchObject({ code: 'log-not-your-shift' })
  await giveLog(manager.desk, again, 1, '')
})

const ask = (askerId: number, otherId: number, onDate: string, backOn: string | null = null) => ({
  askerId,
  otherId,
  onDate,
  backOn,
  reason: '家里有事',
})

async function plan({ desk, guard, second }: Office, ...days: string[]): Promise<void> {
  await saveCells(
    desk,
    days.flatMap((day) => [cell(guard, day, 1), cell(second, day, 5)]),
  )
}

const now = async (desk: Desk, id: number) => ({ id, version: (await swapDetail(desk, id)).version, words: '' })

it('a swap is asked by one, confirmed by the other, approved by a third, and carried out then', async () => {
  const made = await office()
  const { desk, guard, second, clerk, manager, own, other } = made
  await plan(made, '2026-12-01', '2026-12-05')
  // A clerk gives nobody's word but their own.
  await expect(askSwap(clerk.desk, ask(guard, second, '2026-12-01'))).rejects.toMatchObject({
    code: 'swap-not-yours',
    params: { name: '王保安' },
  })
  const id = await askSwap(own, ask(guard, second, '2026-12-01', '2026-12-05'))
  await expect(decideSwap(manager.desk, { ...(await now(desk, id)), approved: true })).rejects.toMatchObject({
    code: 'swap-state',
  })
  for (const side of [clerk.desk, manager.desk, own]) {
    await expect(answerSwap(side, { ...(await now(desk, id)), agreed: true })).rejects.toMatchObject({
      code: 'swap-not-yours',
      params: { name: '刘保安' },
    })
  }
  await answerSwap(other, { ...(await now(desk, id)), agreed: true })
  const asSupervisor = { ...other, actor: { ...other.actor, roles: ['manager' as const] } }
  await expect(decideSwap(asSupervisor, { ...(await now(desk, id)), approved: true })).rejects.toMatchObject({
    code: 'swap-own',
  })
  expect((await swapDetail(manager.desk, id)).steps.map((step) => [step.state, step.actor])).toEqual([
    ['asked', '王保安'],
    ['confirmed', '刘保安'],
  ])
  await decideSwap(manager.desk, { ...(await now(desk, id)), approved: true })
  const cells = (await rotaMonth(desk, '2026-12')).cells.map((one) => [one.onDate, one.staffId, one.shiftId])
  expect(cells).toEqual(
    expect.arrayContaining([
      ['2026-12-01', guard, 5],
      ['2026-12-01', second, 1],
      ['2026-12-05', guard, 5],
      ['2026-12-05', second, 1],
    ]),
  )
  expect(await swapDetail(desk, id)).toMatchObject({ state: 'approved', days: [{ asker: '早班', other: '休' }, {}] })
})

it('of three in one month the third is refused in both persons, and withdrawn ones do not count', async () => {
  const made = await office()
  const { desk, guard, second, worker, own, other } = made
  await plan(made, '2026-12-01', '2026-12-02', '2026-12-03', '2027-01-04')
  const first = await askSwap(own, ask(guard, second, '2026-12-01'))
  await askSwap(other, ask(second, guard, '2026-12-02', '2027-01-04'))
  const third = askSwap(own, ask(guard, second, '2026-12-03'))
  await expect(third).rejects.toMatchObject({ code: 'swap-limit', params: { month: '2026-12', limit: 2 } })
  // The other side's limit holds, too, for somebody who has none of their own.
  await saveCells(desk, [cell(worker.id, '2026-12-03', 5)])
  await expect(askSwap(worker.desk, ask(worker.id, guard, '2026-12-03'))).rejects.toMatchObject({
    code: 'swap-limit',
    params: { name: '王保安' },
  })
  await expect(withdrawSwap(other, await now(desk, first))).rejects.toMatchObject({ code: 'swap-not-yours' })
  await withdrawSwap(own, await now(desk, first))
  expect(await askSwap(own, ask(guard, second, '2026-12-03'))).toBeGreaterThan(first)
  expect((await swapDetail(desk, first)).counts).toEqual([
    { name: '王保安', month: '2026-12', count: 2 },
    { name: '刘保安', month: '2026-12', count: 2 },
  ])
})

it('a swap is not carried out where the rota has changed meanwhile, nor for a day gone by', async () => {
  const made = await office()
  const { desk, guard, second, clerk, manager, own, other } = made
  await plan(made, '2026-12-01')
  const id = await askSwap(own, ask(guard, second, '2026-12-01'))
  await answerSwap(other, { ...(await now(desk, id)), agreed: true })
  await saveCells(desk, [cell(second, '2026-12-01', 3, 5)])
  expect((await swapDetail(desk, id)).changed).toBe(true)
  await expect(decideSwap(manager.desk, { ...(await now(desk, id)), approved: true })).rejects.toMatchObject({
    code: 'rota-changed',
  })
  expect((await swapDetail(desk, id)).state).toBe('confirmed')
  await expect(askSwap(own, ask(guard, second, '2026-11-20'))).rejects.toMatchObject({ code: 'swap-past' })
  await expect(askSwap(own, ask(guard, second, '2026-12-09'))).rejects.toMatchObject({ code: 'swap-nothing' })
  await expect(askSwap(own, ask(guard, second, '2026-12-01', '2026-12-01'))).rejects.toMatchObject({
    code: 'swap-back-same',
    problems: [{ field: 'backOn' }],
  })
  await expect(askSwap(manager.desk, ask(clerk.id, guard, '2026-12-01'))).rejects.toMatchObject({
    code: 'swap-not-yours',
  })
})

it('copying a pattern leaves the days of an approved swap alone and tells them', async () => {
  const made = await office()
  const { desk, guard, second, manager, own, other } = made
  await plan(made, '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-16')
  const id = await askSwap(own, ask(guard, second, '2026-12-08', '2026-12-16'))
  await answerSwap(other, { ...(await now(desk, id)), agreed: true })
  // Only asked for, it holds nothing yet.
  expect((await copyPattern(desk, { way: 'week', fromOn: '2026-11-30', weeks: 2 })).kept).toEqual([])
  await decideSwap(manager.desk, { ...(await now(desk, id)), approved: true })
  await saveCells(desk, [cell(guard, '2026-12-02', 3), cell(second, '2026-12-02', 3)])
  expect(await copyPattern(desk, { way: 'week', fromOn: '2026-11-30', weeks: 2 })).toEqual({
    // The first Wednesday goes onto the second; the third is a day of the swap.
    changed: 2,
    kept: [
      { name: '王保安', onDate: '2026-12-08' },
      { name: '刘保安', onDate: '2026-12-08' },
      { name: '王保安', onDate: '2026-12-16' },
      { name: '刘保安', onDate: '2026-12-16' },
    ],
  })
  const { cells } = await rotaMonth(desk, '2026-12')
  const at = (staffId: number, onDate: string) =>
    cells.find((one) => one.staffId === staffId && one.onDate === onDate)?.shiftId
  expect([at(guard, '2026-12-08'), at(second, '2026-12-08'), at(guard, '2026-12-16')]).toEqual([5, 1, 5])
  expect((await copyPattern(desk, { way: 'month', month: '2027-01' })).kept).toEqual([])
})

const job = {
  source: 'resident' as const,
  unitId: null,
  place: '大堂',
  personId: null,
  caller: '',
  phone: '',
  trade: 'civil' as const,
  priority: 'normal' as const,
  chargeClass: 'free' as const,
  appointedOn: null,
  appointedTime: '',
}

/** A desk at a time of another day, as the office's clock shows it. */
const later = (desk: Desk, day: string, time: string): Desk => ({
  ...desk,
  clock: { ...desk.clock, now: () => new Date(`${day}T${time}:00+08:00`), today: () => day },
})

const noStepFields: StepFields = {
  ...{ onDate: '2026-11-21', atTime: '', untilOn: null, amount: null, method: null },
  ...{ person: '', code: '', quantity: null, text: '' },
}
const registered = (register: RegisterId, fields: Partial<RegisterFields>) => ({
  ...{ register, method: null, tariffId: null, requestKey: null },
  fields: { ...noRegisterFields, onDate: '2026-11-21', ...fields },
})

it('a page of the log gathers its shift, is frozen as signed, and is signed for by the next shift', async () => {
  const { desk, guard, second, other, clerk } = await office()
  const [midday, evening] = [2, 3]
  await saveCells(desk, [
    cell(guard, '2026-11-20', 1),
    cell(guard, '2026-11-21', 1),
    cell(second, '2026-11-21', midday),
    cell(clerk.id, '2026-11-21', evening),
  ])
  expect(await waitingLogs(desk)).toMatchObject([{ onDate: '2026-11-20', shift: '早班', state: 'missing' }])
  await expect(openLog(desk, '2026-11-22', 1)).rejects.toMatchObject({ code: 'log-not-begun' })
  const id = await openLog(clerk.desk, '2026-11-21', 1)
  expect(await openLog(clerk.desk, '2026-11-21', 1)).toBe(id)
  await registerJob(clerk.desk, { ...job, content: '灯不亮 <b>', requestKey: 'log-job-1' })
  expect((await logDetail(desk, id)).gathered).toMatchObject({ registered: 1, openJobs: 1, lateJobs: 0 })
  // What the next shift takes over beside cases: who is inside, and which key is out until when.
  const visit = await createRecord(clerk.desk, registered('visitor', { holder: '王先生', title: '探亲' }))
  const key = await createRecord(clerk.desk, registered('key', { title: '配电房', place: 'A柜' }))
  await stepRecord(clerk.desk, {
    ...{ id: key.id, version: 1, event: 'lend' },
    fields: { ...noStepFields, person: '小李', untilOn: '2026-11-22' },
  })
  expect((await logDetail(desk, id)).gathered.registrations).toMatchObject([
    { number: key.number, content: '配电房', who: '小李', dueAt: '2026-11-22', late: false },
    { number: visit.number, content: '探亲', who: '王先生', dueAt: null },
  ])
  // Nobody has begun it in twelve hours: late, as the bar above every page counts it, before the three days are over.
  const nextDay = later(clerk.desk, '2026-11-22', '15:00')
  expect((await logDetail(nextDay, id)).gathered).toMatchObject({ openJobs: 1, lateJobs: 1, jobs: [{ late: true }] })
  expect((await watchCounts(nextDay)).late).toBe(1)
  await writeNotes(clerk.desk, id, 1, '钥匙在柜里')
  await expect(readLog(other, id, 2, '')).rejects.toMatchObject({ code: 'log-not-given' })
  // Half an hour before its end a shift can be given over, and not before.
  await expect(giveLog(later(clerk.desk, '2026-11-21', '15:29'), id, 2, '早退')).rejects.toMatchObject({
    code: 'log-early',
    params: { from: '2026-11-21 15:30' },
  })
  const atEnd = later(clerk.desk, '2026-11-21', '15:30')
  await expect(giveLog(atEnd, id, 1, '旧')).rejects.toMatchObject({ code: 'stale' })
  await giveLog(atEnd, id, 2, '钥匙在柜里，已查')
  await registerJob(clerk.desk, { ...job, content: '后来的', requestKey: 'log-job-2' })
  expect(await logDetail(desk, id)).toMatchObject({
    notes: '钥匙在柜里，已查',
    gathered: { registered: 1, openJobs: 1 },
    takers: [{ name: '刘保安', hasPin: false }],
  })
  await expect(writeNotes(clerk.desk, id, 3, 'x')).rejects.toMatchObject({ code: 'log-signed' })
  await expect(readLog(clerk.desk, id, 3, '')).rejects.toMatchObject({ code: 'log-own' })
  expect((await waitingLogs(desk))[0]).toMatchObject({ id, state: 'given', giver: '林晓婷' })
  await readLog(later(other, '2026-11-21', '16:05'), id, 3, '')
  expect(await logDetail(desk, id)).toMatchObject({ state: 'read', reader: '刘保安', takers: [] })
  await expect(readLog(other, id, 4, '')).rejects.toMatchObject({ code: 'log-signed' })
})

it('whoever is not on the next shift does not sign for it; a manager says why, and where it is empty the same post', async () => {
  const { desk, guard, second, own, other, worker, manager } = await office('2026-11-23')
  const page = async (onDate: string) => {
    const id = await openLog(own, onDate, 1)
    await giveLog(own, id, 1, '')
    return id
  }
  await saveCells(desk, [cell(guard, '2026-11-20', 1), cell(worker.id, '2026-11-20', 2), cell(guard, '2026-11-22', 1)])
  const taken = await page('2026-11-20')
  await expect(readLog(other, taken, 2, '路过')).rejects.toMatchObject({
    code: 'log-not-yours',
    params: { names: '郑师傅' },
  })
  expect((await logDetail(other, taken)).mayStandIn).toBe(false)
  await expect(readLog(manager.desk, taken, 2, '')).rejects.toMatchObject({
    code: 'log-reason',
    problems: [{ field: 'remark' }],
  })
  await readLog(manager.desk, taken, 2, '郑师傅临时抢修')
  // Nobody is planned after this one: not another trade, but a colleague of the post, with the reason.
  const empty = await page('2026-11-22')
  expect(await logDetail(other, empty)).toMatchObject({ takers: [], mayStandIn: true })
  await expect(readLog(worker.desk, empty, 2, '代签')).rejects.toMatchObject({ code: 'log-not-your-post' })
  await expect(readLog(other, empty, 2, '')).rejects.toMatchObject({ code: 'log-reason' })
  await readLog(other, empty, 2, '下一班未排')
  // Who is away takes nothing over; the next who is there does.
  await saveCells(desk, [cell(worker.id, '2026-11-19', 2), cell(second, '2026-11-19', 3)])
  await desk.db
    .insertInto('absence')
    .values({ id: 9001, staff_id: worker.id, from_on: '2026-11-19', to_on: '2026-11-19', reason: '病假' })
    .execute()
  expect((await logDetail(desk, await page('2026-11-19'))).takers).toMatchObject([{ name: '刘保安' }])
})

it('training counts in its year against the target until it is cancelled', async () => {
  const { desk, guard, second } = await office()
  const training = { topic: '消防演练', trainer: '', hoursCenti: 350 }
  await recordTraining(desk, { ...training, staffIds: [guard, second, guard], onDate: '2026-03-05' })
  await recordTraining(desk, { ...training, staffIds: [guard], onDate: '2025-12-31' })
  await expect(recordTraining(desk, { ...training, staffIds: [guard], onDate: '2026-11-22' })).rejects.toMatchObject({
    code: 'not-yet',
  })
  const years = async (year?: number) =>
    (await listPage(desk, 'trainingYears', { filter: { text: '王', ...(year && { year }) }, offset: 0, limit: 9 }))
      .rows[0]
  expect(await years()).toMatchObject({ hours: '3.50', target: 40, missing: '36.50', times: 1 })
  expect(await years(2025)).toMatchObject({ hours: '3.50' })
  const card = await personCard(desk, guard, 2026)
  expect([card.trainedCenti, card.targetHours]).toEqual([350, 40])
  const id = card.trainings[0]?.id ?? 0
  await cancelTraining(desk, id, 1, '没去')
  await expect(cancelTraining(desk, id, 2, '再来')).rejects.toMatchObject({ code: 'cancelled-already' })
  expect(await personCard(desk, guard, 2026)).toMatchObject({ trainedCenti: 0, trainings: [{ cancelReason: '没去' }] })
})

it('another target asks nothing else of the years before', async () => {
  const { desk, guard } = await office('2027-01-10')
  await writeSettings(later(desk, '2026-03-01', '09:00'), { trainingHours: 45 })
  const january = later(desk, '2027-01-10', '09:00')
  await writeSettings(january, { trainingHours: 60 })
  const asked = async (year: number) => {
    const [row] = (await listPage(january, 'trainingYears', { filter: { text: '王', year }, offset: 0, limit: 9 })).rows
    return [row?.target, (await personCard(january, guard, year)).targetHours]
  }
  expect([await asked(2025), await asked(2026), await asked(2027)]).toEqual([
    [40, 40],
    [45, 45],
    [60, 60],
  ])
})

it('a penalty names the case behind it; taken back it stays with its day', async () => {
  const { desk, guard, manager } = await office()
  const { number } = await registerJob(desk, { ...job, content: '门', requestKey: 'reward-job' })
  const penalty = { staffId: guard, onDate: '2026-11-02', kind: 'penalty' as const, amount: 5_000, reason: '脱岗' }
  await expect(recordReward(desk, { ...penalty, caseNumber: 'GD000' })).rejects.toMatchObject({ code: 'case-unknown' })
  await expect(recordReward(manager.desk, { ...penalty, staffId: manager.id, caseNumber: '' })).rejects.toMatchObject({
    code: 'reward-self',
  })
  const id = await recordReward(desk, { ...penalty, caseNumber: number })
  const row = async () => (await appraisalMonth(desk, '2026-11')).rows.find((one) => one.staffId === guard)
  expect((await row())?.penalties).toBe(5_000)
  // What somebody got is not theirs to take back, whatever their role.
  const ownPenalty = await recordReward(desk, { ...penalty, staffId: manager.id, caseNumber: '' })
  await expect(cancelReward(manager.desk, ownPenalty, 1, '不认')).rejects.toMatchObject({ code: 'reward-self' })
  await cancelReward(desk, id, 1, '查无此事')
  expect((await row())?.penalties).toBe(0)
  expect((await personCard(desk, guard, 2026)).rewards).toMatchObject([
    { caseNumber: number, cancelledOn: '2026-11-21', cancelReason: '查无此事' },
  ])
})

/** Everybody's scores of a guard in a month. */
async function scoreAll(made: Office, month: string, staffId: number, points = 9000): Promise<void> {
  const { desk, boss, clerk, worker, manager, second, guard } = made
  const sources = (await appraisalMonth(desk, month)).scheme.sources
  const scorers = [manager, clerk, worker]
  for (const [index, source] of sources.entries()) {
    const own = scorers[index]
    const by = own ? own : { id: staffId === guard ? second : guard, desk: boss }
    const score = { month, staffId, sourceId: source.id, scorerId: by.id, scoreCenti: points, version: 0 }
    await giveScore(by.desk, score)
  }
}

it('nobody scores themselves or in another’s name, and a supervisor’s score is a manager’s', async () => {
  const { guard, second, clerk, manager, boss, worker } = await office()
  const score = (staffId: number, sourceId: number, scorerId: number) => ({
    month: '2026-11',
    staffId,
    sourceId,
    scorerId,
    scoreCenti: 9000,
    version: 0,
  })
  await expect(giveScore(clerk.desk, score(clerk.id, 4, clerk.id))).rejects.toMatchObject({ code: 'score-self' })
  // Nor through the name of somebody else.
  await expect(giveScore(manager.desk, score(manager.id, 4, guard))).rejects.toMatchObject({ code: 'score-self' })
  await expect(giveScore(clerk.desk, score(guard, 4, worker.id))).rejects.toMatchObject({ code: 'score-not-yours' })
  await expect(giveScore(clerk.desk, score(guard, 1, clerk.id))).rejects.toMatchObject({ code: 'score-not-yours' })
  await expect(giveScore(manager.desk, score(clerk.id, 2, manager.id))).rejects.toMatchObject({
    code: 'score-department',
  })
  await giveScore(boss, score(guard, 4, second))
  await giveScore(clerk.desk, score(guard, 2, clerk.id))
  await expect(giveScore(worker.desk, score(guard, 2, worker.id))).rejects.toMatchObject({ code: 'score-given' })
  // The two other departments are two people of two departments; what somebody gave they may correct.
  await expect(giveScore(clerk.desk, score(guard, 3, clerk.id))).rejects.toMatchObject({ code: 'score-twice' })
  await expect(giveScore(manager.desk, score(guard, 3, manager.id))).rejects.toMatchObject({
    code: 'score-twice',
    params: { name: '林晓婷', department: '客服部' },
  })
  await giveScore(clerk.desk, { ...score(guard, 2, clerk.id), version: 1 })
  await giveScore(worker.desk, score(guard, 3, worker.id))
  await expect(giveScore(clerk.desk, { ...score(guard, 2, clerk.id), version: 7 })).rejects.toMatchObject({
    code: 'stale',
  })
  await expect(giveScore(clerk.desk, { ...score(guard, 2, clerk.id), month: '2026-12' })).rejects.toMatchObject({
    code: 'month-ahead',
  })
  const seen = await appraisalMonth(worker.desk, '2026-11')
  const scorers = seen.rows.flatMap((row) => row.sources.flatMap((one) => one.scores.map((given) => given.scorer)))
  expect(scorers).toEqual(['郑师傅'])
})

it('a month closes with its results, takes no more scores, and is opened again with a reason', async () => {
  const made = await office()
  const { desk, guard, manager, clerk } = made
  await scoreAll(made, '2026-10', guard)
  const everybody = (await appraisalMonth(desk, '2026-10')).rows.map((row) => row.staffId)
  await expect(closeMonth(desk, { month: '2026-10', leaveOut: [] })).rejects.toMatchObject({
    code: 'appraisal-incomplete',
  })
  expect(await appraisalMonth(desk, '2026-10')).toMatchObject({ state: 'open', proposed: [{ staffId: guard }] })
  await expect(decideStar(manager.desk, { month: '2026-10', staffId: manager.id, reason: '好' })).rejects.toMatchObject(
    {
      code: 'score-self',
    },
  )
  await decideStar(manager.desk, { month: '2026-10', staffId: guard, reason: '抓到偷车人' })
  await scoreAll(made, '2026-11', guard)
  const running = closeMonth(desk, { month: '2026-11', leaveOut: everybody })
  await expect(running).rejects.toMatchObject({ code: 'appraisal-running', params: { from: '2026-12-01' } })
  // Left out are those who were named: of one more it is asked anew.
  const some = closeMonth(desk, { month: '2026-10', leaveOut: everybody.filter((one) => one !== clerk.id) })
  await expect(some).rejects.toMatchObject({ code: 'appraisal-incomplete' })
  await closeMonth(desk, { month: '2026-10', leaveOut: everybody })
  await expect(scoreAll(made, '2026-10', made.second)).rejects.toMatchObject({ code: 'appraisal-closed' })
  // Terms that are corrected later do not change what was closed.
  await addTerms(desk, { staffId: guard, fromOn: '2026-10-01', postId: 1, salary: 900_000, share: { part: 1, of: 2 } })
  const list = await listPage(desk, 'appraisals', { filter: { month: '2026-10' }, offset: 0, limit: 9 })
  expect(list.rows[0]).toMatchObject({ name: '王保安', score: '90.00', pay: 135_000, share: '1/3', star: 'yes' })
  expect(list.rows.filter((row) => row.score === null && row.pay === null)).toHaveLength(4)
  const closed = await appraisalMonth(desk, '2026-10')
  expect(closed.rows.find((row) => row.staffId === guard)?.pay).toMatchObject({ salary: 450_000, amount: 135_000 })
  await reopenMonth(manager.desk, { month: '2026-10', reason: '漏打一项' })
  const open = await appraisalMonth(desk, '2026-10')
  expect(open.rows.find((row) => row.staffId === guard)?.pay?.amount).toBe(405_000)
  expect(open.steps.map((step) => [step.kind, step.reason])).toEqual([
    ['star', '抓到偷车人'],
    ['closed', '刘保安、黄国辉、林晓婷、郑师傅'],
    ['reopened', '漏打一项'],
  ])
  expect((await personCard(clerk.desk, guard, 2026)).stars).toEqual([{ month: '2026-10', reason: '抓到偷车人' }])
})

it('a new scheme holds from its month on; one that was used stays, and its weights must be whole', async () => {
  const made = await office()
  const { desk, guard } = made
  await scoreAll(made, '2026-09', guard)
  const [first] = await listSchemes(desk.db)
  const fields = {
    name: '新方案',
    fromMonth: '2026-10',
    share: { part: 3, of: 10 },
    sources: [
      { name: '主管', kind: 'supervisor' as const, weight: 60 },
      { name: '同事', kind: 'peer' as const, weight: 30 },
    ],
  }
  await expect(saveScheme(desk, { ...fields, id: null, version: 0 })).rejects.toMatchObject({
    code: 'weights-not-whole',
    params: { sum: 90 },
  })
  const whole = { ...fields, sources: [...fields.sources, { name: '业主', kind: 'peer' as const, weight: 10 }] }
  await expect(saveScheme(desk, { ...whole, id: first?.id ?? 1, version: 1 })).rejects.toMatchObject({
    code: 'scheme-used',
  })
  await expect(saveScheme(desk, { ...whole, fromMonth: '2026-09', id: null, version: 0 })).rejects.toMatchObject({
    code: 'scheme-scored',
  })
  await saveScheme(desk, { ...whole, id: null, version: 0 })
  expect((await appraisalMonth(desk, '2026-09')).scheme).toMatchObject({ name: '月度考核', used: true })
  expect(await appraisalMonth(desk, '2026-10')).toMatchObject({
    scheme: { name: '新方案', share: { part: 3, of: 10 } },
    rows: expect.arrayContaining([expect.objectContaining({ staffId: guard, missing: ['主管', '同事', '业主'] })]),
  })
})
