import { describe, expect, it } from 'vitest'
import { isUnusual } from '../../../electron/core/meters/rules.ts'
import { type SampleReading, sampleMeters } from '../../../electron/core/sample/fees/meters.ts'
import { sampleOffice } from '../../../electron/core/sample/office.ts'

const today = '2026-11-21'
const metersOn = (day: string) => sampleMeters(sampleOffice(day).units, day)
const nameOf = ({ place, kind, number }: SampleReading) => `${place.room} ${kind} ${number}`

/** What a meter showed, its first state included, in order of date. */
function courses(day: string): Map<string, SampleReading[]> {
  const { meters, readings, exchanges } = metersOn(day)
  const states = [...meters, ...readings, ...exchanges.flatMap(({ old, next }) => [old, next])]
  states.sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
  return Map.groupBy(states, nameOf)
}

describe('the meters of the sample office', () => {
  it('never run backwards and are read once a month', () => {
    for (const states of courses(today).values()) {
      for (const [index, state] of states.entries()) {
        expect(state.valueCenti).toBeGreaterThanOrEqual(states[index - 1]?.valueCenti ?? 0)
        expect(Number.isInteger(state.valueCenti)).toBe(true)
      }
    }
    const months = metersOn(today).readings.map((one) => `${nameOf(one)} ${one.onDate.slice(0, 7)}`)
    expect(new Set(months).size).toBe(months.length)
  })

  it('are half read on 21 November: the round goes on on Monday', () => {
    const { meters, readings } = metersOn(today)
    const read = readings.filter(({ onDate }) => onDate >= '2026-11-01')
    expect(new Set(read.map(({ onDate }) => onDate))).toEqual(new Set(['2026-11-20']))
    expect(read.length).toBeGreaterThan(meters.length / 3)
    expect(read.length).toBeLessThan((meters.length * 2) / 3)
  })

  it('were changed once: the new one counts from nothing where the old one stopped', () => {
    const { exchanges, readings } = metersOn(today)
    expect(exchanges).toHaveLength(1)
    const [{ old, next }] = exchanges as [(typeof exchanges)[number]]
    expect([next.onDate, next.valueCenti]).toEqual([old.onDate, 0])
    expect(readings.filter((one) => nameOf(one) === nameOf(old)).every((one) => one.onDate < old.onDate)).toBe(true)
    expect(readings.filter((one) => nameOf(one) === nameOf(next)).every((one) => one.onDate > old.onDate)).toBe(true)
  })

  it('show two readings worth a second look: a leak in August 2025, a wrong digit this month', () => {
    const all = courses(today)
    const unusual = metersOn(today).readings.filter((one) => {
      const states = all.get(nameOf(one)) ?? []
      return isUnusual(
        states.map((state) => ({ ...state, kind: 'read' as const })),
        one.onDate,
      )
    })
    const found = unusual.map(({ place, kind, onDate }) => `${place.room} ${kind} ${onDate.slice(0, 7)}`)
    expect(found).toEqual(expect.arrayContaining(['104 water 2025-08', '106 electricity 2026-11']))
    expect(found.length).toBeLessThan(8)
  })

  it.each(['2025-01-31', '2025-12-31', '2026-05-31'])('show on %s what they show later for that day', (day) => {
    const later = metersOn(today).readings.filter(({ onDate }) => onDate <= day)
    expect(metersOn(day).readings).toEqual(later)
  })
})
