import { Paper, Table } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CoverageCell } from '../../../electron/contract/patrol.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { monthSpell } from '../../ui/monthSpell.ts'
import { Page } from '../../ui/Page.tsx'
import { YearBar } from '../../ui/YearBar.tsx'

/** Rounds walked of those that were due, and points seen of those on their routes, by route and month. */
export function CoveragePage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/patrol/coverage' })
  const { year = Number(today.slice(0, 4)) } = useSearch({ from: '/patrol/coverage' })
  const query = useQuery({
    ...orpc.patrol.coverage.queryOptions({ input: monthSpell(year, null) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title={t('patrol:coverageTitle', { year })}
      crumbs={[{ label: t('common:nav.patrol'), link: { to: '/patrol' } }]}
    >
      <Paper px="md" py="sm">
        <YearBar year={year} onYear={(next) => void navigate({ search: { year: next }, replace: true })} />
        <Loaded query={query}>
          {(cells) =>
            cells.length === 0 ? (
              <EmptyFace title={t('tallies:emptyYear', { year })} />
            ) : (
              <div className="rolls">
                <Coverage cells={cells} />
              </div>
            )
          }
        </Loaded>
      </Paper>
    </Page>
  )
}

/** What the numbers open: exactly the rounds that they counted, or whose points. */
const opened = {
  due: { counted: 'due' },
  done: { counted: 'done' },
  late: { counted: 'due', state: 'late' },
  missed: { counted: 'due', state: 'missed' },
  points: { counted: 'due' },
  seen: { counted: 'done' },
  problems: { counted: 'due', problems: true },
} as const

function Coverage({ cells }: { readonly cells: readonly CoverageCell[] }) {
  const { t } = useTranslation()
  return (
    <Table striped horizontalSpacing="sm" verticalSpacing={5} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('patrol:route')}</Table.Th>
          <Table.Th>{t('patrol:month')}</Table.Th>
          {(['due', 'done', 'rate', 'late', 'missed', 'points', 'seen', 'pointRate', 'problems'] as const).map(
            (column) => (
              <Table.Th key={column} ta="right">
                {t(`patrol:covered.${column}`)}
              </Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {cells.map((cell) => {
          const spell = monthSpell(Number(cell.month.slice(0, 4)), Number(cell.month.slice(5)))
          const open = (what: keyof typeof opened) =>
            cell[what] === 0 ? (
              '0'
            ) : (
              <LinkAnchor
                to="/patrol"
                search={{ ...spell, routeId: cell.routeId, ...opened[what] } as never}
                data-testid={`open-${what}`}
              >
                {formatCount(cell[what])}
              </LinkAnchor>
            )
          return (
            <Table.Tr key={`${cell.routeId} ${cell.month}`} data-testid={`${cell.route} ${cell.month}`}>
              <Table.Td>{cell.route}</Table.Td>
              <Table.Td>{cell.month}</Table.Td>
              <Table.Td ta="right">{open('due')}</Table.Td>
              <Table.Td ta="right">{open('done')}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {formatRatio(cell.done, cell.due)}
              </Table.Td>
              <Table.Td ta="right">{open('late')}</Table.Td>
              <Table.Td ta="right">{open('missed')}</Table.Td>
              <Table.Td ta="right">{open('points')}</Table.Td>
              <Table.Td ta="right">{open('seen')}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {formatRatio(cell.seen, cell.points)}
              </Table.Td>
              <Table.Td ta="right">{open('problems')}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
