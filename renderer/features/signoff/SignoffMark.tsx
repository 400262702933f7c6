import { Group, Text } from '@mantine/core'
import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReportPeriod } from '../../../electron/contract/summary.ts'
import { orpc } from '../../api/client.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { searchOf } from './signoffSearch.ts'

/** Beside the figures of a period that is signed off: who signed when, and how much is different by now. */
export function SignoffMark({ period }: { readonly period: ReportPeriod }) {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.signoffs.standing.queryOptions({ input: period }))
  if (!data) return null
  const { head, changed } = data
  return (
    <Group gap={6} wrap="nowrap" data-testid="signoff-mark">
      <IconRosetteDiscountCheck size={18} color="var(--mantine-color-teal-7)" aria-hidden />
      <Text size="sm">{t('signoff:mark', { on: head.signedAt.slice(0, 10), by: head.signedBy })}</Text>
      <LinkAnchor to="/summary/signed" search={searchOf(head)}>
        {changed > 0 ? t('signoff:changedSince', { count: changed }) : t('signoff:unchangedSince')}
      </LinkAnchor>
    </Group>
  )
}
