import { INNER_WIDTH, MARGIN, type Picture, cardFor, emptyPicture } from './card.ts'
import { type Element, body, boxAt, dashedLineAt, onGround, strong, textAt } from './elements.ts'
import { numberFormat } from './scale.ts'
import type { HorizontalBarsSpec } from './spec.ts'
import type { Theme } from './themes.ts'
import { type Typeset, fit, typeset, widthOf } from './typeset.ts'

const MOST_ROWS = 12
const GAP = 20
/** A few rows are drawn taller, up to this total height. */
const FEW_ROWS_HEIGHT = 330
const REFERENCE_HEIGHT = 48

/** Labels are left of their bars, or above them when most are long or they are sentences. */
export function horizontalBarsPicture(
  spec: HorizontalBarsSpec,
  theme: Theme,
  locale: string,
): Picture {
  const rows = spec.rows.slice(0, MOST_ROWS)
  const largest = Math.max(0, ...rows.map(({ value }) => value))
  if (largest === 0) return emptyPicture(spec, theme)

  const { plotTop: top, heightFor, elements } = cardFor(spec, theme)
  const plotTop = top + (spec.reference ? REFERENCE_HEIGHT : 0)
  const number = numberFormat(locale)
  const ends = rows.map(({ value, text }) => fit(text ?? number(value), INNER_WIDTH / 3, strong))
  const endWidth = Math.max(...ends.map((end) => widthOf(end, strong)))
  const layout = layoutFor(
    rows.map(({ label }) => label),
    spec.hasSentences,
  )
  const barSpace = INNER_WIDTH - layout.left - endWidth - GAP
  const isLargest = (value: number) =>
    value === largest && rows.filter((row) => row.value === largest).length === 1 && rows.length > 1

  const names = rows.map(({ label }, i) => {
    const name = fit(label, layout.nameWidth, body)
    const middle = plotTop + (i + 0.5) * layout.pitch
    return textAt(name, MARGIN, middle + layout.nameOffset, body, theme.text)
  })
  const numbers = rows.map(({ value }, i) => {
    const x = MARGIN + layout.left + (value / largest) * barSpace + GAP - 4
    const y = plotTop + (i + 0.5) * layout.pitch + layout.barOffset
    const fill = isLargest(value) ? theme.accent : theme.title
    return { ...onGround(textAt(ends[i] as Typeset, x, y, strong, fill), theme), z: 20 }
  })
  const backgrounds = spec.reference ? numbers.map(({ x, y }, i) => behind(x, y, ends[i])) : []
  const plotHeight = rows.length * layout.pitch
  const reference = referenceLine()
  return {
    height: heightFor(plotTop + plotHeight),
    option: {
      graphic: {
        elements: [
          ...names,
          ...reference,
          ...backgrounds,
          ...numbers,
          ...elements(plotTop + plotHeight),
        ],
      },
      grid: {
        left: MARGIN + layout.left,
        top: plotTop + layout.barOffset,
        width: barSpace,
        height: plotHeight,
        outerBoundsMode: 'none',
      },
      xAxis: { type: 'value', show: false, min: 0, max: largest },
      yAxis: { type: 'category', show: false, inverse: true, data: rows.map((_, i) => i) },
      series: {
        type: 'bar',
        silent: true,
        barWidth: layout.barHeight,
        data: rows.map(({ value }) => ({
          value,
          itemStyle: {
            color: isLargest(value) ? theme.accent : theme.bars[0],
            borderRadius: [0, 8, 8, 0],
          },
        })),
      },
    },
  }

  /** Keeps the reference line out of a number, between its words too. */
  function behind(x: number, y: number, end: Typeset | undefined): Element {
    const width = (end ? widthOf(end, strong) : 0) + 12
    return { ...boxAt({ x: x - 6, y: y - 24, width, height: 48, r: 0 }, theme.ground), z: 15 }
  }

  /** From its label above the plot down through all rows. */
  function referenceLine(): Element[] {
    if (!spec.reference) return []
    const { label, value } = spec.reference
    const x = MARGIN + layout.left + (Math.min(value, largest) / largest) * barSpace
    const line = fit(`${label} ${number(value)}`, INNER_WIDTH, body)
    const half = widthOf(line, body) / 2
    const middle = Math.min(Math.max(x, MARGIN + half), MARGIN + INNER_WIDTH - half)
    return [
      textAt(line, middle, top + 14, body, theme.muted, 'center'),
      dashedLineAt(x, plotTop - 8, plotTop + plotHeight, theme.title),
    ]
  }
}

/** Offsets are from the middle of a row, `pitch` is its height. */
function layoutFor(labels: readonly string[], hasSentences = false) {
  const widths = labels.map((label) => widthOf(typeset(label), body))
  const widest = INNER_WIDTH * 0.36
  const areMostlyLong = widths.filter((width) => width > widest).length > labels.length / 2
  if (hasSentences || areMostlyLong) {
    return {
      nameWidth: INNER_WIDTH,
      left: 0,
      pitch: 96,
      barHeight: 30,
      barOffset: 16,
      nameOffset: -24,
    }
  }
  const nameWidth = Math.min(widest, Math.max(...widths))
  const pitch = Math.min(Math.max(FEW_ROWS_HEIGHT / labels.length, 66), 110)
  const barHeight = pitch * 0.6
  return { nameWidth, left: nameWidth + 24, pitch, barHeight, barOffset: 0, nameOffset: 0 }
}
