/** What a clerk types for a time of day: `9:30`, `0930`, `930`, `14.5` is none; '' where it is empty, else as typed. */
export function readTime(typed: string): string {
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

/** Half hours of the day, as appointments are given. */
export const usualTimes: readonly string[] = Array.from({ length: 19 }, (_, index) => {
  const minutes = 8 * 60 + 30 + index * 30
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`
})
