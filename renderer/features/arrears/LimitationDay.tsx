import { Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { daysLeft } from '../../../electron/contract/dunning.ts'
import { formatCount } from '../../ui/format.ts'
import classes from './arrears.module.css'

/** Days before the end at which the warning comes. */
const warned = 90

/** The last day of the limitation period: quiet while there is time, a warning near its end and after it. */
export function LimitationDay({ endsOn, today }: { readonly endsOn: string; readonly today: string }) {
  const { t } = useTranslation()
  const left = daysLeft(endsOn, today)
  if (left > warned) {
    return (
      <Text span inherit c="dimmed">
        {endsOn}
      </Text>
    )
  }
  return (
    <Tooltip
      label={
        left < 0 ? t('arrears:limitation.lapsedHint') : t('arrears:limitation.soonHint', { days: formatCount(left) })
      }
      multiline
      maw={320}
    >
      <span className={classes.warning} data-state={left < 0 ? 'lapsed' : 'soon'}>
        {endsOn}
        <span className={classes.mark}>{t(left < 0 ? 'arrears:limitation.lapsed' : 'arrears:limitation.soon')}</span>
      </span>
    </Tooltip>
  )
}
