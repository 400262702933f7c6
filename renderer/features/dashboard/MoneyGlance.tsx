import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import classes from './Dashboard.module.css'

/** Money at a glance, for those who take or answer for it. */
export function MoneyGlance({ today }: { readonly today: Dashboard }) {
  const { t } = useTranslation()
  const mayDecide = useMay('approvals.decide')
  const waiting = useQuery(orpc.approvals.waiting.queryOptions())
  const requests = mayDecide ? (waiting.data?.toDecide ?? 0) : (waiting.data?.mine ?? 0)
  return (
    <div className={classes.stats}>
      <Stat
        label={t('dashboard:takenToday')}
        value={formatMoney(today.takenToday)}
        unit={t('common:yuan')}
        link={{ to: '/counter/receipts', search: { from: today.today, to: today.today } }}
        testId="taken-today"
      />
      <Stat
        label={t('dashboard:owed')}
        value={formatMoney(today.owed)}
        unit={t('common:yuan')}
        link={{ to: '/arrears' }}
        testId="owed"
      />
      <Stat
        label={t(mayDecide ? 'dashboard:toDecide' : 'dashboard:myRequests')}
        value={formatCount(requests)}
        unit={t('dashboard:requests')}
        tone={mayDecide && requests > 0 ? 'warning' : 'calm'}
        link={{ to: '/approvals', search: { state: 'waiting' } }}
        testId="requests"
      />
    </div>
  )
}
