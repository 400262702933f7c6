import { Badge, Group, Pagination, SegmentedControl, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportReport, type ImportRow, reportRows } from '../../../electron/contract/imports.ts'
import { problemText } from '../../api/errors.ts'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import classes from './imports.module.css'

const pageSize = 100

const filters = ['all', 'rejected', 'warnings', 'added', 'updated', 'unchanged'] as const
type Filter = (typeof filters)[number]

/** Darker than the theme's own light badges, so that small letters keep their contrast. */
const tones = { added: 'teal', updated: 'blue', unchanged: 'gray', rejected: 'red' } as const

/** Row by row: what is wrong where, or what would change from what to what. */
export function ReportRows({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation()
  const { counts, rows } = report
  const [filter, setFilter] = useState<Filter>('all')
  const [page, setPage] = useState(1)
  const shown = rows.filter((row) => fits(row, filter))
  const pages = Math.max(1, Math.ceil(shown.length / pageSize))
  const all = counts.added + counts.updated + counts.unchanged + counts.rejected
  if (all === 0) return null
  return (
    <>
      <Group justify="space-between" mb={8} wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label={t('imports:filter')}
          value={filter}
          onChange={(value) => {
            setFilter(value as Filter)
            setPage(1)
          }}
          data={filters
            .filter((one) => one === 'all' || counts[one] > 0)
            .map((one) => ({
              value: one,
              label: `${t(`imports:counts.${one}`)} ${formatCount(one === 'all' ? all : counts[one])}`,
            }))}
          data-testid="outcome"
        />
        <Text size="sm" c="dimmed">
          {rows.length >= reportRows
            ? t('imports:firstRows', { rows: formatCount(reportRows) })
            : t('imports:changedOnly')}
        </Text>
      </Group>
      <div className={classes.rows}>
        {shown.length === 0 ? (
          <EmptyFace
            title={t(rows.length === 0 || filter === 'unchanged' ? 'imports:notListed' : 'imports:noneOfThese')}
          />
        ) : (
          <Table verticalSpacing={5}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right" w={70}>
                  {t('imports:row')}
                </Table.Th>
                <Table.Th w={90}>{t('imports:outcome')}</Table.Th>
                <Table.Th w="26%">{t('imports:key')}</Table.Th>
                <Table.Th>{t('imports:details')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.slice((page - 1) * pageSize, page * pageSize).map((row) => (
                <Table.Tr key={row.row} data-testid="report-row" data-outcome={row.outcome}>
                  <Table.Td ta="right">{formatCount(row.row)}</Table.Td>
                  <Table.Td>
                    <Badge size="sm" color={tones[row.outcome]}>
                      {t(`vocabulary:importOutcome.${row.outcome}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td className={classes.key}>{row.key.split('/').filter(Boolean).join(' / ')}</Table.Td>
                  <Table.Td>
                    <Details row={row} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </div>
      {pages > 1 && (
        <Group justify="flex-end" pt={8}>
          <Pagination
            size="sm"
            total={pages}
            value={page}
            onChange={setPage}
            getControlProps={(control) => ({ 'aria-label': t(`common:list.${control}Page`) })}
            getItemProps={(number) => ({ 'aria-label': t('common:list.pageNumber', { number }) })}
          />
        </Group>
      )}
    </>
  )
}

function fits(row: ImportRow, filter: Filter): boolean {
  if (filter === 'all') return true
  return filter === 'warnings' ? row.warnings.length > 0 : row.outcome === filter
}

function Details({ row }: { readonly row: ImportRow }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.details}>
      {row.errors.map((problem) => (
        <li key={JSON.stringify(problem)} data-tone="error">
          <ColumnName of={problem.field} /> {problemText(problem)}
        </li>
      ))}
      {row.warnings.map((problem) => (
        <li key={JSON.stringify(problem)} data-tone="warning">
          {t('imports:warning')} <ColumnName of={problem.field} /> {problemText(problem)}
        </li>
      ))}
      {row.changes.map((change) => (
        <li key={change.column}>
          <ColumnName of={change.column} />{' '}
          {change.from === null ? (
            <span className={classes.was}>{t('imports:empty')}</span>
          ) : (
            <del className={classes.was}>{change.from}</del>
          )}{' '}
          → <ins className={classes.becomes}>{change.to ?? t('imports:empty')}</ins>
        </li>
      ))}
    </ul>
  )
}

/** The column by the header it has in the workbook. */
function ColumnName({ of }: { readonly of: string | undefined }) {
  return of === undefined ? null : <span className={classes.column}>{of}</span>
}
