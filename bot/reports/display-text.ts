// Makes people's texts fit one line: names and questions may hold line breaks, invisible and direction marks.
import stringWidth from 'string-width'

import type { Texts } from '../i18n.ts'
import type { Row } from './rows.ts'

/** Marks that switch the writing direction, and characters that only affect layout. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Looks blank, although some of it is classified as letters. */
const FILLER = /[\p{DI}\u2800]/gu
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** On one line, without control and direction marks; joiners inside emoji stay. */
export function oneLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** A name as it is shown, or `fallback` when nothing of it is visible. */
export function displayName(name: string | null, fallback: string): string {
  const shown = oneLine(name ?? '')
  return VISIBLE.test(shown.replace(FILLER, '')) ? shown : fallback
}

/** Who a row is about. Those who opted out have no id: together they are “someone”. */
export function personName(row: Row, texts: Texts): string {
  if (!row.has('sender_id')) return texts.text('report-someone')
  return displayName(row.string('sender_name'), texts.text('report-unknown-person'))
}

/** With a capital first letter, for cells and labels. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const characters = new Intl.Segmenter()

/** Cuts between characters to a display width, with … if anything is missing. */
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
