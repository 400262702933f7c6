import { addDays, type DateText, daysBetween } from '../../contract/dates.ts'
import type { ComplaintKind } from '../../contract/vocabulary.ts'
import { randomOf } from './random.ts'
import type { SampleUnitRow } from './rows.ts'

/** One complaint as the office wrote it down. */
export interface SampleComplaint {
  readonly number: string
  /** `YYYY-MM-DD HH:MM`. */
  readonly receivedAt: string
  readonly area: string
  readonly building: string
  readonly room: string
  readonly kind: ComplaintKind
  readonly content: string
  readonly isValid: 'yes' | 'no'
  readonly state: 'received' | 'handling' | 'escalated' | 'answered' | 'closed'
  readonly closedAt: string | null
  readonly owner: string
}

/** Valid complaints of 2025, all closed in it: `complaints/*` of reference-year.json. Others had no ground. */
const [validOf2025, invalidOf2025] = [57, 4]

const stories: readonly (readonly [ComplaintKind, string])[] = [
  ['security-and-vehicles', '外来车辆长期占用业主车位，岗亭没有登记放行'],
  ['security-and-vehicles', '夜间有人在楼下大声喧哗，巡逻没有制止'],
  ['security-and-vehicles', '电动车停在单元门口堵住无障碍通道'],
  ['security-and-vehicles', '道闸夜里常开，陌生人随意进出'],
  ['security-and-vehicles', '地下车库行车方向标识不清，差点碰撞'],
  ['cleaning-and-greening', '楼道三天没有打扫，垃圾袋堆在电梯口'],
  ['cleaning-and-greening', '绿化修剪后的枝叶堆在草坪没有清走'],
  ['cleaning-and-greening', '垃圾桶满溢有异味，清运不及时'],
  ['cleaning-and-greening', '楼下遛狗粪便没人清理'],
  ['cleaning-and-greening', '树枝遮挡低楼层采光，多次反映没有修剪'],
  ['facilities', '电梯一周内停了两次，没有事先通知'],
  ['facilities', '地下车库漏水滴到车上，油漆起泡'],
  ['facilities', '楼顶防水修了三次还是渗漏'],
  ['facilities', '儿童滑梯破损，孩子被划伤'],
  ['facilities', '单元门坏了半个月没有修好'],
  ['attitude', '前台接电话语气生硬，没有说明处理时间'],
  ['attitude', '维修人员进门没有穿鞋套，弄脏地板'],
  ['attitude', '保安与访客争执，言语不当'],
  ['fees', '空置房没有按约定打折，账单金额不对'],
  ['fees', '已交的停车费又收到催缴短信'],
  ['other', '楼上装修噪音超出规定时间'],
  ['other', '宠物未牵绳吓到老人'],
]

const baseless: readonly (readonly [ComplaintKind, string])[] = [
  ['other', '反映隔壁商铺油烟，经查不在本小区管理范围'],
  ['fees', '称物业费单价擅自上调，核对合同未变'],
  ['security-and-vehicles', '称车辆在库内被刮，监控显示入库前已有'],
  ['facilities', '称水压不足，实为户内阀门未全开'],
]

/** The complaints of 2025, all settled, and of 2026 up to a day: the newest still open, one gone up a level. */
export function complaintsOf(
  homes: readonly SampleUnitRow[],
  owners: readonly string[],
  today: DateText,
): SampleComplaint[] {
  const drafts = [
    ...yearOf(2025, validOf2025, stories, 'yes', homes, owners),
    ...yearOf(2025, invalidOf2025, baseless, 'no', homes, owners),
    ...yearOf(2026, 52, stories, 'yes', homes, owners),
    ...yearOf(2026, 3, baseless, 'no', homes, owners),
  ]
  const taken = new Map<DateText, number>()
  return drafts
    .filter((draft) => draft.receivedAt.slice(0, 10) < today)
    .map((draft) => cutAt(draft, today))
    .sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    .map((draft) => {
      const day = draft.receivedAt.slice(0, 10)
      const serial = (taken.get(day) ?? 0) + 1
      taken.set(day, serial)
      return { ...draft, number: `TS${day.replaceAll('-', '')}-${String(serial).padStart(3, '0')}` }
    })
}

type Draft = Omit<SampleComplaint, 'number'>

function yearOf(
  year: number,
  count: number,
  texts: readonly (readonly [ComplaintKind, string])[],
  isValid: 'yes' | 'no',
  homes: readonly SampleUnitRow[],
  owners: readonly string[],
): Draft[] {
  const random = randomOf(`complaints ${year} ${isValid}`)
  return Array.from({ length: count }, (_, index): Draft => {
    // The last days of the year are left out: what came in then would not have been closed in it.
    const received = addDays(`${year}-01-04`, Math.floor((index * 348) / count) + random.between(0, 4))
    const minutes = random.between(8 * 60 + 30, 17 * 60)
    const closed = addDays(received, 1 + random.tail(2, 9))
    const home = random.pick(homes.filter((unit) => (unit.handedOverOn ?? '9') <= received))
    const [kind, content] = texts[isValid === 'yes' ? random.between(0, texts.length - 1) : index % texts.length] ?? [
      'other',
      '',
    ]
    return {
      receivedAt: `${received} ${time(minutes)}`,
      area: home.area,
      building: home.building,
      room: home.room,
      kind,
      content,
      isValid,
      state: 'closed',
      closedAt: `${closed} ${time(random.between(9 * 60, 17 * 60))}`,
      owner: random.pick(owners),
    }
  })
}

/** A complaint as it stood on a day: what was closed later is still being handled, or has been answered. */
function cutAt(draft: Draft, today: DateText): Draft {
  const closed = draft.closedAt?.slice(0, 10) ?? '9'
  if (closed < today) return draft
  const age = daysBetween(draft.receivedAt.slice(0, 10), today)
  const state = age > 3 ? 'answered' : age > 1 ? 'handling' : 'received'
  return { ...draft, state, closedAt: null }
}

function time(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** A complaint of the last days, taken down at the desk as any other. */
export interface FreshComplaint {
  /** Days before today, and minutes after midnight; the last one comes in right now. */
  readonly daysAgo: number
  readonly minutes: number
  readonly kind: ComplaintKind
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
