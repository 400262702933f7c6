import type { Chart } from './charts.ts'
import { groupedDigits, hundredthsText } from './money.ts'
import { stepColors } from './palette.ts'

type Language = 'zh' | 'en'

/**
 * Families for both scripts, the machine's own before those of Linux. Without quotes: the renderer of the documents' pictures
 * takes no quoted family but the first.
 */
export const chartFonts =
  'PingFang SC, Microsoft YaHei UI, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, WenQuanYi Zen Hei, sans-serif'

/** Size at which a chart's words are meant to be read, in pixels; wider is fine. */
export function chartSize(chart: Chart, language: Language): { readonly width: number; readonly height: number } {
  const legend = legendHeight(chart, language)
  const rows = chart.categories.length
  return { width: 460, height: legend + (isLying(chart, language) ? rows * rowHeight(chart) + 12 : 196) }
}

/**
 * A chart as ECharts draws it, the same on the page, on paper and in documents: nothing moves, every bar has its value,
 * colours are told apart in grey by patterns, light and dark, or place.
 * @param ink colour of words and lines; a page hands in `currentColor` so that they follow its own
 */
export function chartOption(chart: Chart, language: Language, ink = '#16191b'): Record<string, unknown> {
  const drawing: Drawing = { chart, language, ink, isLying: isLying(chart, language) }
  return {
    animation: false,
    textStyle: { fontFamily: chartFonts, fontSize: 12, color: ink },
    aria: { enabled: true, label: { enabled: true, description: chartText(chart, language) } },
    ...(hasLegend(chart) && { legend: legendOf(drawing) }),
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: chart.kind === 'lines' ? 'line' : 'shadow' },
      confine: true,
      transitionDuration: 0,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? withUnit(chart, value, language) : '—'),
    },
    grid: {
      left: 6,
      right: drawing.isLying ? rightMargin(chart) : 6,
      top: legendHeight(chart, language) + (drawing.isLying ? 2 : 20),
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    ...axesOf(drawing),
    series: seriesOf(drawing),
  }
}

/** All that a chart shows, in words: for who cannot see it. */
export function chartText(chart: Chart, language: Language): string {
  const [colon, comma, end] = language === 'zh' ? ['：', '，', '。'] : [': ', ', ', '. ']
  return chart.categories
    .map((category, index) => {
      const values = chart.series.map(({ label, values: own }) => {
        const value = own[index] ?? null
        const text = value === null ? '—' : withUnit(chart, value, language)
        return chart.series.length > 1 ? `${label[language]} ${text}` : text
      })
      return `${category[language]}${colon}${values.join(comma)}`
    })
    .join(end)
}

/** A value as a label shows it: thousands separators, fen only where there are any. */
export function chartValue({ unit }: Pick<Chart, 'unit'>, value: number): string {
  switch (unit) {
    case 'count':
      return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
    case 'yuan':
      return value % 100 === 0 ? hundredthsText(value).slice(0, -3) : hundredthsText(value)
    case 'permille':
      return `${groupedDigits(String(Math.floor(value / 10)))}.${value % 10}%`
  }
}

/** What the parts of an option have in common. */
interface Drawing {
  readonly chart: Chart
  readonly language: Language
  readonly ink: string
  /** Categories below each other, because their words are too long to stand side by side. */
  readonly isLying: boolean
}

function withUnit(chart: Chart, value: number, language: Language): string {
  const text = chartValue(chart, value)
  if (chart.unit !== 'yuan') return text
  return language === 'zh' ? `${text} 元` : `${text} yuan`
}

/** Of one kind of piece a stack still has to say which. */
function hasLegend({ kind, series }: Chart): boolean {
  return series.length > 1 || kind === 'stack'
}

/** Columns of a line that words take: a Chinese character is two letters wide. */
function columns(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 2 : 1), 0)
}

/** Room for the legend, in lines of the narrowest place a chart has on a page. */
function legendHeight(chart: Chart, language: Language): number {
  if (!hasLegend(chart)) return 0
  const width = chart.series.reduce(
    (sum, { label }) => sum + columns(label[language]) * 6.6 + (chart.kind === 'stack' ? 54 : 34),
    0,
  )
  return Math.ceil(width / 390) * 24 - 4
}

function isLying(chart: Chart, language: Language): boolean {
  if (chart.kind === 'rates') return true
  if (chart.kind === 'bridge' || chart.kind === 'lines') return false
  if (chart.categories.length <= 2) return true
  if (chart.kind === 'stack') return false
  const place = 440 / chart.categories.length
  const name = Math.max(...chart.categories.map((category) => columns(category[language])))
  return name * 6.2 + 4 > place || longestValue(chart) * 6.2 * chart.series.length > place
}

function rowHeight({ kind, series }: Chart): number {
  return kind === 'bars' ? series.length * 12 + 7 : kind === 'stack' ? 34 : 30
}

/** Room for the value behind the longest bar. */
function rightMargin(chart: Chart): number {
  if (chart.kind === 'rates') return 104
  return longestValue(chart) * 7 + 10
}

/** Letters of the longest value. */
function longestValue(chart: Chart): number {
  return Math.max(...chart.series.flatMap(({ values }) => values.map((value) => chartValue(chart, value ?? 0).length)))
}

function legendOf({ chart, language, ink, isLying: lying }: Drawing): object {
  // Pieces too narrow for their number have it here: that of the last bar, which is the one looked at.
  const numbers = new Map(chart.series.map(({ label, values }) => [label[language], values.at(-1) ?? 0]))
  const isCounted = chart.kind === 'stack' && lying
  return {
    top: 0,
    left: 0,
    itemWidth: 14,
    itemHeight: 10,
    itemGap: 12,
    padding: 0,
    textStyle: { color: ink, fontSize: 12, fontFamily: chartFonts },
    data: chart.series.map(({ label }) => label[language]),
    selectedMode: false,
    ...(isCounted && { formatter: (name: string) => `${name} ${chartValue(chart, numbers.get(name) ?? 0)}` }),
  }
}

function axesOf({ chart, language, ink, isLying: lying }: Drawing): object {
  const quiet = { lineStyle: { color: ink, opacity: 0.35 } }
  const category = {
    type: 'category',
    data: chart.categories.map((words) => words[language]),
    inverse: lying,
    axisTick: { show: false },
    axisLine: quiet,
    axisLabel: { color: ink, fontSize: 12, fontFamily: chartFonts, interval: 0, ...(!lying && wrapped(chart)) },
  }
  const isScaled = chart.kind === 'rates' || chart.kind === 'lines'
  const value = {
    type: 'value',
    show: isScaled,
    splitLine: { show: isScaled, lineStyle: { color: ink, opacity: 0.15 } },
    axisLabel: {
      color: ink,
      fontSize: 11,
      fontFamily: chartFonts,
      formatter: (at: number) => (chart.unit === 'permille' ? `${at / 10}%` : chartValue(chart, at)),
    },
    ...(chart.unit === 'permille' && { min: lowest(chart), max: 1000 }),
  }
  return lying ? { yAxis: category, xAxis: value } : { xAxis: category, yAxis: value }
}

/** Words under a bar break where the bar ends. */
function wrapped(chart: Chart): object {
  return { width: Math.floor(440 / chart.categories.length), overflow: 'break' }
}

/** Dots may begin where there is something to see; bars begin at nothing. */
function lowest({ kind, series }: Chart): number {
  if (kind !== 'rates') return 0
  const values = series.flatMap(({ values: own, low = [] }) => [...own, ...low]).filter((value) => value !== null)
  return Math.max(0, Math.floor(Math.min(...values, 1000) / 100) * 100)
}

function seriesOf(drawing: Drawing): object[] {
  switch (drawing.chart.kind) {
    case 'bars':
      return bars(drawing)
    case 'stack':
      return stacked(drawing)
    case 'bridge':
      return [bridge(drawing)]
    case 'lines':
      return lines(drawing)
    case 'rates':
      return rates(drawing)
  }
}

function bars({ chart, language, ink, isLying: lying }: Drawing): object[] {
  return chart.series.map(({ label, color, values }) => ({
    type: 'bar',
    name: label[language],
    data: values,
    itemStyle: { color },
    barMaxWidth: lying ? 11 : 40,
    barGap: '8%',
    label: {
      show: true,
      position: lying ? 'right' : 'top',
      distance: 3,
      color: ink,
      fontSize: 11,
      fontFamily: chartFonts,
      formatter: ({ value }: { readonly value: number | null }) => (value === null ? '' : chartValue(chart, value)),
    },
    labelLayout: { hideOverlap: false },
    emphasis: { disabled: true },
  }))
}

/** Laid over the colours of a stack, so that copies in grey can be told apart. */
const patterns = [
  null,
  {
    symbol: 'circle',
    symbolSize: 0.45,
    dashArrayX: [
      [7, 7],
      [0, 7, 7, 0],
    ],
    dashArrayY: [5, 0],
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: 0 },
  null,
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 2 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: -Math.PI / 4 },
  null,
] as const

function stacked(drawing: Drawing): object[] {
  const { chart, language, ink, isLying: lying } = drawing
  const totals = chart.categories.map((_, index) =>
    chart.series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  )
  const largest = Math.max(...totals)
  const own = chart.series.map(({ label, color, values }, index) => ({
    type: 'bar',
    name: label[language],
    stack: 'all',
    data: values,
    itemStyle: {
      color,
      borderColor: '#ffffff',
      borderWidth: 0.5,
      ...(patterns[index % patterns.length] && {
        decal: { ...patterns[index % patterns.length], color: 'rgba(0, 0, 0, 0.22)' },
      }),
    },
    barMaxWidth: lying ? 26 : 32,
    label: {
      show: true,
      color: inkOn(color),
      fontSize: 11,
      fontFamily: chartFonts,
      // A number that does not fit into its piece stands in the table.
      formatter: ({ value }: { readonly value: number | null }) =>
        value !== null && value >= largest * (lying ? 0.055 : 0.085) ? chartValue(chart, value) : '',
    },
    emphasis: { disabled: true },
  }))
  const sum = {
    type: 'bar',
    stack: 'all',
    name: '',
    data: totals.map(() => 0),
    tooltip: { show: false },
    silent: true,
    label: {
      show: true,
      position: lying ? 'right' : 'top',
      distance: 4,
      color: ink,
      fontSize: 12,
      fontWeight: 600,
      fontFamily: chartFonts,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => chartValue(chart, totals[dataIndex] ?? 0),
    },
  }
  return [...own, sum]
}

/** Dark or white, whichever is read better on a colour. */
function inkOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 > 125 ? '#16191b' : '#ffffff'
}

function lines({ chart, language, ink }: Drawing): object[] {
  return chart.series.map(({ label, color, values }, index) => ({
    type: 'line',
    name: label[language],
    data: values,
    color,
    symbol: index % 2 === 0 ? 'circle' : 'emptyCircle',
    symbolSize: 7,
    lineStyle: { width: 2, type: index % 2 === 0 ? 'solid' : 'dashed' },
    label: {
      show: true,
      color: ink,
      fontSize: 11,
      fontFamily: chartFonts,
      formatter: ({ value }: { readonly value: number | null }) => (value === null ? '' : chartValue(chart, value)),
    },
    emphasis: { disabled: true },
  }))
}

/** What ECharts hands a drawer of its own shapes. */
interface Pen {
  value(dimension: number): number
  coord(at: readonly [number, number]): [number, number]
  size(of: readonly [number, number]): [number, number]
}

/** A rate as a dot, its interval as a line with ends, the year before as a hollow dot. */
function rates({ chart, language, ink }: Drawing): object[] {
  return chart.series.flatMap(({ label, color, values, low, high }, index): object[] => {
    const isLast = index === chart.series.length - 1
    const dots = {
      type: 'scatter',
      name: label[language],
      data: values.map((value, row) => [value, row]),
      encode: { x: 0, y: 1, tooltip: 0 },
      symbol: isLast ? 'circle' : 'emptyCircle',
      symbolSize: isLast ? 11 : 9,
      itemStyle: { color },
      z: isLast ? 4 : 3,
      emphasis: { disabled: true },
    }
    if (!low || !high) return [dots]
    const interval = {
      type: 'custom',
      name: '',
      silent: true,
      tooltip: { show: false },
      data: values.map((_, row) => [low[row], high[row], row]),
      encode: { x: [0, 1], y: 2 },
      renderItem: (params: { readonly dataIndex: number; readonly coordSys: Frame }, pen: Pen) => {
        const row = params.dataIndex
        const [from, to, rate] = [low[row], high[row], values[row]]
        if (from == null || to == null || rate == null) return null
        const [left, y] = pen.coord([from, row])
        const [right] = pen.coord([to, row])
        const line = (x1: number, y1: number, x2: number, y2: number) => ({
          type: 'line',
          shape: { x1, y1, x2, y2 },
          style: { stroke: color, lineWidth: 2 },
        })
        return {
          type: 'group',
          children: [
            line(left, y, right, y),
            line(left, y - 5, left, y + 5),
            line(right, y - 5, right, y + 5),
            {
              type: 'text',
              x: params.coordSys.x + params.coordSys.width + 8,
              y,
              style: {
                text: `${chartValue(chart, rate)} (${tenths(from)}–${tenths(to)})`,
                fill: ink,
                fontSize: 11,
                fontFamily: chartFonts,
                verticalAlign: 'middle',
              },
            },
          ],
        }
      },
      z: 4,
    }
    return [interval, dots]
  })
}

function tenths(permille: number): string {
  return (permille / 10).toFixed(1)
}

interface Frame {
  readonly x: number
  readonly width: number
}

/** Sums stand on the ground, steps hang between what was before and what is after. */
function bridge({ chart, language, ink }: Drawing): object {
  const values = chart.series[0]?.values.map((value) => value ?? 0) ?? []
  const color = chart.series[0]?.color ?? ink
  const last = values.length - 1
  const ends = values.map((_, index) => levels(values, index))
  return {
    type: 'custom',
    name: chart.series[0]?.label[language],
    data: values.map((value, index) => [index, value, ...(ends[index] ?? [])]),
    encode: { x: 0, y: [2, 3], tooltip: 1 },
    renderItem: ({ dataIndex: index }: { readonly dataIndex: number }, pen: Pen) => {
      const [from, to] = ends[index] ?? [0, 0]
      const value = values[index] ?? 0
      const isSum = index === 0 || index === last
      const [x, top] = pen.coord([index, Math.max(from, to)])
      const [, bottom] = pen.coord([index, Math.min(from, to)])
      const [, after] = pen.coord([index, to])
      const [step] = pen.size([1, 0])
      const width = Math.min(44, step * 0.62)
      const shapes: object[] = [
        {
          type: 'rect',
          shape: { x: x - width / 2, y: top, width, height: Math.max(bottom - top, 1) },
          style: { fill: isSum ? color : value < 0 ? stepColors.minus : stepColors.plus },
        },
        {
          type: 'text',
          x,
          y: top - 3,
          style: {
            text: isSum ? chartValue(chart, value) : signed(chart, value),
            fill: ink,
            fontSize: 11,
            fontFamily: chartFonts,
            align: 'center',
            verticalAlign: 'bottom',
          },
        },
      ]
      if (index < last)
        shapes.push({
          type: 'line',
          shape: { x1: x + width / 2, y1: after, x2: x + step - width / 2, y2: after },
          style: { stroke: ink, lineWidth: 1, lineDash: [2, 2], opacity: 0.5 },
        })
      return { type: 'group', children: shapes }
    },
  }
}

/** Where a bar of a bridge begins and ends. */
function levels(values: readonly number[], index: number): readonly [number, number] {
  if (index === 0 || index === values.length - 1) return [0, values[index] ?? 0]
  const before = values.slice(0, index).reduce((sum, value) => sum + value, 0)
  return [before, before + (values[index] ?? 0)]
}

function signed(chart: Chart, value: number): string {
  const text = chartValue(chart, Math.abs(value))
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text
}
