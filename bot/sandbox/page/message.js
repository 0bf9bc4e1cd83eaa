import { html } from 'htm/preact'
import { useState } from 'preact/hooks'

import { fileUrl } from './api.js'
import { Icon } from './icons.js'
import { Keyboard } from './keyboard.js'
import { Avatar, colour, isOwn, senderOf } from './people.js'
import { Reactions, Tools } from './reactions.js'
import { RichText, summary } from './rich-text.js'
import { t } from './store.js'
import { durationOf, momentOf, timeOf } from './time.js'

/**
 * A message in its bubble. `isFirst` and `isLast` say where it stands among those that follow one another
 * by the same person; `actions` are what the page does: reply, edit, jump, open, command …
 */
export function Message(props) {
  const { message, person, isFirst, isLast, isActive, reactions, topic, actions } = props
  const sender = senderOf(message)
  const own = isOwn(message, person)
  const role = sender.isBot ? t('bot') : message.author_signature
  const classes = ['row', own && 'own', isFirst && 'first', isLast && 'last', isActive && 'active']
  return html`<li
    id=${`message-${message.message_id}`}
    class=${classes.filter(Boolean).join(' ')}
    tabindex=${isActive ? 0 : -1}
    aria-label=${`${sender.name}, ${timeOf(message.date)}`}
    onFocus=${() => actions.activate(message.message_id)}
    onDblClick=${(event) => event.target.closest('button, a, pre') || actions.reply(message)}
  >
    <div class="stack">
      ${!own && isLast && html`<${Avatar} ...${sender} />`}
      <div class=${`bubble ${message.photo ? 'with-picture' : ''}`}>
        ${
          isFirst &&
          !own &&
          html`<div class=${`name ${colour(sender.id)}`}>
            <span dir="auto">${sender.name}</span>
            ${role && html`<span class="badge">${role}</span>`}
          </div>`
        }
        ${topic && html`<div class="topic"># ${topic}</div>`}
        <${Quote} message=${message} onJump=${actions.jump} />
        <${Picture} message=${message} sender=${sender} onOpen=${actions.open} />
        <${Body} message=${message} actions=${actions} />
        <${Reactions} message=${message} reactions=${reactions} person=${person} />
      </div>
      <${Keyboard} message=${message} person=${person} presses=${props.presses} />
    </div>
    <${Tools}
      message=${message}
      own=${own}
      person=${person}
      isActive=${isActive}
      actions=${actions}
    />
  </li>`
}

function Quote({ message, onJump }) {
  const quoted = message.reply_to_message
  if (!quoted || quoted.forum_topic_created) return undefined
  const sender = senderOf(quoted)
  return html`<button
    type="button"
    class=${`quote ${colour(sender.id)}`}
    tabindex="-1"
    onClick=${() => onJump(quoted.message_id)}
  >
    <b dir="auto">${sender.name}</b><span dir="auto">${summary(quoted)}</span>
  </button>`
}

function Picture({ message, sender, onOpen }) {
  const [isGone, setGone] = useState(false)
  const size = message.photo?.at(-1)
  if (!size) return undefined
  const alt = message.caption?.split('\n')[0] || t('picture', { name: sender.name })
  const source = fileUrl(size.file_id)
  if (isGone) return html`<p class="gone"><${Icon} name="file" /> ${t('picture-gone')}</p>`
  return html`<button
    type="button"
    class="picture"
    onClick=${() => onOpen({ source, alt, ...size })}
  >
    <img
      src=${source}
      alt=${alt}
      width=${size.width}
      height=${size.height}
      onError=${() => setGone(true)}
    />
  </button>`
}

function Body({ message, actions }) {
  const { text = message.caption ?? '', entities = message.caption_entities, document } = message
  const { sticker, voice } = message
  const known = text || message.photo || document || sticker || voice
  return html`<div class="body" dir="auto">
    ${
      document &&
      html`<a class="document" href=${fileUrl(document.file_id)} download=${document.file_name}>
        <${Icon} name="file" /> ${document.file_name}
      </a>`
    }
    ${
      text &&
      html`<${RichText}
        text=${text}
        entities=${entities}
        onCommand=${(command) => actions.command(command, message)}
        onJump=${actions.jumpInGroup}
      />`
    }
    ${sticker && html`<span class="sticker emoji">${sticker.emoji ?? '🖼'}</span>`}
    ${voice && html`<span class="voice">🎤 ${durationOf(voice.duration)}</span>`}
    ${!known && html`<em>${t('unsupported', { type: kindOf(message) })}</em>`}
    <span class="meta" title=${momentOf(message.date)}>
      ${message.edit_date && html`<span>${t('edited')}</span>`}
      <time datetime=${new Date(message.date * 1000).toISOString()}>${timeOf(message.date)}</time>
    </span>
  </div>`
}

const common =
  /^(message_id|from|chat|date|sender_chat|author_signature|.*_to_message|.*thread.*|edit_date)$/

/** Content that the page has no drawing for, by its field. */
const kindOf = (message) => Object.keys(message).find((field) => !common.test(field)) ?? ''
