import type { MessageReactionUpdated, ReactionType } from 'grammy/types'
import { inChat } from './in-chat.ts'
import { renderChat, renderUser } from './render.ts'
import { isAdministrator } from './roles.ts'
import type { ChatRecord, MessageRecord, World } from './state.ts'
import { botsIn, offer } from './updates.ts'

/** Sets what this sender has reacted with; administrator bots that asked for reactions hear of it. */
export function setReaction(
  world: World,
  chat: ChatRecord,
  record: MessageRecord,
  sender: { userId: number; isAnonymous: boolean },
  reactions: readonly ReactionType[],
): void {
  const sender_id = sender.isAnonymous ? chat.id : sender.userId
  const old_reaction = record.reactions[sender_id] ?? []
  const new_reaction = [...reactions]
  if (new_reaction.length > 0) record.reactions[sender_id] = new_reaction
  else delete record.reactions[sender_id]
  const { message_id } = record
  world.changed({ type: 'reaction', ...inChat(chat), message_id, sender_id, reactions })
  const date = world.now()
  const payload: MessageReactionUpdated = {
    chat: renderChat(world.state, chat),
    message_id,
    ...(sender.isAnonymous
      ? { actor_chat: renderChat(world.state, chat) }
      : { user: renderUser(world.state, sender.userId) }),
    date,
    old_reaction,
    new_reaction,
  }
  for (const bot of botsIn(world, chat)) {
    if (chat.type !== 'private' && !isAdministrator(chat.members[bot.user_id])) continue
    const queue = `message_reaction:${chat.key}`
    offer(world, bot, { kind: 'message_reaction', payload, queue, date })
  }
}
