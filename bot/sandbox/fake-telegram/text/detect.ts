import type { MessageEntity } from 'grammy/types'

type Detected = 'bot_command' | 'mention' | 'hashtag' | 'email' | 'url'

/** Earlier ones win where two overlap. Bare domains are links only under a top level that people write. */
const patterns: readonly (readonly [Detected, RegExp])[] = [
  ['url', /(?<![\p{L}\p{N}_])(?:https?|ftp|tg):\/\/[^\s<>"«»]+/giu],
  ['email', /(?<![\p{L}\p{N}_.+-])[\w.+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,10}(?![\p{L}\p{N}_-])/giu],
  [
    'url',
    /(?<![\p{L}\p{N}_@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|info|edu|gov|io|dev|app|me|ai|co|xyz|tech|online|site|br|pt|es|uk|de|fr|it|nl|mx|ar|us|ca|ru|in)(?![\p{L}\p{N}_-]|\.[a-z0-9])(?::\d+)?(?:[/?#][^\s<>"«»]*)?/giu,
  ],
  [
    'bot_command',
    /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu,
  ],
  ['mention', /(?<![\p{L}\p{N}_@])@[a-zA-Z0-9_]{4,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}(?![\p{L}\p{N}_#])/gu],
]

/** Kinds inside which Telegram looks for nothing else. */
const opaque: readonly string[] = ['pre', 'code', 'text_link', 'text_mention', 'custom_emoji']

/** The entities that Telegram makes from plain text, joined with those that came with it, in order. */
export function detectEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const taken = given.filter((entity) => opaque.includes(entity.type))
  const found: MessageEntity[] = []
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const length = type === 'url' ? trimUrl(match[0]).length : match[0].length
      const entity = { type, offset: match.index, length }
      if ([...taken, ...found].some((other) => overlaps(entity, other))) continue
      found.push(entity)
    }
  }
  return sortEntities([...given, ...found])
}

/** By place, the longer one first, as Telegram lists them. */
export function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
}

/** Punctuation after a link is not part of it, nor is a bracket that the link did not open. */
function trimUrl(url: string): string {
  const trimmed = url.replace(/[.,:;!?'*]+$/u, '')
  const isClosed = trimmed.endsWith(')') && !trimmed.includes('(')
  return isClosed ? trimUrl(trimmed.slice(0, -1)) : trimmed
}

function overlaps(a: { offset: number; length: number }, b: { offset: number; length: number }) {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
