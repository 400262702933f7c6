import { Group, Pagination, SegmentedControl, Select, Table, Text, UnstyledButton } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { spanWords } from '../../../electron/contract/spans.ts'
import type {
  FigureRecord,
  FigureResult,
  FigureValue,
  RecordPage,
  RecordSide,
  SummaryResult,
} from '../../../electron/contract/summary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { ExportButton } from '../../ui/exporting.tsx'
import { EmptyFace, ErrorFace, LoadingRows, NotFoundFace } from '../../ui/Faces.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import frame from '../../ui/rows.module.css'
import { figureName, valueText } from './figureText.ts'
import { periodInput, type RecordsSearch, type recordColumns, recordPageSizes, usualYear } from './period.ts'
import classes from './summary.module.css'

/** Where a record itself is shown. */
const pageOf = {
  job: '/jobs/$id',
  complaint: '/complaints/$id',
  visit: '/visits/$id',
  record: '/registers/record/$id',
  notice: '/notices/record/$id',
  equipment: '/equipment/$id',
} as const satisfies Record<RecordPage, string>

/** Exactly the records one figure counted: the list's total is the figure. */
export function RecordsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const id = useParams({ from: '/summary/figure/$' })._splat ?? ''
  const search = useSearch({ from: '/summary/figure/$' })
  const navigate = useNavigate({ from: '/summary/figure/$' })
  const year = search.year ?? usualYear(today)
  const period = periodInput(year, search)
  const summary = useQuery(orpc.summary.year.queryOptions({ input: period }))
  const figure = summary.data?.current.figures.find((one) => one.id === id)
  const back = () => void navigate({ to: '/summary', search: period })
  useCommands([{ key: 'escape', label: t('summary:backToSummary'), run: back }])
  const crumbs = [{ label: t('common:nav.summary'), link: { to: '/summary' as const, search: period } }]

  if (!summary.data || !figure) {
    return (
      <Page title={t('summary:records')} crumbs={crumbs}>
        {summary.error ? (
          <ErrorFace error={summary.error} onRetry={() => void summary.refetch()} />
        ) : summary.data ? (
          <NotFoundFace />
        ) : (
          <LoadingRows />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={figure.label[currentLanguage()]}
      subtitle={t('summary:subtitle', {
        period: spanWords(year, search.span ?? 'year')[currentLanguage()],
        asOf: summary.data.current.asOf,
      })}
      crumbs={crumbs}
      fill
      actions={
        <>
          <PrintButton />
          <ExportButton
            testId="export"
            start={() =>
              client.exports.figure({
                ...period,
                figure: id,
                ...(search.part !== undefined && { part: search.part }),
                ...(search.side !== undefined && { side: search.side }),
                ...(search.by && { sort: { by: search.by, descending: search.descending ?? false } }),
                language: currentLanguage(),
              })
            }
          />
        </>
      }
    >
      <Head figure={figure} search={search} />
      <Filters figure={figure} search={search} />
      <Records figure={figure} summary={summary.data.current} search={search} />
    </Page>
  )
}

/** The figure itself, or the part or side of it that is shown, and what it counts. */
function Head({ figure, search }: { readonly figure: FigureResult; readonly search: RecordsSearch }) {
  const { t } = useTranslation()
  const language = currentLanguage()
  const part = search.part === undefined ? undefined : figure.parts.find((one) => one.key === search.part)
  const shown: FigureValue = search.part === undefined ? figure : (part ?? { value: 0 })
  return (
    <div className={classes.head}>
      <div>
        <span className={`figure ${classes.value}`} data-testid="figure-value">
          {valueText(figure.unit, shown)}
        </span>
        {figure.unit === 'm2' && <span className={classes.unit}> m²</span>}
        {figure.unit === 'yuan' && <span className={classes.unit}> {t('common:yuan')}</span>}
        {figure.unit === 'ratio' && (
          <Text span c="dimmed" className="figure" data-testid="figure-sides">
            {'  '}
            {formatCount(shown.value)} / {formatCount(shown.denominator ?? 0)}
          </Text>
        )}
        {part && <Text span> {part.label[language]}</Text>}
      </div>
      <div className={classes.definition} data-testid="definition">
        {figure.definition[language]}
      </div>
    </div>
  )
}

/** By part of the figure, or by side of the ratio. */
function Filters({ figure, search }: { readonly figure: FigureResult; readonly search: RecordsSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/summary/figure/$' })
  const language = currentLanguage()
  const filter = (patch: { part?: string; side?: RecordSide }) => {
    const { part: _part, side: _side, page: _page, ...kept } = search
    void navigate({ to: '.', search: { ...kept, ...patch }, replace: true })
  }
  if (figure.unit === 'ratio') {
    const { part } = search
    const { value, denominator = 0 }: FigureValue = figure.parts.find((one) => one.key === part) ?? figure
    return (
      <Group mb={8} className="no-print">
        <SegmentedControl
          size="xs"
          aria-label={t('summary:side')}
          value={search.side ?? 'denominator'}
          onChange={(side) =>
            filter({
              ...(part !== undefined && { part }),
              ...(side !== 'denominator' && { side: side as RecordSide }),
            })
          }
          data={[
            {
              value: 'denominator',
              label: t('summary:inDenominator', { count: formatCount(denominator) }),
            },
            { value: 'numerator', label: t('summary:inNumerator', { count: formatCount(value) }) },
            { value: 'rest', label: t('summary:inRest', { count: formatCount(denominator - value) }) },
          ]}
          data-testid="side"
        />
      </Group>
    )
  }
  if (figure.parts.length === 0) return null
  return (
    <Group mb={8} className="no-print">
      <SegmentedControl
        size="xs"
        aria-label={t('summary:part')}
        value={search.part ?? ''}
        onChange={(part) => filter(part === '' ? {} : { part })}
        data={[
          { value: '', label: t('summary:allParts', { count: valueText(figure.unit, figure) }) },
          ...figure.parts.map((part) => ({
            value: part.key,
            label: `${part.label[language]} ${valueText(figure.unit, part)}`,
          })),
        ]}
        data-testid="part"
      />
    </Group>
  )
}

function Records(props: {
  readonly figure: FigureResult
  readonly summary: SummaryResult
  readonly search: RecordsSearch
}) {
  const { figure, summary, search } = props
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/summary/figure/$' })
  const page = search.page ?? 1
  const size = search.size ?? recordPageSizes[0]
  const query = useQuery(
    orpc.summary.rows.queryOptions({
      input: {
        ...periodInput(summary.year, search),
        asOf: summary.asOf,
        figure: figure.id,
        ...(search.part !== undefined && { part: search.part }),
        ...(search.side && { side: search.side }),
        ...(search.by && { sort: { by: search.by, descending: search.descending ?? false } }),
        offset: (page - 1) * size,
        limit: size,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const open = ({ opens, unitId }: FigureRecord) => {
    // What stands nowhere, such as money for advertising, has no card of a unit either.
    if (opens) void navigate({ to: pageOf[opens.page], params: { id: String(opens.id) } })
    else if (unitId !== null) void navigate({ to: '/estate/unit/$id', params: { id: String(unitId) } })
  }
  const turn = (patch: { page?: number; size?: number }) => {
    const { page: _page, ...kept } = search
    void navigate({ to: '.', search: { ...kept, ...patch }, replace: true })
  }
  const pages = Math.max(1, Math.ceil((query.data?.total ?? 0) / size))
  const turnTo = (next: number) => next >= 1 && next <= pages && turn(next > 1 ? { page: next } : {})
  if (query.error && !query.data) return <ErrorFace error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <LoadingRows />
  const { rows, total } = query.data
  return (
    <>
      <div className={`${frame.rows} ${classes.records}`}>
        {rows.length === 0 ? (
          <EmptyFace title={t('summary:noRecords')} />
        ) : (
          <RecordTable figure={figure} rows={rows} search={search} onOpen={open} onTurn={(by) => turnTo(page + by)} />
        )}
      </div>
      <Group justify="space-between" wrap="nowrap" pt={8} mih={36}>
        <Text size="sm" c="dimmed" className="figure" role="status" data-testid="total" data-total={total}>
          {t('common:list.range', {
            first: formatCount(total === 0 ? 0 : (page - 1) * size + 1),
            last: formatCount(Math.min(total, page * size)),
            total: formatCount(total),
          })}
          {figure.unit === 'yuan' && rows.length > 0 && (
            <>
              {' · '}
              {t('summary:pageAmount', { amount: formatMoney(rows.reduce((sum, row) => sum + (row.amount ?? 0), 0)) })}
            </>
          )}
          {figure.unit === 'count' && rows.some((row) => row.amount !== null) && (
            <>
              {' · '}
              {t('summary:pageCount', { count: rows.reduce((sum, row) => sum + (row.amount ?? 0), 0) })}
            </>
          )}
          {figure.unit === 'm2' && rows.length > 0 && (
            <>
              {' · '}
              {t('summary:pageArea', { area: formatArea(rows.reduce((sum, row) => sum + (row.areaCenti ?? 0), 0)) })}
            </>
          )}
        </Text>
        <Group gap="sm" wrap="nowrap" className="no-print">
          <Select
            size="xs"
            w={112}
            aria-label={t('common:list.pageSize')}
            allowDeselect={false}
            data={recordPageSizes.map((one) => ({
              value: String(one),
              label: t('common:list.perPage', { size: one }),
            }))}
            value={String(size)}
            onChange={(value) => {
              if (!value) return
              const { size: _size, page: _page, ...kept } = search
              const next = Number(value)
              void navigate({
                to: '.',
                search: { ...kept, ...(next !== recordPageSizes[0] && { size: next }) },
                replace: true,
              })
            }}
            data-testid="page-size"
          />
          <Pagination
            size="sm"
            total={pages}
            value={Math.min(page, pages)}
            onChange={turnTo}
            siblings={1}
            getControlProps={(control) => ({ 'aria-label': t(`common:list.${control}Page`) })}
            getItemProps={(number) => ({ 'aria-label': t('common:list.pageNumber', { number }) })}
          />
        </Group>
      </Group>
    </>
  )
}

/** A column's head: a press puts the records in its order, the next turns it round, a third goes back to places. */
function SortHead(props: {
  readonly by: (typeof recordColumns)[number]
  readonly search: RecordsSearch
  readonly label: string
  readonly right?: boolean
}) {
  const navigate = useNavigate({ from: '/summary/figure/$' })
  const { page: _page, by, descending, ...kept } = props.search
  const mine = by === props.by
  const next = !mine ? { by: props.by } : descending ? {} : { by: props.by, descending: true }
  const arrow = !mine ? '' : descending ? ' ↓' : ' ↑'
  return (
    <Table.Th
      {...(props.right && { ta: 'right' as const })}
      aria-sort={!mine ? 'none' : descending ? 'descending' : 'ascending'}
    >
      <UnstyledButton
        fz="inherit"
        fw="inherit"
        onClick={() => void navigate({ to: '.', search: { ...kept, ...next }, replace: true })}
        data-testid={`sort-${props.by}`}
      >
        {props.label}
        {arrow}
      </UnstyledButton>
    </Table.Th>
  )
}

/** ↑↓ go through the rows, Enter opens the unit, PageUp and PageDown turn the page. */
function RecordTable(props: {
  readonly figure: FigureResult
  readonly rows: readonly FigureRecord[]
  readonly search: RecordsSearch
  readonly onOpen: (record: FigureRecord) => void
  readonly onTurn: (by: 1 | -1) => void
}) {
  const { figure, rows, search } = props
  const { t, i18n } = useTranslation()
  const language = currentLanguage()
  const [at, setAt] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const side = search.side === 'numerator' ? 'numerator' : 'denominator'
  const dateKey = `summary:dates.${figureName(figure.id)}${figure.unit === 'ratio' ? `-${side}` : ''}`
  const withParts = figure.parts.length > 0
  const marked = figure.unit === 'ratio' && (search.side ?? 'denominator') === 'denominator'
  const withMoney = figure.unit === 'yuan'
  const withAmount = withMoney || rows.some((record) => record.amount !== null)
  const withWhat = rows.some((record) => record.what !== null)
  const partWord = (key: string | null) => figure.parts.find((part) => part.key === key)?.label[language] ?? key

  function go(index: number): void {
    const row = body.current?.rows[index]
    if (!row) return
    setAt(index)
    row.focus()
    row.scrollIntoView({ block: 'nearest' })
  }

  function press(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLTableRowElement)) return
    const index = event.target.sectionRowIndex
    const record = rows[index]
    switch (event.key) {
      case 'ArrowDown':
        go(index + 1)
        break
      case 'ArrowUp':
        go(index - 1)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(rows.length - 1)
        break
      case 'PageDown':
        props.onTurn(1)
        break
      case 'PageUp':
        props.onTurn(-1)
        break
      case 'Enter':
        if (record) props.onOpen(record)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <Table striped highlightOnHover onKeyDown={press}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lists:units.columns.area')}</Table.Th>
          <Table.Th>{t('lists:units.columns.building')}</Table.Th>
          <SortHead by="unit" search={search} label={t('vocabulary:entity.unit')} />
          <SortHead by="kind" search={search} label={t('lists:units.columns.kind')} />
          {withWhat && <SortHead by="what" search={search} label={t('summary:what')} />}
          {withAmount ? (
            <SortHead
              by="amount"
              search={search}
              label={t(withMoney ? 'summary:amountHead' : 'summary:countHead')}
              right
            />
          ) : (
            <SortHead by="areaCenti" search={search} label={t('summary:areaHead')} right />
          )}
          <SortHead by="date" search={search} label={i18n.exists(dateKey) ? t(dateKey) : t('summary:date')} />
          {withParts && <SortHead by="part" search={search} label={t('summary:part')} />}
          {marked && <SortHead by="counted" search={search} label={t('summary:counted')} />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody ref={body}>
        {rows.map((record, index) => (
          <Table.Tr
            key={`${record.unitId} ${record.date} ${record.what} ${record.amount}`}
            tabIndex={index === Math.min(at, rows.length - 1) ? 0 : -1}
            onClick={() => props.onOpen(record)}
            data-testid="record"
          >
            <Table.Td>{record.area}</Table.Td>
            <Table.Td>{record.building}</Table.Td>
            <Table.Td>
              {record.unitId === null ? (
                '—'
              ) : (
                <LinkAnchor
                  to="/estate/unit/$id"
                  params={{ id: String(record.unitId) }}
                  tabIndex={-1}
                  onClick={(event) => event.stopPropagation()}
                >
                  {record.unit}
                </LinkAnchor>
              )}
            </Table.Td>
            <Table.Td>{record.kind === null ? '—' : t(`vocabulary:unitKind.${record.kind}`)}</Table.Td>
            {withWhat && <Table.Td>{record.what}</Table.Td>}
            <Table.Td ta="right">
              {withAmount
                ? (withMoney ? formatMoney : formatCount)(record.amount ?? 0)
                : record.areaCenti === null
                  ? '—'
                  : formatArea(record.areaCenti)}
            </Table.Td>
            <Table.Td>{record.date ?? '—'}</Table.Td>
            {withParts && <Table.Td>{partWord(record.part)}</Table.Td>}
            {marked && (
              <Table.Td>
                {record.counted ? (
                  <span className={classes.counted}>
                    <IconCheck size={14} aria-hidden />
                    {t('summary:isCounted')}
                  </span>
                ) : (
                  <span className={`${classes.counted} ${classes.notCounted}`}>
                    <IconMinus size={14} aria-hidden />
                    {t('summary:notCounted')}
                  </span>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
