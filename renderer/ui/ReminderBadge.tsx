import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../electron/contract/dates.ts'
import { type ReminderStep, stepOn } from '../../electron/contract/reminders.ts'

/** The nearer the end, the louder. */
export const reminderColors: Readonly<Record<ReminderStep, string>> = { 0: 'red', 1: 'red', 7: 'orange', 30: 'yellow' }

/** How many days are left until something ends, in the colour of the step of reminding it has come to; else nothing. */
export function ReminderBadge({ endsOn, today }: { readonly endsOn: string; readonly today: string }) {
  const { t } = useTranslation()
  const step = stepOn(endsOn, today)
  if (step === null) return null
  const left = daysBetween(today, endsOn)
  return (
    <Badge color={reminderColors[step]} className="figure">
      {left === 0
        ? t('plans:endsToday')
        : t(left < 0 ? 'common:daysOver' : 'common:daysLeft', { count: Math.abs(left) })}
    </Badge>
  )
}
