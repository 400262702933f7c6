import '@mantine/charts/styles.layer.css'
import { BarChart } from '@mantine/charts'
import { Group, Paper, SegmentedControl, Select, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  type AnalysisDimension,
  analysisDimensions,
  type ComplaintAnalysis,
} from '../../../electron/contract/complaints.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'

const monthNumbers = Array.from({ length: 12 }, (_, index) => index + 1)

/** Valid complaints of a year by month: what they are about, where, why, and against whom. */
export function AnalysisPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/complaints/analysis' })
  const search = useSearch({ from: '/complaints/analysis' })
  const year = search.year ?? Number(today.slice(0, 4))
  const by = search.by ?? 'kind'
  const query = useQuery({
    ...orpc.complaints.analysis.queryOptions({ input: { year, by } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title={t('complaints:analysis')}
      crumbs={[{ label: t('common:nav.complaints'), link: { to: '/complaints' } }]}
      actions={
        <>
          <SegmentedControl
            aria-label={t('complaints:analysis')}
            value={by}
            onChange={(next) => void navigate({ search: { year, by: next as AnalysisDimension }, replace: true })}
            data={analysisDimensions.map((value) => ({ value, label: t(`complaints:by.${value}`) }))}
          />
          <Select
            w={108}
            aria-label={t('complaints:year')}
            allowDeselect={false}
            value={String(year)}
            onChange={(next) => next && void navigate({ search: { year: Number(next), by }, replace: true })}
            data={Array.from({ length: 8 }, (_, index) => Number(today.slice(0, 4)) - index).map((one) => ({
              value: String(one),
              label: t('complaints:yearName', { year: one }),
            }))}
            data-testid="year"
          />
          <ReportButton report="complaint-analysis" year={year} />
        </>
      }
    >
      <Loaded query={query}>
        {(analysis) =>
          analysis.total + analysis.invalid === 0 ? (
            <EmptyFace title={t('complaints:empty')} />
          ) : (
            <Analysis of={analysis} by={by} year={year} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Analysis(props: { readonly of: ComplaintAnalysis; readonly by: AnalysisDimension; readonly year: number }) {
  const { t } = useTranslation()
  const { of, by, year } = props
  const nameOf = (key: string) => {
    if (key === '') return t(`complaints:no${by === 'area' ? 'Area' : by === 'cause' ? 'Cause' : 'Against'}`)
    if (by === 'kind') return t(`vocabulary:complaintKind.${key}`)
    return by === 'cause' ? t(`vocabulary:complaintCause.${key}`) : key
  }
  const whole = { from: `${year}-01-01`, to: `${year}-12-31` }
  return (
    <Stack gap="sm">
      <Paper px="md" py="sm">
        <div role="img" aria-label={t('complaints:analysis')}>
          <BarChart
            h={170}
            data={monthNumbers.map((month) => ({
              month: t('complaints:month', { month }),
              total: of.months[month - 1],
            }))}
            dataKey="month"
            series={[{ name: 'total', label: t('common:nav.complaints'), color: 'var(--mantine-color-desk-filled)' }]}
            gridAxis="none"
            yAxisProps={{ width: 28, allowDecimals: false }}
            maxBarWidth={40}
            barProps={{ isAnimationActive: false }}
            barChartProps={{ accessibilityLayer: false, margin: { top: 8 } }}
          />
        </div>
      </Paper>
      <Paper px="md" py="sm" className="rolls">
        <Table horizontalSpacing={6} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`complaints:byColumn.${by}`)}</Table.Th>
              {monthNumbers.map((month) => (
                <Table.Th key={month} ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {t('complaints:month', { month })}
                </Table.Th>
              ))}
              <Table.Th ta="right" style={{ whiteSpace: 'nowrap' }}>
                {t('complaints:total')}
              </Table.Th>
              <Table.Th ta="right" style={{ whiteSpace: 'nowrap' }}>
                {t('complaints:closed')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.rows.map((row) => (
              <Table.Tr key={row.key} data-testid={`row-${row.key}`}>
                <Table.Td>{nameOf(row.key)}</Table.Td>
                {row.months.map((count, index) => (
                  <Table.Td key={monthNumbers[index]} ta="right" c={count === 0 ? 'dimmed' : undefined}>
                    {count}
                  </Table.Td>
                ))}
                <Table.Td ta="right" fw={600}>
                  {by === 'kind' ? (
                    <LinkAnchor to="/complaints" search={{ ...whole, kind: row.key } as never}>
                      {formatCount(row.total)}
                    </LinkAnchor>
                  ) : (
                    formatCount(row.total)
                  )}
                </Table.Td>
                <Table.Td ta="right">{formatCount(row.closed)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={600} data-testid="total">
              <Table.Td>{t('complaints:total')}</Table.Td>
              {of.months.map((count, index) => (
                <Table.Td key={monthNumbers[index]} ta="right">
                  {count}
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <LinkAnchor to="/complaints" search={whole}>
                  {formatCount(of.total)}
                </LinkAnchor>
              </Table.Td>
              <Table.Td ta="right">{formatCount(of.closed)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        {of.invalid > 0 && (
          <Group justify="flex-end">
            <Text size="sm" c="dimmed" mt={6}>
              {t('complaints:invalidCount', { count: of.invalid })}
            </Text>
          </Group>
        )}
      </Paper>
    </Stack>
  )
}
