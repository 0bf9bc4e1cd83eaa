import { barsPlot } from './bars.ts'
import { INNER_WIDTH, MARGIN, type Picture, emptyPicture, pictureAround } from './card.ts'
import { type Element, body, boxAt, key, strong, textAt } from './elements.ts'
import { heatmapPlot } from './heatmap.ts'
import type { OverviewSpec } from './spec.ts'
import type { Theme } from './themes.ts'
import { type FontStyle, fit } from './typeset.ts'

const figureStyle: FontStyle = { fontSize: 54, fontWeight: 600 }
const FIGURES_HEIGHT = 176
const PARTS_HEIGHT = 92
const KEY_HEIGHT = 44
const BARS_HEIGHT = 152
const HEAT_ROW = 26
const GAP = 18

/** Figures in a row, the parts of a whole, bars, and a heat map, from top to bottom. */
export function overviewPicture(spec: OverviewSpec, theme: Theme, locale: string): Picture {
  const hasBars = spec.bars.series.some(({ values }) => values.some((value) => value))
  if (!hasBars) return emptyPicture(spec, theme)
  const hasParts = spec.parts.values.some(({ value }) => value > 0)
  return pictureAround(spec, theme, (top) => {
    const partsTop = top + FIGURES_HEIGHT
    const shown = hasParts ? parts(spec, theme, partsTop) : { bottom: partsTop, elements: [] }
    const barsTop = shown.bottom
    const bars = barsPlot(spec.bars, theme, locale, barsTop, BARS_HEIGHT)
    const heatmap = heatmapPlot(spec.heatmap, theme, locale, bars.bottom + GAP, {
      rowHeight: HEAT_ROW,
      isSmall: true,
    })
    return {
      bottom: heatmap.bottom,
      elements: [
        ...figures(spec, theme, top),
        ...shown.elements,
        ...bars.elements,
        ...heatmap.elements,
      ],
      option: bars.option,
    }
  })
}

function figures({ figures: all }: OverviewSpec, theme: Theme, top: number): Element[] {
  const width = INNER_WIDTH / all.length
  return all.flatMap(({ label, value, change }, index) => {
    const x = MARGIN + index * width
    const room = width - 20
    return [
      textAt(fit(label, room, body), x, top + 16, body, theme.muted),
      textAt(fit(value, room, figureStyle), x, top + 68, figureStyle, theme.title),
      ...(change === '' ? [] : [textAt(fit(change, room, body), x, top + 120, body, theme.muted)]),
    ]
  })
}

/** A bar of all parts, and a key to them. */
function parts({ parts: { label, values } }: OverviewSpec, theme: Theme, top: number) {
  const all = values.reduce((sum, { value }) => sum + value, 0)
  const bars = values.map(({ value }, index) => {
    const before = values.slice(0, index).reduce((sum, part) => sum + part.value, 0)
    const x = MARGIN + (before / all) * INNER_WIDTH
    const width = Math.max(0, (value / all) * INNER_WIDTH - 3)
    return boxAt({ x, y: top + 30, width, height: 30, r: 6 }, fillOf(index, theme))
  })
  let [x, y] = [MARGIN, top + 90]
  const keys = values.flatMap((part, index) => {
    const each = key(part.label, fillOf(index, theme), theme.text, INNER_WIDTH)
    if (x > MARGIN && x + each.width > MARGIN + INNER_WIDTH) {
      x = MARGIN
      y += KEY_HEIGHT
    }
    const placed = each.at(x, y)
    x += each.width + KEY_GAP
    return placed
  })
  return {
    bottom: y - 90 + PARTS_HEIGHT + 32,
    elements: [
      textAt(fit(label, INNER_WIDTH, strong), MARGIN, top + 4, strong, theme.title),
      ...bars,
      ...keys,
    ],
  }
}

const KEY_GAP = 36

function fillOf(index: number, theme: Theme): string {
  return theme.bars[index] ?? theme.bars[2]
}
