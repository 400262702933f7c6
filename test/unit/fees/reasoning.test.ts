import { describe, expect, test } from 'vitest'
import {
  amountAtVacancies,
  type BillingTariff,
  type BillingUnit,
  planCharges,
} from '../../../electron/core/billing/reasoning.ts'
import { type BillingRules, defaultBillingRules } from '../../../electron/core/settings/billing.ts'

const unit = (more: Partial<BillingUnit> = {}): BillingUnit => ({
  areaCenti: 10_000,
  handedOverOn: '2020-05-10',
  leases: [],
  assignments: [{ fromOn: '2020-01-01', toOn: null, ratioBp: 10_000 }],
  vacancies: [],
  owners: [{ personId: 7, fromOn: '2019-01-01', toOn: null }],
  tenants: [],
  charged: [],
  ...more,
})
const tariff = (more: Partial<BillingTariff> = {}): BillingTariff => ({
  basis: 'area-month',
  rounding: 'fen',
  roundingWay: 'half-up',
  cycleMonths: 1,
  dueDay: 31,
  dueIn: 'last',
  payer: 'owner',
  followsHandover: true,
  prices: [{ fromOn: '2015-01-01', toOn: null, priceE4: 12_345 }],
  ...more,
})
const year = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`)
const plan = (
  of: BillingUnit,
  by: BillingTariff,
  months: readonly string[] = year,
  rules: Partial<BillingRules> = {},
  publishedOn = '2025-01-01',
) => planCharges(of, by, months, publishedOn, { ...defaultBillingRules, ...rules })
const amounts = (result: ReturnType<typeof plan>) => result.charges.map((charge) => charge.amount)

describe('what a unit is charged', () => {
  test('area × price × months, rounded once at the end', () => {
    // 100.00 m² × 1.2345 yuan × 12 = 1481.40; month by month it would be 12 × 123.45.
    expect(amounts(plan(unit(), tariff({ cycleMonths: 12 })))).toEqual([148_140])
    expect(amounts(plan(unit({ areaCenti: 8941 }), tariff({ cycleMonths: 12 })))).toEqual([132_452])
    expect(amounts(plan(unit({ areaCenti: 8941 }), tariff(), ['2025-01']))).toEqual([11_038])
  })

  test.each([
    ['fen', 'up', 11_038],
    ['jiao', 'half-up', 11_040],
    ['yuan', 'half-up', 11_000],
    ['yuan', 'up', 11_100],
    ['yuan', 'down', 11_000],
  ] as const)('rounds to %s, %s', (rounding, roundingWay, amount) => {
    expect(amounts(plan(unit({ areaCenti: 8941 }), tariff({ rounding, roundingWay }), ['2025-01']))).toEqual([amount])
  })

  test('a cycle makes one charge of its months, due on the tariff’s day', () => {
    const { charges } = plan(unit(), tariff({ cycleMonths: 3, dueDay: 10, dueIn: 'first' }))
    expect(charges.map(({ fromOn, toOn, dueOn }) => [fromOn, toOn, dueOn])).toEqual([
      ['2025-01-01', '2025-03-31', '2025-01-10'],
      ['2025-04-01', '2025-06-30', '2025-04-10'],
      ['2025-07-01', '2025-09-30', '2025-07-10'],
      ['2025-10-01', '2025-12-31', '2025-10-10'],
    ])
  })

  test('a bill is never due before it is published; a due day that the month lacks is its last day', () => {
    expect(plan(unit(), tariff({ dueDay: 5, dueIn: 'first' }), ['2025-01'], {}, '2025-03-02').charges[0]?.dueOn).toBe(
      '2025-03-02',
    )
    expect(plan(unit(), tariff(), ['2025-02']).charges[0]?.dueOn).toBe('2025-02-28')
    expect(plan(unit(), tariff({ dueIn: 'next', dueDay: 5 }), ['2025-12']).charges[0]?.dueOn).toBe('2026-01-05')
  })

  test('a fixed price takes no notice of the area', () => {
    expect(amounts(plan(unit({ areaCenti: 0 }), tariff({ basis: 'fixed-month' }), ['2025-01']))).toEqual([123])
  })

  test('the assignment’s ratio counts', () => {
    const half = unit({ assignments: [{ fromOn: '2020-01-01', toOn: null, ratioBp: 5000 }] })
    expect(amounts(plan(half, tariff({ cycleMonths: 12 })))).toEqual([74_070])
  })
})

describe('the month of handover', () => {
  const handed = unit({ handedOverOn: '2025-04-11', owners: [{ personId: 7, fromOn: '2025-01-01', toOn: null }] })
  const who = (result: ReturnType<typeof plan>) =>
    result.charges.map(({ fromOn, toOn, amount, debtorKind }) => [fromOn, toOn, amount, debtorKind])

  test('is the developer’s by default, the owner pays from the next', () => {
    expect(who(plan(handed, tariff(), ['2025-03', '2025-04', '2025-05']))).toEqual([
      ['2025-04-01', '2025-04-30', 12_345, 'developer'],
      ['2025-05-01', '2025-05-31', 12_345, 'owner'],
    ])
  })

  test('may be the owner’s, or each their days', () => {
    expect(who(plan(handed, tariff(), ['2025-04'], { handoverMonth: 'owner' }))).toEqual([
      ['2025-04-01', '2025-04-30', 12_345, 'owner'],
    ])
    expect(who(plan(handed, tariff(), ['2025-04'], { handoverMonth: 'split', partMonth: 'whole' }))).toEqual([
      ['2025-04-01', '2025-04-10', 4115, 'developer'],
      ['2025-04-11', '2025-04-30', 8230, 'owner'],
    ])
  })
})

describe('before the handover', () => {
  const leased = unit({ handedOverOn: null, leases: [{ fromOn: '2025-02-15', toOn: '2025-03-14' }] })

  test('only what is let or leased back is charged, to the developer', () => {
    const { charges, none } = plan(leased, tariff(), ['2025-01', '2025-02', '2025-03', '2025-04'])
    expect(charges.map(({ amount, debtorKind }) => [amount, debtorKind])).toEqual([
      [6173, 'developer'],
      [5575, 'developer'],
    ])
    expect(Object.fromEntries(none)).toEqual({ '2025-01': 'not-handed-over', '2025-04': 'not-handed-over' })
  })

  test('part months count by days, half or whole, as the office has set', () => {
    expect(amounts(plan(leased, tariff(), ['2025-02', '2025-03'], { partMonth: 'half' }))).toEqual([6173, 6173])
    expect(amounts(plan(leased, tariff(), ['2025-02', '2025-03'], { partMonth: 'whole' }))).toEqual([12_345, 12_345])
  })

  test('two leases in one whole month make one month', () => {
    const twice = unit({
      handedOverOn: null,
      leases: [
        { fromOn: '2025-01-01', toOn: '2025-02-05' },
        { fromOn: '2025-02-20', toOn: null },
      ],
    })
    expect(amounts(plan(twice, tariff(), ['2025-02'], { partMonth: 'whole' }))).toEqual([12_345])
  })

  test('everything or nothing may be charged as well', () => {
    expect(amounts(plan(leased, tariff(), ['2025-01'], { undelivered: 'all' }))).toEqual([12_345])
    expect(amounts(plan(leased, tariff(), ['2025-02'], { undelivered: 'none' }))).toEqual([])
  })
})

describe('a vacancy', () => {
  const vacant = unit({
    vacancies: [{ fromOn: '2025-02-01', toOn: '2025-03-31', ratioBp: 5000, approvedOn: '2025-01-20' }],
  })

  test('in force when the bill is published lowers the charge and shows in its reasoning', () => {
    const { charges } = plan(vacant, tariff({ cycleMonths: 3 }), year.slice(0, 3), {}, '2025-01-25')
    expect(charges[0]?.amount).toBe(24_690)
    expect(charges[0]?.reasoning.segments.map(({ months, vacancyBp }) => [months, vacancyBp])).toEqual([
      [1, 10_000],
      [2, 5000],
    ])
  })

  test('approved later leaves the charge; the discount is the difference', () => {
    const { charges } = plan(vacant, tariff({ cycleMonths: 3 }), year.slice(0, 3), {}, '2025-01-10')
    const [charge] = charges
    expect(charge?.amount).toBe(37_035)
    expect(
      charge &&
        amountAtVacancies(charge.reasoning, [{ fromOn: '2025-02-01', toOn: '2025-03-31', ratioBp: 5000 }], true),
    ).toBe(24_690)
  })

  test('is nothing to the developer’s month', () => {
    const handed = unit({
      handedOverOn: '2025-04-11',
      vacancies: [{ fromOn: '2025-04-01', toOn: null, ratioBp: 5000, approvedOn: '2025-04-20' }],
    })
    expect(amounts(plan(handed, tariff(), ['2025-04', '2025-05'], {}, '2025-04-30'))).toEqual([12_345, 6173])
  })
})

describe('what days are charged', () => {
  const march = ['2025-03']
  const price = tariff({ prices: [{ fromOn: '2015-01-01', toOn: null, priceE4: 31_000 }] })
  const amount = 31_000

  test('a ratio that changes inside a month is charged for both stretches', () => {
    const changing = unit({
      assignments: [
        { fromOn: '2020-01-01', toOn: '2025-03-15', ratioBp: 10_000 },
        { fromOn: '2025-03-16', toOn: null, ratioBp: 5000 },
      ],
    })
    expect(amounts(plan(changing, price, march))).toEqual([15_000 + 8000])
  })

  test('days that are charged already leave the others to be charged, once', () => {
    const half = unit({ charged: [{ fromOn: '2025-03-01', toOn: '2025-03-15', isReversed: false }] })
    expect(amounts(plan(half, price, march))).toEqual([16_000])
    expect(
      amounts(plan(unit({ charged: [{ fromOn: '2025-03-01', toOn: '2025-03-31', isReversed: false }] }), price, march)),
    ).toEqual([])
    expect(plan(half, price, march, { partMonth: 'whole' }).none.get('2025-03')).toBe('already-charged')
  })

  test.each([true, false])(
    'a vacancy gives the same whether it is approved before the bill (%s) or after',
    (before) => {
      const spell = { fromOn: '2025-01-16', toOn: '2025-03-10', ratioBp: 5000 }
      const months = ['2025-01', '2025-02', '2025-03']
      const by = { ...price, cycleMonths: 3 }
      const approved = unit({ vacancies: [{ ...spell, approvedOn: '2024-12-01' }] })
      const [charge] = plan(before ? approved : unit(), by, months).charges
      const shown = before ? charge?.amount : charge && amountAtVacancies(charge.reasoning, [spell], true)
      expect(shown).toBe(15_000 + 8000 + amount / 2 + 5000 + 21_000)
    },
  )

  test('two vacancies in one bill lower it each for its own months', () => {
    const [charge] = plan(unit(), { ...price, cycleMonths: 12 }, year).charges
    const spells = [
      { fromOn: '2025-01-01', toOn: '2025-02-28', ratioBp: 5000 },
      { fromOn: '2025-11-01', toOn: null, ratioBp: 5000 },
    ]
    expect(charge && amountAtVacancies(charge.reasoning, spells, true)).toBe(amount * 10)
  })
})

describe('why a month bears no charge', () => {
  test.each([
    ['not-assigned', unit({ assignments: [] }), tariff()],
    ['assignment-not-begun', unit({ assignments: [{ fromOn: '2026-01-01', toOn: null, ratioBp: 10_000 }] }), tariff()],
    [
      'assignment-ended',
      unit({ assignments: [{ fromOn: '2020-01-01', toOn: '2024-12-31', ratioBp: 10_000 }] }),
      tariff(),
    ],
    ['not-handed-over', unit({ handedOverOn: null }), tariff()],
    ['price-missing', unit(), tariff({ prices: [{ fromOn: '2025-07-01', toOn: null, priceE4: 1 }] })],
    ['charge-reversed', unit({ charged: [{ fromOn: '2025-06-01', toOn: '2025-06-30', isReversed: true }] }), tariff()],
    ['already-charged', unit({ charged: [{ fromOn: '2025-06-01', toOn: '2025-06-30', isReversed: false }] }), tariff()],
    ['area-unknown', unit({ areaCenti: 0 }), tariff()],
    ['nothing-to-pay', unit({ areaCenti: 1 }), tariff({ rounding: 'jiao', roundingWay: 'down' })],
  ] as const)('%s', (reason, of, by) => {
    const { charges, none } = plan(of, by, ['2025-06'])
    expect(charges).toEqual([])
    expect(none.get('2025-06')).toBe(reason)
  })

  test('a charged month splits a cycle in two charges', () => {
    const { charges } = plan(
      unit({ charged: [{ fromOn: '2025-02-01', toOn: '2025-02-28', isReversed: false }] }),
      tariff({ cycleMonths: 3 }),
      ['2025-01', '2025-02', '2025-03'],
    )
    expect(charges.map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
      ['2025-01-01', '2025-01-31'],
      ['2025-03-01', '2025-03-31'],
    ])
  })
})

test('a price that changes inside a month is cut by days, or counts from its first day', () => {
  const changing = tariff({
    prices: [
      { fromOn: '2020-01-01', toOn: '2025-06-15', priceE4: 10_000 },
      { fromOn: '2025-06-16', toOn: null, priceE4: 20_000 },
    ],
  })
  expect(amounts(plan(unit(), changing, ['2025-06']))).toEqual([15_000])
  expect(amounts(plan(unit(), changing, ['2025-06'], { partMonth: 'whole' }))).toEqual([10_000])
})

test('the debtor is who owns the unit on the first day, or the tenant where the tariff says so', () => {
  const changing = unit({
    owners: [
      { personId: 1, fromOn: '2019-01-01', toOn: '2025-02-14' },
      { personId: 2, fromOn: '2025-02-15', toOn: null },
    ],
    tenants: [{ personId: 3, fromOn: '2025-03-01', toOn: null }],
  })
  expect(plan(changing, tariff(), year.slice(0, 3)).charges.map((charge) => charge.debtorId)).toEqual([1, 1, 2])
  expect(
    plan(changing, tariff({ payer: 'tenant' }), year.slice(0, 3)).charges.map(({ debtorKind, debtorId }) => [
      debtorKind,
      debtorId,
    ]),
  ).toEqual([
    ['owner', 1],
    ['owner', 1],
    ['tenant', 3],
  ])
})
