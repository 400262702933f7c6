import { addDays, type DateText, lastOfMonth } from '../../contract/dates.ts'
import { randomOf } from './random.ts'

/** An item of the sample's stores. */
export interface SampleItem {
  readonly code: string
  readonly name: string
  readonly specification: string
  readonly unitName: string
  readonly bin: string
  readonly category: string
  /** Hundredths; null where nobody watches it. */
  readonly minimum: number | null
  /** 0.0001 yuan at the beginning of 2025. */
  readonly price: number
  /** Pieces at the beginning of 2025. */
  readonly opening: number
  /** Pieces used in a month, about. */
  readonly monthly: number
  readonly trade: 'plumbing-electric' | 'civil' | 'intelligent-systems' | null
}

type Row = readonly [name: string, specification: string, unit: string, yuan: number, opening: number, monthly: number]

interface Shelf {
  readonly category: string
  readonly letters: string
  readonly bin: string
  readonly supplier: string
  readonly trade: SampleItem['trade']
  readonly rows: readonly Row[]
}

/** The shelves as an office has them: what, how it is bought, and how fast it goes. */
const shelves: readonly Shelf[] = [
  {
    category: '电料',
    letters: 'DL',
    bin: 'A',
    supplier: '南星电器批发部',
    trade: 'plumbing-electric',
    rows: [
      ['LED灯泡', '9W E27', '个', 6.5, 80, 22],
      ['LED灯泡', '12W E27', '个', 8.2, 40, 9],
      ['声光控感应灯', '吸顶 12W', '个', 26.8, 30, 7],
      ['LED灯管', 'T8 1.2m 18W', '支', 14.5, 60, 14],
      ['LED灯管', 'T5 0.9m 10W', '支', 12, 30, 4],
      ['吸顶灯', '24W 圆形', '个', 38, 20, 3],
      ['应急照明灯', '双头', '个', 46, 16, 3],
      ['疏散指示灯', '单面左向', '个', 32, 12, 2],
      ['疏散指示灯', '单面右向', '个', 32, 12, 2],
      ['声光控开关', '86型', '个', 9.8, 40, 8],
      ['单联开关', '86型', '个', 7.6, 40, 5],
      ['双联开关', '86型', '个', 9.9, 30, 3],
      ['插座面板', '86型五孔', '个', 8.6, 60, 5],
      ['空气开关', 'DZ47 1P 16A', '个', 13.5, 20, 3],
      ['空气开关', 'DZ47 2P 32A', '个', 24, 16, 2],
      ['漏电保护器', '2P 63A', '个', 68, 8, 1],
      ['交流接触器', 'CJX2-2510 220V', '个', 62.5, 6, 1],
      ['时控开关', 'KG316T', '个', 45, 6, 1],
      ['电线', 'BV 2.5mm²', '米', 2.35, 400, 70],
      ['电线', 'BV 4mm²', '米', 3.68, 200, 25],
      ['护套线', 'RVV 2×1.5mm²', '米', 3.2, 200, 30],
      ['绝缘胶布', '黑色 18mm', '卷', 2.4, 60, 16],
      ['接线端子', '10A 12位', '条', 4.5, 20, 4],
      ['灯头', 'E27 螺口', '个', 2.8, 40, 8],
      ['整流器', '36W', '个', 18, 20, 3],
      ['PVC线管', 'φ20', '米', 2.1, 150, 20],
      ['线管接头', 'φ20', '个', 0.6, 200, 25],
    ],
  },
  {
    category: '给排水',
    letters: 'GP',
    bin: 'B',
    supplier: '顺达水暖建材',
    trade: 'plumbing-electric',
    rows: [
      ['快开水龙头', '4分 铜芯', '个', 22, 30, 7],
      ['菜盆龙头', '冷热', '个', 78, 6, 1],
      ['角阀', '4分 冷热通用', '个', 15.8, 30, 8],
      ['截止阀', 'DN20 铜', '个', 26, 16, 3],
      ['截止阀', 'DN25 铜', '个', 36.5, 12, 2],
      ['闸阀', 'DN50', '个', 118, 4, 1],
      ['浮球阀', 'DN25', '个', 48, 6, 1],
      ['止回阀', 'DN25', '个', 42, 6, 1],
      ['编织软管', '4分 60cm', '条', 9.5, 40, 9],
      ['不锈钢波纹管', '4分 80cm', '条', 14.2, 24, 4],
      ['PPR管', 'DN20', '米', 5.4, 80, 12],
      ['PPR管', 'DN25', '米', 7.9, 60, 8],
      ['PPR弯头', 'DN20', '个', 1.9, 80, 14],
      ['PPR直接', 'DN20', '个', 1.5, 80, 14],
      ['PPR三通', 'DN20', '个', 2.6, 40, 6],
      ['PVC排水管', 'De50', '米', 8.8, 40, 5],
      ['PVC排水管', 'De110', '米', 18.6, 30, 4],
      ['PVC弯头', 'De110', '个', 6.2, 20, 3],
      ['地漏', '不锈钢 防臭', '个', 25, 12, 2],
      ['存水弯', 'De50', '个', 11, 16, 3],
      ['坐便器水箱配件', '通用', '套', 36, 10, 3],
      ['生料带', '20m', '卷', 1.8, 80, 20],
      ['管道疏通剂', '500g', '瓶', 12.5, 24, 6],
      ['PVC胶水', '500ml', '瓶', 14, 10, 2],
      ['水表', 'DN20 旋翼式', '个', 86, 6, 1],
    ],
  },
  {
    category: '五金',
    letters: 'WJ',
    bin: 'C',
    supplier: '宏达五金店',
    trade: 'civil',
    rows: [
      ['膨胀螺丝', 'M8×80', '个', 0.85, 300, 40],
      ['自攻螺丝', '4×30', '盒', 9.5, 20, 3],
      ['不锈钢合页', '4寸', '副', 8.8, 20, 3],
      ['闭门器', '45kg', '个', 68, 8, 2],
      ['门锁', '球形', '把', 42, 10, 2],
      ['防火门锁', '不锈钢', '把', 88, 6, 1],
      ['锁芯', '70mm', '个', 35, 10, 2],
      ['挂锁', '50mm', '把', 18, 20, 3],
      ['门吸', '不锈钢', '个', 9, 16, 2],
      ['信报箱锁', '凸轮 20mm', '个', 6.5, 40, 6],
      ['角铁', '40×40', '米', 12.8, 30, 4],
      ['钢丝', '12号', '公斤', 8.5, 10, 1],
      ['铁钉', '2寸', '公斤', 7.2, 8, 1],
      ['切割片', '107mm', '片', 3.5, 40, 7],
      ['冲击钻头', '8mm', '支', 8, 20, 3],
      ['焊条', 'J422 3.2', '公斤', 9.8, 10, 1],
      ['砂纸', '240目', '张', 1.2, 60, 9],
      ['玻璃胶', '中性 透明', '支', 13.5, 24, 6],
      ['发泡胶', '750ml', '支', 19, 10, 2],
      ['美工刀', '大号', '把', 6, 10, 1],
    ],
  },
  {
    category: '土建',
    letters: 'TJ',
    bin: 'D',
    supplier: '永固建材',
    trade: 'civil',
    rows: [
      ['水泥', 'PO42.5 50kg', '包', 26.5, 12, 4],
      ['中砂', '袋装 40kg', '袋', 9.5, 20, 6],
      ['腻子粉', '20kg', '包', 28, 10, 3],
      ['乳胶漆', '外墙 白 18L', '桶', 268, 4, 1],
      ['乳胶漆', '内墙 白 18L', '桶', 236, 4, 1],
      ['防水涂料', 'JS 20kg', '桶', 218, 4, 1],
      ['堵漏王', '1kg', '包', 8.5, 20, 5],
      ['聚氨酯防水胶', '600ml', '支', 22, 16, 3],
      ['瓷砖胶', '20kg', '包', 24, 6, 2],
      ['外墙砖', '45×95 米黄', '片', 0.6, 600, 60],
      ['广场砖', '100×100 灰', '片', 1.4, 400, 40],
      ['路面砖', '200×100×60', '块', 1.1, 500, 60],
      ['井盖', '复合 φ700', '套', 186, 3, 1],
      ['雨水箅子', '复合 300×500', '块', 58, 8, 2],
      ['滚筒刷', '9寸', '把', 9, 12, 2],
      ['油漆刷', '3寸', '把', 4.2, 20, 3],
    ],
  },
  {
    category: '弱电',
    letters: 'RD',
    bin: 'E',
    supplier: '智联安防设备',
    trade: 'intelligent-systems',
    rows: [
      ['网线', '超五类', '米', 2.1, 300, 30],
      ['水晶头', 'RJ45', '个', 0.5, 200, 20],
      ['硬盘', '监控级 4TB', '个', 620, 2, 0.4],
      ['摄像机', '400万 枪型', '台', 268, 4, 0.8],
      ['开关电源', '12V 5A', '个', 42, 8, 2],
      ['门禁读头', 'IC', '个', 96, 4, 1],
      ['磁力锁', '280kg', '把', 138, 4, 0.8],
      ['出门按钮', '86型', '个', 12, 12, 2],
      ['对讲分机听筒', '通用', '个', 38, 8, 2],
      ['道闸遥控器', '433M', '个', 45, 4, 0.6],
      ['电池', '5号', '节', 1.6, 80, 14],
      ['UPS电池', '12V 7Ah', '个', 78, 6, 1],
    ],
  },
  {
    category: '消防与照明更换',
    letters: 'XF',
    bin: 'F',
    supplier: '安泰消防器材',
    trade: null,
    rows: [
      ['LED路灯头', '80W', '个', 235, 4, 2],
      ['LED草坪灯', '12W H600', '套', 96, 3, 2],
      ['墙壁插座面板', '公区 带盖五孔', '个', 13.8, 12, 4],
      ['干粉灭火器', 'MFZ/ABC4', '具', 62, 6, 2],
      ['消防水带', '65型 20m', '条', 88, 4, 2],
      ['消防水枪', '65型', '支', 24, 6, 0.3],
      ['消火栓箱玻璃', '650×800', '块', 22, 8, 1],
      ['烟感探测器', '点型', '个', 58, 6, 1],
    ],
  },
  {
    category: '保洁绿化',
    letters: 'BJ',
    bin: 'G',
    supplier: '洁美日化',
    trade: null,
    rows: [
      ['垃圾袋', '90×110 黑', '只', 0.38, 1500, 900],
      ['洗手液', '5L', '桶', 32, 6, 2],
      ['全能清洁剂', '3.8L', '桶', 28, 8, 3],
      ['消毒液', '84 5L', '桶', 16.5, 10, 5],
      ['拖把', '棉线 大号', '把', 18, 12, 4],
      ['扫把', '竹', '把', 9.5, 20, 8],
      ['橡胶手套', '加长', '双', 7.5, 30, 10],
      ['尘推布', '90cm', '块', 15, 10, 2],
      ['复合肥', '15-15-15 50kg', '包', 168, 3, 0.6],
      ['杀虫剂', '吡虫啉 500g', '瓶', 26, 6, 1],
      ['打草绳', '2.7mm', '卷', 22, 6, 1],
      ['浇水软管', '6分', '米', 4.8, 60, 5],
    ],
  },
]

/** About 120 items, coded and binned shelf by shelf. */
export const sampleItems: readonly SampleItem[] = shelves.flatMap(({ category, letters, bin, trade, rows }) =>
  rows.map(([name, specification, unitName, yuan, opening, monthly], index) => ({
    code: `${letters}-${String(index + 1).padStart(3, '0')}`,
    name,
    specification,
    unitName,
    bin: `${bin}-${String(Math.floor(index / 6) + 1).padStart(2, '0')}-${(index % 6) + 1}`,
    category,
    minimum: monthly >= 1 ? Math.ceil(monthly) * 100 : null,
    price: Math.round(yuan * 10_000),
    opening,
    monthly,
    trade,
  })),
)

const supplierOf = new Map(shelves.map(({ category, supplier }) => [category, supplier]))

/** Who takes things without a job, and what for. */
const takers = [
  { recipient: '郑师傅', purpose: '公区日常维修备用', categories: ['电料', '五金'] },
  { recipient: '李师傅', purpose: '给排水抢修备用', categories: ['给排水'] },
  { recipient: '保洁班', purpose: '月度保洁用品', categories: ['保洁绿化'] },
  { recipient: '监控室', purpose: '安防设备维护', categories: ['弱电'] },
] as const

/** A job that may be given material. */
export interface SampleJob {
  readonly id: number
  readonly onDate: DateText
  readonly trade: string
}

/** What is needed for replacements from stores: pieces of an item on a day. */
export interface SampleNeed {
  readonly onDate: DateText
  readonly code: string
  readonly quantity: number
}

export interface SampleMove {
  readonly kind: 'receipt' | 'issue' | 'scrap' | 'need'
  readonly onDate: DateText
  readonly supplier: string
  readonly jobId: number | null
  readonly recipient: string
  readonly purpose: string
  /** Pieces; prices in 0.0001 yuan. */
  readonly lines: readonly { readonly code: string; readonly quantity: number; readonly price: number }[]
}

/**
 * What moved from the second of January 2025 to the day before `today`, in the order of days: bought at the beginning of
 * a month what runs low, given to jobs and people over it. Some shelves are low today, because the last purchase waits.
 */
export function storeMoves(jobs: readonly SampleJob[], needs: readonly SampleNeed[], today: DateText): SampleMove[] {
  const random = randomOf('stores')
  const there = new Map(sampleItems.map((item) => [item.code, item.opening]))
  const moves: SampleMove[] = []
  const blank = { supplier: '', jobId: null, recipient: '', purpose: '' }
  const take = (code: string, wanted: number): number => {
    const given = Math.min(wanted, Math.floor(there.get(code) ?? 0))
    there.set(code, (there.get(code) ?? 0) - given)
    return given
  }
  for (let month = '2025-01'; month <= today.slice(0, 7); month = addDays(lastOfMonth(month), 1).slice(0, 7)) {
    const day = (from: number, to: number) => `${month}-${String(random.between(from, to)).padStart(2, '0')}`
    const rise = 1 + 0.03 * (Number(month.slice(0, 4)) - 2025)
    const needed = needs.filter((need) => need.onDate.startsWith(month))
    const isLast = month === today.slice(0, 7)
    for (const shelf of shelves) {
      const lines = sampleItems
        .filter((item) => item.category === shelf.category)
        .flatMap((item) => {
          const need = needed.filter((one) => one.code === item.code).reduce((sum, one) => sum + one.quantity, 0)
          const left = (there.get(item.code) ?? 0) - need
          const isLow = left < item.monthly * 1.2 && !(isLast && random.chance(0.5))
          if (need === 0 && !isLow) return []
          const quantity = Math.max(0, Math.ceil(need + item.monthly * 2.2 - Math.max(0, left + need)))
          if (quantity === 0) return []
          there.set(item.code, (there.get(item.code) ?? 0) + quantity)
          // Prices move a little from one purchase to the next, and a little up over the years.
          const price = Math.round((item.price * rise * random.between(96, 106)) / 100)
          return [{ code: item.code, quantity, price }]
        })
      const onDate = day(2, 4)
      if (lines.length > 0 && onDate < today) {
        moves.push({ ...blank, kind: 'receipt', onDate, supplier: supplierOf.get(shelf.category) ?? '', lines })
      }
    }
    for (const need of needed) {
      if (need.onDate >= today) continue
      const line = { code: need.code, quantity: take(need.code, need.quantity), price: 0 }
      moves.push({ ...blank, kind: 'need', onDate: need.onDate, lines: [line] })
    }
    for (const job of random.shuffle(jobs.filter((one) => one.onDate.startsWith(month))).slice(0, 9)) {
      const items = random.shuffle(sampleItems.filter((item) => item.trade === job.trade && item.monthly > 0))
      const lines = items.slice(0, random.between(1, 3)).flatMap(({ code, monthly }) => {
        const quantity = take(code, Math.max(1, Math.round((monthly * random.between(5, 25)) / 100)))
        return quantity > 0 ? [{ code, quantity, price: 0 }] : []
      })
      if (lines.length > 0 && job.onDate < today && job.onDate > `${month}-04`) {
        moves.push({ ...blank, kind: 'issue', onDate: job.onDate, jobId: job.id, recipient: '维修班', lines })
      } else for (const { code, quantity } of lines) there.set(code, (there.get(code) ?? 0) + quantity)
    }
    for (const { recipient, purpose, categories } of takers) {
      const onDate = day(6, 26)
      const own = sampleItems.filter((item) => item.monthly > 0 && categories.some((one) => one === item.category))
      const lines = random
        .shuffle(own)
        .slice(0, 9)
        .flatMap(({ code, monthly }) => {
          const quantity = onDate < today ? take(code, Math.round((monthly * random.between(60, 110)) / 100)) : 0
          return quantity > 0 ? [{ code, quantity, price: 0 }] : []
        })
      if (lines.length > 0) moves.push({ ...blank, kind: 'issue', onDate, recipient, purpose, lines })
    }
    if (['03', '09'].includes(month.slice(5)) && `${month}-28` < today) {
      const quantity = take('TJ-001', 1)
      const lines = [{ code: 'TJ-001', quantity, price: 0 }]
      if (quantity > 0)
        moves.push({ ...blank, kind: 'scrap', onDate: `${month}-28`, purpose: '受潮结块，无法使用', lines })
    }
  }
  return moves.sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
}

/** The half-yearly stock-takes: day counted, day approved, and what was found besides what the books said, in pieces. */
export const sampleCounts = [
  { onDate: '2025-06-30', decidedOn: '2025-07-02', found: { 'DL-001': -2, 'DL-022': 1, 'GP-022': -3, 'WJ-001': -6 } },
  { onDate: '2025-12-30', decidedOn: '2026-01-05', found: { 'DL-019': -4, 'GP-013': 2, 'BJ-001': -25, 'TJ-010': -8 } },
  { onDate: '2026-06-29', decidedOn: '2026-07-01', found: { 'DL-004': -1, 'WJ-017': -2, 'RD-002': 5, 'GP-003': -1 } },
] as const
