import type { InspectionLevel } from '../../contract/groundWords.ts'
import type { Trade } from '../../contract/vocabulary.ts'

/** The sheet of the three-level check: five items of twenty points. */
export const inspectionSheet = {
  name: '保洁绿化检查',
  items: ['地面与通道', '门窗玻璃与扶手', '电梯轿厢与门', '垃圾桶与垃圾房', '绿地与花坛'],
} as const

/** Who checks at which level. */
export const inspectors: Readonly<Record<InspectionLevel, string>> = {
  leader: '王素珍',
  supervisor: '黄国辉',
  steward: '林晓婷',
}

/** What checks find; each is said now and then. */
export const found: readonly { readonly content: string; readonly trade: Trade }[] = [
  { content: '楼道窗台积灰，扶手背面有蛛网', trade: 'other' },
  { content: '垃圾桶盖破损，异味外溢', trade: 'other' },
  { content: '架空层地砖有裂缝，积水', trade: 'civil' },
  { content: '绿篱边缘缺株，黄土裸露', trade: 'other' },
  { content: '电梯轿厢照明坏一只', trade: 'lift' },
  { content: '喷灌头断裂，漏水', trade: 'plumbing-electric' },
  { content: '大堂玻璃有手印和胶痕', trade: 'other' },
]

export const patrolPoints = [
  { name: '东门岗', place: '小区东门', look: '岗亭有人、道闸起落、访客登记' },
  { name: '西侧围墙', place: '小区西侧', look: '围墙与红外对射、有无翻越痕迹' },
  { name: '中心水池', place: '中心广场', look: '水位、护栏、警示牌' },
  { name: '儿童游乐区', place: '中心广场', look: '器械牢固、地垫无破损' },
  { name: '1栋天面', place: '1栋', look: '天面门上锁、雨水口通畅' },
  { name: '地下车库入口', place: '地下车库', look: '坡道防滑、照明、挡水板' },
  { name: '地下车库B区', place: '地下车库', look: '消防通道畅通、无积水、无违停' },
  { name: '配电房', place: '地下一层', look: '门锁、温度、异响异味、挡鼠板' },
  { name: '水泵房', place: '地下一层', look: '压力、渗漏、水箱盖上锁' },
  { name: '消防控制室', place: '1栋一层', look: '值守在岗、主机无故障报警' },
  { name: '电梯机房', place: '3栋', look: '温度、门锁、无杂物' },
  { name: '垃圾房', place: '小区北侧', look: '门关闭、地面冲洗、无异味' },
] as const

/**
 * Routes by the positions of their points, with the times at which they are walked and the post that walks them. Fitters
 * write their own rounds down, guards hand their paper in at the desk.
 */
export const patrolRoutes = [
  {
    name: '公共区域日巡',
    points: [0, 2, 3, 5, 11],
    post: '秩序员',
    writer: '林晓婷',
    windows: [
      { name: '上午', fromTime: '08:30', toTime: '10:30' },
      { name: '下午', fromTime: '15:00', toTime: '17:00' },
    ],
  },
  {
    name: '设备房巡查',
    points: [7, 8, 9, 10],
    post: '维修工',
    writer: '李师傅',
    windows: [{ name: '日检', fromTime: '09:00', toTime: '11:00' }],
  },
  {
    name: '夜间安全巡查',
    points: [0, 1, 4, 5, 6, 9],
    post: '秩序员',
    writer: '林晓婷',
    windows: [
      { name: '夜一', fromTime: '22:00', toTime: '23:30' },
      { name: '夜二', fromTime: '02:00', toTime: '04:00' },
    ],
  },
] as const

/** What rounds find, with the day of the rota and the point. */
export const foundOnRounds: readonly {
  readonly day: number
  readonly point: number
  readonly content: string
  readonly trade: Trade
}[] = [
  { day: 4, point: 8, content: '2号水泵盘根滴水，地面湿', trade: 'plumbing-electric' },
  { day: 9, point: 0, content: '东门访客道闸落杆慢，需检修', trade: 'intelligent-systems' },
  { day: 15, point: 3, content: '秋千链条护套开裂', trade: 'civil' },
  { day: 19, point: 6, content: 'B区 3 号柱旁照明不亮', trade: 'plumbing-electric' },
]
