// What is left of a message when its content, or its author too, may not be stored.
import { fields, type Fields } from '../lake/update.ts'
import { messageType } from '../message-type.ts'

/** Where and when a message was written. */
const ENVELOPE = [
  'message_id',
  'message_thread_id',
  'is_topic_message',
  'date',
  'edit_date',
  'chat',
]

/** Events of the group rather than of a person: topics and reports are lost without them. */
const EVENTS_OF_GROUP = new Set([
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'new_chat_title',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  // Of an import, where the group's id before is not known.
  'migrate_from_group',
])

/**
 * The message as someone's: where, when, what kind, and which message it replies to. Undefined for an event of the
 * person, of which nothing is left.
 */
export function asSomeones(message: Fields): Fields | undefined {
  const { message_type, service_type } = messageType(message)
  const envelope = pick(message, [...ENVELOPE, 'media_group_id'])
  if (service_type !== null) {
    if (!EVENTS_OF_GROUP.has(service_type)) return undefined
    return { ...envelope, [service_type]: message[service_type] }
  }
  const reply = fields(message.reply_to_message)
  return {
    ...envelope,
    ...(reply && { reply_to_message: envelopeOf(reply) }),
    ...emptyContent(message_type),
  }
}

/** The message by the same author without content: for what repeats the words of others. */
export function withoutContent(message: Fields): Fields {
  const { message_type, service_type } = messageType(message)
  if (service_type !== null) return message
  return {
    ...pick(message, [
      ...ENVELOPE,
      'media_group_id',
      'from',
      'sender_chat',
      'author_signature',
      'sender_tag',
      'via_bot',
      'is_automatic_forward',
      'reply_to_message',
      'external_reply',
      'quote',
    ]),
    ...emptyContent(message_type),
  }
}

/** Of a copy in a reply, enough to know which message it was, and when. */
export function envelopeOf(message: Fields): Fields {
  return pick(message, [...ENVELOPE, 'forum_topic_created'])
}

/** Content of a kind, of which nothing is left. */
function emptyContent(type: string): Fields {
  if (type === 'command') {
    return { text: '', entities: [{ type: 'bot_command', offset: 0, length: 1 }] }
  }
  if (type === 'text') return { text: '' }
  // Only content has a caption.
  if (type === 'other') return { caption: '' }
  return { [type]: type === 'photo' ? [] : {} }
}

function pick(message: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.flatMap((name) => (message[name] === undefined ? [] : [[name, message[name]]])),
  )
}
