import { Badge, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from './Section.tsx'

/** Promises to pay whose day has come and that are not kept yet. Nothing is shown while there is none. */
export function DuePromises() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const due = useQuery(orpc.dunning.duePromises.queryOptions()).data
  if (!due || due.count === 0) return null
  return (
    <Section
      title={t('dashboard:promises.title')}
      all={
        <LinkAnchor to="/arrears" search={{ tab: 'contacts', promise: 'due' }}>
          {t('dashboard:promises.all', { count: formatCount(due.count) })}
        </LinkAnchor>
      }
    >
      <Table horizontalSpacing={6} verticalSpacing={4} data-testid="due-promises">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('dashboard:promises.unit')}</Table.Th>
            <Table.Th>{t('dashboard:promises.person')}</Table.Th>
            <Table.Th>{t('dashboard:promises.on')}</Table.Th>
            <Table.Th ta="right">{t('dashboard:promises.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {due.rows.map((row) => (
            <Table.Tr key={row.contactId}>
              <Table.Td>
                <LinkAnchor to="/arrears/unit/$id" params={{ id: String(row.unitId) }}>
                  {row.unit}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>{row.person || '—'}</Table.Td>
              <Table.Td>
                <span className="figure">{row.promiseOn}</span>{' '}
                {row.promiseOn === today && <Badge size="sm">{t('common:today')}</Badge>}
              </Table.Td>
              <Table.Td ta="right">{formatMoney(row.promiseAmount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt={4} className="figure">
        {t('dashboard:promises.sum', { amount: formatMoney(due.amount) })}
      </Text>
    </Section>
  )
}
