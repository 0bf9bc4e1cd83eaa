import {
  INNER_WIDTH,
  MARGIN,
  type Picture,
  type Plot,
  emptyPicture,
  pictureAround,
} from './card.ts'
import { type Element, body, boxAt, frameAt, strong, textAt } from './elements.ts'
import { heatKey, heatScale } from './heat-legend.ts'
import { numberFormat } from './scale.ts'
import type { Heatmap, HeatmapSpec } from './spec.ts'
import type { Theme } from './themes.ts'
import { fit, typeset, widthOf } from './typeset.ts'

const ROW_HEIGHT = 62
const NAME_HEIGHT = 40
const MOST_COLUMN_LABELS = 8
/** More frames than this no longer point anything out. */
const MOST_FRAMES = 3

/** A grid of cells in shades of one hue; the largest is framed, its value is above the plot. */
export function heatmapPicture(spec: HeatmapSpec, theme: Theme, locale: string): Picture {
  if (spec.values.flat().every((value) => !value)) return emptyPicture(spec, theme)
  return pictureAround(spec, theme, (top) => heatmapPlot(spec, theme, locale, top))
}

/** The grid with its labels, and a key to the colours unless it is small. */
export function heatmapPlot(
  spec: Heatmap,
  theme: Theme,
  locale: string,
  plotTop: number,
  { rowHeight = ROW_HEIGHT, isSmall = false } = {},
): Plot {
  const cells = spec.values.flatMap((row, y) => row.map((value, x) => ({ x, y, value })))
  const scale = heatScale(
    cells.flatMap(({ value }) => value ?? []),
    theme,
  )
  const names = spec.rows.map((row) => fit(row, INNER_WIDTH / 4, body))
  const top = plotTop + 60
  const left = MARGIN + Math.max(...names.map((name) => widthOf(name, body))) + 20
  const cellWidth = (MARGIN + INNER_WIDTH - left) / spec.columns.length
  const bottom = top + spec.rows.length * rowHeight
  const cellAt = (x: number, y: number) => ({
    x: left + x * cellWidth,
    y: top + y * rowHeight,
    width: cellWidth,
    height: rowHeight,
    r: 9,
  })

  const boxes = cells.map(({ x, y, value }) => {
    const cell = cellAt(x, y)
    const inner = { width: cell.width - 4, height: cell.height - 4, r: 7 }
    return boxAt({ x: cell.x + 2, y: cell.y + 2, ...inner }, scale.colourOf(value))
  })
  const everyName = rowHeight < NAME_HEIGHT ? 2 : 1
  const rowNames = names.flatMap((name, y) =>
    y % everyName === 0
      ? [textAt(name, MARGIN, top + (y + 0.5) * rowHeight, body, theme.text)]
      : [],
  )
  const columnNames = labelled(spec.columns, cellWidth).map((x) =>
    textAt(
      typeset(spec.columns[x] ?? ''),
      left + (x + 0.5) * cellWidth,
      bottom + 30,
      body,
      theme.text,
      'center',
    ),
  )
  const peaks = cells.filter(({ value }) => value === scale.largest)
  const framed = peaks.length <= MOST_FRAMES ? peaks : []
  const frames = framed.map(({ x, y }) => frameAt(cellAt(x, y), theme.accent))
  const number = numberFormat(locale)(scale.largest)
  const keyTop = bottom + 70
  return {
    bottom: isSmall ? bottom + 52 : keyTop + 30,
    elements: [
      ...headline(spec, framed.length > 0 ? number : '', theme, plotTop + 18),
      ...rowNames,
      ...columnNames,
      ...boxes,
      ...frames,
      ...(isSmall ? [] : heatKey(scale, theme, locale, keyTop)),
    ],
    option: {},
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

/** What is counted, after the largest value, where it is, and a frame like the one in the plot. */
function headline(
  { valueLabel = '', largestLabel }: Heatmap,
  framedNumber: string,
  theme: Theme,
  y: number,
): Element[] {
  if (framedNumber === '') {
    if (valueLabel === '') return []
    return [textAt(fit(valueLabel, INNER_WIDTH, body), MARGIN, y, body, theme.muted)]
  }
  const parts = [`${framedNumber} ${valueLabel}`.trim(), ...(largestLabel ? [largestLabel] : [])]
  const line = fit(parts.join(' · '), INNER_WIDTH - 46, strong)
  const box = { x: MARGIN, y: y - 16, width: 32, height: 32, r: 9 }
  return [frameAt(box, theme.accent), textAt(line, MARGIN + 46, y, strong, theme.accent)]
}
