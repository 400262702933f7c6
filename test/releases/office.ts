import { importRows } from '../../electron/backend/sampleRows.ts'
import { noRegisterFields } from '../../electron/contract/registers.ts'
import { publishRun } from '../../electron/core/billing/run.ts'
import { assignTariff, saveTariff } from '../../electron/core/billing/tariffs.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import { closeShift, openShift } from '../../electron/core/books/shifts.ts'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { takePayment } from '../../electron/core/counter/take.ts'
import { saveZone } from '../../electron/core/estate/service.ts'
import { appointHandover } from '../../electron/core/handover/service.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { createRecord } from '../../electron/core/registers/service.ts'
import { writeSettings } from '../../electron/core/settings/index.ts'
import { signReport } from '../../electron/core/signoff/service.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { saveTarget } from '../../electron/core/summary/targets.ts'
import { saveQuestionnaire } from '../../electron/core/surveys/questionnaires.ts'
import { createSurvey, issueForms } from '../../electron/core/surveys/service.ts'

/** The day on which an office of a release is made, and the years whose figures are kept beside it. */
export const releaseDay = '2026-11-28'
export const releaseYears = [2025, 2026] as const

type Row = Readonly<Record<string, string | number | null>>

const at = (room: string): Row => ({ area: 'B区', building: '1栋', room })

/**
 * Fills an empty office through its ordinary services: seven units and their households, fees imported, billed, paid and
 * closed, the service desk, visits, surveys, and a row at least of every register. Small, and every row is plausible.
 */
export async function fillOffice(desk: Desk): Promise<void> {
  await writeSettings(desk, { officeName: '翠湖花园物业服务中心' })
  const person = async (name: string, ...roles: Desk['actor']['roles']): Promise<Desk> => {
    const id = await createStaff(desk, { name, roles: [...roles], secret: '1234' })
    return { ...desk, actor: { id, name, roles } }
  }
  const manager = await person('黄国辉', 'manager', 'administrator')
  const cashier = await person('陈美玲', 'cashier', 'front-desk')
  const accountant = await person('郑雅萍', 'accountant')
  const engineer = await person('苏志强', 'engineering')
  await estate(manager)
  await fees(accountant, cashier)
  await serviceDesk(cashier, engineer)
  await registers(manager, cashier)
  await saveTarget(manager, {
    figure: 'fees/received',
    year: 2025,
    direction: 'at-least',
    value: 9000,
    note: '',
    version: 0,
  })
  await closeMonth(accountant, '2025-12')
  await signReport(manager, { year: 2025, span: 'year', note: '' })
}

async function estate(desk: Desk): Promise<void> {
  const lived = { kind: 'residence', areaCenti: 8941, readyOn: '2020-01-01', soldOn: '2019-06-01' }
  const moved = { ...lived, handedOverOn: '2020-03-10', movedInOn: '2020-09-01' }
  await importRows(desk, 'units', [
    { ...at('101'), ...moved, decorationStartedOn: '2020-04-01', decorationFinishedOn: '2020-08-01' },
    { ...at('102'), ...moved },
    { ...at('201'), ...lived, handedOverOn: '2025-05-06', decorationStartedOn: '2025-06-01' },
    { ...at('202'), ...lived, handedOverOn: '2025-07-01' },
    { ...at('301'), ...lived, dueOn: '2025-06-30', leasebackFrom: '2025-01-01', leasebackTo: '2025-12-31' },
    { ...at('302'), ...lived, soldOn: null, letFrom: '2024-01-01' },
    { ...at('店1'), kind: 'shop', areaCenti: 12_000, readyOn: '2020-01-01', handedOverOn: '2020-02-01' },
  ])
  const household = (room: string, name: string, more: Row = {}): Row => ({
    ...at(room),
    name,
    role: 'owner',
    fromOn: '2020-03-10',
    ...more,
  })
  await importRows(desk, 'residents', [
    household('101', '林秀珍', { phone: '13800000101', birthOn: '1958-03-08', clientClass: 'A', plates: '闽D10101' }),
    household('101', '林小宝', { role: 'family' }),
    household('102', '陈志明', { phone: '13800000102', toOn: '2025-06-30' }),
    household('102', '吴丽华', { phone: '13800000202', fromOn: '2025-07-01' }),
    household('201', '张伟', { fromOn: '2025-05-06' }),
    household('202', '李娜', { fromOn: '2025-07-01' }),
    household('301', '黄晓东', { fromOn: '2019-06-01' }),
    household('店1', '好邻居超市', { role: 'tenant', fromOn: '2020-02-01' }),
  ])
  const steward = await desk.db.selectFrom('staff').select('id').where('name', '=', '陈美玲').executeTakeFirst()
  const areaIds = (await desk.db.selectFrom('area').select('id').execute()).map(({ id }) => id)
  await saveZone(desk, { id: null, version: 0, name: '第一片区', stewardId: steward?.id ?? null, areaIds })
  await appointHandover(desk, {
    unitId: await unitNamed(desk, '301'),
    appointedOn: desk.clock.today(),
    appointedTime: '14:30',
    receiver: '黄晓东',
  })
}

async function fees(desk: Desk, cashier: Desk): Promise<void> {
  const month = (room: string, first: string, last: string, amount: number): Row => ({
    ...at(room),
    item: '物业费',
    fromOn: first,
    toOn: last,
    dueOn: last,
    amount,
  })
  await importRows(desk, 'charges', [
    month('101', '2025-01-01', '2025-06-30', 64_375),
    month('101', '2025-07-01', '2025-12-31', 64_375),
    month('102', '2025-01-01', '2025-06-30', 64_375),
    month('102', '2025-07-01', '2025-12-31', 64_375),
    month('202', '2025-07-01', '2025-12-31', 64_375),
  ])
  await importRows(desk, 'discounts', [
    { ...month('202', '2025-07-01', '2025-12-31', 32_188), kind: 'vacancy', onDate: '2025-12-31', approver: '黄国辉' },
  ])
  const paid = (receiptNo: string, room: string, onDate: string, amount: number, more: Row = {}): Row => ({
    ...at(room),
    receiptNo,
    onDate,
    item: '物业费',
    source: 'renewal',
    method: 'wechat',
    amount,
    ...more,
  })
  await importRows(desk, 'payments', [
    paid('S25-0001', '101', '2025-01-15', 128_750, { payer: '林秀珍' }),
    paid('S25-0002', '102', '2025-06-20', 64_375, { method: 'transfer' }),
    // More than is owed yet: held for what falls due later.
    paid('S25-0003', '202', '2025-12-31', 50_000, { method: 'cash' }),
  ])
  const tariffId = await saveTariff(desk, {
    id: null,
    version: 0,
    itemId: await itemNamed(desk, '物业费'),
    name: '住宅物业费',
    basis: 'area-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 31,
    dueIn: 'last',
    payer: 'owner',
    source: '前期物业服务合同',
    active: true,
    prices: [{ fromOn: '2026-01-01', toOn: null, priceE4: 12_000 }],
  })
  const homes = { kinds: ['residence' as const] }
  await assignTariff(desk, { tariffId, units: homes, fromOn: '2026-01-01', toOn: null, ratioBp: 10_000 })
  await publishRun(desk, {
    itemId: await itemNamed(desk, '物业费'),
    fromMonth: '2026-01',
    toMonth: '2026-10',
    publishedOn: '2026-11-01',
    place: {},
  })
  await importRows(desk, 'readings', [
    { ...at('101'), number: 'W-101', kind: 'water', onDate: '2026-09-30', value: 12_000 },
    { ...at('101'), number: 'W-101', kind: 'water', onDate: '2026-10-31', value: 12_900 },
  ])
  await importRows(desk, 'services', [
    { ...at('101'), onDate: '2025-08-12', category: 'housekeeping', income: 12_000, expense: 4_000 },
  ])
  await importRows(desk, 'statements', [
    { onDate: '2026-11-20', channel: 'wechat', reference: 'WX-1', amount: 10_729, counterparty: '吴丽华' },
  ])
  const shift = await openShift(cashier, { counts: { '10000': 5 }, note: '' })
  await takePayment(cashier, {
    requestKey: 'release-1',
    onDate: cashier.clock.today(),
    payer: '吴丽华',
    payerId: null,
    source: 'renewal',
    methods: [{ method: 'wechat', amount: 10_729 }],
    tendered: null,
    note: '',
    lines: [
      {
        unitId: await unitNamed(desk, '102'),
        itemId: await itemNamed(desk, '物业费'),
        amount: 10_729,
        debtorId: null,
        choices: [],
      },
    ],
    shown: [],
    penalties: [],
  })
  await closeShift(cashier, { id: shift, version: 1, counts: { '10000': 5 }, note: '' })
}

async function serviceDesk(desk: Desk, engineer: Desk): Promise<void> {
  const job = (number: string, registeredAt: string, more: Row): Row => ({
    ...at('101'),
    number,
    registeredAt,
    source: 'resident',
    trade: 'plumbing-electric',
    priority: 'normal',
    chargeClass: 'free',
    content: '厨房水管漏水',
    state: 'done',
    ...more,
  })
  await importRows(desk, 'jobs', [
    job('GD25-0001', '2025-03-04 09:10', { finishedAt: '2025-03-04 15:00', worker: '苏志强' }),
    job('GD25-0002', '2025-03-20 10:00', { finishedAt: '2025-03-28 10:00', content: '水管又漏' }),
    job('GD25-0003', '2025-09-01 08:30', { state: 'cancelled', trade: 'civil', content: '墙面裂缝' }),
  ])
  await importRows(desk, 'complaints', [
    {
      ...at('102'),
      number: 'TS25-0001',
      receivedAt: '2025-04-02 11:00',
      kind: 'cleaning-and-greening',
      content: '楼道积水',
      isValid: 'yes',
      state: 'closed',
      closedAt: '2025-04-03 17:00',
      owner: '陈美玲',
    },
  ])
  const { id } = await registerJob(desk, {
    source: 'resident',
    unitId: await unitNamed(desk, '102'),
    place: '卫生间',
    personId: null,
    caller: '吴女士',
    phone: '13800000202',
    trade: 'plumbing-electric',
    content: '灯不亮',
    priority: 'high',
    chargeClass: 'paid',
    appointedOn: null,
    appointedTime: '',
    requestKey: null,
  })
  const steps = { reason: '', workerId: engineer.actor.id, result: '' }
  await stepJob(desk, { ...steps, id, version: 1, event: 'dispatch' })
  await stepJob(engineer, {
    ...steps,
    id,
    version: 2,
    event: 'complete',
    result: '已换灯',
    completion: {
      finishedAt: '',
      chargeClass: 'paid',
      materials: [{ name: 'LED 灯管', quantityCenti: 100, price: 2_500 }],
      labourCenti: 100,
      labourPrice: 3_000,
      charged: 5_500,
    },
  })
  await receiveComplaint(desk, {
    unitId: await unitNamed(desk, '201'),
    personId: null,
    caller: '张伟',
    phone: '',
    place: '消防通道',
    kind: 'security-and-vehicles',
    against: '',
    content: '消防通道停车',
    requestKey: null,
  })
  const visit = (room: string, onDate: string, more: Row): Row => ({ ...at(room), onDate, visitor: '陈美玲', ...more })
  await importRows(desk, 'visits', [
    visit('101', '2025-05-20', { result: 'met', kind: 'facilities', content: '希望增加长椅' }),
    visit('102', '2025-05-21', { result: 'absent' }),
  ])
  await importRows(desk, 'surveys', [
    { ...at('101'), survey: '2025年满意度', issuedOn: '2025-10-01', returned: 'yes', grade: 'satisfied' },
    { ...at('102'), survey: '2025年满意度', issuedOn: '2025-10-01', returned: 'no' },
  ])
  const editionId = await saveQuestionnaire(desk, {
    name: '问卷',
    questions: [{ kind: 'grade', words: '保洁', choices: [] }],
  })
  const surveyId = await createSurvey(desk, { name: '2026年调查', editionId })
  await issueForms(desk, { surveyId, areas: [], households: 'moved-in', dryRun: false })
}

async function registers(desk: Desk, clerk: Desk): Promise<void> {
  await importRows(desk, 'registrations', [
    { ...at('201'), category: 'renovation', onDate: '2025-05-20', amount: 200_000 },
    {
      ...at('101'),
      category: 'parking-let',
      onDate: '2025-01-01',
      carPark: '地下',
      space: 'B-12',
      fromOn: '2025-01-01',
      toOn: '2025-12-31',
      amount: 300_000,
    },
    { ...at('101'), category: 'access-card', onDate: '2025-02-01', code: 'K-0001' },
  ])
  await createRecord(clerk, {
    register: 'key',
    fields: {
      ...noRegisterFields,
      onDate: clerk.clock.today(),
      title: '配电房钥匙',
      code: 'Y-01',
      place: '前台钥匙柜',
    },
    method: null,
    tariffId: null,
    requestKey: 'release-2',
  })
  await importRows(desk, 'notices', [
    { code: '2025-01', title: '停水通知', onDate: '2025-03-01', place: '全区', copies: 1_200 },
  ])
  await importRows(desk, 'events', [
    { name: '重阳节活动', onDate: '2025-10-29', place: '广场', audience: '老人', participants: 4_000 },
  ])
  await importRows(desk, 'stock', [
    { code: 'D-001', name: '灯管', spec: '18W', unit: '支', bin: 'A1', quantity: 2_000, price: 250_000 },
  ])
  await importRows(desk, 'replacements', [
    { onDate: '2025-06-06', item: 'street-lamp', place: '1栋大堂', quantity: 300, price: 2_500 },
  ])
  await importRows(desk, 'cleaning', [
    { onDate: '2025-06-07', item: 'main-road-wash', place: '环岛', quantity: 100, labourDays: 50 },
  ])
  await importRows(desk, 'equipment', [
    {
      code: 'DT-01',
      name: '1栋客梯',
      category: 'lift',
      place: '1栋',
      maker: '日立',
      installedOn: '2019-05-01',
      grade: 'A',
      state: 'in-use',
    },
  ])
}

async function itemNamed({ db }: Desk, name: string): Promise<number> {
  return (await db.selectFrom('fee_item').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

async function unitNamed({ db }: Desk, room: string): Promise<number> {
  return (await db.selectFrom('unit').select('id').where('room', '=', room).executeTakeFirstOrThrow()).id
}
