import { describe, expect, it } from 'vitest'
import { isDate } from '../../../electron/contract/dates.ts'
import { isSpringFestival } from '../../../electron/core/sample/calendar.ts'
import { sampleOffice } from '../../../electron/core/sample/office.ts'
import type { SampleResidentRow, SampleUnitRow } from '../../../electron/core/sample/rows.ts'

const days = [
  '2015-06-01',
  '2018-08-01',
  '2021-03-01',
  '2025-06-30',
  '2025-12-31',
  '2026-06-25',
  '2026-11-21',
  '2027-06-30',
]

const datesOf = (unit: SampleUnitRow): (string | null)[] => [
  unit.readyOn,
  unit.handedOverOn,
  unit.decorationStartedOn,
  unit.decorationFinishedOn,
  unit.movedInOn,
  unit.movedOutOn,
  unit.soldOn,
  unit.letFrom,
  unit.letTo,
  unit.leasebackFrom,
  unit.leasebackTo,
]

/** Both known, and the first not after the second; or the second not known. */
const inOrder = (first: string | null, second: string | null) => second === null || (first !== null && first <= second)

describe.each(days)('every row on %s passes the import', (today) => {
  const { units, residents, estateName } = sampleOffice(today)

  it('with real dates of which none that happened lies ahead', () => {
    for (const unit of units) {
      for (const date of datesOf(unit)) expect(date === null || (isDate(date) && date <= today)).toBe(true)
      expect(unit.dueOn === null || isDate(unit.dueOn)).toBe(true)
    }
    for (const resident of residents) {
      expect(isDate(resident.from) && resident.from <= today).toBe(true)
      expect(
        resident.to === null || (isDate(resident.to) && resident.to >= resident.from && resident.to <= today),
      ).toBe(true)
      expect(resident.birthDate === null || (isDate(resident.birthDate) && resident.birthDate < resident.from)).toBe(
        true,
      )
    }
  })

  it('with stages in their order', () => {
    for (const unit of units) {
      expect(inOrder(unit.readyOn, unit.handedOverOn)).toBe(true)
      expect(inOrder(unit.soldOn, unit.handedOverOn)).toBe(true)
      expect(inOrder(unit.handedOverOn, unit.decorationStartedOn)).toBe(true)
      expect(inOrder(unit.decorationStartedOn, unit.decorationFinishedOn)).toBe(true)
      expect(inOrder(unit.handedOverOn, unit.movedInOn)).toBe(true)
      expect(inOrder(unit.movedInOn, unit.movedOutOn)).toBe(true)
      expect(inOrder(unit.readyOn, unit.letFrom)).toBe(true)
      expect(inOrder(unit.letFrom, unit.letTo)).toBe(true)
      expect(inOrder(unit.leasebackFrom, unit.leasebackTo)).toBe(true)
      expect(unit.leasebackFrom === null || inOrder(unit.soldOn, unit.leasebackFrom)).toBe(true)
    }
  })

  it('under keys that are there once', () => {
    const place = (row: SampleUnitRow | SampleResidentRow) => `${row.area}|${row.building}|${row.room}`
    const unitKeys = units.map(place)
    expect(new Set(unitKeys).size).toBe(units.length)
    const residentKeys = residents.map((row) => `${place(row)}|${row.name}|${row.role}|${row.from}`)
    expect(new Set(residentKeys).size).toBe(residents.length)
    const known = new Set(unitKeys)
    expect(residents.every((row) => known.has(place(row)))).toBe(true)
    expect(units.every((unit) => unit.estate === estateName && unit.areaCentiM2 > 0)).toBe(true)
  })
})

describe('the buildings', () => {
  const { units } = sampleOffice('2026-11-21')

  it('stand in the four areas by which surveys are kept, with the car parks C and B', () => {
    expect([...new Set(units.map((unit) => unit.area))].sort()).toEqual(['AC区', 'B区', 'DC区', '别墅区'].sort())
    const garages = new Set(units.filter((unit) => unit.kind === 'parking').map((unit) => unit.building))
    expect([...garages].sort()).toEqual(['B车库', 'C车库'])
  })

  it('have a name that no other building of the estate has', () => {
    const areasOf = new Map<string, Set<string>>()
    for (const { building, area } of units) areasOf.set(building, (areasOf.get(building) ?? new Set()).add(area))
    expect([...areasOf.values()].every((areas) => areas.size === 1)).toBe(true)
  })

  it('number their rooms by floor and column, the same columns on every floor', () => {
    for (const building of new Set(units.map((unit) => unit.building))) {
      const rooms = units.filter((unit) => unit.building === building).map((unit) => unit.room)
      const floors = new Set(rooms.map((room) => room.slice(0, -2)))
      const columns = new Set(rooms.map((room) => room.slice(-2)))
      expect(rooms.length).toBe(floors.size * columns.size)
      expect(rooms.every((room) => /^[1-9]\d?\d{2}$/.test(room))).toBe(true)
    }
  })

  it('have civil-defence spaces enough to let 12 in C and 6 in B', () => {
    const spare = (building: string) =>
      units.filter((unit) => unit.building === building && unit.readyOn === null).length
    expect([spare('C车库'), spare('B车库')]).toEqual([28, 22])
  })
})

describe('the days', () => {
  it('keep the Spring Festival free of handovers, works and moving in', () => {
    const { units } = sampleOffice('2026-12-31')
    for (const unit of units) {
      for (const date of [unit.handedOverOn, unit.decorationStartedOn, unit.movedInOn]) {
        expect(date !== null && isSpringFestival(date)).toBe(false)
      }
    }
    expect(['2025-01-27', '2025-01-28', '2025-02-04', '2025-02-05'].map(isSpringFestival)).toEqual([
      false,
      true,
      true,
      true,
    ])
  })
})
