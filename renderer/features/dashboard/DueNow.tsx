import { Badge, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { Loaded, LoadingRows } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from './Section.tsx'

/** So many of the most urgent are named; the list has them all. */
const shown = 6

/** Whom to call about a handover today: the longest overdue first, with the owner's phone. */
export function DueNow() {
  const { t } = useTranslation()
  const input = { filter: {}, offset: 0, limit: shown }
  const query = useQuery(orpc.lists.handoverDue.queryOptions({ input }))
  const total = query.data?.total ?? 0
  return (
    <Section
      title={t('dashboard:due.title')}
      all={
        total > shown && <LinkAnchor to="/handover">{t('dashboard:due.all', { count: formatCount(total) })}</LinkAnchor>
      }
    >
      <Loaded query={query} loading={<LoadingRows rows={shown} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('dashboard:due.none')}
            </Text>
          ) : (
            <DueTable rows={rows} />
          )
        }
      </Loaded>
    </Section>
  )
}

function DueTable({ rows }: { readonly rows: readonly ListRow<'handoverDue'>[] }) {
  const { t } = useTranslation()
  return (
    <Table horizontalSpacing={6} verticalSpacing={4} data-testid="due-now">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('dashboard:unit')}</Table.Th>
          <Table.Th>{t('dashboard:columns.owner')}</Table.Th>
          <Table.Th>{t('dashboard:columns.phone')}</Table.Th>
          <Table.Th>{t('dashboard:columns.dueOn')}</Table.Th>
          <Table.Th ta="right">{t('dashboard:due.days')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(row.id) }}>
                {row.area} {row.display}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>{row.owner ?? '—'}</Table.Td>
            <Table.Td>{row.phone ?? '—'}</Table.Td>
            <Table.Td>{row.dueOn ?? '—'}</Table.Td>
            <Table.Td ta="right">
              <Days of={row.days} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Days({ of }: { readonly of: number | null }) {
  const { t } = useTranslation()
  if (of === null) return '—'
  return of > 0 ? (
    <Badge color="red">{t('dashboard:due.overdueBy', { days: formatCount(of) })}</Badge>
  ) : (
    <Badge color="gray">{t('dashboard:due.leftDays', { days: formatCount(-of) })}</Badge>
  )
}
