import { Anchor, Group, Paper, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Chapter, chapterIds, chapters } from '../../../electron/contract/chapters.ts'
import type { Chart } from '../../../electron/contract/charts.ts'
import type { FigureResult, ReportPeriod } from '../../../electron/contract/summary.ts'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { ChartFigure } from '../../ui/ChartFigure.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { CountsIn, type FigureSection, FigureTable, type Report } from './FigureTable.tsx'
import { searchOf } from './period.ts'
import classes from './summary.module.css'

interface ChapterContent {
  readonly id: Chapter
  readonly title: string
  readonly sections: readonly FigureSection[]
  /** How many of its targets are missed. */
  readonly missed: number
}

/** The report chapter by chapter in the office's order, with the charts that fit. */
export function Chapters({ report, input }: { readonly report: Report; readonly input: ReportPeriod }) {
  const { t } = useTranslation()
  const charts = useQuery(orpc.summary.charts.queryOptions({ input })).data ?? []
  const contents = chapterIds
    .map((id): ChapterContent => {
      const sections = sectionsOf(id, report.current.figures, (section) => t(`summary:sections.${section}`))
      const missed = sections
        .flatMap(({ figures }) => figures)
        .filter((figure) => report.targets.get(figure.id)?.standing === 'missed')
      return { id, title: t(`summary:chapters.${id}`), sections, missed: missed.length }
    })
    .filter(({ sections }) => sections.length > 0)
  return (
    <>
      <ChapterNav contents={contents} />
      {contents.map((content) => (
        <Paper key={content.id} component="section" aria-label={content.title} className={classes.section}>
          <Title order={2} id={anchor(content.id)} tabIndex={-1} className={classes.chapterTitle}>
            {content.title} {content.sections.length === 1 && <CountsIn section={content.sections[0]?.id ?? ''} />}
          </Title>
          <div className={classes.columns}>
            <FigureTable sections={content.sections} report={report} />
            <ChapterCharts
              charts={charts.filter((chart) => content.sections.some(({ id }) => id === chart.section))}
              report={report}
            />
          </div>
        </Paper>
      ))}
    </>
  )
}

function sectionsOf(
  chapter: Chapter,
  figures: readonly FigureResult[],
  titleOf: (section: string) => string,
): FigureSection[] {
  return chapters[chapter]
    .map((id) => ({ id, title: titleOf(id), figures: figures.filter(({ section }) => section === id) }))
    .filter((section) => section.figures.length > 0)
}

function anchor(chapter: Chapter): string {
  return `chapter-${chapter}`
}

function goTo(chapter: Chapter): void {
  const title = document.getElementById(anchor(chapter))
  title?.scrollIntoView({ block: 'start' })
  title?.focus({ preventScroll: true })
}

/** Leads to a chapter; stays in sight, and says where a target is missed. */
function ChapterNav({ contents }: { readonly contents: readonly ChapterContent[] }) {
  const { t } = useTranslation()
  const step = (by: 1 | -1) => {
    const ids = contents.map(({ id }) => id)
    const at = ids.findIndex((id) => document.activeElement?.id === anchor(id))
    const next = ids[at === -1 && by === -1 ? ids.length - 1 : at + by]
    if (next) goTo(next)
  }
  useCommands([
    { key: 'j', label: t('summary:nextChapter'), run: () => step(1) },
    { key: 'k', label: t('summary:previousChapter'), run: () => step(-1) },
  ])
  return (
    <nav aria-label={t('summary:chapterList')} className={`no-print ${classes.jump}`}>
      <Group gap="2px 16px">
        {contents.map(({ id, title, missed }) => (
          <Anchor
            key={id}
            size="sm"
            href={`#${anchor(id)}`}
            onClick={(event) => {
              event.preventDefault()
              goTo(id)
            }}
            data-testid={`jump-${id}`}
          >
            {title}
            {missed > 0 && <span className={classes.missed}>{t('summary:missedIn', { count: missed })}</span>}
          </Anchor>
        ))}
      </Group>
    </nav>
  )
}

function ChapterCharts({ charts, report }: { readonly charts: readonly Chart[]; readonly report: Report }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const search = searchOf(report.current, report.estate)
  if (charts.length === 0) return null
  return (
    <div className={classes.charts}>
      {charts.map((chart) => {
        const goal = { to: '/summary/figure/$', params: { _splat: chart.figures[0] ?? '' }, search } as const
        const note = `charts:notes.${chart.id}`
        return (
          <ChartFigure
            key={chart.id}
            chart={chart}
            title={
              <LinkAnchor {...goal} className={classes.quiet} title={t('summary:openRecords')}>
                {t(`charts:titles.${chart.id}`)}
              </LinkAnchor>
            }
            note={i18n.exists(note) ? t(note) : undefined}
            onPress={() => void navigate(goal)}
          />
        )
      })}
    </div>
  )
}
