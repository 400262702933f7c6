import { init } from 'echarts/dist/echarts.esm.min'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Draws an ECharts option without a window. @param size in pixels */
export function chartSvg(option: object, { width, height }: Size): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option as Record<string, unknown>)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
