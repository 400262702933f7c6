import { ActionIcon, Alert, Button, Paper, Stack, Title, Tooltip } from '@mantine/core'
import { IconFileSpreadsheet, IconFileTypePdf, IconInfoCircle, IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, yearOf } from '../../../electron/contract/dates.ts'
import type { FigureResult, SummaryResult } from '../../../electron/contract/summary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { useExport } from '../../ui/exporting.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { printPage } from '../../ui/print.ts'
import { sayDone, sayError } from '../../ui/write.ts'
import { SignoffMark } from '../signoff/SignoffMark.tsx'
import { Definitions } from './Definition.tsx'
import { FigureTable } from './FigureTable.tsx'
import { objection, periodInput, type SummarySearch, usualYear } from './period.ts'
import { SummaryFrame } from './SummaryFrame.tsx'
import classes from './summary.module.css'

/** Charts are heavy: they come once the figures are there. */
const SectionCharts = lazy(async () => ({ default: (await import('./SectionCharts.tsx')).SectionCharts }))

/** The yearly work summary: every figure beside the year before, each opening its records and its definition. */
export function SummaryPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary' })
  const year = search.year ?? usualYear(today)
  const against = objection(year, search.asOf, today)
  const query = useQuery({
    ...orpc.summary.year.queryOptions({ input: periodInput(year, search), placeholderData: keepPreviousData }),
    enabled: against === null,
  })
  const asOf = query.isPlaceholderData ? search.asOf : (query.data?.current.asOf ?? search.asOf)
  return (
    <SummaryFrame
      tab="figures"
      search={search}
      asOf={asOf}
      actions={<Actions search={search} asOf={asOf} disabled={against !== null || !query.data} />}
    >
      <PageFeet text={t('summary:pageFoot', { year, asOf: asOf ?? '' })} />
      {against ? (
        <Objection kind={against} year={year} asOf={search.asOf ?? ''} />
      ) : (
        <Loaded query={query}>
          {({ current, previous }) =>
            isEmpty(current) && isEmpty(previous) ? (
              <NoData summary={current} />
            ) : (
              <Stack gap="md" aria-busy={query.isPlaceholderData}>
                <AsOfNote summary={current} today={today} />
                <SignoffMark period={periodInput(year, search)} />
                <Sections current={current} previous={previous} />
                <Definitions figures={current.figures} />
              </Stack>
            )
          }
        </Loaded>
      )}
    </SummaryFrame>
  )
}

function isEmpty(summary: SummaryResult): boolean {
  return summary.figures.every((figure) => figure.value === 0 && (figure.denominator ?? 0) === 0)
}

/** What can be done with the page; each has its key. */
function Actions(props: {
  readonly search: SummarySearch
  readonly asOf: string | undefined
  readonly disabled: boolean
}) {
  const { search } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const year = search.year ?? usualYear(today)
  const exporting = useExport()
  const startExport = () => {
    if (props.disabled) return
    exporting.run(() => client.exports.summary({ ...periodInput(year, search), language: currentLanguage() }))
  }
  useCommands([{ key: 'e', label: t('common:export.button'), run: startExport }])
  return (
    <>
      <Tooltip label={t('common:print')}>
        <ActionIcon size="lg" variant="default" aria-label={t('common:print')} onClick={printPage}>
          <IconPrinter size={16} />
        </ActionIcon>
      </Tooltip>
      {window.desk && <PdfButton name={t('summary:pdfName', { year, asOf: props.asOf ?? '' })} />}
      <Button
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} />}
        disabled={props.disabled}
        loading={exporting.busy}
        onClick={startExport}
        data-testid="export"
      >
        {t('common:export.button')}
      </Button>
      {exporting.dialog}
    </>
  )
}

/** The page as it stands, as a file; only the desktop can do so without the print dialog. */
function PdfButton({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const save = async () => {
    try {
      const outcome = await window.desk?.savePdf({ paper: 'A4', landscape: false, name })
      if (outcome === 'saved') sayDone(t('common:export.saved'))
    } catch (error) {
      sayError(error)
    }
  }
  return (
    <Button
      variant="default"
      leftSection={<IconFileTypePdf size={16} />}
      onClick={() => void save()}
      data-testid="print-pdf"
    >
      {t('summary:pdf')}
    </Button>
  )
}

function Sections({ current, previous }: { readonly current: SummaryResult; readonly previous: SummaryResult }) {
  const { t, i18n } = useTranslation()
  const before = new Map(previous.figures.map((figure) => [figure.id, figure]))
  return [...Map.groupBy(current.figures, (figure: FigureResult) => figure.section)].map(([section, figures]) => {
    const key = `summary:sections.${section}`
    const title = i18n.exists(key) ? t(key) : section
    return (
      <Paper key={section} component="section" aria-label={title} className={classes.section}>
        <Title order={2} mb={4}>
          {title}
        </Title>
        <div className={classes.columns}>
          <FigureTable section={section} figures={figures} before={before} current={current} previous={previous} />
          <div className={classes.charts}>
            <Suspense>
              <SectionCharts section={section} current={current} previous={previous} />
            </Suspense>
          </div>
        </div>
      </Paper>
    )
  })
}

function Objection(props: { readonly kind: 'future' | 'tooEarly'; readonly year: number; readonly asOf: string }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { year, asOf } = props
  return props.kind === 'future' ? (
    <EmptyFace title={t('summary:future', { year, today })}>
      <LinkButton to="/summary" search={{ year: yearOf(today) }} variant="default">
        {t('summary:toYear', { year: yearOf(today) })}
      </LinkButton>
    </EmptyFace>
  ) : (
    <EmptyFace title={t('summary:tooEarly', { year, asOf })}>
      <LinkButton to="/summary" search={{ year }} variant="default">
        {t('summary:usualAsOf')}
      </LinkButton>
    </EmptyFace>
  )
}

function NoData({ summary: { year, asOf } }: { readonly summary: SummaryResult }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  return (
    <EmptyFace title={t('summary:noData', { year, asOf })}>
      <LinkButton to="/summary" search={{ year: usualYear(today) }} variant="default">
        {t('summary:toYear', { year: usualYear(today) })}
      </LinkButton>
    </EmptyFace>
  )
}

/** Says so where the as-of day is not the usual one. */
function AsOfNote({ summary, today }: { readonly summary: SummaryResult; readonly today: string }) {
  const { t } = useTranslation()
  const { year, asOf } = summary
  const end = `${year}-12-31`
  const key = asOf > today ? 'asOfAhead' : asOf > end ? 'asOfAfter' : asOf < end ? 'asOfWithin' : null
  if (key === null) return null
  return (
    <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />} data-testid="as-of-note">
      {t(`summary:${key}`, { year, asOf, today, before: addMonths(asOf, -12) })}
    </Alert>
  )
}

/** Foot of every printed page. */
function PageFeet({ text }: { readonly text: string }) {
  const content = JSON.stringify(text).replaceAll('<', '')
  return (
    <style>{`@page { @bottom-left { content: ${content}; font-size: 8pt; color: #555 } @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #555 } }`}</style>
  )
}
