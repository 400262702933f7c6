import { Badge, Group, Pagination, SegmentedControl, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ChangedRecord, SignedReport } from '../../../electron/contract/signoffs.ts'
import type { FigureRecord, FigureResult } from '../../../electron/contract/summary.ts'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { EmptyFace, ErrorFace, Loaded, LoadingRows, NotFoundFace } from '../../ui/Faces.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { History } from '../../ui/History.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import frame from '../../ui/rows.module.css'
import { valueText } from '../summary/figureText.ts'
import classes from './signoff.module.css'
import { searchOf } from './signoffSearch.ts'
import { periodName } from './signoffText.ts'

const pageSize = 100

/** The records of one figure of a signed report: those that have changed beside what they are now, or all as they were. */
export function SignedRecordsPage() {
  const { t } = useTranslation()
  const id = useParams({ from: '/summary/signed/figure/$' })._splat ?? ''
  const search = useSearch({ from: '/summary/signed/figure/$' })
  const navigate = useNavigate()
  const report = useQuery({
    ...orpc.signoffs.report.queryOptions({
      input: { id: search.signoff ?? 0 },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  })
  const figure = report.data?.summary.figures.find((one) => one.id === id)
  const up = report.data ? searchOf(report.data.head) : {}
  useCommands([
    {
      key: 'escape',
      label: t('signoff:backToReport'),
      run: () => void navigate({ to: '/summary/signed', search: up }),
    },
  ])
  const crumbs = [
    { label: t('common:nav.summary'), link: { to: '/summary' as const } },
    { label: t('summary:tabs.signed'), link: { to: '/summary/signed' as const, search: up } },
  ]
  if (!report.data || !figure) {
    return (
      <Page title={t('summary:records')} crumbs={crumbs}>
        {report.error ? (
          <ErrorFace error={report.error} onRetry={() => void report.refetch()} />
        ) : report.data ? (
          <NotFoundFace />
        ) : (
          <LoadingRows />
        )}
      </Page>
    )
  }
  const { head } = report.data
  return (
    <Page
      title={figure.label[currentLanguage()]}
      subtitle={t('signoff:reportTitle', { name: periodName(head), edition: head.edition })}
      crumbs={crumbs}
      fill
      actions={
        <>
          <PrintButton />
          <LinkButton
            to="/summary/figure/$"
            params={{ _splat: figure.id }}
            search={{ ...withoutSignoff(up), asOf: head.asOf }}
            variant="default"
          >
            {t('signoff:recordsNow')}
          </LinkButton>
        </>
      }
    >
      <FigureHead figure={figure} report={report.data} />
      {search.show === 'kept' ? (
        <Kept figure={figure} signoff={head.id} page={search.page ?? 1} />
      ) : (
        <Changed figure={figure} signoff={head.id} page={search.page ?? 1} />
      )}
    </Page>
  )
}

function withoutSignoff({ signoff: _, ...period }: ReturnType<typeof searchOf> | Record<string, never>) {
  return period
}

/** What the figure was and what it is, and which of its records are looked at. */
function FigureHead({ figure, report }: { readonly figure: FigureResult; readonly report: SignedReport }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/summary/signed/figure/$' })
  const { id } = report.head
  const changes = useQuery(orpc.signoffs.changes.queryOptions({ input: { id } }))
  const change = changes.data?.find((one) => one.figure === figure.id)
  const now = change ? change.now : changes.data ? figure : null
  const number = change ? change.added + change.gone + change.changed : 0
  const show = (value: string) =>
    void navigate({
      to: '/summary/signed/figure/$',
      params: { _splat: figure.id },
      search: { signoff: id, ...(value === 'kept' && { show: 'kept' as const }) },
      replace: true,
    })
  return (
    <>
      <div className={classes.figureHead}>
        <span>
          {t('signoff:whenSigned')}{' '}
          <span className={`figure ${classes.value}`} data-testid="kept-value">
            {valueText(figure.unit, figure)}
          </span>
        </span>
        <span>
          {t('signoff:now')}{' '}
          <span className={`figure ${classes.value}`} data-testid="now-value">
            {now ? valueText(figure.unit, now) : '—'}
          </span>
        </span>
        <Text c="dimmed" flex="1 1 24rem">
          {figure.definition[currentLanguage()]}
        </Text>
      </div>
      <Group mb={8} className="no-print">
        <SegmentedControl
          size="xs"
          aria-label={t('summary:records')}
          value={search.show ?? 'changed'}
          onChange={show}
          data={[
            { value: 'changed', label: t('signoff:showChanged', { count: number }) },
            { value: 'kept', label: t('signoff:showKept') },
          ]}
          data-testid="show"
        />
      </Group>
    </>
  )
}

interface RecordsProps {
  readonly figure: FigureResult
  readonly signoff: number
  readonly page: number
}

function Changed({ figure, signoff, page }: RecordsProps) {
  const { t } = useTranslation()
  const query = useQuery(
    orpc.signoffs.changedRows.queryOptions({
      input: { id: signoff, figure: figure.id, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Loaded query={query}>
      {({ rows, total }) =>
        total === 0 ? (
          <EmptyFace title={t('signoff:noRecordChanged')} />
        ) : (
          <>
            <div className={`${frame.rows} ${classes.records}`}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('signoff:change')}</Table.Th>
                    <Table.Th>{t('vocabulary:entity.unit')}</Table.Th>
                    <Table.Th>{t('summary:what')}</Table.Th>
                    <Table.Th>{t('summary:date')}</Table.Th>
                    <Table.Th ta="right">{t('signoff:whenSigned')}</Table.Th>
                    <Table.Th ta="right">{t('signoff:now')}</Table.Th>
                    <Table.Th className={classes.why}>{t('signoff:why')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <ChangedRow key={row.key} row={row} figure={figure} />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Pages page={page} total={total} />
          </>
        )
      }
    </Loaded>
  )
}

const tones = { added: 'teal', changed: 'blue', gone: 'red' } as const

function ChangedRow({ row, figure }: { readonly row: ChangedRecord; readonly figure: FigureResult }) {
  const { t } = useTranslation()
  const shown = row.now ?? row.before
  if (!shown) return null
  return (
    <Table.Tr data-testid="changed-record">
      <Table.Td>
        <Badge color={tones[row.kind]}>{t(`signoff:kind.${row.kind}`)}</Badge>
      </Table.Td>
      <Table.Td>
        <Unit record={shown} />
      </Table.Td>
      <Table.Td>{shown.what ?? '—'}</Table.Td>
      <Table.Td className="figure">{shown.date ?? '—'}</Table.Td>
      <Table.Td className={`figure ${classes.amount}`}>
        <Weight figure={figure} record={row.before} />
      </Table.Td>
      <Table.Td className={`figure ${classes.amount}`}>
        <Weight figure={figure} record={row.now} />
      </Table.Td>
      <Table.Td>
        {row.lines.length > 0 ? (
          <History lines={row.lines} />
        ) : (
          <Text size="sm">{t(row.byTime ? 'signoff:byTime' : 'signoff:notOnFile')}</Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Kept({ figure, signoff, page }: RecordsProps) {
  const { t } = useTranslation()
  const query = useQuery(
    orpc.signoffs.rows.queryOptions({
      input: { id: signoff, figure: figure.id, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Loaded query={query}>
      {({ rows, total }) =>
        total === 0 ? (
          <EmptyFace title={t('summary:noRecords')} />
        ) : (
          <>
            <div className={`${frame.rows} ${classes.records}`}>
              <Table striped>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('lists:units.columns.area')}</Table.Th>
                    <Table.Th>{t('lists:units.columns.building')}</Table.Th>
                    <Table.Th>{t('vocabulary:entity.unit')}</Table.Th>
                    <Table.Th>{t('summary:what')}</Table.Th>
                    <Table.Th>{t('summary:date')}</Table.Th>
                    {figure.parts.length > 0 && <Table.Th>{t('summary:part')}</Table.Th>}
                    <Table.Th ta="right">{t('signoff:whenSigned')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((record) => (
                    <Table.Tr key={record.key} data-testid="kept-record">
                      <Table.Td>{record.area ?? '—'}</Table.Td>
                      <Table.Td>{record.building ?? '—'}</Table.Td>
                      <Table.Td>
                        <Unit record={record} />
                      </Table.Td>
                      <Table.Td>{record.what ?? '—'}</Table.Td>
                      <Table.Td className="figure">{record.date ?? '—'}</Table.Td>
                      {figure.parts.length > 0 && <Table.Td>{partName(figure, record)}</Table.Td>}
                      <Table.Td className={`figure ${classes.amount}`}>
                        <Amount figure={figure} record={record} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Pages page={page} total={total} />
          </>
        )
      }
    </Loaded>
  )
}

function Unit({ record: { unitId, unit } }: { readonly record: FigureRecord }) {
  if (unitId === null || unit === null) return '—'
  return (
    <LinkAnchor to="/estate/unit/$id" params={{ id: String(unitId) }}>
      {unit}
    </LinkAnchor>
  )
}

/** What a record adds to its figure, and to which part of it. */
function Weight({ figure, record }: { readonly figure: FigureResult; readonly record: FigureRecord | null }) {
  if (!record) return '—'
  return (
    <>
      <Amount figure={figure} record={record} />
      {figure.parts.length > 0 && (
        <Text size="xs" c="dimmed">
          {partName(figure, record)}
        </Text>
      )}
    </>
  )
}

function Amount({ figure, record }: { readonly figure: FigureResult; readonly record: FigureRecord }) {
  const { t } = useTranslation()
  if (figure.unit === 'm2') return record.areaCenti === null ? '—' : formatArea(record.areaCenti)
  if (figure.unit === 'yuan') return formatMoney(record.amount ?? 0)
  if (figure.unit === 'ratio') return t(record.counted ? 'summary:isCounted' : 'summary:notCounted')
  return record.amount === null ? t('summary:isCounted') : formatCount(record.amount)
}

function partName(figure: FigureResult, { part }: FigureRecord): string {
  return figure.parts.find(({ key }) => key === part)?.label[currentLanguage()] ?? part ?? '—'
}

function Pages({ page, total }: { readonly page: number; readonly total: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/summary/signed/figure/$' })
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const turn = (next: number) => {
    if (next < 1 || next > pages) return
    void navigate({
      to: '.',
      search: ({ page: _, ...kept }) => ({ ...kept, ...(next > 1 && { page: next }) }),
      replace: true,
    })
  }
  useCommands([
    { key: 'pagedown', label: t('common:list.nextPage'), run: () => turn(page + 1) },
    { key: 'pageup', label: t('common:list.previousPage'), run: () => turn(page - 1) },
  ])
  return (
    <Group justify="space-between" pt={8}>
      <Text size="sm" c="dimmed" className="figure" role="status" data-testid="total" data-total={total}>
        {t('common:list.range', {
          first: formatCount((page - 1) * pageSize + 1),
          last: formatCount(Math.min(total, page * pageSize)),
          total: formatCount(total),
        })}
      </Text>
      {pages > 1 && (
        <Pagination
          className="no-print"
          size="sm"
          total={pages}
          value={page}
          onChange={turn}
          getControlProps={(control) => ({ 'aria-label': t(`common:list.${control}Page`) })}
          getItemProps={(number) => ({ 'aria-label': t('common:list.pageNumber', { number }) })}
        />
      )}
    </Group>
  )
}
