// What Telethon tells of a message with `message.to_json()`: as in Telegram's other API (MTProto), and nobody's name.
import { fields, integer, type Fields } from '../lake/update.ts'

/** Telethon's words for media, and for what happens in a chat. */
const KNOWN: Readonly<Record<string, Fields>> = {
  MessageMediaPhoto: { photo: '' },
  MessageMediaDocument: { file: '(File not included)' },
  MessageMediaGeo: { location_information: {} },
  MessageMediaVenue: { location_information: {} },
  MessageMediaContact: { contact_information: {} },
  MessageMediaGame: { game_title: '' },
  MessageActionChatAddUser: { action: 'invite_members' },
  MessageActionChatJoinedByLink: { action: 'join_group_by_link' },
  MessageActionChatDeleteUser: { action: 'remove_members' },
  MessageActionChatEditTitle: { action: 'edit_group_title' },
  MessageActionChatEditPhoto: { action: 'edit_group_photo' },
  MessageActionPinMessage: { action: 'pin_message' },
  MessageActionTopicCreate: { action: 'topic_created' },
}

/** A message as Telethon's `message.to_json()` writes it, with the fields that Telegram Desktop gives it; any other as it is. */
export function fromTelethon(message: Fields): Fields {
  const { _: kind, id, date, edit_date } = message
  if (kind !== 'Message' && kind !== 'MessageService') return message
  const reply = fields(message.reply_to)
  const said = {
    id,
    date,
    edited: edit_date ?? undefined,
    from_id: peerOf(message.from_id),
    reply_to_message_id: integer(reply?.reply_to_msg_id),
    reply_to_peer_id: peerOf(reply?.reply_to_peer_id),
  }
  if (kind === 'MessageService') {
    const { _: action, title } = fields(message.action) ?? {}
    return { ...said, action, ...known(action), type: 'service', title }
  }
  const media = fields(message.media)
  const forward = fields(message.fwd_from)
  return {
    ...said,
    ...known(media?._),
    ...(media?._ === 'MessageMediaPoll' && { poll: fields(media.poll) }),
    type: 'message',
    text: message.message ?? '',
    forwarded_from_id: peerOf(forward?.from_id),
    forwarded_from: typeof forward?.from_name === 'string' ? forward.from_name : undefined,
  }
}

function known(kind: unknown): Fields | undefined {
  return typeof kind === 'string' && Object.hasOwn(KNOWN, kind) ? KNOWN[kind] : undefined
}

function peerOf(value: unknown): string | undefined {
  const { user_id, channel_id, chat_id } = fields(value) ?? {}
  if (user_id !== undefined) return `user${String(user_id)}`
  if (channel_id !== undefined) return `channel${String(channel_id)}`
  return chat_id === undefined ? undefined : `chat${String(chat_id)}`
}
