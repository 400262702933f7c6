import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountInWords, roundFen, spread } from '../../../electron/contract/money.ts'

const values: Readonly<Record<string, number>> = {
  零: 0,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
}
const scales: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 }

/** Reads an amount in words back: an own grammar, not the writer's. */
function read(words: string): number {
  let [yuan, group, digit, fen] = [0, 0, 0, 0]
  let large = 0
  for (const sign of words) {
    if (sign in values) digit = values[sign] as number
    else if (sign in scales) {
      group += digit * (scales[sign] as number)
      digit = 0
    } else if (sign === '万') {
      yuan += (group + digit) * 10_000
      group = 0
      digit = 0
    } else if (sign === '亿') {
      large += (yuan + group + digit) * 100_000_000
      yuan = 0
      group = 0
      digit = 0
    } else if (sign === '元') {
      yuan += group + digit
      group = 0
      digit = 0
    } else if (sign === '角') {
      fen += digit * 10
      digit = 0
    } else if (sign === '分') fen += digit
  }
  return (large + yuan) * 100 + fen
}

describe('an amount in words', () => {
  test.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [1000, '壹拾元整'],
    [1050, '壹拾元零伍角整'],
    [10_000, '壹佰元整'],
    [100_500, '壹仟零伍元整'],
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [1_005_000, '壹万零伍拾元整'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_680_032, '壹万陆仟捌佰元零叁角贰分'],
    [100_000_000, '壹佰万元整'],
    [10_000_000_000, '壹亿元整'],
    [1_000_000_100, '壹仟万零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
  ])('%i fen is %s', (fen, words) => {
    expect(amountInWords(fen)).toBe(words)
  })

  test('reads back as the same amount, without two 零 in a row', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(99_999_999_999), fc.nat(200_000)), (fen) => {
        const words = amountInWords(fen)
        expect([words, read(words)]).toEqual([words, fen])
        expect(words).not.toContain('零零')
        expect(words.endsWith('整')).toBe(fen % 10 === 0)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('rounding', () => {
  const exact = (numerator: number, denominator: number) => ({
    numerator: BigInt(numerator),
    denominator: BigInt(denominator),
  })
  test('happens once, to fen, jiao or yuan, half up, up or down', () => {
    expect(roundFen(exact(1, 2), 'fen', 'half-up')).toBe(1)
    expect(roundFen(exact(49, 100), 'fen', 'half-up')).toBe(0)
    expect(roundFen(exact(10_050, 1), 'yuan', 'half-up')).toBe(10_100)
    expect(roundFen(exact(10_049, 1), 'yuan', 'half-up')).toBe(10_000)
    expect(roundFen(exact(10_001, 1), 'jiao', 'up')).toBe(10_010)
    expect(roundFen(exact(10_099, 1), 'yuan', 'down')).toBe(10_000)
  })
})

describe('spreading an amount', () => {
  test('the parts are whole fen, add up to it, and differ from the exact share by less than a fen', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000_000),
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 50 }),
        (amount, weights) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          fc.pre(total > 0)
          const parts = spread(amount, weights)
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
          for (const [index, part] of parts.entries()) {
            expect(Number.isInteger(part)).toBe(true)
            expect(Math.abs(part - (amount * (weights[index] as number)) / total)).toBeLessThan(1.000001)
          }
        },
      ),
    )
  })

  test('the largest remainder gets the odd fen, among equals the first', () => {
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(spread(100, [1, 2, 3])).toEqual([17, 33, 50])
  })

  test('nothing to spread over is refused', () => {
    expect(() => spread(100, [0, 0])).toThrow(RangeError)
  })
})
