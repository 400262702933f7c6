import { z } from 'zod'
import { type DateText, daysInMonth } from './dates.ts'

/** What a work report covers: a whole year, one of its quarters (`q1`), or one of its months (`m01`). */
export const spans = [
  'year',
  'q1',
  'q2',
  'q3',
  'q4',
  'm01',
  'm02',
  'm03',
  'm04',
  'm05',
  'm06',
  'm07',
  'm08',
  'm09',
  'm10',
  'm11',
  'm12',
] as const
export const span = z.enum(spans)
export type Span = z.infer<typeof span>

export type SpanKind = 'year' | 'quarter' | 'month'

export function spanKind(of: Span): SpanKind {
  return of === 'year' ? 'year' : of.startsWith('q') ? 'quarter' : 'month'
}

/** Number of a quarter or month; 0 for a year. */
export function spanNumber(of: Span): number {
  return of === 'year' ? 0 : Number(of.slice(1))
}

/** First and last day of a span of a year, both inside. */
export function boundsOf(year: number, of: Span): { readonly from: DateText; readonly end: DateText } {
  const number = spanNumber(of)
  const [first, last] =
    of === 'year' ? [1, 12] : spanKind(of) === 'quarter' ? [number * 3 - 2, number * 3] : [number, number]
  const two = (value: number) => String(value).padStart(2, '0')
  return { from: `${year}-${two(first)}-01`, end: `${year}-${two(last)}-${daysInMonth(year, last)}` }
}

/** The spans of one kind, in order. */
export function spansOf(kind: SpanKind): readonly Span[] {
  return spans.filter((one) => spanKind(one) === kind)
}

/** The quarter or month a day lies in. */
export function spanOf(kind: SpanKind, day: DateText): Span {
  const month = Number(day.slice(5, 7))
  if (kind === 'year') return 'year'
  return (kind === 'quarter' ? `q${Math.ceil(month / 3)}` : `m${day.slice(5, 7)}`) as Span
}

/** A year, quarter or month by its name: 2025 年第 1 季度. */
export function spanWords(year: number, of: Span): { readonly zh: string; readonly en: string } {
  const number = spanNumber(of)
  switch (spanKind(of)) {
    case 'year':
      return { zh: `${year} 年`, en: String(year) }
    case 'quarter':
      return { zh: `${year} 年第 ${number} 季度`, en: `Q${number} ${year}` }
    case 'month':
      return { zh: `${year} 年 ${number} 月`, en: `${monthNames[number - 1]} ${year}` }
  }
}

export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
