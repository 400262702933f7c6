import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import { useMay } from '../../api/session.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from './Section.tsx'

/** What came in from Excel lately, and who brought it. */
export function RecentImports({ of }: { readonly of: Dashboard['recentImports'] }) {
  const { t } = useTranslation()
  const may = useMay('lists.imports')
  if (!may || of.length === 0) return null
  return (
    <Section
      title={t('dashboard:recentImports')}
      all={<LinkAnchor to="/imports">{t('dashboard:allImports')}</LinkAnchor>}
    >
      <Table horizontalSpacing={6} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('dashboard:columns.at')}</Table.Th>
            <Table.Th>{t('dashboard:columns.kind')}</Table.Th>
            <Table.Th>{t('dashboard:columns.fileName')}</Table.Th>
            <Table.Th>{t('dashboard:columns.actor')}</Table.Th>
            <Table.Th ta="right">{t('dashboard:rows')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map((batch) => (
            <Table.Tr key={batch.id}>
              <Table.Td>{batch.at}</Table.Td>
              <Table.Td>{t(`vocabulary:importKind.${batch.kind}`)}</Table.Td>
              <Table.Td>{batch.fileName}</Table.Td>
              <Table.Td>{batch.actor}</Table.Td>
              <Table.Td ta="right">{formatCount(batch.rows)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
