// What people do in a chat: write, edit, delete, react, press buttons, forward, pin.
import type { Message, MessageOrigin, ReactionType } from 'grammy/types'
import { chatOf, messageOf } from '../group/chats.ts'
import { pressButton } from '../group/keyboard.ts'
import { editMessage, postMessage, postService, removeMessage } from '../group/messages.ts'
import { setReaction } from '../group/reactions.ts'
import { renderChat, renderMessage, renderUser } from '../group/render.ts'
import {
  SERVICE_USERS,
  type CallbackRecord,
  type ChatRecord,
  type MessageRecord,
  type World,
} from '../group/state.ts'
import { contentOf, rewritten, type Writing } from './content.ts'
import type { ChatRef } from './people.ts'
import { senderFields, type SendAs } from './sender.ts'

export interface SendOptions {
  readonly replyTo?: number
  /** The topic's id, in a forum; without it the General topic. */
  readonly topic?: number
  readonly as?: SendAs
  /** Messages of an album share it. */
  readonly media_group_id?: string
  /** Unix seconds, for history; bots do not hear of what is older than a day. */
  readonly date?: number
}

export interface Conversation {
  send(chat: ChatRef, userId: number, writing: Writing, options?: SendOptions): Message
  /** A new text, or a new caption when the message has media. */
  edit(chat: ChatRef, userId: number, messageId: number, writing: Writing): Message
  delete(chat: ChatRef, messageId: number): void
  /** Replaces what the user has reacted with; an empty list takes it back. */
  react(
    chat: ChatRef,
    userId: number,
    messageId: number,
    emoji: readonly string[],
    options?: { as?: 'self' | 'anonymous' },
  ): void
  /** Presses the button with that callback_data or text. */
  press(chat: ChatRef, userId: number, messageId: number, button: string): CallbackRecord
  forward(from: ChatRef, messageId: number, to: ChatRef, userId: number): Message
  pin(chat: ChatRef, userId: number, messageId: number): Message
  /** Opens a forum topic; its id is the message's. */
  createTopic(chat: ChatRef, userId: number, name: string): Message
  /** Closes a topic; 0 is the General topic. */
  closeTopic(chat: ChatRef, userId: number, topic: number): void
  /** Deletes a topic with its messages. */
  deleteTopic(chat: ChatRef, topic: number): void
  /** A post of a channel; the linked group gets it forwarded. */
  post(channel: ChatRef, writing: Writing): Message
}

/** What people do in chats; each act makes the updates that Telegram sends. */
export function conversationActor(world: World): Conversation {
  const shown = (chat: ChatRecord, record: MessageRecord) =>
    renderMessage(world.state, chat, record)

  return {
    send(ref, userId, writing, options = {}) {
      const chat = chatOf(world, ref)
      const { replyTo, topic, as, media_group_id, date } = options
      if (replyTo !== undefined) messageOf(chat, replyTo)
      if (topic !== undefined && !messageOf(chat, topic).content.forum_topic_created) {
        throw new Error(`telegram: ${topic} is not a topic of chat ${chat.key}: call createTopic`)
      }
      const record = postMessage(world, chat, {
        ...senderFields(world.state, chat, userId, as),
        ...(replyTo !== undefined && { reply_to_message_id: replyTo }),
        ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true }),
        ...(media_group_id !== undefined && { media_group_id }),
        ...(date !== undefined && { date }),
        content: contentOf(world.state, writing),
      })
      return shown(chat, record)
    },

    edit(ref, userId, messageId, writing) {
      const chat = chatOf(world, ref)
      const record = messageOf(chat, messageId)
      if (record.from !== userId && record.sender_chat === undefined) {
        throw new Error(`telegram: message ${messageId} of chat ${chat.key} is not by ${userId}`)
      }
      const content = rewritten(world.state, record.content, writing)
      const { reply_markup } = record
      const next = { content, ...(reply_markup && { reply_markup }) }
      return shown(chat, editMessage(world, chat, record, next))
    },

    delete(ref, messageId) {
      const chat = chatOf(world, ref)
      removeMessage(world, chat, messageOf(chat, messageId).message_id)
    },

    react(ref, userId, messageId, emoji, { as = 'self' } = {}) {
      const chat = chatOf(world, ref)
      senderFields(world.state, chat, userId, as)
      const reactions = emoji.map((entry) => ({ type: 'emoji', emoji: entry }) as ReactionType)
      const sender = { userId, isAnonymous: as === 'anonymous' }
      setReaction(world, chat, messageOf(chat, messageId), sender, reactions)
    },

    press(ref, userId, messageId, button) {
      const chat = chatOf(world, ref)
      const record = messageOf(chat, messageId)
      const buttons = record.reply_markup?.inline_keyboard.flat() ?? []
      const data = buttons.flatMap((entry) =>
        'callback_data' in entry && [entry.callback_data, entry.text].includes(button)
          ? [entry.callback_data as string]
          : [],
      )
      if (data[0] === undefined) {
        const names = buttons.map(({ text }) => text).join(', ') || 'none'
        throw new Error(
          `telegram: message ${messageId} has no button "${button}" to press: there is ${names}`,
        )
      }
      return structuredClone(pressButton(world, chat, record, userId, data[0]))
    },

    forward(fromRef, messageId, toRef, userId) {
      const from = chatOf(world, fromRef)
      const to = chatOf(world, toRef)
      const record = messageOf(from, messageId)
      const forwarded = postMessage(world, to, {
        ...senderFields(world.state, to, userId),
        forward_origin: originOf(world, from, record),
        content: structuredClone(record.content),
      })
      return shown(to, forwarded)
    },

    pin(ref, userId, messageId) {
      const chat = chatOf(world, ref)
      const pinned_message = shown(chat, messageOf(chat, messageId))
      const content = { pinned_message } as MessageRecord['content']
      return shown(chat, postService(world, chat, userId, content))
    },

    createTopic(ref, userId, name) {
      const chat = chatOf(world, ref)
      if (!chat.is_forum) {
        throw new Error(`telegram: chat ${chat.key} has no topics: create it with is_forum`)
      }
      const record = postMessage(world, chat, {
        ...senderFields(world.state, chat, userId),
        is_topic_message: true,
        content: { forum_topic_created: { name, icon_color: 7322096 } },
      })
      return shown(chat, record)
    },

    closeTopic(ref, userId, topic) {
      const chat = chatOf(world, ref)
      if (topic !== 0) messageOf(chat, topic)
      postMessage(world, chat, {
        ...senderFields(world.state, chat, userId),
        ...(topic !== 0 && { message_thread_id: topic, is_topic_message: true }),
        content: { forum_topic_closed: {} },
      })
      chat.closed_topics = [...(chat.closed_topics ?? []), topic]
    },

    deleteTopic(ref, topic) {
      const chat = chatOf(world, ref)
      const isInTopic = (record: MessageRecord) => record.message_thread_id === topic
      for (const { message_id } of Object.values(chat.messages).filter(isInTopic)) {
        removeMessage(world, chat, message_id)
      }
    },

    post(ref, writing) {
      const channel = chatOf(world, ref)
      const content = contentOf(world.state, writing)
      const record = postMessage(world, channel, { sender_chat: channel.id, content })
      if (channel.linked_chat_id !== undefined) {
        postMessage(world, chatOf(world, channel.linked_chat_id), {
          from: SERVICE_USERS.telegram,
          sender_chat: channel.id,
          forward_origin: originOf(world, channel, record),
          is_automatic_forward: true,
          content: structuredClone(content),
        })
      }
      return shown(channel, record)
    },
  }
}

/** Where a forwarded message came from; what was forwarded already keeps its origin. */
function originOf({ state }: World, chat: ChatRecord, record: MessageRecord): MessageOrigin {
  const { date, forward_origin, sender_chat, from, message_id } = record
  if (forward_origin) return forward_origin
  if (chat.type === 'channel') {
    const channel = renderChat(state, chat) as Extract<MessageOrigin, { type: 'channel' }>['chat']
    return { type: 'channel', chat: channel, message_id, date }
  }
  const sender = sender_chat === undefined ? undefined : state.chats[String(sender_chat)]
  if (sender) return { type: 'chat', sender_chat: renderChat(state, sender), date }
  return { type: 'user', sender_user: renderUser(state, from ?? 0), date }
}
