import { isAdministrator, isPresent } from '../group/roles.ts'
import { SERVICE_USERS, type ChatRecord, type MessageRecord, type State } from '../group/state.ts'

/** As oneself, as the group (administrators), or as the channel with that id. */
export type SendAs = 'self' | 'anonymous' | number

/** How the sender appears in the message; throws when the user may not write like that there. */
export function senderFields(
  state: State,
  chat: ChatRecord,
  userId: number,
  as: SendAs = 'self',
): Pick<MessageRecord, 'from' | 'sender_chat' | 'author_signature'> {
  if (chat.migrated_to !== undefined) {
    throw new Error(`telegram: group ${chat.key} became ${chat.migrated_to}: write there`)
  }
  const member = chat.members[userId]
  if (!isPresent(member)) {
    throw new Error(`telegram: user ${userId} is not in chat ${chat.key}: call join first`)
  }
  if (member?.status === 'restricted' && member.can_send_messages === false) {
    throw new Error(`telegram: user ${userId} may not write in chat ${chat.key}: set another role`)
  }
  if (as === 'self') return { from: userId }
  if (as === 'anonymous') {
    if (!isAdministrator(member)) {
      throw new Error(
        `telegram: user ${userId} is not an administrator of ${chat.key}: call promote`,
      )
    }
    const signature = member?.custom_title
    return {
      from: SERVICE_USERS.anonymous,
      sender_chat: chat.id,
      ...(signature !== undefined && { author_signature: signature }),
    }
  }
  if (state.chats[String(as)]?.type !== 'channel') {
    throw new Error(`telegram: unknown channel ${as}: call createChannel first`)
  }
  return { from: SERVICE_USERS.channel, sender_chat: as }
}
