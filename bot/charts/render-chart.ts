import type { ChartOptions, ChartSpec } from './spec.ts'

/** Draws a chart as a PNG. Drawing libraries and fonts are loaded on the first call. */
export async function renderChart(spec: ChartSpec, options: ChartOptions): Promise<Uint8Array> {
  const { drawChart } = await import('./draw.ts')
  return drawChart(spec, options)
}
