import { describe, expect, it } from 'vitest'
import { type DateText, daysInMonth } from '../../../electron/contract/dates.ts'
import { rateClassOf } from '../../../electron/core/sample/estate.ts'
import { sampleFees } from '../../../electron/core/sample/fees/office.ts'
import { monthCharge, monthShares } from '../../../electron/core/sample/fees/plan.ts'
import { sampleOffice } from '../../../electron/core/sample/office.ts'
import type { SampleUnitRow } from '../../../electron/core/sample/rows.ts'
import { categoryOn, livedIn, tally } from './dates.ts'

/** The rules of the ledger once more, one account and one fact after the other, so that nothing checks itself. */

interface Charge {
  readonly from: DateText
  readonly to: DateText
  readonly dueOn: DateText
  readonly amount: number
  /** Month's charge as for an empty home; null for what was imported. */
  readonly half: number | null
  discounted: number
  settled: number
}

interface Line {
  readonly on: DateText
  readonly amount: number
  readonly charge: Charge
  readonly kind: string
}

interface Ledger {
  readonly unit: SampleUnitRow
  readonly charges: Charge[]
  readonly lines: Line[]
  readonly payments: { on: DateText; amount: number; source: string }[]
  prepaid: number
  mostPrepaid: number
}

type Place = { readonly area: string; readonly building: string; readonly room: string }
const keyOf = ({ area, building, room }: Place) => `${area}/${building}/${room}`
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
const open = (charge: Charge) => charge.amount - charge.discounted - charge.settled

/** Charges that the billing runs of 2025 and 2026 have published by a day. */
function billed(unit: SampleUnitRow, day: DateText): Charge[] {
  const rate = rateClassOf(unit)
  if (rate === null) return []
  return [2025, 2026].flatMap((year) =>
    monthShares(rate, unit, year).flatMap((share, index) => {
      const month = `${year}-${String(index + 1).padStart(2, '0')}`
      const to = `${month}-${daysInMonth(year, index + 1)}`
      const amount = monthCharge(rate, unit.areaCentiM2, share) * 100
      const half = monthCharge(rate, unit.areaCentiM2, 0.5) * 100
      const charge = { from: `${month}-01`, to, dueOn: to, amount, half, discounted: 0, settled: 0 }
      return share > 0 && to <= day ? [charge] : []
    }),
  )
}

function ledgers(today: DateText, day: DateText): Map<string, Ledger> {
  const fees = sampleFees(today)
  const books = new Map<string, Ledger>()
  for (const unit of sampleOffice(today).units) {
    const book = { unit, charges: billed(unit, today), lines: [], payments: [], prepaid: 0, mostPrepaid: 0 }
    books.set(keyOf(unit), book)
  }
  const bookOf = (place: Place) => {
    const book = books.get(keyOf(place))
    if (book === undefined) throw new Error(`no unit ${keyOf(place)}`)
    return book
  }
  for (const row of fees.openingCharges) {
    bookOf(row.place).charges.push({ ...row, half: null, discounted: 0, settled: 0 })
  }
  for (const row of fees.discounts) {
    const book = bookOf(row.place)
    const charge = book.charges.find((each) => each.from === row.from && each.to === row.to)
    if (charge === undefined) throw new Error(`no charge ${keyOf(row.place)} ${row.from}`)
    book.lines.push({ on: row.on, amount: row.amount, charge, kind: row.kind })
  }
  for (const row of fees.vacancies) {
    const book = bookOf(row.place)
    for (const charge of book.charges) {
      const inside = charge.from >= row.from && (row.to === null || charge.to <= row.to)
      if (!inside || charge.half === null || charge.dueOn > row.approvedOn) continue
      const amount = charge.amount - charge.half
      if (amount > 0) book.lines.push({ on: row.approvedOn, amount, charge, kind: 'vacancy' })
    }
  }
  for (const row of fees.payments) bookOf(row.place).payments.push(row)
  for (const book of books.values()) replay(book, day)
  return books
}

function replay(book: Ledger, day: DateText): void {
  const due: Charge[] = []
  const settle = () => {
    for (const charge of due) {
      const amount = Math.min(book.prepaid, open(charge))
      charge.settled += amount
      book.prepaid -= amount
    }
  }
  const facts = [
    ...book.charges.map((charge) => ({ on: charge.dueOn, order: 0, apply: () => due.push(charge) })),
    ...book.lines.map(({ on, charge, amount }) => {
      const apply = () => {
        charge.discounted += amount
        const excess = Math.max(0, -open(charge))
        charge.settled -= excess
        book.prepaid += excess
      }
      return { on: on > charge.dueOn ? on : charge.dueOn, order: 1, apply }
    }),
    ...book.payments.map((payment) => {
      const apply = () => {
        book.prepaid += payment.amount
      }
      return { on: payment.on, order: 2, apply }
    }),
  ]
  facts.sort((a, b) => (a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1))
  for (const fact of facts.filter(({ on }) => on <= day)) {
    fact.apply()
    due.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    settle()
    book.mostPrepaid = Math.max(book.mostPrepaid, book.prepaid)
  }
}

const arrearsOf = (book: Ledger, day: DateText) => sum(book.charges.filter((c) => c.dueOn <= day).map(open))
const in2025 = <T extends { readonly on: DateText }>(rows: readonly T[]) =>
  rows.filter(({ on }) => on.startsWith('2025'))
const of2025 = (book: Ledger) => book.charges.filter((charge) => charge.from.startsWith('2025'))

function groupOf(unit: SampleUnitRow): string {
  if (unit.kind === 'shop') return 'shop'
  if (livedIn(unit, '2025-12-31')) return 'moved-in'
  return categoryOn(unit, '2025-12-31') === 'decorating' ? 'decorating' : 'not-moved-in'
}

describe.each(['2025-12-31', '2026-02-17', '2026-11-21', '2027-06-30'])('the fees of 2025 seen from %s', (today) => {
  const end = '2025-12-31'
  const books = [...ledgers(today, end).values()]

  it('charged 1061102 yuan', () => {
    expect(sum(books.flatMap((book) => of2025(book).map((charge) => charge.amount)))).toBe(106_110_200)
  })

  it('received 790749 yuan of renewals, 129502 at handovers and 52611 from shops', () => {
    const received: Record<string, number> = { renewal: 0, handover: 0, shop: 0 }
    for (const book of books) {
      for (const payment of in2025(book.payments)) {
        const part = book.unit.kind === 'shop' ? 'shop' : payment.source
        received[part] = (received[part] ?? 0) + payment.amount
      }
    }
    expect(received).toEqual({ renewal: 79_074_900, handover: 12_950_200, shop: 5_261_100 })
  })

  it('gave discounts of 76098.60 yuan', () => {
    expect(sum(books.flatMap((book) => in2025(book.lines).map((line) => line.amount)))).toBe(7_609_860)
  })

  it('ends with arrears of 66779 yuan where somebody lives and 181830 where nobody does', () => {
    const owed = (lived: boolean) =>
      sum(books.filter(({ unit }) => livedIn(unit, end) === lived).map((book) => arrearsOf(book, end)))
    expect([owed(true), owed(false)]).toEqual([6_677_900, 18_183_000])
  })

  it('has 673/724, 56/88, 185/407 and 34/94 households that have paid, who owe nothing at all', () => {
    const billedIn2025 = books.filter((book) => of2025(book).length > 0)
    const paid = billedIn2025.filter((book) => of2025(book).every((charge) => open(charge) === 0))
    const groups = { 'moved-in': 724, decorating: 88, 'not-moved-in': 407, shop: 94 }
    expect(tally(billedIn2025, ({ unit }) => groupOf(unit))).toEqual(groups)
    const groupsPaid = { 'moved-in': 673, decorating: 56, 'not-moved-in': 185, shop: 34 }
    expect(tally(paid, ({ unit }) => groupOf(unit))).toEqual(groupsPaid)
    expect(sum(paid.map((book) => arrearsOf(book, end)))).toBe(0)
  })

  it('took 19742, 360 and 1150 yuan for services and paid 8767 for them', () => {
    const services = in2025(sampleFees(today).services)
    const income = (category: string) => sum(services.filter((row) => row.category === category).map((r) => r.income))
    expect(['housekeeping', 'plumbing-electric', 'agency-and-drains'].map(income)).toEqual([1_974_200, 36_000, 115_000])
    expect(sum(services.map((row) => row.expense))).toBe(876_700)
  })

  it('holds together from the opening to the end', () => {
    const opening = [...ledgers(today, '2024-12-31').values()]
    const owed = sum(opening.map((book) => arrearsOf(book, '2024-12-31')))
    const held = sum(opening.map((book) => book.prepaid))
    const left = sum(books.map((book) => book.prepaid))
    expect(owed - held + left).toBe(23_646_760)
    expect(owed).toBeGreaterThan(12_000_000)
    expect(held).toBeGreaterThan(4_000_000)
    const old = books.flatMap((book) => book.charges).filter((charge) => charge.half === null && open(charge) > 0)
    expect(sum(old.map(open))).toBeLessThan(owed / 3)
    expect(old.filter((charge) => charge.dueOn < '2022-12-31').length).toBeGreaterThan(3)
    for (const book of opening) {
      const imported = book.charges.filter((charge) => charge.half === null)
      if (imported.length > 0) expect(arrearsOf(book, '2024-12-31')).toBeGreaterThan(0)
    }
  })
})

describe('the rows of the sample fees', () => {
  const today = '2026-11-21'
  const fees = sampleFees(today)
  const books = ledgers(today, today)
  const all = [...books.values()]
  const fullMonth = ({ unit }: Ledger) => {
    const rate = rateClassOf(unit)
    return rate === null ? 0 : monthCharge(rate, unit.areaCentiM2, 1) * 100
  }

  it('are the same each time', () => {
    expect(sampleFees(today)).toEqual(fees)
  })

  it('are as many as an office has', () => {
    const perMonth = tally(in2025(fees.payments), (row) => row.on.slice(0, 7))
    expect(Object.keys(perMonth)).toHaveLength(12)
    expect(Math.max(...Object.values(perMonth))).toBeLessThan(400)
    expect(Math.min(...Object.values(perMonth))).toBeGreaterThan(20)
    for (const kind of ['vacancy', 'prepay-gift', 'relief']) {
      expect(in2025(all.flatMap((book) => book.lines)).some((line) => line.kind === kind)).toBe(true)
    }
  })

  it('have positive amounts, and whole yuan in 2025 but for reliefs', () => {
    const amounts = [...fees.openingCharges, ...fees.payments, ...fees.discounts].map((row) => row.amount)
    expect(amounts.filter((amount) => !Number.isInteger(amount) || amount <= 0)).toEqual([])
    expect(fees.payments.filter((row) => row.on < '2026-01-01' && row.amount % 100 !== 0)).toEqual([])
    expect(fees.services.filter((row) => row.income <= 0 || row.expense < 0 || row.expense > row.income)).toEqual([])
  })

  it('number receipts in date order without gaps, a household or two on each', () => {
    const books = Map.groupBy(fees.payments, (row) => row.receiptNo.slice(0, 3))
    expect([...books.keys()]).toEqual(['H24', 'A25', 'A26'])
    for (const [book, rows] of books) {
      const numbers = [...new Set(rows.map((row) => row.receiptNo))]
      const digits = book.startsWith('H') ? 4 : 5
      expect(numbers).toEqual(numbers.map((_, index) => `${book}-${String(index + 1).padStart(digits, '0')}`))
      expect(rows.map((row) => row.on)).toEqual(rows.map((row) => row.on).sort())
    }
    const perReceipt = Map.groupBy(fees.payments, (row) => row.receiptNo)
    expect([...perReceipt.values()].every((rows) => rows.length <= 2)).toBe(true)
    expect([...perReceipt.values()].filter((rows) => rows.length === 2).length).toBeGreaterThan(3)
    for (const rows of perReceipt.values()) expect(new Set(rows.map((row) => row.on + row.payer)).size).toBe(1)
    expect(new Set(fees.payments.map((row) => row.receiptNo + keyOf(row.place))).size).toBe(fees.payments.length)
  })

  it('are paid by somebody for something, never a fortune', () => {
    for (const row of fees.payments) {
      const book = books.get(keyOf(row.place))
      expect(book && book.charges.length + (book.unit.handedOverOn === row.on ? 1 : 0)).toBeGreaterThan(0)
      expect(row.payer).not.toBe('')
      expect(row.amount).toBeLessThan(1_000_000)
    }
    for (const { unit, payments } of all) {
      const held = [unit.handedOverOn, unit.letFrom, unit.leasebackFrom].filter((date) => date !== null).sort()[0]
      for (const payment of payments) expect(payment.on >= (held ?? '9')).toBe(true)
      const atHandover = payments.filter((payment) => payment.source === 'handover')
      expect(atHandover.every((payment) => payment.on === unit.handedOverOn)).toBe(true)
    }
    for (const book of all) expect(book.mostPrepaid).toBeLessThanOrEqual(30 * fullMonth(book))
  })

  it('discount no charge twice and none by more than it is', () => {
    const keys = fees.discounts.map((row) => keyOf(row.place) + row.from)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { charges } of all) {
      for (const charge of charges) expect(charge.discounted).toBeLessThanOrEqual(charge.amount)
    }
    expect(fees.discounts.every((row) => row.approver === '黄国辉' && row.reason !== '')).toBe(true)
  })

  it('give November and December of 2025 to whoever had paid ten months by February, and to nobody else', () => {
    for (const [key, book] of ledgers(today, '2025-02-28')) {
      const months = of2025(book)
      const paid = sum(months.map((charge) => charge.settled)) + book.prepaid
      const ten = sum(months.slice(0, 10).map((charge) => charge.amount))
      const gifts = in2025(books.get(key)?.lines ?? []).filter((line) => line.kind === 'prepay-gift')
      expect(gifts.length).toBe(months.length === 12 && paid >= ten ? 2 : 0)
      for (const gift of gifts) {
        expect([gift.charge.amount, gift.charge.dueOn]).toEqual([gift.amount, gift.on])
        expect(gift.on >= '2025-11-30').toBe(true)
      }
    }
  })

  it('open with periods of the calendar, charged as the plan says, none twice', () => {
    for (const { unit, charges } of all) {
      const imported = charges.filter((charge) => charge.half === null).sort((a, b) => (a.from < b.from ? -1 : 1))
      imported.forEach((charge, index) => {
        const [from, to] = [charge.from, charge.to].map((date) => Number(date.slice(5, 7))) as [number, number]
        expect(charge.from.slice(0, 4)).toBe(charge.to.slice(0, 4))
        expect([1, 3, 6, 12]).toContain(to - from + 1)
        expect((from - 1) % (to - from + 1)).toBe(0)
        expect(charge.from > (imported[index - 1]?.to ?? '')).toBe(true)
        const rate = rateClassOf(unit)
        const shares = rate === null ? [] : monthShares(rate, unit, Number(charge.from.slice(0, 4))).slice(from - 1, to)
        const yuan = rate === null ? 0 : sum(shares.map((share) => monthCharge(rate, unit.areaCentiM2, share)))
        expect(charge.amount).toBe(yuan * 100)
      })
    }
  })

  it('approve every month at half price before it is billed, and nothing else but late', () => {
    const approvals = Map.groupBy(fees.vacancies, (row) => keyOf(row.place))
    for (const [key, { unit, charges }] of books) {
      const rows = (approvals.get(key) ?? []).sort((a, b) => (a.from < b.from ? -1 : 1))
      rows.forEach((row, index) => {
        expect(row.from > (rows[index - 1]?.to ?? '')).toBe(true)
        expect(index === rows.length - 1 || row.to !== null).toBe(true)
        expect(row.appliedOn <= row.approvedOn && row.appliedOn >= (unit.handedOverOn ?? '9')).toBe(true)
        expect(row.from.endsWith('-01') && (row.to === null || row.to > row.from)).toBe(true)
      })
      for (const charge of charges.filter((each) => each.half !== null)) {
        const spell = rows.find((row) => row.from <= charge.from && (row.to === null || row.to >= charge.to))
        const seen = spell !== undefined && spell.approvedOn <= charge.dueOn
        const price = fullMonth({ unit } as Ledger)
        expect(charge.amount).toBe(seen ? charge.half : price)
      }
    }
  })

  it.each(['2024-06-30', '2025-06-30', '2025-12-31', '2026-11-21'])('know nothing that lies after %s', (day) => {
    const known = sampleFees(day)
    const dates = [
      ...known.openingCharges.map((row) => row.dueOn),
      ...known.vacancies.map((row) => row.approvedOn),
      ...[...known.payments, ...known.discounts, ...known.services].map((row) => row.on),
    ]
    expect(dates.filter((date) => date > day)).toEqual([])
    expect(known.payments).toEqual(sampleFees('2027-06-30').payments.filter((row) => row.on <= day))
  })

  it('go on in 2026: about three quarters of what falls due is collected', () => {
    const charges = all.flatMap((book) => book.charges).filter((charge) => charge.from >= '2026-01-01')
    const net = sum(charges.map((charge) => charge.amount - charge.discounted))
    const rate = sum(charges.map((charge) => charge.settled)) / net
    expect(rate).toBeGreaterThan(0.7)
    expect(rate).toBeLessThan(0.8)
    expect(fees.services.filter((row) => row.on > '2026-01-01').length).toBeGreaterThan(50)
    expect(fees.vacancies.filter((row) => row.approvedOn > '2026-01-01' && row.to !== null).length).toBeGreaterThan(3)
  })
})
