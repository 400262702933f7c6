import { sql } from 'kysely'
import { isClosedOn, isValidOn, isWithdrawnBy } from '../../complaints/standing.ts'
import type { ListQuery } from '../../lists/source.ts'
import { dayOver, type Figure, type RecordSet } from '../figure.ts'

function complaintsOf(id: string, isDone: boolean): RecordSet {
  return {
    id,
    record: 'complaint.id',
    opens: { page: 'complaint' },
    unit: 'complaint.unit_id',
    from: (db, period) => {
      const query = (db.selectFrom('complaint') as unknown as ListQuery)
        .where(sql<boolean>`complaint.received_on >= ${period.from} AND complaint.received_on <= ${period.to}`)
        .where(isValidOn(period.asOf))
      return isDone ? query.where(isClosedOn(period.asOf)) : query
    },
    date: () => sql<string>`complaint.received_on`,
    what: sql<string>`complaint.number`,
  }
}

const replies: RecordSet = {
  id: 'replies-due',
  record: 'complaint.id',
  opens: { page: 'complaint' },
  unit: 'complaint.unit_id',
  from: (db, period) =>
    (db.selectFrom('complaint') as unknown as ListQuery).where(
      sql<boolean>`complaint.respond_due_on >= ${period.from} AND complaint.respond_due_on <= ${period.to}
        AND complaint.respond_due_at <= ${period.seen.moment}`,
    ),
  date: () => sql<string>`complaint.respond_due_on`,
  what: sql<string>`complaint.number`,
  measures: { met: sql<number>`CASE WHEN complaint.responded_at <= complaint.respond_due_at THEN 1 ELSE 0 END` },
}

/** The promise of a first reply was missed by the day, and the complaint was still on the office's hands then. */
const lateOpen: RecordSet = {
  id: 'complaints-late-open',
  record: 'complaint.id',
  opens: { page: 'complaint' },
  unit: 'complaint.unit_id',
  from: (db, period) =>
    (db.selectFrom('complaint') as unknown as ListQuery).where(
      sql<boolean>`complaint.respond_due_on <= ${period.asOf} AND complaint.respond_due_at <= ${period.seen.moment}
        AND (complaint.responded_at IS NULL OR complaint.responded_at > complaint.respond_due_at)
        AND ${isValidOn(period.asOf)} AND NOT ${isClosedOn(period.asOf)} AND NOT ${isWithdrawnBy(dayOver(period))}`,
    ),
  date: () => sql<string>`complaint.respond_due_on`,
  what: sql<string>`complaint.number`,
}

/** Register 5 of the product page: `complaints/*`. A complaint that was withdrawn was received all the same. */
export const complaintsFigures: readonly Figure[] = [
  {
    id: 'complaints/received',
    section: 'complaints',
    unit: 'count',
    of: complaintsOf('complaints', false),
    label: { zh: '客户投诉', en: 'Complaints' },
    definition: {
      zh: '本年内且不晚于统计日受理的有效投诉；到统计日已认定无效的不计，撤销的照计。',
      en: 'Valid complaints received within the year and by the as-of date; those found without ground by then are not counted, withdrawn ones are.',
    },
  },
  {
    id: 'complaints/done',
    section: 'complaints',
    unit: 'count',
    of: complaintsOf('complaints-closed', true),
    label: { zh: '投诉处理完成', en: 'Complaints closed' },
    definition: {
      zh: '其中到统计日已结案、之后又重开的到重开日为止算结案。',
      en: 'Of these, closed by the as-of date; one that was reopened counts as closed until that day.',
    },
  },
  {
    id: 'complaints/reply-in-time',
    section: 'complaints',
    unit: 'ratio',
    of: replies,
    isCounted: 'met',
    label: { zh: '投诉首次回复及时率', en: 'First reply in time' },
    definition: {
      zh: '按承诺时限首次回复的投诉 ÷ 回复时限在本年内、不晚于统计日且已到的投诉。导入的已处理投诉没有回复时间，不计。',
      en: 'Complaints first replied to within the promise ÷ complaints whose reply fell due within the year, by the as-of date and by now. Imported ones that had been taken up do not say when, and are left out.',
    },
  },
  {
    id: 'complaints/late-open',
    section: 'complaints',
    unit: 'count',
    inTime: 'standing',
    of: lateOpen,
    label: { zh: '首次回复超时且未结案', en: 'Replied to late, still open' },
    definition: {
      zh: '首次回复的时限不晚于统计日且已到、没有按时回复、到统计日还没有结案的有效投诉，往年的也算；到统计日已撤销的不算。',
      en: 'Valid complaints whose first reply fell due by the as-of date and by now, was not given in time, and that were neither closed nor withdrawn by the as-of date, of any year.',
    },
  },
]
