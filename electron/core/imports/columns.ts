import { feeItemFields } from '../../contract/billing.ts'
import { serviceFields } from '../../contract/books.ts'
import { complaintStates, jobStates } from '../../contract/caseStates.ts'
import { complaintFields } from '../../contract/complaints.ts'
import { takeInput } from '../../contract/counter.ts'
import { placeName, unitFields } from '../../contract/estate.ts'
import type { ImportKind } from '../../contract/imports.ts'
import { jobFields } from '../../contract/jobs.ts'
import { newMeterFields } from '../../contract/meters.ts'
import { staffName } from '../../contract/office.ts'
import { registrationKinds } from '../../contract/registerKinds.ts'
import { registerFields } from '../../contract/registers.ts'
import { personFields } from '../../contract/residents.ts'
import type { Words } from '../../contract/summary.ts'
import { surveyName } from '../../contract/surveys.ts'
import { tallyFields } from '../../contract/tallies.ts'
import { tallyRegister } from '../../contract/tallyRegisters.ts'
import { findingFields } from '../../contract/visits.ts'
import {
  chargeClasses,
  clientClasses,
  complaintKinds,
  discountKinds,
  findingKinds,
  grades,
  jobPriorities,
  jobSources,
  meterKinds,
  paymentMethods,
  paymentSources,
  residentRoles,
  serviceCategories,
  statementChannelWords,
  trades,
  unitKinds,
  visitResults,
} from '../../contract/vocabulary.ts'
import { equipmentColumns } from './equipmentColumns.ts'
import { storeColumns } from './storeColumns.ts'

/**
 * The columns of the import workbooks (product page, "Import workbooks"). Reader, template and messages all read these.
 * `area` cells become integer 0.01 m², `money` cells integer fen, `price` cells integer 0.0001 yuan, `quantity` cells integer hundredths, `choice` cells the
 * code name of their word, dates `YYYY-MM-DD`, `moment` cells `YYYY-MM-DD HH:MM` on the office's clock. A `first-day` or `last-day` cell may name a whole month: `2024-03`.
 */
export interface ImportColumn {
  readonly header: string
  /** Other spellings that are understood. */
  readonly aliases?: readonly string[]
  readonly field: string
  readonly kind:
    | 'text'
    | 'date'
    | 'moment'
    | 'first-day'
    | 'last-day'
    | 'area'
    | 'money'
    | 'price'
    | 'quantity'
    | 'choice'
  readonly required?: boolean
  /** The most characters of a text, counted as the contract counts them; every text column has it. */
  readonly longest?: number
  /** A place or a person: spaces inside Chinese names mean nothing, and a date or 是/否 is none. */
  readonly isName?: true
  /** The code of a thing: one however it is typed. */
  readonly isCode?: true
  /** What may stand behind a word of the list: `C级`. */
  readonly suffix?: string
  /** Code name → word of a fixed list. */
  readonly choices?: Readonly<Record<string, string>>
  /** What a choice is called on screen and in exported lists, where that is another word; read without its spaces. */
  readonly alsoCalled?: Readonly<Record<string, string>>
  /** Words offered in the template for a column that takes others too: fee items. */
  readonly offered?: readonly string[]
  readonly note: Words
  readonly example?: string
}

/** What a form may hold, so that whatever is imported can be shown and changed in it. */
const formLimits = {
  placeName: placeName.maxLength,
  room: unitFields.shape.room.maxLength,
  person: personFields.shape.name.maxLength,
  phone: personFields.shape.phone.maxLength,
  idNumber: personFields.shape.idNumber.unwrap().unwrap().maxLength,
  staff: staffName.maxLength,
  feeItem: feeItemFields.shape.name.maxLength,
  receiptNo: serviceFields.shape.receiptNo.maxLength,
  payer: takeInput.shape.payer.maxLength,
  meter: newMeterFields.shape.number.maxLength,
  jobPlace: jobFields.shape.place.maxLength,
  jobContent: jobFields.shape.content.maxLength,
  complaintContent: complaintFields.shape.content.maxLength,
  finding: findingFields.shape.content.maxLength,
  survey: surveyName.maxLength,
  tallyItem: tallyFields.shape.item.maxLength,
  tallyPlace: tallyFields.shape.place.maxLength,
  inspector: tallyFields.shape.inspector.maxLength,
  recordCode: registerFields.shape.code.maxLength,
  recordTitle: registerFields.shape.title.maxLength,
  recordPlace: registerFields.shape.place.maxLength,
  recordNote: registerFields.shape.note.maxLength,
} as const

function longestOf(field: keyof typeof formLimits): number {
  const longest = formLimits[field]
  if (longest === null) throw new Error(`the contract sets no limit for ${field}`)
  return longest
}

/** What no form writes: numbers of cases, lines of a bank statement, a field of many plates. */
const longestNumber = 40
const longestReference = 80
const longestCounterparty = 120
const longestNote = 300

const place: readonly ImportColumn[] = [
  {
    header: '小区',
    aliases: ['小区名称'],
    field: 'estate',
    kind: 'text',
    longest: longestOf('placeName'),
    isName: true,
    note: { zh: '只有一个小区时可不填', en: 'May be left out while there is one estate' },
  },
  {
    header: '区域',
    field: 'area',
    kind: 'text',
    longest: longestOf('placeName'),
    isName: true,
    required: true,
    note: { zh: '区域名称', en: 'Name of the area' },
    example: 'B区',
  },
  {
    header: '楼栋',
    aliases: ['栋', '楼号', '栋号'],
    field: 'building',
    kind: 'text',
    longest: longestOf('placeName'),
    isName: true,
    required: true,
    note: { zh: '楼栋名称', en: 'Name of the building' },
    example: '1栋',
  },
  {
    header: '房号',
    aliases: ['室号', '房间号'],
    field: 'room',
    kind: 'text',
    longest: longestOf('room'),
    isName: true,
    required: true,
    note: {
      zh: '三列也可合为一列“房屋”,写作 B区/1栋/101',
      en: 'The three may stand in one column 房屋 as B区/1栋/101',
    },
    example: '101',
  },
]

/** One column in place of 区域, 楼栋 and 房号: `B区/1栋/101`. */
export const wholePlaceHeader = '房屋'

const day = (header: string, field: string, zh: string, en: string): ImportColumn => ({
  header,
  field,
  kind: 'date',
  note: { zh, en },
})

const units: readonly ImportColumn[] = [
  ...place,
  {
    header: '类型',
    aliases: ['房屋类型'],
    field: 'kind',
    kind: 'choice',
    choices: unitKinds,
    note: { zh: '空则按住宅', en: 'A residence where empty' },
  },
  {
    header: '面积',
    aliases: ['建筑面积', '面积㎡'],
    field: 'areaCenti',
    kind: 'area',
    note: { zh: '平方米,最多两位小数', en: 'Square metres, two decimals at most' },
    example: '89.41',
  },
  day('达到交房条件', 'readyOn', '日期', 'Date'),
  day('应交房', 'dueOn', '日期', 'Date'),
  day('交房', 'handedOverOn', '实际日期,不早于达到交房条件', 'Actual date, not before ready'),
  day('装修开工', 'decorationStartedOn', '实际日期', 'Actual date'),
  day('装修完工', 'decorationFinishedOn', '实际日期,不早于开工', 'Actual date, not before the start'),
  day('入住', 'movedInOn', '实际日期,不早于交房', 'Actual date, not before handover'),
  day('迁出', 'movedOutOn', '当天视为已迁出', 'Out already on this day'),
  day('售出', 'soldOn', '开发商售出日期', 'Date the developer sold it'),
  day('出租起', 'letFrom', '未售出租的第一天', 'First day of the let while unsold'),
  day('出租止', 'letTo', '未售出租的最后一天', 'Last day of the let while unsold'),
  day('反租起', 'leasebackFrom', '未交房反租的第一天', 'First day of the lease-back'),
  day('反租止', 'leasebackTo', '未交房反租的最后一天', 'Last day of the lease-back'),
]

const residents: readonly ImportColumn[] = [
  ...place,
  {
    header: '姓名',
    field: 'name',
    kind: 'text',
    longest: longestOf('person'),
    isName: true,
    required: true,
    note: { zh: '姓名或公司名称', en: 'Name of a person or company' },
  },
  {
    header: '身份',
    field: 'role',
    kind: 'choice',
    choices: residentRoles,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '电话',
    aliases: ['手机', '联系电话'],
    field: 'phone',
    kind: 'text',
    longest: longestOf('phone'),
    note: { zh: '多个用逗号分开', en: 'Several separated by commas' },
  },
  {
    header: '证件号',
    aliases: ['身份证号'],
    field: 'idNumber',
    kind: 'text',
    longest: longestOf('idNumber'),
    note: { zh: '按文本填写,可空', en: 'As text; may be empty' },
  },
  {
    header: '出生日期',
    field: 'birthOn',
    kind: 'date',
    note: { zh: '可空,由身份证号推出', en: 'May be empty; read from the ID number' },
  },
  {
    header: '车牌',
    aliases: ['车牌号'],
    field: 'plates',
    kind: 'text',
    longest: longestNote,
    note: { zh: '多个用逗号分开', en: 'Several separated by commas' },
  },
  {
    header: '起始',
    aliases: ['起始日期'],
    field: 'fromOn',
    kind: 'date',
    required: true,
    note: { zh: '成为业主/租户等的第一天', en: 'First day in this role' },
  },
  {
    header: '结束',
    aliases: ['结束日期'],
    field: 'toOn',
    kind: 'date',
    note: { zh: '最后一天,仍在则空', en: 'Last day; empty while it holds' },
  },
  {
    header: '分级',
    aliases: ['客户分级'],
    field: 'clientClass',
    kind: 'choice',
    suffix: '级',
    choices: clientClasses,
    note: { zh: 'A/B/C/D', en: 'A/B/C/D' },
  },
]

/** The 费项 every office begins with; an office may define more. */
const standardItems = ['物业费', '店面物业费', '车位管理费', '车位租金', '公摊费', '水费', '电费']

const item: ImportColumn = {
  header: '费项',
  aliases: ['收费项目', '费用项目'],
  field: 'item',
  kind: 'text',
  longest: longestOf('feeItem'),
  isName: true,
  required: true,
  offered: standardItems,
  note: { zh: '本单位已设的收费项目', en: 'A fee item of this office' },
  example: '物业费',
}

const period: readonly ImportColumn[] = [
  {
    header: '账期起',
    aliases: ['账期开始', '起'],
    field: 'fromOn',
    kind: 'first-day',
    required: true,
    note: { zh: '月份或日期,含当日', en: 'Month or date, inside' },
    example: '2024-03',
  },
  {
    header: '账期止',
    aliases: ['账期结束', '止'],
    field: 'toOn',
    kind: 'last-day',
    required: true,
    note: { zh: '月份或日期,含当日,不跨年', en: 'Month or date, inside; same year' },
    example: '2024-03',
  },
]

const amount: ImportColumn = {
  header: '金额',
  aliases: ['金额元'],
  field: 'amount',
  kind: 'money',
  required: true,
  note: { zh: '元,大于零,最多两位小数', en: 'Yuan, above zero, two decimals at most' },
  example: '116.00',
}

const charges: readonly ImportColumn[] = [
  ...place,
  item,
  ...period,
  {
    header: '应收日',
    aliases: ['应缴日'],
    field: 'dueOn',
    kind: 'date',
    required: true,
    note: { zh: '应当交费的日期,也作出账日期', en: 'Day the fee is due; counts as its publication' },
  },
  amount,
]

const discounts: readonly ImportColumn[] = [
  ...place,
  item,
  ...period,
  {
    header: '优惠类型',
    field: 'kind',
    kind: 'choice',
    choices: discountKinds,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '优惠日期',
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '批准或给予的日期', en: 'Day it was approved or given' },
  },
  { ...amount, note: { zh: '元,不超过该笔应收', en: 'Yuan, not above the charge' } },
  {
    header: '审批人',
    field: 'approver',
    kind: 'text',
    longest: longestOf('staff'),
    note: { zh: '可空', en: 'May be empty' },
  },
]

const payments: readonly ImportColumn[] = [
  {
    header: '收据号',
    aliases: ['收据编号', '票据号'],
    field: 'receiptNo',
    kind: 'text',
    longest: longestOf('receiptNo'),
    isName: true,
    required: true,
    note: { zh: '一张收据可有多行', en: 'One receipt may have several rows' },
  },
  {
    header: '收款日期',
    aliases: ['缴费日期', '日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '实际收款日期', en: 'Day the money was taken' },
  },
  ...place,
  item,
  {
    header: '来源',
    field: 'source',
    kind: 'choice',
    choices: paymentSources,
    note: { zh: '空则按其他', en: 'Other where empty' },
  },
  amount,
  {
    header: '方式',
    aliases: ['收款方式', '付款方式'],
    field: 'method',
    kind: 'choice',
    choices: paymentMethods,
    note: { zh: '空则按现金', en: 'Cash where empty' },
  },
  {
    header: '付款人',
    field: 'payer',
    kind: 'text',
    longest: longestOf('payer'),
    note: { zh: '可空', en: 'May be empty' },
  },
]

const readings: readonly ImportColumn[] = [
  ...place,
  {
    header: '表号',
    field: 'number',
    kind: 'text',
    longest: longestOf('meter'),
    isName: true,
    required: true,
    note: { zh: '表上的编号', en: 'Number on the meter' },
  },
  {
    header: '表类',
    field: 'kind',
    kind: 'choice',
    suffix: '表',
    choices: meterKinds,
    required: true,
    note: { zh: '水或电', en: 'Water or electricity' },
  },
  { header: '抄表日期', field: 'onDate', kind: 'date', required: true, note: { zh: '日期', en: 'Date' } },
  {
    header: '读数',
    field: 'value',
    kind: 'quantity',
    required: true,
    note: { zh: '表上读数,最多两位小数', en: 'As on the meter, two decimals at most' },
    example: '1024.5',
  },
]

const services: readonly ImportColumn[] = [
  { header: '日期', field: 'onDate', kind: 'date', required: true, note: { zh: '收支日期', en: 'Day of the money' } },
  {
    header: '类别',
    field: 'category',
    kind: 'choice',
    choices: serviceCategories,
    alsoCalled: { 其他服务: 'other' },
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  ...place.map(({ required: _, ...column }) => column),
  { ...amount, header: '收入', aliases: [], field: 'income', required: false, note: { zh: '元', en: 'Yuan' } },
  { ...amount, header: '支出', aliases: [], field: 'expense', required: false, note: { zh: '元', en: 'Yuan' } },
  {
    header: '收据号',
    field: 'receiptNo',
    kind: 'text',
    longest: longestOf('receiptNo'),
    isName: true,
    note: { zh: '可空', en: 'May be empty' },
  },
]

const jobs: readonly ImportColumn[] = [
  {
    header: '工单号',
    aliases: ['编号', '单号'],
    field: 'number',
    kind: 'text',
    longest: longestNumber,
    isName: true,
    required: true,
    note: { zh: '唯一,再次导入按此更新', en: 'Unique; a second import updates by it' },
  },
  {
    header: '登记时间',
    aliases: ['报修时间', '受理时间'],
    field: 'registeredAt',
    kind: 'moment',
    required: true,
    note: { zh: '日期或日期时间', en: 'Date, or date and time' },
    example: '2024-03-05 09:12',
  },
  {
    header: '来源',
    field: 'source',
    kind: 'choice',
    choices: jobSources,
    alsoCalled: { 巡查发现: 'patrol' },
    note: { zh: '空则按报修', en: 'Resident where empty' },
  },
  ...place.map(({ required: _, ...column }) => column),
  {
    header: '地点',
    field: 'place',
    kind: 'text',
    longest: longestOf('jobPlace'),
    note: { zh: '公共部位或室内位置', en: 'Common part, or where inside' },
  },
  {
    header: '工种',
    field: 'trade',
    kind: 'choice',
    choices: trades,
    note: { zh: '空则按其他', en: 'Other where empty' },
  },
  {
    header: '内容',
    field: 'content',
    kind: 'text',
    longest: longestOf('jobContent'),
    note: { zh: '报修内容', en: 'What is wrong' },
  },
  {
    header: '优先级',
    field: 'priority',
    kind: 'choice',
    choices: jobPriorities,
    note: { zh: '空则按普通', en: 'Normal where empty' },
  },
  {
    header: '收费类别',
    field: 'chargeClass',
    kind: 'choice',
    choices: chargeClasses,
    alsoCalled: { A有偿: 'paid', B合同: 'contract', C免费: 'free', D内务: 'internal' },
    note: { zh: '空则按免费', en: 'Free where empty' },
  },
  {
    header: '状态',
    field: 'state',
    kind: 'choice',
    choices: jobStates,
    note: { zh: '空则按待派工', en: 'Waiting where empty' },
  },
  {
    header: '完成时间',
    field: 'finishedAt',
    kind: 'moment',
    note: { zh: '已完成的必填,不早于登记', en: 'For finished ones; not before registration' },
  },
  {
    header: '处理人',
    field: 'worker',
    kind: 'text',
    longest: longestOf('staff'),
    isName: true,
    note: { zh: '可空,不在员工表的按文字保留', en: 'May be empty; kept as text' },
  },
]

const complaints: readonly ImportColumn[] = [
  {
    header: '投诉号',
    aliases: ['编号', '单号'],
    field: 'number',
    kind: 'text',
    longest: longestNumber,
    isName: true,
    required: true,
    note: { zh: '唯一,再次导入按此更新', en: 'Unique; a second import updates by it' },
  },
  {
    header: '受理时间',
    aliases: ['投诉时间', '登记时间'],
    field: 'receivedAt',
    kind: 'moment',
    required: true,
    note: { zh: '日期或日期时间', en: 'Date, or date and time' },
    example: '2024-03-05 09:12',
  },
  ...place.map(({ required: _, ...column }) => column),
  {
    header: '类型',
    field: 'kind',
    kind: 'choice',
    choices: complaintKinds,
    note: { zh: '空则按其他', en: 'Other where empty' },
  },
  {
    header: '内容',
    field: 'content',
    kind: 'text',
    longest: longestOf('complaintContent'),
    note: { zh: '投诉内容', en: 'What is complained of' },
  },
  {
    header: '有效',
    field: 'isValid',
    kind: 'choice',
    choices: { yes: '是', no: '否' },
    note: { zh: '空则按有效', en: 'Valid where empty' },
  },
  {
    header: '状态',
    field: 'state',
    kind: 'choice',
    choices: complaintStates,
    note: { zh: '空则按已受理', en: 'Received where empty' },
  },
  {
    header: '结案时间',
    field: 'closedAt',
    kind: 'moment',
    note: { zh: '已结案的必填,不早于受理', en: 'For closed ones; not before it was received' },
  },
  {
    header: '首接人',
    field: 'owner',
    kind: 'text',
    longest: longestOf('staff'),
    isName: true,
    note: { zh: '可空,不在员工表的按文字保留', en: 'May be empty; kept as text' },
  },
]

const visits: readonly ImportColumn[] = [
  {
    header: '日期',
    aliases: ['走访日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '走访日期,不晚于今天', en: 'Day of the visit, not after today' },
  },
  ...place,
  {
    header: '结果',
    aliases: ['走访结果'],
    field: 'result',
    kind: 'choice',
    choices: visitResults,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '问题类型',
    field: 'kind',
    kind: 'choice',
    choices: findingKinds,
    note: { zh: '一个问题一行,没有问题则空', en: 'One row a finding; empty where there is none' },
  },
  {
    header: '问题内容',
    field: 'content',
    kind: 'text',
    longest: longestOf('finding'),
    note: { zh: '反映的问题', en: 'What was said' },
  },
  {
    header: '走访人',
    field: 'visitor',
    kind: 'text',
    longest: longestOf('staff'),
    isName: true,
    note: { zh: '可空,不在员工表的按文字保留', en: 'May be empty; kept as text' },
  },
]

const surveys: readonly ImportColumn[] = [
  {
    header: '调查名称',
    field: 'survey',
    kind: 'text',
    longest: longestOf('survey'),
    isName: true,
    required: true,
    note: { zh: '没有的调查自动建立', en: 'A survey that is not there is made' },
    example: '2025年度满意度调查',
  },
  {
    header: '发放日期',
    field: 'issuedOn',
    kind: 'date',
    required: true,
    note: { zh: '发放日期,也作回收日期', en: 'Day of issue; counts as the day of return' },
  },
  ...place,
  {
    header: '是否收回',
    field: 'returned',
    kind: 'choice',
    choices: { yes: '是', no: '否' },
    note: { zh: '空则看有没有总体评价', en: 'Where empty, returned if there is a grade' },
  },
  {
    header: '总体评价',
    field: 'grade',
    kind: 'choice',
    choices: grades,
    note: { zh: '未评则空,不计入有效份数', en: 'Empty where none was given; not a valid reply' },
  },
]

const statements: readonly ImportColumn[] = [
  {
    header: '日期',
    aliases: ['交易日期', '交易时间', '记账日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '到账日期', en: 'Day the money arrived' },
  },
  {
    header: '渠道',
    field: 'channel',
    kind: 'choice',
    choices: statementChannelWords,
    required: true,
    note: { zh: '银行、微信或支付宝', en: 'Bank, WeChat or Alipay' },
  },
  {
    header: '流水号',
    aliases: ['交易流水号', '交易单号', '订单号'],
    field: 'reference',
    kind: 'text',
    longest: longestReference,
    isName: true,
    required: true,
    note: { zh: '同一渠道内唯一,按文本填写', en: 'Unique within its channel; as text' },
  },
  {
    header: '对方',
    aliases: ['对方户名', '对方名称', '交易对方'],
    field: 'counterparty',
    kind: 'text',
    longest: longestCounterparty,
    note: { zh: '可空', en: 'May be empty' },
  },
  { ...amount, note: { zh: '元,支出写负数', en: 'Yuan; what went out is negative' } },
  {
    header: '摘要',
    aliases: ['备注', '附言'],
    field: 'note',
    kind: 'text',
    longest: longestNote,
    note: { zh: '可空', en: 'May be empty' },
  },
]

const registrations: readonly ImportColumn[] = [
  {
    header: '类别',
    field: 'category',
    kind: 'choice',
    choices: registrationKinds,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '日期',
    aliases: ['办理日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: {
      zh: '办理日期,不晚于今天;广告为收款日期',
      en: 'Day of registering, not after today; of the payment for 广告',
    },
  },
  ...place.map(({ required: _, ...column }) => column),
  {
    header: '车场',
    field: 'carPark',
    kind: 'text',
    longest: longestOf('placeName'),
    isName: true,
    note: { zh: '车位出租必填', en: 'Needed for 车位出租' },
  },
  {
    header: '车位',
    field: 'space',
    kind: 'text',
    longest: longestOf('room'),
    isName: true,
    note: { zh: '车位出租必填,没有的车位自动建立', en: 'Needed for 车位出租; a space that is not there is made' },
  },
  {
    header: '编号',
    aliases: ['卡号', '合同号'],
    field: 'code',
    kind: 'text',
    longest: longestOf('recordCode'),
    isName: true,
    note: { zh: '门禁卡号、合同号、车牌', en: 'Number of the card or contract, plate' },
  },
  { header: '起', field: 'fromOn', kind: 'first-day', note: { zh: '起始日期', en: 'First day' } },
  { header: '止', field: 'toOn', kind: 'last-day', note: { zh: '最后一天', en: 'Last day' } },
  {
    ...amount,
    required: false,
    note: { zh: '元;车位为月租,广告为收款', en: 'Yuan; rent of a month, or received for 广告' },
  },
  {
    header: '备注',
    field: 'note',
    kind: 'text',
    longest: longestOf('recordNote'),
    note: { zh: '可空', en: 'May be empty' },
  },
]

const notices: readonly ImportColumn[] = [
  {
    header: '编号',
    aliases: ['文号'],
    field: 'code',
    kind: 'text',
    longest: longestOf('recordCode'),
    isName: true,
    required: true,
    note: { zh: '同一编号再次导入为更新', en: 'The same number again is an update' },
    example: 'TZ-2025-08',
  },
  {
    header: '标题',
    field: 'title',
    kind: 'text',
    longest: longestOf('recordTitle'),
    required: true,
    note: { zh: '通知标题', en: 'Title' },
  },
  {
    header: '日期',
    aliases: ['发放日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '发放日期,不晚于今天', en: 'Day of issue, not after today' },
  },
  {
    header: '范围',
    field: 'place',
    kind: 'text',
    longest: longestOf('recordPlace'),
    note: { zh: '发给谁,如 B区、全体业主', en: 'For whom' },
  },
  {
    header: '份数',
    field: 'copies',
    kind: 'quantity',
    required: true,
    note: { zh: '整数', en: 'A whole number' },
    example: '120',
  },
]

const eventColumns: readonly ImportColumn[] = [
  {
    header: '名称',
    aliases: ['活动名称'],
    field: 'name',
    kind: 'text',
    longest: longestOf('recordTitle'),
    required: true,
    note: { zh: '活动名称', en: 'Name of the event' },
  },
  {
    header: '日期',
    aliases: ['活动日期'],
    field: 'onDate',
    kind: 'date',
    required: true,
    note: { zh: '举办日期,不晚于今天', en: 'Day it was held, not after today' },
  },
  {
    header: '地点',
    field: 'place',
    kind: 'text',
    longest: longestOf('recordPlace'),
    note: { zh: '可空', en: 'May be empty' },
  },
  {
    header: '对象',
    field: 'audience',
    kind: 'text',
    longest: longestOf('person'),
    note: { zh: '如 60岁以上业主', en: 'For whom, such as residents over 60' },
  },
  {
    header: '参加人数',
    field: 'participants',
    kind: 'quantity',
    note: { zh: '整数', en: 'A whole number' },
  },
]

const cleaning: readonly ImportColumn[] = [
  { header: '日期', field: 'onDate', kind: 'date', required: true, note: { zh: '不晚于今天', en: 'Not after today' } },
  {
    header: '项目',
    field: 'item',
    kind: 'text',
    longest: longestOf('tallyItem'),
    isName: true,
    required: true,
    offered: [...Object.values(tallyRegister('cleaning').items), ...Object.values(tallyRegister('greening').items)].map(
      ({ zh }) => zh,
    ),
    note: { zh: '列表以外的按本单位自设项目', en: 'Others become items of this office' },
    example: '主干道冲洗',
  },
  {
    header: '地点',
    field: 'place',
    kind: 'text',
    longest: longestOf('tallyPlace'),
    note: { zh: '空置房保洁写房屋，如 1-101', en: 'Of vacant units the unit, such as 1-101' },
    example: 'B区',
  },
  { header: '次数', field: 'quantity', kind: 'quantity', note: { zh: '整数，空则按 1', en: 'Whole; one where empty' } },
  {
    header: '用工',
    aliases: ['用工数', '个工'],
    field: 'labourDays',
    kind: 'quantity',
    note: { zh: '外聘用工，个工，可有半个', en: 'Days of hired labour, halves too' },
    example: '1.5',
  },
  {
    header: '检查人',
    field: 'inspector',
    kind: 'text',
    longest: longestOf('inspector'),
    isName: true,
    note: { zh: '可空', en: 'May be empty' },
  },
  { header: '评分', field: 'score', kind: 'quantity', note: { zh: '0 到 100，可空', en: '0 to 100; may be empty' } },
]

export const importColumns: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  units,
  residents,
  charges,
  discounts,
  payments,
  readings,
  services,
  statements,
  jobs,
  complaints,
  visits,
  surveys,
  registrations,
  notices,
  events: eventColumns,
  ...storeColumns,
  cleaning,
  equipment: equipmentColumns,
}

/** All headers by which a column is known; a date column also as `交房日期` and `交房时间`. */
export function spellingsOf(column: ImportColumn): string[] {
  const names = [column.header, ...(column.aliases ?? [])]
  const isBare = column.kind === 'date' && !column.header.endsWith('日期')
  return isBare ? names.flatMap((name) => [name, `${name}日期`, `${name}时间`]) : names
}

/** The header under which a field stands in the workbook of a kind. */
export function headerOf(kind: ImportKind, field: string | undefined): string | undefined {
  return importColumns[kind].find((column) => column.field === field)?.header ?? field
}
