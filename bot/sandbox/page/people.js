import { html } from 'htm/preact'

import { Icon } from './icons.js'
import { current, t } from './store.js'

/** Who a message shows as its sender: the group itself for anonymous administrators. */
export function senderOf(message) {
  const { from, sender_chat } = message
  if (sender_chat) return { id: sender_chat.id, name: sender_chat.title, isBot: false }
  return { id: from?.id ?? 0, name: from ? fullName(from) : '', isBot: from?.is_bot ?? false }
}

export const fullName = ({ first_name, last_name }) =>
  [first_name, last_name].filter(Boolean).join(' ')

/** Whether a person of the page wrote the message. */
export function isOwn(message, person) {
  if (!person || !message.from) return false
  if (message.sender_chat) return person.isAnonymous
  return message.from.id === person.user.id
}

/** One of the seven colours that names and avatars have; the bot has the lake's. */
export const colour = (id) => (id === current().bot?.id ? 'colour-5' : `colour-${Math.abs(id) % 7}`)

export function Avatar({ id, name }) {
  if (id === current().bot?.id) {
    return html`<span class="avatar ${colour(id)}" aria-hidden="true"
      ><${Icon} name="lake"
    /></span>`
  }
  const initial = [...name.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '·'
  return html`<span class="avatar ${colour(id)}" aria-hidden="true">${initial.toUpperCase()}</span>`
}

/** The place of a person in the group, in a word. */
export function roleOf({ status, isPresent, isAnonymous }) {
  if (!isPresent) return t('stranger')
  if (isAnonymous) return t('anonymous')
  return t({ creator: 'owner', administrator: 'admin' }[status] ?? 'member')
}
