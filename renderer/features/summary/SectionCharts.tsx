import '@mantine/charts/styles.layer.css'
import { BarChart, type BarChartSeries } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import type { SummaryResult } from '../../../electron/contract/summary.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { formatCount } from '../../ui/format.ts'
import { occupancyLooks } from '../../ui/occupancy.tsx'
import classes from './summary.module.css'

/** A bar of a chart: a figure or one of its parts. */
interface Bar {
  readonly figure: string
  readonly part?: string
  readonly color: string
}

interface Chart {
  /** Key under `summary:charts`. */
  readonly title: string
  readonly stacked: boolean
  readonly bars: readonly Bar[]
}

const [promised, kept] = ['#a9afb4', 'var(--mantine-color-desk-filled)']

/** Which figures are worth a picture, by section; a section without one has its table alone. */
const charts: Readonly<Record<string, readonly Chart[]>> = {
  handover: [
    {
      title: 'dueAndDone',
      stacked: false,
      bars: [
        { figure: 'handover/due-in-year', color: promised },
        { figure: 'handover/done-in-year', color: kept },
      ],
    },
    {
      title: 'readyAndDone',
      stacked: false,
      bars: [
        { figure: 'handover/ready', color: promised },
        { figure: 'handover/done', color: kept },
      ],
    },
  ],
  movein: [
    {
      title: 'households',
      stacked: true,
      bars: [
        { figure: 'movein/households', part: 'decorated', color: occupancyLooks['decorated-resident'].color },
        { figure: 'movein/households', part: 'undecorated', color: occupancyLooks['undecorated-resident'].color },
      ],
    },
  ],
}

/** The section's pictures: last year beside this one. All they show stands in the table too. */
export function SectionCharts(props: {
  readonly section: string
  readonly current: SummaryResult
  readonly previous: SummaryResult
}) {
  const { t } = useTranslation()
  const years = [props.previous, props.current]
  return (charts[props.section] ?? []).map((chart) => {
    const series = chart.bars.map((bar) => seriesOf(bar, props.current))
    return (
      <figure key={chart.title} className={classes.chart}>
        <figcaption>{t(`summary:charts.${chart.title}`)}</figcaption>
        <ul className={classes.legend} data-stacked={chart.stacked}>
          {series.map((one) => (
            <li key={one.name}>
              <span style={{ background: one.color }} />
              {one.label}
            </li>
          ))}
        </ul>
        <BarChart
          h={chart.stacked ? 116 : 200}
          data={years.map((summary) => ({
            year: String(summary.year),
            ...Object.fromEntries(chart.bars.map((bar) => [nameOf(bar), amountOf(summary, bar)])),
          }))}
          dataKey="year"
          type={chart.stacked ? 'stacked' : 'default'}
          orientation={chart.stacked ? 'vertical' : 'horizontal'}
          series={series}
          valueFormatter={formatCount}
          withBarValueLabel={!chart.stacked}
          withYAxis={chart.stacked}
          yAxisProps={{ width: 40 }}
          gridAxis="none"
          tickLine="none"
          maxBarWidth={36}
          barProps={{ isAnimationActive: false }}
          barChartProps={{ accessibilityLayer: false, margin: { top: 18, left: 0, right: 12, bottom: 0 } }}
          tooltipAnimationDuration={0}
        />
      </figure>
    )
  })
}

function nameOf({ figure, part }: Bar): string {
  return part === undefined ? figure : `${figure} ${part}`
}

function seriesOf(bar: Bar, summary: SummaryResult): BarChartSeries & { color: string } {
  const figure = summary.figures.find((one) => one.id === bar.figure)
  const labelled = bar.part === undefined ? figure : figure?.parts.find((part) => part.key === bar.part)
  return { name: nameOf(bar), label: labelled?.label[currentLanguage()] ?? nameOf(bar), color: bar.color }
}

function amountOf(summary: SummaryResult, bar: Bar): number {
  const figure = summary.figures.find((one) => one.id === bar.figure)
  const amount = bar.part === undefined ? figure : figure?.parts.find((part) => part.key === bar.part)
  return amount?.value ?? 0
}
