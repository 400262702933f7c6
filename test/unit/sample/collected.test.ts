import { describe, expect, it } from 'vitest'
import { addDays, addMonths, lastOfMonth } from '../../../electron/contract/dates.ts'
import { collectedOn, type SampleBill } from '../../../electron/core/sample/fees/collected.ts'

/** Two bills a month to each of a hundred households, for two years. */
const bills = Array.from({ length: 24 }, (_, month): SampleBill[] => {
  const publishedOn = lastOfMonth(addMonths('2025-01-01', month).slice(0, 7))
  return Array.from({ length: 100 }, (_, index) => ['水费', '电费'].map((item) => ({ index, item }))).flatMap((pairs) =>
    pairs.map(({ index, item }) => ({
      place: { area: 'A区', building: '1栋', room: String(101 + index) },
      item,
      publishedOn,
      dueOn: addDays(publishedOn, 10),
      amount: 1_000 + month * 100 + index,
      debtor: index % 10 === 0 ? '某某有限公司' : `业主${index}`,
    })),
  )
}).flat()
const manner = { book: 'S', rhythms: [1, 1, 3], late: 10, stops: 10, after: [10, 12] } as const
const today = '2027-01-31'
const lines = collectedOn(bills, manner, today)
const keyOf = (one: { place: SampleBill['place']; item: string }) => `${one.place.room} ${one.item}`

describe('what comes in on the bills of the sample office', () => {
  it('never comes before its bill and is never more than what was billed by then', () => {
    const paid = new Map<string, number>()
    for (const line of lines) {
      const sum = (paid.get(keyOf(line)) ?? 0) + line.amount
      paid.set(keyOf(line), sum)
      const billed = bills.filter((bill) => keyOf(bill) === keyOf(line) && bill.publishedOn < line.on)
      expect(sum).toBeLessThanOrEqual(billed.reduce((total, bill) => total + bill.amount, 0))
    }
  })

  it('is most of it, and some pay no more', () => {
    const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0)
    expect(total(lines) / total(bills)).toBeGreaterThan(0.85)
    const last = Map.groupBy(lines, (line) => line.place.room)
    const stopped = [...last.values()].filter((own) => own.every((line) => line.on < '2026-06-01'))
    expect(stopped.length).toBeGreaterThan(2)
  })

  it('stands on receipts without gaps, one a visit, with a line for each item', () => {
    for (const year of ['25', '26']) {
      const numbers = new Set(lines.filter((line) => line.on.startsWith(`20${year}`)).map((line) => line.receiptNo))
      expect([...numbers]).toEqual(
        Array.from({ length: numbers.size }, (_, index) => `S${year}-${String(index + 1).padStart(5, '0')}`),
      )
    }
    for (const receipt of Map.groupBy(lines, (line) => line.receiptNo).values()) {
      expect(new Set(receipt.map(({ on, place, payer }) => `${on} ${place.room} ${payer}`)).size).toBe(1)
      expect(new Set(receipt.map(({ item }) => item)).size).toBe(receipt.length)
    }
  })

  it.each(['2025-06-15', '2026-03-31'])('is on %s what it was later for that day', (day) => {
    const known = bills.filter((bill) => bill.publishedOn <= day)
    expect(collectedOn(known, manner, day)).toEqual(lines.filter((line) => line.on <= day))
  })
})
