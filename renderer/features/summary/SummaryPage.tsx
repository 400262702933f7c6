import { Alert, Button, Stack } from '@mantine/core'
import { IconFileTypePdf, IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { addMonths, yearOf } from '../../../electron/contract/dates.ts'
import { type PartialRecords, partialNotes } from '../../../electron/contract/partialText.ts'
import { boundsOf, spanKind, spanWords } from '../../../electron/contract/spans.ts'
import type { ReportPeriod, SummaryResult } from '../../../electron/contract/summary.ts'
import { judgedTargets } from '../../../electron/contract/targetStanding.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import { savePdf } from '../../ui/pdf.ts'
import { SignoffMark } from '../signoff/SignoffMark.tsx'
import { Chapters } from './Chapters.tsx'
import { Definitions } from './Definition.tsx'
import { DownloadMenu } from './DownloadMenu.tsx'
import type { Report } from './FigureTable.tsx'
import { objection, periodInput, type SummarySearch, usualYear } from './period.ts'
import { SummaryFrame } from './SummaryFrame.tsx'
import classes from './summary.module.css'
import { TargetsNote } from './Targets.tsx'

/** The work report of a year, quarter or month: every figure beside the year before, each opening its records and its definition. */
export function SummaryPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary' })
  const year = search.year ?? usualYear(today)
  const span = search.span ?? 'year'
  const against = objection(year, search.asOf, today, span)
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
      <PageFeet text={paperName(t, search, year, asOf)} />
      {against ? (
        <Objection kind={against} search={search} year={year} />
      ) : (
        <Loaded query={query}>
          {({ current, previous, partial, targets }) =>
            isEmpty(current) && isEmpty(previous) ? (
              <NoData summary={current} />
            ) : (
              <Stack gap="md" className={classes.report} aria-busy={query.isPlaceholderData}>
                <AsOfNote summary={current} today={today} />
                <PartialNote summary={current} partial={partial} />
                <SignoffMark period={periodInput(year, search)} />
                <Content
                  report={{
                    current,
                    previous,
                    before: new Map(previous.figures.map((figure) => [figure.id, figure])),
                    targets: new Map(judgedTargets(targets, current).map((one) => [one.figure.id, one])),
                    estate: search.estate,
                  }}
                  input={{ ...periodInput(current.year, search), asOf: current.asOf }}
                />
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
  return (
    <>
      <PrintButton />
      {window.desk && <PdfButton name={paperName(t, search, year, props.asOf)} />}
      <DownloadMenu period={periodInput(year, search)} disabled={props.disabled} />
    </>
  )
}

function PdfButton({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  return (
    <Button
      variant="default"
      leftSection={<IconFileTypePdf size={16} />}
      onClick={() => void savePdf(name)}
      data-testid="print-pdf"
    >
      {t('summary:pdf')}
    </Button>
  )
}

function Content({ report, input }: { readonly report: Report; readonly input: ReportPeriod }) {
  return (
    <>
      <TargetsNote report={report} />
      <Chapters report={report} input={input} />
    </>
  )
}

/** What the paper is: 2025 年第 1 季度工作总结，截至 2025-03-31. Foot of the page and name of the file. */
function paperName(t: TFunction, search: SummarySearch, year: number, asOf: string | undefined): string {
  const span = search.span ?? 'year'
  const period = spanWords(year, span)[currentLanguage()]
  return t(`summary:paperName.${spanKind(span)}`, { period, asOf: asOf ?? '' })
}

function Objection(props: {
  readonly kind: 'future' | 'tooEarly'
  readonly search: SummarySearch
  readonly year: number
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { year, search } = props
  const { asOf: _, ...usual } = search
  const period = spanWords(year, search.span ?? 'year')[currentLanguage()]
  return props.kind === 'future' ? (
    <EmptyFace title={t('summary:future', { period, today })}>
      <LinkButton to="/summary" search={{ year: yearOf(today) }} variant="default">
        {t('summary:toYear', { year: yearOf(today) })}
      </LinkButton>
    </EmptyFace>
  ) : (
    <EmptyFace title={t('summary:tooEarly', { period, asOf: search.asOf })}>
      <LinkButton to="/summary" search={{ ...usual, year }} variant="default">
        {t('summary:usualAsOf')}
      </LinkButton>
    </EmptyFace>
  )
}

function NoData({ summary: { year, span, asOf } }: { readonly summary: SummaryResult }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  return (
    <EmptyFace title={t('summary:noData', { period: spanWords(year, span)[currentLanguage()], asOf })}>
      <LinkButton to="/summary" search={{ year: usualYear(today) }} variant="default">
        {t('summary:toYear', { year: usualYear(today) })}
      </LinkButton>
    </EmptyFace>
  )
}

/** Says so where the as-of day is not the usual one. */
function AsOfNote({ summary, today }: { readonly summary: SummaryResult; readonly today: string }) {
  const { t } = useTranslation()
  const { year, span, asOf } = summary
  const { end } = boundsOf(year, span)
  const key = asOf > today ? 'asOfAhead' : asOf > end ? 'asOfAfter' : asOf < end ? 'asOfWithin' : null
  if (key === null) return null
  return (
    <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />} data-testid="as-of-note">
      {t(`summary:${key}`, {
        period: spanWords(year, span)[currentLanguage()],
        asOf,
        today,
        before: addMonths(asOf, -12),
      })}
    </Alert>
  )
}

/** Which chapters' records are not whole, in this span or in the one before; whoever may set the days is led there. */
function PartialNote({ summary, partial }: { readonly summary: SummaryResult; readonly partial: PartialRecords }) {
  const { t } = useTranslation()
  const maySet = useMay('settings.update')
  const notes = partialNotes(partial, summary, currentLanguage(), (key, values) => t(key, values))
  if (notes.length === 0) return null
  return (
    <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />} data-testid="partial-note">
      {notes.join(currentLanguage() === 'zh' ? '' : ' ')}{' '}
      {maySet && (
        <LinkAnchor to="/settings" search={{ tab: 'office' }} size="sm" underline="always" className="no-print">
          {t('summary:partial.change')}
        </LinkAnchor>
      )}
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
