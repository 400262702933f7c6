import { describe, expect, it } from 'vitest'
import { rateClassOf } from '../../../electron/core/sample/estate.ts'
import {
  areaOfNextCharge,
  chargePlan2025,
  monthCharge,
  monthShares,
  receivable2025,
  yearCharge,
} from '../../../electron/core/sample/fees/plan.ts'
import { sampleOffice } from '../../../electron/core/sample/office.ts'
import { categoryOn, livedIn, squareMetres } from './dates.ts'

const { units } = sampleOffice('2025-12-31')
const billed = units.filter((unit) => rateClassOf(unit) !== null)
const standing = (category: string) => billed.filter((unit) => categoryOn(unit, '2025-12-31') === category)
const sharesOf = (unit: (typeof units)[number]) => monthShares(rateClassOf(unit), unit, 2025)
const chargeOf = (unit: (typeof units)[number]) => yearCharge(rateClassOf(unit), unit.areaCentiM2, sharesOf(unit))

describe('the plan for the management fee of 2025', () => {
  it.each(Object.entries(receivable2025))('charges %s %i yuan in all', (category, yuan) => {
    expect(standing(category).reduce((sum, unit) => sum + chargeOf(unit), 0)).toBe(yuan)
  })

  it('adds up to the published 1061102 yuan', () => {
    expect(billed.reduce((sum, unit) => sum + chargeOf(unit), 0)).toBe(1_061_102)
  })

  it.each(chargePlan2025)('is, for $category, as the table in the code says', (line) => {
    const members = standing(line.category)
    expect(members.filter((unit) => unit.kind === 'shop')).toHaveLength(line.shops)
    expect(members).toHaveLength(line.homes + line.shops)
    expect(squareMetres(members)).toBeCloseTo(line.areaM2, 6)
    const squareMetreMonths = members.reduce(
      (sum, unit) => sum + (unit.areaCentiM2 / 100) * sharesOf(unit).filter((share) => share > 0).length,
      0,
    )
    const rate = members.reduce((sum, unit) => sum + chargeOf(unit), 0) / squareMetreMonths
    expect(rate).toBeCloseTo(line.yuanPerM2Month, 3)
    expect(rate).toBeGreaterThan(0.3)
    expect(rate).toBeLessThan(0.75)
  })

  it('averages 0.6555 yuan per m² and month over what is lived in', () => {
    const members = units.filter((unit) => livedIn(unit, '2025-12-31'))
    const yuan = members.reduce((sum, unit) => sum + chargeOf(unit), 0)
    expect(yuan / 12 / squareMetres(members)).toBeCloseTo(0.6555, 4)
  })

  it('charges every home and shop that somebody holds at least once in the year, and nothing else', () => {
    for (const unit of units) {
      const held = rateClassOf(unit) !== null && categoryOn(unit, '2025-12-31') !== 'undelivered'
      expect(sharesOf(unit).some((share) => share > 0)).toBe(held)
    }
  })

  it('asks of every unit what its own area and months explain', () => {
    for (const unit of billed) {
      const months = sharesOf(unit).filter((share) => share > 0).length
      if (months === 0) continue
      const rate = chargeOf(unit) / months / (unit.areaCentiM2 / 100)
      expect(rate).toBeGreaterThan(0.21)
      expect(rate).toBeLessThan(1.22)
    }
  })

  it('bears no fee for the 46 parking spaces and storage rooms handed over', () => {
    const others = units.filter((unit) => unit.handedOverOn !== null && rateClassOf(unit) === null)
    expect(others).toHaveLength(46)
    expect(squareMetres(others)).toBeCloseTo(587.43, 6)
  })
})

describe('a month of the fee', () => {
  const never = {
    readyOn: '2025-01-01',
    dueOn: null,
    handedOverOn: null,
    decorationStartedOn: null,
    decorationFinishedOn: null,
    movedInOn: null,
    movedOutOn: null,
    soldOn: null,
    letFrom: null,
    letTo: null,
    leasebackFrom: null,
    leasebackTo: null,
  }

  it('costs a home nothing before the handover, all in its month, half while empty, all after the moving in', () => {
    const dates = { ...never, handedOverOn: '2025-03-20', movedInOn: '2025-06-02', movedOutOn: '2025-10-05' }
    expect(monthShares('high-rise', dates, 2025)).toEqual([0, 0, 1, 0.5, 0.5, 0.5, 1, 1, 1, 1, 0.5, 0.5])
  })

  it('costs a shop all of it though it stands empty', () => {
    const dates = { ...never, handedOverOn: '2025-10-08' }
    expect(monthShares('shop', dates, 2025)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
  })

  it('costs what is let before its handover all of it, from the first month of the lease through the last', () => {
    const dates = { ...never, letFrom: '2025-02-27', letTo: '2025-04-01' }
    expect(monthShares('mid-rise', dates, 2025)).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('is rounded half up to the yuan', () => {
    expect(monthCharge('walk-up', 10_000, 1)).toBe(45)
    expect(monthCharge('walk-up', 10_000, 0.5)).toBe(23)
    expect(monthCharge('walk-up', 9_999, 0.5)).toBe(22)
  })

  it('changes exactly at the area that is said to be the next', () => {
    for (const share of [0.5, 1] as const) {
      for (const area of [5_230, 7_662, 12_368, 27_610]) {
        const above = areaOfNextCharge('villa', area, share, 1)
        const below = areaOfNextCharge('villa', area, share, -1)
        const charge = monthCharge('villa', area, share)
        expect([above - 1, above].map((size) => monthCharge('villa', size, share))).toEqual([charge, charge + 1])
        expect([below, below + 1].map((size) => monthCharge('villa', size, share))).toEqual([charge - 1, charge])
      }
    }
  })
})
