// Exports of tdl (`tdl chat export --all --with-content --raw`): of one chat as well, and each message with its own few
// fields and, with --raw, what Telegram's other API (MTProto) tells of it. They name nobody.
import { fields, integer, type Fields } from '../lake/update.ts'

/**
 * A message of tdl with the fields that Telegram Desktop gives it; any other as it is. Without --raw nobody is known to
 * have written it.
 */
export function fromTdl(message: Fields): Fields {
  const raw = fields(message.raw)
  const date = integer(message.date) ?? integer(raw?.Date)
  if (date === undefined || message.date_unixtime !== undefined) return message
  const { id, type, file, text } = message
  const reply = fields(raw?.ReplyTo)
  // Telegram Desktop has no field where there is nothing; here that is zero or an empty text.
  return {
    id,
    type,
    date_unixtime: date,
    edited_unixtime: integer(raw?.EditDate) || undefined,
    from_id: peerOf(raw?.FromID),
    reply_to_message_id: integer(reply?.ReplyToMsgID) || undefined,
    reply_to_peer_id: peerOf(reply?.ReplyToPeerID),
    text: text ?? raw?.Message ?? '',
    file_name: file === '' ? undefined : file,
    file: file === '' ? undefined : file,
  }
}

function peerOf(value: unknown): string | undefined {
  const { UserID, ChannelID, ChatID } = fields(value) ?? {}
  if (UserID !== undefined) return `user${String(UserID)}`
  if (ChannelID !== undefined) return `channel${String(ChannelID)}`
  return ChatID === undefined ? undefined : `chat${String(ChatID)}`
}
