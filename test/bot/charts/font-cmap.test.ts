import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { fontCodePoints } from '../../../bot/charts/font-cmap.ts'

const require = createRequire(import.meta.url)
const pointsOf = (file: string) => fontCodePoints(readFileSync(require.resolve(file)))
const has = (points: ReadonlySet<number>, text: string) =>
  Array.from(text, (character) => points.has(character.codePointAt(0) ?? 0))

describe('fontCodePoints', () => {
  it('reads a TrueType font', () => {
    const points = pointsOf('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')
    expect(has(points, 'aéŁЖΩन')).toEqual([true, true, true, true, true, true])
    expect(has(points, 'م山😀ა')).toEqual([false, false, false, false])
  })

  it('reads characters beyond the first plane', () => {
    const file = '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf'
    expect(has(pointsOf(file), '😀🇧🏽a')).toEqual([true, true, true, false])
  })

  it('reads a WOFF2 font', () => {
    const file =
      '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2'
    expect(has(pointsOf(file), 'محaא')).toEqual([true, true, false, false])
  })

  it('throws when the file is not a font', () => {
    expect(() => fontCodePoints(Buffer.alloc(64))).toThrow('charts: font has no character map')
  })
})
