import { fields, integer, NO_UPDATE, unixDate, type Fields, type Update } from '../lake/update.ts'
import type { TimeZone } from '../lake/time-zone.ts'
import { chatOfExport, type Chat, type ExportChat } from './chat.ts'
import { contentOf } from './content.ts'
import { originOf, peerOf, senderOf, type Sender } from './peer.ts'
import { createRecent } from './recent.ts'
import { serviceOf } from './service.ts'
import { fromStatsBot } from './stats-bot.ts'
import { fromTdl } from './tdl.ts'
import { fromTelethon } from './telethon.ts'

/** In exports of a supergroup, the messages of the group that it was before have their ids less this. */
const OLD_GROUP_IDS = 1_000_000_000

export interface Converted {
  /** The message first, then the counts of its reactions if it has any. */
  readonly updates: readonly Update[]
  readonly date: number
  /** As in the Bot API. */
  readonly chatId: number
  readonly messageId: number
  /** Undefined when the export does not say. */
  readonly senderId: number | undefined
}

export interface ConvertOptions {
  /** Of times that exports before 2022 have without a zone. */
  readonly zone: TimeZone
  /** The id that the group had before it became this supergroup (default: unknown). */
  readonly oldChatId?: number
}

/**
 * A function from the messages of an export, in the order of the file, to the updates that the Bot API would have
 * delivered; undefined for what has no id or no date. A message of the group that a supergroup was before belongs to that
 * group when its id is known, and else to the supergroup, with the negative id of the export.
 */
export function createConverter(
  exported: ExportChat,
  { zone, oldChatId }: ConvertOptions,
): (message: unknown) => Converted | undefined {
  const chat = chatOfExport(exported)
  const oldChat: Chat | undefined =
    oldChatId === undefined ? undefined : { ...chat, id: oldChatId, type: 'group' }
  const recent = createRecent()
  /** Message id → name, of those that opened a forum topic. */
  const topics = new Map<number, string>()
  const bots = new Set<unknown>()
  /** Each as one object, however much they write. */
  const senders = new Map<string, Sender>()

  function placeOf(id: number): { chat: Chat; message_id: number } {
    return id < 0 && oldChat
      ? { chat: oldChat, message_id: id + OLD_GROUP_IDS }
      : { chat, message_id: id }
  }

  function embedded(id: number): Fields {
    const { date = 0, sender: by } = recent.get(id) ?? {}
    const { chat, message_id } = placeOf(id)
    const name = topics.get(id)
    return {
      chat,
      message_id,
      date,
      from: by?.from,
      sender_chat: by?.sender_chat,
      is_automatic_forward: by?.is_automatic_forward,
      forum_topic_created: name === undefined ? undefined : { name },
    }
  }

  function sender(message: Fields): Sender {
    const isActor = message.from_id === undefined && message.actor_id !== undefined
    const id = isActor ? message.actor_id : message.from_id
    const name = isActor ? message.actor : message.from
    if (message.inline_bot_buttons !== undefined && message.via_bot === undefined) bots.add(id)
    const { forwarded_from, forwarded_from_id = id } = message
    const isAutomatic =
      chat.type === 'supergroup' &&
      typeof forwarded_from === 'string' &&
      forwarded_from === name &&
      forwarded_from_id === id
    const isBot = bots.has(id)
    const key = `${String(id)} ${isBot} ${isAutomatic} ${String(name)}`
    let found = senders.get(key)
    if (!found) senders.set(key, (found = senderOf({ name, id, isBot, isAutomatic }, chat)))
    return found
  }

  function replyOf(message: Fields): Reply {
    const id = integer(message.reply_to_message_id)
    if (id === undefined || id === 0) return NO_REPLY
    const elsewhere = peerOf(message.reply_to_peer_id, chat)
    if (elsewhere && elsewhere.id !== chat.id) {
      return { external: { chat: { id: elsewhere.id }, message_id: id } }
    }
    return { message: embedded(id), topic: topics.has(id) ? id : recent.get(id)?.topic }
  }

  return (value) => {
    const written = fields(value)
    const message = written && fromTelethon(fromStatsBot(fromTdl(written)))
    const id = integer(message?.id)
    const date = message && dateOf(message, 'date', zone)
    const isKnown = message?.type === 'message' || message?.type === 'service'
    if (!message || id === undefined || id === 0 || date === undefined || !isKnown) return undefined
    const isService = message.type === 'service'
    const place = placeOf(id)
    const from = sender(message)
    const reply = isService && message.action === 'pin_message' ? NO_REPLY : replyOf(message)
    const isOpening = isService && message.action === 'topic_created'
    if (isOpening) topics.set(id, typeof message.title === 'string' ? message.title : '')
    const topic = isOpening ? id : reply.topic
    recent.remember(id, { date, sender: from, topic })
    const context = {
      chat: place.chat,
      sender: from,
      migration: { from: oldChatId, to: chat.id },
      embedded,
    }
    const what = isService ? serviceOf(message, context) : contentOf(message)
    const said = withMore(what, {
      chat: place.chat,
      message_id: place.message_id,
      from: from.from,
      sender_chat: from.sender_chat,
      is_automatic_forward: from.is_automatic_forward,
      date,
      edit_date: dateOf(message, 'edited', zone),
      message_thread_id: topic,
      is_topic_message: topic === undefined ? undefined : true,
      reply_to_message: reply.message,
      external_reply: reply.external,
      forward_origin: isService ? undefined : originOf(message, chat, date),
      author_signature: typeof message.author === 'string' ? message.author : undefined,
      via_bot: viaBot(message.via_bot),
    })
    const kind = chat.type === 'channel' ? 'channel_post' : 'message'
    const reactions = reactionsOf(message)
    const updates: Update[] = [{ update_id: NO_UPDATE, [kind]: said, is_imported: true }]
    if (reactions) {
      const message_reaction_count = { ...place, date, reactions }
      updates.push({ update_id: NO_UPDATE, message_reaction_count, is_imported: true })
    }
    return {
      updates,
      date,
      chatId: place.chat.id,
      messageId: place.message_id,
      senderId: integer(fields(from.sender_chat)?.id) ?? integer(fields(from.from)?.id),
    }
  }
}

interface Reply {
  /** Of this chat. */
  readonly message?: Fields
  /** Of another chat. */
  readonly external?: Fields
  /** The forum topic of the message. */
  readonly topic?: number
}

const NO_REPLY: Reply = {}

/** Adds to new fields what is not undefined. Spread into a new object they take twice the time. */
function withMore(first: Fields, more: Fields): Fields {
  const all = first as Record<string, unknown>
  for (const name in more) if (more[name] !== undefined) all[name] = more[name]
  return all
}

/** Unix seconds: written out since 2022, else the time on the clock of who exported. */
function dateOf(message: Fields, name: 'date' | 'edited', zone: TimeZone): number | undefined {
  const unix = message[`${name}_unixtime`]
  const seconds = typeof unix === 'string' && /^\d+$/.test(unix) ? Number(unix) : unix
  if (seconds !== undefined) return unixDate(seconds)
  const local = message[name]
  if (typeof local !== 'string') return undefined
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(local)) {
    return /(?:Z|[+-]\d{2}:\d{2})$/.test(local)
      ? unixDate(Math.floor(Date.parse(local) / 1000))
      : undefined
  }
  const wallClock = Date.parse(`${local}Z`) / 1000
  return Number.isNaN(wallClock) ? undefined : unixDate(zone.instant(wallClock))
}

/** Exports have the name of the bot alone. */
function viaBot(name: unknown): Fields | undefined {
  if (typeof name !== 'string') return undefined
  const username = name.replace(/^@/, '')
  return { is_bot: true, first_name: username, username }
}

function reactionsOf({ reactions }: Fields): Fields[] | undefined {
  if (!Array.isArray(reactions) || reactions.length === 0) return undefined
  return reactions.flatMap((each: unknown): Fields[] => {
    const { type, emoji, document_id, count } = fields(each) ?? {}
    const total_count = integer(count)
    if (total_count === undefined) return []
    if (type === 'custom_emoji') {
      return [{ type: { type, custom_emoji_id: document_id }, total_count }]
    }
    return [{ type: type === 'paid' ? { type } : { type: 'emoji', emoji }, total_count }]
  })
}
