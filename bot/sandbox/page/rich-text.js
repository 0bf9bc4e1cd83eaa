// Text with entities: elements are built for them, text is never read as HTML.
import { html } from 'htm/preact'

import { current } from './store.js'

/** Types come from outside: `constructor` must not be found. */
const plain = {
  __proto__: null,
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

const blocks = ['pre', 'blockquote', 'expandable_blockquote']

/** A text of Telegram with its entities; offsets are UTF-16 units, as in JavaScript. */
export function RichText({ text, entities = [], onCommand, onJump }) {
  return html`<span class="text"
    >${spans(text, 0, text.length, entities, { onCommand, onJump })}</span
  >`
}

/** The part from `start` to `end`: entities that contain others come first in the list. */
function spans(text, start, end, entities, actions) {
  const parts = []
  let position = start
  let index = 0
  while (index < entities.length) {
    const entity = entities[index]
    const to = Math.min(entity.offset + entity.length, end)
    index += 1
    if (entity.offset < position || entity.offset >= end || to <= entity.offset) continue
    const inner = []
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++])
    // A block stands on lines of its own, so the line ends around it are not shown too.
    const isBlock = blocks.includes(entity.type)
    const before = text.slice(position, entity.offset)
    parts.push(isBlock ? before.replace(/\n$/, '') : before)
    parts.push(element(text, { ...entity, to }, inner, actions))
    position = isBlock && text[to] === '\n' ? to + 1 : to
  }
  parts.push(text.slice(position, end))
  return parts
}

function element(text, entity, inner, actions) {
  const own = text.slice(entity.offset, entity.to)
  const content = spans(text, entity.offset, entity.to, inner, actions)
  switch (entity.type) {
    case 'text_link':
      return link(entity.url, content, actions)
    case 'url':
      return link(own, content, actions)
    case 'email':
      return link(`mailto:${own}`, content, actions)
    case 'bot_command':
      return html`<button class="command" type="button" onClick=${() => actions.onCommand?.(own)}>
        ${content}
      </button>`
    case 'spoiler':
      return html`<span class="spoiler" tabindex="0">${content}</span>`
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return html`<span class="mention">${content}</span>`
    default:
      return plain[entity.type] ? html`<${plain[entity.type]}>${content}<//>` : content
  }
}

/** The URL that a text names, also one without `https://`; undefined for what must not be followed, as `javascript:`. */
export function addressIn(text) {
  const href = /^[a-z]+:/i.test(text) ? text : `https://${text}`
  const url = URL.canParse(href) ? new URL(href) : undefined
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined
}

/** A link to a message of this chat leads there; others open in a tab of their own. */
function link(href, content, { onJump }) {
  const url = addressIn(href)
  if (!url) return content
  const [, chat, message] = /^\/c\/(\d+)\/(?:\d+\/)?(\d+)$/.exec(url.pathname) ?? []
  if (url.hostname === 't.me' && `-100${chat}` === String(current().chat?.id)) {
    return html`<a
      href=${`#message-${message}`}
      onClick=${(event) => {
        event.preventDefault()
        onJump?.(Number(message))
      }}
      >${content}</a
    >`
  }
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${content}</a>`
}

/** A text on one line, for quotations. */
export function summary(message) {
  const text = message.text ?? message.caption
  if (text) return text.replace(/\s+/g, ' ').slice(0, 160)
  if (message.photo) return '🖼'
  if (message.voice) return '🎤'
  return message.sticker?.emoji ?? message.document?.file_name ?? '…'
}
