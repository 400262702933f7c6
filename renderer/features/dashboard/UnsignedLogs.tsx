import { Badge, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from './Section.tsx'

const shown = 6
const colours = { missing: 'red', draft: 'gray', given: 'orange' } as const

/** Pages of the handover log that are not signed by both. Nothing is shown while there is none. */
export function UnsignedLogs() {
  const { t } = useTranslation()
  const logs = useQuery(orpc.handoverLog.waiting.queryOptions()).data ?? []
  if (logs.length === 0) return null
  return (
    <Section
      title={t('dashboard:logs.title')}
      all={<LinkAnchor to="/people/logs">{t('dashboard:logs.all', { count: formatCount(logs.length) })}</LinkAnchor>}
    >
      <Group gap="md" data-testid="unsigned-logs">
        {logs.slice(0, shown).map(({ id, onDate, shiftId, shift, state, giver }) => (
          <Group key={`${onDate} ${shiftId}`} gap={6} wrap="nowrap">
            {id === null ? (
              <Text size="sm" className="figure">
                {onDate} {shift}
              </Text>
            ) : (
              <LinkAnchor to="/people/logs/$id" params={{ id: String(id) }} className="figure">
                {onDate} {shift}
              </LinkAnchor>
            )}
            <Badge size="sm" color={colours[state]}>
              {t(`vocabulary:shiftLogState.${state}`)}
            </Badge>
            <Text size="sm">{giver}</Text>
          </Group>
        ))}
      </Group>
    </Section>
  )
}
