import { Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { IconPackageExport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { MovementDialog } from './MovementDialog.tsx'
import { formatQuantity } from './quantity.ts'

/** What the stores gave to a job, and the way to give it more. */
export function JobStock({
  job,
}: {
  readonly job: { readonly id: number; readonly number: string; readonly place: string; readonly worker: string }
}) {
  const { t } = useTranslation()
  const mayIssue = useMay('stores.issue')
  const [issuing, setIssuing] = useState(false)
  const { data } = useQuery(orpc.stores.ofJob.queryOptions({ input: { jobId: job.id } }))
  if (!data || (data.lines.length === 0 && !mayIssue)) return null
  return (
    <Paper p="md" component="section" aria-label={t('stores:ofJob.title')} data-testid="job-stock">
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t('stores:ofJob.title')}</Title>
        {mayIssue && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPackageExport size={14} />}
            onClick={() => setIssuing(true)}
            className="no-print"
            data-testid="issue-to-job"
          >
            {t('stores:ofJob.issue')}
          </Button>
        )}
      </Group>
      {data.lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('stores:ofJob.none')}
        </Text>
      ) : (
        <Table maw={720}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lists:stockDocuments.columns.onDate')}</Table.Th>
              <Table.Th>{t('lists:stockDocuments.columns.number')}</Table.Th>
              <Table.Th>{t('stores:item.one')}</Table.Th>
              <Table.Th ta="right">{t('lists:stockItems.columns.quantity')}</Table.Th>
              <Table.Th ta="right">{t('lists:stockItems.columns.value')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.lines.map((line) => (
              <Table.Tr key={line.id} data-testid="job-stock-line">
                <Table.Td className="figure">{line.onDate}</Table.Td>
                <Table.Td>
                  <LinkAnchor to="/stores/document/$id" params={{ id: String(line.documentId) }} className="figure">
                    {line.number}
                  </LinkAnchor>
                </Table.Td>
                <Table.Td>{[line.name, line.specification].filter(Boolean).join(' ')}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatQuantity(line.quantity)} {line.unitName}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatMoney(line.value)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={4}>{t('stores:totals')}</Table.Th>
              <Table.Th ta="right" className="figure" data-testid="job-stock-value">
                {formatMoney(data.value)}
              </Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      )}
      {issuing && (
        <MovementDialog
          kind="issue"
          job={{ id: job.id, number: job.number, title: job.place }}
          recipient={job.worker}
          onClose={() => setIssuing(false)}
        />
      )}
    </Paper>
  )
}
