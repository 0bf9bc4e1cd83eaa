// What telegram-stats-bot writes with --json-path, a message a line: its columns, and nobody's name.
import { integer, type Fields } from '../lake/update.ts'
import { bareChannelId } from './chat.ts'

/** Telegram Desktop's words for its kinds of media. */
const MEDIA: Readonly<Record<string, Fields>> = {
  text: {},
  photo: { photo: '' },
  sticker: { media_type: 'sticker' },
  animation: { media_type: 'animation' },
  video: { media_type: 'video_file' },
  video_note: { media_type: 'video_message' },
  voice: { media_type: 'voice_message' },
  audio: { media_type: 'audio_file' },
  document: { file: '(File not included)' },
  game: { game_title: '' },
  location: { location_information: {} },
  poll: { poll: { question: '' } },
}

/** And of what happens in a chat. */
const ACTIONS: Readonly<Record<string, string>> = {
  new_chat_title: 'edit_group_title',
  new_chat_photo: 'edit_group_photo',
  new_chat_members: 'invite_members',
  left_chat_member: 'remove_members',
  pinned_message: 'pin_message',
}

/** A message of telegram-stats-bot with the fields that Telegram Desktop gives it; any other as it is. */
export function fromStatsBot(message: Fields): Fields {
  if (message.message_id === undefined || message.id !== undefined) return message
  const { message_id: id, date, from_user, type, reply_to_message, new_chat_title } = message
  const said = {
    id,
    date: typeof date === 'string' ? date.replace(' ', 'T') : undefined,
    from_id: userOf(from_user),
  }
  const kind = typeof type === 'string' ? type : 'text'
  const media = Object.hasOwn(MEDIA, kind) ? MEDIA[kind] : undefined
  if (!media) {
    const action = Object.hasOwn(ACTIONS, kind) ? ACTIONS[kind] : kind
    return { ...said, type: 'service', action, title: new_chat_title }
  }
  return {
    ...said,
    ...media,
    type: 'message',
    text: message.text || message.caption || '',
    reply_to_message_id: integer(reply_to_message),
    forwarded_from_id: userOf(message.forward_from) ?? channelOf(message.forward_from_chat),
  }
}

function userOf(id: unknown): string | undefined {
  return integer(id) === undefined ? undefined : `user${String(id)}`
}

function channelOf(id: unknown): string | undefined {
  const bare = bareChannelId(integer(id) ?? 0)
  return bare === undefined ? undefined : `channel${bare}`
}
