import { addDays, type DateText, daysBetween } from '../../contract/dates.ts'
import type { ChargeClass, JobPriority, JobSource, Trade } from '../../contract/vocabulary.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleUnitRow } from './rows.ts'

/** One job as the office wrote it down. */
export interface SampleJob {
  readonly number: string
  /** `YYYY-MM-DD HH:MM`. */
  readonly registeredAt: string
  readonly source: JobSource
  readonly area: string | null
  readonly building: string | null
  readonly room: string | null
  readonly place: string
  readonly trade: Trade
  readonly content: string
  readonly priority: JobPriority
  readonly chargeClass: ChargeClass
  readonly state: 'waiting' | 'dispatched' | 'working' | 'suspended' | 'done' | 'visited' | 'closed'
  readonly finishedAt: string | null
  readonly worker: string | null
}

interface Share {
  readonly trade: Trade
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

/** What is reported, inside a home and in common parts. */
const reports: Readonly<
  Record<Exclude<Trade, 'other'>, { readonly home: readonly string[]; readonly common: readonly string[] }>
> = {
  'plumbing-electric': {
    home: [
      '厨房水槽下水管漏水',
      '卫生间马桶水箱一直进水',
      '客厅插座没电，其他正常',
      '入户总闸频繁跳闸',
      '阳台地漏返水',
      '洗衣机水龙头滴水，关不紧',
      '水表井有水声，怀疑漏水',
      '热水器插座打火，已断电',
      '走廊灯接触不良，一闪一闪',
    ],
    common: [
      '楼道感应灯不亮',
      '地下车库照明灯管损坏两根',
      '草坪灯不亮',
      '消防栓箱内阀门渗水',
      '绿化喷淋管接头漏水',
      '配电间排风扇异响',
      '雨水井盖下水不畅',
      '路灯时控偏差，白天亮灯',
    ],
  },
  civil: {
    home: ['外窗边渗水，墙面发黄', '入户门锁难开', '阳台栏杆松动', '卫生间顶棚有水渍', '外墙空鼓掉皮', '门框开裂'],
    common: [
      '人行道地砖松动翘起',
      '单元门闭门器失效',
      '车库出入口减速带缺一节',
      '楼梯扶手油漆剥落',
      '架空层墙面瓷砖脱落',
      '儿童游乐区地垫破损',
      '围墙铁艺栏杆锈断',
      '屋面雨水口堵塞',
    ],
  },
  'intelligent-systems': {
    home: ['可视对讲没有声音', '对讲开不了单元门', '红外报警误报', '网络弱电箱无信号'],
    common: ['单元门禁读卡无反应', '车库道闸抬杆慢', '广场监控画面黑屏', '周界报警三号防区误报', '车牌识别率低'],
  },
  lift: {
    home: ['电梯按键不灵，要按几次', '电梯运行有异响', '电梯门开关时抖动'],
    common: ['轿厢照明灯坏一盏', '电梯对讲通话有杂音', '电梯门口地坎积灰卡阻', '候梯厅楼层显示不全'],
  },
}

const commonPlaces = ['大堂', '地下车库', '中心广场', '架空层', '东门岗亭', '西区草坪', '楼梯间', '天面'] as const

/**
 * The jobs of 2025 as they were counted at its end, and of 2026 up to a day, in the order they came in. What was open
 * at the end of 2025 was finished in the weeks after; what is open today is mostly of the last days.
 * @param homes units that somebody lives in or fits out
 */
export function jobsOf(homes: readonly SampleUnitRow[], workers: readonly string[], today: DateText): SampleJob[] {
  const taken = new Map<DateText, number>()
  return [...draftsIn(2025, homes, workers), ...draftsIn(2026, homes, workers)]
    .filter((draft) => draft.registeredAt.slice(0, 10) <= today)
    .map((draft) => cutAt(draft, today))
    .sort((a, b) => (a.registeredAt < b.registeredAt ? -1 : 1))
    .map((draft) => {
      const day = draft.registeredAt.slice(0, 10)
      const serial = (taken.get(day) ?? 0) + 1
      taken.set(day, serial)
      return { ...draft, number: `GD${day.replaceAll('-', '')}-${String(serial).padStart(3, '0')}` }
    })
}

type Draft = Omit<SampleJob, 'number'>

function draftsIn(year: number, homes: readonly SampleUnitRow[], workers: readonly string[]): Draft[] {
  return shares.flatMap((share) => {
    const random = randomOf(`jobs ${year} ${share.trade} ${share.source}`)
    return Array.from({ length: share.jobs }, (_, index) => {
      const isLast = index < share.open
      const registered = isLast ? addDays(`${year}-12-31`, -random.between(0, 40)) : dayIn(random, year)
      const priority = share.source === 'found' ? 'normal' : random.pick(priorities)
      const finished = isLast
        ? addDays(`${year + 1}-01-01`, random.tail(12, 60))
        : within(registered, random.tail(priority === 'urgent' ? 0.25 : 0.8, 14), `${year}-12-31`)
      return draft(random, share, { registered, finished, priority }, homes, workers)
    })
  })
}

const priorities: readonly JobPriority[] = ['urgent', 'high', 'normal', 'normal', 'normal', 'normal', 'normal', 'low']

function draft(
  random: Random,
  { trade, source }: Share,
  { registered, finished, priority }: { registered: DateText; finished: DateText; priority: JobPriority },
  homes: readonly SampleUnitRow[],
  workers: readonly string[],
): Draft {
  const words = reports[trade as keyof typeof reports]
  const isHome = source === 'resident' && random.chance(0.8)
  const home = isHome ? random.pick(homes.filter((unit) => (unit.handedOverOn ?? '9') <= registered)) : null
  const hour = random.between(8, 17)
  const minute = random.between(0, 59)
  const later =
    finished === registered ? random.between(hour * 60 + minute, 18 * 60) : random.between(8 * 60 + 30, 1050)
  return {
    registeredAt: `${registered} ${time(hour * 60 + minute)}`,
    source: source === 'resident' ? 'resident' : random.chance(0.85) ? 'patrol' : 'internal',
    area: home?.area ?? null,
    building: home?.building ?? null,
    room: home?.room ?? null,
    place: isHome ? '' : random.pick(commonPlaces),
    trade,
    content: random.pick(isHome ? words.home : words.common),
    priority,
    chargeClass: isHome ? (random.chance(0.08) ? 'paid' : 'free') : trade === 'lift' ? 'contract' : 'internal',
    // Where nobody lives there is nobody to be asked how it went.
    state: random.chance(0.7) || !isHome ? 'closed' : 'visited',
    finishedAt: `${finished} ${time(later)}`,
    worker: random.pick(workers),
  }
}

/** Work is heaviest in the rain of May to September. */
function dayIn(random: Random, year: number): DateText {
  const month = random.pick([1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12])
  const day = `${year}-${String(month).padStart(2, '0')}-01`
  return addDays(day, random.between(0, 27))
}

function within(from: DateText, days: number, last: DateText): DateText {
  const day = addDays(from, days)
  return day > last ? last : day
}

function time(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** A job as it stood on a day: not finished yet where that lay ahead, and nobody sent yet where it is new. */
function cutAt(job: Draft, today: DateText): Draft {
  const [registered, finished] = [job.registeredAt.slice(0, 10), job.finishedAt?.slice(0, 10) ?? '9']
  const age = daysBetween(registered, today)
  if (finished < today || (finished === today && age > 0)) {
    // Return visits are made two to three days after; a few wait longer.
    const isAsked = job.room !== null && randomOf(`asked ${job.registeredAt} ${job.content}`).chance(0.4)
    return daysBetween(finished, today) < (isAsked || job.room === null ? 3 : 12) ? { ...job, state: 'done' } : job
  }
  const random = randomOf(`open ${job.registeredAt} ${job.content}`)
  // Whatever the hour the sample is opened at, today's calls have come in already.
  const registeredAt = age === 0 ? `${registered} ${time(random.between(6 * 60, 7 * 60 + 59))}` : job.registeredAt
  const state = age === 0 ? 'waiting' : random.pick(['dispatched', 'working', 'working', 'suspended'] as const)
  return { ...job, registeredAt, state, finishedAt: null, worker: state === 'waiting' ? null : job.worker }
}
