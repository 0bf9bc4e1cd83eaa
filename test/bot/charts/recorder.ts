// What a picture shows, and where: the texts as drawn on the canvas, and the pixels of the PNG.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type SKRSContext2D, createCanvas, loadImage } from '@napi-rs/canvas'
import { fontCodePoints } from '../../../bot/charts/font-cmap.ts'
import { renderChart } from '../../../bot/charts/render-chart.ts'
import type { ChartOptions, ChartSpec } from '../../../bot/charts/spec.ts'

export interface DrawnText {
  readonly text: string
  readonly fontSize: number
  readonly weight: number
  /** `"wght" 400` */
  readonly axis: string
  readonly families: readonly string[]
  readonly box: { left: number; right: number; top: number; bottom: number }
}

export interface Pixels {
  readonly width: number
  readonly height: number
  /** `#rrggbb` */
  colourAt(x: number, y: number): string
  readonly isOpaque: boolean
}

/** Renders a chart and records every call of `fillText`. */
export async function renderRecorded(
  spec: ChartSpec,
  options: ChartOptions,
): Promise<{ png: Uint8Array; texts: DrawnText[] }> {
  const prototype = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as SKRSContext2D
  const original = prototype.fillText
  const texts: DrawnText[] = []
  prototype.fillText = function (this: SKRSContext2D, text, x, y, ...rest) {
    texts.push(drawnText(this, text, x, y))
    return original.call(this, text, x, y, ...rest)
  }
  try {
    const png = await renderChart(spec, options)
    return { png, texts }
  } finally {
    prototype.fillText = original
  }
}

function drawnText(context: SKRSContext2D, text: string, x: number, y: number): DrawnText {
  const { e, f } = context.getTransform()
  const size = context.measureText(text)
  return {
    text,
    fontSize: Number(/(\d+)px/.exec(context.font)?.[1]),
    weight: Number(/^(\d+) /.exec(context.font)?.[1] ?? 400),
    axis: context.fontVariationSettings,
    families: Array.from(context.font.matchAll(/lake-[\w-]+/g), ([family]) => family),
    box: {
      left: x + e - size.actualBoundingBoxLeft,
      right: x + e + size.actualBoundingBoxRight,
      top: y + f - size.actualBoundingBoxAscent,
      bottom: y + f + size.actualBoundingBoxDescent,
    },
  }
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png))
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  const hex = (index: number) => (data[index] ?? 0).toString(16).padStart(2, '0')
  return {
    width,
    height,
    colourAt(x, y) {
      const index = 4 * (Math.round(y) * width + Math.round(x))
      return `#${hex(index)}${hex(index + 1)}${hex(index + 2)}`
    },
    isOpaque: isOpaque(data),
  }
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return false
  return true
}

const require = createRequire(import.meta.url)
const glyphs = new Map<string, ReadonlySet<number>>()

function glyphsOf(family: string): ReadonlySet<number> {
  const known = glyphs.get(family)
  const points = known ?? fontCodePoints(readFileSync(require.resolve(fileOf(family))))
  glyphs.set(family, points)
  return points
}

/** The characters of a text that none of its bundled fonts has a glyph for. */
export function missingGlyphs({ text, families }: Pick<DrawnText, 'text' | 'families'>): string[] {
  const fonts = families.map(glyphsOf)
  return Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0
    return !/\p{DI}/u.test(character) && !fonts.some((points) => points.has(point))
  })
}

function fileOf(family: string): string {
  const whole: Record<string, string> = {
    'lake-sans': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
    'lake-emoji': '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
    'lake-math': '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2',
    'lake-noto-sans-symbols-2-symbols':
      '@fontsource/noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2',
  }
  const [, font = '', slice = ''] = /^lake-(.+)-(\w+)$/.exec(family) ?? []
  const sliced = `@fontsource-variable/${font}/files/${font}-${slice}-wght-normal.woff2`
  return whole[family] ?? sliced
}
