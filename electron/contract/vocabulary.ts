/**
 * The fixed lists of the product: code name → the word of the import workbooks.
 * Words on screen come from the locale catalogues under the same code names.
 */
export const unitKinds = { residence: '住宅', villa: '别墅', shop: '店面', parking: '车位', storage: '储藏间' } as const
export type UnitKind = keyof typeof unitKinds

export const residentRoles = { owner: '业主', tenant: '租户', family: '家属', contact: '联系人' } as const
export type ResidentRole = keyof typeof residentRoles

export const clientClasses = { A: 'A', B: 'B', C: 'C', D: 'D' } as const
export type ClientClass = keyof typeof clientClasses

export type PersonKind = 'person' | 'company'
export type LeaseKind = 'unsold-let' | 'leaseback'
export type HandoverState = 'appointed' | 'inspecting' | 'done' | 'cancelled'
export type HandoverItemKind = 'inspection' | 'meter' | 'document'

export const paymentSources = { renewal: '续交', handover: '交房', other: '其他' } as const
export type PaymentSource = keyof typeof paymentSources

export const paymentMethods = { cash: '现金', transfer: '转账', wechat: '微信', alipay: '支付宝', pos: '刷卡' } as const
export type PaymentMethod = keyof typeof paymentMethods

/** Discount kinds of the workbooks; a write-off reduces a charge too but is no discount. */
export const discountKinds = { vacancy: '空置优惠', 'prepay-gift': '预缴赠送', relief: '人工减免' } as const
export type DiscountKind = keyof typeof discountKinds

/** Categories of the paid-services workbook. */
export const serviceCategories = {
  housekeeping: '家政',
  'plumbing-electric': '水电维修',
  'agency-and-drains': '中介疏通',
  other: '其他',
} as const
export type ServiceCategory = keyof typeof serviceCategories

/** Where a job comes from. */
export const jobSources = { resident: '报修', patrol: '巡查', internal: '内部' } as const
export type JobSource = keyof typeof jobSources

export const trades = {
  'plumbing-electric': '水电',
  civil: '土建',
  'intelligent-systems': '智能化',
  lift: '电梯',
  other: '其他',
} as const
export type Trade = keyof typeof trades

export const jobPriorities = { urgent: '紧急', high: '高', normal: '普通', low: '低' } as const
export type JobPriority = keyof typeof jobPriorities

/** Who bears the cost of a job: A paid, B contract, C free, D internal. */
export const chargeClasses = { paid: '有偿', contract: '合同', free: '免费', internal: '内务' } as const
export type ChargeClass = keyof typeof chargeClasses

/** What a complaint is about. */
export const complaintKinds = {
  attitude: '服务态度',
  facilities: '后勤保障',
  'security-and-vehicles': '安全及车辆秩序',
  'cleaning-and-greening': '保洁绿化',
  fees: '收费',
  other: '其他',
} as const
export type ComplaintKind = keyof typeof complaintKinds

/** What a complaint came from, as it was found when it was closed. */
export const complaintCauses = {
  conduct: '人员服务',
  workmanship: '施工维修质量',
  delay: '处理不及时',
  communication: '沟通解释不到位',
  equipment: '设施老化',
  outside: '外部原因',
  other: '其他',
} as const
export type ComplaintCause = keyof typeof complaintCauses
/** A repair, or something the resident orders. */
export const jobKinds = { repair: '报修', service: '服务单' } as const
export type JobKind = keyof typeof jobKinds

/** What a suspended job waits for. */
export const jobWaits = { material: '待料', resident: '待业主' } as const
export type JobWait = keyof typeof jobWaits

/** When a picture of a job was taken. */
export const jobMoments = { before: '维修前', after: '维修后' } as const
export type JobMoment = keyof typeof jobMoments

/** Calls that are answered on the spot; they are no jobs. */
export const enquiryKinds = { enquiry: '咨询', suggestion: '建议' } as const
export type EnquiryKind = keyof typeof enquiryKinds

/** How work was done again: the job itself was reopened, or a new one was linked to it. */
export const reworkWays = { reopened: '重开', linked: '另开' } as const
export type ReworkWay = keyof typeof reworkWays

/** How a visit to a household went: 已访 无人 拒访(闭门羹). */
export const visitResults = { met: '已访', absent: '无人', refused: '拒访' } as const
export type VisitResult = keyof typeof visitResults

/** What households speak of when they are visited. */
export const findingKinds = {
  attitude: '服务态度',
  facilities: '后勤保障',
  'security-and-vehicles': '安全及车辆秩序',
  'cleaning-and-greening': '保洁绿化',
} as const
export type FindingKind = keyof typeof findingKinds

/** Grades of a satisfaction survey, the best first; the first two are satisfied. */
export const grades = {
  'very-satisfied': '非常满意',
  satisfied: '满意',
  'so-so': '一般',
  dissatisfied: '不满意',
  'very-dissatisfied': '非常不满意',
} as const
export type GradeName = keyof typeof grades

/** Where money arrives that a statement tells of. */
export const statementChannelWords = { bank: '银行', wechat: '微信', alipay: '支付宝' } as const

export const meterKinds = { water: '水', electricity: '电' } as const
export type MeterKind = keyof typeof meterKinds

/** Ways of asking a debtor to pay. */
export const contactWays = ['phone', 'visit', 'sms', 'notice'] as const
export type ContactWay = (typeof contactWays)[number]

export const contactOutcomes = ['reached', 'promised', 'refused', 'not-reached', 'delivered'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

export const promiseStates = ['open', 'kept', 'broken'] as const
export type PromiseState = (typeof promiseStates)[number]

/** Steps of a legal case: 催告 起诉 调解 执行 结案. */
export const legalStates = ['demand', 'suit', 'mediation', 'enforcement', 'closed'] as const
export type LegalState = (typeof legalStates)[number]

/** Where the limitation period of a claim stands: running, about to end, over. */
export const limitationStates = ['running', 'soon', 'lapsed'] as const
export type LimitationState = (typeof limitationStates)[number]

/** Occupancy category of a unit on a date: derived from its dated facts, never typed in. */
export const occupancyCategories = [
  'decorated-resident',
  'undecorated-resident',
  'decorating',
  'decorated-vacant',
  'vacant',
  'unsold-let',
  'undelivered-leaseback',
  'undelivered',
] as const
export type OccupancyCategory = (typeof occupancyCategories)[number]

/** The code names of one fixed list, typed for `z.enum`. */
export function codesOf<T extends Record<string, string>>(list: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(list) as [keyof T & string, ...(keyof T & string)[]]
}
