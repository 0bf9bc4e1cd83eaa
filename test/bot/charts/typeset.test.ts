import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { fit, fitLines, typeset, widthOf } from '../../../bot/charts/typeset.ts'
import { missingGlyphs } from './recorder.ts'
import { hardNames, hostileNames } from './samples.ts'

const style = { fontSize: 28, fontWeight: 400 }
const isolated = (text: string) => `\u2067${text}\u2069`

describe('typeset', () => {
  it.each([
    ['line breaks and tabs', 'one\ntwo\t three\r\n', 'one two three'],
    ['control characters', 'a\u0000b\u0007c', 'a b c'],
    ['direction characters', 'a\u202Eb\u202C\u2066c\u200F\u061C', 'abc'],
    ['zero-width characters and soft hyphens', 'a\u200Bb\u00ADc\uFEFF', 'abc'],
    ['decomposed accents', 'Jose\u0301', 'Jos\u00E9'],
    ['a stack of accents', 'a\u0351\u036B\u0343\u036A\u0302!', 'a\u0351\u036B!'],
    ['an empty text', '', '—'],
    ['names that only look empty', '\u3164\u2800 \u200B', '—'],
    ['joiners and variation selectors alone', '\u200D\uFE0F\u200C', '—'],
    ['tags without a flag', '\u{E0041}\u{E007F}', '—'],
    ['an accent alone', '\u0301', '—'],
    ['decorations around letters', '꧁ Ana ꧂', 'Ana'],
    ['decorations between letters', 'Ana ꧁꧂ Bia', 'Ana Bia'],
    ['decorations alone', '꧁꧂', '□□'],
    ['decorations around letters without a font', '꧁გ꧂', '□'],
    ['a lone surrogate', 'a\uD83Db', 'a□b'],
    ['private use', 'a\uE000b', 'a□b'],
    ['a script without a font', 'გია', '□□□'],
    ['an accent without a font', 'a\u1DFA', 'a'],
    ['emoji, flags, families', '👩‍💻👍🏽🇧🇷❤️1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍💻👍🏽🇧🇷❤️1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['right-to-left names', 'محمد Ali!', isolated('محمد Ali!')],
    ['left-to-right names with a right-to-left part', 'Ali محمد', 'Ali محمد'],
  ])('makes %s drawable', (_, raw, text) => {
    expect(typeset(raw).text).toBe(text)
  })

  it.each([...hardNames, ...hostileNames])(
    'names a bundled font for every character of %j',
    (name) => {
      expect(missingGlyphs(drawn(name))).toEqual([])
    },
  )

  it('finds a missing glyph even if an installed font has it', () => {
    expect(missingGlyphs({ text: 'aა', families: ['lake-sans'] })).toEqual(['ა'])
    expect(missingGlyphs(drawn('aა'))).toEqual([])
  })

  it('draws each script with its own font', () => {
    const fontOf = (text: string) => drawn(text).families.slice(1).join(' ')
    expect(fontOf('Olá, Анна Ελένη')).toBe('')
    expect(fontOf('محمد')).toBe('lake-noto-sans-arabic-arabic')
    expect(fontOf('שלום')).toBe('lake-noto-sans-hebrew-hebrew')
    expect(fontOf('ใจดี')).toBe('lake-noto-sans-thai-thai')
    expect(fontOf('😀')).toBe('lake-emoji')
    expect(fontOf('𝓐')).toBe('lake-math')
    expect(fontOf('山田 かな')).toMatch(/^(lake-noto-sans-jp-\d+ ?)+$/)
    expect(fontOf('刘德华')).toMatch(/^(lake-noto-sans-sc-\d+ ?)+$/)
    expect(fontOf('김민수')).toMatch(/^(lake-noto-sans-kr-\d+ ?)+$/)
  })

  it('leaves ink on the canvas in every script', () => {
    for (const text of [
      'é',
      'Ж',
      'م',
      'ש',
      'ใ',
      '山',
      '刘',
      '김',
      '😀',
      '🇧🇷',
      '𝓐',
      '★',
      'न',
      '□',
    ]) {
      expect(inkOf(text), text).toBeGreaterThan(20)
    }
  })
})

describe('fit', () => {
  it('keeps a text that fits to the pixel', () => {
    const whole = typeset('Анна Ковалёва')
    expect(fit('Анна Ковалёва', widthOf(whole, style), style).text).toBe(whole.text)
  })

  it('cuts between whole characters and adds an ellipsis', () => {
    const family = '👨‍👩‍👧‍👦'
    const { text } = fit(family.repeat(30), 200, style)
    expect(text).toMatch(/…$/)
    expect(text.replaceAll(family, '')).toBe('…')
  })

  it.each([...hardNames, ...hostileNames])('keeps %j within the width', (name) => {
    for (const width of [40, 120, 300]) {
      expect(widthOf(fit(name, width, style), style)).toBeLessThanOrEqual(width)
    }
  })

  it('cuts a whole message used as a name', () => {
    expect(fit('uma dúvida 🤔 '.repeat(300), 900, style).text).toMatch(/…$/)
  })

  it('keeps the ellipsis of a right-to-left text in its reading order', () => {
    expect(fit('محمد علي محمد علي محمد علي', 150, style).text).toMatch(/^\u2067.*…\u2069$/)
  })
})

describe('fitLines', () => {
  it('breaks between words', () => {
    const lines = fitLines('Quem mais escreve no grupo', 200, style, 3)
    expect(lines.map(({ text }) => text)).toEqual(['Quem mais', 'escreve no', 'grupo'])
  })

  it('ends the last line in an ellipsis when the text is too long', () => {
    const lines = fitLines('Quem mais escreve no grupo', 200, style, 2)
    expect(lines.map(({ text }) => text)).toEqual(['Quem mais', 'escreve no gr…'])
  })

  it('breaks Japanese and Chinese between characters', () => {
    const lines = fitLines('今月の質問と回答の一覧', 200, style, 2)
    expect(lines).toHaveLength(2)
    expect(lines.map(({ text }) => text).join('')).toBe('今月の質問と回答の一覧')
  })
})

function drawn(raw: string) {
  const { text, fontFamily } = typeset(raw)
  return { text, families: Array.from(fontFamily.matchAll(/lake-[\w-]+/g), ([family]) => family) }
}

function inkOf(raw: string): number {
  const { text, fontFamily } = typeset(raw)
  const context = createCanvas(80, 60).getContext('2d')
  context.font = `28px ${fontFamily}`
  context.fillText(text, 10, 40)
  const { data } = context.getImageData(0, 0, 80, 60)
  return data.filter((value, index) => index % 4 === 3 && value > 0).length
}
