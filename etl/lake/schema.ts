export type ColumnType = 'bigint' | 'boolean' | 'string' | 'timestamp'

export interface Column {
  readonly name: string
  readonly type: ColumnType
  /** False when every row has a value. */
  readonly nullable: boolean
  /** Shown in the Glue catalog and, copied, in sql/README.md. */
  readonly comment: string
}

const required = (name: string, type: ColumnType, comment: string): Column => ({
  name,
  type,
  nullable: false,
  comment,
})
const optional = (name: string, type: ColumnType, comment: string): Column => ({
  name,
  type,
  nullable: true,
  comment,
})

/**
 * The columns of the table `telegram`, in file order. The first eight (names, types, order) are a
 * contract with existing analysts; new columns go at the end.
 */
export const columns: readonly Column[] = [
  required('message_id', 'bigint', 'Id of the message in its chat'),
  optional('user_id', 'bigint', 'Id of the account that sent it'),
  optional('user_is_bot', 'boolean', 'Whether that account is a bot'),
  optional('user_first_name', 'string', 'First name of that account'),
  required('chat_id', 'bigint', 'Id of the chat; negative for groups'),
  required('chat_type', 'string', 'group, supergroup, channel or private'),
  optional('text', 'string', 'Text of the message; null when it has none'),
  required('date', 'bigint', 'When it was sent, in unix seconds'),
  required('update_id', 'bigint', 'Update that this row was read from'),
  required('message_type', 'string', 'text, photo, video, sticker, poll, … or service'),
  optional('caption', 'string', 'Caption of a photo, video or other media'),
  optional('user_last_name', 'string', 'Last name of the account that sent it'),
  optional('user_username', 'string', 'Username of the account that sent it, without @'),
  optional('user_language_code', 'string', "Language of the sender's app, as an IETF tag"),
  optional(
    'sender_id',
    'bigint',
    'Who counts as the author: the chat it was sent as, or else the account',
  ),
  optional('sender_name', 'string', 'The name people see: chat title, or first and last name'),
  optional('reply_to_message_id', 'bigint', 'Message in the same chat that it replies to'),
  optional('reply_to_sender_id', 'bigint', 'sender_id of the message it replies to'),
  optional('message_thread_id', 'bigint', 'Forum topic; null outside topics'),
  optional('media_group_id', 'string', 'Album it belongs to'),
  optional(
    'forward_origin_type',
    'string',
    'user, hidden_user, chat or channel; null unless forwarded',
  ),
  optional('via_bot_id', 'bigint', 'Inline bot it was sent through'),
  optional('edit_date', 'bigint', 'When it was last edited, in unix seconds'),
  required('edit_count', 'bigint', 'How many edits were received'),
  optional(
    'service_type',
    'string',
    'Kind of service message: new_chat_members, pinned_message, …',
  ),
  required(
    'is_automatic_forward',
    'boolean',
    'Whether Telegram forwarded it from the linked channel',
  ),
  required('sent_at', 'timestamp', "date, as wall-clock time in the lake's zone"),
]

export const partitionColumn = {
  name: 'context_date',
  type: 'date',
  comment: "Day of the message in the lake's zone",
} as const

/** One message in its latest version. Times are in unix seconds, `sent_at` in wall-clock milliseconds. */
export interface MessageRow {
  message_id: number
  user_id: number | null
  user_is_bot: boolean | null
  user_first_name: string | null
  chat_id: number
  chat_type: string
  text: string | null
  date: number
  update_id: number
  message_type: string
  caption: string | null
  user_last_name: string | null
  user_username: string | null
  user_language_code: string | null
  sender_id: number | null
  sender_name: string | null
  reply_to_message_id: number | null
  reply_to_sender_id: number | null
  message_thread_id: number | null
  media_group_id: string | null
  forward_origin_type: string | null
  via_bot_id: number | null
  edit_date: number | null
  edit_count: number
  service_type: string | null
  is_automatic_forward: boolean
  sent_at: number
}
