import { addDays, type DateText, daysBetween } from '../contract/dates.ts'
import type { InspectionLevel } from '../contract/groundWords.ts'
import type { RoundFields } from '../contract/patrol.ts'
import type { Desk } from '../core/context.ts'
import { inspectionDetail, recordInspection } from '../core/inspections/service.ts'
import { dutyOn } from '../core/patrol/duty.ts'
import { raiseRounds } from '../core/patrol/raising.ts'
import { recordRound, roundDetail } from '../core/patrol/rounds.ts'
import { addWindow, savePoint, saveRoute } from '../core/patrol/routes.ts'
import { checklists, saveChecklist } from '../core/plans/checklists.ts'
import { completeTask } from '../core/plans/tasks.ts'
import { programmesOf, saveProgramme } from '../core/programmes/service.ts'
import { everySecondMonth, programmedFrom } from '../core/sample/cleaning.ts'
import { found, foundOnRounds, inspectionSheet, inspectors, patrolPoints, patrolRoutes } from '../core/sample/patrol.ts'
import { randomOf } from '../core/sample/random.ts'
import { deskOf } from './sampleDay.ts'
import { rotaBegins } from './samplePeople.ts'
import { finishJob } from './sampleVisits.ts'

/** What was found before does not become a job any more: the jobs of that year are counted. */
const jobsFrom = '2026-01-01'

/** Programmes, three-level checks and patrol as they come in, day by day. */
export async function writeSampleGrounds(desk: Desk): Promise<void> {
  await runProgrammes(desk)
  await writeInspections(desk)
  await walkPatrol(desk)
}

/** Every second month something is washed; the garage waits this time. */
async function runProgrammes(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  if (today < programmedFrom) return
  const random = randomOf('programmes')
  const lead = await deskOf(desk, '吴志强')
  const start = lead('2025-12-29')
  for (const { item, place, from } of everySecondMonth) {
    const fields = { everyN: 2, every: 'month', moving: 'after', responsibleId: null, graceDays: 3 } as const
    const anchorOn = `2026-0${from}-${String(random.between(6, 20)).padStart(2, '0')}`
    await saveProgramme(start, {
      register: 'cleaning',
      id: null,
      version: 0,
      fields: { ...fields, item, place, quantity: 1, anchorOn },
    })
  }
  const pruning = {
    item: 'pruning',
    place: '主干道两侧',
    quantity: 1,
    everyN: 1,
    every: 'quarter',
    anchorOn: '2026-12-08',
  } as const
  await saveProgramme(start, {
    register: 'greening',
    id: null,
    version: 0,
    fields: { ...pruning, moving: 'after', responsibleId: null, graceDays: 5 },
  })
  for (;;) {
    const due = (await programmesOf(desk, 'cleaning')).filter(
      ({ next, item }) => next && next.dueOn < today && !(item === 'garage-wash' && next.dueOn > addDays(today, -40)),
    )
    if (due.length === 0) return
    for (const { next, item } of due) {
      if (!next) continue
      const cost = everySecondMonth.find((one) => one.item === item)?.cost || null
      const counted = {
        quantity: 1,
        labourDays: 0,
        cost,
        inspector: inspectors.leader,
        score: random.between(180, 198) * 50,
      }
      const fields = { doneOn: next.dueOn, doneById: null, note: '', results: [], counted }
      await completeTask(lead(next.dueOn, '16:30'), { id: next.id, version: next.version, fields })
    }
  }
}

/** Every month the leader looks at each area, the supervisor at two, the steward at one. */
async function writeInspections(desk: Desk): Promise<void> {
  const random = randomOf('inspections')
  const clerk = await deskOf(desk, '黄国辉')
  const items = inspectionSheet.items.map(
    (words) => ({ words, kind: 'score', unit: '分', minCenti: 1_200, maxCenti: 2_000 }) as const,
  )
  const checklistId = await saveChecklist(clerk('2025-01-02'), {
    id: null,
    version: 0,
    name: inspectionSheet.name,
    items,
  })
  const sheet = (await checklists(desk)).find((one) => one.id === checklistId)
  const areas = await desk.db.selectFrom('area').select(['id', 'name']).orderBy('id').limit(4).execute()
  const today = desk.clock.today()
  for (const month of monthsUntil(today)) {
    for (const [index, area] of areas.entries()) {
      const turn = (Number(month.slice(5)) + index) % areas.length
      const levels: readonly InspectionLevel[] = [
        'leader',
        ...(turn < 2 ? ['supervisor' as const] : []),
        ...(turn === 0 ? ['steward' as const] : []),
      ]
      for (const level of levels) {
        const onDate = addDays(`${month}-01`, random.between(3, 25))
        const problem = random.chance(0.25) ? random.pick(found) : null
        const scores = (sheet?.items ?? []).map((item) => ({
          itemId: item.id,
          valueCenti: random.between(32, 40) * 50,
          note: '',
        }))
        if (onDate >= today) continue
        const toJob = onDate >= addDays(today, -45) && onDate >= jobsFrom
        const fields = {
          onDate,
          level,
          areaId: area.id,
          place: '',
          inspector: inspectors[level],
          checklistId,
          scores,
          total: null,
          note: '',
          problems: problem ? [{ ...problem, pointId: null, place: '', toJob }] : [],
        }
        const id = await recordInspection(clerk(onDate, '15:20'), fields, `sample-check-${month}-${area.id}-${level}`)
        if (problem && toJob) await finish(desk, (await inspectionDetail(desk, id)).problems, onDate)
      }
    }
  }
}

function monthsUntil(today: DateText): string[] {
  const months = [2025, 2026].flatMap((year) =>
    Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`),
  )
  return months.filter((month) => `${month}-01` <= today)
}

/** Jobs of some days ago are done. */
async function finish(
  desk: Desk,
  problems: readonly { readonly jobId: number | null }[],
  onDate: DateText,
): Promise<void> {
  if (onDate > addDays(desk.clock.today(), -4)) return
  for (const { jobId } of problems) if (jobId !== null) await finishJob(desk, jobId, onDate)
}

/** The last days of patrol, of which everything is told that can happen on a round. */
const eventfulDays = 21

/** Rounds since the rota begins: nearly all in time, now and then one late, one that nobody walked, one that left points out. */
async function walkPatrol(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const eventful = addDays(today, -eventfulDays)
  // Of its first night the shift had begun before the rota does.
  const begun = addDays(rotaBegins(today), 1)
  const pointIds = await layRoutes(desk, begun)
  const rounds = await roundsUntil(desk, today)
  const duty = await dutyOn(
    desk.db,
    rounds.map((round) => round.id),
  )
  const random = randomOf('patrol')
  const told = new Set<number>()
  const writers = new Map<string, Awaited<ReturnType<typeof deskOf>>>()
  for (const { writer } of patrolRoutes) writers.set(writer, await deskOf(desk, writer))
  const walks = rounds.flatMap((round) => {
    const day = daysBetween(eventful, round.on_date)
    const route = patrolRoutes.find((one) => one.name === round.route)
    if (!route) return []
    const isNight = round.window === '夜二'
    const { isMissed, late, skipped } = day < 0 ? quietDay(round.window, round.on_date) : eventsOf(day, round.window)
    if (isMissed || (round.on_date === today && round.from_time > '09:00')) return []
    // Of the quiet weeks nothing is drawn from the stream of those that tell something.
    const chance = day < 0 ? randomOf(`patrol ${round.route} ${round.window} ${round.on_date}`) : random
    const seen = route.points.slice(0, route.points.length - skipped).map((index, position) => ({
      pointId: pointIds[index] as number,
      time: after(round.from_time, late ? 70 + position * 9 : 4 + position * 9 + chance.between(0, 6)),
      ok: true,
      note: '',
    }))
    const problems: RoundFields['problems'] = foundOnRounds
      .filter((one) => one.day === day && !told.has(day) && seen.some((point) => point.pointId === pointIds[one.point]))
      .map(({ point, content, trade }) => ({
        pointId: pointIds[point] as number,
        place: '',
        content,
        trade,
        toJob: round.on_date >= jobsFrom,
      }))
    if (problems.length > 0) told.add(day)
    const walkerId = duty.get(round.id)?.[0]?.id ?? null
    const fields = { walkerId, note: skipped > 0 && isNight ? '雨大，天面未上' : '', seen, problems }
    // Written down when the walk is over, and of a night the next morning.
    const nextMorning = round.from_time >= '22:00' ? addDays(round.on_date, 1) : round.on_date
    const writtenOn = nextMorning <= today ? nextMorning : today
    const here = writers.get(route.writer)?.(writtenOn, round.from_time >= '22:00' ? '07:40' : '17:30')
    return here ? [{ round, fields, here, told: problems.length > 0 }] : []
  })
  for (const walk of walks) {
    await recordRound(walk.here, walk.round.id, 1, walk.fields)
    if (walk.told) await finish(desk, (await roundDetail(desk, walk.round.id)).problems, walk.round.on_date)
  }
}

/** Points, routes and their windows; the ids of the points in their order. */
async function layRoutes(desk: Desk, begun: DateText): Promise<number[]> {
  const lead = await deskOf(desk, '吴志强')
  const start = lead(begun, '08:00')
  const posts = await desk.db.selectFrom('post').select(['id', 'name']).execute()
  const pointIds: number[] = []
  for (const fields of patrolPoints) pointIds.push(await savePoint(start, { id: null, version: 0, fields }))
  for (const { name, post, points, windows } of patrolRoutes) {
    const ids = points.map((index) => pointIds[index] as number)
    const postId = posts.find((one) => one.name === post)?.id ?? null
    const routeId = await saveRoute(start, { id: null, version: 0, name, postId, pointIds: ids })
    for (const window of windows) {
      await addWindow(start, routeId, { ...window, everyN: 1, every: 'day', anchorOn: begun })
    }
  }
  return pointIds
}

async function roundsUntil(desk: Desk, today: DateText) {
  await raiseRounds(desk)
  return desk.db
    .selectFrom('patrol_round')
    .innerJoin('patrol_window', 'patrol_window.id', 'patrol_round.window_id')
    .innerJoin('patrol_route', 'patrol_route.id', 'patrol_round.route_id')
    .select([
      'patrol_round.id',
      'on_date',
      'from_time',
      'to_time',
      'patrol_window.name as window',
      'patrol_route.name as route',
    ])
    .where('on_date', '<=', today)
    .orderBy('begins_at')
    .execute()
}

/** What happened on a round of the last weeks, by the day of them. */
function eventsOf(day: number, window: string) {
  const isNight = window === '夜二'
  return {
    isMissed: (day === 6 && isNight) || (day === 17 && window === '下午'),
    late: day === 11 && window === '夜一',
    skipped: day === 14 && isNight ? 2 : 0,
  }
}

/** Of the months before, one round in fifty was missed and one in forty walked late. */
function quietDay(window: string, onDate: DateText) {
  const random = randomOf(`patrol day ${window} ${onDate}`)
  return { isMissed: random.chance(0.02), late: random.chance(0.025), skipped: random.chance(0.01) ? 1 : 0 }
}

function after(time: string, minutes: number): string {
  const total = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes) % (24 * 60)
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}
