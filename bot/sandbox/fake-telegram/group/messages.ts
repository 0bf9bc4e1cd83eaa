import { omit } from './omit.ts'
import { inChat } from './in-chat.ts'
import { renderMessage } from './render.ts'
import type { ChatRecord, MessageRecord, World } from './state.ts'
import { announce } from './updates.ts'

/** A message before the chat gives it an id; `date` is unix seconds, now unless given. */
export type Draft = Omit<MessageRecord, 'message_id' | 'date' | 'reactions'> & { date?: number }

/** Adds the message to the chat, and tells the bots and the page. */
export function postMessage(world: World, chat: ChatRecord, draft: Draft): MessageRecord {
  const message_id = ++chat.last_message_id
  const record: MessageRecord = {
    ...withThread(chat, draft),
    message_id,
    date: draft.date ?? world.now(),
    reactions: {},
  }
  if (record.content.forum_topic_created) record.message_thread_id = message_id
  chat.messages[message_id] = record
  if (record.from !== undefined && world.state.bots[record.from]) chat.last_bot_id = record.from
  announce(world, chat, record, 'message')
  const message = renderMessage(world.state, chat, record)
  world.changed({ type: 'message', ...inChat(chat), message })
  return record
}

/** What a user or the service itself does, written into the chat. */
export function postService(
  world: World,
  chat: ChatRecord,
  from: number,
  content: MessageRecord['content'],
): MessageRecord {
  return postMessage(world, chat, { from, content })
}

/** Replaces parts of a message; an edit of the keyboard alone leaves no mark. */
export function editMessage(
  world: World,
  chat: ChatRecord,
  record: MessageRecord,
  next: Pick<MessageRecord, 'content' | 'reply_markup'>,
): MessageRecord {
  const isContentEdited = JSON.stringify(next.content) !== JSON.stringify(record.content)
  const edited: MessageRecord = {
    ...omit(record, 'reply_markup'),
    ...next,
    ...(isContentEdited && { edit_date: world.now() }),
  }
  chat.messages[record.message_id] = edited
  if (isContentEdited) announce(world, chat, edited, 'edited_message')
  const message = renderMessage(world.state, chat, edited)
  world.changed({ type: 'edit', ...inChat(chat), message })
  return edited
}

/** Takes the message away; bots are never told. */
export function removeMessage(world: World, chat: ChatRecord, message_id: number): void {
  delete chat.messages[message_id]
  world.changed({ type: 'delete', ...inChat(chat), message_id })
}

/** A reply stays in its topic; in other supergroups it gets its thread's id, which is not a topic. */
function withThread(chat: ChatRecord, draft: Draft): Draft {
  if (draft.message_thread_id !== undefined || chat.type !== 'supergroup') return draft
  const answered = chat.messages[draft.reply_to_message_id ?? 0]
  if (!answered) return draft
  return {
    ...draft,
    message_thread_id: answered.message_thread_id ?? answered.message_id,
    ...(answered.is_topic_message && { is_topic_message: true }),
  }
}
