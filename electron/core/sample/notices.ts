import { addDays, type DateText } from '../../contract/dates.ts'

/** The notices of the sample office: what was put up, brought to the door or sent, where, and in how many copies. */

type Channel = 'posted' | 'delivered' | 'message'

interface Written {
  readonly onDate: DateText
  readonly title: string
  readonly channel: Channel
  readonly place: string
  readonly copies: number
  readonly body: string
  /** What is over is taken down. */
  readonly removedOn?: DateText
}

export interface SampleNotice extends Written {
  readonly code: string
}

/** `3月6日`: so many days after the notice. */
function day(onDate: DateText, days: number): string {
  const [, month, date] = addDays(onDate, days).split('-')
  return `${Number(month)}月${Number(date)}日`
}

const lobbies = '全体业主（各楼栋大堂、电梯厅）'
const entrances = '全体业主（各单元门口）'
const thanks = '给您带来不便，敬请谅解。服务电话：8200110。'

type Draft = (onDate: DateText, place: string, copies: number) => Written

/** A notice that comes again: its words follow its day. */
function draft(
  title: string,
  channel: Channel,
  body: (onDate: DateText, place: string) => string,
  downAfter?: number,
): Draft {
  return (onDate, place, copies) => ({
    onDate,
    title,
    channel,
    place,
    copies,
    body: body(onDate, place),
    ...(downAfter !== undefined && { removedOn: addDays(onDate, downAfter) }),
  })
}

const springSafety = draft(
  '春节前安全用电用火温馨提示',
  'posted',
  () =>
    '年关将近，家中用电用火增多，请您：\n一、外出前关闭燃气阀门和不用的电器；\n二、不在楼道、电梯厅堆放杂物和给电动车充电；\n三、小区内禁止燃放烟花爆竹。\n如遇火情请先拨119，再告知客服中心。',
)
const springService = draft(
  '春节期间物业服务安排',
  'posted',
  () =>
    '春节期间客服中心每日8:30–17:30照常值班，夜间由监控中心接听；水电急修24小时出工，一般维修节后处理。外出时间较长的住户请关好门窗、水阀。祝您新春愉快。',
)
const renovationHours = draft(
  '元宵节后装修施工时间提醒',
  'delivered',
  () =>
    '元宵节后装修陆续开工，请遵守：工作日8:00–12:00、14:00–18:00施工，周末和法定节假日不得进行敲打、切割等噪声作业；装修垃圾袋装后运至指定堆放点；动火须先到客服中心办理手续。',
)
const tankCleaning = draft(
  '二次供水水箱清洗停水通知',
  'posted',
  (onDate, place) =>
    `为保障用水卫生，${place.slice(0, place.indexOf('区') + 1)}生活水箱定于${day(onDate, 2)}9:00–16:00清洗消毒，期间停水，请提前储水并关好水龙头。恢复供水后如水色发黄，请放水片刻再用。${thanks}`,
  4,
)
const liftCheck = draft(
  '电梯年检暂停使用通知',
  'posted',
  (onDate) =>
    `特种设备检验所将于${day(onDate, 2)}至${day(onDate, 3)}8:30–17:00对电梯做年度检验，各梯轮流停用，每台约四十分钟，请留意轿厢内告示，老人、小孩请尽量错开时间出行。${thanks}`,
  5,
)
const graveFires = draft(
  '清明文明祭扫与防火提示',
  'posted',
  () => '清明将至，提倡鲜花祭扫、网络祭扫。小区绿地、楼道和地下车库内禁止焚烧纸钱、点燃香烛，巡逻人员发现将当场劝止。',
)
const roadWashing = draft(
  '主干道冲洗请移车通知',
  'delivered',
  (onDate) =>
    `${day(onDate, 2)}8:30起冲洗小区主干道和路沿，请停放在主干道两侧的车辆于当日8:00前移入车库或临时停车点。${thanks}`,
  3,
)
const feeReminder = draft(
  '年度物业费缴纳温馨提示',
  'delivered',
  (onDate) =>
    `${onDate.slice(0, 4)}年度物业费已开始收取，经核对您户尚有未缴费用，金额见随附缴费通知单。请于${day(onDate, 30)}前到客服中心缴纳，或用微信、支付宝、银行转账；如已缴纳请忽略。对金额有疑问的，可来电逐笔核对。`,
)
const balconyDrains = draft(
  '雨季来临请清理阳台地漏',
  'posted',
  () =>
    '雨季将至，请清理自家阳台、露台地漏中的落叶和泥沙，检查门窗密封；空调外机支架、花盆等高处物品请固定或收回室内。公共排水沟由保洁班每周清掏。',
)
const examQuiet = draft(
  '高考期间降噪提示',
  'posted',
  () =>
    '6月7日至9日高考期间，小区全天停止装修噪声作业，绿化修剪、割草机作业改期；请广场舞、棋牌活动的朋友调低音量，行车不鸣笛，让考生安静备考。',
)
const typhoon = draft(
  '台风防御温馨提示',
  'posted',
  () =>
    '受台风外围影响，未来两天有大风暴雨。请关好门窗，收回阳台、窗台悬挂物；车辆不要停在树下、广告牌下和低洼处；地下车库入口已备沙袋和挡水板，积水时请听从值班人员引导。急修电话24小时有人接听。',
)
const septicTank = draft(
  '化粪池清掏通知',
  'posted',
  (onDate) =>
    `${day(onDate, 2)}至${day(onDate, 4)}清掏AC区化粪池，作业时有异味，请关闭一、二层门窗；作业点设有围挡，请看护好小孩，勿靠近井口。${thanks}`,
  6,
)
const pool = draft(
  '戏水池开放时间通知',
  'posted',
  (onDate) =>
    `戏水池${day(onDate, 5)}起开放，每日16:00–20:00，周一换水停开。凭业主卡入场，十四岁以下儿童须由成人陪同；雷雨天气即时关闭，请配合救生员管理。`,
)
const eBikes = draft(
  '电动车规范停放与充电通知',
  'posted',
  () =>
    '请将电动车停放在车棚并在充电桩充电。严禁电动车及电池进电梯、入户，严禁飞线充电；占用消防通道的车辆将予清移。充电桩故障请拨客服中心。',
)
const fireDrill = draft(
  '消防演练通知',
  'posted',
  (onDate) =>
    `${day(onDate, 3)}15:00–16:00在B区中心广场举行消防疏散演练，届时将鸣警报、释放演练烟雾，请勿惊慌。欢迎住户到场学习灭火器和消火栓的使用。`,
  6,
)
const survey = draft(
  '满意度调查入户通知',
  'posted',
  (onDate) =>
    `${day(onDate, 3)}起，客服人员佩戴工作证入户做年度满意度调查，约五分钟，请您如实评价并提出意见。问卷只用于改进服务，不会要求您支付任何费用。`,
)
const autumnHolidays = draft(
  '中秋国庆物业服务安排',
  'posted',
  () =>
    '中秋、国庆假期客服中心照常值班，水电急修24小时出工，装修噪声作业暂停。外出请关好水电燃气；车辆请停入车位，为消防通道留出空间。祝您节日愉快。',
)
const freeClinic = draft(
  '重阳节义诊活动通知',
  'delivered',
  (onDate) =>
    `重阳节将至，社区卫生服务中心医生${day(onDate, 9)}8:30–11:00在会所活动室为六十岁以上住户免费量血压、测血糖、答疑用药。请带上近期检查单，行动不便的可提前来电，由管家接送。`,
)
const winterFires = draft(
  '冬季防火安全提示',
  'posted',
  () =>
    '天干物燥，请定期检查取暖器、电热毯和插线板，人离断电；楼道、电梯厅、管道井不堆放纸箱杂物；车库内勿吸烟。发现消防通道被占用，请告知客服中心。',
)
const newYear = draft(
  '元旦期间物业服务安排',
  'posted',
  () => '元旦假期客服中心8:30–17:30值班，监控中心24小时接听来电，水电急修随叫随到，一般维修节后处理。祝您新年快乐。',
)
const frost = draft(
  '寒潮天气水管防冻提示',
  'posted',
  () =>
    '寒潮来袭，最低气温接近零度。请关好阳台、厨房门窗，露天水管和太阳能管道包扎保温，夜间可让水龙头保持滴水；空置房请关闭进户水阀。水管冻裂请先关阀再报修。',
)
const corridors = draft(
  '楼道杂物清理通知',
  'posted',
  (onDate) =>
    `为消除消防隐患，请于${day(onDate, 5)}前自行清走楼道、电梯厅、消防前室内的鞋柜、纸箱、自行车等物品。逾期由物业集中清运，可用物品登记保管七天。`,
)
const chargers = draft(
  '充电桩安装报名通知',
  'posted',
  (onDate) =>
    `地下车库拟新增汽车充电桩，有固定车位并有意安装的业主请于${day(onDate, 20)}前到客服中心登记，须带行驶证和车位合同。由供电所统一勘察后分批施工。`,
)
const typhoonMessage = draft('台风防御温馨提示', 'message', (onDate) => typhoon(onDate, '', 0).body)

const titled = (year: string, written: Written): Written => ({ ...written, title: `${year}${written.title}` })

/** The 21 notices of 2025 have 1,897 copies (`notices/*` of reference-year.json). */
const noticesOfYears: Readonly<Record<number, readonly Written[]>> = {
  2025: [
    springSafety('2025-01-08', lobbies, 118),
    springService('2025-01-20', entrances, 86),
    renovationHours('2025-02-17', '在施工的装修户和装修公司', 64),
    tankCleaning('2025-03-03', 'B区业主（各楼栋大堂、电梯厅）', 96),
    liftCheck('2025-03-18', 'DC区业主（各大堂、轿厢）', 42),
    graveFires('2025-04-02', entrances, 86),
    roadWashing('2025-04-15', '主干道两侧停放车辆的车主', 60),
    titled('2025', feeReminder('2025-05-06', '未缴物业费的在住户', 242)),
    balconyDrains('2025-05-20', lobbies, 118),
    examQuiet('2025-06-05', entrances, 86),
    typhoon('2025-06-24', lobbies, 118),
    septicTank('2025-07-08', 'AC区业主（各单元门口）', 52),
    pool('2025-07-22', '别墅区、DC区业主（公告栏）', 48),
    eBikes('2025-08-12', lobbies, 118),
    fireDrill('2025-08-27', 'B区业主（各单元门口）', 54),
    survey('2025-09-10', entrances, 86),
    autumnHolidays('2025-09-25', entrances, 86),
    freeClinic('2025-10-20', '60岁以上住户', 74),
    tankCleaning('2025-11-05', 'DC区业主（各楼栋大堂、电梯厅）', 72),
    winterFires('2025-11-20', '全体业主（各大堂、车库出入口）', 105),
    newYear('2025-12-15', entrances, 86),
  ],
  2026: [
    frost('2026-01-12', lobbies, 118),
    springService('2026-02-05', entrances, 96),
    tankCleaning('2026-03-10', 'B区业主（各楼栋大堂、电梯厅）', 96),
    corridors('2026-03-26', lobbies, 118),
    liftCheck('2026-04-16', 'DC区业主（各大堂、轿厢）', 42),
    titled('2026', feeReminder('2026-05-08', '未缴物业费的在住户', 246)),
    balconyDrains('2026-05-22', lobbies, 118),
    typhoonMessage('2026-06-30', '一层带院住户、地下车库车主', 120),
    pool('2026-07-20', '别墅区、DC区业主（公告栏）', 48),
    chargers('2026-08-18', '有固定车位的业主（各车库公告栏）', 120),
    autumnHolidays('2026-09-15', entrances, 96),
    freeClinic('2026-10-09', '60岁以上住户', 80),
    tankCleaning('2026-11-10', 'DC区业主（各楼栋大堂、电梯厅）', 72),
    winterFires('2026-11-20', '全体业主（各大堂、车库出入口）', 110),
  ],
}

/** Notices issued by a day, the oldest first. */
export function noticesBy(today: DateText): SampleNotice[] {
  return Object.entries(noticesOfYears).flatMap(([year, notices]) =>
    notices
      .map((one, index) => ({ ...one, code: `${year}-${String(index + 1).padStart(2, '0')}` }))
      .filter(({ onDate }) => onDate <= today),
  )
}
