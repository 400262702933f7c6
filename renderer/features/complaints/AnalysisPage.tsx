import { Group, Paper, SegmentedControl, Select, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chart } from '../../../electron/contract/charts.ts'
import {
  type AnalysisDimension,
  analysisDimensions,
  type ComplaintAnalysis,
} from '../../../electron/contract/complaints.ts'
import { addDays, addMonths, type DateText } from '../../../electron/contract/dates.ts'
import { nobody } from '../../../electron/contract/lists.ts'
import { emphasis } from '../../../electron/contract/palette.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { ChartFigure } from '../../ui/ChartFigure.tsx'
import { onScreen } from '../../ui/chartWords.ts'
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

/** First and last day of a month, or of the whole year. */
function spellOf(year: number, month: number | null): readonly [from: DateText, to: DateText] {
  if (month === null) return [`${year}-01-01`, `${year}-12-31`]
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  return [first, addDays(addMonths(first, 1), -1)]
}

/** The filter of the list that stands for a row. */
function whose(by: AnalysisDimension, key: string | null): Record<string, unknown> {
  if (key === null) return {}
  return { [by === 'area' ? 'areaName' : by]: key || nobody }
}

/** How many in each month of the year. */
function Months({ of }: { readonly of: readonly number[] }) {
  const { t } = useTranslation()
  const chart = useMemo(
    (): Chart => ({
      id: 'complaints',
      section: 'complaints',
      kind: 'bars',
      unit: 'count',
      categories: monthNumbers.map((month) => onScreen(t('complaints:month', { month }))),
      series: [{ key: 'total', label: onScreen(t('common:nav.complaints')), color: emphasis.now, values: [...of] }],
      figures: [],
    }),
    [of, t],
  )
  return <ChartFigure chart={chart} height={170} />
}

function Analysis(props: { readonly of: ComplaintAnalysis; readonly by: AnalysisDimension; readonly year: number }) {
  const { t } = useTranslation()
  const { of, by, year } = props
  const nameOf = (key: string) => {
    if (key === '') return t(`complaints:no${by === 'area' ? 'Area' : by === 'cause' ? 'Cause' : 'Against'}`)
    if (by === 'kind') return t(`vocabulary:complaintKind.${key}`)
    return by === 'cause' ? t(`vocabulary:complaintCause.${key}`) : key
  }
  const { today } = useOffice()
  const open = (value: number, key: string | null, month: number | null, more: Record<string, unknown> = {}) => {
    if (value === 0) return '0'
    const [from, to] = spellOf(year, month)
    const search = { from, to: to > today ? today : to, valid: 'yes', ...whose(by, key), ...more }
    return (
      <LinkAnchor to="/complaints" search={search as never}>
        {formatCount(value)}
      </LinkAnchor>
    )
  }
  return (
    <Stack gap="sm">
      <Paper px="md" py="sm">
        <Months of={of.months} />
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
                    {open(count, row.key, index + 1)}
                  </Table.Td>
                ))}
                <Table.Td ta="right" fw={600}>
                  {open(row.total, row.key, null)}
                </Table.Td>
                <Table.Td ta="right">{open(row.closed, row.key, null, { closed: 'yes' })}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={600} data-testid="total">
              <Table.Td>{t('complaints:total')}</Table.Td>
              {of.months.map((count, index) => (
                <Table.Td key={monthNumbers[index]} ta="right">
                  {open(count, null, index + 1)}
                </Table.Td>
              ))}
              <Table.Td ta="right" data-testid="all">
                {open(of.total, null, null)}
              </Table.Td>
              <Table.Td ta="right">{open(of.closed, null, null, { closed: 'yes' })}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        {of.invalid > 0 && (
          <Group justify="flex-end" gap={4} mt={6}>
            <Text size="sm" c="dimmed">
              {t('complaints:invalidCount')}
            </Text>
            {open(of.invalid, null, null, { valid: 'no' })}
          </Group>
        )}
      </Paper>
    </Stack>
  )
}
