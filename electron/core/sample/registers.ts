import type { DateText } from '../../contract/dates.ts'

/** What the registers of the sample office hold that is no matter of chance: contracts, things found. */

/** Payments for advertising; those of 2025 come to 15,220.00 (`registrations/advertising-income`). */
const advertisements = [
  {
    code: 'GG25-01',
    onDate: '2025-01-16',
    fromOn: '2025-01-20',
    toOn: '2026-01-19',
    amount: 480_000,
    note: '单元门框架广告（鑫海传媒）',
  },
  {
    code: 'GG25-02',
    onDate: '2025-03-11',
    fromOn: '2025-03-15',
    toOn: '2026-03-14',
    amount: 360_000,
    note: '电梯轿厢海报（分众）',
  },
  {
    code: 'GG25-03',
    onDate: '2025-04-22',
    fromOn: '2025-05-01',
    toOn: '2026-04-30',
    amount: 300_000,
    note: '车辆道闸广告（万家装饰）',
  },
  {
    code: 'GG25-04',
    onDate: '2025-06-09',
    fromOn: '2025-06-10',
    toOn: '2026-06-09',
    amount: 240_000,
    note: '快递柜场地（丰巢）',
  },
  {
    code: 'GG25-05',
    onDate: '2025-08-19',
    fromOn: '2025-08-20',
    toOn: '2026-08-19',
    amount: 72_000,
    note: '自助售水机场地',
  },
  {
    code: 'GG25-06',
    onDate: '2025-10-25',
    fromOn: '2025-10-25',
    toOn: '2025-10-26',
    amount: 70_000,
    note: '广场促销摆摊两天（移动营业厅）',
  },
  {
    code: 'GG26-01',
    onDate: '2026-01-14',
    fromOn: '2026-01-20',
    toOn: '2027-01-19',
    amount: 500_000,
    note: '单元门框架广告（鑫海传媒）',
  },
  {
    code: 'GG26-02',
    onDate: '2026-03-12',
    fromOn: '2026-03-15',
    toOn: '2026-12-14',
    amount: 288_000,
    note: '电梯轿厢海报（分众）',
  },
  {
    code: 'GG26-03',
    onDate: '2026-04-27',
    fromOn: '2026-05-01',
    toOn: '2027-04-30',
    amount: 320_000,
    note: '车辆道闸广告（万家装饰）',
  },
  {
    code: 'GG26-04',
    onDate: '2026-06-08',
    fromOn: '2026-06-10',
    toOn: '2027-06-09',
    amount: 240_000,
    note: '快递柜场地（丰巢）',
  },
] as const

/** Who advertises, as the contracts have it; the workbook of registrations has no columns for it. */
export const advertisers: Readonly<
  Record<string, { readonly holder: string; readonly title: string; readonly phone: string }>
> = {
  'GG25-01': { holder: '鑫海传媒', title: '单元门框架广告', phone: '0592-5530117' },
  'GG25-02': { holder: '分众传媒', title: '电梯轿厢海报', phone: '0592-2216608' },
  'GG25-03': { holder: '万家装饰', title: '车辆道闸广告', phone: '0592-5190233' },
  'GG25-04': { holder: '丰巢网络', title: '快递柜场地', phone: '0592-3991026' },
  'GG25-05': { holder: '清源水站', title: '自助售水机场地', phone: '0592-6037715' },
  'GG25-06': { holder: '移动营业厅', title: '广场促销摆摊两天', phone: '0592-10086' },
  'GG26-01': { holder: '鑫海传媒', title: '单元门框架广告', phone: '0592-5530117' },
  'GG26-02': { holder: '分众传媒', title: '电梯轿厢海报', phone: '0592-2216608' },
  'GG26-03': { holder: '万家装饰', title: '车辆道闸广告', phone: '0592-5190233' },
  'GG26-04': { holder: '丰巢网络', title: '快递柜场地', phone: '0592-3991026' },
}

export function advertisementsBy(today: DateText) {
  return advertisements.filter(({ onDate }) => onDate <= today).map((one) => ({ category: 'advertising', ...one }))
}

/** Where a decorator is reached; a household that does its own works has its owner's number. */
export const decoratorPhones: Readonly<Record<string, string>> = {
  万家装饰: '0592-5190233',
  鼎峰装饰: '0592-5088172',
  宜居装饰工程部: '0592-5713360',
  名匠家装: '0592-2290645',
}

interface SampleLet {
  readonly carPark: 'B' | 'C'
  readonly space: string
  readonly fromOn: DateText
  readonly months: number
  /** Fen a month. */
  readonly rent: number
  readonly renewed?: true
  readonly givenBackOn?: DateText
}

export const rents = { C: 25_000, B: 20_000 } as const

function lets(
  carPark: 'B' | 'C',
  first: number,
  starts: readonly (readonly [DateText, number, DateText?])[],
): SampleLet[] {
  return starts.map(([fromOn, months, givenBackOn], index) => ({
    carPark,
    space: `${carPark}${String(first + index).padStart(2, '0')}`,
    fromOn,
    months,
    rent: rents[carPark],
    ...(givenBackOn && { givenBackOn }),
  }))
}

/** Lets by their first day: twelve of car park C and six of B begin in 2025 (`registrations/parking-let`). */
export const sampleLets: readonly SampleLet[] = [
  ...lets('C', 1, [
    ['2024-03-01', 12],
    ['2024-07-01', 12],
    ['2024-10-01', 24],
  ]).map((one) => (one.months === 12 ? { ...one, renewed: true as const } : one)),
  ...lets('C', 4, [
    ['2025-01-10', 24],
    ['2025-02-16', 12, '2025-12-20'],
    ['2025-03-01', 24],
    ['2025-03-20', 24],
    ['2025-04-12', 20],
    ['2025-05-01', 24],
    ['2025-06-15', 18],
    ['2025-07-01', 24],
    ['2025-08-08', 16],
    ['2025-09-01', 24],
    ['2025-10-18', 24],
    ['2025-12-01', 12],
  ]),
  ...lets('B', 1, [
    ['2024-06-01', 24],
    ['2024-09-15', 24, '2026-03-31'],
  ]),
  ...lets('B', 3, [
    ['2025-02-01', 24],
    ['2025-04-01', 24],
    ['2025-06-01', 18],
    ['2025-08-15', 24],
    ['2025-10-01', 14],
    ['2025-11-10', 12],
  ]),
  ...lets('C', 16, [
    ['2026-02-20', 12],
    ['2026-05-10', 12],
    ['2026-09-01', 6],
  ]),
  ...lets('B', 9, [['2026-07-01', 12]]),
]

/** Things found, the days before today on which they were, and what became of them. */
export const lostThings = [
  { days: 210, title: '黑色双肩包', place: 'C车库出口', event: 'dispose', text: '三个月无人认领，交派出所' },
  { days: 95, title: '儿童自行车（蓝）', place: 'AC区中庭', event: 'claim', text: '' },
  { days: 41, title: '门禁卡两张、钥匙一串', place: 'B区3栋大堂', event: 'claim', text: '' },
  { days: 18, title: '折叠雨伞', place: '客服中心前台', event: null, text: '' },
  { days: 6, title: '眼镜（黑框）', place: 'DC区健身角', event: null, text: '' },
] as const

/** Incidents, and how long each was in hand. */
export const incidents = [
  {
    onDate: '2025-03-14',
    atTime: '14:20',
    category: 'lift',
    title: 'DC区2栋电梯困人',
    place: 'DC区2栋',
    body: '14:20 业主按铃报警，电梯停在7层与8层之间，轿内两人。维保单位14:46到场放人，无人受伤。',
    closed: '维保更换门锁触点，恢复运行',
  },
  {
    onDate: '2025-06-27',
    atTime: '16:30',
    category: 'water',
    title: 'B区地下车库雨水倒灌',
    place: 'B车库',
    body: '台风外围暴雨，B车库坡道截水沟溢水，启动排水泵两台，移车6辆。',
    closed: '清掏截水沟，加装挡水板',
  },
  {
    onDate: '2025-10-03',
    atTime: '19:10',
    category: 'fire',
    title: 'AC区5栋楼道堆物冒烟',
    place: 'AC区5栋3楼',
    body: '巡逻员发现楼道纸箱冒烟，用灭火器扑灭，无人员受伤。',
    closed: '清走堆物，约谈住户并张贴提示',
  },
  {
    onDate: '2026-04-19',
    atTime: '21:05',
    category: 'power',
    title: 'B区高压侧跳闸停电',
    place: 'B区配电房',
    body: '21:05 B区全部停电，联系供电所抢修，22:40 恢复。',
    closed: '供电所更换跌落式熔断器',
  },
  {
    onDate: '2026-11-23',
    atTime: '02:12',
    category: 'security',
    title: '别墅区围墙翻越报警',
    place: '别墅区西侧围墙',
    body: '02:12 周界报警，巡逻员到场未见人员，监控显示一人翻墙离开。',
    closed: '',
  },
] as const

/** Files and keys, and how many days ago each that is out was lent and when it should be back. */
export const lending = {
  archive: [
    { title: '2025年度消防维保合同', category: 'contract', place: 'A-1-3', lent: null },
    {
      title: 'B区竣工图（给排水）',
      category: 'drawing',
      place: 'A-3-1',
      lent: { days: 20, back: -6, person: '吴志强' },
    },
    { title: 'DC区电梯随机资料', category: 'equipment', place: 'A-2-2', lent: null },
    {
      title: '配电房试验报告 2025',
      category: 'equipment',
      place: 'A-2-4',
      lent: { days: 2, back: 5, person: '郑师傅' },
    },
    { title: '车位租赁合同 2026', category: 'contract', place: 'A-1-6', lent: null },
    { title: '消防验收资料', category: 'drawing', place: 'A-3-4', lent: null },
  ],
  key: [
    { title: 'B区屋面检修口', code: 'K-B07', place: '钥匙柜 1', lent: { days: 1, back: 0, person: '李师傅' } },
    { title: '生活水泵房', code: 'K-S01', place: '钥匙柜 1', lent: null },
    { title: '高压配电房', code: 'K-P01', place: '钥匙柜 1', lent: null },
    { title: '会所活动室', code: 'K-H02', place: '钥匙柜 2', lent: { days: 9, back: -4, person: '许师傅' } },
    { title: 'DC区消控室', code: 'K-X03', place: '钥匙柜 1', lent: null },
  ],
} as const
