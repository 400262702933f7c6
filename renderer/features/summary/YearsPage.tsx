import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconFileSpreadsheet, IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import type { Series, SeriesBy, SeriesInput } from '../../../electron/contract/series.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { useExport } from '../../ui/exporting.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import { useEstates } from './EstateSelect.tsx'
import { objection, periodInput, usualYear } from './period.ts'
import { SeriesTable } from './SeriesTable.tsx'
import { SummaryFrame } from './SummaryFrame.tsx'
import type { YearsSearch } from './seriesSearch.ts'

/** The figures of several years, of the quarters or months of one, or of the estates, beside each other. */
export function YearsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary/years' })
  const input = inputOf(search, today)
  const against = objection(input.year, search.asOf, today, input.span)
  const query = useQuery({
    ...orpc.summary.series.queryOptions({ input, placeholderData: keepPreviousData }),
    enabled: against === null,
  })
  const shown = query.data?.by === input.by ? query.data : undefined
  const last = shown && (shown.whole ?? shown.columns.at(-1))
  // Years stand beside each other, each to its own day; the page's is the asked one's.
  const own = shown?.columns.find(({ year }) => year === input.year) ?? last
  const title = t(`years:titles.${input.by}`, { year: input.year })
  return (
    <SummaryFrame
      tab="years"
      search={search}
      asOf={(input.by === 'year' ? own : last)?.asOf ?? search.asOf}
      actions={<Actions input={input} disabled={against !== null || !shown} />}
    >
      <Paper title={t('years:pageFoot', { title, asOf: last?.asOf ?? '' })} />
      <Stack gap="xs">
        <By by={input.by} search={search} />
        {against ? (
          <EmptyFace title={t('years:against', { year: input.year })}>
            <LinkButton to="/summary/years" search={{}} variant="default">
              {t('years:usual')}
            </LinkButton>
          </EmptyFace>
        ) : (
          <Loaded query={{ ...query, data: shown }}>
            {(series) =>
              isEmpty(series) ? (
                <EmptyFace title={t('years:none', { asOf: last?.asOf ?? '' })} />
              ) : (
                <section aria-busy={query.isPlaceholderData} aria-label={title}>
                  <h2 className="only-print">{title}</h2>
                  <Notes series={series} />
                  <SeriesTable series={series} estate={search.estate} />
                </section>
              )
            }
          </Loaded>
        )}
      </Stack>
    </SummaryFrame>
  )
}

/** Quarters and months are those of a whole year. */
function inputOf(search: YearsSearch, today: string): SeriesInput {
  const by = search.by ?? 'year'
  const { span, ...whole } = periodInput(search.year ?? usualYear(today), search)
  return { ...whole, by, ...((by === 'year' || by === 'estate') && span !== undefined && { span }) }
}

function isEmpty({ figures }: Series): boolean {
  return figures.every(({ values, whole }) =>
    [...values, whole].every((one) => !one || (one.value === 0 && (one.denominator ?? 0) === 0)),
  )
}

const keys = { year: 'y', quarter: 'q', month: 'm', estate: 'x' } as const satisfies Record<SeriesBy, string>

/** What stands beside each other; estates only where there are several. */
function By({ by, search }: { readonly by: SeriesBy; readonly search: YearsSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const several = useEstates().length > 1
  const choices = (['year', 'quarter', 'month', 'estate'] as const).filter((one) => one !== 'estate' || several)
  const show = (next: SeriesBy) => {
    const { by: _, ...kept } = search
    void navigate({ to: '/summary/years', search: next === 'year' ? kept : { ...kept, by: next }, replace: true })
  }
  useCommands(choices.map((one) => ({ key: keys[one], label: t(`years:by.${one}`), run: () => show(one) })))
  return (
    <Group gap="md" className="no-print">
      <SegmentedControl
        size="xs"
        aria-label={t('years:by.label')}
        value={by}
        onChange={(next) => show(next as SeriesBy)}
        data={choices.map((value) => ({ value, label: t(`years:by.${value}`) }))}
        data-testid="by"
      />
    </Group>
  )
}

/** How the columns go together, and what they must not be taken for. */
function Notes({ series }: { readonly series: Series }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const running = series.columns.find((column) => column.running)
  const outside = series.figures.filter((figure) => figure.outside !== null).length
  return (
    <>
      <Text size="sm" c="dimmed" mb={6}>
        {t(`years:about.${series.by}`)}
        {outside > 0 && ` ${t('years:outsideNote', { count: formatCount(outside) as never })}`}
      </Text>
      {series.by === 'year' && running && running.year === yearOf(today) && (
        <Alert color="gray" p={8} mb={8} icon={<IconInfoCircle size={18} />} data-testid="running-note">
          {t('years:runningNote', { year: running.year, asOf: running.asOf })}
        </Alert>
      )}
    </>
  )
}

function Actions({ input, disabled }: { readonly input: SeriesInput; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const exporting = useExport()
  const start = () => {
    if (!disabled) exporting.run(() => client.exports.series({ ...input, language: currentLanguage() }))
  }
  useCommands([{ key: 'e', label: t('common:export.button'), run: start }])
  return (
    <>
      <PrintButton />
      <Button
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} />}
        disabled={disabled}
        loading={exporting.busy}
        onClick={start}
        data-testid="export"
      >
        {t('common:export.button')}
      </Button>
      {exporting.dialog}
    </>
  )
}

/** Wide paper, with what it is and the page at its foot. */
function Paper({ title }: { readonly title: string }) {
  const content = JSON.stringify(title).replaceAll('<', '')
  return (
    <style>{`@page { size: A4 landscape; @bottom-left { content: ${content}; font-size: 8pt; color: #555 } @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #555 } }`}</style>
  )
}
