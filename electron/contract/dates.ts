/** Calendar dates are text `YYYY-MM-DD`; arithmetic is pure calendar arithmetic, never a machine's time zone. */
export type DateText = string

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for an existing calendar day between 1900 and 2199. */
export function isDate(text: string): boolean {
  const match = pattern.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return false
  return day >= 1 && day <= daysInMonth(year, month)
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

/** True for a time of day `HH:MM`. */
export function isTime(text: string): boolean {
  return clock.test(text)
}

/** A time of day as people type it: `9:30`, `9：30`, `930`, `9点30分`, `9`; anything else stays as it is, to be refused. */
export function timeTyped(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/[.点时]/g, ':')
    .replace(/分$/, '')
  const match = /^(\d{1,2}):?(\d{2})?:?$/.exec(text)
  if (!match) return text
  const [, hour = '', minute = '00'] = match
  return `${hour.padStart(2, '0')}:${minute}`
}

/** True for `YYYY-MM-DD HH:MM` of an existing day. */
export function isMoment(text: string): boolean {
  return isDate(text.slice(0, 10)) && text[10] === ' ' && isTime(text.slice(11))
}

/** Number of days of a month; `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The date `days` later (earlier where negative). */
export function addDays(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day of the month `months` later, or that month's last day. */
export function addMonths(date: DateText, months: number): DateText {
  const index = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month))
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Whole days from `a` to `b`, negative where `b` is earlier. */
export function daysBetween(a: DateText, b: DateText): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)
}

/** The last day of a month `YYYY-MM`, or of the month a date lies in. */
export function lastOfMonth(month: string): DateText {
  const days = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  return `${month.slice(0, 7)}-${String(days).padStart(2, '0')}`
}

export function yearOf(date: DateText): number {
  return Number(date.slice(0, 4))
}

/** The earlier of two dates. */
export function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b
}

export function later(a: DateText, b: DateText): DateText {
  return a > b ? a : b
}

/** The calendar date of a moment in a time zone such as `Asia/Shanghai`. */
export function dateInZone(moment: Date, zone: string): DateText {
  return momentInZone(moment, zone).slice(0, 10)
}

/** A period of days, both inside, in as few signs as say it: `2025-03`, `2025-01 – 2025-06`, or its days. */
export function periodText({ fromOn, toOn }: { readonly fromOn: DateText; readonly toOn: DateText }): string {
  const isWhole = fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01')
  if (!isWhole) return fromOn === toOn ? fromOn : `${fromOn} – ${toOn}`
  const [from, to] = [fromOn.slice(0, 7), toOn.slice(0, 7)]
  return from === to ? from : `${from} – ${to}`
}

/** A moment as `YYYY-MM-DD HH:MM` on the wall clock of a time zone. */
export function momentInZone(moment: Date, zone: string): string {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  )
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`
}

/**
 * The moment at which the wall clock of a zone shows so many minutes after midnight, in UTC milliseconds. Of a time
 * that comes twice it is the first; of one that a clock change leaves out, the moment as long after the change.
 * @param minutes 0 to 1440; 1440 is the next midnight
 */
export function momentOf(date: DateText, minutes: number, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000
  const shown = (moment: number) => Date.parse(`${momentInZone(new Date(moment), zone).replace(' ', 'T')}Z`)
  const day = 86_400_000
  const [before, after] = [wall - day, wall + day].map((near) => wall - (shown(near) - near)) as [number, number]
  const fitting = [before, after].filter((moment) => shown(moment) === wall)
  return fitting.length > 0 ? Math.min(...fitting) : before
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  let format = formatters.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formatters.set(zone, format)
  }
  return format
}
