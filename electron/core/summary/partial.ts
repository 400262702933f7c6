import { chapters, keptChapters } from '../../contract/chapters.ts'
import { addDays } from '../../contract/dates.ts'
import type { RecordsSince } from '../../contract/office.ts'
import type { PartialChapter, SummaryResult } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import { figureById, figures, summaryOver } from './engine.ts'
import { type Figure, type Period, yearBefore } from './figure.ts'

/** What a report is set against: the year before with what of it can be compared, and which records are not whole. */
export interface Comparison {
  /** Without the figures whose records were not whole yet. */
  readonly previous: SummaryResult
  readonly partial: { current: PartialChapter[]; previous: PartialChapter[] }
}

/**
 * The same span of the year before, of the figures whose records the office keeps for so long. An office that begins
 * with the charges still owed has a year before of debts alone: to compare with it would be to compare with nothing.
 */
export async function comparisonOf(db: Db, period: Period, only?: readonly string[]): Promise<Comparison> {
  const { recordsSince } = await readSettings(db)
  const then = yearBefore(period)
  const wanted = (only?.map(figureById) ?? figures).filter((figure) => isWhole(figure, then, recordsSince))
  return {
    previous: await summaryOver(
      db,
      then,
      wanted.map(({ id }) => id),
    ),
    partial: { current: partialIn(period, recordsSince), previous: partialIn(then, recordsSince) },
  }
}

/**
 * True where a figure's records are whole in a period: they are kept from its first day on, or, of how things stand,
 * where they were taken over, from the morning after the day they are seen from.
 */
export function isWhole(figure: Figure, period: Pick<Period, 'from' | 'asOf'>, recordsSince: RecordsSince): boolean {
  const since = sinceOf(figure.section, recordsSince)
  if (since === null) return true
  const stands = figure.inTime === 'standing'
  return stands ? (figure.takenOver ? addDays(period.asOf, 1) : period.asOf) >= since : period.from >= since
}

/** A survey is kept whole or not at all, whenever the office began; what is of no chapter here goes by the units' dates. */
function sinceOf(section: string, recordsSince: RecordsSince): string | null {
  if (section === 'surveys') return null
  const chapter = keptChapters.find((one) => (chapters[one] as readonly string[]).includes(section))
  return chapter ? recordsSince[chapter] : null
}

/** The chapters whose records are not whole in a period. */
export async function partialOf(db: Db, period: Period): Promise<PartialChapter[]> {
  return partialIn(period, (await readSettings(db)).recordsSince)
}

function partialIn({ from }: Period, recordsSince: RecordsSince): PartialChapter[] {
  return keptChapters.flatMap((chapter) => {
    const since = recordsSince[chapter]
    return since !== null && from < since ? [{ chapter, since }] : []
  })
}
