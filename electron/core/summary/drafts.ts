import { type Chapter, chapterIds } from '../../contract/chapters.ts'
import { momentInZone } from '../../contract/dates.ts'
import type {
  DraftChapter,
  DraftDocument,
  DraftLanguage,
  DraftRun,
  DraftVersion,
  EditedChapter,
  NumberOffer,
} from '../../contract/drafts.ts'
import { referencesIn, tidyText, withReferences } from '../../contract/draftText.ts'
import { DeskError } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { type Facts, factsOf } from './draft/facts.ts'
import { numberOffers } from './draft/numbers.ts'
import { allReferences, periodName, resolve } from './draft/resolve.ts'
import { type DraftValues, nothingKnown, runsOf, staleNumbers } from './draft/runs.ts'
import { templateText } from './draft/template.ts'
import { chapterTitles } from './draft/templates.ts'
import type { Period } from './figure.ts'

/** A chapter of a report in one language. */
export interface DraftOf {
  readonly period: Period
  readonly language: DraftLanguage
  readonly chapter: Chapter
}

/** The report's text, chapter by chapter in the office's order: as people have edited it, else from the templates. */
export async function draftOf({ db, clock }: Desk, period: Period, language: DraftLanguage): Promise<DraftChapter[]> {
  const facts = await factsOf(db, period, language)
  return (await chaptersOf(db, facts, clock.zone)).map(({ chapter, title, lines, isEdited }) => ({
    chapter,
    title,
    lines,
    isEdited,
  }))
}

/** As `draftOf`, with what a page needs to edit it. */
export async function draftDocument(desk: Desk, period: Period, language: DraftLanguage): Promise<DraftDocument> {
  const facts = await factsOf(desk.db, period, language)
  return {
    year: period.year,
    asOf: period.asOf,
    period: periodName(period, language),
    chapters: await chaptersOf(desk.db, facts, desk.clock.zone),
    references: allReferences(facts).map(({ ref, label, text }) => ({ ref, label, text })),
  }
}

/** Which plain numbers of a text could be references. */
export async function draftNumbers({ db }: Desk, of: DraftOf, text: string): Promise<NumberOffer[]> {
  return numberOffers(tidyText(text), of.chapter, await factsOf(db, of.period, of.language))
}

/**
 * Keeps a chapter's text as its next version, with what its numbers are on this day.
 * @param seen number of the newest version the writer has seen, 0 where there was none
 * @returns the number of the version
 * @throws DeskError `draft-saved-meanwhile`
 */
export async function saveDraft(desk: Desk, of: DraftOf, text: string, seen: number): Promise<number> {
  const facts = await factsOf(desk.db, of.period, of.language)
  return addVersion(desk, of, seen, { kind: 'edited', text: tidyText(text), facts, takenFrom: null })
}

/** The chapter is the template's again. @throws DeskError `draft-saved-meanwhile` */
export function useTemplate(desk: Desk, of: DraftOf, seen: number): Promise<number> {
  return addVersion(desk, of, seen, { kind: 'template', text: '', facts: null, takenFrom: null })
}

/** An older version becomes the newest, by its text. @throws DeskError `draft-saved-meanwhile`, `not-found` */
export async function takeBack(desk: Desk, of: DraftOf, number: number, seen: number): Promise<number> {
  const { kind, text } = await versionRow(desk.db, of, number)
  const facts = kind === 'edited' ? await factsOf(desk.db, of.period, of.language) : null
  return addVersion(desk, of, seen, { kind, text, facts, takenFrom: number })
}

/**
 * The newest text with its numbers as they are now; typed ones that are no longer right become references.
 * @throws DeskError `draft-saved-meanwhile`, `not-found`
 */
export async function takeOver(desk: Desk, of: DraftOf, seen: number): Promise<number> {
  const { text, known } = await versionRow(desk.db, of, seen)
  const facts = await factsOf(desk.db, of.period, of.language)
  const stale = staleNumbers(text, valuesIn(known), facts)
  const mended = withReferences(text, new Map(stale.map(({ index, ref }) => [index, ref])))
  return addVersion(desk, of, seen, { kind: 'edited', text: mended, facts, takenFrom: null })
}

/** The versions of a chapter, the newest first. */
export async function draftVersions({ db, clock }: Desk, of: DraftOf): Promise<DraftVersion[]> {
  const rows = await versionsOf(db, of.period, of.language)
    .where('chapter', '=', of.chapter)
    .select(['number', 'kind', 'at', 'actor_name', 'as_of', 'taken_from'])
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    at: momentInZone(new Date(row.at), clock.zone),
    by: row.actor_name,
    asOf: row.as_of,
    takenFrom: row.taken_from,
  }))
}

/** One version with its numbers as they are now; marked where they were others then. @throws DeskError `not-found` */
export async function draftVersion({ db }: Desk, of: DraftOf, number: number): Promise<DraftRun[][]> {
  const row = await versionRow(db, of, number)
  const facts = await factsOf(db, of.period, of.language)
  return row.kind === 'edited'
    ? runsOf(row.text, valuesIn(row.known), facts)
    : linesOf(templateText(of.chapter, facts), nothingKnown, facts)
}

async function chaptersOf(db: Db, facts: Facts, zone: string): Promise<EditedChapter[]> {
  const { period, language } = facts
  const rows = await versionsOf(db, period, language).selectAll().orderBy('number').execute()
  const newest = new Map(rows.map((row) => [row.chapter, row]))
  return chapterIds.map((chapter) => {
    const row = newest.get(chapter)
    const isEdited = row?.kind === 'edited'
    const text = isEdited ? row.text : templateText(chapter, facts)
    return {
      chapter,
      title: chapterTitles[language][chapter],
      lines: linesOf(text, isEdited ? valuesIn(row.known) : nothingKnown, facts),
      isEdited,
      text,
      number: row?.number ?? 0,
      by: row?.actor_name ?? null,
      at: row ? momentInZone(new Date(row.at), zone) : null,
    }
  })
}

function linesOf(text: string, known: DraftValues, facts: Facts): DraftRun[][] {
  return text === '' ? [] : runsOf(text, known, facts)
}

interface NewVersion {
  readonly kind: 'edited' | 'template'
  readonly text: string
  /** Null where no numbers are kept. */
  readonly facts: Facts | null
  readonly takenFrom: number | null
}

async function addVersion(desk: Desk, of: DraftOf, seen: number, version: NewVersion): Promise<number> {
  const { period, language, chapter } = of
  const { kind, text, facts, takenFrom } = version
  const known = facts ? valuesOf(text, chapter, facts) : nothingKnown
  return write(desk, async (writer) => {
    const newest = await newestOf(writer.tx, of)
    const number = newest?.number ?? 0
    if (number !== seen) throw new DeskError('draft-saved-meanwhile', { by: newest?.actor_name ?? '', number })
    await writer.insert('summary_draft', {
      year: period.year,
      span: period.span,
      estate_id: period.estate ?? null,
      language,
      chapter,
      number: number + 1,
      kind,
      text,
      as_of: period.asOf,
      known: JSON.stringify(known),
      taken_from: takenFrom,
      at: desk.clock.now().toISOString(),
      actor_name: desk.actor.name,
    })
    return number + 1
  })
}

/** What the numbers of a text are: by reference, and of those typed that equal a figure. */
function valuesOf(text: string, chapter: Chapter, facts: Facts): DraftValues {
  const refs = referencesIn(text).flatMap((ref) => {
    const found = resolve(ref, facts)
    return found ? [[ref, found.text] as const] : []
  })
  const typed = numberOffers(text, chapter, facts).flatMap(({ index, choices: [likeliest] }) =>
    likeliest ? [{ index, ref: likeliest.ref }] : [],
  )
  return { refs: Object.fromEntries(refs), typed }
}

function valuesIn(json: string): DraftValues {
  return { ...nothingKnown, ...(JSON.parse(json) as Partial<DraftValues>) }
}

function newestOf(tx: Tx, { period, language, chapter }: DraftOf) {
  return versionsOf(tx, period, language)
    .select(['number', 'actor_name'])
    .where('chapter', '=', chapter)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function versionRow(db: Db, { period, language, chapter }: DraftOf, number: number) {
  const row = await versionsOf(db, period, language)
    .selectAll()
    .where('chapter', '=', chapter)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'summary_draft', id: number })
  return row
}

/** All versions of a report in one language, whatever day it is seen from. */
function versionsOf(db: Db | Tx, { year, span, estate }: Period, language: DraftLanguage) {
  const query = db
    .selectFrom('summary_draft')
    .where('year', '=', year)
    .where('span', '=', span)
    .where('language', '=', language)
  return estate === undefined ? query.where('estate_id', 'is', null) : query.where('estate_id', '=', estate)
}
