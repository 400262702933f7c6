import { draftPieces, inText, referenceText } from '../../../contract/draftText.ts'
import { spanKind } from '../../../contract/spans.ts'
import type { Facts } from './facts.ts'
import { resolve } from './resolve.ts'

/**
 * A paragraph of a template: sentences with references.
 *
 * - A sentence whose references all say nothing is left out, and so is a clause in `[…]` of which any says nothing.
 * - `{{*figure|户|parking=个}}` names the parts that occur, each with its measure word.
 * - `$this`, `$before` are the words for the span: 全年, 上年; 本季度, 上年同期.
 */
export type Paragraph = readonly string[]

/** The paragraph's sentences that have something to say, as text with references; empty where none has. */
export function expand(paragraph: Paragraph, facts: Facts): string {
  const between = facts.language === 'zh' ? '' : ' '
  return paragraph
    .map((sentence) => sentenceOf(withSpan(sentence, facts), facts))
    .filter((sentence) => sentence !== '')
    .join(between)
}

function sentenceOf(template: string, facts: Facts): string {
  const text = template
    .replace(/\{\{\*([^|}]+)\|([^}]*)\}\}/g, (_, figure: string, units: string) => partsOf(figure, units, facts))
    .replace(/\[([^[\]]*)\]/g, (_, clause: string) => (saysAll(clause, facts) ? clause : ''))
  return saysAny(text, facts) ? withoutLooseSigns(text) : ''
}

/** What a clause that was left out leaves behind: a comma after a colon, or before the end. */
function withoutLooseSigns(text: string): string {
  return text.replace(/([：:]\s*)[，,]\s*/g, '$1').replace(/[，,]\s*(?=[。；.;](\s|$|[^\d]))/g, '')
}

/** 住宅101户、车位18个: the parts in the order of the figure. */
function partsOf(id: string, units: string, { current, language }: Facts): string {
  const [usual = '', ...others] = units.split('|')
  const own = new Map(others.map((other) => other.split('=') as [string, string]))
  const figure = current.get(id)
  const parts = figure?.parts.filter(({ value, denominator }) => value !== 0 || (denominator ?? 0) !== 0) ?? []
  return parts
    .map(({ key, label }) => {
      const number = inText(referenceText({ figure: id, part: key }))
      return language === 'zh'
        ? `${apart(label.zh)}${number}${own.get(key) ?? usual}`
        : `${label.en === key ? key : lowered(label.en)} ${number}${own.get(key) ?? usual}`
    })
    .join(language === 'zh' ? '、' : ', ')
}

/** 6 of car park B are not the place B6. */
function apart(name: string): string {
  return /[0-9A-Za-z]$/.test(name) ? `${name} ` : name
}

/** As it stands within a sentence; CCTV stays as it is. */
function lowered(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

/** A rate of nothing is no reason for a sentence, though it stands in one that has another. */
function saysAny(text: string, facts: Facts): boolean {
  return refsIn(text).some((ref) => {
    const found = resolve(ref, facts)
    return found !== null && !found.isEmpty && found.text !== '0.0%'
  })
}

/** A clause without a reference stood around parts of which none occurs. */
function saysAll(clause: string, facts: Facts): boolean {
  const refs = refsIn(clause)
  return refs.length > 0 && refs.every((ref) => resolve(ref, facts)?.isEmpty === false)
}

function refsIn(text: string): string[] {
  return draftPieces(text).flatMap((piece) => ('ref' in piece ? [piece.ref] : []))
}

function withSpan(sentence: string, { period, language }: Facts): string {
  const own = spanWords[language][spanKind(period.span)]
  const isRunning = period.asOf < period.end
  // Part of a year is set against the same part of the year before.
  const before = period.span !== 'year' || isRunning ? spanWords[language].samePart : own.before
  return sentence.replaceAll('$this', isRunning ? own.soFar : own.this).replaceAll('$before', before)
}

const spanWords = {
  zh: {
    year: { this: '全年', soFar: '今年以来', before: '上年' },
    quarter: { this: '本季度', soFar: '本季度以来', before: '上年' },
    month: { this: '本月', soFar: '本月以来', before: '上年' },
    samePart: '上年同期',
  },
  en: {
    year: { this: 'the year', soFar: 'the year so far', before: 'the year before' },
    quarter: { this: 'the quarter', soFar: 'the quarter so far', before: 'the year before' },
    month: { this: 'the month', soFar: 'the month so far', before: 'the year before' },
    samePart: 'the same time of the year before',
  },
} as const
