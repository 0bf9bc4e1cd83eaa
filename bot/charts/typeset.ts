import { facePicker } from './fonts.ts'
import { textCanvas } from './text-canvas.ts'

/** A text that can be drawn as is, with fonts that have all of its characters. */
export interface Typeset {
  readonly text: string
  readonly fontFamily: string
}

export interface FontStyle {
  readonly fontSize: number
  readonly fontWeight: number
}

/** For a character that no bundled font has. */
export const REPLACEMENT = '\u25a1'

/** For a text with nothing visible in it. */
const NAMELESS = '\u2014'

const ISOLATE_RIGHT_TO_LEFT = '\u2067'
const END_ISOLATE = '\u2069'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Makes any text drawable: one line, no control characters, bundled fonts only. */
export function typeset(raw: string): Typeset {
  const { clusters, fontFamily } = drawable(raw)
  return { text: inReadingOrder(clusters.join('')), fontFamily }
}

/** Like `typeset`, but a text that is too wide is cut between whole characters and ends in an ellipsis. */
export function fit(raw: string, maxWidth: number, style: FontStyle): Typeset {
  const { clusters, fontFamily } = drawable(raw)
  const first = (count: number): Typeset => {
    const text = clusters.slice(0, count).join('')
    const cut = count < clusters.length ? `${text.trimEnd()}\u2026` : text
    return { text: inReadingOrder(cut), fontFamily }
  }
  if (widthOf(first(clusters.length), style) <= maxWidth) return first(clusters.length)
  let [fits, tooMany] = [0, clusters.length]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (widthOf(first(middle), style) <= maxWidth) fits = middle
    else tooMany = middle
  }
  return first(fits)
}

/** Breaks a text into at most `maxLines` lines; the last ends in an ellipsis if the text does not fit. */
export function fitLines(
  raw: string,
  maxWidth: number,
  style: FontStyle,
  maxLines: number,
): Typeset[] {
  const words = drawable(raw).clusters.join('').split(WORD_BREAK)
  const start = (count: number) => words.slice(0, count).join('').trimEnd()
  const fits = (count: number) => widthOf(typeset(start(count)), style) <= maxWidth
  let count = 1
  while (count < words.length && fits(count + 1)) count++
  const rest = words.slice(count).join('')
  if (rest === '' || maxLines === 1) return [fit(words.join(''), maxWidth, style)]
  return [fit(start(count), maxWidth, style), ...fitLines(rest, maxWidth, style, maxLines - 1)]
}

/** After spaces, and after characters of scripts written without spaces. */
const WORD_BREAK = /(?<=\s)|(?<=[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])/u

const canvas = textCanvas(1, 1).getContext('2d')

/** In pixels, as drawn. */
export function widthOf(
  { text, fontFamily }: Typeset,
  { fontSize, fontWeight }: FontStyle,
): number {
  canvas.font = `${fontWeight} ${fontSize}px ${fontFamily}`
  return canvas.measureText(text).width
}

function drawable(raw: string) {
  const kept = cleaned(raw)
  const text = SEEN.test(kept) ? kept : NAMELESS
  const hasLetters = /[\p{L}\p{N}]/u.test(text)
  const picker = facePicker(text)
  picker.pick([0x20])
  const clusters = Array.from(graphemes.segment(text), ({ segment }) => {
    const asEmoji = LOOKS_LIKE_EMOJI.test(segment)
    if (asEmoji && picker.pick(visiblePoints(segment), { asEmoji })) return segment
    const plain = segment.replaceAll(EMOJI_STYLE, '')
    if (picker.pick(visiblePoints(plain))) return plain
    const [base = ''] = plain
    if (/^\p{M}/u.test(plain.slice(base.length)) && picker.pick(visiblePoints(base))) return base
    if (hasLetters && DECORATION.test(plain)) return ''
    picker.pick(visiblePoints(REPLACEMENT))
    return REPLACEMENT
  })
  picker.pick(visiblePoints('\u2026'))
  return { clusters: withoutGaps(clusters), fontFamily: picker.fontFamily() }
}

/** Drops empty clusters and the spaces left around them. */
function withoutGaps(clusters: readonly string[]): string[] {
  if (!clusters.includes('')) return [...clusters]
  const shown = clusters.filter((cluster) => cluster !== '')
  const isDoubled = (i: number) => shown[i] === ' ' && (i === 0 || shown[i - 1] === ' ')
  const single = shown.filter((_, i) => !isDoubled(i))
  return single.at(-1) === ' ' ? single.slice(0, -1) : single
}

/** More than a card has room for; a label may be a whole message. */
const MOST_CHARACTERS = 1000
const EMOJI_STYLE = '\ufe0f'
const LOOKS_LIKE_EMOJI = /\ufe0f|\p{Emoji_Presentation}/u
const INVISIBLE = /\p{DI}/u
const SEEN = /[^\p{DI}\p{M}\s]/u
/** Signs that a name can do without. */
const DECORATION = /^[\p{S}\p{P}]/u

/** The code points that need a glyph; joiners and variation selectors need none. */
function visiblePoints(cluster: string): number[] {
  return Array.from(cluster)
    .filter((character) => !INVISIBLE.test(character))
    .map((character) => character.codePointAt(0) ?? 0)
}

/** Removes line breaks, control characters (above all those for direction) and stacks of accents. */
function cleaned(raw: string): string {
  return raw
    .slice(0, MOST_CHARACTERS)
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u2800]+/gu, ' ')
    .replace(/(?![\u200c\u200d\ufe0f\u{e0020}-\u{e007f}])\p{DI}|[\ufff9-\ufffb]/gu, '')
    .replace(/(\p{Script=Inherited}{2})\p{Script=Inherited}+/gu, '$1')
    .replace(/ +/g, ' ')
    .trim()
}

/** A text that starts right-to-left is laid out right-to-left as a whole, whatever is next to it. */
function inReadingOrder(text: string): string {
  const [firstLetter = ''] = /\p{L}/u.exec(text) ?? []
  const isRightToLeft = /[\p{scx=Arab}\p{scx=Hebr}]/u.test(firstLetter)
  return isRightToLeft ? `${ISOLATE_RIGHT_TO_LEFT}${text}${END_ISOLATE}` : text
}
