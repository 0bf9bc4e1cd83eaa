import type { ChartOptions, ChartSpec } from './spec.ts'

/** Draws a chart as a PNG. The drawing libraries and fonts are loaded at the first call only. */
export async function renderChart(spec: ChartSpec, options: ChartOptions): Promise<Uint8Array> {
  const { drawChart } = await import('./draw.ts')
  return drawChart(spec, options)
}
