import { type Chapter, chapterIds, chapters } from '../../contract/chapters.ts'
import type { Chart } from '../../contract/charts.ts'
import type { DraftChapter } from '../../contract/drafts.ts'
import { partialNotes } from '../../contract/partialText.ts'
import type { SignoffHead } from '../../contract/signoffs.ts'
import { spanKind, spanNumber } from '../../contract/spans.ts'
import type { FigureResult, ReportPeriod, SummaryResult } from '../../contract/summary.ts'
import { type JudgedTarget, judgedTargets } from '../../contract/targetStanding.ts'
import type { Desk } from '../../core/context.ts'
import { officeName } from '../../core/settings/index.ts'
import { signedReport } from '../../core/signoff/repository.ts'
import { chartsOf } from '../../core/summary/charts.ts'
import { draftOf } from '../../core/summary/drafts.ts'
import { summaryOver } from '../../core/summary/engine.ts'
import { type Period, periodAsked } from '../../core/summary/figure.ts'
import { comparisonOf, partialOf } from '../../core/summary/partial.ts'
import { targetResults, targetsOf } from '../../core/summary/targets.ts'
import { type Language, type Words, wordsIn } from '../words.ts'

/** A work report as every document shows it: the office's chapters with their figures, charts and text. */
export interface Report {
  readonly period: Period
  readonly current: SummaryResult
  /** The year before; null of a signed report, which keeps its own figures alone. */
  readonly previous: SummaryResult | null
  /** Whose signature its figures have; null of one that is counted now. */
  readonly signed: SignoffHead | null
  readonly language: Language
  readonly words: Words
  readonly office: string
  /** The estate it is of, where it is not of all. */
  readonly estate: string | null
  /** 2025年度工作总结 */
  readonly title: string
  /** What has to be known of the numbers: which records are not whole. */
  readonly notes: readonly string[]
  readonly chapters: readonly ReportChapter[]
}

export interface ReportChapter {
  readonly id: Chapter
  readonly title: string
  readonly sections: readonly ReportSection[]
  /** Empty where the report has no text. */
  readonly text: DraftChapter['lines']
}

export interface ReportSection {
  readonly id: string
  readonly title: string
  readonly figures: readonly ReportFigure[]
  readonly charts: readonly Chart[]
}

/** A figure beside the year before and its target. */
export interface ReportFigure {
  readonly now: FigureResult
  readonly before: FigureResult | undefined
  readonly target: JudgedTarget | undefined
}

/** Reads a work report: its figures, and to be read as a document also its charts and text. */
export async function readReport(
  desk: Desk,
  asked: ReportPeriod,
  language: Language,
  isDocument: boolean,
): Promise<Report> {
  const { db } = desk
  const period = periodAsked(asked, desk.clock)
  const current = await summaryOver(db, period)
  const { previous, partial } = await comparisonOf(db, period)
  const words = wordsIn(language)
  const read = {
    current,
    previous,
    targets: judgedTargets(targetResults(await targetsOf(db, period.year), current.figures), current),
    charts: isDocument ? await chartsOf(db, period, current, previous) : [],
    draft: isDocument ? await draftOf(desk, period, language) : [],
  }
  return {
    period,
    current,
    previous,
    signed: null,
    language,
    words,
    office: await officeName(db),
    estate: await estateName(desk, period.estate),
    title: titleOf(period, words),
    notes: partialNotes(partial, period, language, words),
    chapters: chapterIds.map((id) => chapterOf(id, read, words)).filter(hasContent),
  }
}

/**
 * A report as it was signed: the figures, targets and text that were kept, whatever has been entered since. It has no
 * charts and no year before, for they were not kept.
 * @throws DeskError `not-found`
 */
export async function readSigned(desk: Desk, id: number, language: Language): Promise<Report> {
  const { head, summary: current, targets, draft } = await signedReport(desk, id)
  const { year, span, asOf, estate } = head
  const period = periodAsked({ year, span, asOf, ...(estate !== null && { estate }) }, desk.clock)
  const words = wordsIn(language)
  const read = { current, previous: null, targets: judgedTargets(targets, current), charts: [], draft }
  return {
    period,
    current,
    previous: null,
    signed: head,
    language,
    words,
    office: await officeName(desk.db),
    estate: head.estateName,
    title: titleOf(period, words),
    notes: partialNotes({ current: await partialOf(desk.db, period), previous: [] }, period, language, words),
    chapters: chapterIds.map((chapter) => chapterOf(chapter, read, words)).filter(hasContent),
  }
}

/** Who signed it when, which edition, with what fingerprint, and whether it was taken back; null where nobody did. */
export function signatureText({ signed, words }: Report): string | null {
  if (signed === null) return null
  const { edition, signedAt: at, signedBy: by, digest, withdrawn } = signed
  const signature = words('documents:report.signed', { edition, at, by, digest: digest.slice(0, 16) })
  return withdrawn === null ? signature : `${signature} ${words('documents:report.signedWithdrawn', { ...withdrawn })}`
}

/** As-of date and estate in one line; a day that is still to come is said to be. */
export function scopeText({ period, estate, words }: Report): string {
  const { asOf: date, seen } = period
  const asOf = words(`documents:report.${date > seen.today ? 'asOfAhead' : 'asOf'}`, { date, today: seen.today })
  return estate === null ? asOf : `${estate} · ${asOf}`
}

/** The heads of the two years' columns; where they are not whole, until which day each is counted, on a line below. */
export function yearHeads({ period, previous, words }: Report): readonly [now: string, before: string | null] {
  const { year, asOf, end } = period
  const head = (of: number, until: string) =>
    asOf < end
      ? words('documents:report.yearColumnTo', { year: of, until: until.slice(5) })
      : words('documents:report.yearColumn', { year: of })
  return [head(year, asOf), previous && head(year - 1, previous.asOf)]
}

/** Year or its span, as-of date and estate, each as a condition of a workbook. */
export async function scopeConditions(desk: Desk, period: Period, words: Words): Promise<string[]> {
  const { year, span, asOf, estate } = period
  return [
    `${words('documents:summary.year')}: ${words(`documents:report.period.${spanKind(span)}`, { year, number: spanNumber(span) })}`,
    `${words('documents:summary.asOf')}: ${asOf}`,
    ...(estate === undefined ? [] : [`${words('vocabulary:entity.estate')}: ${await estateName(desk, estate)}`]),
  ]
}

/** 一、交房与入住 */
export function chapterHeading({ title }: ReportChapter, index: number, { words }: Report): string {
  const number = words('documents:report.numerals').split(' ')[index] ?? String(index + 1)
  return words('documents:report.numbered', { number, title })
}

export function chartTitle({ id }: Chart, words: Words): string {
  return words(`charts:titles.${id}`)
}

/** What has to be said of a chart, where anything has. */
export function chartNote({ id }: Chart, words: Words): string | null {
  const note = words(`charts:notes.${id}`)
  return note.endsWith(`notes.${id}`) ? null : note
}

/** All figures of a chapter, in order. */
export function figuresIn(chapter: ReportChapter): readonly ReportFigure[] {
  return chapter.sections.flatMap((section) => section.figures)
}

interface Read {
  readonly current: SummaryResult
  readonly previous: SummaryResult | null
  readonly targets: readonly JudgedTarget[]
  readonly charts: readonly Chart[]
  readonly draft: readonly DraftChapter[]
}

function chapterOf(id: Chapter, read: Read, words: Words): ReportChapter {
  const draft = read.draft.find((one) => one.chapter === id)
  return {
    id,
    title: draft?.title ?? words(`documents:report.chapters.${id}`),
    sections: chapters[id].map((section) => sectionOf(section, read, words)),
    text: draft?.lines ?? [],
  }
}

function sectionOf(id: string, { current, previous, targets, charts }: Read, words: Words): ReportSection {
  return {
    id,
    title: words(`summary:sections.${id}`),
    figures: current.figures
      .filter((figure) => figure.section === id)
      .map((now) => ({
        now,
        before: previous?.figures.find((figure) => figure.id === now.id),
        target: targets.find(({ figure }) => figure.id === now.id),
      })),
    charts: charts.filter((chart) => chart.section === id),
  }
}

function hasContent({ sections, text }: ReportChapter): boolean {
  return sections.length > 0 || text.length > 0
}

function titleOf({ year, span }: Period, words: Words): string {
  return words(`documents:report.title.${spanKind(span)}`, { year, number: spanNumber(span) })
}

async function estateName({ db }: Desk, id: number | undefined): Promise<string | null> {
  if (id === undefined) return null
  const estate = await db.selectFrom('estate').select('name').where('id', '=', id).executeTakeFirst()
  return estate?.name ?? String(id)
}
