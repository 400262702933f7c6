import { addDays, addMonths, type DateText, lastOfMonth } from '../contract/dates.ts'
import type { StaffFields } from '../contract/people.ts'
import type { RotaCell } from '../contract/rota.ts'
import { appraisalMonth } from '../core/appraisal/month.ts'
import { listSchemes, schemeOf } from '../core/appraisal/schemes.ts'
import { closeMonth, decideStar, type GivenScore, giveScores } from '../core/appraisal/service.ts'
import { weekdayOf } from '../core/calendar/workingTime.ts'
import type { Desk } from '../core/context.ts'
import { giveLog, logDetail, openLog, readLog } from '../core/handoverLog/service.ts'
import { giversOf } from '../core/handoverLog/takers.ts'
import { listShifts } from '../core/rota/repository.ts'
import { daysOf } from '../core/rota/rules.ts'
import { publishMonth, saveCells } from '../core/rota/service.ts'
import { answerSwap, askSwap, decideSwap, withdrawSwap } from '../core/rota/swaps.ts'
import {
  sampleLetter,
  sampleNotes,
  samplePoints,
  samplePosts,
  sampleRewards,
  sampleTeam,
  sampleTrainings,
} from '../core/sample/team.ts'
import { addPerson, addTerms, savePost, updatePerson } from '../core/staff/people.ts'
import { cancelReward, recordReward } from '../core/staff/rewards.ts'
import { resetSecret } from '../core/staff/service.ts'
import { recordTraining } from '../core/staff/training.ts'
import { deskOf } from './sampleDay.ts'

type Acting = Awaited<ReturnType<typeof deskOf>>

/** The people behind the desk: those without a PIN join the staff, everybody has a post, pay and a rota of some months. */
export async function writeSampleTeam(desk: Desk): Promise<void> {
  await planRota(desk, await deskOf(desk, '黄国辉'), await makeTeam(desk))
}

/** What comes of people: swaps in every state, the handover log of two weeks, training, rewards, appraisal. */
export async function writeSamplePeople(desk: Desk): Promise<void> {
  const manager = await deskOf(desk, '黄国辉')
  const staff = await desk.db.selectFrom('staff').select(['id', 'name']).execute()
  const ids: Ids = new Map(staff.map((one) => [one.name, one.id]))
  await swapShifts(desk, manager, ids)
  await keepLog(desk)
  await train(desk, manager, ids)
  await reward(desk, manager, ids)
  await appraise(desk, ids)
}

type Ids = ReadonlyMap<string, number>

async function makeTeam(desk: Desk): Promise<Ids> {
  const posts = new Map<string, number>()
  for (const post of samplePosts) {
    posts.set(post.name, await savePost(desk, { id: null, version: 0, ...post, active: true }))
  }
  const known = await desk.db.selectFrom('staff').select(['id', 'name', 'version']).execute()
  const ids = new Map<string, number>()
  const today = desk.clock.today()
  for (const one of sampleTeam) {
    const leftOn = one.leftOn !== undefined && one.leftOn <= today ? one.leftOn : null
    const fields = { phone: one.phone, joinedOn: one.joinedOn, leftOn }
    const account = known.find((member) => member.name === one.name)
    if (account) await updatePerson(desk, account.id, Number(account.version), fields)
    const id = account?.id ?? (await addWorker(desk, one.name, fields))
    ids.set(one.name, id)
    const terms = { staffId: id, postId: posts.get(one.post) ?? 0, share: one.share ?? null }
    await addTerms(desk, { ...terms, fromOn: one.joinedOn, salary: one.salary })
    // A raise for whoever has been here a while.
    if (today >= '2026-04-01' && one.joinedOn < '2021-01-01') {
      await addTerms(desk, { ...terms, fromOn: '2026-04-01', salary: one.salary + 20_000 })
    }
  }
  return ids
}

/** Somebody without an account; their PIN, with which they give their word at another's desk, is their phone's end. */
async function addWorker(desk: Desk, name: string, fields: StaffFields): Promise<number> {
  const id = await addPerson(desk, { name, ...fields })
  await resetSecret(desk, id, 1, fields.phone.slice(-4))
  return id
}

const idOf = (ids: Ids, name: string): number => ids.get(name) ?? 0

/** The rota goes back so many months. */
const rotaMonths = 3

/** The first day of the rota. */
export function rotaBegins(today: DateText): DateText {
  return addMonths(`${today.slice(0, 7)}-01`, -rotaMonths)
}

/** Three months back and this one are published; of the next the first two weeks are planned. */
async function planRota(desk: Desk, manager: Acting, ids: Ids): Promise<void> {
  const today = desk.clock.today()
  const shifts = new Map((await listShifts(desk.db)).map((shift) => [shift.letter, shift.id]))
  const marked = new Map(
    (await desk.db.selectFrom('calendar_day').select(['on_date', 'kind']).execute()).map((day) => [
      day.on_date,
      day.kind,
    ]),
  )
  const isWorkday = (day: DateText) => (marked.has(day) ? marked.get(day) === 'workday' : weekdayOf(day) < 6)
  const first = rotaBegins(today)
  for (let ahead = -rotaMonths; ahead <= 1; ahead++) {
    const month = addMonths(first, ahead + rotaMonths).slice(0, 7)
    const days = ahead === 1 ? daysOf(month).slice(0, 14) : daysOf(month)
    const cells = sampleTeam.flatMap((one) =>
      days.flatMap((onDate): (RotaCell & { seen: null })[] => {
        const letter = rested(one.name, onDate, today) ?? sampleLetter(one, onDate, isWorkday(onDate))
        const shiftId = letter === null ? undefined : shifts.get(letter)
        return shiftId === undefined ? [] : [{ staffId: idOf(ids, one.name), onDate, shiftId, seen: null }]
      }),
    )
    const planned = manager(earlier(addDays(`${month}-01`, -6), today), '08:10')
    await saveCells(planned, cells)
    if (ahead < 1) await publishMonth(planned, month)
  }
}

const earlier = (a: DateText, b: DateText): DateText => (a < b ? a : b)

/** Two shifts that were changed by hand and came too close to each other, so that a conflict is to be seen. */
function rested(name: string, onDate: DateText, today: DateText): string | null {
  if (name !== '王海峰') return null
  return onDate === addDays(today, 1) ? 'B' : onDate === addDays(today, 2) ? 'A' : null
}

/** A swap in every state; the days are the first from one on where the two have different shifts. */
async function swapShifts(desk: Desk, manager: Acting, ids: Ids): Promise<void> {
  const today = desk.clock.today()
  const ask = async (asker: string, other: string, askedOn: DateText, from: DateText, reason: string) => {
    const own = await deskOf(desk, asker)
    const pair = { askerId: idOf(ids, asker), otherId: idOf(ids, other) }
    const onDate = await differingDay(desk, pair.askerId, pair.otherId, from)
    return onDate && askSwap(own(askedOn, '09:20'), { ...pair, onDate, backOn: null, reason })
  }
  const said = (id: number, version: number, words = '') => ({ id, version, words })
  const month = `${today.slice(0, 7)}-01`
  const [before, mid] = [addMonths(month, -1), addDays(addMonths(month, -1), 12)]
  const done = await ask('王海峰', '刘志明', before, addDays(before, 5), '孩子开家长会')
  if (done) {
    await answerSwap((await deskOf(desk, '刘志明'))(addDays(before, 1), '10:00'), { ...said(done, 1), agreed: true })
    await decideSwap(manager(addDays(before, 1), '15:30'), { ...said(done, 2), approved: true })
  }
  const refused = await ask('周伟', '何俊杰', mid, addDays(mid, 4), '朋友聚会')
  if (refused) {
    await answerSwap((await deskOf(desk, '何俊杰'))(addDays(mid, 1), '10:00'), { ...said(refused, 1), agreed: true })
    await decideSwap(manager(addDays(mid, 1), '15:30'), {
      ...said(refused, 2, '当晚有消防演练，人手不够'),
      approved: false,
    })
  }
  const declined = await ask('叶丽芳', '赖晓东', mid, addDays(mid, 6), '身体不适想换白班')
  if (declined)
    await answerSwap((await deskOf(desk, '赖晓东'))(addDays(mid, 1), '11:00'), {
      ...said(declined, 1, '当天家里有事'),
      agreed: false,
    })
  const taken = await ask('张秀英', '陈桂花', mid, addDays(mid, 8), '回老家')
  if (taken) {
    await withdrawSwap((await deskOf(desk, '张秀英'))(addDays(mid, 2), '09:00'), said(taken, 1, '车票改签，不用换了'))
  }
  const yesterday = addDays(today, -1)
  const confirmed = await ask('蔡文龙', '周伟', yesterday, addDays(today, 2), '陪老人看病')
  if (confirmed) await answerSwap((await deskOf(desk, '周伟'))(today, '08:30'), { ...said(confirmed, 1), agreed: true })
  await ask('邱文斌', '叶丽芳', today, addDays(today, 4), '参加考试')
}

async function differingDay(desk: Desk, askerId: number, otherId: number, from: DateText): Promise<DateText | null> {
  const rows = await desk.db
    .selectFrom('rota_day')
    .selectAll()
    .where('staff_id', 'in', [askerId, otherId])
    .where('on_date', '>=', from)
    .orderBy('on_date')
    .limit(40)
    .execute()
  const day = rows.find((row) =>
    rows.some(
      (one) =>
        row.staff_id === askerId &&
        one.on_date === row.on_date &&
        one.staff_id === otherId &&
        one.shift_id !== row.shift_id,
    ),
  )
  return day?.on_date ?? null
}

/** Who signs for a shift where the rota has nobody on it who signs in; somebody of the next one takes it over. */
const signers = { A: '林晓婷', B: '吴志强', C: '李师傅' } as const
const ends = { A: '16:00', B: '22:00', C: '08:00' } as const
const afterwards = { A: '16:12', B: '22:15', C: '08:20' } as const

/** Two weeks of pages; one was never written, last night's waits to be signed for. */
async function keepLog(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const shifts = new Map((await listShifts(desk.db)).map((shift) => [shift.letter, shift.id]))
  for (let back = 14; back >= 1; back--) {
    const onDate = addDays(today, -back)
    for (const letter of ['A', 'B', 'C'] as const) {
      if (back === 2 && letter === 'B') continue
      const day = letter === 'C' ? addDays(onDate, 1) : onDate
      const shiftId = shifts.get(letter) ?? 0
      const [first] = await giversOf(desk.db, { on_date: onDate, shift_id: shiftId })
      const giver = (await deskOf(desk, first?.name ?? signers[letter]))(day, ends[letter])
      const id = await openLog(giver, onDate, shiftId)
      await giveLog(giver, id, 1, sampleNotes(letter, onDate))
      const isLast = back === 1 && letter === 'C'
      if (isLast) continue
      const [taker] = (await logDetail(giver, id)).takers
      if (!taker) continue
      const reader = (await deskOf(desk, taker.name))(day, afterwards[letter])
      await readLog(reader, id, 2, letter === 'C' ? '已核对，钥匙齐全' : '')
    }
  }
}

async function train(desk: Desk, manager: Acting, ids: Ids): Promise<void> {
  const today = desk.clock.today()
  for (const { onDate, names, ...training } of [2025, 2026].flatMap(sampleTrainings)) {
    if (onDate > today) continue
    const staffIds = names.map((name) => idOf(ids, name))
    await recordTraining(manager(onDate, '17:00'), { ...training, onDate, staffIds })
  }
}

async function reward(desk: Desk, manager: Acting, ids: Ids): Promise<void> {
  const today = desk.clock.today()
  for (const { name, onDate, kind, yuan, reason, behind, cancelled } of sampleRewards) {
    if (onDate > today) continue
    const caseNumber = behind ? await caseBefore(desk, behind, name, onDate) : ''
    const fields = { staffId: idOf(ids, name), onDate, kind, amount: yuan * 100, reason, caseNumber }
    const id = await recordReward(manager(onDate, '16:00'), fields)
    const later = addDays(onDate, 3)
    if (cancelled && later <= today) await cancelReward(manager(later, '09:30'), id, 1, cancelled)
  }
}

/** The last case of a kind that somebody had in hand before a day, or anybody. */
async function caseBefore(desk: Desk, behind: 'urgent-job' | 'job' | 'complaint', name: string, onDate: DateText) {
  if (behind === 'complaint') {
    const found = await desk.db
      .selectFrom('complaint')
      .select('number')
      .where('received_on', '<=', onDate)
      .where('received_on', '>=', addDays(onDate, -90))
      .orderBy('received_on', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return found?.number ?? ''
  }
  let query = desk.db
    .selectFrom('job')
    .select('number')
    .where('registered_on', '<=', onDate)
    .where('registered_on', '>=', addDays(onDate, -60))
  if (behind === 'urgent-job') query = query.where('priority', '=', 'urgent')
  const rows = [await query.where('worker', '=', name).orderBy('id', 'desc').executeTakeFirst()]
  rows.push(await query.orderBy('id', 'desc').executeTakeFirst())
  return rows.find((row) => row !== undefined)?.number ?? ''
}

/** Every month of two years up to the last: scored, its star decided, closed; the last is still being scored. */
async function appraise(desk: Desk, ids: Ids): Promise<void> {
  const today = desk.clock.today()
  const last = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
  const schemes = await listSchemes(desk.db)
  const names = ['黄国辉', '苏文彬', '林晓婷', '郑雅萍', '吴志强', '陈美玲'] as const
  const acting = new Map<string, Acting>()
  for (const name of names) acting.set(name, await deskOf(desk, name))
  for (let month = '2025-01'; month <= last; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    const day = addDays(lastOfMonth(month), 3)
    const at = (name: string): Desk => (acting.get(name) as Acting)(earlier(day, today), '15:00')
    const { sources } = schemeOf(schemes, month)
    const byActor = Map.groupBy(scoresOf(month, sources, ids, month === last), (one) => one.by)
    for (const [name, scores] of byActor) {
      await giveScores(
        at(name),
        month,
        scores.map(({ by: _, ...score }) => score),
      )
    }
    if (month === last) continue
    const manager = at('黄国辉')
    const { proposed } = await appraisalMonth(manager, month)
    const star = proposed.find((one) => one.name !== '黄国辉')
    if (star) await decideStar(manager, { month, staffId: star.staffId, reason: '当月得分最高，带头完成任务' })
    await closeMonth(manager, { month, leaveOut: [] })
  }
}

type Scheme = Awaited<ReturnType<typeof listSchemes>>[number]

/** Who scores whom: the manager, two other departments, a colleague; the paper of those without a PIN is the manager's. */
function scoresOf(month: string, sources: Scheme['sources'], ids: Ids, isLast: boolean) {
  const [from, to] = [`${month}-01`, lastOfMonth(month)]
  const here = sampleTeam.filter((one) => one.joinedOn <= to && (one.leftOn ?? to) >= from)
  const department = new Map(samplePosts.map((post) => [post.name as string, post.department as string]))
  const scores: (GivenScore & { readonly by: string })[] = []
  for (const [index, one] of here.entries()) {
    const own = department.get(one.post) ?? ''
    const colleagues = here.filter((other) => other.name !== one.name && department.get(other.post) === own)
    const paper = colleagues.filter((other) => !other.signsIn).slice(0, 2)
    const scorers: readonly (readonly [by: string, scorer: string])[][] = [
      [one.name === '黄国辉' ? ['苏文彬', '苏文彬'] : ['黄国辉', '黄国辉']],
      [own === '客服部' ? ['郑雅萍', '郑雅萍'] : ['林晓婷', '林晓婷']],
      [own === '工程部' ? ['陈美玲', '陈美玲'] : ['吴志强', '吴志强']],
      paper.length > 0
        ? paper.map((other) => ['黄国辉', other.name] as const)
        : [one.name === '郑雅萍' ? ['陈美玲', '陈美玲'] : ['郑雅萍', '郑雅萍']],
    ]
    for (const [place, source] of sources.entries()) {
      // Of the last month some of the other departments are still to score.
      if (isLast && place === 2 && index % 4 === 3) continue
      for (const [by, scorer] of scorers[place] ?? []) {
        const scoreCenti = samplePoints(one.name, month, `${place} ${scorer}`)
        const [staffId, scorerId] = [idOf(ids, one.name), idOf(ids, scorer)]
        scores.push({ by, staffId, sourceId: source.id, scorerId, scoreCenti, version: 0 })
      }
    }
  }
  return scores
}
