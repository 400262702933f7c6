import { Paper, Table } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inspectionLevels } from '../../../electron/contract/groundWords.ts'
import type { InspectionCell } from '../../../electron/contract/inspections.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { monthSpell } from '../../ui/monthSpell.ts'
import { Page } from '../../ui/Page.tsx'
import { monthNumbers, YearBar } from '../../ui/YearBar.tsx'

/** Average scores of a year by area, level and month; every one opens its checks. */
export function ScoresPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/inspections/scores' })
  const { year = Number(today.slice(0, 4)) } = useSearch({ from: '/inspections/scores' })
  const query = useQuery({
    ...orpc.inspections.months.queryOptions({ input: { year } }),
    placeholderData: keepPreviousData,
  })
  const areas = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data?.flatMap((estate) => estate.areas)
  return (
    <Page
      title={t('inspections:scoresTitle', { year })}
      crumbs={[{ label: t('inspections:title'), link: { to: '/inspections' } }]}
    >
      <Paper px="md" py="sm">
        <YearBar year={year} onYear={(next) => void navigate({ search: { year: next }, replace: true })} />
        <Loaded query={query}>
          {(cells) =>
            cells.length === 0 ? (
              <EmptyFace title={t('tallies:emptyYear', { year })} />
            ) : (
              <div className="rolls">
                <Scores year={year} cells={cells} areaIds={new Map((areas ?? []).map(({ name, id }) => [name, id]))} />
              </div>
            )
          }
        </Loaded>
      </Paper>
    </Page>
  )
}

function Scores(props: {
  readonly year: number
  readonly cells: readonly InspectionCell[]
  readonly areaIds: ReadonlyMap<string, number>
}) {
  const { t } = useTranslation()
  const { year, cells, areaIds } = props
  const lines = [...new Set(cells.map((cell) => cell.area))].flatMap((area) =>
    codesOf(inspectionLevels)
      .filter((level) => cells.some((cell) => cell.area === area && cell.level === level))
      .map((level) => ({ area, level })),
  )
  const score = (own: readonly InspectionCell[], search: Record<string, unknown>, month: number | null) => {
    const checks = own.reduce((sum, cell) => sum + cell.checks, 0)
    if (checks === 0) return ''
    const sum = own.reduce((total, cell) => total + cell.sum, 0)
    return (
      <LinkAnchor to="/inspections" search={{ ...monthSpell(year, month), ...search, state: 'valid' } as never}>
        {(sum / checks / 100).toFixed(1)}
      </LinkAnchor>
    )
  }
  return (
    <Table striped horizontalSpacing="xs" verticalSpacing={5} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lists:inspections.columns.area')}</Table.Th>
          <Table.Th>{t('lists:inspections.columns.level')}</Table.Th>
          {monthNumbers.map((month) => (
            <Table.Th key={month} ta="right">
              {t(`tallies:month.${month}`)}
            </Table.Th>
          ))}
          <Table.Th ta="right">{t('inspections:average')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ area, level }) => {
          const own = cells.filter((cell) => cell.area === area && cell.level === level)
          const areaId = area === null ? undefined : areaIds.get(area)
          const search = { level, ...(areaId !== undefined && { area: areaId }) }
          return (
            <Table.Tr key={`${area} ${level}`} data-testid={`${area} ${level}`}>
              <Table.Td>{area ?? t('common:none')}</Table.Td>
              <Table.Td>{t(`vocabulary:inspectionLevel.${level}`)}</Table.Td>
              {monthNumbers.map((month) => (
                <Table.Td key={month} ta="right" data-month={month}>
                  {score(
                    own.filter((cell) => cell.month === month),
                    search,
                    month,
                  )}
                </Table.Td>
              ))}
              <Table.Td ta="right" fw={600}>
                {score(own, search, null)}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
