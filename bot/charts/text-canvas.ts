// The fonts of non-Latin scripts are variable: one file for all weights. The canvas draws them in their first weight,
// a hairline, unless the weight is also set as a variation axis.
import { type Canvas, type SKRSContext2D, createCanvas } from '@napi-rs/canvas'

/** A canvas that draws and measures every font in the weight that `font` names. */
export function textCanvas(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  // A canvas has a single context, so later calls of getContext return this one.
  const context = canvas.getContext('2d')
  const prototype = Object.getPrototypeOf(context) as SKRSContext2D
  Object.defineProperty(context, 'font', {
    get: () => Reflect.get(prototype, 'font', context) as string,
    set(font: string) {
      Reflect.set(prototype, 'font', font, context)
      context.fontVariationSettings = `"wght" ${weightIn(context.font)}`
    },
  })
  return canvas
}

function weightIn(font: string): string {
  return /^(\d+) /.exec(font)?.[1] ?? '400'
}
