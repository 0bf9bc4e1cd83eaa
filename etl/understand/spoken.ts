// What the author of a message says in words, apart from links, code and quotations. In linear time too.
import { isQuestionMark } from './text.ts'

/** Where Telegram says what a part of a text is. Offsets are in UTF-16 units, as JavaScript's are. */
export interface Entity {
  readonly type: string
  readonly offset: number
  readonly length: number
  /** Whom a `text_mention` names. */
  readonly userId?: number
}

/** What `plainLinks`, `quotedLines` or `quotedMarks` begin with. */
const MAY_QUOTE_OR_LINK = /[@>"“«]|:\/\/|www\.|\?\S/

const NOT_SAID = new Set(['code', 'pre', 'blockquote', 'expandable_blockquote'])
const LINKS = new Set(['url', 'email', 'phone_number', 'bot_command', 'mention', 'cashtag'])

/**
 * The text with blanks in place of what its author did not say in words: links, mentions, code, and what is quoted.
 * `shown` still has the code. Both are as long as the text, so that places in one are places in the other.
 */
export function spoken(
  text: string,
  entities: readonly Entity[],
): { readonly said: string; readonly shown: string } {
  if (entities.length === 0 && !MAY_QUOTE_OR_LINK.test(text)) return { said: text, shown: text }
  const links = entities.filter(({ type }) => LINKS.has(type)).map(span)
  const others = entities.filter(({ type }) => NOT_SAID.has(type)).map(span)
  const shown = blank(text, [...links, ...plainLinks(text)])
  return { said: blank(shown, [...others, ...quotedLines(text), ...quotedMarks(shown)]), shown }
}

type Span = readonly [start: number, end: number]

function span({ offset, length }: Entity): Span {
  return [offset, offset + length]
}

function blank(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text
  const parts: string[] = []
  let from = 0
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (end <= from || start >= text.length) continue
    const begin = Math.max(start, from)
    parts.push(text.slice(from, begin), ' '.repeat(Math.min(end, text.length) - begin))
    from = Math.min(end, text.length)
  }
  return parts.join('') + text.slice(from)
}

/** Addresses without an entity, and code such as a?.b: pieces without blanks that hold more than words. */
function plainLinks(text: string): Span[] {
  if (!/:\/\/|www\.|\?\S|@/.test(text)) return []
  const spans: Span[] = []
  for (const match of text.matchAll(/\S+/g)) {
    const [piece] = match
    const end = piece.replace(/[?!.,;:)\]"'»”]{1,8}$/, '').length
    const body = piece.slice(0, end)
    const isLink = body.includes('://') || /^\W{0,3}www\./i.test(body) || /^@\w{3,32}$/.test(body)
    const isCode = /\?[\w.[&]/.test(body) && /[./=&\\$_[]/.test(body)
    if (isLink || isCode) spans.push([match.index, match.index + end])
  }
  return spans
}

function quotedLines(text: string): Span[] {
  if (!text.includes('>')) return []
  return [...text.matchAll(/^>[^\n]*/gm)].map((match) => [
    match.index,
    match.index + match[0].length,
  ])
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»' }
const LONGEST_QUOTE = 300

/** Question marks between quotation marks are somebody else's. */
function quotedMarks(text: string): Span[] {
  if (!/[?؟？]/.test(text)) return []
  const spans: Span[] = []
  for (let at = 0; at < text.length; at += 1) {
    const closing = QUOTES[text[at] as string]
    if (closing === undefined) continue
    const end = text.slice(at + 1, at + 1 + LONGEST_QUOTE).indexOf(closing)
    if (end < 0) continue
    for (let mark = at + 1; mark < at + 1 + end; mark += 1) {
      if (isQuestionMark(text[mark] as string)) spans.push([mark, mark + 1])
    }
    at += 1 + end
  }
  return spans
}
