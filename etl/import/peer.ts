// Who wrote, forwarded or replied: exports have a name and an id of three kinds.
import { integer, type Fields } from '../lake/update.ts'
import { channelId, type Chat } from './chat.ts'

/** Until 2021 ids of users were written as numbers, some of them plus this; those of chats and channels plus twice this. */
const OLD_USERS = 2 ** 32

/** Through these accounts, the Bot API shows who posts as a chat. */
const GROUP_BOT = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}
const CHANNEL_BOT = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }
const TELEGRAM = { id: 777000, is_bot: false, first_name: 'Telegram' }

export interface Peer {
  readonly kind: 'user' | 'chat' | 'channel'
  /** As in the Bot API. */
  readonly id: number
}

/** `user123`, `channel123`, `chat123`, or the number of an export before 2021; undefined when it is none of these. */
export function peerOf(value: unknown, chat: Chat): Peer | undefined {
  const number = integer(value)
  if (number !== undefined) {
    const isOldUser = number >= OLD_USERS && number < OLD_USERS + 2 ** 31
    const isOwn = number >= 2 * OLD_USERS && channelId(number - 2 * OLD_USERS) === chat.id
    if (isOwn) return { kind: 'channel', id: chat.id }
    return { kind: 'user', id: isOldUser ? number - OLD_USERS : number }
  }
  const [, kind, digits] = /^(user|channel|chat)(\d+)$/.exec(String(value)) ?? []
  const id = Number(digits)
  if (kind === undefined || !Number.isSafeInteger(id)) return undefined
  if (kind === 'user') return { kind, id }
  return kind === 'channel' ? { kind, id: channelId(id) } : { kind: 'chat', id: -id }
}

/** The fields of a message that say who wrote it: `from`, and `sender_chat` for who posts as a chat. */
export interface Sender {
  readonly from?: Fields
  readonly sender_chat?: Fields
  readonly is_automatic_forward?: true
}

export interface Written {
  readonly name: unknown
  readonly id: unknown
  readonly isBot: boolean
  /** The post of a linked channel that Telegram copied into the group. */
  readonly isAutomatic: boolean
}

/** @returns no fields when the export does not say who. */
export function senderOf({ name, id, isBot, isAutomatic }: Written, chat: Chat): Sender {
  const peer = peerOf(id, chat)
  const called = typeof name === 'string' ? name : ''
  if (!peer) return called === '' ? {} : { from: { is_bot: isBot, first_name: called } }
  if (peer.kind === 'user') return { from: { id: peer.id, is_bot: isBot, first_name: called } }
  if (peer.id === chat.id) {
    return chat.type === 'channel'
      ? { sender_chat: { ...chat } }
      : { from: GROUP_BOT, sender_chat: { ...chat } }
  }
  const type = peer.kind === 'channel' ? 'channel' : 'group'
  const sender_chat = { id: peer.id, type, title: called }
  return isAutomatic
    ? { from: TELEGRAM, sender_chat, is_automatic_forward: true }
    : { from: CHANNEL_BOT, sender_chat }
}

/** Where a forward comes from; exports before 2024 have the name alone. `date` is that of the forward. */
export function originOf(message: Fields, chat: Chat, date: number): Fields | undefined {
  const { forwarded_from: name, forwarded_from_id: id } = message
  if (name === undefined && id === undefined) return undefined
  const called = typeof name === 'string' ? name : ''
  const peer = peerOf(id, chat)
  if (peer?.kind === 'user') {
    const sender_user = { id: peer.id, is_bot: false, first_name: called }
    return { type: 'user', date, sender_user }
  }
  if (peer?.kind === 'channel') {
    return { type: 'channel', date, chat: { id: peer.id, type: 'channel', title: called } }
  }
  if (peer)
    return { type: 'chat', date, sender_chat: { id: peer.id, type: 'group', title: called } }
  return { type: 'hidden_user', date, sender_user_name: called }
}
