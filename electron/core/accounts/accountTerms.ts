import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { countsOn, holdsOn, isDueOn, standsOn } from '../fees/ledger.ts'
import { discountLines, moneyMoves } from './entries.ts'
import { afterYear, itemsOfKind, ofYear, type Scope, unitsIn, within } from './scope.ts'

/**
 * What moved on each account (unit and item) between the day before the year and the day: the terms from which every
 * row of 费用汇总表 is added up. Each term is counted from its own rows, so that the bridge
 *
 *   closing = opening + receivable − notYetDue − dueBefore + otherDue − reversedSince − discounts − writeOffs
 *             − reducedAfter + waiting − received − receivedAfter + prepaidChange
 *
 * is a statement about the books and not a definition of its last term.
 */
export const accountTerms = [
  'opening',
  'closing',
  'prepaidBefore',
  'prepaid',
  'receivable',
  'notYetDue',
  'dueBefore',
  'otherDue',
  'reversedSince',
  'discounts',
  'writeOffs',
  'reducedAfter',
  'waiting',
  'received',
  'receivedAfter',
  'receivedCurrent',
  'receivedPrior',
  'receivedAdvance',
  'receivedReturned',
  'dueReceivable',
  'dueDiscounts',
  'dueWriteOffs',
  'unsettled',
] as const
export type AccountTerm = (typeof accountTerms)[number]

/** A SELECT of one row per account: `unit_id`, `item_id` and the terms in fen. */
export function accountRows(scope: Scope): RawBuilder<unknown> {
  const sums = accountTerms.map((term) => sql`sum(${sql.ref(term)}) AS ${sql.ref(term)}`)
  const rows = legs(scope).map((leg) => {
    // With a sign in front no index on accounts is walked for the sake of the groups: dates choose the rows.
    const sign = leg.isByAccount ? sql`` : sql`+`
    const [unit, item] = ['unit_id', 'item_id'].map((key) => sql`${sign}${sql.ref(`${leg.account}.${key}`)}`)
    const columns = accountTerms.map((term) => {
      const condition = leg.terms[term]
      if (condition === undefined) return sql`0 AS ${sql.ref(term)}`
      const amount = amountWhere(leg, condition)
      return sql`${leg.fewRows ? amount : sql`sum(${amount})`} AS ${sql.ref(term)}`
    })
    const grouped = leg.fewRows ? sql`` : sql`GROUP BY ${unit}, ${item}`
    return sql`SELECT ${unit} AS unit_id, ${item} AS item_id, ${sql.join(columns)} FROM ${leg.from} WHERE ${leg.where} ${grouped}`
  })
  return sql`SELECT unit_id, item_id, ${sql.join(sums)} FROM (${sql.join(rows, sql` UNION ALL `)}) AS leg
    GROUP BY unit_id, item_id`
}

/** Terms, below zero where `minus` names them, over all accounts or over those of items of one kind. */
export interface TermSum {
  readonly plus: readonly AccountTerm[]
  readonly minus?: readonly AccountTerm[]
  readonly itemKind?: string | undefined
}

/** A SELECT of one row: the sums as `m0`, `m1` …, in fen, without going through the accounts one by one. */
export function termSums(scope: Scope, wanted: readonly TermSum[]): RawBuilder<unknown> {
  const among = unitsIn(scope)
  const rows = legs(scope)
    .filter((leg) => wanted.some(({ plus, minus = [] }) => [...plus, ...minus].some((term) => leg.terms[term])))
    .map((leg) => {
      const columns = wanted.map(({ plus, minus = [], itemKind }, index) => {
        const sums = (terms: readonly AccountTerm[], sign: '+' | '-') =>
          terms.flatMap((term) => {
            const condition = leg.terms[term]
            if (condition === undefined) return []
            if (itemKind === undefined) return [sql`${sql.raw(sign)} sum(${amountWhere(leg, condition)})`]
            const ofKind = sql`${sql.ref(`${leg.account}.item_id`)} IN (${itemsOfKind(itemKind)})`
            return [sql`${sql.raw(sign)} sum(${amountWhere(leg, sql`(${condition}) AND ${ofKind}`)})`]
          })
        const all = [...sums(plus, '+'), ...sums(minus, '-')]
        return sql`${all.length === 0 ? sql`0` : sql.join(all, sql` `)} AS ${sql.ref(`m${index}`)}`
      })
      return sql`SELECT ${sql.join(columns)} FROM ${leg.from} WHERE (${leg.where})
        AND ${among(`${leg.account}.unit_id`)}`
    })
  const sums = wanted.map((_, index) => sql`sum(${sql.ref(`m${index}`)}) AS ${sql.ref(`m${index}`)}`)
  return sql`SELECT ${sql.join(sums)} FROM (${sql.join(rows, sql` UNION ALL `)}) AS leg`
}

/** Rows of one source: each term adds up the amounts of those that meet its condition. */
interface Leg {
  /** What has `unit_id` and `item_id`. */
  readonly account: string
  readonly from: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly amount: RawBuilder<unknown>
  readonly terms: Partial<Record<AccountTerm, RawBuilder<unknown>>>
  /** Not worth adding up by account first. */
  readonly fewRows?: true
  /** Kept in the order of accounts. */
  readonly isByAccount?: true
}

function amountWhere({ amount }: Leg, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN ${condition} THEN ${amount} ELSE 0 END`
}

/** Each table is gone through once for all terms that it gives. */
function legs(scope: Scope): readonly Leg[] {
  const { opening, asOf, from, yearEnd } = scope
  const inYear = (column: string) => within(column, scope)
  const afterwards = (column: string) => afterYear(column, scope)
  const isOfYear = ofYear(scope)
  const all = sql`1 = 1`
  const paidInYear = inYear('payment.on_date')
  const isWriteOff = sql`line.kind = 'write-off'`
  return [
    {
      account: 'charge',
      from: sql`charge`,
      where: sql`${isOfYear} AND ${standsOn(asOf)}`,
      amount: sql`charge.amount`,
      terms: {
        receivable: all,
        notYetDue: sql`charge.due_on > ${asOf}`,
        dueReceivable: sql`charge.due_on <= ${asOf}`,
        // Owed before the year already, so in the opening balance and in the receivable of the year.
        dueBefore: sql`charge.due_on <= ${asOf} AND ${isDueOn(opening)}`,
      },
    },
    ...[sql`charge.from_on < ${from}`, sql`charge.from_on > ${yearEnd}`].map(
      (isOfOther): Leg => ({
        account: 'charge',
        from: sql`charge`,
        where: sql`${isOfOther} AND ${isDueOn(asOf)} AND (charge.due_on > ${opening} OR charge.published_on > ${opening})`,
        amount: sql`charge.amount`,
        terms: { otherDue: all },
        fewRows: true,
      }),
    ),
    {
      account: 'charge',
      from: sql`reversal JOIN charge ON charge.id = reversal.charge_id`,
      where: sql`reversal.on_date > ${opening} AND reversal.on_date <= ${asOf} AND ${isDueOn(opening)}`,
      amount: sql`reversal.amount`,
      terms: { reversedSince: all },
      fewRows: true,
    },
    {
      account: 'outstanding',
      from: sql`outstanding`,
      where: holdsOn(opening, 'outstanding'),
      amount: sql`outstanding.amount`,
      terms: { opening: all },
      isByAccount: true,
    },
    {
      account: 'outstanding',
      from: sql`outstanding JOIN charge ON charge.id = outstanding.charge_id`,
      where: holdsOn(asOf, 'outstanding'),
      amount: sql`outstanding.amount`,
      terms: { closing: all, unsettled: isOfYear },
      isByAccount: true,
    },
    {
      account: 'prepaid',
      from: sql`prepaid`,
      where: holdsOn(opening, 'prepaid'),
      amount: sql`prepaid.amount`,
      terms: { prepaidBefore: all },
      isByAccount: true,
    },
    {
      account: 'prepaid',
      from: sql`prepaid JOIN payment ON payment.id = prepaid.payment_id`,
      where: holdsOn(asOf, 'prepaid'),
      amount: sql`prepaid.amount`,
      terms: { prepaid: all, receivedAdvance: paidInYear },
      isByAccount: true,
    },
    {
      account: 'settlement',
      from: sql`settlement JOIN payment ON payment.id = settlement.payment_id
        JOIN charge ON charge.id = settlement.charge_id`,
      // Money settles nothing before it has come in: what was settled before the year is not looked into.
      where: sql`${holdsOn(asOf, 'settlement')} AND settlement.from_on >= ${from} AND ${paidInYear}`,
      amount: sql`settlement.amount`,
      terms: {
        receivedCurrent: isOfYear,
        receivedPrior: sql`charge.from_on < ${from}`,
        receivedAdvance: sql`charge.from_on > ${yearEnd}`,
      },
      isByAccount: true,
    },
    {
      account: 'charge',
      from: sql`${discountLines(inYear)} AS line ${ofCharge}`,
      where: all,
      amount: sql`line.amount`,
      terms: { discounts: sql`NOT ${isWriteOff}`, writeOffs: isWriteOff },
      fewRows: true,
    },
    {
      account: 'charge',
      from: sql`${discountLines(afterwards)} AS line ${ofCharge}`,
      where: all,
      amount: sql`line.amount`,
      terms: { reducedAfter: all },
      fewRows: true,
    },
    // Counted by its date, but of a charge that is not owed yet or no longer: it lowers nothing on that day.
    {
      account: 'charge',
      from: sql`${countingOn(asOf)} AS line ${ofCharge}`,
      where: all,
      amount: sql`line.amount`,
      terms: {
        waiting: sql`NOT ${isDueOn(asOf)}`,
        dueDiscounts: sql`NOT ${isWriteOff} AND ${isOfYear} AND ${isDueOn(asOf)}`,
        dueWriteOffs: sql`${isWriteOff} AND ${isOfYear} AND ${isDueOn(asOf)}`,
      },
      fewRows: true,
    },
    {
      account: 'charge',
      from: sql`${countingOn(opening)} AS line ${ofCharge}`,
      where: all,
      amount: sql`-line.amount`,
      terms: { waiting: sql`NOT ${isDueOn(opening)}` },
      fewRows: true,
    },
    {
      account: 'money',
      from: sql`${moneyMoves(inYear)} AS money`,
      where: all,
      amount: sql`money.amount`,
      // Given back of what had come in before the year, and after the year of what had come in within it.
      terms: { received: all, receivedReturned: sql`money.paid_on < ${from}` },
    },
    {
      account: 'money',
      from: sql`${moneyMoves(afterwards)} AS money`,
      where: all,
      amount: sql`money.amount`,
      terms: { receivedAfter: all },
    },
    {
      account: 'money',
      from: sql`${moneyMoves(afterwards)} AS money`,
      where: sql`money.move <> 'payment'`,
      amount: sql`-money.amount`,
      terms: { receivedReturned: inYear('money.paid_on') },
    },
  ]
}

const ofCharge = sql`JOIN charge ON charge.id = line.charge_id`

/** The discounts and write-offs that count on a day. */
function countingOn(date: DateText): RawBuilder<unknown> {
  return sql`(SELECT charge_id, kind, amount FROM discount WHERE ${countsOn(date)})`
}
