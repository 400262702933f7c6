/**
 * Calendar arithmetic between `YYYY-MM-DD` and Excel's day numbers. Only whole days and UTC are involved, so the time
 * zone of the machine has no say.
 */

export interface Moment {
  /** `YYYY-MM-DD` */
  readonly date: string
  /** `HH:MM`, `00:00` where only a date is known */
  readonly time: string
}

const DAY_MS = 86_400_000
const LAST_DAY = 2_958_465 // 9999-12-31
const EPOCH_1904 = 1462 // days between the 1900 and the 1904 system

/** The day as a serial number of the 1900 system, or null if there is no such day or Excel cannot show it (< 1900-03-01). */
export function serialOfDate(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) return null
  // Before March 1900 Excel counts a 29 February that never was; such days are left as text by the writer.
  const serial = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS + 25_569
  return serial > 60 ? serial : null
}

/**
 * A date-formatted number as calendar date and time. Seconds are rounded (a minute is no exact fraction of a day) and
 * then cut. Null for the impossible 1900-02-29, negative numbers and numbers after the year 9999.
 */
export function momentOfSerial(serial: number, date1904: boolean): Moment | null {
  const value = serial + (date1904 ? EPOCH_1904 : 0)
  if (!(value >= 0)) return null
  let day = Math.floor(value)
  let seconds = Math.round((value - day) * 86_400)
  if (seconds === 86_400) {
    day += 1
    seconds = 0
  }
  if (day > LAST_DAY || day === 60) return null
  const unixDay = day - (day < 60 ? 25_568 : 25_569)
  const date = new Date(unixDay * DAY_MS).toISOString().slice(0, 10)
  return { date, time: clock(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60) }
}

/** Whether the day exists in the Gregorian calendar, years 1000 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

// Built-in formats that show a date or a time of day: 14–22 everywhere, 27–36 and 50–58 in Chinese, Japanese and Korean
// Excel, 45 and 47 minutes and seconds. 46 is [h]:mm:ss, an amount of time and no date. (ECMA-376 18.8.30)
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58)

/** Whether a number format shows a number as a date. `code` is the custom format code where the file declares one. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id)
  if (/\[(h+|m+|s+)\]/i.test(code)) return false // elapsed time such as [h]:mm
  const shown = code
    .replace(/"[^"]*"|\\.|[_*]./gs, '')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0] as string
  if (/general|通用格式/i.test(shown)) return false
  return /[ymdhs]|上午|下午|aaa/i.test(shown)
}
