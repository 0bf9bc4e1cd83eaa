import { badRequest } from '../group/errors.ts'

export interface Tag {
  readonly name: string
  /** What the one attribute that counts says: a link's address, a language, an emoji's id. */
  readonly argument: string
  readonly isExpandable: boolean
}

const argumentOf: Record<string, readonly [attribute: string, prefix: string]> = {
  a: ['href', ''],
  code: ['class', 'language-'],
  span: ['class', 'tg-'],
  'tg-emoji': ['emoji-id', ''],
}

/** Reads a start tag and its attributes; `end` is where the text goes on. */
export function readTag(html: string, begin: number, known: readonly string[]) {
  const at = Buffer.byteLength(html.slice(0, begin))
  const unclosed = badRequest(`can't parse entities: Unclosed start tag at byte offset ${at}`)
  const name = (/^[^\s>]*/.exec(html.slice(begin + 1))?.[0] ?? '').toLowerCase()
  let position = begin + 1 + name.length
  if (position >= html.length) throw unclosed
  if (!known.includes(name)) {
    throw badRequest(`can't parse entities: Unsupported start tag "${name}" at byte offset ${at}`)
  }
  const attributes = new Map<string, string>()
  while (html.charAt(position) !== '>') {
    if (position >= html.length) throw unclosed
    const attribute = readAttribute(html, position, name, at)
    if (attribute.name) attributes.set(attribute.name, attribute.value)
    position = attribute.end
  }
  const [key, prefix] = argumentOf[name] ?? ['', '']
  const value = attributes.get(key) ?? ''
  const tag: Tag = {
    name,
    argument: value.startsWith(prefix) ? value.slice(prefix.length) : '',
    isExpandable: attributes.has('expandable'),
  }
  if (name === 'span' && tag.argument !== 'spoiler') {
    throw badRequest(
      `can't parse entities: Tag "span" must have class "tg-spoiler" at byte offset ${at}`,
    )
  }
  if (name === 'tg-emoji' && !/^\d+$/.test(tag.argument)) {
    throw badRequest(`can't parse entities: Invalid custom emoji identifier specified`)
  }
  return { tag, end: position + 1 }
}

/** Named references are four; any other `&…` stays as it was written, as at Telegram. */
export function decodeReference(html: string, position: number): { value: string; length: number } {
  const rest = html.slice(position, position + 12)
  const numeric = /^&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?/i.exec(rest)
  if (numeric) {
    const code = numeric[1] ? parseInt(numeric[1], 16) : parseInt(numeric[2] ?? '', 10)
    if (code > 0 && code <= 0x10ffff) {
      return { value: String.fromCodePoint(code), length: numeric[0].length }
    }
  }
  const named = /^&(lt|gt|amp|quot);?/.exec(rest)
  const name = named?.[1] as 'lt' | 'gt' | 'amp' | 'quot' | undefined
  if (!named || !name) return { value: '&', length: 1 }
  return { value: { lt: '<', gt: '>', amp: '&', quot: '"' }[name], length: named[0].length }
}

/** One attribute, or only the blanks before the closing bracket (then the name is empty). */
function readAttribute(html: string, begin: number, tag: string, at: number) {
  let position = skipBlanks(html, begin)
  if (html.charAt(position) === '>') return { name: '', value: '', end: position }
  const name = /^[^\s=>"'/]*/.exec(html.slice(position))?.[0] ?? ''
  if (!name) {
    throw badRequest(
      `can't parse entities: Empty attribute name in the tag "${tag}" at byte offset ${at}`,
    )
  }
  position = skipBlanks(html, position + name.length)
  if (html.charAt(position) !== '=') return { name: name.toLowerCase(), value: '', end: position }
  position = skipBlanks(html, position + 1)
  const quote = html.charAt(position)
  if (quote !== '"' && quote !== "'") {
    const token = /^[a-zA-Z0-9.-]*/.exec(html.slice(position))?.[0] ?? ''
    const end = position + token.length
    if (end < html.length && !/[\s>]/.test(html.charAt(end))) {
      const offset = Buffer.byteLength(html.slice(0, position))
      throw badRequest(
        `can't parse entities: Unexpected end of name token at byte offset ${offset}`,
      )
    }
    return { name: name.toLowerCase(), value: token.toLowerCase(), end }
  }
  let value = ''
  position += 1
  while (position < html.length && html.charAt(position) !== quote) {
    const part =
      html.charAt(position) === '&'
        ? decodeReference(html, position)
        : { value: html.charAt(position), length: 1 }
    value += part.value
    position += part.length
  }
  return { name: name.toLowerCase(), value, end: position + 1 }
}

function skipBlanks(html: string, begin: number): number {
  return begin + (/^\s*/.exec(html.slice(begin))?.[0].length ?? 0)
}
