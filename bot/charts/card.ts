// What all pictures share: size, margins, and the texts above and below the plot.
import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GraphicComponentOption, GridComponentOption } from 'echarts/components'
import { type Element, body, boxAt, textAt } from './elements.ts'
import type { Card } from './spec.ts'
import type { Theme } from './themes.ts'
import { type FontStyle, fitLines } from './typeset.ts'

export type PictureOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GraphicComponentOption | GridComponentOption
>

/** A picture ready to be drawn: the plot and everything around it. */
export interface Picture {
  readonly height: number
  readonly option: PictureOption
}

/** A part of a picture: what stands at fixed places, and the chart behind it. */
export interface Plot {
  readonly bottom: number
  readonly elements: readonly Element[]
  readonly option: Omit<PictureOption, 'graphic'>
}

export const WIDTH = 1080
export const MARGIN = 56
export const INNER_WIDTH = WIDTH - 2 * MARGIN

const titleStyle: FontStyle = { fontSize: 44, fontWeight: 600 }
const subtitleStyle: FontStyle = { fontSize: 32, fontWeight: 400 }

/** The texts around the plot, where the plot starts, and the height of the card by where it ends. */
export function cardFor(spec: Card, theme: Theme) {
  const title = paragraph(spec.title, titleStyle, theme.title, 62)
  const subtitle = paragraph(spec.subtitle, subtitleStyle, theme.muted, 42)
  const footer = paragraph(spec.footer, body, theme.muted, 42)
  const subtitleTop = MARGIN - 12 + title.height + 6
  const plotTop = subtitleTop + subtitle.height + 28
  return {
    plotTop,
    heightFor: (plotBottom: number) => plotBottom + 32 + footer.height + MARGIN - 16,
    elements: (plotBottom: number): Element[] => [
      ...title.at(MARGIN - 12),
      ...subtitle.at(subtitleTop),
      ...footer.at(plotBottom + 32),
    ],
  }
}

/** A card around one plot. */
export function pictureAround(spec: Card, theme: Theme, plotAt: (top: number) => Plot): Picture {
  const { plotTop, heightFor, elements } = cardFor(spec, theme)
  const plot = plotAt(plotTop)
  return {
    height: heightFor(plot.bottom),
    option: {
      ...plot.option,
      graphic: { elements: [...plot.elements, ...elements(plot.bottom)] },
    },
  }
}

/** A card with `noData` instead of a plot. */
export function emptyPicture(spec: Card, theme: Theme): Picture {
  const { plotTop, heightFor, elements } = cardFor(spec, theme)
  const style: FontStyle = { fontSize: 36, fontWeight: 400 }
  const lines = fitLines(spec.noData, INNER_WIDTH - 160, style, 3)
  const plotBottom = plotTop + 300
  const firstLine = plotTop + 150 - 25 * (lines.length - 1)
  const words = lines.map((line, i) =>
    textAt(line, WIDTH / 2, firstLine + 50 * i, style, theme.text, 'center'),
  )
  const box = { x: MARGIN, y: plotTop, width: INNER_WIDTH, height: 300, r: 16 }
  return {
    height: heightFor(plotBottom),
    option: { graphic: { elements: [boxAt(box, theme.empty), ...words, ...elements(plotBottom)] } },
  }
}

function paragraph(text: string, style: FontStyle, fill: string, lineHeight: number) {
  const lines = text.trim() === '' ? [] : fitLines(text, INNER_WIDTH, style, 2)
  return {
    height: lines.length * lineHeight,
    at: (top: number): Element[] =>
      lines.map((line, i) => textAt(line, MARGIN, top + (i + 0.5) * lineHeight, style, fill)),
  }
}
