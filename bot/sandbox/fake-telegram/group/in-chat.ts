import type { ChatRecord, InChat } from './state.ts'

/** The part of a change that says in which chat. */
export function inChat(chat: ChatRecord): InChat {
  return { chat: chat.key, chat_id: chat.id }
}
