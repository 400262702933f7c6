import { addDays, type DateText, isDate } from '../../electron/contract/dates.ts'

/**
 * What a clerk types for a date: `2024-03-05`, `20240305`, `24.3.5`, `3-5` or `0305` (this year), `5` (this month),
 * `+3`, `-1` (days from today), `t` or 今 (today). Undefined where it is no date.
 */
export function readDate(typed: string, today: DateText): DateText | undefined {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (/^(t|今|今天|today)$/.test(text)) return today
  const relative = /^([+-])(\d{1,4})$/.exec(text)
  if (relative) return addDays(today, Number(relative[1] + (relative[2] ?? '0')))
  const parts = partsOf(text.replace(/[年月./\s]/g, '-').replace(/[日号]$/, ''))
  if (!parts) return undefined
  const [year, month, day] = parts
  const date = [
    year === '' ? today.slice(0, 4) : year.length === 2 ? `20${year}` : year,
    month === '' ? today.slice(5, 7) : month.padStart(2, '0'),
    day.padStart(2, '0'),
  ].join('-')
  return isDate(date) ? date : undefined
}

const shapes = [
  /^(?<year>\d{4}|\d{2})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{1,2})$/,
]

function partsOf(text: string): [year: string, month: string, day: string] | undefined {
  for (const shape of shapes) {
    const groups = shape.exec(text)?.groups
    if (groups) return [groups.year ?? '', groups.month ?? '', groups.day ?? '']
  }
  return undefined
}
