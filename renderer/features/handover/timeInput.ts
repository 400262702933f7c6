/** Half hours of the day, as appointments are given. */
export const usualTimes: readonly string[] = Array.from({ length: 19 }, (_, index) => {
  const minutes = 8 * 60 + 30 + index * 30
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`
})
