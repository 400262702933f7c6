import { Group, Paper, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'

/** On the unit's page: by which tariffs it is billed today. */
export function UnitTariffs({ unitId }: { readonly unitId: number }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const query = useQuery(orpc.lists.unitTariffs.queryOptions({ input: { filter: { unitId }, offset: 0, limit: 50 } }))
  const rows = query.data?.rows.filter((row) => row.toOn === null || row.toOn >= today)
  if (!rows) return null
  return (
    <Paper component="section" aria-label={t('billing:card.title')} data-testid="unit-tariffs">
      <Group justify="space-between" mb={2}>
        <Title order={2}>{t('billing:card.title')}</Title>
        <LinkAnchor to="/billing/charges" search={{ unitId }} className="no-print">
          {t('billing:card.all')}
        </LinkAnchor>
      </Group>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('billing:card.none')}
        </Text>
      ) : (
        <Table fz="sm" horizontalSpacing={6}>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>{row.item}</Table.Td>
                <Table.Td>{row.tariff}</Table.Td>
                <Table.Td ta="right">{row.ratio === '100%' ? '' : row.ratio}</Table.Td>
                <Table.Td className="figure" ta="right">
                  {row.fromOn} – {row.toOn ?? ''}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}
