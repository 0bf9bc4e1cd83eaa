// Texts of people, made fit for one line: names and questions hold line breaks, invisible and direction marks.
import stringWidth from 'string-width'

/** Marks that switch the direction of writing, and characters that only take part in layout. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Characters that are letters by their class, and blank by their look. */
const BLANK = /^[\s\u115f\u1160\u2800\u3164\uffa0]*$/u

/** On one line, without control and direction marks; joiners inside emoji stay. */
export function oneLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** A name as it can be shown, or `fallback` when nothing of it can be seen. */
export function displayName(name: string | null, fallback: string): string {
  const shown = oneLine(name ?? '')
  return BLANK.test(shown) ? fallback : shown
}

const characters = new Intl.Segmenter()

/** Cut between characters to a display width, with … where something is missing. */
export function fitWidth(text: string, maxWidth: number): string {
  if (stringWidth(text) <= maxWidth) return text
  let kept = ''
  let width = 0
  for (const { segment } of characters.segment(text)) {
    width += stringWidth(segment)
    if (width > maxWidth - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
