// Texts and boxes at fixed positions, as ECharts graphic elements.
import type { Theme } from './themes.ts'
import { type FontStyle, type Typeset, fit, widthOf } from './typeset.ts'

export interface TextElement {
  readonly type: 'text'
  readonly silent: true
  readonly z?: number
  readonly x: number
  readonly y: number
  readonly style: Typeset &
    FontStyle & {
      readonly fill: string
      readonly align: 'left' | 'center' | 'right'
      readonly verticalAlign: 'middle'
      readonly stroke?: string
      readonly lineWidth?: number
    }
}

export interface BoxElement {
  readonly type: 'rect'
  readonly silent: true
  readonly z?: number
  readonly shape: Box
  readonly style: { readonly fill: string; readonly stroke?: string; readonly lineWidth?: number }
}

export interface LineElement {
  readonly type: 'line'
  readonly silent: true
  readonly z?: number
  readonly shape: {
    readonly x1: number
    readonly y1: number
    readonly x2: number
    readonly y2: number
  }
  readonly style: {
    readonly stroke: string
    readonly lineWidth: number
    readonly lineDash?: 'dashed'
  }
}

/** `r` is the corner radius. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly r: number
}

export type Element = TextElement | BoxElement | LineElement

/** The smallest text: on a phone 390 points wide, 11 points. */
export const body: FontStyle = { fontSize: 31, fontWeight: 400 }
export const strong: FontStyle = { fontSize: 31, fontWeight: 600 }

/** One line of text; `y` is its middle. */
export function textAt(
  line: Typeset,
  x: number,
  y: number,
  style: FontStyle,
  fill: string,
  align: 'left' | 'center' | 'right' = 'left',
): TextElement {
  const placed = { ...line, ...style, fill, align, verticalAlign: 'middle' as const }
  return { type: 'text', silent: true, x, y, style: placed }
}

/** The same text with an outline in the background colour, so that no grid line runs through it. */
export function onGround(text: TextElement, { ground }: Theme): TextElement {
  return { ...text, style: { ...text.style, stroke: ground, lineWidth: 10 } }
}

export function boxAt(shape: Box, fill: string): BoxElement {
  return { type: 'rect', silent: true, shape, style: { fill } }
}

/** A box that everything else is drawn over. */
export function boxBehind(shape: Box, fill: string): BoxElement {
  return { ...boxAt(shape, fill), z: -1 }
}

/** A dashed line across, above everything else. */
export function dashedLineAt(x: number, top: number, bottom: number, stroke: string): LineElement {
  const shape = { x1: x, y1: top, x2: x, y2: bottom }
  return {
    type: 'line',
    silent: true,
    z: 10,
    shape,
    style: { stroke, lineWidth: 3, lineDash: 'dashed' },
  }
}

/** An unfilled frame around a box, above everything else. */
export function frameAt({ x, y, width, height, r }: Box, stroke: string): BoxElement {
  const shape = { x: x + 1, y: y + 1, width: width - 2, height: height - 2, r }
  return { type: 'rect', silent: true, z: 10, shape, style: { fill: 'none', stroke, lineWidth: 5 } }
}

/** A legend entry: a small filled box with its label to the right; `y` is the middle of both. */
export function key(label: string, fill: string, textFill: string, maxWidth: number) {
  const line = fit(label, maxWidth - 40, body)
  return {
    width: 40 + widthOf(line, body),
    at: (x: number, y: number): readonly Element[] => [
      boxAt({ x, y: y - 14, width: 28, height: 28, r: 6 }, fill),
      textAt(line, x + 40, y, body, textFill),
    ],
  }
}
