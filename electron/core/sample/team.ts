import type { DateText } from '../../contract/dates.ts'
import type { RewardKind } from '../../contract/staffWords.ts'
import { randomOf } from './random.ts'

/** Posts of the sample office in the order of the rota; so many must be there every day. */
export const samplePosts = [
  { name: '项目经理', department: '综合部', manned: 0 },
  { name: '综合文员', department: '综合部', manned: 0 },
  { name: '客服管家', department: '客服部', manned: 0 },
  { name: '收费员', department: '财务部', manned: 0 },
  { name: '会计', department: '财务部', manned: 0 },
  { name: '工程主管', department: '工程部', manned: 0 },
  { name: '维修工', department: '工程部', manned: 1 },
  { name: '秩序班长', department: '秩序部', manned: 0 },
  { name: '秩序员', department: '秩序部', manned: 4 },
  { name: '监控员', department: '秩序部', manned: 2 },
  { name: '保洁员', department: '环境部', manned: 3, keepsLog: false },
  { name: '绿化工', department: '环境部', manned: 0, keepsLog: false },
] as const
type PostName = (typeof samplePosts)[number]['name']

/** Somebody of the sample office. Salaries in fen a month. */
export interface SampleMember {
  readonly name: string
  readonly post: PostName
  readonly phone: string
  readonly joinedOn: DateText
  readonly leftOn?: DateText
  readonly salary: number
  readonly share?: { readonly part: number; readonly of: number }
  /** On the staff already, with a PIN. */
  readonly signsIn?: boolean
  /** The letters of their rota, over and over, and where in them they begin. */
  readonly pattern: string
  readonly offset: number
}

const office = 'D'
const guards = 'AABBCCXX'
const monitors = 'AABBCX'
const fitters = 'AAABBX'
const cleaners = 'AAAAAAX'

function member(
  name: string,
  post: PostName,
  yuan: number,
  joinedOn: DateText,
  pattern: string,
  offset = 0,
  more: Partial<SampleMember> = {},
): SampleMember {
  const tail = String(randomOf(`staff phone ${name}`).between(0, 99_999_999)).padStart(8, '0')
  return { name, post, phone: `138${tail}`, joinedOn, salary: yuan * 100, pattern, offset, ...more }
}

const account = { signsIn: true } as const

export const sampleTeam: readonly SampleMember[] = [
  member('黄国辉', '项目经理', 9800, '2019-03-01', office, 0, { ...account, share: { part: 2, of: 5 } }),
  member('苏文彬', '综合文员', 5600, '2020-07-01', office, 0, account),
  member('林晓婷', '客服管家', 4800, '2021-05-10', office, 0, account),
  member('陈美玲', '收费员', 4600, '2020-09-01', office, 0, account),
  member('郑雅萍', '会计', 6200, '2019-06-01', office, 0, account),
  member('吴志强', '工程主管', 6500, '2019-04-15', office, 0, account),
  member('郑师傅', '维修工', 5200, '2019-10-08', fitters, 0, account),
  member('李师傅', '维修工', 5000, '2020-03-02', fitters, 2, account),
  member('许师傅', '维修工', 4900, '2021-02-22', fitters, 4, account),
  member('曾建国', '秩序班长', 4700, '2019-05-06', 'AAAAAXX', 0),
  member('王海峰', '秩序员', 4100, '2020-06-01', guards, 0),
  member('刘志明', '秩序员', 4100, '2020-11-16', guards, 2),
  member('周伟', '秩序员', 4000, '2021-08-02', guards, 4),
  member('蔡文龙', '秩序员', 4000, '2022-03-14', guards, 6),
  member('何俊杰', '秩序员', 3900, '2023-04-03', guards, 1),
  member('罗永强', '秩序员', 3800, '2026-06-01', guards, 5),
  member('杨小军', '秩序员', 3900, '2022-10-10', guards, 5, { leftOn: '2026-05-31' }),
  member('叶丽芳', '监控员', 3900, '2020-12-01', monitors, 0),
  member('邱文斌', '监控员', 3900, '2021-06-15', monitors, 2),
  member('赖晓东', '监控员', 3800, '2023-09-04', monitors, 4),
  member('张秀英', '保洁员', 3200, '2019-03-18', cleaners, 0),
  member('李玉兰', '保洁员', 3200, '2019-08-05', cleaners, 1),
  member('陈桂花', '保洁员', 3100, '2020-04-20', cleaners, 3),
  member('吴金凤', '保洁员', 3100, '2021-11-08', cleaners, 4),
  member('许美珠', '保洁员', 3000, '2024-02-26', cleaners, 6),
  member('林阿福', '绿化工', 3400, '2019-09-02', cleaners, 2),
  member('谢春生', '绿化工', 3300, '2022-05-16', cleaners, 5),
]

/** The first day of all patterns: a Monday. */
const patternsBegin = '2024-01-01'

/** The letter of somebody's shift; the office goes by working days. Null where they do not work here. */
export function sampleLetter(one: SampleMember, day: DateText, isWorkday: boolean): string | null {
  if (day < one.joinedOn || (one.leftOn !== undefined && day > one.leftOn)) return null
  if (one.pattern === office) return isWorkday ? office : 'X'
  const days = Math.round((Date.parse(day) - Date.parse(patternsBegin)) / 86_400_000)
  const at = (((days + one.offset) % one.pattern.length) + one.pattern.length) % one.pattern.length
  return one.pattern[at] ?? 'X'
}

/** Monthly trainings of everybody, with the hours of each. */
const topics: readonly (readonly [topic: string, trainer: string, hours: number])[] = [
  ['新年安全生产动员与岗位风险辨识', '黄国辉', 3],
  ['客户服务礼仪与来电接听', '林晓婷', 4],
  ['消防设施使用与初起火灾扑救', '消防维保单位', 4],
  ['电梯困人应急救援演练', '电梯维保单位', 3],
  ['防汛沙袋与排水泵操作', '吴志强', 4],
  ['安全生产月：高处作业与用电安全', '吴志强', 4],
  ['高温中暑急救与心肺复苏', '社区卫生服务中心', 3],
  ['物业收费政策与沟通', '郑雅萍', 3],
  ['投诉处理与首接负责', '林晓婷', 4],
  ['装修巡查与违规处置', '吴志强', 3],
  ['冬季消防演练', '消防维保单位', 4],
  ['年度总结与服务标准复训', '黄国辉', 3],
]

export interface SampleTraining {
  readonly onDate: DateText
  readonly topic: string
  readonly trainer: string
  readonly hoursCenti: number
  readonly names: readonly string[]
}

/** The trainings of a year, one a month; now and then somebody is on shift and misses it. */
export function sampleTrainings(year: number): SampleTraining[] {
  return topics.map(([topic, trainer, hours], index) => {
    const random = randomOf(`training ${year} ${index}`)
    const onDate = `${year}-${String(index + 1).padStart(2, '0')}-${String(random.between(8, 24)).padStart(2, '0')}`
    const here = sampleTeam.filter((one) => one.joinedOn <= onDate && (one.leftOn ?? onDate) >= onDate)
    const names = here.filter(() => !random.chance(0.07)).map((one) => one.name)
    return { onDate, topic, trainer, hoursCenti: hours * 100, names }
  })
}

/** Rewards and penalties; `behind` says what kind of case stands behind one. */
export const sampleRewards: readonly {
  readonly name: string
  readonly onDate: DateText
  readonly kind: RewardKind
  readonly yuan: number
  readonly reason: string
  readonly behind?: 'urgent-job' | 'job' | 'complaint'
  readonly cancelled?: string
}[] = [
  { name: '王海峰', onDate: '2025-03-18', kind: 'reward', yuan: 200, reason: '拾到住户钱包主动交还' },
  {
    name: '李师傅',
    onDate: '2025-06-12',
    kind: 'reward',
    yuan: 300,
    reason: '雨夜抢修地库排水泵',
    behind: 'urgent-job',
  },
  { name: '何俊杰', onDate: '2025-08-05', kind: 'penalty', yuan: 50, reason: '夜班脱岗二十分钟' },
  { name: '陈桂花', onDate: '2025-11-20', kind: 'reward', yuan: 100, reason: '发现楼道烟雾及时报告' },
  {
    name: '郑师傅',
    onDate: '2026-02-19',
    kind: 'reward',
    yuan: 300,
    reason: '春节值守连夜处理爆管',
    behind: 'urgent-job',
  },
  {
    name: '蔡文龙',
    onDate: '2026-04-22',
    kind: 'penalty',
    yuan: 100,
    reason: '与访客争执引起投诉',
    behind: 'complaint',
  },
  {
    name: '许师傅',
    onDate: '2026-07-08',
    kind: 'penalty',
    yuan: 50,
    reason: '约定时间未到场，未提前说明',
    behind: 'job',
  },
  {
    name: '邱文斌',
    onDate: '2026-08-14',
    kind: 'penalty',
    yuan: 100,
    reason: '监控漏报道闸故障',
    cancelled: '复核录像，故障发生在交班之后',
  },
  { name: '叶丽芳', onDate: '2026-09-16', kind: 'reward', yuan: 200, reason: '监控中发现可疑人员，协助民警' },
  { name: '林晓婷', onDate: '2026-10-21', kind: 'reward', yuan: 200, reason: '住户送锦旗表扬', behind: 'job' },
]

/** Points, 0.01 of 100: people differ, and months differ a little. */
export function samplePoints(name: string, month: string, source: string): number {
  const own = randomOf(`appraisal ${name}`).between(84, 94)
  const random = randomOf(`appraisal ${name} ${month} ${source}`)
  return Math.min(100, own + random.between(-4, 5)) * 100
}

/** What the page of a shift says, by its letter and day. */
export function sampleNotes(letter: string, day: DateText): string {
  const random = randomOf(`handover log ${letter} ${day}`)
  const told = random.shuffle(notes[letter] ?? []).slice(0, random.between(1, 3))
  return told.map((one, index) => `${index + 1}. ${one}`).join('\n')
}

const notes: Readonly<Record<string, readonly string[]>> = {
  A: [
    '前台备用钥匙 12 把，数目相符。',
    '3 号电梯上午有异响，维保单位答应下午来看。',
    'B区地库 2 号排水泵已送修，暂用备用泵。',
    '快递柜断电一次，已复位。',
    '装修户 3 户申请延时施工，未同意，已电话说明。',
  ],
  B: [
    '晚间巡查正常，AC区东侧路灯坏 2 盏，已报修。',
    '有住户反映楼上漏水，约明早入户查看，请早班跟进。',
    '道闸识别偶有失灵，先人工放行。',
    '儿童游乐区围栏松动，已拉警戒线。',
  ],
  C: [
    '夜间巡更 4 次，无异常。',
    '凌晨有住户忘带钥匙，核对身份后协助联系开锁。',
    '消防主机报故障 1 条，已消音并登记，请早班通知维保。',
    '水泵房液位正常，压力 0.42 MPa。',
  ],
}
