import { describe, expect, it } from 'vitest'
import { roles } from '../../../electron/contract/roles.ts'
import { checkDigitOf } from '../../../electron/core/sample/identity.ts'
import { sampleOffice } from '../../../electron/core/sample/office.ts'
import { categoryOn, livedIn, tally } from './dates.ts'

const today = '2026-11-21'
const { units, residents, staff } = sampleOffice(today)
const placeOf = (row: { area: string; building: string; room: string }) => `${row.area}|${row.building}|${row.room}`
const unitAt = new Map(units.map((unit) => [placeOf(unit), unit]))
const here = (row: (typeof residents)[number], day: string) => row.from <= day && (row.to === null || row.to >= day)

describe('the people of the estate', () => {
  it('carry ID numbers whose check digit is right and which tell their birthday', () => {
    const withPapers = residents.filter((row) => row.idNumber !== null)
    expect(withPapers.length).toBeGreaterThan(1000)
    for (const row of withPapers) {
      const number = row.idNumber ?? ''
      expect(number).toMatch(/^\d{4}99\d{11}[\dX]$/)
      expect(number.slice(17)).toBe(checkDigitOf(number.slice(0, 17)))
      expect(number.slice(6, 14)).toBe(row.birthDate?.replaceAll('-', ''))
    }
    // The example of GB 11643-1999.
    expect(checkDigitOf('11010519491231002')).toBe('X')
  })

  it('are one person behind one ID number', () => {
    const namesOf = new Map<string, Set<string>>()
    for (const { idNumber, name, phone } of residents) {
      if (idNumber !== null) namesOf.set(idNumber, (namesOf.get(idNumber) ?? new Set()).add(`${name} ${phone}`))
    }
    expect([...namesOf.values()].every((names) => names.size === 1)).toBe(true)
  })

  it('have phones in a prefix without a network, told apart by their last four digits', () => {
    const phones = [...new Set(residents.flatMap((row) => row.phone ?? []))]
    expect(phones.every((phone) => /^154\d{8}$/.test(phone))).toBe(true)
    expect(new Set(phones.map((phone) => phone.slice(-4))).size).toBe(phones.length)
  })

  it('drive 150 to 250 cars, each with its own plate, some of them electric', () => {
    const plates = residents.flatMap((row) => row.plates)
    expect(plates.length).toBeGreaterThanOrEqual(150)
    expect(plates.length).toBeLessThanOrEqual(250)
    expect(new Set(plates).size).toBe(plates.length)
    expect(plates.every((plate) => /^[闽赣粤浙][A-K](?:[A-HJ-NP-Z\d]{5}|[DF]\d{5})$/.test(plate))).toBe(true)
    expect(plates.filter((plate) => plate.length === 8).length).toBeGreaterThan(20)
  })

  it('bear two or three characters mostly, a few compound surnames, and a few names twice', () => {
    const names = [...new Set(residents.map((row) => row.name))].filter((name) => !name.endsWith('公司'))
    expect(names.every((name) => /^\p{Script=Han}{2,4}$/u.test(name))).toBe(true)
    expect(names.filter((name) => name.length === 2).length).toBeGreaterThan(100)
    expect(names.filter((name) => /^(?:欧阳|上官|司徒|诸葛)/.test(name)).length).toBeGreaterThan(3)
    const homes = residents.filter((row) => unitAt.get(placeOf(row))?.kind === 'residence')
    const most = Math.max(...Object.values(tally(homes, (row) => row.name)))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThan(7)
  })

  it('are of all ages; at the Double Ninth of 2025 at least 80 over sixty live in B区', () => {
    const festival = '2025-10-29'
    const elderly = residents.filter((row) => {
      const unit = unitAt.get(placeOf(row))
      const old = row.birthDate !== null && row.birthDate <= '1965-10-29'
      return old && here(row, festival) && row.area === 'B区' && unit !== undefined && livedIn(unit, festival)
    })
    expect(new Set(elderly.map((row) => `${row.name}${row.birthDate}`)).size).toBeGreaterThanOrEqual(80)
    expect(residents.every((row) => row.birthDate === null || row.birthDate > '1915')).toBe(true)
  })
})

describe('owners and tenants', () => {
  it('are there for every unit that is sold, one owner on any day', () => {
    for (const unit of units) {
      const owners = residents.filter((row) => row.role === 'owner' && placeOf(row) === placeOf(unit))
      expect(owners.filter((row) => here(row, today))).toHaveLength(unit.soldOn === null ? 0 : 1)
    }
  })

  it('hand a unit over from one day to the next', () => {
    const former = residents.filter((row) => row.role === 'owner' && row.to !== null)
    expect(former.length).toBeGreaterThan(30)
    for (const row of former) {
      const next = residents.find(
        (other) => other.role === 'owner' && placeOf(other) === placeOf(row) && other.from > row.from,
      )
      expect(Date.parse(next?.from ?? '') - Date.parse(row.to ?? '')).toBe(86_400_000)
    }
  })

  it('rent what is let before it is sold', () => {
    const day = '2025-12-31'
    const let_ = units.filter((unit) => categoryOn(unit, day) === 'unsold-let')
    const lodgers = let_.filter((unit) =>
      residents.some((row) => row.role === 'tenant' && placeOf(row) === placeOf(unit)),
    )
    expect(lodgers).toHaveLength(95)
  })

  it('are companies in many shops', () => {
    const companies = residents.filter((row) => row.role === 'owner' && row.name.endsWith('公司'))
    expect(companies.length).toBeGreaterThan(20)
    expect(companies.every((row) => unitAt.get(placeOf(row))?.kind === 'shop' && row.birthDate === null)).toBe(true)
  })
})

describe('the staff', () => {
  it('begins with one person per role, each with a PIN of four to six digits', () => {
    expect(staff.slice(0, roles.length).map((person) => person.role)).toEqual([...roles])
    expect(staff.slice(roles.length).every((person) => person.role === 'engineering')).toBe(true)
    expect(staff.every((person) => /^\d{4,6}$/.test(person.pin))).toBe(true)
    expect(new Set(staff.map((person) => person.pin)).size).toBe(staff.length)
  })
})

describe('making the office', () => {
  it('gives the same rows every time, well within a second', () => {
    const started = performance.now()
    expect(sampleOffice(today)).toEqual({ estateName: '锦澜花园', units, residents, staff })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
