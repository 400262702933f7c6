import type { DateText } from '../../contract/dates.ts'
import type { CallScript, GreetingOccasion } from '../../contract/intake.ts'

/** A day that is otherwise than the week says. */
export interface SpecialDay {
  readonly kind: 'holiday' | 'workday'
  readonly name: string
}

/**
 * What is said on a day: on a holiday its own text or the general one, else the season's. Seasons go by the month, as
 * the office's year does: spring is March to May.
 */
export function greetingOn(
  script: CallScript,
  date: DateText,
  day: SpecialDay | null,
): { readonly text: string; readonly occasion: GreetingOccasion; readonly holiday: string } {
  if (day?.kind === 'holiday') {
    const own = script.holidays.find((one) => one.name === day.name)
    return { text: own?.text ?? script.greetings.holiday, occasion: 'holiday', holiday: day.name }
  }
  const occasion = seasonOf(date)
  return { text: script.greetings[occasion], occasion, holiday: '' }
}

function seasonOf(date: DateText): Exclude<GreetingOccasion, 'holiday'> {
  const month = Number(date.slice(5, 7))
  if (month >= 3 && month <= 5) return 'spring'
  if (month >= 6 && month <= 8) return 'summer'
  return month >= 9 && month <= 11 ? 'autumn' : 'winter'
}
