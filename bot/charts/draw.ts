import { BarChart, LineChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { barsPicture } from './bars.ts'
import { type Picture, WIDTH } from './card.ts'
import { heatmapPicture } from './heatmap.ts'
import { horizontalBarsPicture } from './horizontal-bars.ts'
import { overviewPicture } from './overview.ts'
import type { ChartOptions, ChartSpec } from './spec.ts'
import { textCanvas } from './text-canvas.ts'
import { type Theme, themes } from './themes.ts'

echarts.use([BarChart, LineChart, GraphicComponent, GridComponent, CanvasRenderer])
echarts.setPlatformAPI({
  createCanvas: () => textCanvas(1, 1),
  // ECharts leaves what takes long to later frames, and a PNG has none.
  getTime: () => 0,
})

/** Draws synchronously. The same spec gives the same bytes. */
export function drawChart(spec: ChartSpec, { theme, locale }: ChartOptions): Uint8Array {
  const colours = themes[theme]
  const { height, option } = pictureOf(spec, colours, locale)
  const canvas = textCanvas(WIDTH, height)
  const chart = echarts.init(canvas, null, {
    renderer: 'canvas',
    width: WIDTH,
    height,
    devicePixelRatio: 1,
  })
  try {
    chart.setOption({ animation: false, backgroundColor: colours.ground, ...option })
    return canvas.toBuffer('image/png')
  } finally {
    // An undisposed chart keeps the process alive.
    chart.dispose()
  }
}

function pictureOf(spec: ChartSpec, theme: Theme, locale: string): Picture {
  switch (spec.type) {
    case 'bars':
      return barsPicture(spec, theme, locale)
    case 'horizontal-bars':
      return horizontalBarsPicture(spec, theme, locale)
    case 'heatmap':
      return heatmapPicture(spec, theme, locale)
    case 'overview':
      return overviewPicture(spec, theme, locale)
  }
}
