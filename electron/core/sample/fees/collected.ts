import { addDays, type DateText } from '../../../contract/dates.ts'
import { type Random, randomOf } from '../random.ts'
import { officeDay } from './months.ts'
import type { SampleFeePlace, SamplePayment, SamplePaymentMethod } from './rows.ts'

/** A published charge as its debtor finds it in the letter box. */
export interface SampleBill {
  readonly place: SampleFeePlace
  readonly item: string
  readonly publishedOn: DateText
  readonly dueOn: DateText
  /** Fen. */
  readonly amount: number
  readonly debtor: string
}

/** One line of a receipt for any item. */
export type SampleCollection = Omit<SamplePayment, 'item'> & { readonly item: string }

/** How the debtors of some items pay. */
export interface SampleManner {
  /** Letters of their receipt book. */
  readonly book: string
  /** After how many bills they come, each as likely as the other. */
  readonly rhythms: readonly number[]
  /** Per cent of them who come late, and who come no more after so many visits. */
  readonly late: number
  readonly stops: number
  readonly after: readonly [number, number]
}

/**
 * What comes in on bills, as known on `today`: most pay all that is out when they come, some a while after it was due,
 * and a few come no more. A later `today` only adds.
 * @param bills in the order of their publication
 */
export function collectedOn(
  bills: readonly SampleBill[],
  { book, rhythms, late, stops, after }: SampleManner,
  today: DateText,
): SampleCollection[] {
  const byDebtor = Map.groupBy(bills, ({ place, debtor }) => `${keyOf(place)} ${debtor}`)
  const lines = [...byDebtor].flatMap(([key, own]) => {
    const random = randomOf(`collected ${book} ${key}`)
    const place = random.next() * 100
    const isLate = place < late
    const last = place >= late && place < late + stops ? random.between(...after) : Number.POSITIVE_INFINITY
    const rhythm = random.pick(rhythms)
    const methods = [random.pick(usualMethods), random.pick(usualMethods)]
    const batches = [...Map.groupBy(own, (bill) => bill.publishedOn).values()]
    return batches.flatMap((batch, index) => {
      const on = visitDay(random, batch[0] as SampleBill, isLate)
      const method = methods[random.chance(0.8) ? 0 : 1] ?? 'wechat'
      const visits = Math.floor((index + 1) / rhythm)
      if ((index + 1) % rhythm > 0 || visits > last) return []
      return linesOf(batches.slice(index + 1 - rhythm, index + 1).flat(), on, method)
    })
  })
  const counts = new Map<string, number>()
  const receipts = new Map<string, string>()
  return lines
    .filter(({ on }) => on <= today)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map((line): SampleCollection => {
      const visit = `${line.on} ${keyOf(line.place)} ${line.payer}`
      const year = line.on.slice(2, 4)
      const number = (counts.get(year) ?? 0) + (receipts.has(visit) ? 0 : 1)
      counts.set(year, number)
      const receiptNo = receipts.get(visit) ?? `${book}${year}-${String(number).padStart(5, '0')}`
      receipts.set(visit, receiptNo)
      return { receiptNo, ...line }
    })
}

const keyOf = ({ area, building, room }: SampleFeePlace): string => `${area}/${building}/${room}`

const usualMethods = ['wechat', 'wechat', 'alipay', 'transfer', 'pos', 'cash'] as const

function visitDay(random: Random, { publishedOn, dueOn }: SampleBill, isLate: boolean): DateText {
  const from = isLate ? addDays(dueOn, 6) : addDays(publishedOn, 1)
  return officeDay(random, from, isLate ? addDays(dueOn, 22) : dueOn)
}

/** The bills of one visit, one line an item. */
function linesOf(bills: readonly SampleBill[], on: DateText, method: SamplePaymentMethod) {
  return [...Map.groupBy(bills, (bill) => bill.item)].map(([item, own]): Omit<SampleCollection, 'receiptNo'> => {
    const { place, debtor: payer } = own[own.length - 1] as SampleBill
    return {
      on,
      place,
      item,
      source: 'other',
      amount: own.reduce((sum, bill) => sum + bill.amount, 0),
      method: payer.endsWith('公司') ? 'transfer' : method,
      payer,
    }
  })
}
