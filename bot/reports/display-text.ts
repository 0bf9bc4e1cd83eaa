// Texts of people, made fit for one line: names and questions hold line breaks, invisible and direction marks.
import stringWidth from 'string-width'

/** Marks that switch the direction of writing, and characters that only take part in layout. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Blank by their look; some are letters by their class. */
const FILLER = /[\p{DI}\u2800]/gu
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

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
  return SEEN.test(shown.replace(FILLER, '')) ? shown : fallback
}

/** With a capital at its beginning, as a cell or label has it. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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
