import type { CallbackQuery, Chat, ChatMemberUpdated, Message, UserFromGetMe } from 'grammy/types'

import { cut } from '../html.ts'

/** Where an answer goes: the chat, and in a forum the topic. */
export interface Place {
  readonly chat_id: number
  readonly chat_type: Chat['type']
  readonly message_thread_id?: number
}

/** Who asked. An anonymous administrator or a channel speaks as a chat. */
export interface Asker {
  readonly user_id: number
  readonly sender_chat_id?: number
}

/** A file in a message: `file_id` is the bot's own name for it. */
export interface SentFile {
  readonly file_id: string
  readonly file_name?: string
  /** In bytes. */
  readonly file_size?: number
}

interface JobBase {
  /** The update that caused it: a job handed over twice is done once. */
  readonly update_id: number
}

/** `/stats 7d` */
export interface CommandJob extends JobBase, Place, Asker {
  readonly kind: 'command'
  readonly message_id: number
  /** Lower case, without slash or bot name. */
  readonly command: string
  /** Whether it names the bot: `/stats@lake_bot`. */
  readonly is_addressed?: true
  readonly argument: string
  /** The message that it replies to, and who wrote that; nobody for one who speaks as a chat. */
  readonly reply_to_message_id?: number
  readonly reply_to_user_id?: number
}

/** A file that somebody sent to the bot in private. */
export interface DocumentJob extends JobBase, Place, Asker, SentFile {
  readonly kind: 'document'
  readonly message_id: number
}

/** A press of one of the bot's buttons; in private with the file that the message with the button replies to. */
export interface ButtonJob extends JobBase, Place, Asker, Partial<SentFile> {
  readonly kind: 'button'
  readonly message_id: number
  /** Whether the message shows a picture rather than text. */
  readonly has_photo: boolean
  readonly callback_query_id: string
  readonly data: string
}

/** The bot is in a group or channel that is not archived. `added_by` is set when somebody has just added it. */
export interface UnarchivedChatJob extends JobBase {
  readonly kind: 'strange_chat'
  readonly chat_id: number
  readonly title: string
  readonly is_channel?: boolean
  readonly added_by?: number
}

/** Somebody's rights in a chat changed. */
export interface MemberJob extends JobBase {
  readonly kind: 'member'
  readonly chat_id: number
  readonly user_id: number
}

/** A group is archived, and may not have been told so. */
export interface NoticeJob extends JobBase {
  readonly kind: 'notice'
  readonly chat_id: number
}

/** People who were erased are to be told so. */
export interface ReceiptsJob extends JobBase {
  readonly kind: 'receipts'
}

/** Work that outlasts a webhook request: plain JSON, so it can pass through any queue. */
export type Job = AskedJob | UnarchivedChatJob | MemberJob | NoticeJob | ReceiptsJob

/** What a person asked for, who gets an answer. */
export type AskedJob = CommandJob | DocumentJob | ButtonJob

/** Commands of one place that an earlier process left unanswered; made at a start, so it goes through no queue. */
export interface AwayJob extends JobBase, Place {
  readonly kind: 'away'
  /** The last of them first. */
  readonly asked: readonly CommandJob[]
}

/** Longer than any argument that makes sense. */
const MAX_ARGUMENT = 200

/** Of a file's name, which is only shown. */
const MAX_NAME = 100

/** Somebody's rights in an archived chat changed. */
export function memberJob(update_id: number, { chat, new_chat_member }: ChatMemberUpdated): Job {
  return { kind: 'member', update_id, chat_id: chat.id, user_id: new_chat_member.user.id }
}

/** The bot was added to a chat that is not archived, or received a message there. */
export function unarchivedChatJob(
  update_id: number,
  event: Message | ChatMemberUpdated,
): UnarchivedChatJob | undefined {
  const { chat } = event
  if (chat.type === 'private') return undefined
  const { id, title, type } = chat
  const job: UnarchivedChatJob = {
    kind: 'strange_chat',
    update_id,
    chat_id: id,
    title,
    ...(type === 'channel' && { is_channel: true }),
  }
  // Service messages about a join have a field new_chat_member, too: it is a user.
  if (!('old_chat_member' in event)) return job
  return isPresent(event.new_chat_member.status) ? { ...job, added_by: event.from.id } : undefined
}

/**
 * A command that a person typed, to be answered later by another process: hence plain JSON rather than grammY's
 * `bot.command`. Forwards, other bots and posts of the linked channel are ignored: nobody typed those.
 */
export function commandJob(
  update_id: number,
  message: Message,
  me: UserFromGetMe,
): CommandJob | undefined {
  const { from, sender_chat, chat, message_id } = message
  if (
    !from ||
    isEphemeral(message) ||
    message.forward_origin ||
    message.via_bot ||
    message.is_automatic_forward
  )
    return undefined
  if (from.is_bot && !sender_chat) return undefined
  const text = message.text ?? message.caption ?? ''
  const found = /^\/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?:\s+([^]*))?$/i.exec(text)
  if (!found) return undefined
  const [, command = '', addressee, argument = ''] = found
  if (addressee && addressee.toLowerCase() !== me.username.toLowerCase()) return undefined
  return {
    kind: 'command',
    update_id,
    ...placeOf(message),
    chat_id: chat.id,
    message_id,
    user_id: from.id,
    ...(sender_chat && { sender_chat_id: sender_chat.id }),
    command: command.toLowerCase(),
    ...(addressee && { is_addressed: true }),
    argument: cut(argument.trim(), MAX_ARGUMENT),
    ...repliedTo(message),
  }
}

/** A file that a person sent in private. It may be forwarded: nothing is done with it before they have said so. */
export function documentJob(update_id: number, message: Message): DocumentJob | undefined {
  const { from, sender_chat, chat, message_id } = message
  const file = fileIn(message)
  if (chat.type !== 'private' || !from || from.is_bot || isEphemeral(message) || !file) {
    return undefined
  }
  return {
    kind: 'document',
    update_id,
    ...placeOf(message),
    message_id,
    user_id: from.id,
    ...(sender_chat && { sender_chat_id: sender_chat.id }),
    ...file,
  }
}

function fileIn({ document }: Pick<Message, 'document'>): SentFile | undefined {
  if (!document) return undefined
  const { file_id, file_name, file_size } = document
  return {
    file_id,
    ...(file_name !== undefined && { file_name: cut(file_name, MAX_NAME) }),
    ...(file_size !== undefined && { file_size }),
  }
}

/** In a topic, a message that replies to nothing replies to the one that began the topic. */
function repliedTo({ reply_to_message: replied }: Message) {
  if (!replied || replied.forum_topic_created) return {}
  const { message_id, from, sender_chat } = replied
  return {
    reply_to_message_id: message_id,
    ...(from && !sender_chat && { reply_to_user_id: from.id }),
  }
}

/** A press of a button. Anyone can send any data, so the worker checks it. */
export function buttonJob(update_id: number, query: CallbackQuery): ButtonJob | undefined {
  const { id, data, message, from } = query
  if (data === undefined || !message || isEphemeral(message)) return undefined
  return {
    kind: 'button',
    update_id,
    ...placeOf(message),
    message_id: message.message_id,
    has_photo: 'photo' in message && message.photo !== undefined,
    user_id: from.id,
    callback_query_id: id,
    data,
    ...(message.chat.type === 'private' && 'reply_to_message' in message && message.reply_to_message
      ? fileIn(message.reply_to_message)
      : {}),
  }
}

/** A thread is a topic only when the message says so: plain replies carry a thread id too. */
function placeOf(message: CallbackQuery['message'] & object): Place {
  const thread = 'is_topic_message' in message && message.is_topic_message
  return {
    chat_id: message.chat.id,
    chat_type: message.chat.type,
    ...(thread && message.message_thread_id !== undefined
      ? { message_thread_id: message.message_thread_id }
      : {}),
  }
}

/** Shown to one person for a while, with no id that an answer could refer to. */
function isEphemeral(message: object): boolean {
  return 'ephemeral_message_id' in message
}

function isPresent(status: string): boolean {
  return ['creator', 'administrator', 'member', 'restricted'].includes(status)
}
