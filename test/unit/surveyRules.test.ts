import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formCode, isFormCode, rateText, serialOf, wilson } from '../../electron/core/surveys/rules.ts'

it.each([
  // Checked by hand: 359/422 → 81.3 %…88.2 %.
  [359, 422, 813, 882],
  [46, 50, 811, 969],
  [0, 10, 0, 278],
  [10, 10, 722, 1000],
] as const)('the 95 %% interval of %i of %i', (count, of, low, high) => {
  expect(wilson(count, of)).toEqual({ low, high })
})

it('knows nothing without replies', () => {
  expect(wilson(0, 0)).toBeNull()
  expect(rateText(0, 0)).toBeNull()
})

it('the interval holds the rate and stays within 0–100 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (of, any) => {
      const count = any % (of + 1)
      const { low, high } = wilson(count, of) ?? { low: -1, high: -1 }
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1000)
      expect(low).toBeLessThanOrEqual((count * 1000) / of)
      expect(high).toBeGreaterThanOrEqual((count * 1000) / of)
    }),
  )
})

it('a rate is rounded half up to one decimal', () => {
  expect(rateText(359, 422)).toBe('85.1')
  expect(rateText(1, 2000)).toBe('0.1')
  expect(rateText(1, 2001)).toBe('0.0')
  expect(rateText(5, 5)).toBe('100.0')
})

it('a code with one wrong digit is no code', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 9999 }),
      fc.nat(5),
      fc.integer({ min: 1, max: 9 }),
      (survey, serial, at, by) => {
        const code = formCode(survey, serial)
        expect(isFormCode(code)).toBe(true)
        const wrong = [...code]
          .map((digit, index) => (index === at ? String((Number(digit) + by) % 10) : digit))
          .join('')
        expect(isFormCode(wrong)).toBe(false)
      },
    ),
  )
})

it('no two forms have one code, however many a survey has; a short number is coded as ever', () => {
  const form = fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3_000_000 }))
  fc.assert(
    fc.property(form, form, (one, other) => {
      expect(formCode(...one) === formCode(...other)).toBe(one[0] === other[0] && one[1] === other[1])
      expect(serialOf(one[0], formCode(...one))).toBe(one[1])
    }),
  )
  expect(formCode(11, 1)).not.toBe(formCode(1, 10001))
  expect(formCode(1, 10001)).toBe('01100015')
  expect(formCode(1, 1)).toBe('100016')
  // As it was printed before: without the nought.
  expect([isFormCode('1100015'), serialOf(1, '1100015')]).toEqual([true, 10001])
})
