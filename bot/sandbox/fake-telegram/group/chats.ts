import { inChat } from './in-chat.ts'
import { postMessage, postService } from './messages.ts'
import { SERVICE_USERS, type ChatRecord, type MessageRecord, type World } from './state.ts'

export interface NewChat {
  readonly title: string
  readonly type: 'group' | 'supergroup' | 'channel'
  readonly id?: number
  readonly username?: string
  readonly is_forum?: boolean
}

/** Adds an empty group or channel; a forum is always a supergroup. */
export function addChat({ state, changed }: World, options: NewChat): ChatRecord {
  const { title, type, username, is_forum } = options
  const id = options.id ?? nextChatId(state.counters, type)
  if (state.chats[String(id)]) throw new Error(`telegram: chat ${id} exists: give another id`)
  if (is_forum && type !== 'supergroup') {
    throw new Error(`telegram: a ${type} has no topics: use type 'supergroup'`)
  }
  const chat: ChatRecord = {
    key: String(id),
    id,
    type,
    title,
    ...(username !== undefined && { username }),
    ...(is_forum && { is_forum }),
    last_message_id: 0,
    messages: {},
    members: {},
  }
  state.chats[chat.key] = chat
  changed({ type: 'chat', ...inChat(chat) })
  return chat
}

/** The chat between the user and the bot, opened when there is none. */
export function privateChat({ state }: World, userId: number, botId: number): ChatRecord {
  const key = `${userId}/${botId}`
  return (state.chats[key] ??= {
    key,
    id: userId,
    type: 'private',
    title: '',
    bot_id: botId,
    last_message_id: 0,
    messages: {},
    members: {
      [userId]: { user_id: userId, status: 'member' },
      [botId]: { user_id: botId, status: 'member' },
    },
  })
}

/** The chat with that id or key; throws when there is none. */
export function chatOf({ state }: World, ref: number | string): ChatRecord {
  const chat =
    state.chats[String(ref)] ??
    Object.values(state.chats).find(({ id }) => String(id) === String(ref))
  if (!chat) throw new Error(`telegram: unknown chat ${ref}: call createGroup first`)
  return chat
}

/** The message in the chat; throws when there is none. */
export function messageOf(chat: ChatRecord, messageId: number): MessageRecord {
  const record = chat.messages[messageId]
  if (!record) throw new Error(`telegram: unknown message ${messageId} in chat ${chat.key}`)
  return record
}

/** Turns a group into a supergroup: new id, same people, message ids from 1, a service message in each. */
export function migrateChat(world: World, chat: ChatRecord, byId: number): ChatRecord {
  if (chat.type !== 'group' || chat.migrated_to !== undefined) {
    throw new Error(`telegram: chat ${chat.key} is not a basic group: only those are upgraded`)
  }
  const next = addChat(world, { title: chat.title, type: 'supergroup' })
  next.members = structuredClone(chat.members)
  postService(world, chat, byId, { migrate_to_chat_id: next.id })
  chat.migrated_to = next.id
  postMessage(world, next, {
    from: SERVICE_USERS.anonymous,
    sender_chat: next.id,
    content: { migrate_from_chat_id: chat.id },
  })
  return next
}

function nextChatId(counters: { chat: number }, type: NewChat['type']): number {
  const number = ++counters.chat
  return type === 'group' ? -number : -1_000_000_000_000 - number
}
