import type { Role } from './roles.ts'
import type { Words } from './summary.ts'

/**
 * Registers of counts: on a day, somewhere, so many of something were done. A register is a declaration here; list,
 * dialog, page, figure and import read it. What it counts is one of its numbers, the others are told beside it.
 */
export interface TallyRegister {
  readonly title: Words
  /** What its number counts: pieces of one thing, or times that something was done. */
  readonly counted: Words
  /** Code name → words. The office's own further items are plain text. */
  readonly items: Readonly<Record<string, TallyItem>>
  /** What the dialog asks and the list shows beside day, item, place and note. */
  readonly asks: readonly TallyField[]
  /** What is counted may come out of the stores, for a job or without one: the dialog asks which item. */
  readonly fromStores?: true
  readonly may: readonly Role[]
  readonly figure: {
    readonly id: string
    readonly section: string
    readonly counts: 'quantity' | 'labourDays'
    /** Told by item as well. */
    readonly byItem: boolean
    readonly label: Words
    readonly definition: Words
  }
}

export interface TallyItem extends Words {
  /** Counted by unit: the dialog asks which. */
  readonly ofUnit?: true
  /** Hired labour itself: without its days there is nothing of it. */
  readonly ofDays?: true
  /** Other words by which a workbook calls it. */
  readonly also?: readonly string[]
}

export type TallyField = 'quantity' | 'labourDays' | 'unitPrice' | 'cost' | 'inspector' | 'score'

/** Who dispatches and does such work. */
const grounds: readonly Role[] = ['front-desk', 'engineering', 'manager', 'administrator']

const washing = ['冲洗', '清洗', '冲刷', '刷洗']

/** Every word for a thing with every word for what is done to it: 道路冲洗, 道路清洗 … */
const ways = (things: readonly string[], doings: readonly string[]): readonly string[] =>
  things.flatMap((thing) => doings.map((doing) => `${thing}${doing}`))

export const tallyRegisters = {
  replacements: {
    title: { zh: '更换改造', en: 'Replacements' },
    counted: { zh: '数量', en: 'Quantity' },
    items: {
      'street-lamp': { zh: '路灯', en: 'Street lamps', also: ['路灯头', '更换路灯', '路灯更换', '道路灯', '庭院路灯'] },
      'lawn-lamp': { zh: '草坪灯', en: 'Lawn lamps', also: ['更换草坪灯', '草坪灯更换', '草地灯'] },
      'socket-panel': {
        zh: '插座面板',
        en: 'Socket panels',
        also: ['插座', '墙壁插座', '墙壁插座面板', '插座面板更换', '更换插座面板', '开关插座面板'],
      },
      'fire-extinguisher': {
        zh: '灭火器',
        en: 'Fire extinguishers',
        also: ['干粉灭火器', '灭火器更换', '更换灭火器', '灭火器瓶'],
      },
      'fire-hose': { zh: '消防水带', en: 'Fire hoses', also: ['水带', '消防水带更换', '更换消防水带', '消防软管'] },
      'emergency-light': { zh: '应急灯', en: 'Emergency lights', also: ['应急照明灯', '应急照明'] },
      'exit-sign': { zh: '疏散指示灯', en: 'Exit signs', also: ['疏散指示牌', '安全出口灯'] },
      'well-cover': { zh: '井盖', en: 'Manhole covers', also: ['窨井盖'] },
      'door-closer': { zh: '闭门器', en: 'Door closers', also: ['防火门闭门器'] },
    },
    asks: ['quantity', 'unitPrice', 'cost'],
    fromStores: true,
    may: ['engineering', 'accountant', 'manager', 'administrator'],
    figure: {
      id: 'replacements/done',
      section: 'replacements',
      counts: 'quantity',
      byItem: true,
      label: { zh: '更换改造', en: 'Replacements' },
      definition: {
        zh: '本年内且不晚于统计日的更换记录的数量之和，按类别分列，领用库存和外购的都算；不晚于统计日作废的不算。',
        en: 'Pieces of the replacement records dated within the year and by the as-of date, by category, whether from the stores or bought; those cancelled by that date do not count.',
      },
    },
  },
  cleaning: {
    title: { zh: '保洁', en: 'Cleaning' },
    counted: { zh: '次数', en: 'Times' },
    items: {
      'main-road-wash': {
        zh: '主干道冲洗',
        en: 'Main roads washed',
        also: ways(['主干道', '主道路', '道路', '路面'], washing),
      },
      'stilt-floor-wash': { zh: '架空层冲洗', en: 'Stilt floors washed', also: ways(['架空层'], washing) },
      'square-wash': { zh: '广场冲洗', en: 'Squares washed', also: ways(['广场', '小区广场'], washing) },
      'pool-wash': { zh: '水池清洗', en: 'Pools washed', also: ways(['水池', '水景', '水景池', '景观水池'], washing) },
      'garage-wash': {
        zh: '车库冲洗',
        en: 'Garages washed',
        also: ways(['车库', '地下车库', '地库', '停车场'], washing),
      },
      'vacant-unit-clean': {
        zh: '空置房保洁',
        en: 'Vacant units cleaned',
        ofUnit: true,
        also: ways(['空置房', '空房', '空置房屋'], ['保洁', '清洁', '打扫', '清扫', '卫生', '开荒']),
      },
      'perimeter-brick-scrub': {
        zh: '外围砖刷洗',
        en: 'Perimeter bricks scrubbed',
        also: ways(['外围砖', '外围地砖', '外围墙砖', '围墙砖', '周边地砖', '外围'], washing),
      },
      'lift-door-polish': {
        zh: '电梯门抛光',
        en: 'Lift doors polished',
        also: ways(
          ['电梯门', '电梯门板', '电梯轿门', '轿厢门'],
          ['抛光', '保养', '打磨', '养护', '上油', '擦拭', '清洁'],
        ),
      },
      'sewer-clearing': {
        zh: '下水道清掏',
        en: 'Sewers cleared',
        also: ways(
          ['下水道', '污水井', '污水管', '污水管道', '排污井', '化粪池', '下水管道'],
          ['清掏', '疏通', '清理', '清淤'],
        ),
      },
    },
    asks: ['quantity', 'labourDays', 'cost', 'inspector', 'score'],
    may: grounds,
    figure: {
      id: 'cleaning/rounds',
      section: 'cleaning',
      counts: 'quantity',
      byItem: true,
      label: { zh: '保洁专项(次/套/扇)', en: 'Special cleaning (rounds, units, doors)' },
      definition: {
        zh: '本年内且不晚于统计日的保洁记录的次数之和，按项目分列；不晚于统计日作废的不算。',
        en: 'Rounds of the cleaning records dated within the year and by the as-of date, by item; those cancelled by that date do not count.',
      },
    },
  },
  greening: {
    title: { zh: '绿化', en: 'Greening' },
    counted: { zh: '次数', en: 'Times' },
    items: {
      'hired-labour': {
        zh: '外聘绿化用工',
        en: 'Hired greening labour',
        ofDays: true,
        also: ['外聘用工', '绿化用工', '外聘绿化', '外聘绿化工', '绿化外聘用工', '绿化'],
      },
      mowing: { zh: '草坪修剪', en: 'Lawns mown', also: ['割草', '剪草', '草坪修整', '草坪养护'] },
      pruning: {
        zh: '乔灌木修剪',
        en: 'Trees and hedges pruned',
        also: ['修剪', '绿篱修剪', '树木修剪', '乔木修剪', '灌木修剪', '绿化修剪'],
      },
      weeding: { zh: '除草', en: 'Weeded', also: ['拔草', '杂草清除', '清除杂草'] },
      watering: { zh: '浇水', en: 'Watered', also: ['浇灌', '绿化浇水', '抗旱浇水'] },
      fertilizing: { zh: '施肥', en: 'Fertilized', also: ['绿化施肥', '追肥'] },
      'pest-control': { zh: '病虫害防治', en: 'Pests treated', also: ['打药', '喷药', '绿化打药', '绿化消杀', '除虫'] },
      replanting: { zh: '补种', en: 'Replanted', also: ['补植', '绿化补种', '苗木补种', '苗木补植', '种植'] },
    },
    asks: ['quantity', 'labourDays', 'cost', 'inspector', 'score'],
    may: grounds,
    figure: {
      id: 'greening/labour-days',
      section: 'cleaning',
      counts: 'labourDays',
      byItem: false,
      label: { zh: '外聘绿化用工(个工)', en: 'Hired greening labour (days)' },
      definition: {
        zh: '本年内且不晚于统计日的绿化记录的外聘用工之和，半个工计 0.5；不晚于统计日作废的不算。',
        en: 'Hired labour days of the greening records dated within the year and by the as-of date, half a day being 0.5; those cancelled by that date do not count.',
      },
    },
  },
} as const satisfies Record<string, TallyRegister>

export type TallyRegisterId = keyof typeof tallyRegisters
export const tallyRegisterIds = Object.keys(tallyRegisters) as [TallyRegisterId, ...TallyRegisterId[]]

export function tallyRegister(id: TallyRegisterId): TallyRegister {
  return tallyRegisters[id]
}

/** The words of an item by its code name; undefined of the office's own items, which are words already. */
export function tallyItemWords(item: string): Words | undefined {
  return allItems.get(item)
}

export function tallyTitle(register: string): Words | undefined {
  return (tallyRegisters as Readonly<Record<string, TallyRegister>>)[register]?.title
}

/** What the number of a list of one register counts; undefined where it is a list of all. */
export function tallyCounted({ register }: Readonly<Record<string, unknown>>): Words | undefined {
  return (tallyRegisters as Readonly<Record<string, TallyRegister>>)[String(register)]?.counted
}

/** The code name of what somebody calls an item of a register; undefined where it is no declared one. */
export function tallyItemCalled(register: TallyRegisterId, text: string): string | undefined {
  const name = bare(text)
  const items = Object.entries(tallyRegister(register).items)
  return items.find(([code, { zh, en, also = [] }]) => [code, zh, en, ...also].some((one) => bare(one) === name))?.[0]
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

const allItems: ReadonlyMap<string, TallyItem> = new Map(
  tallyRegisterIds.flatMap((id) => Object.entries(tallyRegister(id).items)),
)
