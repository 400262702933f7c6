import 'mantine-datatable/styles.layer.css'
import { ActionIcon, Box, Button, Group, Menu, Pagination, Select, Text, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconChevronUp, IconColumns3, IconPrinter, IconSelector } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { DataTable, type DataTableColumn } from 'mantine-datatable'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateInZone, momentInZone } from '../../electron/contract/dates.ts'
import { type ListColumn, type ListFilter, type ListId, type ListRow, lists } from '../../electron/contract/lists.ts'
import type { OccupancyCategory } from '../../electron/contract/vocabulary.ts'
import { client, orpc } from '../api/client.ts'
import { useOffice } from '../api/session.ts'
import { currentLanguage } from '../app/i18n.ts'
import classes from './DataList.module.css'
import { ExportButton, useExport } from './exporting.tsx'
import { EmptyFace, ErrorFace, LoadingRows } from './Faces.tsx'
import { formatArea, formatCount, formatMoney } from './format.ts'
import { FilterBar } from './ListFilters.tsx'
import { type ListState, ListStateProvider, pageSizes, useAddressList } from './listState.ts'
import { OccupancyBadge } from './occupancy.tsx'
import { PrintButton } from './PrintButton.tsx'
import { printPage } from './print.ts'

interface DataListProps<L extends ListId> {
  readonly list: L
  /** What this page fixes, on top of what its filters say. */
  readonly filter?: Partial<ListFilter<L>>
  /** `<TextFilter/>`, `<ChoiceFilter field="kind"/>` … */
  readonly filters?: ReactNode
  /** Enter or a click on a row. */
  readonly onOpen?: (row: ListRow<L>) => void
  /** The list's columns that this page has, where it has not all. */
  readonly columns?: readonly string[]
  /** Other than the column's kind would show it. */
  readonly cells?: Partial<Record<string, (row: ListRow<L>) => ReactNode>>
  /** Columns of the page's own, such as a button; not exported. */
  readonly more?: readonly {
    readonly id: string
    readonly title: string
    readonly width?: number
    /** Before the list's own columns, where a narrow window shows it too; otherwise at the end. */
    readonly first?: boolean
    readonly cell: (row: ListRow<L>) => ReactNode
  }[]
  /** A list inside another page keeps its own state: `useLocalList('audit')`. Otherwise it lives in the address. */
  readonly state?: ListState
  /** Instead of "nothing found". */
  readonly empty?: ReactNode
  readonly actions?: ReactNode
}

/** A declared list on screen: filters, order, pages, columns, keys, export, print. */
export function DataList<L extends ListId>(props: DataListProps<L>) {
  const address = useAddressList(props.list)
  return <ListWithState {...props} state={props.state ?? address} />
}

type AnyRow = Record<string, unknown> & { readonly id: number }

function ListWithState<L extends ListId>(props: DataListProps<L> & { readonly state: ListState }) {
  const { list, state } = props
  const { t } = useTranslation()
  const office = useOffice()
  const shown = useShownColumns(list, props.columns)
  const keys = useRowKeys()
  const filter = { ...state.values, ...props.filter }
  const input = {
    filter,
    ...(state.sort && { sort: state.sort }),
    offset: (state.page - 1) * state.size,
    limit: state.size,
    count: false,
  }
  // One shape for all lists: which row belongs to which list is known where the props are given.
  const procedure = orpc.lists[list] as unknown as (typeof orpc.lists)['units']
  const query = useQuery(procedure.queryOptions({ input: input as never, placeholderData: keepPreviousData }))
  const rows = (query.data?.rows ?? []) as unknown as AnyRow[]
  // Millions of rows take longer to count than to show: the total is asked for once the page stands, and once a filter.
  const counting = useQuery({
    ...procedure.queryOptions({ input: { filter, offset: 0, limit: 0 } as never }),
    enabled: query.data?.counted === false && !query.isPlaceholderData,
  })
  const total = query.data?.counted === false ? counting.data?.total : query.data?.total
  const open = props.onOpen as unknown as ((row: AnyRow) => void) | undefined
  const cellOf = (props.cells ?? {}) as Partial<Record<string, (row: AnyRow) => ReactNode>>

  // What a column is called under what the page shows, else in the list as a whole.
  const headingOf = ({ id, heading }: ListColumn): string =>
    heading?.(filter)?.[currentLanguage()] ?? t(`lists:${list as ListId}.columns.${id}`)

  const own: DataTableColumn<AnyRow>[] = shown.columns.map((column) => ({
    accessor: column.id,
    title: <HeadCell column={column} title={headingOf(column)} />,
    sortable: column.sortable !== false,
    textAlign: isNumber(column) ? 'right' : 'left',
    ...(widths[column.kind] !== undefined && {
      width: widthOf(column, headingOf(column)),
    }),
    render: cellOf[column.id] ?? ((row) => <Cell column={column} value={row[column.id]} zone={office.zone} />),
  }))
  const extras = (first: boolean): DataTableColumn<AnyRow>[] =>
    (props.more ?? [])
      .filter((extra) => (extra.first ?? false) === first)
      .map((extra) => ({
        accessor: `more.${extra.id}`,
        title: extra.title,
        ...(extra.width !== undefined && { width: extra.width }),
        cellsClassName: 'no-print',
        titleClassName: 'no-print',
        render: (row) => extra.cell(row as unknown as ListRow<L>),
      }))
  const columns = [...extras(true), ...own, ...extras(false)]

  const startExport = () =>
    client.exports.list({
      list,
      filter,
      ...(state.sort && { sort: state.sort }),
      columns: shown.columns.map((column) => column.id),
      language: currentLanguage(),
    })

  return (
    <ListStateProvider value={state}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm" mb={8} className="no-print">
        <FilterBar>{props.filters}</FilterBar>
        <Group gap={6} wrap="nowrap">
          {props.actions}
          <ColumnChooser list={list} shown={shown} />
          <ListPrintButton shown={rows.length} total={total} startExport={startExport} />
          <ExportButton start={startExport} disabled={!query.data || (rows.length === 0 && !total)} />
        </Group>
      </Group>
      <Box
        className={classes.box}
        ref={keys.box}
        onKeyDown={(event) => keys.press(event, rows, open, state, total ?? query.data?.total ?? 0)}
      >
        {query.error && !query.data ? (
          <ErrorFace error={query.error} onRetry={() => void query.refetch()} />
        ) : !query.data || (rows.length === 0 && total === undefined && !counting.error) ? (
          <LoadingRows />
        ) : rows.length === 0 ? (
          <NothingHere state={state} total={total ?? 0}>
            {props.empty}
          </NothingHere>
        ) : (
          <DataTable<AnyRow>
            records={rows}
            columns={columns}
            idAccessor="id"
            // Words of its own for no rows, which never stand here, would be read out after every list.
            noRecordsText=""
            height="100%"
            fz="sm"
            striped
            highlightOnHover={open !== undefined}
            verticalSpacing={5}
            horizontalSpacing="sm"
            withTableBorder={false}
            sortStatus={{ columnAccessor: state.sort?.by ?? '', direction: state.sort?.descending ? 'desc' : 'asc' }}
            onSortStatusChange={({ columnAccessor }) => state.order(nextSort(state, String(columnAccessor)))}
            sortIcons={{
              sorted: <IconChevronUp size={13} />,
              unsorted: <IconSelector size={13} className={classes.unsorted} />,
            }}
            {...(open && { onRowClick: ({ record }: { record: AnyRow }) => selectedText() || open(record) })}
            customRowAttributes={(_row, index) => ({ tabIndex: index === keys.row ? 0 : -1, 'data-row': index })}
            rowClassName={open ? (classes.opens ?? '') : ''}
            scrollAreaProps={{ type: 'auto' }}
          />
        )}
      </Box>
      <Footer state={state} total={total} atLeast={query.data?.total} />
    </ListStateProvider>
  )
}

/** Ascending, descending, the list's own order. */
function nextSort(state: ListState, by: string) {
  if (state.sort?.by !== by) return { by, descending: false }
  return state.sort.descending ? undefined : { by, descending: true }
}

const widths: Partial<Record<ListColumn['kind'], number>> = {
  area: 110,
  decimal: 90,
  money: 120,
  date: 104,
  moment: 140,
  count: 90,
}

/** What the mark of a column that can be sorted takes beside its heading. */
const sortMark = 18

/** Wide enough for its heading, in whichever language: digits are narrow, their headings not. */
function widthOf({ kind, sortable }: ListColumn, title: string): number | undefined {
  const wide = [...title].filter((letter) => letter > '\u2e7f').length
  const unit = kind === 'money' ? 46 : kind === 'area' ? 28 : 0
  const mark = sortable === false ? 0 : sortMark
  // A decimal without the mark needs less than one with it; dates, moments and money fill their width with digits.
  const least = (widths[kind] ?? 0) - (kind === 'decimal' ? sortMark - mark : 0)
  return Math.max(least, Math.ceil(wide * 14.5 + (title.length - wide) * 7.5) + unit + 20 + mark)
}

function isNumber(column: ListColumn): boolean {
  return column.digits === true || column.kind === 'count' || ['money', 'area', 'decimal'].includes(column.kind)
}

function HeadCell({ column, title }: { readonly column: ListColumn; readonly title: string }) {
  const { t } = useTranslation()
  const unit = column.kind === 'area' ? 'm²' : column.kind === 'money' ? t('common:yuan') : ''
  return (
    <>
      {title}
      {unit && <span className={classes.unit}> ({unit})</span>}
    </>
  )
}

function Cell({
  column,
  value,
  zone,
}: {
  readonly column: ListColumn
  readonly value: unknown
  readonly zone: string
}): ReactNode {
  const { t, i18n } = useTranslation()
  if (value === null || value === undefined || value === '') return null
  switch (column.kind) {
    case 'count':
      return formatCount(Number(value))
    case 'money':
      return formatMoney(Number(value))
    case 'area':
    case 'decimal':
      return formatArea(Number(value))
    case 'moment':
      return String(value).endsWith('Z') ? momentInZone(new Date(String(value)), zone) : String(value)
    case 'date':
      return String(value).endsWith('Z') ? dateInZone(new Date(String(value)), zone) : String(value)
    case 'choice': {
      if (column.words) return column.words(String(value))?.[currentLanguage()] ?? String(value)
      if (column.choices === 'occupancy') return <OccupancyBadge category={value as OccupancyCategory} />
      const key = `vocabulary:${column.choices}.${value}`
      return i18n.exists(key) ? t(key) : String(value)
    }
    case 'text':
      return (
        <span className={classes.text} title={String(value).length > 18 ? String(value) : undefined}>
          {String(value)}
        </span>
      )
  }
}

/** Prints the rows that are shown. Where the list has more, it says so first and offers the workbook that has them all. */
function ListPrintButton(props: {
  readonly shown: number
  readonly total: number | undefined
  readonly startExport: () => Promise<{ taskId: string }>
}) {
  const { shown, total } = props
  const { t } = useTranslation()
  const exporting = useExport()
  if (total === undefined || total <= shown) return <PrintButton />
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('common:print')}>
            <ActionIcon size="lg" variant="default" aria-label={t('common:print')} data-testid="print-list">
              <IconPrinter size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={printPage}>{t('lists:printing.shown', { count: shown })}</Menu.Item>
          <Menu.Item onClick={() => exporting.run(props.startExport)} data-testid="export-all">
            {t('lists:printing.all', { total: formatCount(total) })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {exporting.dialog}
    </>
  )
}

interface Shown {
  readonly all: readonly ListColumn[]
  readonly columns: readonly ListColumn[]
  readonly toggle: (id: string) => void
  readonly reset: () => void
}

/** Which columns this machine shows of a list. */
function useShownColumns(list: ListId, only: readonly string[] | undefined): Shown {
  const declared: readonly ListColumn[] = lists[list].columns
  const all = only === undefined ? declared : declared.filter((column) => only.includes(column.id))
  const usual = all.filter((column) => !column.hidden).map((column) => column.id)
  const [chosen, setChosen] = useLocalStorage<string[] | null>({
    key: `desk.columns.${list}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const ids = chosen ?? usual
  return {
    all,
    columns: all.filter((column) => ids.includes(column.id)),
    toggle: (id) => {
      const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
      if (next.length > 0) setChosen(next)
    },
    reset: () => setChosen(null),
  }
}

function ColumnChooser({ list, shown }: { readonly list: ListId; readonly shown: Shown }) {
  const { t } = useTranslation()
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('common:list.columns')}>
          <ActionIcon size="lg" variant="default" aria-label={t('common:list.columns')} data-testid="columns">
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {shown.all.map((column) => {
          const on = shown.columns.includes(column)
          return (
            <Menu.CheckboxItem key={column.id} checked={on} py={4} onChange={() => shown.toggle(column.id)}>
              {t(`lists:${list}.columns.${column.id}`)}
            </Menu.CheckboxItem>
          )
        })}
        <Menu.Divider />
        <Menu.Item onClick={shown.reset}>{t('common:list.usualColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** ↑↓ go through the rows, Enter opens, PageUp and PageDown turn the page. */
function useRowKeys() {
  const [row, setRow] = useState(0)
  const box = useRef<HTMLDivElement>(null)

  function go(index: number): void {
    const element = box.current?.querySelector<HTMLElement>(`tr[data-row="${index}"]`)
    if (!element) return
    setRow(index)
    element.focus()
    element.scrollIntoView({ block: 'nearest' })
  }

  function press(
    event: KeyboardEvent,
    rows: readonly AnyRow[],
    open: ((row: AnyRow) => void) | undefined,
    state: ListState,
    total: number,
  ): void {
    const element = event.target as HTMLElement
    const at = element.matches('tr[data-row]') ? Number(element.dataset.row) : undefined
    if (at === undefined) return
    const record = rows[at]
    const pages = Math.max(1, Math.ceil(total / state.size))
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1)
        break
      case 'ArrowUp':
        go(at - 1)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(rows.length - 1)
        break
      case 'Enter':
        if (record) open?.(record)
        break
      case 'PageDown':
        if (state.page < pages) state.turn(state.page + 1)
        break
      case 'PageUp':
        if (state.page > 1) state.turn(state.page - 1)
        break
      default:
        return
    }
    event.preventDefault()
  }
  return { row, box, press }
}

function NothingHere(props: { readonly state: ListState; readonly total: number; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const filtered = Object.keys(props.state.values).length > 0
  if (props.total > 0) {
    return (
      <EmptyFace title={t('common:list.beyondLastPage')}>
        <Button variant="default" onClick={() => props.state.turn(1)}>
          {t('common:list.firstPage')}
        </Button>
      </EmptyFace>
    )
  }
  if (filtered) {
    return (
      <EmptyFace title={t('common:list.nothingMatches')}>
        <Button variant="default" onClick={props.state.clear}>
          {t('common:list.clearFilters')}
        </Button>
      </EmptyFace>
    )
  }
  return props.children ?? <EmptyFace />
}

/** Which rows are shown, of how many; while these are still counted, of at least so many. */
function Footer(props: {
  readonly state: ListState
  readonly total: number | undefined
  readonly atLeast: number | undefined
}) {
  const { state, total } = props
  const { t } = useTranslation()
  const known = total ?? props.atLeast
  const pages = Math.max(1, Math.ceil((known ?? 0) / state.size))
  const range = {
    first: formatCount((state.page - 1) * state.size + 1),
    last: formatCount(Math.min(known ?? 0, state.page * state.size)),
  }
  return (
    <Group justify="space-between" wrap="nowrap" pt={8} mih={36} className={classes.footer}>
      <Text size="sm" c="dimmed" className="figure" role="status" data-testid="total">
        {total === 0 && t('common:list.none')}
        {total !== undefined && total > 0 && t('common:list.range', { ...range, total: formatCount(total) })}
        {total === undefined && known !== undefined && known > 0 && t('common:list.rangeCounting', range)}
      </Text>
      {total !== undefined && total > state.size && (
        <Text size="sm" className="only-print">
          {t('lists:printing.part')}
        </Text>
      )}
      <Group gap="sm" wrap="nowrap" className="no-print">
        <Select
          size="xs"
          w={112}
          aria-label={t('common:list.pageSize')}
          allowDeselect={false}
          data={[...pageSizes]
            .sort((a, b) => a - b)
            .map((size) => ({ value: String(size), label: t('common:list.perPage', { size }) }))}
          value={String(state.size)}
          onChange={(value) => value && state.resize(Number(value))}
        />
        <Pagination
          size="sm"
          total={pages}
          value={Math.min(state.page, pages)}
          onChange={state.turn}
          siblings={1}
          getControlProps={(control) => ({ 'aria-label': t(`common:list.${control}Page`) })}
          getItemProps={(number) => ({ 'aria-label': t('common:list.pageNumber', { number }) })}
        />
      </Group>
    </Group>
  )
}

/** A click that ends a selection of text is no click. */
function selectedText(): boolean {
  return (window.getSelection()?.toString() ?? '') !== ''
}
