import type { Message, ReactionType } from 'grammy/types'
import type { CallbackRecord, ChatRecord, Status } from './state.ts'

interface InChat {
  /** The chat's key: its id, or `user/bot` for a private chat. */
  readonly chat: string
  readonly chat_id: number
}

/** What people in front of the chat see happen. */
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

/** The part of a change that says where. */
export function inChat(chat: ChatRecord): InChat {
  return { chat: chat.key, chat_id: chat.id }
}
