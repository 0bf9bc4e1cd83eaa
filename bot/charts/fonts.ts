// The bundled fonts, and which of them draws which character. Packages split the fonts of large scripts
// into slices; a slice is read and registered when a text first needs it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { GlobalFonts } from '@napi-rs/canvas'
import { fontCodePoints } from './font-cmap.ts'

interface Face {
  /** A name of our own, so that no installed font can match it. */
  readonly family: string
  readonly files: readonly string[]
}

interface Font {
  /** The only face of this font that may have the character. */
  faceFor(point: number): Face | undefined
}

const require = createRequire(import.meta.url)

const sans = wholeFont('lake-sans', [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
])
const emoji = wholeFont('lake-emoji', [
  '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
])
const scripts = [
  slicedFont('@fontsource-variable/noto-sans-arabic', /^arabic$/),
  slicedFont('@fontsource-variable/noto-sans-hebrew', /^hebrew$/),
  slicedFont('@fontsource-variable/noto-sans-thai', /^thai$/),
]
const eastAsian = [
  slicedFont('@fontsource-variable/noto-sans-jp', /^\d+$/),
  slicedFont('@fontsource-variable/noto-sans-sc', /^\d+$/),
  slicedFont('@fontsource-variable/noto-sans-kr', /^\d+$/),
]
const symbols = [
  slicedFont('@fontsource/noto-sans-symbols-2', /^symbols$/),
  wholeFont('lake-math', [
    '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2',
  ]),
]

/** Picks faces for one text by a fixed order of preference, and remembers those it uses. */
export function facePicker(text: string) {
  const fonts = [sans, ...scripts, ...byShareOf(text, eastAsian), emoji, ...symbols]
  const used = new Map<Font, Set<Face>>(fonts.map((font) => [font, new Set()]))
  return {
    /** Whether one face has all these characters; if so, registers it for the text. */
    pick(points: readonly number[], { asEmoji = false } = {}): boolean {
      for (const font of asEmoji ? [emoji] : fonts) {
        const face = font.faceFor(points[0] ?? 0)
        if (!face || !points.every((point) => codePointsOf(face).has(point))) continue
        register(face)
        used.get(font)?.add(face)
        return true
      }
      return false
    },
    /** The CSS `font-family` of the faces picked so far. */
    fontFamily: () => [...used.values()].flatMap((faces) => [...faces].map(familyName)).join(', '),
  }
}

const familyName = ({ family }: Face) => `"${family}"`

/**
 * Chinese, Japanese and Korean share characters but draw them differently: the font that has most of
 * a text's characters goes first.
 */
function byShareOf(text: string, fonts: readonly Font[]): readonly Font[] {
  if (!/[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u.test(text)) return fonts
  const known = ({ faceFor }: Font) => codePoints(text).filter(faceFor).length
  return fonts.toSorted((one, other) => known(other) - known(one))
}

const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0)

function wholeFont(family: string, files: readonly string[]): Font {
  const face = { family, files }
  return { faceFor: () => face }
}

/** A Fontsource package, whose `unicode.json` maps slices to character ranges. */
function slicedFont(packageName: string, wantedSlices: RegExp): Font {
  const font = packageName.split('/')[1] ?? packageName
  const index = once(() => {
    const slices = require(`${packageName}/unicode.json`) as Record<string, string>
    const style = packageName.includes('variable') ? 'wght-normal' : '400-normal'
    const faces = new Map<number, Face>()
    for (const [key, ranges] of Object.entries(slices)) {
      const slice = key.replace(/[[\]]/g, '')
      if (!wantedSlices.test(slice)) continue
      const file = `${packageName}/files/${font}-${slice}-${style}.woff2`
      const face = { family: `lake-${font}-${slice}`, files: [file] }
      for (const point of pointsIn(ranges)) faces.set(point, face)
    }
    return faces
  })
  return { faceFor: (point) => (point < 0x250 ? undefined : index().get(point)) }
}

/** The code points of `U+600-6FF,U+750`. */
function pointsIn(ranges: string): number[] {
  return ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range
      .slice(2)
      .split('-')
      .map((hex) => parseInt(hex, 16))
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}

const covered = new Map<Face, ReadonlySet<number>>()

function codePointsOf(face: Face): ReadonlySet<number> {
  const known = covered.get(face)
  if (known) return known
  const points = fontCodePoints(readFileSync(require.resolve(face.files[0] ?? '')))
  covered.set(face, points)
  return points
}

const registered = new Set<Face>()

function register(face: Face): void {
  if (registered.has(face)) return
  for (const file of face.files) {
    if (GlobalFonts.registerFromPath(require.resolve(file), face.family)) continue
    throw new Error(`charts: could not load font ${file}`)
  }
  registered.add(face)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
