import { addDays, type DateText } from '../../contract/dates.ts'
import type { EquipmentFields } from '../../contract/equipment.ts'
import type { EquipmentCategory, EquipmentGrade, EquipmentState } from '../../contract/equipmentWords.ts'
import type { ChecklistItemFields } from '../../contract/plans.ts'
import type { PlanEvery } from '../../contract/planWords.ts'
import { randomOf } from './random.ts'

/** A plan of the sample's equipment. */
export interface SamplePlan {
  readonly subject: 'maintenance' | 'statutory'
  readonly title: string
  readonly every: PlanEvery
  readonly anchorOn: DateText
  readonly checklist: string | null
  readonly responsible: string
}

export interface SampleEquipment {
  readonly fields: Omit<EquipmentFields, 'areaId'> & { readonly area: string | null }
  readonly plans: readonly SamplePlan[]
}

const tick = (words: string): ChecklistItemFields => ({ words, kind: 'tick', unit: '', minCenti: null, maxCenti: null })
const reading = (words: string, unit: string, min: number | null, max: number | null): ChecklistItemFields => ({
  words,
  kind: 'reading',
  unit,
  minCenti: min,
  maxCenti: max,
})

/** Checklists by name. */
export const sampleChecklists: Readonly<Record<string, readonly ChecklistItemFields[]>> = {
  电梯月度检查: [
    tick('轿厢照明、风扇和应急灯正常'),
    tick('五方对讲通话清楚'),
    tick('层门、轿门开关无异响，光幕有效'),
    reading('机房温度', '℃', 500, 4000),
  ],
  二次供水月检: [
    reading('出口压力', 'MPa', 35, 55),
    tick('水泵无异响、机封不漏水'),
    tick('水箱盖上锁，通气管防虫网完好'),
    reading('余氯', 'mg/L', 5, 400),
  ],
  配电房月检: [
    reading('室内温度', '℃', 500, 3500),
    reading('A 相电流', 'A', null, 60_000),
    tick('母排接头无发热、变色'),
    tick('绝缘手套、绝缘靴在有效期内'),
    tick('挡鼠板、灭火器齐全'),
  ],
  消防设备月检: [
    tick('主备泵手动启停正常'),
    reading('管网压力', 'MPa', 30, 80),
    tick('报警主机无故障、无屏蔽'),
    tick('控制柜在自动位'),
  ],
  灭火器季检: [tick('压力表指针在绿区'), tick('铅封、插销完好'), tick('箱体完好、位置无遮挡'), tick('在有效期内')],
  照明季检: [tick('灯具全亮'), tick('灯杆接地、检修门完好'), tick('时控设置正确')],
  监控季检: [tick('画面清晰、无遮挡'), tick('时间同步'), reading('录像保存天数', '天', 3000, null)],
  门禁季检: [tick('读卡、呼叫、开门正常'), tick('闭门器、门磁完好'), tick('备用电源有效')],
  水泵季检: [tick('手动、自动启动正常'), reading('绝缘电阻', 'MΩ', 50, null), tick('液位浮球动作可靠')],
  发电机月检: [
    reading('蓄电池电压', 'V', 2400, 2880),
    tick('空载试机 10 分钟正常'),
    tick('机油、冷却液、柴油液位正常'),
  ],
}

interface Kind {
  readonly category: EquipmentCategory
  readonly prefix: string
  readonly names: readonly (readonly [name: string, area: string | null, place: string])[]
  readonly makers: readonly string[]
  readonly grade: EquipmentGrade
  readonly every: PlanEvery
  readonly title: string
  readonly checklist: string
  readonly responsible: string
  /** Anchors of the statutory inspection, in turn; none where there is none. */
  readonly inspection?: { readonly title: string; readonly every: PlanEvery; readonly anchors: readonly DateText[] }
}

const towers = ['AC区 1栋', 'AC区 2栋', 'AC区 3栋', 'B区 14栋', 'B区 15栋', 'B区 16栋', 'DC区 21栋']
const areaOf = (tower: string) => tower.split(' ')[0] ?? ''
const blockOf = (tower: string) => tower.split(' ')[1] ?? ''

const kinds: readonly Kind[] = [
  {
    category: 'lift',
    prefix: 'DT',
    names: towers.flatMap((tower) =>
      [1, 2].map(
        (n) => [`${blockOf(tower)}${n === 1 ? '客梯' : '消防梯'}`, areaOf(tower), `${blockOf(tower)}屋顶机房`] as const,
      ),
    ),
    makers: ['日立电梯', '通力电梯', '三菱电梯'],
    grade: 'A',
    every: 'month',
    title: '电梯月度检查',
    checklist: '电梯月度检查',
    responsible: '许师傅',
    inspection: {
      title: '电梯定期检验',
      every: 'year',
      anchors: ['2024-04-18', '2024-11-29', '2024-12-05', '2024-12-22', '2024-07-09', '2024-09-12', '2024-06-03'],
    },
  },
  {
    category: 'water-supply',
    prefix: 'GS',
    names: [
      ['AC区生活水泵房', 'AC区', '1栋地下一层'],
      ['B区生活水泵房', 'B区', '15栋地下一层'],
      ['DC区生活水泵房', 'DC区', '21栋地下一层'],
      ['别墅区供水机组', '别墅区', '会所负一层'],
    ],
    makers: ['南方泵业', '格兰富'],
    grade: 'A',
    every: 'month',
    title: '二次供水月检',
    checklist: '二次供水月检',
    responsible: '郑师傅',
    inspection: {
      title: '水箱清洗与水质检测',
      every: 'half-year',
      anchors: ['2024-03-20', '2024-04-10', '2024-05-08'],
    },
  },
  {
    category: 'power-room',
    prefix: 'PD',
    names: [
      ['AC区 1#配电房', 'AC区', '1栋地下一层'],
      ['AC区 2#配电房', 'AC区', '3栋地下一层'],
      ['B区 1#配电房', 'B区', '14栋地下一层'],
      ['B区 2#配电房', 'B区', '16栋地下一层'],
      ['DC区配电房', 'DC区', '21栋地下一层'],
      ['别墅区箱变', '别墅区', '北门内侧'],
    ],
    makers: ['施耐德', '正泰电器', '许继电气'],
    grade: 'A',
    every: 'month',
    title: '配电房月检',
    checklist: '配电房月检',
    responsible: '李师傅',
    inspection: { title: '高压预防性试验', every: 'year', anchors: ['2024-10-16', '2024-10-23'] },
  },
  {
    category: 'fire-protection',
    prefix: 'XF',
    names: [
      ['AC区消防泵组', 'AC区', '1栋消防泵房'],
      ['B区消防泵组', 'B区', '15栋消防泵房'],
      ['DC区消防泵组', 'DC区', '21栋消防泵房'],
      ['AC区报警主机', 'AC区', '消控中心'],
      ['B区报警主机', 'B区', '消控中心'],
      ['DC区报警主机', 'DC区', '消控中心'],
    ],
    makers: ['海湾安全', '青鸟消防', '南方泵业'],
    grade: 'A',
    every: 'month',
    title: '消防设备月检',
    checklist: '消防设备月检',
    responsible: '李师傅',
    inspection: { title: '消防设施年度检测', every: 'year', anchors: ['2024-08-15', '2024-12-15'] },
  },
  {
    category: 'fire-protection',
    prefix: 'MH',
    names: [
      ...towers.slice(0, 6).map((tower) => [`${tower}灭火器组`, areaOf(tower), `${blockOf(tower)}各层楼道`] as const),
      ['地下车库灭火器组', null, 'B、C 车库'],
    ],
    makers: ['淮海消防'],
    grade: 'B',
    every: 'quarter',
    title: '灭火器季检',
    checklist: '灭火器季检',
    responsible: '许师傅',
  },
  {
    category: 'lighting',
    prefix: 'ZM',
    names: [
      ['主干道路灯东段', null, '东门至中心广场'],
      ['主干道路灯西段', null, '西门至中心广场'],
      ['AC区草坪灯', 'AC区', '1 栋至 3 栋绿地'],
      ['B区草坪灯', 'B区', '中庭绿地'],
      ['DC区草坪灯', 'DC区', '南侧绿地'],
      ['别墅区庭院灯', '别墅区', '区内道路'],
      ['中心广场景观灯', null, '中心广场'],
      ['B 车库照明', null, 'B 车库'],
      ['C 车库照明', null, 'C 车库'],
    ],
    makers: ['欧普照明', '佛山照明'],
    grade: 'C',
    every: 'quarter',
    title: '照明季检',
    checklist: '照明季检',
    responsible: '郑师傅',
  },
  {
    category: 'cctv',
    prefix: 'JK',
    names: [
      ['东门监控组', null, '东门岗亭'],
      ['西门监控组', null, '西门岗亭'],
      ['中心广场监控组', null, '中心广场'],
      ['B 车库监控组', null, 'B 车库'],
      ['C 车库监控组', null, 'C 车库'],
      ...towers.slice(0, 6).map((tower) => [`${tower}大堂监控`, areaOf(tower), `${blockOf(tower)}大堂`] as const),
      ['监控中心硬盘录像机', null, '消控中心'],
    ],
    makers: ['海康威视', '大华股份'],
    grade: 'B',
    every: 'quarter',
    title: '监控季检',
    checklist: '监控季检',
    responsible: '吴志强',
  },
  {
    category: 'access-control',
    prefix: 'MJ',
    names: [
      ...towers.map((tower) => [`${tower}单元门禁`, areaOf(tower), `${blockOf(tower)}大堂`] as const),
      ['东门人行门禁', null, '东门'],
      ['西门人行门禁', null, '西门'],
    ],
    makers: ['立林科技', '狄耐克'],
    grade: 'B',
    every: 'quarter',
    title: '门禁季检',
    checklist: '门禁季检',
    responsible: '吴志强',
  },
  {
    category: 'pump',
    prefix: 'SB',
    names: [
      ['B 车库集水坑泵 1#', null, 'B 车库东侧'],
      ['B 车库集水坑泵 2#', null, 'B 车库西侧'],
      ['C 车库集水坑泵 1#', null, 'C 车库东侧'],
      ['C 车库集水坑泵 2#', null, 'C 车库西侧'],
      ['AC区污水提升泵', 'AC区', '2栋地下一层'],
      ['中心水池循环泵', null, '中心水池'],
    ],
    makers: ['南方泵业', '凯泉泵业'],
    grade: 'B',
    every: 'quarter',
    title: '水泵季检',
    checklist: '水泵季检',
    responsible: '郑师傅',
  },
  {
    category: 'other',
    prefix: 'QT',
    names: [
      ['AC区柴油发电机', 'AC区', '1栋地下一层发电机房'],
      ['B区柴油发电机', 'B区', '15栋地下一层发电机房'],
    ],
    makers: ['潍柴动力'],
    grade: 'A',
    every: 'month',
    title: '发电机月检',
    checklist: '发电机月检',
    responsible: '李师傅',
  },
]

/** The sample office's equipment with its plans since 2024. */
export function equipmentOf(): SampleEquipment[] {
  return kinds.flatMap((kind) => kind.names.map((name, index) => pieceOf(kind, name, index)))
}

function pieceOf(kind: Kind, [name, area, place]: Kind['names'][number], index: number): SampleEquipment {
  const code = `${kind.prefix}-${String(index + 1).padStart(3, '0')}`
  const random = randomOf(`equipment ${code}`)
  const installedOn = addDays('2018-03-01', random.between(0, 1500))
  const { inspection } = kind
  // Renewed pieces are under warranty still; the first of each kind runs out soon.
  const warrantyTo =
    index === 0 ? '2026-12-16' : random.chance(0.2) ? addDays('2027-01-01', random.between(0, 700)) : null
  return {
    fields: {
      code,
      name,
      category: kind.category,
      area,
      place,
      maker: random.pick(kind.makers),
      installedOn,
      warrantyTo: ['lift', 'cctv', 'pump'].includes(kind.category) ? warrantyTo : null,
      grade: kind.grade,
      note: '',
    },
    plans: [
      {
        subject: 'maintenance',
        title: kind.title,
        every: kind.every,
        anchorOn: `2024-01-${String(random.between(5, 25)).padStart(2, '0')}`,
        checklist: kind.checklist,
        responsible: kind.responsible,
      },
      ...(inspection
        ? [
            {
              subject: 'statutory' as const,
              title: inspection.title,
              every: inspection.every,
              anchorOn: inspection.anchors[index % inspection.anchors.length] ?? '2024-06-01',
              checklist: null,
              responsible: '吴志强',
            },
          ]
        : []),
    ],
  }
}

/** States that pieces were in, in order of days. */
export const sampleStates: readonly {
  readonly code: string
  readonly state: EquipmentState
  readonly onDate: DateText
  readonly reason: string
}[] = [
  { code: 'DT-004', state: 'in-repair', onDate: '2025-03-11', reason: '曳引轮磨损，更换' },
  { code: 'DT-004', state: 'in-use', onDate: '2025-03-18', reason: '更换后试运行正常' },
  { code: 'SB-006', state: 'stopped', onDate: '2025-06-02', reason: '中心水池清洗停用' },
  { code: 'SB-006', state: 'in-use', onDate: '2025-06-10', reason: '清洗完毕恢复' },
  { code: 'JK-012', state: 'in-repair', onDate: '2025-09-15', reason: '硬盘故障返厂' },
  { code: 'JK-012', state: 'in-use', onDate: '2025-09-22', reason: '更换硬盘' },
  { code: 'ZM-007', state: 'scrapped', onDate: '2026-03-20', reason: '广场改造，旧景观灯拆除' },
  { code: 'DT-009', state: 'in-repair', onDate: '2026-05-06', reason: '门机变频器损坏' },
  { code: 'DT-009', state: 'in-use', onDate: '2026-05-09', reason: '更换变频器' },
  { code: 'SB-002', state: 'stopped', onDate: '2026-10-12', reason: '控制箱进水，待更换' },
  { code: 'DT-012', state: 'in-repair', onDate: '2026-11-24', reason: '主板故障，等配件' },
]
