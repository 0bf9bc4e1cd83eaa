// Records as the Bot API shows them, field by field in the server's order.
import type { Chat, Message, User } from 'grammy/types'
import type { ChatRecord, MessageRecord, State } from './state.ts'

/** The user, as it stands now. */
export function renderUser(state: State, id: number): User {
  const user = state.users[id]
  if (!user) throw new Error(`telegram: unknown user ${id}: call addUser first`)
  return { ...user }
}

/** The chat as messages and updates carry it. */
export function renderChat(state: State, chat: ChatRecord): Chat {
  const { id, title, username, is_forum } = chat
  if (chat.type === 'private') {
    const { first_name, last_name, username } = renderUser(state, id)
    return {
      id,
      first_name,
      ...(last_name !== undefined && { last_name }),
      ...(username !== undefined && { username }),
      type: 'private',
    }
  }
  if (chat.type === 'group') {
    // The server still sends this field, though the documentation dropped it.
    return { id, title, type: 'group', ...{ all_members_are_administrators: false } }
  }
  return {
    id,
    title,
    ...(username !== undefined && { username }),
    ...(is_forum && { is_forum: true }),
    type: chat.type,
  } as Chat
}

/** The message with what it answers embedded, one level deep. */
export function renderMessage(state: State, chat: ChatRecord, record: MessageRecord): Message {
  const answered = repliedTo(chat, record)
  return render(state, chat, record, answered && render(state, chat, answered, undefined))
}

/** In a topic, what answers nothing else answers the message that opened the topic. */
function repliedTo(chat: ChatRecord, record: MessageRecord): MessageRecord | undefined {
  const topic = record.is_topic_message ? record.message_thread_id : undefined
  const id = record.reply_to_message_id ?? topic
  return id === undefined || id === record.message_id ? undefined : chat.messages[id]
}

function render(
  state: State,
  chat: ChatRecord,
  record: MessageRecord,
  reply_to_message: Message | undefined,
): Message {
  const { from, sender_chat, reply_markup } = record
  const senderChat = sender_chat === undefined ? undefined : state.chats[String(sender_chat)]
  const message = {
    message_id: record.message_id,
    ...(from !== undefined && { from: renderUser(state, from) }),
    ...(record.author_signature && { author_signature: record.author_signature }),
    ...(senderChat && { sender_chat: renderChat(state, senderChat) }),
    chat: renderChat(state, chat),
    date: record.date,
    ...(record.edit_date !== undefined && { edit_date: record.edit_date }),
    ...(record.message_thread_id !== undefined && { message_thread_id: record.message_thread_id }),
    ...(record.is_topic_message && { is_topic_message: true }),
    ...(record.forward_origin && forwardFields(record)),
    ...(record.is_automatic_forward && { is_automatic_forward: true }),
    ...(reply_to_message && { reply_to_message }),
    ...(record.media_group_id && { media_group_id: record.media_group_id }),
    ...record.content,
    ...(reply_markup && { reply_markup }),
  }
  return structuredClone(message) as Message
}

/** The server sends the fields of old Bot API versions beside `forward_origin`. */
function forwardFields({ forward_origin: origin }: MessageRecord) {
  if (!origin) return {}
  const old = { forward_date: origin.date }
  switch (origin.type) {
    case 'user':
      return { forward_origin: origin, forward_from: origin.sender_user, ...old }
    case 'hidden_user':
      return { forward_origin: origin, forward_sender_name: origin.sender_user_name, ...old }
    case 'chat':
      return { forward_origin: origin, forward_from_chat: origin.sender_chat, ...old }
    case 'channel':
      return {
        forward_origin: origin,
        forward_from_chat: origin.chat,
        forward_from_message_id: origin.message_id,
        ...old,
      }
  }
}
