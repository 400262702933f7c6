import { addDays, type DateText } from '../../contract/dates.ts'
import type { ReturnFields } from '../../contract/returns.ts'
import type { ChargeClass, JobPriority, JobSource, JobWait } from '../../contract/vocabulary.ts'
import { atWork, dayOf, type Minute, minuteOf, ofDay } from './minutes.ts'
import { type Random, randomOf } from './random.ts'
import { callsAbout } from './returns.ts'

/** One thing that was done about a job, and when. */
export type JobAct = { readonly at: Minute } & (
  | { readonly event: 'dispatch'; readonly worker: number }
  | { readonly event: 'start' | 'resume' | 'close' }
  | { readonly event: 'suspend'; readonly waitFor: JobWait; readonly reason: string }
  | { readonly event: 'complete'; readonly result: string }
  | { readonly event: 'reopen'; readonly reason: string }
  | { readonly event: 'call'; readonly call: ReturnFields }
)

interface Job {
  readonly key: string
  readonly registeredAt: Minute
  readonly source: JobSource
  readonly priority: JobPriority
  readonly chargeClass: ChargeClass
  readonly reworkOf: string | null
}

interface Course {
  readonly done: string
  /** Not finished in its year. */
  readonly isOpen: boolean
  readonly year: number
}

interface Around {
  readonly workers: number
  readonly away: number
  readonly today: DateText
}

/**
 * The life of a job from its dispatch to its closing. About one in twenty is responded to or finished late, a few wait
 * for material or for the resident, one in a hundred is opened again because the fault came back.
 */
export function jobLife(job: Job, { done, isOpen, year }: Course, around: Around): JobAct[] {
  const random = randomOf(`life ${job.key}`)
  // What was counted as finished in 2025 was finished before its last day.
  const last = year === 2025 && !isOpen ? minuteOf('2025-12-30', 17 * 60 + 20) : Number.POSITIVE_INFINITY
  const worker = workerFor(random, job.registeredAt, around)
  const acts = isOpen
    ? leftOpen(random, job, worker, done)
    : work(random, job, { from: job.registeredAt, worker, done, last })
  const completed = acts.at(-1)?.at ?? 0
  // Nothing comes back so late in the year that it could not be finished again in it.
  const isInTime = dayOf(completed) < addDays(`${year}-12-31`, -32)
  const mayComeBack = !isOpen && isInTime && job.reworkOf === null && job.chargeClass !== 'paid'
  const breaks = mayComeBack && job.source === 'resident' && random.chance(0.014) ? broken(random, completed) : null
  const calls = job.source === 'resident' ? callsAbout('job', job.key, completed, mayComeBack) : []
  const first: JobAct[] = [...acts, ...calls.filter((call) => breaks === null || call.at < breaks.at)]
  const followUp = first.find((act) => act.event === 'call' && act.call.followUp)
  const again = followUp ?? breaks
  if (!again) return [...first, closing(random, first)]
  const second = otherThan(worker, random, again.at, around)
  const redone = work(
    random,
    { ...job, priority: 'high' },
    { from: again.at, worker: second, done: thorough(done), last },
  )
  const asked = callsAbout('job', `again ${job.key}`, redone.at(-1)?.at ?? 0, false)
  const all: JobAct[] = [...first, ...(followUp ? [] : [again]), ...redone, ...asked]
  return [...all, closing(random, all)]
}

function broken(random: Random, completed: Minute): JobAct {
  const at = atWork(completed + random.between(4, 19) * 1440 + random.between(-200, 200), random.between(0, 60))
  return { at, event: 'reopen', reason: random.pick(comesBack) }
}

const comesBack = [
  '住户来电：修过的地方又坏了',
  '同一处又出毛病，住户要求彻底处理',
  '好了几天又出现同样的毛病',
  '住户反映问题没有根治',
] as const

function thorough(done: string): string {
  return `复查原因后重做：${done}`
}

interface Round {
  readonly from: Minute
  readonly worker: number
  readonly done: string
  readonly last: Minute
}

const [twoHours, day, halfDay, threeDays] = [120, 1440, 720, 4320]

/** From being sent out to being finished. */
function work(random: Random, { priority }: Pick<Job, 'priority'>, { from, worker, done, last }: Round): JobAct[] {
  const isUrgent = priority === 'urgent'
  const respondBy = from + (isUrgent ? twoHours : halfDay)
  const finishBy = from + (isUrgent ? day : threeDays)
  const { sent, started } = firstResponse(random, from, respondBy, isUrgent)
  const acts: JobAct[] = [
    { at: sent, event: 'dispatch', worker },
    { at: started, event: 'start' },
  ]
  const fate = random.next()
  if (fate < 0.06 && !isUrgent) {
    const wait = random.pick(waits)
    const suspended = started + random.between(15, 90)
    const resumed = Math.min(atWork(suspended + random.between(1, 9) * 1440 - random.between(0, 240)), last - 240)
    if (resumed > suspended) {
      const finished = Math.min(resumed + random.between(30, 180), last)
      return [
        ...acts,
        { at: suspended, event: 'suspend', ...wait },
        { at: resumed, event: 'resume' },
        { at: finished, event: 'complete', result: done },
      ]
    }
  }
  const isLate = fate > 0.965
  const soon = started + random.between(20, 150)
  const finished = isLate
    ? atWork(finishBy + random.between(60, 2400), random.between(0, 90))
    : inTime(random, started, soon, finishBy)
  return [...acts, { at: Math.max(started + 1, Math.min(finished, last)), event: 'complete', result: done }]
}

/** Somebody is sent within the half hour and is there in the promised time, nineteen times out of twenty. */
function firstResponse(random: Random, from: Minute, respondBy: Minute, isUrgent: boolean) {
  const isNight = ofDay(from) > 20 * 60 + 30 && !isUrgent
  const sent = isNight
    ? from - ofDay(from) + day + 8 * 60 + random.between(0, 10)
    : from + random.between(3, isUrgent ? 10 : 35)
  if (random.chance(0.05)) {
    const started = Math.max(sent + 1, atWork(respondBy + random.between(15, 300), random.between(0, 60)))
    return { sent, started }
  }
  const there = sent + (isNight ? random.between(5, 12) : random.between(8, isUrgent ? 60 : 190))
  // Who is sent in the afternoon looks at it the same evening.
  const evening = from - ofDay(from) + 20 * 60 + random.between(0, 25)
  return {
    sent,
    started: Math.max(sent + 1, Math.min(there, isNight ? there : Math.max(evening, sent + 5), respondBy - 2)),
  }
}

/** Two in three on the spot, the others on the next days, always before the promise ends. */
function inTime(random: Random, started: Minute, soon: Minute, finishBy: Minute): Minute {
  const days = random.pick([0, 0, 0, 0, 1, 1, 2])
  const later = started - ofDay(started) + days * day + random.between(9 * 60, 17 * 60)
  if (days > 0 && later < finishBy - 5) return later
  // Nobody works in a home late in the evening when it can wait until morning.
  const morning = soon - ofDay(soon) + day + random.between(8 * 60 + 40, 10 * 60)
  if (ofDay(soon) > 20 * 60 + 45 && morning < finishBy - 5) return morning
  return Math.min(soon, finishBy - 5)
}

/** What waited over the turn of the year: mostly for material; what came in on its last days was not done yet. */
function leftOpen(random: Random, { registeredAt: from }: Job, worker: number, done: string): JobAct[] {
  const newYear = minuteOf('2026-01-01', 0)
  const { sent, started } = firstResponse(random, from, from + halfDay, false)
  const acts: JobAct[] = [
    { at: sent, event: 'dispatch', worker },
    { at: started, event: 'start' },
  ]
  const soon = newYear + random.between(9 * 60, 11 * 60)
  if (started > newYear - 2 * day)
    return [...acts, { at: Math.max(soon, started + 30), event: 'complete', result: done }]
  const resumed = atWork(newYear + day + random.tail(8, 35) * day + random.between(510, 900))
  // Of the others a few were simply late.
  if (random.chance(0.2)) return [...acts, { at: Math.min(resumed, soon + 6 * day), event: 'complete', result: done }]
  return [
    ...acts,
    { at: started + random.between(20, 120), event: 'suspend', ...random.pick(waits) },
    { at: resumed, event: 'resume' },
    { at: resumed + random.between(40, 300), event: 'complete', result: done },
  ]
}

const waits: readonly { readonly waitFor: JobWait; readonly reason: string }[] = [
  { waitFor: 'material', reason: '配件停产，已向厂家订货' },
  { waitFor: 'material', reason: '库房缺料，已报采购' },
  { waitFor: 'material', reason: '防水材料待采购审批' },
  { waitFor: 'material', reason: '需外协单位报价，等确认' },
  { waitFor: 'material', reason: '同型号面板缺货，下周到' },
  { waitFor: 'resident', reason: '上门家中无人，已约周末' },
  { waitFor: 'resident', reason: '住户出差，回来后再约' },
  { waitFor: 'resident', reason: '需楼上住户配合，正在联系' },
]

/** The next days after the last of it. */
function closing(random: Random, acts: readonly JobAct[]): JobAct {
  const at = atWork((acts.at(-1)?.at ?? 0) + random.between(30, 2 * day), random.between(0, 120))
  return { at, event: 'close' }
}

function workerFor(random: Random, at: Minute, { workers, away, today }: Around): number {
  const one = random.between(0, workers - 1)
  // Nobody is sent who is away in these days.
  return one === away && dayOf(at) >= addDays(today, -2) ? (one + 1) % workers : one
}

function otherThan(worker: number, random: Random, at: Minute, around: Around): number {
  const next = (worker + random.between(1, around.workers - 1)) % around.workers
  return next === around.away && dayOf(at) >= addDays(around.today, -2) ? (next + 1) % around.workers : next
}
