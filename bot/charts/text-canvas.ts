// The fonts of other scripts hold all weights in one file. The canvas draws such a file in the weight it begins
// with, which is a hairline, unless the weight is also set as the font's axis.
import { type Canvas, type SKRSContext2D, createCanvas } from '@napi-rs/canvas'

/** A canvas that draws and measures every font in the weight that `font` names. */
export function textCanvas(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  // The canvas has one context, so that whoever asks for it later gets this one.
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
