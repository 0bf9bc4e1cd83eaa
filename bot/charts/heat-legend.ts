import { INNER_WIDTH, MARGIN } from './card.ts'
import { type Element, body, boxAt, textAt } from './elements.ts'
import { numberFormat } from './scale.ts'
import type { Theme } from './themes.ts'
import { typeset } from './typeset.ts'

/** A colour for every value from zero to the largest. */
export interface HeatScale {
  colourOf(value: number | null): string
  /** The value whose colour is at a place between the lightest (0) and the darkest (1). */
  valueAt(place: number): number
  readonly largest: number
}

/** Values are skewed when half of them are below this share of the largest. */
const SKEWED = 0.3

/**
 * The colour of a value is by its share of the largest; by the square root of it where most values are small, so that
 * they can be told apart.
 */
export function heatScale(values: readonly number[], theme: Theme): HeatScale {
  const some = values.filter((value) => value > 0).toSorted((a, b) => a - b)
  const largest = some.at(-1) ?? 0
  const middle = some[Math.floor(some.length / 2)] ?? 0
  const isSkewed = middle < SKEWED * largest
  return {
    largest,
    colourOf(value) {
      if (value === null || value <= 0) return theme.empty
      const share = value / largest
      return mixed(theme.ramp, isSkewed ? Math.sqrt(share) : share)
    },
    valueAt: (place) => largest * (isSkewed ? place ** 2 : place),
  }
}

/** A colour between those of a list, `place` from 0 to 1. */
function mixed(colours: readonly string[], place: number): string {
  const at = place * (colours.length - 1)
  const index = Math.min(Math.floor(at), colours.length - 2)
  const [from, to] = [channels(colours[index]), channels(colours[index + 1])]
  const parts = from.map((value, i) => Math.round(value + ((to[i] ?? 0) - value) * (at - index)))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour = ''): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16))
}

const STEPS = 64
const STRIP = { width: 560, height: 24 }

/** The colours from the lightest to the darkest, with the values of both and of the middle. */
export function heatKey(scale: HeatScale, theme: Theme, locale: string, top: number): Element[] {
  const number = numberFormat(locale, { short: scale.largest >= 10_000 })
  const width = STRIP.width / STEPS
  const left = MARGIN + (INNER_WIDTH - STRIP.width) / 2
  const strip = Array.from({ length: STEPS }, (_, i) => {
    const shape = { x: left + i * width, y: top, width: width + 0.5, height: STRIP.height, r: 0 }
    return boxAt(shape, scale.colourOf(scale.valueAt((i + 1) / STEPS)))
  })
  const middle = top + STRIP.height / 2
  const ends = [
    textAt(typeset(number(0)), left - 16, middle, body, theme.muted, 'right'),
    textAt(
      typeset(number(scale.largest)),
      left + STRIP.width + 16,
      middle,
      body,
      theme.muted,
      'left',
    ),
  ]
  return [...strip, ...ends]
}
