import { describe, expect, it } from 'vitest'
import { deal, type Household, reasonsOf } from '../../electron/core/visits/rules.ts'

const household = (more: Partial<Household> = {}): Household => ({
  unitId: 1,
  stewardId: null,
  lastMetOn: '2026-11-01',
  movedInOn: '2020-01-01',
  owed: 0,
  oldestBornOn: '1990-01-01',
  complained: false,
  ...more,
})

describe('why a household is proposed', () => {
  it.each([
    [{}, []],
    [{ lastMetOn: null }, ['not-visited']],
    [{ lastMetOn: '2026-05-21' }, ['not-visited']],
    [{ lastMetOn: '2026-05-22' }, []],
    [{ owed: 1 }, ['arrears']],
    [{ oldestBornOn: '1966-11-21' }, ['elderly']],
    [{ oldestBornOn: '1966-11-22' }, []],
    [{ movedInOn: '2026-10-01', lastMetOn: null }, ['not-visited', 'new']],
    [{ movedInOn: '2026-10-01', lastMetOn: '2026-10-05' }, []],
    [{ movedInOn: '2026-08-21', lastMetOn: '2026-08-20' }, []],
    [{ complained: true, owed: 5 }, ['complained', 'arrears']],
  ] as const)('%o gives %o', (more, reasons) => {
    expect(reasonsOf(household(more), '2026-11-21', 6)).toEqual(reasons)
  })
})

describe('dealing out a day', () => {
  const candidates = (stewardId: number | null, count: number, from: number) =>
    Array.from({ length: count }, (_, index) => ({
      household: household({ unitId: from + index, stewardId }),
      reasons: ['arrears'] as const,
    }))
  const loads = (dealt: ReturnType<typeof deal>) =>
    Object.fromEntries([...Map.groupBy(dealt, (one) => one.stewardId)].map(([id, own]) => [id, own.length]))

  it('gives each steward the households of the zone, and evens out what one has too many', () => {
    const dealt = deal([...candidates(7, 8, 1), ...candidates(8, 2, 100)], [7, 8], 10)
    expect(loads(dealt)).toEqual({ 7: 5, 8: 5 })
    expect(dealt.filter((one) => one.household.unitId >= 100).every((one) => one.stewardId === 8)).toBe(true)
  })

  it('takes the weightiest, and no more than fit into the day', () => {
    const heavy = { household: household({ unitId: 999 }), reasons: ['complained'] as const }
    const dealt = deal(
      [...candidates(null, 9, 1), heavy, { household: household({ unitId: 5000 }), reasons: [] }],
      [7, 8],
      2,
    )
    expect(dealt).toHaveLength(4)
    expect(dealt[0]?.household.unitId).toBe(999)
    expect(loads(dealt)).toEqual({ 7: 2, 8: 2 })
  })
})
