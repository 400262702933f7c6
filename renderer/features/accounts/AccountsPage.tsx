import { ActionIcon, Button, Group, SegmentedControl, Select, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconFileSpreadsheet } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type WorkbookId, type WorkbookView, workbookIds } from '../../../electron/contract/accounts.ts'
import { yearOf } from '../../../electron/contract/dates.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { DateField } from '../../ui/DateField.tsx'
import { useExport } from '../../ui/exporting.tsx'
import { EmptyFace, ErrorFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePlaces } from '../estate/places.ts'
import { firstYear, lastYear, objection, shifted } from '../summary/period.ts'
import classes from './accounts.module.css'
import type { AccountsSearch } from './accountsSearch.ts'
import { Checks } from './Checks.tsx'
import { SheetTable } from './SheetTable.tsx'

/** What is asked for, with everything that was left out filled in. */
interface Asked {
  readonly workbook: WorkbookId
  readonly year: number
  readonly asOf?: string
  readonly area?: number
}

/** The accountant's workbooks: choose one, see its totals and whether they agree, take it out. */
export function AccountsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/accounts' })
  const asked: Asked = {
    workbook: search.workbook ?? workbookIds[0],
    year: search.year ?? yearOf(today),
    ...(search.asOf !== undefined && { asOf: search.asOf }),
    ...(search.area !== undefined && { area: search.area }),
  }
  const against = objection(asked.year, asked.asOf, today)
  const query = useQuery({
    ...orpc.accounts.view.queryOptions({ input: asked, placeholderData: keepPreviousData }),
    enabled: against === null,
  })
  const shown = query.data?.workbook === asked.workbook ? query.data : undefined
  return (
    <Page
      title={t('accounts:title')}
      subtitle={t(`accounts:workbooks.${asked.workbook}.title`)}
      fill
      actions={<Actions asked={asked} search={search} asOf={shown?.asOf} disabled={against !== null} />}
    >
      <div className={classes.layout}>
        <Workbooks chosen={asked.workbook} search={search} />
        <div className={classes.content} aria-busy={query.isPlaceholderData}>
          {against ? (
            <EmptyFace
              title={
                against === 'future'
                  ? t('summary:future', { period: t('summary:yearName', { year: asked.year }), today })
                  : t('accounts:tooEarly', { year: asked.year, asOf: asked.asOf ?? '' })
              }
            >
              <LinkButton to="/accounts" search={{ workbook: asked.workbook }} variant="default">
                {t('accounts:usualAsOf')}
              </LinkButton>
            </EmptyFace>
          ) : (
            <Loaded query={{ ...query, data: shown }}>
              {(view) => <Preview view={view} asked={asked} search={search} />}
            </Loaded>
          )}
        </div>
      </div>
    </Page>
  )
}

/** The workbooks there are; what is chosen besides stays. */
function Workbooks({ chosen, search }: { readonly chosen: WorkbookId; readonly search: AccountsSearch }) {
  const { t } = useTranslation()
  const { sheet: _, ...kept } = search
  return (
    <nav className={classes.workbooks} aria-label={t('accounts:workbook')}>
      {workbookIds.map((id) => (
        <Link
          key={id}
          to="/accounts"
          search={{ ...kept, workbook: id }}
          replace
          className={classes.workbook}
          aria-current={id === chosen ? 'page' : undefined}
          data-testid={`workbook-${id}`}
        >
          {t(`accounts:workbooks.${id}.title`)}
        </Link>
      ))}
    </nav>
  )
}

function Preview(props: { readonly view: WorkbookView; readonly asked: Asked; readonly search: AccountsSearch }) {
  const { view, asked, search } = props
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/accounts' })
  const checks = useQuery(orpc.accounts.checks.queryOptions({ input: asked }))
  const sheet = view.sheets.find((one) => one.id === search.sheet) ?? view.sheets[0]
  if (!sheet) return null
  const name = t(`accounts:sheets.${sheet.id}`)
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(`accounts:workbooks.${view.workbook}.hint`)}
      </Text>
      {checks.data ? (
        <Checks key={view.workbook} workbook={view.workbook} checks={checks.data.checks} />
      ) : checks.error ? (
        <ErrorFace error={checks.error} onRetry={() => void checks.refetch()} />
      ) : (
        <Text size="sm" c="dimmed" className={classes.reconciling} role="status">
          {t('accounts:reconciling')}
        </Text>
      )}
      <Group justify="space-between" wrap="nowrap">
        {view.sheets.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label={t('accounts:workbook')}
            value={sheet.id}
            onChange={(id) => void navigate({ search: { ...search, sheet: id }, replace: true })}
            data={view.sheets.map(({ id }) => ({ value: id, label: t(`accounts:sheets.${id}`) }))}
            data-testid="sheets"
          />
        ) : (
          <span />
        )}
        <Text size="xs" c="dimmed" data-testid="row-count">
          {sheet.rows.length < sheet.total
            ? t('accounts:firstRows', { shown: formatCount(sheet.rows.length), total: formatCount(sheet.total) })
            : t('accounts:allRows', { total: formatCount(sheet.total) })}
        </Text>
      </Group>
      {sheet.total === 0 ? <EmptyFace title={t('accounts:noRows')} /> : <SheetTable sheet={sheet} name={name} />}
    </>
  )
}

/** Year, as-of day, area, and the workbook itself; each has its key. */
function Actions(props: {
  readonly asked: Asked
  readonly search: AccountsSearch
  readonly asOf: string | undefined
  readonly disabled: boolean
}) {
  const { asked, search } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/accounts' })
  const places = usePlaces()
  const day = useRef<HTMLDivElement>(null)
  const exporting = useExport()
  const go = (next: AccountsSearch) => void navigate({ search: next, replace: true })
  const turn = (year: number) => {
    const { year: _, asOf: __, ...kept } = search
    if (year >= firstYear && year <= lastYear) go({ ...kept, ...shifted(search, year, asked.year) })
  }
  const startExport = () => {
    if (!props.disabled) exporting.run(() => client.exports.workbook({ ...asked, language: currentLanguage() }))
  }
  useCommands([
    { key: '[', label: t('accounts:yearBefore'), run: () => turn(asked.year - 1) },
    { key: ']', label: t('accounts:yearAfter'), run: () => turn(asked.year + 1) },
    { key: 'd', label: t('accounts:chooseAsOf'), run: () => day.current?.querySelector('input')?.focus() },
    { key: 'e', label: t('accounts:exportAll'), run: startExport },
  ])
  const thisYear = yearOf(today)
  const years = [...new Set([...Array.from({ length: 13 }, (_, index) => thisYear - index), asked.year])]
  const areas = places.data?.flatMap((estate) => estate.areas) ?? []
  return (
    <>
      <Select
        w={128}
        aria-label={t('accounts:area')}
        placeholder={t('accounts:allAreas')}
        clearable
        data={areas.map((area) => ({ value: String(area.id), label: area.name }))}
        value={search.area === undefined ? null : String(search.area)}
        onChange={(value) => {
          const { area: _, ...kept } = search
          go({ ...kept, ...(value !== null && { area: Number(value) }) })
        }}
        data-testid="area"
      />
      <Group gap={2} wrap="nowrap">
        <YearButton label={t('accounts:yearBefore')} onClick={() => turn(asked.year - 1)}>
          <IconChevronLeft size={18} />
        </YearButton>
        <Select
          w={108}
          aria-label={t('accounts:year')}
          allowDeselect={false}
          data={years
            .sort((a, b) => b - a)
            .map((year) => ({ value: String(year), label: t('accounts:yearName', { year }) }))}
          value={String(asked.year)}
          onChange={(value) => value && turn(Number(value))}
          data-testid="year"
        />
        <YearButton label={t('accounts:yearAfter')} onClick={() => turn(asked.year + 1)}>
          <IconChevronRight size={18} />
        </YearButton>
      </Group>
      <Group gap={6} wrap="nowrap" ref={day}>
        <span className={classes.asOf}>{t('accounts:asOf')}</span>
        <DateField
          w={140}
          aria-label={t('common:asOf')}
          value={search.asOf ?? props.asOf ?? null}
          clearable={search.asOf !== undefined}
          onlyValid
          onChange={(asOf) => {
            const { asOf: _, ...kept } = search
            go({ ...kept, year: asked.year, ...(asOf !== null && { asOf }) })
          }}
          data-testid="as-of"
        />
      </Group>
      <Button
        leftSection={<IconFileSpreadsheet size={16} />}
        disabled={props.disabled}
        loading={exporting.busy}
        onClick={startExport}
        data-testid="export"
      >
        {t('accounts:exportAll')}
      </Button>
      {exporting.dialog}
    </>
  )
}

function YearButton(props: { readonly label: string; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon size="lg" aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}
