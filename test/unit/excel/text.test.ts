import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellDecimal, cellMoment, cellMonth, cellText } from '../../../electron/documents/excel/cell.ts'
import {
  decimalOfNumber,
  normalizeText,
  parseDateText,
  parseDecimal,
  parseMonthText,
} from '../../../electron/documents/excel/text.ts'

describe('text typed by people', () => {
  it('loses its stray spaces and invisible characters', () => {
    expect(normalizeText('\ufeff\u3000 张\u200b三\u00a0\r\n  （业主）\t')).toBe('张三 (业主)')
    expect(normalizeText('\u200e1栋\u00ad101\u0007')).toBe('1栋101')
    expect(normalizeText('\u3000\u00a0\ufeff ')).toBe('')
  })

  it('gets half-width digits, letters and punctuation, and keeps everything Chinese', () => {
    expect(normalizeText('１栋－１０１（Ａ）：，；～￥')).toBe('1栋-101(A):,;~¥')
    expect(normalizeText('阳台漏水。请来、谢谢“急”《》——…')).toBe('阳台漏水。请来、谢谢“急”《》——…')
    // Compatibility forms that NFKC would rewrite: a unit, a number in a circle, a character of a name.
    expect(normalizeText('89㎡ ① 神')).toBe('89㎡ ① 神')
  })

  it('stays the same when it is normalised twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
      }),
    )
  })
})

describe('a date typed as text', () => {
  it('is understood in the ways dates are written here', () => {
    const typed = [
      '2024-03-05',
      '2024/3/5',
      '2024.3.5',
      '2024年3月5日',
      '2024 年 3 月 5 日',
      '20240305',
      '２０２４－３－５',
      ' 2024-3-05 ',
    ]
    for (const text of typed) expect(parseDateText(text), text).toEqual({ date: '2024-03-05', time: '00:00' })
  })

  it('may have a time', () => {
    const typed = [
      '2024-03-05 09:12',
      '2024/3/5 9:12:59',
      '2024-03-05T09:12:00.000',
      '2024年3月5日 9时12分',
      '2024年3月5日9:12',
      '20240305 09：12',
    ]
    for (const text of typed) expect(parseDateText(text), text).toEqual({ date: '2024-03-05', time: '09:12' })
  })

  it('is refused when the day or the time does not exist, or when it could mean two things', () => {
    const typed = [
      '2024-02-30',
      '2023-02-29',
      '2024-13-01',
      '2024-00-01',
      '2024-04-31',
      '2024-03-05 24:00',
      '2024-03-05 9:60',
      '24-3-5',
      '5/3/2024',
      '2024-3/5',
      '2024-03',
      '202403',
      '45356',
      '2024-03-05 早上',
      '',
    ]
    for (const text of typed) expect(parseDateText(text), text).toBeNull()
    expect(parseDateText('2024-02-29')).not.toBeNull()
  })

  it('may be only a month where a month is asked for', () => {
    for (const text of ['2024-03', '2024/3', '2024.3', '2024年3月', '202403'])
      expect(parseMonthText(text), text).toBe('2024-03')
    for (const text of ['2024-13', '2024-00', '2024', '24-3', '2024-03-05'])
      expect(parseMonthText(text), text).toBeNull()
  })
})

describe('an amount', () => {
  it('typed as text is taken exactly, with its signs and units', () => {
    const cases: readonly [string, number, number][] = [
      ['156774.65', 2, 15677465],
      ['156,774.65', 2, 15677465],
      ['￥１５６，７７４．６５元', 2, 15677465],
      ['¥ 5', 2, 500],
      ['-¥5.1', 2, -510],
      ['¥-5.1', 2, -510],
      ['+.5', 2, 50],
      ['5.', 2, 500],
      ['1.50000', 2, 150],
      ['89.41㎡', 2, 8941],
      ['89.41 m²', 2, 8941],
      ['89.41平方米', 2, 8941],
      ['2.3456', 4, 23456],
      ['-0', 2, 0],
      ['90071992547409.91', 2, 9007199254740991],
    ]
    for (const [text, digits, value] of cases)
      expect(parseDecimal(text, digits), text).toStrictEqual({ ok: true, value })
  })

  it('is refused with the reason when it cannot be taken exactly', () => {
    for (const text of ['', '元', '.', '-', 'abc', '1,23', '1,2345', '1.2.3', '--1', '1e3', '1 2', '12元元', '1.5万']) {
      expect(parseDecimal(text, 2), text).toEqual({ ok: false, refusal: 'not-a-number' })
    }
    expect(parseDecimal('1.005', 2)).toEqual({ ok: false, refusal: 'too-many-decimals' })
    expect(parseDecimal('90071992547409.92', 2)).toEqual({ ok: false, refusal: 'out-of-range' })
    expect(parseDecimal('9'.repeat(5000), 2)).toEqual({ ok: false, refusal: 'out-of-range' })
  })

  it('in a numeric cell sheds the noise of binary fractions', () => {
    const cases: readonly [string, number][] = [
      ['89.410000000000011', 8941],
      ['0.30000000000000004', 30],
      ['156774.65000000002', 15677465],
      ['-2.0099999999999998', -201],
      ['9.9999999999999995E-2', 10],
      ['1E2', 10000],
      ['99999999999999.999', 10000000000000000],
    ]
    for (const [raw, value] of cases.slice(0, -1))
      expect(decimalOfNumber(raw, 2), raw).toStrictEqual({ ok: true, value })
    expect(decimalOfNumber('99999999999999.999', 2)).toEqual({ ok: false, refusal: 'out-of-range' })
    expect(decimalOfNumber('1.005', 2)).toEqual({ ok: false, refusal: 'too-many-decimals' })
    expect(decimalOfNumber('1E-300', 2)).toEqual({ ok: false, refusal: 'too-many-decimals' })
    expect(decimalOfNumber('1E308', 2)).toEqual({ ok: false, refusal: 'out-of-range' })
    expect(decimalOfNumber('abc', 2)).toEqual({ ok: false, refusal: 'not-a-number' })
  })

  it('comes back from every spelling of every number of fen, as text and as the float a program stores', () => {
    const fen = fc.integer({ min: -999_999_999_999_99, max: 999_999_999_999_99 })
    fc.assert(
      fc.property(fen, (value) => {
        const sign = value < 0 ? '-' : ''
        const digits = String(Math.abs(value)).padStart(3, '0')
        const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
        expect(parseDecimal(text, 2)).toEqual({ ok: true, value })
        expect(decimalOfNumber((value / 100).toPrecision(17), 2)).toEqual({ ok: true, value })
        expect(decimalOfNumber(String((value / 100) * 3 - (value / 100) * 2), 2)).toMatchObject({ ok: true })
      }),
    )
  })
})

describe('a cell', () => {
  const formula = { kind: 'formula', formula: 'A1', result: { kind: 'text', text: ' 1栋 ' } } as const

  it('is shown as the clerk sees it, a formula by its result', () => {
    expect(cellText(formula)).toBe('1栋')
    expect(cellText({ kind: 'number', value: 101, raw: '101' })).toBe('101')
    expect(cellText({ kind: 'number', value: 0.1 + 0.2, raw: '0.30000000000000004' })).toBe('0.3')
    expect(cellText({ kind: 'date', date: '2024-03-05', time: '00:00' })).toBe('2024-03-05')
    expect(cellText({ kind: 'date', date: '2024-03-05', time: '09:12' })).toBe('2024-03-05 09:12')
    expect(cellText({ kind: 'boolean', value: true })).toBe('是')
    expect(cellText({ kind: 'formula', formula: 'A1', result: null })).toBe('')
    expect(cellText(undefined)).toBe('')
  })

  it('gives a date, a month or an amount, however it was entered', () => {
    expect(cellMoment({ kind: 'number', value: 20240305, raw: '20240305' })?.date).toBe('2024-03-05')
    expect(cellMoment({ kind: 'number', value: 45356, raw: '45356' })).toBeNull()
    expect(cellMonth({ kind: 'date', date: '2024-03-01', time: '00:00' })).toBe('2024-03')
    expect(cellMonth({ kind: 'text', text: '2024年3月' })).toBe('2024-03')
    expect(cellDecimal({ kind: 'number', value: 89.41, raw: '89.410000000000011' }, 2)).toEqual({
      ok: true,
      value: 8941,
    })
    expect(cellDecimal({ kind: 'text', text: '¥89.41' }, 2)).toEqual({ ok: true, value: 8941 })
    expect(cellDecimal({ kind: 'error', text: '#N/A' }, 2)).toEqual({ ok: false, refusal: 'not-a-number' })
  })
})
