import { sql } from 'kysely'
import { addDays, addMonths, type DateText, earlier, lastOfMonth } from '../contract/dates.ts'
import type { RecordEvent, RegisterId } from '../contract/registerKinds.ts'
import { noRegisterFields, type RegisterFields, type StepFields } from '../contract/registers.ts'
import { publishRun } from '../core/billing/run.ts'
import { saveTariff } from '../core/billing/tariffs.ts'
import type { Desk } from '../core/context.ts'
import { ownersOn } from '../core/estate/list.ts'
import { attend, inviteResidents, participantsOf } from '../core/registers/audience.ts'
import { createRecord, fieldsOf, readRecord, stepRecord, updateRecord } from '../core/registers/service.ts'
import { addSpaces } from '../core/registers/spaces.ts'
import { collectedOn } from '../core/sample/fees/collected.ts'
import { noticesBy } from '../core/sample/notices.ts'
import { type Random, randomOf } from '../core/sample/random.ts'
import {
  advertisementsBy,
  advertisers,
  decoratorPhones,
  incidents,
  lending,
  lostThings,
  rents,
  sampleLets,
} from '../core/sample/registers.ts'
import { deskOf } from './sampleDay.ts'
import { billsOf } from './sampleOtherFees.ts'
import { importRows } from './sampleRows.ts'

/** The registers of the sample office: 2025 as reference-year.json has it, and what is open today. */
export async function writeSampleRegisters(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const clerk = await deskOf(desk, '林晓婷')
  await postNotices(today, clerk)
  await importRows(desk, 'registrations', advertisementsBy(today))
  await nameAdvertisers(desk, clerk)
  await grantPermits(desk, clerk)
  await connectNetworks(desk, clerk)
  await issueCards(desk, clerk)
  await letSpaces(desk, clerk)
  await lendThings(desk, clerk)
  await keepTheGate(desk, clerk)
  await holdEvents(desk, clerk)
}

type At = (day?: DateText, time?: string) => Desk

const nothingMore: StepFields = {
  onDate: '',
  atTime: '',
  untilOn: null,
  amount: null,
  method: null,
  person: '',
  code: '',
  quantity: null,
  text: '',
}

async function register(
  at: At,
  id: RegisterId,
  onDate: DateText,
  fields: Partial<RegisterFields>,
  tariffId: number | null = null,
): Promise<number> {
  const record = {
    register: id,
    fields: { ...noRegisterFields, ...fields, onDate },
    method: null,
    tariffId,
    requestKey: null,
  }
  // What has a time of day is written down as it happens.
  return (await createRecord(at(onDate, fields.atTime), record)).id
}

async function step(at: At, id: number, event: RecordEvent, onDate: DateText, fields: Partial<StepFields> = {}) {
  const { db } = at()
  const { version } = await db.selectFrom('record').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  return stepRecord(at(onDate, '15:00'), { id, version, event, fields: { ...nothingMore, ...fields, onDate } })
}

async function postNotices(today: DateText, clerk: At): Promise<void> {
  for (const { code, onDate, title, channel, place, copies, body, removedOn } of noticesBy(today)) {
    const fields = { code, title, category: channel, place, quantity: copies, body }
    const id = await register(clerk, 'notice', onDate, fields)
    await step(clerk, id, 'post', onDate, { quantity: copies })
    if (removedOn !== undefined && removedOn <= today) await step(clerk, id, 'remove', removedOn)
  }
}

/** The contracts say who advertises what; the clerk has added it to what the workbook brought. */
async function nameAdvertisers({ db }: Desk, clerk: At): Promise<void> {
  const rows = await db
    .selectFrom('record')
    .select(['id', 'version', 'code'])
    .where('register', '=', 'advertising')
    .execute()
  for (const { id, version, code } of rows) {
    const known = fieldsOf(await readRecord(db, id))
    await updateRecord(clerk(), id, version, { ...known, ...advertisers[code] })
  }
}

/** Numbers of people whom the office does not know. */
function phoneOf(random: Random): string {
  return `1${random.pick(['35', '38', '50', '59', '86'])}${String(random.between(0, 99_999_999)).padStart(8, '0')}`
}

/** `registrations/*` of reference-year.json: permits and connections ever up to the end of 2025, cards of the year. */
const permitsUntil2025 = 147
const connectionsUntil2025 = 221
const cardsOf2025 = 276

/** Since then permits are kept here step by step. */
const liveSince: DateText = '2025-09-01'

const inspections: readonly (readonly [RecordEvent, string])[] = [
  ['inspect', '动火有人看护，灭火器到位'],
  ['inspect', '防水闭水试验见证，48小时无渗漏'],
  ['violation', '中午施工敲打，已口头警告'],
  ['violation', '装修垃圾堆在楼道，限当日清走'],
]

/** Permits since mid-2025 live through their works; those before come from the file that was kept until then. */
async function grantPermits(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  const all = await desk.db
    .selectFrom('decoration')
    .innerJoin('unit', 'unit.id', 'decoration.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['decoration.unit_id', 'decoration.started_on', 'decoration.finished_on', 'unit.room'])
    .select(['building.name as building', 'area.name as area', ownerPhone(today).as('phone')])
    .where('decoration.started_on', '<=', today)
    .where('unit.handed_over_on', 'is not', null)
    .orderBy('decoration.started_on')
    .orderBy('decoration.unit_id')
    .execute()
  const startOf = (work: (typeof all)[number]) => String(work.started_on)
  const until2025 = all.filter((work) => startOf(work) <= '2025-12-31').slice(-permitsUntil2025)
  const older = until2025.filter((work) => startOf(work) < liveSince)
  await importRows(
    desk,
    'registrations',
    older.map((work) => ({
      category: 'renovation',
      onDate: addDays(startOf(work), -2),
      area: work.area,
      building: work.building,
      room: work.room,
      fromOn: startOf(work),
      toOn: work.finished_on ?? addDays(startOf(work), 150),
    })),
  )
  const random = randomOf('permits')
  for (const work of all.filter((one) => startOf(one) >= liveSince)) {
    const { unit_id: unitId, finished_on: finishedOn } = work
    const startedOn = startOf(work)
    const id = await register(clerk, 'renovation', startedOn, {
      unitId,
      title: random.pick(['全屋装修', '水电改造、泥瓦、木作', '厨卫改造', '局部改造']),
      ...decoratedBy(random.pick(['业主自装', '万家装饰', '鼎峰装饰', '宜居装饰工程部', '名匠家装']), work.phone),
      fromOn: startedOn,
      toOn: addDays(startedOn, random.pick([120, 150, 180])),
    })
    await step(clerk, id, 'begin', startedOn)
    const seenOn = addDays(startedOn, 20)
    if (seenOn <= earlier(finishedOn ?? today, today) && random.chance(0.35)) {
      const [event, text] = random.pick(inspections)
      await step(clerk, id, event, seenOn, { person: '吴志强', text })
    }
    const acceptedOn = finishedOn === null ? null : addDays(finishedOn, 3)
    if (acceptedOn !== null && acceptedOn <= today) {
      await step(clerk, id, 'accept', acceptedOn, { person: '吴志强', text: '现场验收合格' })
    }
  }
}

const decoratedBy = (holder: string, owner: string | null) => ({
  holder,
  phone: decoratorPhones[holder] ?? owner ?? '',
})

/** The phone of the first owner of the row `unit` who has one. */
const ownerPhone = (date: DateText) =>
  sql<string | null>`(SELECT person.phone FROM residency JOIN person ON person.id = residency.person_id
    WHERE residency.unit_id = unit.id AND residency.role = 'owner' AND person.phone <> '' AND residency.from_on <= ${date}
      AND (residency.to_on IS NULL OR residency.to_on >= ${date}) ORDER BY residency.id LIMIT 1)`

/** Units that are lived in, by the day somebody moved in. */
async function householdsOf({ db }: Desk, today: DateText) {
  return db
    .selectFrom('stay')
    .innerJoin('unit', 'unit.id', 'stay.unit_id')
    .select(['unit.id', 'stay.moved_in_on as since', 'unit.sort_key'])
    .select([ownersOn(today).as('owner'), ownerPhone(today).as('phone')])
    .where('stay.moved_in_on', '<=', today)
    .where('unit.kind', 'in', ['residence', 'villa'])
    .orderBy('stay.moved_in_on')
    .orderBy('unit.sort_key')
    .execute()
}

/** A household asks for its connection some days after it moved in; the register begins with those of 2023. */
async function connectNetworks(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  const random = randomOf('networks')
  const households = (await householdsOf(desk, today)).map((one) => ({
    ...one,
    onDate: addDays(String(one.since), random.between(2, 24)),
  }))
  const until2025 = households.filter(({ onDate }) => onDate <= '2025-12-31').slice(-connectionsUntil2025)
  const later = households.filter(({ onDate }) => onDate > '2025-12-31' && onDate <= today && random.chance(0.7))
  for (const { id: unitId, onDate, owner, phone } of [...until2025, ...later]) {
    const category = random.pick(['telecom', 'telecom', 'mobile', 'mobile', 'unicom', 'broadcast'])
    const code = `KD${String(random.between(10_000_000, 99_999_999))}`
    await register(clerk, 'network', onDate, {
      unitId,
      category,
      holder: (owner ?? '').slice(0, 60),
      phone: phone ?? '',
      code,
    })
  }
}

/** Cards of 2025 and of this year; some are lost and replaced, which makes another. */
async function issueCards(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  const random = randomOf('cards')
  const households = await householdsOf(desk, today)
  let serial = 31_204
  for (const [year, cards] of [
    [2025, cardsOf2025],
    [2026, 214],
  ] as const) {
    const days = Array.from({ length: cards }, () => addDays(`${year}-01-04`, random.between(0, 355))).sort()
    let left: number = cards
    for (const onDate of days) {
      if (onDate > today || left === 0) break
      const living = households.filter(({ since }) => String(since) <= onDate)
      const { id: unitId, owner, phone } = random.pick(living)
      serial += random.between(1, 4)
      const id = await register(clerk, 'access-card', onDate, {
        unitId,
        category: random.pick(['owner', 'owner', 'family', 'tenant']),
        holder: (owner ?? '').slice(0, 60),
        phone: phone ?? '',
        code: `00${serial}`,
      })
      left--
      const lostOn = addDays(onDate, random.between(20, 200))
      if (left === 0 || !random.chance(0.06) || lostOn > today || lostOn.slice(0, 4) !== String(year)) continue
      serial += random.between(1, 4)
      await step(clerk, id, 'lose', lostOn, { text: '外出遗失' })
      await step(clerk, id, 'replace', lostOn, { code: `00${serial}` })
      left--
    }
  }
}

/** Lets with their renewals and what was given back early. */
async function letSpaces(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  const manager = await deskOf(desk, '黄国辉')
  for (const [carPark, to] of [
    ['C', 24],
    ['B', 14],
  ] as const) {
    await addSpaces(manager('2024-01-05'), { carPark, prefix: `${carPark}0`, from: 1, to: 9 })
    await addSpaces(manager('2024-01-05'), { carPark, prefix: carPark, from: 10, to })
  }
  const spaces = await desk.db.selectFrom('parking_space').select(['id', 'code']).execute()
  const households = await householdsOf(desk, '2024-01-31')
  const random = randomOf('lets')
  const tariffs = await rentTariffs(desk)
  const ends = (fromOn: DateText, months: number) => addDays(addMonths(fromOn, months), -1)
  for (const one of sampleLets.filter(({ fromOn }) => fromOn <= today)) {
    const { id: unitId, owner, phone } = random.pick(households)
    const let_ = {
      unitId,
      spaceId: spaces.find(({ code }) => code === one.space)?.id ?? null,
      holder: (owner ?? '').split('、')[0] ?? '',
      phone: phone ?? '',
      code: `闽D${random.pick([...'ABCDEFGH'])}${random.between(1000, 9999)}`,
      fromOn: one.fromOn,
      toOn: ends(one.fromOn, one.months),
      amount: one.rent,
    }
    const tariffId = one.fromOn < chargedSince ? null : (tariffs.get(one.carPark) ?? null)
    const id = await register(clerk, 'parking-let', addDays(one.fromOn, -1), let_, tariffId)
    const end = ends(one.fromOn, one.months)
    if (one.renewed && end <= today) {
      await step(clerk, id, 'renew', addDays(end, -5), { untilOn: ends(addDays(end, 1), 24) })
    }
    if (one.givenBackOn && one.givenBackOn <= today) {
      await step(clerk, id, 'giveBack', one.givenBackOn, { text: '业主换车位，提前退租' })
    }
  }
  await billRent(desk)
}

/** Lets that began before are settled by contract as they always were. */
const chargedSince: DateText = '2025-01-01'

/** The rent of a car park as the office's price list has it. */
async function rentTariffs(desk: Desk): Promise<ReadonlyMap<string, number>> {
  const accountant = await deskOf(desk, '郑雅萍')
  const itemId = await rentItem(desk)
  const tariffs = new Map<string, number>()
  for (const [carPark, fen] of Object.entries(rents)) {
    const id = await saveTariff(accountant(), {
      id: null,
      version: 0,
      itemId,
      name: `${carPark}车场车位租金`,
      basis: 'fixed-month',
      rounding: 'yuan',
      roundingWay: 'half-up',
      cycleMonths: 3,
      dueDay: 10,
      dueIn: 'next',
      payer: 'owner',
      source: '车位租赁合同',
      active: true,
      prices: [{ fromOn: '2024-01-01', toOn: null, priceE4: fen * 100 }],
    })
    tariffs.set(carPark, id)
  }
  return tariffs
}

async function rentItem({ db }: Desk): Promise<number> {
  return (await db.selectFrom('fee_item').select('id').where('name', '=', '车位租金').executeTakeFirstOrThrow()).id
}

/** Every quarter's rent at its end, and what came in on it. */
async function billRent(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const accountant = await deskOf(desk, '郑雅萍')
  const itemId = await rentItem(desk)
  for (let from = chargedSince; ; from = addMonths(from, 3)) {
    const toMonth = addMonths(from, 2).slice(0, 7)
    const publishedOn = lastOfMonth(toMonth)
    if (publishedOn > today) break
    await publishRun(accountant(publishedOn), { itemId, fromMonth: from.slice(0, 7), toMonth, place: {}, publishedOn })
  }
  const manner = { book: 'W', rhythms: [1], late: 15, stops: 8, after: [1, 3] } as const
  await importRows(
    desk,
    'payments',
    collectedOn(await billsOf(desk, ['车位租金']), manner, today).map(({ place, on, ...line }) => ({
      ...place,
      ...line,
      onDate: on,
    })),
  )
}

/** Household files of the units handed over last, contracts, drawings and keys; a few are out. */
async function lendThings(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  const units = await desk.db
    .selectFrom('unit')
    .select(['id', 'display', 'handed_over_on'])
    .where('handed_over_on', '>=', '2025-01-01')
    .where('handed_over_on', '<=', today)
    .where('kind', 'in', ['residence', 'villa'])
    .orderBy('handed_over_on')
    .orderBy('sort_key')
    .execute()
  for (const [index, { id: unitId, display, handed_over_on: onDate }] of units.entries()) {
    await register(clerk, 'archive', String(onDate), {
      unitId,
      title: `${display} 业户档案`,
      category: 'household',
      place: `B-${1 + Math.floor(index / 40)}-${1 + (Math.floor(index / 8) % 5)}`,
      code: `YH${String(index + 1).padStart(4, '0')}`,
    })
  }
  const begun: DateText = '2025-03-03'
  if (today < begun) return
  for (const id of ['archive', 'key'] as const) {
    for (const { lent, ...fields } of lending[id]) {
      const record = await register(clerk, id, begun, fields)
      if (!lent || addDays(today, -lent.days) < begun) continue
      await step(clerk, record, 'lend', addDays(today, -lent.days), {
        person: lent.person,
        untilOn: addDays(today, lent.back),
        text: '工作使用',
      })
    }
  }
}

/** Visitors and passes of the last days, things found, incidents. */
async function keepTheGate(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  if (today < '2026-02-01') return
  const random = randomOf('gate')
  const phones = randomOf('gate phones')
  const households = await householdsOf(desk, today)
  const at = (days: number) => addDays(today, -days)
  for (const [days, title, atTime, leftAt] of [
    [9, '探亲', '10:05', '14:40'],
    [7, '安装空调', '08:50', '11:35'],
    [5, '送货', '13:25', '13:50'],
    [3, '房产中介带看', '09:40', '10:20'],
    [1, '探亲', '11:15', '14:30'],
    [0, '维修燃气', '08:20', ''],
    [0, '探亲', '08:45', ''],
  ] as const) {
    const { id: unitId } = random.pick(households)
    const holder = `${random.pick([...'王李张刘陈杨黄'])}${random.pick(['先生', '女士', '师傅'])}`
    const quantity = random.between(1, 3)
    const phone = phoneOf(phones)
    const id = await register(clerk, 'visitor', at(days), { atTime, unitId, title, holder, phone, quantity })
    if (leftAt !== '') await step(clerk, id, 'leave', at(days), { atTime: leftAt })
  }
  for (const [days, title] of [
    [12, '冰箱一台、洗衣机一台'],
    [4, '沙发三件、茶几一张'],
    [0, '旧空调外机两台'],
  ] as const) {
    const { id: unitId } = random.pick(households)
    const id = await register(clerk, 'goods-pass', at(days), {
      unitId,
      title,
      holder: '搬家公司',
      phone: phoneOf(phones),
      code: '闽D7K219',
    })
    if (days > 0) await step(clerk, id, 'pass', at(days), { person: '东门岗' })
  }
  for (const [index, holder] of ['王建设', '刘志明', '陈水木', '杨大山', '黄阿福'].entries()) {
    const { id: unitId } = random.pick(households)
    const days = 20 + index * 9
    const title = random.pick(['木工', '泥工', '水电', '油漆'])
    const until = { fromOn: at(days), toOn: addDays(at(days), 60), code: `SG${1040 + index}` }
    await register(clerk, 'worker-pass', at(days), {
      unitId,
      holder,
      title,
      phone: phoneOf(phones),
      ...until,
    })
  }
  for (const { days, title, place, event, text } of lostThings) {
    const id = await register(clerk, 'lost-property', at(days), { title, place })
    if (event) await step(clerk, id, event, at(days - 5), { text, person: event === 'claim' ? '失主本人' : '' })
  }
  for (const { onDate, closed, ...fields } of incidents.filter((one) => one.onDate <= today)) {
    const id = await register(clerk, 'incident', onDate, fields)
    if (closed !== '') await step(clerk, id, 'close', addDays(onDate, 1), { text: closed })
  }
}

/** The health check at the Double Ninth for residents over sixty, and what is being prepared. */
async function holdEvents(desk: Desk, clerk: At): Promise<void> {
  const today = desk.clock.today()
  for (const [day, came] of [
    ['2025-10-29', 46],
    ['2026-10-18', 52],
  ] as const) {
    if (day > today) continue
    const id = await register(clerk, 'event', addDays(day, -9), {
      title: '重阳节老年人免费义诊',
      category: 'health',
      place: '会所活动室',
      holder: '60岁以上住户',
      body: '社区卫生服务中心医生到场量血压、测血糖、看慢性病用药。',
    })
    await inviteResidents(clerk(addDays(day, -9)), id, { area: null, ageFrom: 60, personId: null })
    const invited = await participantsOf(clerk(day), id)
    for (const { id: one, version } of invited.slice(0, came)) await attend(clerk(day, '10:30'), one, version, true)
    await step(clerk, id, 'hold', day, { quantity: came, text: '社区卫生服务中心三名医生到场' })
  }
  if (today < '2026-06-01') return
  await register(clerk, 'event', addDays(today, 12), {
    title: '冬至包汤圆',
    category: 'festival',
    place: '会所活动室',
    holder: '全体住户',
  })
}
