import { sql } from 'kysely'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, RecordSet } from '../figure.ts'

/** Paid services by date, and what of them was taken back, below zero, on that day. Advertising has its own register. */
const entries: RecordSet = {
  id: 'service-entries',
  record: 'entry.id',
  unit: 'entry.unit_id',
  from: (db, period) => {
    const lines = (date: string, sign: string, offset: string) => sql`
      SELECT service_entry.id * 2 + ${sql.raw(offset)} AS id, unit_id, category, receipt_no, ${sql.ref(date)} AS on_date,
        ${sql.raw(sign)} income AS income, ${sql.raw(sign)} expense AS expense
      FROM service_entry WHERE ${sql.ref(date)} >= ${period.from} AND ${sql.ref(date)} <= ${period.to}
        AND category IN ('housekeeping', 'plumbing-electric', 'agency-and-drains', 'other')`
    const all = sql`(${lines('service_entry.on_date', '+', '0')}
      UNION ALL ${lines('service_entry.reversed_on', '-', '1')})`
    return db.selectFrom(all.as('entry')) as unknown as ListQuery
  },
  date: () => sql<string>`entry.on_date`,
  what: sql<string>`entry.receipt_no`,
  measures: { income: sql<number>`entry.income`, expense: sql<number>`entry.expense` },
}

/** Only what brought the money in question: an entry may have both. */
function entriesWith(measure: 'income' | 'expense'): RecordSet {
  return {
    ...entries,
    id: `service-${measure}`,
    from: (db, period) => entries.from(db, period).where(sql<boolean>`entry.${sql.raw(measure)} <> 0`),
  }
}

const section = 'services'

/** Register 4 of the product page: `services/*`. */
export const servicesFigures: readonly Figure[] = [
  {
    id: 'services/income',
    section,
    unit: 'yuan',
    of: {
      ...entriesWith('income'),
      partBy: { alias: 'category', column: sql`entry.category` },
      part: () => sql<string>`category`,
    },
    measure: 'income',
    parts: {
      always: false,
      labels: {
        housekeeping: { zh: '家政', en: 'Housekeeping' },
        'plumbing-electric': { zh: '水电维修', en: 'Plumbing and electric' },
        'agency-and-drains': { zh: '中介疏通', en: 'Agency and drains' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    label: { zh: '有偿便民服务收入', en: 'Paid services: income' },
    definition: {
      zh: '本年内且不晚于统计日的有偿服务收款减冲红，广告除外。',
      en: 'Receipts for paid services less reversals dated within the year and by the as-of date, advertising excluded.',
    },
  },
  {
    id: 'services/expense',
    section,
    unit: 'yuan',
    of: entriesWith('expense'),
    measure: 'expense',
    label: { zh: '有偿便民服务支出', en: 'Paid services: expense' },
    definition: {
      zh: '本年内且不晚于统计日的有偿服务支出减冲红，广告除外。',
      en: 'Expenses of paid services less reversals dated within the year and by the as-of date, advertising excluded.',
    },
  },
]
