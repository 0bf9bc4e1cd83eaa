import { INNER_WIDTH, MARGIN, type Picture, cardFor, emptyPicture } from './card.ts'
import { type Element, body, frameAt, strong, textAt } from './elements.ts'
import { classKeys, colourClasses } from './heat-legend.ts'
import { niceScale, numberFormat } from './scale.ts'
import type { HeatmapSpec } from './spec.ts'
import type { Theme } from './themes.ts'
import { fit, typeset, widthOf } from './typeset.ts'

const ROW_HEIGHT = 62
const MOST_COLUMN_LABELS = 8
/** More frames than this no longer point anything out. */
const MOST_FRAMES = 3

/** A grid of cells in shades of one hue; the largest is framed, its value is above the plot. */
export function heatmapPicture(spec: HeatmapSpec, theme: Theme, locale: string): Picture {
  const cells = spec.values.flatMap((row, y) => row.map((value, x) => ({ x, y, value })))
  const largest = Math.max(0, ...cells.map(({ value }) => value))
  if (largest === 0) return emptyPicture(spec, theme)

  const { plotTop, heightFor, elements } = cardFor(spec, theme)
  const isWhole = cells.every(({ value }) => Number.isInteger(value))
  const factors = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  const scale = niceScale(largest, theme.ramp.length, factors, isWhole ? 1 : 0.1)
  const names = spec.rows.map((row) => fit(row, INNER_WIDTH / 4, body))
  const top = plotTop + 56
  const left = MARGIN + Math.max(...names.map((name) => widthOf(name, body))) + 20
  const cellWidth = (MARGIN + INNER_WIDTH - left) / spec.columns.length
  const plotHeight = spec.rows.length * ROW_HEIGHT
  const legendTop = top + plotHeight + 68
  const plotBottom = legendTop + 64

  const rowNames = names.map((name, y) =>
    textAt(name, MARGIN, top + (y + 0.5) * ROW_HEIGHT, body, theme.text),
  )
  const columnNames = labelled(spec.columns, cellWidth).map((x) =>
    textAt(
      typeset(spec.columns[x] ?? ''),
      left + (x + 0.5) * cellWidth,
      top + plotHeight + 28,
      body,
      theme.text,
      'center',
    ),
  )
  const peaks = cells.filter(({ value }) => value === largest)
  const framed = peaks.length <= MOST_FRAMES ? peaks : []
  const frames = framed.map(({ x, y }) => {
    const cell = { x: left + x * cellWidth, y: top + y * ROW_HEIGHT }
    return frameAt({ ...cell, width: cellWidth, height: ROW_HEIGHT, r: 9 }, theme.accent)
  })
  const framedNumber = framed.length > 0 ? numberFormat(locale)(largest) : ''
  return {
    height: heightFor(plotBottom),
    option: {
      graphic: {
        elements: [
          ...headline(spec.valueLabel ?? '', framedNumber, theme, plotTop + 16),
          ...rowNames,
          ...columnNames,
          ...frames,
          ...classKeys(scale, theme, { locale, isWhole, top: legendTop }),
          ...elements(plotBottom),
        ],
      },
      grid: {
        left,
        top,
        width: cellWidth * spec.columns.length,
        height: plotHeight,
        outerBoundsMode: 'none',
      },
      xAxis: { type: 'category', show: false, data: spec.columns.map((_, x) => x) },
      yAxis: { type: 'category', show: false, inverse: true, data: spec.rows.map((_, y) => y) },
      visualMap: { type: 'piecewise', show: false, pieces: colourClasses(scale, theme) },
      series: {
        type: 'heatmap',
        silent: true,
        data: cells.map(({ x, y, value }) => [x, y, value]),
        itemStyle: { borderColor: theme.ground, borderWidth: 4, borderRadius: 8 },
      },
    },
  }
}

/** The columns that get a label: all of them, or every second, third … so that they fit. */
function labelled(columns: readonly string[], cellWidth: number): number[] {
  const widest = Math.max(...columns.map((column) => widthOf(typeset(column), body)))
  const step = [1, 2, 3, 4, 6, 12].find(
    (every) => columns.length / every <= MOST_COLUMN_LABELS && every * cellWidth > widest + 24,
  )
  return [...columns.keys()].filter((x) => x % (step ?? columns.length) === 0)
}

/** What is counted, after the largest value and a frame like the one in the plot. */
function headline(label: string, framedNumber: string, theme: Theme, y: number): Element[] {
  const text = `${framedNumber} ${label}`
  if (text.trim() === '') return []
  if (framedNumber === '')
    return [textAt(fit(text, INNER_WIDTH, body), MARGIN, y, body, theme.muted)]
  const line = fit(text, INNER_WIDTH - 46, strong)
  const box = { x: MARGIN, y: y - 16, width: 32, height: 32, r: 9 }
  return [frameAt(box, theme.accent), textAt(line, MARGIN + 46, y, strong, theme.accent)]
}
