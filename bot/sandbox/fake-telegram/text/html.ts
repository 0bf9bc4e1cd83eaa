// Telegram's HTML mode: the same tags, the same error texts and byte offsets as the server's parser.
import type { MessageEntity } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import { sortEntities } from './detect.ts'
import { decodeReference, readTag, type Tag } from './html-tag.ts'

export interface FormattedText {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

interface Open {
  readonly tag: Tag
  readonly offset: number
}

const types: Record<string, MessageEntity['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
  a: 'text_link',
}

const splittable: readonly string[] = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']

/** Text and entities of a message in HTML mode; throws "can't parse entities" with the byte offset. */
export function parseHtml(html: string): FormattedText {
  const open: Open[] = []
  const entities: MessageEntity[] = []
  let text = ''
  let position = 0
  while (position < html.length) {
    const character = html.charAt(position)
    if (character === '&') {
      const { value, length } = decodeReference(html, position)
      text += value
      position += length
    } else if (character !== '<') {
      text += character
      position += 1
    } else if (html.charAt(position + 1) === '/') {
      position = closeTag(html, position, open, (top) => {
        const entity = entityOf(top, text, open.at(-1)?.tag.name)
        if (entity) addEntity(entities, entity)
      })
    } else {
      const { tag, end } = readTag(html, position, Object.keys(types))
      open.push({ tag, offset: text.length })
      position = end
    }
  }
  const left = open.at(-1)
  if (left) {
    throw badRequest(
      `can't parse entities: Can't find end tag corresponding to start tag "${left.tag.name}"`,
    )
  }
  return { text, entities: sortEntities(withoutNesting(entities)) }
}

function closeTag(html: string, begin: number, open: Open[], close: (top: Open) => void): number {
  const at = Buffer.byteLength(html.slice(0, begin))
  const top = open.pop()
  if (!top) throw badRequest(`can't parse entities: Unexpected end tag at byte offset ${at}`)
  const end = /^<\/([^\s>]*)\s*(>?)/.exec(html.slice(begin))
  if (!end?.[2]) throw badRequest(`can't parse entities: Unclosed end tag at byte offset ${at}`)
  const name = (end[1] ?? '').toLowerCase()
  if (name && name !== top.tag.name) {
    throw badRequest(
      `can't parse entities: Unmatched end tag at byte offset ${at}, expected "</${top.tag.name}>", found "</${name}>"`,
    )
  }
  close(top)
  return begin + end[0].length
}

function entityOf(
  { tag, offset }: Open,
  text: string,
  parent: string | undefined,
): MessageEntity | undefined {
  const place = { offset, length: text.length - offset }
  if (place.length === 0) return undefined
  const type = types[tag.name]
  if (tag.name === 'a') {
    const url = tag.argument || text.slice(offset)
    return /^(?:https?:\/\/|tg:|mailto:|ftp:\/\/)?[^\s.]+[.:?/][^\s]+/i.test(url)
      ? { type: 'text_link', ...place, url: absolute(url) }
      : undefined
  }
  if (tag.name === 'tg-emoji') {
    return { type: 'custom_emoji', ...place, custom_emoji_id: tag.argument }
  }
  if (tag.name === 'blockquote' && tag.isExpandable)
    return { type: 'expandable_blockquote', ...place }
  if (tag.name === 'code' && tag.argument && parent === 'pre') {
    return { type: 'pre', ...place, language: tag.argument }
  }
  return { type, ...place } as MessageEntity
}

function absolute(url: string): string {
  const withScheme = /^[a-z]+:/i.test(url) ? url : `http://${url}`
  return URL.canParse(withScheme) ? new URL(withScheme).href : withScheme
}

/** `<pre><code class="language-x">` is one entity: pre, with the language of the inner tag. */
function addEntity(entities: MessageEntity[], entity: MessageEntity): void {
  const last = entities.at(-1)
  const isSamePlace = last?.offset === entity.offset && last.length === entity.length
  if (entity.type === 'pre' && last && isSamePlace) {
    if (last.type === 'pre') return
    if (last.type === 'code') entities.pop()
  }
  entities.push(entity)
}

/** Telegram takes formatting off inside pre and code: what lies around them is cut, a link goes. */
function withoutNesting(entities: readonly MessageEntity[]): MessageEntity[] {
  const mono = entities.filter(({ type }) => type === 'pre' || type === 'code')
  return entities.flatMap((entity) => {
    if (entity.type.endsWith('blockquote')) return [entity]
    const holes = mono.filter((other) => other !== entity && overlaps(entity, other))
    if (holes.length === 0) return [entity]
    if (mono.includes(entity)) return holes.some((hole) => contains(hole, entity)) ? [] : [entity]
    return splittable.includes(entity.type) ? cut(entity, holes) : []
  })
}

function cut(entity: MessageEntity, holes: readonly MessageEntity[]): MessageEntity[] {
  const pieces: MessageEntity[] = []
  let start = entity.offset
  for (const hole of sortEntities(holes)) {
    if (hole.offset > start) pieces.push({ ...entity, offset: start, length: hole.offset - start })
    start = Math.max(start, hole.offset + hole.length)
  }
  const end = entity.offset + entity.length
  if (end > start) pieces.push({ ...entity, offset: start, length: end - start })
  return pieces
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function contains(outer: MessageEntity, inner: MessageEntity): boolean {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length
}
