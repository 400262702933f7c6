import type { FigureResult, FigureUnit, FigureValue, SummaryResult } from '../../contract/summary.ts'

type Plain = number | { numerator: number; denominator: number }

/**
 * The summary as the command line prints it: `{"year","asOf","figures":{id:{"unit","value" | "numerator","denominator","by"}}}`.
 * Yuan and square metres as numbers with two decimals; the integers behind have at most 15 digits, so dividing is exact enough to print.
 */
export function summaryJson(summary: SummaryResult): object {
  return {
    year: summary.year,
    asOf: summary.asOf,
    figures: Object.fromEntries(summary.figures.map((figure) => [figure.id, figureJson(figure)])),
  }
}

/** One figure in the same form. */
export function figureJson(figure: FigureResult): object {
  const value = plain(figure.unit, figure)
  return {
    unit: figure.unit,
    ...(typeof value === 'number' ? { value } : value),
    ...(figure.parts.length > 0 && {
      by: Object.fromEntries(figure.parts.map((part) => [part.key, plain(figure.unit, part)])),
    }),
  }
}

function plain(unit: FigureUnit, { value, denominator }: FigureValue): Plain {
  if (unit === 'ratio') return { numerator: value, denominator: denominator ?? 0 }
  return unit === 'count' ? value : value / 100
}
