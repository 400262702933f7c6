import { addDays, type DateText } from '../contract/dates.ts'
import type { JobCompletion, JobFields } from '../contract/jobs.ts'
import type { EnquiryKind, JobWait } from '../contract/vocabulary.ts'
import type { Desk } from '../core/context.ts'
import { answerCall } from '../core/intake/enquiries.ts'
import { addAbsence } from '../core/jobs/absence.ts'
import { addReporter } from '../core/jobs/reporters.ts'
import { type JobStep, registerJob, stepJob } from '../core/jobs/service.ts'
import { deskOf, versionOf } from './sampleDay.ts'

/**
 * What the sample office's desk has had to do of late, by the ordinary use cases: jobs left from yesterday, paid ones
 * with materials, some that wait, some that are late, one lift that five people called about, questions answered at once.
 */
export async function writeSampleJobDesk(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  // The published year has its jobs already.
  if (today < '2026-03-01') return
  const clerk = await deskOf(desk, '林晓婷')
  const workers = await workersOf(desk)
  const homes = await livedIn(desk)
  const context: Context = { clerk, workers, homes, today }
  for (const [index, job] of paidJobs.entries()) await paidJob(context, index, job)
  for (const [index, job] of waitingJobs.entries()) await waitingJob(context, index, job)
  for (const [index, job] of leftovers.entries()) {
    await registerJob(clerk(addDays(today, -1), job.time), {
      ...callAt(context, 40 + index),
      ...job.told,
      requestKey: null,
    })
  }
  for (const [index, job] of overdue.entries()) await overdueJob(context, index, job)
  for (const [index, job] of thisMorning.entries()) {
    await registerJob(clerk(today, job.time), { ...callAt(context, 44 + index), ...job.told, requestKey: null })
  }
  await oneLift(context)
  for (const [index, call] of calls.entries()) await answered(context, index, call)
  const [, , away] = workers
  if (away) {
    const days = { fromOn: addDays(today, -1), toOn: addDays(today, 1) }
    await addAbsence(clerk(addDays(today, -2)), { staffId: away.id, ...days, reason: '调休' })
  }
}

interface Home {
  readonly unitId: number
  readonly personId: number
  readonly name: string
  readonly phone: string
}

interface Context {
  readonly clerk: (day: DateText, time?: string) => Desk
  readonly workers: readonly { readonly id: number }[]
  /** Households, in an order that spreads over the estate. */
  readonly homes: readonly Home[]
  readonly today: DateText
}

type Told = Pick<JobFields, 'place' | 'trade' | 'content' | 'priority' | 'chargeClass'>

async function workersOf({ db }: Desk) {
  return db
    .selectFrom('staff')
    .innerJoin('staff_role', 'staff_role.staff_id', 'staff.id')
    .select('staff.id')
    .where('staff_role.role', '=', 'engineering')
    .where('staff.active', '=', 1)
    .orderBy('staff.id')
    .execute()
}

async function livedIn({ db, clock }: Desk): Promise<Home[]> {
  const rows = await db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('stay', 'stay.unit_id', 'residency.unit_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .select(['residency.unit_id as unitId', 'person.id as personId', 'person.name', 'person.phone'])
    .where('unit.kind', '=', 'residence')
    .where('residency.role', '=', 'owner')
    .where('residency.to_on', 'is', null)
    .where('stay.moved_out_on', 'is', null)
    .where('stay.moved_in_on', '<=', addDays(clock.today(), -200))
    .where('person.phone', '!=', '')
    .orderBy('residency.unit_id')
    .execute()
  // Every 37th household: neighbours do not call in a row.
  return rows.map((_, index) => rows[(index * 37 + 19) % rows.length] as Home)
}

function callAt({ homes }: Context, index: number): Omit<JobFields, keyof Told> {
  const home = homes[index % homes.length] as Home
  const { unitId, personId, name, phone } = home
  return { source: 'resident', unitId, personId, caller: name, phone, appointedOn: null, appointedTime: '' }
}

/** A step by the version the job has just now. */
async function step(desk: Desk, id: number, event: JobStep['event'], more: Partial<JobStep> = {}): Promise<void> {
  const version = await versionOf(desk, 'job', id)
  await stepJob(desk, { id, version, event, reason: '', workerId: null, result: '', ...more })
}

interface PaidJob {
  readonly daysAgo: number
  readonly told: Told
  readonly result: string
  readonly materials: JobCompletion['materials']
  readonly labourCenti: number
}

const repair = { place: '', trade: 'plumbing-electric', priority: 'normal', chargeClass: 'paid' } as const

const paidJobs: readonly PaidJob[] = [
  {
    daysAgo: 23,
    told: { ...repair, content: '卫生间淋浴龙头漏水，要求更换' },
    result: '更换淋浴龙头一套，试水正常',
    materials: [
      { name: '淋浴龙头', quantityCenti: 100, price: 16_800 },
      { name: '生料带', quantityCenti: 100, price: 300 },
    ],
    labourCenti: 100,
  },
  {
    daysAgo: 15,
    told: { ...repair, content: '客厅吸顶灯不亮，自备灯具请人安装' },
    result: '拆旧装新，接线端子更换',
    materials: [{ name: '接线端子', quantityCenti: 400, price: 250 }],
    labourCenti: 150,
  },
  {
    daysAgo: 9,
    told: { ...repair, content: '厨房下水管堵塞，已自行疏通无效' },
    result: '机械疏通，更换存水弯',
    materials: [{ name: '存水弯', quantityCenti: 100, price: 3_550 }],
    labourCenti: 200,
  },
  {
    daysAgo: 4,
    told: { ...repair, trade: 'civil', content: '卧室门锁芯损坏，打不开' },
    result: '更换锁芯，交钥匙五把',
    materials: [{ name: '锁芯', quantityCenti: 100, price: 9_500 }],
    labourCenti: 50,
  },
]

const hourly = 6_000

async function paidJob(context: Context, index: number, job: PaidJob): Promise<void> {
  const day = addDays(context.today, -job.daysAgo)
  const { id } = await registerJob(context.clerk(day, '09:10'), {
    ...callAt(context, index),
    ...job.told,
    requestKey: null,
  })
  const worker = context.workers[index % context.workers.length]
  await step(context.clerk(day, '09:20'), id, 'dispatch', { workerId: worker?.id ?? null })
  const cost = job.materials.reduce((sum, line) => sum + Math.round((line.quantityCenti * line.price) / 100), 0)
  const charged = cost + Math.round((job.labourCenti * hourly) / 100)
  const { materials, labourCenti } = job
  await step(context.clerk(day, '16:40'), id, 'complete', {
    result: job.result,
    completion: { finishedAt: '', chargeClass: 'paid', materials, labourCenti, labourPrice: hourly, charged },
  })
}

const waitingJobs: readonly { readonly told: Told; readonly waitFor: JobWait; readonly reason: string }[] = [
  {
    told: { ...repair, chargeClass: 'free', content: '阳台推拉窗滑轮断裂，关不严' },
    waitFor: 'material',
    reason: '滑轮型号停产，已向厂家订货',
  },
  {
    told: { ...repair, trade: 'intelligent-systems', chargeClass: 'free', content: '可视对讲无图像，只有声音' },
    waitFor: 'resident',
    reason: '两次上门家中无人，已约周末',
  },
  {
    told: { ...repair, trade: 'civil', chargeClass: 'free', content: '外墙渗水，次卧墙角发霉' },
    waitFor: 'material',
    reason: '防水材料待采购审批',
  },
]

async function waitingJob(
  context: Context,
  index: number,
  { told, waitFor, reason }: (typeof waitingJobs)[number],
): Promise<void> {
  const day = addDays(context.today, -6 + index)
  const { id } = await registerJob(context.clerk(day, '10:05'), {
    ...callAt(context, 10 + index),
    ...told,
    requestKey: null,
  })
  const worker = context.workers[(index + 1) % context.workers.length]
  await step(context.clerk(day, '10:15'), id, 'dispatch', { workerId: worker?.id ?? null })
  await step(context.clerk(day, '10:50'), id, 'start')
  await step(context.clerk(day, '15:30'), id, 'suspend', { waitFor, reason })
}

/** Jobs that somebody was sent to and that have not come to an end in the promised time. */
const overdue: readonly { readonly daysAgo: number; readonly told: Told }[] = [
  { daysAgo: 4, told: { ...repair, chargeClass: 'free', content: '主卧空调回路一用就跳闸，查了两次没有查到' } },
  { daysAgo: 4, told: { ...repair, trade: 'civil', chargeClass: 'free', content: '书房飘窗下口渗水，下雨时更大' } },
  { daysAgo: 5, told: { ...repair, trade: 'civil', chargeClass: 'free', content: '入户门框变形，关门要用力撞' } },
  { daysAgo: 6, told: { ...repair, chargeClass: 'free', content: '厨房下水管隔几天就堵，要求查主管' } },
  {
    daysAgo: 5,
    told: { ...repair, trade: 'intelligent-systems', chargeClass: 'free', content: '呼叫中心机时通时断，访客等在楼下' },
  },
  { daysAgo: 7, told: { ...repair, trade: 'civil', chargeClass: 'free', content: '阳台外沿瓷砖松动，楼下有人走' } },
]

async function overdueJob(context: Context, index: number, { daysAgo, told }: (typeof overdue)[number]): Promise<void> {
  const day = addDays(context.today, -daysAgo)
  const { id } = await registerJob(context.clerk(day, '11:05'), {
    ...callAt(context, 20 + index),
    ...told,
    requestKey: null,
  })
  // The third of the workers is away in these days.
  const worker = context.workers[[0, 1, 3][index % 3] ?? 0]
  await step(context.clerk(day, '11:20'), id, 'dispatch', { workerId: worker?.id ?? null })
  if (index % 3 !== 2) await step(context.clerk(day, '15:05'), id, 'start')
}

/** Calls of yesterday evening that nobody has been sent to yet. */
const leftovers: readonly { readonly time: string; readonly told: Told }[] = [
  {
    time: '17:42',
    told: {
      ...repair,
      place: '入户水表间',
      priority: 'high',
      chargeClass: 'free',
      content: '水表间阀门渗水，地面有积水',
    },
  },
  { time: '18:05', told: { ...repair, chargeClass: 'free', content: '主卧插座有焦味，已关空开' } },
]

/** What has come in today before anybody was sent out. */
const thisMorning: readonly { readonly time: string; readonly told: Told }[] = [
  {
    time: '06:52',
    told: { ...repair, priority: 'urgent', chargeClass: 'free', content: '主卫角阀断了，水喷出来，已关总阀' },
  },
  { time: '07:18', told: { ...repair, chargeClass: 'free', content: '厨房水槽下水慢，水漫到台面' } },
  { time: '07:35', told: { ...repair, trade: 'civil', chargeClass: 'free', content: '次卧窗户把手断了，窗关不上' } },
  {
    time: '07:49',
    told: { ...repair, trade: 'intelligent-systems', chargeClass: 'free', content: '单元门禁刷卡没反应，要等人开' },
  },
]

/** A lift that stands still: one job of the common part, more callers, and a second job that went into the first. */
async function oneLift(context: Context): Promise<void> {
  const { clerk, today, workers } = context
  const day = addDays(today, -1)
  const told = { trade: 'lift', priority: 'urgent', chargeClass: 'contract', place: '1栋2号梯' } as const
  const common = { ...callAt(context, 50), unitId: null }
  const first = await registerJob(clerk(day, '19:02'), {
    ...common,
    ...told,
    content: '2号梯停在五楼不动，门打不开，里面没有人',
    requestKey: null,
  })
  const second = await registerJob(clerk(day, '19:06'), {
    ...common,
    ...callAt(context, 51),
    unitId: null,
    ...told,
    content: '2号梯停在五楼不动了',
    requestKey: null,
  })
  const notes = ['几点能修好', '老人下不了楼', '电梯不动']
  for (const [index, note] of notes.entries()) {
    const { unitId, personId, caller, phone } = callAt(context, 52 + index)
    const requestKey = `sample-lift-${index}`
    await addReporter(clerk(day, `19:1${index}`), {
      jobId: first.id,
      unitId,
      personId,
      caller,
      phone,
      note,
      requestKey,
    })
  }
  await step(clerk(day, '19:08'), second.id, 'merge', { intoId: first.id, reason: '同一台电梯' })
  await step(clerk(day, '19:15'), first.id, 'dispatch', { workerId: workers[0]?.id ?? null })
}

const calls: readonly { readonly kind: EnquiryKind; readonly content: string; readonly answer: string }[] = [
  { kind: 'enquiry', content: '物业费可以微信交吗', answer: '可以，到收费台扫码或电话登记后发缴费码' },
  { kind: 'enquiry', content: '装修要办什么手续', answer: '带房产证复印件、装修方案来填申请表，交押金后办出入证' },
  { kind: 'suggestion', content: '南门晚上灯太暗，建议加一盏路灯', answer: '已转工程部评估，一周内回复' },
  { kind: 'enquiry', content: '门禁卡丢了怎么补', answer: '带身份证到前台补办，工本费二十元，旧卡当场停用' },
  { kind: 'enquiry', content: '快递柜是不是换公司了', answer: '本月起由新公司管理，取件码短信照旧' },
  { kind: 'suggestion', content: '希望儿童区铺软垫', answer: '' },
  { kind: 'enquiry', content: '垃圾分类投放时间', answer: '早七点到九点，晚六点到八点半' },
  { kind: 'enquiry', content: '想租一个地下车位', answer: 'B区还有空位，带行驶证来签租位协议' },
  { kind: 'suggestion', content: '遛狗牵绳请多提醒', answer: '已安排秩序员加强巡查并在群里提示' },
  { kind: 'enquiry', content: '停水通知什么时候结束', answer: '供水公司检修，预计下午四点恢复' },
]

async function answered(context: Context, index: number, call: (typeof calls)[number]): Promise<void> {
  const day = addDays(context.today, -1 - index * 3)
  const { unitId, personId, caller, phone } = callAt(context, 80 + index)
  await answerCall(context.clerk(day, `1${index % 6}:2${index % 10}`), {
    ...call,
    unitId,
    personId,
    caller,
    phone,
    requestKey: null,
  })
}
