import { Badge, Group, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseAlert } from '../../../electron/contract/watch.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkArea } from '../../ui/links.tsx'

const badges = [
  { show: 'late', color: 'red', goal: { to: '/jobs', search: { show: 'late' } } },
  { show: 'soon', color: 'orange', goal: { to: '/jobs', search: { show: 'soon' } } },
  { show: 'complaints', color: 'grape', goal: { to: '/complaints', search: { show: 'urgent' } } },
  { show: 'tasks', color: 'pink', goal: { to: '/tasks', search: { state: 'late' } } },
] as const

const halfMinute = 30_000

/** How many promises are missed or nearly so, on every page; each opens its cases. New ones are told of once. */
export function WatchBadge() {
  const { t } = useTranslation()
  const { data } = useQuery({ ...orpc.watch.counts.queryOptions(), refetchInterval: halfMinute })
  const mayTake = useMay('watch.takeAlerts')
  useEffect(() => {
    if (!mayTake) return
    const ask = () =>
      void client.watch.takeAlerts().then(
        (alerts) => tell(t, alerts),
        () => undefined,
      )
    ask()
    const timer = setInterval(ask, halfMinute)
    return () => clearInterval(timer)
  }, [mayTake, t])
  if (!data) return null
  return (
    <Group gap={6} wrap="nowrap" role="status" aria-label={t('watch:badge.title')}>
      {badges.map(
        ({ show, color, goal }) =>
          data[show] > 0 && (
            <Tooltip key={show} label={t(`watch:badge.${show}Hint`, { count: data[show] })}>
              <LinkArea {...goal} data-testid={`badge-${show}`}>
                <Badge size="lg" color={color} className="figure" style={{ cursor: 'pointer' }}>
                  {t(`watch:badge.${show}`, { count: formatCount(data[show]) })}
                </Badge>
              </LinkArea>
            </Tooltip>
          ),
      )}
    </Group>
  )
}

/** So many are named one by one; of more the number is told. */
const named = 3

/** On the desktop the system tells what is news, too: the clerk may be in another window. */
function tell(t: TFunction, alerts: readonly CaseAlert[]): void {
  const lines =
    alerts.length > named
      ? [
          {
            title: t('watch:alert.many'),
            text: t('watch:alert.manyText', { count: alerts.length }),
            color: 'red',
            isNews: alerts.some((alert) => alert.isNews),
          },
        ]
      : alerts.map((alert) => ({
          title: t(`watch:alert.${alert.kind}`, { number: alert.number }),
          text: [alert.place, alert.content].filter(Boolean).join(' · '),
          color: alert.kind === 'soon' ? 'orange' : 'red',
          isNews: alert.isNews,
        }))
  for (const { title, text, color, isNews } of lines) {
    notifications.show({
      title,
      message: text,
      color,
      autoClose: 12_000,
      closeButtonProps: { 'aria-label': t('common:close') },
    })
    if (isNews) window.desk?.notify(title, text)
  }
}
