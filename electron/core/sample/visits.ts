import { addDays, type DateText } from '../../contract/dates.ts'
import type { FindingKind, GradeName, VisitResult } from '../../contract/vocabulary.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleUnitRow } from './rows.ts'

/** A row of the visits workbook: one a finding. */
export interface SampleVisitRow {
  readonly onDate: DateText
  readonly area: string
  readonly building: string
  readonly room: string
  readonly result: VisitResult
  readonly kind: FindingKind | null
  readonly content: string | null
  readonly visitor: string
}

/** `visits/*` of reference-year.json. */
const reference = {
  households: 153,
  findings: { attitude: 3, facilities: 23, 'security-and-vehicles': 16, 'cleaning-and-greening': 17 },
} as const

/** What households speak of. Each is said once a year. */
const said: Readonly<Record<FindingKind, readonly string[]>> = {
  attitude: [
    '前台电话有时响很久才接，希望中午也有人',
    '维修师傅上门前没有先打电话，家里没人白跑一趟',
    '门岗换人后问话口气生硬，希望礼貌一点',
    '上次报修说好周三来，周五才来，也没有说明',
  ],
  facilities: [
    '单元门闭门器太重，老人推不动',
    '地下车库入口坡道雨天打滑，希望加防滑条',
    '3号电梯夜里运行有响声，卧室能听到',
    '楼道感应灯反应慢，要跺脚才亮',
    '可视对讲听不清，访客说话断断续续',
    '儿童游乐区的秋千坐板裂了',
    '负二层充电桩位置太少，排队要一个多小时',
    '晾衣区的铁杆生锈，衣服蹭上锈迹',
    '天面雨水管接口滴水，滴在空调外机上',
    '小区广场的灯晚上十点就灭，散步看不清',
    '楼梯间防火门关不严，过堂风大',
    '水压早上七点前后偏低，热水器打不着火',
    '信报箱锁坏了好几个，报纸被雨淋',
    '快递柜屏幕不亮，取件要找人开',
    '健身器材区少一个扭腰器的踏板',
    '走廊窗户限位器掉了，怕小孩爬',
    '阳台外墙有一道细缝，下大雨墙里返潮',
    '车库照明分区太暗，倒车看不见柱子',
    '门禁卡有时要刷两三次才开',
    '篮球场围网破了个洞，球常飞到马路上',
    '无障碍坡道扶手松动',
    '电梯厅地砖翘起一块，绊脚',
    '中心水池的水泵停了，水发绿有味道',
    '公共卫生间的洗手龙头关不紧',
    '楼下垃圾房的感应门失灵，要用手推',
    '监控室旁的消防栓箱门打不开',
  ],
  'security-and-vehicles': [
    '外卖电动车在人行道上骑得快，吓到孩子',
    '访客车辆占了固定车位，打电话半小时才挪走',
    '夜里有人翻西侧围墙进来，希望加强巡逻',
    '单元门口停满电动车，婴儿车过不去',
    '消防通道常有车停，物业贴条没有用',
    '装修工人晚上八点还在楼道里走动',
    '东门岗亭晚上没有人登记访客',
    '地库里有人飙车，希望加减速带',
    '有陌生人上楼发传单，门上插满广告',
    '僵尸车停在车库一年多，占着位置',
    '小区里遛狗不牵绳，电梯里也不抱起来',
    '道闸抬杆太慢，下班时段排到马路上',
    '监控拍不到自行车棚，丢过一辆童车',
    '送货车在单元门口长时间怠速，尾气进屋',
    '楼上高空抛烟头，晒的被子被烫了洞',
    '电动车推进电梯上楼充电，担心起火',
    '节假日亲友来访，停车没有人引导',
    '摩托车半夜进出声音大，影响睡觉',
  ],
  'cleaning-and-greening': [
    '楼道扶手积灰，摸一手黑',
    '垃圾桶中午满了没有及时清，夏天有味道',
    '单元门前的落叶几天没扫',
    '草坪裸了一大片，雨后都是泥',
    '电梯轿厢地面黏脚，希望每天拖两次',
    '树枝长到三楼窗边，挡光又招虫',
    '架空层有猫粪，没有人清理',
    '水池边青苔滑，老人不敢走',
    '绿篱修得参差不齐，路口看不到来车',
    '消杀后没有贴通知，家里有宠物担心',
    '下水井盖边有蟑螂，希望多投几次药',
    '楼下桂花树枯了两棵，一直没有补种',
    '地库角落堆着装修垃圾，过了一周还在',
    '窗外平台有烟头和纸巾，够不着扫',
    '雨后人行道积水，要绕着走',
    '垃圾分类桶的盖子坏了，苍蝇多',
    '草坪上浇水时间在晚饭后，散步被淋',
    '儿童沙池很久没有翻晒，沙子发黑',
    '楼顶排水沟堵着树叶',
  ],
}

const kinds = Object.keys(said) as FindingKind[]

/** Units that somebody lives in on a day. */
export function livedInOn(units: readonly SampleUnitRow[], date: DateText): SampleUnitRow[] {
  return units.filter(
    ({ kind, movedInOn, movedOutOn }) =>
      (kind === 'residence' || kind === 'villa') &&
      movedInOn !== null &&
      movedInOn <= date &&
      (movedOutOn === null || movedOutOn > date),
  )
}

/** The visits of 2025 as they were counted at its end, and of 2026 up to the day before. */
export function visitsOf(
  units: readonly SampleUnitRow[],
  visitors: readonly string[],
  today: DateText,
): SampleVisitRow[] {
  return [...visitsIn(2025, units, visitors), ...visitsIn(2026, units, visitors)]
    .filter((row) => row.onDate < today)
    .sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
}

function visitsIn(year: number, units: readonly SampleUnitRow[], visitors: readonly string[]): SampleVisitRow[] {
  const random = randomOf(`visits ${year}`)
  const homes = random.shuffle(livedInOn(units, `${year}-01-01`))
  const met = homes.slice(0, reference.households)
  const findings = random.shuffle(
    kinds.flatMap((kind) =>
      random
        .shuffle([...said[kind]])
        .slice(0, reference.findings[kind])
        .map((content) => ({ kind, content })),
    ),
  )
  const row = (unit: SampleUnitRow, onDate: DateText, result: VisitResult): SampleVisitRow => ({
    onDate,
    area: unit.area,
    building: unit.building,
    room: unit.room,
    result,
    kind: null,
    content: null,
    visitor: random.pick(visitors),
  })
  const rows = met.flatMap((unit, index) => {
    const visit = row(unit, workday(random, year), 'met')
    const first = findings[index]
    // A few speak of two things at once.
    const second = index < findings.length - 45 ? findings[45 + index] : undefined
    const own = [index < 45 ? first : undefined, second].filter((one) => one !== undefined)
    return own.length === 0 ? [visit] : own.map((finding) => ({ ...visit, ...finding }))
  })
  const missed = homes.slice(reference.households - 30, reference.households + 22).map((unit, index) => {
    const missedOn = workday(random, year)
    return row(unit, missedOn, index % 9 === 0 ? 'refused' : 'absent')
  })
  return [...rows, ...missed]
}

function workday(random: Random, year: number): DateText {
  const day = addDays(`${year}-01-08`, random.between(0, 350))
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 ? addDays(day, 1) : day
}

/** A row of the survey workbook. */
export interface SampleSurveyRow {
  readonly survey: string
  readonly issuedOn: DateText
  readonly area: string
  readonly building: string
  readonly room: string
  readonly returned: 'yes' | 'no'
  readonly grade: GradeName | null
}

/** Replies and satisfied ones by area: the split of reference-year.json for 2025, a little worse the year before. */
const splits: Readonly<Record<number, Readonly<Record<string, readonly [satisfied: number, valid: number]>>>> = {
  2024: { 别墅区: [39, 44], AC区: [98, 114], B区: [76, 109], DC区: [64, 78] },
  2025: { 别墅区: [46, 50], AC区: [117, 130], B区: [93, 122], DC区: [103, 120] },
}

export function surveyName(year: number): string {
  return `${year}年度物业服务满意度调查`
}

export function surveyDay(year: number): DateText {
  return `${year}-11-17`
}

/** The surveys of 2024 and 2025 as their workbooks tell them. */
export function surveysOf(units: readonly SampleUnitRow[]): SampleSurveyRow[] {
  return [2024, 2025].flatMap((year) => {
    const random = randomOf(`survey ${year}`)
    const homes = livedInOn(units, surveyDay(year))
    return Object.entries(splits[year] ?? {}).flatMap(([area, [satisfied, valid]]) => {
      const own = random.shuffle(homes.filter((unit) => unit.area === area))
      // The year before, some forms did not come back.
      const lost = year === 2024 ? Math.floor(valid / 9) : 0
      return own.slice(0, valid + lost).map(
        (unit, index): SampleSurveyRow => ({
          survey: surveyName(year),
          issuedOn: surveyDay(year),
          area,
          building: unit.building,
          room: unit.room,
          returned: index < valid ? 'yes' : 'no',
          grade: index >= valid ? null : gradeOf(random, index < satisfied),
        }),
      )
    })
  })
}

export function gradeOf(random: Random, isSatisfied: boolean): GradeName {
  if (isSatisfied) return random.chance(0.36) ? 'very-satisfied' : 'satisfied'
  return random.pick(['so-so', 'so-so', 'so-so', 'dissatisfied', 'dissatisfied', 'very-dissatisfied'])
}

/** What residents write on the back of a form. */
export const comments: Readonly<Record<'satisfied' | 'other', readonly string[]>> = {
  satisfied: [
    '保洁阿姨很勤快，楼道一直干净',
    '门岗师傅帮忙提东西，谢谢',
    '报修来得快，师傅穿鞋套，点赞',
    '希望多办几次邻里活动',
    '管家小林每次都耐心，满意',
    '绿化比去年好多了，多种点花',
    '总体不错，地库灯再亮一点更好',
    '水池清洗后很清爽',
    '收费明细写得清楚',
    '电梯换新灯后亮堂了',
  ],
  other: [
    '电动车乱停，说了几次没改',
    '地库有一股霉味，通风差',
    '快递柜太少，经常放地上',
    '夜间巡逻看不到人',
    '公共走廊堆杂物没人管',
    '物业费不低，服务要跟上',
    '消防通道停车，迟早出事',
    '电梯坏一次等三天才修',
    '遛狗不拴绳，物业应该劝',
    '草坪枯了没有补',
  ],
}
