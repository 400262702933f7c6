import { addDays, type DateText } from '../../contract/dates.ts'
import type { ChargeClass, JobPriority, JobSource } from '../../contract/vocabulary.ts'
import { reportOf, type SampleTrade } from './faults.ts'
import { type JobAct, jobLife } from './jobLives.ts'
import { dayOf, type Minute, minuteOf } from './minutes.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleUnitRow } from './rows.ts'

type Place = Pick<SampleUnitRow, 'area' | 'building' | 'room'>

/** One job as it came in, and everything that was done about it. */
export interface SampleJob {
  /** Name of its stream of chance. */
  readonly key: string
  readonly registeredAt: Minute
  readonly source: JobSource
  /** The home it is in; null in a common part. */
  readonly home: Place | null
  /** The household that called; null where the office found it itself. */
  readonly household: Place | null
  readonly place: string
  readonly trade: SampleTrade
  readonly content: string
  readonly priority: JobPriority
  readonly chargeClass: ChargeClass
  /** Key of the job whose work is done again. */
  readonly reworkOf: string | null
  readonly acts: readonly JobAct[]
}

/** Work that a resident paid for at the counter: the receipts are in the register of paid services. */
export interface PaidWork {
  readonly home: Place
  readonly onDate: DateText
  readonly receiptNo: string
}

export interface JobsAround {
  readonly units: readonly SampleUnitRow[]
  readonly paid: readonly PaidWork[]
  /** Workers are told apart by their place in the staff list; this one is away around `today`. */
  readonly workers: number
  readonly away: number
  readonly today: DateText
}

interface Share {
  readonly trade: SampleTrade
  readonly source: 'resident' | 'found'
  /** Jobs of 2025, and those of them that were not finished in it: `reports/*` and `jobs/*` of reference-year.json. */
  readonly jobs: number
  readonly open: number
}

const shares: readonly Share[] = [
  { trade: 'plumbing-electric', source: 'resident', jobs: 560, open: 4 },
  { trade: 'civil', source: 'resident', jobs: 150, open: 5 },
  { trade: 'intelligent-systems', source: 'resident', jobs: 100, open: 1 },
  { trade: 'lift', source: 'resident', jobs: 46, open: 0 },
  { trade: 'plumbing-electric', source: 'found', jobs: 337, open: 10 },
  { trade: 'civil', source: 'found', jobs: 363, open: 45 },
  { trade: 'intelligent-systems', source: 'found', jobs: 47, open: 13 },
  { trade: 'lift', source: 'found', jobs: 48, open: 0 },
]

/** The hour at which the sample opens its doors: what comes later today has not happened yet. */
const opensAt = 8 * 60

/**
 * The jobs of 2025 as they were counted at its end, and of 2026 up to a day, in the order they came in, each with what
 * was done about it until that morning.
 */
export function jobsOf(around: JobsAround): SampleJob[] {
  const until = minuteOf(around.today, opensAt)
  return [2025, 2026]
    .flatMap((year) => shares.flatMap((share) => jobsIn(year, share, around)))
    .filter((job) => dayOf(job.registeredAt) <= around.today)
    .map((job) => ({ ...job, ...broughtForward(job, until), acts: job.acts.filter((act) => act.at < until) }))
    .sort((a, b) => a.registeredAt - b.registeredAt || (a.key < b.key ? -1 : 1))
}

/** Whatever the hour the sample is opened at, today's calls have come in already. */
function broughtForward({ key, registeredAt }: SampleJob, until: Minute): { registeredAt: Minute } {
  if (registeredAt < until) return { registeredAt }
  return { registeredAt: until - randomOf(`early ${key}`).between(1, 100) }
}

type Draft = Omit<SampleJob, 'acts'> & { readonly done: string; readonly isOpen: boolean }

function jobsIn(year: number, share: Share, around: JobsAround): SampleJob[] {
  const random = randomOf(`jobs ${year} ${share.trade} ${share.source}`)
  const isPaid = share.trade === 'plumbing-electric' && share.source === 'resident'
  const paid = isPaid ? around.paid.filter((one) => one.onDate.startsWith(`${year}`)) : []
  // Only the published year is known to have left jobs open at its end.
  const open = year === 2025 ? share.open : 0
  // Only where people live above one another is there a lift.
  const homes = share.trade === 'lift' ? around.units.filter(({ kind }) => kind === 'residence') : around.units
  const drafts = Array.from({ length: share.jobs }, (_, index): Draft => {
    const key = `${year} ${share.trade} ${share.source} ${index}`
    const own = index < open ? undefined : paid[index - open]
    return draft(random, share, { key, year, isOpen: index < open, paid: own }, homes)
  })
  const jobs: SampleJob[] = []
  let sinceLinked = 0
  for (const { done, isOpen, ...one } of drafts.sort((a, b) => a.registeredAt - b.registeredAt)) {
    sinceLinked++
    const before = sinceLinked > 45 && !isOpen && one.source === 'resident' ? brokenAgain(jobs, one) : undefined
    if (before) sinceLinked = 0
    const job = before ? { ...one, ...doneAgain(before, randomOf(`again ${one.key}`)) } : one
    const result = (before && resultOf(before)) ?? done
    jobs.push({ ...job, acts: jobLife(job, { done: result, isOpen, year }, around) })
  }
  return jobs
}

function draft(
  random: Random,
  { trade, source }: Share,
  { key, year, isOpen, paid }: { key: string; year: number; isOpen: boolean; paid: PaidWork | undefined },
  units: readonly SampleUnitRow[],
): Draft {
  const isFromHome = source === 'resident'
  const day = paid?.onDate ?? (isOpen ? addDays(`${year}-12-31`, -random.between(0, 40)) : dayIn(random, year))
  // Few call in the evening.
  const minutes = !paid && random.chance(0.06) ? random.between(18 * 60, 21 * 60) : random.between(8 * 60, 17 * 60 + 40)
  const household = isFromHome ? (paid?.home ?? householdOn(random, units, day)) : null
  const isInside = isFromHome && (paid !== undefined || random.chance(0.8))
  const report = reportOf(random, trade, isInside ? 'home' : 'common')
  const lift = trade === 'lift' ? `${household?.building ?? random.pick(units).building}${report.where}` : ''
  return {
    key,
    registeredAt: minuteOf(day, paid ? random.between(8 * 60 + 20, 10 * 60) : minutes),
    source: isFromHome ? 'resident' : random.chance(0.85) ? 'patrol' : 'internal',
    home: isInside && trade !== 'lift' && household ? placeOf(household) : null,
    household: household && placeOf(household),
    place: trade === 'lift' ? lift : isInside ? '' : report.where || '公共部位',
    trade,
    content: report.content,
    priority: !isFromHome || isOpen ? 'normal' : random.pick(priorities),
    chargeClass: paid ? 'paid' : trade === 'lift' ? 'contract' : isInside ? 'free' : 'internal',
    reworkOf: null,
    done: paid ? `${report.done}，当场收费，收据 ${paid.receiptNo}` : report.done,
    isOpen,
  }
}

const priorities: readonly JobPriority[] = ['urgent', 'high', 'normal', 'normal', 'normal', 'normal', 'normal', 'low']

/** Work is heaviest in the rain of May to September. */
function dayIn(random: Random, year: number): DateText {
  const month = random.pick([1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12])
  return addDays(`${year}-${String(month).padStart(2, '0')}-01`, random.between(0, 27))
}

/** Mostly somebody who lives there; now and then an owner who fits out, or looks after an empty home. */
function householdOn(random: Random, units: readonly SampleUnitRow[], day: DateText): SampleUnitRow {
  const isLivedIn = random.chance(0.9)
  for (let tries = 0; tries < 400; tries++) {
    const unit = random.pick(units)
    if (unit.handedOverOn === null || unit.handedOverOn > day) continue
    const movedIn = unit.movedInOn !== null && unit.movedInOn <= day
    if (movedIn === isLivedIn && (unit.movedOutOn === null || unit.movedOutOn > day)) return unit
  }
  throw new Error(`nobody to call on ${day}`)
}

function placeOf({ area, building, room }: Place): Place {
  return { area, building, room }
}

/** A finished job of the weeks before that has not come back yet. */
function brokenAgain(
  jobs: readonly SampleJob[],
  { registeredAt }: Pick<SampleJob, 'registeredAt'>,
): SampleJob | undefined {
  const [from, to] = [registeredAt - 24 * 1440, registeredAt - 3 * 1440]
  return jobs.findLast((job) => {
    const done = job.acts.find((act) => act.event === 'complete')
    if (done === undefined || done.at < from || done.at > to) return false
    const isOnce = job.acts.every((act) => act.event !== 'reopen' && !(act.event === 'call' && act.call.followUp))
    return isOnce && job.reworkOf === null && job.home !== null && job.chargeClass === 'free'
  })
}

/** The same fault at the same place, reported by the same household. */
function doneAgain({ key, home, household, place, content, chargeClass }: SampleJob, random: Random) {
  const words = ['（修过又出现）', '，前些天修过又坏了', '，上次修好没几天又这样']
  const priority: JobPriority = 'high'
  return { reworkOf: key, home, household, place, content: `${content}${random.pick(words)}`, chargeClass, priority }
}

function resultOf({ acts }: SampleJob): string | undefined {
  const done = acts.find((act) => act.event === 'complete')
  return done && `查明上次没有根治，重做：${done.result}`
}
