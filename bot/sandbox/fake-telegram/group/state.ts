// The simulated Telegram as plain data: what a snapshot saves, and nothing else.
import type {
  BotCommand,
  ChatAdministratorRights,
  ChatMember,
  InlineKeyboardMarkup,
  Message,
  MessageOrigin,
  ReactionType,
  Update,
  User,
} from 'grammy/types'

export type UpdateKind = Exclude<keyof Update, 'update_id'>
export type Status = ChatMember['status']
/** The fields that a kind of message adds to the common ones: text and entities, photo, … */
export type Content = Partial<Message>

export interface State {
  users: Record<number, User>
  bots: Record<number, BotRecord>
  /** By key: the id of a group or channel, `user/bot` for a private chat. */
  chats: Record<string, ChatRecord>
  /** By the number that every file_id of the file carries. */
  files: Record<number, FileRecord>
  callbacks: Record<string, CallbackRecord>
  counters: { user: number; chat: number; file: number; callback: number }
}

export interface BotRecord {
  user_id: number
  token: string
  /** With privacy mode on, a bot that is not an administrator sees commands, replies and service messages. */
  privacy: boolean
  webhook: WebhookRecord | null
  /** The kinds as they were asked for; null is the default set. */
  allowed_updates: string[] | null
  commands: Record<string, BotCommand[]>
  updates: PendingUpdate[]
  next_update_id: number
}

export interface WebhookRecord {
  url: string
  secret_token: string
  max_connections: number
  ip_address: string
  has_custom_certificate: boolean
  last_error_date?: number
  last_error_message?: string
}

export interface PendingUpdate {
  update_id: number
  kind: UpdateKind
  payload: unknown
  /** Updates of one queue are delivered one after the other. */
  queue: string
  /** Unix seconds. */
  expires_at: number
}

export interface ChatRecord {
  key: string
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title: string
  username?: string
  is_forum?: boolean
  /** Of a private chat. */
  bot_id?: number
  /** A group's channel, or a channel's group. */
  linked_chat_id?: number
  migrated_to?: number
  /** What members who are no administrators may not do. */
  permissions?: GroupPermissions
  /** Seconds between two messages of a member who is no administrator. */
  slow_mode_delay?: number
  /** Topics that are closed, by their ids; 0 is the General topic. */
  closed_topics?: number[]
  last_message_id: number
  /** The bot that wrote last: with privacy mode, plain commands go to it. */
  last_bot_id?: number
  messages: Record<number, MessageRecord>
  members: Record<number, MemberRecord>
}

export interface GroupPermissions {
  readonly can_send_messages?: boolean
  readonly can_send_photos?: boolean
}

export interface MemberRecord {
  user_id: number
  status: Status
  is_anonymous?: boolean
  custom_title?: string
  rights?: Partial<ChatAdministratorRights>
  /** Of a restricted member. */
  is_member?: boolean
  can_send_messages?: boolean
  /** Of a restricted or kicked one, unix seconds; 0 is forever. */
  until_date?: number
  /** Of a bot: privacy mode was off when it was added. */
  sees_all?: boolean
}

/** By the id of who reacted. */
export type ReactionsOf = Record<string, ReactionType[]>

export interface MessageRecord {
  message_id: number
  date: number
  edit_date?: number
  from?: number
  sender_chat?: number
  author_signature?: string
  message_thread_id?: number
  is_topic_message?: boolean
  forward_origin?: MessageOrigin
  is_automatic_forward?: boolean
  reply_to_message_id?: number
  media_group_id?: string
  content: Content
  reply_markup?: InlineKeyboardMarkup
  reactions: ReactionsOf
}

export interface FileRecord {
  number: number
  kind: 'photo' | 'document'
  bytes: Uint8Array
  path: string
  /** What messages carry: the sizes of a photo, or the document. */
  media: Pick<Content, 'photo' | 'document'>
}

export interface CallbackRecord {
  id: string
  bot_id: number
  user_id: number
  chat: string
  message_id: number
  date: number
  answer?: { text?: string; show_alert?: boolean; url?: string }
}

/** What the group's rules work on: the data, the time, and whom to tell. */
export interface World {
  state: State
  /** Unix seconds. */
  now(): number
  changed(change: Change): void
  /** An update is waiting for this bot. */
  pushed(botId: number): void
}

/** Telegram's own accounts, which stand in for senders that are not people. */
export const SERVICE_USERS = {
  anonymous: 1087968824,
  channel: 136817688,
  telegram: 777000,
} as const

/** An empty Telegram: nobody but its own accounts. */
export function createState(): State {
  const users: User[] = [
    { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
    { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
    { id: 777000, is_bot: false, first_name: 'Telegram' },
  ]
  return {
    users: Object.fromEntries(users.map((user) => [user.id, user])),
    bots: {},
    chats: {},
    files: {},
    callbacks: {},
    counters: { user: 1000, chat: 1_234_000_000, file: 0, callback: 0 },
  }
}

export interface InChat {
  /** The chat's key: its id, or `user/bot` for a private chat. */
  readonly chat: string
  readonly chat_id: number
}

/** What somebody looking at the chat sees happen. */
export type Change = InChat &
  (
    | { readonly type: 'message' | 'edit'; readonly message: Message }
    | { readonly type: 'delete'; readonly message_id: number }
    | {
        readonly type: 'reaction'
        readonly message_id: number
        readonly sender_id: number
        readonly reactions: readonly ReactionType[]
      }
    | {
        readonly type: 'action'
        readonly bot_id: number
        readonly action: string
        readonly message_thread_id?: number
      }
    | { readonly type: 'callback'; readonly callback: CallbackRecord }
    | { readonly type: 'member'; readonly user_id: number; readonly status: Status }
    | { readonly type: 'chat' }
  )
