import type { DraftLanguage, DraftReference } from '../../../contract/drafts.ts'
import { parseReference, type Reference, referenceText } from '../../../contract/draftText.ts'
import { figureText, tenthsOf, tenthsText } from '../../../contract/printed.ts'
import { spanKind, spanNumber } from '../../../contract/spans.ts'
import type { FigureResult, FigureUnit, FigureValue, Words } from '../../../contract/summary.ts'
import { figureById } from '../engine.ts'
import type { Period } from '../figure.ts'
import type { Facts } from './facts.ts'

/** A reference with what it says. `isEmpty` where there is nothing to tell: a zero, or no difference. */
export interface Resolved extends DraftReference {
  readonly isEmpty: boolean
  readonly isMissing?: true
}

/** What a reference stands for on the day; null where no figure, part or target goes by it. */
export function resolve(ref: string, facts: Facts): Resolved | null {
  const own = reportWord(ref, facts)
  if (own) return own
  const asked = parseReference(ref)
  const figure = asked && facts.current.get(asked.figure)
  if (!asked || !figure) return null
  const label = labelOf(asked, figure, facts)
  const told = label === null ? null : tell(asked, figure, facts)
  return told && { ref, label: label ?? '', ...told }
}

/** Everything that can be said with a reference, in the order of the figures. */
export function allReferences(facts: Facts): Resolved[] {
  const found: Resolved[] = []
  const add = (reference: Reference) => {
    const resolved = resolve(referenceText(reference), facts)
    if (resolved) found.push(resolved)
  }
  for (const ref of ['year', 'asOf']) {
    const resolved = resolve(ref, facts)
    if (resolved) found.push(resolved)
  }
  for (const { id, unit, parts } of facts.current.values()) {
    for (const part of [undefined, ...parts.map(({ key }) => key)]) {
      const one = { figure: id, ...(part !== undefined && { part }) }
      add(one)
      if (unit === 'ratio') {
        add({ ...one, side: 'numerator' })
        add({ ...one, side: 'denominator' })
      }
      if (!facts.previous.has(id)) continue
      add({ ...one, of: 'before' })
      add({ ...one, of: 'change' })
    }
    for (const aim of ['target', 'gap', 'next'] as const) add({ figure: id, of: aim })
  }
  return found
}

type Told = Pick<Resolved, 'text' | 'isEmpty' | 'isMissing'>

/** Of a year whose records are not whole there is nothing to say; a text that says it all the same is marked. */
const nothing: Told = { text: '—', isEmpty: true, isMissing: true }

function tell(asked: Reference, figure: FigureResult, facts: Facts): Told | null {
  const { unit } = figure
  const then = facts.previous.get(figure.id)
  switch (asked.of) {
    case undefined:
      return sided(asked, unit, amountOf(asked, figure))
    case 'before':
      return then ? sided(asked, unit, amountOf(asked, then)) : nothing
    case 'change':
      return then ? difference(asked, unit, amountOf(asked, figure), amountOf(asked, then), facts.language) : nothing
    case 'target': {
      const target = facts.targets.find((one) => one.figure === figure.id)
      return target ? { text: targetText(unit, target.value), isEmpty: false } : null
    }
    case 'next': {
      const target = facts.next.find((one) => one.figure === figure.id)
      return target ? { text: targetText(unit, target.value), isEmpty: false } : null
    }
    case 'gap': {
      const target = facts.targets.find((one) => one.figure === figure.id)
      if (!target || target.margin === null) return null
      const size = Math.abs(target.margin)
      const text = unit === 'ratio' ? points(size, facts.language) : figureText(unit, { value: size })
      return { text, isEmpty: size === 0 }
    }
  }
}

/** A part that does not occur is nothing of it. */
function amountOf({ part }: Reference, figure: FigureResult): FigureValue {
  if (part === undefined) return figure
  return (
    figure.parts.find(({ key }) => key === part) ?? { value: 0, ...(figure.unit === 'ratio' && { denominator: 0 }) }
  )
}

function sided({ side }: Reference, unit: FigureUnit, { value, denominator }: FigureValue): Told {
  if (side !== undefined) {
    const number = side === 'numerator' ? value : (denominator ?? 0)
    return { text: figureText('count', { value: number }), isEmpty: number === 0 }
  }
  const isEmpty = unit === 'ratio' ? (denominator ?? 0) === 0 : value === 0
  return { text: figureText(unit, { value, ...(denominator !== undefined && { denominator }) }), isEmpty }
}

/** With the word that goes with its sign, so that a sentence stays right when the number turns. */
function difference(
  { side }: Reference,
  unit: FigureUnit,
  now: FigureValue,
  then: FigureValue,
  language: DraftLanguage,
): Told | null {
  if (unit === 'ratio' && side === undefined) {
    const [a, b] = [tenthsOf(now.value, now.denominator ?? 0), tenthsOf(then.value, then.denominator ?? 0)]
    if (a === null || b === null) return null
    const word = words[language][a < b ? 'fallen' : 'risen']
    return { text: word + points(Math.abs(a - b), language), isEmpty: a === b }
  }
  const of = (one: FigureValue) => (side === 'denominator' ? (one.denominator ?? 0) : one.value)
  const change = of(now) - of(then)
  const size = figureText(unit === 'ratio' ? 'count' : unit, { value: Math.abs(change) })
  return { text: words[language][change < 0 ? 'less' : 'more'] + size, isEmpty: change === 0 || of(then) === 0 }
}

function points(tenths: number, language: DraftLanguage): string {
  return `${tenthsText(tenths)}${words[language].points}`
}

/** A target of a ratio is in 0.0001. */
function targetText(unit: FigureUnit, value: number): string {
  return unit === 'ratio' ? `${Number((value / 100).toFixed(2))}%` : figureText(unit, { value })
}

/** Null where the figure has no such part or side. */
function labelOf(asked: Reference, figure: FigureResult, { language, previous }: Facts): string | null {
  const { part, side, of } = asked
  if (side !== undefined && (figure.unit !== 'ratio' || of === 'target' || of === 'gap' || of === 'next')) return null
  const name = part === undefined ? undefined : partName(part, figure, previous.get(figure.id))
  if (part !== undefined && name === undefined) return null
  const own = words[language]
  return [figure.label[language], name?.[language], side && own[side], of && own[of]]
    .filter((word) => word !== undefined)
    .join(' · ')
}

function partName(part: string, now: FigureResult, then: FigureResult | undefined): Words | undefined {
  const known = [...now.parts, ...(then?.parts ?? [])].find(({ key }) => key === part)
  return known?.label ?? figureById(now.id).parts?.labels[part]
}

function reportWord(ref: string, { period, language }: Facts): Resolved | null {
  const own = words[language]
  if (ref === 'year') return { ref, label: own.year, text: String(period.year), isEmpty: true }
  if (ref === 'asOf') return { ref, label: own.asOf, text: dayText(period.asOf, period.year, language), isEmpty: true }
  return null
}

/** 12月31日, with its year where that is another one; 31 December 2025. */
function dayText(day: string, year: number, language: DraftLanguage): string {
  const [of, month, date] = day.split('-').map(Number) as [number, number, number]
  if (language === 'en') return `${date} ${months[month - 1]} ${of}`
  return `${of === year ? '' : `${of}年`}${month}月${date}日`
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** What the report covers, as its title names it. */
export function periodName({ year, span }: Pick<Period, 'year' | 'span'>, language: DraftLanguage): string {
  const number = spanNumber(span)
  if (spanKind(span) === 'year') return language === 'zh' ? `${year}年` : String(year)
  if (spanKind(span) === 'quarter')
    return language === 'zh' ? `${year}年第${'一二三四'[number - 1]}季度` : `Q${number} ${year}`
  return language === 'zh' ? `${year}年${number}月` : `${months[number - 1]} ${year}`
}

const words = {
  zh: {
    more: '增加',
    less: '减少',
    risen: '提高',
    fallen: '下降',
    points: '个百分点',
    year: '年度',
    asOf: '截至日期',
    numerator: '分子',
    denominator: '分母',
    before: '上年同期',
    change: '比上年',
    target: '目标',
    gap: '与目标相差',
    next: '下一年目标',
  },
  en: {
    more: 'up ',
    less: 'down ',
    risen: 'up ',
    fallen: 'down ',
    points: ' points',
    year: 'year',
    asOf: 'as-of date',
    numerator: 'numerator',
    denominator: 'denominator',
    before: 'year before',
    change: 'on the year before',
    target: 'target',
    gap: 'off the target by',
    next: 'next year’s target',
  },
} as const
