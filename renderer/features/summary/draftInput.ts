import { addMonths } from '../../../electron/contract/dates.ts'
import type { DraftLanguage } from '../../../electron/contract/drafts.ts'
import type { Reference } from '../../../electron/contract/draftText.ts'
import type { ReportPeriod } from '../../../electron/contract/summary.ts'
import type { RecordsSearch } from './period.ts'

/** Which report's text, in which language. */
export type DraftInput = ReportPeriod & { readonly language: DraftLanguage }

/** Address of the records behind a reference: of last year's value those of last year. */
export function recordsOf({ part, side, of }: Reference, { year, asOf, span, estate }: DraftInput): RecordsSearch {
  const back = of === 'before' ? 1 : 0
  return {
    year: year - back,
    ...(asOf !== undefined && { asOf: addMonths(asOf, -12 * back) }),
    ...(span !== undefined && { span }),
    ...(estate !== undefined && { estate }),
    ...(part !== undefined && { part }),
    ...(side !== undefined && { side }),
  }
}
