import { lazy, type ReactNode, Suspense } from 'react'
import { chartSize } from '../../electron/contract/chartOption.ts'
import type { Chart } from '../../electron/contract/charts.ts'
import { currentLanguage } from '../app/i18n.ts'
import classes from './ChartFigure.module.css'

/** What draws is heavy: it comes once there is something to draw. */
const ChartDrawing = lazy(async () => ({ default: (await import('./ChartDrawing.tsx')).ChartDrawing }))

/** A chart with its title and, where it needs one, a sentence on what it shows. Its place is kept until it is drawn. */
export function ChartFigure(props: {
  readonly chart: Chart
  readonly title?: ReactNode
  readonly note?: ReactNode
  readonly onPress?: () => void
  /** In pixels; without it as the chart asks for. */
  readonly height?: number
}) {
  const { chart, title, note, onPress } = props
  const height = props.height ?? chartSize(chart, currentLanguage()).height
  return (
    <figure className={classes.figure} data-testid={`chart-${chart.id}`}>
      {title && <figcaption className={classes.title}>{title}</figcaption>}
      <div className={classes.drawing} style={{ height }}>
        <Suspense>
          <ChartDrawing chart={chart} onPress={onPress} />
        </Suspense>
      </div>
      {note && <p className={classes.note}>{note}</p>}
    </figure>
  )
}
