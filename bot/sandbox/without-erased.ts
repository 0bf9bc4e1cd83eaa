import { cleanTree } from '../../etl/privacy/clean-tree.ts'
import { judge } from '../../etl/privacy/judgement.ts'
import { redact } from '../../etl/privacy/redact.ts'
import type { Registry } from '../../etl/privacy/registry.ts'
import type { Update } from '../../etl/lake/update.ts'
import type { Snapshot } from './fake-telegram/group/snapshot.ts'
import type { ChatRecord, MessageRecord } from './fake-telegram/group/state.ts'

/**
 * The stand-in's state as it may be kept: without what people wrote who have erased it since, without the bot's reports
 * from before, which repeat it, and without files that no message has any more. Who the members are, Telegram knows all
 * the same.
 */
export function withoutErased(snapshot: Snapshot, registry: Registry): Snapshot {
  if (registry.lastErasedUntil === -Infinity) return snapshot
  const { state } = snapshot
  const bots = Object.entries(state.bots).map(([id, bot]) => {
    const updates = bot.updates.flatMap((pending) => {
      const { update_id, kind, payload } = pending
      const kept = redact({ update_id, [kind]: payload } as unknown as Update, registry)
      return kept ? [{ ...pending, payload: kept[kind] }] : []
    })
    return [id, { ...bot, updates }] as const
  })
  const chats = Object.entries(state.chats).map(([key, chat]) => {
    const messages = Object.entries(chat.messages).flatMap(([id, message]) => {
      const kept = keptOf(message, chat, { registry, isBot: isBot(snapshot, message) })
      return kept ? [[id, kept] as const] : []
    })
    return [key, { ...chat, messages: Object.fromEntries(messages) }] as const
  })
  const kept = { ...state, bots: Object.fromEntries(bots), chats: Object.fromEntries(chats) }
  const words = JSON.stringify([kept.chats, kept.bots])
  const isUsed = ({ media }: Snapshot['files'][number]) =>
    [media.document, ...(media.photo ?? [])].some((file) => file && words.includes(file.file_id))
  return { ...snapshot, state: kept, files: snapshot.files.filter(isUsed) }
}

function isBot({ state }: Snapshot, { from }: MessageRecord): boolean {
  return from !== undefined && state.bots[from] !== undefined
}

function keptOf(
  message: MessageRecord,
  { id: chatId }: ChatRecord,
  { registry, isBot }: { registry: Registry; isBot: boolean },
): MessageRecord | undefined {
  const { date, edit_date: writtenAt = date, from, sender_chat, message_id } = message
  const judgement = judge(registry, { chatId, date, writtenAt, isOfBot: isBot })
  const isErased = [from, sender_chat].some((each) => judgement.isErased(each, date))
  if (isErased || judgement.isErasedMessage(chatId, message_id)) return undefined
  const isReport = isBot && (message.reply_markup || message.content.photo)
  if (isReport && date <= registry.lastErasedUntil) return undefined
  return cleanTree(message, judgement) as MessageRecord
}
