import { describe, expect, it } from 'vitest'
import { sampleOffice } from '../../../electron/core/sample/office.ts'
import { by, categoryOn, livedIn, squareMetres, tally, within } from './dates.ts'

const day = '2025-12-31'

describe.each(['2025-12-31', '2026-02-17', '2026-11-21', '2027-06-30'])('the year 2025 seen from %s', (today) => {
  const { units } = sampleOffice(today)
  const handedOver = units.filter((unit) => by(unit.handedOverOn, day))
  const movedIn = units.filter((unit) => livedIn(unit, day))

  it('has 1407 units ready and 1258 handed over with 156774.65 m²', () => {
    expect(units.filter((unit) => by(unit.readyOn, day))).toHaveLength(1407)
    expect(handedOver).toHaveLength(1258)
    expect(squareMetres(handedOver)).toBe(156774.65)
  })

  it('has 96 due and 121 handed over in the year, none of them a villa', () => {
    expect(units.filter((unit) => within(unit.dueOn, 2025, day))).toHaveLength(96)
    const done = units.filter((unit) => within(unit.handedOverOn, 2025, day))
    expect(tally(done, (unit) => unit.kind)).toEqual({ residence: 101, parking: 18, storage: 1, shop: 1 })
  })

  it('has 779 units lived in with 95257.58 m², 690 of them decorated', () => {
    expect(squareMetres(movedIn)).toBe(95257.58)
    const decorated = movedIn.filter((unit) => by(unit.decorationFinishedOn, day))
    expect([movedIn.length, decorated.length, movedIn.length - decorated.length]).toEqual([779, 690, 89])
  })

  it('stands in the occupancy categories that the published household rates need', () => {
    const homes = units.filter((unit) => unit.kind === 'residence' || unit.kind === 'villa')
    const shops = units.filter((unit) => unit.kind === 'shop')
    const others = units.filter((unit) => unit.kind === 'parking' || unit.kind === 'storage')
    expect(tally(homes, (unit) => categoryOn(unit, day))).toEqual({
      'decorated-resident': 642,
      'undecorated-resident': 82,
      decorating: 88,
      'decorated-vacant': 30,
      vacant: 276,
      'unsold-let': 95,
      'undelivered-leaseback': 6,
      undelivered: 32 + 136,
    })
    expect(tally(shops, (unit) => categoryOn(unit, day))).toEqual({
      'decorated-resident': 48,
      'undecorated-resident': 7,
      'decorated-vacant': 5,
      vacant: 34,
      undelivered: 4,
    })
    expect(tally(others, (unit) => categoryOn(unit, day))).toEqual({ vacant: 46, undelivered: 12 + 50 })
  })

  it('gives the groups of the collection rates: 724 homes lived in, 88 decorating, 407 not moved in, 94 shops', () => {
    const chargeable = units.filter((unit) => unit.kind !== 'parking' && unit.kind !== 'storage')
    const group = (unit: (typeof units)[number]) => {
      const category = categoryOn(unit, day)
      if (category === 'undelivered') return 'none'
      if (unit.kind === 'shop') return 'shop'
      if (category.endsWith('-resident')) return 'moved-in'
      return category === 'decorating' ? 'decorating' : 'not-moved-in'
    }
    const { none: _, ...groups } = tally(chargeable, group)
    expect(groups).toEqual({ 'moved-in': 724, decorating: 88, 'not-moved-in': 407, shop: 94 })
  })
})

describe('what later happens', () => {
  it('does not change what was known at the end of 2025', () => {
    const then = sampleOffice(day)
    const later = sampleOffice('2026-11-21')
    const asOf = (date: string | null) => (date !== null && date > day ? null : date)
    const unitsAsOf = later.units.map((unit) => ({
      ...unit,
      readyOn: asOf(unit.readyOn),
      dueOn: asOf(unit.soldOn) === null ? null : unit.dueOn,
      handedOverOn: asOf(unit.handedOverOn),
      decorationStartedOn: asOf(unit.decorationStartedOn),
      decorationFinishedOn: asOf(unit.decorationFinishedOn),
      movedInOn: asOf(unit.movedInOn),
      movedOutOn: asOf(unit.movedOutOn),
      soldOn: asOf(unit.soldOn),
      letFrom: asOf(unit.letFrom),
      letTo: asOf(unit.letTo),
      leasebackFrom: asOf(unit.leasebackFrom),
      leasebackTo: asOf(unit.leasebackTo),
    }))
    expect(unitsAsOf).toEqual(then.units)
    const residentsAsOf = later.residents.filter((resident) => resident.from <= day)
    expect(residentsAsOf.map((resident) => ({ ...resident, to: asOf(resident.to) }))).toEqual(then.residents)
  })

  it('is an ordinary 2026: a tower becomes ready, keys are handed over, people move in and out, some are late', () => {
    const today = '2026-11-21'
    const { units } = sampleOffice(today)
    const count = (date: (unit: (typeof units)[number]) => string | null) =>
      units.filter((unit) => within(date(unit), 2026, today)).length
    expect(count((unit) => unit.readyOn)).toBe(68)
    expect(count((unit) => unit.handedOverOn)).toBeGreaterThan(50)
    expect(count((unit) => unit.decorationStartedOn)).toBeGreaterThan(60)
    expect(count((unit) => unit.movedInOn)).toBeGreaterThan(40)
    expect(count((unit) => unit.movedOutOn)).toBeGreaterThan(3)
  })

  it.each(['2025-12-31', '2026-03-15', '2026-08-01', '2026-11-21'])(
    'has units overdue and units due soon on %s',
    (today) => {
      const waiting = sampleOffice(today).units.filter((unit) => unit.dueOn !== null && unit.handedOverOn === null)
      const overdue = waiting.filter((unit) => by(unit.dueOn, today))
      expect(overdue.length).toBeGreaterThanOrEqual(8)
      expect(overdue.length).toBeLessThan(60)
      expect(waiting.length - overdue.length).toBeGreaterThan(20)
    },
  )

  it('leaves some units of 2025 overdue at its end', () => {
    const overdue = sampleOffice(day).units.filter(
      (unit) => within(unit.dueOn, 2025, day) && unit.handedOverOn === null,
    )
    expect(tally(overdue, (unit) => unit.kind)).toEqual({ residence: 12, parking: 4 })
  })
})
