import type { MessageRow } from './lake/schema.ts'
import type { TimeZone } from './lake/time-zone.ts'
import { fields, integer, shown, unixDate, type Fields, type Update } from './lake/update.ts'
import { messageType } from './message-type.ts'
import { richMessageText } from './rich-text.ts'
import { questionIn } from './understand/question.ts'
import type { Entity } from './understand/spoken.ts'
import { words } from './understand/words.ts'

/** Update kinds that are a message of the chat, and whether they are an edit of one. */
const MESSAGE_KINDS = {
  message: false,
  channel_post: false,
  edited_message: true,
  edited_channel_post: true,
} as const

/**
 * The row of a message by itself, without what `understand` fills in, or undefined for an update that is not a message of the chat (reactions, membership changes,
 * buttons, ephemeral and guest messages). `edit_count` is 1 for an edit.
 * @throws Error that names the field when the message lacks something every row needs.
 */
export function flatten(update: Update, zone: TimeZone): MessageRow | undefined {
  for (const kind of Object.keys(MESSAGE_KINDS) as (keyof typeof MESSAGE_KINDS)[]) {
    const message = fields(update[kind])
    if (message)
      return isRowOfChat(message)
        ? row(update.update_id, message, MESSAGE_KINDS[kind], zone)
        : undefined
    if (update[kind] !== undefined) throw new Error(`${kind} is not an object`)
  }
  return undefined
}

/** Ephemeral messages have id 0 and are shown to one person only; guest messages are from another chat. */
function isRowOfChat(message: Fields): boolean {
  return (
    message.message_id !== 0 &&
    message.ephemeral_message_id === undefined &&
    message.guest_query_id === undefined
  )
}

function row(update_id: number, message: Fields, isEdit: boolean, zone: TimeZone): MessageRow {
  const chat = fields(message.chat)
  const from = fields(message.from)
  const date = needed('date', message.date, unixDate)
  const editDate = unixDate(message.edit_date) ?? null
  const type = messageType(message)
  const reply = repliedTo(message)
  const said =
    text(message.text) ??
    (message.rich_message ? text(richMessageText(message.rich_message)) : null)
  const caption = text(message.caption)
  const entities = entitiesOf(message)
  const isAsking = type.service_type === null && type.message_type !== 'command'
  const isOwn = message.forward_origin === undefined && message.is_automatic_forward !== true
  const question =
    (isAsking && isOwn && from?.is_bot !== true) ||
    (isAsking && isOwn && message.sender_chat !== undefined)
      ? questionIn(said ?? caption ?? '', entities, words())
      : undefined
  const mentioned = mentionedIds(entities)
  const made: MessageRow = {
    message_id: needed('message_id', message.message_id, integer),
    user_id: integer(from?.id) ?? null,
    user_is_bot: boolean(from?.is_bot),
    user_first_name: text(from?.first_name),
    chat_id: needed('chat.id', chat?.id, integer),
    chat_type: needed('chat.type', chat?.type, string),
    text: said,
    date,
    update_id,
    message_type: type.message_type,
    caption,
    user_last_name: text(from?.last_name),
    user_username: text(from?.username),
    user_language_code: text(from?.language_code),
    sender_id: senderId(message),
    sender_name: senderName(message),
    reply_to_message_id: reply?.messageId ?? null,
    reply_to_sender_id: reply?.senderId ?? null,
    message_thread_id:
      message.is_topic_message === true ? (integer(message.message_thread_id) ?? null) : null,
    media_group_id: text(message.media_group_id),
    forward_origin_type: text(fields(message.forward_origin)?.type),
    via_bot_id: integer(fields(message.via_bot)?.id) ?? null,
    edit_date: editDate,
    edit_count: isEdit ? 1 : 0,
    service_type: type.service_type,
    is_automatic_forward: message.is_automatic_forward === true,
    sent_at: zone.wallClock(date),
    author_signature: text(message.author_signature),
    sender_tag: text(message.sender_tag),
    chat_title: text(chat?.title),
    topic_name: message.is_topic_message === true ? topicName(message) : null,
    title: titleOf(message),
    has_link: hasLink(said ?? caption, entities),
    is_question: false,
    question_type: null,
    question_id: null,
    question: question?.question ?? null,
    question_terms: question?.question_terms ?? null,
    to_sender_id: null,
    answers_message_id: null,
    answer_rule: null,
    answer_seconds: reply?.date === undefined ? null : Math.max(0, date - reply.date),
    confirms_message_id: null,
    // Has its place from the beginning: to add it later takes memory.
    note: undefined,
  }
  if (mentioned.length > 0) made.mentioned_ids = mentioned
  return made
}

/** Anonymous admins and channels post through a shared bot account; the sender is the chat they post as. */
function senderId(message: Fields): number | null {
  return integer(fields(message.sender_chat)?.id) ?? integer(fields(message.from)?.id) ?? null
}

function senderName(message: Fields): string | null {
  const chat = fields(message.sender_chat)
  const from = fields(message.from)
  const title = text(chat?.title)
  if (title) return title
  const [first, last] = [text(from?.first_name), text(from?.last_name)]
  return first !== null && last !== null ? `${first} ${last}` : (first ?? last)
}

interface Reply {
  readonly messageId: number
  readonly senderId: number | null
  /** Unix seconds. */
  readonly date: number | undefined
}

/**
 * The message of the same chat that this one replies to, from another topic too. In a topic, Telegram marks every
 * message as a reply to the service message that opened the topic; that does not count.
 */
function repliedTo(message: Fields): Reply | undefined {
  const chatId = integer(fields(message.chat)?.id)
  const reply = fields(message.reply_to_message)
  const messageId = integer(reply?.message_id)
  if (reply && messageId !== undefined) {
    const replyChat = integer(fields(reply.chat)?.id)
    const isElsewhere = replyChat !== undefined && replyChat !== chatId
    const isTopic = message.is_topic_message === true && messageId === message.message_thread_id
    if (isElsewhere || isTopic) return undefined
    return { messageId, senderId: senderId(reply), date: unixDate(reply.date) }
  }
  const external = fields(message.external_reply)
  const externalId = integer(external?.message_id)
  if (!external || externalId === undefined || integer(fields(external.chat)?.id) !== chatId) {
    return undefined
  }
  const origin = fields(external.origin)
  const sender = ['sender_user', 'sender_chat', 'chat'].map((name) =>
    integer(fields(origin?.[name])?.id),
  )
  return {
    messageId: externalId,
    senderId: sender.find((id) => id !== undefined) ?? null,
    date: unixDate(origin?.date),
  }
}

/** From the event that names the topic, or from the creation that Telegram attaches to each message of it. */
function topicName(message: Fields): string | null {
  // An edit may change the icon alone.
  const event =
    message.forum_topic_edited ??
    message.forum_topic_created ??
    fields(message.reply_to_message)?.forum_topic_created
  return text(fields(event)?.name)
}

function titleOf(message: Fields): string | null {
  const { poll, checklist, venue, game, invoice } = message
  return (
    text(fields(poll)?.question) ??
    text(fields(checklist)?.title) ??
    text(fields(venue)?.title) ??
    text(fields(game)?.title) ??
    text(fields(invoice)?.title)
  )
}

/** Of most messages. */
const NO_ENTITIES: readonly Entity[] = []

function entitiesOf(message: Fields): readonly Entity[] {
  const list = message.entities ?? message.caption_entities
  if (!Array.isArray(list)) return NO_ENTITIES
  return list.flatMap((each: unknown) => {
    const { type, offset, length, user } = fields(each) ?? {}
    const [from, letters] = [integer(offset), integer(length)]
    if (typeof type !== 'string' || from === undefined || letters === undefined) return []
    const userId = integer(fields(user)?.id)
    return [{ type, offset: from, length: letters, ...(userId !== undefined && { userId }) }]
  })
}

function mentionedIds(entities: readonly Entity[]): number[] {
  return entities.flatMap(({ type, userId }) =>
    type === 'text_mention' && userId !== undefined ? [userId] : [],
  )
}

function hasLink(said: string | null, entities: readonly Entity[]): boolean {
  return (
    entities.some(({ type }) => type === 'url' || type === 'text_link') ||
    /https?:\/\/|\bwww\.\w/i.test(said ?? '')
  )
}

function needed<T>(name: string, value: unknown, read: (value: unknown) => T | undefined): T {
  const result = read(value)
  if (result === undefined) {
    throw new Error(`${name} is ${shown(value)}`)
  }
  return result
}

function boolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** Non-empty, well-formed text: a lone surrogate cannot be encoded as UTF-8 and becomes U+FFFD, as in the file. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null
}

function string(value: unknown): string | undefined {
  return text(value) ?? undefined
}
