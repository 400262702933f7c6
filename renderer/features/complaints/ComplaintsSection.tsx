import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { ComplaintStateBadge } from './ComplaintStateBadge.tsx'

/** So many are on the card; the list has the rest. */
const shown = 5

/** Complaints from a unit, or of a person. */
export function ComplaintsSection({ of }: { readonly of: { readonly unit: number } | { readonly person: number } }) {
  const { t } = useTranslation()
  const may = useMay('lists.complaints')
  const filter = 'unit' in of ? { unitId: of.unit } : { personId: of.person }
  const query = useQuery({
    ...orpc.lists.complaints.queryOptions({ input: { filter, offset: 0, limit: shown } }),
    enabled: may,
  })
  const { rows = [], total = 0 } = query.data ?? {}
  if (!may || rows.length === 0) return null
  return (
    <Paper component="section" aria-label={t('complaints:section')} p="sm" data-testid="complaints-section">
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t('complaints:section')}</Title>
        {total > shown && (
          <LinkAnchor to="/complaints" search={filter}>
            {t('complaints:all')}
          </LinkAnchor>
        )}
      </Group>
      <Stack gap={5}>
        {rows.map((row) => (
          <Group key={row.id} gap={8} wrap="nowrap">
            <LinkAnchor
              to="/complaints/$id"
              params={{ id: String(row.id) }}
              className="figure"
              style={{ flexShrink: 0 }}
            >
              {row.number}
            </LinkAnchor>
            <ComplaintStateBadge state={row.state} />
            <Text size="sm" truncate>
              {row.content}
            </Text>
            <Text size="xs" c="dimmed" ml="auto" className="figure" style={{ whiteSpace: 'nowrap' }}>
              {row.receivedAt.slice(0, 10)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}
