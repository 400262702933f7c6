import { addDays, type DateText } from '../../contract/dates.ts'
import type { ReturnFields } from '../../contract/returns.ts'
import { baselessStories, type ComplaintStory, complaintStories, firstReplies, outcomes } from './complaintStories.ts'
import { atWork, dayOf, type Minute, minuteOf } from './minutes.ts'
import { type Random, randomOf } from './random.ts'
import { callsAbout } from './returns.ts'
import type { SampleUnitRow } from './rows.ts'

/** One thing that was done about a complaint, and when. */
export type ComplaintAct = { readonly at: Minute } & (
  | { readonly event: 'handle' | 'answer'; readonly reply: string }
  | { readonly event: 'judge'; readonly reason: string }
  | { readonly event: 'call'; readonly call: ReturnFields }
  | { readonly event: 'close'; readonly outcome: string }
)

/** One complaint as it came in, and everything that was done about it. */
export interface SampleComplaint {
  readonly key: string
  readonly receivedAt: Minute
  readonly household: Pick<SampleUnitRow, 'area' | 'building' | 'room'>
  readonly story: ComplaintStory
  readonly acts: readonly ComplaintAct[]
}

/** Valid complaints of 2025, all closed in it: `complaints/*` of reference-year.json. Others had no ground. */
const counts: readonly { readonly year: number; readonly valid: number; readonly baseless: number }[] = [
  { year: 2025, valid: 57, baseless: 4 },
  { year: 2026, valid: 52, baseless: 3 },
]

/** The complaints of 2025, all settled in it, and of 2026 up to the day before, in the order they came in. */
export function complaintsOf(homes: readonly SampleUnitRow[], today: DateText): SampleComplaint[] {
  const until = minuteOf(today, 0)
  return counts
    .flatMap(({ year, valid, baseless }) => [
      ...complaintsIn(year, valid, false, homes),
      ...complaintsIn(year, baseless, true, homes),
    ])
    .filter((complaint) => complaint.receivedAt < until)
    .map((complaint) => ({ ...complaint, acts: complaint.acts.filter((act) => act.at < until) }))
    .sort((a, b) => a.receivedAt - b.receivedAt)
}

function complaintsIn(
  year: number,
  count: number,
  isBaseless: boolean,
  homes: readonly SampleUnitRow[],
): SampleComplaint[] {
  const random = randomOf(`complaints ${year} ${isBaseless}`)
  // No story is told twice in a year.
  const stories = isBaseless
    ? baselessStories
    : random.shuffle(complaintStories).map((story) => ({ story, reason: '' }))
  return Array.from({ length: count }, (_, index): SampleComplaint => {
    const { story, reason } = stories[index % stories.length] as (typeof stories)[number]
    // The last days of the year are left out: what came in then would not have been closed in it.
    const day = addDays(`${year}-01-04`, Math.floor((index * 340) / count) + random.between(0, 4))
    const receivedAt = minuteOf(day, random.between(8 * 60 + 30, 19 * 60))
    const movedIn = homes.filter(
      ({ movedInOn, movedOutOn }) =>
        movedInOn !== null && movedInOn <= day && (movedOutOn === null || movedOutOn > day),
    )
    const { area, building, room } = random.pick(movedIn)
    const key = `complaint ${year} ${isBaseless} ${index}`
    const acts = life(key, receivedAt, story, reason, year)
    return { key, receivedAt, household: { area, building, room }, story, acts }
  })
}

/**
 * Replied to within hours and answered within a day or two; one in twenty is replied to late. Dissatisfied residents have
 * it opened again now and then; then it is answered once more.
 */
function life(key: string, received: Minute, story: ComplaintStory, reason: string, year: number): ComplaintAct[] {
  const random = randomOf(`life ${key}`)
  const isLate = random.chance(0.04)
  const handled = random.chance(0.2)
    ? received + random.between(5, 40)
    : atWork(received + random.between(30, 420), random.between(0, 60))
  // Past a day it has gone up a level by itself: then it is answered, not begun.
  const answered = atWork(
    isLate
      ? received + random.between(1500, 2200)
      : handled + random.pick([120, 150, 180, 240, 300, 360, 420, 600, 900, 2000]) + random.between(0, 120),
    random.between(0, 60),
  )
  const begun: ComplaintAct[] = isLate
    ? []
    : [{ at: handled, event: 'handle', reply: random.pick(firstReplies[story.kind]) }]
  const judged: ComplaintAct[] = reason === '' ? [] : [{ at: answered - 10, event: 'judge', reason }]
  const answer: ComplaintAct = { at: answered, event: 'answer', reply: story.answer }
  const mayFollow = dayOf(answered) < `${year}-12-01` && reason === ''
  const first = callsAbout('complaint', key, answered, mayFollow)
  const said: ComplaintAct[] = [...begun, ...judged, answer, ...first]
  const reopened = first.find(({ call }) => call.followUp)
  if (reopened) {
    const again = atWork(reopened.at + random.between(240, 1100), random.between(0, 60))
    const more = `主管再次核实：${story.answer}`
    said.push({ at: again, event: 'answer', reply: more }, ...callsAbout('complaint', `again ${key}`, again, false))
  }
  return [...said, closing(random, said, reason !== '')]
}

function closing(random: Random, said: readonly ComplaintAct[], isBaseless: boolean): ComplaintAct {
  const at = atWork((said.at(-1)?.at ?? 0) + random.between(60, 2000), random.between(0, 90))
  return { at, event: 'close', outcome: isBaseless ? '住户接受解释，同意结案' : random.pick(outcomes) }
}

/** A complaint of the last days, taken down at the desk as any other. */
export interface FreshComplaint {
  /** Days before today, and minutes after midnight; the last one comes in right now. */
  readonly daysAgo: number
  readonly minutes: number
  readonly kind: ComplaintStory['kind']
  readonly content: string
  readonly against: string
  /** What the receiver said an hour later; null where nobody has replied yet. */
  readonly reply: string | null
  /** What the resident was told in the afternoon, when it was settled. */
  readonly answer?: string
}

export const freshComplaints: readonly FreshComplaint[] = [
  {
    daysAgo: 3,
    minutes: 9 * 60 + 5,
    kind: 'cleaning-and-greening',
    content: '电梯轿厢里有宠物尿渍，味道很大',
    against: '保洁班',
    reply: '已通知保洁班立即清洗消毒',
    answer: '轿厢已清洗消毒，增加每日一次巡查，并在梯内张贴文明养宠提示',
  },
  {
    daysAgo: 3,
    minutes: 10 * 60 + 12,
    kind: 'facilities',
    content: '地下二层排水沟返水，车位积水没人处理',
    against: '工程部',
    reply: '已告知住户先挪车，工程部下午抽水并查找堵点',
  },
  {
    daysAgo: 1,
    minutes: 16 * 60 + 40,
    kind: 'security-and-vehicles',
    content: '北门岗亭中午无人值守，外卖车直接冲卡',
    against: '北门岗',
    reply: null,
  },
  {
    daysAgo: 0,
    minutes: 0,
    kind: 'cleaning-and-greening',
    content: '单元门口的装修垃圾堆了两天没有清走',
    against: '装修施工队',
    reply: null,
  },
]
