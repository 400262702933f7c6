import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../dashboard/Section.tsx'
import { pathOf } from './RegisterTabs.tsx'
import { registerName } from './words.ts'

/** Leases, passes, contracts and loans that end soon or are past their end, by register; nothing where there is none. */
export function DueRecords() {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.registers.due.queryOptions())
  const due = (data ?? []).filter((one) => one.overdue > 0 || one.soon > 0)
  if (due.length === 0) return null
  return (
    <Section title={t('registers:dueTitle')}>
      <Group gap="lg" data-testid="due-records">
        {due.map(({ register, overdue, soon }) => (
          <Group key={register} gap={6} wrap="nowrap">
            <Text size="sm">{registerName(t, register)}</Text>
            {overdue > 0 && (
              <LinkAnchor {...pathOf(register)} search={{ show: 'overdue' }} c="red" className="figure">
                {t('registers:dueCount.overdue', { count: formatCount(overdue) as never })}
              </LinkAnchor>
            )}
            {soon > 0 && (
              <LinkAnchor {...pathOf(register)} search={{ show: 'soon' }} className="figure">
                {t('registers:dueCount.soon', { count: formatCount(soon) as never })}
              </LinkAnchor>
            )}
          </Group>
        ))}
      </Group>
    </Section>
  )
}
