import { useTranslation } from 'react-i18next'
import type { DeskGlance } from '../../../electron/contract/watch.ts'
import { formatCount } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import classes from './watch.module.css'

/** What is open, late, due today and waits for somebody to be sent; each opens its jobs. */
export function NowStats({ now }: { readonly now: Pick<DeskGlance, 'open' | 'late' | 'dueToday' | 'waiting'> }) {
  const { t } = useTranslation()
  return (
    <div className={classes.stats}>
      <Stat
        label={t('watch:statOpen')}
        value={formatCount(now.open)}
        link={{ to: '/jobs', search: { show: 'open' } }}
        testId="open"
      />
      <Stat
        label={t('watch:statLate')}
        value={formatCount(now.late)}
        tone={now.late > 0 ? 'danger' : 'calm'}
        link={{ to: '/jobs', search: { show: 'late' } }}
        testId="late"
      />
      <Stat
        label={t('watch:statDueToday')}
        value={formatCount(now.dueToday)}
        tone={now.dueToday > 0 ? 'warning' : 'calm'}
        link={{ to: '/jobs', search: { show: 'today' } }}
        testId="due-today"
      />
      <Stat
        label={t('watch:statWaiting')}
        value={formatCount(now.waiting)}
        tone={now.waiting > 0 ? 'warning' : 'calm'}
        link={{ to: '/jobs', search: { show: 'waiting' } }}
        testId="waiting"
      />
    </div>
  )
}
