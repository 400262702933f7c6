import { z } from 'zod'
import { words } from './words.ts'

/**
 * A picture of figures, the same on the page, on paper and in the documents; `chartOption` makes it a drawing.
 * bars: groups beside each other; stack: one bar a category, in series; bridge: a first sum, the steps (below zero what
 * takes away) that lead from it, and the last sum; lines: over months; rates: percent with their interval.
 */
export const chart = z.object({
  /** Key of its title under `charts:titles`. */
  id: z.string(),
  /** The section of figures it stands with. */
  section: z.string(),
  kind: z.enum(['bars', 'stack', 'bridge', 'lines', 'rates']),
  /** Of the values: number, integer fen, or integer 0.1 %. */
  unit: z.enum(['count', 'yuan', 'permille']),
  categories: z.array(words),
  series: z.array(
    z.object({
      key: z.string(),
      label: words,
      color: z.string(),
      /** One a category; null where there is none. */
      values: z.array(z.number().nullable()),
      /** rates: ends of the interval, as `values`. */
      low: z.array(z.number().nullable()).optional(),
      high: z.array(z.number().nullable()).optional(),
    }),
  ),
  /** The figures it shows: a press on it opens the first. */
  figures: z.array(z.string()),
})
export type Chart = z.infer<typeof chart>
