import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupStatus } from '../../../electron/contract/backups.ts'
import { orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { useMoment } from './moment.ts'

/** A second folder without a new copy for so long is asked about, in ms. */
const patience = 7 * 86_400_000
/** As long as the office is used, a backup is never older than a day, in ms. */
const fresh = 26 * 3_600_000

/** Whether the office's only copy is safe: a line when it is, a warning with the way to mend it when it is not. */
export function BackupsGlance() {
  const { data } = useQuery({ ...orpc.backups.status.queryOptions(), refetchInterval: 300_000 })
  const maySee = useMay('backups.list')
  if (!data || !maySee) return null
  return <Standing of={data} />
}

function Standing({ of }: { readonly of: BackupStatus }): ReactNode {
  const { t } = useTranslation()
  const moment = useMoment()
  const warning = warningOf(of)
  const link = (
    <LinkAnchor to="/settings" search={{ tab: 'backups' }} size="sm">
      {t('backups:glance.open')}
    </LinkAnchor>
  )
  if (warning) {
    return (
      <Alert color="yellow" icon={<IconAlertTriangle />} data-testid="backup-warning">
        {'code' in warning ? problemText(warning) : t(`backups:glance.${warning.words}`)} {link}
      </Alert>
    )
  }
  return (
    <Text size="sm" c="dimmed" data-testid="backup-line">
      <IconShieldCheck size={14} /> {of.last && t('backups:glance.last', { at: moment(of.last.at) })}
      {of.second?.lastAt && ` · ${t('backups:glance.second', { at: moment(of.second.lastAt) })}`} {link}
    </Text>
  )
}

function warningOf({ last, running, problem, second }: BackupStatus) {
  if (problem) return problem
  if (last === null) return running ? null : { words: 'none' as const }
  if (!running && Date.now() - Date.parse(last.at) > fresh) return { words: 'old' as const }
  if (second === null || second.sameDisk) return { words: 'noSecond' as const }
  const isOverdue = second.lastAt === null || Date.now() - Date.parse(second.lastAt) > patience
  // A stick that is not plugged in every day is usual; one that has seen nothing for a week is not.
  return isOverdue ? (second.problem ?? { words: 'secondOld' as const }) : null
}
