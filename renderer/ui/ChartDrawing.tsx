import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartOption } from '../../electron/contract/chartOption.ts'
import type { Chart } from '../../electron/contract/charts.ts'
import { currentLanguage } from '../app/i18n.ts'

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
])

/** A chart as vectors, in the colours of the page's words; as wide as its place, on paper too. */
export function ChartDrawing(props: { readonly chart: Chart; readonly onPress?: (() => void) | undefined }) {
  const { chart, onPress } = props
  const host = useRef<HTMLDivElement>(null)
  const press = useRef(onPress)
  press.current = onPress
  const language = currentLanguage()
  useEffect(() => {
    const element = host.current
    if (!element) return
    const drawing = init(element, null, { renderer: 'svg' })
    drawing.setOption(chartOption(chart, language, 'currentColor'))
    drawing.getZr().on('click', () => press.current?.())
    const scalable = () =>
      element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${drawing.getWidth()} ${drawing.getHeight()}`)
    scalable()
    const observer = new ResizeObserver(() => {
      drawing.resize()
      scalable()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      drawing.dispose()
    }
  }, [chart, language])
  return <div ref={host} style={{ height: '100%', cursor: onPress && 'pointer' }} />
}
