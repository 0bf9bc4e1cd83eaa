import { INNER_WIDTH, MARGIN } from './card.ts'
import { type Element, body, boxAt, textAt } from './elements.ts'
import { type Scale, numberFormat } from './scale.ts'
import type { Theme } from './themes.ts'
import { typeset, widthOf } from './typeset.ts'

const WIDEST_SWATCH = 164

/** The colours of a heat map: for zero, for up to one step, up to two steps, and so on. */
export function colourClasses({ max, step }: Scale, theme: Theme) {
  const colours = rampOf(Math.round(max / step), theme)
  const pieces = colours.map((color, i) => ({ gt: i * step, lte: (i + 1) * step, color }))
  return [{ lte: 0, color: theme.empty }, ...pieces]
}

/** `count` colours spread over the whole ramp. */
function rampOf(count: number, { ramp }: Theme): string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? ramp.length - 1 : Math.round((i * (ramp.length - 1)) / (count - 1))
    return ramp[at] ?? ''
  })
}

/** The classes side by side, each with its numbers below. */
export function classKeys(
  scale: Scale,
  theme: Theme,
  { locale, isWhole, top }: { locale: string; isWhole: boolean; top: number },
): Element[] {
  const pieces = colourClasses(scale, theme)
  const width = Math.min(INNER_WIDTH / pieces.length, WIDEST_SWATCH)
  const labels = classLabels(scale, { locale, isWhole, maxWidth: width - 12 })
  return pieces.flatMap(({ color }, i): Element[] => {
    const x = MARGIN + i * width
    const shape = { x, y: top, width: width - 4, height: 24, r: 8 }
    const label = typeset(labels[i] ?? '')
    return [
      boxAt(shape, color),
      textAt(label, x + width / 2 - 2, top + 46, body, theme.muted, 'center'),
    ]
  })
}

/** `0`, `1–50`, `51–100`, or only the upper bounds where ranges are too wide or values are no whole numbers. */
function classLabels(
  { max, step }: Scale,
  { locale, isWhole, maxWidth }: { locale: string; isWhole: boolean; maxWidth: number },
): string[] {
  const number = numberFormat(locale, { short: max >= 10_000 })
  const ends = Array.from({ length: Math.round(max / step) }, (_, i) => (i + 1) * step)
  const ranges = ends.map((end) =>
    step === 1 ? number(end) : `${number(end - step + 1)}\u2013${number(end)}`,
  )
  const fits = isWhole && ranges.every((range) => widthOf(typeset(range), body) <= maxWidth)
  const labels = fits && max < 10_000 ? ranges : ends.map((end) => `\u2264\u2009${number(end)}`)
  return [number(0), ...labels]
}
