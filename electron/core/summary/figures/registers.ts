import { type RawBuilder, sql } from 'kysely'
import type { RegisterId } from '../../../contract/registerKinds.ts'
import type { ListQuery } from '../../lists/source.ts'
import { copiesOn } from '../../registers/copies.ts'
import type { Figure, Parts, Period, RecordSet } from '../figure.ts'

/**
 * Records of a register that count on the as-of day: from the day they are granted, issued, posted or held, until they
 * are called off as a mistake.
 */
function recordsOf(register: RegisterId, among: (period: Period) => RawBuilder<boolean>): RecordSet {
  return {
    id: `records-${register}`,
    record: 'record.id',
    opens: { page: register === 'notice' || register === 'event' ? 'notice' : 'record' },
    unit: 'record.unit_id',
    from: (db, period) =>
      (db.selectFrom('record') as unknown as ListQuery)
        .where(sql.ref('record.register'), '=', register)
        .where(sql<boolean>`(record.cancelled_on IS NULL OR record.cancelled_on > ${period.asOf})`)
        .where(among(period)),
    date: () => sql<string>`record.counted_on`,
    what: sql<string>`trim(record.number || ' ' || record.title || ' ' || record.code)`,
  }
}

const everUpTo = ({ asOf }: Period) => sql<boolean>`record.counted_on <= ${asOf}`
const within = ({ from, to }: Period) => sql<boolean>`(record.counted_on >= ${from} AND record.counted_on <= ${to})`

/** A let begins with its first day; one that was registered after the as-of day is not known yet. */
const beginsWithin = ({ from, to, asOf }: Period) =>
  sql<boolean>`(record.from_on >= ${from} AND record.from_on <= ${to} AND record.counted_on <= ${asOf}
    AND record.is_renewal = 0)`

const lets: RecordSet = {
  ...recordsOf('parking-let', beginsWithin),
  from: (db, period) => {
    const named = sql`(SELECT record.*, car_park.name AS car_park_name FROM record
      JOIN parking_space ON parking_space.id = record.space_id JOIN car_park ON car_park.id = parking_space.car_park_id
      WHERE record.register = 'parking-let')`
    return (db.selectFrom(named.as('record')) as unknown as ListQuery)
      .where(sql<boolean>`(record.cancelled_on IS NULL OR record.cancelled_on > ${period.asOf})`)
      .where(beginsWithin(period))
  },
  date: () => sql<string>`record.from_on`,
  partBy: { alias: 'car_park_name', column: sql`record.car_park_name` },
  part: () => sql<string>`car_park_name`,
}

/** Payments for advertising by date, and what of them was taken back, below zero, on that day. */
const advertising: RecordSet = {
  id: 'advertising-payments',
  record: 'entry.id',
  unit: 'entry.unit_id',
  from: (db, { from, to }) => {
    const lines = (date: string, sign: string, offset: string) => sql`
      SELECT service_entry.id * 2 + ${sql.raw(offset)} AS id, unit_id, note, ${sql.ref(date)} AS on_date,
        ${sql.raw(sign)} income AS income FROM service_entry
      WHERE ${sql.ref(date)} >= ${from} AND ${sql.ref(date)} <= ${to} AND category = 'advertising' AND income <> 0`
    const all = sql`(${lines('service_entry.on_date', '+', '0')} UNION ALL ${lines('service_entry.reversed_on', '-', '1')})`
    return db.selectFrom(all.as('entry')) as unknown as ListQuery
  },
  date: () => sql<string>`entry.on_date`,
  what: sql<string>`entry.note`,
  measures: { income: sql<number>`entry.income` },
}

const byName: Parts = { always: false, named: true, labels: {} }
const notices: RecordSet = {
  ...recordsOf('notice', within),
  measures: { copies: ({ asOf }) => sql<number>`coalesce(${copiesOn(asOf)}, 0)` },
}

/** Registers 9 and 10 of the product page: `notices/*`, `events/*`, `registrations/*`. */
export const registersFigures: readonly Figure[] = [
  {
    id: 'notices/issued',
    section: 'notices',
    unit: 'count',
    of: notices,
    label: { zh: '发放通知、温馨提示(次)', en: 'Notices issued' },
    definition: {
      zh: '本年内且不晚于统计日发放的通知，草稿和作废的不算。',
      en: 'Notices issued within the year and by the as-of date; drafts and those called off do not count.',
    },
  },
  {
    id: 'notices/copies',
    section: 'notices',
    unit: 'count',
    of: notices,
    measure: 'copies',
    label: { zh: '发放份数', en: 'Copies' },
    definition: {
      zh: '上述通知的份数之和；发放后更正的，自更正之日起按更正后的份数。',
      en: 'The copies of these notices; where copies were corrected after issue, the corrected number from that day on.',
    },
  },
  {
    id: 'events/held',
    section: 'notices',
    unit: 'count',
    of: recordsOf('event', within),
    label: { zh: '社区活动(次)', en: 'Events held' },
    definition: {
      zh: '本年内且不晚于统计日举办的社区活动，筹备中和作废的不算。',
      en: 'Events held within the year and by the as-of date; planned and called-off ones do not count.',
    },
  },
  {
    id: 'registrations/renovation',
    section: 'registrations',
    unit: 'count',
    inTime: 'standing',
    takenOver: true,
    of: recordsOf('renovation', everUpTo),
    label: { zh: '办理装修(累计)', en: 'Renovation permits (ever)' },
    definition: {
      zh: '到统计日为止发出的全部装修许可，往年的也算，作废的不算。没有许可档案的装修不在其中。',
      en: 'All renovation permits granted by the as-of date, those of earlier years too, those called off not. Decorations without a permit on file are not among them.',
    },
  },
  {
    id: 'registrations/network',
    section: 'registrations',
    unit: 'count',
    inTime: 'standing',
    takenOver: true,
    of: recordsOf('network', everUpTo),
    label: { zh: '网络接入(累计)', en: 'Network access (ever)' },
    definition: {
      zh: '到统计日为止办理的全部网络接入，往年的也算，以后注销的仍算，作废的不算。',
      en: 'All network connections registered by the as-of date, those of earlier years and those disconnected later too, those called off not.',
    },
  },
  {
    id: 'registrations/parking-let',
    section: 'registrations',
    unit: 'count',
    of: lets,
    parts: byName,
    label: { zh: '车位出租', en: 'Parking lets' },
    definition: {
      zh: '租期在本年内且不晚于统计日开始的车位出租，按车场分列；续租不算，作废的不算。',
      en: 'Lets of parking spaces whose term begins within the year and by the as-of date, by car park; renewals and those called off do not count.',
    },
  },
  {
    id: 'registrations/access-card',
    section: 'registrations',
    unit: 'count',
    of: recordsOf('access-card', within),
    label: { zh: '门禁卡', en: 'Access cards' },
    definition: {
      zh: '本年内且不晚于统计日办理和补办的门禁卡，作废的不算。',
      en: 'Access cards issued and replaced within the year and by the as-of date; those called off do not count.',
    },
  },
  {
    id: 'registrations/advertising-income',
    section: 'registrations',
    unit: 'yuan',
    of: advertising,
    measure: 'income',
    label: { zh: '广告费', en: 'Advertising income' },
    definition: {
      zh: '本年内且不晚于统计日收到的广告费减冲红。',
      en: 'Received for advertising within the year and by the as-of date, less reversals.',
    },
  },
]
