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
  required('message_type', 'string', 'text, photo, video, sticker, poll, …; command or service'),
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
  optional(
    'author_signature',
    'string',
    'Title of an anonymous administrator, or of who posts in a channel',
  ),
  optional('sender_tag', 'string', 'Tag of the member who sent it'),
  optional('chat_title', 'string', 'Title of the chat, as known when it was sent'),
  optional('topic_name', 'string', 'Name of the forum topic, as far as the day tells'),
  optional('title', 'string', 'What a poll asks; title of a checklist, venue, game or invoice'),
  required('has_link', 'boolean', 'Whether text or caption have a link, seen or hidden'),
  required(
    'is_question',
    'boolean',
    'Whether it asks something, with a question mark or as a problem',
  ),
  optional(
    'question_type',
    'string',
    'opening, follow_up, part (of one burst) or counter (a helper asks back); null when no question',
  ),
  optional(
    'question_id',
    'bigint',
    'First message of the burst that it is part of; null when no question',
  ),
  optional(
    'question',
    'string',
    'The sentence that asks or tells a problem, without greeting, addressee and links',
  ),
  optional('question_terms', 'string', 'Stems of what the question is about, separated by blanks'),
  optional(
    'to_sender_id',
    'bigint',
    'sender_id of whom it addresses: by reply, mention or name at its beginning',
  ),
  optional('answers_message_id', 'bigint', 'Message in the same chat that it responds to'),
  optional(
    'answer_rule',
    'string',
    'How that is known: reply, chain, asked, name, partner, named or next',
  ),
  optional('answer_seconds', 'bigint', 'Seconds from that message to this one'),
  optional('confirms_message_id', 'bigint', 'Question of the same sender that it says is solved'),
]

/** The form of a Parquet object: its columns, and which of them say that they are wall-clock time. */
export const form = columns
  .map(({ name, type }) => (type === 'timestamp' ? `${name} local` : name))
  .join()

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
  author_signature: string | null
  sender_tag: string | null
  chat_title: string | null
  topic_name: string | null
  title: string | null
  has_link: boolean
  is_question: boolean
  question_type: string | null
  question_id: number | null
  question: string | null
  question_terms: string | null
  to_sender_id: number | null
  answers_message_id: number | null
  answer_rule: string | null
  answer_seconds: number | null
  confirms_message_id: number | null
  /** What the message is by itself, of a row just made of it (see `takeNote`). No column, and not kept. */
  note?: number | undefined
  /** Whom it mentions without a username. No column: kept in the footer of the Parquet object. */
  mentioned_ids?: readonly number[]
}
