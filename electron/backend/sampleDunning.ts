import { sql } from 'kysely'
import { addDays, addMonths, type DateText, yearOf } from '../contract/dates.ts'
import type { ContactFields } from '../contract/dunning.ts'
import type { LegalState } from '../contract/vocabulary.ts'
import { write } from '../core/audit/writer.ts'
import type { Actor, Desk } from '../core/context.ts'
import { addStep, casesOf, openCase } from '../core/dunning/cases.ts'
import { recordContact } from '../core/dunning/contacts.ts'
import { owingUnits } from '../core/dunning/list.ts'
import { issueNotices, previewNotices } from '../core/dunning/notices.ts'
import { ownersOn } from '../core/estate/list.ts'
import { sampleStaff } from '../core/sample/staff.ts'
import { clockAt } from './sampleDay.ts'

/**
 * The sample office's dunning through the ordinary roads: a batch of notices each quarter to whoever owes more than a
 * sum, calls and visits after it, promises of which some fall due these days, and cases at law.
 */
export async function writeSampleDunning(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const overlooked = await overlookedUnits(desk)
  for (const quarter of quarters) {
    if (quarter.issuedOn > today) break
    const then = on(desk, quarter.issuedOn)
    const units = await unitsFor(then, quarter, overlooked)
    if (units.length === 0) continue
    await issueNotices(then, { filter: {}, unitIds: units }, { title: quarter.title, payBy: quarter.payBy })
    await followUp(desk, quarter.issuedOn, units)
  }
  await promisesOfTheseDays(desk)
  await goToLaw(desk)
}

/** Notices that the office sent in 2025. */
const noticesOf2025 = 460

interface Quarter {
  readonly issuedOn: DateText
  readonly payBy: DateText
  readonly title: string
  /** Fen: whoever owes at least so much. Null for the year's last batch: the largest debts, up to the year's number. */
  readonly from: number | null
}

const quarters: readonly Quarter[] = [
  { issuedOn: '2025-03-28', payBy: '2025-04-15', title: '2025年第一季度物业费催缴', from: 80_000 },
  { issuedOn: '2025-06-27', payBy: '2025-07-15', title: '2025年第二季度物业费催缴', from: 80_000 },
  { issuedOn: '2025-09-26', payBy: '2025-10-15', title: '2025年第三季度物业费催缴', from: 80_000 },
  { issuedOn: '2025-12-12', payBy: '2025-12-28', title: '2025年年终物业费催缴', from: null },
  { issuedOn: '2026-03-27', payBy: '2026-04-15', title: '2026年第一季度物业费催缴', from: 80_000 },
  { issuedOn: '2026-06-26', payBy: '2026-07-15', title: '2026年第二季度物业费催缴', from: 80_000 },
  { issuedOn: '2026-09-25', payBy: '2026-10-15', title: '2026年第三季度物业费催缴', from: 80_000 },
]

/** The cashier of the sample office sends the notices and writes down the calls. */
const collector: Actor = {
  id: null,
  name: sampleStaff.find((member) => member.role === 'cashier')?.name ?? '',
  roles: ['cashier'],
}

/** The office as it stood on another day, with its collector at the desk. */
function on(desk: Desk, day: DateText): Desk {
  return { ...desk, actor: collector, clock: clockAt(desk.clock, day, '10:00') }
}

/** Units that get a notice that day, the largest debts first. */
async function unitsFor(then: Desk, quarter: Quarter, overlooked: ReadonlySet<number>): Promise<number[]> {
  const owing = (await largest(then, quarter.from ?? 0)).filter((id) => !overlooked.has(id))
  if (quarter.from !== null) return owing
  const { n } = await then.db
    .selectFrom('payment_notice')
    .select(sql<number>`count(*)`.as('n'))
    .where('year', '=', yearOf(quarter.issuedOn))
    .executeTakeFirstOrThrow()
  let wanted = noticesOf2025 - n
  // A unit with two debtors gets two notices: the number is counted in notices, not in units.
  for (let count = wanted; count > 0; count--) {
    const unitIds = owing.slice(0, count)
    const { notices } = await previewNotices(then, { filter: {}, unitIds })
    if (notices <= wanted) {
      wanted -= notices
      const rest = owing.slice(count)
      return [...unitIds, ...(await singles(then, rest, wanted))]
    }
  }
  return []
}

/** Old small debts that nobody has ever asked for or paid on: their limitation period runs out unnoticed. */
async function overlookedUnits(desk: Desk): Promise<ReadonlySet<number>> {
  const today = desk.clock.today()
  const rows = (await owingUnits(desk.db, {}, today, 'sets')
    .where(sql<boolean>`debt.oldest_due_on < ${addMonths(today, -34)} AND debt.owed < ${200_000}`)
    .where(sql<boolean>`unit.id NOT IN (SELECT unit_id FROM payment)`)
    .select(sql`unit.id`.as('id'))
    .execute()) as unknown as { id: number }[]
  return new Set(rows.map((row) => row.id))
}

/** So many of the units that get one notice each. */
async function singles(then: Desk, unitIds: readonly number[], count: number): Promise<number[]> {
  const found: number[] = []
  for (const id of unitIds) {
    if (found.length === count) break
    const { notices } = await previewNotices(then, { filter: {}, unitIds: [id] })
    if (notices === 1) found.push(id)
  }
  return found
}

async function largest(then: Desk, minAmount: number): Promise<number[]> {
  const rows = (await owingUnits(then.db, { minAmount }, then.clock.today(), 'sets')
    .select(sql`unit.id`.as('id'))
    .orderBy(sql`debt.owed`, 'desc')
    .orderBy(sql`unit.sort_key`)
    .execute()) as unknown as { id: number }[]
  return rows.map((row) => row.id)
}

const answers: readonly Pick<ContactFields, 'way' | 'outcome' | 'note'>[] = [
  { way: 'phone', outcome: 'promised', note: '电话催缴，业主称月底前到服务中心缴清' },
  { way: 'phone', outcome: 'not-reached', note: '两次拨打无人接听' },
  { way: 'phone', outcome: 'reached', note: '对车库渗水有意见，已转工程部' },
  { way: 'sms', outcome: 'reached', note: '已发短信提醒' },
  { way: 'visit', outcome: 'reached', note: '上门送达通知单，家属签收' },
  { way: 'phone', outcome: 'promised', note: '业主在外地，答应转账' },
  { way: 'visit', outcome: 'not-reached', note: '敲门无人，通知单贴于门上并拍照' },
  { way: 'phone', outcome: 'refused', note: '以未入住为由拒缴，已说明收费依据' },
]

/** Every third debtor of a batch is called or visited in the weeks after it; some promise half of what they owe. */
async function followUp(desk: Desk, issuedOn: DateText, units: readonly number[]): Promise<void> {
  const chosen = units.filter((_, index) => index % 3 === 0)
  const owed = await owedBy(desk, issuedOn)
  const lines = chosen.map((unitId, index) => {
    const onDate = addDays(issuedOn, 4 + (index % 17))
    const answer = answers[index % answers.length] as (typeof answers)[number]
    return { unitId, fields: contact(answer, onDate, 14, owed.get(unitId) ?? 0) }
  })
  await record(desk, lines)
}

/** A few promises around today: two whose day has come, the others still ahead. */
async function promisesOfTheseDays(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const owed = await owedBy(desk, today)
  const units = (await largest(desk, 30_000)).filter((_, index) => index % 9 === 4).slice(0, promiseDays.length)
  const lines = units.map((unitId, index) => {
    const [made, ahead] = promiseDays[index] as (typeof promiseDays)[number]
    const answer = { way: 'phone', outcome: 'promised', note: '电话催缴，答应按期缴纳' } as const
    return { unitId, fields: contact(answer, addDays(today, -made), made + ahead, owed.get(unitId) ?? 0) }
  })
  await record(desk, lines)
}

/** Days since the promise was made, and days from today to the promised one. */
const promiseDays = [
  [12, -2],
  [9, 0],
  [5, 0],
  [6, 3],
  [3, 9],
  [2, 12],
] as const

function contact(
  { way, outcome, note }: Pick<ContactFields, 'way' | 'outcome' | 'note'>,
  onDate: DateText,
  days: number,
  owed: number,
): ContactFields {
  const promises = outcome === 'promised'
  return {
    onDate,
    way,
    outcome,
    person: '',
    note,
    promiseOn: promises ? addDays(onDate, days) : null,
    // Half of it, in whole yuan.
    promiseAmount: promises ? Math.max(100, Math.round(owed / 200) * 100) : null,
    documented: way !== 'phone' && outcome !== 'not-reached',
  }
}

async function record(desk: Desk, lines: readonly { unitId: number; fields: ContactFields }[]): Promise<void> {
  const [today, clerk] = [desk.clock.today(), { ...desk, actor: collector }]
  const rows = await desk.db.selectFrom('unit').select('id').select(ownersOn(today).as('owners')).execute()
  const owners = new Map(rows.map((row) => [row.id, row.owners ?? '']))
  await write(clerk, async (writer) => {
    for (const { unitId, fields } of lines) {
      const person = fields.outcome === 'not-reached' ? '' : (owners.get(unitId) ?? '')
      if (fields.onDate <= today) await recordContact(writer, clerk, unitId, { ...fields, person })
    }
  })
}

async function owedBy(desk: Desk, day: DateText): Promise<ReadonlyMap<number, number>> {
  const rows = (await owingUnits(desk.db, {}, day, 'sets')
    .select([sql`unit.id`.as('id'), sql`debt.owed`.as('owed')])
    .execute()) as unknown as { id: number; owed: number }[]
  return new Map(rows.map((row) => [row.id, row.owed]))
}

/** The largest debts of named owners, each at another stage of the law: from the lawyer's letter to the enforcement. */
async function goToLaw(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const rows = (await owingUnits(desk.db, {}, today, 'sets')
    .innerJoin('charge', (join) =>
      join.on(sql<boolean>`charge.unit_id = unit.id AND charge.due_on = debt.oldest_due_on`),
    )
    .innerJoin('person', (join) => join.on(sql<boolean>`person.id = charge.debtor_id`))
    .select([sql`unit.id`.as('id'), sql`debt.owed`.as('owed'), sql`person.name`.as('name')])
    .orderBy(sql`debt.owed`, 'desc')
    .orderBy(sql`unit.sort_key`)
    .limit(cases.length)
    .execute()) as unknown as { id: number; owed: number; name: string }[]
  for (const [index, { id: unitId, owed, name: debtor }] of rows.entries()) {
    const { monthsAgo, court, note, steps } = cases[index] as (typeof cases)[number]
    const openedOn = addMonths(today, -monthsAgo)
    const id = await openCase(desk, { unitId, debtor, openedOn, amount: owed, court, note })
    for (const [months, state, what] of steps) {
      const found = (await casesOf(desk.db, unitId)).find((one) => one.id === id)
      const step = { onDate: addMonths(openedOn, months), state, interrupts: true, note: what }
      await addStep(desk, id, found?.version ?? 1, step)
    }
  }
}

interface Case {
  readonly monthsAgo: number
  readonly court: string
  readonly note: string
  /** Months after its opening, and what happened. */
  readonly steps: readonly (readonly [number, LegalState, string])[]
}

const cases: readonly Case[] = [
  {
    monthsAgo: 8,
    court: '区人民法院',
    note: '委托律师办理',
    steps: [
      [2, 'suit', '立案'],
      [5, 'mediation', '诉前调解一次，未达成一致'],
    ],
  },
  { monthsAgo: 1, court: '', note: '已寄律师函，签收回执存档', steps: [] },
  {
    monthsAgo: 14,
    court: '区人民法院',
    note: '判决已生效',
    steps: [
      [1, 'suit', '立案'],
      [6, 'enforcement', '判决生效后未履行，申请强制执行'],
    ],
  },
  { monthsAgo: 5, court: '', note: '律师函后未回复', steps: [[2, 'suit', '立案，等待排期']] },
  {
    monthsAgo: 11,
    court: '街道调解委员会',
    note: '',
    steps: [
      [1, 'mediation', '街道调解，签订分期还款协议'],
      [4, 'closed', '按协议分期缴纳，结案后另行催收余款'],
    ],
  },
]
